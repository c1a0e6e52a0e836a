# A full disk, a folder that is not there, no room for temporary files: a message, code 3, and nothing is left.
for form in csv tsv md tex xlsx svg png; do
    ln -s /dev/full full.$form
    vntest-report full.$form
    echo "$form: code $?"
    vntest-report none/a.$form
    echo "$form: code $?"
done
rm full.*
TMPDIR=none vntest-report a.xlsx
echo "code $?"
(
    trap '' XFSZ # a write beyond the limit fails then
    ulimit -f 8
    TMPDIR=. vntest-report a.xlsx
    echo "code $?"
)
echo old >a.xlsx
mkdir tmp
TMPDIR=none vntest-report a.xlsx
TMPDIR=tmp vntest-report b.xlsx
ls -A . tmp
cat a.xlsx
echo "no font:"
echo '<fontconfig><cachedir>cache</cachedir></fontconfig>' >fonts.conf
FONTCONFIG_FILE=$PWD/fonts.conf vntest-report c.svg
echo "code $?"
ls c.svg 2>/dev/null
true
