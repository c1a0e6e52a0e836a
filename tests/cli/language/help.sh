# The help of two tools in Vietnamese: another text, the same commands, options and values.
export LC_ALL=vi_VN.UTF-8
vnsim --help
vneval --help
