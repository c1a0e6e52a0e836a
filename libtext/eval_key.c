#include "vn/eval_key.h"

#include "base.h"
#include "buf.h"
#include "map.h"
#include "vn/norm.h"

#include <math.h>

static const size_t CUT[VN_EVAL_KEY_CUTS] = {5, 10, 15};
enum { NDCG_CUT = 10 };

struct vn_eval_key {
    vn_eval_key_means all; /* sums until the result */
    vn_eval_key_means present;
    size_t tags;
    size_t tags_present;
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

/* Adds what terms (by rank) reach of the tags. */
static void add_cuts(vn_eval_key_means *sum, const vn_map *tag, const vn_map *term)
{
    size_t hits = 0;
    size_t rank = 0;
    for (size_t c = 0; c < VN_EVAL_KEY_CUTS; c++) {
        for (; rank < term->n && rank < CUT[c]; rank++)
            hits += vn_map_find(tag, term->key[rank]) != VN_MAP_NONE;
        const double p = rank ? (double)hits / (double)rank : 0;
        const double r = (double)hits / (double)tag->n;
        sum->precision[c] += p;
        sum->recall[c] += r;
        sum->f[c] += hits ? 2 * p * r / (p + r) : 0;
    }
}

static void add_ranks(vn_eval_key_means *sum, const vn_map *tag, const vn_map *term)
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
    sum->map += precision / (double)tag->n;
    sum->ndcg10 += gain / ideal;
}

static void add_document(vn_eval_key_means *sum, const vn_map *tag, const vn_map *term)
{
    if (!tag->n)
        return;
    sum->documents++;
    add_cuts(sum, tag, term);
    add_ranks(sum, tag, term);
}

vn_status vn_eval_key_add(vn_eval_key *e, const vn_slice *tags, size_t n_tags, const vn_slice *terms, size_t n_terms,
                          vn_slice title, vn_slice text, vn_error *err)
{
    vn_status st = fold_all(e, &e->tag, tags, n_tags, err);
    if (!st)
        st = fold_all(e, &e->term, terms, n_terms, err);
    if (!st)
        st = find_present(e, title, text, err);
    if (st)
        return st;
    add_document(&e->all, &e->tag, &e->term);
    add_document(&e->present, &e->found, &e->term);
    e->tags += e->tag.n;
    e->tags_present += e->found.n;
    return VN_OK;
}

static vn_eval_key_means mean(vn_eval_key_means m)
{
    const double n = m.documents ? (double)m.documents : 1;
    for (size_t c = 0; c < VN_EVAL_KEY_CUTS; c++) {
        m.precision[c] /= n;
        m.recall[c] /= n;
        m.f[c] /= n;
    }
    m.map /= n;
    m.ndcg10 /= n;
    return m;
}

void vn_eval_key_result(const vn_eval_key *e, vn_eval_key_scores *out)
{
    out->all = mean(e->all);
    out->present = mean(e->present);
    out->reachable = e->tags ? (double)e->tags_present / (double)e->tags : 0;
}
