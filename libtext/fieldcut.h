/* L2: cutting a `words` field into its words, made ready for looking up. */
#ifndef VN_LIB_FIELDCUT_H
#define VN_LIB_FIELDCUT_H

#include "shortmap.h"

enum { VN_CUT_MAX = 64 };

/* Some words of a field in a row. */
typedef struct vn_fieldcut {
    vn_slice field;
    size_t at;       /* where the next word may begin */
    size_t block;    /* of the 64 bytes that were looked at last */
    uint64_t breaks; /* those of them that are spaces or line feeds, from `at` on */
    size_t n;
    size_t start[VN_CUT_MAX]; /* [n] */
    size_t len[VN_CUT_MAX];
    vn_short_key key[VN_CUT_MAX];
} vn_fieldcut;

void vn_fieldcut_begin(vn_fieldcut *cut, vn_slice field);

/* Cuts the next words, up to VN_CUT_MAX; fewer are the last ones. Their places in the map are fetched. */
void vn_fieldcut_next(vn_fieldcut *cut, const vn_shortmap *map);

static inline vn_slice vn_fieldcut_word(const vn_fieldcut *cut, size_t i)
{
    return vn_slice_of(cut->field.ptr + cut->start[i], cut->len[i]);
}

#endif
