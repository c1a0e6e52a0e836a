#!/bin/sh
# The scripts that --completion prints: shells read them, every option of --help is in them, and they complete what a user
# types. zsh and fish are asked too where they are installed.
set -eu
[ -x "$VN_BUILD/vnseg" ] || { echo "no tools yet"; exit 77; }
command -v bash > /dev/null || { echo "no bash"; exit 77; }
cd "$VN_SOURCE"
work=$OLDPWD
bad=0
complain() { echo "$*"; bad=1; }

for page in docs/man/vn*.1; do
    tool=$(basename "$page" .1)
    for shell in bash zsh fish; do
        "$VN_BUILD/$tool" --completion "$shell" > "$work/$tool.$shell"
        if command -v "$shell" > /dev/null; then
            "$shell" -n "$work/$tool.$shell" || complain "$shell does not read the script of $tool"
        fi
    done
    "$VN_BUILD/$tool" --help | sed -n 's/^  \(-[A-Za-z]\)\{0,1\},\{0,1\} *--\([a-z][a-z0-9-]*\).*/\2/p' > "$work/options"
    [ "$(wc -l < "$work/options")" -gt 3 ] || complain "$tool --help lists no options"
    while read -r option; do
        grep -q -e "--$option\>" "$work/$tool.bash" || complain "bash does not know $tool --$option"
        grep -q -e "--$option\>" "$work/$tool.zsh" || complain "zsh does not know $tool --$option"
        grep -q -e "-l $option " "$work/$tool.fish" || complain "fish does not know $tool --$option"
    done < "$work/options"
done
! "$VN_BUILD/vnseg" --completion csh 2> "$work/csh" || complain "csh is no failure"

mkdir -p "$work/dir"
: > "$work/dir/bài một.txt"
cat > "$work/ask" << 'END'
cd "$1/dir"
ask()
{
    . "$work/$1.bash"
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    "_$1"
    printf '%s:' "$*"
    printf ' <%s>' "${COMPREPLY[@]}"
    printf '\n'
}
work=$1
ask vnseg --form
ask vnseg --format = js
ask vnseg -o ''
ask vnseg --output = b
ask vnseg b
ask vnseg -j ''
ask vnkey --offs
ask vneval ''
ask vneval key b
END
bash "$work/ask" "$work" > "$work/got" 2> "$work/err" || complain "bash fails: $(cat "$work/err")"
cat > "$work/wanted" << 'END'
vnseg --form: <--format=>
vnseg --format = js: <jsonl>
vnseg -o : <jsonl> <lines> <sentences> <tabs> <tsv> <conllu>
vnseg --output = b: <bài một.txt>
vnseg b: <bài một.txt>
vnseg -j : <>
vnkey --offs: <--offsets>
vneval : <seg> <key> <clust>
vneval key b: <bài một.txt>
END
diff -u "$work/wanted" "$work/got" || bad=1

if command -v fish > /dev/null; then
    HOME=$work fish -c "source '$work/vnseg.fish'; complete -C 'vnseg --format js'" > "$work/got" 2> /dev/null
    grep -q jsonl "$work/got" || complain "fish does not complete --format"
fi
exit $bad
