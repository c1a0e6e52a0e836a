#!/bin/sh
# Prints lines of what text may hold: NFD, emoji, white space of every kind, zero-width characters, controls, signs of formats,
# CR LF, a line of 40,000 syllables.
printf 'Học sinh  đi học .\n' 
printf ' Ha\314\200 No\314\243\314\202i  \360\237\221\215\360\237\217\275 mưa\tto , gio\314\201 lớn!!! \n'
printf 'giá\302\240xăng\342\200\213tăng\342\200\213,\302\255 a|b\\c_d "x"\302\205.\n'
printf 'học\013sinh \014 học\342\200\250sinh\343\200\200học \001\033[0m\n'
printf '中文字 và tiếng Việt…“Hà Nội”？Được.Rồi\n'
printf '_ __ a_b # | \\n \\s\n'
printf '# text = x\n1\ta\t_\n'
printf 'e\314\201\314\201\314\201 \357\273\277x\357\273\277\n'
printf 'Trời mưa.\r\nĐường  ngập \r\n'
yes 'giáo dục đại học' | head -n 10000 | tr '\n' ' '
echo .
