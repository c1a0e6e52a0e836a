#include "scan.h"
#include "syllable.h"
#include "tone.h"

/* A token that begins with a letter, while it is being read: pieces joined by marks, the last of them
 * [left, p). */
typedef struct word {
    const char *start;
    const char *left;
    const char *p; /* at the mark after the last piece */
    const char *end;
    vn_slice before; /* the token before this one */
} word;

typedef enum follower {
    BEFORE_ANY,   /* anything on the same line */
    BEFORE_UPPER, /* a capital or a digit */
    BEFORE_DIGIT
} follower;

/* Abbreviations that are written with a full stop, and what must come after it. */
static const struct abbreviation {
    char text[7];
    uint8_t before;
} ABBREVIATION[] = {
    {"TP", BEFORE_ANY}, {"Tp", BEFORE_ANY}, {"tp", BEFORE_ANY}, {"TX", BEFORE_UPPER},
    {"Tx", BEFORE_UPPER}, {"TT", BEFORE_UPPER}, {"TS", BEFORE_UPPER}, {"Ts", BEFORE_UPPER},
    {"ThS", BEFORE_UPPER}, {"Ths", BEFORE_UPPER}, {"THS", BEFORE_UPPER}, {"PGS", BEFORE_UPPER},
    {"GS", BEFORE_UPPER}, {"BS", BEFORE_UPPER}, {"Bs", BEFORE_UPPER}, {"KS", BEFORE_UPPER},
    {"LS", BEFORE_UPPER}, {"NS", BEFORE_UPPER}, {"NSND", BEFORE_UPPER}, {"NSƯT", BEFORE_UPPER},
    {"ĐH", BEFORE_UPPER}, {"CĐ", BEFORE_UPPER}, {"St", BEFORE_UPPER}, {"Mr", BEFORE_UPPER},
    {"Mrs", BEFORE_UPPER}, {"Ms", BEFORE_UPPER}, {"Dr", BEFORE_UPPER}, {"Nxb", BEFORE_UPPER},
    {"NXB", BEFORE_UPPER}, {"No", BEFORE_DIGIT}, {"Vol", BEFORE_DIGIT}, {"tr", BEFORE_DIGIT},
    {"Tr", BEFORE_DIGIT}, {"q", BEFORE_DIGIT}, {"p", BEFORE_DIGIT}, {"Q", BEFORE_DIGIT},
    {"P", BEFORE_DIGIT},
};

/* A one-letter name after one of these is a person's, so a capital after its full stop begins a sentence. */
static const char TITLE[][7] = {"anh", "chị", "ông", "bà",  "em",  "cháu", "cô",
                                "chú", "bé",  "cáo", "can", "tên", "và",   "với"};

static vn_slice span(const char *from, const char *to)
{
    return vn_slice_of(from, (size_t)(to - from));
}

static vn_slice word_at(const char *p, const char *end)
{
    return span(p, vn_scan_word(p, end));
}

static bool is_upper(vn_char class)
{
    return class == VN_CHAR_UPPER;
}

/* No lower-case letter, six capitals at most. Á, Ý and Ở are words. */
static bool is_acronym(vn_slice piece)
{
    const vn_shape shape = vn_shape_of(piece);
    vn_letter letter;
    const char *end = piece.ptr + piece.len;
    if (!shape.upper || shape.lower || shape.caseless || shape.upper > 6)
        return false;
    return shape.upper > 1 || !vn_letter_read(piece.ptr, end, &letter) || letter.tone == VN_TONE_LEVEL;
}

/* A capital letter that stands for a name, or one of the two-letter onsets: J, Đ, Th, Ng. */
static bool is_initial(vn_slice piece)
{
    static const char ONSET[][3] = {"Ch", "Kh", "Ng", "Nh", "Ph", "Th", "Tr"};
    for (size_t i = 0; i < VN_COUNT(ONSET); i++)
        if (vn_slice_eq(piece, vn_slice_str(ONSET[i])))
            return true;
    const vn_shape shape = vn_shape_of(piece);
    return shape.upper == 1 && !shape.digit && is_acronym(piece);
}

static const struct abbreviation *find_abbreviation(vn_slice piece)
{
    for (size_t i = 0; i < VN_COUNT(ABBREVIATION); i++)
        if (vn_slice_eq(piece, vn_slice_str(ABBREVIATION[i].text)))
            return &ABBREVIATION[i];
    return NULL;
}

static bool may_follow(follower before, vn_char class)
{
    if (before == BEFORE_ANY)
        return class != VN_CHAR_PUNCT;
    return class == VN_CHAR_DIGIT || (before == BEFORE_UPPER && is_upper(class));
}

