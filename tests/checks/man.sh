#!/bin/sh
# The manual is complete and prints: each program has its page, vntext(3) names every public header, and groff has nothing to
# warn of on a terminal of 80 columns.
set -u
man=$VN_SOURCE/docs/man
bad=0
for source in "$VN_SOURCE"/tools/*.c; do
    tool=$(basename "$source" .c)
    [ -e "$man/$tool.1" ] || { echo "$tool has no page"; bad=1; }
done
for header in "$VN_SOURCE"/include/vn/*.h; do
    name=vn/$(basename "$header")
    grep -q "$name" "$man/vntext.3" || { echo "vntext(3) does not name $name"; bad=1; }
done
# A page names itself as its file does, and tells what it is about in a form that whatis(1) finds.
for page in "$man"/*.[1357]; do
    file=$(basename "$page")
    sed -n "/^\.TH/{s/\\\\-/-/g;p;q;}" "$page" | grep -qi "^\.TH ${file%.*} ${file##*.} " || { echo "$file: .TH names another page"; bad=1; }
    sed -n "/^\.SH NAME/{n;s/\\\\-/-/g;p;q;}" "$page" | grep -q "^${file%.*} - " || { echo "$file: NAME is no 'name \\- what it is'"; bad=1; }
done
if command -v groff > /dev/null && command -v tbl > /dev/null && command -v preconv > /dev/null; then
    for page in "$man"/*.[1357]; do
        groff -Tutf8 -t -k -mandoc -ww -z -rLL=78n "$page" 2> warnings
        [ ! -s warnings ] || { cat warnings; bad=1; }
    done
else
    echo "no groff: whether the pages print without a warning was not tried"
fi
exit $bad
