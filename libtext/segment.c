/* The segmenter: tokens of a sentence to numbers, numbers to gap scores, the best path to words.
 *
 * Folding a token (NFC, case, tone place) and looking it up costs ten times the rest, so each segmenter remembers the
 * surface forms it has seen; nearly all tokens of news are found there. That the memory is keyed by the exact bytes makes
 * every spelling of a word (NFD, hoà, HÒA) as good as any other, at no cost. */
#include "model.h"

#include "buf.h"
#include "map.h"
#include "userwords.h"
#include "vn/norm.h"

enum {
    PAD = 4,              /* cells before and after a sentence that may be read and written */
    SURFACE_MAX = 24,     /* longer tokens are folded each time */
    CACHE_BITS = 13,      /* 2^13 slots, 320 KiB */
    CACHE_SLOTS = 1 << CACHE_BITS
};

/* What the segmenter needs to know of a token. */
typedef struct token_facts {
    uint32_t user; /* number among the user words' tokens */
    uint16_t id;
    uint8_t shape;
    bool opens;
    bool alone; /* never joined: it holds an underscore, which could not be told from a joint in the words field */
} token_facts;

typedef struct cached {
    uint64_t part[SURFACE_MAX / 8];
    token_facts facts;
    uint8_t len; /* 0: free */
    uint8_t kind;
} cached;

typedef enum gap_state { GAP_FREE, GAP_SPLIT, GAP_JOIN } gap_state;

/* Scores of a gap for joining, in steps of the model. */
typedef struct gap_score {
    int32_t both;       /* whatever the label before */
    int32_t after_join; /* in addition when the gap before is joined */
} gap_score;

struct vn_segmenter {
    const vn_model *model;
    const vn_user_words *user;
    vn_tokenizer tokens;
    size_t cap;      /* tokens that the arrays have room for, beside PAD cells at both ends of each */
    void *block;     /* holds them all; index 0 is the first token, or the gap after it */
    uint32_t *number; /* user word numbers */
    uint64_t *hash;  /* of the n-gram that is looked up next at each token */
    gap_score *score;
    int32_t *longer; /* tokens whose next longer n-gram may be in the table */
    uint16_t *id;
    uint8_t *shape, *opens, *mask, *state, *label, *back;
    vn_buf key;
    vn_word *word;   /* of the text so far */
    size_t n_words, word_cap;
    uint32_t sentence;
    cached *cache;   /* [CACHE_SLOTS] */
};

vn_status vn_segmenter_new(vn_segmenter **out, const vn_model *model, const vn_user_words *user, vn_error *err)
{
    vn_segmenter *s = vn_calloc(1, sizeof *s);
    if (s)
        s->cache = vn_calloc(CACHE_SLOTS, sizeof *s->cache);
    if (!s || !s->cache) {
        free(s);
        return vn_fail_memory(err, "a segmenter");
    }
    s->model = model;
    s->user = user;
    *out = s;
    return VN_OK;
}

void vn_segmenter_free(vn_segmenter *s)
{
    if (!s)
        return;
    vn_tokenizer_free(&s->tokens);
    free(s->block);
    vn_buf_free(&s->key);
    free(s->word);
    free(s->cache);
    free(s);
}

/* --- tokens ------------------------------------------------------------------------------------------------ */

static vn_status make_room(vn_segmenter *s, size_t n, vn_error *err)
{
    if (n <= s->cap)
        return VN_OK;
    const size_t cap = n + n / 2 + 64;
    const size_t row = cap + 2 * PAD;
    const size_t cell = sizeof *s->hash + sizeof *s->score + sizeof *s->longer + sizeof *s->number + sizeof *s->id + 6;
    free(s->block);
    s->cap = 0;
    char *at = s->block = vn_calloc(row, cell);
    if (!at)
        return vn_fail_memory(err, "a sentence");
    s->cap = cap;
    s->hash = (uint64_t *)(void *)at + PAD; /* widest first, so that each array is aligned */
    at += row * sizeof *s->hash;
    s->score = (gap_score *)(void *)at + PAD;
    at += row * sizeof *s->score;
    s->longer = (int32_t *)(void *)at; /* a list: up to n + 1 of them */
    at += row * sizeof *s->longer;
    s->number = (uint32_t *)(void *)at + PAD;
    at += row * sizeof *s->number;
    s->id = (uint16_t *)(void *)at + PAD;
    at += row * sizeof *s->id;
    uint8_t **bytes[] = {&s->shape, &s->opens, &s->mask, &s->state, &s->label, &s->back};
    for (size_t i = 0; i < VN_COUNT(bytes); i++, at += row)
        *bytes[i] = (uint8_t *)at + PAD;
    return VN_OK;
}

