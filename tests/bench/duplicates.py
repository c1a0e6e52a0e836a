"""For duplicates.sh. Needs nothing but Python, except `peer`, which needs datasketch.

    duplicates.py pairs RECORDS >LINES       texts of 300 pairs in one group each, a line each
    duplicates.py score RECORDS RESULT       pairwise precision and recall of id, id[, share] against the field cluster
    duplicates.py peer RECORDS LINES         datasketch: microseconds a document and error of estimates; LSH scored
    duplicates.py many RECORDS N             each article N times with fresh ids, words replaced in all but the first
"""
import gzip
import json
import math
import random
import re
import sys
import time
import zlib


def records(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def pairs_of_groups(group_of):
    groups = {}
    for name, group in group_of.items():
        if group is not None:
            groups.setdefault(group, []).append(name)
    return {frozenset((a, b)) for g in groups.values() for i, a in enumerate(g) for b in g[:i]}


def words(text):
    return re.findall(r"\w+", text.lower())


def shingles(text, k=6):
    w = words(text)
    return {" ".join(w[i:i + k]).encode() for i in range(max(1, len(w) - k + 1))}


def print_score(what, gold_records, found):
    """All documents, and the two halves that the crc of the group (or of the id) gives; the first was tuned on."""
    gold = pairs_of_groups({r["id"]: r.get("cluster") for r in gold_records})
    half = {r["id"]: zlib.crc32((r.get("cluster") or r["id"]).encode()) & 1 for r in gold_records}
    row = []
    for wanted in ({0}, {1}, {0, 1}):
        f = {p for p in found if all(half[i] in wanted for i in p)}
        g = {p for p in gold if all(half[i] in wanted for i in p)}
        right = len(f & g)
        row.append("%.4f %.4f" % (right / len(f), right / len(g)))
    print("\t".join([what] + row), flush=True)


def score(what, gold_path, result_path):
    rows = [line.rstrip("\n").split("\t") for line in open(result_path, encoding="utf-8")]
    if len(rows[0]) == 3:
        found = {frozenset(r[:2]) for r in rows}
    else:
        found = pairs_of_groups({r[0]: r[1] for r in rows})
    print_score(what, records(gold_path), found)


def print_pairs(path):
    groups = {}
    for r in records(path):
        if r.get("cluster"):
            groups.setdefault(r["cluster"], []).append(" ".join(r["text"].split()))
    for g in list(groups.values())[:300]:
        print(g[0])
        print(g[1])


def peer(path, lines):
    from datasketch import MinHash, MinHashLSH
    texts = list(open(lines, encoding="utf-8"))
    sets = [shingles(t) for t in texts]
    began = time.process_time()
    sketch = []
    for s in sets:
        m = MinHash(num_perm=128)
        m.update_batch(list(s))
        sketch.append(m)
    batch = (time.process_time() - began) / len(sets)
    began = time.process_time()
    for s in sets[:100]:
        m = MinHash(num_perm=128)
        for x in s:
            m.update(x)
    each = (time.process_time() - began) / 100
    squares = 0
    for i in range(0, len(sets) - 1, 2):
        j = len(sets[i] & sets[i + 1]) / len(sets[i] | sets[i + 1])
        squares += (sketch[i].jaccard(sketch[i + 1]) - j) ** 2
    print("%.3f\t%.3f\t%.4f" % (batch * 1e6, each * 1e6, math.sqrt(squares / (len(sets) // 2))), flush=True)
    lsh = MinHashLSH(threshold=0.48, num_perm=128)
    gold = records(path)
    found = set()
    began = time.process_time()
    for r in gold:
        m = MinHash(num_perm=128)
        m.update_batch(list(shingles(r["text"])))
        for other in lsh.query(m):
            found.add(frozenset((other, r["id"])))
        lsh.insert(r["id"], m)
    print_score("datasketch MinHashLSH 128, %.1f s" % (time.process_time() - began), gold, found)


def many(path, copies):
    rng = random.Random(1)
    pool = []
    for n, r in enumerate(records(path)):
        w = r["text"].split(" ")
        pool = (pool + w)[-5000:]
        for c in range(copies):
            share = rng.choice((0, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.06)) if c else 0
            v = list(w)
            for _ in range(int(share * len(v))):
                v[rng.randrange(len(v))] = rng.choice(pool)
            print(json.dumps({"id": "d%d-%d" % (n, c), "text": " ".join(v)}, ensure_ascii=False))


def main():
    command, arguments = sys.argv[1], sys.argv[2:]
    if command == "pairs":
        print_pairs(*arguments)
    elif command == "score":
        score(*arguments)
    elif command == "peer":
        peer(*arguments)
    else:
        many(arguments[0], int(arguments[1]))


main()
