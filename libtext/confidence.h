/* L2: how certain the words of a sentence are: marginals of the chain by the forward-backward algorithm (Rabiner 1989), over
 * the scores whose best path the segmenter takes. */
#ifndef VN_LIB_CONFIDENCE_H
#define VN_LIB_CONFIDENCE_H

#include "segment.h"

/* Probabilities as they come out of the scores are too sure of themselves, as after most training. Scores divided by one
 * number mean what they say (Guo et al. 2017): this one, chosen on vtb-dev with tests/bench/confidence.sh. It moves no
 * word. */
#define VN_CONFIDENCE_TEMPERATURE 2.0

/* What a gap is to the probabilities. */
typedef struct vn_gap_share {
    double split;   /* share of splitting it in all that may stand up to here */
    double join[2]; /* share of joining it, per share of the label before */
    double rest;    /* weight of what may follow when it is split, over that of what may follow at all */
} vn_gap_share;

/* Scratch and results of a segmenter. Start with {0}. */
typedef struct vn_confidence_sums {
    vn_gap_share *gap;
    size_t gap_cap;
    double *word; /* [words] of the text so far */
    size_t words, word_cap;
    double *sentence; /* [sentences] */
    size_t sentences, sentence_cap;
} vn_confidence_sums;

void vn_confidence_free(vn_confidence_sums *sums);

/* Forgets the results. */
void vn_confidence_clear(vn_confidence_sums *sums);

/* Adds the results of a sentence of gaps + 1 tokens.
 *   score, state, label [gaps]; label is 1 for a joined gap
 *   unit                steps of a score that are one nat */
vn_status vn_confidence_add(vn_confidence_sums *sums, const vn_gap_score *score, const uint8_t *state, const uint8_t *label,
                            size_t gaps, double unit, vn_error *err);

#endif
