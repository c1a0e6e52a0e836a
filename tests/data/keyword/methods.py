#!/usr/bin/env python3
"""Scores of the published keyword methods for the articles beside this file, written from the papers and apart from the C
code: ranks by solving the linear system, topics by comparing all pairs of clusters with fractions.

`python3 methods.py > methods.tsv` prints article, method, candidate and score, TAB separated. Python 3, no packages.
An article is its title and then a sentence a line; words are parted by spaces, `_` joins the syllables of a word.
methods-stop.txt are stop words, methods-df.tsv document frequencies with the number of documents in the row of "",
methods-classes.tsv classes of words.
"""
import math
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import combinations

STOP = set(open("methods-stop.txt", encoding="utf-8").read().split())
DF = dict((t, int(n)) for t, n in (row.rstrip("\n").split("\t") for row in open("methods-df.tsv", encoding="utf-8")))
CLASS = dict(row.rstrip("\n").split("\t") for row in open("methods-classes.tsv", encoding="utf-8"))
D = 0.85
LONGEST = 3


def is_punct(token):
    return not any(c.isalnum() for c in token)


def is_content(token):
    return not is_punct(token) and not token[0].isdigit() and token.lower() not in STOP


def is_edge(token):
    return any(c.isalpha() for c in token) and sum(c.isalnum() for c in token) > 1


def begins(sentence, i):
    """A capital here is a matter of grammar."""
    if i == 0:
        return True
    return is_punct(sentence[i - 1]) and (begins(sentence, i - 1) or sentence[i - 1] not in ", ) ; / & - – % ( +".split())


def is_noun(sentence, i):
    token = sentence[i]
    name = token[0].isupper() and (not begins(sentence, i) or sum(c.isupper() for c in token) > 1)
    kind = CLASS.get(token.lower())
    return is_content(token) and (name or kind not in ("numeral", "pronoun", "adverb", "verb", "reporting"))


class Article:
    """runs: the longest runs of content words, (index of the first token, words); nouns: of those of them that may be nouns
    or adjectives; phrases: the latter that may be keywords, with the tokens at which they begin, in order of appearance;
    noun: each token's word when it is one of nouns."""

    def __init__(self, path):
        self.sentences = [line.split() for line in open(path, encoding="utf-8")]
        self.tokens = [t for s in self.sentences for t in s]
        self.noun = [t.lower() if is_noun(s, i) else None for s in self.sentences for i, t in enumerate(s)]
        self.runs = self.find(lambda sentence, i: is_content(sentence[i]))
        self.nouns = self.find(is_noun)
        self.phrases = {}
        for begin, words in self.nouns:
            if self.may_be_keyword(begin, words):
                self.phrases.setdefault(words, []).append(begin)

    def find(self, belongs):
        found, at = [], 0
        for sentence in self.sentences:
            run = []
            for i in range(len(sentence) + 1):
                if i < len(sentence) and belongs(sentence, i):
                    run.append(sentence[i].lower())
                elif run:
                    found.append((at + i - len(run), tuple(run)))
                    run = []
            at += len(sentence)
        return found

    def may_be_keyword(self, begin, words):
        ends = self.tokens[begin], self.tokens[begin + len(words) - 1]
        return len(words) <= LONGEST and is_edge(ends[0]) and is_edge(ends[1])

    def words_before(self, i):
        return sum(not is_punct(t) for t in self.tokens[:i])


def solve(weight, jump):
    """rank = (1 - D) jump + D sum over v of rank[v] weight[v][w] / sum(weight[v]); by elimination."""
    nodes = list(jump)
    number = {v: i for i, v in enumerate(nodes)}
    n = len(nodes)
    rows = [[float(i == j) for j in range(n)] + [(1 - D) * jump[v]] for i, v in enumerate(nodes)]
    for v in nodes:
        strength = math.fsum(weight[v].values()) if v in weight else 0
        for w in weight.get(v, ()):
            rows[number[w]][number[v]] -= D * weight[v][w] / strength
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[p] = rows[p], rows[i]
        for r in range(i + 1, n):
            f = rows[r][i] / rows[i][i]
            if f:
                rows[r] = rows[r][:i] + [a - f * b for a, b in zip(rows[r][i:], rows[i][i:])]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (rows[i][n] - sum(rows[i][j] * x[j] for j in range(i + 1, n))) / rows[i][i]
    return dict(zip(nodes, x))


def normalised(rank):
    total = math.fsum(rank.values())
    return {k: v / total for k, v in rank.items()}


def sums(article, score):
    return {p: sum(score[w] for w in p) for p in article.phrases}


def first(article):
    return {p: 1 / (1 + article.words_before(at[0])) for p, at in article.phrases.items()}


def rake(article):
    degree, count = Counter(), Counter()
    for _, run in article.runs:
        for w in run:
            degree[w] += len(run)
            count[w] += 1
    return {run: sum(degree[w] / count[w] for w in run) for at, run in article.runs if article.may_be_keyword(at, run)}


