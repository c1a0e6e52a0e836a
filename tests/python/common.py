"""What the tests share: the sample news, and what the programs make of it."""

import json
import os
import subprocess
from pathlib import Path

SOURCE = Path(os.environ["VN_SOURCE"])
BUILD = Path(os.environ["VN_BUILD"])
NEWS = SOURCE / "corpus" / "news"

try:
    import numpy
    import scipy.sparse
except ImportError:
    numpy = scipy = None

WITHOUT_MATRICES = "no NumPy and SciPy" if numpy is None else ""


def run(tool, *arguments, text=None):
    """What a program prints."""
    done = subprocess.run([str(BUILD / tool), *map(str, arguments)], input=None if text is None else text.encode(),
                          stdin=subprocess.DEVNULL if text is None else None, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


def records(tool, *arguments, text=None):
    return [json.loads(line) for line in run(tool, *arguments, text=text).splitlines()]


def rows(tool, *arguments, text=None):
    return [line.split("\t") for line in run(tool, *arguments, text=text).splitlines()]


def nine(number):
    """A number as the programs write it: nine digits."""
    return float(f"{number:.9g}")


def bytes_of(text, spans):
    """Spans of characters as spans of bytes."""
    return [[len(text[:start].encode()), len(text[:end].encode())] for start, end in spans]
