/* First all ends of words are found and then all keys made, in two loops that have little to remember each. */
#include "fieldcut.h"

enum { BLOCK = 64 };

static inline bool is_break(char c)
{
    return c == ' ' || c == '\n';
}

/* The breaks of up to 64 bytes, a bit each. */
static inline uint64_t find_breaks(const char *p, size_t readable)
{
    uint64_t breaks = 0;
#ifdef VN_SSE2
    if (readable >= BLOCK) {
        for (unsigned i = 0; i < BLOCK; i += 16) {
            const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
            const __m128i hit =
                _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
            breaks |= (uint64_t)(uint32_t)_mm_movemask_epi8(hit) << i;
        }
        return breaks;
    }
#endif
    for (unsigned i = 0; i < BLOCK && i < readable; i++)
        breaks |= (uint64_t)is_break(p[i]) << i;
    return breaks;
}

void vn_fieldcut_begin(vn_fieldcut *cut, vn_slice field)
{
    cut->field = field;
    cut->at = cut->block = 0;
    cut->breaks = find_breaks(field.ptr, field.len);
}

/* Where the next words begin and how long they are. */
static size_t find_words(vn_fieldcut *c)
{
    const vn_slice field = c->field;
    size_t at = c->at;
    size_t block = c->block;
    uint64_t breaks = c->breaks;
    size_t n = 0;
    while (n < VN_CUT_MAX && at < field.len) {
        for (; breaks && n < VN_CUT_MAX; breaks &= breaks - 1) {
            const size_t end = block + vn_lowest_bit64(breaks);
            c->start[n] = at;
            c->len[n] = end - at;
            n += end > at;
            at = end + 1;
        }
        if (n == VN_CUT_MAX)
            break;
        block += BLOCK;
        if (block < field.len) {
            breaks = find_breaks(field.ptr + block, field.len - block);
        } else if (at < field.len) {
            c->start[n] = at;
            c->len[n++] = field.len - at;
            at = field.len;
        }
    }
    c->at = at;
    c->block = block;
    c->breaks = breaks;
    return n;
}

/* The key of word i, of which no byte behind the field is read. */
static void make_key(vn_fieldcut *c, size_t i)
{
    if (c->len[i] <= VN_SHORT_MAX)
        vn_short_make(&c->key[i], c->field.ptr + c->start[i], c->len[i], c->field.len - c->start[i]);
    else
        vn_short_make_none(&c->key[i]);
}

#ifdef VN_AVX2
/* Of the words behind which 32 bytes may be read; how many these are. */
VN_TARGET_AVX2 static size_t make_keys_avx2(vn_fieldcut *c, const vn_shortmap *map)
{
    const vn_shortmap places = *map; /* a copy, which no store to memory can change */
    const char *field = c->field.ptr;
    size_t n = c->n;
    while (n && c->start[n - 1] + sizeof(__m256i) > c->field.len)
        n--;
    for (size_t i = 0; i < n; i++) {
        vn_short_key *key = &c->key[i];
        if (c->len[i] <= VN_SHORT_MAX)
            vn_short_make_avx2(key, field + c->start[i], c->len[i]);
        else
            vn_short_make_none(key);
        vn_shortmap_prefetch(&places, key);
    }
    return n;
}
#endif

void vn_fieldcut_next(vn_fieldcut *cut, const vn_shortmap *map)
{
    size_t made = 0;
    cut->n = find_words(cut);
#ifdef VN_AVX2
    if (VN_HAS_AVX2)
        made = make_keys_avx2(cut, map);
#endif
    for (; made < cut->n; made++) {
        make_key(cut, made);
        vn_shortmap_prefetch(map, &cut->key[made]);
    }
}
