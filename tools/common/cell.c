#include "cell.h"

#include "cli.h"

#include "vn/json.h"
#include "vn/tsv.h"

#include <stdlib.h>
#include <string.h>

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

/* An item of an array: the term of an object that has one. */
static vn_status append_item(vn_slice json, vn_buf *out, vn_error *err)
{
    vn_json walk;
    vn_slice name;
    vn_slice value;
    if (json.ptr[0] == '{' && vn_json_object(&walk, json, NULL) == VN_OK)
        while (vn_json_member(&walk, &name, &value, NULL) == VN_OK)
            if (name.len == 4 && memcmp(name.ptr, "term", 4) == 0)
                return append_scalar(value, out, err);
    return append_scalar(json, out, err);
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
