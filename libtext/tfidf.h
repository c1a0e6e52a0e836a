/* L3: the parts of a weighting; the formulas are in vn/tfidf.h. */
#ifndef VN_LIB_TFIDF_H
#define VN_LIB_TFIDF_H

#include "base.h"
#include "vn/tfidf.h"

#include <math.h>

/* `length` is that of the document over the average. */
typedef double vn_tf_fn(double tf, double length);
typedef double vn_idf_fn(double df, double N);

typedef struct vn_scheme {
    vn_tf_fn *tf;
    vn_idf_fn *idf;
    bool unit;         /* rows get length 1 */
    bool needs_length; /* tf looks at the length */
} vn_scheme;

/* tf itself, which most schemes take. */
double vn_tf_raw(double tf, double length);

/* The scheme that the names mean; NULL: the default. VN_EINVAL. */
vn_status vn_scheme_of(const vn_weighting *weighting, vn_scheme *out, vn_error *err);

/* Such a weight is dropped. */
static inline bool vn_weight_is_zero(double weight)
{
    return fabs(weight) <= 1e-12;
}

/* Weighs terms, sorted by bytes, whose `weight` is their document frequency among N, by the default scheme; as
 * vn_weigh_terms, the same bits. */
void vn_weigh_counted(vn_term *terms, size_t n, uint32_t N);

#endif
