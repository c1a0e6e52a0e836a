# gzip that breaks off, in its data and in its closing checksum: exit code 1. Tables to merge are read as they are.
. $SRC/tests/cli/bad/faults.inc
seq 20000 | gzip >whole.gz
head -c 5000 whole.gz >cut.gz
head -c -2 whole.gz >end.gz
rm whole.gz
everywhere cut.gz
each -O result end.gz
# The same from a pipe.
for tool in $documents; do $tool <cut.gz 2>&1 >/dev/null; done
