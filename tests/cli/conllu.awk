# Reads CoNLL-U (LC_ALL=C awk -f conllu.awk), says what is wrong with it, and prints the texts that it was made of: a title and
# a text end in a line end each. Written from universaldependencies.org/format.html, not from the program that it checks.
function wrong(what) { print FILENAME ":" FNR ": " what > "/dev/stderr"; bad = 1 }

function utf8(code)
{
    if (code < 128) return sprintf("%c", code)
    if (code < 2048) return sprintf("%c%c", 192 + int(code / 64), 128 + code % 64)
    if (code < 65536) return sprintf("%c%c%c", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)
    return sprintf("%c%c%c%c", 240 + int(code / 262144), 128 + int(code / 4096) % 64, 128 + int(code / 64) % 64, 128 + code % 64)
}

function hexadecimal(digits,    i, code)
{
    code = 0
    for (i = 1; i <= length(digits); i++)
        code = code * 16 + index("0123456789ABCDEF", substr(digits, i, 1)) - 1
    return code
}

# The value of an attribute with its escapes undone.
function decoded(value,    out, c)
{
    out = ""
    while (value != "") {
        c = substr(value, 1, 1)
        if (c != "\\") { out = out c; value = substr(value, 2); continue }
        c = substr(value, 2, 1)
        if (c == "u") { out = out utf8(hexadecimal(substr(value, 3, 4))); value = substr(value, 7); continue }
        if (c == "U") { out = out utf8(hexadecimal(substr(value, 3, 8))); value = substr(value, 11); continue }
        if (!(c in named)) wrong("\\" c " is no escape")
        out = out named[c]
        value = substr(value, 3)
    }
    return out
}

# Splits MISC into misc[name].
function read_misc(text,    n, i, part, at)
{
    delete misc
    if (text == "_") return
    if (text ~ /[\001-\037\177]/ || text ~ /^ | $/) wrong("MISC holds a control character or ends in a space")
    n = split(text, part, "|")
    for (i = 1; i <= n; i++) {
        at = index(part[i], "=")
        if (at < 2) { wrong("MISC has a part without a name"); continue }
        misc[substr(part[i], 1, at - 1)] = substr(part[i], at + 1)
    }
}

function end_sentence()
{
    if (words == 0) { wrong("a sentence without words"); return }
    if (id == "") wrong("no sent_id")
    if (text == "") wrong("no text")
    sub(/ $/, "", joined)
    if (text != joined) wrong("text is '" text "', the words say '" joined "'")
    if (text ~ /  |^ | $/) wrong("text begins or ends in a space or has two")
    words = 0
    id = text = joined = ""
    sentences++
}

# Nothing follows the last word of a text unless it says so.
function end_text()
{
    if (!begun) return
    sub(/\002$/, "", rebuilt)
    gsub(/\002/, " ", rebuilt)
    printf "%s\n", rebuilt
    rebuilt = ""
}

BEGIN { FS = "\t"; named["s"] = " "; named["t"] = "\t"; named["n"] = "\n"; named["r"] = "\r"; named["p"] = "|"; named["\\"] = "\\" }

/^# new(doc|par)/ {
    if (glued) wrong("a document or paragraph begins where the word before says SpaceAfter=No")
    end_text()
    begun = 1
    first = 1
}
/^# newdoc/ && !/^# newdoc id = [^ ]+$/ { wrong("newdoc without an id of one word") }
/^# sent_id = / {
    id = substr($0, 13)
    if (id ~ /[ \t\/]/ || id == "" || id in seen) wrong("sent_id '" id "' is not fit or not the only one")
    seen[id] = 1
}
/^# text = / { text = substr($0, 10) }
/^#/ { if (words) wrong("a comment inside a sentence"); next }
/^$/ { end_sentence(); blank = 1; next }
{
    blank = 0
    words++
    if (!begun) wrong("a word before any newdoc")
    if (NF != 10) wrong(NF " columns")
    if ($1 != words) wrong("ID " $1 " is not " words)
    if ($2 == "" || $2 ~ /^ | $|  /) wrong("FORM '" $2 "' has spaces where it must not")
    for (i = 3; i <= 9; i++) if ($i != "_") wrong("column " i " is not empty")
    if ($10 == "") wrong("MISC is empty")
    read_misc($10)
    glued = misc["SpaceAfter"] == "No"
    joined = joined $2 (glued ? "" : " ")
    if ("SpacesBefore" in misc) {
        if (!first) wrong("SpacesBefore at a word that is not the first")
        rebuilt = rebuilt decoded(misc["SpacesBefore"])
    }
    original = "SpacesInToken" in misc ? decoded(misc["SpacesInToken"]) : $2
    if (original == $2 && "SpacesInToken" in misc) wrong("SpacesInToken says nothing new")
    rebuilt = rebuilt original
    if ("SpacesAfter" in misc) rebuilt = rebuilt decoded(misc["SpacesAfter"])
    else if (!glued) rebuilt = rebuilt "\002"
    first = 0
}
END {
    if (words || !blank) wrong("the last sentence does not end in a blank line")
    if (glued) wrong("the last word says SpaceAfter=No")
    end_text()
    print sentences " sentences" > "/dev/stderr"
    exit bad
}