static bool is_name_part(vn_slice token)
{
    return is_upper(vn_class_at(token.ptr, token.ptr + token.len)) && vn_syllable_is_vietnamese(token);
}

static bool is_title(vn_slice token)
{
    for (size_t i = 0; i < VN_COUNT(TITLE); i++)
        if (vn_slice_eq(token, vn_slice_str(TITLE[i])))
            return true;
    return false;
}

/* Whether an initial's full stop belongs to it, or ends a sentence after a name ("Nguyễn Văn A. Cơ quan
 * …"). It does where the sentence plainly goes on ("ông H. cho biết", "bà K. (54 tuổi)", as in VTB), before another initial
 * or a foreign name ("J. K. Rowling"), and in addresses ("Q. Bình Thạnh", ", H. Củ Chi"). */
static bool initial_keeps_dot(const word *w, const char *next)
{
    const vn_char class = vn_class_at(next, w->end);
    if (class == VN_CHAR_LOWER)
        return true;
    if (!is_upper(class))
        return next < w->end && (*next == ',' || *next == ';' || *next == '(');
    const vn_slice name = word_at(next, w->end);
    const char *after = name.ptr + name.len;
    if (is_initial(name) && after < w->end && *after == '.')
        return true;
    if (is_name_part(w->before))
        return false;
    if (!vn_syllable_is_vietnamese(name))
        return true;
    if (*w->left == 'Q' || *w->left == 'P')
        return !is_title(w->before);
    return w->before.len == 0 || (w->before.len == 1 && strchr(",(-", *w->before.ptr));
}

/* Whether the full stop at p, before something else than a letter or digit, belongs to the token. */
static bool keeps_dot(const word *w)
{
    const char *next = vn_skip_blank(w->p + 1, w->end);
    const vn_char class = vn_class_at(next, w->end);
    if (next == w->end || *next == '\n' || *next == '\r' || *next == '.')
        return false;
    if (vn_slice_eq(span(w->start, w->p), vn_slice_str("v.v")))
        return true;
    const struct abbreviation *known = find_abbreviation(span(w->left, w->p));
    if (known && may_follow((follower)known->before, class))
        return true;
    return is_initial(span(w->left, w->p)) && initial_keeps_dot(w, next);
}

static bool is_file_ending(vn_slice piece)
{
    static const char ENDING[][5] = {"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "jpg", "jpeg",
                                     "png", "gif", "mp3",  "mp4", "csv",  "txt", "zip",  "rar", "apk"};
    for (size_t i = 0; i < VN_COUNT(ENDING); i++)
        if (vn_slice_eq(piece, vn_slice_str(ENDING[i])))
            return true;
    return false;
}

/* The letter or digit after p's full stop: whether it goes on with the same token. XBB.1 is one, NATO.2 hardly. */
static bool dot_joins(const word *w, vn_slice right)
{
    const vn_slice left = span(w->left, w->p);
    if (is_file_ending(right))
        return true;
    if (vn_byte_is(right.ptr, VN_BYTE_DIGIT))
        return vn_byte_is(w->p - 1, VN_BYTE_DIGIT) || find_abbreviation(left) || is_initial(left) ||
               (left.len <= 3 && is_acronym(left));
    const bool single = left.len == 1 && right.len == 1;
    if (single && vn_byte_is(left.ptr, VN_BYTE_ALPHA) && vn_byte_is(right.ptr, VN_BYTE_ALPHA))
        return true; /* v.v, a.m, U.S */
    if (is_initial(left) && right.len == 1)
        return true; /* Ph.D */
    const bool short_form = find_abbreviation(left) || is_acronym(left);
    if (short_form && (is_acronym(right) || find_abbreviation(right)))
        return true;
    return is_initial(left) && vn_shape_of(right).title && !vn_syllable_is_vietnamese(right); /* V.League */
}

/* After a full stop at p: the next piece, or the end of the token in *stop. */
static const char *after_dot(const word *w, const char **stop)
{
    const char *next = w->p + 1;
    const vn_slice right = word_at(next, w->end);
    if (right.len && dot_joins(w, right))
        return next;
    *stop = keeps_dot(w) ? next : w->p;
    return NULL;
}

/* Loan words are written without the tones hỏi and ngã, so that bê-tông is one word and kinh tế-xã hội is
 * not. */
static bool has_native_tone(vn_slice piece)
{
    const char *end = piece.ptr + piece.len;
    for (const char *p = piece.ptr; p < end;) {
        vn_letter letter;
        const size_t used = vn_letter_read(p, end, &letter);
        if (used && (letter.tone == VN_TONE_HOOK || letter.tone == VN_TONE_TILDE))
            return true;
        p += used ? used : 1;
    }
    return false;
}

