/* A line on the terminal that says how far a long run is. Nothing is written where standard error is no terminal, or one
 * that cannot erase a line (TERM unset or dumb). */
#ifndef TOOLS_METER_H
#define TOOLS_METER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct meter {
    bool on;
    bool shown;        /* a line stands on the terminal */
    double begun;      /* seconds, of some clock */
    double last;       /* when the line was written */
    size_t begun_with; /* items that were done by then */
} meter;

void meter_begin(meter *m, bool quiet);

/* Counts anew: the rate is that of the items to come. */
void meter_restart(meter *m, size_t done);

/* Shows "WHAT: 45 %, 23456 sentences/s, 12 s left", at most ten times a second; done of all `item`s were done. */
void meter_show(meter *m, const char *what, const char *item, size_t done, size_t all);

/* Erases the line, so that something else may be written. */
void meter_clear(meter *m);

#endif
