#include "taglist.h"

#include "vn/json.h"

#include <stdlib.h>
#include <string.h>

void taglist_free(taglist *t)
{
    free(t->item);
    vn_buf_free(&t->bytes);
}

/* The string itself, or an object's `term`. */
static vn_status term_value(vn_slice *json, vn_error *err)
{
    vn_json walk;
    vn_slice name;
    vn_slice value;
    vn_status st;
    if (!json->len || json->ptr[0] != '{')
        return VN_OK;
    st = vn_json_object(&walk, *json, err);
    while (!st && !(st = vn_json_member(&walk, &name, &value, err)))
        if (name.len == 4 && !memcmp(name.ptr, "term", 4)) {
            *json = value;
            return VN_OK;
        }
    return st < 0 ? st : cli_error(err, VN_EDATA, "a keyword without a term");
}

static vn_status add_term(taglist *t, vn_slice json, vn_error *err)
{
    vn_status st = term_value(&json, err);
    if (!st && t->n == t->cap) {
        const size_t cap = t->cap * 2 + 16;
        vn_slice *grown = realloc(t->item, cap * sizeof *grown);
        if (!grown)
            return cli_error(err, VN_ENOMEM, "out of memory for keywords");
        t->item = grown;
        t->cap = cap;
    }
    const size_t before = t->bytes.len;
    if (!st)
        st = vn_json_read_string(json, &t->bytes, err);
    if (!st)
        t->item[t->n++] = (vn_slice){NULL, t->bytes.len - before};
    return st;
}

vn_status taglist_read(taglist *t, vn_slice json, vn_error *err)
{
    vn_json walk;
    vn_slice value;
    t->n = t->bytes.len = 0;
    vn_status st = vn_json_array(&walk, json, err);
    while (!st && !(st = vn_json_element(&walk, &value, err)))
        st = add_term(t, value, err);
    if (st != VN_DONE)
        return st;
    const char *at = t->bytes.ptr;
    for (size_t i = 0; i < t->n; i++) {
        t->item[i].ptr = at;
        at += t->item[i].len;
    }
    return VN_OK;
}
