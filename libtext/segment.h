/* L2: the gaps of a sentence, as the segmenter hands them to the modules that bind, weigh and judge them. Gap g lies between
 * tokens g and g + 1. */
#ifndef VN_LIB_SEGMENT_H
#define VN_LIB_SEGMENT_H

#include "base.h"

typedef enum vn_gap_state { VN_GAP_FREE, VN_GAP_SPLIT, VN_GAP_JOIN } vn_gap_state;

/* How much better joining a gap is than splitting it, in steps of the model: join[b] when the gap before it has label b
 * (1: joined). */
typedef struct vn_gap_score {
    int32_t join[2];
} vn_gap_score;

#endif
