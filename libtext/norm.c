#include "norm.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

/* Scripts whose words are not parted by spaces. */
static bool is_spaceless(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
        return true;
    default:
        return false;
    }
}

static vn_char class_of_symbol(UChar32 c)
{
    const bool emoji = u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) ||
                       u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR);
    return emoji && c > 0xFF ? VN_CHAR_EMOJI : VN_CHAR_PUNCT;
}

static vn_char class_of(UChar32 c)
{
    if (u_isUWhiteSpace(c))
        return VN_CHAR_SPACE;
    switch (u_charType(c)) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
        return VN_CHAR_UPPER;
    case U_LOWERCASE_LETTER:
        return VN_CHAR_LOWER;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
        return is_spaceless(c) ? VN_CHAR_CJK : VN_CHAR_LETTER;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_FORMAT_CHAR:
        return VN_CHAR_MARK;
    case U_DECIMAL_DIGIT_NUMBER:
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
        return VN_CHAR_DIGIT;
    default:
        return class_of_symbol(c);
    }
}

size_t vn_char_class(const char *p, size_t len, vn_char *class)
{
    const size_t hidden = vn_hidden_length(p, p + len);
    if (hidden) {
        *class = VN_CHAR_HIDDEN;
        return hidden;
    }
    int32_t i = 0;
    UChar32 c;
    U8_NEXT((const uint8_t *)p, i, (int32_t)(len < 4 ? len : 4), c);
    if (c < 0) {
        *class = VN_CHAR_BAD;
        return 1;
    }
    *class = class_of(c);
    return (size_t)i;
}
