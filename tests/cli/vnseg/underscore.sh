# An underscore of the text is written twice, and joins nothing.
printf 'my_file.txt\n_\n__ a\nhọc_sinh học sinh\n@ten_toi #chu_de\n' >a
vnseg -i lines -o lines a
vnseg -i lines --spans a | sed 's/.*"text":/"text":/'
# What is not text is not read as words: records come back the same.
vnseg -i lines a | vnseg | cmp - - && vnseg -i lines a >once && vnseg once | cmp - once && echo same
