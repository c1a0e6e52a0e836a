/* L2: what stands in the text of an article and is not its content: "Đọc thêm", lists of links, captions and credits,
 * bylines, agency marks, contact lines, buttons. Rules of form and of wording, line by line; docs/keywords.md lists them.
 * They are conservative: what is not surely boilerplate stays. What repeats across articles is not seen. */
#ifndef VN_LIB_BOILERPLATE_H
#define VN_LIB_BOILERPLATE_H

#include "base.h"

/* Bytes start .. end of the text. */
typedef struct vn_range {
    size_t start;
    size_t end;
} vn_range;

/* What a line is. */
typedef enum vn_line_kind {
    VN_LINE_TEXT,
    VN_LINE_BLANK,
    VN_LINE_JUNK,    /* none of it is content */
    VN_LINE_HEAD,    /* junk, and headlines may follow: "Tin liên quan" */
    VN_LINE_STAMP,   /* a date that the site printed; junk */
    VN_LINE_BYLINE,  /* the author or source, wherever it stands; junk */
    VN_LINE_NAME,    /* could be a byline: one at the end of an article */
    VN_LINE_TITLE    /* could be a headline: no full stop, neither short nor long */
} vn_line_kind;

typedef struct vn_line {
    size_t start; /* without white space on either side */
    size_t end;
    size_t tail;  /* from here on a credit, "Ảnh: AFP": `end` when there is none */
    size_t head;  /* up to here an agency mark, "(Dân trí) -": `start` when there is none */
    vn_line_kind kind;
} vn_line;

/* Scratch of one thread; start with {0}. */
typedef struct vn_boilerplate {
    vn_range *range; /* [n] in order, none touches another; until the next call */
    size_t n;
    size_t cap;
    vn_line *line; /* [lines] */
    size_t lines;
    size_t line_cap;
    uint32_t *slot; /* lines by their bytes, + 1 */
    size_t slot_cap;
    vn_buf key;
} vn_boilerplate;

/* Marks the boilerplate of a text, which may be of any size and language; when nothing else is in it, nothing is marked.
 * VN_ENOMEM; VN_EDATA: not UTF-8. */
vn_status vn_boilerplate_find(vn_boilerplate *b, vn_slice text, vn_error *err);
void vn_boilerplate_free(vn_boilerplate *b);

/* Whether the word at `start` is boilerplate, asked for words in order; *range, 0 at first, moves along. */
static inline bool vn_boilerplate_has(const vn_boilerplate *b, size_t *range, size_t start)
{
    while (*range < b->n && b->range[*range].end <= start)
        ++*range;
    return *range < b->n && b->range[*range].start <= start;
}

/* boilerplate_title.c: where a headline ends, before the name of a site ("… | Báo Dân trí") or at its end. `key` is scratch.
 * VN_ENOMEM; VN_EDATA: not UTF-8. */
vn_status vn_title_end(vn_slice title, vn_buf *key, size_t *end, vn_error *err);

/* boilerplate_line.c: kind, head and tail of a line by itself, given its start and end; `early`: one of the first two. */
vn_status vn_line_look(vn_line *line, vn_slice text, bool early, vn_buf *key, vn_error *err);

#endif
