# Cross-validation: a row a fold and one of all articles, each scored by what did not see it.
(cd "$SRC" && vnkey --method tfidf -n 4 corpus/news) >tagged.jsonl # ids that do not depend on the place
vntrain key --folds 3 --rounds 2 tagged.jsonl >log; echo "code $?"
cut -f 1-3 log
awk -F'\t' '$2 == "all" { print ($6 > 0.3 && $9 > 0.3 ? "found" : $0) }' log
vntrain key --folds 3 tagged.jsonl >once && head -n 5 log | cmp - once && echo "the first round is the same"
vntrain key --folds 3 -O my.key tagged.jsonl | head -n 1
ls
