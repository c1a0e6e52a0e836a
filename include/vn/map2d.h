/* A map of documents: points in the plane whose distances are near those of the documents. */
#ifndef VN_MAP2D_H
#define VN_MAP2D_H

#include "vn/sparse.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Classical scaling (Torgerson 1952) of the rows of x (see vn/similar.h) by the distance of their weight vectors, the square
 * root of 2 - 2 cosine. For that distance it gives the same points as the two largest principal components of x, which are
 * found without a matrix of distances by randomised subspace iteration (Halko, Martinsson & Tropp 2011), so that any number
 * of documents has its map.
 *   place  [rows][2] filled: x and y, around 0, the larger spread in x. Of the two directions of an axis that one is taken in
 *          which the document farthest from 0, the first of equal ones, has a positive place. Rows without entries are at 0
 *   share  [2] filled, or NULL: which part of all squared distances the axes show
 * The same rows in the same order give the same places, with any number of threads. VN_ENOMEM; VN_ELIMIT above 2^32 - 2
 * rows. */
VN_API vn_status vn_map2d(double *place, double *share, const vn_sparse *x, unsigned threads, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
