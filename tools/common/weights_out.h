/* Weights as a matrix in a file: what vntfidf writes beside records. */
#ifndef TOOLS_WEIGHTS_OUT_H
#define TOOLS_WEIGHTS_OUT_H

#include "output.h"

#include "vn/weights.h"

typedef enum weights_form {
    WEIGHTS_MTX,  /* MatrixMarket, coordinate real general */
    WEIGHTS_SVM,  /* SVMlight and LIBSVM: a line a row, its label, then column:weight, columns from 1 */
    WEIGHTS_NPZ,  /* scipy.sparse.load_npz: CSR of doubles */
    WEIGHTS_NPY   /* numpy.load: dense doubles */
} weights_form;

/* Appends the label of a row for WEIGHTS_SVM. */
typedef vn_status weights_label(void *context, size_t row, vn_buf *out, vn_error *err);

typedef struct weights_out {
    const vn_weights *weights;
    weights_form form;
    unsigned threads;
    weights_label *label; /* NULL: all are 0. Called by several threads at once */
    void *context;
    size_t longest; /* its own */
    double *val;
} weights_out;

/* Writes the matrix. VN_ELIMIT: a dense one of more than 8 GiB. */
vn_status weights_out_write(weights_out *w, output *out, vn_error *err);

/* Writes "term, df, idf" of each column to a file, which appears only whole. *name as in output_whole. */
vn_status weights_out_vocabulary(const vn_weights *weights, const char *path, const char **name, vn_error *err);

#endif
