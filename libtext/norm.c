#include "norm.h"

#include "buf.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
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

/* UTF-16, as ICU wants it: on the stack while it is short. */
enum { LOCAL = 512 };

typedef struct wide {
    UChar local[LOCAL];
    UChar *ptr;
    int32_t len;
    int32_t cap;
} wide;

static vn_status wide_reserve(wide *w, size_t units, vn_error *err)
{
    *w = (wide){.cap = LOCAL};
    w->ptr = w->local;
    if (units <= LOCAL)
        return VN_OK;
    if (units > INT32_MAX / 4)
        return vn_fail(err, VN_ELIMIT, "more than 512 MiB of text without a space");
    UChar *block = vn_calloc(units, sizeof *block);
    if (!block)
        return vn_fail_memory(err, "text to normalise");
    w->ptr = block;
    w->cap = (int32_t)units;
    return VN_OK;
}

static void wide_release(wide *w)
{
    if (w->ptr != w->local)
        free(w->ptr);
}

static vn_status icu_failed(UErrorCode status, vn_error *err)
{
    if (status == U_MEMORY_ALLOCATION_ERROR)
        return vn_fail_memory(err, "text to normalise");
    return vn_fail(err, VN_EDATA, "text is not UTF-8");
}

static vn_status wide_from(wide *w, vn_slice text, vn_error *err)
{
    const vn_status st = wide_reserve(w, text.len, err);
    if (st)
        return st;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8(w->ptr, w->cap, &w->len, text.ptr, (int32_t)text.len, &status);
    if (U_SUCCESS(status))
        return VN_OK;
    wide_release(w);
    return icu_failed(status, err);
}

/* NFC of `from` into a fresh `to`; at most three units for one (Unicode Standard Annex 15, section 9). */
static vn_status wide_nfc(wide *to, const wide *from, vn_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    if (U_FAILURE(status)) {
        to->ptr = to->local;
        return icu_failed(status, err);
    }
    const vn_status st = wide_reserve(to, 3 * (size_t)from->len, err);
    if (st)
        return st;
    to->len = unorm2_normalize(nfc, from->ptr, from->len, to->ptr, to->cap, &status);
    if (U_SUCCESS(status))
        return VN_OK;
    wide_release(to);
    return icu_failed(status, err);
}

static vn_status wide_append(const wide *w, vn_buf *out, vn_error *err)
{
    const vn_status st = vn_buf_reserve(out, 3 * (size_t)w->len + 1, err);
    if (st)
        return st;
    UErrorCode status = U_ZERO_ERROR;
    int32_t len = 0;
    u_strToUTF8(out->ptr + out->len, 3 * w->len + 1, &len, w->ptr, w->len, &status);
    if (U_FAILURE(status))
        return icu_failed(status, err);
    out->len += (size_t)len;
    out->ptr[out->len] = '\0';
    return VN_OK;
}

static vn_status nfc_any(vn_slice text, vn_buf *out, vn_error *err)
{
    wide raw;
    wide nfc;
    vn_status st = wide_from(&raw, text, err);
    if (st)
        return st;
    st = wide_nfc(&nfc, &raw, err);
    if (!st) {
        st = wide_append(&nfc, out, err);
        wide_release(&nfc);
    }
    wide_release(&raw);
    return st;
}

/* Length of the character at p when it is known to be NFC whatever stands beside it: U+0080-02FF,
 * U+1E00-1EFF, common punctuation, emoji. U+2000 and U+2001 are not. */
static size_t stable_length(const unsigned char *p, size_t len)
{
    const bool tail = len > 1 && (p[1] & 0xC0u) == 0x80;
    if (tail && p[0] >= 0xC2 && p[0] <= 0xCB)
        return 2;
    if (!tail || len < 3 || (p[2] & 0xC0u) != 0x80)
        return 0;
    if ((p[0] == 0xE1 && p[1] >= 0xB8 && p[1] <= 0xBB) || (p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF))
        return 3;
    if (p[0] == 0xE2 && (p[1] == 0x81 || p[1] == 0x82 || (p[1] == 0x80 && p[2] > 0x81)))
        return 3;
    return len > 3 && p[0] == 0xF0 && p[1] == 0x9F && (p[3] & 0xC0u) == 0x80 ? 4 : 0;
}

