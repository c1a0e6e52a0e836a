/* What every unit test shares: CUnit, and a main that runs one table of tests. */
#ifndef VN_TESTS_HARNESS_H
#define VN_TESTS_HARNESS_H

#include <CUnit/Basic.h>

#include "base.h"

/* Runs the tests of a table that ends with CU_TEST_INFO_NULL; the exit code for main. */
int vn_test_main(const char *suite, CU_TestInfo *tests);

#define VN_ASSERT_OK(call) CU_ASSERT_EQUAL((call), VN_OK)
#define VN_ASSERT_SLICE(slice, text) CU_ASSERT(vn_slice_eq((slice), vn_slice_str(text)))

#endif
