/* Why two rows of a matrix are similar. Neighbours: neighbors.c; the full matrix: similar_matrix.c. */
#include "vn/similar.h"

static bool match_before(vn_match a, vn_match b)
{
    return a.score > b.score || (a.score == b.score && a.index < b.index);
}

/* Puts a match into a list of at most m that is kept sorted; m is small, so insertion is enough. */
static size_t insert_match(vn_match *match, size_t n, size_t m, vn_match item)
{
    if (n == m && !match_before(item, match[n - 1]))
        return n;
    size_t at = n < m ? n : n - 1;
    for (; at && match_before(item, match[at - 1]); at--)
        match[at] = match[at - 1];
    match[at] = item;
    return n < m ? n + 1 : n;
}

size_t vn_similar_why(const vn_sparse *x, size_t a, size_t b, vn_match *match, size_t m)
{
    size_t n = 0;
    size_t i = x->start[a];
    size_t j = x->start[b];
    while (m && i < x->start[a + 1] && j < x->start[b + 1]) {
        if (x->col[i] == x->col[j]) {
            const vn_match item = {x->col[i], x->val[i] * x->val[j]};
            if (item.score > 0)
                n = insert_match(match, n, m, item);
            i++;
            j++;
        } else if (x->col[i] < x->col[j]) {
            i++;
        } else {
            j++;
        }
    }
    return n;
}
