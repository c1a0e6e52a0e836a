#include "wordclass.h"

#include "map.h"

/* By the number of the class. */
static const char *const names[VN_CLASSES] = {NULL,     "numeral",   "unit", "classifier", "pronoun", "time",  "adverb",
                                              "adjective", "verb", "reporting",  "general", "office", "source"};

struct vn_word_classes {
    vn_map keys;
    uint8_t *class; /* [keys.n] */
    size_t class_cap;
};

const char *vn_class_name(vn_class class)
{
    return class < VN_CLASSES ? names[class] : NULL;
}

static vn_class find_class(vn_slice name)
{
    for (int i = VN_CLASS_NONE + 1; i < VN_CLASSES; i++)
        if (vn_slice_eq(name, vn_slice_str(names[i])))
            return (vn_class)i;
    return VN_CLASS_NONE;
}

static vn_status add_row(vn_word_classes *c, vn_slice row, size_t number, vn_error *err)
{
    const char *tab = row.len ? memchr(row.ptr, '\t', row.len) : NULL;
    const size_t len = tab ? (size_t)(tab - row.ptr) : 0;
    const vn_slice key = vn_slice_of(row.ptr, len);
    const vn_class class = len ? find_class(vn_slice_of(tab + 1, row.len - len - 1)) : VN_CLASS_NONE;
    if (class == VN_CLASS_NONE)
        return vn_fail_at(err, VN_EDATA, number, 0, "the row is not a word, a tab and a class of words");
    if (c->keys.n && vn_slice_cmp(c->keys.key[c->keys.n - 1], key) >= 0)
        return vn_fail_at(err, VN_EDATA, number, 0, "the row is out of order (sort with LC_ALL=C)");
    if (!vn_grow((void **)&c->class, &c->class_cap, c->keys.n + 1, sizeof *c->class) ||
        !vn_map_append_borrowed(&c->keys, key))
        return vn_fail_memory(err, "classes of words");
    c->class[c->keys.n - 1] = (uint8_t)class;
    return VN_OK;
}

vn_status vn_word_classes_parse(vn_word_classes **out, vn_slice rows, vn_error *err)
{
    vn_word_classes *c = vn_calloc(1, sizeof *c);
    vn_status st = c ? VN_OK : vn_fail_memory(err, "classes of words");
    for (size_t number = 1; !st && rows.len; number++) {
        const char *end = memchr(rows.ptr, '\n', rows.len);
        const size_t len = end ? (size_t)(end - rows.ptr) : rows.len;
        st = add_row(c, vn_slice_of(rows.ptr, len), number, err);
        rows = vn_slice_of(rows.ptr + len + (end ? 1 : 0), rows.len - len - (end ? 1 : 0));
    }
    if (!st && !vn_map_index(&c->keys))
        st = vn_fail_memory(err, "classes of words");
    if (st)
        vn_word_classes_free(c);
    else
        *out = c;
    return st;
}

/* Embedded by data.S. */
extern const char vn_word_classes_start[];
extern const char vn_word_classes_end[];

vn_status vn_word_classes_open(vn_word_classes **out, vn_error *err)
{
    const size_t len = (size_t)(vn_word_classes_end - vn_word_classes_start);
    return vn_word_classes_parse(out, vn_slice_of(vn_word_classes_start, len), err);
}

void vn_word_classes_free(vn_word_classes *c)
{
    if (!c)
        return;
    vn_map_free(&c->keys);
    free(c->class);
    free(c);
}

size_t vn_word_classes_count(const vn_word_classes *c)
{
    return c->keys.n;
}

vn_class vn_word_class(const vn_word_classes *c, vn_slice key)
{
    const uint32_t number = vn_map_find(&c->keys, key);
    return number == VN_MAP_NONE ? VN_CLASS_NONE : (vn_class)c->class[number];
}
