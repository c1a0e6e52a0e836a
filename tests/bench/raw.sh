#!/bin/sh
# raw.sh < segmented lines > text: gold words as a newspaper prints them, marks at their words, no joints.
sed -E 's/__/\x01/g; s/_/ /g; s/\x01/_/g; s/ ([.,;:!?%)”…])/\1/g; s/ ([.,;:!?%)”…])/\1/g; s/([(“]) /\1/g' |
    awk -F'"' '{ line = $1
                 for (i = 2; i <= NF; i++) {
                     part = $i
                     if (i % 2 == 0) { sub(/^ /, "", part) } else { sub(/ $/, "", line) }
                     line = line "\"" part
                 }
                 print line }'
