/* What comes and goes: articles per period, and in how many of them a keyword is. First those that burst, in more articles of
 * a period than chance and the periods before explain, then the commonest.
 *
 * Articles far away in time from most, such as those with a wrong date, are left out: the periods are those that hold most
 * articles among as many in a row as can be shown. */
#include "gather.h"

#include "vn/trend.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PERIODS = 120, MOST_LINES = 8, FEWEST_ARTICLES = 5, FEWEST_OF_TERM = 2, DAYS_BY_DAY = 45, DAYS_BY_WEEK = 400 };

/* A keyword of a dated article. */
typedef struct mention {
    vn_slice key;
    vn_slice term;
    size_t period;
    size_t rank; /* in its article */
} mention;

/* All mentions of a keyword: mention[first .. last). */
typedef struct topic {
    size_t first;
    size_t last;
    vn_slice term;
    double weight; /* the more, the higher it ranks in the more articles; as vn/keylist.h */
    double burst;
    size_t burst_period;
} topic;

typedef struct timeline {
    gather *g;
    day_span span;
    int64_t first; /* period */
    size_t n;      /* periods */
    mention *mention;
    size_t n_mentions;
    topic *topic; /* ascending by key */
    size_t n_topics;
    const topic *taken[MOST_LINES];
    size_t n_taken;
} timeline;

static vn_status no_memory(vn_error *err)
{
    return cli_error(err, VN_ENOMEM, "out of memory for dates");
}

/* Periods ----------------------------------------------------------------------------------------------------------- */

