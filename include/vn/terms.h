/* Terms of a document: words folded to their keys, and phrases of them, each with its count. */
#ifndef VN_TERMS_H
#define VN_TERMS_H

#include "vn/alias.h"
#include "vn/base.h"
#include "vn/df.h"
#include "vn/segment.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VN_NGRAM_MAX 8
#define VN_TITLE_WEIGHT_MAX 1000

/* Words that say nothing about what a text is about. Immutable once filled, may be shared by any number of threads. */
typedef struct vn_stopwords vn_stopwords;

/* Opens a list: a word a line, syllables parted by spaces or `_`; blank lines and lines that begin with # are skipped.
 * path NULL gives the list embedded in the library. VN_EIO, VN_EDATA (not UTF-8), VN_ENOMEM. */
VN_API vn_status vn_stopwords_open(vn_stopwords **out, const char *path, vn_error *err);

/* The same from bytes, which are not needed afterwards. */
VN_API vn_status vn_stopwords_parse(vn_stopwords **out, vn_slice lines, vn_error *err);
VN_API void vn_stopwords_free(vn_stopwords *stopwords);

VN_API size_t vn_stopwords_count(const vn_stopwords *stopwords);

/* Whether a key (as vn_fold makes it) is on the list. */
VN_API bool vn_stopwords_has(const vn_stopwords *stopwords, vn_slice key);

/* Keys of terms and their numbers, which counters in several threads may share: what one has learnt of a word the others need
 * not learn, and a number means the same to all. */
typedef struct vn_term_keys vn_term_keys;
/* VN_ENOMEM. */
VN_API vn_status vn_term_keys_new(vn_term_keys **out, vn_error *err);
VN_API void vn_term_keys_free(vn_term_keys *keys);

/* Zero means default. */
typedef struct vn_terms_options {
    unsigned ngram_max;            /* phrases of up to so many words, at most VN_NGRAM_MAX; 0 and 1: single words */
    bool numbers;                  /* numbers are terms too (but stand in no phrase) */
    bool keep_stopwords;           /* stop words are terms too, but still at no edge of a phrase */
    const vn_stopwords *stopwords; /* no term, and at no edge of a phrase; NULL: none. Must outlive the vn_terms */
    const vn_aliases *aliases;     /* names that count as one term; NULL: none. Must outlive the vn_terms */
    double title_weight;           /* an occurrence in the title counts so often, from 1 to VN_TITLE_WEIGHT_MAX, in steps of
                                      1/1024; 0: 1 */
    vn_term_keys *keys;            /* those that counters of the same options share, which then know neither phrases nor
                                      aliases and do not forget numbers; NULL: its own. Must outlive the vn_terms */
    size_t remember;               /* bytes of words seen before, about, past which they are forgotten: less memory for
                                      collections of many rare words, which take longer then; 0: 64 MiB */
} vn_terms_options;

/* A distinct term of a document. */
typedef struct vn_term {
    vn_slice key;   /* folded words joined by one space, the syllables of a word by `_` */
    uint32_t count; /* how often it occurs, at least 1 */
    uint32_t first; /* where it first begins: how many words of the document (of any kind) stand before it */
    double extra;   /* what the weight of the title adds to count: tf is count + extra */
    double weight;  /* 0 until somebody weighs it (vn/tfidf.h) */
} vn_term;

/* Scratch of one thread: the terms of one document at a time. It remembers the keys of words that it has seen. */
typedef struct vn_terms vn_terms;
/* VN_EINVAL: an option out of range. */
VN_API vn_status vn_terms_new(vn_terms **out, const vn_terms_options *options, vn_error *err);
VN_API void vn_terms_free(vn_terms *terms);

/* Begins a document; what was handed out for the last one ends. */
VN_API void vn_terms_begin(vn_terms *terms);

/* Counts the n words (spans of `source`: a text, or a `words` field) of one part of the document, as its title and then
 * its body; phrases do not reach across parts, sentences, punctuation, links or numbers. Punctuation and links are no
 * terms, nor is a word whose key passes 256 bytes. VN_ENOMEM, VN_EDATA (not UTF-8). */
