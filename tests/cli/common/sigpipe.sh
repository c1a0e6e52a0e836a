# A reader that has seen enough ends the program quietly.
yes một | head -1000000 | { vntest-echo -i lines; echo "code $?" >&2; } | head -2
