/* L4: what documents of one event have in common. */
#ifndef VN_LIB_CLUSTER_EVENTS_H
#define VN_LIB_CLUSTER_EVENTS_H

#include "cluster.h"

enum { VN_EVENTS_NEAREST = 10 };

/* A weight to the power 3/4: by square roots, which are exact to the last bit everywhere, as pow is not. */
double vn_events_damp(double weight);

/* What one of the nearest documents adds to how crowded it is around another. */
double vn_events_crowd(double similarity);

/* The idf of a term in the table, in the bits of a float: whatever log makes of the last ones. */
double vn_events_rarity(const vn_df *df, vn_slice term);

typedef struct vn_weighted_hash {
    uint64_t hash;
    double weight;
} vn_weighted_hash;

/* The rows of x as events see them: weights times rarity [cols] (NULL: 1) to the power 3/4, terms of a single row left
 * out, length 1 (or no entries). Same columns. vn_sparse_free ends y. VN_ENOMEM. */
vn_status vn_events_weigh(vn_sparse *y, const vn_sparse *x, const double *rarity, vn_error *err);

/* How crowded it is around each row: crowding [rows] is a quarter of the mean of max(0, s - 0.2) over the similarities s
 * to its 10 nearest rows. VN_ENOMEM. */
vn_status vn_events_crowding(double *crowding, const vn_sparse *y, unsigned threads, vn_error *err);

#endif
