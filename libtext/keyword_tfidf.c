/* TF-IDF weighted by position: tf * idf / log2(2 + first / 10), with what an editor knows about Vietnamese phrases.
 *
 *   - An occurrence in the title counts twice.
 *   - A name said in full and then by its last syllable ("Trần Văn Hậu ... Hậu") is one: the short form's occurrences
 *     count for the full one.
 *   - A phrase that the table does not know is as rare as its rarest word, and has to earn its place: it occurs twice, or
 *     is a name, or is a pair of words of the title.
 *   - Names and phrases say more than single words, and a lone syllable that is no name says little: most are verbs.
 *
 * The factors were tuned on 632 news articles with their editors' tags, by F among the first 5 and 10. */
#include "keyword.h"

#include "buf.h"

#include <math.h>

static const double NAME_FACTOR = 1.3;
static const double NAME_ONCE_FACTOR = 0.6; /* a name that is said once, in the body: a bystander */
static const double PHRASE_FACTOR = 1.2;
static const double SYLLABLE_FACTOR = 0.3;
enum { NAME_SYLLABLES = 4 }; /* longer ones are bodies and places, which nobody calls by their last syllable */

typedef struct weights {
    vn_keyword_document *doc;
    double *word_idf; /* [doc->words.n] */
    double *idf;      /* [doc->phrases.n] */
    double *tf;       /* [doc->phrases.n] */
} weights;

/* Natural log, smoothed; without a table all terms are equally rare. */
static double idf_of(const vn_keyword_options *o, vn_slice key)
{
    if (!o->df)
        return 1;
    const double df = (double)o->df(o->df_context, key);
    return fmax(0, log((1 + (double)o->documents) / (1 + df)));
}

/* Writes to doc->key the words of a phrase parted by spaces: its name in a table. */
static vn_status write_term(vn_keyword_document *doc, const vn_keyword_candidate *c, vn_error *err)
{
    doc->key.len = 0;
    vn_status st = VN_OK;
    for (size_t i = c->token; !st && i < c->token + (size_t)c->words; i++) {
        if (i > c->token)
            st = vn_buf_char(&doc->key, ' ', err);
        if (!st)
            st = vn_buf_slice(&doc->key, doc->words.key[doc->token[i].word], err);
    }
    return st;
}

/* The table may know a phrase as a phrase, or as one word where it was segmented otherwise. */
static vn_status phrase_idf(const weights *w, size_t number, double *idf, vn_error *err)
{
    vn_keyword_document *doc = w->doc;
    const vn_keyword_candidate *c = &doc->candidate[number];
    const vn_keyword_options *o = doc->options;
    *idf = 0;
    for (size_t i = c->token; i < c->token + (size_t)c->words; i++)
        *idf = fmax(*idf, w->word_idf[doc->token[i].word]);
    if (c->words == 1 || !o->df)
        return VN_OK;
    const vn_status st = write_term(doc, c, err);
    if (st)
        return st;
    const vn_slice term = vn_slice_of(doc->key.ptr, doc->key.len);
    if (o->df(o->df_context, term))
        *idf = idf_of(o, term);
    else if (o->df(o->df_context, doc->phrases.key[number]))
        *idf = idf_of(o, doc->phrases.key[number]);
    return VN_OK;
}

static vn_status new_weights(weights *w, vn_keyword_document *doc, vn_error *err)
{
    w->doc = doc;
    w->word_idf = vn_arena_alloc(&doc->arena, doc->words.n, sizeof *w->word_idf);
    w->idf = vn_arena_alloc(&doc->arena, doc->phrases.n, sizeof *w->idf);
    w->tf = vn_arena_alloc(&doc->arena, doc->phrases.n, sizeof *w->tf);
    if (!w->word_idf || !w->idf || !w->tf)
        return vn_fail_memory(err, "the words of a document");
    for (size_t i = 0; i < doc->words.n; i++)
        w->word_idf[i] = idf_of(doc->options, doc->words.key[i]);
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < doc->phrases.n; i++) {
        st = phrase_idf(w, i, &w->idf[i], err);
        w->tf[i] = (double)doc->candidate[i].count + (double)doc->candidate[i].title;
    }
    return st;
}

/* What may stand before a number to make a term: "quận 12", "tầng 14". */
static bool is_numbered(vn_slice key)
{
    static const char *const head[] = {"quận", "phường", "tầng", "vành_đai", "lớp", "khóa", "vòng", "cấp", "quốc_lộ", "tỉnh_lộ",
                                       "nghị_định", "nghị_quyết", "thông_tư", "chỉ_thị", "tập", "khu", "tổ", "ấp", "mùa", "phần",
                                       "lô", "kỳ", "sao_hạng", "ngõ", "hẻm", "cảng", "bến", "tuyến", "luật", "điều", "vụ"};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        if (vn_slice_eq(key, vn_slice_str(head[i])))
            return true;
    return false;
}

