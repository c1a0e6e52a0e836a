# Weights whose squares no double holds, and more blank lines than pairs could be counted of.
echo "huge and tiny weights:"
printf '{"id":"a","tfidf":{"x":1e308,"y":1e308,"z":1e308}}\n{"id":"b","tfidf":{"x":1e-310,"y":2e-310}}\n' | vnsim --min 0
echo "blank lines:"
yes '' | head -n 1000000 | vnsim -i lines
