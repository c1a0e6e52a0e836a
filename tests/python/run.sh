#!/bin/sh
# run.sh TEST: runs tests/python/TEST.py with a Python that has NumPy and SciPy, or, for want of one, with any of 3.9 and
# later, and says what is left out then.
set -eu
case $VN_SANITIZE in ?*) echo "skipped: a Python without the sanitizers cannot load a library with them"; exit 77 ;; esac
[ -x "$VN_BUILD/vnseg" ] || { echo "skipped: no tools yet"; exit 77; }
python=
for wanted in 'import numpy, scipy.sparse' pass; do
    for each in ${PYTHON:-python3} /usr/bin/python3; do # the system's, which Debian's packages are for, may stand behind another
        [ "$python" ] || ! "$each" -c "import sys; assert sys.version_info >= (3, 9); $wanted" 2> /dev/null || python=$each
    done
done
[ "$python" ] || { echo "skipped: no Python 3.9 or later"; exit 77; }
VNTEXT_LIBRARY=$VN_BUILD/libvntext.so
PYTHONPATH=$VN_SOURCE/tools/python/src:$VN_SOURCE/tests/python
PYTHONDONTWRITEBYTECODE=1
export VNTEXT_LIBRARY PYTHONPATH PYTHONDONTWRITEBYTECODE
exec "$python" -W error -m unittest -v "$1"
