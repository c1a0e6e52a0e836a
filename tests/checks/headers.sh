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
# vn_sizeof knows each structure that a caller may repeat.
cat "$inc"/vn/*.h | awk '/^typedef (struct|enum) [a-z0-9_]+ \{/ { kind = $2 } /^} vn_[a-z0-9_]+;/ && kind == "struct" { print substr($2, 1, length($2) - 1) }' > structures.txt
[ "$(wc -l < structures.txt)" -gt 40 ] || { echo "few structures were found: the check is broken"; bad=1; }
while read -r name; do
    grep -q "SIZE($name)," "$VN_SOURCE/libtext/layout.c" || { echo "libtext/layout.c lacks $name"; bad=1; }
done < structures.txt
[ -n "$CXX" ] || echo "no C++ compiler: C++17 was not tried"
exit $bad
