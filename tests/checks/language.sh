#!/bin/sh
# The Vietnamese of the tools: every --help shows the same commands and options, catalogs are found in an installation wherever
# it lies, a damaged catalog does no harm, and no locale changes a byte of the output.
set -eu
[ -x "$VN_BUILD/vnseg" ] || { echo "no tools yet"; exit 77; }
catalog=$VN_BUILD/share/locale/vi/LC_MESSAGES/vntext.mo
[ -s "$catalog" ] || { echo "the build has no msgfmt"; exit 77; }
unset LANGUAGE LC_MESSAGES LANG
bad=0
complain() { echo "$*"; bad=1; }

# What must stay: commands of examples, names of options, of methods and formats. Of a line that is the part before a wide gap.
left() { sed -n 's/^\(  *[^ ].*[^ ]\)   *[^ ].*$/\1/p' "$1" | LC_ALL=C sed 's/[^ -~]//g'; }
for page in "$VN_SOURCE"/docs/man/vn*.1 "vntrain key"; do
    tool=$(basename "$page" .1)
    LC_ALL=C "$VN_BUILD"/$tool --help > en # vntrain key: two words
    LC_ALL=vi_VN.UTF-8 "$VN_BUILD"/$tool --help > vi
    left en > en.left
    left vi > vi.left
    diff en.left vi.left || complain "$tool --help shows other commands or options in Vietnamese"
    [ "$(wc -l < en)" -eq "$(wc -l < vi)" ] || complain "$tool --help has another number of lines in Vietnamese"
done

# Installed to a prefix that the build does not know, and staged as packagers do it.
"$CMAKE" --install "$VN_BUILD" --prefix "$PWD/root" > install.log
speaks() { LC_ALL=vi_VN.UTF-8 "$1" no-such-file 2>&1 | grep -q 'không mở được' || complain "$1 finds no catalog"; }
speaks "$VN_BUILD/vnseg"
speaks root/bin/vnseg
DESTDIR=$PWD/stage "$CMAKE" --install "$VN_BUILD" --prefix /usr > stage.log
speaks stage/usr/bin/vnseg
rm -rf moved && mv root moved
case $VN_SANITIZE in '') speaks moved/bin/vnseg ;; esac
ln -sf "$PWD/moved/bin/vnseg" linked
case $VN_SANITIZE in '') speaks ./linked ;; esac

# A catalog that breaks off anywhere, or holds other bytes: a message all the same.
mkdir -p near/share/locale/vi/LC_MESSAGES
cp "$VN_BUILD/vnseg" near
size=$(wc -c < "$catalog")
damaged() {
    code=0
    LC_ALL=vi_VN.UTF-8 near/vnseg no-such-file 2> err || code=$?
    [ $code -eq 3 ] && grep -q 'VN_EIO ENOENT' err || complain "a catalog $1: exit code $code, $(head -c 200 err)"
}
for part in 0 3 20 27 28 40 100 1000 $((size / 4)) $((size / 2)) $((size - 100)) $((size - 1)); do
    head -c "$part" "$catalog" > near/share/locale/vi/LC_MESSAGES/vntext.mo
    damaged "of $part bytes"
done
for place in 4 8 12 16 20 28 32 36 2000 $((size / 2)); do
    { head -c "$place" "$catalog"; printf '\377\377\377\377'; tail -c +$((place + 5)) "$catalog"; } \
        > near/share/locale/vi/LC_MESSAGES/vntext.mo
    damaged "with other bytes at $place"
done

# A translation may say things in another order; what is put in is never taken for a format.
if command -v msgfmt > /dev/null; then
    cat > turned.po << 'END'
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

#, c-format
msgid "option '%s' wants one of %s, not '%s'"
msgstr "100%% '%3$s' (%2$s) ở '%1$s'%%"

#, c-format
msgid "%s: %s"
msgstr "%2$s vì %1$s"

msgid "cannot open"
msgstr "%s%n%d mở"
END
    msgfmt --check-format -o near/share/locale/vi/LC_MESSAGES/vntext.mo turned.po
    LC_ALL=vi_VN.UTF-8 near/vnseg -o '%s%n' 2> err || true
    LC_ALL=vi_VN.UTF-8 near/vnseg 'cannot open' 2>> err || true
    cat > wanted << 'END'
vnseg: 100% '%s%n' (jsonl, lines, sentences, tabs, tsv, conllu) ở '-o'%, see 'vnseg --help' [VN_EINVAL]
vnseg: cannot open: No such file or directory vì %s%n%d mở [VN_EIO ENOENT]
END
    diff wanted err || complain "parts of a message are put in wrongly"
fi

# Numbers and order are those of the C locale, in locales that write 0,5 and 1.000 and sort otherwise.
locales='vi_VN.UTF-8'
if command -v localedef > /dev/null && [ -e /usr/share/i18n/locales/vi_VN ]; then
    mkdir -p locales
    for locale in vi_VN de_DE; do
        localedef -c -i $locale -f UTF-8 "$PWD/locales/$locale.UTF-8" 2> /dev/null || true
    done
    LOCPATH=$PWD/locales LC_ALL=de_DE.UTF-8 /usr/bin/printf '%.1f\n' 0,5 2> /dev/null | grep -q '0,5' ||
        complain "the locales that this test needs do not work"
    locales='vi_VN.UTF-8 de_DE.UTF-8'
fi
chain()
{
    PATH=$VN_BUILD:$PATH
    vnseg "$VN_SOURCE/corpus/news" | vntfidf > weights.jsonl
    cat weights.jsonl
    vnsim --min 0.2 --why weights.jsonl
    vnsim --matrix -o csv weights.jsonl
    vnclust -k 4 -o tsv --seed 3 weights.jsonl
    vnclust -k 4 --summary weights.jsonl
    vnkey -n 5 --explain weights.jsonl
    vndf -g 2 --min-df 0.05 weights.jsonl
    vnkey weights.jsonl | vnview -o table
    vnsim --min 0.25 weights.jsonl > pairs
    vneval clust -f id weights.jsonl weights.jsonl 2>&1 | wc -l
}
LC_ALL=C chain > wanted
[ "$(wc -l < wanted)" -gt 300 ] || complain "the chain printed too little"
for locale in $locales; do
    LOCPATH=$PWD/locales LC_ALL=$locale chain > got
    cmp wanted got || complain "$locale changes the output"
done
exit $bad
