# Words that burst: by day, week and month, in any order of the articles and for any number of threads.
awk 'BEGIN {
    for (day = 1; day <= 9; day++)
        for (i = 0; i < 12; i++) {
            text = day == 8 && i < 7 ? "Bão số 3 đổ bộ Quảng Ninh" : "Giá vàng hôm nay"
            printf "{\"id\":\"%d-%d\",\"date\":\"%s\",\"text\":\"%s, trời nắng.\"}\n", day, i,
                   i % 2 ? "0" day "/02/2026 07:30" : "2026-02-0" day "T08:00", text
        }
}' > days.jsonl
echo "bursts:"
vnkey --trend days.jsonl
sort -r days.jsonl | vnkey --by date --trend -j 3 > other.tsv
vnkey --trend --sorted days.jsonl > sorted.tsv
vnkey --trend days.jsonl | cmp - other.tsv && cmp other.tsv sorted.tsv && echo "the same backwards, with threads, and day by day"
vnkey --trend -o jsonl -n 1 days.jsonl
echo "words only; and by week:"
vnkey --trend -g 1 --min-df 5 -n 2 days.jsonl
vnkey --trend --term bão --period week days.jsonl
echo "one term, every day; its words may be joined otherwise:"
vnkey --trend --term "Quảng Ninh" --window 2 days.jsonl | cut -f 1-6
vnkey --trend --term "GIÁ VÀNG" --term "chưa có" --period month days.jsonl
echo "nothing to tell:"
vnkey --trend </dev/null; echo "code $?"
