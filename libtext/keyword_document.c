#include "keyword.h"

#include "buf.h"
#include "norm.h"

#include <math.h>

enum {
    PLAIN_DIGITS = 4, /* "quận 12", "World Cup 2026": longer numbers are amounts */
    WORD_BYTES = 256, /* longer ones are no words */
    AHEAD = 8,        /* so many words before its turn a word is looked for in the lexicon, */
    NEAR = 4          /* and so many before it what is known of it is fetched */
};

static bool is_plain_number(vn_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    return s.len <= PLAIN_DIGITS;
}

/* "5G", "3D", "4K": words, though they begin with a digit. */
static bool is_figure_word(vn_slice s)
{
    const size_t digits = s.len == 3 ? 2 : 1;
    if (s.len != digits + 1 || s.ptr[digits] < 'A' || s.ptr[digits] > 'Z')
        return false;
    return s.ptr[0] >= '1' && s.ptr[0] <= '9' && s.ptr[digits - 1] >= '0' && s.ptr[digits - 1] <= '9';
}

/* Marks after which a capital is a matter of grammar: all but those inside a sentence. */
static bool opens(vn_slice mark)
{
    if (mark.len == 1)
        return !strchr(",);/&-%(+", mark.ptr[0]) || !mark.ptr[0];
    return !vn_slice_eq(mark, vn_slice_str("–"));
}

static bool begins_sentence(const vn_keyword_document *doc, uint32_t sentence)
{
    if (!doc->n_tokens)
        return true;
    const vn_keyword_token *before = &doc->token[doc->n_tokens - 1];
    if (before->sentence != sentence)
        return true;
    if (before->word != VN_MAP_NONE || before->number)
        return false;
    return before->begins || opens(vn_keyword_span(doc, doc->n_tokens - 1, 1));
}

vn_slice vn_keyword_span(const vn_keyword_document *doc, size_t token, size_t words)
{
    const vn_keyword_token *t = &doc->token[token];
    const vn_keyword_token *last = &doc->token[token + words - 1];
    const vn_slice text = t->in_title ? doc->title : doc->text;
    return vn_slice_of(text.ptr + t->start, last->start + last->len - t->start);
}

vn_status vn_keyword_write(vn_keyword_document *doc, size_t first, size_t words, char between, vn_slice *key, vn_error *err)
{
    doc->key.len = 0;
    for (size_t i = first; i < first + words; i++) {
        const vn_slice word = vn_keyword_word_key(doc, doc->token[i].word);
        const vn_status st = vn_buf_reserve(&doc->key, word.len + 1, err);
        if (st)
            return st;
        if (i > first)
            doc->key.ptr[doc->key.len++] = between;
        memcpy(doc->key.ptr + doc->key.len, word.ptr, word.len);
        doc->key.len += word.len;
    }
    *key = vn_slice_of(doc->key.ptr, doc->key.len);
    return VN_OK;
}

/* A word's mark, with its number in this document; NULL: out of memory. */
static const vn_keyword_mark *mark_word(vn_keyword_document *doc, uint32_t entry)
{
    vn_keyword_mark *mark = &doc->lexicon.mark[entry];
    if (mark->document != doc->serial) {
        if (!vn_grow((void **)&doc->word, &doc->word_cap, doc->n_words + 1, sizeof *doc->word))
            return NULL;
        mark->document = doc->serial;
        mark->number = (uint32_t)doc->n_words;
        doc->word[doc->n_words++] = doc->lexicon.word[entry];
    }
    return mark;
}

/* Gives the token its word: what it is counted as. What the sentence says of it comes later. */
static vn_status set_word(vn_keyword_document *doc, vn_keyword_token *t, vn_slice surface, const vn_keyword_lookup *lookup,
                          vn_error *err)
{
    const vn_keyword_options *o = doc->options;
    vn_keyword_spelling spelt;
    vn_keyword_lookup own;
    if (t->alias) /* of several words */
        vn_keyword_lexicon_begin(&doc->lexicon, surface, surface.len, &own);
    vn_status st = vn_keyword_lexicon_spell(&doc->lexicon, o, surface, t->alias ? &own : lookup, &spelt, err);
    if (!st && t->alias)
        st = vn_keyword_lexicon_key(&doc->lexicon, o, vn_alias_key(o->aliases, t->alias - 1), &spelt.entry, err);
    if (st)
        return st;
    const vn_keyword_mark *mark = mark_word(doc, spelt.entry);
    if (!mark)
        return vn_fail_memory(err, "the words of a document");
    t->word = mark->number;
    t->stop = mark->stop;
    t->light = mark->roles & VN_ROLE_LIGHT && !t->alias;
    t->letter_case = spelt.letter_case;
    t->proper = (spelt.letter_case & VN_CASE_INITIAL) && (!t->begins || spelt.capitals);
    t->edge = !t->number && (spelt.lettered || (t->proper && mark->roles & VN_ROLE_COUNTRY));
    return VN_OK;
}

