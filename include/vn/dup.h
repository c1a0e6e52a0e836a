/* Near-duplicates: reprints and lightly edited copies.
 *
 * A text is the set of its shingles, the runs of six syllables in a row (Broder 1997). Two texts are as much the same as
 * their sets: Jaccard's coefficient |a & b| / |a | b|. Letter case, Unicode composition, tone place (hoà, hòa), white space
 * and punctuation make no difference. */
#ifndef VN_DUP_H
#define VN_DUP_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Shingles as 64-bit hashes, ascending, no two equal; two different shingles have the same hash once in 10^13 pairs of
 * texts of a thousand words. The hashes are the same on every machine. */
typedef struct vn_shingles {
    const uint64_t *item; /* [n] */
    size_t n;
} vn_shingles;

/* Makes shingles of one text at a time; scratch of one thread. */
typedef struct vn_shingler vn_shingler;

/* syllables: in a shingle, 1 to 64; 0: 6. VN_EINVAL, VN_ENOMEM. */
VN_API vn_status vn_shingler_new(vn_shingler **out, unsigned syllables, vn_error *err);
VN_API void vn_shingler_free(vn_shingler *shingler);

/* The shingles of a text in UTF-8: runs of letters, digits and their marks are syllables, so are single letters of scripts
 * without spaces, and everything else is not there. A text of fewer syllables is one shingle, one without syllables has
 * none. Lives until the next call. VN_ENOMEM, VN_EDATA (not UTF-8). */
VN_API vn_status vn_shingle(vn_shingler *shingler, vn_slice text, vn_shingles *set, vn_error *err);

/* Jaccard's coefficient, exact: the double nearest to the quotient. 0 when both are empty. */
VN_API double vn_jaccard(vn_shingles a, vn_shingles b);

enum { VN_MINHASH_MAX = 1024 };

/* MinHash of a set: k numbers, 1 to VN_MINHASH_MAX, of which two sets have each in common with a probability of their
 * Jaccard coefficient (and by chance once in 2^32). The share of equal numbers so estimates it, with a standard deviation of
 * at most sqrt(J (1 - J) / k), and in O(n + k log k) instead of O(n k). The set is not empty. The same on every machine.
 * Source: Dahlgaard, Knudsen & Thorup (2017), Fast similarity sketching; Broder (1997) for what is estimated. */
VN_API void vn_minhash(uint32_t *sketch, size_t k, vn_shingles set);

/* Zero means default. */
typedef struct vn_dup_options {
    double min;       /* a pair is one of this coefficient or more, above 0 to 1; 0: 0.48 */
    bool exact;       /* no pair is missed, see vn_dup_pairs */
    unsigned threads; /* 0 and 1: in the caller */
    size_t memory;    /* bytes of shingles to hold before they go to a file, as vn_spool_new */
} vn_dup_options;

/* A collection of documents, numbered 0, 1, 2 ... as they come. */
typedef struct vn_dup vn_dup;
VN_API vn_status vn_dup_new(vn_dup **out, const vn_dup_options *options, vn_error *err);
VN_API void vn_dup_free(vn_dup *dup);

/* Copies the shingles of the next document. VN_ENOMEM; VN_EIO (see vn_spool_put); VN_ELIMIT: 2^32 - 2 documents. */
VN_API vn_status vn_dup_add(vn_dup *dup, vn_shingles set, vn_error *err);

/* Each copy gets the first document that it is a copy of. Documents are taken in turn: one that comes as near as `min` to a
 * first document before it is a copy of the nearest (of several, the earliest); else it is a first document itself. So no
 * document is counted as a copy of one that it does not resemble, however long the chain of resemblances is.
 *   order  [n] documents as they are taken, each once; NULL: as they came
 *   first  [n] by document: the number of its first document, its own if it is one
 *   score  [n] Jaccard's coefficient of the two, 1 for a first document
 * Candidates are documents that share a band of MinHash values (vn_dup_miss) and do not differ in so many that a pair at the
 * threshold would once in 10^9; each is compared exactly. VN_ENOMEM. */
VN_API vn_status vn_dup_firsts(vn_dup *dup, const uint32_t *order, uint32_t *first, double *score, vn_error *err);

/* Sees a pair of documents, a before b, and its Jaccard coefficient. A failure ends the run and is passed on. */
typedef vn_status vn_dup_fn(void *context, uint32_t a, uint32_t b, double score, vn_error *err);

/* Each pair of documents with a coefficient of `min` or more, once, from the caller's thread: in turn for each document b
 * of the order (NULL: as they came) the documents a before it. Candidates as in vn_dup_firsts. VN_ENOMEM.
 * With `exact` candidates are all that share one of their rarest shingles, of which those that a pair cannot do without are
 * looked at (prefix filtering; Chaudhuri, Ganti & Kaushik 2006; Xiao, Wang, Lin & Yu 2008): every pair is found, in more time
 * where much is alike, with four bytes of memory a shingle (at most 2 GiB), half a gigabyte and 16 bytes a pair. */
VN_API vn_status vn_dup_pairs(vn_dup *dup, const uint32_t *order, vn_dup_fn *each, void *context, vn_error *err);

/* How likely it is that a pair with the coefficient j is no candidate, when pairs of `min` or more are looked for: with r
 * values in each of b bands (1 - j^r)^b. For j >= min it is at most 0.001, from a min of 0.11 on. rows, bands: r and b,
 * may be NULL. */
VN_API double vn_dup_miss(double min, double j, unsigned *rows, unsigned *bands);

/* Documents that come one after another, without an end: for each, whether its like was there before. What is kept of a
 * first document is 512 bytes of MinHash values, eight bits each, and its bands: about 1.3 KB in memory, 770 bytes in a file,
 * and its id. The shingles are not kept, so the Jaccard coefficient is estimated (b-bit minwise hashing, Li & Koenig 2010),
 * with a standard deviation of 0.022 at 0.5 and less towards 0 and 1. */
typedef struct vn_seen vn_seen;

/* Zero means default. */
typedef struct vn_seen_options {
    double min;         /* of this coefficient or more it is a copy, above 0 to 1; 0: 0.48 */
    unsigned syllables; /* of the shingles that will be given, which a file must have too; 0: 6 */
} vn_seen_options;

/* path NULL: nothing was seen yet; else a file that vn_seen_write made: VN_EDATA when it is damaged, or made with other
 * options; VN_EIO. VN_EINVAL, VN_ENOMEM. */
VN_API vn_status vn_seen_open(vn_seen **out, const char *path, const vn_seen_options *options, vn_error *err);
VN_API void vn_seen_free(vn_seen *seen);

/* The first document that comes nearest to this one (its id lives until the next call), or ptr NULL and 0: then this one is
 * a first document, and is remembered. A set without shingles is neither. Of the candidates the first 1,024 met are compared,
 * so that a call takes bounded time whatever came before. VN_ENOMEM, VN_ELIMIT: 2^32 - 2 first documents. */
VN_API vn_status vn_seen_add(vn_seen *seen, vn_slice id, vn_shingles set, vn_slice *first, double *score, vn_error *err);

/* First documents that are remembered. */
VN_API size_t vn_seen_count(const vn_seen *seen);

/* Takes a piece of a file. */
typedef vn_status vn_seen_fn(void *context, vn_slice bytes, vn_error *err);

/* Hands out the file from which vn_seen_open goes on: little-endian, with a version and a checksum. The same documents in the
 * same order give the same bytes. A failure of `each` is passed on. */
VN_API vn_status vn_seen_write(const vn_seen *seen, vn_seen_fn *each, void *context, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
