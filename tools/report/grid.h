/* What tables and pictures of the matrix show: the articles in the order of the tree while they are few enough to be read;
 * else the groups, by the mean similarity of their articles; of too many groups the largest. */
#ifndef TOOLS_REPORT_GRID_H
#define TOOLS_REPORT_GRID_H

#include "report.h"

typedef struct report_grid {
    const report *r;
    bool groups;    /* rows are groups */
    size_t n;       /* rows, as many columns */
    size_t *row;    /* [n] the article or the group of each, in the order of the tree */
    size_t hidden;  /* groups that are not shown */
    double *score;  /* [n * n] row by row, symmetric; the diagonal of articles is 1, or 0 without terms */
} report_grid;

/* At most `most` rows. VN_ENOMEM. */
vn_status report_grid_new(report_grid *grid, const report *r, size_t most, vn_error *err);
void report_grid_free(report_grid *grid);

/* The group of a row. */
size_t report_grid_group(const report_grid *grid, size_t row);

/* The number by which a row, and its column, are known: places in the order of the tree, from 1, or those of the groups. */
size_t report_grid_number(const report_grid *grid, size_t row);

/* With how many decimals scores are shown: means of groups are small. */
unsigned report_grid_decimals(const report_grid *grid);

/* Whether a row is the first of its group; of groups each is. */
bool report_grid_begins(const report_grid *grid, size_t row);

/* Appends what a row is called: the title of the article, or the words that set the group apart; in NFC, since not all that
 * draws letters can put marks on them. */
vn_status report_grid_name(const report_grid *grid, size_t row, vn_buf *out, vn_error *err);

/* Appends one sentence on what the grid shows. */
vn_status report_grid_about(const report_grid *grid, vn_buf *out, vn_error *err);

/* Appends the first label words of a group, parted by commas; what stands for them when it has none. In NFC. */
vn_status report_group_name(const report *r, size_t group, vn_buf *out, vn_error *err);

/* The steps of a table that is written to be read: what it shows, the head, each row, the end. Each appends to a text. */
typedef struct report_grid_steps {
    vn_status (*about)(const report_grid *grid, vn_buf *out, vn_error *err);
    vn_status (*head)(const report_grid *grid, vn_buf *out, vn_error *err);
    vn_status (*row)(const report_grid *grid, size_t row, vn_buf *out, vn_error *err);
    const char *tail;
} report_grid_steps;

/* Writes such a table, of at most 100 rows: more nobody reads. VN_ENOMEM, VN_EIO. */
vn_status report_grid_table(const report *r, const report_grid_steps *steps, output *out, vn_error *err);

#endif
