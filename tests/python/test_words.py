"""Words, documents and duplicates, as vnseg, vndf and vndup find them. No NumPy is needed."""

import errno
import gzip
import json
import tempfile
import threading
import unittest
from pathlib import Path

import vntext
from common import NEWS, SOURCE, bytes_of, records, rows, run


class Words(unittest.TestCase):
    def test_articles_are_read_as_the_programs_read_them(self):
        theirs = records("vnseg", NEWS)
        ours = list(vntext.read(NEWS))
        self.assertEqual(len(ours), 64)
        self.assertEqual([(d.id, d.title, d.text) for d in ours], [(r["id"], r.get("title"), r["text"]) for r in theirs])

    def test_words_spans_and_confidences_are_those_of_vnseg(self):
        segmenter = vntext.Segmenter()
        for record in records("vnseg", "--spans", "--confidence", NEWS):
            for text, words, spans, sure in (("title", "title_words", "title_spans", "title_confidence"),
                                             ("text", "words", "spans", "confidence")):
                if text not in record:
                    continue
                source = record[text]
                self.assertEqual(segmenter.field(source), record[words])
                found = [word for sentence in segmenter.segment(source, confidence=True) for word in sentence]
                self.assertEqual(bytes_of(source, [(word.start, word.end) for word in found]), record[spans])
                self.assertEqual([source[word.start:word.end] for word in found], [word.text for word in found])
                self.assertEqual([float(f"{word.confidence:.4f}") for word in found], record[sure])

    def test_sentences_and_kinds(self):
        first, second = vntext.segment("Giá 1.000 đồng. Xem https://vd.vn nhé!")
        self.assertEqual([word.kind for word in first], ["word", "number", "word", "punct"])
        self.assertEqual([word.kind for word in second], ["word", "link", "word", "punct"])
        self.assertEqual(vntext.segment(""), [])
        self.assertEqual(vntext.segment(" \n "), [])

    def test_text_of_all_sorts(self):
        for text in ("a", "😀 học sinh 😀", "học\u00a0sinh", "ho\u0323c sinh", "x\0y học sinh", "\u200b", "HỌC SINH", "a_b c__d",
                     "trời\u2003\u2003mưa\u00a0 to."):
            joined = [word for sentence in vntext.segment(text) for word in sentence]
            self.assertEqual([text[word.start:word.end] for word in joined], [word.text for word in joined], text)
        with self.assertRaises(UnicodeEncodeError):
            vntext.segment("\ud800")

    def test_words_of_the_user(self):
        segmenter = vntext.Segmenter(words="học | sinh học\n# a remark\n")
        self.assertEqual(segmenter.line("học sinh học"), "học sinh_học")
        self.assertEqual(vntext.Segmenter().line("học sinh học"), run("vnseg", "-o", "lines", text="học sinh học").strip())
        with self.assertRaises(vntext.DataError) as caught:
            vntext.Segmenter(words=["học sinh", "học | "])
        self.assertEqual(caught.exception.line, 2)
        self.assertIsInstance(caught.exception, ValueError)

    def test_keys(self):
        self.assertEqual(vntext.fold("Hoà  BÌNH"), "hòa_bình")

    def test_threads_share_a_segmenter(self):
        segmenter = vntext.Segmenter()
        texts = [document.text for document in vntext.read(NEWS)]
        expected = [segmenter.field(text) for text in texts]
        found = [None] * 4

        def work(number):
            found[number] = [segmenter.field(text) for text in texts * 3]

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, [expected * 3] * 4)