static vn_status add_token(vn_keyword_document *doc, vn_slice text, const vn_word *word, vn_keyword_token t,
                           const vn_keyword_lookup *lookup, vn_error *err)
{
    const vn_slice surface = vn_slice_of(text.ptr + word->start, word->len);
    t.start = word->start;
    t.len = word->len < UINT32_MAX ? (uint32_t)word->len : UINT32_MAX;
    t.sentence += word->sentence;
    t.begins = begins_sentence(doc, t.sentence);
    t.number = word->kind == VN_WORD_NUMBER && !is_figure_word(surface);
    t.word = VN_MAP_NONE;
    const bool counts = t.number ? is_plain_number(surface) : word->kind == VN_WORD_WORD || word->kind == VN_WORD_NUMBER;
    if (counts && word->len <= WORD_BYTES) {
        const vn_status st = set_word(doc, &t, surface, lookup, err);
        if (st)
            return st;
    }
    doc->token[doc->n_tokens++] = t;
    return VN_OK;
}

/* Adds the word, or the name that begins with it: *taken words. */
static vn_status add_name(vn_keyword_document *doc, vn_slice text, const vn_words *words, size_t i, vn_keyword_token t,
                          const vn_keyword_lookup *lookup, size_t *taken, vn_error *err)
{
    const vn_aliases *aliases = doc->options->aliases;
    vn_word w = words->item[i];
    uint32_t group = 0;
    *taken = 0;
    if (aliases && (w.kind == VN_WORD_WORD || w.kind == VN_WORD_NUMBER)) {
        const vn_status st = vn_alias_match(aliases, &doc->alias, text, &words->item[i], words->n - i, taken, &group, err);
        if (st)
            return st;
    }
    if (*taken) {
        const vn_word *last = &words->item[i + *taken - 1];
        w.len = last->start + last->len - w.start;
        w.kind = VN_WORD_WORD;
        t.alias = group + 1;
    } else {
        *taken = 1;
    }
    return add_token(doc, text, &w, t, lookup, err);
}

/* In a line of capitals they say nothing. */
static void forget_case(vn_keyword_token *t, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        t[i].shouted = true;
        t[i].letter_case = 0;
        t[i].proper = false;
    }
}

/* Which words may stand at the edges of phrases. A stop word with a capital of its own is none: "Anh", "Kia", "Song Hye Kyo";
 * unless most words have one, as in some headlines. */
static void find_edges(vn_keyword_token *t, size_t n, bool capitals)
{
    for (size_t i = 0; i < n; i++) {
        t[i].stop = t[i].stop && (capitals || !t[i].proper);
        t[i].light = t[i].light && t[i].stop;
        t[i].edge = t[i].edge && !t[i].stop;
    }
}

/* What only the whole of a sentence tells of its words. */
static void read_sentences(const vn_keyword_document *doc, size_t first)
{
    for (size_t i = first, end; i < doc->n_tokens; i = end) {
        size_t letters = 0;
        size_t shouted = 0;
        size_t capitals = 0;
        for (end = i; end < doc->n_tokens && doc->token[end].sentence == doc->token[i].sentence; end++) {
            letters += doc->token[end].word != VN_MAP_NONE && !doc->token[end].number;
            shouted += (doc->token[end].letter_case & VN_CASE_ALL) != 0;
            capitals += (doc->token[end].letter_case & VN_CASE_INITIAL) != 0;
        }
        if (letters >= 3 && shouted * 4 > letters * 3)
            forget_case(&doc->token[i], end - i);
        find_edges(&doc->token[i], end - i, letters >= 5 && capitals * 4 > letters * 3);
    }
}

static bool is_word(const vn_word *w)
{
    return w->kind == VN_WORD_WORD || w->kind == VN_WORD_NUMBER;
}

/* Word i, which may be past the last, is on its way. */
static void look_ahead(const vn_keyword_document *doc, vn_slice text, const vn_words *words, size_t i,
                       vn_keyword_lookup *lookup)
{
    if (i < words->n && is_word(&words->item[i])) {
        const vn_word *w = &words->item[i];
        vn_keyword_lexicon_begin(&doc->lexicon, vn_slice_of(text.ptr + w->start, w->len), text.len - w->start, lookup);
    }
}

