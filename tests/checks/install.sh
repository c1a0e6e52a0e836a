#!/bin/sh
# What `cmake --install` leaves can be used: a program is built against it through pkg-config and through
# find_package(vntext), and an installed tool runs, from a directory that was not named when the build was configured.
set -eu
case $VN_SANITIZE in ?*) echo "a program would have to be built with the sanitizers too"; exit 77 ;; esac
rm -rf root user
"$CMAKE" --install "$VN_BUILD" --prefix "$PWD/root" > install.log || { cat install.log; exit 1; }
pc=$(find root -name vntext.pc)
libdir=$PWD/${pc%/pkgconfig/vntext.pc}
[ "$(readlink "$libdir/libvntext.so")" = libvntext.so.0 ] || { echo "libvntext.so is no link to libvntext.so.0"; exit 1; }

mkdir user
cat > user/main.c <<'C'
#include <stdio.h>
#include <vntext.h>
int main(void)
{
    vn_buf key = {0};
    const vn_slice word = {"Ho\xc3\xa0 B\xc3\xacnh", 10};
    const vn_status st = vn_fold(word, &key, NULL);
    printf("%s %s\n", vn_version(), st ? vn_status_name(st) : key.ptr);
    vn_buf_free(&key);
    return st != VN_OK;
}
C
cat > user/CMakeLists.txt <<'C'
cmake_minimum_required(VERSION 3.25)
project(user C)
find_package(vntext 0.1 REQUIRED)
add_executable(by_cmake main.c)
target_link_libraries(by_cmake vntext::vntext)
C
expected="$(sed -n 's/^#define VN_VERSION "\(.*\)"/\1/p' "$VN_SOURCE/include/vn/base.h") hòa_bình"
check() { [ "$2" = "$expected" ] || { echo "$1 printed '$2', not '$expected'"; exit 1; }; }

# shellcheck disable=SC2046
PKG_CONFIG_PATH=$libdir/pkgconfig
export PKG_CONFIG_PATH
"$CC" user/main.c $(pkg-config --cflags --libs vntext) -Wl,-rpath,"$libdir" -o user/by_pkg_config
check pkg-config "$(user/by_pkg_config)"
[ "$(pkg-config --modversion vntext)" = "${expected% *}" ] || { echo "vntext.pc has another version than base.h"; exit 1; }

"$CMAKE" -S user -B user/build -DCMAKE_C_COMPILER="$CC" -Dvntext_ROOT="$PWD/root" > cmake.log 2>&1 || { cat cmake.log; exit 1; }
"$CMAKE" --build user/build > build.log 2>&1 || { cat build.log; exit 1; }
check find_package "$(user/build/by_cmake)"

# Programs and pages: each tool of the tree is installed with its page, and runs.
for source in "$VN_SOURCE"/tools/*.c; do
    [ -e "$source" ] || continue
    tool=$(basename "$source" .c)
    root/bin/"$tool" --help > help.txt || { echo "$tool --help failed"; exit 1; }
    [ -s help.txt ] || { echo "$tool --help printed nothing"; exit 1; }
    for script in bash-completion/completions/"$tool" zsh/site-functions/_"$tool" fish/vendor_completions.d/"$tool".fish; do
        [ -s root/share/"$script" ] || { echo "no completions are installed: $script"; exit 1; }
    done
done
for page in "$VN_SOURCE"/docs/man/*.[135]; do
    [ -e "$page" ] || continue
    [ -n "$(find root -path "*/man${page##*.}/$(basename "$page")")" ] || { echo "$(basename "$page") is not installed"; exit 1; }
done
if [ -x root/bin/vnseg ]; then
    echo 'Học sinh học sinh học.' | root/bin/vnseg -i lines -o lines > words.txt
    grep -q 'Học_sinh' words.txt || { echo "installed vnseg printed: $(cat words.txt)"; exit 1; }
fi
