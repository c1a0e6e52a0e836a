#!/bin/sh
# What `cmake --install` leaves can be used: programs in C and C++ are built against it through pkg-config and through
# find_package(vntext), with the shared and the static library, and an installed tool runs, in a directory that was named
# neither when the build was configured nor when it was installed.
set -eu
case $VN_SANITIZE in ?*) echo "a program would have to be built with the sanitizers too"; exit 77 ;; esac
rm -rf first root user
"$CMAKE" --install "$VN_BUILD" --prefix "$PWD/first" > install.log || { cat install.log; exit 1; }
mv first root
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
cat > user/main.cpp <<'C'
#include <iostream>
#include <memory>
#include <string>
#include <vntext.h>
int main()
{
    vn_segmenter *segmenter = nullptr;
    vn_model *model = nullptr;
    vn_error err{};
    if (vn_model_open(&model, nullptr, &err) || vn_segmenter_new(&segmenter, model, nullptr, &err)) {
        std::cerr << err.msg << '\n';
        return 1;
    }
    const std::unique_ptr<vn_model, void (*)(vn_model *)> of_model(model, vn_model_free);
    const std::unique_ptr<vn_segmenter, void (*)(vn_segmenter *)> of_segmenter(segmenter, vn_segmenter_free);
    const std::string text = "H\u1ecdc sinh h\u1ecdc sinh h\u1ecdc.";
    vn_words words{};
    vn_buf line{};
    if (vn_segment(segmenter, {text.data(), text.size()}, &words, &err) ||
        vn_words_write({text.data(), text.size()}, words.item, words.n, ' ', &line, &err))
        return 1;
    std::cout << vn_version() << ' ' << line.ptr << '\n';
    vn_buf_free(&line);
    return 0;
}
C
cat > user/CMakeLists.txt <<'C'
cmake_minimum_required(VERSION 3.25)
project(user C)
find_package(vntext 0.1 REQUIRED COMPONENTS ${parts})
add_executable(by_cmake main.c)
target_link_libraries(by_cmake vntext::vntext)
if(TARGET vntext::static)
  add_executable(by_static main.c)
  target_link_libraries(by_static vntext::static)
endif()
if(CMAKE_CXX_COMPILER)
  enable_language(CXX)
  add_executable(by_cxx main.cpp)
  target_link_libraries(by_cxx vntext::vntext)
endif()
C
version=$(sed -n 's/^#define VN_VERSION "\(.*\)"/\1/p' "$VN_SOURCE/include/vn/base.h")
key="$version hòa_bình"
segmented="$version Học_sinh học sinh_học ."
# check HOW GOT EXPECTED
check() { [ "$2" = "$3" ] || { echo "$1 printed '$2', not '$3'"; exit 1; }; }
CXX=${CXX:-$(command -v c++ || command -v g++ || command -v clang++ || true)}
[ "$CXX" ] || echo "no C++ compiler: C++ was not tried"

# shellcheck disable=SC2046
PKG_CONFIG_PATH=$libdir/pkgconfig
export PKG_CONFIG_PATH
[ "$(pkg-config --modversion vntext)" = "$version" ] || { echo "vntext.pc has another version than base.h"; exit 1; }
"$CC" user/main.c $(pkg-config --cflags --libs vntext) -Wl,-rpath,"$libdir" -o user/by_pkg_config
check pkg-config "$(user/by_pkg_config)" "$key"
if [ "$CXX" ]; then
    "$CXX" -std=c++17 user/main.cpp $(pkg-config --cflags --libs vntext) -Wl,-rpath,"$libdir" -o user/by_cxx
    check "pkg-config, C++" "$(user/by_cxx)" "$segmented"
fi

# Statically: our library alone (as long as no libvntext.so is to be had), or everything, where that is installed.
mkdir user/static
cp "$libdir/libvntext.a" user/static
"$CC" user/main.c -I"$(pkg-config --variable=includedir vntext)" -Luser/static $(pkg-config --static --libs-only-l vntext) -o user/by_archive
check "the static library" "$(user/by_archive)" "$key"
! ldd user/by_archive | grep -q libvntext || { echo "the static program wants libvntext.so"; exit 1; }
if "$CC" -static user/main.c $(pkg-config --static --cflags --libs vntext) -o user/by_static 2> static.log; then
    check "a static program" "$(user/by_static)" "$key"
else
    echo "not everything that libvntext needs is there as static library: no static program was made"
fi

"$CMAKE" -S user -B user/build -DCMAKE_C_COMPILER="$CC" ${CXX:+-DCMAKE_CXX_COMPILER="$CXX"} -Dparts=static \
    -Dvntext_ROOT="$PWD/root" > cmake.log 2>&1 || { cat cmake.log; exit 1; }
"$CMAKE" --build user/build > build.log 2>&1 || { cat build.log; exit 1; }
check find_package "$(user/build/by_cmake)" "$key"
check "find_package, static" "$(user/build/by_static)" "$key"
! ldd user/build/by_static | grep -q libvntext || { echo "vntext::static wants libvntext.so"; exit 1; }
[ ! "$CXX" ] || check "find_package, C++" "$(user/build/by_cxx)" "$segmented"
if "$CMAKE" -S user -B user/newer -DCMAKE_C_COMPILER="$CC" -Dparts=nonsense -Dvntext_ROOT="$PWD/root" > newer.log 2>&1; then
    echo "find_package finds a component that there is not"
    exit 1
fi

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
for page in "$VN_SOURCE"/docs/man/*.[1357]; do
    [ -e "$page" ] || continue
    [ -n "$(find root -path "*/man${page##*.}/$(basename "$page")")" ] || { echo "$(basename "$page") is not installed"; exit 1; }
done
if [ -x root/bin/vnseg ]; then
    echo 'Học sinh học sinh học.' | root/bin/vnseg -i lines -o lines > words.txt
    grep -q 'Học_sinh' words.txt || { echo "installed vnseg printed: $(cat words.txt)"; exit 1; }
fi
