#include "keyword_known.h"

enum { FIRST_SLOTS = 1024 };

/* Where the words are, or would be. */
static vn_keyword_known *place_of(const vn_keyword_knowns *all, const uint32_t *word)
{
    uint64_t half[2];
    memcpy(half, word, sizeof half);
    const size_t mask = all->slots - 1;
    for (size_t i = (size_t)vn_mix(half[0] * UINT64_C(0x9e3779b97f4a7c15) ^ half[1]) & mask;; i = (i + 1) & mask) {
        vn_keyword_known *k = &all->slot[i];
        if (!k->word[0] || memcmp(k->word, word, sizeof k->word) == 0)
            return k;
    }
}

static bool grow(vn_keyword_knowns *all)
{
    vn_keyword_knowns grown = {.slots = all->slots ? 2 * all->slots : FIRST_SLOTS, .n = all->n};
    grown.slot = vn_calloc(grown.slots, sizeof *grown.slot);
    if (!grown.slot)
        return false;
    vn_advise_large(grown.slot, grown.slots * sizeof *grown.slot);
    for (size_t i = 0; i < all->slots; i++)
        if (all->slot[i].word[0])
            *place_of(&grown, all->slot[i].word) = all->slot[i];
    free(all->slot);
    *all = grown;
    return true;
}

const vn_keyword_known *vn_keyword_known_find(const vn_keyword_knowns *all, const uint32_t *word)
{
    const vn_keyword_known *k = all->slots ? place_of(all, word) : NULL;
    return k && k->word[0] ? k : NULL;
}

bool vn_keyword_known_add(vn_keyword_knowns *all, const vn_keyword_known *phrase)
{
    if (2 * (all->n + 1) > all->slots && !grow(all))
        return false;
    *place_of(all, phrase->word) = *phrase;
    all->n++;
    return true;
}

void vn_keyword_knowns_free(vn_keyword_knowns *all)
{
    free(all->slot);
    *all = (vn_keyword_knowns){0};
}
