/* L2: the words a user wants joined, cut or favoured, found among the tokens of a sentence. */
#ifndef VN_LIB_USERWORDS_H
#define VN_LIB_USERWORDS_H

#include "segment.h"
#include "token.h"
#include "vn/segment.h"

enum {
    VN_USER_WORD_TOKENS = 16,  /* longest entry */
    VN_USER_WEIGHT_ONE = 1000, /* one nat */
    VN_USER_WEIGHT_MAX = 100 * VN_USER_WEIGHT_ONE
};

typedef struct vn_user_surface vn_user_surface;

/* Scratch of a segmenter, of use with any set of words. Start with {0}. */
typedef struct vn_user_binder {
    vn_user_surface *cache; /* folded tokens, made when first needed */
    vn_buf fold;            /* the sentence: folded tokens, a space where white space parts letters */
    vn_buf spelling;        /* of a match whose letters must be just so */
    void *block;            /* holds the arrays */
    size_t cap;
    size_t *begin, *end; /* [n] of each token in fold */
    int32_t *weight;     /* [n] what favours joining the gap after each token, in thousandths of a nat */
    uint8_t *length;     /* [n] tokens of the entry that the weight is from */
    uint8_t *begins;     /* [n] an entry may begin with the token */
} vn_user_binder;

void vn_user_binder_free(vn_user_binder *binder);

/* Where a sentence of the tokenizer's ends inside an entry that binds ("Q. Tân Bình"), what follows is added to it. */
vn_status vn_user_mend_sentence(vn_user_binder *binder, const vn_user_words *user, vn_tokenizer *tokens, vn_error *err);

/* Binds gaps of the sentence that the tokenizer holds: state[g] becomes JOIN or SPLIT where an entry says so. *weighed tells
 * whether some entry only favours; then binder->weight has [n - 1] weights, 0 where none applies. */
vn_status vn_user_bind(vn_user_binder *binder, const vn_user_words *user, const vn_tokenizer *tokens, uint8_t *state,
                       bool *weighed, vn_error *err);

#endif
