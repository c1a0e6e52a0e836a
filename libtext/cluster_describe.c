/* What a cluster is about: its most central document and its label words. One cluster at a time over a
 * dense vector of terms, so that the work is linear whatever the number of clusters. */
#include "cluster.h"

#include "topk.h"
#include "vn/keyness.h"

#include <math.h>

/* The documents by cluster: member[start[c] .. start[c + 1]), ascending. */
typedef struct members {
    size_t *start;    /* [k + 1] */
    uint32_t *member; /* [n] */
    double *term;     /* [cols] zero between clusters */
} members;

static void free_members(members *m)
{
    free(m->start);
    free(m->member);
    free(m->term);
}

static vn_status list_members(members *m, const vn_sparse *x, const vn_clusters *c, vn_error *err)
{
    *m = (members){vn_calloc(c->k + 2, sizeof *m->start), vn_calloc(c->n, sizeof *m->member),
                   vn_calloc(x->cols, sizeof *m->term)};
    if (!m->start || !m->member || !m->term) {
        free_members(m);
        return vn_fail_memory(err, "a summary of clusters");
    }
    for (size_t i = 0; i < c->k; i++)
        m->start[i + 2] = m->start[i + 1] + c->size[i]; /* start[i + 1] moves from the begin of i to its end */
    for (size_t r = 0; r < c->n; r++)
        m->member[m->start[c->cluster[r] + 1]++] = (uint32_t)r;
    return VN_OK;
}

static vn_match central_of(members *m, const vn_sparse *x, size_t cluster)
{
    const size_t begin = m->start[cluster];
    const size_t end = m->start[cluster + 1];
    for (size_t i = begin; i < end; i++)
        for (size_t p = x->start[m->member[i]]; p < x->start[m->member[i] + 1]; p++)
            m->term[x->col[p]] += x->val[p];
    vn_match best = {m->member[begin], -1};
    double length = 0; /* of the sum vector, squared: the sum of its dot products with the members */
    for (size_t i = begin; i < end; i++) {
        double dot = 0;
        for (size_t p = x->start[m->member[i]]; p < x->start[m->member[i] + 1]; p++)
            dot += x->val[p] * m->term[x->col[p]];
        length += dot;
        if (dot > best.score)
            best = (vn_match){m->member[i], dot};
    }
    for (size_t i = begin; i < end; i++)
        for (size_t p = x->start[m->member[i]]; p < x->start[m->member[i] + 1]; p++)
            m->term[x->col[p]] = 0;
    best.score = length > 0 ? best.score / sqrt(length) : 0;
    return best;
}

vn_status vn_cluster_central(vn_match *match, const vn_sparse *x, const vn_clusters *clusters, vn_error *err)
{
    members m;
    const vn_status st = list_members(&m, x, clusters, err);
    if (st)
        return st;
    for (size_t c = 0; c < clusters->k; c++)
        match[c] = central_of(&m, x, c);
    free_members(&m);
    return VN_OK;
}

typedef struct label_job {
    const vn_sparse *x;
    members members; /* .term: document frequency inside the cluster, 0 once a term was judged */
    uint32_t *df;    /* [cols] in all documents */
    vn_scored *heap; /* [m] */
    size_t m;
    uint64_t documents; /* with terms */
    vn_skip_fn *skip;
    void *context;
} label_job;

/* Chance alone makes a label of one term in twenty. */
static void judge_term(label_job *job, vn_topk *top, uint32_t term, size_t size)
{
    const uint64_t df1 = (uint64_t)job->members.term[term];
    job->members.term[term] = 0;
    if (!df1)
        return;
    const vn_keyness_counts counts = {df1, size, job->df[term] - df1, job->documents - size};
    const vn_scored item = {vn_keyness_g2(&counts), term};
    if (item.score < VN_G2_5_PERCENT || (top->n == top->k && !vn_scored_before(item, top->item[0])))
        return;
    if (!job->skip || !job->skip(job->context, term))
        vn_topk_push(top, item);
}

static size_t label_cluster(label_job *job, size_t cluster, vn_match *match)
{
    const vn_sparse *x = job->x;
    const members *m = &job->members;
    const size_t end = m->start[cluster + 1];
    vn_topk top = {.item = job->heap, .k = job->m};
    for (size_t i = m->start[cluster]; i < end; i++)
        for (size_t p = x->start[m->member[i]]; p < x->start[m->member[i] + 1]; p++)
            m->term[x->col[p]]++;
    for (size_t i = m->start[cluster]; i < end; i++)
        for (size_t p = x->start[m->member[i]]; p < x->start[m->member[i] + 1]; p++)
            judge_term(job, &top, x->col[p], end - m->start[cluster]);
    vn_topk_sort(&top);
    for (size_t i = 0; i < top.n; i++)
        match[i] = (vn_match){top.item[i].index, top.item[i].score};
    return top.n;
}

vn_status vn_cluster_labels(vn_match *match, size_t *n, size_t m, const vn_sparse *x, const vn_clusters *clusters,
                            vn_skip_fn *skip, void *context, vn_error *err)
{
    label_job job = {.x = x, .m = m, .skip = skip, .context = context};
    memset(n, 0, clusters->k * sizeof *n);
    if (!m)
        return VN_OK;
    vn_status st = list_members(&job.members, x, clusters, err);
    if (st)
        return st;
    job.df = vn_calloc(x->cols, sizeof *job.df);
    job.heap = vn_calloc(m, sizeof *job.heap);
    if (job.df && job.heap) {
        for (size_t p = 0; p < x->start[x->rows]; p++)
            job.df[x->col[p]]++;
        job.documents = x->rows - (clusters->has_empty ? clusters->size[clusters->k - 1] : 0);
        for (size_t c = 0; c < clusters->k; c++)
            n[c] = label_cluster(&job, c, match + c * m);
    } else {
        st = vn_fail_memory(err, "label words");
    }
    free(job.df);
    free(job.heap);
    free_members(&job.members);
    return st;
}
