# What is asked wrongly, and articles that cannot be learnt from: one line, no file.
printf '{"id":"a","text":"giá lúa tăng","keywords":["kinh tế"]}\n' >absent.jsonl
printf '{"id":"a","text":"giá lúa tăng"}\n' >untagged.jsonl
printf '{"id":"a","text":"giá lúa tăng","keywords":["lúa"]}\n{"id":"b","text":"x","keywords":[{}]}\n' >bad.jsonl
head -n 1 bad.jsonl >good.jsonl
try() { vntrain key "$@"; echo "code $?"; }
try absent.jsonl
try -O -
try -O my.key
try -O - absent.jsonl
try --folds 1 absent.jsonl
try --folds 2 -
try -O my.key absent.jsonl
try -O my.key untagged.jsonl
try -O my.key bad.jsonl
try -O my.key nowhere.jsonl
try -O my.key --from nowhere.key absent.jsonl
try -O no/where good.jsonl
vntrain key --folds 2 good.jsonl >/dev/full; echo "code $?"
try -O my.key --penalty 0 absent.jsonl
try -O my.key --df nowhere.tsv absent.jsonl
try -O my.key --stopwords nowhere.txt --words nowhere.txt absent.jsonl
try -O my.key --alias nowhere.txt --segmenter nowhere absent.jsonl
try -O my.key --headlines nowhere.jsonl good.jsonl
vntrain key --help | grep -c -e --folds
ls
