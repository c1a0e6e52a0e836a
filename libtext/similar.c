/* Cosines between the rows of a matrix: the full matrix, and why two rows are similar. Neighbours:
 * neighbors.c. */
#include "vn/similar.h"

#include "pool.h"
#include "postings.h"
#include "topk.h"

enum { BLOCK_BYTES = 16 << 20 }; /* scores of the full matrix that are held at a time */

typedef struct matrix_job {
    const vn_sparse *x;
    const vn_sparse *terms; /* the transpose of x */
    double *score;          /* [block][rows] */
    size_t first;           /* row that score[0] belongs to */
    bool lower;
} matrix_job;

static vn_status matrix_row(void *context, size_t index, unsigned thread, vn_error *err)
{
    (void)thread;
    (void)err;
    matrix_job *job = context;
    const size_t n = job->x->rows;
    const size_t row = job->first + index;
    const size_t end = job->lower ? row : n;
    double *score = job->score + index * n;
    memset(score, 0, end * sizeof *score);
    vn_postings_score(job->x, job->terms, row, end, score);
    for (size_t j = 0; j < end; j++)
        score[j] = vn_cosine(score[j]);
    if (!job->lower && job->x->start[row] < job->x->start[row + 1])
        score[row] = 1;
    return VN_OK;
}

static vn_status matrix_rows(matrix_job *job, size_t block, unsigned threads, vn_scores_fn *each, void *context,
                             vn_error *err)
{
    const size_t n = job->x->rows;
    for (job->first = 0; job->first < n; job->first += block) {
        const size_t rows = n - job->first < block ? n - job->first : block;
        vn_status st = vn_pool_run(threads, rows, matrix_row, job, err);
        for (size_t i = 0; !st && i < rows; i++)
            st = each(context, job->first + i, job->score + i * n, job->lower ? job->first + i : n, err);
        if (st)
            return st;
    }
    return VN_OK;
}

vn_status vn_similar_matrix(const vn_sparse *x, bool lower, unsigned threads, vn_scores_fn *each, void *context,
                            vn_error *err)
{
    if (!x->rows)
        return VN_OK;
    vn_sparse terms = {0};
    vn_status st = vn_sparse_transpose(&terms, x, err);
    if (st)
        return st;
    size_t block = BLOCK_BYTES / sizeof(double) / x->rows;
    block = block > x->rows ? x->rows : block < threads ? threads : block;
    block += !block;
    size_t cells = 0;
    matrix_job job = {.x = x, .terms = &terms, .lower = lower};
    if (vn_size_mul(block, x->rows, &cells))
        job.score = vn_calloc(cells, sizeof *job.score);
    if (job.score)
        st = matrix_rows(&job, block, threads, each, context, err);
    else
        st = vn_fail_memory(err, "rows of a similarity matrix");
    free(job.score);
    vn_sparse_free(&terms);
    return st;
}

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
