# A message of each exit code, and warnings, in Vietnamese; the code behind it is the same in every language.
unset LC_ALL
export LANG=vi_VN.UTF-8
echo '{"id":"a","text":"Hà Nội' > bad.jsonl
vnseg bad.jsonl; echo "$?"
printf '{"id":"a","text":"Hà Nội"}\n{"id":"b"x}\n' | vnseg --skip-bad -o lines; echo "$?"
vnseg --spans -o lines bad.jsonl; echo "$?"
vnseg --tỉnh bad.jsonl; echo "$?"
vnseg -j 900 bad.jsonl; echo "$?"
vnseg -o 'xml' bad.jsonl; echo "$?"
vnseg "$(printf 'không\ncó')"; echo "$?"
vnseg -O no/such/file bad.jsonl; echo "$?"
echo "Hà Nội" | vnseg -o lines > /dev/full; echo "$?"
echo 'a b c d e f g h i j k l m n o p q' > long
echo 'Hà Nội' | vnseg --words long; echo "$?"
printf '{"id":"a","text":"Hà Nội"}\n{"id":"a","text":"Huế"}\n' | vnsim; echo "$?"
printf 'số\tít\n' > wrong.df
vntfidf --df wrong.df bad.jsonl; echo "$?"
vneval words; echo "$?"
