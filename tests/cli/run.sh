#!/bin/sh
# Golden tests of programs: tests/cli/TOOL/CASE.sh, run in an empty directory with the built programs in PATH and $SRC the
# source tree, must print what CASE.out holds: standard output, then standard error, then the exit code.
#
#   run.sh BIN                 every tool
#   run.sh BIN TOOL...         these tools
#   run.sh BIN --update ...    writes the .out files anew; look at the difference before committing it
set -u
here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd) || exit 2
shift
update=
if [ "${1-}" = --update ]; then
    update=yes
    shift
fi
[ $# -gt 0 ] || set -- $(cd "$here" && ls -d */ | tr -d /)

SRC=$(cd "$here/../.." && pwd)
PATH=$bin:$bin/tests:$PATH
LC_ALL=C.UTF-8
TERM=dumb
export SRC PATH LC_ALL TERM
unset COLUMNS NO_COLOR POSIXLY_CORRECT LANGUAGE
work=$(mktemp -d) || exit 2
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
failed=0
ran=0

for tool; do
    for script in "$here/$tool"/*.sh; do
        [ -e "$script" ] || { echo "no cases for $tool"; failed=$((failed + 1)); continue; }
        ran=$((ran + 1))
        rm -rf "$work/dir" && mkdir "$work/dir"
        (cd "$work/dir" && timeout 120 sh "$script" >"$work/out" 2>"$work/err" </dev/null; echo "[exit $?]" >"$work/code")
        [ -s "$work/err" ] && { echo "[stderr]"; cat "$work/err"; } >>"$work/out"
        cat "$work/code" >>"$work/out"
        wanted=${script%.sh}.out
        if [ -n "$update" ]; then
            cp "$work/out" "$wanted"
        elif ! diff -u --label "wanted: $tool/$(basename "$wanted")" --label got "$wanted" "$work/out"; then
            failed=$((failed + 1))
        fi
    done
done
echo "$ran cases, $failed failed"
[ "$failed" -eq 0 ] && [ "$ran" -gt 0 ]
