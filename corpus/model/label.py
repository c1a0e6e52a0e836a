"""Sentences for the training of the segmentation model, labelled by the votes of other segmenters.

label.py text NEWS...        the paragraphs of JSON Lines files (.gz), each once, titles included
label.py vote RAW WORDS...   lines of RAW with `_` for the white space that most of the segmenters joined; WORDS are what
                             each made of RAW, line by line, syllables joined by `_`

A vote leaves out lines with an underscore of their own, and those whose letters a segmenter did not keep one for one."""
import gzip
import json
import sys


def paragraphs(files):
    seen = set()
    for name in files:
        for record in gzip.open(name, "rt", encoding="utf-8", newline="\n"):
            fields = json.loads(record)
            for line in f"{fields.get('title') or ''}\n{fields.get('text') or ''}".split("\n"):
                if 20 < len(line.encode()) < 4000 and line not in seen:
                    seen.add(line)
                    yield line


def joints(words, size):
    """Offsets, counted in characters that are not white space, where the words have a joint; None: other letters."""
    at, found = 0, set()
    for word in words.split():
        parts = word.split("_")
        for part in parts[:-1]:
            at += len(part)
            found.add(at)
        at += len(parts[-1])
    return found if at == size else None


def vote(line, voters):
    chunks = line.split()
    size = sum(map(len, chunks))
    votes = [joints(words, size) for words in voters]
    if "_" in line or None in votes or not chunks:
        return None
    out, at = chunks[0], 0
    for before, chunk in zip(chunks, chunks[1:]):
        at += len(before)
        out += ("_" if 2 * sum(at in v for v in votes) > len(votes) else " ") + chunk
    return out


def voted(names):
    kept = seen = 0
    files = [open(name, encoding="utf-8", newline="\n") for name in names]
    for line, *voters in zip(*files, strict=True):
        seen += 1
        words = vote(line.rstrip("\n"), voters)
        if words is not None:
            kept += 1
            yield words
    print(f"{kept} of {seen} lines kept", file=sys.stderr)


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("text", "vote"):
        sys.exit(__doc__)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for line in (paragraphs if sys.argv[1] == "text" else voted)(sys.argv[2:]):
        print(line)


main()
