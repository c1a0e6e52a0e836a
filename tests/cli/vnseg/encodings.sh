# UTF-16 by its mark, a UTF-8 mark, gzip: the same words.
printf 'Học sinh\n\nđến trường\n' >u8
iconv -f UTF-8 -t UTF-16LE u8 >le && { printf '\377\376'; cat le; } >a
iconv -f UTF-8 -t UTF-16BE u8 >be && { printf '\376\377'; cat be; } >b
{ printf '\357\273\277'; cat u8; } >c
gzip -c a >d
gzip -c u8 >e
for f in u8 a b c d e; do vnseg $f; done
