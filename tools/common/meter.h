/* A line on standard error that says how far a long run is: on a terminal that can erase a line (TERM set, and not dumb), or
 * wherever it is asked for. */
#ifndef TOOLS_METER_H
#define TOOLS_METER_H

#include <stdbool.h>
#include <stddef.h>

typedef enum meter_when {
    METER_ON_TERMINAL,
    METER_NEVER,
    METER_ALWAYS /* where a line cannot be erased, whole lines one under the other, a few seconds apart */
} meter_when;

typedef struct meter {
    bool on;
    bool lines;        /* they stay */
    double begun;      /* seconds, of some clock */
    double last;       /* when a line was written; 0: none yet */
    size_t begun_with; /* items that were done by then */
} meter;

void meter_begin(meter *m, meter_when when);

/* Counts anew: the rate is that of the items to come. */
void meter_restart(meter *m, size_t done);

/* Whether meter_count would write now: for callers to whom it is work to know how much there is. */
bool meter_due(const meter *m);

/* Shows "WHAT: 45 %, 23456 sentences/s, 12 s left", with a bar before it where the line has room, at most ten times a second;
 * done of all `item`s were done. */
void meter_show(meter *m, const char *what, const char *item, size_t done, size_t all);

/* The same of work of which `part`, from 0 to 1, was done: "WHAT: 45 %, 23456 documents, 4021/s, 12 s left", once a second
 * has passed; without the bar, the percentage and the time where nobody knows the part (it is below 0). */
void meter_count(meter *m, const char *what, const char *item, size_t done, double part);

/* "WHAT: 23456 documents in 6 s; ..." to stand while what comes after them is done, when a line was written already. */
void meter_wait(const meter *m, const char *what, const char *item, size_t done);

/* Erases the line of any meter, so that something else may be written; main thread only. cli_fail does. */
void meter_clear(void);

#endif
