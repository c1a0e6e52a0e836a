/* The frame: allocation functions that fail on demand (the linker puts them before the library's calls, and only
 * those: -Wl,--wrap), and the loop over scenarios. */
#include "oom.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

static atomic_long countdown; /* allocations that still succeed; below 0: they fail, or are not counted */
static atomic_bool counting;
static atomic_bool for_good; /* from then on all fail, not one alone */
static atomic_bool injected;
static atomic_long live;

static bool fails(void)
{
    if (!atomic_load(&counting))
        return false;
    const long left = atomic_fetch_sub(&countdown, 1);
    if (left > 0 || (left < 0 && !atomic_load(&for_good)))
        return false;
    atomic_store(&injected, true);
    return true;
}

static void *count(void *block)
{
    if (block)
        atomic_fetch_add(&live, 1);
    return block;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : count(__real_malloc(size));
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : count(__real_calloc(n, size));
}

void *__wrap_realloc(void *block, size_t size)
{
    if (fails())
        return NULL;
    return block ? __real_realloc(block, size) : count(__real_realloc(block, size));
}

void __wrap_free(void *block)
{
    if (block)
        atomic_fetch_sub(&live, 1);
    __real_free(block);
}

vn_status oom_wrong(vn_error *err, const char *what)
{
    if (err)
        snprintf(err->msg, sizeof err->msg, "%s", what);
    return VN_EINVAL;
}

size_t oom_words(const char *field, vn_word *words, size_t max)
{
    size_t n = 0;
    uint32_t sentence = 0;
    for (const char *p = field; *p && n < max; n++) {
        const size_t len = strcspn(p, " \n");
        const bool word = (unsigned char)*p >= 0x80 || strchr(".,", *p) == NULL;
        words[n] = (vn_word){.start = (size_t)(p - field), .len = len, .sentence = sentence, .parts = 1,
                             .kind = word ? VN_WORD_WORD : VN_WORD_PUNCT};
        p += len;
        sentence += *p == '\n';
        p += *p != '\0';
    }
    return n;
}

static bool complain(const oom_scenario *s, long n, const char *what, vn_status st, const vn_error *err)
{
    printf("%s: allocation %ld%s: %s (%s, \"%s\", %ld blocks)\n", s->name, n, atomic_load(&for_good) ? " and all after" : "",
           what, vn_status_name(st), err->msg, atomic_load(&live));
    return false;
}

/* One run in which allocation n fails; *more tells whether there was one. */
static bool run_once(const oom_scenario *s, long n, bool *more)
{
    vn_error err = {0};
    atomic_store(&live, 0);
    atomic_store(&injected, false);
    atomic_store(&countdown, n);
    atomic_store(&counting, true);
    const vn_status st = s->run(&err);
    atomic_store(&counting, false);
    *more = atomic_load(&injected);
    if (atomic_load(&live))
        return complain(s, n, "leak", st, &err);
    if (!*more)
        return st ? complain(s, n, "failed though nothing was missing", st, &err) : true;
    if (st != VN_ENOMEM)
        return complain(s, n, "not reported as VN_ENOMEM", st, &err);
    if (err.code != VN_ENOMEM || !err.msg[0])
        return complain(s, n, "no message", st, &err);
    return true;
}

/* Long scenarios are sampled more thinly towards their end. */
static bool run_all(const oom_scenario *s)
{
    bool more = true;
    long n = 0;
    for (; more; n += 1 + n / 256)
        if (!run_once(s, n, &more))
            return false;
    printf("%-24s %s %6ld allocations\n", s->name, atomic_load(&for_good) ? "all " : "one ", n - 1);
    return n > 1 || complain(s, n, "it allocates nothing: is the frame linked?", VN_OK, &(vn_error){0});
}

/* Both kinds of failure: one allocation alone, and that one with all after it. */
static int run_table(const oom_scenario *table, const char *only)
{
    int bad = 0;
    for (const oom_scenario *s = table; s->name; s++) {
        if (only && strcmp(only, s->name) != 0)
            continue;
        for (int kind = 0; kind < 2; kind++) {
            atomic_store(&for_good, kind == 1);
            bad += !run_all(s);
        }
    }
    return bad;
}

int main(int argc, char **argv)
{
    const oom_scenario *const tables[] = {OOM_TABLES};
    const char *only = argc > 1 ? argv[1] : NULL;
    int bad = 0;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        bad += run_table(tables[i], only);
    printf("%d scenarios went wrong\n", bad);
    return bad != 0;
}
