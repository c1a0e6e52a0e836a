#include "harness.h"

#include "buf.h"
#include "dup_exact.h"
#include "rng.h"
#include "shingle.h"
#include "vn/dup.h"
#include "vn/norm.h"
#include "vn/spool.h"

#include <math.h>
#include <stdio.h>

/* Shingles ---------------------------------------------------------------------------------------------------------- */

static vn_shingler *new_shingler(unsigned syllables)
{
    vn_shingler *s = NULL;
    VN_ASSERT_OK(vn_shingler_new(&s, syllables, NULL));
    CU_ASSERT_PTR_NOT_NULL_FATAL(s);
    return s;
}

static double jaccard_of(const char *a, const char *b, unsigned syllables)
{
    vn_shingler *s = new_shingler(syllables);
    vn_shingler *t = new_shingler(syllables);
    vn_shingles x = {0};
    vn_shingles y = {0};
    VN_ASSERT_OK(vn_shingle(s, vn_slice_str(a), &x, NULL));
    VN_ASSERT_OK(vn_shingle(t, vn_slice_str(b), &y, NULL));
    const double score = vn_jaccard(x, y);
    vn_shingler_free(s);
    vn_shingler_free(t);
    return score;
}

static void the_same_words_written_differently_are_one_text(void)
{
    static const char *const same[][2] = {
        {"Thủ tướng thăm Hoà Bình", "thủ tướng, THĂM Hòa Bình!"},
        {"Học sinh học", "Ho\xCC\xA3"
                         "c sinh ho\xCC\xA3"
                         "c"},
        {"a b c d e", "a_b  c\n\nd\te "},
        {"quý  I/2024", "“QUÝ” I - 2024."},
        {"Đà Nẵng", "\xC3\x90\xC3\xA0 N\xE1\xBA\xB5ng"},
        {"thuý kiều", "thúy\xC2\xAD kiều"},
    };
    for (size_t i = 0; i < VN_COUNT(same); i++)
        CU_ASSERT_EQUAL(jaccard_of(same[i][0], same[i][1], 2), 1);
    CU_ASSERT_EQUAL(jaccard_of("ma mà má", "ma mả má", 1), 0.5);
}

static void jaccard_is_counted_from_the_sets(void)
{
    CU_ASSERT_EQUAL(jaccard_of("một hai ba bốn", "một hai ba năm", 2), 2.0 / 4);
    CU_ASSERT_EQUAL(jaccard_of("một hai ba bốn", "bốn ba hai một", 2), 0);
    CU_ASSERT_EQUAL(jaccard_of("một hai một hai một hai", "một hai một", 2), 1); /* repetitions count once */
    CU_ASSERT_EQUAL(jaccard_of("một hai", "một hai", 6), 1);                     /* shorter than a shingle */
    CU_ASSERT_EQUAL(jaccard_of("một hai", "một hai ba", 6), 0);
    CU_ASSERT_EQUAL(jaccard_of("", "một", 6), 0);
    CU_ASSERT_EQUAL(jaccard_of("", "... !", 6), 0);
    CU_ASSERT_EQUAL(jaccard_of("東京大学", "東京", 1), 0.5);
}

/* Words of a few letters, so that shingles repeat. */
static void random_text(vn_rng *rng, size_t words, size_t vocabulary, vn_buf *out)
{
    out->len = 0;
    for (size_t i = 0; i < words; i++)
        VN_ASSERT_OK(vn_buf_printf(out, NULL, "%sw%zu", i ? " " : "", vn_rng_below(rng, vocabulary)));
}

/* The number of distinct runs of k words, by comparing all with all. */
static size_t count_distinct(const char *text, size_t k)
{
    const char *word[2000];
    size_t n = 0;
    size_t distinct = 0;
    for (const char *p = text; *p; p += strcspn(p, " "), p += *p == ' ')
        word[n++] = p;
    const char *end = text + strlen(text);
    for (size_t i = 0; i + k <= n; i++) {
        const size_t len = (size_t)((i + k < n ? word[i + k] - 1 : end) - word[i]);
        size_t j = 0;
        while (j < i && (strncmp(word[i], word[j], len) != 0 || (word[j][len] && word[j][len] != ' ')))
            j++;
        distinct += j == i;
    }
    return distinct;
}

