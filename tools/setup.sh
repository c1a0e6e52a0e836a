#!/bin/sh
# Installs what vntext needs (Debian packages), builds it into build/.
#   tools/setup.sh          packages and build
#   tools/setup.sh --demo   the same, then keywords, clusters, similarities and a report of corpus/news
#   tools/setup.sh --test   the same, then the tests
#   tools/setup.sh --deb    Debian packages instead, in build-deb/
set -eu
cd "$(dirname "$0")/.."
build=build
needs="gcc libc6-dev cmake make pkg-config libicu-dev libgsl-dev zlib1g-dev libcairo2-dev libxlsxwriter-dev gettext"
tests="g++ libcunit1-dev"
packing="dpkg-dev"

say() { printf '\n== %s\n' "$*"; }

usage() { sed -n '2,6s/^# \{0,1\}//p' tools/setup.sh; }

# Installs those of the packages that are missing.
packages()
{
    missing=
    if ! command -v dpkg-query > /dev/null || ! command -v apt-get > /dev/null; then
        echo "There is no apt here; these Debian packages, or what your system calls them, must be installed already:"
        echo "  $*"
        return
    fi
    for package; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2> /dev/null)" = installed ] || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "installing$missing"
    sudo=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo > /dev/null || { echo "$0: neither root nor sudo: install$missing first" >&2; exit 1; }
        sudo=sudo
    fi
    $sudo apt-get update -q
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
}

# build [-D...]: configures and builds, Release; what the compiler says is shown when it fails.
build()
{
    say "building into $build/ (a minute or so)"
    mkdir -p $build
    { cmake -S . -B $build -DCMAKE_BUILD_TYPE=Release "$@" &&
        cmake --build $build --parallel "$(nproc 2> /dev/null || echo 2)"; } > $build/setup.log 2>&1 ||
        { cat $build/setup.log; exit 1; }
    tail -n 1 $build/setup.log
}

# The chain on 64 sample articles: each step a tool, each result a file in build/demo.
demo()
{
    out=$build/demo
    mkdir -p $out
    say "keywords: vnkey -n 8 ARTICLE | vnview"
    for article in corpus/news/kinh-doanh/gia-vang-sjc.txt corpus/news/the-gioi/f-16-romania.txt; do
        head -n 1 $article
        $build/vnkey -n 8 $article | $build/vnview
    done
    say "words and weights of corpus/news: vnseg corpus/news | vntfidf > $out/news.jsonl"
    $build/vnseg corpus/news > $out/words.jsonl
    $build/vntfidf $out/words.jsonl > $out/news.jsonl
    wc -l $out/news.jsonl
    say "clusters, their size, label words and most central article: vnclust -k 8 --summary"
    $build/vnclust -k 8 --summary $out/news.jsonl > $out/clusters.tsv
    cut -f 1-3,5 $out/clusters.tsv
    say "similarity matrix: vnsim --matrix -o csv > $out/matrix.csv (its first corner)"
    $build/vnsim --matrix -o csv $out/news.jsonl > $out/matrix.csv
    awk -F, 'NR > 1 && NR < 8 {
        sub(/.*\//, "", $1)
        printf "%-40s", $1
        for (i = 2; i < 8; i++) printf "%7.3f", $i
        print ""
    }' $out/matrix.csv
    say "the most similar pairs: vnsim --min 0.3"
    $build/vnsim --min 0.3 $out/news.jsonl > $out/pairs.tsv
    sort -t "$(printf '\t')" -k3,3gr $out/pairs.tsv | head -n 8
    say "a report to open in a browser, and a workbook: vnreport -o $out/report.html -o $out/report.xlsx"
    $build/vnreport -o $out/report.html -o $out/report.xlsx corpus/news
    wc -c $out/report.html $out/report.xlsx
    say "all of it is in $out/; the tools are in $build/: $build/vnkey --help"
}

case ${1-} in
'')
    packages $needs
    build -DBUILD_TESTING=OFF
    ;;
--demo)
    packages $needs
    build -DBUILD_TESTING=OFF
    demo
    ;;
--test)
    packages $needs $tests
    build -DBUILD_TESTING=ON
    say "tests"
    ctest --test-dir $build --output-on-failure --parallel "$(nproc 2> /dev/null || echo 2)"
    ;;
--deb)
    # shellcheck disable=SC2086
    packages $needs $packing
    build=build-deb
    build -DBUILD_TESTING=OFF -DCMAKE_INSTALL_PREFIX=/usr -DVN_HARDEN=ON
    rm -f $build/*.deb
    (cd $build && cpack) > $build/cpack.log 2>&1 || { cat $build/cpack.log; exit 1; }
    say "packages"
    ls $build/*.deb
    ;;
-h | --help) usage ;;
*)
    usage >&2
    exit 2
    ;;
esac
