#include "harness.h"

#include "index.h"
#include "rng.h"
#include "topk.h"
#include "vn/tfidf.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

enum { TERMS = 120, LENGTH = 40, NAME = 8 };

/* A collection and the index of it. */
typedef struct shelf {
    vn_vocab *vocab;
    vn_sparse x;
    vn_df *df;
    vn_buf names;
    vn_slice *id;
    vn_buf bytes;
    vn_index *index;
} shelf;

typedef struct query {
    char name[LENGTH][NAME];
    vn_term term[LENGTH];
    size_t n;
} query;

/* Distinct random terms: frequent ones, rare ones, and beyond TERMS some that no collection has. */
static void random_query(query *q, vn_rng *rng, size_t kinds)
{
    q->n = 0;
    for (size_t i = 0; i < LENGTH; i++) {
        const double u = vn_rng_unit(rng);
        snprintf(q->name[q->n], NAME, "t%03zu", (size_t)(u * u * (double)kinds));
        bool known = vn_rng_unit(rng) < 0.2;
        for (size_t j = 0; j < q->n; j++)
            known |= strcmp(q->name[j], q->name[q->n]) == 0;
        if (known)
            continue;
        const uint32_t count = 1 + (uint32_t)(vn_rng_unit(rng) * 4);
        q->term[q->n] = (vn_term){.key = vn_slice_str(q->name[q->n]), .count = count};
        q->n++;
    }
}

static vn_status append(void *context, vn_slice bytes, vn_error *err)
{
    return vn_buf_append(context, bytes.ptr, bytes.len, err);
}

static void add_document(shelf *s, vn_collection *c, const query *q)
{
    vn_slice key[LENGTH];
    for (size_t i = 0; i < q->n; i++)
        key[i] = q->term[i].key;
    VN_ASSERT_OK(vn_collection_add(c, q->term, q->n, NULL));
    VN_ASSERT_OK(vn_df_add_document(s->df, key, q->n, NULL));
}

static void make_shelf(shelf *s, size_t rows, size_t empty, uint64_t seed)
{
    vn_collection *c = NULL;
    vn_rng rng;
    query q = {.n = 0};
    *s = (shelf){.id = vn_calloc(rows, sizeof *s->id)};
    vn_rng_seed(&rng, seed);
    VN_ASSERT_OK(vn_df_new(&s->df, 77, NULL));
    VN_ASSERT_OK(vn_collection_new(&c, NULL));
    VN_ASSERT_OK(vn_buf_reserve(&s->names, rows * NAME + 1, NULL));
    for (size_t r = 0; r < rows; r++) {
        if (r % 10 != 3) /* else a copy of the one before */
            random_query(&q, &rng, TERMS);
        if (empty && r % empty == 0)
            q.n = 0;
        add_document(s, c, &q);
        const int len = snprintf(s->names.ptr + s->names.len, NAME, "d%zu", r);
        s->id[r] = vn_slice_of(s->names.ptr + s->names.len, (size_t)len);
        s->names.len += (size_t)len;
    }
    VN_ASSERT_OK(vn_collection_finish(c, NULL, NULL, &s->vocab, &s->x, NULL));
    VN_ASSERT_OK(vn_weigh(&s->x, s->vocab, NULL, NULL));
    vn_collection_free(c);
    const vn_index_parts parts = {.x = &s->x, .vocab = s->vocab, .id = s->id, .title = s->id, .fingerprint = 77};
    VN_ASSERT_OK(vn_index_write(&parts, append, &s->bytes, NULL));
    VN_ASSERT_OK(vn_index_view(&s->index, vn_slice_of(s->bytes.ptr, s->bytes.len), NULL));
    CU_ASSERT_PTR_NOT_NULL_FATAL(s->index);
}

static void free_shelf(shelf *s)
{
    vn_index_free(s->index);
    vn_vocab_free(s->vocab);
    vn_sparse_free(&s->x);
    vn_df_free(s->df);
    vn_buf_free(&s->names);
    vn_buf_free(&s->bytes);
    free(s->id);
}

