/* Trends: terms that are in more documents of a day than those of the days before let expect. */
#ifndef VN_TREND_H
#define VN_TREND_H

#include "vn/base.h"
#include "vn/keyness.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Zero means default. A period is a day, a week or whatever the caller numbers, in ascending order. */
typedef struct vn_trend_options {
    size_t window;        /* periods before, of those that have documents, that one is held against; 0: 14 */
    uint32_t min_df;      /* documents of the period that a term must be in; 0: 3 */
    size_t limit;         /* rows a period, 0: all */
    double alpha;         /* of vn_keyness_lrc, over the terms of the period that reach min_df; 0: 0.05 */
    const vn_slice *term; /* [n_terms] the only terms that are counted: a row for each in each period, in this order, whatever
                             its counts. NULL: all terms but common verbs, adjectives, numerals and such, of which those with
                             an LRC above 0 are told. Copied */
    size_t n_terms;
} vn_trend_options;

typedef struct vn_trend_row {
    int64_t period;
    vn_slice term;            /* until the function returns */
    vn_keyness_counts counts; /* the period; the window before it, which has no documents for the first period */
    double lrc;
} vn_trend_row;

/* Returns what stops the run. */
typedef vn_status vn_trend_fn(void *context, const vn_trend_row *row, vn_error *err);

/* For one thread at a time. Memory grows with the distinct terms of each period that was not yet forgotten. VN_EINVAL: an
 * alpha that is no probability, more than 2^20 periods in a window; VN_ENOMEM. */
typedef struct vn_trend vn_trend;
VN_API vn_status vn_trend_new(vn_trend **out, const vn_trend_options *options, vn_error *err);
VN_API void vn_trend_free(vn_trend *trend);

/* Counts a document with its n distinct terms; documents come in any order. VN_EINVAL: its period has been written;
 * VN_ELIMIT: 2^32 - 1 documents in a period; VN_ENOMEM: good for nothing but vn_trend_free. */
VN_API vn_status vn_trend_add(vn_trend *trend, int64_t period, const vn_slice *term, size_t n, vn_error *err);

/* Hands out the rows of all periods before `end` (INT64_MAX: all), by period, then falling LRC, then bytes of the term, and
 * forgets what no later period will be held against. Of two terms of which one stands inside the other (phrases of words
 * parted by a space) one is told: the longer, when three quarters of the documents of the shorter have it, else the one of
 * the larger LRC. What `row` returned; VN_ENOMEM: as above. */
VN_API vn_status vn_trend_write(vn_trend *trend, int64_t end, vn_trend_fn *row, void *context, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
