#!/bin/sh
# Every option that a tool's --help lists has its entry in the man page (but --help and --version) and stands, spelled
# long or short, in a golden test of that tool; those that many tools share may stand in another's.
set -eu
[ -x "$VN_BUILD/vnseg" ] || { echo "no tools yet"; exit 77; }
cd "$VN_SOURCE"
work=$OLDPWD
bad=0
shared=' jobs input invalid skip-bad progress output model words title-weight alias '
cat $(find tests/cli tests/checks -name '*.sh' ! -name options.sh) > "$work/all"
for page in docs/man/vn*.1; do
    tool=$(basename "$page" .1)
    "$VN_BUILD/$tool" --help | sed -n 's/^  \(-[A-Za-z]\)\{0,1\},\{0,1\} *--\([a-z][a-z0-9-]*\).*/\1 \2/p' > "$work/options"
    [ "$(wc -l < "$work/options")" -gt 3 ] || { echo "$tool --help lists no options"; bad=1; }
    sed 's/\\-/-/g' "$page" > "$work/page"
    cat tests/cli/"$tool"/*.sh > "$work/own"
    while read -r short long; do
        [ -n "$long" ] || { long=$short; short=; }
        case $long in help | version) continue ;; esac
        case $shared in *" $long "*) cases=$work/all ;; *) cases=$work/own ;; esac
        grep -q -e "--$long\>" "$work/page" || { echo "$page does not mention --$long"; bad=1; }
        grep -q -e "--$long\>" ${short:+-e "\s$short\>"} "$cases" || { echo "no golden test of $tool uses --$long"; bad=1; }
    done < "$work/options"
done
exit $bad
