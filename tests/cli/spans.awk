# Reads records of vnseg --spans (LC_ALL=C awk -f spans.awk) and says where the spans of title or text are not the words: each
# is a piece of the text, whole characters, behind the one before, with nothing but white space and zero-width characters
# between; cut out of the text it is the word of `words`; with -v confidence=1 there is a probability for each.
function wrong(what) { print FILENAME ":" FNR ": " what; bad = 1 }

function utf8(code)
{
    if (code < 128) return sprintf("%c", code)
    if (code < 2048) return sprintf("%c%c", 192 + int(code / 64), 128 + code % 64)
    return sprintf("%c%c%c", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)
}

function hexadecimal(digits,    i, code)
{
    code = 0
    for (i = 1; i <= length(digits); i++)
        code = code * 16 + index("0123456789abcdef", tolower(substr(digits, i, 1))) - 1
    return code
}

# The string that stands behind "name": in the record, without its escapes; found tells whether it is there.
function string_of(name,    at, rest, out, piece, c)
{
    at = index($0, "\"" name "\":\"")
    found = at > 0
    if (!found) return ""
    rest = substr($0, at + length(name) + 4)
    out = ""
    while (match(rest, /["\\]/)) {
        out = out substr(rest, 1, RSTART - 1)
        c = substr(rest, RSTART, 1)
        if (c == "\"") return out
        c = substr(rest, RSTART + 1, 1)
        piece = c == "u" ? 6 : 2
        out = out (c == "u" ? utf8(hexadecimal(substr(rest, RSTART + 2, 4))) : (c in escape ? escape[c] : c))
        rest = substr(rest, RSTART + piece)
    }
    wrong(name " does not end")
    return out
}

# Drops white space and zero-width characters.
function visible(s)
{
    gsub(/[ \t\n\013\014\r]|\302\205|\302\240|\302\255|\341\232\200|\342\200[\200-\217\250-\257]|\342\201[\237-\251]|\343\200\200|\357\273\277/, "", s)
    return s
}

# The same with every stretch that has white space in it as one "_", and underscores doubled.
function joined(s)
{
    gsub(/_/, "\004", s)
    gsub(/\302\205|\302\240|\341\232\200|\342\200[\200-\212\250\251\257]|\342\201\237|\343\200\200/, " ", s)
    gsub(/(\302\255|\342\200[\213-\217\252-\256]|\342\201[\240-\251]|\357\273\277)*[ \t\n\013\014\r](\302\255|\342\200[\213-\217\252-\256]|\342\201[\240-\251]|\357\273\277|[ \t\n\013\014\r])*/, "_", s)
    gsub(/\004/, "__", s)
    return s
}

function check(words_name, text_name, spans_name, confidence_name,    text, words, list, n, i, pair, word, end, cut)
{
    text = string_of(text_name)
    if (!found) return
    words = string_of(words_name)
    if (!match($0, "\"" spans_name "\":\\[[][0-9,]*\\]")) { wrong("no " spans_name); return }
    list = substr($0, RSTART + length(spans_name) + 4, RLENGTH - length(spans_name) - 5)
    gsub(/\],\[/, " ", list)
    gsub(/[][]/, "", list)
    n = split(list, pair, " ")
    if (split(words, word, /[ \n]/) != n) wrong("not as many " spans_name " as words")
    end = 0
    for (i = 1; i <= n; i++) {
        split(pair[i], span, ",")
        cut = substr(text, span[1] + 1, span[2] - span[1])
        if (span[1] < end || span[2] <= span[1] || span[2] > length(text)) wrong("span " i " does not follow, or is empty or outside")
        if (cut ~ /^[\200-\277]/ || substr(text, span[2] + 1, 1) ~ /[\200-\277]/) wrong("span " i " cuts a character")
        if (visible(substr(text, end + 1, span[1] - end)) != "") wrong("something is lost before span " i)
        if (joined(cut) != word[i]) wrong("span " i " is '" joined(cut) "', the word '" word[i] "'")
        end = span[2]
        spans++
    }
    if (visible(substr(text, end + 1)) != "") wrong("something is lost at the end")
    if (confidence) check_confidence(confidence_name, n)
}

function check_confidence(name, n,    list, p, i)
{
    if (!match($0, "\"" name "\":\\[[0-9.,]*\\]")) { wrong("no " name); return }
    list = substr($0, RSTART + length(name) + 4, RLENGTH - length(name) - 5)
    if (split(list, p, ",") != n) wrong("not as many " name " as words")
    for (i = 1; i <= n; i++) if (p[i] !~ /^(0\.[0-9][0-9][0-9][0-9]|1\.0000)$/) wrong(p[i] " is no probability of four decimals")
}

BEGIN { escape["n"] = "\n"; escape["t"] = "\t"; escape["r"] = "\r"; escape["b"] = "\b"; escape["f"] = "\f" }
{
    check("title_words", "title", "title_spans", "title_confidence")
    check("words", "text", "spans", "confidence")
}
END { if (!spans) wrong("no span"); if (!bad) print NR " records are sound"; exit bad }
