# Words are right when a gold word has the same ends; spaces and the way of joining do not matter, __ is a character.
cat >gold <<'T'
Học_sinh học sinh_học .
a__b là tên

trường_học
T
cat >system <<'T'
Học_sinh học_sinh học .
a__b   là	tên 

trường học
T
vneval seg gold system
echo "against itself:"; vneval seg gold gold | head -n 3
echo "from a pipe:"; vneval seg gold - <system | sed -n 3p
gzip -k gold && vneval seg gold.gz system | sed -n 3p
vneval seg -O out gold system && sed -n 3p out
: >empty && echo "nothing:" && vneval seg empty empty
