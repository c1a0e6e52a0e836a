#!/bin/sh
# The same bytes for any number of threads, and whatever the size of the pieces: every tool that has -j, on corpus/news.
# Under ThreadSanitizer this is what shows a race.
set -eu
[ -x "$VN_BUILD/vnseg" ] || { echo "no tools yet"; exit 77; }
PATH=$VN_BUILD:$PATH
cd "$VN_SOURCE"
work=$OLDPWD
bad=0

# same NAME COMMAND...: with -j 1, -j 2 and -j 5.
same()
{
    name=$1
    tool=$2
    shift 2
    for j in 1 2 5; do
        "$tool" -j $j "$@" > "$work/$name.$j" || { echo "$tool -j $j $* ended with $?"; bad=1; }
    done
    [ -s "$work/$name.1" ] || { echo "$tool $* printed nothing"; bad=1; }
    for j in 2 5; do
        cmp "$work/$name.1" "$work/$name.$j" || { echo "$tool $*: -j $j differs from -j 1"; bad=1; }
    done
}

printf 'học | sinh học\nbệnh viện đa khoa\nđại học quốc gia\t3\n' > "$work/mine"
same words vnseg corpus/news
same lines vnseg -i lines -o lines corpus/segmentation/news.txt
same rows vnseg -o tsv -c -w "$work/mine" corpus/news
same conllu vnseg -o conllu -c corpus/news
same key vnkey -n 8 "$work/words.1"
same keyrows vnkey -o tsv --counts --offsets --diversity 0.3 corpus/news
same lists vnkey --all -n 30 corpus/news
same apart vnkey --against default -n 30 corpus/news
sed "s/^{/{\"date\":\"2026-01-09\",/" "$work/words.1" > "$work/dated"
same days vnkey --trend --term 'học sinh' --term 'giá vàng' "$work/dated"
same weights vntfidf "$work/words.1"
same df vndf "$work/words.1"
same pairs vnsim --top 5 "$work/weights.1"
same matrix vnsim --matrix -o csv "$work/weights.1"
same kmeans vnclust -k 8 -o tsv "$work/weights.1"
same average vnclust --method average -o tsv "$work/weights.1"
same copies vndup -t 0.1 -k 2 corpus/news
same copied vndup --pairs -t 0.1 -k 1 corpus/news
exit $bad
