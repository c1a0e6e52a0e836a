/* A period is a sorted list of terms with their counts; terms of documents wait unsorted behind it until they are worth a
 * sort. To write, the periods pass by in order: what enters the window is added to one dense vector, what leaves it is
 * subtracted, so that the work is linear in the counts whatever the window. */
#include "vn/trend.h"

#include "fragment.h"
#include "map.h"
#include "wordclass.h"

enum { DEFAULT_WINDOW = 14, DEFAULT_MIN_DF = 3, LEAST_WAITING = 4096, MOST_WINDOW = 1 << 20 };

typedef struct term_count {
    uint32_t term;
    uint32_t df;
} term_count;

typedef struct period {
    int64_t key;
    uint32_t documents;
    term_count *count; /* [n] ascending terms */
    size_t n;
    uint32_t *waiting; /* [n_waiting] a term for each document that has it */
    size_t n_waiting;
    size_t waiting_cap;
} period;

typedef struct found {
    uint32_t term;
    vn_keyness_counts counts;
    double lrc;
    vn_slice key;
} found;

struct vn_trend {
    vn_trend_options options;
    vn_map terms;
    period *period; /* [n] ascending keys: those written that are in the window, then those to be written */
    size_t n;
    size_t cap;
    size_t written;
    size_t last;        /* where the last document went */
    bool any_written;   /* and the last key that was */
    int64_t written_to;
    uint64_t *before; /* [before_cap] documents of the window by term */
    size_t before_cap;
    uint64_t before_documents;
    found *row; /* [row_cap] of one period */
    size_t row_cap;
    vn_fragment_term *nested; /* [row_cap] */
    bool *dropped;           /* [row_cap] */
    vn_map scratch;
    vn_word_classes *classes;
    vn_buf phrase;
};

static vn_status no_memory(vn_error *err)
{
    return vn_fail_memory(err, "trends");
}

vn_status vn_trend_new(vn_trend **out, const vn_trend_options *options, vn_error *err)
{
    const vn_trend_options o = options ? *options : (vn_trend_options){0};
    if (!(o.alpha >= 0 && o.alpha < 1) || o.window > MOST_WINDOW)
        return vn_fail(err, VN_EINVAL, o.window > MOST_WINDOW ? "the window is too long"
                                                              : VN_PHRASE("alpha is no probability"));
    vn_trend *t = vn_calloc(1, sizeof *t);
    if (!t)
        return no_memory(err);
    t->options = o;
    t->options.window = o.window ? o.window : DEFAULT_WINDOW;
    t->options.min_df = o.min_df ? o.min_df : DEFAULT_MIN_DF;
    t->options.alpha = o.alpha > 0 ? o.alpha : 0.05;
    t->options.term = NULL;
    for (size_t i = 0; i < o.n_terms; i++)
        if (vn_map_add(&t->terms, o.term[i]) == VN_MAP_NONE) {
            vn_trend_free(t);
            return no_memory(err);
        }
    t->options.n_terms = t->terms.n;
    const vn_status st = vn_word_classes_open(&t->classes, err);
    if (st)
        vn_trend_free(t);
    else
        *out = t;
    return st;
}

static void free_period(period *p)
{
    free(p->count);
    free(p->waiting);
}

void vn_trend_free(vn_trend *t)
{
    if (!t)
        return;
    for (size_t i = 0; i < t->n; i++)
        free_period(&t->period[i]);
    free(t->period);
    free(t->before);
    free(t->row);
    free(t->nested);
    free(t->dropped);
    vn_map_free(&t->terms);
    vn_map_free(&t->scratch);
    vn_word_classes_free(t->classes);
    vn_buf_free(&t->phrase);
    free(t);
}

/* Counting ---------------------------------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Merges what waits into the sorted counts. */
static bool settle(period *p)
{
    if (!p->n_waiting)
        return true;
    qsort(p->waiting, p->n_waiting, sizeof *p->waiting, by_number);
    size_t fresh = 0;
    for (size_t i = 0; i < p->n_waiting; i++)
        fresh += i == 0 || p->waiting[i] != p->waiting[i - 1];
    term_count *merged = vn_calloc(p->n + fresh, sizeof *merged);
    if (!merged)
        return false;
    size_t n = 0;
    for (size_t i = 0, j = 0; i < p->n || j < p->n_waiting;) {
        const bool old = j == p->n_waiting || (i < p->n && p->count[i].term <= p->waiting[j]);
        const uint32_t term = old ? p->count[i].term : p->waiting[j];
        merged[n] = (term_count){term, old ? p->count[i++].df : 0};
        while (j < p->n_waiting && p->waiting[j] == term)
            merged[n].df++, j++;
        n++;
    }
    free(p->count);
    p->count = merged;
    p->n = n;
    p->n_waiting = 0;
    return true;
}