static vn_status look_up(vn_segmenter *s, vn_slice surface, vn_token_kind kind, token_facts *facts, vn_error *err)
{
    s->key.len = 0;
    const vn_status st = vn_token_key(surface, kind, &s->key, err);
    if (st)
        return st;
    const vn_slice key = vn_slice_of(s->key.ptr, s->key.len);
    const uint32_t id = key.len ? vn_model_find(s->model, key) : 0;
    facts->id = (uint16_t)(id ? id : vn_token_unknown(key, kind));
    facts->shape = (uint8_t)vn_token_shape(surface, kind);
    facts->opens = vn_token_opens(surface);
    facts->alone = memchr(surface.ptr, '_', surface.len) != NULL;
    facts->user = VN_MAP_NONE;
    if (!s->user)
        return VN_OK;
    s->key.len = 0; /* user words are not shortened as numbers and links are */
    const vn_status folded = vn_fold(surface, &s->key, err);
    if (!folded)
        facts->user = vn_user_words_token(s->user, vn_slice_of(s->key.ptr, s->key.len));
    return folded;
}

/* A short surface form as three numbers, its bytes and zeros behind them. Text enough behind the token is read at once. */
static inline void load_surface(const char *at, size_t len, size_t readable, uint64_t part[3])
{
    if (readable < SURFACE_MAX || len == 0) {
        part[0] = part[1] = part[2] = 0;
        memcpy(part, at, len);
        return;
    }
    memcpy(part, at, SURFACE_MAX);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    const uint64_t mask = UINT64_MAX >> (8 * (7 - (len - 1) % 8));
    part[2] = len > 16 ? part[2] & mask : 0;
    part[1] = len > 16 ? part[1] : (len > 8 ? part[1] & mask : 0);
    part[0] = len > 8 ? part[0] : part[0] & mask;
#else
    memset((char *)part + len, 0, SURFACE_MAX - len);
#endif
}

static inline cached *cache_slot(vn_segmenter *s, const uint64_t part[3])
{
    const uint64_t mixed = part[0] ^ part[1] * UINT64_C(0x9e3779b97f4a7c15) ^ part[2] << 1;
    return &s->cache[(mixed * UINT64_C(0xbf58476d1ce4e5b9)) >> (64 - CACHE_BITS)];
}

static vn_status token_facts_of(vn_segmenter *s, const vn_token *token, token_facts *facts, vn_error *err)
{
    const vn_slice text = s->tokens.text;
    const vn_slice surface = vn_slice_of(text.ptr + token->start, token->len);
    if (surface.len > SURFACE_MAX)
        return look_up(s, surface, token->kind, facts, err);
    uint64_t part[3];
    load_surface(surface.ptr, surface.len, text.len - token->start, part);
    cached *c = cache_slot(s, part);
    if (c->part[0] == part[0] && c->part[1] == part[1] && c->part[2] == part[2] && c->kind == token->kind &&
        c->len == surface.len) {
        *facts = c->facts;
        return VN_OK;
    }
    const vn_status st = look_up(s, surface, token->kind, facts, err);
    if (!st)
        *c = (cached){{part[0], part[1], part[2]}, *facts, (uint8_t)surface.len, token->kind};
    return st;
}

static void clear_edges(vn_segmenter *s, size_t n)
{
    for (size_t i = 0; i < PAD; i++) {
        s->id[-1 - (ptrdiff_t)i] = s->id[n + i] = VN_ID_EDGE;
        s->shape[-1 - (ptrdiff_t)i] = s->shape[n + i] = VN_SHAPE_PUNCT;
    }
    memset(s->mask - PAD, 0, n + 2 * PAD);
    memset(s->score - PAD, 0, (n + 2 * PAD) * sizeof *s->score);
    s->opens[0] = 0;
}

/* Numbers, shapes and gap states of the tokeniser's sentence. */
static vn_status load(vn_segmenter *s, vn_error *err)
{
    const vn_token *token = s->tokens.token;
    const size_t n = s->tokens.n;
    vn_status st = make_room(s, n, err);
    if (st)
        return st;
    clear_edges(s, n);
    bool alone = true;
    for (size_t i = 0; i < n; i++) {
        token_facts facts;
        st = token_facts_of(s, &token[i], &facts, err);
        if (st)
            return st;
        s->id[i] = facts.id;
        s->shape[i] = facts.shape;
        s->number[i] = facts.user;
        s->opens[i + 1] = facts.opens;
        s->state[i] = GAP_SPLIT;
        facts.alone = facts.alone || token[i].kind != VN_TOKEN_SYLLABLE;
        if (!alone && !facts.alone && !(token[i].flags & VN_TOKEN_GLUED))
            s->state[i - 1] = GAP_FREE;
        alone = facts.alone;
    }
    vn_shapes_settle(s->shape, s->opens, n);
    return VN_OK;
}

