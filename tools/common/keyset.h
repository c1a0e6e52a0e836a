/* What vnkey says of a set of documents instead of each: its list of keywords, what sets it apart, how its words come and
 * go. */
#ifndef TOOLS_KEYSET_H
#define TOOLS_KEYSET_H

#include "day.h"
#include "docterms.h"
#include "stream.h"

#include "vn/keyword.h"
#include "vn/keyness.h"

typedef enum keyset_mode { KEYSET_NONE, KEYSET_LIST, KEYSET_COMPARE, KEYSET_TREND } keyset_mode;

/* What the command line asks for. Start with KEYSET_DEFAULTS. */
typedef struct keyset {
    bool all;
    const char *by; /* NULL: not given */
    int period; /* day_span; -1: not given */
    bool trend;
    size_t window;
    bool sorted;
    cli_list term;
    size_t ngrams;
    size_t min_df;
    const char *against;
    int measure; /* vn_keyness_measure; -1: not given */
    double least;
    double simple_k;
} keyset;

#define KEYSET_DEFAULTS {.period = -1, .measure = -1}

extern const char *const keycompare_choices[];

/* Option rows over a keyset. */
#define KEYSET_OPTIONS(k)                                                                                              \
    {"all", 0, CLI_FLAG, &(k).all, NULL, "one list of keywords for all articles together", 0, 0, NULL},                \
        {"by", 0, CLI_TEXT, &(k).by, "FIELD", "a list for each cluster, source, date, ... (--trend: date)", 0, 0,      \
         NULL},                                                                                                        \
        {"period", 0, CLI_CHOICE, &(k).period, "SPAN", "the field holds dates: by day, week or month (day)", 0, 0,     \
         day_span_choices},                                                                                            \
        {"trend", 0, CLI_FLAG, &(k).trend, NULL, "terms of a day that are new or much more frequent", 0, 0, NULL},     \
        {"window", 0, CLI_COUNT, &(k).window, "N", "--trend: against N days before that have articles (14)", 1, 1e6,   \
         NULL},                                                                                                        \
        {"term", 0, CLI_LIST, &(k).term, "WORD", "--trend: this term, on every day; may be repeated", 0, 0, NULL},     \
        {"sorted", 0, CLI_FLAG, &(k).sorted, NULL, "--trend: articles come by date: less memory", 0, 0, NULL},         \
        {"against", 0, CLI_TEXT, &(k).against, "FILE", "what sets them apart from these, a df table or default", 0, 0, \
         NULL},                                                                                                        \
        {"keyness", 0, CLI_CHOICE, &(k).measure, "NAME", "--against: sort by lrc, g2, ratio or simple (lrc)", 0, 0,    \
         keycompare_choices},                                                                                          \
        {"min-keyness", 0, CLI_REAL, &(k).least, "X", "--against: smallest value (more than chance)", 0, 1e300, NULL}, \
        {"simple-k", 0, CLI_REAL, &(k).simple_k, "K", "--against: what simple maths adds (100)", 1e-9, 1e9, NULL},     \
        {"ngrams", 'g', CLI_COUNT, &(k).ngrams, "N", "--trend, --against: phrases of up to N words (3)", 1, VN_NGRAM_MAX,\
         NULL},                                                                                                        \
    {                                                                                                                  \
        "min-df", 0, CLI_COUNT, &(k).min_df, "N", "--trend, --against: terms in N articles or more (3)", 1, 1e9,       \
        NULL                                                                                                           \
    }

/* What the options come to. */
keyset_mode keyset_mode_of(const keyset *k);

/* Whether options were given that do not go together. CLI_GO_ON, or the exit code after a message. */
int keyset_check(const keyset *k, const char *tool);

/* What a run needs besides; the terminology of comparisons and trends is not open yet and is closed by the
 * run. */
typedef struct keyset_run {
    const char *tool;
    const keyset *set;
    const stream_settings *stream;
    cli_arguments files;
    size_t limit; /* terms of a list, a comparison or a day */
    bool tsv;
    terminology terms;
    const vn_keyword_options *options; /* of lists, and the words of articles: open, the caller's */
    const segmentation *words;
} keyset_run;

/* Each gives the exit code; all messages have been printed. */
int keylist_run(keyset_run *run);
int keycompare_run(keyset_run *run);
int keytrend_run(keyset_run *run);

void keyset_free(keyset *k);

/* Appends numbers, parted by tabs, with a line end behind. */
vn_status keyset_cells(const double *number, size_t n, vn_buf *out, vn_error *err);

/* Appends ,"NAME":NUMBER for each. */
vn_status keyset_members(const char *const *name, const double *number, size_t n, vn_buf *out, vn_error *err);

#endif
