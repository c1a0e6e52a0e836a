#include "harness.h"

#include "buf.h"
#include "cluster_events.h"
#include "cluster_forest.h"
#include "matrices.h"
#include "vn/reader.h"
#include "vn/tfidf.h"

#include <math.h>
#include <stdio.h>

enum { WORDS_MAX = 512 };

/* Average linkage by the book: the closest two clusters merge until none are close enough; the average over all pairs,
 * each time anew. */
static size_t by_the_book(uint32_t *cluster, const vn_sparse *y, const double *crowding, double min)
{
    const size_t n = y->rows;
    double *s = vn_calloc(n * n, sizeof *s);
    size_t *size = vn_calloc(n, sizeof *size);
    size_t k = n;
    CU_ASSERT_FATAL(s && size);
    for (size_t i = 0; i < n; i++) {
        cluster[i] = (uint32_t)i;
        size[i] = 1;
        for (size_t j = 0; j < n; j++)
            s[i * n + j] = vn_sparse_dot(y, i, y, j) - (crowding ? crowding[i] + crowding[j] : 0);
    }
    for (;;) {
        double best = min;
        size_t a = n;
        size_t b = n;
        for (size_t i = 0; i < n; i++)
            for (size_t j = i + 1; j < n; j++)
                if (size[i] && size[j] && s[i * n + j] >= best) {
                    a = s[i * n + j] > best || a == n ? i : a;
                    b = s[i * n + j] > best || b == n ? j : b;
                    best = s[i * n + j];
                }
        if (a == n)
            break;
        for (size_t j = 0; j < n; j++)
            s[a * n + j] = s[j * n + a] = ((double)size[a] * s[a * n + j] + (double)size[b] * s[b * n + j]) /
                                          (double)(size[a] + size[b]);
        size[a] += size[b];
        size[b] = 0;
        k--;
        for (size_t i = 0; i < n; i++)
            cluster[i] = cluster[i] == b ? (uint32_t)a : cluster[i];
    }
    free(s);
    free(size);
    return k;
}

/* The same groups, whatever their numbers. */
static bool same_groups(const uint32_t *a, const uint32_t *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            if ((a[i] == a[j]) != (b[i] == b[j]))
                return false;
    return true;
}

/* The cut of the forest is that of the book, and of the matrix when nothing is crowded; the number of clusters of more
 * than one row. */
static size_t compare_cuts(const vn_sparse *x, const double *crowding, double min)
{
    uint32_t *cut = vn_calloc(2 * x->rows, sizeof *cut);
    uint32_t *book = cut + x->rows;
    size_t k = 0;
    CU_ASSERT_PTR_NOT_NULL_FATAL(cut);
    VN_ASSERT_OK(vn_forest_cut(cut, &k, x, crowding, min, 2, NULL));
    const size_t expected = by_the_book(book, x, crowding, min);
    CU_ASSERT_EQUAL(k, expected);
    CU_ASSERT_TRUE(same_groups(cut, book, x->rows));
    if (!crowding) {
        vn_clusters c = {0};
        VN_ASSERT_OK(vn_cluster(&c, x, &(vn_cluster_options){.method = "average", .min = min}, NULL));
        CU_ASSERT_EQUAL(c.k, k);
        CU_ASSERT_TRUE(same_groups(cut, c.cluster, x->rows));
        vn_clusters_free(&c);
    }
    free(cut);
    return x->rows - k;
}

static void a_forest_is_average_linkage_cut_at_the_threshold(void)
{
    size_t merges = 0;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        vn_sparse x = matrix_random(40 + 10 * seed, 60 + seed, 3 + seed, 0, seed);
        double *crowding = vn_calloc(x.rows, sizeof *crowding);
        vn_rng rng;
        CU_ASSERT_PTR_NOT_NULL_FATAL(crowding);
        vn_rng_seed(&rng, seed);
        for (size_t r = 0; r < x.rows; r++)
            crowding[r] = 0.2 * vn_rng_unit(&rng);
        for (double min = 0.05; min < 0.8; min += 0.09) {
            merges += compare_cuts(&x, NULL, min);
            merges += compare_cuts(&x, crowding, min);
        }
        free(crowding);
        vn_sparse_free(&x);
    }
    CU_ASSERT(merges > 5000); /* else nothing was compared */
}

static size_t split(vn_slice line, vn_word *words)
{
    size_t n = 0;
    for (size_t at = 0; at < line.len && n < WORDS_MAX; at++) {
        const char *end = memchr(line.ptr + at, ' ', line.len - at);
        const size_t len = end ? (size_t)(end - line.ptr) - at : line.len - at;
        words[n++] = (vn_word){.start = at, .len = len, .kind = VN_WORD_WORD, .parts = 1};
        at += len;
    }
    return n;
}

