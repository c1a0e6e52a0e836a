# A file that is not there: exit code 3.
. $SRC/tests/cli/bad/faults.inc
everywhere nowhere
echo "no other file"
