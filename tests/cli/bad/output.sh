# What cannot be written: exit code 3 for a full disk, a closed standard output, a place that is not there.
. $SRC/tests/cli/bad/faults.inc
printf '{"id":"a","text":"học sinh"}\n{"id":"b","text":"học sinh"}\n' >two.jsonl
{
    for tool in $documents; do echo "$tool two.jsonl"; done
    echo 'vndf --merge good.df good.df'
    echo 'vneval seg good good'
    echo 'vneval key good.jsonl good.jsonl'
    echo 'vneval clust good.jsonl good.jsonl'
} >commands
while read -r command; do $command >/dev/full; echo "$? $command >/dev/full"; done <commands 2>&1
while read -r command; do $command >&-; echo "$? $command >&-"; done <commands 2>&1
while read -r command; do fault $command -O no/where; done <commands
while read -r command; do fault $command -O .; done <commands
for tool in $documents vneval vntrain; do
    $tool --help >/dev/full; echo "$? $tool --help"
    $tool --version >&-; echo "$? $tool --version"
done 2>&1
# Much output, of which the first part fits; and a reader that has seen enough.
yes 'Học sinh đến trường.' | head -n 20000 >many
for tool in vnseg vnkey vntfidf vnview; do
    $tool -i lines many >/dev/full; echo "$? $tool"
    { $tool -i lines many 2>&1; echo "$?" >code; } | head -n 1 | wc -l
done 2>&1
