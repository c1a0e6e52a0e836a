"""python.py DATA.jsonl...: user seconds of the module for Python beside those of the programs, on the same articles.

    VNTEXT_LIBRARY=build/libvntext.so PYTHONPATH=tools/python/src python3 tests/bench/python.py build articles.jsonl.gz
"""

import os
import resource
import subprocess
import sys

import vntext


def user(work):
    begun = os.times()
    work()
    ended = os.times()
    return ended.user - begun.user


def program(*command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def main(build, *files):
    articles = list(vntext.read(*files))
    segmenter, extractor = vntext.Segmenter(), vntext.KeywordExtractor()
    extractor.keywords("a", "b")
    rows = [
        ("read", lambda: sum(1 for _ in vntext.read(*files)), None),
        ("the field words of title and text", lambda: [(segmenter.field(a.title or ""), segmenter.field(a.text)) for a in articles], "vnseg"),
        ("words with spans", lambda: [segmenter.segment(a.text) for a in articles], "vnseg"),
        ("keywords", lambda: [extractor.keywords(a.title, a.text) for a in articles], "vnkey"),
        ("weights", lambda: vntext.tfidf(articles), "vntfidf"),
    ]
    print(f"{len(articles)} articles, user seconds and articles a second")
    for name, work, tool in rows:
        seconds = user(work)
        theirs = program(f"{build}/{tool}", *files) if tool else 0
        beside = f"   {tool} {theirs:.2f}, {len(articles) / theirs:.0f}" if tool else ""
        print(f"{name:36}{seconds:6.2f}{len(articles) / seconds:8.0f}{beside}")


if __name__ == "__main__":
    main(*sys.argv[1:])
