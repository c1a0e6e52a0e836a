#include "tfidf.h"

#include <math.h>

static const double bm25_k1 = 1.2;
static const double bm25_b = 0.75;
static const double pivoted_slope = 0.2;

/* ---- the parts: tf(count, length over average length), idf(df, N) ---- */

double vn_tf_raw(double tf, double length)
{
    (void)length;
    return tf;
}

static double tf_log(double tf, double length)
{
    (void)length;
    return 1.0 + log(tf);
}

static double tf_bm25(double tf, double length)
{
    return tf * (bm25_k1 + 1.0) / (tf + bm25_k1 * (1.0 - bm25_b + bm25_b * length));
}

static double tf_pivoted(double tf, double length)
{
    return (1.0 + log(1.0 + log(tf))) / ((1.0 - pivoted_slope) + pivoted_slope * length);
}

static double idf_smooth(double df, double N)
{
    return log((1.0 + N) / (1.0 + df)) + 1.0;
}

static double idf_plain(double df, double N)
{
    return log(N / df) + 1.0;
}

static double idf_log2(double df, double N)
{
    return log2(N / df);
}

static double idf_bm25(double df, double N)
{
    return log(1.0 + (N - df + 0.5) / (df + 0.5));
}

static double idf_pivoted(double df, double N)
{
    return log((N + 1.0) / df);
}

static double idf_none(double df, double N)
{
    (void)df;
    (void)N;
    return 1.0;
}

typedef struct tf_part {
    const char *name;
    vn_tf_fn *fn;
} tf_part;

typedef struct idf_part {
    const char *name;
    vn_idf_fn *fn;
} idf_part;

typedef struct named_scheme {
    const char *name;
    vn_scheme scheme;
} named_scheme;

/* The default comes first. */
static const named_scheme schemes[] = {
    {"tfidf", {vn_tf_raw, idf_smooth, true, false}}, {"gensim", {vn_tf_raw, idf_log2, true, false}},
    {"bm25", {tf_bm25, idf_bm25, false, true}},   {"pivoted", {tf_pivoted, idf_pivoted, false, true}},
    {"count", {vn_tf_raw, idf_none, false, false}},
};

static const tf_part tf_parts[] = {{"raw", vn_tf_raw}, {"log", tf_log}};

static const idf_part idf_parts[] = {
    {"smooth", idf_smooth}, {"plain", idf_plain}, {"log2", idf_log2}, {"none", idf_none},
};

static vn_status choose_scheme(const char *name, vn_scheme *out, vn_error *err)
{
    for (size_t i = 0; i < VN_COUNT(schemes); i++)
        if (!name || strcmp(name, schemes[i].name) == 0) {
            *out = schemes[i].scheme;
            return VN_OK;
        }
    return vn_fail(err, VN_EINVAL, "no scheme is called \"%s\"; there are tfidf, gensim, bm25, pivoted, count", name);
}

static vn_status choose_tf(const char *name, vn_scheme *out, vn_error *err)
{
    for (size_t i = 0; i < VN_COUNT(tf_parts); i++)
        if (strcmp(name, tf_parts[i].name) == 0) {
            out->tf = tf_parts[i].fn;
            out->needs_length = false;
            return VN_OK;
        }
    return vn_fail(err, VN_EINVAL, "no tf is called \"%s\"; there are raw, log", name);
}

static vn_status choose_idf(const char *name, vn_scheme *out, vn_error *err)
{
    for (size_t i = 0; i < VN_COUNT(idf_parts); i++)
        if (strcmp(name, idf_parts[i].name) == 0) {
            out->idf = idf_parts[i].fn;
            return VN_OK;
        }
    return vn_fail(err, VN_EINVAL, "no idf is called \"%s\"; there are smooth, plain, log2, none", name);
}

vn_status vn_scheme_of(const vn_weighting *w, vn_scheme *out, vn_error *err)
{
    vn_status st = choose_scheme(w ? w->scheme : NULL, out, err);
    if (!st && w && w->tf)
        st = choose_tf(w->tf, out, err);
    if (!st && w && w->idf)
        st = choose_idf(w->idf, out, err);
    return st;
}

vn_status vn_weighting_check(const vn_weighting *weighting, bool *needs_length, vn_error *err)
{
    vn_scheme s;
    const vn_status st = vn_scheme_of(weighting, &s, err);
    if (!st && needs_length)
        *needs_length = s.needs_length;
    return st;
}

/* ---- one document ---- */

static double length_of(const double *val, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += val[i] * val[i];
    return sqrt(sum);
}

static void divide(double *val, size_t n, double by)
{
    for (size_t i = 0; i < n && by > 0.0; i++)
        val[i] /= by;
}

/* ---- a matrix ---- */

