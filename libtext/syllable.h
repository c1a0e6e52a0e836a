/* L2: whether letters spell a Vietnamese syllable. */
#ifndef VN_LIB_SYLLABLE_H
#define VN_LIB_SYLLABLE_H

#include "base.h"

/* True when the letters are an onset and a rhyme of Vietnamese with a tone that the rhyme can bear (p, t,
 * c, ch take only sắc and nặng). Any case, NFC or NFD, either tone place; letters only. It says what could
 * be Vietnamese, so "an", "the" and "pan" are; "Saint" and "Jong" with its J are not. Source: Đoàn Thiện
 * Thuật (1977), Ngữ âm tiếng Việt. */
bool vn_syllable_is_vietnamese(vn_slice text);

/* True when some letter is one that English has not: a tone mark, đ, ă, â, ê, ô, ơ or ư. */
bool vn_syllable_has_mark(vn_slice text);

#endif
