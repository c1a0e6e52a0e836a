"""topics_peer.py NAME GOLD.jsonl.gz WORDS: the row of scikit-learn's KMeans in the table of topics.sh.

WORDS has the words of a document a line, in the order of GOLD, whose field `label` is the topic."""
import gzip
import json
import sys

from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

name, gold, words = sys.argv[1:]
with gzip.open(gold, "rt", encoding="utf-8") as file:
    labels = [json.loads(line)["label"] for line in file]
with open(words, encoding="utf-8") as file:
    documents = file.read().split("\n")[:len(labels)]
x = TfidfVectorizer(min_df=3, sublinear_tf=True).fit_transform(documents)
nmi = ari = 0
for seed in range(5):
    found = KMeans(len(set(labels)), n_init=10, random_state=seed).fit(x).labels_
    nmi += normalized_mutual_info_score(labels, found) / 5
    ari += adjusted_rand_score(labels, found) / 5
print(f"| scikit-learn KMeans, {name}, mean of five | {nmi:.3f} / {ari:.3f} |")
