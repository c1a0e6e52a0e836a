/* L4: what the files of the neighbour search share. The rows of both sets are cut into blocks of 256. The most frequent
 * terms, the head, are a dense matrix of small numbers; the rest, the tail, is a list of postings for each block. A tile
 * is the scores of two blocks, and stays in the cache.
 *
 * Scores of tiles are approximate, with a known bound; what is within it is computed again by vn_sparse_dot's sum, so
 * that answers are exact and the same bytes whichever instructions made the tile. */
#ifndef VN_LIB_NEIGHBORS_H
#define VN_LIB_NEIGHBORS_H

#include "base.h"
#include "vn/similar.h"

enum {
    VN_BLOCK = 256,            /* rows of a block */
    VN_GROUP = 16,             /* rows of a group: a vector of 64 bytes has a pair of weights of each */
    VN_GROUPS = VN_BLOCK / VN_GROUP,
    VN_PAIRS = 16,             /* the number of pairs of head terms is a multiple of this */
    VN_HEAD_MAX = 2048         /* terms of the head: 4 KB a row at most */
};

/* Some rows of a matrix. Head: for each group of 16 rows and each pair of head terms, 16 times two weights of 16 bits.
 * Tail: for each term, ascending, the rows that hold it, ascending: the bits of a float, the last eight of which are the
 * row within the block. */
typedef struct vn_block {
    void *memory;    /* of head */
    uint32_t *tail;  /* memory of the next three */
    uint32_t *head;  /* [GROUPS][pairs][GROUP], at a multiple of 64 bytes; NULL without a head */
    uint32_t *term;  /* [terms] columns */
    uint32_t *start; /* [terms + 1] */
    uint32_t *post;  /* [start[terms]] */
    size_t terms;
    size_t first; /* row of the matrix */
    size_t rows;
} vn_block;

/* How tiles are computed: a table of functions for each kind of processor (neighbors_head.c). */
typedef struct vn_path {
    const char *name;
    bool (*usable)(void);
    bool bf16;            /* head weights are bfloat16, else integers of 1 / VN_HEAD_UNIT */
    double multiply_cost; /* nanoseconds for one cell of a tile and one head term */
    double cell_cost;     /* for finding out whether a cell counts */
    /* A block's head as the first factor of `multiply`, when that is not the head itself: [GROUPS][pairs][GROUP]. */
    void (*prepare)(uint32_t *out, const uint32_t *head, size_t pairs);
    /* tile [BLOCK][BLOCK] = products of the heads a (prepared), of which the first groups matter, and b. */
    void (*multiply)(float *tile, const uint32_t *a, const uint32_t *b, size_t pairs, size_t groups);
    /* The j with score[j] >= min(least, bound[j]) into hit [BLOCK]; returns how many. */
    size_t (*scan)(uint16_t *hit, const float *score, const float *bound, float least);
} vn_path;

#define VN_HEAD_UNIT 32767

/* The paths from the fastest to the portable one; NULL ends them. */
extern const vn_path *const vn_paths[];

/* Two sets cut into blocks. */
typedef struct vn_index {
    const vn_sparse *x;
    const vn_sparse *y;    /* may be x */
    const vn_path *path;
    size_t cols;           /* of x and y */
    uint32_t *head_of;     /* [cols] number of a head term, or VN_TAIL */
    size_t pairs;          /* of head terms: half of them, rounded up to a multiple of VN_PAIRS */
    bool sparse;           /* most cells of tiles are 0: those that are not are noted */
    double cost;           /* of scoring all rows of y, as nanoseconds of an ordinary machine */
    vn_block *x_block;     /* [x_blocks] */
    size_t x_blocks;
    vn_block *y_block;     /* [y_blocks] may be x_block */
    size_t y_blocks;
    double *relative;      /* [y rows] bounds on the error of scores of a row: |score - exact| <= */
    double *absolute;      /* [y rows] relative * exact + absolute */
} vn_index;

#define VN_TAIL UINT32_MAX

/* Documents that hold a term. */
typedef struct vn_terms {
    size_t cols; /* of x and y */
    uint32_t *df_x; /* [cols] */
    uint32_t *df_y; /* [cols] may be df_x */
} vn_terms;

/* Decides which terms are the head, and what the tiles cost; then cuts x and y into blocks. VN_ENOMEM; release what was
 * made with vn_index_release, also then. */
vn_status vn_index_plan(vn_index *index, const vn_path *path, const vn_sparse *x, const vn_sparse *y,
                        const vn_terms *terms, vn_error *err);
vn_status vn_index_make(vn_index *index, unsigned threads, vn_error *err);

/* The bounds alone; they hold for the sums of vn_join_row too. */
vn_status vn_index_bounds(vn_index *index, vn_error *err);
void vn_index_release(vn_index *index);

/* A weight of a row or a posting, with the length of what is left of the row beyond it. */
typedef struct vn_reach {
    uint32_t id;  /* rank of a term, 0 the rarest; or row of x */
    float weight;
    float rest; /* length of what is more frequent, rounded up */
} vn_reach;

/* The rare terms of a matrix. */
typedef struct vn_rare {
    const vn_sparse *m;
    vn_reach *item; /* those of row r from m->start[r] on, the rarest first */
    uint32_t *n;    /* [rows] how many */
    uint32_t *edge; /* [rows] no rank up to here is missing */
    float *rest;    /* [rows] length of what is beyond */
} vn_rare;

/* Additions of a join, or more, from a sample of rows. VN_ENOMEM. */
vn_status vn_join_guess(double *additions, const vn_sparse *y, const vn_terms *terms, double min, vn_error *err);

/* The other way: postings of rare terms only (neighbors_join.c). */
typedef struct vn_join {
    double min;
    vn_rare x;
    vn_rare y;        /* may be x */
    size_t *start;    /* [cols + 1] of the postings of each rank */
    vn_reach *post;   /* rows ascending */
    double additions; /* for all rows of y */
} vn_join;

/* What was read of a score, and what is left of the row of x. */
typedef struct vn_partial {
    float score;
    float rest;
} vn_partial;

/* Decides which terms of a row can be the rarest one shared with a row of score >= min, counts the additions, and makes
 * the postings, unless min is 0: then all terms can, and vn_join_make makes them. VN_ENOMEM; release what was made with
 * vn_join_release, also then. */
vn_status vn_join_plan(vn_join *join, const vn_sparse *x, const vn_sparse *y, const vn_terms *terms, double min,
                       vn_error *err);
vn_status vn_join_make(vn_join *join, const vn_terms *terms, vn_error *err);
void vn_join_release(vn_join *join);

/* The rows of x from `from` on that may reach min with a row of y, into touched [x rows]; returns how many. partial
 * [x rows] has no score but 0 before, afterwards that of touched rows is what was read: all of it when min is 0. */
size_t vn_join_row(const vn_join *join, size_t row, size_t from, vn_partial *partial, uint32_t *touched);

typedef enum vn_way { VN_WAY_BEST, VN_WAY_TILES, VN_WAY_JOIN } vn_way;

/* vn_similar_neighbors (y NULL) or vn_similar_query by a way and path of choice, for tests; path NULL: the best one. */
vn_status vn_neighbors_by(vn_way way, const vn_path *path, const vn_sparse *x, const vn_sparse *y,
                          const vn_similar_options *options, vn_neighbors_fn *each, void *context, vn_error *err);

#endif