/* The words but for those of boilerplate, over which no phrase reaches. */
static vn_status add_words(vn_keyword_document *doc, vn_slice text, const vn_words *words, vn_keyword_token t, vn_error *err)
{
    vn_keyword_lookup lookup[AHEAD];
    bool skipped = false;
    for (size_t i = 0; i < AHEAD; i++)
        look_ahead(doc, text, words, i, &lookup[i]);
    for (size_t i = 0, range = 0, taken = 1; i < words->n;) {
        const size_t start = words->item[i].start;
        const bool skip = t.in_title ? start >= doc->title_end : vn_boilerplate_has(&doc->boilerplate, &range, start);
        t.sentence += skipped && !skip;
        const vn_status st = skip ? VN_OK : add_name(doc, text, words, i, t, &lookup[i % AHEAD], &taken, err);
        if (st)
            return st;
        skipped = skip;
        for (taken = skip ? 1 : taken; taken; taken--, i++) {
            t.position += !skip && words->item[i].kind != VN_WORD_PUNCT;
            look_ahead(doc, text, words, i + AHEAD, &lookup[i % AHEAD]);
            if (i + NEAR < words->n && is_word(&words->item[i + NEAR]))
                vn_keyword_lexicon_peek(&doc->lexicon, &lookup[(i + NEAR) % AHEAD]);
        }
    }
    return VN_OK;
}

static vn_status add_run(vn_keyword_document *doc, vn_slice text, const vn_words *words, bool in_title, vn_error *err)
{
    const size_t first = doc->n_tokens;
    if (words->n >= VN_MAP_NONE / VN_KEYWORD_WORDS - first)
        return vn_fail(err, VN_ELIMIT, "too many words in a document");
    if (!vn_grow((void **)&doc->token, &doc->token_cap, first + words->n, sizeof *doc->token))
        return vn_fail_memory(err, "the words of a document");
    vn_keyword_token t = {.in_title = in_title, .sentence = (uint32_t)doc->sentences};
    if (first)
        t.position = doc->token[first - 1].position +
                     (doc->token[first - 1].word != VN_MAP_NONE || doc->token[first - 1].number);
    const vn_status st = add_words(doc, text, words, t, err);
    if (st)
        return st;
    if (doc->n_tokens)
        doc->sentences = doc->token[doc->n_tokens - 1].sentence + (size_t)1;
    read_sentences(doc, first);
    return VN_OK;
}

/* Words are numbered afresh: a serial number tells which of the run's were in this document. */
static void begin_words(vn_keyword_document *doc)
{
    vn_keyword_lexicon_trim(&doc->lexicon);
    if (++doc->serial == 0) {
        vn_keyword_lexicon_free(&doc->lexicon);
        doc->serial = 1;
    }
}

vn_status vn_keyword_prepare(vn_keyword_document *doc, const vn_keyword_input *input, vn_error *err)
{
    doc->title = input->title;
    doc->text = input->text;
    doc->log_floor = log(fmax((double)doc->options->phrase_floor - 1, 0.5));
    begin_words(doc);
    doc->title_end = SIZE_MAX;
    vn_status st = doc->options->raw ? VN_OK : vn_title_end(input->title, &doc->key, &doc->title_end, err);
    if (!st)
        st = add_run(doc, input->title, &input->title_words, true, err);
    doc->boilerplate.n = 0;
    if (!st && !doc->options->raw && !input->no_lines)
        st = vn_boilerplate_find(&doc->boilerplate, input->text, err);
    if (!st)
        st = add_run(doc, input->text, &input->words, false, err);
    if (st)
        return st;
    if (doc->tuned)
        vn_keyword_part_names(doc);
    return vn_keyword_list_candidates(doc, err);
}

void vn_keyword_document_clear(vn_keyword_document *doc)
{
    vn_arena_reset(&doc->arena);
    doc->n_words = 0;
    doc->n_tokens = 0;
    doc->n_candidates = 0;
    doc->n_grams = 0;
    doc->sentences = 0;
    doc->feature = NULL;
    doc->n_features = 0;
    doc->share = NULL;
}

void vn_keyword_document_free(vn_keyword_document *doc)
{
    vn_arena_free(&doc->arena);
    vn_keyword_lexicon_free(&doc->lexicon);
    vn_keyword_index_free(&doc->index);
    free(doc->kept);
    free(doc->logs);
    free(doc->word);
    free(doc->token);
    free(doc->candidate);
    free(doc->gram);
    vn_buf_free(&doc->key);
    vn_map_free(&doc->written);
    vn_alias_scratch_free(&doc->alias);
    vn_boilerplate_free(&doc->boilerplate);
}
