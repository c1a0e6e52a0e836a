# What is a title: a short first line that does not end as a sentence does, with an empty line and then more behind it.
t() { printf "$1" | vnseg -i text -o jsonl; }
t 'Học sinh\n\nđến trường\n'
t 'Học sinh đi đâu?\r\n\r\nđến trường\r\n'
t 'Học sinh.\n\nđến trường\n'
t 'Học sinh\nđến trường\n'
t 'Học sinh\n\n'
t '\nHọc sinh\n\nđến trường\n'
t '\357\273\277Học sinh\n\n\n  đến trường'
