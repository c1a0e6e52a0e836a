#include "keyword_features.h"

#include <math.h>

#define NAME(id, name) name,
const char *const vn_keyword_feature_name[VN_KEYWORD_FEATURES] = {VN_KEYWORD_FEATURE_LIST(NAME)};
#undef NAME

enum { LOGS = 1024 }; /* of whole numbers, and of places, that are remembered */

/* What the occurrences of a candidate add up to. */
typedef struct tally {
    uint32_t last;     /* position of the last occurrence */
    uint32_t sentence; /* that held one last, + 1 */
    uint32_t sentences;
    uint32_t quoted;
    uint32_t begins;
    uint32_t lead;
    uint32_t opening;
    uint32_t open_left;
    uint32_t open_right;
    uint32_t around; /* occurrences of the most usual longer phrase around it */
    uint32_t part;   /* of the most usual part of it */
    uint32_t behind; /* the stop word behind every occurrence, + 1; VN_MAP_NONE: not always the same, or none */
} tally;

struct vn_keyword_measuring {
    vn_keyword_document *doc;
    const double *logs;  /* [LOGS] of 1, 2, ... at their own places; behind them those of places [LOGS] */
    tally *tally;        /* [n_candidates + 1] of those alive */
    uint32_t *count;     /* [n_candidates + 1] */
    uint32_t *part;      /* [n_tokens][VN_KEYWORD_WORDS] candidates, or n_candidates for none */
    uint32_t *usual;     /* [n_words] occurrences of the word, the title's twice */
    bool *quoted;        /* [n_tokens] */
    uint32_t lead;       /* number of the first sentence of the body */
    size_t opening;      /* bytes of its first line */
    double words;        /* of the document */
};
typedef vn_keyword_measuring measuring;

static double ln_of_place(double words_before)
{
    return log(2 + words_before / 10);
}

/* Made once for all documents. */
static vn_status make_logs(vn_keyword_document *doc, vn_error *err)
{
    if (doc->logs)
        return VN_OK;
    doc->logs = vn_calloc(2 * LOGS, sizeof *doc->logs);
    if (!doc->logs)
        return vn_fail_memory(err, "the words of a document");
    for (size_t i = 1; i < LOGS; i++)
        doc->logs[i] = log((double)i);
    for (size_t i = 0; i < LOGS; i++)
        doc->logs[LOGS + i] = ln_of_place((double)i);
    return VN_OK;
}

static double ln(const measuring *m, double x)
{
    const size_t n = (size_t)x;
    return x < LOGS && (double)n == x && n ? m->logs[n] : log(x);
}

static double place_ln(const measuring *m, uint32_t words_before)
{
    return words_before < LOGS ? m->logs[LOGS + words_before] : ln_of_place((double)words_before);
}

static double lesser(double x, double y)
{
    return x < y ? x : y;
}

static double greater(double x, double y)
{
    return x > y ? x : y;
}

/* --- what may be a keyword --------------------------------------------------------------------------------- */

static const double APART = -0.1; /* a cohesion that only chance leaves so low */
enum { KNOWN_WORDS = 3 };         /* longer phrases stand in no table */

/* A phrase that no table knows has to be repeated, more often outside the title. */
static bool is_earned(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    if (doc->token[c->token + (size_t)c->words - 1].number)
        return c->count >= 2 || c->title;
    if (vn_keyword_is_name(c) || c->attested || c->count >= 4)
        return true;
    if (c->words > KNOWN_WORDS || !doc->options->phrase_floor)
        return c->count >= 2;
    return c->count >= (c->title ? 2 : 3) && c->cohesion >= APART;
}

/* Most phrases are unknown and stand there once: they need not be looked into. */
static bool is_hopeless(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    const bool numbered = doc->token[c->token + (size_t)c->words - 1].number;
    return !c->attested && !vn_keyword_is_name(c) && c->count < 2 && !(numbered && c->title);
}

static bool may_be_wanted(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    if (c->words > 1)
        return c->count && vn_keyword_holds_together(doc, c, 0);
    return c->count && !(doc->word[doc->token[c->token].word].roles & VN_ROLE_TITLE);
}

