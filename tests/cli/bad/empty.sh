# An empty file is an empty text; a table or model is never empty.
. $SRC/tests/cli/bad/faults.inc
: >empty
everywhere empty
# An empty stream holds no document.
for tool in $documents; do echo "$tool: $($tool </dev/null 2>&1 | cut -f 1-3)"; done
