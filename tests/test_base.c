#include "harness.h"

#include "arena.h"
#include "buf.h"
#include "map.h"
#include "pool.h"
#include "rng.h"
#include "topk.h"

#include <locale.h>
#include <stdatomic.h>

static void the_first_failure_is_described(void)
{
    vn_error err = {0};
    CU_ASSERT_EQUAL(vn_fail_at(&err, VN_EDATA, 3, 7, "bad byte 0x%02x", 0xff), VN_EDATA);
    CU_ASSERT_STRING_EQUAL(err.msg, "bad byte 0xff");
    CU_ASSERT_EQUAL(err.line, 3);
    CU_ASSERT_EQUAL(err.column, 7);
    CU_ASSERT_EQUAL(vn_fail(NULL, VN_EIO, "nobody listens"), VN_EIO);
}

static void products_that_overflow_are_refused(void)
{
    size_t product = 5;
    CU_ASSERT_FALSE(vn_size_mul(SIZE_MAX / 2, 3, &product));
    CU_ASSERT_EQUAL(product, 5);
    CU_ASSERT_TRUE(vn_size_mul(6, 7, &product));
    CU_ASSERT_EQUAL(product, 42);
    CU_ASSERT_PTR_NULL(vn_realloc(NULL, SIZE_MAX / 2, 3));
}

static void slices_order_by_bytes_then_length(void)
{
    CU_ASSERT(vn_slice_cmp(vn_slice_str("a"), vn_slice_str("ab")) < 0);
    CU_ASSERT(vn_slice_cmp(vn_slice_str("\xc3"), vn_slice_str("z")) > 0);
    CU_ASSERT_EQUAL(vn_slice_cmp(vn_slice_str("x"), vn_slice_str("x")), 0);
}

static void the_hash_is_the_same_on_every_machine(void)
{
    CU_ASSERT_EQUAL(vn_hash("", 0), vn_mix(UINT64_C(0x9e3779b97f4a7c15)));
    CU_ASSERT_EQUAL(vn_hash("học_sinh", 10), UINT64_C(0xa62d9a1073212d88));
    CU_ASSERT_NOT_EQUAL(vn_hash("a", 1), vn_hash("a\0", 2));
}

static void a_buffer_keeps_its_ceiling(void)
{
    vn_buf buf = {.max = 8};
    VN_ASSERT_OK(vn_buf_str(&buf, "1234567", NULL));
    vn_error err = {0};
    CU_ASSERT_EQUAL(vn_buf_char(&buf, '8', &err), VN_ELIMIT);
    CU_ASSERT_STRING_EQUAL(buf.ptr, "1234567");
    vn_buf_free(&buf);
    CU_ASSERT_PTR_NULL(buf.ptr);
}

static void numbers_have_nine_digits_and_a_point(void)
{
    setlocale(LC_ALL, "vi_VN.UTF-8"); /* where it is installed, printf writes 0,5 */
    vn_buf buf = {0};
    VN_ASSERT_OK(vn_buf_number(&buf, 0.5, NULL));
    VN_ASSERT_OK(vn_buf_str(&buf, " ", NULL));
    VN_ASSERT_OK(vn_buf_number(&buf, 1.0 / 3, NULL));
    VN_ASSERT_OK(vn_buf_str(&buf, " ", NULL));
    VN_ASSERT_OK(vn_buf_number(&buf, -0.0, NULL));
    CU_ASSERT_STRING_EQUAL(buf.ptr, "0.5 0.333333333 0");
    vn_buf_free(&buf);
    setlocale(LC_ALL, "C");
}

static void arena_pieces_do_not_overlap(void)
{
    vn_arena arena = {0};
    char *first = vn_arena_copy(&arena, "first", 5);
    char *big = vn_arena_alloc(&arena, 100000, 1);
    memset(big, 'x', 100000);
    CU_ASSERT_STRING_EQUAL(first, "first");
    CU_ASSERT_PTR_NULL(vn_arena_alloc(&arena, SIZE_MAX / 2, 4));
    vn_arena_reset(&arena);
    CU_ASSERT_PTR_NOT_NULL(vn_arena_alloc(&arena, 10, 1));
    vn_arena_free(&arena);
}

