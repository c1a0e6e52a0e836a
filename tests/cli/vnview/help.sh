vnview --help
vnview --version | sed 's/^model [0-9a-f]\{16\}, ICU [0-9.]*, GSL [0-9.]*, zlib [0-9.]*$/model and libraries/'
