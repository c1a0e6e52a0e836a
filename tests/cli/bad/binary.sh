# Bytes of no text, and a NUL byte in the midst of text: exit code 1.
. $SRC/tests/cli/bad/faults.inc
awk 'BEGIN { x = 7; for (i = 0; i < 2000; i++) { x = (x * 1103 + 12345) % 65536; printf "\\%03o", int(x / 256) } }' >octal
printf "$(cat octal)" >bytes
rm octal
everywhere bytes
rm bytes
printf 'học\0sinh\n' >nul
everywhere nul
