/* L4: a log-linear model of keywords: score = sum over features of weight * value, so that each has its share.
 *
 * As a file it is TSV, rows in this order:
 *
 *     vnkey-model <TAB> 1
 *     feature <TAB> name <TAB> weight        every feature of keyword_features.h once, in its order
 *     term <TAB> key <TAB> headline <TAB> tags
 *
 * of words and phrases by their folded keys, which ascend by bytes: the natural log of how much more often than others it
 * is in the headline of an article that has it in its text; the articles that had it as a tag. What is not listed is 0. */
#ifndef VN_LIB_KEYWORD_MODEL_H
#define VN_LIB_KEYWORD_MODEL_H

#include "keyword_features.h"

/* What other articles tell of a term. */
typedef struct vn_keyword_prior {
    float headline;
    float tags;
} vn_keyword_prior;

struct vn_keyword_model {
    double weight[VN_KEYWORD_FEATURES];
    vn_map keys;
    vn_keyword_prior *prior; /* [keys.n] */
    size_t prior_cap;
    char *bytes; /* its own copy of the file; the keys stand in it */
};

/* What is known of a key, zeros when it is not listed. */
vn_keyword_prior vn_keyword_prior_of(const vn_keyword_model *model, vn_slice key);

/* The same by its number among the keys, VN_MAP_NONE for none. */
vn_keyword_prior vn_keyword_prior_at(const vn_keyword_model *model, uint32_t number);

/* The features that other articles give: x [VN_KEYWORD_FEATURES - VN_KEYWORD_MEASURED], of a term and the `headline` of its
 * first and last word. */
void vn_keyword_prior_features(float *x, vn_keyword_prior term, float head, float tail);

#endif
