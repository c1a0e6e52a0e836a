#include "meter.h"

#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 256 };

static bool standing; /* a line stands on the terminal */

static double now(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool terminal_erases(void)
{
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

void meter_begin(meter *m, bool quiet)
{
    *m = (meter){.on = !quiet && terminal_erases(), .begun = now()};
}

void meter_restart(meter *m, size_t done)
{
    m->begun = now();
    m->begun_with = done;
}

static void put_line(const char *line)
{
    fprintf(stderr, "\r%s\033[K", line);
    fflush(stderr);
}

void meter_show(meter *m, const char *what, const char *item, size_t done, size_t all)
{
    if (!m->on)
        return;
    const double at = now();
    if (standing && at - m->last < 0.1)
        return;
    const double rate = at > m->begun ? (double)(done - m->begun_with) / (at - m->begun) : 0;
    const double left = rate > 0 ? (double)(all - done) / rate : 0;
    char line[LINE_MAX_BYTES];
    cli_say(line, sizeof line, "%s: %zu %%, %.0f %s/s, %.0f s left", what, all ? done * 100 / all : 100, rate, item, left);
    put_line(line);
    m->last = at;
    standing = true;
}

void meter_count(meter *m, const char *what, const char *item, size_t done)
{
    if (!m->on)
        return;
    const double at = now();
    if (at - m->begun < 1 || (standing && at - m->last < 0.1))
        return;
    char line[LINE_MAX_BYTES];
    cli_say(line, sizeof line, "%s: %zu %s, %.0f/s", what, done, item, (double)done / (at - m->begun));
    put_line(line);
    m->last = at;
    standing = true;
}

void meter_wait(const meter *m, const char *what, const char *item, size_t done)
{
    if (!standing)
        return;
    char line[LINE_MAX_BYTES];
    cli_say(line, sizeof line, "%s: %zu %s in %.0f s; ...", what, done, item, now() - m->begun);
    put_line(line);
}

void meter_clear(void)
{
    if (!standing)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    standing = false;
}