/* The definition: the query as a row of the matrix, all dot products, sorted, cut. */
static size_t brute_force(const shelf *s, const query *q, const vn_similar_options *o, vn_scored *all)
{
    uint32_t col[LENGTH];
    double val[LENGTH];
    size_t start[2] = {0, 0};
    vn_term term[LENGTH];
    double squares = 0;
    memcpy(term, q->term, sizeof term);
    qsort(term, q->n, sizeof *term, vn_term_cmp);
    for (size_t i = 0; i < q->n; i++)
        squares += term[i].weight * term[i].weight;
    for (size_t i = 0; i < q->n; i++)
        if (vn_vocab_find(s->vocab, term[i].key, &col[start[1]]))
            val[start[1]++] = term[i].weight / sqrt(squares);
    const vn_sparse y = {.rows = 1, .cols = s->x.cols, .start = start, .col = col, .val = val};
    size_t n = 0;
    for (size_t r = 0; r < s->x.rows; r++) {
        const double dot = vn_sparse_dot(&y, 0, &s->x, r);
        if (dot > 0 && dot >= o->min)
            all[n++] = (vn_scored){dot > 1 ? 1 : dot, r};
    }
    if (n)
        qsort(all, n, sizeof *all, vn_scored_cmp);
    return o->top && o->top < n ? o->top : n;
}

static void check_query(const shelf *s, vn_index_search *search, const query *q)
{
    static const vn_similar_options cases[] = {{.top = 1}, {.top = 5}, {.top = 100000}, {.top = 0}, {.min = 0.2},
                                               {.min = 0.6}, {.top = 3, .min = 0.3}, {.min = 1}};
    vn_scored *wanted = vn_calloc(s->x.rows, sizeof *wanted);
    VN_ASSERT_OK(vn_index_search_set(search, q->term, q->n, NULL));
    for (size_t c = 0; c < VN_COUNT(cases); c++) {
        const vn_match *match = NULL;
        size_t n = 0;
        size_t wrong = 0;
        VN_ASSERT_OK(vn_index_search_run(search, &cases[c], &match, &n, NULL));
        CU_ASSERT_EQUAL_FATAL(n, brute_force(s, q, &cases[c], wanted));
        for (size_t i = 0; i < n; i++)
            wrong += match[i].index != wanted[i].index || match[i].score != wanted[i].score;
        CU_ASSERT_EQUAL(wrong, 0);
    }
    free(wanted);
}

/* A document as the query; rounding takes its dot product with itself above 1 at times. */
static void document_as_query(query *q, const shelf *s, size_t row)
{
    q->n = 0;
    for (size_t p = s->x.start[row]; p < s->x.start[row + 1]; p++)
        q->term[q->n++] = (vn_term){.key = vn_vocab_term(s->vocab, s->x.col[p]), .count = 1, .weight = s->x.val[p]};
}

static void queries_equal_brute_force(void)
{
    static const size_t rows[] = {1, 2, 40, 700, 5000};
    for (size_t i = 0; i < VN_COUNT(rows); i++) {
        shelf s;
        vn_rng rng;
        vn_index_search *search = NULL;
        make_shelf(&s, rows[i], i % 2 ? 7 : 0, 3 + i);
        vn_rng_seed(&rng, 99 + i);
        VN_ASSERT_OK(vn_index_search_new(&search, s.index, NULL));
        for (size_t k = 0; k < 40; k++) {
            query q;
            random_query(&q, &rng, TERMS + TERMS / 4);
            VN_ASSERT_OK(vn_index_weigh(s.index, q.term, q.n, NULL));
            check_query(&s, search, &q);
            for (size_t t = 0; t < q.n; t++) /* of all sizes */
                q.term[t].weight *= t % 3 ? 1 : t % 2 ? 1e120 : 1e-120;
            check_query(&s, search, &q);
            document_as_query(&q, &s, k % rows[i]);
            check_query(&s, search, &q);
        }
        vn_index_search_free(search);
        free_shelf(&s);
    }
}

static void queries_are_weighed_as_by_a_table(void)
{
    shelf s;
    vn_rng rng;
    make_shelf(&s, 300, 0, 5);
    vn_rng_seed(&rng, 1);
    for (size_t k = 0; k < 50; k++) {
        query a;
        random_query(&a, &rng, TERMS + 40);
        query b = a;
        for (size_t t = 0; t < a.n; t++)
            b.term[t].key = vn_slice_str(b.name[t]);
        VN_ASSERT_OK(vn_index_weigh(s.index, a.term, a.n, NULL));
        VN_ASSERT_OK(vn_weigh_terms(b.term, &b.n, s.df, NULL, NULL, NULL));
        CU_ASSERT_EQUAL_FATAL(a.n, b.n);
        for (size_t t = 0; t < a.n; t++)
            CU_ASSERT(vn_slice_eq(a.term[t].key, b.term[t].key) && a.term[t].weight == b.term[t].weight);
    }
    free_shelf(&s);
}

