#!/bin/sh
# Every function of the public interface is called by a scenario of tests/oom, or stands in exceptions.txt with a reason.
set -eu
sh "$VN_SOURCE/tests/checks/declared" "$VN_SOURCE" > declared.txt
cat "$VN_SOURCE"/tests/oom/*.c | grep -oE '\bvn_[a-z0-9_]+\b' | LC_ALL=C sort -u > used.txt
awk 'NF > 1 { print $1 }' "$VN_SOURCE/tests/oom/exceptions.txt" | LC_ALL=C sort > excepted.txt
LC_ALL=C comm -23 declared.txt used.txt | LC_ALL=C comm -23 - excepted.txt | sed 's/$/: no scenario of tests\/oom calls it/' > wrong.txt
LC_ALL=C comm -13 declared.txt excepted.txt | sed 's/$/: excepted, but not in the interface/' >> wrong.txt
LC_ALL=C comm -12 used.txt excepted.txt | sed 's/$/: excepted, but there is a scenario/' >> wrong.txt
cat wrong.txt
[ ! -s wrong.txt ]
