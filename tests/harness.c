#include "harness.h"

int vn_test_main(const char *suite, CU_TestInfo *tests)
{
    CU_SuiteInfo suites[] = {{.pName = suite, .pTests = tests}, CU_SUITE_INFO_NULL};
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    unsigned failures = 1;
    if (CU_register_suites(suites) == CUE_SUCCESS) {
        CU_basic_set_mode(CU_BRM_VERBOSE);
        CU_basic_run_tests();
        failures = CU_get_number_of_failures();
        if (CU_get_number_of_asserts() == 0)
            failures++; /* a suite that asserted nothing has not passed */
    }
    CU_cleanup_registry();
    return failures ? 1 : 0;
}