static void an_index_knows_its_documents(void)
{
    shelf s;
    vn_slice id;
    vn_slice title;
    vn_error err = {0};
    make_shelf(&s, 12, 0, 2);
    CU_ASSERT_EQUAL(vn_index_documents(s.index), 12);
    CU_ASSERT_EQUAL(vn_index_terms(s.index), s.x.cols);
    CU_ASSERT_EQUAL(vn_index_fingerprint(s.index), 77);
    CU_ASSERT_FALSE(vn_index_foreign_weights(s.index));
    VN_ASSERT_OK(vn_index_document(s.index, 11, &id, &title, NULL));
    VN_ASSERT_SLICE(id, "d11");
    VN_ASSERT_SLICE(title, "d11");
    CU_ASSERT_EQUAL(vn_index_document(s.index, 12, &id, NULL, &err), VN_EDATA);
    VN_ASSERT_OK(vn_index_check(s.index, NULL));
    free_shelf(&s);
}

static void parts_of_a_score_add_up(void)
{
    shelf s;
    vn_index_search *search = NULL;
    const vn_match *match = NULL;
    vn_index_why why[LENGTH];
    vn_index_why best[2];
    size_t n = 0;
    size_t parts = 0;
    double sum = 0;
    query q;
    vn_rng rng;
    make_shelf(&s, 200, 0, 2);
    vn_rng_seed(&rng, 4);
    random_query(&q, &rng, TERMS);
    VN_ASSERT_OK(vn_index_weigh(s.index, q.term, q.n, NULL));
    VN_ASSERT_OK(vn_index_search_new(&search, s.index, NULL));
    VN_ASSERT_OK(vn_index_search_set(search, q.term, q.n, NULL));
    VN_ASSERT_OK(vn_index_search_run(search, &(vn_similar_options){.top = 1}, &match, &n, NULL));
    CU_ASSERT_EQUAL_FATAL(n, 1);
    VN_ASSERT_OK(vn_index_search_why(search, match[0].index, why, LENGTH, &parts, NULL));
    for (size_t i = 0; i < parts; i++) {
        sum += why[i].score;
        CU_ASSERT(!i || why[i].score <= why[i - 1].score);
    }
    CU_ASSERT_DOUBLE_EQUAL(sum, match[0].score, 1e-12);
    VN_ASSERT_OK(vn_index_search_why(search, match[0].index, best, 2, &n, NULL));
    CU_ASSERT(n == 2 && best[1].score == why[1].score && vn_slice_eq(best[1].term, why[1].term));
    vn_index_search_free(search);
    free_shelf(&s);
}

/* All that an index answers, as bytes; VN_EDATA when it notices that it is damaged. */
static vn_status ask(vn_slice bytes, vn_buf *answer)
{
    vn_index *index = NULL;
    vn_index_search *search = NULL;
    vn_rng rng;
    answer->len = 0;
    vn_rng_seed(&rng, 6);
    vn_status st = vn_index_view(&index, bytes, NULL);
    if (!st)
        st = vn_index_search_new(&search, index, NULL);
    for (size_t k = 0; !st && k < 3; k++) {
        query q;
        const vn_match *match = NULL;
        size_t n = 0;
        random_query(&q, &rng, TERMS + 10);
        st = vn_index_weigh(index, q.term, q.n, NULL);
        if (!st)
            st = vn_index_search_set(search, q.term, q.n, NULL);
        if (!st)
            st = vn_index_search_run(search, &(vn_similar_options){.top = 2}, &match, &n, NULL);
        for (size_t i = 0; !st && i < n; i++) {
            vn_slice id;
            st = vn_index_document(index, match[i].index, &id, NULL, NULL);
            if (!st)
                st = vn_buf_append(answer, id.ptr, id.len, NULL);
            if (!st)
                st = vn_buf_append(answer, &match[i].score, sizeof match[i].score, NULL);
        }
    }
    vn_index_search_free(search);
    vn_index_free(index);
    return st;
}

