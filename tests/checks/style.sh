#!/bin/sh
# What docs/ARCHITECTURE.md says of the code's form, as far as a machine can see it.
set -u
cd "$VN_SOURCE" || exit 1
bad=0
files=$(find include libtext tests tools -name '*.[ch]' 2> /dev/null | LC_ALL=C sort)

# What stands at the top is agreed with those who build on it. (Without git there is a copy of the tree, with whatever builds.)
for name in $(git ls-files 2> /dev/null | sed 's,/.*,,' | LC_ALL=C sort -u); do
    case $name in
    .* | tools | libtext | include | tests | corpus | docs | CMakeLists.txt | README.md | LICENSE) ;;
    *) echo "$name: no place at the top of the tree; see docs/ARCHITECTURE.md, Folders" && bad=1 ;;
    esac
done

# Calls that cannot be used safely, or never are needed. Comments and strings may name them.
banned='strcpy strcat sprintf vsprintf atoi atol atof strtok gets alloca setlocale'
for file in $files; do
    case $file in tests/*) skip=setlocale ;; *) skip=none ;; esac
    awk -v banned="$banned" -v skip="$skip" -v file="$file" '
        BEGIN { n = split(banned, word, " ") }
        {
            line = $0
            gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
            gsub(/\/\*.*\*\//, "", line)
            if (comment) { if (!sub(/.*\*\//, "", line)) next; comment = 0 }
            if (sub(/\/\*.*/, "", line)) comment = 1
            sub(/\/\/.*/, "", line)
            for (i = 1; i <= n; i++)
                if (word[i] != skip && line ~ ("(^|[^A-Za-z0-9_])" word[i] "[ ]*\\(")) {
                    printf "%s:%d: %s is not used here\n", file, NR, word[i]
                    bad = 1
                }
        }
        END { exit bad }' "$file" || bad=1
done

# A function is what stands between a brace in column 0 and the next one that closes there.
for file in $files; do
    awk -v file="$file" '
        /^[A-Za-z].*\(/ { name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name) }
        /^{/ { start = NR; next }
        /^}/ && start {
            if (NR - start - 1 > 40) {
                printf "%s:%d: %s has %d lines, 40 are the limit\n", file, start, name, NR - start - 1
                bad = 1
            }
            start = 0
        }
        END { exit bad }' "$file" || bad=1
done

# Columns are characters, not bytes. 100 is the aim; the limits are where the tree stands, to be lowered as lines are
# mended. Tables of test data may be wider.
for file in $files; do
    case $file in tests/*) limit=140 ;; *) limit=126 ;; esac
    LC_ALL=C awk -v file="$file" -v limit=$limit '
        {
            bytes = $0
            gsub(/[\200-\277]/, "", bytes)
            if (length(bytes) > limit) { printf "%s:%d: %d columns\n", file, NR, length(bytes); bad = 1 }
            if ($0 ~ /[ \t]$/) { printf "%s:%d: white space at the end\n", file, NR; bad = 1 }
            if ($0 ~ /\t/) { printf "%s:%d: a tab\n", file, NR; bad = 1 }
        }
        END { exit bad }' "$file" || bad=1
done
exit $bad
