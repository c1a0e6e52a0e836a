/* L4: the file form of an index. */
#ifndef VN_LIB_INDEX_H
#define VN_LIB_INDEX_H

#include "base.h"
#include "vn/index.h"

#include <stdatomic.h>

/* The file: header, sections at multiples of VN_INDEX_ALIGN, the checksums of all pages before, and the hash of these
 * checksums. All numbers little-endian. */
#define VN_INDEX_MAGIC "VNINDEX" /* then the version */
#define VN_INDEX_VERSION '1'
#define VN_INDEX_ORDER UINT32_C(0x01020304)
#define VN_INDEX_FOREIGN UINT32_C(1)
enum { VN_INDEX_PAGE = 4096, VN_INDEX_ALIGN = 64 };

/* Postings of single precision find the candidates, the rows in double precision decide. */
typedef struct vn_index_posting {
    uint32_t row;
    float weight;
} vn_index_posting;

typedef enum vn_index_part {
    VN_IX_TERM_START,  /* uint64_t [terms + 1] */
    VN_IX_TERM,        /* bytes, the terms in ascending order */
    VN_IX_DF,          /* uint32_t [terms] */
    VN_IX_LIST,        /* uint64_t [terms + 1] */
    VN_IX_POSTING,     /* vn_index_posting [entries] */
    VN_IX_ROW,         /* uint64_t [rows + 1] */
    VN_IX_COL,         /* uint32_t [entries] */
    VN_IX_VAL,         /* double [entries] */
    VN_IX_ID_START,    /* uint64_t [rows + 1] */
    VN_IX_ID,          /* bytes */
    VN_IX_TITLE_START, /* uint64_t [rows + 1] */
    VN_IX_TITLE,       /* bytes */
    VN_IX_PARTS
} vn_index_part;

typedef struct vn_index_section {
    uint64_t offset;
    uint64_t size;
} vn_index_section;

typedef struct vn_index_header {
    char magic[8];
    uint32_t order;
    uint32_t flags;
    uint64_t size; /* of the file */
    uint64_t fingerprint;
    uint64_t rows;
    uint64_t terms;
    uint64_t entries;
    uint64_t documents; /* that the frequencies belong to */
    vn_index_section part[VN_IX_PARTS];
} vn_index_header;

/* The sections' places, and the file's size, from the counts and the sizes of the parts that are bytes. False: too large. */
bool vn_index_layout(vn_index_header *header);

/* Where the checksums begin. */
uint64_t vn_index_sums(const vn_index_header *header);

uint64_t vn_index_page_sum(const void *bytes, size_t len);

struct vn_index {
    vn_index_header h;
    const char *base;
    size_t data;         /* bytes under checksums */
    atomic_uchar *known; /* [pages] 1: its checksum was right */
    void *map;           /* NULL: the bytes are somebody else's */
};

/* Items first .. first + n - 1 of a part; NULL, with err filled: it has no such items, or they are damaged. */
const void *vn_index_get(const vn_index *ix, vn_index_part part, uint64_t first, uint64_t n, vn_error *err);

vn_status vn_index_damaged(vn_error *err, const char *what);

/* An item of one of the tables of bytes. */
vn_status vn_index_bytes(const vn_index *ix, vn_index_part start, uint64_t i, vn_slice *out, vn_error *err);

/* Positions of a list, or of a row: *first .. *last. */
vn_status vn_index_range(const vn_index *ix, vn_index_part start, uint64_t i, uint64_t *first, uint64_t *last, vn_error *err);

/* The number of a term; VN_DONE when the index lacks it. */
vn_status vn_index_find(const vn_index *ix, vn_slice term, uint32_t *number, vn_error *err);

#endif
