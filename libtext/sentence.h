/* L2, private to the tokenizer: where a sentence ends. */
#ifndef VN_LIB_SENTENCE_H
#define VN_LIB_SENTENCE_H

#include "token.h"

/* What stands between two tokens. */
typedef struct vn_gap {
    const char *line; /* the first line end in it */
    size_t lines;
    bool spaced;
} vn_gap;

/* Whether the line ends of the gap before p, the next token, end the sentence. */
bool vn_sentence_breaks(vn_tokenizer *tk, const vn_gap *gap, const char *p);

/* Whether the last token, a mark, ends the sentence, but for what closes it. */
bool vn_sentence_ends(const vn_tokenizer *tk);

/* Whether the mark at p closes a sentence that has ended: a bracket or quotation mark. */
bool vn_sentence_closer(const char *p, const char *end, bool spaced);

#endif
