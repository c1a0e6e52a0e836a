# An empty file is an empty text; an empty stream holds nothing.
: >empty
vntest-echo empty; echo "code $?"
vntest-echo <empty; echo "code $?"
vntest-echo -i lines empty; echo "code $?"
mkdir none
vntest-echo none; echo "code $?"
vntest-echo -c none
