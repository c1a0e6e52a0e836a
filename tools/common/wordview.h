/* The words of a text in forms that other programs for Vietnamese print or read. */
#ifndef TOOLS_WORDVIEW_H
#define TOOLS_WORDVIEW_H

#include "vn/segment.h"

enum { WORDVIEW_DECIMALS = 4 }; /* of a confidence */

/* A text and its words. */
typedef struct wordview_source {
    vn_slice id;
    const char *part; /* "title" or "text" */
    bool first;       /* nothing of the document came before */
    vn_slice text;
    const vn_word *word; /* [n] */
    size_t n;
    vn_confidences confidence; /* words 0: not wanted */
} wordview_source;

/* "0.9312", with a point in every locale. */
vn_status wordview_confidence(double confidence, vn_buf *out, vn_error *err);

/* Appends words with a space between their syllables and `between` (a tab, say) between words. */
vn_status wordview_plain(vn_slice text, const vn_word *word, size_t n, char between, vn_buf *out, vn_error *err);

/* A row for each word: id, part, sentence from 1, first byte, byte after the last, word with its syllables joined by `_`, and
 * its confidence when there is one. */
vn_status wordview_tsv(const wordview_source *source, vn_buf *scratch, vn_buf *out, vn_error *err);

/* CoNLL-U: a block for each sentence, ten columns of which ID, FORM and MISC are filled. White space that is not one space
 * stands in MISC (SpaceAfter, SpacesAfter, SpacesBefore, SpacesInToken), so that the text can be rebuilt byte for byte. */
vn_status wordview_conllu(const wordview_source *source, vn_buf *scratch, vn_buf *out, vn_error *err);

#endif