static double sum_of(const double *val, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += val[i];
    return sum;
}

/* Counts are whole numbers, or of few binary places (vn_terms_options.title_weight), so their sum is exact and the order of
 * the rows does not matter. */
static double average_length(const vn_sparse *m)
{
    return m->rows ? sum_of(m->val, m->start[m->rows]) / (double)m->rows : 0.0;
}

/* Weighs row r, of which entries from..start[r+1] are still counts, into the entries at `to`; the end of the new row. */
static size_t weigh_row(vn_sparse *m, size_t from, size_t r, size_t to, const vn_scheme *s, const double *idf, double length)
{
    const size_t begin = to;
    for (size_t i = from; i < m->start[r + 1]; i++) {
        const double weight = s->tf(m->val[i], length) * idf[m->col[i]];
        if (vn_weight_is_zero(weight))
            continue;
        m->col[to] = m->col[i];
        m->val[to++] = weight;
    }
    if (s->unit)
        divide(m->val + begin, to - begin, length_of(m->val + begin, to - begin));
    return to;
}

static void weigh_rows(vn_sparse *m, const vn_scheme *s, const double *idf, double average)
{
    size_t from = 0;
    size_t to = 0;
    for (size_t r = 0; r < m->rows; r++) {
        const double length = sum_of(m->val + from, m->start[r + 1] - from);
        to = weigh_row(m, from, r, to, s, idf, average > 0.0 ? length / average : 1.0);
        from = m->start[r + 1];
        m->start[r + 1] = to;
    }
}

vn_status vn_weigh(vn_sparse *matrix, const vn_vocab *vocab, const vn_weighting *weighting, vn_error *err)
{
    vn_scheme s;
    const vn_status st = vn_scheme_of(weighting, &s, err);
    if (st)
        return st;
    double *idf = vn_calloc(matrix->cols, sizeof *idf);
    if (!idf)
        return vn_fail_memory(err, "inverse document frequencies");
    for (size_t j = 0; j < matrix->cols; j++)
        idf[j] = s.idf(vn_vocab_df(vocab, (uint32_t)j), vn_vocab_documents(vocab));
    const double given = weighting ? weighting->avglen : 0.0;
    weigh_rows(matrix, &s, idf, given > 0.0 ? given : average_length(matrix));
    free(idf);
    return VN_OK;
}

/* ---- one document against a table ---- */

/* Drops what the limits exclude and puts the df of each other term into its weight; returns the sum of counts. */
static double look_up(vn_term *terms, size_t *n, const vn_df *df, const vn_df_limits *limits)
{
    size_t kept = 0;
    double sum = 0.0;
    for (size_t i = 0; i < *n; i++) {
        const uint32_t count = vn_df_find(df, terms[i].key);
        if (!vn_df_within(limits, count, vn_df_documents(df)))
            continue;
        terms[kept] = terms[i];
        terms[kept++].weight = count ? count : 1;
        sum += terms[i].count + terms[i].extra;
    }
    *n = kept;
    if (kept)
        qsort(terms, kept, sizeof *terms, vn_term_cmp);
    return sum;
}

static void weigh_document(vn_term *terms, size_t *n, const vn_scheme *s, double N, double length)
{
    size_t kept = 0;
    double sum = 0.0;
    for (size_t i = 0; i < *n; i++) {
        const double weight = s->tf(terms[i].count + terms[i].extra, length) * s->idf(terms[i].weight, N);
        if (vn_weight_is_zero(weight))
            continue;
        terms[kept] = terms[i];
        terms[kept++].weight = weight;
        sum += weight * weight;
    }
    *n = kept;
    for (size_t i = 0; i < kept && s->unit; i++)
        terms[i].weight /= sqrt(sum);
}

void vn_weigh_counted(vn_term *terms, size_t n, uint32_t N)
{
    weigh_document(terms, &n, &schemes[0].scheme, N, 1.0);
}

vn_status vn_weigh_terms(vn_term *terms, size_t *n, const vn_df *df, const vn_df_limits *limits,
                         const vn_weighting *weighting, vn_error *err)
{
    vn_scheme s;
    const vn_status st = vn_scheme_of(weighting, &s, err);
    if (st)
        return st;
    const double average = weighting ? weighting->avglen : 0.0;
    if (s.needs_length && !(average > 0.0))
        return vn_fail(err, VN_EINVAL, "this scheme needs the average length of documents");
    if (!vn_df_documents(df))
        return vn_fail(err, VN_EINVAL, "the document-frequency table counts no document");
    const double sum = look_up(terms, n, df, limits);
    weigh_document(terms, n, &s, vn_df_documents(df), average > 0.0 ? sum / average : 1.0);
    return VN_OK;
}
