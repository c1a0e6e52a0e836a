"""Parts of events.sh.

events.py WORDS [PEERS]     B-cubed F of average linkage at the threshold best for the records of WORDS, on their words and on
                            those of VnCoreNLP
events.py --by-date         sorts records by their dates, which are as in "23/10/2013 08:34"
events.py --copies          repeats records, the copies without every third sentence and with an id of their own"""
import collections
import json
import os
import re
import subprocess
import sys


def bcubed(gold, system):
    both = collections.Counter(zip(gold, system))
    classes, clusters = collections.Counter(gold), collections.Counter(system)
    p = sum(n * n / clusters[c] for (_, c), n in both.items()) / len(gold)
    r = sum(n * n / classes[g] for (g, _), n in both.items()) / len(gold)
    return 2 * p * r / (p + r)


def oracle(name, texts, gold, **options):
    import fastcluster
    import numpy as np
    from scipy.cluster.hierarchy import fcluster
    from sklearn.feature_extraction.text import TfidfVectorizer
    x = TfidfVectorizer(**options).fit_transform(texts)
    distance = np.maximum(1 - (x @ x.T).toarray(), 0)
    tree = fastcluster.linkage(distance[np.triu_indices(len(gold), 1)], "average")
    f, least = max((bcubed(gold, fcluster(tree, 1 - t, "distance")), t) for t in np.arange(0.05, 0.8, 0.01))
    print(f"oracle, average linkage, {name}\t{f:.4f} at {least:.2f}")


def vncorenlp(records, peers):
    raw = [" ".join((r["title"] + ". " + r["text"]).split()) for r in records]
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer.py")
    run = subprocess.run([peers + "/py/bin/python", script, "vncorenlp", peers, "--as-is"], input="\n".join(raw), text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return None if run.returncode else run.stdout.rstrip("\n").split("\n")


def main():
    if "--by-date" in sys.argv:
        def date(line):
            d, m, y, hour, minute = map(int, re.findall(r"\d+", json.loads(line)["date"])[:5])
            return y, m, d, hour, minute, json.loads(line)["id"]
        sys.stdout.writelines(sorted(sys.stdin, key=date))
    elif "--copies" in sys.argv:
        for line in sys.stdin:
            r = json.loads(line)
            sys.stdout.write(line)
            sentences = r["words"].split("\n")
            r["words"] = "\n".join(s for i, s in enumerate(sentences) if i % 3 != 2)
            r["id"] = str(r.get("id", "")) + "+"
            print(json.dumps(r, ensure_ascii=False))
    else:
        with open(sys.argv[1], encoding="utf-8") as f:
            records = [json.loads(line) for line in f]
        gold = [r["cluster"] for r in records]
        kinds = [("our words", [r["title_words"] + "\n" + r["words"] for r in records])]
        if len(sys.argv) > 2 and os.path.exists(sys.argv[2] + "/py/bin/python"):
            kinds.append(("VnCoreNLP words", vncorenlp(records, os.path.abspath(sys.argv[2]))))
        for name, texts in kinds:
            for options in ({}, {"min_df": 2}, {"sublinear_tf": True}):
                if texts:
                    oracle(name + (" " + repr(options) if options else ""), texts, gold, **options)


main()
