#include "eigen.h"

#include <gsl/gsl_eigen.h>

vn_status vn_eigen_symmetric(double *value, double *vector, double *a, size_t n, vn_error *err)
{
    double *scratch = vn_calloc(n, 4 * sizeof *scratch);
    if (!scratch)
        return vn_fail_memory(err, "eigenvalues");
    /* The workspace is made here: GSL's own allocation would end the program when memory runs out. */
    gsl_eigen_symmv_workspace w = {n, scratch, scratch + n, scratch + 2 * n, scratch + 3 * n};
    gsl_matrix_view matrix = gsl_matrix_view_array(a, n, n);
    gsl_vector_view values = gsl_vector_view_array(value, n);
    gsl_matrix_view vectors = gsl_matrix_view_array(vector, n, n);
    gsl_eigen_symmv(&matrix.matrix, &values.vector, &vectors.matrix, &w);
    gsl_eigen_symmv_sort(&values.vector, &vectors.matrix, GSL_EIGEN_SORT_VAL_DESC);
    free(scratch);
    return VN_OK;
}
