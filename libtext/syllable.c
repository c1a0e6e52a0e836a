#include "syllable.h"

#include "tone.h"

enum { LETTERS = 8 }; /* nghiêng has seven */

/* Sorted by bytes. Letters as in vn_letter. */
static const char RHYME[][5] = {
    "Ac", "Am", "An", "Ang", "Ap", "At", "E", "Ech", "Em", "En", "Eng", "Enh", "Ep", "Et", "Eu", "Ic",
    "Im", "In", "Ing", "Ip", "It", "Iu", "Iy", "O", "OOng", "Oc", "Oi", "Om", "On", "Ong", "Op", "Ot",
    "P", "Pi", "Pm", "Pn", "Pp", "Pt", "U", "UPc", "UPi", "UPm", "UPn", "UPng", "UPp", "UPt", "UPu",
    "Ua", "Uc", "Ui", "Um", "Un", "Ung", "Ut", "Uu", "a", "ac", "ach", "ai", "am", "an", "ang", "anh",
    "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en", "eng", "eo", "ep", "et", "i", "iEc", "iEm",
    "iEn", "iEng", "iEp", "iEt", "iEu", "ia", "ich", "im", "in", "ing", "inh", "ip", "it", "iu", "o",
    "oAc", "oAm", "oAn", "oAng", "oAp", "oAt", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh",
    "oao", "oap", "oat", "oay", "oc", "oe", "oem", "oen", "oeo", "oep", "oet", "oi", "om", "on", "ong",
    "ooc", "oong", "op", "ot", "u", "uE", "uEch", "uEn", "uEnh", "uEt", "uIc", "uIn", "uIng", "uIt",
    "uIy", "uOc", "uOi", "uOm", "uOn", "uOng", "uOp", "uOt", "uP", "ua", "uc", "ui", "um", "un", "ung",
    "up", "ut", "uy", "uyEn", "uyEt", "uya", "uych", "uyn", "uynh", "uyp", "uyt", "uyu", "y", "yEc",
    "yEm", "yEn", "yEng", "yEt", "yEu", "ych", "yn", "ynh", "yt",
};

/* Longer ones first where one begins another. */
static const char ONSET[][4] = {"ngh", "ng", "nh", "n", "gh", "gi", "g", "kh", "k", "ch", "c", "ph", "p", "th",
                                "tr",  "t",  "qu", "b", "d",  "D",  "h", "l",  "m", "r",  "s", "v",  "x", ""};

static bool is_rhyme(const char *text)
{
    size_t lo = 0;
    size_t hi = VN_COUNT(RHYME);
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        const int order = strcmp(RHYME[mid], text);
        if (order == 0)
            return true;
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return false;
}

/* Spelling: k, gh, ngh stand before e ê i y, and c, g, ng before the other vowels; g before i is gi; the u
 * of qu is the glide already. */
static bool fits(const char *onset, const char *rhyme)
{
    const bool front = strchr("eEiy", rhyme[0]) != NULL;
    if (!strcmp(onset, "k") || !strcmp(onset, "gh") || !strcmp(onset, "ngh"))
        return front;
    if (!strcmp(onset, "c") || !strcmp(onset, "ng"))
        return !front;
    if (!strcmp(onset, "g"))
        return !front || rhyme[0] == 'i';
    if (!strcmp(onset, "gi"))
        return rhyme[0] != 'y';
    if (!strcmp(onset, "qu"))
        return !strchr("uUo", rhyme[0]);
    return true;
}

static bool bears_tone(const char *letters, size_t n, unsigned tone)
{
    const char last = letters[n - 1];
    const bool ch = n > 1 && last == 'h' && letters[n - 2] == 'c';
    const bool stop = ch || last == 'p' || last == 't' || last == 'c';
    return !stop || tone == VN_TONE_ACUTE || tone == VN_TONE_DOT;
}

/* The letters and the one tone of text; 0 when it is no such row of letters. */
static size_t read_letters(vn_slice text, char letters[LETTERS], unsigned *tone)
{
    const char *p = text.ptr;
    const char *end = p + text.len;
    size_t n = 0;
    *tone = VN_TONE_LEVEL;
    while (p < end) {
        vn_letter letter;
        const size_t used = vn_letter_read(p, end, &letter);
        if (!used || n + 1 == LETTERS || (letter.tone && *tone))
            return 0;
        *tone |= letter.tone;
        letters[n++] = letter.base;
        p += used;
    }
    letters[n] = '\0';
    return n;
}

bool vn_syllable_is_vietnamese(vn_slice text)
{
    char letters[LETTERS];
    unsigned tone;
    const size_t n = read_letters(text, letters, &tone);
    if (n == 0 || !bears_tone(letters, n, tone))
        return false;
    for (size_t i = 0; i < VN_COUNT(ONSET); i++) {
        const size_t len = strlen(ONSET[i]);
        const char *rhyme = letters + (len < n ? len : 0);
        if (len < n && !memcmp(letters, ONSET[i], len) && fits(ONSET[i], rhyme) && is_rhyme(rhyme))
            return true;
    }
    return false;
}

bool vn_syllable_has_mark(vn_slice text)
{
    const char *end = text.ptr + text.len;
    for (const char *p = text.ptr; p < end;) {
        vn_letter letter;
        const size_t used = vn_letter_read(p, end, &letter);
        if (used && (letter.tone || (letter.base >= 'A' && letter.base <= 'Z')))
            return true;
        p += used ? used : 1;
    }
    return false;
}
