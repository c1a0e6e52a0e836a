/* `vntrain key`: a model of keywords from articles with tags. */
#ifndef TOOLS_KEYTRAIN_H
#define TOOLS_KEYTRAIN_H

/* The whole program; argv[0] is the word `key`. Gives the exit code. */
int keytrain_main(int argc, char **argv);

#endif
