# What vnsim prints as a map: a matrix as CSV or TSV, or pairs.
utf8() { TERM=xterm LC_ALL=C.UTF-8 "$@"; }
export COLUMNS=60
cd "$SRC"
vnsim --matrix corpus/news/the-thao | utf8 vnview -o heatmap
vnsim --matrix -o csv corpus/news/the-thao | vnview -o heatmap
vnsim --top 2 corpus/news/the-thao | utf8 vnview -o heatmap
# The same, whatever the form.
vnsim --matrix corpus/news/the-thao | utf8 vnview -o heatmap >"$OLDPWD/tsv"
vnsim --matrix -o csv corpus/news/the-thao | utf8 vnview -o heatmap | cmp - "$OLDPWD/tsv" && echo same
vnsim --min 0 corpus/news/the-thao | utf8 vnview -o heatmap | tail -n 1
# Neighbours that share a cell: the mean of pairs, documents with themselves left out.
cd "$OLDPWD"
cat >m.csv <<'CSV'
id,a,"b, ""c""",'=d,e
a,1,0.8,0.2,0
"b, ""c""",0.8,1,0.4,0.2
'=d,0.2,0.4,1,0.4
e,0,0.2,0.4,1
CSV
utf8 vnview -o heatmap m.csv
utf8 vnview -o heatmap -n 2 m.csv
utf8 vnview -o heatmap -n 3 m.csv
COLUMNS=18 utf8 vnview -o heatmap m.csv
utf8 vnview -o heatmap -n 1 m.csv
export COLORTERM
COLORTERM=truecolor utf8 vnview -o heatmap --color always m.csv | sed 's/\x1b/ESC/g'
TERM=xterm-256color vnview -o heatmap --color always m.csv | sed 's/\x1b/ESC/g'
NO_COLOR=1 TERM=xterm-256color vnview -o heatmap --color always -n 1 m.csv | sed 's/\x1b/ESC/g'
TERM=xterm vnview -o heatmap --color always m.csv | sed 's/\x1b/ESC/g'
TERM=xterm-256color vnview -o heatmap --color never -n 1 m.csv
# Text of others gives no commands to the terminal.
printf 'x\033[31m\ty\302\2331m\t0.5\nx\033[31m\tbé\t0.25\n' | vnview -o heatmap
printf 'id\ta\tb\na\t1\t0.5\nb\t0.5\tx\n' | vnview -o heatmap; echo "code $?"
printf 'id\ta\tb\na\t1\t0.5\nb\t0.5\n' | vnview -o heatmap; echo "code $?"
printf 'id\ta\tb\na\t1\t0.5\nb\t0.5\t1\t2\n' | vnview -o heatmap; echo "code $?"
printf 'a\tb\t0.5\na\tb\n' | vnview -o heatmap; echo "code $?"
printf 'a\ta\t1\n' | vnview -o heatmap; echo "code $?"
printf 'id\ta\na\t1\n' | vnview -o heatmap; echo "code $?"
vnview -o heatmap -i text </dev/null; echo "code $?"
vnview -o heatmap -f id m.csv; echo "code $?"
