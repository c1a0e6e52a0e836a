#include "order.h"

enum { FEW = 24, DIGIT_MAX = 8 };

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
    uint32_t at[1 << DIGIT_MAX];
    const uint64_t mask = (UINT64_C(1) << width) - 1;
    memset(at, 0, (mask + 1) * sizeof *at);
    for (size_t i = 0; i < n; i++)
        at[from[i] >> shift & mask]++;
    uint32_t sum = 0;
    for (size_t d = 0; d <= mask; d++) {
        const uint32_t count = at[d];
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

/* ---- by marks ---- */

enum { WORD = 64 };

bool vn_order_marks_new(vn_order_marks *m, size_t bound)
{
    const size_t groups = bound / (WORD * WORD) + 1;
    *m = (vn_order_marks){.mark = vn_calloc(groups, WORD * sizeof *m->mark)};
    m->group = vn_calloc(groups, sizeof *m->group);
    m->byte = vn_calloc(bound, sizeof *m->byte);
    if (m->mark && m->group && m->byte)
        return true;
    vn_order_marks_free(m);
    return false;
}

void vn_order_marks_free(vn_order_marks *m)
{
    free(m->mark);
    free(m->group);
    free(m->byte);
    *m = (vn_order_marks){0};
}

void vn_order_marked(vn_order_marks *m, uint32_t *number, uint8_t *byte, size_t n)
{
    uint64_t *mark = m->mark; /* copies, which no store to a byte can change */
    uint64_t *group = m->group;
    uint8_t *byte_of = m->byte;
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        const uint32_t x = number[i];
        mark[x / WORD] |= UINT64_C(1) << x % WORD;
        group[x / (WORD * WORD)] |= UINT64_C(1) << x / WORD % WORD;
        byte_of[x] = byte[i];
    }
    for (size_t g = 0; k < n; g++) {
        for (uint64_t words = group[g]; words; words &= words - 1) {
            const size_t w = g * WORD + vn_lowest_bit64(words);
            for (uint64_t left = mark[w]; left; left &= left - 1) {
                const uint32_t x = (uint32_t)(w * WORD + vn_lowest_bit64(left));
                number[k] = x;
                byte[k++] = byte_of[x];
            }
            mark[w] = 0;
        }
        group[g] = 0;
    }
}
