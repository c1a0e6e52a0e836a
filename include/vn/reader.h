/* Input: files, directories and streams into documents, in batches that may go to other threads. */
#ifndef VN_READER_H
#define VN_READER_H

#include "vn/base.h"
#include "vn/record.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a file holds. An end of line is LF or CR LF; the last line may lack it; the end of line is part of nothing.
 *
 * Text: a file is a document, id = path, also when it is empty. Line ends at its end are not part of the text. The first line
 * is its title when it is not blank, has at most 250 bytes, does not end in . , : ; or … (a headline may ask or shout, but a
 * sentence that stands alone ends in a full stop), and a blank line and then a line that is not blank follow. The text is
 * then what begins at that line; else it is everything.
 * Lines: a line is a document, blank lines too; id = path:line.
 * Words: the same, but the line is what a `words` field holds: words parted by spaces, their syllables joined by _.
 * JSON Lines: a line is a JSON object; id, title and text are strings (id may be a number; null is as good as absent);
 * without an id it is path:line. Blank lines are skipped. */
typedef enum vn_input_kind {
    VN_INPUT_AUTO = 0, /* JSON Lines when the name ends in .jsonl or .ndjson (or these and .gz), when the first bytes other
                          than white space are { and then " or }, or [ and then { (which is refused as no record), and for
                          an empty stream (no document); else text */
    VN_INPUT_TEXT,
    VN_INPUT_LINES,
    VN_INPUT_JSONL,
    VN_INPUT_WORDS
} vn_input_kind;

typedef struct vn_reader_options {
    vn_input_kind kind;
    bool replace_invalid; /* bytes that are not UTF-8, NUL bytes and lone surrogates become U+FFFD instead of VN_EDATA */
    size_t batch_bytes;   /* aim of a batch, 0: 256 KiB; a longer line or document is a batch of its own */
    bool prompt;          /* a batch is what whole lines there are, however few: for input that trickles in */
    size_t max_bytes;     /* limit of one line or text document, 0: VN_BUF_MAX; past it VN_ELIMIT */
} vn_reader_options;

/* A document. Slices live until the next call on the batch; a missing field has ptr NULL. */
typedef struct vn_document {
    const char *path; /* "-" for standard input; lives as long as the batch */
    size_t line;      /* where it begins, from 1 */
    vn_slice id;
    vn_slice title;
    vn_slice text;
    vn_slice words; /* of VN_INPUT_WORDS; other documents have them in their record */
} vn_document;

typedef struct vn_reader vn_reader;
typedef struct vn_batch vn_batch;

/* Reads paths in the order given. "-", or no path at all, is standard input; FIFOs and devices are read like files. A
 * directory is walked recursively, names in byte order: regular files, links to regular files, directories; hidden entries,
 * links to directories and the rest are skipped. gzip is recognised by its magic bytes (members may be concatenated),
 * UTF-16 by its byte-order mark; a UTF-8 mark is skipped. The strings must outlive the reader. options may be NULL. */
VN_API vn_status vn_reader_new(vn_reader **out, const char *const *paths, size_t n_paths, const vn_reader_options *options,
                               vn_error *err);
VN_API void vn_reader_free(vn_reader *reader);

/* The file now being read, for messages; lives until the next call. */
VN_API const char *vn_reader_path(const vn_reader *reader);

/* Bytes that were read of all files so far, as they stand in them, compressed or not: how far the reader is. */
VN_API uint64_t vn_reader_bytes(const vn_reader *reader);

VN_API vn_status vn_batch_new(vn_batch **out, vn_error *err);
VN_API void vn_batch_free(vn_batch *batch);

/* Fills the batch with the next whole documents of one file; VN_DONE after the last. How documents are cut into batches
 * changes nothing else. A failure ends the file that vn_reader_path names, and the next call goes on with the one after
 * it: VN_EIO (cannot be opened or read), VN_EDATA (gzip truncated, damaged or followed by garbage; half a UTF-16
 * character), VN_ELIMIT (max_bytes). The whole lines before the failure have been handed out by then. */
VN_API vn_status vn_reader_next(vn_reader *reader, vn_batch *batch, vn_error *err);

/* The next document of the batch; VN_DONE after the last. VN_EDATA (malformed UTF-8 or JSON, a NUL byte, a field that is no
 * string) and VN_ELIMIT (a line over max_bytes) concern that document alone: the next call goes on after it. err has line
 * and column of the file, or of what it decodes to. */
VN_API vn_status vn_batch_next(vn_batch *batch, vn_document *document, vn_error *err);

/* The file that the batch came from. */
VN_API const char *vn_batch_path(const vn_batch *batch);

/* The record of the current document: as read for JSON Lines, else made of id, title and text or words. Owned by the batch,
 * until the next document. NULL: out of memory. */
VN_API vn_record *vn_batch_record(vn_batch *batch, vn_error *err);

/* Appends a whole file ("-": standard input), undone from gzip and UTF-16: valid UTF-8. VN_EIO, VN_EDATA, VN_ELIMIT (past
 * out->max). For small tables such as word lists; documents come through a reader. */
VN_API vn_status vn_file_read(const char *path, vn_buf *out, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
