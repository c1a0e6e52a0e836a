/* L4: a running search for neighbours: what its threads share, the candidates of each row and how they are verified. */
#ifndef VN_LIB_NEIGHBORS_SEARCH_H
#define VN_LIB_NEIGHBORS_SEARCH_H

#include "neighbors.h"
#include "topk.h"

#include <math.h>
#include <pthread.h>

typedef struct candidate {
    float score;
    uint32_t row;
} candidate;

/* Rows that may be neighbours of a row. */
typedef struct list {
    candidate *item; /* [cap] */
    size_t n;
    size_t cap;
    float least; /* lower scores cannot count */
} list;

typedef struct found {
    vn_match *match; /* [n] */
    size_t n;
    size_t cap;
} found;

/* What one thread works with. */
typedef struct scratch {
    void *memory;      /* of tile and head */
    float *tile;       /* [BLOCK][BLOCK] */
    uint32_t *head;    /* prepared */
    uint16_t *cell;    /* [BLOCK * BLOCK + 1] cells of a sparse tile that are not 0 */
    size_t cells;
    uint64_t *has;     /* [cols / 64 + 1] terms of the tail of block a */
    uint32_t *place;   /* [cols] where they are in its list */
    uint32_t *shared;  /* [terms of a block] */
    double *query;     /* [cols] the row that is being verified, else 0 */
    float *order;      /* [cap] */
    vn_scored *heap;   /* [top] */
    vn_partial *partial; /* [rows of x] 0; for the join, as touched */
    uint32_t *touched;   /* [rows of x] */
} scratch;

typedef struct search {
    vn_index ix;
    vn_terms terms;
    vn_join join;
    bool joins; /* by the postings of join, not by tiles */
    const vn_similar_options *options;
    bool self; /* y is x: no row is its own neighbour */
    bool both; /* a tile serves the rows of both of its blocks */
    size_t top; /* at most rows of x; 0: by threshold */
    size_t first; /* rows of y that are answered */
    size_t last;
    unsigned threads;
    scratch *scratch; /* [threads] */
    candidate *slab;  /* the items of all lists, by top */
    list *list;       /* [lists] */
    size_t lists;
    size_t listed; /* row that list[0] belongs to */
    pthread_mutex_t *lock; /* [locks] one for each block of y: guards the lists of a block */
    size_t locks;
    found *found;  /* [round * BLOCK] */
    size_t block;  /* where the round begins */
    size_t blocks; /* of this round */
    size_t round;  /* blocks of a whole round */
    size_t cuts;   /* a block's work is cut into so many pieces */
} search;

static inline size_t vn_max(size_t a, size_t b)
{
    return a > b ? a : b;
}

static inline size_t vn_min(size_t a, size_t b)
{
    return a < b ? a : b;
}

static inline list *list_of(const search *s, size_t row)
{
    return &s->list[row - s->listed];
}

/* A lower score does not count for a row, and none does for a row that is not answered. */
static inline float least_of(const search *s, size_t row)
{
    return row >= s->first && row < s->last ? list_of(s, row)->least : HUGE_VALF;
}

/* The least score that counts for a row of which the k-th best approximate score so far is `kth`, 0 before there are k. */
float vn_list_least(const search *s, size_t row, double kth);

/* Adds a candidate to the list of a row, unless it cannot count. VN_ENOMEM. */
vn_status vn_list_push(const search *s, scratch *w, size_t row, candidate c, vn_error *err);

/* Makes room for one more in a list that is full. VN_ENOMEM. */
vn_status vn_list_room(const search *s, scratch *w, size_t row, list *l, vn_error *err);

/* Drops the candidates that cannot be among the best k any more; there are more than k. */
void vn_list_drop(const search *s, scratch *w, size_t row, list *l);

/* Calls for all candidates of a row, with exact scores. */
typedef vn_status exact_fn(void *context, size_t row, double score, vn_error *err);

vn_status vn_list_verify(const search *s, scratch *w, size_t row, const list *l, exact_fn *each, void *context,
                         vn_error *err);

/* Scores the tiles of a piece of the round and lists their candidates (neighbors_tile.c). */
vn_status vn_tiles_piece(void *context, size_t index, unsigned thread, vn_error *err);

/* What a thread needs for that, when no block has more terms. VN_ENOMEM; free_thread of neighbors.c frees it, also then. */
vn_status vn_tiles_scratch(const search *s, scratch *w, size_t terms, vn_error *err);

#endif
