#include "gramtab.h"

static uint32_t *probe(const vn_gramtab *t, uint64_t key)
{
    const size_t mask = t->slots - 1;
    for (size_t i = (size_t)vn_mix(key) & mask;; i = (i + 1) & mask)
        if (!t->slot[i] || t->key[t->slot[i] - 1] == key)
            return &t->slot[i];
}

static bool rehash(vn_gramtab *t, size_t slots)
{
    uint32_t *slot = vn_calloc(slots, sizeof *slot);
    if (!slot)
        return false;
    free(t->slot);
    t->slot = slot;
    t->slots = slots;
    for (size_t n = 0; n < t->n; n++)
        *probe(t, t->key[n]) = (uint32_t)n + 1;
    return true;
}

uint32_t vn_gramtab_find(const vn_gramtab *t, uint64_t key)
{
    return t->slots ? *probe(t, key) - 1 : VN_GRAM_NONE; /* 0 - 1 is VN_GRAM_NONE */
}

static bool grow(vn_gramtab *t)
{
    size_t cap = t->cap;
    if (t->n < cap)
        return true;
    if (!vn_grow((void **)&t->key, &cap, t->n + 1, sizeof *t->key))
        return false;
    uint32_t *count = vn_realloc(t->count, cap, sizeof *count);
    if (!count)
        return false;
    t->count = count;
    t->cap = cap;
    return true;
}

uint32_t vn_gramtab_add(vn_gramtab *t, uint64_t key)
{
    if (t->slots && *probe(t, key))
        return *probe(t, key) - 1;
    if (t->n >= VN_GRAM_NONE - 1 || ((t->n + 1) * 3 > t->slots * 2 && !rehash(t, t->slots ? t->slots * 2 : 1024)) ||
        !grow(t))
        return VN_GRAM_NONE;
    t->key[t->n] = key;
    t->count[t->n] = 0;
    *probe(t, key) = (uint32_t)++t->n;
    return (uint32_t)t->n - 1;
}

vn_status vn_gramtab_prune(vn_gramtab *t, uint32_t least, const uint8_t *keep, vn_error *err)
{
    size_t kept = 0;
    for (size_t n = 0; n < t->n; n++) {
        if (t->count[n] < least && !(keep && keep[n]))
            continue;
        t->key[kept] = t->key[n];
        t->count[kept++] = t->count[n];
    }
    t->n = kept;
    size_t slots = 1024;
    while (kept * 3 > slots * 2)
        slots *= 2;
    return rehash(t, slots) ? VN_OK : vn_fail_memory(err, "an n-gram table");
}

void vn_gramtab_free(vn_gramtab *t)
{
    free(t->key);
    free(t->count);
    free(t->slot);
    memset(t, 0, sizeof *t);
}
