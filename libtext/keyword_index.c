#include "keyword_index.h"

#include "keyword.h"

enum { LEAST_SLOTS = 64 };

static uint32_t tag_of(uint64_t mixed)
{
    return (uint32_t)(mixed >> 32);
}

static bool make_room(vn_keyword_index *x, size_t slots)
{
    if (!vn_grow((void **)&x->slot, &x->cap, slots, sizeof *x->slot))
        return false;
    memset(x->slot, 0, slots * sizeof *x->slot);
    x->slots = slots;
    return true;
}

vn_status vn_keyword_index_begin(vn_keyword_index *x, size_t phrases, vn_error *err)
{
    size_t slots = LEAST_SLOTS;
    while (slots < phrases + phrases / 2)
        slots *= 2;
    return make_room(x, slots) ? VN_OK : vn_fail_memory(err, "the phrases of a document");
}

/* Twice the places; the candidates are those that were listed so far. */
static bool grow(vn_keyword_document *doc)
{
    vn_keyword_index *x = &doc->index;
    if (!make_room(x, 2 * x->slots))
        return false;
    for (uint32_t n = 0; n < doc->n_candidates; n++) {
        const uint64_t mixed = vn_mix(doc->candidate[n].print);
        size_t i = (size_t)mixed & (x->slots - 1);
        while (x->slot[i].number)
            i = (i + 1) & (x->slots - 1);
        x->slot[i] = (vn_map_slot){n + 1, tag_of(mixed)};
    }
    return true;
}

/* The key of the candidate is this one. */
static bool has_key(const vn_keyword_document *doc, const vn_keyword_candidate *c, vn_slice key)
{
    size_t at = 0;
    for (size_t i = c->token; i < c->token + (size_t)c->words; i++) {
        const vn_slice word = vn_keyword_word_key(doc, doc->token[i].word);
        if (i > c->token && (at == key.len || key.ptr[at++] != '_'))
            return false;
        if (word.len > key.len - at || memcmp(word.ptr, key.ptr + at, word.len) != 0)
            return false;
        at += word.len;
    }
    return at == key.len;
}

/* The bytes of a key, one by one. */
typedef struct cursor {
    const vn_keyword_document *doc;
    size_t token;
    size_t end;
    size_t at; /* byte of the token's key */
} cursor;

/* -1: there is none. */
static int next_byte(cursor *c)
{
    const vn_slice word = vn_keyword_word_key(c->doc, c->doc->token[c->token].word);
    if (c->at < word.len)
        return (unsigned char)word.ptr[c->at++];
    if (c->token + 1 == c->end)
        return -1;
    c->token++;
    c->at = 0;
    return '_';
}

/* The candidate has the key of these tokens: mostly because it has their words, else they are cut in another way. */
static bool is_same(const vn_keyword_document *doc, const vn_keyword_candidate *c, size_t first, size_t words)
{
    const vn_keyword_token *a = &doc->token[c->token];
    const vn_keyword_token *b = &doc->token[first];
    size_t same = 0;
    while (same < words && same < c->words && a[same].word == b[same].word)
        same++;
    if (same == words && same == c->words)
        return true;
    cursor left = {doc, c->token, c->token + (size_t)c->words, 0};
    cursor right = {doc, first, first + words, 0};
    int byte;
    do {
        byte = next_byte(&left);
        if (byte != next_byte(&right))
            return false;
    } while (byte >= 0);
    return true;
}

uint32_t vn_keyword_index_add(vn_keyword_document *doc, uint64_t print, size_t first, size_t words)
{
    vn_keyword_index *x = &doc->index;
    const uint64_t mixed = vn_mix(print);
    if (doc->n_candidates * 3 >= x->slots * 2 && (doc->n_candidates >= VN_MAP_NONE - 1 || !grow(doc)))
        return VN_MAP_NONE;
    for (size_t i = (size_t)mixed & (x->slots - 1);; i = (i + 1) & (x->slots - 1)) {
        vn_map_slot *slot = &x->slot[i];
        if (!slot->number) {
            *slot = (vn_map_slot){(uint32_t)doc->n_candidates + 1, tag_of(mixed)};
            return slot->number - 1;
        }
        const vn_keyword_candidate *c = &doc->candidate[slot->number - 1];
        if (slot->tag == tag_of(mixed) && c->print == print && is_same(doc, c, first, words))
            return slot->number - 1;
    }
}

uint32_t vn_keyword_index_find(const vn_keyword_document *doc, uint64_t print, vn_slice key)
{
    const vn_keyword_index *x = &doc->index;
    const uint64_t mixed = vn_mix(print);
    for (size_t i = (size_t)mixed & (x->slots - 1); x->slots && x->slot[i].number; i = (i + 1) & (x->slots - 1)) {
        if (x->slot[i].tag != tag_of(mixed))
            continue;
        const uint32_t added = x->slot[i].number - 1;
        const uint32_t number = doc->tuned ? doc->kept[added] : added;
        if (number != VN_MAP_NONE && doc->candidate[number].print == print && has_key(doc, &doc->candidate[number], key))
            return number;
    }
    return VN_MAP_NONE;
}

void vn_keyword_index_free(vn_keyword_index *x)
{
    free(x->slot);
    *x = (vn_keyword_index){0};
}
