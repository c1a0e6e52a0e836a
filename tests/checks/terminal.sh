#!/bin/sh
# What vnview shows on a terminal and what in a pipe: colours only where they are wanted, and never a command that text of
# others holds.
set -eu
[ -x "$VN_BUILD/vnview" ] || { echo "no tools yet"; exit 77; }
command -v script > /dev/null || { echo "no script(1) to make a terminal"; exit 77; }
PATH=$VN_BUILD:$PATH
unset NO_COLOR COLORTERM COLUMNS
export LC_ALL=C.UTF-8
bad=0
printf '%s\n' '{"id":"a","title":"x\u001b[31m\u009by","keywords":[{"term":"t\u001b]0;z\u0007","score":1}]}' > a.jsonl
printf 'a\033[31m\tb\t0.5\n' > pairs.tsv
escape=$(printf '\033')

# terminal TERM COMMAND: what COMMAND shows on a terminal, in shown.
terminal() { TERM=$1 script -qec "$2" /dev/null < /dev/null > shown; }
colored() { grep -q "$escape\[$1" shown || { echo "$2: no colour: $(cat -v shown)"; bad=1; }; }
plain() { ! LC_ALL=C grep -q -e "$escape" -e "$(printf '\302\233')" -e "$(printf '\007')" shown || { echo "$1: $(cat -v shown)"; bad=1; }; }

terminal xterm "vnview a.jsonl"
colored 1m "a table"
terminal xterm "vnview -o bars a.jsonl"
colored 36m "bars"
terminal xterm-256color "vnview -o heatmap pairs.tsv"
colored '48;5;' "a heat map"
COLORTERM=truecolor terminal xterm "vnview -o heatmap pairs.tsv"
colored '48;2;' "a heat map in all colours"
terminal xterm "vnview -o heatmap pairs.tsv"
plain "a heat map where there are few colours"
for format in lines tsv; do
    terminal xterm "vnview -o $format -f title,keywords a.jsonl"
    plain "$format hold a command"
done
for format in table bars; do
    terminal dumb "vnview -o $format a.jsonl"
    plain "$format, TERM=dumb"
    NO_COLOR=1 terminal xterm "vnview -o $format a.jsonl"
    plain "$format, NO_COLOR"
    terminal xterm "vnview -o $format --color never a.jsonl"
    plain "$format, --color never"
    TERM=xterm vnview -o $format a.jsonl > shown
    plain "$format in a pipe"
done
NO_COLOR=1 TERM=xterm vnview -o table --color always a.jsonl > shown
colored 1m "always"

# Into a pipe lines go as they are: what reads them may be a program.
vnview -o lines -f title a.jsonl > shown
colored '31m' "lines in a pipe were changed"
# The width is the terminal's.
TERM=xterm script -qec "stty cols 30; vnview -o bars -f keywords a.jsonl" /dev/null < /dev/null | tr -d '\r' > shown
[ "$(sed "s/$escape\[[0-9;]*m//g" shown | tail -n 1 | wc -m)" -eq 31 ] || { echo "not 30 columns: $(cat -v shown)"; bad=1; }
exit $bad
