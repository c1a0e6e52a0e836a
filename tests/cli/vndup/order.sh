# Neither the order of the input nor the number of threads changes who is whose copy.
cp "$SRC/tests/cli/vndup/articles.jsonl" a.jsonl
grep '"id"' a.jsonl >with_id.jsonl
sort -r with_id.jsonl >turned.jsonl
for how in "--pairs" "--groups" "--pairs -k 1 -t 0.3"; do
    vndup $how with_id.jsonl >wanted
    vndup $how turned.jsonl | cmp - wanted && vndup -j 3 $how turned.jsonl | cmp - wanted && echo "same $how"
done
for how in "-o tsv" "" "--unique"; do
    vndup $how with_id.jsonl | sort >wanted
    vndup -j 2 $how turned.jsonl | sort | cmp - wanted && echo "same $how"
done
# More documents than one block of them; every third is a copy. Of those with one id the record's bytes decide.
awk 'BEGIN {
    for (i = 0; i < 3000; i++) {
        k = i % 3 == 2 ? i - 2 : i
        printf "{\"id\":\"%d\",\"text\":\"", i % 7 ? i : 0
        for (w = 0; w < 12; w++) printf "%s%d", w ? " " : "", (k * 7919 + w * w * (k + 13)) % 100003
        print "\",\"n\":" i "}"
    }
}' >many.jsonl
sort -r many.jsonl >turned.jsonl
vndup --unique many.jsonl | sort >wanted && wc -l <wanted
vndup --unique -j 4 turned.jsonl | sort | cmp - wanted && echo same
vndup --exact -j 2 --unique turned.jsonl | sort | cmp - wanted && echo same
for how in "--pairs" "--pairs -t 0.2 -k 2" "--groups" "-o tsv"; do
    vndup $how with_id.jsonl >wanted && vndup --exact $how with_id.jsonl | cmp - wanted && echo "exact: $how"
done
vndup -j 2 many.jsonl >wanted && vndup many.jsonl | cmp - wanted && echo same
