#!/bin/sh
# Tables of the matrix are read back: the CSV and TSV of vnreport have the very numbers of vnsim, in the order of the tree;
# the Markdown table and that of LaTeX have them rounded; the latter is typeset by what is installed of XeLaTeX and pdfLaTeX.
set -eu
command -v python3 > /dev/null || { echo "skipped: no Python"; exit 77; }
PATH=$VN_BUILD:$VN_BUILD/tests:$PATH
export LC_ALL=C.UTF-8
cd "$VN_SOURCE"
vnsim --matrix -o csv corpus/news > "$OLDPWD/vnsim.csv"
cd "$OLDPWD"
(cd "$VN_SOURCE" && vnreport -o "$OLDPWD/a.csv" -o "$OLDPWD/a.tsv" -o "$OLDPWD/a.md" -o "$OLDPWD/a.tex" corpus/news)
vntest-report hostile.csv
vntest-report hostile.tex
python3 - << 'END'
import csv, re
def table(name, **form):
    rows = list(csv.reader(open(name, encoding="utf8", newline=""), **form))
    assert rows[0][0] == "id" and rows[0][1:] == [row[0] for row in rows[1:]], name
    assert all(len(row) == len(rows) for row in rows)
    return rows[0][1:], {(row[0], b): score for row in rows[1:] for b, score in zip(rows[0][1:], row[1:])}

ids, scores = table("a.csv")
assert len(ids) == 64 and (ids, scores) == table("a.tsv", delimiter="\t", quoting=csv.QUOTE_NONE)
assert scores == table("vnsim.csv")[1] and sorted(ids) != ids
assert not any(row[0][:1] in tuple("=+-@\t\r") for row in csv.reader(open("hostile.csv", encoding="utf8")))

lines = [line.split("|")[1:-1] for line in open("a.md", encoding="utf8") if line.startswith("|")]
assert [set(cell.strip()) <= set(":-") for cell in lines[1]] == [True] * 67 and len(lines) == 66
shown = [[cell.strip() for cell in line[3:]] for line in lines[2:]]
wanted = [[f"{float(scores[a, b]):.2f}".replace(".", ",") for b in ids] for a in ids]
assert sum(x != y for a, b in zip(shown, wanted) for x, y in zip(a, b)) <= 4 # halves may be rounded either way
tex = [re.findall(r"\\vnscore\{\d+\}\{([\d,]+)\}", line) for line in open("a.tex", encoding="utf8") if r"\vnscore{" in line]
assert [line for line in tex if line] == shown
END

# typeset ENGINE FILE PREAMBLE: without an error, and every letter found.
typeset()
{
    command -v "$1" > /dev/null || { echo "not typeset by $1, which is not installed"; return 0; }
    printf '%s\n' '\documentclass[landscape]{article}' "$3" '\usepackage{booktabs}' '\usepackage[table]{xcolor}' \
        '\usepackage{graphicx}' '\begin{document}' "\\input{$2}" '\end{document}' > "$1.tex"
    "$1" -interaction=nonstopmode -halt-on-error "$1.tex" > "$1.out" 2>&1 || {
        grep -q "^! LaTeX Error: File" "$1.out" && { echo "not typeset by $1, which lacks a package"; return 0; }
        tail -n 20 "$1.out"
        return 1
    }
    test -s "$1.pdf"
}
typeset xelatex hostile.tex ''
typeset xelatex a.tex ''
typeset pdflatex a.tex '\usepackage[utf8]{vietnam}'
