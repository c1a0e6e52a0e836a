# Files that cannot be read or learnt from: where and why, no model, an old one stays. A stray _ is a space.
seg=$SRC/corpus/segmentation/news.seg
echo cũ >my.model
cp my.model old
printf 'tốt lắm\nhọc_ sinh\n' >open
printf 'tốt lắm\nh\377c\n' >binary
gzip -c $seg | head -c 2000 >cut.gz
: >empty
printf '\n\n' >blank
try() { vntrain -e 1 -O my.model "$@" >log; echo "code $?"; }
mkdir d && cp binary d
for file in nowhere d open binary cut.gz empty blank; do try $file; done
cmp -s my.model old || echo "learnt from a file with a stray _"
cp old my.model
try -g nowhere
try -d nowhere $seg
vntrain -e 1 -O no/where $seg >log; echo "code $?"
vntrain -e 1 -O /dev/full $seg >log; echo "code $?"
vntrain -e 1 -O other $seg >/dev/full; echo "code $?"
cmp my.model old
ls