static void add_line(vn_collection *collection, vn_terms *terms, vn_slice line)
{
    vn_word words[WORDS_MAX];
    vn_term *list;
    size_t n;
    vn_terms_begin(terms);
    VN_ASSERT_OK(vn_terms_add(terms, line, words, split(line, words), NULL));
    VN_ASSERT_OK(vn_terms_list(terms, &list, &n, NULL));
    VN_ASSERT_OK(vn_collection_add(collection, list, n, NULL));
}

/* Sentences of real news as documents. */
static vn_sparse read_sentences(void)
{
    vn_buf text = {0};
    vn_terms *terms;
    vn_collection *collection;
    vn_vocab *vocab;
    vn_sparse x = {0};
    VN_ASSERT_OK(vn_terms_new(&terms, NULL, NULL));
    VN_ASSERT_OK(vn_collection_new(&collection, NULL));
    CU_ASSERT_EQUAL_FATAL(vn_file_read(VN_SOURCE_DIR "/corpus/segmentation/news.seg", &text, NULL), VN_OK);
    for (const char *p = text.ptr; p < text.ptr + text.len;) {
        const size_t len = strcspn(p, "\n");
        add_line(collection, terms, vn_slice_of(p, len));
        p += len + 1;
    }
    VN_ASSERT_OK(vn_collection_finish(collection, NULL, NULL, &vocab, &x, NULL));
    VN_ASSERT_OK(vn_weigh(&x, vocab, NULL, NULL));
    vn_vocab_free(vocab);
    vn_collection_free(collection);
    vn_terms_free(terms);
    vn_buf_free(&text);
    return x;
}

static void so_it_is_with_real_sentences(void)
{
    vn_sparse x = read_sentences();
    CU_ASSERT(x.rows > 500);
    size_t merges = compare_cuts(&x, NULL, 0.15);
    merges += compare_cuts(&x, NULL, 0.3);
    CU_ASSERT(merges > 300);
    vn_sparse_free(&x);
}

