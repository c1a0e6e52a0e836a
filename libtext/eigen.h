/* L4: eigenvalues of small dense matrices. */
#ifndef VN_LIB_EIGEN_H
#define VN_LIB_EIGEN_H

#include "base.h"

/* Eigenvalues, descending, and eigenvectors of a symmetric matrix by QR steps (Golub & Van Loan 1996, section 8.3).
 *   a       [n][n] symmetric, n > 0; overwritten
 *   value   [n] filled
 *   vector  [n][n] filled: column i belongs to value[i], of length 1
 * VN_ENOMEM. */
vn_status vn_eigen_symmetric(double *value, double *vector, double *a, size_t n, vn_error *err);

#endif