static void a_map_numbers_keys_in_order_of_arrival(void)
{
    vn_map map = {0};
    char key[16];
    CU_ASSERT_EQUAL(vn_map_find(&map, vn_slice_str("0")), VN_MAP_NONE);
    for (uint32_t i = 0; i < 5000; i++) {
        const int n = snprintf(key, sizeof key, "%u", i);
        CU_ASSERT_EQUAL_FATAL(vn_map_add(&map, vn_slice_of(key, (size_t)n)), i);
    }
    CU_ASSERT_EQUAL(vn_map_add(&map, vn_slice_str("77")), 77);
    CU_ASSERT_EQUAL(vn_map_find(&map, vn_slice_str("4999")), 4999);
    CU_ASSERT_EQUAL(vn_map_find(&map, vn_slice_str("5000")), VN_MAP_NONE);
    CU_ASSERT_EQUAL(map.n, 5000);
    VN_ASSERT_SLICE(map.key[4321], "4321");
    vn_map_free(&map);
}

static void a_map_is_filled_with_keys_that_are_not_copied(void)
{
    static char key[3000][8];
    vn_map map = {0};
    for (unsigned round = 0; round < 3; round++) { /* the second round needs no larger table, the third does */
        const unsigned end = round == 0 ? 30 : round == 1 ? 40 : 3000;
        for (unsigned i = (unsigned)map.n; i < end; i++) {
            const int n = snprintf(key[i], sizeof key[i], "%u", i);
            CU_ASSERT_TRUE(vn_map_append_borrowed(&map, vn_slice_of(key[i], (size_t)n)));
        }
        CU_ASSERT_TRUE(vn_map_index(&map));
        for (unsigned i = 0; i < end; i++)
            CU_ASSERT_EQUAL(vn_map_find(&map, vn_slice_str(key[i])), i);
    }
    CU_ASSERT_PTR_EQUAL(map.key[2999].ptr, key[2999]);
    CU_ASSERT_EQUAL(vn_map_add(&map, vn_slice_str("new")), 3000);
    CU_ASSERT_EQUAL(vn_map_find(&map, vn_slice_str("3000")), VN_MAP_NONE);
    vn_map_free(&map);
}

static void topk_keeps_the_best_and_breaks_ties_by_index(void)
{
    vn_scored item[3];
    vn_topk top = {.item = item, .k = 3};
    const double score[] = {0.1, 0.9, 0.5, 0.9, 0.5, 0.2};
    for (size_t i = 0; i < 6; i++)
        vn_topk_push(&top, (vn_scored){score[5 - i], 5 - i});
    vn_topk_sort(&top);
    CU_ASSERT_EQUAL(top.n, 3);
    CU_ASSERT_EQUAL(item[0].index, 1);
    CU_ASSERT_EQUAL(item[1].index, 3);
    CU_ASSERT_EQUAL(item[2].index, 2);
}

static void a_heap_gives_the_best_in_order(void)
{
    vn_scored item[50];
    vn_scored sorted[50];
    for (size_t i = 0; i < 50; i++)
        sorted[i] = item[i] = (vn_scored){(double)(i * 37 % 23), i};
    qsort(sorted, 50, sizeof *sorted, vn_scored_cmp);
    vn_scored_heap(item, 50);
    for (size_t i = 0, n = 50; i < 50; i++) {
        const vn_scored best = vn_scored_pop(item, &n);
        CU_ASSERT_EQUAL(best.index, sorted[i].index);
        CU_ASSERT_EQUAL(n, 49 - i);
    }
}

static void random_numbers_follow_the_seed(void)
{
    vn_rng a;
    vn_rng b;
    vn_rng_seed(&a, 1);
    vn_rng_seed(&b, 1);
    size_t seen[5] = {0};
    for (size_t i = 0; i < 1000; i++) {
        CU_ASSERT_EQUAL(vn_rng_next(&a), vn_rng_next(&b));
        seen[vn_rng_below(&a, 5)]++;
        (void)vn_rng_below(&b, 5);
    }
    for (size_t i = 0; i < 5; i++)
        CU_ASSERT(seen[i] > 140 && seen[i] < 260);
}

typedef struct tally {
    atomic_uint done[1000];
} tally;

static vn_status count_piece(void *context, size_t index, unsigned thread, vn_error *err)
{
    tally *t = context;
    (void)thread;
    atomic_fetch_add(&t->done[index], 1);
    return index == 700 ? vn_fail(err, VN_EDATA, "piece %zu", index) : VN_OK;
}

