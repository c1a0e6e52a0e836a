/* L4: what is measured of a candidate, as numbers that a log-linear model weighs (keyword_model.h). */
#ifndef VN_LIB_KEYWORD_FEATURES_H
#define VN_LIB_KEYWORD_FEATURES_H

#include "keyword.h"

/* X(identifier, name); the names stand in models. Those from HEADLINE on are what other
 * articles tell of the term. */
#define VN_KEYWORD_FEATURE_LIST(X)                                                                                      \
    X(COUNT, "count")               /* ln of the occurrences */                                                         \
    X(COUNT_2, "count^2")           /* its square */                                                                    \
    X(ONCE, "once")                 /* said once, not in the title */                                                   \
    X(TITLE, "title")               /* ln (1 + occurrences in the title) */                                             \
    X(IN_TITLE, "in-title")         /* stands in the title */                                                           \
    X(FIRST, "first")               /* ln (2 + words before it / 10) */                                                 \
    X(FIRST_SHARE, "first-share")   /* the same as a share of the article */                                            \
    X(SPREAD, "spread")             /* ln (1 + words from the first to the last occurrence) */                          \
    X(SPREAD_SHARE, "spread-share") /* the same as a share of the article */                                            \
    X(SENTENCES, "sentences")       /* share of the sentences that hold it */                                           \
    X(LEAD, "lead")                 /* stands in the first sentence of the body */                                      \
    X(OPENING, "opening")           /* stands in its first line */                                                      \
    X(QUOTED, "quoted")             /* share of the occurrences between quotation marks */                              \
    X(BEGINS, "begins")             /* share of them at the head of a sentence */                                       \
    X(IDF, "idf")                   /* of a phrase that the table lacks that of its rarest word */                      \
    X(IDF_LOG, "idf-log")                                                                                               \
    X(IDF_2, "idf^2")                                                                                                   \
    X(RAREST, "rarest")             /* idf of its rarest word, */                                                       \
    X(COMMONEST, "commonest")       /* of its commonest, */                                                             \
    X(MEAN_IDF, "mean-idf")         /* and the mean */                                                                  \
    X(KNOWN, "known")               /* a phrase of the table */                                                         \
    X(COHESION, "cohesion")         /* of a phrase (keyword_cohesion.c) */                                              \
    X(COHESION_KNOWN, "cohesion-known")                                                                                 \
    X(WORDS_2, "words=2")                                                                                               \
    X(WORDS_3, "words=3")                                                                                               \
    X(WORDS_4, "words=4")                                                                                               \
    X(SYLLABLES, "syllables")                                                                                           \
    X(SYLLABLES_2, "syllables^2")                                                                                       \
    X(LONG, "syllables>4")                                                                                              \
    X(LONE, "lone-syllable")        /* one word of one syllable, and no name */                                         \
    X(PAIR, "two-syllables")        /* one word of two */                                                               \
    X(LONE_HEAD, "lone-head")       /* the first word has one syllable; */                                              \
    X(LONE_TAIL, "lone-tail")       /* the last one */                                                                  \
    X(NAME, "name")                 /* most occurrences have capitals that mean a name */                               \
    X(PROPER, "proper")             /* share of the words with a capital of their own */                                \
    X(SMALL, "small")               /* share of the words that begin with a small letter */                             \
    X(CAPITALS, "capitals")         /* all in capitals */                                                               \
    X(MIXED, "mixed")               /* small letters before a name: "nước Anh" */                                       \
    X(NUMBERED, "numbered")         /* ends in a number */                                                              \
    X(OPEN_LEFT, "open-left")       /* share of the occurrences with no content word just before; */                    \
    X(OPEN_RIGHT, "open-right")     /* after; */                                                                        \
    X(OPEN_BOTH, "open-both")       /* the lesser of the two */                                                         \
    X(INSIDE, "inside")             /* ln (1 + occurrences of the most usual longer phrase around it / its own) */      \
    X(OF_PARTS, "of-parts")         /* its occurrences / those of its most usual part */                                \
    X(WORD_MOST, "word-most")       /* ln of the occurrences of its most usual word, */                                 \
    X(WORD_LEAST, "word-least")     /* its least usual, */                                                              \
    X(WORD_MEAN, "word-mean")       /* and the mean */                                                                  \
    X(NAME_COUNT, "name*count")                                                                                         \
    X(NAME_FIRST, "name*first")                                                                                         \
    X(NAME_IDF, "name*idf")                                                                                             \
    X(PHRASE_COUNT, "phrase*count")                                                                                     \
    X(PHRASE_IDF, "phrase*idf")                                                                                         \
    X(CLASS_FUNCTION, "class-function") /* one word: a numeral, unit, classifier, pronoun, time, adverb or source; */   \
    X(CLASS_ADJECTIVE, "class-adjective")                                                                               \
    X(CLASS_VERB, "class-verb")                                                                                         \
    X(CLASS_REPORTING, "class-reporting")                                                                               \
    X(CLASS_GENERAL, "class-general")                                                                                   \
    X(CLASS_OFFICE, "class-office")                                                                                     \
    X(CLASS_HEAD, "class-head")     /* a phrase whose first word has a class; */                                        \
    X(CLASS_TAIL, "class-tail")     /* its last */                                                                      \
    X(HEADLINE, "headline")         /* how much more often than others it is in headlines when it is in the text, ln; */ \
    X(HEADLINE_HEAD, "headline-head") /* the same of its first word, */                                                 \
    X(HEADLINE_TAIL, "headline-tail") /* and of its last */                                                             \
    X(TAGGED, "tagged")             /* has been a tag of another article, */                                            \
    X(TAGS, "tags")                 /* ln (1 + so many articles) */

#define VN_KEYWORD_FEATURE_ID(id, name) VN_FEATURE_##id,
enum { VN_KEYWORD_FEATURE_LIST(VN_KEYWORD_FEATURE_ID) VN_KEYWORD_FEATURES, VN_KEYWORD_MEASURED = VN_FEATURE_HEADLINE };
#undef VN_KEYWORD_FEATURE_ID

/* [VN_KEYWORD_FEATURES] static. */
extern const char *const vn_keyword_feature_name[VN_KEYWORD_FEATURES];

/* Candidates are measured and weighed some at a time: a column each. */
enum { VN_KEYWORD_COLUMNS = 8 };
typedef float vn_keyword_columns[VN_KEYWORD_FEATURES][VN_KEYWORD_COLUMNS];

/* What all occurrences in a document add up to; in its arena. */
typedef struct vn_keyword_measuring vn_keyword_measuring;

/* Leaves alive the candidates that a log-linear model may choose from, and reads their occurrences. */
vn_status vn_keyword_measuring_new(vn_keyword_measuring **measuring, vn_keyword_document *doc, vn_error *err);

/* Fills the first VN_KEYWORD_MEASURED features of such a candidate: x[feature][column]. */
void vn_keyword_measure(const vn_keyword_measuring *measuring, size_t candidate, vn_keyword_columns x, size_t column);

#endif
