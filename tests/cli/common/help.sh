vntest-echo --help
vntest-echo --count -h | head -1
vntest-echo --version | sed 's/^model [0-9a-f]\{16\}, ICU [0-9.]*, GSL [0-9.]*, zlib [0-9.]*$/model and libraries/'
vntest-echo -V | head -n 1
