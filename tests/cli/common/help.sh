vntest-echo --help
vntest-echo --count -h | head -1
vntest-echo --version
vntest-echo -V
