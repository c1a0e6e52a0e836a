# What says how documents are read and counted has no say in a sum, and --minus none in a count.
vndf /dev/null >a.df
for option in '-g 1' '-g 2' --numbers '-s none' --keep-stopwords '-w /dev/null' '-m /dev/null' '-i text' '--invalid replace' \
    --skip-bad '-j 1' '--memory 1M'; do
    vndf --merge a.df $option
    echo "$option [exit $?]"
done
vndf --minus a.df a.df
echo "[exit $?]"
vndf --merge --minus a.df
echo "[exit $?]"
