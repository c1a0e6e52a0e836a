/* In the main thread: articles are kept until all have come. */
#include "gather_parts.h"

#include <stdlib.h>
#include <string.h>

vn_status gather_keep(gather *g, vn_slice text, vn_slice *kept, vn_error *err)
{
    static const uint64_t nothing; /* aligned for arrays of anything */
    const void *at = &nothing;
    const vn_status st = text.len ? vn_spool_put(g->spool, text, &at, err) : VN_OK;
    *kept = (vn_slice){at, text.len};
    return st;
}

vn_status gather_keep_terms(gather *g, const report_term *term, size_t n, report_terms *kept, vn_error *err)
{
    vn_slice bytes;
    const vn_status st = gather_keep(g, (vn_slice){(const char *)term, n * sizeof *term}, &bytes, err);
    *kept = (report_terms){(const report_term *)(const void *)bytes.ptr, n};
    return st;
}

const gathered *gather_row(const gather *g, size_t row)
{
    return &g->item[g->all.input[row]];
}

static vn_slice take(const char **at, size_t len)
{
    const vn_slice s = {*at, len};
    *at += len;
    return s;
}

static vn_status take_fields(gather *g, const gather_head *h, const char **at, gathered *a, vn_error *err)
{
    const size_t len[] = {h->date, h->stamp, h->source, h->url, h->lead, h->group};
    vn_slice *const to[] = {&a->date, &a->stamp, &a->source, &a->url, &a->lead, &a->group};
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < CLI_COUNT_OF(len); i++)
        st = gather_keep(g, take(at, len[i]), to[i], err);
    return st;
}

static vn_status take_keywords(gather *g, size_t n, const char **at, gathered *a, vn_error *err)
{
    report_term term[VN_KEYLIST_RANKS];
    vn_slice key[VN_KEYLIST_RANKS];
    vn_slice kept = {0};
    gather_word word;
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n && i < VN_KEYLIST_RANKS; i++) {
        memcpy(&word, *at, sizeof word);
        *at += sizeof word;
        term[i] = (report_term){.score = word.score, .articles = word.count};
        st = gather_keep(g, take(at, word.term), &term[i].term, err);
        if (!st)
            st = gather_keep(g, take(at, word.key), &key[i], err);
    }
    if (!st)
        st = gather_keep(g, (vn_slice){(const char *)key, n * sizeof *key}, &kept, err);
    a->key = (const vn_slice *)(const void *)kept.ptr;
    return st ? st : gather_keep_terms(g, term, n, &a->keywords, err);
}

static vn_status take_shingles(gather *g, size_t n, const char *at, gathered *a, vn_error *err)
{
    vn_slice kept;
    const vn_status st = gather_keep(g, (vn_slice){at, n * sizeof *a->shingles.item}, &kept, err);
    a->shingles = (vn_shingles){(const uint64_t *)(const void *)kept.ptr, n};
    return st ? st : vn_dup_add(g->dup, a->shingles, err);
}

static vn_status make_room(gather *g, vn_error *err)
{
    if (g->all.n < g->cap)
        return VN_OK;
    const size_t cap = g->cap + g->cap / 2 + 64;
    gathered *grown = cap < SIZE_MAX / sizeof *grown ? realloc(g->item, cap * sizeof *grown) : NULL;
    if (!grown)
        return cli_error(err, VN_ENOMEM, "out of memory for articles");
    g->item = grown;
    g->cap = cap;
    return VN_OK;
}

vn_status gather_collect(void *context, vn_slice bytes, vn_error *err)
{
    gather *g = context;
    gather_head h;
    memcpy(&h, bytes.ptr, sizeof h);
    const char *at = bytes.ptr + sizeof h;
    vn_status st = make_room(g, err);
    if (st)
        return st;
    gathered *a = &g->item[g->all.n];
    *a = (gathered){.day = h.day, .words = h.words};
    st = collection_collect(&g->all, take(&at, h.document), err);
    if (!st)
        st = take_fields(g, &h, &at, a, err);
    if (!st)
        st = take_keywords(g, h.keywords, &at, a, err);
    if (!st)
        st = gather_keep(g, take(&at, h.forms), &a->forms, err);
    return st ? st : take_shingles(g, h.shingles, at, a, err);
}