static void shingles_are_the_distinct_runs_in_order(void)
{
    vn_rng rng;
    vn_buf text = {0};
    vn_rng_seed(&rng, 11);
    for (unsigned k = 1; k <= 4; k++) {
        vn_shingler *s = new_shingler(k);
        for (size_t words = k; words < 900; words += 1 + words / 3) {
            vn_shingles set = {0};
            random_text(&rng, words, 4 + words / 20, &text);
            VN_ASSERT_OK(vn_shingle(s, vn_slice_of(text.ptr, text.len), &set, NULL));
            CU_ASSERT_EQUAL(set.n, count_distinct(text.ptr, k));
            for (size_t i = 1; i < set.n; i++)
                CU_ASSERT(set.item[i - 1] < set.item[i]);
        }
        vn_shingler_free(s);
    }
    vn_buf_free(&text);
}

static void a_shingle_has_one_to_sixty_four_syllables(void)
{
    vn_shingler *s = NULL;
    vn_error err = {0};
    CU_ASSERT_EQUAL(vn_shingler_new(&s, 65, &err), VN_EINVAL);
    CU_ASSERT_STRING_EQUAL(err.msg, "a shingle has 1 to 64 syllables, not 65");
    vn_shingler_free(NULL);
}

/* Sets -------------------------------------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

enum { SETS_MAX = 400, ITEMS_MAX = 400 };

typedef struct sets {
    uint64_t item[SETS_MAX][ITEMS_MAX];
    vn_shingles set[SETS_MAX];
    size_t n;
} sets;

static void add_set(sets *s, size_t n)
{
    qsort(s->item[s->n], n, sizeof(uint64_t), by_value);
    s->set[s->n] = (vn_shingles){s->item[s->n], n};
    s->n++;
}

/* New sets and copies of earlier ones in which some items were replaced; some sets are empty. */
static sets *random_sets(size_t n, uint64_t seed)
{
    sets *s = vn_calloc(1, sizeof *s);
    vn_rng rng;
    CU_ASSERT_PTR_NOT_NULL_FATAL(s);
    vn_rng_seed(&rng, seed);
    while (s->n < n) {
        const vn_shingles from = s->n && vn_rng_unit(&rng) < 0.6 ? s->set[vn_rng_below(&rng, s->n)] : (vn_shingles){0};
        const double kept = 0.4 + 0.6 * vn_rng_unit(&rng);
        size_t m = 0;
        for (size_t i = 0; i < from.n; i++)
            s->item[s->n][m++] = vn_rng_unit(&rng) < kept ? from.item[i] : vn_rng_next(&rng);
        if (!m && s->n % 20)
            for (const size_t size = 1 + vn_rng_below(&rng, ITEMS_MAX); m < size; m++)
                s->item[s->n][m] = vn_rng_next(&rng);
        add_set(s, m);
    }
    return s;
}

static double brute_jaccard(vn_shingles a, vn_shingles b)
{
    size_t shared = 0;
    for (size_t i = 0; i < a.n; i++)
        shared += b.n && bsearch(&a.item[i], b.item, b.n, sizeof *b.item, by_value) != NULL;
    return shared ? (double)shared / (double)(a.n + b.n - shared) : 0;
}

static void jaccard_equals_brute_force(void)
{
    sets *s = random_sets(150, 3);
    for (size_t i = 0; i < s->n; i++)
        for (size_t j = 0; j < s->n; j++) {
            const double score = brute_jaccard(s->set[i], s->set[j]);
            CU_ASSERT_EQUAL(vn_jaccard(s->set[i], s->set[j]), score);
            for (double min = 0.1; s->set[i].n + s->set[j].n && min <= 1; min += 0.3)
                CU_ASSERT_EQUAL(vn_jaccard_min(s->set[i], s->set[j], min), score >= min ? score : 0);
        }
    free(s);
}

