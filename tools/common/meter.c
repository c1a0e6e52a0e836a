#include "meter.h"

#include "cli.h"
#include "screen.h"
#include "width.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 320, BAR = 20, COLUMNS_FOR_BAR = 80 };
static const double FIRST = 1;    /* seconds until a line is worth reading */
static const double AGAIN = 0.1;  /* between two that replace each other */
static const double APART = 5;    /* between two that stay */

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

void meter_begin(meter *m, meter_when when)
{
    const bool erases = terminal_erases();
    *m = (meter){.on = when == METER_ALWAYS || (when == METER_ON_TERMINAL && erases), .lines = !erases, .begun = now()};
}

void meter_restart(meter *m, size_t done)
{
    m->begun = now();
    m->begun_with = done;
}

static bool is_due(const meter *m, double first, double at)
{
    return m->on && (m->last > 0 ? at - m->last >= (m->lines ? APART : AGAIN) : at - m->begun >= first);
}

bool meter_due(const meter *m)
{
    return is_due(m, FIRST, now());
}

static void put_line(const meter *m, const char *line)
{
    if (m->lines)
        fprintf(stderr, "%s\n", line);
    else
        fprintf(stderr, "\r%s\033[K", line);
    fflush(stderr);
    standing = !m->lines;
}

/* "████░░░░ " or "####.... "; nothing where the line would be too long for the terminal. */
static void draw_bar(const meter *m, double part, char *bar, size_t size)
{
    const size_t columns = width_of_terminal(STDERR_FILENO);
    const bool blocks = screen_has_blocks();
    size_t len = 0;
    bar[0] = '\0';
    if (m->lines || (columns && columns < COLUMNS_FOR_BAR))
        return;
    for (int i = 0; i < BAR; i++) {
        const bool full = part * BAR > i + 0.5;
        len += (size_t)snprintf(bar + len, size - len, "%s", blocks ? full ? "█" : "░" : full ? "#" : ".");
    }
    snprintf(bar + len, size - len, " ");
}

/* "12 s left" */
static void tell_time(double seconds, char *left, size_t size)
{
    if (seconds < 100)
        cli_say(left, size, "%.0f s left", seconds);
    else if (seconds < 6000)
        cli_say(left, size, "%.0f min left", seconds / 60);
    else
        cli_say(left, size, "%.1f h left", seconds / 3600);
}

void meter_show(meter *m, const char *what, const char *item, size_t done, size_t all)
{
    const double at = now();
    if (!is_due(m, 0, at))
        return;
    char line[LINE_MAX_BYTES];
    char bar[LINE_MAX_BYTES / 2];
    char left[64];
    const double rate = at > m->begun ? (double)(done - m->begun_with) / (at - m->begun) : 0;
    tell_time(rate > 0 && all > done ? (double)(all - done) / rate : 0, left, sizeof left);
    draw_bar(m, all ? (double)done / (double)all : 1, bar, sizeof bar);
    cli_say(line, sizeof line, "%s: %s%zu %%, %.0f %s/s, %s", what, bar, all ? done * 100 / all : 100, rate, item, left);
    put_line(m, line);
    m->last = at;
}

void meter_count(meter *m, const char *what, const char *item, size_t done, double part)
{
    const double at = now();
    if (!is_due(m, FIRST, at))
        return;
    char line[LINE_MAX_BYTES];
    char bar[LINE_MAX_BYTES / 2];
    char left[64];
    const double took = at - m->begun;
    if (part > 0) {
        part = part < 1 ? part : 1;
        tell_time(took * (1 - part) / part, left, sizeof left);
        draw_bar(m, part, bar, sizeof bar);
        cli_say(line, sizeof line, "%s: %s%.0f %%, %zu %s, %.0f/s, %s", what, bar, floor(part * 100), done, item,
                (double)done / took, left);
    } else {
        cli_say(line, sizeof line, "%s: %zu %s, %.0f/s", what, done, item, (double)done / took);
    }
    put_line(m, line);
    m->last = at;
}

void meter_wait(const meter *m, const char *what, const char *item, size_t done)
{
    if (m->last <= 0)
        return;
    char line[LINE_MAX_BYTES];
    cli_say(line, sizeof line, "%s: %zu %s in %.0f s; ...", what, done, item, now() - m->begun);
    put_line(m, line);
}

void meter_clear(void)
{
    if (!standing)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    standing = false;
}
