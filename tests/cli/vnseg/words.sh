# User words: any parts, case and tone place; the leftmost longest wins; comments and blank lines; several files.
printf '# tên riêng\n\nBánh mì Huỳnh Hoa\nsiêu_máy_tính lượng tử\nhoà đàm\nF 16\n' >w1
printf 'mì huỳnh hoa pate\npate gan ngỗng béo' >w2
printf 'bánh mì huỳnh hoa pate gan ngỗng béo\nSIÊU MÁY TÍNH LƯỢNG TỬ\ncuộc hòa đàm F 16\n' >a
vnseg -i lines -o lines --words w1 --words=w2 a
gzip w1
vnseg -i lines -o lines -w w1.gz a
vnseg -i lines -o lines -w /dev/null -w w2 a >b && wc -l <b
vnseg -w nowhere a; echo "code $?"
printf 'tốt\nx\377\n' >bad
vnseg -w bad a; echo "code $?"
seq -s' ' 40 >long
vnseg -i lines -o lines -w long a >/dev/null; echo "code $?"
