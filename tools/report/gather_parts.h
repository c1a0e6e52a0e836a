/* What a worker hands over for an article: this head, the bytes of the collection, those of date, stamp, source, url, lead
 * and group, then each keyword as a gather_word, its term and its key, then spellings, each a gather_form, the key and the
 * form, then the shingles. */
#ifndef TOOLS_REPORT_GATHER_PARTS_H
#define TOOLS_REPORT_GATHER_PARTS_H

#include "gather.h"

#include "vn/keylist.h"

typedef struct gather_head {
    size_t document;
    int64_t day;
    size_t date;
    size_t stamp;
    size_t source;
    size_t url;
    size_t lead;
    size_t group;
    size_t words;
    size_t keywords;
    size_t forms; /* bytes of them */
    size_t shingles;
} gather_head;

typedef struct gather_word {
    size_t term;
    size_t key;
    double score;
    uint64_t count;
} gather_word;

typedef struct gather_form {
    uint16_t key;
    uint16_t form; /* 0: only where every word has a capital */
} gather_form;

/* Appends the spellings of an article. */
vn_status gather_put_forms(const doc_words *words, gather_head *h, vn_buf *out, vn_error *err);

#endif