static int by_day(const void *left, const void *right)
{
    const int64_t a = *(const int64_t *)left;
    const int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* By how far the days reach, without the earliest and the latest twentieth. */
static day_span choose_span(const int64_t *day, size_t n)
{
    const int64_t reach = day[n - 1 - n / 20] - day[n / 20];
    return reach <= DAYS_BY_DAY ? DAY_DAY : reach <= DAYS_BY_WEEK ? DAY_WEEK : DAY_MONTH;
}

/* The periods in a row that hold most articles, the latest of equal ones, from the first to the last that holds any. */
static void choose_periods(timeline *t, int64_t *day, size_t n)
{
    size_t best = 0;
    size_t last = 0;
    for (size_t i = 0; i < n; i++)
        day[i] = day_span_of(t->span, day[i]);
    for (size_t from = 0, to = 0; to < n; to++) {
        while (day[to] - day[from] >= MOST_PERIODS)
            from++;
        if (to - from + 1 >= best) {
            best = to - from + 1;
            last = to;
        }
    }
    t->first = day[last + 1 - best];
    t->n = (size_t)(day[last] - t->first) + 1;
}

static bool period_of(const timeline *t, const gathered *a, size_t *period)
{
    if (!a->date.len)
        return false;
    const int64_t number = day_span_of(t->span, a->day) - t->first;
    *period = (size_t)number;
    return number >= 0 && (size_t)number < t->n;
}

static vn_status name_periods(timeline *t, vn_error *err)
{
    char name[DAY_NAME];
    vn_status st = VN_OK;
    t->g->period = calloc(t->n + 1, sizeof *t->g->period);
    t->g->articles_in = calloc(t->n + 1, sizeof *t->g->articles_in);
    if (!t->g->period || !t->g->articles_in)
        return no_memory(err);
    for (size_t i = 0; !st && i < t->n; i++) {
        const size_t len = day_span_name(t->span, t->first + (int64_t)i, name);
        st = gather_keep(t->g, (vn_slice){name, len}, &t->g->period[i], err);
    }
    for (size_t i = 0, period; i < t->g->all.n; i++)
        if (period_of(t, &t->g->item[i], &period))
            t->g->articles_in[period]++;
    return st;
}

/* Keywords ---------------------------------------------------------------------------------------------------------- */

static int by_key(const void *left, const void *right)
{
    const mention *a = left;
    const mention *b = right;
    int order = cli_slice_cmp(a->key, b->key);
    if (!order)
        order = cli_slice_cmp(a->term, b->term);
    if (!order)
        order = (a->period > b->period) - (a->period < b->period);
    return order ? order : (a->rank > b->rank) - (a->rank < b->rank);
}

/* The form of most mentions. */
static vn_slice elect(const mention *m, size_t first, size_t last)
{
    size_t most = 0;
    vn_slice best = m[first].term;
    for (size_t from = first, to = first; from < last; from = to) {
        while (to < last && cli_slice_cmp(m[from].term, m[to].term) == 0)
            to++;
        if (to - from > most) {
            most = to - from;
            best = m[from].term;
        }
    }
    return best;
}

static void list_topics(timeline *t)
{
    qsort(t->mention, t->n_mentions, sizeof *t->mention, by_key);
    for (size_t first = 0, last = 0; first < t->n_mentions; first = last) {
        while (last < t->n_mentions && cli_slice_cmp(t->mention[first].key, t->mention[last].key) == 0)
            last++;
        if (last - first < FEWEST_OF_TERM)
            continue;
        topic *one = &t->topic[t->n_topics++];
        *one = (topic){.first = first, .last = last, .term = elect(t->mention, first, last)};
        for (size_t i = first; i < last; i++)
            one->weight += 3 / (double)(t->mention[i].rank + 3);
    }
}

static vn_status list_mentions(timeline *t, vn_error *err)
{
    size_t n = 0;
    size_t period;
    for (size_t i = 0; i < t->g->all.n; i++)
        n += t->g->item[i].keywords.n;
    t->mention = calloc(n + 1, sizeof *t->mention);
    t->topic = calloc(n + 1, sizeof *t->topic);
    if (!t->mention || !t->topic)
        return no_memory(err);
    for (size_t i = 0; i < t->g->all.n; i++) {
        const gathered *a = &t->g->item[i];
        for (size_t k = 0; k < a->keywords.n && period_of(t, a, &period); k++)
            t->mention[t->n_mentions++] = (mention){a->key[k], a->keywords.item[k].term, period, k};
    }
    list_topics(t);
    return VN_OK;
}

static topic *find_topic(const timeline *t, vn_slice key)
{
    size_t low = 0;
    size_t high = t->n_topics;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = cli_slice_cmp(t->mention[t->topic[middle].first].key, key);
        if (!order)
            return &t->topic[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static vn_status note_burst(void *context, const vn_trend_row *row, vn_error *err)
{
    topic *found = find_topic(context, row->term);
    (void)err;
    if (found && row->lrc > found->burst) {
        found->burst = row->lrc;
        found->burst_period = (size_t)row->period;
    }
    return VN_OK;
}

static vn_status find_bursts(timeline *t, vn_error *err)
{
    vn_trend *trend = NULL;
    vn_status st = vn_trend_new(&trend, NULL, err);
    for (size_t i = 0, period; !st && i < t->g->all.n; i++)
        if (period_of(t, &t->g->item[i], &period))
            st = vn_trend_add(trend, (int64_t)period, t->g->item[i].key, t->g->item[i].keywords.n, err);
    if (!st)
        st = vn_trend_write(trend, INT64_MAX, note_burst, t, err);
    vn_trend_free(trend);
    return st;
}

/* Lines ------------------------------------------------------------------------------------------------------------- */

/* Whether the syllables of a, parted by `_`, stand in a row in b. */
static bool is_within(vn_slice a, vn_slice b)
{
    for (size_t i = 0; a.len <= b.len && i <= b.len - a.len; i++)
        if (memcmp(a.ptr, b.ptr + i, a.len) == 0 && (i == 0 || b.ptr[i - 1] == '_') &&
            (i + a.len == b.len || b.ptr[i + a.len] == '_'))
            return true;
    return false;
}

static bool repeats(const timeline *t, const topic *one)
{
    const vn_slice key = t->mention[one->first].key;
    for (size_t i = 0; i < t->n_taken; i++) {
        const vn_slice other = t->mention[t->taken[i]->first].key;
        if (is_within(key, other) || is_within(other, key))
            return true;
    }
    return false;
}

/* Larger bursts first, then weights; equal ones by key. */
static bool is_better(const topic *a, const topic *b)
{
    if (a->burst < b->burst || a->burst > b->burst)
        return a->burst > b->burst;
    return a->weight > b->weight;
}

static const topic *best_topic(const timeline *t)
{
    const topic *best = NULL;
    for (size_t i = 0; i < t->n_topics; i++) {
        const topic *one = &t->topic[i];
        if ((!best || is_better(one, best)) && !repeats(t, one))
            best = one;
    }
    return best;
}

static vn_status draw_lines(timeline *t, vn_error *err)
{
    gather *g = t->g;
    g->line = calloc(MOST_LINES, sizeof *g->line);
    g->line_counts = calloc(MOST_LINES * t->n, sizeof *g->line_counts);
    if (!g->line || !g->line_counts)
        return no_memory(err);
    for (const topic *one; t->n_taken < MOST_LINES && (one = best_topic(t));) {
        uint64_t *count = g->line_counts + t->n_taken * t->n;
        for (size_t m = one->first; m < one->last; m++)
            count[t->mention[m].period]++;
        g->line[t->n_taken] = (report_line){one->term, count, one->burst, one->burst_period};
        t->taken[t->n_taken++] = one;
    }
    g->report.line = g->line;
    g->report.n_lines = t->n_taken;
    g->report.period = g->period;
    g->report.articles_in = g->articles_in;
    g->report.n_periods = t->n;
    return VN_OK;
}

static vn_status make_lines(timeline *t, vn_error *err)
{
    vn_status st = name_periods(t, err);
    if (!st)
        st = list_mentions(t, err);
    if (!st)
        st = find_bursts(t, err);
    if (!st)
        st = draw_lines(t, err);
    free(t->mention);
    free(t->topic);
    return st;
}

vn_status gather_lines(gather *g, vn_error *err)
{
    timeline t = {.g = g};
    size_t n = 0;
    int64_t *day = calloc(g->all.n + 1, sizeof *day);
    if (!day)
        return no_memory(err);
    for (size_t i = 0; i < g->all.n; i++)
        if (g->item[i].date.len)
            day[n++] = g->item[i].day;
    if (n >= FEWEST_ARTICLES) {
        qsort(day, n, sizeof *day, by_day);
        t.span = g->options.period < 0 ? choose_span(day, n) : (day_span)g->options.period;
        choose_periods(&t, day, n);
    }
    free(day);
    return t.n > 1 ? make_lines(&t, err) : VN_OK;
}