VN_API vn_status vn_terms_add(vn_terms *terms, vn_slice source, const vn_word *words, size_t n, vn_error *err);

/* The same for the title of the document, whose occurrences weigh more when the options say so. */
VN_API vn_status vn_terms_add_title(vn_terms *terms, vn_slice source, const vn_word *words, size_t n, vn_error *err);

/* The same for all words of a `words` field (vn/segment.h): as vn_words_read and then vn_terms_add over the field, only
 * faster. */
VN_API vn_status vn_terms_add_field(vn_terms *terms, vn_slice field, vn_error *err);
VN_API vn_status vn_terms_add_title_field(vn_terms *terms, vn_slice field, vn_error *err);

/* The distinct terms of the document so far, by first occurrence, the shorter first. The array is the caller's to
 * reorder and alter until the next call on the handle. VN_ENOMEM. */
VN_API vn_status vn_terms_list(vn_terms *terms, vn_term **list, size_t *n, vn_error *err);

/* Terms by number, in little memory: a key has the same number in every document as long as vn_terms_generation stays the
 * same. */
#define VN_TF_MORE 255
typedef struct vn_counted {
    const uint32_t *number; /* [n] from 0, as keys are first seen; none twice */
    const uint8_t *tf;      /* [n] 1 to 254; VN_TF_MORE: another tf, the next of `more` */
    const double *more;
    size_t n;
    size_t n_more;
} vn_counted;

/* The terms of vn_terms_list, in that order, and the key of a number. Both live until the next call that adds words or
 * begins a document. VN_ENOMEM. */
VN_API vn_status vn_terms_counted(vn_terms *terms, vn_counted *counted, vn_error *err);
VN_API vn_slice vn_terms_key(const vn_terms *terms, uint32_t number);

/* How many numbers there are; some keys never count. */
VN_API uint32_t vn_terms_numbers(const vn_terms *terms);

/* Grows when so many keys were remembered that all are forgotten, and numbers begin anew with the document. */
VN_API uint32_t vn_terms_generation(const vn_terms *terms);

/* Keeps the `keep` terms of the largest weight, of equal weights the first in byte order, and sorts the rest by bytes.
 * *n shrinks. */
VN_API void vn_terms_keep_top(vn_term *list, size_t *n, size_t keep);

/* qsort order of vn_term: ascending bytes of keys. */
VN_API int vn_term_cmp(const void *a, const void *b);

/* Counts the document in hand for a table of document frequencies: each of its terms in one document more. When what the
 * handle remembers passes `memory` bytes (0: never), the table so far goes to a temporary file in the directory that TMPDIR
 * names, or in /tmp; memory is exceeded by one document at most. What vn_terms_list gave ends. VN_ENOMEM, VN_EIO;
 * VN_ELIMIT: 2^32 - 1 documents; VN_EINVAL: it shares its keys. */
VN_API vn_status vn_terms_count(vn_terms *terms, size_t memory, vn_error *err);

/* Writes the table of all documents that n handles counted, such as those of several threads: the same bytes however the
 * documents were spread over them. VN_EINVAL: n is 0; VN_ENOMEM, VN_EIO, VN_ELIMIT. */
VN_API vn_status vn_terms_write_df(vn_terms *const *terms, size_t n, vn_df_kind kind, vn_df_cut cut, vn_df_write_fn *write,
                                   void *context, vn_error *err);

/* What df tables are compared by: changes whenever the terms of some document may, that is with the folding, the
 * segmentation (vn_segmentation_fingerprint), the stop words and the other options. The weight of the title does not
 * enter: it changes what a term weighs in a document, not in how many it occurs. */
VN_API uint64_t vn_terms_fingerprint(const vn_terms_options *options, uint64_t segmentation);

/* The same with its parts. */
VN_API vn_df_kind vn_terms_kind(const vn_terms_options *options, uint64_t segmentation);

#ifdef __cplusplus
}
#endif
#endif
