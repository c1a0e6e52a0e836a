# The files of NumPy and MatrixMarket, byte for byte; tests/checks/scipy.sh loads them.
vntest-array npy >a.npy
head -c 128 a.npy | tr '\223\001\000' '#1.'
tail -c +129 a.npy | od -A n -t f8 -w24
vntest-array bytes | tail -c +11
echo
vntest-array mtx
vntest-array symmetric
vntest-array zip | od -A d -t x1 | sed -n '1,7p;$p'
vntest-array zip | tail -c 242 | od -A n -t x1
