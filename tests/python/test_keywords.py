"""Keywords, as vnkey finds them. No NumPy is needed."""

import unittest

import vntext
from common import NEWS, SOURCE, bytes_of, nine, records


class Keywords(unittest.TestCase):
    def setUp(self):
        self.articles = list(vntext.read(NEWS))

    def test_all_that_vnkey_tells(self):
        extractor = vntext.KeywordExtractor(explain=True)
        theirs = records("vnkey", "--counts", "--offsets", "--explain", NEWS)
        for article, record, found in zip(self.articles, theirs, extractor.each(self.articles)):
            self.assertEqual([keyword.term for keyword in found], [each["term"] for each in record["keywords"]])
            for keyword, each in zip(found, record["keywords"]):
                self.assertEqual(nine(keyword.score), each["score"])
                self.assertEqual((keyword.count, keyword.df), (each["count"], each["df"]))
                self.assertEqual(bytes_of(article.title or "", keyword.title_offsets), each.get("title_offsets", []))
                self.assertEqual(bytes_of(article.text, keyword.offsets), each.get("offsets", []))
                self.assertEqual({name: nine(share) for name, share in keyword.explain.items()}, each["shares"])
                self.assertEqual(len(keyword.title_offsets) + len(keyword.offsets), keyword.count)

    def test_every_method(self):
        for method in vntext.keyword_methods():
            extractor = vntext.KeywordExtractor(method=method, limit=7)
            theirs = records("vnkey", "--method", method, "-n", 7, NEWS / "the-thao")
            ours = extractor.each(vntext.read(NEWS / "the-thao"))
            self.assertEqual([[(keyword.term, nine(keyword.score)) for keyword in found] for found in ours],
                             [[(each["term"], each["score"]) for each in record["keywords"]] for record in theirs], method)

    def test_options(self):
        for options, arguments in (
                ({"stopwords": [], "aliases": True, "diversity": 0.5}, ("--stopwords", "none", "--alias", "default", "--diversity", 0.5)),
                ({"method": "tfidf", "title_weight": 5, "raw": True}, ("--method", "tfidf", "--title-weight", 5, "--raw"))):
            extractor = vntext.KeywordExtractor(**options)
            self.assertEqual([[keyword.term for keyword in found] for found in extractor.each(self.articles)],
                             [[each["term"] for each in record["keywords"]] for record in records("vnkey", *arguments, NEWS)])

    def test_threads_change_nothing(self):
        extractor = vntext.KeywordExtractor()
        self.assertEqual(list(extractor.each(self.articles * 3, threads=3)), list(extractor.each(self.articles * 3)))

    def test_what_is_read_ahead_may_be_left(self):
        articles = iter(self.articles * 20)
        found = vntext.KeywordExtractor().each(articles, threads=2)
        next(found)
        found.close()
        self.assertGreater(len(list(articles)), 1000)

    def test_one_article(self):
        article = self.articles[0]
        self.assertEqual(vntext.keywords(article.title, article.text, limit=3), next(vntext.KeywordExtractor(limit=3).each([article])))
        self.assertEqual(vntext.keywords(None, ""), [])
        self.assertEqual(vntext.keywords("", ""), [])

    def test_user_words(self):
        segmenter = vntext.Segmenter(words=["phở bò tái lăn"])
        text = "Quán có phở bò tái lăn. Khách ăn phở bò tái lăn rồi khen phở bò tái lăn ngon."
        self.assertIn("phở bò tái lăn", [k.term for k in vntext.KeywordExtractor(segmenter=segmenter).keywords(None, text)])

    def test_what_makes_no_sense_is_told(self):
        self.assertRaises(vntext.ArgumentError, vntext.KeywordExtractor, method="none")
        self.assertRaises(vntext.ArgumentError, vntext.KeywordExtractor, diversity=2.0)
        self.assertRaises(ValueError, vntext.KeywordExtractor, limit=0)
        with self.assertRaises(vntext.InputOutputError) as caught:
            vntext.KeywordExtractor(df="/nowhere/a.df")
        self.assertIn("/nowhere/a.df", str(caught.exception))
        with self.assertRaises(vntext.DataError):
            vntext.KeywordExtractor(df=SOURCE / "README.md")


if __name__ == "__main__":
    unittest.main()
