#!/bin/sh
# docs/ARCHITECTURE.md says which module stands in which layer and which files may use a foreign library. Here both
# tables are read and the includes of the tree are held against them.
#   - a file of the library includes its own layer and those below; every module is in the table, and only modules are
#   - a tool includes <vn/...> and tools/common, nothing of libtext; what vnreport is made of its own folder too
#   - a foreign header is included by the files that the second table names (of a tool by those that say tools/), never by a
#     public header
set -eu
cd "$VN_SOURCE"
work=$OLDPWD

# "L1 utf8 reader" and "F zlib.h source" lines from the rows of the tables.
awk -F'|' '
    /^\| *L[0-9] *\|/ { gsub(/ /, "", $2); print $2, $3 }
    /^\| *`[^`]*\.h` *\|/ { gsub(/`/, ""); print "F", $2, $3 }' docs/ARCHITECTURE.md > "$work/rules"

for file in include/vn/*.h libtext/*.[chS] tools/*.[ch] tools/common/*.[ch] tools/report/*.[ch]; do
    [ -e "$file" ] || continue
    echo "@ $file"
    sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*\([<"][^>"]*\)[>"].*/\1/p' "$file"
done > "$work/includes"

awk '
    function wrong(text) { print text; bad = 1 }
    function module(path) { sub(/.*\//, "", path); sub(/\.[chS]$/, "", path); return path }
    function matches(name, list,    n, i, item, stem) {    # names of a row; one that ends in * is a prefix
        n = split(list, item, " ")
        for (i = 1; i <= n; i++) {
            stem = item[i]
            if (stem == name || (sub(/\*$/, "", stem) && index(name, stem) == 1)) { used[item[i]] = 1; return 1 }
        }
        return 0
    }
    function layer(name,    l) {
        for (l = 0; l < 10; l++)
            if (l in row && matches(name, row[l])) return l
        return -1
    }
    function foreign(name, rule,    stem) {
        stem = rule
        return name == rule || (sub(/\*\.h$/, "", stem) && index(name, stem) == 1)
    }
    function external(name,    rule) {
        for (rule in owner)
            if (foreign(name, rule)) {
                if (file ~ /^include/) wrong(file ": " name " in a public header")
                else if (!matches((file ~ /^tools/ ? "tools/" : "") module(file), owner[rule])) wrong(file ": " name " belongs to: " owner[rule])
                return
            }
        if (name ~ /\// && name !~ /^(sys|arpa|netinet)\//) wrong(file ": " name " is in no table")
    }
    function internal(name) {
        if (file ~ /^tools/) {
            if (name !~ /^vn\// && name != "vntext.h" && system("test -e tools/common/" name) &&
                (file ~ /^tools\/common/ || system("test -e tools/report/" name))) wrong(file ": " name " is not of the public interface")
        } else if (file ~ /^include/ && name !~ /^vn\//)
            wrong(file ": " name " is not public")
        else if (layer(module(name)) > mine)
            wrong(file " (L" mine ") includes " name " (L" layer(module(name)) ")")
        else if (layer(module(name)) < 0)
            wrong(file ": " name " is in no layer")
    }
    FNR == NR && /^L/ { l = substr($1, 2); $1 = ""; row[l] = row[l] $0; next }
    FNR == NR && /^F/ { rule = $2; $1 = $2 = ""; owner[rule] = $0; next }
    FNR == NR { next }
    /^@/ {
        file = $2
        mine = file ~ /^tools/ ? 9 : layer(module(file))
        if (mine < 0) wrong(file ": module " module(file) " is in no layer of docs/ARCHITECTURE.md")
        next
    }
    /^</ { name = substr($0, 2); if (name ~ /^vn\//) internal(name); else external(name); next }
    { internal(substr($0, 2)) }
    END {
        if (!(0 in row)) wrong("docs/ARCHITECTURE.md has no table of layers")
        for (l in row) {
            n = split(row[l], item, " ")
            for (i = 1; i <= n; i++)
                if (!(item[i] in used)) wrong("docs/ARCHITECTURE.md: L" l " names " item[i] ", which does not exist")
        }
        exit bad
    }' "$work/rules" "$work/includes"