/* A phrase holds together when no stop word stands in it, no small letter follows a name ("Minh Anh nói", but
 * "nước Anh"), and a number follows what is numbered. */
static bool holds_together(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    const vn_keyword_token *t = &doc->token[c->token];
    for (size_t i = 1; i < c->words; i++) {
        const bool after_name = t[i - 1].proper;
        if (t[i].stop)
            return false;
        if (t[i].number && !after_name && !is_numbered(doc->words.key[t[i - 1].word]))
            return false;
        if (!t[i].number && after_name && (t[i - 1].letter_case & VN_CASE_EACH) && !(t[i].letter_case & VN_CASE_INITIAL))
            return false;
    }
    return true;
}

static bool is_name(const vn_keyword_candidate *c)
{
    return c->names > c->count / 2;
}

static bool is_wanted(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    if (c->words == 1)
        return true;
    return (c->count >= 2 || is_name(c) || (c->title && c->words == 2)) && holds_together(doc, c);
}

static size_t syllables(vn_slice key)
{
    size_t n = 1;
    for (size_t i = 0; i < key.len; i++)
        n += key.ptr[i] == '_';
    return n;
}

static vn_slice last_syllable(vn_slice key)
{
    size_t at = key.len;
    while (at && key.ptr[at - 1] != '_')
        at--;
    return vn_slice_of(key.ptr + at, key.len - at);
}

/* For each last syllable of the names, the longest of them, ties to the first: full[number of the syllable in last]. */
static vn_status find_full_names(const weights *w, vn_map *last, uint32_t *full, vn_error *err)
{
    const vn_keyword_document *doc = w->doc;
    for (uint32_t i = 0; i < doc->phrases.n; i++) {
        const vn_slice key = doc->phrases.key[i];
        const size_t n = syllables(key);
        if (!doc->candidate[i].alive || !is_name(&doc->candidate[i]) || n < 2 || n > NAME_SYLLABLES)
            continue;
        const size_t known = last->n;
        const uint32_t number = vn_map_add(last, last_syllable(key));
        if (number == VN_MAP_NONE)
            return vn_fail_memory(err, "the names of a document");
        if (number == known || n > syllables(doc->phrases.key[full[number]]))
            full[number] = i;
    }
    return VN_OK;
}

/* Gives the occurrences of short names to the full ones. A full name that is more usual than its last syllable is another
 * matter: "Nam" is nobody called "Việt Nam". */
static vn_status join_names(weights *w, vn_error *err)
{
    vn_keyword_document *doc = w->doc;
    vn_map last = {0};
    uint32_t *full = vn_arena_alloc(&doc->arena, doc->phrases.n, sizeof *full);
    const vn_status st = full ? find_full_names(w, &last, full, err) : vn_fail_memory(err, "the names of a document");
    for (size_t i = 0; !st && i < doc->phrases.n; i++) {
        const vn_slice key = doc->phrases.key[i];
        const uint32_t number = syllables(key) == 1 && is_name(&doc->candidate[i]) ? vn_map_find(&last, key) : VN_MAP_NONE;
        if (number == VN_MAP_NONE || w->idf[full[number]] < w->idf[i])
            continue;
        doc->candidate[i].alive = false;
        w->tf[full[number]] += w->tf[i];
    }
    vn_map_free(&last);
    return st;
}

static double factor(const weights *w, size_t number)
{
    const vn_keyword_candidate *c = &w->doc->candidate[number];
    const double phrase = c->words > 1 ? PHRASE_FACTOR : 1;
    if (is_name(c))
        return phrase * NAME_FACTOR * (w->tf[number] < 2 ? NAME_ONCE_FACTOR : 1);
    return syllables(w->doc->phrases.key[number]) == 1 ? SYLLABLE_FACTOR : phrase;
}

vn_status vn_keyword_tfidf(vn_keyword_document *doc, vn_error *err)
{
    weights w;
    vn_status st = new_weights(&w, doc, err);
    if (st)
        return st;
    for (size_t i = 0; i < doc->phrases.n; i++)
        doc->candidate[i].alive = is_wanted(doc, &doc->candidate[i]);
    st = join_names(&w, err);
    for (size_t i = 0; !st && i < doc->phrases.n; i++) {
        const double first = (double)doc->token[doc->candidate[i].token].position;
        doc->candidate[i].score = factor(&w, i) * w.tf[i] * w.idf[i] / log2(2 + first / 10);
    }
    return st;
}
