/* L4: what leads over chance are worth, by paired bootstrap. */
#ifndef VN_LIB_EVAL_BOOTSTRAP_H
#define VN_LIB_EVAL_BOOTSTRAP_H

#include "base.h"
#include "vn/eval_key.h"

typedef struct vn_bootstrap {
    const double *difference; /* [n][measures] of two methods in a document; 0 where it does not count */
    const bool *counts;       /* [n][measures] whether the document has a share in the mean */
    size_t n;
    size_t measures;
    size_t resamples; /* > 0 */
    uint64_t seed;
} vn_bootstrap;

/* Fills lead [measures]. Ends of the interval are the resampled leads of ranks resamples / 40 from either end. A mean over
 * no document is 0. VN_EINVAL: no resamples; VN_ENOMEM. */
vn_status vn_bootstrap_leads(vn_lead *lead, const vn_bootstrap *b, vn_error *err);

#endif
