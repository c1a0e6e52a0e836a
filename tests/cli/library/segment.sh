# Threads that share a model, a callback, spans, user words for one text, confidences.
vntext-example-segment >rows; echo "code $?"
cut -f 1-5 rows | tr '\t' '|'
awk -F '\t' '!($6 > 0 && $6 <= 1) { print "no probability:", $6 }' rows
awk -F '\t' '$5 ~ /F-16|sinh học/ && $1 == 2 { print $6 }' rows
