/* The terms of articles as the script of a page reads them, so that it can tell the similarity of any two and the words that
 * both have, without a number for each pair.
 *
 * #terms-data: {"decimals": 4 or 2, "bytes": 2 or 1, "terms": [...], "rows": base64}. In rows, for each article in the order
 * of the input: how many terms, the largest weight (two bytes, of 65535), each term as the difference to the one before, and
 * then each weight as its part of the largest (of 65535 or 255). Counts and differences are little-endian in groups of 7
 * bits, the highest bit saying that more follow. A term that only one article has makes nothing alike and is left out; the
 * largest weight is 0 of articles without any term only. */
#include "html.h"
#include "html_figures.h"

#include "cli.h"
#include "png.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FULL_MAX = 2400000, BYTES_MAX = 2400000, LEAST_TERMS = 8 }; /* bytes before base64 */

/* A term of an article. */
typedef struct entry {
    uint32_t term;
    double weight;
} entry;

typedef struct vectors {
    const report *r;
    uint32_t *number; /* [cols] of a term in the list; UINT32_MAX: not there */
    uint32_t *column; /* [terms] of the matrix, in the order of the list */
    size_t terms;
    size_t most;      /* terms kept of an article */
    size_t longest;   /* row */
    size_t bytes;     /* a weight */
    bool whole;       /* nothing was left out that counts */
    entry *row;       /* [longest] */
} vectors;

static void vectors_free(vectors *v)
{
    free(v->number);
    free(v->column);
    free(v->row);
}

/* How many articles have each column; the number of entries that count. */
static size_t count_columns(const vn_sparse *m, uint32_t *df)
{
    size_t entries = 0;
    for (size_t i = 0; i < m->start[m->rows]; i++)
        df[m->col[i]]++;
    for (size_t i = 0; i < m->start[m->rows]; i++)
        entries += df[m->col[i]] > 1;
    return entries;
}

typedef struct listed {
    uint32_t df;
    uint32_t column;
} listed;

/* What is common comes first: differences are small where most of them are. */
static int by_articles(const void *a, const void *b)
{
    const listed *x = a, *y = b;
    if (x->df != y->df)
        return x->df > y->df ? -1 : 1;
    return x->column < y->column ? -1 : 1;
}

/* Takes df [cols] and makes `number` of it. */
static vn_status number_columns(vectors *v, vn_error *err)
{
    const size_t cols = v->r->matrix.cols;
    listed *list = calloc(cols + 1, sizeof *list);
    if (!list)
        return cli_error(err, VN_ENOMEM, "out of memory for the terms");
    for (size_t c = 0; c < cols; c++) {
        if (v->number[c] > 1)
            list[v->terms++] = (listed){v->number[c], (uint32_t)c};
        v->number[c] = UINT32_MAX;
    }
    qsort(list, v->terms, sizeof *list, by_articles);
    for (size_t i = 0; i < v->terms; i++) {
        v->column[i] = list[i].column;
        v->number[list[i].column] = (uint32_t)i;
    }
    free(list);
    return VN_OK;
}

static vn_status vectors_make(vectors *v, const report *r, vn_error *err)
{
    const vn_sparse *m = &r->matrix;
    *v = (vectors){.r = r, .bytes = 2, .most = SIZE_MAX, .whole = true};
    for (size_t i = 0; i < m->rows; i++)
        v->longest = m->start[i + 1] - m->start[i] > v->longest ? m->start[i + 1] - m->start[i] : v->longest;
    v->number = calloc(m->cols + 1, sizeof *v->number);
    v->column = calloc(m->cols + 1, sizeof *v->column);
    v->row = calloc(v->longest + 1, sizeof *v->row);
    if (!v->number || !v->column || !v->row)
        return cli_error(err, VN_ENOMEM, "out of memory for the terms");
    const double entries = (double)count_columns(m, v->number);
    if (entries * 3.3 > FULL_MAX)
        v->bytes = 1;
    if (v->bytes == 1 && entries * 2.3 > BYTES_MAX) {
        v->most = (size_t)(BYTES_MAX / (2.3 * (double)m->rows));
        v->most = v->most < LEAST_TERMS ? LEAST_TERMS : v->most;
        v->whole = false;
    }
    return number_columns(v, err);
}

static int by_weight(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->term < y->term ? -1 : 1;
}