/* User words bind their gaps: the longest word from the left, none inside another. */
static void bind_user_words(vn_segmenter *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        const size_t length = vn_user_words_match(s->user, s->number + i, n - i);
        if (!length) {
            i++;
            continue;
        }
        if (i)
            s->state[i - 1] = GAP_SPLIT;
        for (size_t g = i; g + 1 < i + length; g++)
            s->state[g] = GAP_JOIN;
        s->state[i + length - 1] = GAP_SPLIT;
        i += length;
    }
}

/* --- scores ------------------------------------------------------------------------------------------------ */

static void add_four(vn_segmenter *s, const vn_ngram *four, ptrdiff_t k)
{
    s->score[k + 1].both += four->weight[0];
    if (four->flags & VN_NGRAM_WORD)
        vn_mask_word(s->mask, k, 4);
}

static void add_three(vn_segmenter *s, const vn_ngram *three, ptrdiff_t k)
{
    s->score[k].both += three->weight[0];
    s->score[k + 1].both += three->weight[1];
    s->score[k + 1].after_join += three->weight[2];
    if (three->flags & VN_NGRAM_WORD)
        vn_mask_word(s->mask, k, 3);
}

static void add_two(vn_segmenter *s, const vn_ngram *two, ptrdiff_t k)
{
    s->score[k - 1].both += two->weight[0];
    s->score[k].both += two->weight[1];
    s->score[k + 1].both += two->weight[2];
    if (two->flags & VN_NGRAM_WORD)
        vn_mask_word(s->mask, k, 2);
}

static void will_need(vn_segmenter *s, ptrdiff_t k, uint64_t key)
{
    s->hash[k] = vn_mix(key);
    VN_PREFETCH(&s->model->bucket[vn_ngram_bucket(s->hash[k], s->model->buckets)]);
}

/* Each n-gram of the sentence hands its weights to the gaps around it; EDGE stands at -1 and n. The table is larger than
 * the caches near the core, so every look-up is announced a whole pass before it is made: bigrams, then the trigrams
 * that a bigram says may exist, then the fourgrams. */
static void add_ngrams(vn_segmenter *s, ptrdiff_t n)
{
    const vn_model *m = s->model;
    for (ptrdiff_t k = -1; k < n; k++)
        will_need(s, k, vn_key2(s->id[k], s->id[k + 1]));
    size_t longer = 0;
    for (ptrdiff_t k = -1; k < n; k++) {
        const vn_ngram *two = vn_ngram_find(m->bucket, m->buckets, s->hash[k]);
        if (!two)
            continue;
        add_two(s, two, k);
        if (!(two->flags & VN_NGRAM_LONGER) || k + 2 > n)
            continue;
        will_need(s, k, vn_key3(s->id[k], s->id[k + 1], s->id[k + 2]));
        s->longer[longer++] = (int32_t)k;
    }
    size_t longest = 0;
    for (size_t i = 0; i < longer; i++) {
        const ptrdiff_t k = s->longer[i];
        const vn_ngram *three = vn_ngram_find(m->bucket, m->buckets, s->hash[k]);
        if (!three)
            continue;
        add_three(s, three, k);
        if (!(three->flags & VN_NGRAM_LONGER) || k + 3 > n)
            continue;
        will_need(s, k, vn_key4(s->id[k], s->id[k + 1], s->id[k + 2], s->id[k + 3]));
        s->longer[longest++] = (int32_t)k;
    }
    for (size_t i = 0; i < longest; i++) {
        const ptrdiff_t k = s->longer[i];
        const vn_ngram *four = vn_ngram_find(m->bucket, m->buckets, s->hash[k]);
        if (four)
            add_four(s, four, k);
    }
}

/* join[b]: how much better joining gap g is than splitting it, when the label before is b. */
static inline void join_scores(const vn_segmenter *s, size_t g, int32_t join[2])
{
    const vn_model *m = s->model;
    const uint16_t *c = s->id + g;
    const uint32_t pair = vn_shape_pair(s->shape + g);
    const int16_t *lexicon = m->lexicon + ((size_t)vn_pair_class(pair) * VN_MASKS + s->mask[g]) * 2;
    const int8_t *link = m->link + (size_t)c[0] * 2;
    const int32_t both = s->score[g].both + m->unigram[(ptrdiff_t)c[-1] * VN_UNIGRAM] +
                         m->unigram[(size_t)c[0] * VN_UNIGRAM + 1] + m->unigram[(size_t)c[1] * VN_UNIGRAM + 2] +
                         m->unigram[(size_t)c[2] * VN_UNIGRAM + 3] + m->cased[(size_t)c[0] * VN_CASED + pair] +
                         m->cased[(size_t)c[1] * VN_CASED + 16 + pair] + m->shape[vn_shape_cell(s->shape + g)];
    join[0] = both + lexicon[0] + link[0] + m->chain[0];
    join[1] = both + lexicon[1] + link[1] + m->chain[1] + s->score[g].after_join;
}

