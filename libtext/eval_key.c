#include "vn/eval_key.h"

#include "base.h"
#include "buf.h"
#include "eval_bootstrap.h"
#include "map.h"
#include "vn/norm.h"

#include <math.h>

static const size_t CUT[VN_EVAL_KEY_CUTS] = {5, 10, 15};
enum { NDCG_CUT = 10 };

/* Where a measure stands among those over the same tags; three for each cut come first. */
enum { MAP = 3 * VN_EVAL_KEY_CUTS, NDCG, RECALL_ALL, MEASURES };
_Static_assert(2 * MEASURES == VN_EVAL_KEY_MEASURES, "over all tags, and over those that are present");

static const char *const NAME[VN_EVAL_KEY_MEASURES] = {
    "p@5",          "r@5",          "f@5",          "p@10",        "r@10",            "f@10",
    "p@15",         "r@15",         "f@15",         "map",         "ndcg@10",         "r@all",
    "present_p@5",  "present_r@5",  "present_f@5",  "present_p@10", "present_r@10",   "present_f@10",
    "present_p@15", "present_r@15", "present_f@15", "present_map", "present_ndcg@10", "present_r@all",
};

/* The measures of one document. */
typedef struct row {
    double value[VN_EVAL_KEY_MEASURES]; /* those over the tags that are present are 0 when there are none */
    bool present;                       /* there are */
} row;

struct vn_eval_key {
    row *row; /* [n] documents with tags */
    size_t n;
    size_t cap;
    size_t tags;
    size_t tags_present;
    size_t tags_found;
    size_t present_found;
    vn_map tag;   /* keys of the tags of a document */
    vn_map term;  /* keys of its terms, by rank */
    vn_map found; /* keys of the tags that occur */
    vn_buf key;
    vn_buf text; /* folded title and text */
};

size_t vn_eval_key_cut(size_t i)
{
    return CUT[i];
}

vn_status vn_eval_key_new(vn_eval_key **out, vn_error *err)
{
    vn_eval_key *e = calloc(1, sizeof *e);
    if (!e)
        return vn_fail_memory(err, "an evaluation");
    *out = e;
    return VN_OK;
}

void vn_eval_key_free(vn_eval_key *e)
{
    if (!e)
        return;
    free(e->row);
    vn_map_free(&e->tag);
    vn_map_free(&e->term);
    vn_map_free(&e->found);
    vn_buf_free(&e->key);
    vn_buf_free(&e->text);
    free(e);
}

static vn_slice trim(vn_slice key)
{
    while (key.len && key.ptr[0] == '_')
        key = vn_slice_of(key.ptr + 1, key.len - 1);
    while (key.len && key.ptr[key.len - 1] == '_')
        key.len--;
    return key;
}

/* The keys of phrases, each once, in order; an empty key is none. */
static vn_status fold_all(vn_eval_key *e, vn_map *keys, const vn_slice *phrase, size_t n, vn_error *err)
{
    vn_map_clear(keys);
    for (size_t i = 0; i < n; i++) {
        e->key.len = 0;
        const vn_status st = vn_fold(phrase[i], &e->key, err);
        if (st)
            return st;
        const vn_slice key = trim(vn_slice_of(e->key.ptr, e->key.len));
        if (key.len && vn_map_add(keys, key) == VN_MAP_NONE)
            return vn_fail_memory(err, "an evaluation");
    }
    return VN_OK;
}