static void the_pool_does_each_piece_once_and_reports_the_failure(void)
{
    static tally t;
    vn_error err = {0};
    CU_ASSERT_EQUAL(vn_pool_run(4, 700, count_piece, &t, &err), VN_OK);
    for (size_t i = 0; i < 700; i++)
        CU_ASSERT_EQUAL(atomic_load(&t.done[i]), 1);
    CU_ASSERT_EQUAL(vn_pool_run(4, 1000, count_piece, &t, &err), VN_EDATA);
    CU_ASSERT_STRING_EQUAL(err.msg, "piece 700");
}

/* The text of the i-th conversion of the message. */
static bool part_is(const vn_error *err, size_t i, const char *wanted)
{
    const size_t len = (size_t)(err->part[i].end - err->part[i].begin);
    return err->part[i].end >= err->part[i].begin && len == strlen(wanted) &&
           memcmp(err->msg + err->part[i].begin, wanted, len) == 0;
}

static void a_message_can_be_said_in_another_language(void)
{
    static const char *const format = "100%% of '%.*s': %zu %s, %-5.1f%c";
    vn_error err = {0};
    vn_fail(&err, VN_EDATA, "100%% of '%.*s': %zu %s, %-5.1f%c", 3, "tệp", (size_t)12, "", 2.5, '!');
    CU_ASSERT_STRING_EQUAL(err.msg, "100% of 't\xe1\xbb': 12 , 2.5  !");
    CU_ASSERT_STRING_EQUAL_FATAL(err.format, format);
    CU_ASSERT(part_is(&err, 0, "t\xe1\xbb") && part_is(&err, 1, "12") && part_is(&err, 2, "") && part_is(&err, 3, "2.5  "));
    CU_ASSERT(part_is(&err, 4, "!"));
    char longest[400];
    memset(longest, 'a', sizeof longest);
    longest[399] = '\0';
    vn_fail(&err, VN_EDATA, "%s, %d", longest, 5); /* what was cut off cannot be said otherwise */
    CU_ASSERT_PTR_NULL(err.format);
    CU_ASSERT_EQUAL(strlen(err.msg), sizeof err.msg - 1);
    memcpy(longest + 250, "\xe1\xbb\x87\xe1\xbb\x87", 7); /* for the last byte there is no room */
    vn_fail(&err, VN_EDATA, "%s", longest);
    CU_ASSERT_EQUAL(strlen(err.msg), 253);
    vn_fail(&err, VN_EDATA, "%d%d%d%d%d%d%d%d%d", 1, 2, 3, 4, 5, 6, 7, 8, 9);
    CU_ASSERT_PTR_NULL(err.format);
}

static void the_libraries_say_their_versions(void)
{
    vn_buf text = {0};
    int version[3] = {0};
    CU_ASSERT_EQUAL_FATAL(vn_libraries(&text, NULL), VN_OK);
    CU_ASSERT_EQUAL(sscanf(text.ptr, "ICU %d%*[.0-9], GSL %d%*[.0-9], zlib %d", &version[0], &version[1], &version[2]), 3);
    CU_ASSERT(version[0] >= 67 && version[1] >= 2 && version[2] >= 1);
    vn_buf_free(&text);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"the libraries say their versions", the_libraries_say_their_versions},
        {"a message can be said in another language", a_message_can_be_said_in_another_language},
        {"the first failure is described", the_first_failure_is_described},
        {"products that overflow are refused", products_that_overflow_are_refused},
        {"slices order by bytes, then length", slices_order_by_bytes_then_length},
        {"the hash is the same on every machine", the_hash_is_the_same_on_every_machine},
        {"a buffer keeps its ceiling", a_buffer_keeps_its_ceiling},
        {"numbers have nine digits and a point", numbers_have_nine_digits_and_a_point},
        {"arena pieces do not overlap", arena_pieces_do_not_overlap},
        {"a map numbers keys in order of arrival", a_map_numbers_keys_in_order_of_arrival},
        {"a map is filled with keys that are not copied", a_map_is_filled_with_keys_that_are_not_copied},
        {"top-k keeps the best and breaks ties by index", topk_keeps_the_best_and_breaks_ties_by_index},
        {"a heap gives the best in order", a_heap_gives_the_best_in_order},
        {"random numbers follow the seed", random_numbers_follow_the_seed},
        {"the pool does each piece once and reports the failure", the_pool_does_each_piece_once_and_reports_the_failure},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("base", tests);
}
