#!/bin/sh
# corpus/model/label.py: which paragraphs it takes from news, and how segmenters vote on their gaps.
set -eu
if ! python3 -c '' 2> /dev/null; then
    echo "skipped: no python3 to vote with"
    exit 77
fi
label=$VN_SOURCE/corpus/model/label.py
fail() { echo "$*"; exit 1; }

# Two of three decide; a joint where the line has no white space is nothing; hoà for hòa is a letter for a letter. Left out:
# a line with an underscore of its own, and one whose letters a segmenter did not keep.
printf '%s\n' 'Học sinh học sinh học, hòa giải.' 'tệp a_b c' 'mười 10 % thôi' >raw
printf '%s\n' 'Học_sinh học sinh_học , hoà_giải .' 'tệp a_b c' 'mười 10 % thôi' >one
printf '%s\n' 'Học_sinh học_sinh học_, hòa giải .' 'tệp a_b c' 'mười 10 % thôi' >two
printf '%s\n' 'Học sinh học sinh_học, hòa_giải.' 'tệp a_b c' 'mười 10 phần trăm thôi' >three
python3 "$label" vote raw one two three >voted 2>kept
printf '%s\n' 'Học_sinh học sinh_học, hòa_giải.' | cmp - voted || fail "the vote: $(cat voted)"
[ "$(cat kept)" = '1 of 3 lines kept' ] || fail "kept: $(cat kept)"
head -n 2 two >short
! python3 "$label" vote raw one short three >voted 2>&1 || fail 'files of different length pass'

# Title and paragraphs, each once; short ones are no sentences.
printf '%s\n' '{"title":"Mưa lớn ở Hà Nội sáng nay","text":"Mưa lớn ở Hà Nội sáng nay\nẢnh: A\nNhiều tuyến phố ngập sâu."}' \
    '{"text":"Nhiều tuyến phố ngập sâu."}' | gzip >news.jsonl.gz
python3 "$label" text news.jsonl.gz >text
printf '%s\n' 'Mưa lớn ở Hà Nội sáng nay' 'Nhiều tuyến phố ngập sâu.' | cmp - text || fail "the text: $(cat text)"
