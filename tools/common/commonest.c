#include "commonest.h"

#include "cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Larger counts go before, of equal ones smaller bytes. */
static int compare(const void *a, const void *b)
{
    const common_term *x = a;
    const common_term *y = b;
    if (x->df != y->df)
        return x->df > y->df ? -1 : 1;
    return cli_slice_cmp((vn_slice){x->term, x->len}, (vn_slice){y->term, y->len});
}

static void swap(common_term *a, common_term *b)
{
    const common_term t = *a;
    *a = *b;
    *b = t;
}

static void sink(commonest *c)
{
    for (size_t at = 0, child; (child = 2 * at + 1) < c->n; at = child) {
        if (child + 1 < c->n && compare(&c->term[child + 1], &c->term[child]) > 0)
            child++;
        if (compare(&c->term[at], &c->term[child]) >= 0)
            return;
        swap(&c->term[at], &c->term[child]);
    }
}

static vn_status grow(commonest *c, vn_error *err)
{
    if (c->n < c->cap)
        return VN_OK;
    const size_t cap = c->cap * 2 + 16;
    common_term *grown = cap > SIZE_MAX / sizeof *grown ? NULL : realloc(c->term, cap * sizeof *grown);
    if (!grown)
        return cli_error(err, VN_ENOMEM, "out of memory for terms");
    c->term = grown;
    c->cap = cap;
    return VN_OK;
}

/* Terms come in ascending order of bytes: of equal counts those that stand already go before. */
static vn_status add(commonest *c, vn_slice term, uint32_t df, vn_error *err)
{
    const bool full = c->n == c->most;
    if (full && df <= c->term[0].df)
        return VN_OK;
    const vn_status st = grow(c, err);
    char *copy = st ? NULL : malloc(term.len);
    if (!copy)
        return st ? st : cli_error(err, VN_ENOMEM, "out of memory for terms");
    const common_term row = {memcpy(copy, term.ptr, term.len), term.len, df};
    if (full) {
        free(c->term[0].term);
        c->term[0] = row;
        sink(c);
        return VN_OK;
    }
    size_t at = c->n++;
    c->term[at] = row;
    for (; at && compare(&c->term[at], &c->term[(at - 1) / 2]) > 0; at = (at - 1) / 2)
        swap(&c->term[at], &c->term[(at - 1) / 2]);
    return VN_OK;
}

/* A row without its line feed; that of the number of documents has no term. */
static vn_status take_row(commonest *c, vn_slice row, vn_error *err)
{
    const char *tab = memchr(row.ptr, '\t', row.len);
    uint32_t df = 0;
    if (!tab || tab == row.ptr)
        return VN_OK;
    for (const char *p = tab + 1; p < row.ptr + row.len; p++)
        df = df * 10 + (uint32_t)(*p - '0');
    return add(c, (vn_slice){row.ptr, (size_t)(tab - row.ptr)}, df, err);
}

vn_status commonest_take(void *context, vn_slice bytes, vn_error *err)
{
    commonest *c = context;
    const char *end = bytes.ptr + bytes.len;
    vn_status st = VN_OK;
    for (const char *p = bytes.ptr; !st && p < end;) {
        const char *feed = memchr(p, '\n', (size_t)(end - p));
        const vn_slice part = {p, (size_t)((feed ? feed : end) - p)};
        const bool whole = feed && !c->line.len;
        if (!whole)
            st = vn_buf_append(&c->line, part.ptr, part.len, err);
        if (!st && feed)
            st = take_row(c, whole ? part : (vn_slice){c->line.ptr, c->line.len}, err);
        if (feed)
            c->line.len = 0;
        p = feed ? feed + 1 : end;
    }
    return st;
}

vn_status commonest_write(commonest *c, output *out, vn_error *err)
{
    vn_status st = VN_OK;
    if (c->n)
        qsort(c->term, c->n, sizeof *c->term, compare);
    for (size_t i = 0; !st && i < c->n; i++) {
        char count[16];
        const int len = snprintf(count, sizeof count, "\t%" PRIu32 "\n", c->term[i].df);
        st = output_write(out, c->term[i].term, c->term[i].len, err);
        if (!st)
            st = output_write(out, count, (size_t)len, err);
    }
    return st;
}

void commonest_free(commonest *c)
{
    for (size_t i = 0; i < c->n; i++)
        free(c->term[i].term);
    free(c->term);
    vn_buf_free(&c->line);
}
