/* L2: text into sentences of tokens. A token is a syllable, number, punctuation mark, URL ...: what white
 * space and spelling decide, before any statistics. Spans are bytes of the text, which stays untouched. */
#ifndef VN_LIB_TOKEN_H
#define VN_LIB_TOKEN_H

#include "base.h"

typedef enum vn_token_kind {
    VN_TOKEN_SYLLABLE, /* begins with a letter: học, Mỹ, UBND, PGS.TS, COVID-19, km/h, B2B */
    VN_TOKEN_NUMBER,   /* begins with a digit or sign: 1.000, 9/6/2025, 20h30, 2-1, 42cm, -5, 753/QĐ-TTg */
    VN_TOKEN_LINK,     /* URL, e-mail address, #hashtag, @name: never part of a longer word */
    VN_TOKEN_PUNCT     /* punctuation and symbols */
} vn_token_kind;

enum {
    VN_TOKEN_GLUED = 1 /* no white space before it (and it is not the first of the text) */
};

typedef struct vn_token {
    size_t start;
    uint32_t len;
    uint8_t kind;
    uint8_t flags;
} vn_token;

/* Longer sentences are cut, so that memory stays bounded on any input. */
#define VN_SENTENCE_TOKENS 4096

/* 64 bytes of valid text at once, a bit each, the first lowest: those of the characters that vn_scan_common passes (exact
 * from the first byte of a character on, as far as it ends in the block), ASCII spaces and commas. */
typedef struct vn_block {
    uint64_t word;
    uint64_t space;
    uint64_t comma;
} vn_block;

/* Start with {0}; vn_tokenizer_free ends it. */
typedef struct vn_tokenizer {
    vn_slice text;   /* borrowed */
    size_t at;       /* bytes already handed out */
    vn_token *token; /* [n] the current sentence */
    size_t n;
    size_t cap;
    size_t line;  /* its own: where the line begins */
    bool wrapped; /* its own: lines of this block are broken by hand */
    vn_block block; /* its own: of the bytes at `block_at` */
    size_t block_at;
    bool closing; /* its own: the sentence has ended but for closing marks */
} vn_tokenizer;

/* Begins a text (valid UTF-8, which the caller has checked; other bytes give tokens too, never a crash). */
void vn_tokenizer_begin(vn_tokenizer *tk, vn_slice text);

/* The next sentence with at least one token; VN_DONE at the end of the text; VN_ENOMEM. */
vn_status vn_tokenizer_next(vn_tokenizer *tk, vn_error *err);

/* Adds the tokens of the next sentence to those of the current one; VN_DONE when there is none, or a line end parts them. To
 * undo it, put back a copy of *tk from before, but for token and cap. */
vn_status vn_tokenizer_more(vn_tokenizer *tk, vn_error *err);

void vn_tokenizer_free(vn_tokenizer *tk);

/* The kind of a single token given alone, as from a `words` field (syllables of a word joined by `_`: its
 * kind is that of the word: SYLLABLE as soon as one part is). */
vn_token_kind vn_token_classify(vn_slice token);

#endif
