"""Precision, recall and F1 of words, counted anew from the definition, to check `vneval seg` by: scorer.py GOLD RESULT

A word is the span of its characters in the line, white space and joints not counted; right is a word whose span gold has
too. Precision is the right ones' share of the result's words, recall their share of gold's, F1 their harmonic mean, over
all lines together. With --check FIGURES, a file that `vneval seg` printed: exit code 1 and a line when precision, recall
or F1 differ from it in the second decimal of the percentage."""
import itertools
import re
import sys


def spans(line):
    """The spans of a line's words, and its characters. A joint is `_`, a literal underscore `__`."""
    found, text = set(), ""
    for token in line.split():
        word = re.sub("__?", lambda m: "_" if len(m.group()) == 2 else "", token)
        if word:
            found.add((len(text), len(text) + len(word)))
        text += word
    return found, text


def figures(gold_path, result_path):
    with open(gold_path, encoding="utf-8") as g, open(result_path, encoding="utf-8") as r:
        pairs = [(spans(a), spans(b)) for a, b in itertools.zip_longest(g, r, fillvalue="")]
    for n, ((_, a), (_, b)) in enumerate(pairs, 1):
        if a != b:
            sys.exit(f"scorer: {result_path}:{n}: not the text of gold")
    right = sum(len(a & b) for (a, _), (b, _) in pairs)
    gold, result = (sum(len(pair[side][0]) for pair in pairs) for side in (0, 1))
    precision, recall = right / result if result else 0.0, right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def main():
    ours = figures(*sys.argv[-2:])
    if sys.argv[1] != "--check":
        for name, value in ours.items():
            print(f"{name}\t{value:.9g}")
        return
    with open(sys.argv[2], encoding="utf-8") as f:
        theirs = dict(line.split() for line in f)
    for name, value in ours.items():
        if f"{100 * value:.2f}" != f"{100 * float(theirs[name]):.2f}":
            sys.exit(f"scorer: {sys.argv[-1]}: {name} is {100 * value:.2f}, not {100 * float(theirs[name]):.2f}")


main()
