#include "keyword_known.h"

enum { FIRST_SLOTS = 1024 };

static uint32_t tag_of(uint64_t hash)
{
    return (uint32_t)(hash >> 32);
}

static bool has_words(const vn_keyword_known *k, const uint32_t *word)
{
    uint32_t differ = 0;
    for (size_t i = 0; i < VN_KEYWORD_WORDS; i++)
        differ |= k->word[i] ^ word[i];
    return !differ;
}

uint32_t vn_keyword_known_find(const vn_keyword_knowns *all, const uint32_t word[VN_KEYWORD_WORDS], uint64_t hash)
{
    if (!all->slots)
        return VN_MAP_NONE;
    for (size_t i = (size_t)hash & (all->slots - 1);; i = (i + 1) & (all->slots - 1)) {
        const vn_map_slot *s = &all->slot[i];
        if (!s->number || (s->tag == tag_of(hash) && has_words(&all->item[s->number - 1], word)))
            return s->number - 1; /* 0 - 1 is VN_MAP_NONE */
    }
}

static void put(vn_keyword_knowns *all, uint32_t number)
{
    const uint64_t hash = vn_keyword_known_hash(all->item[number].word);
    size_t i = (size_t)hash & (all->slots - 1);
    while (all->slot[i].number)
        i = (i + 1) & (all->slots - 1);
    all->slot[i] = (vn_map_slot){number + 1, tag_of(hash)};
}

static bool grow(vn_keyword_knowns *all)
{
    const size_t slots = all->slots ? 2 * all->slots : FIRST_SLOTS;
    vn_map_slot *grown = vn_calloc(slots, sizeof *grown);
    if (!grown)
        return false;
    free(all->slot);
    all->slot = grown;
    all->slots = slots;
    for (uint32_t i = 0; i < all->n; i++)
        put(all, i);
    return true;
}

uint32_t vn_keyword_known_add(vn_keyword_knowns *all, const vn_keyword_known *phrase)
{
    if (all->n >= VN_MAP_NONE - 1 || !vn_grow((void **)&all->item, &all->cap, all->n + 1, sizeof *all->item) ||
        (2 * (all->n + 1) > all->slots && !grow(all)))
        return VN_MAP_NONE;
    all->item[all->n] = *phrase;
    put(all, (uint32_t)all->n);
    return (uint32_t)all->n++;
}

void vn_keyword_knowns_free(vn_keyword_knowns *all)
{
    free(all->item);
    free(all->slot);
    *all = (vn_keyword_knowns){0};
}
