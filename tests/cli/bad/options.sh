# Unknown options, options without their value, values that make no sense: exit code 2.
. $SRC/tests/cli/bad/faults.inc
each --nothing
each -Z
each --output
each --help=yes
each --input=xml good
each --invalid x good
documents='vnseg vnkey vntfidf vndf vnsim vnclust vndup'
for jobs in 0 257 x -1 1.5; do each --jobs=$jobs good; done
documents='vneval vntrain'
each --nothing
each -O