/* Viterbi over the gaps. `ahead` is the score of the best path that ends in a join, less that of the best that ends in a
 * split; a label that a gap cannot have stands FAR behind, which integers bear without losing anything. */
static void best_path(vn_segmenter *s, size_t gaps)
{
    enum { FAR = 1 << 28 };
    int32_t ahead = -FAR;
    for (size_t g = 0; g < gaps; g++) {
        int32_t join[2] = {0, 0};
        if (s->state[g] != GAP_SPLIT)
            join_scores(s, g, join);
        const bool split_from_join = ahead > 0;
        const bool join_from_join = ahead + join[1] > join[0];
        s->back[g] = (uint8_t)(split_from_join | join_from_join << 1);
        const int32_t split = split_from_join ? ahead : 0;
        const int32_t joined = join_from_join ? ahead + join[1] : join[0];
        ahead = s->state[g] == GAP_FREE ? joined - split : (s->state[g] == GAP_SPLIT ? -FAR : FAR);
    }
    uint8_t y = ahead > 0;
    for (size_t g = gaps; g-- > 0;) {
        s->label[g] = y;
        y = (uint8_t)(s->back[g] >> y & 1);
    }
}

/* --- words ------------------------------------------------------------------------------------------------- */

static vn_word_kind word_kind(uint8_t token_kind)
{
    static const vn_word_kind kind_of[] = {[VN_TOKEN_SYLLABLE] = VN_WORD_WORD, [VN_TOKEN_NUMBER] = VN_WORD_NUMBER,
                                           [VN_TOKEN_LINK] = VN_WORD_LINK, [VN_TOKEN_PUNCT] = VN_WORD_PUNCT};
    return kind_of[token_kind];
}

static vn_status add_words(vn_segmenter *s, vn_error *err)
{
    const vn_token *token = s->tokens.token;
    const size_t n = s->tokens.n;
    if (!vn_grow((void **)&s->word, &s->word_cap, s->n_words + n, sizeof *s->word))
        return vn_fail_memory(err, "words");
    for (size_t i = 0; i < n;) {
        size_t last = i;
        while (last + 1 < n && s->label[last])
            last++;
        const size_t parts = last - i + 1;
        s->word[s->n_words++] = (vn_word){
            .start = token[i].start,
            .len = token[last].start + token[last].len - token[i].start,
            .sentence = s->sentence,
            .kind = (uint8_t)(parts > 1 ? VN_WORD_WORD : word_kind(token[i].kind)),
            .parts = (uint8_t)(parts < 255 ? parts : 255)};
        i = last + 1;
    }
    s->sentence++;
    return VN_OK;
}

/* Words of the sentence that the tokeniser holds. */
static vn_status segment_sentence(vn_segmenter *s, vn_error *err)
{
    const vn_status st = load(s, err);
    if (st)
        return st;
    if (s->user)
        bind_user_words(s, s->tokens.n);
    add_ngrams(s, (ptrdiff_t)s->tokens.n);
    best_path(s, s->tokens.n - 1);
    return add_words(s, err);
}

vn_status vn_segment_each(vn_segmenter *s, vn_slice text, vn_sentence_fn *each, void *context, vn_error *err)
{
    vn_status st;
    s->sentence = 0;
    vn_tokenizer_begin(&s->tokens, text);
    while (!(st = vn_tokenizer_next(&s->tokens, err))) {
        s->n_words = 0;
        st = segment_sentence(s, err);
        if (!st)
            st = each(context, s->word, s->n_words, err);
        if (st)
            return st;
    }
    return st == VN_DONE ? VN_OK : st;
}

vn_status vn_segment(vn_segmenter *s, vn_slice text, vn_words *words, vn_error *err)
{
    vn_status st;
    s->sentence = 0;
    s->n_words = 0;
    vn_tokenizer_begin(&s->tokens, text);
    while (!(st = vn_tokenizer_next(&s->tokens, err)))
        if ((st = segment_sentence(s, err)))
            return st;
    if (st != VN_DONE)
        return st;
    *words = (vn_words){s->word, s->n_words, s->sentence};
    return VN_OK;
}
