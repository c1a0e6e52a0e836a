/* YAKE: Campos, Mangaravite, Pasquali, Jorge, Nunes & Jatowt (2020), "YAKE! Keyword extraction from single documents using
 * multiple local features". Lower is better. */
#include "keyword.h"

#include <math.h>

/* What is counted about a word. Neighbours are the words beside it with no punctuation between. */
typedef struct feature {
    double tf;
    double acronyms;
    double capitals; /* not at the beginning of a sentence */
    double left;     /* left neighbours, and the distinct ones among them */
    double left_distinct;
    double right;
    double right_distinct;
    uint32_t sentences;     /* distinct sentences */
    uint32_t sentence_begin; /* where they stand in yake.sentence */
    uint32_t last_sentence; /* + 1 */
    bool stop;
    double score; /* S */
} feature;

typedef struct yake {
    vn_keyword_document *doc;
    feature *word;      /* [doc->n_words] */
    uint32_t *sentence; /* [sum of word[].sentences] ascending for each word */
    vn_map pairs;       /* left word, right word */
    double *pair_count; /* [pairs.n] */
} yake;

static bool is_word(const vn_keyword_token *t)
{
    return t->word != VN_MAP_NONE && !t->number;
}

static bool are_neighbours(const vn_keyword_document *doc, size_t left)
{
    return vn_keyword_adjacent(doc, left) && is_word(&doc->token[left]) && is_word(&doc->token[left + 1]);
}

static uint32_t add_pair(yake *y, uint32_t left, uint32_t right)
{
    const uint32_t key[2] = {left, right};
    return vn_map_add(&y->pairs, vn_slice_of((const char *)key, sizeof key));
}

static double pair_count(const yake *y, uint32_t left, uint32_t right)
{
    const uint32_t key[2] = {left, right};
    const uint32_t number = vn_map_find(&y->pairs, vn_slice_of((const char *)key, sizeof key));
    return number == VN_MAP_NONE ? 0 : y->pair_count[number];
}

static void count_words(yake *y)
{
    for (size_t i = 0; i < y->doc->n_tokens; i++) {
        const vn_keyword_token *t = &y->doc->token[i];
        if (!is_word(t))
            continue;
        feature *f = &y->word[t->word];
        f->tf++;
        f->stop = t->stop;
        f->acronyms += (t->letter_case & VN_CASE_ALL) != 0;
        f->capitals += (t->letter_case & VN_CASE_INITIAL) && !t->begins;
        f->sentences += f->last_sentence != t->sentence + 1;
        f->last_sentence = t->sentence + 1;
    }
}

static void list_sentences(yake *y)
{
    uint32_t begin = 0;
    for (size_t w = 0; w < y->doc->n_words; w++) {
        y->word[w].sentence_begin = begin;
        begin += y->word[w].sentences;
        y->word[w].sentences = 0;
        y->word[w].last_sentence = 0;
    }
    for (size_t i = 0; i < y->doc->n_tokens; i++) {
        const vn_keyword_token *t = &y->doc->token[i];
        if (!is_word(t) || y->word[t->word].last_sentence == t->sentence + 1)
            continue;
        feature *f = &y->word[t->word];
        y->sentence[f->sentence_begin + f->sentences++] = t->sentence;
        f->last_sentence = t->sentence + 1;
    }
}

static vn_status count_neighbours(yake *y, vn_error *err)
{
    for (size_t i = 0; i + 1 < y->doc->n_tokens; i++) {
        if (!are_neighbours(y->doc, i))
            continue;
        const uint32_t left = y->doc->token[i].word;
        const uint32_t right = y->doc->token[i + 1].word;
        const size_t known = y->pairs.n;
        const uint32_t pair = add_pair(y, left, right);
        if (pair == VN_MAP_NONE)
            return vn_fail_memory(err, "the neighbours of words");
        if (pair == known)
            y->pair_count[pair] = 0;
        y->pair_count[pair]++;
        y->word[left].right++;
        y->word[left].right_distinct += pair == known;
        y->word[right].left++;
        y->word[right].left_distinct += pair == known;
    }
    return VN_OK;
}

