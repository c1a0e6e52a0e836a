#!/bin/sh
# libvntext.so exports the functions that the public headers declare with VN_API: no more, no fewer.
set -eu
case $VN_SANITIZE in ?*) echo "sanitizers export symbols of their own"; exit 77 ;; esac

sh "$VN_SOURCE/tests/checks/declared" "$VN_SOURCE" > declared.txt
nm -D --defined-only "$VN_BUILD/libvntext.so" | awk '{ print $NF }' | LC_ALL=C sort -u > exported.txt
[ -s declared.txt ] || { echo "no declaration was found: the check is broken"; exit 1; }
LC_ALL=C comm -23 declared.txt exported.txt | sed 's/$/: declared, but not in the library/' > wrong.txt
LC_ALL=C comm -13 declared.txt exported.txt | sed 's/$/: exported, but in no public header/' >> wrong.txt
cat wrong.txt
[ ! -s wrong.txt ]