/* Leaves alive what is to be measured, with `attested` and `cohesion`. */
static vn_status find_wanted(vn_keyword_document *doc, vn_error *err)
{
    for (size_t i = 0; i < doc->n_candidates; i++) {
        vn_keyword_candidate *c = &doc->candidate[i];
        c->alive = may_be_wanted(doc, c);
        if (c->alive && c->words > 1 && doc->sieve)
            vn_keyword_sieve_prefetch(doc->sieve, c->print);
    }
    vn_status st = vn_keyword_attest(doc, err);
    for (size_t i = 0; !st && i < doc->n_candidates; i++) {
        vn_keyword_candidate *c = &doc->candidate[i];
        if (!c->alive || c->words == 1)
            continue;
        c->alive = !is_hopeless(doc, c);
        if (c->alive)
            st = vn_keyword_cohere(doc, c, err);
        c->alive = c->alive && is_earned(doc, c);
    }
    return st;
}

/* --- over the occurrences ---------------------------------------------------------------------------------- */

static bool is_mark(vn_slice s, const char *mark)
{
    return vn_slice_eq(s, vn_slice_str(mark));
}

/* Between quotation marks that open and close in one sentence. */
static void find_quotes(measuring *m)
{
    const vn_keyword_document *doc = m->doc;
    bool inside = false;
    for (size_t i = 0; i < doc->n_tokens; i++) {
        if (i && doc->token[i - 1].sentence != doc->token[i].sentence)
            inside = false;
        if (doc->token[i].word == VN_MAP_NONE) {
            const vn_slice s = vn_keyword_span(doc, i, 1);
            if (is_mark(s, "“") || is_mark(s, "«"))
                inside = true;
            else if (is_mark(s, "”") || is_mark(s, "»"))
                inside = false;
            else if (is_mark(s, "\""))
                inside = !inside;
        }
        m->quoted[i] = inside;
    }
}

/* No content word stands beside the occurrence. */
static bool is_open_left(const vn_keyword_document *doc, size_t first)
{
    return !first || !vn_keyword_adjacent(doc, first - 1) || doc->token[first - 1].stop;
}

static bool is_open_right(const vn_keyword_document *doc, size_t last)
{
    return !vn_keyword_adjacent(doc, last) || doc->token[last + 1].stop;
}

/* A phrase and the shorter ones inside it tell each other how usual they are: those that begin with a word that means
 * something. What is no candidate tells the tally behind the last. */
static void compare_parts(measuring *m, const vn_keyword_gram *g)
{
    const uint32_t count = m->count[g->candidate];
    const uint32_t *part = &m->part[g->token * (size_t)VN_KEYWORD_WORDS];
    uint32_t most = m->tally[g->candidate].part;
    for (size_t words = g->words; words; words--, part += VN_KEYWORD_WORDS)
        for (size_t n = 0; n < words && n + 1 < g->words; n++) {
            tally *y = &m->tally[part[n]];
            y->around = count > y->around ? count : y->around;
            most = m->count[part[n]] > most ? m->count[part[n]] : most;
        }
    m->tally[g->candidate].part = most;
}

/* The candidates by the token that they begin with, and their length. */
static void list_parts(measuring *m)
{
    const vn_keyword_document *doc = m->doc;
    for (size_t i = 0; i < doc->n_tokens * VN_KEYWORD_WORDS; i++)
        m->part[i] = (uint32_t)doc->n_candidates;
    for (size_t g = 0; g < doc->n_grams; g++)
        if (doc->token[doc->gram[g].token].edge)
            m->part[doc->gram[g].token * (size_t)VN_KEYWORD_WORDS + doc->gram[g].words - 1] = doc->gram[g].candidate;
    for (size_t i = 0; i < doc->n_candidates; i++)
        m->count[i] = doc->candidate[i].count;
    m->count[doc->n_candidates] = 0;
}

/* The word behind an occurrence that may belong to it: a stop word, or of a name one more syllable with a capital. */
static uint32_t word_behind(const vn_keyword_document *doc, const vn_keyword_candidate *c, size_t last)
{
    if (!vn_keyword_adjacent(doc, last) || doc->token[last].apart)
        return VN_MAP_NONE;
    const vn_keyword_token *t = &doc->token[last + 1];
    const bool belongs = vn_keyword_is_name(c) ? t->proper && doc->word[t->word].syllables == 1 : t->stop;
    return belongs ? t->word + 1 : VN_MAP_NONE;
}

static void see_behind(const vn_keyword_document *doc, const vn_keyword_candidate *c, tally *y, size_t last)
{
    const uint32_t word = word_behind(doc, c, last);
    y->behind = !y->behind || y->behind == word ? word : VN_MAP_NONE;
}

