/* A list of names that is accepted finds every name of it, and any text may be looked through. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    vn_aliases *aliases = NULL;
    vn_terms *terms = NULL;
    vn_term *list = NULL;
    size_t n = 0;
    vn_error err = {0};
    const vn_slice bytes = fuzz_slice(data, size);
    const vn_status st = vn_aliases_parse(&aliases, bytes, &err);
    FUZZ_CHECK(st == VN_OK || ((st == VN_EDATA || st == VN_ELIMIT) && err.msg[0]));
    if (st)
        return 0;
    const vn_terms_options options = {.ngram_max = 2, .aliases = aliases};
    FUZZ_CHECK(vn_terms_new(&terms, &options, NULL) == VN_OK);
    const vn_status added = vn_terms_add_field(terms, bytes, &err);
    FUZZ_CHECK(added == VN_OK || added == VN_EDATA);
    FUZZ_CHECK(vn_terms_list(terms, &list, &n, NULL) == VN_OK);
    vn_terms_free(terms);
    vn_aliases_free(aliases);
    return 0;
}
