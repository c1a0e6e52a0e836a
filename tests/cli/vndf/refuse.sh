# What is no table, or not of the same kind, is refused with its line; nothing is written.
try() {
    vndf --merge "$@"
    echo "[exit $?]"
}
head='\t9\tvndf1\t0000000000000000\n'
printf "${head}a\t1\nb\t9\n" >good.df
printf "${head}b\t1\na\t1\n" >order.df
printf "${head}a\t10\n" >more.df
printf "${head}a\t1" >cut.df
printf 'term\tdf\na\t1\n' >header.df
printf '\t9\tvndf1\t0000000000000001\na\t1\n' >other.df
: >empty.df
for file in order more cut header other empty missing; do
    try good.df $file.df >out 2>err
    sed 's/^\[exit/merged: [exit/' out err
done
try
vndf --merge -O sum.df good.df order.df
ls sum.df
vndf --merge good.df good.df
