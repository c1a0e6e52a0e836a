/* The terms of a document, for tools that count them. */
#ifndef TOOLS_DOCTERMS_H
#define TOOLS_DOCTERMS_H

#include "cli.h"
#include "docwords.h"

#include "vn/terms.h"

/* What decides the terms, and what all threads share. Start with TERMINOLOGY_DEFAULTS. */
typedef struct terminology {
    segmentation seg;
    size_t ngrams;
    bool numbers;
    double title_weight;
    const char *list;        /* of stop words; NULL: the embedded one; "none": none; else a file */
    vn_stopwords *stopwords; /* NULL: none */
    const char *alias; /* a list of names; NULL: none; "default": the embedded one; else a file */
    vn_aliases *aliases; /* NULL: none */
    vn_terms_options options;
    vn_df_kind kind; /* of tables of document frequencies */
} terminology;

#define TERMINOLOGY_DEFAULTS {.ngrams = 1, .title_weight = 1}

/* For tools whose terms have names. */
#define ALIAS_OPTION(t)                                                                                                 \
    {                                                                                                                   \
        "alias", 0, CLI_TEXT, &(t).alias, "FILE", "names that are one term; default: a built-in list (none)", 0, 0, NULL \
    }

/* Option rows over a terminology. */
#define TERMINOLOGY_OPTIONS(t)                                                                                          \
    {"ngrams", 'g', CLI_COUNT, &(t).ngrams, "N", "phrases of up to N words too (1)", 1, VN_NGRAM_MAX, NULL},            \
        {"numbers", 0, CLI_FLAG, &(t).numbers, NULL, "numbers are terms too", 0, 0, NULL},                              \
        {"stopwords", 's', CLI_TEXT, &(t).list, "FILE", "words that are no terms, or none (a built-in list)", 0, 0,     \
         NULL},                                                                                                         \
        ALIAS_OPTION(t), SEGMENTATION_OPTIONS((t).seg)

/* For tools that weigh terms. */
#define TITLE_WEIGHT_OPTION(t)                                                                                          \
    {                                                                                                                   \
        "title-weight", 0, CLI_REAL, &(t).title_weight, "N", "a word of the title counts N times (1)", 1,               \
            VN_TITLE_WEIGHT_MAX, NULL                                                                                   \
    }

/* Opens the list that --alias names; NULL: none. CLI_GO_ON, or the exit code after a message. */
int aliases_open(vn_aliases **out, const char *name, const char *tool);

/* Opens model and lists. CLI_GO_ON, or the exit code after a message. */
int terminology_open(terminology *t, const char *tool);
void terminology_close(terminology *t);

/* Whether a table with this fingerprint counts every term of the terminology the same way: made with the same model, and
 * the same options or wider ones (longer phrases, numbers, no stop words or kept ones). */
bool terminology_covered(const terminology *t, uint64_t fingerprint);

/* Reads a limit of document frequencies: "3" is a count, "0.5" and "1.0" are shares. NULL changes nothing; false: neither. */
bool docterms_limit(const char *text, uint32_t *count, double *share);

/* Scratch of one thread. The terminology must outlive it. */
typedef struct docterms docterms;
vn_status docterms_new(docterms **out, const terminology *shared, vn_error *err);
void docterms_free(docterms *d);

/* What counts them; it lives as long as d. */
vn_terms *docterms_counts(docterms *d);

/* The distinct terms of title and text together; the array is the caller's to alter until the next call. Errors as
 * docwords_get. */
vn_status docterms_get(docterms *d, vn_batch *batch, const vn_document *document, vn_term **list, size_t *n, vn_error *err);

/* For tools that need the words of a document for something else too: who gives them, and the terms of words that were got
 * from it. */
docwords *docterms_words(docterms *d);
vn_status docterms_get_of(docterms *d, const doc_words *words, vn_term **list, size_t *n, vn_error *err);

/* The same terms by number; see vn_terms_counted. docterms_counter has their keys. */
vn_status docterms_count(docterms *d, vn_batch *batch, const vn_document *document, vn_counted *counted, vn_error *err);
const vn_terms *docterms_counter(const docterms *d);

#endif
