mkdir -p d/b d/.git
echo 1 >d/b/x
echo 2 >d/a
echo 3 >d/.hidden
echo 4 >d/.git/x
echo 5 >d/Z
vntest-echo d
vntest-echo d/b d/a
