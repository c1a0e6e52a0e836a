/* Nearest-neighbour chain (Murtagh 1983): follow nearest neighbours until two clusters are each other's nearest, merge
 * them, go on from what is left of the chain. Average, complete and Ward linkage are reducible, so the merges found this
 * way, sorted, are those of the plain algorithm (Müllner 2011), in quadratic time.
 *
 * The matrix is square, although half of it says all: a row in one piece is read several times faster than half a row and
 * half a column. To write the distances of a new cluster into its column, a cell in each row, would take longest of all;
 * so they stand in its own row alone, and another row takes them over when it is read next, which many never are. When
 * half of the clusters are gone, the matrix is moved together. */
#include "cluster_chain.h"

#include <math.h>

enum { LANES = 16, SPAN = 128, SQUARE = 64 };

typedef struct chain {
    const vn_linkage *linkage;
    float *d;      /* [m][stride] distances; INFINITY on the diagonal */
    size_t stride; /* an odd number of cache lines, so that a column does not fall on few places of the cache */
    size_t m;      /* places: clusters, and since the matrix was last moved together, those that are gone */
    float *gone;   /* [m, and to a multiple of SPAN] 0; INFINITY for a place without a cluster */
    float *size;   /* [m] documents */
    uint32_t *id;  /* [m] smallest row of the cluster, ascending */
    size_t n_active;
    uint32_t *link; /* [m] the chain, by places */
    size_t n_link;
    size_t first;   /* no cluster stands before this place */
    uint32_t *made; /* [n_made] places of clusters that merges made, in their order; some are gone or made anew since */
    size_t n_made;
    uint32_t *last; /* [m] what n_made was after the cluster of a place was made */
    uint32_t *seen; /* [m] of the clusters made, how many a row has taken over */
} chain;

static void update_average(float *restrict a, const float *restrict b, const float *restrict size, size_t m, float apart,
                           double na, double nb)
{
    (void)size;
    (void)apart;
    const double all = na + nb;
    for (size_t j = 0; j < m; j++)
        a[j] = (float)((na * (double)a[j] + nb * (double)b[j]) / all);
}

static void update_complete(float *restrict a, const float *restrict b, const float *restrict size, size_t m, float apart,
                            double na, double nb)
{
    (void)size;
    (void)apart;
    (void)na;
    (void)nb;
    for (size_t j = 0; j < m; j++)
        a[j] = a[j] > b[j] ? a[j] : b[j];
}

/* No union is nearer than the nearer of its parts; nor may rounding make it so, or the chain could go in circles. */
static void update_ward(float *restrict a, const float *restrict b, const float *restrict size, size_t m, float apart,
                        double na, double nb)
{
    for (size_t j = 0; j < m; j++) {
        const double n = (double)size[j];
        const float least = a[j] < b[j] ? a[j] : b[j];
        const float d = (float)(((na + n) * (double)a[j] + (nb + n) * (double)b[j] - n * (double)apart) / (na + nb + n));
        a[j] = d > least ? d : least;
    }
}

const vn_linkage vn_linkage_average = {.update = update_average};
const vn_linkage vn_linkage_complete = {.update = update_complete};
const vn_linkage vn_linkage_ward = {.squares = true, .update = update_ward};

/* Cells of a row; the search for the nearest reads up to SPAN beyond the last row, and skips what it reads there. */
static size_t stride_of(size_t n)
{
    return ((n + LANES - 1) / LANES | 1) * LANES;
}

static size_t whole_spans(size_t n)
{
    return (n + SPAN - 1) / SPAN * SPAN;
}

static vn_status store_row(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    (void)err;
    chain *c = context;
    float *d = c->d + row * c->stride;
    const double scale = c->linkage->squares ? 2 : 1;
    for (size_t j = 0; j < n; j++)
        d[j] = (float)(scale * (1 - score[j]));
    return VN_OK;
}

/* The upper triangle from the lower one, square by square; beyond the last column nothing is ever nearest. */
static void mirror(chain *c)
{
    for (size_t i0 = 0; i0 < c->m; i0 += SQUARE)
        for (size_t j0 = 0; j0 <= i0; j0 += SQUARE)
            for (size_t i = i0; i < c->m && i < i0 + SQUARE; i++)
                for (size_t j = j0; j < i && j < j0 + SQUARE; j++)
                    c->d[j * c->stride + i] = c->d[i * c->stride + j];
    for (size_t i = 0; i < c->m; i++)
        c->d[i * c->stride + i] = INFINITY;
}

static void free_chain(chain *c)
{
    free(c->d);
    free(c->gone);
    free(c->size);
    free(c->id);
    free(c->link);
    free(c->made);
    free(c->last);
    free(c->seen);
}

static vn_status make_chain(chain *c, const vn_sparse *x, unsigned threads, vn_error *err)
{
    const size_t n = x->rows;
    size_t cells = 0;
    c->m = c->n_active = n;
    c->stride = stride_of(n);
    if (vn_size_mul(n, c->stride, &cells))
        c->d = vn_calloc(cells + SPAN, sizeof *c->d);
    c->gone = vn_calloc(whole_spans(n), sizeof *c->gone);
    c->size = vn_calloc(n, sizeof *c->size);
    c->id = vn_calloc(n, sizeof *c->id);
    c->link = vn_calloc(n, sizeof *c->link);
    c->made = vn_calloc(n, sizeof *c->made);
    c->last = vn_calloc(n, sizeof *c->last);
    c->seen = vn_calloc(n, sizeof *c->seen);
    if (!c->d || !c->gone || !c->size || !c->id || !c->link || !c->made || !c->last || !c->seen)
        return vn_fail_memory(err, "a hierarchy");
    for (size_t j = n; j < whole_spans(n); j++)
        c->gone[j] = INFINITY;
    for (size_t i = 0; i < n; i++) {
        c->id[i] = (uint32_t)i;
        c->size[i] = 1;
    }
    const vn_status st = vn_similar_matrix(x, VN_MATRIX_LOWER, threads, store_row, c, err);
    if (!st)
        mirror(c);
    return st;
}

