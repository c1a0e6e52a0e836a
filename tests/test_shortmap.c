#include "harness.h"

#include "rng.h"
#include "shortmap.h"

enum { KEYS = 5000 };

/* Key number i: its digits in base 3 as bytes 0, 1, 2, so that some hold zeros or end in them, as long as i allows. */
static size_t make_key(size_t i, char *key)
{
    const size_t len = i % (VN_SHORT_MAX + 1);
    memset(key, 0, VN_SHORT_MAX);
    for (size_t k = 0, rest = i; k < len; k++, rest /= 3)
        key[k] = (char)(rest % 3);
    return len;
}

static bool same(size_t a, size_t b)
{
    char x[VN_SHORT_MAX];
    char y[VN_SHORT_MAX];
    const size_t n = make_key(a, x);
    return n == make_key(b, y) && memcmp(x, y, n) == 0;
}

typedef void make_fn(vn_short_key *key, const char *p, size_t len, size_t readable);
static void plain_make(vn_short_key *key, const char *p, size_t len, size_t readable)
{
    vn_short_make(key, p, len, readable);
}

#ifdef VN_AVX2
VN_TARGET_AVX2 static void make_avx2(vn_short_key *key, const char *p, size_t len, size_t readable)
{
    char wide[sizeof(__m256i)];
    memset(wide, 'x', sizeof wide);
    memcpy(wide, p, readable < sizeof wide ? readable : sizeof wide);
    vn_short_make_avx2(key, wide, len);
}
#endif

/* Made by one function and looked for as another makes it. */
static void adds_and_finds(make_fn *make, make_fn *again)
{
    vn_shortmap map = {0};
    uint32_t found;
    char bytes[VN_SHORT_MAX + 16] = {0};
    vn_short_key key;
    CU_ASSERT_TRUE_FATAL(vn_shortmap_reserve(&map));
    for (uint32_t i = 0; i < KEYS; i++) {
        const size_t len = make_key(i, bytes);
        make(&key, bytes, len, i % 3 ? sizeof bytes : len);
        if (vn_shortmap_find(&map, &key, &found)) {
            CU_ASSERT(same(found, i));
            continue;
        }
        CU_ASSERT_TRUE_FATAL(vn_shortmap_reserve(&map));
        vn_shortmap_add(&map, &key, i);
    }
    for (uint32_t i = 0; i < KEYS; i++) {
        const size_t len = make_key(i, bytes);
        again(&key, bytes, len, len);
        CU_ASSERT(vn_shortmap_find(&map, &key, &found) && same(found, i));
    }
    vn_short_make_none(&key);
    CU_ASSERT_FALSE(vn_shortmap_find(&map, &key, &found));
    CU_ASSERT(map.n > KEYS / 4 && map.n < KEYS);
    vn_shortmap_free(&map);
}

static void keys_are_found_as_they_were_added(void)
{
    adds_and_finds(plain_make, plain_make);
#ifdef VN_AVX2
    if (VN_HAS_AVX2) {
        adds_and_finds(make_avx2, make_avx2);
        adds_and_finds(plain_make, make_avx2);
        adds_and_finds(make_avx2, plain_make);
    }
#endif
}

static void what_stands_behind_a_key_does_not_matter(void)
{
    vn_short_key a = {.hash = 0};
    vn_short_key b = {.hash = 0};
    vn_short_key longer = {.hash = 0};
    vn_short_make(&a, "abcdefghijklmnopqrstuvwxyz", 10, 26);
    vn_short_make(&b, "abcdefghij----------------", 10, 26);
    vn_short_make(&longer, "abcdefghijk", 11, 11);
    CU_ASSERT(a.hash == b.hash && memcmp(a.word, b.word, sizeof a.word) == 0);
    CU_ASSERT(memcmp(a.word, longer.word, sizeof a.word) != 0);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"keys are found as they were added", keys_are_found_as_they_were_added},
        {"what stands behind a key does not matter", what_stands_behind_a_key_does_not_matter},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("shortmap", tests);
}