static int by_term(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    return x->term < y->term ? -1 : x->term > y->term;
}

/* The entries of an article that are told, by term. */
static size_t take_row(vectors *v, size_t article)
{
    const vn_sparse *m = &v->r->matrix;
    size_t n = 0;
    for (size_t i = m->start[article]; i < m->start[article + 1]; i++)
        if (v->number[m->col[i]] != UINT32_MAX && m->val[i] > 0)
            v->row[n++] = (entry){v->number[m->col[i]], m->val[i]};
    if (n > v->most) {
        qsort(v->row, n, sizeof *v->row, by_weight);
        n = v->most;
    }
    qsort(v->row, n, sizeof *v->row, by_term);
    return n;
}

static vn_status add_varint(vn_buf *out, size_t number, vn_error *err)
{
    unsigned char byte[10];
    size_t n = 0;
    do {
        byte[n++] = (unsigned char)(number & 127);
        number >>= 7;
    } while (number);
    for (size_t i = 0; i + 1 < n; i++)
        byte[i] |= 128;
    return vn_buf_append(out, byte, n, err);
}

/* x of 0 .. 1 in one or two bytes. */
static vn_status add_part(vn_buf *out, double x, size_t bytes, vn_error *err)
{
    const unsigned whole = bytes == 2 ? 65535 : 255;
    const unsigned part = (unsigned)((x < 1 ? x : 1) * whole + 0.5);
    const unsigned char byte[] = {(unsigned char)(part & 255), (unsigned char)(part >> 8)};
    return vn_buf_append(out, byte, bytes, err);
}

/* The largest weight as it is read back, rounded up so that no part of it is above 1. */
static double largest(const entry *row, size_t n)
{
    double max = 0;
    for (size_t i = 0; i < n; i++)
        max = row[i].weight > max ? row[i].weight : max;
    return ceil((max < 1 ? max : 1) * 65535) / 65535;
}

static vn_status add_row(vectors *v, size_t article, vn_buf *out, vn_error *err)
{
    const size_t n = take_row(v, article);
    const bool any = v->r->matrix.start[article] < v->r->matrix.start[article + 1];
    const double max = n ? largest(v->row, n) : any;
    vn_status st = add_varint(out, n, err);
    if (!st)
        st = add_part(out, max, 2, err);
    for (size_t i = 0; !st && i < n; i++)
        st = add_varint(out, v->row[i].term - (i ? v->row[i - 1].term : 0), err);
    for (size_t i = 0; !st && i < n; i++)
        st = add_part(out, v->row[i].weight / max, v->bytes, err);
    return st;
}

/* `_` joins syllables of a word; readers see spaces. */
static void put_term(page *p, vn_slice term)
{
    vn_buf spaced = {0};
    vn_status st = vn_buf_append(&spaced, term.ptr, term.len, p->err);
    for (size_t i = 0; !st && i < term.len; i++)
        if (spaced.ptr[i] == '_')
            spaced.ptr[i] = ' ';
    html_json_string(p, html_kept(p, &spaced, st));
    vn_buf_free(&spaced);
}

void html_base64(page *p, const vn_buf *bytes, vn_status st)
{
    vn_buf text = {0};
    if (!st)
        st = png_base64((const unsigned char *)bytes->ptr, bytes->len, &text, p->err);
    html_raw(p, html_kept(p, &text, st));
    vn_buf_free(&text);
}

void html_vectors(page *p)
{
    vectors v;
    vn_buf rows = {0};
    vn_status st = vectors_make(&v, p->r, p->err);
    html_script_data(p, "terms-data");
    html_put(p, "{\"decimals\":%d,\"bytes\":%zu,\"terms\":[", v.bytes == 2 && v.whole ? 4 : 2, v.bytes);
    for (size_t i = 0; !st && i < v.terms; i++) {
        html_put(p, i ? "," : "");
        put_term(p, vn_vocab_term(p->r->vocab, v.column[i]));
    }
    for (size_t i = 0; !st && i < p->r->n; i++)
        st = add_row(&v, i, &rows, p->err);
    html_put(p, "],\"rows\":\"");
    html_base64(p, &rows, st);
    html_put(p, "\"}");
    html_script_end(p);
    vn_buf_free(&rows);
    vectors_free(&v);
}
