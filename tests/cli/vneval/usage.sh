# The command line, the help and an output that fails.
printf 'a\n' >a
try() { vneval "$@"; echo "code $?"; }
try
try seg
try seg a a a
try rouge a a
try --nothing seg a a
try -f
vneval seg a a >/dev/full; echo "code $?"
vneval seg a a >&-; echo "code $?"
vneval --help