/* MinHash ----------------------------------------------------------------------------------------------------------- */

/* Two sets of n items, `shared` of them in common. */
static void make_pair(sets *s, vn_rng *rng, size_t n, size_t shared)
{
    s->n = 0;
    for (size_t i = 0; i < n; i++) {
        s->item[0][i] = vn_rng_next(rng);
        s->item[1][i] = i < shared ? s->item[0][i] : vn_rng_next(rng);
    }
    add_set(s, n);
    add_set(s, n);
}

static size_t equal_values(const uint32_t *a, const uint32_t *b, size_t k)
{
    size_t n = 0;
    for (size_t i = 0; i < k; i++)
        n += a[i] == b[i];
    return n;
}

/* The mean of many estimates is the coefficient, and they scatter no more than those of k independent hash functions. */
static void minhash_estimates_without_bias(void)
{
    static const size_t shape[][3] = {{300, 200, 128}, {300, 100, 192}, {40, 26, 128}, {8, 4, 64}, {2, 1, 32}, {350, 340, 512}};
    enum { TRIES = 400 };
    sets *s = vn_calloc(1, sizeof *s);
    vn_rng rng;
    vn_rng_seed(&rng, 5);
    for (size_t c = 0; c < VN_COUNT(shape); c++) {
        const size_t k = shape[c][2];
        const double j = (double)shape[c][1] / (double)(2 * shape[c][0] - shape[c][1]);
        double sum = 0;
        double squares = 0;
        for (size_t i = 0; i < TRIES; i++) {
            uint32_t a[VN_MINHASH_MAX];
            uint32_t b[VN_MINHASH_MAX];
            make_pair(s, &rng, shape[c][0], shape[c][1]);
            vn_minhash(a, k, s->set[0]);
            vn_minhash(b, k, s->set[1]);
            const double off = (double)equal_values(a, b, k) / (double)k - j;
            sum += off;
            squares += off * off;
        }
        const double sd = sqrt(j * (1 - j) / (double)k);
        CU_ASSERT(fabs(sum / TRIES) < 4 * sd / sqrt(TRIES));
        CU_ASSERT(sqrt(squares / TRIES) < 1.1 * sd);
    }
    free(s);
}

/* As counted from the definition by another program. */
static void minhash_is_the_same_everywhere(void)
{
    static const uint64_t item[] = {1, 2, 3, UINT64_C(0x123456789abcdef0)};
    uint32_t sketch[4];
    vn_minhash(sketch, 4, (vn_shingles){item, 4});
    static const uint32_t wanted[] = {0xe31428f0, 0x100b05e5, 0x8ec5b906, 0x3a2b148a};
    for (size_t i = 0; i < 4; i++)
        CU_ASSERT_EQUAL(sketch[i], wanted[i]);
}

/* Documents --------------------------------------------------------------------------------------------------------- */

static vn_dup *new_dup(const sets *s, const uint32_t *number, double min, unsigned threads)
{
    vn_dup *d = NULL;
    VN_ASSERT_OK(vn_dup_new(&d, &(vn_dup_options){.min = min, .exact = threads > 1, .threads = threads}, NULL));
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    for (size_t i = 0; i < s->n; i++)
        VN_ASSERT_OK(vn_dup_add(d, s->set[number ? number[i] : i], NULL));
    return d;
}

typedef struct pair_log {
    double score[SETS_MAX][SETS_MAX]; /* [b][a] */
    size_t n;
    uint32_t last_a;
    uint32_t last_b;
} pair_log;

static vn_status log_pair(void *context, uint32_t a, uint32_t b, double score, vn_error *err)
{
    pair_log *log = context;
    (void)err;
    CU_ASSERT(a < b);
    CU_ASSERT(!log->n || b > log->last_b || (b == log->last_b && a > log->last_a));
    log->last_a = a;
    log->last_b = b;
    log->score[b][a] = score;
    log->n++;
    return VN_OK;
}

