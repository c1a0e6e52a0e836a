# A model learns the words of a domain, and keeps what it knew; where that is no gain, it stays as it is.
cat >domain <<'END'
Nhà_máy lắp bộ_rung_cán cho dây_chuyền .
Bộ_rung_cán mới chạy êm .
Thợ thay bộ_rung_cán sáng nay .
Giá bộ_rung_cán tăng , thợ chờ .
END
words() { printf 'Công ty mua bộ rung cán.\nHọc sinh Hà Nội nghỉ học.\n' | vnseg "$@" -i lines -o lines; }
words
vntrain -q -f built-in -e 8 -O model domain >log; echo "code $?"; cut -f1 log
words -m model
# From a file it is the same as from the library, and the result is a model to begin with in its turn.
vntrain -q --from $SRC/corpus/model/vntext.model -e 8 -O same domain >/dev/null && cmp model same && echo same
vntrain -q --from model -O more domain >/dev/null && words -m more
# With development text the first row is the score of the model to begin with.
head -n 100 $SRC/corpus/segmentation/news.seg >news
vntrain -q -f built-in -O new -d news -e 2 domain | awk -F'\t' '{ print $1, ($1 == "0" ? $2 : ""), ($5 > 0.95) }'
vntrain -q -f built-in -O new -d domain -c state -e 1 domain >/dev/null; vntrain -f built-in -O new -d domain -c state domain | cut -f1
vntrain -q -f model -O new -d domain -c state domain; echo "code $?"
# What is no model.
head -c 100000 model >part
for from in nowhere domain part .; do vntrain -q -f $from -O none domain; echo "code $?"; done
vntrain -q -f built-in --max-bytes 100000 -O none domain >/dev/null; echo "code $?"
ls