static void add_gram(measuring *m, const vn_keyword_gram *g)
{
    const vn_keyword_document *doc = m->doc;
    const vn_keyword_token *t = &doc->token[g->token];
    tally *y = &m->tally[g->candidate];
    y->last = t->position;
    y->sentences += y->sentence != t->sentence + 1;
    y->sentence = t->sentence + 1;
    y->quoted += m->quoted[g->token];
    y->begins += t->begins;
    y->lead += !t->in_title && t->sentence == m->lead;
    y->opening += !t->in_title && t->start < m->opening;
    y->open_left += is_open_left(doc, g->token);
    y->open_right += is_open_right(doc, g->token + (size_t)g->words - 1);
    see_behind(doc, &doc->candidate[g->candidate], y, g->token + (size_t)g->words - 1);
}

/* "ưu đãi nhà" of "ưu đãi nhà ở", "Thủ tướng Phạm Minh" of "Thủ tướng Phạm Minh Chính": what is always followed by the same
 * word was cut from it. A phrase that a table knows is none of these, unless it is a name. */
static void drop_cut(measuring *m)
{
    vn_keyword_document *doc = m->doc;
    for (size_t i = 0; i < doc->n_candidates; i++) {
        vn_keyword_candidate *c = &doc->candidate[i];
        const bool whole = c->words == 1 || (c->attested && !vn_keyword_is_name(c));
        c->alive = c->alive && (whole || m->tally[i].behind == VN_MAP_NONE);
    }
}

static void add_grams(measuring *m)
{
    const vn_keyword_document *doc = m->doc;
    for (size_t g = 0; g < doc->n_grams; g++) {
        if (doc->candidate[doc->gram[g].candidate].alive)
            add_gram(m, &doc->gram[g]);
        if (doc->gram[g].words > 1)
            compare_parts(m, &doc->gram[g]);
    }
    drop_cut(m);
}

static void count_words(measuring *m)
{
    for (size_t i = 0; i < m->doc->n_tokens; i++) {
        const vn_keyword_token *t = &m->doc->token[i];
        if (t->word != VN_MAP_NONE)
            m->usual[t->word] += 1 + (uint32_t)t->in_title;
    }
}

static vn_status new_tallies(measuring *m, vn_keyword_document *doc, vn_error *err)
{
    m->tally = vn_arena_alloc(&doc->arena, doc->n_candidates + 1, sizeof *m->tally);
    m->count = vn_arena_alloc(&doc->arena, doc->n_candidates + 1, sizeof *m->count);
    m->part = vn_arena_alloc(&doc->arena, doc->n_tokens, VN_KEYWORD_WORDS * sizeof *m->part);
    m->usual = vn_arena_alloc(&doc->arena, doc->n_words, sizeof *m->usual);
    m->quoted = vn_arena_alloc(&doc->arena, doc->n_tokens, sizeof *m->quoted);
    if (!m->tally || !m->count || !m->part || !m->usual || !m->quoted)
        return vn_fail_memory(err, "the words of a document");
    memset(m->tally, 0, (doc->n_candidates + 1) * sizeof *m->tally);
    memset(m->usual, 0, doc->n_words * sizeof *m->usual);
    const vn_status st = make_logs(doc, err);
    m->logs = doc->logs;
    return st;
}

/* Where the body begins, and how long all is. */
static void find_lead(measuring *m)
{
    const vn_keyword_document *doc = m->doc;
    const char *end = doc->text.len ? memchr(doc->text.ptr, '\n', doc->text.len) : NULL;
    m->opening = end ? (size_t)(end - doc->text.ptr) : doc->text.len;
    m->lead = UINT32_MAX;
    for (size_t i = 0; i < doc->n_tokens && m->lead == UINT32_MAX; i++)
        if (!doc->token[i].in_title)
            m->lead = doc->token[i].sentence;
    m->words = doc->n_tokens ? 1 + (double)doc->token[doc->n_tokens - 1].position : 1;
}

vn_status vn_keyword_measuring_new(vn_keyword_measuring **out, vn_keyword_document *doc, vn_error *err)
{
    measuring *m = vn_arena_alloc(&doc->arena, 1, sizeof *m);
    if (!m)
        return vn_fail_memory(err, "the words of a document");
    *m = (measuring){.doc = doc};
    vn_status st = new_tallies(m, doc, err);
    if (!st)
        st = find_wanted(doc, err);
    if (st)
        return st;
    find_lead(m);
    find_quotes(m);
    count_words(m);
    list_parts(m);
    add_grams(m);
    *out = m;
    return VN_OK;
}

/* --- the numbers ------------------------------------------------------------------------------------------- */

/* x is the column. */
static void set(float *x, int feature, double value)
{
    x[feature * VN_KEYWORD_COLUMNS] = (float)value;
}

