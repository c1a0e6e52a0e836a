# What the chain says of the sample articles agrees with their gold annotation: floors with a margin below what is measured
# (NMI 0.53 and B-cubed F 0.50 for the eight topics, NMI 0.95 for the events, 40 of 40 neighbours, P@10 0.29, R@10 0.41).
cd $SRC # ids are paths from here
gold=corpus/news-gold.jsonl
floor() {
    awk -F'\t' -v row="$1" -v least="$2" '
        $1 == row { found = 1; if ($2 + 0 < least + 0) print row " is " $2 ", below " least; else print row " >= " least }
        END { if (!found) print "no row " row }'
}
vnseg corpus/news | vntfidf | vnclust -k 8 | vneval clust $gold - | floor nmi 0.45
vnclust -k 8 corpus/news | vneval clust $gold - | floor bcubed_f 0.42
vnclust -m average --min 0.3 corpus/news | vneval clust -f cluster $gold - | floor nmi 0.9
vnkey corpus/news | vneval key $gold - | floor p@10 0.24
vnkey corpus/news | vneval key $gold - | floor r@10 0.34
vnkey corpus/news | vneval key $gold - | grep missing
# Another article about the same event is the nearest neighbour.
vnsim --top 1 corpus/news | awk -F'\t' '
    FNR == NR { event[$1] = $2; size[$2]++; next }
    size[event[$1]] > 1 { all++; right += event[$1] == event[$2] }
    END { print all " articles have another version"; print (right >= 38 ? "at least 38" : "only " right) " find it first" }
    ' /dev/fd/3 - 3<<T
$(vnview -o tsv -f id,cluster $gold)
T
