#!/bin/sh
# run.sh [FOLDER]: the Debian packages do what packages must. They are made (tools/setup.sh --deb), looked at by lintian, and
# installed, used, upgraded and removed in a fresh Debian in FOLDER (a temporary one; 1 GB). That takes root, lintian,
# debootstrap, the network and two minutes; it is no part of ctest but of .ci/run. Exit code 77: cannot be run here.
#   VN_MIRROR   where Debian is to be had (where this machine has it from)
#   VN_DEBS     a folder of packages that were made before
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
LC_ALL=C.UTF-8
DEBIAN_FRONTEND=noninteractive
export LC_ALL DEBIAN_FRONTEND
PATH=$PATH:/usr/sbin:/sbin

skip() { echo "skipped: $*"; exit 77; }
fail() { echo "FAILED: $*"; exit 1; }
say() { printf '== %4d s: %s\n' $(($(date +%s) - begun)) "$*"; }

[ -r /etc/os-release ] && . /etc/os-release
[ "${ID-}" = debian ] || skip "packages are for the Debian that they are made on, and this is none"
[ "$(id -u)" -eq 0 ] || skip "only root can make a Debian in a folder"
for program in debootstrap lintian dpkg-deb chroot; do
    command -v $program > /dev/null || skip "no $program"
done

begun=$(date +%s)
place=$(mktemp -d "$(cd "${1:-${TMPDIR:-/tmp}}" && pwd)/vntext-packages.XXXXXX")
trap 'rm -rf --one-file-system "$place"' EXIT
trap 'exit 1' INT TERM HUP
root=$place/debian

### The packages, as files

# The same tree gives the same bytes.
make_packages()
{
    (cd "$source" && tools/setup.sh --deb) > "$place/make.log" 2>&1 || { tail -n 40 "$place/make.log"; fail "no packages"; }
    cp "$source"/build-deb/*.deb "$place/debs"
    (cd "$source/build-deb" && touch ./*.pc && cpack) > "$place/again.log" 2>&1 || { cat "$place/again.log"; fail "cpack"; }
    for deb in "$place"/debs/*.deb; do
        cmp "$deb" "$source/build-deb/$(basename "$deb")" || fail "two runs, two packages: $(basename "$deb")"
    done
}

# What lintian has to say of the words of the model as spelling of ours is no news.
look_at_packages()
{
    lintian --allow-root --display-info --tag-display-limit 0 --fail-on error,warning \
        --suppress-tags spelling-error-in-binary "$place"/debs/*.deb || fail "lintian"
    depends=$(dpkg-deb -f "$place"/debs/libvntext0_*.deb Depends)
    case $depends in *cairo* | *xlsx*) fail "the library depends on what only programs need: $depends" ;; esac
    case $depends in *libicu*libgsl* | *libgsl*libicu*) ;; *) fail "libvntext0 depends on: $depends" ;; esac
    for name in vntext libvntext-dev python3-vntext; do
        depends=$(dpkg-deb -f "$place"/debs/${name}_*.deb Depends)
        case $depends in *"libvntext0 (= $version)"*) ;; *) fail "$name depends on: $depends" ;; esac
    done
    dpkg-deb --ctrl-tarfile "$place"/debs/libvntext0_*.deb | tar -xO ./symbols | sed -n 's/^ \(.*\)@Base .*/\1/p' > "$place/symbols"
    sh "$source/tests/checks/declared" "$source" | cmp - "$place/symbols" || fail "symbols are not those of the headers"
}

### A fresh Debian

# Where the packages of this machine come from.
mirror()
{
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $VERSION_CODENAME" 'Component: main' | head -n 1
}

