#include "keyword_sieve.h"

enum { BITS_A_TERM = 32, LEAST_BITS = 1024 };

vn_keyword_print vn_keyword_print_of(vn_slice key)
{
    vn_keyword_print p = {0, 1};
    for (size_t i = 0; i < key.len; i++) {
        p.sum = vn_keyword_print_add(p.sum, key.ptr[i]);
        p.power *= VN_KEYWORD_BASE;
    }
    return p;
}

static bool is_joined(vn_slice term)
{
    return term.len && (memchr(term.ptr, ' ', term.len) || memchr(term.ptr, '_', term.len));
}

vn_status vn_keyword_sieve_begin(vn_keyword_sieve *sieve, size_t terms, vn_error *err)
{
    size_t bits = LEAST_BITS;
    while (bits / BITS_A_TERM < terms && bits <= SIZE_MAX / 4)
        bits *= 2;
    sieve->bit = vn_calloc(bits / 64, sizeof *sieve->bit);
    if (!sieve->bit)
        return vn_fail_memory(err, "the phrases that are known");
    sieve->mask = bits - 1;
    return VN_OK;
}

void vn_keyword_sieve_add(vn_keyword_sieve *sieve, vn_slice term)
{
    const uint64_t at = vn_mix(vn_keyword_print_of(term).sum) & sieve->mask;
    if (is_joined(term))
        sieve->bit[at / 64] |= UINT64_C(1) << at % 64;
}

void vn_keyword_sieve_free(vn_keyword_sieve *sieve)
{
    free(sieve->bit);
    *sieve = (vn_keyword_sieve){0};
}
