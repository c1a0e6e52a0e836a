/* L2: the words a user wants kept whole, as sequences of folded syllables. */
#ifndef VN_LIB_USERWORDS_H
#define VN_LIB_USERWORDS_H

#include "base.h"
#include "vn/segment.h"

enum { VN_USER_WORD_TOKENS = 16 /* longest user word */ };

/* Number of a syllable's key among those of the user words, or VN_MAP_NONE. */
uint32_t vn_user_words_token(const vn_user_words *user, vn_slice key);

/* Tokens of the longest user word that begins at number[0] (numbers as above, n of them), 0 when none does. */
size_t vn_user_words_match(const vn_user_words *user, const uint32_t *number, size_t n);

#endif
