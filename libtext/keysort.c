/* Eight bytes of each key are compared at a time, as one integer that stands beside the number: the keys themselves, which
 * lie all over the memory, are looked at once per eight bytes that are equal. Many keys are first dealt out by their first
 * two bytes, and threads sort the heaps. */
#include "keysort.h"

#include "pool.h"

enum { CHUNK = sizeof(uint64_t), FEW = 12, MANY = 4096, HEAP_BITS = 16, HEAPS = 1 << HEAP_BITS, PIECES = 64 };

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

/* By the heads only. */
static void insert_few(item *it, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const item moved = it[i];
        size_t at = i;
        for (; at && before(&moved, &it[at - 1]); at--)
            it[at] = it[at - 1];
        it[at] = moved;
    }
}

/* The keys agree in the bytes before depth, and their heads are those at depth. */
static void sort_from(item *it, size_t n, const vn_slice *key, size_t depth)
{
    if (n <= FEW)
        insert_few(it, n);
    else
        qsort(it, n, sizeof *it, by_head);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && it[end].head == it[i].head && it[end].left == it[i].left; end++)
            continue;
        if (end - i < 2 || it[i].left <= CHUNK)
            continue;
        for (size_t k = i; k < end; k++)
            load(&it[k], key[it[k].number], depth + CHUNK);
        sort_from(it + i, end - i, key, depth + CHUNK);
    }
}

/* Items dealt out: those of heap h begin at start[h]. */
typedef struct heaps {
    item *it;
    const vn_slice *key;
    uint32_t start[HEAPS + 1];
    size_t n;
} heaps;

static size_t heap_of(const item *it)
{
    return (size_t)(it->head >> (64 - HEAP_BITS));
}

static void deal(heaps *h, const item *from, size_t n)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < n; i++)
        h->start[heap_of(&from[i])]++;
    for (size_t i = 0; i <= HEAPS; i++) {
        sum += h->start[i];
        h->start[i] = sum;
    }
    for (size_t i = n; i-- > 0;)
        h->it[--h->start[heap_of(&from[i])]] = from[i];
    h->n = n;
}

/* The first heap that begins at `at` or later; HEAPS: none does. */
static size_t heap_from(const heaps *h, size_t at)
{
    size_t low = 0;
    size_t high = HEAPS;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (h->start[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The heaps that begin in one part of the items. */
static vn_status sort_piece(void *context, size_t index, unsigned thread, vn_error *err)
{
    heaps *h = context;
    const size_t last = h->n * (index + 1) / PIECES;
    (void)thread, (void)err;
    for (size_t i = heap_from(h, h->n * index / PIECES); i < HEAPS && h->start[i] < last; i++)
        sort_from(h->it + h->start[i], h->start[i + 1] - h->start[i], h->key, 0);
    return VN_OK;
}

static bool sort_many(item *it, uint32_t *number, size_t n, const vn_slice *key, unsigned threads)
{
    heaps *h = vn_calloc(1, sizeof *h);
    item *dealt = vn_calloc(n, sizeof *dealt);
    const bool room = h && dealt;
    if (room) {
        h->it = dealt;
        h->key = key;
        deal(h, it, n);
        vn_pool_run(threads, PIECES, sort_piece, h, NULL);
    }
    for (size_t i = 0; i < n && room; i++)
        number[i] = dealt[i].number;
    free(dealt);
    free(h);
    return room;
}

bool vn_sort_keys(uint32_t *number, size_t n, const vn_slice *key, unsigned threads)
{
    bool sorted = true;
    item *it = vn_calloc(n, sizeof *it);
    if (!it)
        return false;
    for (size_t i = 0; i < n; i++) {
        it[i].number = number[i];
        load(&it[i], key[number[i]], 0);
    }
    if (n >= MANY) {
        sorted = sort_many(it, number, n, key, threads);
    } else {
        sort_from(it, n, key, 0);
        for (size_t i = 0; i < n; i++)
            number[i] = it[i].number;
    }
    free(it);
    return sorted;
}
