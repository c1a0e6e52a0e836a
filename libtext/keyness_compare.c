#include "vn/keyness.h"

#include "fragment.h"

typedef struct scored_row {
    vn_slice term;
    vn_keyness_counts counts;
    double value;
    bool at_most;
} scored_row;

typedef struct compare {
    const vn_df *reference;
    vn_keyness_options options;
    uint64_t terms;       /* that are compared */
    uint32_t word_floor;  /* the most that a word may count which the reference lacks */
    uint32_t phrase_floor;
    scored_row *row; /* [n] */
    size_t n;
} compare;

static double value_of(const compare *c, vn_keyness_measure measure, const vn_keyness_counts *counts)
{
    switch (measure) {
    case VN_KEYNESS_G2: return vn_keyness_g2(counts);
    case VN_KEYNESS_RATIO: return vn_keyness_log_ratio(counts);
    case VN_KEYNESS_SIMPLE: return vn_keyness_simple(counts, c->options.k);
    default: return vn_keyness_lrc(counts, c->options.alpha, c->terms);
    }
}

static bool is_told(const compare *c, double value)
{
    const vn_keyness_options *o = &c->options;
    if (o->least > 0)
        return value >= o->least;
    return o->measure == VN_KEYNESS_G2 ? value >= VN_G2_5_PERCENT : value > (o->measure == VN_KEYNESS_SIMPLE ? 1 : 0);
}

static bool is_phrase(vn_slice term)
{
    return memchr(term.ptr, ' ', term.len) != NULL;
}

/* A term that a pruned table lacks is in fewer documents than any that it holds. */
static void find_floors(compare *c)
{
    uint32_t word = UINT32_MAX;
    uint32_t phrase = UINT32_MAX;
    if (!vn_df_pruned(c->reference))
        return;
    for (size_t i = 0; i < vn_df_terms(c->reference); i++) {
        vn_slice term;
        const uint32_t df = vn_df_at(c->reference, i, &term);
        uint32_t *least = is_phrase(term) ? &phrase : &word;
        *least = df < *least ? df : *least;
    }
    c->word_floor = word == UINT32_MAX ? 0 : word - 1;
    c->phrase_floor = phrase == UINT32_MAX ? 0 : phrase - 1;
}

static void score(compare *c, const vn_df *target)
{
    for (size_t i = 0; i < c->terms; i++) {
        scored_row r = {.counts = {0, vn_df_documents(target), 0, vn_df_documents(c->reference)}};
        r.counts.df1 = vn_df_at(target, i, &r.term);
        r.counts.df2 = vn_df_find(c->reference, r.term);
        const uint32_t most = is_phrase(r.term) ? c->phrase_floor : c->word_floor;
        if (!r.counts.df2 && most) {
            r.at_most = true;
            r.counts.df2 = most;
        }
        if ((double)r.counts.df1 * (double)r.counts.n2 <= (double)r.counts.df2 * (double)r.counts.n1)
            continue;
        r.value = value_of(c, c->options.measure, &r.counts);
        if (is_told(c, r.value))
            c->row[c->n++] = r;
    }
}

static int by_value(const void *a, const void *b)
{
    const scored_row *x = a;
    const scored_row *y = b;
    if (x->value < y->value || x->value > y->value)
        return x->value < y->value ? 1 : -1;
    return vn_slice_cmp(x->term, y->term);
}

/* Marks terms that another one makes needless; dropped [n] is the caller's to free. */
static vn_status drop_nested(const compare *c, bool **dropped, vn_error *err)
{
    vn_map map = {0};
    vn_fragment_term *term = vn_calloc(c->n, sizeof *term);
    *dropped = vn_calloc(c->n, sizeof **dropped);
    for (size_t i = 0; term && i < c->n; i++)
        term[i] = (vn_fragment_term){c->row[i].term, c->row[i].counts.df1};
    const bool done = term && *dropped && vn_fragments(term, c->n, ' ', &map, *dropped);
    free(term);
    vn_map_free(&map);
    return done ? VN_OK : vn_fail_memory(err, "keyness");
}

static vn_status tell(const compare *c, const bool *dropped, vn_keyness_fn *write, void *context, vn_error *err)
{
    vn_status st = VN_OK;
    const size_t limit = c->options.limit ? c->options.limit : SIZE_MAX;
    for (size_t i = 0, told = 0; !st && i < c->n && told < limit; i++) {
        const vn_keyness_counts *counts = &c->row[i].counts;
        if (dropped[i])
            continue;
        const vn_keyness_row row = {.term = c->row[i].term, .counts = *counts, .at_most = c->row[i].at_most,
                                    .lrc = value_of(c, VN_KEYNESS_LRC, counts), .g2 = vn_keyness_g2(counts),
                                    .ratio = vn_keyness_log_ratio(counts),
                                    .simple = vn_keyness_simple(counts, c->options.k)};
        st = write(context, &row, err);
        told++;
    }
    return st;
}

vn_status vn_keyness_compare(const vn_df *target, const vn_df *reference, const vn_keyness_options *options,
                             vn_keyness_fn *row, void *context, vn_error *err)
{
    compare c = {.reference = reference, .terms = vn_df_terms(target)};
    c.options = options ? *options : (vn_keyness_options){0};
    vn_keyness_options *o = &c.options;
    if (!(o->alpha >= 0 && o->alpha < 1) || !(o->k >= 0) || !(o->least >= 0) || o->measure > VN_KEYNESS_SIMPLE)
        return vn_fail(err, VN_EINVAL, "an option of keyness is out of range");
    o->alpha = o->alpha > 0 ? o->alpha : 0.05;
    o->k = o->k > 0 ? o->k : 100;
    bool *dropped = NULL;
    c.row = vn_calloc(c.terms, sizeof *c.row);
    if (!c.row)
        return vn_fail_memory(err, "keyness");
    find_floors(&c);
    score(&c, target);
    if (c.n)
        qsort(c.row, c.n, sizeof *c.row, by_value);
    vn_status st = drop_nested(&c, &dropped, err);
    if (!st)
        st = tell(&c, dropped, row, context, err);
    free(dropped);
    free(c.row);
    return st;
}