/* Every pair that is reported has its score; a missed one is as rare as vn_dup_miss says, here none. */
static void pairs_equal_brute_force(void)
{
    static const double min[] = {0.2, 0.48, 0.5, 0.8, 1};
    sets *s = random_sets(SETS_MAX, 21);
    for (size_t c = 0; c < 2 * VN_COUNT(min); c++) {
        size_t n = 0;
        const double least = min[c / 2];
        pair_log *log = vn_calloc(1, sizeof *log);
        vn_dup *d = new_dup(s, NULL, least, (unsigned)c % 4);
        VN_ASSERT_OK(vn_dup_pairs(d, NULL, log_pair, log, NULL));
        for (size_t b = 0; b < s->n; b++)
            for (size_t a = 0; a < b; a++) {
                const double score = brute_jaccard(s->set[a], s->set[b]);
                CU_ASSERT_EQUAL(log->score[b][a], score >= least ? score : 0);
                n += score >= least;
            }
        CU_ASSERT(n > 10 || least == 1);
        CU_ASSERT_EQUAL(log->n, n);
        vn_dup_free(d);
        free(log);
    }
    free(s);
}

static int by_numbers(const void *left, const void *right)
{
    const vn_dup_pair *x = left;
    const vn_dup_pair *y = right;
    const uint64_t p = (uint64_t)x->b << 32 | x->a;
    const uint64_t q = (uint64_t)y->b << 32 | y->a;
    return (p > q) - (p < q);
}

/* Small sets in which some items are very frequent; the index is made for a few sets at a time. */
static void the_join_misses_no_pair(void)
{
    sets *s = vn_calloc(1, sizeof *s);
    vn_rng rng;
    vn_rng_seed(&rng, 4);
    while (s->n < SETS_MAX) {
        const size_t n = vn_rng_below(&rng, 40);
        size_t m = 0;
        for (size_t i = 0; i < n; i++) {
            const uint64_t x = vn_mix(vn_rng_below(&rng, 3) ? vn_rng_below(&rng, 12) : 100 + vn_rng_below(&rng, 90));
            if (!m || !bsearch(&x, s->item[s->n], m, sizeof x, by_value))
                s->item[s->n][m++] = x;
            qsort(s->item[s->n], m, sizeof x, by_value);
        }
        add_set(s, m);
    }
    for (unsigned c = 0; c < 12; c++) {
        const vn_dup_join_options how = {.min = 0.1 + 0.075 * c, .threads = c % 3, .block = c % 4 ? 150 * (c % 4) : 0};
        vn_dup_list list = {0};
        size_t at = 0;
        VN_ASSERT_OK(vn_dup_join(s->set, s->n, &how, &list, NULL));
        qsort(list.pair, list.n, sizeof *list.pair, by_numbers);
        for (uint32_t b = 0; b < s->n; b++)
            for (uint32_t a = 0; a < b; a++) {
                const double score = brute_jaccard(s->set[a], s->set[b]);
                if (score < how.min)
                    continue;
                CU_ASSERT_FATAL(at < list.n);
                CU_ASSERT(list.pair[at].a == a && list.pair[at].b == b && list.pair[at].score == score);
                at++;
            }
        CU_ASSERT(at > 0 && at == list.n);
        free(list.pair);
    }
    free(s);
}

/* The definition in vn/dup.h. */
static void brute_firsts(const sets *s, double min, uint32_t *first, double *score)
{
    for (size_t b = 0; b < s->n; b++) {
        double best = 0;
        first[b] = (uint32_t)b;
        score[b] = 1;
        for (size_t a = 0; a < b; a++) {
            const double j = first[a] == a ? brute_jaccard(s->set[a], s->set[b]) : 0;
            if (j < min || j <= best)
                continue;
            best = score[b] = j;
            first[b] = (uint32_t)a;
        }
    }
}

