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
mark=$(printf '(\314[\200-\277]|\315[\200-\257])')   # U+0300 to U+036F: composed Vietnamese has none of them
late='o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]|O[ÀÁẢÃẠÈÉẺẼẸ]|U[ỲÝỶỸỴ]'   # the tone on the second vowel of an open syllable
for seg in corpus/segmentation/*.seg; do
    raw=${seg%.seg}.txt
    sed 's/__/\x01/g; s/[ _]//g; s/\x01/_/g' "$seg" > "$work/seg.bare"
    sed 's/ //g' "$raw" > "$work/raw.bare"
    cmp "$work/seg.bare" "$work/raw.bare" || fail "$seg does not align with $raw"
    grep -nE '(^|[^_])_([ ]|$)|(^| )_([^_]|$)|  |^ | $' "$seg" && fail "$seg: a word with nothing on one side of _"
    grep -nE '  |^ | $|^$' "$raw" && fail "$raw: a space too many, or an empty line"
    LC_ALL=C grep -nE "$mark" "$seg" "$raw" && fail "$raw: not NFC"
    LC_ALL=C.UTF-8 grep -nE "(^|[^qQ])($late)([^[:alpha:]]|\$)" "$raw" && fail "$raw: tone place as in hoà"
    LC_ALL=C sort "$raw" | LC_ALL=C uniq -d | grep . && fail "$raw: a line twice"
done

# As many lines as the gold should have, and as its page says; every fourth is the test part.
gold=corpus/segmentation/news page=corpus/segmentation/README.md
lines=$(wc -l < $gold.seg)
[ "$lines" -ge 840 ] || fail "$gold.seg: $lines lines, 840 at least"
tokens=$(wc -w < $gold.seg | sed -E 's/([0-9])([0-9]{3})$/\1,\2/')
grep -q "^| .news.txt. | $lines Vietnamese sentences" $page || fail "the page says other than $lines lines"
grep -q "^| .news.seg. | the same lines as $tokens gold tokens" $page || fail "the page says other than $tokens tokens"

LC_ALL=C sort -cu corpus/keywords/classes.tsv || fail "keywords/classes.tsv is not sorted, or has a line twice"
rows=$(wc -l < corpus/keywords/classes.tsv | sed -E 's/([0-9])([0-9]{3})$/\1,\2/')
grep -q " $rows rows" corpus/keywords/README.md || fail "keywords/README.md says other than $rows rows"
LC_ALL=C sort -cu corpus/stopwords.txt || fail "stopwords.txt is not sorted, or has a line twice"
grep -nE '[[:space:]]|^$' corpus/stopwords.txt && fail "stopwords.txt: white space"

# The aliases: as many groups and forms as the page says, NFC, no group of one.
list=corpus/alias/vi.txt
groups=$(grep -c '^[^#]' $list)
forms=$(grep '^[^#]' $list | tr '=' '\n' | wc -l | sed -E 's/([0-9])([0-9]{3})$/\1,\2/')
grep -q "$groups groups of $forms forms" corpus/alias/README.md || fail "the page says other than $groups groups of $forms forms"
grep '^[^#]' $list | grep -v ' = ' && fail "$list: a group of one"
LC_ALL=C grep -nE "$mark" $list && fail "$list: not NFC"
grep -nE '^=|= *=|=$|  | $' $list && fail "$list: an empty form, or a space too many"

for table in corpus/df/*.tsv; do
    [ -e "$table" ] || continue
    cut -f1 "$table" | LC_ALL=C sort -cu || fail "$table is not sorted, or has a term twice"
done
exit $bad
