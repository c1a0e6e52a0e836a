/* What a report tells of a collection: gathered once (gather.c), written in as many forms as there are (report_form).
 *
 * Everything is numbered: articles by id, then title (so that the order of the input changes nothing), groups as vn_clusters
 * numbers them, terms by the matrix. All bytes that come from articles are untrusted: whoever writes them escapes them for
 * his format. They are valid UTF-8, may be empty, and live as long as the report. Titles, sources, leads and terms are one
 * line: without control characters and marks of direction, and white space is one space; ids are as they came. */
#ifndef TOOLS_REPORT_H
#define TOOLS_REPORT_H

#include "output.h"

#include "vn/cluster.h"
#include "vn/keyness.h"
#include "vn/sparse.h"
#include "vn/vocab.h"

/* A word or phrase of a list, best first. */
typedef struct report_term {
    vn_slice term;   /* as articles show it: "Cúp Quốc gia" */
    double score;
    uint64_t articles; /* that hold it, of those the list is about; of one article: its occurrences, 0: not told */
} report_term;

typedef struct report_terms {
    const report_term *item; /* [n] */
    size_t n;
} report_terms;

typedef struct report_article {
    vn_slice id; /* never empty: "FILE:LINE" when the record has none */
    vn_slice title; /* at most 500 bytes; the id when the article has none */
    vn_slice date;  /* "2026-11-22", or empty */
    vn_slice source; /* empty: not told */
    vn_slice url;    /* http: or https: only, or empty */
    vn_slice lead;   /* the first words of the text, at most 300 bytes, cut between words */
    size_t words;
    size_t group;
    size_t copy_of; /* the earliest article of which this one is a reprint; its own number when it is none */
    double x, y;    /* of the map, within -1 .. 1, both axes by one scale */
    report_terms keywords;
} report_article;

typedef struct report_group {
    vn_slice name; /* as the articles say, a source for example; empty: it has none but its number */
    size_t size;
    size_t central;     /* its most central article */
    double cohesion;    /* mean similarity of two of its articles; 1 for one alone */
    report_terms labels; /* what sets it apart from the others; with --by its name first */
    report_terms keywords;
    const size_t *member; /* [size] articles, in the order of the tree */
    bool without_words;   /* not a group, but the articles in which no term was found */
} report_group;

/* Why two articles are alike: terms by what each adds to the score. */
typedef struct report_pair {
    size_t a, b; /* a < b */
    double score;
    bool copies;
    double overlap;    /* of copies: Jaccard's coefficient of their shingles; else 0 */
    report_terms why;  /* `score` is what the term adds to that of the pair; at most 6 */
} report_pair;

/* A term over time. */
typedef struct report_line {
    vn_slice term;
    const uint64_t *articles; /* [n_periods] that have it among their keywords */
    double burst; /* the largest LRC of a period against those before it (vn/trend.h), 0: none */
    size_t burst_period;
} report_line;

enum { REPORT_HEAT_MAP = 1, REPORT_TREE = 2 };

typedef struct report {
    vn_slice title; /* of the report */
    size_t n;
    const report_article *article; /* [n] */
    vn_sparse matrix;              /* [n] rows of length 1 or empty, in the order of the articles */
    const vn_vocab *vocab;         /* its columns */
    const vn_slice *shown;         /* [columns] how articles write them; NULL: as they are in the vocabulary */
    size_t n_groups;
    const report_group *group; /* [n_groups] */
    const size_t *order;       /* [n] articles from left to right under the tree; those of a group stand together */
    const vn_merge *merges;    /* [n - 1] or NULL (above 10,000 articles, or 5,000 groups): the tree, as vn_clusters has it;
                                * distances ascend from child to parent */
    bool tree_within_groups;   /* articles of a group were joined first, whatever is nearer outside */
    report_terms keywords;     /* of all articles */
    const report_pair *pair;   /* [n_pairs] most similar first; ties by a, then b */
    size_t n_pairs;
    double map_share[2];       /* which part of all squared distances the axes of the map show */
    size_t n_dated;            /* articles with a date */
    size_t n_periods;          /* 0: too few dates for lines; 120 at most, those with most articles in a row */
    const vn_slice *period;    /* [n_periods] the first day of it as "2026-11-22", or "2026-11"; without gaps */
    const uint64_t *articles_in; /* [n_periods] */
    const report_line *line;   /* [n_lines] */
    size_t n_lines;
    const char *method;        /* of clusters; NULL: the articles brought their groups */
    const char *by;            /* the field that these are from; NULL: cluster */
    const char *made_by;       /* "vntext 0.1.0" */
    unsigned figures;          /* REPORT_HEAT_MAP | REPORT_TREE: what pictures show */
    bool english;              /* --lang en; else Vietnamese */
} report;

/* The similarity of two articles: the cosine of their rows. 1 with itself, 0 without terms. */
double report_similarity(const report *r, size_t a, size_t b);

/* Fills score [n * n] with the similarities of n articles, row by row: symmetric, to the same bits as report_similarity.
 * VN_ENOMEM. */
vn_status report_block(const report *r, const size_t *article, size_t n, float *score, vn_error *err);

/* Fills score [n_groups * n_groups] with the mean similarity of two articles, of the same group or of two. */
vn_status report_between(const report *r, double *score, vn_error *err);

/* Terms that add most to the similarity of two articles; fills at most m, by score, and gives their number. */
size_t report_why(const report *r, size_t a, size_t b, report_term *term, size_t m);

/* Forms of a report, by the extension of the output: one file and one row of the table each (forms.c). */
typedef struct report_form {
    const char *extension; /* ".html" */
    const char *about;     /* one line */
    vn_status (*write)(const report *r, output *out, vn_error *err);
} report_form;

const report_form *report_form_at(size_t i); /* NULL past the last */
const report_form *report_form_of(const char *path);

/* Each writes one form. */
vn_status report_html(const report *r, output *out, vn_error *err);
vn_status report_xlsx(const report *r, output *out, vn_error *err);
vn_status report_svg(const report *r, output *out, vn_error *err);
vn_status report_png(const report *r, output *out, vn_error *err);
vn_status report_csv(const report *r, output *out, vn_error *err);
vn_status report_tsv(const report *r, output *out, vn_error *err);
vn_status report_md(const report *r, output *out, vn_error *err);
vn_status report_tex(const report *r, output *out, vn_error *err);

/* What --version names besides what the library does: "cairo 1.16.0, libxlsxwriter 1.1.4". */
vn_status report_libraries(vn_buf *out, vn_error *err);

#endif
