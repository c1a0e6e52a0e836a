#!/bin/sh
# `vneval seg` against tests/bench/scorer.py, which counts the same from the definition: on our gold words and on a copy
# in which some words were cut and some joined. The comparison itself must be able to fail. Then the bench on our gold.
set -eu
if ! python3 -c '' 2> /dev/null; then
    echo "skipped: no python3 to count words with"
    exit 77
fi
scorer=$VN_SOURCE/tests/bench/scorer.py
fail() { echo "$*"; exit 1; }

# The definition by hand: c is right; of three words one, of two words one.
printf 'a_b c__d\n' > tiny.gold
printf 'a b c__d\n' > tiny.seg
python3 "$scorer" tiny.gold tiny.seg > tiny.out
printf 'precision\t0.333333333\nrecall\t0.5\nf1\t0.4\n' | diff - tiny.out || fail "scorer.py does not count by the definition"

# Every third joint becomes a space, every fourth space between letters a joint; the characters stay the same.
gold=$VN_SOURCE/corpus/segmentation/news.seg
LC_ALL=C awk '{
    n = split($0, c, "")
    out = ""
    for (i = 1; i <= n; i++) {
        if (c[i] == "_" && c[i + 1] == "_") { out = out "__"; i++; continue }
        if (c[i] == "_" && ++joint % 3 == 0) c[i] = " "
        else if (c[i] == " " && c[i - 1] != "_" && c[i + 1] != "_" && ++space % 4 == 0) c[i] = "_"
        out = out c[i]
    }
    print out
}' "$gold" > perturbed.seg
for result in "$gold" perturbed.seg; do
    "$VN_BUILD/vneval" seg "$gold" "$result" > figures
    python3 "$scorer" --check figures "$gold" "$result" || fail "vneval seg and scorer.py differ on $result"
done
awk '$1 == "f1" { exit !($2 > 0.3 && $2 < 0.9) }' figures || fail "the copy was not perturbed as meant: $(cat figures)"

# The figures of one file are not those of another, and another text has none.
"$VN_BUILD/vneval" seg "$gold" "$gold" > figures
if python3 "$scorer" --check figures "$gold" perturbed.seg 2> /dev/null; then fail "differing figures were let pass"; fi
for other in 'a b c_d' 'a b' ''; do
    echo "$other" > tiny.seg
    if python3 "$scorer" tiny.gold tiny.seg > tiny.out 2>&1; then fail "a differing text was let pass: '$other'"; fi
    grep -q 'scorer: tiny.seg:1: not the text of gold' tiny.out || fail "scorer.py: $(cat tiny.out)"
done

# The bench that uses it, on our gold alone.
PEERS= bash "$VN_SOURCE/tests/bench/accuracy.sh" "$VN_BUILD" /nonexistent > table.md 2> notes ||
    fail "accuracy.sh: $(cat notes)"
grep -q '^| \*\*vnseg\*\* | 9[0-9]\.[0-9][0-9] |$' table.md && grep -q 'counted by two programs, agree' table.md ||
    fail "accuracy.sh printed: $(cat table.md)"
