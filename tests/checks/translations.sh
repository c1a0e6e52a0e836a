#!/bin/sh
# Every message of the source and of --help is translated, and none by a guess (fuzzy); formats take the same arguments.
set -eu
[ -x "$VN_BUILD/vnseg" ] || { echo "no tools yet"; exit 77; }
for tool in xgettext msgcat msgmerge msgattrib msgfmt; do
    command -v $tool > /dev/null || { echo "no $tool (gettext)"; exit 77; }
done
sh "$VN_SOURCE/tools/po/update.sh" "$VN_BUILD" -o "$PWD/all.pot"
[ "$(grep -c '^msgid' all.pot)" -gt 500 ] || { echo "too few messages were found: the check is broken"; exit 1; }
bad=0
for catalog in "$VN_SOURCE"/tools/po/*.po; do
    msgfmt --check -o /dev/null "$catalog" || bad=1
    msgmerge --quiet --no-fuzzy-matching --no-wrap -o merged.po "$catalog" all.pot
    { msgattrib --untranslated --no-wrap merged.po; msgattrib --only-fuzzy --no-wrap merged.po; } |
        awk '/^msgid ""$/ && !header { header = 1; skip = 1 } /^$/ { skip = 0 } !skip && !/^#/' | grep . > missing || continue
    echo "$(basename "$catalog") lacks:"
    cat missing
    bad=1
done
[ $bad -eq 0 ] || echo "run tools/po/update.sh BUILD, then translate in tools/po/vi.po what is empty or marked fuzzy (how: the head of the file)"

# No line of --help stays as it was, but for what has no three English words.
if [ -s "$VN_BUILD/share/locale/vi/LC_MESSAGES/vntext.mo" ]; then
    for page in "$VN_SOURCE"/docs/man/vn*.1 "vntrain key"; do
        tool=$(basename "$page" .1)
        LC_ALL=C "$VN_BUILD"/$tool --help > en # vntrain key: two words
        LC_ALL=vi_VN.UTF-8 "$VN_BUILD"/$tool --help > vi
        grep -Fxf en vi | grep -E '[a-z]{2,} [a-z]{2,} [a-z]{2,}' | grep -v '^ *vn.*_' > same || continue
        echo "$tool --help is not translated:"
        cat same
        bad=1
    done
fi

# xgettext sees the first of two messages between which ?: chooses.
grep -nE '(vn_fail|vn_fail_at|cli_error|cli_usage|cli_note|cli_say)\(.*\? *"[^"]* [^"]*" *: *"' \
    "$VN_SOURCE"/libtext/*.c "$VN_SOURCE"/tools/*.c "$VN_SOURCE"/tools/common/*.c "$VN_SOURCE"/tools/report/*.c &&
    { echo "the second message wants VN_PHRASE (in the library) or CATALOG_MARK around it"; bad=1; }
# Functions that are handed a message must be known to tools/po/update.sh, or what they are handed is not found.
awk '
    /^[a-z].*[a-z0-9_]\(/ && !/;$/ { name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name) }
    /(vn_fail|vn_fail_at|cli_error|cli_usage|cli_note)\(.*"%s"/ { print name }' \
    "$VN_SOURCE"/libtext/*.c "$VN_SOURCE"/tools/*.c "$VN_SOURCE"/tools/common/*.c "$VN_SOURCE"/tools/report/*.c |
    sort -u > handed
while read -r name; do
    grep -q -e "-k$name:" "$VN_SOURCE/tools/po/update.sh" && continue
    echo "$name is handed messages: tools/po/update.sh must have -k$name:N, N the place of the message among its arguments"
    bad=1
done < handed
# Such a text in the catalog is not the one that is looked up.
grep -n '%<PRI' all.pot && { echo "PRIu32 and the like do not go into messages: cast, and write %lu"; bad=1; }
exit $bad
