"""The module and the library fit together: structures, versions, memory; the documentation's examples; the types."""

import ctypes
import doctest
import gc
import importlib
import os
import pkgutil
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import vntext
from common import NEWS, SOURCE, WITHOUT_MATRICES
from vntext import _keywords, _library, _words

CC = os.environ.get("CC") or shutil.which("cc") or ""


def python(code, **environment):
    return subprocess.run([sys.executable, "-c", code], env={**os.environ, **environment}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, universal_newlines=True)


class Structures(unittest.TestCase):
    def test_they_are_laid_out_as_in_the_headers(self):
        lines = []
        for name, ours in _library.STRUCTURES.items():
            lines.append(f'printf("{name} %zu\\n", sizeof({name}));')
            for field, *_ in ours._fields_:
                lines.append(f'printf("{name}.{field} %zu %zu\\n", offsetof({name}, {field}), sizeof((({name} *)0)->{field}));')
        program = "#include <stddef.h>\n#include <stdio.h>\n#include <vntext.h>\nint main(void)\n{\n" + "\n".join(lines) + "\n}\n"
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a.c").write_text(program)
            subprocess.run([CC, "-std=c11", f"-I{SOURCE}/include", "a.c", "-o", "a"], cwd=folder, check=True)
            theirs = subprocess.run([f"{folder}/a"], stdout=subprocess.PIPE, check=True, universal_newlines=True).stdout.split("\n")
        expected = []
        for name, ours in _library.STRUCTURES.items():
            expected.append(f"{name} {ctypes.sizeof(ours)}")
            for field, *_ in ours._fields_:
                at = getattr(ours, field)
                expected.append(f"{name}.{field} {at.offset} {at.size}")
        self.assertEqual(theirs[:-1], expected)
        self.assertEqual(ctypes.sizeof(_library.Text), ctypes.sizeof(_library.Slice))

    def test_no_field_is_missing(self):
        headers = "\n".join(path.read_text(encoding="utf-8") for path in sorted((SOURCE / "include" / "vn").glob("*.h")))
        headers = re.sub(r"/\*.*?\*/", "", headers, flags=re.S)
        for name, ours in _library.STRUCTURES.items():
            body = re.search(r"typedef struct %s \{(.*?)\n\} %s;" % (name, name), headers, flags=re.S)
            self.assertTrue(body, name)
            flat = re.sub(r"struct \{.*?\}", "struct", body.group(1), flags=re.S)
            theirs = [re.sub(r"\[.*", "", each.split()[-1].lstrip("*")) for each in flat.split(";") if each.strip()]
            self.assertEqual([field for field, *_ in ours._fields_], theirs, name)

    def test_rows_that_are_read_as_bytes(self):
        for layout, ours in ((_words._WORD, _library.WordStruct), (_keywords._KEYWORD, _library.KeywordStruct),
                             (_keywords._PLACE, _library.KeywordPlace)):
            self.assertEqual(layout.size, ctypes.sizeof(ours))

    def test_numbers_are_those_of_the_headers(self):
        base = (SOURCE / "include" / "vn" / "base.h").read_text(encoding="utf-8")
        for code, kind in _library.ERRORS.items():
            self.assertRegex(base, r"= %d\b" % code, kind)
        self.assertIn(f'#define VN_VERSION "{vntext.__version__}"', base)
        self.assertIn(f'version = "{vntext.__version__}"', (SOURCE / "tools" / "python" / "pyproject.toml").read_text())


