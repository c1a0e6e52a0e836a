# Which language: LC_ALL before LC_MESSAGES before LANG, LANGUAGE in its order, English where the locale is C.
say() { printf '%s: ' "$*"; env -u LC_ALL -u LANG -u LC_MESSAGES -u LANGUAGE "$@" vnseg --x 2>&1; }
say
say LANG=vi_VN.UTF-8
say LANG=vi_VN
say LANG=vi_VN.utf8@ngang
say LANG=vi
say LANG=vi_VN.TCVN5712-1
say LANG=vi_VN.TCVN5712-1@x
say LANG=en_US.UTF-8
say LANG=de_DE.UTF-8
say LANG=vietnamese
say LC_MESSAGES=vi_VN.UTF-8 LANG=en_US.UTF-8
say LC_MESSAGES=en_US.UTF-8 LANG=vi_VN.UTF-8
say LC_ALL=en_US.UTF-8 LC_MESSAGES=vi_VN.UTF-8 LANG=vi_VN.UTF-8
say LC_ALL= LC_MESSAGES= LANG=vi_VN.UTF-8
say LC_ALL=C LANGUAGE=vi
say LC_ALL=POSIX LANG=vi_VN.UTF-8
say LC_ALL=C.UTF-8 LANGUAGE=vi
say LANGUAGE=vi
say LANGUAGE=vi LANG=en_US.UTF-8
say LANGUAGE=en LANG=vi_VN.UTF-8
say LANGUAGE=en:vi
say LANGUAGE=fr:de_AT:vi_VN:en
say LANGUAGE=../../vi
say LANGUAGE=:vi
