"""Words of another segmenter, for comparison: peer.py pyvi|underthesea < raw lines > lines with syllables joined.

Some peers rewrite what they read (tone place, NFC), so the words' lengths are laid over the characters of the raw line.
Exit code 77 when the peer is not installed."""
import sys
import unicodedata


def segmenter(name):
    try:
        if name == "pyvi":
            from pyvi import ViTokenizer
            return lambda line: ViTokenizer.tokenize(line).split()
        from underthesea import word_tokenize
        return lambda line: word_tokenize(line, format="text").split()
    except ImportError:
        sys.exit(77)


def letters(text):
    """How many characters a reader sees: combining marks belong to the letter before."""
    return sum(not unicodedata.combining(c) for c in unicodedata.normalize("NFD", text))


def lay_over(words, line):
    """The words' lengths, cut from the characters of the line; white space inside a word is a joint."""
    out, at = [], 0
    for word in words:
        left = letters(word.replace("_", ""))
        piece, space = "", False
        while at < len(line) and (left or unicodedata.combining(line[at])):
            if line[at].isspace():
                space = bool(piece)
            else:
                piece += ("_" if space else "") + ("__" if line[at] == "_" else line[at])
                space = False
                left -= letters(line[at])
            at += 1
        out.append(piece)
    rest = "".join(line[at:].split())
    return " ".join(w for w in out + [rest] if w)


def main():
    words_of = segmenter(sys.argv[1])
    for line in sys.stdin:
        line = line.rstrip("\n")
        words = words_of(line) if line.strip() else []
        print(lay_over(words, line))


main()
