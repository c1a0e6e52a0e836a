/* Document-frequency tables: in how many documents of a collection each term occurs.
 *
 * Counts are integers, so tables made from the parts of a collection and merged equal the table of the whole, byte for
 * byte. As a file a table is UTF-8 TSV, `term<TAB>df`, rows in ascending byte order of terms (LC_ALL=C sort), without a
 * header line; the first row is the empty term and carries the number of documents N, the format, the fingerprint, and
 * what that stands for (vn_df_kind), with the word `pruned` behind it when terms were left out:
 *
 *     <TAB>39628<TAB>vndf1<TAB>00c0ffee00c0ffee<TAB>segmentation:c0ffee00 ngrams:2
 *     an_ninh<TAB>812
 *     bóng_đá<TAB>2104 */
#ifndef VN_DF_H
#define VN_DF_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A term is 1 to VN_TERM_MAX bytes of UTF-8 without tab or line feed. */
#define VN_TERM_MAX 4096

/* What decides the terms of a table. */
#define VN_DF_ABOUT_MAX 160
typedef struct vn_df_kind {
    uint64_t fingerprint;            /* of all of it: tables of different ones do not add up */
    char about[VN_DF_ABOUT_MAX + 1]; /* its parts, for messages: `name` or `name:value`, parted by one space; "": unknown */
} vn_df_kind;

/* Used by one thread at a time; looking up changes nothing, so a finished table may be shared. */
typedef struct vn_df vn_df;

/* An empty table. The fingerprint stands for all that decides what a term is (normaliser, model, stop words; see
 * vn_terms_fingerprint); 0 is a value like any other. VN_ENOMEM. */
VN_API vn_status vn_df_new(vn_df **out, uint64_t fingerprint, vn_error *err);
VN_API void vn_df_free(vn_df *df);

/* Opens a file; path NULL gives the reference table embedded in the library. Reading is strict: VN_EDATA with the line
 * for rows out of order or twice, a count that is not 1 .. N in plain digits, another version, a last line without its
 * end. VN_EIO, VN_ENOMEM. */
VN_API vn_status vn_df_open(vn_df **out, const char *path, vn_error *err);

/* The same from bytes, which are borrowed and must outlive the table. */
VN_API vn_status vn_df_parse(vn_df **out, vn_slice bytes, vn_error *err);

/* Counts one document: each of its n terms once, however often it stands there. VN_EINVAL or VN_ELIMIT: something that
 * is no term (nothing was counted); VN_ENOMEM: the table is good for nothing but vn_df_free. */
VN_API vn_status vn_df_add_document(vn_df *df, const vn_slice *terms, size_t n, vn_error *err);

/* Adds the counts of `from`. VN_EDATA: the fingerprints differ; VN_ELIMIT: more than 2^32 - 1 documents; VN_ENOMEM as
 * above. */
VN_API vn_status vn_df_merge(vn_df *df, const vn_df *from, vn_error *err);

VN_API uint32_t vn_df_documents(const vn_df *df);
VN_API size_t vn_df_terms(const vn_df *df);
VN_API uint64_t vn_df_fingerprint(const vn_df *df);

/* The documents that hold the term; 0 when it is not in the table. */
VN_API uint32_t vn_df_find(const vn_df *df, vn_slice term);

/* Term i of vn_df_terms, in ascending bytes when the table was opened; its count. */
VN_API uint32_t vn_df_at(const vn_df *df, size_t i, vn_slice *term);

/* Whether terms were left out of an opened table (vn_df_cut), so that sums with it come out too small. */
VN_API bool vn_df_pruned(const vn_df *df);

/* Takes the bytes of a table as they are made, some KiB at a time; a failure ends the run and is passed on. */
typedef vn_status vn_df_write_fn(void *context, vn_slice bytes, vn_error *err);

/* The smallest count of a phrase (a term that holds a space) in an opened table: what occurs together more often would
 * stand in it. 0: it holds no phrases. */
VN_API uint32_t vn_df_phrase_floor(const vn_df *df);

/* What a written table leaves out: terms in fewer or in more documents. Zero means no limit. */
typedef struct vn_df_cut {
    uint32_t min_df;
    uint32_t min_phrase_df; /* of terms of several words, which hold a space; 0: as min_df */
    uint32_t max_df;
    double min_share; /* of the documents: 0.01 leaves out what is in fewer than a hundredth of them */
    double max_share;
} vn_df_cut;

/* Writes the table but for what is cut. */
VN_API vn_status vn_df_write(const vn_df *df, vn_df_cut cut, vn_df_write_fn *write, void *context, vn_error *err);

/* What a merge has to say about its tables. */
typedef struct vn_df_merge_report {
    size_t fault;        /* index of the file that a failure is about; n: none of them */
    size_t pruned;       /* tables that terms were left out of: the sums of these terms are too small, */
    size_t first_pruned; /* and the first such table */
} vn_df_merge_report;

/* Merges any number of table files (gzip too; "-" is standard input) into one in bounded memory, reading each once from
 * front to back. The last n_minus of the n are subtracted. The cut applies to the sums. report may be NULL. Errors as
 * vn_df_open and vn_df_merge; VN_EDATA also when a count would fall below 0 or pass that of the documents, and when
 * something is to be subtracted and terms were left out of one of the tables. */
VN_API vn_status vn_df_merge_files(const char *const *paths, size_t n, size_t n_minus, vn_df_cut cut, vn_df_write_fn *write,
                                   void *context, vn_df_merge_report *report, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
