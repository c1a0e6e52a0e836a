#include "order.h"

enum { FEW = 24, DIGIT_MAX = 8, PREFIX = 8 };

/* ---- numbers ---- */

static void insert_by_bits(uint64_t *item, size_t n, uint64_t mask)
{
    for (size_t i = 1; i < n; i++) {
        const uint64_t x = item[i];
        size_t j = i;
        for (; j > 0 && (item[j - 1] & mask) > (x & mask); j--)
            item[j] = item[j - 1];
        item[j] = x;
    }
}

/* One pass: stable by the digit of `width` bits at `shift`. */
static void spread(const uint64_t *from, uint64_t *to, size_t n, unsigned shift, unsigned width)
{
    size_t at[1 << DIGIT_MAX] = {0};
    const uint64_t mask = (UINT64_C(1) << width) - 1;
    for (size_t i = 0; i < n; i++)
        at[from[i] >> shift & mask]++;
    size_t sum = 0;
    for (size_t d = 0; d <= mask; d++) {
        const size_t count = at[d];
        at[d] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        to[at[from[i] >> shift & mask]++] = from[i];
}

void vn_order_bits(uint64_t *item, uint64_t *scratch, size_t n, unsigned low, unsigned bits)
{
    if (n < FEW) {
        insert_by_bits(item, n, (bits < 64 ? (UINT64_C(1) << bits) - 1 : UINT64_MAX) << low);
        return;
    }
    const unsigned passes = (bits + DIGIT_MAX - 1) / DIGIT_MAX;
    uint64_t *from = item;
    uint64_t *to = scratch;
    for (unsigned done = 0, left = passes; left; left--) {
        const unsigned width = (bits - done + left - 1) / left;
        spread(from, to, n, low + done, width);
        done += width;
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != item)
        memcpy(item, from, n * sizeof *item);
}

/* ---- strings ---- */

/* A string by the eight bytes at the depth that is being sorted; the first counts most. */
typedef struct prefixed {
    uint64_t prefix;
    uint32_t index;
} prefixed;

/* Bytes depth .. depth+7, zeros behind the end. */
static uint64_t prefix_of(vn_slice s, size_t depth)
{
    uint64_t prefix = 0;
    for (size_t i = depth; i < depth + PREFIX; i++)
        prefix = prefix << 8 | (i < s.len ? (unsigned char)s.ptr[i] : 0);
    return prefix;
}

static void insert_strings(const vn_slice *slice, prefixed *item, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const prefixed x = item[i];
        size_t j = i;
        for (; j > 0 && vn_slice_cmp(slice[item[j - 1].index], slice[x.index]) > 0; j--)
            item[j] = item[j - 1];
        item[j] = x;
    }
}

/* One pass by a byte of the prefix; false when all have the same. */
static bool spread_prefixes(const prefixed *from, prefixed *to, size_t n, unsigned shift)
{
    size_t at[256] = {0};
    for (size_t i = 0; i < n; i++)
        at[from[i].prefix >> shift & 0xFF]++;
    if (at[from[0].prefix >> shift & 0xFF] == n)
        return false;
    size_t sum = 0;
    for (size_t d = 0; d < 256; d++) {
        const size_t count = at[d];
        at[d] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        to[at[from[i].prefix >> shift & 0xFF]++] = from[i];
    return true;
}

/* Sorts by the prefixes at `depth`. */
static void order_prefixes(const vn_slice *slice, prefixed *item, prefixed *scratch, size_t n, size_t depth)
{
    prefixed *from = item;
    prefixed *to = scratch;
    for (size_t i = 0; i < n; i++)
        item[i].prefix = prefix_of(slice[item[i].index], depth);
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if (!spread_prefixes(from, to, n, shift))
            continue;
        prefixed *swap = from;
        from = to;
        to = swap;
    }
    if (from != item)
        memcpy(item, from, n * sizeof *item);
}

/* Strings that agree up to `depth`. Those that differ do so within some depth, and few are left to compare whole. */
static void order_from(const vn_slice *slice, prefixed *item, prefixed *scratch, size_t n, size_t depth)
{
    if (n < FEW) {
        insert_strings(slice, item, n);
        return;
    }
    order_prefixes(slice, item, scratch, n, depth);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && item[end].prefix == item[i].prefix; end++)
            ;
        if (end - i > 1)
            order_from(slice, item + i, scratch, end - i, depth + PREFIX);
    }
}

bool vn_order_slices(const vn_slice *slice, uint32_t *order, size_t n)
{
    prefixed *item = vn_calloc(n, 2 * sizeof *item);
    if (!item)
        return false;
    for (size_t i = 0; i < n; i++)
        item[i].index = (uint32_t)i;
    order_from(slice, item, item + n, n, 0);
    for (size_t i = 0; i < n; i++)
        order[i] = item[i].index;
    free(item);
    return true;
}
