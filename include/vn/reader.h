/* Input: files, directories and streams into documents, in batches that may go to other threads. */
#ifndef VN_READER_H
#define VN_READER_H

#include "vn/base.h"
#include "vn/record.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum vn_input_kind {
    VN_INPUT_AUTO = 0, /* JSON Lines when the first line is a JSON object (or the name ends in .jsonl, .ndjson), else text */
    VN_INPUT_TEXT,     /* a file is a document: id = path, the first line the title when it is short and stands apart */
    VN_INPUT_LINES,    /* a line is a document: id = path:line */
    VN_INPUT_JSONL     /* a line is a JSON object with id, title, text ... */
} vn_input_kind;

typedef struct vn_reader_options {
    vn_input_kind kind;
    bool replace_invalid; /* bytes that are not UTF-8 become U+FFFD instead of VN_EDATA */
    size_t batch_bytes;   /* aim of a batch, 0: 256 KiB; a longer line or document is a batch of its own */
    size_t max_bytes;     /* limit of one line or text document, 0: VN_BUF_MAX; past it VN_ELIMIT */
} vn_reader_options;

/* A document. Slices live until the next call on the batch; a missing field has ptr NULL. */
typedef struct vn_document {
    const char *path; /* "-" for standard input; lives as long as the batch */
    size_t line;      /* where it begins, from 1 */
    vn_slice id;
    vn_slice title;
    vn_slice text;
} vn_document;

typedef struct vn_reader vn_reader;
typedef struct vn_batch vn_batch;

/* Reads paths in the order given; a directory is walked recursively in byte order of names, hidden entries skipped;
 * "-", or no path at all, is standard input. gzip is recognised by its magic bytes (concatenated members; a truncated
 * file is VN_EDATA), UTF-16 by its byte-order mark; a UTF-8 mark is skipped. The strings must outlive the reader. */
VN_API vn_status vn_reader_new(vn_reader **out, const char *const *paths, size_t n_paths, const vn_reader_options *options,
                               vn_error *err);
VN_API void vn_reader_free(vn_reader *reader);

/* The file now being read, for messages; lives until the next call. */
VN_API const char *vn_reader_path(const vn_reader *reader);

VN_API vn_status vn_batch_new(vn_batch **out, vn_error *err);
VN_API void vn_batch_free(vn_batch *batch);

/* Fills the batch with the next run of whole documents; VN_DONE after the last. */
VN_API vn_status vn_reader_next(vn_reader *reader, vn_batch *batch, vn_error *err);

/* The next document of the batch; VN_DONE after the last. VN_EDATA (malformed UTF-8 or JSON; err has line and column of
 * the file) concerns that document alone: the next call goes on after it. */
VN_API vn_status vn_batch_next(vn_batch *batch, vn_document *document, vn_error *err);

/* The file that the batch came from. */
VN_API const char *vn_batch_path(const vn_batch *batch);

/* The record of the current document: as read for JSON Lines, else made of id, title and text. Owned by the batch, until
 * the next document. NULL: out of memory. */
VN_API vn_record *vn_batch_record(vn_batch *batch, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