make_debian()
{
    debootstrap --variant=minbase "$VERSION_CODENAME" "$root" "${VN_MIRROR:-$(mirror)}" \
        > "$place/debootstrap.log" 2>&1 || { tail "$place/debootstrap.log"; fail "debootstrap"; }
    echo force-unsafe-io > "$root/etc/dpkg/dpkg.cfg.d/fast"
    inside apt-get update -q
    mkdir "$root/debs" "$root/newer" "$root/user"
    cp "$place"/debs/*.deb "$root/debs"
    cp -R "$source/corpus/news" "$root/user/news"
}

# inside COMMAND...: runs it in the fresh Debian; what it says is shown when it fails.
inside()
{
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@" \
        < /dev/null > "$place/inside.log" 2>&1 || { tail -n 40 "$place/inside.log"; fail "$*"; }
}

# add PACKAGE...: apt brings them with what they depend on, and nothing that they only recommend. Patterns are expanded there.
add() { inside sh -euxc "apt-get install -q -y --no-install-recommends $*"; }

# Every path of the system with its kind and mode, but for what apt and dpkg write down about their work.
paths()
{
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./user -o -path ./tmp -o -path ./newer \
        -o -path ./var/cache -o -path ./var/log -o -path ./var/lib/apt -o -path ./var/lib/dpkg \) -prune -o -printf '%y %m %p\n') |
        LC_ALL=C sort
}

# unchanged SINCE: nothing of ours is left, and nothing of others is gone.
unchanged()
{
    paths > "$place/now"
    diff "$place/$1" "$place/now" || fail "the files above are left behind or gone"
    [ -z "$(chroot "$root" dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' '*vntext*' 2> /dev/null)" ] || fail "dpkg knows of us still"
}

### What is done in it

# Programs without anything else: the chain over an article, and each program's page and completions.
use_programs()
{
    add '/debs/libvntext0_*.deb /debs/vntext_*.deb'
    inside sh -euxc '
        cd /user
        article=news/the-gioi/f-16-romania.txt
        [ "$(echo "học sinh học sinh học" | vnseg -o lines)" = "học_sinh học sinh_học" ]
        LANGUAGE=vi vnseg --help | grep -q "tách văn bản tiếng Việt thành từ"
        vnkey -n 3 $article > alone
        vnseg $article | vnkey -n 3 > keywords
        [ "$(vnview alone)" = "$(vnview keywords)" ]
        vnview keywords | grep -q "F-16"
        vnseg news | vntfidf | vnclust -k 8 --summary > clusters
        [ "$(wc -l < clusters)" -eq 8 ]
        vnseg news | vntfidf | vnsim --min 0.3 > pairs
        [ "$(wc -l < pairs)" -gt 4 ]
        forms="html svg png csv md tex"
        [ ! -e /proc/self/fd ] || forms="$forms xlsx" # which is written through /dev/fd
        for form in $forms; do
            vnreport -o report.$form news
            test -s report.$form
        done
        for program in $(dpkg -L vntext | sed -n "s,^/usr/bin/,,p"); do
            $program --help > help
            test -s help
            $program --version > version
            test -s /usr/share/man/man1/$program.1.gz
            test -s /usr/share/bash-completion/completions/$program
            test -s /usr/share/zsh/vendor-completions/_$program
            test -s /usr/share/fish/vendor_completions.d/$program.fish
        done
        test -s /usr/share/man/man5/vntext-formats.5.gz
        ldconfig -p | grep -q libvntext.so.0'
    [ "$(ls "$source"/tools/*.c | wc -l)" -eq "$(ls "$root"/usr/bin/vn* | wc -l)" ] || fail "not every program was installed"
}

# The module, with nothing but Python.
use_module()
{
    add '/debs/libvntext0_*.deb /debs/vntext_*.deb /debs/python3-vntext_*.deb'
    inside sh -euxc '
        cd /user
        python3 -c "import vntext
for article in vntext.read(\"news/the-gioi/f-16-romania.txt\"):
    print(\", \".join(k.term for k in vntext.keywords(article.title, article.text, limit=3)))" > module
        vnkey -n 3 news/the-gioi/f-16-romania.txt | vnview | cmp - module
        test -n "$(find /usr/lib/python3/dist-packages/vntext -name "*.pyc")"'
}

# Users of the library: the program of the manual, and one in C++, by pkg-config and by CMake.
use_library()
{
    add g++ cmake make pkg-config
    paths > "$place/with-compilers"
    add '/debs/libvntext0_*.deb /debs/libvntext-dev_*.deb'
    cp "$source/tests/packages/CMakeLists.txt" "$source/tests/packages/user.cpp" "$root/user"
    inside sh -euxc '
        cd /user
        test -s /usr/share/man/man3/vntext.3.gz
        example=/usr/share/doc/libvntext-dev/examples/example.c
        [ -z "$(pkg-config --cflags vntext)" ]
        gcc -std=c11 -Wall -Wextra -Werror $example $(pkg-config --cflags --libs vntext) -o by_pkg_config
        g++ -std=c++17 -Wall -Wextra -Werror user.cpp $(pkg-config --cflags --libs vntext) -o cxx_by_pkg_config
        cmake -DEXAMPLE=$example -S . -B by_cmake
        cmake --build by_cmake
        ./by_pkg_config news/the-gioi/f-16-romania.txt > expected
        grep -q "^Học_sinh học sinh_học .$" expected
        grep -q "F-16" expected
        by_cmake/example news/the-gioi/f-16-romania.txt | cmp - expected
        ./cxx_by_pkg_config | grep "học_sinh"
        by_cmake/user | grep "học_sinh"'
}

# An older revision makes way for a newer one, and any for itself.
upgrade()
{
    for deb in "$place"/debs/*.deb; do
        dpkg-deb -R "$deb" "$place/unpacked"
        sed -i "s/$version/$version+newer/" "$place/unpacked/DEBIAN/control"
        dpkg-deb --root-owner-group -Znone -b "$place/unpacked" "$root/newer" > /dev/null
        rm -rf "$place/unpacked"
    done
    add '/debs/*.deb'
    paths > "$place/ours"
    inside sh -euxc 'apt-get install -q -y --reinstall /debs/*.deb'
    paths | diff "$place/ours" - || fail "installed twice is not installed once"
    add '/newer/*.deb'
    inside sh -euxc 'echo "học sinh" | vnseg -o lines'
    paths | diff "$place/ours" - || fail "the newer revision has other files"
    [ "$(chroot "$root" dpkg-query -W -f '${Version}' vntext)" = "$version+newer" ] || fail "not upgraded"
}

remove()
{
    inside sh -euxc 'apt-get purge -q -y $(dpkg-query -W -f "\${Package}\n" "*vntext*")
        apt-get autoremove -q -y --purge'
}

version=$(sed -n '1s/.*(\(.*\)).*/\1/p' "$source/tools/cmake/debian/changelog")
mkdir "$place/debs"
if [ "${VN_DEBS-}" ]; then cp "$VN_DEBS"/*.deb "$place/debs"; else make_packages; fi
say "packages are made"
look_at_packages
say "lintian has no complaint"
make_debian
paths > "$place/fresh"
say "a fresh Debian $VERSION_CODENAME"
use_programs
remove
unchanged fresh
say "programs: installed, used, removed"
use_module
remove
unchanged fresh
say "module for Python: installed, used, removed"
use_library
say "library: C and C++, pkg-config and CMake"
upgrade
say "upgraded"
remove
unchanged with-compilers
say "removed: nothing is left"
