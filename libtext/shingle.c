#include "shingle.h"

#include "buf.h"
#include "scan.h"

enum { DEFAULT_SYLLABLES = 6, MAX_SYLLABLES = 64 };

/* A shingle is the sum of its syllables' hashes times powers of this odd number, so that the next one follows from it. */
static const uint64_t STEP = UINT64_C(0x9e3779b97f4a7c15);

struct vn_shingler {
    unsigned k;
    uint64_t last; /* STEP to the k */
    vn_buf text;   /* folded */
    uint64_t *syllable; /* [cap] */
    size_t cap;
    uint64_t *set; /* [set_cap] */
    size_t set_cap;
    uint64_t *spread; /* [spread_cap] */
    size_t spread_cap;
    uint32_t *count; /* [count_cap] */
    size_t count_cap;
};

vn_status vn_shingler_new(vn_shingler **out, unsigned syllables, vn_error *err)
{
    if (syllables > MAX_SYLLABLES)
        return vn_fail(err, VN_EINVAL, "a shingle has 1 to %d syllables, not %u", MAX_SYLLABLES, syllables);
    vn_shingler *s = vn_calloc(1, sizeof *s);
    if (!s)
        return vn_fail_memory(err, "shingles");
    s->k = syllables ? syllables : DEFAULT_SYLLABLES;
    s->last = 1;
    for (unsigned i = 0; i < s->k; i++)
        s->last *= STEP;
    *out = s;
    return VN_OK;
}

void vn_shingler_free(vn_shingler *shingler)
{
    if (!shingler)
        return;
    vn_buf_free(&shingler->text);
    free(shingler->syllable);
    free(shingler->set);
    free(shingler->spread);
    free(shingler->count);
    free(shingler);
}

/* Syllables --------------------------------------------------------------------------------------------------------- */

/* Length of the sign of ASCII, or of U+2000-203F (– “ ” …), that begins p, where no word does; else 0. */
static inline size_t common_sign(const char *p, const char *end)
{
    if ((unsigned char)*p < 0x80)
        return 1;
    return end - p >= 3 && p[0] == (char)0xE2 && p[1] == (char)0x80 ? 3 : 0;
}

/* The next syllable of folded text, in which no `_` is left; NULL at the end. */
static const char *next_syllable(const char *p, const char *end, const char **stop)
{
    while (p < end) {
        *stop = vn_scan_word(p, end);
        if (*stop > p)
            return p;
        const size_t sign = common_sign(p, end);
        if (sign) {
            p += sign;
            continue;
        }
        vn_char class;
        const size_t len = vn_char_class(p, (size_t)(end - p), &class);
        *stop = p + len;
        if (class == VN_CHAR_CJK)
            return p;
        p += len;
    }
    return NULL;
}

static vn_status fold(vn_shingler *s, vn_slice text, vn_error *err)
{
    s->text.len = 0;
    s->text.max = SIZE_MAX;
    vn_status st = vn_buf_reserve(&s->text, 1, err); /* so that nothing is somewhere too */
    if (!st)
        st = vn_fold(text, &s->text, err);
    for (size_t i = 0; !st && i < s->text.len; i++)
        if (s->text.ptr[i] == '_')
            s->text.ptr[i] = ' ';
    return st;
}

static vn_status find_syllables(vn_shingler *s, size_t *n, vn_error *err)
{
    const char *p = s->text.ptr;
    const char *end = p + s->text.len;
    const char *stop = p;
    for (*n = 0; (p = next_syllable(stop, end, &stop)); ++*n) {
        if (*n == s->cap && !vn_grow((void **)&s->syllable, &s->cap, *n + 1, sizeof *s->syllable))
            return vn_fail_memory(err, "shingles");
        s->syllable[*n] = vn_hash(p, (size_t)(stop - p));
    }
    return VN_OK;
}

/* The set ----------------------------------------------------------------------------------------------------------- */

/* Puts x in its place among the m ascending items of a; the number of items afterwards. */
static inline size_t insert(uint64_t *a, size_t m, uint64_t x)
{
    size_t i = m;
    while (i > 0 && a[i - 1] > x)
        i--;
    if (i > 0 && a[i - 1] == x)
        return m;
    memmove(a + i + 1, a + i, (m - i) * sizeof *a);
    a[i] = x;
    return m + 1;
}