static void firsts_equal_brute_force_in_any_order(void)
{
    sets *s = random_sets(SETS_MAX, 77);
    uint32_t wanted[SETS_MAX];
    uint32_t first[SETS_MAX];
    uint32_t number[SETS_MAX]; /* of the documents as they come */
    uint32_t order[SETS_MAX];  /* the other way round */
    double wanted_score[SETS_MAX];
    double score[SETS_MAX];
    vn_rng rng;
    vn_rng_seed(&rng, 1);
    brute_firsts(s, 0.5, wanted, wanted_score);
    for (uint32_t i = 0; i < SETS_MAX; i++)
        number[i] = i;
    for (unsigned threads = 0; threads < 4; threads++) {
        for (uint32_t i = 0; i < SETS_MAX; i++)
            order[number[i]] = i;
        vn_dup *d = new_dup(s, number, 0.5, threads);
        VN_ASSERT_OK(vn_dup_firsts(d, order, first, score, NULL));
        for (uint32_t i = 0; i < SETS_MAX; i++) {
            CU_ASSERT_EQUAL(number[first[i]], wanted[number[i]]);
            CU_ASSERT_EQUAL(score[i], wanted_score[number[i]]);
        }
        vn_dup_free(d);
        vn_rng_shuffle(&rng, number, SETS_MAX);
    }
    free(s);
}

static void few_pairs_are_missed(void)
{
    for (double min = 0.11; min <= 1; min += 0.01) {
        unsigned rows = 0;
        unsigned bands = 0;
        CU_ASSERT(vn_dup_miss(min, min, &rows, &bands) <= 0.001);
        CU_ASSERT(rows >= 1 && bands >= 1 && rows * bands <= 192);
    }
    CU_ASSERT_DOUBLE_EQUAL(vn_dup_miss(0.5, 0.5, NULL, NULL), pow(1 - 0.125, 64), 1e-12);
}

static void options_are_checked(void)
{
    vn_dup *d = NULL;
    CU_ASSERT_EQUAL(vn_dup_new(&d, &(vn_dup_options){.min = 1.5}, NULL), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_dup_new(&d, &(vn_dup_options){.min = -1}, NULL), VN_EINVAL);
    CU_ASSERT_PTR_NULL(d);
    VN_ASSERT_OK(vn_dup_new(&d, NULL, NULL));
    VN_ASSERT_OK(vn_dup_firsts(d, NULL, NULL, NULL, NULL)); /* no document */
    VN_ASSERT_OK(vn_dup_pairs(d, NULL, log_pair, NULL, NULL));
    vn_dup_free(d);
}

/* Documents that were seen ----------------------------------------------------------------------------------------- */

typedef struct answer {
    size_t first; /* number of the first document; itself: none */
    double score;
} answer;

static vn_seen *new_seen(const char *path)
{
    vn_seen *seen = NULL;
    VN_ASSERT_OK(vn_seen_open(&seen, path, &(vn_seen_options){.min = 0.5}, NULL));
    CU_ASSERT_PTR_NOT_NULL_FATAL(seen);
    return seen;
}

static void show(vn_seen *seen, const sets *s, size_t from, size_t to, answer *a)
{
    for (size_t i = from; i < to; i++) {
        vn_slice first;
        char id[32];
        const int len = snprintf(id, sizeof id, "%zu", i);
        VN_ASSERT_OK(vn_seen_add(seen, vn_slice_of(id, (size_t)len), s->set[i], &first, &a[i].score, NULL));
        a[i].first = i;
        for (size_t j = 0; first.ptr && j < i; j++) {
            const int n = snprintf(id, sizeof id, "%zu", j);
            if (vn_slice_eq(first, vn_slice_of(id, (size_t)n)))
                a[i].first = j;
        }
        CU_ASSERT_EQUAL(first.ptr != NULL, a[i].first != i);
    }
}

