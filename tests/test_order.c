#include "harness.h"

#include "order.h"
#include "rng.h"

enum { ITEMS = 3000 };

static void numbers_ascend_by_the_bits_that_count(void)
{
    static uint64_t item[ITEMS];
    static uint64_t scratch[ITEMS];
    vn_rng rng;
    vn_rng_seed(&rng, 1);
    for (int round = 0; round < 400; round++) {
        const size_t n = vn_rng_below(&rng, round % 10 ? 300 : ITEMS);
        const unsigned low = (unsigned)vn_rng_below(&rng, 40);
        const unsigned bits = 1 + (unsigned)vn_rng_below(&rng, 64 - low);
        const uint64_t mask = (bits < 64 ? (UINT64_C(1) << bits) - 1 : UINT64_MAX) << low;
        uint64_t sum = 0;
        uint64_t left = 0;
        for (size_t i = 0; i < n; i++) {
            item[i] = vn_rng_next(&rng) & (round % 2 ? UINT64_MAX : UINT64_C(0x70007));
            sum += vn_mix(item[i]);
        }
        vn_order_bits(item, scratch, n, low, bits);
        for (size_t i = 0; i < n; i++)
            left += vn_mix(item[i]);
        CU_ASSERT_EQUAL(sum, left);
        for (size_t i = 1; i < n; i++)
            CU_ASSERT_FATAL((item[i - 1] & mask) <= (item[i] & mask));
    }
}

static void equal_bits_stay_as_they_stand(void)
{
    uint64_t item[200];
    uint64_t scratch[200];
    for (uint64_t i = 0; i < 200; i++)
        item[i] = (i % 3) << 32 | i;
    vn_order_bits(item, scratch, 200, 32, 2);
    for (size_t i = 1; i < 200; i++)
        CU_ASSERT(item[i - 1] < item[i]);
}

/* Sets of numbers below a bound, of which the last and multiples of 64 and 4096 must not be lost. */
static void marked_numbers_ascend_with_their_bytes(void)
{
    const size_t bounds[] = {1, 64, 65, 4096, 4097, 20000};
    static uint32_t number[ITEMS];
    static uint8_t byte[ITEMS];
    vn_rng rng;
    vn_rng_seed(&rng, 3);
    for (size_t b = 0; b < VN_COUNT(bounds); b++) {
        vn_order_marks marks;
        CU_ASSERT_TRUE_FATAL(vn_order_marks_new(&marks, bounds[b]));
        for (int round = 0; round < 50; round++) {
            size_t n = 0;
            const uint64_t step = 1 + vn_rng_below(&rng, round ? 100 : 1);
            for (uint64_t x = bounds[b]; x-- > 0 && n < ITEMS; x -= x < step ? x : vn_rng_below(&rng, step))
                number[n++] = (uint32_t)x;
            for (size_t i = 0; i < n; i++) { /* out of order */
                const size_t k = vn_rng_below(&rng, n);
                const uint32_t moved = number[i];
                number[i] = number[k];
                number[k] = moved;
            }
            for (size_t i = 0; i < n; i++)
                byte[i] = (uint8_t)(number[i] * 7);
            vn_order_marked(&marks, number, byte, n);
            for (size_t i = 0; i < n; i++)
                CU_ASSERT((!i || number[i] > number[i - 1]) && number[i] < bounds[b] && byte[i] == (uint8_t)(number[i] * 7));
        }
        vn_order_marks_free(&marks);
    }
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"numbers ascend by the bits that count", numbers_ascend_by_the_bits_that_count},
        {"equal bits stay as they stand", equal_bits_stay_as_they_stand},
        {"marked numbers ascend with their bytes", marked_numbers_ascend_with_their_bytes},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("order", tests);
}