/* A native syllable beyond doubt: it spells one and bears a mark that English has not. */
static bool is_native(vn_slice piece)
{
    return vn_syllable_is_vietnamese(piece) && vn_syllable_has_mark(piece);
}

/* Saint-Exupéry, GD-ĐT, X-quang, bê-tông, Covid-19 are one token; Hà Nội-Huế, Mỹ-Trung, Việt Nam-EU are
 * names on either side of a dash. */
static bool hyphen_joins(vn_slice left, vn_slice right)
{
    const vn_shape l = vn_shape_of(left);
    const vn_shape r = vn_shape_of(right);
    if (r.digit && !r.upper && !r.lower)
        return l.digit || !is_native(left);
    if (l.digit || r.digit || left.len == 1 || right.len == 1)
        return true;
    if (!l.title && !r.title)
        return !(has_native_tone(left) || has_native_tone(right)) || !vn_syllable_is_vietnamese(left) ||
               !vn_syllable_is_vietnamese(right);
    if ((l.upper > 1 && r.upper > 1) || (l.title && !r.title))
        return true;
    const bool both = vn_syllable_is_vietnamese(left) && vn_syllable_is_vietnamese(right);
    if (l.upper > 1 || r.upper > 1) /* an acronym and a word */
        return !vn_syllable_is_vietnamese(l.upper > 1 ? right : left);
    return !(both || is_native(left) || is_native(right));
}

/* Digits only. */
static bool is_count(vn_slice piece)
{
    const vn_shape shape = vn_shape_of(piece);
    return shape.digit > 0 && shape.digit == piece.len;
}

/* I to XII, as quarters, months and terms are counted. */
static bool is_roman(vn_slice piece)
{
    for (size_t i = 0; i < piece.len; i++)
        if (!strchr("IVX", piece.ptr[i]))
            return false;
    return piece.len > 0 && piece.len <= 4;
}

/* km/h, kg/m3; A/H5N1, F/A-18; III/2025. Words on either side of a slash are parted. */
static bool slash_joins(vn_slice left, vn_slice right)
{
    if (is_roman(left) && is_count(right) && (right.len == 2 || right.len == 4))
        return true;
    if (vn_is_unit(left) && vn_is_unit(right) && vn_shape_of(right).title == false)
        return true;
    const vn_shape l = vn_shape_of(left);
    const vn_shape r = vn_shape_of(right);
    return left.len == 1 && l.upper && r.title && (right.len == 1 || r.digit);
}

/* O'Neal, K'Ho, L’Oréal, McDonald's, don't; a longer word after ’ stands outside the quotation. */
static bool apostrophe_joins(vn_slice left, vn_slice right)
{
    return left.len <= 2 || right.len <= 2;
}

static bool ampersand_joins(vn_slice left, vn_slice right)
{
    return is_acronym(left) && is_acronym(right);
}

/* Length of the mark at p when it is one that joins pieces; *what is its ASCII look. */
static size_t joiner_at(const char *p, const char *end, char *what)
{
    *what = *p;
    if (vn_byte_is(p, VN_BYTE_WIDE)) {
        if (end - p < 3 || p[1] != (char)0x80)
            return 0;
        const unsigned char low = (unsigned char)p[2];
        *what = low == 0x99 ? '\'' : '-';
        return low == 0x99 || low == 0x90 || low == 0x91 ? 3 : 0; /* ’ ‐ and the no-break hyphen */
    }
    return 1;
}

/* The next piece after the mark at p, or NULL and the token's end in *stop. */
static const char *joint(const word *w, const char **stop)
{
    char what;
    const size_t len = joiner_at(w->p, w->end, &what);
    *stop = w->p;
    if (!len)
        return NULL;
    if (what == '.')
        return after_dot(w, stop);
    const char *next = w->p + len;
    const vn_slice left = span(w->left, w->p);
    const vn_slice right = word_at(next, w->end);
    bool joins = false;
    if (what == '-')
        joins = right.len && hyphen_joins(left, right);
    else if (what == '/')
        joins = right.len && slash_joins(left, right);
    else if (what == '\'')
        joins = right.len && apostrophe_joins(left, right);
    else if (what == '+') /* T+2 */
        joins = left.len == 1 && is_acronym(left) && is_count(right);
    else if (what == '&')
        joins = right.len && ampersand_joins(left, right);
    return joins ? next : NULL;
}

const char *vn_scan_letters(const char *start, const char *end, vn_slice before)
{
    word w = {.start = start, .left = start, .p = vn_scan_word(start, end), .end = end, .before = before};
    while (w.p < end && vn_byte_is(w.p, VN_BYTE_JOINER)) {
        const char *stop;
        const char *next = joint(&w, &stop);
        if (!next)
            return stop;
        w.left = next;
        w.p = vn_scan_word(next, end);
    }
    return w.p;
}