/* What is told is near the truth, and what is near the truth is told. */
static void what_was_seen_is_told(void)
{
    sets *s = random_sets(SETS_MAX, 8);
    answer a[SETS_MAX];
    vn_seen *seen = new_seen(NULL);
    size_t firsts = 0;
    show(seen, s, 0, s->n, a);
    for (size_t i = 0; i < s->n; i++) {
        double best = 0;
        for (size_t j = 0; j < i; j++)
            if (a[j].first == j && s->set[j].n)
                best = fmax(best, brute_jaccard(s->set[j], s->set[i]));
        firsts += a[i].first == i && s->set[i].n;
        if (a[i].first != i) {
            CU_ASSERT(a[i].score >= 0.5 && fabs(a[i].score - brute_jaccard(s->set[a[i].first], s->set[i])) < 0.1);
            CU_ASSERT(best - brute_jaccard(s->set[a[i].first], s->set[i]) < 0.1);
        } else {
            CU_ASSERT(best < 0.6);
        }
    }
    CU_ASSERT(firsts < s->n - 50);
    CU_ASSERT_EQUAL(vn_seen_count(seen), firsts);
    vn_seen_free(seen);
    free(s);
}

static vn_status append_piece(void *context, vn_slice bytes, vn_error *err)
{
    return vn_buf_append(context, bytes.ptr, bytes.len, err);
}

static const char SEEN_FILE[] = "test_dup.seen";

