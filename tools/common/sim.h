/* What the parts of vnsim share. */
#ifndef TOOLS_SIM_H
#define TOOLS_SIM_H

#include "collection.h"

#include "vn/similar.h"

enum { SIM_TSV, SIM_CSV, SIM_MTX, SIM_NPY };

/* Scores count against --min as they are printed, with nine digits: copies of a document reach 1. */
#define SIM_HALF_DIGIT 5e-10

typedef struct sim {
    collection all; /* first, so that the stream's context is the collection too */
    stream_settings settings;
    size_t top;
    double min; /* below 0: not given */
    bool matrix;
    int format;
    bool why;
    size_t why_terms;
    vn_match *shared; /* [why_terms] */
    size_t share;     /* of `shares`, from 1; 0: all of the work */
    size_t shares;
    vn_buf line;
    output *out;
} sim;

/* Writes s->line and empties it. */
vn_status sim_flush(sim *s, vn_error *err);

/* The options of a search that the command line asks for. */
vn_similar_options sim_options(const sim *s);

/* Appends id, id, score and, on request, why, without an end of line. */
vn_status sim_put_pair(sim *s, size_t a, const vn_match *b, vn_error *err);

/* Writes neighbours or pairs. */
vn_status sim_pairs(sim *s, vn_error *err);

/* Writes the full matrix, or the rows of the share. */
vn_status sim_matrix(sim *s, vn_error *err);

#endif