static double median(const uint32_t *item, size_t n)
{
    return ((double)item[(n - 1) / 2] + (double)item[n / 2]) / 2;
}

static double share(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

/* The frequencies against which a word's is held. */
typedef struct scale {
    double usual; /* mean + standard deviation over words that are no stop words */
    double max;
} scale;

static scale measure_frequencies(const yake *y)
{
    scale s = {0, 0};
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (size_t w = 0; w < y->doc->n_words; w++) {
        const feature *f = &y->word[w];
        s.max = fmax(s.max, f->tf);
        if (f->stop || f->tf == 0)
            continue;
        n++;
        sum += f->tf;
        squares += f->tf * f->tf;
    }
    const double mean = share(sum, n);
    s.usual = mean + sqrt(fmax(0, share(squares, n) - mean * mean));
    return s;
}

/* S = Rel * Pos / (Case + Freq / Rel + Spread / Rel). */
static void score_words(yake *y)
{
    const scale s = measure_frequencies(y);
    for (size_t w = 0; w < y->doc->n_words; w++) {
        feature *f = &y->word[w];
        if (f->tf == 0)
            continue;
        const double letter_case = fmax(f->acronyms, f->capitals) / (1 + log(f->tf));
        const double position = log(log(3 + median(y->sentence + f->sentence_begin, f->sentences)));
        const double frequency = share(f->tf, s.usual);
        const double related = 1 + (share(f->left_distinct, f->left) + share(f->right_distinct, f->right)) * f->tf / s.max;
        const double spread = (double)f->sentences / (double)y->doc->sentences;
        f->score = related * position / (letter_case + frequency / related + spread / related);
    }
}

/* Chance that the stop word stands here, given the word on either side. */
static double stop_chance(const yake *y, size_t token)
{
    const vn_keyword_token *t = &y->doc->token[token];
    const double before = pair_count(y, t[-1].word, t[0].word) / y->word[t[-1].word].tf;
    const double after = pair_count(y, t[0].word, t[1].word) / y->word[t[1].word].tf;
    return before * after;
}

/* Product of S / (tf * (1 + sum of S)); a stop word, which can only be an inner one, works through its chance. */
static void score_phrase(const yake *y, vn_keyword_candidate *c)
{
    double product = 1;
    double sum = 0;
    for (size_t i = c->token; i < c->token + (size_t)c->words; i++) {
        const vn_keyword_token *t = &y->doc->token[i];
        if (!is_word(t)) {
            c->alive = false;
            return;
        }
        const double p = t->stop ? stop_chance(y, i) : 0;
        product *= t->stop ? 2 - p : y->word[t->word].score;
        sum += t->stop ? -(1 - p) : y->word[t->word].score;
    }
    c->score = product / (c->count * (1 + sum));
}

vn_status vn_keyword_yake(vn_keyword_document *doc, vn_error *err)
{
    yake y = {.doc = doc};
    y.word = vn_arena_alloc(&doc->arena, doc->n_words, sizeof *y.word);
    y.sentence = vn_arena_alloc(&doc->arena, doc->n_tokens, sizeof *y.sentence);
    y.pair_count = vn_arena_alloc(&doc->arena, doc->n_tokens, sizeof *y.pair_count);
    if (!y.word || !y.sentence || !y.pair_count)
        return vn_fail_memory(err, "the words of a document");
    memset(y.word, 0, doc->n_words * sizeof *y.word);
    count_words(&y);
    list_sentences(&y);
    const vn_status st = count_neighbours(&y, err);
    if (!st)
        score_words(&y);
    for (size_t c = 0; !st && c < doc->n_candidates; c++)
        score_phrase(&y, &doc->candidate[c]);
    vn_map_free(&y.pairs);
    return st;
}