class Reading(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_records_lines_and_gzip(self):
        path = self.folder / "a.jsonl.gz"
        path.write_bytes(gzip.compress('{"id":7,"title":"Tin","text":"Một."}\n{"text":"Hai."}\n'.encode()))
        self.assertEqual(list(vntext.read(path)), [vntext.Document("Tin", "Một.", "7"),
                                                   vntext.Document(None, "Hai.", f"{path}:2")])
        lines = self.folder / "b.txt"
        lines.write_text("một\nhai\n", encoding="utf-8")
        self.assertEqual([document.text for document in vntext.read(lines, kind="lines")], ["một", "hai"])

    def test_what_cannot_be_read_is_told(self):
        with self.assertRaises(vntext.InputOutputError) as caught:
            list(vntext.read(self.folder / "none.txt"))
        self.assertIsInstance(caught.exception, OSError)
        self.assertEqual(caught.exception.errno, errno.ENOENT)
        self.assertIn("none.txt", str(caught.exception))
        bad = self.folder / "bad.jsonl"
        bad.write_text('{"text":"một"}\n{"text":7x}\n', encoding="utf-8")
        with self.assertRaises(vntext.DataError) as caught:
            list(vntext.read(bad))
        self.assertEqual((caught.exception.line, caught.exception.code), (2, -2))
        self.assertIn("bad.jsonl", str(caught.exception))
        broken = self.folder / "broken.txt"
        broken.write_bytes(b"h\xff")
        self.assertRaises(vntext.DataError, list, vntext.read(broken))
        self.assertEqual([document.text for document in vntext.read(broken, replace_invalid=True)], ["h\ufffd"])
        self.assertRaises(ValueError, list, vntext.read(bad, kind="tsv"))
        self.assertRaises(ValueError, list, vntext.read())


class Counts(unittest.TestCase):
    def test_document_frequencies_are_those_of_vndf(self):
        for arguments, options in ((), {}), (("--min-df", "2", "--max-df", "0.5"), {"min_df": 2, "max_df": 0.5}):
            documents, df = vntext.document_frequencies(vntext.read(NEWS), **options)
            (_, theirs, *_), *table = rows("vndf", *arguments, NEWS)
            self.assertEqual(documents, int(theirs))
            self.assertEqual([[term, str(count)] for term, count in df.items()], table)

    def test_other_terms(self):
        terms = vntext.TermOptions(ngrams=2, numbers=True, stopwords=[], aliases=True)
        _, df = vntext.document_frequencies(vntext.read(NEWS), terms=terms, threads=3)
        table = rows("vndf", "-g", 2, "--numbers", "-s", "none", "--alias", "default", NEWS)[1:]
        self.assertEqual([[term, str(count)] for term, count in df.items()], table)

    def test_limits_that_make_no_sense(self):
        for limit in (0, 0.0, 1.5, -1):
            self.assertRaises(ValueError, vntext.document_frequencies, ["a"], min_df=limit)
        with self.assertRaises(vntext.ArgumentError):
            vntext.document_frequencies(["a"], terms=vntext.TermOptions(ngrams=99))


class Copies(unittest.TestCase):
    def test_duplicates_are_those_of_vndup(self):
        articles = list(vntext.read(NEWS))
        articles += [vntext.Document(None, article.text[: len(article.text) * 9 // 10], "zz" + article.id) for article in articles[::3]]
        lines = "".join(json.dumps({"id": a.id, "text": a.text}, ensure_ascii=False) + "\n" for a in articles)
        order = sorted(range(len(articles)), key=lambda number: articles[number].id.encode())
        found = vntext.duplicates(articles, order=order)
        theirs = records("vndup", "-i", "jsonl", text=lines)
        self.assertEqual([articles[first].id for first in found.first], [record["dup"] for record in theirs])
        self.assertEqual([float(f"{score:.9g}") for score in found.score], [record["dup_score"] for record in theirs])
        self.assertEqual(len(found.groups), 22)
        self.assertRaises(ValueError, vntext.duplicates, ["a", "b"], order=[0, 0])
        self.assertRaises(vntext.ArgumentError, vntext.duplicates, ["a"], min=2.0)
        self.assertEqual(vntext.duplicates([]).first, [])


if __name__ == "__main__":
    unittest.main()
