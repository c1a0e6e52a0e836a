#include "harness.h"

#include "vn/keyword.h"
#include "vn/layout.h"

static void structures_have_their_size_and_others_none(void)
{
    CU_ASSERT_EQUAL(vn_sizeof("vn_error"), sizeof(vn_error));
    CU_ASSERT_EQUAL(vn_sizeof("vn_keyword_options"), sizeof(vn_keyword_options));
    CU_ASSERT_EQUAL(vn_sizeof("vn_slice"), sizeof(vn_slice));
    CU_ASSERT_EQUAL(vn_sizeof("vn_segmenter"), 0);
    CU_ASSERT_EQUAL(vn_sizeof(""), 0);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"structures have their size, and others none", structures_have_their_size_and_others_none},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("layout", tests);
}
