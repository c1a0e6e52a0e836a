#!/bin/sh
# Runs the commands of README.md: in each ```console block a line `$ COMMAND` is followed by exactly what it prints.
#   VN_SOURCE=. VN_BUILD=build tests/checks/readme.sh --update    writes what they print into README.md
set -eu
source=$(cd "$VN_SOURCE" && pwd)
update=${1-}
export PATH="$(cd "$VN_BUILD" && pwd):$PATH" LC_ALL=C.UTF-8 COLUMNS=100 NO_COLOR=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$source/corpus" "$work/corpus"
cd "$work"
inside=
commands=0
while IFS= read -r line; do
    case $line in
    '```console') inside=yes ;;
    '```') inside= ;;
    '$ '*)
        if [ "$inside" ]; then
            echo "$line"
            sh -c "${line#??}" 2>&1 < /dev/null || echo "[exit $?]"
            commands=$((commands + 1))
            continue
        fi
        ;;
    esac
    case $inside$line in
    yes'```console' | '') ;;
    yes*) continue ;; # what the command printed when this was written
    esac
    printf '%s\n' "$line"
done < "$source/README.md" > README.new
[ $commands -gt 0 ] || { echo "README.md has no commands"; exit 1; }
if [ "$update" ]; then
    cp README.new "$source/README.md"
else
    diff -u "$source/README.md" README.new || exit 1
    echo "$commands commands print what README.md says"
fi
