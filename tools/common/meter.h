/* A line on the terminal that says how far a long run is. Nothing is written where standard error is no terminal, or one
 * that cannot erase a line (TERM unset or dumb). */
#ifndef TOOLS_METER_H
#define TOOLS_METER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct meter {
    bool on;
    double begun;      /* seconds, of some clock */
    double last;       /* when the line was written */
    size_t begun_with; /* items that were done by then */
} meter;

void meter_begin(meter *m, bool quiet);

/* Counts anew: the rate is that of the items to come. */
void meter_restart(meter *m, size_t done);

/* Shows "WHAT: 45 %, 23456 sentences/s, 12 s left", at most ten times a second; done of all `item`s were done. */
void meter_show(meter *m, const char *what, const char *item, size_t done, size_t all);

/* The same where nobody knows how many there are: "WHAT: 23456 documents, 4021/s", once a second has passed. */
void meter_count(meter *m, const char *what, const char *item, size_t done);

/* "WHAT: 23456 documents in 6 s; ..." to stand while what comes after them is done, when a line stands already. */
void meter_wait(const meter *m, const char *what, const char *item, size_t done);

/* Erases the line of any meter, so that something else may be written; main thread only. cli_fail does. */
void meter_clear(void);

#endif
