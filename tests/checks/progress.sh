#!/bin/sh
# A long run says on the terminal how far it is, and nowhere else: not into files or pipes, not where TERM cannot erase a
# line, not from the middle of a pipe. The line is erased at the end.
set -eu
[ -x "$VN_BUILD/vnseg" ] || { echo "no tools yet"; exit 77; }
command -v script > /dev/null || { echo "no script(1) to make a terminal"; exit 77; }
PATH=$VN_BUILD:$PATH
bad=0
echo 'học sinh học' > text
slow='for i in 1 2 3 4; do cat text; sleep 0.4; done'

# terminal TERM COMMAND: what COMMAND shows on a terminal, in shown.
terminal() { TERM=$1 script -qec "$2" /dev/null < /dev/null > shown; }
wanted() { grep -q "$1: [0-9]* documents, [0-9]*/s" shown || { echo "$2: no progress: $(cat shown)"; bad=1; }; }
silent() { [ ! -s shown ] || { echo "$1: not silent: $(cat shown)"; bad=1; }; }

terminal xterm "($slow) | vnseg -i lines > out"
wanted vnseg "to a file"
[ "$(tail -c 4 shown | od -An -c | tr -d ' ')" = '\r033[K' ] || { echo "the line is not erased"; bad=1; }
terminal xterm "($slow) | vnseg -i lines | vntfidf -O out"
wanted vntfidf "a pipe"
! grep -q vnseg: shown || { echo "the middle of a pipe speaks"; bad=1; }
terminal dumb "($slow) | vnseg -i lines > out"
silent "TERM=dumb"
terminal xterm "cat text | vnseg -i lines > out"
silent "a short run"
sh -c "($slow) | vnseg -i lines" 2> shown > out
silent "no terminal"

# Asked for, it is told anywhere, in lines that stay; files tell how much is left.
sh -c "($slow) | vnseg -i lines --progress | vntfidf" 2> shown > out
wanted vnseg "--progress"
! LC_ALL=C grep -q "$(printf '[\r\033]')" shown || { echo "--progress erases lines where there is no terminal"; bad=1; }
i=0
while [ $i -lt 12 ]; do cat "$VN_SOURCE"/corpus/news/*/*.txt; i=$((i + 1)); done | vnseg -i lines -o lines > long
while [ "$(wc -c < long)" -lt 16000000 ]; do cat long long > longer; mv longer long; done
vnkey --method multipartite -i lines --progress -o tsv long > out 2> shown
grep -q 'vnkey: [0-9]* %, [0-9]* documents, [0-9]*/s, [0-9]* s left' shown || { echo "no part of a file: $(cat shown)"; bad=1; }
terminal xterm "stty cols 100; LC_ALL=C.UTF-8 vnkey --method multipartite -i lines -o tsv long > out"
grep -q 'vnkey: [█░]* [0-9]* %, [0-9]* documents, [0-9]*/s, [0-9]* s left' shown || { echo "no bar: $(cat shown)"; bad=1; }
terminal xterm "stty cols 60; vnkey --method multipartite -i lines -o tsv long > out"
grep -q 'vnkey: [0-9]* %, [0-9]* documents' shown || { echo "a bar where it has no room: $(cat shown)"; bad=1; }
exit $bad