static inline size_t bucket_of(uint64_t x, unsigned bits)
{
    return bits ? (size_t)(x >> (64 - bits)) : 0;
}

static bool make_scratch(vn_shingler *s, size_t n, size_t buckets)
{
    return vn_grow((void **)&s->spread, &s->spread_cap, n, sizeof *s->spread) &&
           vn_grow((void **)&s->count, &s->count_cap, buckets + 1, sizeof *s->count);
}

/* Sorts and drops repetitions. The items are hashes, so their leading bits spread them over buckets of about one each. */
static vn_status sort_set(vn_shingler *s, size_t *n, vn_error *err)
{
    unsigned bits = 0;
    while (bits < 24 && ((size_t)1 << bits) < *n)
        bits++;
    const size_t buckets = (size_t)1 << bits;
    if (!make_scratch(s, *n, buckets))
        return vn_fail_memory(err, "shingles");
    memset(s->count, 0, (buckets + 1) * sizeof *s->count);
    for (size_t i = 0; i < *n; i++)
        s->count[bucket_of(s->set[i], bits) + 1]++;
    for (size_t b = 0; b < buckets; b++)
        s->count[b + 1] += s->count[b];
    for (size_t i = 0; i < *n; i++)
        s->spread[s->count[bucket_of(s->set[i], bits)]++] = s->set[i];
    size_t m = 0; /* count[b] is now the end of bucket b */
    for (size_t b = 0, from = 0; b < buckets; from = s->count[b++]) {
        const size_t begin = m;
        for (size_t i = from; i < s->count[b]; i++)
            m = begin + insert(s->set + begin, m - begin, s->spread[i]);
    }
    *n = m;
    return VN_OK;
}

static size_t roll(vn_shingler *s, size_t syllables)
{
    uint64_t sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < syllables; i++) {
        sum = sum * STEP + s->syllable[i];
        if (i >= s->k)
            sum -= s->syllable[i - s->k] * s->last;
        if (i + 1 >= s->k || i + 1 == syllables)
            s->set[n++] = vn_mix(sum);
    }
    return n;
}

vn_status vn_shingle(vn_shingler *shingler, vn_slice text, vn_shingles *set, vn_error *err)
{
    size_t n = 0;
    vn_status st = fold(shingler, text, err);
    if (!st)
        st = find_syllables(shingler, &n, err);
    if (!st && n > UINT32_MAX)
        st = vn_fail(err, VN_ELIMIT, "a text of more than 2^32 syllables");
    if (!st && !vn_grow((void **)&shingler->set, &shingler->set_cap, n, sizeof *shingler->set))
        st = vn_fail_memory(err, "shingles");
    if (st)
        return st;
    n = roll(shingler, n);
    st = sort_set(shingler, &n, err);
    if (!st)
        *set = (vn_shingles){shingler->set, n};
    return st;
}

/* Comparing --------------------------------------------------------------------------------------------------------- */

static double quotient(size_t shared, vn_shingles a, vn_shingles b)
{
    return (double)shared / (double)(a.n + b.n - shared);
}

double vn_jaccard(vn_shingles a, vn_shingles b)
{
    return a.n + b.n ? vn_jaccard_min(a, b, 0) : 0;
}

/* The loop has no branch but its end, and looks only now and then whether what is left can still suffice. */
double vn_jaccard_min(vn_shingles a, vn_shingles b, double min)
{
    enum { STRIDE = 64 };
    size_t i = 0;
    size_t j = 0;
    size_t shared = 0;
    while (i < a.n && j < b.n) {
        const size_t left = a.n - i < b.n - j ? a.n - i : b.n - j;
        if (quotient(shared + left, a, b) < min)
            return 0;
        for (size_t step = 0; step < STRIDE && i < a.n && j < b.n; step++) {
            const uint64_t x = a.item[i];
            const uint64_t y = b.item[j];
            shared += x == y;
            i += x <= y;
            j += y <= x;
        }
    }
    const double score = quotient(shared, a, b);
    return score >= min ? score : 0;
}
