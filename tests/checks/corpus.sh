#!/bin/sh
# The data of corpus/ holds together: ids of the gold exist, raw and segmented lines say the same, lists are sorted.
set -u
cd "$VN_SOURCE" || exit 1
work=$OLDPWD
bad=0
fail() { echo "$*"; bad=1; }

# news-gold.jsonl and news/: one line each, both ways, no id twice.
sed -n 's/^{"id": *"\([^"]*\)".*/\1/p' corpus/news-gold.jsonl > "$work/ids"
[ "$(wc -l < "$work/ids")" -eq "$(wc -l < corpus/news-gold.jsonl)" ] || fail "news-gold.jsonl: a line without an id"
LC_ALL=C sort "$work/ids" > "$work/ids.sorted"
find corpus/news -type f | LC_ALL=C sort > "$work/files"
LC_ALL=C comm -3 "$work/ids.sorted" "$work/files" > "$work/odd"
[ ! -s "$work/odd" ] || fail "news-gold.jsonl and corpus/news differ:" "$(cat "$work/odd")"
[ -z "$(uniq -d "$work/ids.sorted")" ] || fail "news-gold.jsonl: an id twice"
awk -F'"' '{
    split($4, part, "/")
    label = ""
    for (i = 1; i < NF; i++)
        if ($i == "label") label = $(i + 2)
    if (part[3] != label) { print "news-gold.jsonl:" NR ": label " label " in folder " part[3]; bad = 1 }
} END { exit bad }' corpus/news-gold.jsonl || bad=1

# segmentation/*.seg against *.txt: without spaces and single underscores the lines are equal.
for seg in corpus/segmentation/*.seg; do
    raw=${seg%.seg}.txt
    sed 's/__/\x01/g; s/[ _]//g; s/\x01/_/g' "$seg" > "$work/seg.bare"
    sed 's/ //g' "$raw" > "$work/raw.bare"
    cmp "$work/seg.bare" "$work/raw.bare" || fail "$seg does not align with $raw"
    grep -nE '(^|[^_])_([ ]|$)|(^| )_([^_]|$)|  |^ | $' "$seg" && fail "$seg: a word with nothing on one side of _"
done

LC_ALL=C sort -cu corpus/stopwords.txt || fail "stopwords.txt is not sorted, or has a line twice"
grep -nE '[[:space:]]|^$' corpus/stopwords.txt && fail "stopwords.txt: white space"
for table in corpus/df/*.tsv; do
    [ -e "$table" ] || continue
    cut -f1 "$table" | LC_ALL=C sort -cu || fail "$table is not sorted, or has a term twice"
done
exit $bad
