#include "harness.h"

#include "keysort.h"
#include "rng.h"

enum { KEYS = 5000, LENGTH = 40 };

static char bytes[KEYS][LENGTH];
static vn_slice key[KEYS];
static uint32_t number[KEYS];

/* A key of few different bytes, zeros and bytes above 127 among them, so that many share a beginning; the last four tell
 * it apart. */
static void make_key(size_t i, vn_rng *rng)
{
    static const char alphabet[] = {'\0', 'a', '\x7f', '\xe1', '\xff'};
    const size_t alike = vn_rng_below(rng, 3) * 8;
    const size_t len = alike + vn_rng_below(rng, LENGTH - 4 - alike);
    for (size_t k = 0; k < len; k++)
        bytes[i][k] = k < alike ? 'x' : alphabet[vn_rng_below(rng, sizeof alphabet)];
    for (size_t k = 0; k < 4; k++)
        bytes[i][len + k] = (char)(i >> (8 * k));
    key[i] = vn_slice_of(bytes[i], len + 4);
    number[i] = (uint32_t)i;
}

static void keys_come_into_byte_order(void)
{
    const size_t sizes[] = {0, 1, 2, 11, 12, 13, 100, 4095, 4096, KEYS};
    for (size_t s = 0; s < VN_COUNT(sizes); s++) {
        vn_rng rng;
        vn_rng_seed(&rng, s);
        for (size_t i = 0; i < sizes[s]; i++)
            make_key(i, &rng);
        CU_ASSERT(vn_sort_keys(number, sizes[s], key, (unsigned)s % 4));
        bool seen[KEYS] = {false};
        for (size_t i = 0; i < sizes[s]; i++) {
            CU_ASSERT_FALSE(seen[number[i]]);
            seen[number[i]] = true;
            CU_ASSERT(i == 0 || vn_slice_cmp(key[number[i - 1]], key[number[i]]) < 0);
        }
    }
}

static void one_may_be_the_beginning_of_another(void)
{
    enum { N = 30 };
    static const char zeros[N + 8] = "aaaaaaaa";
    for (size_t i = 0; i < N; i++) {
        key[i] = vn_slice_of(zeros, (i * 7) % N);
        number[i] = (uint32_t)i;
    }
    CU_ASSERT(vn_sort_keys(number, N, key, 1));
    for (size_t i = 0; i < N; i++)
        CU_ASSERT_EQUAL(key[number[i]].len, i);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"keys come into byte order", keys_come_into_byte_order},
        {"one may be the beginning of another", one_may_be_the_beginning_of_another},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("keysort", tests);
}
