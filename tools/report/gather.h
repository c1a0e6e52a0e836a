/* Fills a report from articles: what records bring (words, tfidf, keywords, cluster) is taken, what they lack is made as the
 * tool for it would.
 *
 *     gather g = {.all = {.terms = TERMINOLOGY_DEFAULTS}, .options = GATHER_DEFAULTS};
 *     ... code = gather_open(&g, "vnexample"), then stream_run(&(stream_job){..., .context = &g, GATHER_JOB,
 *     .finish = gather_finish, .no_output = true}), and &g.report until gather_free(&g). */
#ifndef TOOLS_REPORT_GATHER_H
#define TOOLS_REPORT_GATHER_H

#include "collection.h"
#include "day.h"
#include "labels.h"
#include "report.h"

#include "vn/dup.h"
#include "vn/keyword.h"
#include "vn/spool.h"

typedef struct gather_options {
    vn_slice title;     /* of the report */
    const char *by;     /* field that says which articles belong together; NULL: cluster, when all have it, else clusters */
    bool english;
    unsigned figures;
    vn_cluster_options cluster;
    int period;         /* day_span; -1: by how far the dates reach */
    size_t pairs;       /* most similar pairs, besides copies */
    double min_score;   /* of these */
    size_t terms;       /* keywords of a group, and of all */
} gather_options;

/* Articles that share so many of their shingles are copies, as for vndup. */
#define GATHER_COPY 0.48

#define GATHER_DEFAULTS {.period = -1, .pairs = 50, .terms = 20}

/* An article as it came, in the order of the input; slices are in the spool. */
typedef struct gathered {
    vn_slice date;
    vn_slice source;
    vn_slice url;
    vn_slice lead;
    vn_slice group; /* what its record says of it; empty: nothing */
    int64_t day;    /* of the date */
    vn_slice stamp; /* the date as it came, with the time of day maybe */
    size_t words;
    vn_shingles shingles;
    vn_slice forms; /* gather_form and bytes: words that are not written as their key */
    report_terms keywords;
    const vn_slice *key; /* [keywords.n] */
} gathered;

typedef struct gather {
    collection all; /* first, so that the stream's context is the collection too */
    gather_options options;
    vn_df *df; /* of keywords, and of events */
    vn_keyword_model *model;
    vn_keyword_options keyword;
    vn_spool *spool;
    gathered *item; /* [n] */
    size_t cap;
    vn_dup *dup;
    vn_buf scratch;
    double *rarity; /* [cols] of events; else NULL */
    vn_clusters clusters;
    labels labels;
    vn_slice *shown; /* [cols] */
    report_article *article; /* [n] by row, as all that follows */
    report_group *group;     /* [k] */
    size_t *order;           /* [n] */
    size_t *member;          /* [n] */
    vn_merge *merges;        /* [n - 1] or NULL */
    report_pair *pair;       /* [n_pairs] */
    vn_slice *period;        /* [n_periods] */
    uint64_t *articles_in;   /* [n_periods] */
    report_line *line;       /* [n_lines] */
    uint64_t *line_counts;   /* [n_lines][n_periods] */
    report report;           /* what all of this is */
} gather;

/* Opens models and tables; CLI_GO_ON, or the exit code after a message. gather_free also when it fails. */
int gather_open(gather *g, const char *tool);

#define GATHER_JOB .begin = gather_begin, .end = gather_end, .each = gather_each, .collect = gather_collect
vn_status gather_begin(void **state, void *context, vn_error *err);
void gather_end(void *state);
vn_status gather_each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err);
vn_status gather_collect(void *context, vn_slice bytes, vn_error *err);

/* After the last article. VN_EDATA: there was none. */
vn_status gather_finish(void *context, output *out, vn_error *err);
void gather_free(gather *g);

/* --- for the files of gather_*.c ------------------------------------------------------------------------------ */

/* The article of a row as it came. */
const gathered *gather_row(const gather *g, size_t row);

/* Copies that live as long as the report. */
vn_status gather_keep(gather *g, vn_slice text, vn_slice *kept, vn_error *err);
vn_status gather_keep_terms(gather *g, const report_term *term, size_t n, report_terms *kept, vn_error *err);

/* Parts of the report, in this order. */
vn_status gather_groups(gather *g, vn_error *err);   /* clusters, groups, central, cohesion */
vn_status gather_tree(gather *g, vn_error *err);     /* order, merges, members */
vn_status gather_spell(gather *g, vn_error *err);    /* how terms are shown */
vn_status gather_terms(gather *g, vn_error *err);    /* labels and keywords of groups and of all */
vn_status gather_map(gather *g, vn_error *err);      /* x, y */
vn_status gather_pairs(gather *g, vn_error *err);    /* copy_of, pairs */
vn_status gather_lines(gather *g, vn_error *err);    /* periods, lines */

#endif
