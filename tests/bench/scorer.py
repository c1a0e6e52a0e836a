"""Precision, recall and F1 of words, counted anew from the definition, to check `vneval seg` by: scorer.py GOLD RESULT

A word is the span of its characters in the line, white space and joints not counted; right is a word whose span gold has
too. Precision is the right ones' share of the result's words, recall their share of gold's, F1 their harmonic mean, over
all lines together. With --check FIGURES, a file that `vneval seg` printed: exit code 1 and a line when precision, recall
or F1 differ from it in the second decimal of the percentage. With --lead OTHER, another result: by how much the F1 of
RESULT is above its, in points, and between what 95 % of the leads lie when lines are drawn anew, with replacement, 2,000
times (paired bootstrap, fixed seed); a lead whose interval holds 0 is not beyond chance."""
import itertools
import random
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


def counts(gold_path, result_path):
    """Of each line: words of gold, words of the result, words of both."""
    lines = []
    with open(gold_path, encoding="utf-8") as g, open(result_path, encoding="utf-8") as r:
        for n, (a, b) in enumerate(itertools.zip_longest(g, r, fillvalue=""), 1):
            (gold, gold_text), (result, result_text) = spans(a), spans(b)
            if gold_text != result_text:
                sys.exit(f"scorer: {result_path}:{n}: not the text of gold")
            lines.append((len(gold), len(result), len(gold & result)))
    return lines


def figures(lines):
    gold, result, right = (sum(column) for column in zip(*(lines or [(0, 0, 0)])))
    precision, recall = right / result if result else 0.0, right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def lead(lines, others):
    """Points of F1 of one result above another's, on all lines and at the ends of the interval."""
    def above(drawn):
        sums = [sum(column) for column in zip(*drawn)]
        return 200 * (sums[2] / (sums[0] + sums[1]) - sums[5] / (sums[3] + sums[4]))
    pairs = [a + b for a, b in zip(lines, others)]
    rng = random.Random(1)
    drawn = sorted(above(rng.choices(pairs, k=len(pairs))) for _ in range(2000))
    return above(pairs), drawn[50], drawn[-51]


def main():
    lines = counts(*sys.argv[-2:])
    if sys.argv[1] == "--lead":
        print("%.2f (%.2f to %.2f)" % lead(lines, counts(sys.argv[-2], sys.argv[2])))
        return
    ours = figures(lines)
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