static float get(const float *x, int feature)
{
    return x[feature * VN_KEYWORD_COLUMNS];
}

static void measure_places(const measuring *m, const vn_keyword_candidate *c, const tally *y, float *x)
{
    const double n = (double)c->count;
    const uint32_t place = m->doc->token[c->first].position;
    const double first = (double)place;
    const double spread = (double)y->last > first ? (double)y->last - first : 0;
    set(x, VN_FEATURE_COUNT, ln(m, n));
    set(x, VN_FEATURE_COUNT_2, ln(m, n) * ln(m, n));
    set(x, VN_FEATURE_ONCE, c->count == 1 && !c->title);
    set(x, VN_FEATURE_TITLE, ln(m, 1 + (double)c->title));
    set(x, VN_FEATURE_IN_TITLE, c->title > 0);
    set(x, VN_FEATURE_FIRST, place_ln(m, place));
    set(x, VN_FEATURE_FIRST_SHARE, first / m->words);
    set(x, VN_FEATURE_SPREAD, ln(m, 1 + spread));
    set(x, VN_FEATURE_SPREAD_SHARE, spread / m->words);
    set(x, VN_FEATURE_SENTENCES, (double)y->sentences / (double)m->doc->sentences);
    set(x, VN_FEATURE_LEAD, y->lead > 0);
    set(x, VN_FEATURE_OPENING, y->opening > 0);
    set(x, VN_FEATURE_QUOTED, (double)y->quoted / n);
    set(x, VN_FEATURE_BEGINS, (double)y->begins / n);
    const double left = (double)y->open_left / n;
    const double right = (double)y->open_right / n;
    set(x, VN_FEATURE_OPEN_LEFT, left);
    set(x, VN_FEATURE_OPEN_RIGHT, right);
    set(x, VN_FEATURE_OPEN_BOTH, lesser(left, right));
    set(x, VN_FEATURE_INSIDE, ln(m, 1 + (double)y->around / n));
    set(x, VN_FEATURE_OF_PARTS, y->part ? n / (double)y->part : 1);
}

/* How rare its words are, and how usual in this document. Returns the rarest. */
static const vn_keyword_word *measure_words(const measuring *m, const vn_keyword_candidate *c, float *x)
{
    const vn_keyword_token *t = &m->doc->token[c->token];
    double most = 0, least = HUGE_VAL, sum = 0;
    double commonest = HUGE_VAL, idf = 0;
    const vn_keyword_word *rarest = &m->doc->word[t->word];
    for (size_t i = 0; i < c->words; i++) {
        const vn_keyword_word *w = &m->doc->word[t[i].word];
        const double usual = m->usual[t[i].word];
        most = greater(most, usual);
        least = lesser(least, usual);
        sum += usual;
        rarest = w->idf > rarest->idf ? w : rarest;
        commonest = lesser(commonest, w->idf);
        idf += w->idf;
    }
    set(x, VN_FEATURE_WORD_MOST, ln(m, most));
    set(x, VN_FEATURE_WORD_LEAST, ln(m, least));
    set(x, VN_FEATURE_WORD_MEAN, ln(m, sum / c->words));
    set(x, VN_FEATURE_RAREST, rarest->idf);
    set(x, VN_FEATURE_COMMONEST, commonest);
    set(x, VN_FEATURE_MEAN_IDF, idf / c->words);
    return rarest;
}

static void measure_rarity(const measuring *m, const vn_keyword_candidate *c, float *x)
{
    const vn_keyword_word *rarest = measure_words(m, c, x);
    const bool known = c->words > 1 && c->attested;
    const vn_keyword_known *k = known ? &m->doc->lexicon.phrases.item[c->known] : NULL;
    const double idf = k ? k->idf : rarest->idf;
    set(x, VN_FEATURE_IDF, idf);
    set(x, VN_FEATURE_IDF_LOG, k ? k->idf_log : rarest->idf_log);
    set(x, VN_FEATURE_IDF_2, idf * idf / 10);
    set(x, VN_FEATURE_KNOWN, known);
    set(x, VN_FEATURE_COHESION, c->words > 1 ? c->cohesion : 0);
    set(x, VN_FEATURE_COHESION_KNOWN, known ? c->cohesion : 0);
}

