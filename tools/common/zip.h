/* A ZIP archive written from front to back, members stored as they are: what .npz is. Streams, so it may go into a pipe. */
#ifndef TOOLS_ZIP_H
#define TOOLS_ZIP_H

#include "output.h"

enum { ZIP_MEMBERS = 16 };

typedef struct zip_member {
    const char *name;
    uint32_t crc;
    uint64_t size;
    uint64_t at; /* of its head in the archive */
} zip_member;

/* Start with {.out = ...}. */
typedef struct zip {
    output *out;
    zip_member member[ZIP_MEMBERS];
    size_t n;
    uint64_t written;
    uint32_t crc[8][256]; /* tables */
} zip;

/* Begins a member; the name must outlive the archive. Its bytes follow, in any number of calls. */
vn_status zip_begin(zip *z, const char *name, vn_error *err);
vn_status zip_write(zip *z, const void *bytes, size_t len, vn_error *err);

/* Ends a member. */
vn_status zip_end(zip *z, vn_error *err);

/* Ends the archive. */
vn_status zip_finish(zip *z, vn_error *err);

#endif
