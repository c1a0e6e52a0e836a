#include "fragment.h"

enum { MOST_WORDS = 16 };

/* Where the words of a phrase begin, and behind its end as if another followed; 0 when there are too many. */
static size_t word_starts(vn_slice term, char gap, size_t start[MOST_WORDS + 1])
{
    size_t words = 0;
    start[words++] = 0;
    for (size_t i = 0; i < term.len; i++)
        if (term.ptr[i] == gap) {
            if (words == MOST_WORDS)
                return 0;
            start[words++] = i + 1;
        }
    start[words] = term.len + 1;
    return words;
}

typedef struct choice {
    const vn_fragment_term *term;
    const vn_map *map; /* of the terms, by their places */
    bool *dropped;
    char gap;
} choice;

typedef void meet_fn(choice *c, size_t whole, size_t part);

static void drop_fragment(choice *c, size_t whole, size_t part)
{
    if (c->term[whole].df * 4 >= c->term[part].df * 3)
        c->dropped[part] = true;
}

static void yield_to_better(choice *c, size_t whole, size_t part)
{
    if (part < whole && !c->dropped[part])
        c->dropped[whole] = true;
}

static void drop_worse(choice *c, size_t whole, size_t part)
{
    if (part > whole)
        c->dropped[part] = true;
}

/* Calls back for each term that stands inside this one. */
static void meet_parts(choice *c, size_t whole, meet_fn *meet)
{
    size_t start[MOST_WORDS + 1];
    const vn_slice text = c->term[whole].term;
    const size_t words = word_starts(text, c->gap, start);
    for (size_t from = 0; from < words; from++)
        for (size_t to = from + 1; to <= words; to++) {
            const vn_slice part = {text.ptr + start[from], start[to] - 1 - start[from]};
            const uint32_t at = part.len < text.len ? vn_map_find(c->map, part) : VN_MAP_NONE;
            if (at != VN_MAP_NONE)
                meet(c, whole, at);
        }
}

bool vn_fragments(const vn_fragment_term *term, size_t n, char gap, vn_map *map, bool *dropped)
{
    choice c = {term, map, dropped, gap};
    vn_map_clear(map);
    for (size_t i = 0; i < n; i++)
        if (vn_map_add(map, term[i].term) == VN_MAP_NONE)
            return false;
    memset(dropped, 0, n * sizeof *dropped);
    for (size_t i = 0; i < n; i++)
        meet_parts(&c, i, drop_fragment);
    for (size_t i = 0; i < n; i++) {
        if (!dropped[i])
            meet_parts(&c, i, yield_to_better);
        if (!dropped[i])
            meet_parts(&c, i, drop_worse);
    }
    return true;
}
