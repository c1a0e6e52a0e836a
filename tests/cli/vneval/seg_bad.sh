# Texts that are not the same, more or fewer lines, what cannot be read.
printf 'học_sinh học\nđến trường\n' >gold
try() { vneval seg "$@"; echo "code $?"; }
printf 'học sinh học\nđến lớp\n' >other && try gold other
printf 'học sinh\nđến trường\n' >less && try gold less
printf 'học sinh học\nđến trường mới\n' >more && try gold more
printf 'học sinh học\n' >fewer && try gold fewer
printf 'học sinh học\nđến trường\n\n' >longer && try gold longer
printf 'học sinh học\n\377\n' >binary && try gold binary && try binary gold
try binary gold
try gold nowhere
try nowhere gold
try gold
try -O no/where gold gold
ls
