#!/bin/sh
# run.sh PAGE.1: runs the commands of a manual page, in order, in a directory that holds a copy of corpus/.
#   $ command       a line of an .EX or .nf block; `\` at its end goes on in the next line
#   $ command # exit 1     it ends with that code, 0 when nothing is said
# A command must print something, or leave something in the file that it redirects to or that -o or -O names.
set -u
page=$1
rm -rf here
mkdir here && cp -R "$VN_SOURCE/corpus" here/ || exit 1
rm -rf here/corpus/model
PATH=$VN_BUILD:$PATH
export PATH
LC_ALL=C.UTF-8
export LC_ALL
unset LANGUAGE

# roff to plain text, blocks only, continued lines joined.
awk '
    /^\.(EX|nf)/ { block = 1; next }
    /^\.(EE|fi)/ { block = 0; next }
    !block { next }
    {
        gsub(/\\-/, "-"); gsub(/\\&/, ""); gsub(/\\\(aq|\\\[aq\]/, "\047"); gsub(/\\\(dq|\\\[dq\]/, "\"")
        gsub(/\\\(ha|\\\[ha\]/, "^"); gsub(/\\\(ti|\\\[ti\]/, "~"); gsub(/\\\(ga|\\\[ga\]/, "`"); gsub(/\\f[BIRP]/, "")
        gsub(/\\e|\\\\/, "\\")
    }
    going { sub(/^(> | +)/, "") }
    going || /^\$ / {
        if (!going) sub(/^\$ /, "")
        going = sub(/\\$/, "")
        printf "%s%s", $0, going ? "" : "\n"
    }' "$page" > commands

[ -s commands ] || { echo "$(basename "$page") has no example that can be run"; exit 1; }
bad=0
count=0
cd here || exit 1
while IFS= read -r command; do
    expected=$(printf '%s\n' "$command" | sed -n 's/.*# exit \([0-9]*\)$/\1/p')
    sh -c "$command" > ../out 2>&1 < /dev/null
    code=$?
    count=$((count + 1))
    if [ "$code" -ne "${expected:-0}" ]; then
        echo "\$ $command"
        echo "ended with $code, not ${expected:-0}:"
        head -n 20 ../out
        bad=1
    fi
    target=$(printf '%s\n' "$command" | sed -n 's/.*[^0-9&>]> *\([^ |&;]*\).*/\1/p')
    [ -n "$target" ] || target=$(printf '%s\n' "$command" | sed -n 's/.* -[oO] \([^ |&;]*\.[a-z]*\).*/\1/p')
    if [ ! -s ../out ] && { [ -z "$target" ] || [ ! -s "$target" ]; }; then
        echo "\$ $command"
        echo "printed nothing"
        bad=1
    fi
done < ../commands
echo "$count commands"
exit $bad
