/* Keywords of one document: its words and phrases of one to four words, best first.
 *
 * The caller segments (vn/segment.h) and says which words are stop words and how many documents of a large collection
 * hold a term: by a list and a table of the library, or by functions of its own. */
#ifndef VN_KEYWORD_H
#define VN_KEYWORD_H

#include "vn/alias.h"
#include "vn/base.h"
#include "vn/df.h"
#include "vn/segment.h"
#include "vn/terms.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Number of documents that hold a term; 0: not in the table. `key` is folded (vn_fold), the syllables of a word
 * joined by `_`; a phrase is asked for twice, its words parted by a space and then joined by `_`, and needs not be known. */
typedef uint64_t vn_keyword_df(void *context, vn_slice key);

/* True when the word with this key is a stop word. */
typedef bool vn_keyword_stop(void *context, vn_slice key);

/* What the method `rank` has learnt from editors' tags (vn/keyword_train.h). Immutable once open, shared by threads. */
typedef struct vn_keyword_model vn_keyword_model;

/* Opens a model file; path NULL gives the one embedded in the library. VN_EIO; VN_EDATA with the line; VN_ENOMEM. */
VN_API vn_status vn_keyword_model_open(vn_keyword_model **out, const char *path, vn_error *err);

/* The same from the bytes of a file, which are copied. */
VN_API vn_status vn_keyword_model_read(vn_keyword_model **out, vn_slice bytes, vn_error *err);
VN_API void vn_keyword_model_free(vn_keyword_model *model);

typedef struct vn_keyword_options {
    const char *method;    /* a name of vn_keyword_method; NULL: "rank" */
    size_t limit;          /* keywords a document, 0: 10 */
    const vn_df *table;    /* how common terms are; must outlive the extractor. NULL: that is asked of df */
    vn_keyword_df *df;     /* without a table; NULL too: every term is equally common. With a table: NULL, or a function
                              that gives what vn_df_find does */
    void *df_context;
    uint64_t documents;    /* N of the table behind df; with a table and no df: its own */
    uint64_t phrase_floor; /* it holds the phrases of so many documents and more; 0: none, and says nothing of them */
    const vn_stopwords *stopwords; /* must outlive the extractor. NULL: that is asked of stop */
    vn_keyword_stop *stop; /* without a list; NULL too: there are no stop words */
    void *stop_context;
    const vn_aliases *aliases; /* names of one thing are one word, shown by the first; NULL: none */
    double diversity;      /* 0 to 1: how much likeness to the better keywords counts beside the score; 0: not at all */
    bool candidates;       /* all candidates, whatever the limit and the diversity, nested ones too; those that the method
                              does not score come last, with NaN for a score */
    const vn_keyword_model *model; /* rank: what was learnt; NULL: the embedded model */
    bool explain; /* leave the shares of each score, where the method can */
    double title_weight;   /* tfidf: an occurrence in the title counts so often, at least 1; 0: 2 */
    bool raw;              /* captions, bylines, links and other boilerplate are content too, and sites behind titles */
} vn_keyword_options;

/* A way to score. Order is always best first; lower_is_better says how to read the scores. */
typedef struct vn_keyword_method {
    const char *name;
    const char *about; /* one line */
    bool lower_is_better;
    bool uses_df;  /* scores look at document frequencies */
    bool explains; /* a score is a sum of shares: vn_keyword.share */
} vn_keyword_method;

/* Method number i, in the order of the table; NULL after the last. Static. */
VN_API const vn_keyword_method *vn_keyword_method_at(size_t i);

/* The document: two texts with their words; either may be empty. Positions count from the title on, into the body. */
typedef struct vn_keyword_input {
    vn_slice title;
    vn_words title_words;
    vn_slice text;
    vn_words words;
    bool no_lines; /* the lines of `text` are not those of the article, so none is looked at for boilerplate */
} vn_keyword_input;

/* Bytes start .. start+len of the title or of the text. */
typedef struct vn_keyword_place {
    size_t start;
    size_t len;
    bool in_title;
} vn_keyword_place;

/* A keyword. Names of one person are one, in full without a title: "Donald Trump" has the occurrences of "Trump" and of
 * "Tổng thống Trump" too, and they count for its score. */
typedef struct vn_keyword {
    vn_slice term;  /* as written most often, white space as one space; not with the capital of a sentence or of a line
                     * of capitals */
    vn_slice key;   /* folded */
    double score;
    uint64_t df;    /* documents of the table behind vn_keyword_options.df that hold it; 0: unknown to it, or no table */
    size_t first;   /* words before the first occurrence, the title's counted */
    size_t count;
    const vn_keyword_place *place; /* [count] in order, the title's first */
    const double *share; /* [n_features] what each feature adds to the score, which is their sum; NULL: the method does
                          * not explain itself */
} vn_keyword;

typedef struct vn_keywords {
    const vn_keyword *item; /* [n] best first, ties by first occurrence, with diversity in the order of choice; none
                             * inside another by its syllables, each of 16 of them at most */
    size_t n;
    const char *const *feature; /* [n_features] names of the shares; static */
    size_t n_features;
} vn_keywords;

/* Scratch of one thread. The contexts of the options must outlive it. VN_EINVAL: no such method, or an option out of
 * range. */
typedef struct vn_extractor vn_extractor;
VN_API vn_status vn_extractor_new(vn_extractor **out, const vn_keyword_options *options, vn_error *err);
VN_API void vn_extractor_free(vn_extractor *extractor);

/* The keywords of a document, at most `limit`. Borrowed until the next call. VN_ENOMEM; VN_EDATA: a word is not UTF-8;
 * VN_ELIMIT: 2^32 words or more. */
VN_API vn_status vn_extract(vn_extractor *extractor, const vn_keyword_input *input, vn_keywords *out, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