class Loading(unittest.TestCase):
    def test_a_library_that_is_not_there(self):
        done = python("import vntext", VNTEXT_LIBRARY="/nowhere/libvntext.so")
        self.assertIn("ImportError", done.stdout)
        self.assertIn("/nowhere/libvntext.so", done.stdout)

    def test_a_library_of_another_version(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a.c").write_text('const char *vn_version(void) { return "9.9.9"; }\n')
            subprocess.run([CC, "-shared", "-fPIC", "a.c", "-o", "liba.so"], cwd=folder, check=True)
            done = python("import vntext", VNTEXT_LIBRARY=f"{folder}/liba.so")
        self.assertIn("ImportError", done.stdout)
        self.assertIn("9.9.9", done.stdout)

    def test_a_library_with_other_structures(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a.c").write_text(f'const char *vn_version(void) {{ return "{vntext.__version__}"; }}\n'
                                           'unsigned long vn_sizeof(const char *name) { return name[0] ? 12345 : 0; }\n')
            subprocess.run([CC, "-shared", "-fPIC", "a.c", "-o", "liba.so"], cwd=folder, check=True)
            done = python("import vntext", VNTEXT_LIBRARY=f"{folder}/liba.so")
        self.assertIn("ImportError", done.stdout)
        self.assertIn("12345", done.stdout)

    def test_words_need_no_numpy(self):
        code = "import sys; sys.modules['numpy'] = None\nimport vntext\nprint(len(vntext.keywords('a', 'học sinh học')))\n" \
               "try: vntext.tfidf(['a'])\nexcept ImportError as error: print(error)\n"
        done = python(code)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("NumPy", done.stdout)

    def test_the_process_ends_well_with_threads_and_handles(self):
        code = "import threading, vntext\ns = vntext.Segmenter()\n" \
               "t = [threading.Thread(target=s.field, args=('học sinh học',)) for _ in range(3)]\n" \
               "[x.start() for x in t]\nk = vntext.KeywordExtractor(segmenter=s)\nk.keywords('a', 'b')\nk.me = k\n"
        done = python(code)
        self.assertEqual((done.returncode, done.stdout), (0, ""))


class Memory(unittest.TestCase):
    def growth(self, work, times):
        for _ in range(times):
            work()
        gc.collect()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(times):
            work()
        gc.collect()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

    def test_handles_are_freed(self):
        article = next(iter(vntext.read(NEWS)))

        def work():
            segmenter = vntext.Segmenter(words=["học sinh"])
            segmenter.segment(article.text, confidence=True)
            vntext.KeywordExtractor(segmenter=segmenter, aliases=True).keywords(article.title, article.text)
            vntext.document_frequencies([article])
            vntext.duplicates([article])
            self.assertRaises(vntext.DataError, vntext.Segmenter, words=["a | "])

        self.assertLess(self.growth(work, 40), 4000)  # KB; one extractor alone is more than 100

    @unittest.skipIf(WITHOUT_MATRICES, WITHOUT_MATRICES)
    def test_matrices_are_freed(self):
        articles = list(vntext.read(NEWS))

        def work():
            weights = vntext.tfidf(articles)
            vntext.cluster(weights, k=3, method="average")
            vntext.neighbors(weights)
            self.assertRaises(vntext.ArgumentError, vntext.cluster, weights, method="none")

        self.assertLess(self.growth(work, 15), 6000)  # KB; a matrix is 200

    def test_a_thread_leaves_nothing(self):
        import threading
        segmenter = vntext.Segmenter()
        extractor = vntext.KeywordExtractor(segmenter=segmenter)

        def work():
            thread = threading.Thread(target=extractor.keywords, args=("Tin", "học sinh học"))
            thread.start()
            thread.join()

        self.assertLess(self.growth(work, 100), 4000)


class Documentation(unittest.TestCase):
    def test_examples(self):
        examples = 0
        for module in pkgutil.iter_modules(vntext.__path__):
            if WITHOUT_MATRICES and module.name in ("_clusters", "_matrix", "_similar", "_weights"):
                continue
            result = doctest.testmod(importlib.import_module(f"vntext.{module.name}"))
            self.assertEqual(result.failed, 0)
            examples += result.attempted
        self.assertGreater(examples, 8)

    def test_everything_public_is_documented(self):
        for name in vntext.__all__:
            if name not in ("Article", "__version__"):
                self.assertTrue(getattr(vntext, name).__doc__, name)

    def test_types(self):
        mypy = shutil.which("mypy") or shutil.which("mypy", path="/usr/bin")
        if not mypy:
            self.skipTest("no mypy")
        folder = SOURCE / "tools" / "python"
        with tempfile.TemporaryDirectory() as cache:
            done = subprocess.run([mypy, "--config-file", str(folder / "pyproject.toml"), "--cache-dir", cache, str(folder / "src" / "vntext")],
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"})
        self.assertEqual(done.returncode, 0, done.stdout)


if __name__ == "__main__":
    unittest.main()
