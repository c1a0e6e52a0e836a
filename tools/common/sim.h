/* What the parts of vnsim share. */
#ifndef TOOLS_SIM_H
#define TOOLS_SIM_H

#include "collection.h"

#include "vn/index.h"
#include "vn/similar.h"

#include <stdatomic.h>

enum { SIM_TSV, SIM_CSV, SIM_MTX, SIM_NPY };

/* Scores count against --min as they are printed, with nine digits: copies of a document reach 1. */
#define SIM_HALF_DIGIT 5e-10

struct sim_plan;

typedef struct sim {
    collection all; /* first, so that the stream's context is the collection too */
    stream_settings settings;
    size_t top;
    double min; /* below 0: not given */
    bool matrix;
    int format;
    bool why;
    size_t why_terms;
    bool titles;
    vn_match *shared; /* [why_terms] */
    bool merge;
    bool make_index;
    const char *index_path; /* NULL: none */
    cli_list queries;       /* files */
    vn_index *index;  /* that queries are put to */
    vn_buf index_bytes; /* of an index in memory */
    atomic_bool damaged; /* the index is */
    size_t share;     /* of `shares`, from 1; 0: all of the work */
    size_t shares;
    struct sim_plan *plan; /* of the share; NULL without */
    vn_buf line;
    output *out;
} sim;

/* Writes s->line and empties it. */
vn_status sim_flush(sim *s, vn_error *err);

/* The options of a search that the command line asks for. */
vn_similar_options sim_options(const sim *s);

/* Appends id, id and score; a part of --why; the title. */
vn_status sim_put_score(vn_slice a, vn_slice b, double score, vn_buf *out, vn_error *err);
vn_status sim_put_part(bool first, vn_slice term, double score, vn_buf *out, vn_error *err);
vn_status sim_put_title(vn_slice title, vn_buf *out, vn_error *err);

/* Appends a line without its end to s->line: a pair of rows and what is asked for besides. */
vn_status sim_put_pair(sim *s, size_t a, const vn_match *b, vn_error *err);

/* Writes neighbours or pairs. */
vn_status sim_pairs(sim *s, vn_error *err);

/* Writes the full matrix, or the rows of the share. */
vn_status sim_matrix(sim *s, vn_error *err);

/* Writes an index of the collection to the output. */
vn_status sim_make_index(sim *s, vn_error *err);

/* Makes it in memory instead, or opens a file (CLI_GO_ON, or the exit code after a message), for sim_ask. */
vn_status sim_index_in_memory(sim *s, vn_error *err);
int sim_open_index(sim *s, const char *path);

/* Puts the documents of the files to the index, and prints what it answers. Gives the exit code. */
int sim_ask(sim *s, cli_arguments files);

#endif
