# Joined, cut, weighted and exact entries; later ones take the place of earlier ones, in whichever file they stand.
printf '# comment\n\nvắc xin Covid-19\niPhone 17 Pro\nQuyết định 753/QĐ-TTg\nhọc | sinh học\n=Xe Này\nHà_Nội\t-50\r\ncon mèo\t+50,0\n' >w1
printf 'VẮC XIN COVID-19 mua iPhone 17 Pro, Quyết định 753/QĐ-TTg.\nHọc sinh học ở Hà Nội\nXe Này không phải xe này\nNuôi con mèo trong nhà\n' >a
vnseg -i lines -o lines -w w1 a
printf 'học sinh\nhà nội\n' >w2
vnseg -i lines -o lines -w w1 -w w2 a | sed -n 2p
vnseg -i lines -o lines -w w2 -w w1 a | sed -n 2p
vnseg -i lines -o lines -w w1 -w w2 a >lines
vnseg -i lines -w w1 -w w2 a | vnview -o lines -f words | cmp - lines
vnseg -i lines -o lines -j 3 -w w1 -w w2 a a a | tail -n 4 | cmp - lines
for line in 'a b\tnhiều' 'a b\t101' 'a || b' '=' 'a b\t1\t2' '\t3'; do
    printf "một hai\n$line\n" >bad
    vnseg -i lines -w bad a; echo "code $?"
done
