# What is asked wrongly: one line, exit code 2, no file.
seg=$SRC/corpus/segmentation/news.seg
try() { vntrain "$@"; echo "code $?"; }
try $seg
try -O my.model
try -O - $seg
try -O my.model -d $seg
try -O my.model -e 0 $seg
try -O my.model -p x $seg
try -O my.model -i words $seg
try -O my.model --rate 0 $seg
try -O my.model --rate x $seg
try -O my.model --gold-weight 0 $seg
try -O my.model --max-bytes 0 $seg
try -O my.model --nothing $seg
try -O
ls