/* Bytes at the start of text that are NFC beyond doubt. */
static size_t stable_prefix(vn_slice text)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t i = 0;
    while (i < text.len) {
        const size_t len = p[i] < 0x80 ? 1 : stable_length(p + i, text.len - i);
        if (!len)
            break;
        i += len;
    }
    return i;
}

/* From the place of doubt to an ASCII character: nothing composes across its left side. A long stretch is
 * taken at once, since doubt seldom comes alone. */
static size_t doubtful_length(vn_slice text)
{
    size_t last = 0;
    for (size_t i = 1; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80)
            continue;
        last = i;
        if (i >= LOCAL / 4)
            break;
    }
    return last ? last : text.len;
}

vn_status vn_nfc(vn_slice text, vn_buf *out, vn_error *err)
{
    const size_t before = out->len;
    vn_status st = vn_buf_reserve(out, text.len, err);
    while (!st && text.len) {
        size_t len = stable_prefix(text);
        if (len < text.len) /* a mark may compose with what is before it */
            while (len > 0 && (unsigned char)text.ptr[len] >= 0x80)
                len--;
        st = vn_buf_append(out, text.ptr, len, err);
        text = vn_slice_of(text.ptr + len, text.len - len);
        if (st || !text.len)
            break;
        len = doubtful_length(text);
        st = nfc_any(vn_slice_of(text.ptr, len), out, err);
        text = vn_slice_of(text.ptr + len, text.len - len);
    }
    if (st && out->ptr) {
        out->len = before;
        out->ptr[before] = '\0';
    }
    return st;
}

/* The code points of vn_hidden_length. */
static bool is_hidden(UChar32 c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

/* What a code point is in a key; '_' for white space. */
static UChar32 fold_code(UChar32 c)
{
    c = u_foldCase(c, U_FOLD_CASE_DEFAULT);
    if (c == 0xF0 || c == 0x256) /* eth, African d */
        return 0x111;
    if (c == 0x130) /* İstanbul; simple folding leaves it as it is */
        return 'i';
    return u_isUWhiteSpace(c) ? '_' : c;
}

/* Folds the units in place; no simple folding changes the number of units. Returns how many remain. */
static int32_t fold_units(UChar *unit, int32_t n)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < n;) {
        const int32_t at = i++;
        const bool pair = U16_IS_LEAD(unit[at]) && i < n && U16_IS_TRAIL(unit[i]);
        UChar32 c = pair ? U16_GET_SUPPLEMENTARY(unit[at], unit[i++]) : unit[at];
        if (is_hidden(c))
            continue;
        c = fold_code(c);
        if (c > 0xFFFF)
            unit[kept++] = U16_LEAD(c);
        if (c != '_' || !kept || unit[kept - 1] != '_')
            unit[kept++] = c > 0xFFFF ? U16_TRAIL(c) : (UChar)c;
    }
    return kept;
}

vn_status vn_fold_any(vn_slice text, vn_buf *out, vn_error *err)
{
    wide raw;
    wide nfc;
    wide key;
    vn_status st = wide_from(&raw, text, err);
    if (st)
        return st;
    st = wide_nfc(&nfc, &raw, err);
    if (!st) {
        nfc.len = fold_units(nfc.ptr, nfc.len);
        st = wide_nfc(&key, &nfc, err);
        if (!st) {
            st = wide_append(&key, out, err);
            wide_release(&key);
        }
        wide_release(&nfc);
    }
    wide_release(&raw);
    return st;
}
