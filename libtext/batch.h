/* L1: a batch of documents, between the reader that fills it and the thread that takes it apart. */
#ifndef VN_LIB_BATCH_H
#define VN_LIB_BATCH_H

#include "base.h"
#include "vn/reader.h"

struct vn_batch {
    vn_buf data; /* whole lines, or one whole text */
    vn_buf path; /* terminated */
    vn_input_kind kind;
    bool replace;
    size_t max_bytes;
    size_t line; /* of the byte at `at` */
    size_t at;   /* taken apart so far */
    bool ended;
    bool checked; /* `clean` is known */
    bool clean;   /* all of data is UTF-8 without NUL */
    vn_document document;
    vn_record *record;
    bool has_record; /* record is that of the document */
    vn_buf id;       /* "path:" and the line's number */
    size_t id_prefix;
    vn_buf repaired;
};

/* Begins a batch of a file; data is empty then, and the caller fills it. */
vn_status vn_batch_begin(vn_batch *batch, const char *path, const vn_reader_options *options, vn_error *err);

#endif