static void every_flipped_byte_is_noticed_or_harmless(void)
{
    shelf s;
    vn_buf wanted = {0};
    vn_buf got = {0};
    size_t noticed = 0;
    make_shelf(&s, 25, 0, 11);
    VN_ASSERT_OK(ask(vn_slice_of(s.bytes.ptr, s.bytes.len), &wanted));
    CU_ASSERT(wanted.len > 20);
    for (size_t i = 0; i < s.bytes.len; i++) {
        s.bytes.ptr[i] ^= (char)(1 << i % 8);
        const vn_status st = ask(vn_slice_of(s.bytes.ptr, s.bytes.len), &got);
        s.bytes.ptr[i] ^= (char)(1 << i % 8);
        CU_ASSERT(st == VN_EDATA || (!st && got.len == wanted.len && memcmp(got.ptr, wanted.ptr, got.len) == 0));
        noticed += st == VN_EDATA;
    }
    CU_ASSERT(noticed > s.bytes.len / 2);
    vn_buf_free(&wanted);
    vn_buf_free(&got);
    free_shelf(&s);
}

static void refused(const shelf *s, size_t len, size_t at, char byte, const char *message)
{
    vn_index *index = NULL;
    vn_error err = {0};
    char *copy = vn_calloc(len, 1);
    memcpy(copy, s->bytes.ptr, len);
    if (at < len)
        copy[at] = byte;
    CU_ASSERT_EQUAL(vn_index_view(&index, vn_slice_of(copy, len), &err), VN_EDATA);
    CU_ASSERT_STRING_EQUAL(err.msg, message);
    CU_ASSERT_PTR_NULL(index);
    free(copy);
}

static void what_is_no_index_is_told_so(void)
{
    shelf s;
    char cut[100];
    make_shelf(&s, 25, 0, 11);
    refused(&s, 0, 0, 0, "not an index of documents");
    refused(&s, 100, 0, 'V', "not an index of documents");
    refused(&s, s.bytes.len, 0, 'X', "not an index of documents");
    refused(&s, s.bytes.len, 7, '2', "an index of another version: it must be made anew");
    refused(&s, s.bytes.len, 8, 1, "an index of a machine with another byte order: it must be made anew");
    snprintf(cut, sizeof cut, "damaged index: it has %zu bytes, not %zu", s.bytes.len - 1, s.bytes.len);
    refused(&s, s.bytes.len - 1, 0, 'V', cut);
    refused(&s, s.bytes.len, s.bytes.len - 1, 1, "damaged index: its checksums do not match theirs");
    refused(&s, s.bytes.len, 33, 1, "damaged index: counts out of bounds");
    free_shelf(&s);
}

static void a_file_is_opened(void)
{
    shelf s;
    vn_index *index = NULL;
    vn_error err = {0};
    char path[] = "/tmp/vn-test-index-XXXXXX";
    const int fd = mkstemp(path);
    make_shelf(&s, 25, 0, 11);
    CU_ASSERT_EQUAL(write(fd, s.bytes.ptr, s.bytes.len), (ssize_t)s.bytes.len);
    close(fd);
    VN_ASSERT_OK(vn_index_open(&index, path, NULL));
    VN_ASSERT_OK(vn_index_check(index, NULL));
    vn_index_free(index);
    unlink(path);
    CU_ASSERT_EQUAL(vn_index_open(&index, path, &err), VN_EIO);
    CU_ASSERT_EQUAL(vn_index_open(&index, "/tmp", &err), VN_EDATA);
    CU_ASSERT_EQUAL(vn_index_open(&index, "/dev/null", &err), VN_EDATA);
    free_shelf(&s);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"queries equal brute force", queries_equal_brute_force},
        {"queries are weighed as by a table", queries_are_weighed_as_by_a_table},
        {"an index knows its documents", an_index_knows_its_documents},
        {"the parts of a score add up", parts_of_a_score_add_up},
        {"every flipped byte is noticed or harmless", every_flipped_byte_is_noticed_or_harmless},
        {"what is no index is told so", what_is_no_index_is_told_so},
        {"a file is opened", a_file_is_opened},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("index", tests);
}