/* Takes the distances to clusters that were made since the row was read last from the rows of those. */
static void take_over(chain *c, size_t place)
{
    float *row = c->d + place * c->stride;
    for (size_t i = c->seen[place]; i < c->n_made; i++) {
        const size_t other = c->made[i];
        if (c->last[other] == i + 1 && other != place)
            row[other] = c->d[other * c->stride + place];
    }
    c->seen[place] = (uint32_t)c->n_made;
}

/* The least of SPAN distances. */
static float least_of(const float *restrict d, const float *restrict gone)
{
    float lane[LANES];
    for (size_t k = 0; k < LANES; k++)
        lane[k] = INFINITY;
    for (size_t j = 0; j < SPAN; j += LANES)
        for (size_t k = 0; k < LANES; k++) {
            const float v = d[j + k] + gone[j + k];
            lane[k] = v < lane[k] ? v : lane[k];
        }
    float least = lane[0];
    for (size_t k = 1; k < LANES; k++)
        least = lane[k] < least ? lane[k] : least;
    return least;
}

/* The cluster nearest to the one at a place. `previous`, the chain's last but one (or the place itself), wins ties, or the
 * chain could go in circles; else the smaller place, which is the smaller row. */
static size_t nearest(chain *c, size_t place, size_t previous)
{
    take_over(c, place);
    const float *d = c->d + place * c->stride;
    float best = INFINITY;
    size_t span = 0;
    for (size_t j = 0; j < c->m; j += SPAN) {
        const float least = least_of(d + j, c->gone + j);
        if (least < best) {
            best = least;
            span = j;
        }
    }
    if (previous != place && d[previous] <= best)
        return previous;
    while (d[span] + c->gone[span] > best)
        span++;
    return span;
}

/* Merges the clusters of two places into the first one. */
static void merge(chain *c, vn_merge *out, size_t a, size_t b)
{
    take_over(c, a);
    take_over(c, b);
    float *row = c->d + a * c->stride;
    const float apart = row[b];
    const double height = c->linkage->squares ? sqrt((double)apart) : (double)apart;
    *out = (vn_merge){c->id[a], c->id[b], height, 0};
    c->linkage->update(row, c->d + b * c->stride, c->size, c->m, apart, (double)c->size[a], (double)c->size[b]);
    row[a] = INFINITY;
    c->made[c->n_made++] = (uint32_t)a;
    c->last[a] = c->seen[a] = (uint32_t)c->n_made;
    c->last[b] = 0;
    c->size[a] += c->size[b];
    c->gone[b] = INFINITY;
    c->n_active--;
}

/* Drops places without a cluster. Rows and columns only move forward, so it is done in place. */
static void move_together(chain *c)
{
    uint32_t *from = c->made; /* [n] old places, and */
    uint32_t *to = c->last;   /* [m] the new ones: what both held before is settled here */
    size_t n = 0;
    for (size_t i = 0; i < c->m; i++)
        if (c->gone[i] == 0)
            take_over(c, i);
    for (size_t i = 0; i < c->m; i++) {
        to[i] = (uint32_t)n;
        if (c->gone[i] == 0)
            from[n++] = (uint32_t)i;
    }
    const size_t stride = stride_of(n);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            c->d[i * stride + j] = c->d[from[i] * c->stride + from[j]];
    for (size_t k = 0; k < c->n_link; k++)
        c->link[k] = to[c->link[k]];
    for (size_t i = 0; i < n; i++) {
        c->id[i] = c->id[from[i]];
        c->size[i] = c->size[from[i]];
    }
    memset(c->last, 0, c->m * sizeof *c->last);
    memset(c->seen, 0, c->m * sizeof *c->seen);
    c->n_made = 0;
    for (size_t j = 0; j < whole_spans(n); j++)
        c->gone[j] = j < n ? 0 : INFINITY;
    c->m = n;
    c->stride = stride;
    c->first = 0;
}

static size_t first_cluster(chain *c)
{
    while (c->gone[c->first] > 0)
        c->first++;
    return c->first;
}

static void follow(chain *c, vn_merge *out)
{
    while (c->n_active > 1) {
        if (!c->n_link)
            c->link[c->n_link++] = (uint32_t)first_cluster(c);
        const size_t last = c->link[c->n_link - 1];
        const size_t previous = c->n_link > 1 ? c->link[c->n_link - 2] : last;
        const size_t next = nearest(c, last, previous);
        if (next != previous || c->n_link < 2) {
            c->link[c->n_link++] = (uint32_t)next;
            continue;
        }
        c->n_link -= 2;
        merge(c, out++, last < previous ? last : previous, last < previous ? previous : last);
        if (c->n_active <= c->m / 2)
            move_together(c);
    }
}

vn_status vn_chain_merges(vn_merge *merge_out, const vn_sparse *x, const vn_linkage *linkage, unsigned threads,
                          vn_error *err)
{
    chain c = {.linkage = linkage};
    const vn_status st = make_chain(&c, x, threads, err);
    if (!st)
        follow(&c, merge_out);
    free_chain(&c);
    return st;
}