/* By hand: damped weights 8 and 1 of the first row, whose third term no other has; 16 is 8 times a rarity of 2. */
static void weights_are_damped_and_lone_terms_left_out(void)
{
    size_t start[] = {0, 3, 5, 6};
    uint32_t col[] = {0, 1, 2, 0, 1, 3};
    double val[] = {8, 1, 7, 0.3, 0.8, 1};
    const double rarity[] = {2, 1, 3, 3};
    const vn_sparse x = {3, 4, start, col, val};
    vn_sparse y;
    VN_ASSERT_OK(vn_events_weigh(&y, &x, rarity, NULL));
    CU_ASSERT_EQUAL(y.start[1], 2);
    CU_ASSERT_EQUAL(y.start[3], 4); /* nothing is left of the third row */
    CU_ASSERT_DOUBLE_EQUAL(y.val[0], 8 / sqrt(65), 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(y.val[1], 1 / sqrt(65), 1e-15);
    CU_ASSERT_DOUBLE_EQUAL(y.val[3] / y.val[2], pow(4.0 / 3, 0.75), 1e-12);
    vn_sparse_free(&y);
}

static void crowding_is_a_quarter_of_what_ten_neighbours_pass(void)
{
    vn_sparse x = matrix_random(80, 60, 6, 9, 5);
    double crowding[80] = {0};
    VN_ASSERT_OK(vn_events_crowding(crowding, &x, 2, NULL));
    for (size_t r = 0; r < x.rows; r++) {
        double s[80];
        double sum = 0;
        for (size_t j = 0; j < x.rows; j++)
            s[j] = j == r ? 0 : vn_sparse_dot(&x, r, &x, j);
        for (size_t i = 0; i < 10; i++) {
            size_t best = 0;
            for (size_t j = 1; j < x.rows; j++)
                best = s[j] > s[best] ? j : best;
            sum += s[best] > 0.2 ? s[best] - 0.2 : 0;
            s[best] = 0;
        }
        CU_ASSERT_DOUBLE_EQUAL(crowding[r], sum / 40, 1e-12);
    }
    vn_sparse_free(&x);
}

static vn_clusters events_of(const vn_sparse *x, unsigned threads)
{
    vn_clusters c = {0};
    VN_ASSERT_OK(vn_cluster(&c, x, &(vn_cluster_options){.method = "events", .threads = threads}, NULL));
    return c;
}

/* Row r of the result is row n - 1 - r of x. */
static vn_sparse reversed(const vn_sparse *x)
{
    vn_sparse y = matrix_alloc(x->rows, x->cols, x->start[x->rows]);
    for (size_t r = 0, n = 0; r < x->rows; r++) {
        const size_t from = x->start[x->rows - 1 - r];
        const size_t count = x->start[x->rows - r] - from;
        memcpy(y.col + n, x->col + from, count * sizeof *y.col);
        memcpy(y.val + n, x->val + from, count * sizeof *y.val);
        y.start[r + 1] = n += count;
    }
    return y;
}

static void events_depend_neither_on_order_nor_on_threads(void)
{
    vn_sparse x = read_sentences();
    vn_sparse y = reversed(&x);
    vn_clusters a = events_of(&x, 1);
    vn_clusters b = events_of(&x, 3);
    vn_clusters c = events_of(&y, 1);
    CU_ASSERT(a.k < x.rows);
    CU_ASSERT_EQUAL(a.k, b.k);
    CU_ASSERT_EQUAL(a.k, c.k);
    CU_ASSERT(memcmp(a.cluster, b.cluster, x.rows * sizeof *a.cluster) == 0);
    for (size_t r = 0; r < x.rows / 2; r++) {
        const uint32_t other = c.cluster[r];
        c.cluster[r] = c.cluster[x.rows - 1 - r];
        c.cluster[x.rows - 1 - r] = other;
    }
    CU_ASSERT_TRUE(same_groups(a.cluster, c.cluster, x.rows));
    vn_clusters_free(&a);
    vn_clusters_free(&b);
    vn_clusters_free(&c);
    vn_sparse_free(&x);
    vn_sparse_free(&y);
}

/* Beyond the matrix: 35,000 rows in 5,000 groups of copies, and a chain of all groups below the threshold. */
static void more_documents_than_a_matrix_takes(void)
{
    enum { ROWS = 35000, GROUPS = 5000 };
    vn_sparse x = matrix_alloc(ROWS, GROUPS + 1, 3 * ROWS);
    for (size_t r = 0, n = 0; r < ROWS; r++) {
        const uint32_t g = (uint32_t)(r % GROUPS);
        x.col[n] = g;
        x.val[n++] = 0.8;
        x.col[n] = g + 1;
        x.val[n++] = 0.6;
        x.start[r + 1] = n;
    }
    vn_clusters c = {0};
    VN_ASSERT_OK(vn_cluster(&c, &x, &(vn_cluster_options){.method = "average", .min = 0.485}, NULL));
    CU_ASSERT_EQUAL(c.k, GROUPS); /* neighbours in the chain are 0.48 alike */
    for (size_t r = 0; r < ROWS; r++)
        CU_ASSERT_EQUAL(c.cluster[r], r % GROUPS);
    vn_clusters_free(&c);
    VN_ASSERT_OK(vn_cluster(&c, &x, &(vn_cluster_options){.method = "average", .min = 0.47}, NULL));
    CU_ASSERT(c.k < GROUPS && c.k > GROUPS / 3); /* two neighbours merge, three do not: 0.24 on average */
    vn_clusters_free(&c);
    vn_sparse_free(&x);
}

/* The terms of a row, by name and in reverse. */
static size_t terms_of(vn_term *terms, char (*name)[8], const vn_sparse *x, size_t row)
{
    size_t n = 0;
    for (size_t p = x->start[row + 1]; p-- > x->start[row]; n++) {
        snprintf(name[n], sizeof name[n], "t%u", x->col[p]);
        terms[n] = (vn_term){.key = vn_slice_str(name[n]), .count = 1, .weight = x->val[p]};
    }
    return n;
}

enum { STREAM_ROWS = 150, STREAM_COLS = 60 };

/* A row of unit length of damped weights. */
static vn_sparse damped(const vn_sparse *x)
{
    vn_sparse y = matrix_alloc(x->rows, x->cols, x->start[x->rows]);
    memcpy(y.start, x->start, (x->rows + 1) * sizeof *y.start);
    memcpy(y.col, x->col, x->start[x->rows] * sizeof *y.col);
    for (size_t p = 0; p < x->start[x->rows]; p++)
        y.val[p] = pow(x->val[p], 0.75);
    matrix_unit_rows(&y);
    return y;
}

/* The event of row r by the book: the mean over all reports of each event within the window. */
static uint32_t join_by_the_book(const vn_sparse *y, const int *day, const uint32_t *event, double *crowding, size_t r,
                                 uint32_t events, int window)
{
    double s[STREAM_ROWS];
    double sorted[STREAM_ROWS] = {0};
    for (size_t i = 0; i < r; i++)
        s[i] = sorted[i] = day[r] - day[i] > window ? 0 : vn_sparse_dot(y, i, y, r);
    for (size_t i = 0; i < 10 && i < r; i++) {
        for (size_t j = i + 1; j < r; j++)
            if (sorted[j] > sorted[i]) {
                const double other = sorted[i];
                sorted[i] = sorted[j];
                sorted[j] = other;
            }
        crowding[r] += sorted[i] > 0.2 ? (sorted[i] - 0.2) / 40 : 0;
    }
    uint32_t who = events;
    double best = 0;
    for (uint32_t e = 0; e < events; e++) {
        double sum = 0;
        double n = 0;
        for (size_t i = 0; i < r; i++)
            if (event[i] == e && day[r] - day[i] <= window) {
                sum += s[i] - crowding[i] - crowding[r];
                n++;
            }
        if (n > 0 && sum / n >= 0.28 && sum / n > best) {
            best = sum / n;
            who = e;
        }
    }
    return who;
}

static void a_stream_joins_what_is_most_similar_within_the_window(void)
{
    vn_sparse x = matrix_random(STREAM_ROWS, STREAM_COLS, 9, 0, 3);
    vn_sparse y = damped(&x);
    vn_event_stream *stream = NULL;
    uint32_t event[STREAM_ROWS];
    double crowding[STREAM_ROWS] = {0};
    int day[STREAM_ROWS];
    uint32_t events = 0;
    VN_ASSERT_OK(vn_event_stream_new(&stream, &(vn_event_options){.window = 2}, NULL));
    for (size_t r = 0; r < x.rows; r++) {
        vn_term terms[STREAM_COLS];
        char name[STREAM_COLS][8];
        uint64_t got = 0;
        day[r] = 20000 + (int)(r / 12);
        const size_t n = terms_of(terms, name, &x, r);
        VN_ASSERT_OK(vn_event_stream_add(stream, day[r], terms, n, &got, NULL, NULL));
        event[r] = join_by_the_book(&y, day, event, crowding, r, events, 2);
        CU_ASSERT_EQUAL_FATAL(got, event[r]);
        events += event[r] == events;
    }
    CU_ASSERT(events > 10 && events < STREAM_ROWS - 20); /* both happened */
    vn_event_stream_free(stream);
    vn_sparse_free(&x);
    vn_sparse_free(&y);
}

static void late_documents_meet_those_of_their_days_only(void)
{
    static const struct {
        int64_t day;
        uint64_t event;
    } cases[] = {{10, 0}, {5, 1}, {12, 0}, {6, 1}, {20, 2}};
    const vn_term term = {.key = vn_slice_str("mưa"), .count = 1, .weight = 1};
    vn_event_stream *stream = NULL;
    VN_ASSERT_OK(vn_event_stream_new(&stream, NULL, NULL));
    for (size_t i = 0; i < VN_COUNT(cases); i++) {
        uint64_t event = 99;
        VN_ASSERT_OK(vn_event_stream_add(stream, cases[i].day, &term, 1, &event, NULL, NULL));
        CU_ASSERT_EQUAL(event, cases[i].event);
    }
    vn_event_stream_free(stream);
}

static void rarity_is_the_idf_of_the_table(void)
{
    vn_df *df = NULL;
    VN_ASSERT_OK(vn_df_parse(&df, vn_slice_str("\t9\tvndf1\t0000000000000000\nmưa\t9\n"), NULL));
    CU_ASSERT_EQUAL(vn_events_rarity(df, vn_slice_str("mưa")), 1);
    CU_ASSERT_DOUBLE_EQUAL(vn_events_rarity(df, vn_slice_str("bão")), 1 + log(5), 1e-6);
    vn_df_free(df);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"a forest is average linkage cut at the threshold", a_forest_is_average_linkage_cut_at_the_threshold},
        {"so it is with real sentences", so_it_is_with_real_sentences},
        {"weights are damped and lone terms left out", weights_are_damped_and_lone_terms_left_out},
        {"crowding is a quarter of what ten neighbours pass", crowding_is_a_quarter_of_what_ten_neighbours_pass},
        {"events depend neither on order nor on threads", events_depend_neither_on_order_nor_on_threads},
        {"more documents than a matrix takes", more_documents_than_a_matrix_takes},
        {"a stream joins what is most similar within the window", a_stream_joins_what_is_most_similar_within_the_window},
        {"late documents meet those of their days only", late_documents_meet_those_of_their_days_only},
        {"rarity is the idf of the table", rarity_is_the_idf_of_the_table},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("events", tests);
}