/* Letters, digits and all that is not ASCII: what may continue a word. */
static bool continues(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Non-ASCII punctuation that stands beside words in news: it begins with E2 80, as quotes, dashes and the ellipsis do. */
static bool ends_at(vn_slice text, size_t at)
{
    if (at >= text.len || !continues(text.ptr[at]))
        return true;
    return text.len - at >= 2 && text.ptr[at] == '\xe2' && text.ptr[at + 1] == '\x80';
}

static bool begins_at(vn_slice text, size_t at)
{
    if (at == 0 || !continues(text.ptr[at - 1]))
        return true;
    return at >= 3 && text.ptr[at - 3] == '\xe2' && text.ptr[at - 2] == '\x80';
}

static bool occurs(vn_slice text, vn_slice key)
{
    const char *end = text.ptr + text.len;
    for (const char *p = text.ptr; p && (size_t)(end - p) >= key.len; p++) {
        p = memchr(p, key.ptr[0], (size_t)(end - p) - key.len + 1);
        if (!p)
            return false;
        const size_t at = (size_t)(p - text.ptr);
        if (memcmp(p, key.ptr, key.len) == 0 && begins_at(text, at) && ends_at(text, at + key.len))
            return true;
    }
    return false;
}

static vn_status find_present(vn_eval_key *e, vn_slice title, vn_slice text, vn_error *err)
{
    e->text.len = 0;
    vn_map_clear(&e->found);
    vn_status st = vn_fold(title, &e->text, err);
    if (!st)
        st = vn_buf_char(&e->text, '\n', err);
    if (!st)
        st = vn_fold(text, &e->text, err);
    const vn_slice all = vn_slice_of(e->text.ptr, e->text.len);
    for (size_t i = 0; !st && i < e->tag.n; i++)
        if (occurs(all, e->tag.key[i]) && vn_map_add(&e->found, e->tag.key[i]) == VN_MAP_NONE)
            st = vn_fail_memory(err, "an evaluation");
    return st;
}

/* What terms (by rank) reach of the tags. */
static void score_cuts(double *value, const vn_map *tag, const vn_map *term)
{
    size_t hits = 0;
    size_t rank = 0;
    for (size_t c = 0; c < VN_EVAL_KEY_CUTS; c++) {
        for (; rank < term->n && rank < CUT[c]; rank++)
            hits += vn_map_find(tag, term->key[rank]) != VN_MAP_NONE;
        const double p = rank ? (double)hits / (double)rank : 0;
        const double r = (double)hits / (double)tag->n;
        value[3 * c] = p;
        value[3 * c + 1] = r;
        value[3 * c + 2] = hits ? 2 * p * r / (p + r) : 0;
    }
}

static void score_ranks(double *value, const vn_map *tag, const vn_map *term)
{
    double hits = 0;
    double precision = 0;
    double gain = 0;
    double ideal = 0;
    for (size_t rank = 1; rank <= term->n; rank++) {
        if (vn_map_find(tag, term->key[rank - 1]) == VN_MAP_NONE)
            continue;
        precision += ++hits / (double)rank;
        gain += rank <= NDCG_CUT ? 1 / log2(1 + (double)rank) : 0;
    }
    for (size_t rank = 1; rank <= tag->n && rank <= NDCG_CUT; rank++)
        ideal += 1 / log2(1 + (double)rank);
    value[MAP] = precision / (double)tag->n;
    value[NDCG] = gain / ideal;
    value[RECALL_ALL] = hits / (double)tag->n;
}

static void score(double *value, const vn_map *tag, const vn_map *term)
{
    if (!tag->n)
        return;
    score_cuts(value, tag, term);
    score_ranks(value, tag, term);
}

static size_t count_found(const vn_map *tag, const vn_map *term)
{
    size_t n = 0;
    for (size_t i = 0; i < tag->n; i++)
        n += vn_map_find(term, tag->key[i]) != VN_MAP_NONE;
    return n;
}

vn_status vn_eval_key_add(vn_eval_key *e, const vn_slice *tags, size_t n_tags, const vn_slice *terms, size_t n_terms,
                          vn_slice title, vn_slice text, vn_error *err)
{
    vn_status st = fold_all(e, &e->tag, tags, n_tags, err);
    if (!st)
        st = fold_all(e, &e->term, terms, n_terms, err);
    if (!st)
        st = find_present(e, title, text, err);
    if (st || !e->tag.n)
        return st;
    if (!vn_grow((void **)&e->row, &e->cap, e->n + 1, sizeof *e->row))
        return vn_fail_memory(err, "an evaluation");
    row *r = &e->row[e->n++];
    *r = (row){.present = e->found.n > 0};
    score(r->value, &e->tag, &e->term);
    score(r->value + MEASURES, &e->found, &e->term);
    e->tags += e->tag.n;
    e->tags_present += e->found.n;
    e->tags_found += count_found(&e->tag, &e->term);
    e->present_found += count_found(&e->found, &e->term);
    return VN_OK;
}

static double share(size_t part, size_t all)
{
    return all ? (double)part / (double)all : 0;
}

static vn_eval_key_means mean(const vn_eval_key *e, size_t first, size_t documents)
{
    double value[MEASURES] = {0};
    for (size_t i = 0; i < e->n; i++)
        for (size_t m = 0; m < MEASURES; m++)
            value[m] += e->row[i].value[first + m];
    for (size_t m = 0; m < MEASURES && documents; m++)
        value[m] /= (double)documents;
    vn_eval_key_means out = {
        .documents = documents, .map = value[MAP], .ndcg10 = value[NDCG], .recall_all = value[RECALL_ALL]};
    for (size_t c = 0; c < VN_EVAL_KEY_CUTS; c++) {
        out.precision[c] = value[3 * c];
        out.recall[c] = value[3 * c + 1];
        out.f[c] = value[3 * c + 2];
    }
    return out;
}

void vn_eval_key_result(const vn_eval_key *e, vn_eval_key_scores *out)
{
    size_t present = 0;
    for (size_t i = 0; i < e->n; i++)
        present += e->row[i].present;
    out->all = mean(e, 0, e->n);
    out->present = mean(e, MEASURES, present);
    out->reachable = share(e->tags_present, e->tags);
    out->found = share(e->tags_found, e->tags);
    out->present_found = share(e->present_found, e->tags_present);
}

const char *vn_eval_key_name(size_t i)
{
    return NAME[i];
}

double vn_eval_key_value(const vn_eval_key_scores *scores, size_t i)
{
    const vn_eval_key_means *m = i < MEASURES ? &scores->all : &scores->present;
    const size_t at = i % MEASURES;
    if (at < MAP)
        return (at % 3 == 0 ? m->precision : at % 3 == 1 ? m->recall : m->f)[at / 3];
    return at == MAP ? m->map : at == NDCG ? m->ndcg10 : m->recall_all;
}

vn_status vn_eval_key_compare(vn_lead *lead, const vn_eval_key *one, const vn_eval_key *other, size_t resamples,
                              uint64_t seed, vn_error *err)
{
    const size_t n = one->n;
    if (n != other->n || one->tags != other->tags || one->tags_present != other->tags_present)
        return vn_fail(err, VN_EINVAL, "the two were not given the same documents");
    double *difference = vn_calloc(n, VN_EVAL_KEY_MEASURES * sizeof *difference);
    bool *counts = vn_calloc(n, VN_EVAL_KEY_MEASURES * sizeof *counts);
    vn_status st = difference && counts ? VN_OK : vn_fail_memory(err, "a comparison");
    for (size_t i = 0; !st && i < n * VN_EVAL_KEY_MEASURES; i++) {
        const row *r = &one->row[i / VN_EVAL_KEY_MEASURES];
        const size_t m = i % VN_EVAL_KEY_MEASURES;
        difference[i] = r->value[m] - other->row[i / VN_EVAL_KEY_MEASURES].value[m];
        counts[i] = m < MEASURES || r->present;
    }
    const vn_bootstrap b = {difference, counts, n, VN_EVAL_KEY_MEASURES, resamples, seed};
    if (!st)
        st = vn_bootstrap_leads(lead, &b, err);
    free(difference);
    free(counts);
    return st;
}
