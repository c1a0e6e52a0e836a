"""keywords_peers.py PEER ARTICLES STOPWORDS OUT: fifteen keywords of each article by a peer, as records for `vneval key`.

PEER is yake, rake-nltk or multi-rake, on raw text; or one of these, tfidf or multipartite with "-words" behind it, on our words:
syllables are then joined by a letter that is no mark to anyone. ARTICLES are records that vnseg wrote.
Prints the articles a second of user time, without the start of Python and its imports.
"""
import json
import re
import resource
import sys

NUMBER = 15
JOINT = "\u0298"
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


def lines_of(d):
    """Our words, a sentence a line."""
    return (d.get("title_words", "") + " .\n" + d["words"]).replace("_", JOINT).split("\n")


def text_of(d, words):
    """As one writes: marks at the word before them, which is how yake knows where a sentence ends."""
    if not words:
        return d.get("title", "") + ".\n" + d["text"]
    lines = lines_of(d)
    return "\n\n".join(re.sub(r" ([.,;:!?…)”])", r"\1", line) for line in lines)


def best(pairs):
    """The terms of (term, score), best first, none twice."""
    out = {}
    for term, score in pairs:
        out.setdefault(term.replace(JOINT, " "), score)
        if len(out) == NUMBER:
            break
    return out


def yake(articles, stop, words):
    import yake
    extractor = yake.KeywordExtractor(lan="vi", n=3, top=NUMBER, stopwords=stop)
    for d in articles:
        yield best(extractor.extract_keywords(text_of(d, words)))


def rake_nltk(articles, stop, words):
    from rake_nltk import Rake
    def tokens(sentence):
        return re.findall(r"\w+|[^\w\s]+", sentence)
    marks = {m for d in articles for m in re.findall(r"[^\w\s]+", text_of(d, words))}
    rake = Rake(stopwords=stop, punctuations=marks, sentence_tokenizer=SENTENCE.split, word_tokenizer=tokens)
    for d in articles:
        rake.extract_keywords_from_text(text_of(d, words))
        yield best((term, score) for score, term in rake.get_ranked_phrases_with_scores())


def multi_rake(articles, stop, words):
    from multi_rake import Rake
    rake = Rake(stopwords=stop, max_words=3)
    for d in articles:
        yield best(rake.apply(text_of(d, words)))


def tfidf(articles, stop, words):
    """Of the collection itself, phrases of up to three words."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    lines = [text_of(d, True) for d in articles]
    def tokens(line):
        return re.findall(r"\w\w+", line)
    vectorizer = TfidfVectorizer(tokenizer=tokens, token_pattern=None, ngram_range=(1, 3), stop_words=sorted(stop), min_df=1)
    matrix = vectorizer.fit_transform(lines)
    names = vectorizer.get_feature_names_out()
    for i in range(matrix.shape[0]):
        row = matrix[i]
        order = sorted(zip(row.indices, row.data), key=lambda p: (-p[1], p[0]))
        yield best((names[j], score) for j, score in order)


def runs(d, stop):
    """Runs of at most three words that are neither stop words nor numbers nor marks: {words: places}."""
    found, at = {}, 0
    for sentence in lines_of(d):
        run = []
        for token in sentence.split() + ["."]:
            if token.lower() not in stop and token[0].isalpha():
                run.append(token.lower())
            else:
                if 0 < len(run) <= 3:
                    found.setdefault(tuple(run), []).append(at - len(run))
                run = []
            at += 1
        at -= 1
    return found


def multipartite(articles, stop, words):
    """MultipartiteRank with SciPy's average linkage and networkx's PageRank."""
    import math
    import networkx
    from scipy.cluster.hierarchy import fcluster, linkage
    for d in articles:
        found = runs(d, stop)
        phrases = list(found)
        if len(phrases) < 2:
            yield {" ".join(p).replace(JOINT, " "): 1 for p in phrases}
            continue
        sets = [frozenset(p) for p in phrases]
        far = [1 - len(a & b) / len(a | b) for i, a in enumerate(sets) for b in sets[i + 1:]]
        topic = fcluster(linkage(far, "average"), 0.74, "distance")
        graph = networkx.DiGraph()
        graph.add_nodes_from(range(len(phrases)))
        for i, a in enumerate(phrases):
            for j in range(i + 1, len(phrases)):
                if topic[i] != topic[j]:
                    weight = sum(1 / (q - p - len(a) + 1 if p < q else p - q - len(phrases[j]) + 1)
                                 for p in found[a] for q in found[phrases[j]])
                    graph.add_edge(i, j, weight=weight)
                    graph.add_edge(j, i, weight=weight)
        more = {}
        for group in {t: [i for i in range(len(phrases)) if topic[i] == t] for t in set(topic)}.values():
            factor = 1.1 * math.exp(1 / (1 + found[phrases[group[0]]][0]))
            for other in group[1:]:
                for e, edge in graph[other].items():
                    more[e, group[0]] = more.get((e, group[0]), 0) + factor * edge["weight"]
        for (e, f), weight in more.items():
            graph[e][f]["weight"] += weight
        rank = networkx.pagerank(graph)
        yield best((" ".join(phrases[i]), rank[i]) for i in sorted(rank, key=lambda i: (-rank[i], i)))


PEERS = {"yake": (yake, "yake"), "rake-nltk": (rake_nltk, "rake_nltk"), "multi-rake": (multi_rake, "multi_rake"),
         "tfidf": (tfidf, "sklearn.feature_extraction.text"), "multipartite": (multipartite, "networkx")}


def main():
    words = sys.argv[1].endswith("-words")
    function, module = PEERS[sys.argv[1].removesuffix("-words")]
    __import__(module)
    with open(sys.argv[2], encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    with open(sys.argv[3], encoding="utf-8") as lines:
        stop = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    if words:
        stop = {s.replace(" ", JOINT) for s in stop}
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    found = list(function(articles, stop, words))
    seconds = resource.getrusage(resource.RUSAGE_SELF).ru_utime - begun
    with open(sys.argv[4], "w", encoding="utf-8") as out:
        for d, keywords in zip(articles, found):
            out.write(json.dumps({"id": d["id"], "keywords": [{"term": t} for t in keywords]}, ensure_ascii=False) + "\n")
    print("%.*f" % (len(articles) < 10 * seconds, len(articles) / seconds))


main()
