#include "dup_bands.h"

#include <math.h>

/* Pairs that are looked for are missed at most so often. */
static const double MISS = 0.001;

enum { MAX_ROWS = 16, FIRST_SLOTS = 1024 };

static double miss(double j, unsigned rows, unsigned bands)
{
    return pow(1 - pow(j, rows), bands);
}

static unsigned bands_of(unsigned rows)
{
    const unsigned most = VN_BAND_VALUES / rows;
    return most < VN_BANDS_MAX ? most : VN_BANDS_MAX;
}

/* The longer a band, the fewer pairs below the threshold are met. */
static unsigned rows_for(double min)
{
    unsigned rows = MAX_ROWS;
    while (rows > 1 && miss(min, rows, bands_of(rows)) > MISS)
        rows--;
    return rows;
}

double vn_dup_miss(double min, double j, unsigned *rows, unsigned *bands)
{
    const unsigned r = rows_for(min);
    if (rows)
        *rows = r;
    if (bands)
        *bands = bands_of(r);
    return miss(j, r, bands_of(r));
}

void vn_bands_begin(vn_bands *b, double min)
{
    *b = (vn_bands){.rows = rows_for(min)};
    b->bands = bands_of(b->rows);
}

void vn_bands_free(vn_bands *b)
{
    free(b->key);
    free(b->next);
    free(b->seen);
    free(b->slot);
    free(b->found);
    *b = (vn_bands){0};
}

void vn_bands_keys(const vn_bands *b, const uint32_t *sketch, uint32_t *key)
{
    for (unsigned band = 0; band < b->bands; band++) {
        uint64_t h = 0;
        for (unsigned r = 0; r < b->rows; r++)
            h = vn_mix(h + UINT64_C(0x9e3779b97f4a7c15) + sketch[band * b->rows + r]);
        key[band] = (uint32_t)h;
    }
}

/* Where a band's key is, or would be put. */
static uint32_t *place(const vn_bands *b, unsigned band, uint32_t key)
{
    uint32_t *table = b->slot + band * b->slots;
    size_t at = key & (b->slots - 1);
    while (table[at] && b->key[(size_t)(table[at] - 1) * b->bands + band] != key)
        at = (at + 1) & (b->slots - 1);
    return &table[at];
}

static void prefetch(const vn_bands *b, const uint32_t *key)
{
    for (unsigned band = 0; band < b->bands; band++)
        VN_PREFETCH(&b->slot[band * b->slots + (key[band] & (b->slots - 1))]);
    for (unsigned band = 0; band < b->bands; band++) {
        const uint32_t last = b->slot[band * b->slots + (key[band] & (b->slots - 1))];
        if (last)
            VN_PREFETCH(&b->key[(size_t)(last - 1) * b->bands + band]);
    }
}

vn_status vn_bands_find(vn_bands *b, const uint32_t *key, vn_error *err)
{
    b->n_found = 0;
    b->query++;
    if (!b->n)
        return VN_OK;
    prefetch(b, key);
    for (unsigned band = 0; band < b->bands; band++) {
        for (uint32_t m = *place(b, band, key[band]); m; m = b->next[(size_t)(m - 1) * b->bands + band]) {
            if (b->seen[m - 1] == b->query)
                continue;
            if (b->most && b->n_found == b->most)
                return VN_OK;
            if (!vn_grow((void **)&b->found, &b->found_cap, b->n_found + 1, sizeof *b->found))
                return vn_fail_memory(err, "candidates");
            b->seen[m - 1] = b->query;
            b->found[b->n_found++] = m - 1;
        }
    }
    return VN_OK;
}

static void link_member(vn_bands *b, size_t m)
{
    for (unsigned band = 0; band < b->bands; band++) {
        uint32_t *at = place(b, band, b->key[m * b->bands + band]);
        b->next[m * b->bands + band] = *at;
        *at = (uint32_t)m + 1;
    }
}

/* Tables of at least twice as many places as n members. */
static vn_status make_slots(vn_bands *b, size_t n, vn_error *err)
{
    size_t slots = b->slots ? b->slots : FIRST_SLOTS;
    while (slots / 2 < n)
        slots *= 2;
    if (slots == b->slots)
        return VN_OK;
    uint32_t *slot = vn_calloc(slots * b->bands, sizeof *slot);
    if (!slot)
        return vn_fail_memory(err, "bands");
    free(b->slot);
    b->slot = slot;
    b->slots = slots;
    for (size_t m = 0; m < b->n; m++)
        link_member(b, m);
    return VN_OK;
}

static vn_status make_room(vn_bands *b, size_t n, vn_error *err)
{
    if (n > UINT32_MAX - 1)
        return vn_fail(err, VN_ELIMIT, "more than 2^32 - 2 documents");
    if (!vn_grow((void **)&b->key, &b->key_cap, n * b->bands, sizeof *b->key) ||
        !vn_grow((void **)&b->next, &b->next_cap, n * b->bands, sizeof *b->next) ||
        !vn_grow((void **)&b->seen, &b->seen_cap, n, sizeof *b->seen))
        return vn_fail_memory(err, "bands");
    return VN_OK;
}

vn_status vn_bands_fill(vn_bands *b, size_t n, vn_error *err)
{
    vn_status st = make_room(b, n, err);
    if (st || !n)
        return st;
    memset(b->seen, 0, n * sizeof *b->seen);
    b->n = n;
    st = make_slots(b, n, err);
    if (st)
        b->n = 0;
    return st;
}

vn_status vn_bands_add(vn_bands *b, const uint32_t *key, vn_error *err)
{
    vn_status st = make_room(b, b->n + 1, err);
    if (!st)
        st = make_slots(b, b->n + 1, err);
    if (st)
        return st;
    memcpy(b->key + b->n * b->bands, key, b->bands * sizeof *key);
    b->seen[b->n] = 0;
    link_member(b, b->n++);
    return VN_OK;
}