/* The place of the first period whose key is not below. */
static size_t place_of(const vn_trend *t, int64_t key)
{
    size_t low = 0;
    size_t high = t->n;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (t->period[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static period *period_of(vn_trend *t, int64_t key)
{
    if (t->last < t->n && t->period[t->last].key == key)
        return &t->period[t->last];
    t->last = place_of(t, key);
    if (t->last < t->n && t->period[t->last].key == key)
        return &t->period[t->last];
    if (!vn_grow((void **)&t->period, &t->cap, t->n + 1, sizeof *t->period))
        return NULL;
    period *at = &t->period[t->last];
    memmove(at + 1, at, (t->n++ - t->last) * sizeof *at);
    *at = (period){.key = key};
    return at;
}

vn_status vn_trend_add(vn_trend *t, int64_t key, const vn_slice *term, size_t n, vn_error *err)
{
    if (t->any_written && key <= t->written_to)
        return vn_fail(err, VN_EINVAL, "a document of a period that has been written");
    period *p = period_of(t, key);
    if (!p)
        return no_memory(err);
    if (p->documents == UINT32_MAX)
        return vn_fail(err, VN_ELIMIT, "a period has at most %u documents", UINT32_MAX);
    if (!vn_grow((void **)&p->waiting, &p->waiting_cap, p->n_waiting + n, sizeof *p->waiting))
        return no_memory(err);
    p->documents++;
    for (size_t i = 0; i < n; i++) {
        const bool chosen = t->options.n_terms;
        const uint32_t number = chosen ? vn_map_find(&t->terms, term[i]) : vn_map_add(&t->terms, term[i]);
        if (number != VN_MAP_NONE)
            p->waiting[p->n_waiting++] = number;
        else if (!chosen)
            return no_memory(err);
    }
    return p->n_waiting < LEAST_WAITING || p->n_waiting < p->n || settle(p) ? VN_OK : no_memory(err);
}

/* The rows of a period ---------------------------------------------------------------------------------------------- */

static int by_lrc(const void *a, const void *b)
{
    const found *x = a;
    const found *y = b;
    if (x->lrc < y->lrc || x->lrc > y->lrc)
        return x->lrc < y->lrc ? 1 : -1;
    return vn_slice_cmp(x->key, y->key);
}

static bool grow_rows(vn_trend *t, size_t n)
{
    if (n <= t->row_cap)
        return true;
    free(t->row);
    free(t->nested);
    free(t->dropped);
    t->row_cap = n + n / 2;
    t->row = vn_calloc(t->row_cap, sizeof *t->row);
    t->nested = vn_calloc(t->row_cap, sizeof *t->nested);
    t->dropped = vn_calloc(t->row_cap, sizeof *t->dropped);
    if (t->row && t->nested && t->dropped)
        return true;
    t->row_cap = 0;
    return false;
}

static found measure(const vn_trend *t, const period *p, term_count c, size_t terms)
{
    found f = {c.term, {c.df, p->documents, t->before[c.term], t->before_documents}, 0, t->terms.key[c.term]};
    f.lrc = vn_keyness_lrc(&f.counts, t->options.alpha, terms);
    return f;
}

/* Whether a term is a common verb, a numeral or such, of which nobody asks why it is frequent today. An office may be news,
 * and so may be a day ("mùng"). */
static vn_status is_news(vn_trend *t, vn_slice key, bool *news, vn_error *err)
{
    t->phrase.len = 0;
    const vn_status st = vn_buf_append(&t->phrase, key.ptr, key.len, err);
    for (size_t i = 0; !st && i < key.len; i++)
        if (key.ptr[i] == ' ')
            t->phrase.ptr[i] = '_';
    const vn_class class = st ? VN_CLASS_NONE : vn_word_class(t->classes, vn_slice_of(t->phrase.ptr, t->phrase.len));
    *news = class == VN_CLASS_NONE || class == VN_CLASS_OFFICE || class == VN_CLASS_TIME;
    return st;
}

/* Bursts among the terms that are in enough documents. */
static vn_status find_bursts(vn_trend *t, const period *p, size_t *n, vn_error *err)
{
    size_t candidates = 0;
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < p->n; i++) {
        bool news = p->count[i].df >= t->options.min_df;
        if (news)
            st = is_news(t, t->terms.key[p->count[i].term], &news, err);
        if (news)
            t->row[candidates++].counts.df1 = i; /* its place, until all are known */
    }
    *n = 0;
    for (size_t i = 0; i < candidates; i++) {
        t->row[*n] = measure(t, p, p->count[t->row[i].counts.df1], candidates);
        *n += t->row[*n].lrc > 0;
    }
    return st;
}

static size_t look_up_chosen(vn_trend *t, const period *p)
{
    size_t at = 0;
    for (uint32_t i = 0; i < t->options.n_terms; i++) {
        const bool here = at < p->n && p->count[at].term == i;
        t->row[i] = measure(t, p, (term_count){i, here ? p->count[at].df : 0}, t->options.n_terms);
        at += here;
    }
    return t->options.n_terms;
}

static vn_status write_rows(vn_trend *t, const period *p, size_t n, vn_trend_fn *write, void *context, vn_error *err)
{
    vn_status st = VN_OK;
    const size_t limit = t->options.limit ? t->options.limit : SIZE_MAX;
    for (size_t i = 0, told = 0; !st && i < n && told < limit; i++) {
        const found *f = &t->row[i];
        if (!t->options.n_terms && t->dropped[i])
            continue;
        st = write(context, &(vn_trend_row){p->key, f->key, f->counts, f->lrc}, err);
        told += !t->options.n_terms;
    }
    return st;
}

static vn_status write_period(vn_trend *t, const period *p, vn_trend_fn *write, void *context, vn_error *err)
{
    if (!grow_rows(t, p->n + t->options.n_terms))
        return no_memory(err);
    if (t->options.n_terms)
        return write_rows(t, p, look_up_chosen(t, p), write, context, err);
    size_t n;
    const vn_status st = find_bursts(t, p, &n, err);
    if (st)
        return st;
    if (n)
        qsort(t->row, n, sizeof *t->row, by_lrc);
    for (size_t i = 0; i < n; i++)
        t->nested[i] = (vn_fragment_term){t->row[i].key, t->row[i].counts.df1};
    return n && !vn_fragments(t->nested, n, ' ', &t->scratch, t->dropped) ? no_memory(err)
                                                                     : write_rows(t, p, n, write, context, err);
}

/* The window -------------------------------------------------------------------------------------------------------- */

static void enter(vn_trend *t, const period *p)
{
    for (size_t i = 0; i < p->n; i++)
        t->before[p->count[i].term] += p->count[i].df;
    t->before_documents += p->documents;
}

static void leave(vn_trend *t, const period *p)
{
    for (size_t i = 0; i < p->n; i++)
        t->before[p->count[i].term] -= p->count[i].df;
    t->before_documents -= p->documents;
}

static bool grow_before(vn_trend *t)
{
    const size_t had = t->before_cap;
    if (!vn_grow((void **)&t->before, &t->before_cap, t->terms.n + 1, sizeof *t->before))
        return false;
    memset(t->before + had, 0, (t->before_cap - had) * sizeof *t->before);
    return true;
}

/* The first `n` periods go. */
static void forget_periods(vn_trend *t, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free_period(&t->period[i]);
    if (n)
        memmove(t->period, t->period + n, (t->n - n) * sizeof *t->period);
    t->n -= n;
    t->written -= n;
    t->last = 0;
}

static vn_status write_next(vn_trend *t, size_t *left, vn_trend_fn *write, void *context, vn_error *err)
{
    period *p = &t->period[t->written];
    if (!settle(p))
        return no_memory(err);
    const vn_status st = write_period(t, p, write, context, err);
    if (st)
        return st;
    enter(t, p);
    t->any_written = true;
    t->written_to = p->key;
    if (++t->written - *left > t->options.window)
        leave(t, &t->period[(*left)++]);
    return VN_OK;
}

static int by_term(const void *a, const void *b)
{
    const term_count *x = a;
    const term_count *y = b;
    return (x->term > y->term) - (x->term < y->term);
}

/* Gives the terms of the periods new numbers, from 0. */
static bool renumber(vn_trend *t, vn_map *kept)
{
    for (size_t i = 0; i < t->n; i++) {
        period *p = &t->period[i];
        for (size_t j = 0; j < p->n; j++) {
            p->count[j].term = vn_map_add(kept, t->terms.key[p->count[j].term]);
            if (p->count[j].term == VN_MAP_NONE)
                return false;
        }
        if (p->n)
            qsort(p->count, p->n, sizeof *p->count, by_term);
    }
    return true;
}

/* Terms that are in no period any more are dropped, once they are most of all. */
static bool forget_terms(vn_trend *t)
{
    vn_map kept = {0};
    size_t live = 0;
    for (size_t i = 0; i < t->n; i++) {
        if (!settle(&t->period[i]))
            return false;
        live += t->period[i].n;
    }
    if (t->options.n_terms || live >= t->terms.n / 2)
        return true;
    if (!renumber(t, &kept)) {
        vn_map_free(&kept);
        return false;
    }
    vn_map_free(&t->terms);
    t->terms = kept;
    memset(t->before, 0, t->before_cap * sizeof *t->before);
    t->before_documents = 0;
    for (size_t i = 0; i < t->written; i++)
        enter(t, &t->period[i]);
    return true;
}

vn_status vn_trend_write(vn_trend *t, int64_t end, vn_trend_fn *write, void *context, vn_error *err)
{
    size_t left = 0;
    vn_status st = grow_before(t) ? VN_OK : no_memory(err);
    while (!st && t->written < t->n && t->period[t->written].key < end)
        st = write_next(t, &left, write, context, err);
    forget_periods(t, left);
    return st || forget_terms(t) ? st : no_memory(err);
}
