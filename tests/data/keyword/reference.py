#!/usr/bin/env python3
"""Scores of every keyword candidate of title.txt + body.txt by the published formulas, written apart from the C code.

Prints method, candidate and score, TAB separated: `python3 reference.py > expected.tsv`. Python 3, no packages.
The words are given: sentences are lines, words are parted by spaces, `_` joins the syllables of a word.
"""
import math
from collections import Counter, defaultdict
from statistics import mean, median, pstdev

STOP = set(open("stop.txt", encoding="utf-8").read().split())
DF = {}
for row in open("df.tsv", encoding="utf-8"):
    term, count = row.rstrip("\n").split("\t")
    DF[term] = int(count)
N = DF[""]

title = [line.split() for line in open("title.txt", encoding="utf-8")]
body = [line.split() for line in open("body.txt", encoding="utf-8")]
SENTENCES = title + body
TITLES = len(title)


def is_punct(token):
    return not any(c.isalnum() for c in token)


def is_number(token):
    return token[0].isdigit()


def pieces(sentence, breaks):
    """Runs of (index in sentence, token) between the tokens for which breaks() holds."""
    run = []
    for i, token in enumerate(sentence):
        if breaks(token):
            if run:
                yield run
            run = []
        else:
            run.append((i, token))
    if run:
        yield run


def candidates(numbers, longest=3):
    """Yields (sentence number, index, tokens): words, no stop word at either edge; a number may end one."""
    for s, sentence in enumerate(SENTENCES):
        for run in pieces(sentence, is_punct):
            for at in range(len(run)):
                for n in range(1, longest + 1):
                    gram = [t for _, t in run[at:at + n]]
                    if len(gram) < n:
                        continue
                    if any(is_number(t) for t in gram[:-1]) or is_number(gram[0]):
                        continue
                    if is_number(gram[-1]) and not (numbers and gram[-2].lower() not in STOP):
                        continue
                    if gram[0].lower() in STOP or gram[-1].lower() in STOP:
                        continue
                    yield s, run[at][0], gram


def key(gram):
    return "_".join(gram).lower()


def yake():
    tf, left, right, seen = Counter(), defaultdict(list), defaultdict(list), defaultdict(set)
    acronym, capital = Counter(), Counter()
    for s, sentence in enumerate(SENTENCES):
        for run in pieces(sentence, lambda t: is_punct(t) or is_number(t)):
            for j, (i, token) in enumerate(run):
                w = token.lower()
                tf[w] += 1
                seen[w].add(s)
                if token.isupper() and len(token) > 1:
                    acronym[w] += 1
                if token[0].isupper() and i > 0:
                    capital[w] += 1
                if j + 1 < len(run):
                    nxt = run[j + 1][1].lower()
                    right[w].append(nxt)
                    left[nxt].append(w)
    usual = [tf[w] for w in tf if w not in STOP]
    top = max(tf.values())
    score = {}
    for w in tf:
        case = max(acronym[w], capital[w]) / (1 + math.log(tf[w]))
        pos = math.log(math.log(3 + median(sorted(seen[w]))))
        freq = tf[w] / (mean(usual) + pstdev(usual))
        dl = len(set(left[w])) / len(left[w]) if left[w] else 0
        dr = len(set(right[w])) / len(right[w]) if right[w] else 0
        rel = 1 + (dl + dr) * tf[w] / top
        spread = len(seen[w]) / len(SENTENCES)
        score[w] = rel * pos / (case + freq / rel + spread / rel)
    count = Counter(key(g) for _, _, g in candidates(False))
    out = {}
    for _, _, gram in candidates(False):
        words = [t.lower() for t in gram]
        prod, total = 1, 0
        for j, w in enumerate(words):
            if w in STOP:
                p = right[words[j - 1]].count(w) / tf[words[j - 1]] * left[words[j + 1]].count(w) / tf[words[j + 1]]
                prod *= 2 - p
                total -= 1 - p
            else:
                prod *= score[w]
                total += score[w]
        out[key(gram)] = prod / (count[key(gram)] * (1 + total))
    return out


def content_runs():
    for sentence in SENTENCES:
        yield from ([t.lower() for _, t in run] for run in
                    pieces(sentence, lambda t: is_punct(t) or is_number(t) or t.lower() in STOP))


def rake():
    degree, freq = Counter(), Counter()
    for run in content_runs():
        for w in run:
            degree[w] += len(run)
            freq[w] += 1
    return {key(run): sum(degree[w] / freq[w] for w in run) for run in content_runs() if len(run) <= 3}


