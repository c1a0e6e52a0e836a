#!/bin/sh
# Every public header compiles alone, as C11 and as C++17, without a warning; vntext.h names all of them.
set -u
inc=$VN_SOURCE/include
bad=0
warn='-Wall -Wextra -Wpedantic -Werror -fsyntax-only'
CXX=${CXX:-$(command -v c++ || command -v g++ || command -v clang++ || true)}

for header in "$inc"/vntext.h "$inc"/vn/*.h; do
    name=${header#"$inc"/}
    printf '#include "%s"\n#include "%s"\nint vn_alone;\n' "$name" "$name" > alone.c
    cp alone.c alone.cpp
    "$CC" -std=c11 $warn -I"$inc" alone.c || { echo "$name does not compile alone as C11"; bad=1; }
    if [ -n "$CXX" ]; then
        "$CXX" -std=c++17 $warn -I"$inc" alone.cpp || { echo "$name does not compile alone as C++17"; bad=1; }
    fi
    case $name in
    vn/*) grep -q "^#include \"$name\"" "$inc/vntext.h" || { echo "vntext.h does not include $name"; bad=1; } ;;
    esac
done
[ -n "$CXX" ] || echo "no C++ compiler: C++17 was not tried"
exit $bad
