# Two systems: both, by how much the first is ahead, the interval of that, p; the same each time, lists in any order.
i=0
while [ $i -lt 30 ]; do
    i=$((i + 1))
    echo "{\"id\":\"$i\",\"text\":\"lũ\",\"keywords\":[\"lũ\",\"bão\"]}" >>gold.jsonl
    [ $((i % 3)) = 0 ] && term=gió || term=lũ
    [ $((i % 2)) = 0 ] && else=gió || else=lũ
    [ $i = 7 ] || printf '%s\t["%s"]\n' $i $term >>one
    printf '%s\t["%s"]\n' $i $else >>other
done
vneval key gold.jsonl one other | cut -f 1-4 | grep -E '^(documents|f@5|present_f@5|r@all|reachable|missing)'
vneval key gold.jsonl one other | grep '^p@5'
sort -r other | vneval key --resamples 10000 gold.jsonl one - | grep '^p@5'
vneval key --seed 1 gold.jsonl one other | grep '^p@5'
vneval key --resamples 1 gold.jsonl one other | grep '^p@5'
echo "the other way:"; vneval key gold.jsonl other one | grep '^p@5'
echo "itself:"; vneval key gold.jsonl one one | grep '^p@5'
try() { vneval "$@"; echo "code $?"; }
try key gold.jsonl one other one
try key --resamples 0 gold.jsonl one other
try key gold.jsonl one nowhere
echo 'no tab' >bad
try key gold.jsonl one bad
try clust gold.jsonl one other
