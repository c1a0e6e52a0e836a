/* L3: which words of a sentence are another name of something. */
#ifndef VN_LIB_ALIAS_H
#define VN_LIB_ALIAS_H

#include "base.h"
#include "vn/alias.h"
#include "vn/segment.h"

/* Scratch of one thread. Start with {0}. */
typedef struct vn_alias_scratch {
    vn_buf fold; /* one word */
    vn_buf key;  /* the words so far */
    vn_buf nfc;  /* as they are written */
    vn_buf caps; /* which of their letters are capitals */
} vn_alias_scratch;

void vn_alias_scratch_free(vn_alias_scratch *s);

/* Whether a word with this key (vn_fold) may begin a form. */
vn_status vn_alias_may_begin(const vn_aliases *aliases, vn_alias_scratch *s, vn_slice key, bool *may, vn_error *err);

/* The longest form that the words of one sentence begin with: *taken words, 0 when there is none, and its group. */
vn_status vn_alias_match(const vn_aliases *aliases, vn_alias_scratch *s, vn_slice source, const vn_word *words, size_t n,
                         size_t *taken, uint32_t *group, vn_error *err);

/* The name that a group goes by: as the list has it, and folded. */
vn_slice vn_alias_name(const vn_aliases *aliases, uint32_t group);
vn_slice vn_alias_key(const vn_aliases *aliases, uint32_t group);

uint64_t vn_aliases_fingerprint(const vn_aliases *aliases);

#endif
