/* Evaluation of word segmentation against gold words. */
#ifndef VN_EVAL_SEG_H
#define VN_EVAL_SEG_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Counts over the lines added so far; begin with {0}. A word is right when a gold word has the same first and last
 * character, white space apart, as in Sproat & Emerson (2003) and the VLSP campaigns. */
typedef struct vn_eval_seg {
    uint64_t lines;
    uint64_t gold;       /* words in the gold lines */
    uint64_t system;     /* words in the system's lines */
    uint64_t right;      /* in both */
    uint64_t perfect;    /* lines without an error */
} vn_eval_seg;

typedef struct vn_prf {
    double precision;
    double recall;
    double f1; /* harmonic mean, 0 when both are */
} vn_prf;

/* Compares a line of the system with the gold line: words parted by white space, syllables of a word joined by `_`
 * (`__` is a literal one). VN_EDATA when the two do not spell the same characters; err->column is that of the system's
 * line. The counts change only on success. */
VN_API vn_status vn_eval_seg_add(vn_eval_seg *sum, vn_slice gold, vn_slice system, vn_error *err);

VN_API vn_prf vn_eval_seg_prf(const vn_eval_seg *sum);

#ifdef __cplusplus
}
#endif
#endif
