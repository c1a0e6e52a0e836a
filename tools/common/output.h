/* Where a program writes: standard output, or a file that appears only when all of it was written. */
#ifndef TOOLS_OUTPUT_H
#define TOOLS_OUTPUT_H

#include "vn/base.h"

typedef struct output output;

/* path NULL or "-": standard output (VN_EIO at once when it is closed). A file is written beside its place under a hidden
 * name and takes its place, with its permissions, when it is closed; the old one stays on any failure, and SIGINT, SIGTERM
 * and SIGHUP leave nothing behind. Of a symbolic link the target is replaced, not the link. What is no regular file, such
 * as a FIFO or /dev/null, is written directly. At most one file is open at a time. */
vn_status output_open(output **out, const char *path, vn_error *err);

/* Name for messages: "standard output", or the path as given. */
const char *output_name(const output *out);

/* Whether a failure was one to write here, so that it is to be told with the name. */
bool output_failed(const output *out);

/* Writes, maybe later. */
vn_status output_write(output *out, const void *bytes, size_t len, vn_error *err);

/* What was written so far goes out now. */
vn_status output_flush(output *out, vn_error *err);

/* Ends the output and frees it, also on failure; only VN_OK means that every byte has arrived. */
vn_status output_close(output *out, vn_error *err);

/* Opens, writes all of `bytes` and closes. *name (may be NULL) is what messages call the place. */
vn_status output_whole(const char *path, vn_slice bytes, const char **name, vn_error *err);

/* Ends it after a failure elsewhere: a file is dropped. NULL is fine. Bytes for standard output that wait are lost:
 * flush first. */
void output_discard(output *out);

#endif
