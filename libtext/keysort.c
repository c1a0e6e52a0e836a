/* Eight bytes of each key are compared at a time, as one integer that stands beside the number: the keys themselves, which
 * lie all over the memory, are looked at once per eight bytes that are equal. */
#include "keysort.h"

enum { CHUNK = sizeof(uint64_t), FEW = 12 };

typedef struct item {
    uint64_t head;   /* bytes depth .. depth + 7 of the key, the first the highest */
    uint32_t number;
    uint32_t left;   /* bytes of the key from depth on; CHUNK + 1: more than a chunk */
} item;

static uint64_t read_head(vn_slice key, size_t depth)
{
    uint64_t head = 0;
    for (size_t i = 0; i < CHUNK; i++)
        head = head << 8 | (depth + i < key.len ? (unsigned char)key.ptr[depth + i] : 0U);
    return head;
}

static void load(item *it, vn_slice key, size_t depth)
{
    const size_t left = key.len > depth ? key.len - depth : 0;
    it->head = read_head(key, depth);
    it->left = left > CHUNK ? CHUNK + 1 : (uint32_t)left;
}

static bool before(const item *a, const item *b)
{
    return a->head != b->head ? a->head < b->head : a->left < b->left;
}

static int by_head(const void *a, const void *b)
{
    return before(b, a) - before(a, b);
}

static void insert_few(item *it, size_t n, const vn_slice *key)
{
    for (size_t i = 1; i < n; i++) {
        const item moved = it[i];
        size_t at = i;
        for (; at && vn_slice_cmp(key[moved.number], key[it[at - 1].number]) < 0; at--)
            it[at] = it[at - 1];
        it[at] = moved;
    }
}

/* The keys agree in the bytes before depth. */
static void sort_from(item *it, size_t n, const vn_slice *key, size_t depth)
{
    if (n <= FEW) {
        insert_few(it, n, key);
        return;
    }
    for (size_t i = 0; i < n; i++)
        load(&it[i], key[it[i].number], depth);
    qsort(it, n, sizeof *it, by_head);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && it[end].head == it[i].head && it[end].left == it[i].left; end++)
            continue;
        if (end - i > 1 && it[i].left > CHUNK)
            sort_from(it + i, end - i, key, depth + CHUNK);
    }
}

bool vn_sort_keys(uint32_t *number, size_t n, const vn_slice *key)
{
    item *it = vn_calloc(n, sizeof *it);
    if (!it)
        return false;
    for (size_t i = 0; i < n; i++)
        it[i].number = number[i];
    sort_from(it, n, key, 0);
    for (size_t i = 0; i < n; i++)
        number[i] = it[i].number;
    free(it);
    return true;
}