static void measure_shape(const measuring *m, const vn_keyword_candidate *c, float *x)
{
    const vn_keyword_word *word = m->doc->word;
    const vn_keyword_token *t = &m->doc->token[c->token];
    const vn_keyword_token *last = t + c->words - 1;
    const double n = (double)vn_keyword_syllables(m->doc, c);
    set(x, VN_FEATURE_WORDS_2, c->words == 2);
    set(x, VN_FEATURE_WORDS_3, c->words == 3);
    set(x, VN_FEATURE_WORDS_4, c->words >= 4);
    set(x, VN_FEATURE_SYLLABLES, n);
    set(x, VN_FEATURE_SYLLABLES_2, n * n / 10);
    set(x, VN_FEATURE_LONG, n > 4);
    set(x, VN_FEATURE_LONE, n < 2 && !vn_keyword_is_name(c));
    set(x, VN_FEATURE_PAIR, n > 1 && n < 3 && c->words == 1);
    set(x, VN_FEATURE_LONE_HEAD, word[t->word].syllables == 1);
    set(x, VN_FEATURE_LONE_TAIL, word[last->word].syllables == 1);
    set(x, VN_FEATURE_NUMBERED, last->number);
}

static void measure_letters(const measuring *m, const vn_keyword_candidate *c, float *x)
{
    const vn_keyword_token *t = &m->doc->token[c->token];
    double proper = 0, small = 0;
    bool capitals = true;
    for (size_t i = 0; i < c->words; i++) {
        proper += t[i].proper;
        small += !(t[i].letter_case & VN_CASE_INITIAL);
        capitals = capitals && (t[i].letter_case & VN_CASE_ALL);
    }
    set(x, VN_FEATURE_NAME, vn_keyword_is_name(c));
    set(x, VN_FEATURE_PROPER, proper / c->words);
    set(x, VN_FEATURE_SMALL, small / c->words);
    set(x, VN_FEATURE_CAPITALS, capitals);
    set(x, VN_FEATURE_MIXED, proper > 0 && proper < c->words && !t->proper);
}

static int class_feature(vn_class class)
{
    switch (class) {
    case VN_CLASS_ADJECTIVE: return VN_FEATURE_CLASS_ADJECTIVE;
    case VN_CLASS_VERB: return VN_FEATURE_CLASS_VERB;
    case VN_CLASS_REPORTING: return VN_FEATURE_CLASS_REPORTING;
    case VN_CLASS_GENERAL: return VN_FEATURE_CLASS_GENERAL;
    case VN_CLASS_OFFICE: return VN_FEATURE_CLASS_OFFICE;
    default: return VN_FEATURE_CLASS_FUNCTION;
    }
}

static void measure_classes(const measuring *m, const vn_keyword_candidate *c, float *x)
{
    const vn_keyword_document *doc = m->doc;
    const vn_keyword_token *t = &doc->token[c->token];
    const vn_class head = (vn_class)doc->word[t->word].class;
    const vn_class tail = (vn_class)doc->word[t[c->words - 1].word].class;
    for (int f = VN_FEATURE_CLASS_FUNCTION; f <= VN_FEATURE_CLASS_TAIL; f++)
        set(x, f, 0);
    if (c->words == 1 && head != VN_CLASS_NONE)
        set(x, class_feature(head), 1);
    set(x, VN_FEATURE_CLASS_HEAD, c->words > 1 && head != VN_CLASS_NONE);
    set(x, VN_FEATURE_CLASS_TAIL, c->words > 1 && tail != VN_CLASS_NONE);
}

/* Names and phrases need not be repeated as single words do. */
static void measure_products(const vn_keyword_candidate *c, float *x)
{
    const float name = vn_keyword_is_name(c);
    const float phrase = c->words > 1;
    set(x, VN_FEATURE_NAME_COUNT, name * get(x, VN_FEATURE_COUNT));
    set(x, VN_FEATURE_NAME_FIRST, name * get(x, VN_FEATURE_FIRST));
    set(x, VN_FEATURE_NAME_IDF, name * get(x, VN_FEATURE_IDF));
    set(x, VN_FEATURE_PHRASE_COUNT, phrase * get(x, VN_FEATURE_COUNT));
    set(x, VN_FEATURE_PHRASE_IDF, phrase * get(x, VN_FEATURE_IDF));
}

void vn_keyword_measure(const vn_keyword_measuring *m, size_t candidate, vn_keyword_columns columns, size_t column)
{
    const vn_keyword_candidate *c = &m->doc->candidate[candidate];
    float *x = &columns[0][column];
    measure_places(m, c, &m->tally[candidate], x);
    measure_rarity(m, c, x);
    measure_shape(m, c, x);
    measure_letters(m, c, x);
    measure_classes(m, c, x);
    measure_products(c, x);
}