def window(article):
    """Counts of nouns that stand less than ten tokens apart, and the words."""
    word = article.noun
    near = defaultdict(Counter)
    for i, a in enumerate(word):
        for b in word[i + 1:i + 10]:
            if a and b and a != b:
                near[a][b] += 1
                near[b][a] += 1
    return near, word


def singlerank(article):
    near, word = window(article)
    return sums(article, normalised(solve(near, {w: 1.0 for w in word if w})))


def positionrank(article):
    near, word = window(article)
    jump = defaultdict(float)
    for i, w in enumerate(word):
        if w:
            jump[w] += 1 / (i + 1)
    return sums(article, normalised(solve(near, jump)))


def topics(article):
    """Average linkage of phrases by the Jaccard distance of their words; of equal distances the first pair."""
    phrases = list(article.phrases)

    def apart(a, b):
        return 1 - Fraction(len(set(a) & set(b)), len(set(a) | set(b)))
    between = {(i, j): apart(phrases[i], phrases[j]) for i, j in combinations(range(len(phrases)), 2)}

    def mean(a, b):
        return sum(between[min(i, j), max(i, j)] for i in a for j in b) / (len(a) * len(b))
    groups = [[i] for i in range(len(phrases))]
    while len(groups) > 1:
        close, a, b = min((mean(groups[a], groups[b]), a, b) for a, b in combinations(range(len(groups)), 2))
        if close > Fraction(74, 100):
            break
        groups[a] = sorted(groups[a] + groups.pop(b))
    return [[phrases[i] for i in g] for g in groups]


def nearness(article, p, q):
    total = 0.0
    for i in article.phrases[p]:
        for j in article.phrases[q]:
            total += 1 / (j - i - len(p) + 1 if i < j else i - j - len(q) + 1)
    return total


def topicrank(article):
    groups = topics(article)
    weight = defaultdict(dict)
    for a, b in combinations(range(len(groups)), 2):
        weight[a][b] = weight[b][a] = math.fsum(nearness(article, p, q) for p in groups[a] for q in groups[b])
    rank = normalised(solve(weight, {g: 1.0 for g in range(len(groups))}))
    return {groups[g][0]: rank[g] for g in rank}


def multipartite(article):
    groups = topics(article)
    weight = defaultdict(dict)
    for a, b in combinations(groups, 2):
        for p in a:
            for q in b:
                weight[p][q] = weight[q][p] = nearness(article, p, q)
    gain = {}
    for group in groups:
        f = group[0]
        for other in group[1:]:
            for e in weight[other]:
                gain[e, f] = gain.get((e, f), 0) + 1.1 * math.exp(1 / (1 + article.phrases[f][0])) * weight[e][other]
    for (e, f), more in gain.items():
        weight[e][f] += more
    return normalised(solve(weight, {p: 1.0 for p in article.phrases}))


def textrank(article):
    near = defaultdict(dict)
    order = []
    parts = []
    for at, run in article.nouns:
        part = []
        for i in range(len(run) + 1):
            if i < len(run) and is_edge(article.tokens[at + i]):
                part.append(run[i])
            elif part:
                parts.append(part)
                part = []
    for part in parts:
        order += [w for w in dict.fromkeys(part) if w not in order]
        for a, b in zip(part, part[1:]):
            if a != b:
                near[a][b] = near[b][a] = 1
    rank = {w: round(r, 9) for w, r in solve(near, {w: 1.0 for w in order}).items()}
    best = sorted(order, key=lambda w: (-rank[w], order.index(w)))[:(len(order) + 2) // 3]
    out = {}
    for part in parts:
        kept = []
        for w in part + [None]:
            if w in best:
                kept.append(w)
                continue
            if 0 < len(kept) <= LONGEST:
                out[tuple(kept)] = sum(rank[v] for v in kept)
            kept = []
    return out


def kpminer(article):
    count, begin = Counter(), {}
    for at, run in article.runs:
        for i in range(len(run)):
            for n in range(1, 5):
                p = run[i:i + n]
                if len(p) == n and is_edge(p[0]) and is_edge(p[-1]):
                    count[p] += 1
                    begin.setdefault(p, at + i)
    length = article.words_before(len(article.tokens))
    least = 1 if length < 100 else 2 if length < 300 else 3
    chosen = [p for p in count if count[p] >= least and article.words_before(begin[p]) <= 400]
    several = sum(len(p) > 1 for p in chosen)
    boost = min(3, len(chosen) / (2.3 * max(1, several)))
    return {p: count[p] * (math.log2(1 + DF[""]) * boost if len(p) > 1 else math.log2((1 + DF[""]) / (1 + DF.get(p[0], 0))))
            for p in chosen}


for name in ("article-1.txt", "article-2.txt", "article-3.txt"):
    for method in (first, rake, textrank, singlerank, positionrank, topicrank, multipartite, kpminer):
        for term, value in sorted(method(Article(name)).items()):
            print(f"{name}\t{method.__name__}\t{'_'.join(term)}\t{value:.12g}")
