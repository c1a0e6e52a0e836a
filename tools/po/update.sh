#!/bin/sh
# Brings the catalogs up to date with the messages of the source and the --help of the built tools.
#
#   tools/po/update.sh BUILD         merges what is new into tools/po/*.po: translate what is empty or marked fuzzy, then build
#   tools/po/update.sh BUILD -o POT  only writes the template, every text to translate
#
# Needs gettext (xgettext, msgmerge, msgcat).
set -eu
build=$(cd "$1" && pwd)
template=
[ "${2-}" != -o ] || template=$3
case $template in '' | /*) ;; *) template=$PWD/$template ;; esac
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Formats, and phrases that stand in them; what stands where no function tells it is marked CATALOG_MARK.
xgettext --language=C --from-code=UTF-8 --no-location --force-po --package-name=vntext -o "$work/source.pot" \
    -k -kCATALOG_MARK:1 -kVN_PHRASE:1 -kcatalog_text:1 \
    -kvn_fail:3 -kvn_fail_at:5 -kvn_fail_memory:2 -kvn_fail_errno:3 -kvn_index_damaged:2 -kdamaged:2 -kbad:2 -kfail_at:2 -kbegin:4 \
    -knext_item:3 -kcli_usage:2 -kcli_error:3 -kcli_system_error:3 -kcli_note:3 -kcli_say:3 -kcli_fail:2 -kmeter_show:3 -kmeter_count:3 \
    --flag=vn_fail:3:c-format --flag=vn_fail_at:5:c-format --flag=cli_usage:2:c-format --flag=cli_error:3:c-format \
    --flag=cli_note:3:c-format --flag=cli_say:3:c-format libtext/*.c tools/*.c tools/common/*.c tools/report/*.c
set -- "$work/vntrain-key.po"
"$build/vntrain" key --completion po > "$1"
for page in docs/man/vn*.1; do
    tool=$(basename "$page" .1)
    "$build/$tool" --completion po > "$work/$tool.po"
    set -- "$@" "$work/$tool.po"
done
msgcat --use-first --no-wrap --sort-output --no-location "$work/source.pot" "$@" |
    sed '1,/^$/ { /^"POT-Creation-Date/d; /^#/d; }' > "$work/all.pot"
if [ -n "$template" ]; then
    cp "$work/all.pot" "$template"
    exit
fi
for catalog in tools/po/*.po; do
    msgmerge --quiet --previous --sort-output --no-wrap --no-location -o "$work/merged.po" "$catalog" "$work/all.pot"
    msgattrib --no-obsolete --sort-output --no-wrap --no-location -o "$catalog" "$work/merged.po"
    echo "$catalog: $(msgfmt --statistics -o /dev/null "$catalog" 2>&1)"
done
