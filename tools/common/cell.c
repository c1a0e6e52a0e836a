#include "cell.h"

#include "cli.h"

#include "vn/json.h"
#include "vn/tsv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SHARES = 4 }; /* of a score */
static const double LEAST_SHARE = 0.005;

/* A member of an object, to be sorted. */
typedef struct pair {
    vn_slice name;
    vn_slice value;
    double number;
    size_t order;
} pair;

typedef struct pairs {
    pair *item;
    size_t n;
    size_t cap;
} pairs;

static vn_status add_pair(pairs *list, pair p, vn_error *err)
{
    if (list->n == list->cap) {
        const size_t cap = list->cap * 2 + 64;
        pair *item = cap > SIZE_MAX / sizeof *item ? NULL : realloc(list->item, cap * sizeof *item);
        if (!item)
            return cli_error(err, VN_ENOMEM, "out of memory for a cell");
        list->item = item;
        list->cap = cap;
    }
    p.order = list->n;
    list->item[list->n++] = p;
    return VN_OK;
}

static int largest_first(const void *a, const void *b)
{
    const pair *x = a;
    const pair *y = b;
    if (x->number != y->number)
        return x->number > y->number ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static vn_status read_pairs(vn_slice json, pairs *list, vn_error *err)
{
    vn_json walk;
    vn_status st = vn_json_object(&walk, json, err);
    while (!st) {
        pair p = {.number = 0};
        st = vn_json_member(&walk, &p.name, &p.value, err);
        if (st)
            break;
        st = vn_json_read_number(p.value, &p.number, err); /* stays 0 for what is no number */
        if (!st || st == VN_EDATA)
            st = add_pair(list, p, err);
    }
    if (st == VN_DONE && list->n)
        qsort(list->item, list->n, sizeof *list->item, largest_first);
    return st == VN_DONE ? VN_OK : st;
}

/* A string with its quotes decoded, a half of a surrogate pair left as its escape. */
static vn_status append_string(vn_slice quoted, vn_buf *out, vn_error *err)
{
    const size_t from = out->len;
    vn_status st = vn_json_read_string(quoted, out, err);
    if (st == VN_EDATA)
        st = vn_buf_append(out, quoted.ptr + 1, quoted.len - 2, err);
    for (size_t i = from; !st && i < out->len; i++)
        if (out->ptr[i] == '\t' || out->ptr[i] == '\n' || out->ptr[i] == '\r')
            out->ptr[i] = ' ';
    return st;
}

static vn_status append_scalar(vn_slice json, vn_buf *out, vn_error *err)
{
    if (json.ptr[0] == '"')
        return append_string(json, out, err);
    return json.ptr[0] == 'n' ? VN_OK : vn_tsv_write(json, out, err);
}

static vn_status append_object(vn_slice json, vn_buf *out, vn_error *err)
{
    pairs list = {0};
    vn_status st = read_pairs(json, &list, err);
    for (size_t i = 0; !st && i < list.n; i++) {
        const vn_slice name = list.item[i].name;
        if (i)
            st = cli_append(out, " ", err);
        if (!st)
            st = append_string((vn_slice){name.ptr - 1, name.len + 2}, out, err);
        if (!st)
            st = cli_append(out, ":", err);
        if (!st)
            st = append_scalar(list.item[i].value, out, err);
    }
    free(list.item);
    return st;
}

static int largest_size_first(const void *a, const void *b)
{
    const pair *x = a;
    const pair *y = b;
    if (fabs(x->number) != fabs(y->number))
        return fabs(x->number) > fabs(y->number) ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* The largest shares of a score, of either sign: " (title +1.30, once -0.52)". Those that are 0 to two places say nothing. */
static vn_status append_shares(vn_slice json, vn_buf *out, vn_error *err)
{
    pairs list = {0};
    const char *before = " (";
    vn_status st = read_pairs(json, &list, err);
    if (!st && list.n)
        qsort(list.item, list.n, sizeof *list.item, largest_size_first);
    for (size_t i = 0; !st && i < list.n && i < MOST_SHARES && fabs(list.item[i].number) >= LEAST_SHARE; i++) {
        char number[64];
        const vn_slice name = list.item[i].name;
        const int n = snprintf(number, sizeof number, " %+.2f", list.item[i].number);
        st = cli_append(out, before, err);
        if (!st)
            st = append_string((vn_slice){name.ptr - 1, name.len + 2}, out, err);
        if (!st)
            st = vn_buf_append(out, number, n > 0 && (size_t)n < sizeof number ? (size_t)n : 0, err);
        before = ", ";
    }
    free(list.item);
    return st || *before == ' ' ? st : cli_append(out, ")", err);
}

static bool is_called(vn_slice name, const char *text)
{
    return name.len == strlen(text) && memcmp(name.ptr, text, name.len) == 0;
}

/* An item of an array: the term of an object that has one, and the shares of its score when it has them. */
static vn_status append_item(vn_slice json, vn_buf *out, vn_error *err)
{
    vn_json walk;
    vn_slice name;
    vn_slice value;
    vn_slice term = {NULL, 0};
    vn_slice shares = {NULL, 0};
    if (json.ptr[0] == '{' && vn_json_object(&walk, json, NULL) == VN_OK)
        while (vn_json_member(&walk, &name, &value, NULL) == VN_OK) {
            if (is_called(name, "term") && !term.ptr)
                term = value;
            else if (is_called(name, "shares") && value.ptr[0] == '{')
                shares = value;
        }
    const vn_status st = append_scalar(term.ptr ? term : json, out, err);
    return st || !term.ptr || !shares.ptr ? st : append_shares(shares, out, err);
}

static vn_status append_array(vn_slice json, vn_buf *out, vn_error *err)
{
    vn_json walk;
    vn_slice item;
    vn_status st = vn_json_array(&walk, json, err);
    for (bool first = true; !st; first = false) {
        st = vn_json_element(&walk, &item, err);
        if (!st && !first)
            st = cli_append(out, ", ", err);
        if (!st)
            st = append_item(item, out, err);
    }
    return st == VN_DONE ? VN_OK : st;
}

vn_status cell_append(vn_slice json, vn_buf *out, vn_error *err)
{
    if (json.ptr[0] == '{')
        return append_object(json, out, err);
    if (json.ptr[0] == '[')
        return append_array(json, out, err);
    return append_scalar(json, out, err);
}

vn_status cell_field(const vn_record *record, const char *name, vn_buf *out, vn_error *err)
{
    vn_slice json;
    return vn_record_raw(record, name, &json) ? cell_append(json, out, err) : VN_OK;
}
