#include "harness.h"

#include "exact.h"

#include <math.h>

static void exp_is_that_of_the_c_library_but_for_the_last_bits(void)
{
    double worst = 0;
    for (int i = -700000; i <= 700000; i += 7) {
        const double x = i * 1e-3 + i * 1e-9;
        worst = fmax(worst, fabs(vn_exp(x) / exp(x) - 1));
    }
    CU_ASSERT(worst <= 4.5e-16); /* two units in the last place */
    CU_ASSERT_EQUAL(vn_exp(0), 1);
}

/* The same bits on every machine: these were written down once. */
static void exp_has_these_bits(void)
{
    uint64_t hash = 0;
    for (int i = -30000; i <= 30000; i++) {
        const double y = vn_exp(i * 1e-3);
        uint64_t bits;
        memcpy(&bits, &y, sizeof bits);
        hash = vn_mix(hash ^ bits);
    }
    CU_ASSERT_EQUAL(hash, UINT64_C(0x5cd73cd5808c1011));
    CU_ASSERT_EQUAL(vn_exp(1), 0x1.5bf0a8b14576ap+1);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"exp is that of the C library but for the last bits", exp_is_that_of_the_c_library_but_for_the_last_bits},
        {"exp has these bits", exp_has_these_bits},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("exact", tests);
}
