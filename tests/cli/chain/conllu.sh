# The CoNLL-U of vnseg is text to train on, the same as its sentences.
vnseg -o conllu $SRC/corpus/news/xa-hoi >a.conllu
vnseg -o sentences $SRC/corpus/news/xa-hoi >a.seg
vntrain -e 1 -O one a.conllu >/dev/null 2>&1 && vntrain -e 1 -O two a.seg >/dev/null 2>&1 && cmp one two && echo "the same model"