def textrank():
    near = defaultdict(set)
    order = []
    for run in content_runs():
        order += [w for w in run if w not in order]
        for a, b in zip(run, run[1:]):
            if a != b:
                near[a].add(b)
                near[b].add(a)
    rank = {w: 1.0 for w in order}
    for _ in range(2000):
        rank = {w: 0.15 + 0.85 * sum(rank[v] / len(near[v]) for v in near[w]) for w in order}
    best = sorted(order, key=lambda w: (-round(rank[w], 7), order.index(w)))[:(len(order) + 2) // 3]
    out = {}
    for run in content_runs():
        part = []
        for w in run + [None]:
            if w in best:
                part.append(w)
                continue
            if 0 < len(part) <= 3:
                out[key(part)] = sum(rank[v] for v in part)
            part = []
    return out


FLOOR = min(count for term, count in DF.items() if " " in term)


def most_df(words):
    """Documents that hold the phrase; what the table lacks has less than the floor."""
    known = DF.get(" ".join(words)) or DF.get("_".join(words))
    return known or (FLOOR - 1 if len(words) > 1 else 1)


def cohesion(words):
    """Normalised PMI of the weakest split."""
    def split(a, b):
        both = min(most_df(words), a, b)
        return math.log(both * N / (a * b)) / math.log(N / both)
    return min(split(most_df(words[:i]), most_df(words[i:])) for i in range(1, len(words)))


def idf(df):
    return math.log((1 + N) / (1 + df))


def proper(token, first):
    """Has a capital that does not come from standing first, or a second one."""
    return token[0].isupper() and (not first or sum(c.isupper() for c in token) > 1)


def tfidf():
    """The bare formula, with the rules of the C code for phrases written out; no name of this text has a short form."""
    place, first, count, in_title, capitals = 0, {}, Counter(), Counter(), Counter()
    offset = []
    for sentence in SENTENCES:
        row = []
        for token in sentence:
            row.append(place)
            place += not is_punct(token)
        offset.append(row)
    forms = {}
    for s, i, gram in candidates(True, 4):
        k = key(gram)
        first.setdefault(k, offset[s][i])
        forms.setdefault(k, (s, i, gram))
        count[k] += 1
        in_title[k] += s < TITLES
        capitals[k] += (all(is_number(t) or t[0].isupper() for t in gram)
                        and any(not is_number(t) and proper(t, i + j == 0) for j, t in enumerate(gram)))
    out = {}
    for k, (s, i, gram) in forms.items():
        name = capitals[k] > count[k] // 2
        words = [t.lower() for t in gram]
        whole = True
        for j in range(1, len(gram)):
            after = proper(gram[j - 1], i + j - 1 == 0)
            each = all(p[0].isupper() for p in gram[j - 1].split("_"))
            if words[j] in STOP or (is_number(gram[j]) and not after and words[j - 1] != "quận"):
                whole = False
            if not is_number(gram[j]) and after and each and not gram[j][0].isupper():
                whole = False
        joined = " ".join(words)
        known = joined in DF or k in DF
        close = cohesion(words) if len(words) > 1 else 0
        if is_number(gram[-1]):
            earned = count[k] > 1 or in_title[k]
        elif name or count[k] >= 4:
            earned = True
        elif len(gram) > 3:
            earned = False
        elif known:
            earned = count[k] > 1 or in_title[k] or close >= 0.4
        else:
            earned = count[k] >= (2 if in_title[k] else 3) and close >= -0.1
        if len(gram) > 1 and not (whole and earned):
            continue
        tf = count[k] + in_title[k]
        if len(gram) > 1 and joined in DF:
            rare = idf(DF[joined])
        else:
            rare = max(idf(DF.get(w, 0)) for w in words)
        factor = (1.2 if len(gram) > 1 else 1) * (0.6 if tf < 2 else 1)
        if name:
            factor *= 1.3
        elif "_" not in k:
            factor *= 0.2 if count[k] >= 3 else 0.1
        if len(gram) > 1 and not name:
            factor *= 1 + 0.3 * close
        out[k] = factor * tf * rare / math.log2(2 + first[k] / 10) ** 1.2
    return out


for method in (tfidf, yake, textrank, rake):
    for term, value in sorted(method().items()):
        print(f"{method.__name__}\t{term}\t{value:.12g}")