static void put_file(vn_slice bytes)
{
    FILE *file = fopen(SEEN_FILE, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    CU_ASSERT_EQUAL(fclose(file), 0);
}

static void a_run_goes_on_from_a_file(void)
{
    sets *s = random_sets(SETS_MAX, 9);
    answer whole[SETS_MAX];
    answer parts[SETS_MAX];
    vn_buf bytes = {0};
    vn_buf again = {0};
    vn_seen *seen = new_seen(NULL);
    show(seen, s, 0, s->n, whole);
    VN_ASSERT_OK(vn_seen_write(seen, append_piece, &again, NULL));
    vn_seen_free(seen);
    static const size_t cut[] = {0, 0, 150, 151, SETS_MAX};
    for (size_t i = 0; i + 1 < VN_COUNT(cut); i++) {
        seen = new_seen(i ? SEEN_FILE : NULL);
        show(seen, s, cut[i], cut[i + 1], parts);
        bytes.len = 0;
        VN_ASSERT_OK(vn_seen_write(seen, append_piece, &bytes, NULL));
        put_file(vn_slice_of(bytes.ptr, bytes.len));
        vn_seen_free(seen);
    }
    for (size_t i = 0; i < s->n; i++)
        CU_ASSERT(whole[i].first == parts[i].first && whole[i].score == parts[i].score);
    CU_ASSERT(vn_slice_eq(vn_slice_of(bytes.ptr, bytes.len), vn_slice_of(again.ptr, again.len)));
    vn_buf_free(&bytes);
    vn_buf_free(&again);
    free(s);
}

static void a_damaged_file_is_refused(void)
{
    sets *s = random_sets(5, 2);
    answer a[SETS_MAX];
    vn_buf bytes = {0};
    vn_seen *seen = new_seen(NULL);
    show(seen, s, 0, s->n, a);
    VN_ASSERT_OK(vn_seen_write(seen, append_piece, &bytes, NULL));
    vn_seen_free(seen);
    for (size_t i = 0; i < bytes.len; i += i < 100 || i + 300 > bytes.len ? 1 : 53) {
        vn_seen *none = NULL;
        bytes.ptr[i] ^= 4;
        put_file(vn_slice_of(bytes.ptr, bytes.len));
        CU_ASSERT_EQUAL(vn_seen_open(&none, SEEN_FILE, &(vn_seen_options){.min = 0.5}, NULL), VN_EDATA);
        bytes.ptr[i] ^= 4;
        put_file(vn_slice_of(bytes.ptr, i));
        CU_ASSERT_EQUAL(vn_seen_open(&none, SEEN_FILE, &(vn_seen_options){.min = 0.5}, NULL), VN_EDATA);
    }
    vn_error err = {0};
    vn_seen *none = NULL;
    put_file(vn_slice_of(bytes.ptr, bytes.len));
    CU_ASSERT_EQUAL(vn_seen_open(&none, SEEN_FILE, &(vn_seen_options){.min = 0.5, .syllables = 3}, &err), VN_EDATA);
    CU_ASSERT_STRING_EQUAL(err.msg, "made for a similarity of 0.5 and shingles of 6 syllables, not 0.5 and 3");
    CU_ASSERT_EQUAL(vn_seen_open(&none, SEEN_FILE, NULL, NULL), VN_EDATA);
    CU_ASSERT_EQUAL(vn_seen_open(&none, "nowhere.seen", NULL, NULL), VN_EIO);
    CU_ASSERT_EQUAL(vn_seen_open(&none, NULL, &(vn_seen_options){.min = 2}, NULL), VN_EINVAL);
    CU_ASSERT_PTR_NULL(none);
    CU_ASSERT_EQUAL(remove(SEEN_FILE), 0);
    vn_buf_free(&bytes);
    free(s);
}

/* The spool --------------------------------------------------------------------------------------------------------- */

static void a_spool_keeps_what_is_put_in(void)
{
    enum { PIECES = 60 };
    static char bytes[1000003];
    const char *kept[PIECES];
    vn_spool *s = NULL;
    VN_ASSERT_OK(vn_spool_new(&s, 9000000, NULL));
    for (size_t i = 0; i < PIECES; i++) {
        memset(bytes, (int)i, sizeof bytes);
        VN_ASSERT_OK(vn_spool_put(s, vn_slice_of(bytes, sizeof bytes - i), (const void **)&kept[i], NULL));
        CU_ASSERT_EQUAL((uintptr_t)kept[i] % 8, 0);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t at = 0; at < sizeof bytes - i; at += 997)
            CU_ASSERT_EQUAL((size_t)kept[i][at], i);
    vn_spool_free(s);
}

static void a_spool_needs_a_folder_past_its_memory(void)
{
    static char bytes[10000000];
    const void *kept;
    vn_error err = {0};
    vn_spool *s = NULL;
    vn_status st = VN_OK;
    CU_ASSERT_EQUAL(setenv("TMPDIR", "/nonexistent", 1), 0);
    VN_ASSERT_OK(vn_spool_new(&s, 1, NULL));
    for (size_t i = 0; !st && i < 3; i++)
        st = vn_spool_put(s, vn_slice_of(bytes, sizeof bytes), &kept, &err);
    CU_ASSERT_EQUAL(st, VN_EIO);
    CU_ASSERT_STRING_EQUAL(err.msg, "cannot make a temporary file: No such file or directory");
    vn_spool_free(s);
    CU_ASSERT_EQUAL(unsetenv("TMPDIR"), 0);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"the same words written differently are one text", the_same_words_written_differently_are_one_text},
        {"Jaccard is counted from the sets", jaccard_is_counted_from_the_sets},
        {"shingles are the distinct runs, in order", shingles_are_the_distinct_runs_in_order},
        {"a shingle has 1 to 64 syllables", a_shingle_has_one_to_sixty_four_syllables},
        {"Jaccard equals brute force", jaccard_equals_brute_force},
        {"MinHash estimates without bias", minhash_estimates_without_bias},
        {"MinHash is the same everywhere", minhash_is_the_same_everywhere},
        {"pairs equal brute force", pairs_equal_brute_force},
        {"firsts equal brute force, in any order", firsts_equal_brute_force_in_any_order},
        {"the join misses no pair", the_join_misses_no_pair},
        {"few pairs are missed", few_pairs_are_missed},
        {"options are checked", options_are_checked},
        {"what was seen is told", what_was_seen_is_told},
        {"a run goes on from a file", a_run_goes_on_from_a_file},
        {"a damaged file is refused", a_damaged_file_is_refused},
        {"a spool keeps what is put in", a_spool_keeps_what_is_put_in},
        {"a spool needs a folder past its memory", a_spool_needs_a_folder_past_its_memory},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("dup", tests);
}
