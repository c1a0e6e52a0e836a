/* The segmenter: tokens of a sentence to numbers, numbers to gap scores, the best path to words.
 *
 * Folding a token (NFC, case, tone place) and looking it up costs ten times the rest, so each segmenter remembers the
 * surface forms it has seen; nearly all tokens of news are found there. That the memory is keyed by the exact bytes makes
 * every spelling of a word (NFD, hoà, HÒA) as good as any other, at no cost. */
#include "segment.h"

#include "buf.h"
#include "confidence.h"
#include "model.h"
#include "userwords.h"
#include "vn/norm.h"

enum {
    PAD = 4,              /* cells before and after a sentence that may be read and written */
    SURFACE_MAX = 16,     /* longer tokens are folded each time */
    CACHE_BITS = 13,      /* 2^13 slots, 256 KiB */
    CACHE_SLOTS = 1 << CACHE_BITS
};

enum {
    TOKEN_OPENS = 1, /* a clause begins behind it */
    TOKEN_ALONE = 2  /* never joined: no syllable, or with an underscore, which the words field could not tell from a joint */
};

/* What the segmenter needs to know of a token, with the weights that are its own. */
typedef struct token_facts {
    int8_t unigram[VN_UNIGRAM];
    int8_t link[2];
    uint16_t id;
    uint8_t shape;
    uint8_t flags;
    uint16_t tag; /* surface_tag; 0: a free slot */
} token_facts;

typedef struct cached {
    uint64_t part[SURFACE_MAX / 8];
    token_facts facts;
} cached;

struct vn_segmenter {
    const vn_model *model;
    const vn_user_words *user;
    vn_tokenizer tokens;
    size_t cap;      /* tokens that the arrays have room for, beside PAD cells at both ends of each */
    void *block;     /* holds them all; index 0 is the first token, or the gap after it */
    token_facts *fact;
    uint64_t *hash;  /* of the n-gram that is looked up next at each token */
    uint32_t *bigram; /* vn_ngram_bits of the bigram at each token */
    int32_t *both;    /* scores of each gap for joining, in steps of the model: whatever the label before, */
    int32_t *after;   /* in addition when the gap before is joined */
    int32_t *longer; /* tokens whose next longer n-gram may be in the table */
    uint8_t *shape, *opens, *mask, *state, *label, *back;
    token_facts edge; /* before and after a sentence */
    vn_buf key;
    vn_word *word;   /* of the text so far */
    size_t n_words, word_cap;
    uint32_t sentence;
    cached *cache;   /* [CACHE_SLOTS] */
    vn_user_binder binder;
    bool judges; /* confidences are wanted */
    vn_confidence_sums sums;
    vn_gap_score *judged; /* scores of the sentence, for the confidences */
    size_t judged_cap;
};

static void take_weights(const vn_model *m, token_facts *facts)
{
    memcpy(facts->unigram, m->unigram + (size_t)facts->id * VN_UNIGRAM, sizeof facts->unigram);
    memcpy(facts->link, m->link + (size_t)facts->id * 2, sizeof facts->link);
}

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
    vn_segmenter_use_words(s, user);
    s->edge = (token_facts){.id = VN_ID_EDGE, .shape = VN_SHAPE_PUNCT};
    take_weights(model, &s->edge);
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
    vn_user_binder_free(&s->binder);
    vn_confidence_free(&s->sums);
    free(s->judged);
    free(s->word);
    free(s->cache);
    free(s);
}

void vn_segmenter_use_words(vn_segmenter *s, const vn_user_words *user)
{
    s->user = user;
}

void vn_segmenter_use_confidence(vn_segmenter *s, bool on)
{
    s->judges = on;
    vn_confidence_clear(&s->sums);
}

vn_confidences vn_segmenter_confidences(const vn_segmenter *s)
{
    return (vn_confidences){s->sums.word, s->sums.words, s->sums.sentence, s->sums.sentences};
}

/* --- tokens ------------------------------------------------------------------------------------------------ */

static vn_status make_room(vn_segmenter *s, size_t n, vn_error *err)
{
    if (n <= s->cap)
        return VN_OK;
    const size_t cap = n + n / 2 + 64;
    const size_t row = cap + 2 * PAD;
    const size_t cell = sizeof *s->fact + sizeof *s->hash + sizeof *s->both + sizeof *s->after + sizeof *s->bigram +
                        sizeof *s->longer + 6;
    free(s->block);
    s->cap = 0;
    char *at = s->block = vn_calloc(row, cell);
    if (!at)
        return vn_fail_memory(err, "a sentence");
    s->cap = cap;
    s->hash = (uint64_t *)(void *)at + PAD; /* widest first, so that each array is aligned */
    at += row * sizeof *s->hash;
    s->fact = (token_facts *)(void *)at + PAD;
    at += row * sizeof *s->fact;
    s->both = (int32_t *)(void *)at + PAD;
    at += row * sizeof *s->both;
    s->after = (int32_t *)(void *)at + PAD;
    at += row * sizeof *s->after;
    s->bigram = (uint32_t *)(void *)at + PAD;
    at += row * sizeof *s->bigram;
    s->longer = (int32_t *)(void *)at; /* a list: up to n + 1 of them */
    at += row * sizeof *s->longer;
    uint8_t **bytes[] = {&s->shape, &s->opens, &s->mask, &s->state, &s->label, &s->back};
    for (size_t i = 0; i < VN_COUNT(bytes); i++, at += row)
        *bytes[i] = (uint8_t *)at + PAD;
    return VN_OK;
}

/* Length and kind of a short token as one number, never 0. */
static inline uint16_t surface_tag(size_t len, vn_token_kind kind)
{
    return (uint16_t)(len << 8 | (unsigned)kind);
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
    take_weights(s->model, facts);
    facts->shape = (uint8_t)vn_token_shape(surface, kind);
    const bool alone = kind != VN_TOKEN_SYLLABLE || memchr(surface.ptr, '_', surface.len);
    facts->flags = (uint8_t)((alone ? TOKEN_ALONE : 0) | (vn_token_opens(surface) ? TOKEN_OPENS : 0));
    facts->tag = surface_tag(surface.len, kind);
    return VN_OK;
}

/* A short surface form as two numbers, its bytes and zeros behind them. Text enough behind the token is read at once. */
static inline void load_surface(const char *at, size_t len, size_t readable, uint64_t part[2])
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (readable >= SURFACE_MAX) {
        memcpy(part, at, SURFACE_MAX);
        const uint64_t mask = UINT64_MAX >> (8 * (-len & 7));
        part[1] = len > 8 ? part[1] & mask : 0;
        part[0] = len > 8 ? part[0] : part[0] & mask;
        return;
    }
#endif
    (void)readable;
    part[0] = part[1] = 0;
    memcpy(part, at, len);
}

static inline cached *cache_slot(cached *cache, const uint64_t part[2])
{
    const uint64_t mixed = part[0] ^ part[1] * UINT64_C(0x9e3779b97f4a7c15);
    return &cache[(mixed * UINT64_C(0xbf58476d1ce4e5b9)) >> (64 - CACHE_BITS)];
}

static vn_status look_up_new(vn_segmenter *s, const vn_token *token, cached *slot, const uint64_t part[2], token_facts *facts,
                             vn_error *err)
{
    const vn_slice surface = vn_slice_of(s->tokens.text.ptr + token->start, token->len);
    const vn_status st = look_up(s, surface, token->kind, facts, err);
    if (!st && slot)
        *slot = (cached){{part[0], part[1]}, *facts};
    return st;
}

static inline vn_status token_facts_of(vn_segmenter *s, vn_slice text, const vn_token *token, token_facts *facts,
                                       vn_error *err)
{
    if (token->len > SURFACE_MAX)
        return look_up_new(s, token, NULL, NULL, facts, err);
    uint64_t part[2];
    load_surface(text.ptr + token->start, token->len, text.len - token->start, part);
    cached *slot = cache_slot(s->cache, part);
    if (slot->part[0] != part[0] || slot->part[1] != part[1] || slot->facts.tag != surface_tag(token->len, token->kind))
        return look_up_new(s, token, slot, part, facts, err);
    *facts = slot->facts;
    return VN_OK;
}

static void clear_edges(vn_segmenter *s, size_t n)
{
    for (size_t i = 0; i < PAD; i++) {
        s->fact[-1 - (ptrdiff_t)i] = s->fact[n + i] = s->edge;
        s->shape[-1 - (ptrdiff_t)i] = s->shape[n + i] = VN_SHAPE_PUNCT;
    }
    s->opens[0] = 0;
}

/* Where n-grams are announced: the table, and the hash of the next one at each token. */
typedef struct announcer {
    const vn_bucket *table;
    uint32_t buckets;
    uint64_t *hash;
} announcer;

static inline void will_need(announcer a, ptrdiff_t k, uint64_t key)
{
    a.hash[k] = vn_ngram_hash(key);
    VN_PREFETCH(&a.table[vn_ngram_bucket(a.hash[k], a.buckets)]);
}

/* Facts, shapes and gap states of the tokeniser's sentence. Its bigrams are announced to the memory on the way. */
static vn_status load(vn_segmenter *s, vn_error *err)
{
    const vn_token *token = s->tokens.token;
    const size_t n = s->tokens.n;
    vn_status st = make_room(s, n, err);
    if (st)
        return st;
    clear_edges(s, n);
    const vn_slice text = s->tokens.text;
    const announcer announce = {s->model->bucket, s->model->buckets, s->hash};
    token_facts *fact = s->fact; /* these here, since the compiler must take any byte written for one of s */
    uint8_t *shape = s->shape, *opens = s->opens, *state = s->state;
    unsigned left = TOKEN_ALONE;
    for (size_t i = 0; i < n; i++) {
        st = token_facts_of(s, text, &token[i], &fact[i], err);
        if (st)
            return st;
        will_need(announce, (ptrdiff_t)i - 1, vn_key2(fact[(ptrdiff_t)i - 1].id, fact[i].id));
        shape[i] = fact[i].shape;
        opens[i + 1] = fact[i].flags & TOKEN_OPENS;
        const unsigned bound = ((left | fact[i].flags) & TOKEN_ALONE) | (token[i].flags & VN_TOKEN_GLUED);
        state[(ptrdiff_t)i - 1] = bound ? VN_GAP_SPLIT : VN_GAP_FREE;
        left = fact[i].flags;
    }
    will_need(announce, (ptrdiff_t)n - 1, vn_key2(fact[n - 1].id, VN_ID_EDGE));
    state[n - 1] = VN_GAP_SPLIT;
    vn_shapes_settle(shape, opens, n);
    return VN_OK;
}

/* --- scores ------------------------------------------------------------------------------------------------ */

/* Each n-gram of the sentence hands its weights to the gaps around it; EDGE stands at -1 and n. The table is larger than
 * the caches near the core, so every look-up is announced a whole pass before it is made: bigrams while the tokens are
 * loaded, trigrams that a bigram says may exist, then fourgrams. What is not there has weights of 0, which costs less than
 * a branch that cannot be foreseen. Gives how many longer n-grams were announced; s->longer lists their tokens. */
static size_t find_bigrams(vn_segmenter *s, ptrdiff_t n)
{
    const announcer a = {s->model->bucket, s->model->buckets, s->hash};
    const token_facts *fact = s->fact;
    uint32_t *bigram = s->bigram;
    int32_t *longer = s->longer;
    size_t listed = 0;
    bigram[-2] = bigram[n] = 0;
    for (ptrdiff_t k = -1; k < n; k++) {
        const vn_ngram two = vn_ngram_find(a.table, a.buckets, a.hash[k]);
        bigram[k] = vn_ngram_bits(two);
        if (k + 2 > n || !(two.flags & vn_ngram_follower(fact[k + 2].id)))
            continue;
        will_need(a, k, vn_key3(fact[k].id, fact[k + 1].id, fact[k + 2].id));
        longer[listed++] = (int32_t)k;
    }
    return listed;
}

/* Scores and masks of the gaps -1 to n - 1 from the bigrams that end, surround and begin at their tokens: a loop that
 * compilers turn into vector instructions. */
static void add_bigrams(const uint32_t *bigram, ptrdiff_t n, int32_t *restrict both, int32_t *restrict after,
                        uint8_t *restrict mask)
{
    enum { word = 25 }; /* bit of VN_NGRAM_WORD in vn_ngram_bits */
    for (ptrdiff_t g = -1; g < n; g++) {
        const uint32_t left = bigram[g - 1], middle = bigram[g], right = bigram[g + 1];
        both[g] = ((int32_t)(left << 8) >> 24) + ((int32_t)(middle << 16) >> 24) + ((int32_t)(right << 24) >> 24);
        after[g] = 0;
        mask[g] = (uint8_t)((middle >> word & 1) | (left >> word & 1) << 6 | (right >> word & 1) << 7); /* vn_mask_word */
    }
}

static size_t add_trigrams(vn_segmenter *s, ptrdiff_t n, size_t listed)
{
    const announcer a = {s->model->bucket, s->model->buckets, s->hash};
    const token_facts *fact = s->fact;
    int32_t *both = s->both, *after = s->after, *longer = s->longer;
    uint8_t *mask = s->mask;
    size_t longest = 0;
    for (size_t i = 0; i < listed; i++) {
        const ptrdiff_t k = longer[i];
        const vn_ngram three = vn_ngram_find(a.table, a.buckets, a.hash[k]);
        both[k] += three.weight[0];
        both[k + 1] += three.weight[1];
        after[k + 1] += three.weight[2];
        vn_mask_word(mask, k, 3, three.flags);
        if (k + 3 > n || !(three.flags & vn_ngram_follower(fact[k + 3].id)))
            continue;
        will_need(a, k, vn_key4(fact[k].id, fact[k + 1].id, fact[k + 2].id, fact[k + 3].id));
        longer[longest++] = (int32_t)k;
    }
    return longest;
}

static void add_fourgrams(vn_segmenter *s, size_t listed)
{
    for (size_t i = 0; i < listed; i++) {
        const ptrdiff_t k = s->longer[i];
        const vn_ngram four = vn_ngram_find(s->model->bucket, s->model->buckets, s->hash[k]);
        s->both[k + 1] += four.weight[0];
        vn_mask_word(s->mask, k, 4, four.flags);
    }
}

/* What the tokens themselves and their shapes say of each free gap. */
static void add_tokens(vn_segmenter *s, size_t gaps)
{
    const int8_t *cased = s->model->cased;
    const int16_t *shapes = s->model->shape;
    const uint8_t *shape = s->shape, *state = s->state;
    int32_t *both = s->both;
    for (size_t g = 0; g < gaps; g++) {
        if (state[g] != VN_GAP_FREE)
            continue;
        const token_facts *c = s->fact + g;
        const uint32_t pair = vn_shape_pair(shape + g);
        both[g] += c[-1].unigram[0] + c[0].unigram[1] + c[1].unigram[2] + c[2].unigram[3] +
                   cased[(size_t)c[0].id * VN_CASED + pair] + cased[(size_t)c[1].id * VN_CASED + 16 + pair] +
                   shapes[vn_shape_cell(shape + g)];
    }
}

/* join[b]: how much better joining gap g is than splitting it, when the label before is b. */
static inline void join_scores(const vn_segmenter *s, size_t g, int32_t join[2])
{
    const vn_model *m = s->model;
    const uint32_t class = vn_pair_class(vn_shape_pair(s->shape + g));
    const int16_t *lexicon = m->lexicon + ((size_t)class * VN_MASKS + s->mask[g]) * 2;
    const int8_t *link = s->fact[g].link;
    join[0] = s->both[g] + lexicon[0] + link[0] + m->chain[0];
    join[1] = s->both[g] + lexicon[1] + link[1] + m->chain[1] + s->after[g];
}

/* Viterbi over the gaps. `ahead` is the score of the best path that ends in a join, less that of the best that ends in a
 * split; a label that a gap cannot have stands FAR behind, which integers bear without losing anything. */
static void best_path(vn_segmenter *s, size_t gaps)
{
    enum { FAR = 1 << 28 };
    const uint8_t *state = s->state;
    uint8_t *back = s->back, *label = s->label;
    int32_t ahead = -FAR;
    for (size_t g = 0; g < gaps; g++) {
        const bool split_from_join = ahead > 0;
        if (state[g] == VN_GAP_SPLIT) {
            back[g] = split_from_join;
            ahead = -FAR;
            continue;
        }
        int32_t join[2];
        join_scores(s, g, join);
        const bool join_from_join = ahead + join[1] > join[0];
        back[g] = (uint8_t)(split_from_join | join_from_join << 1);
        const int32_t joined = join_from_join ? ahead + join[1] : join[0];
        ahead = state[g] == VN_GAP_FREE ? joined - (split_from_join ? ahead : 0) : FAR;
    }
    uint8_t y = ahead > 0;
    label[gaps] = 0;
    for (size_t g = gaps; g-- > 0;) {
        label[g] = y;
        y = back[g] >> y & 1;
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
    const uint8_t *label = s->label;
    if (!vn_grow((void **)&s->word, &s->word_cap, s->n_words + n, sizeof *s->word))
        return vn_fail_memory(err, "words");
    vn_word *word = s->word + s->n_words;
    for (size_t i = 0; i < n; word++) {
        const size_t first = i;
        while (label[i]) /* the last label is a split */
            i++;
        const size_t parts = ++i - first;
        *word = (vn_word){.start = token[first].start,
                          .len = token[i - 1].start + token[i - 1].len - token[first].start,
                          .sentence = s->sentence,
                          .kind = (uint8_t)(parts > 1 ? VN_WORD_WORD : word_kind(token[first].kind)),
                          .parts = (uint8_t)(parts < 255 ? parts : 255)};
    }
    s->n_words = (size_t)(word - s->word);
    s->sentence++;
    return VN_OK;
}

/* What user words favour, added to the scores. */
static void add_weights(vn_segmenter *s, size_t gaps)
{
    const int64_t unit = s->model->chain[2];
    for (size_t g = 0; g < gaps; g++) {
        const int64_t weight = s->binder.weight[g] * unit;
        s->both[g] += (int32_t)((weight + (weight < 0 ? -1 : 1) * VN_USER_WEIGHT_ONE / 2) / VN_USER_WEIGHT_ONE);
    }
}

/* Computed once more from the sums that the best path was taken over: only who asks for confidences pays for them. */
static vn_status judge(vn_segmenter *s, size_t gaps, vn_error *err)
{
    if (!vn_grow((void **)&s->judged, &s->judged_cap, gaps + 1, sizeof *s->judged))
        return vn_fail_memory(err, "confidences");
    for (size_t g = 0; g < gaps; g++)
        if (s->state[g] != VN_GAP_SPLIT)
            join_scores(s, g, s->judged[g].join);
    return vn_confidence_add(&s->sums, s->judged, s->state, s->label, gaps,
                             s->model->chain[2] * VN_CONFIDENCE_TEMPERATURE, err);
}

/* Words of the sentence that the tokeniser holds. */
static vn_status segment_sentence(vn_segmenter *s, vn_error *err)
{
    const ptrdiff_t n = (ptrdiff_t)s->tokens.n;
    const size_t gaps = s->tokens.n - 1;
    bool weighed = false;
    vn_status st = load(s, err);
    if (!st && s->user)
        st = vn_user_bind(&s->binder, s->user, &s->tokens, s->state, &weighed, err);
    if (st)
        return st;
    size_t longer = find_bigrams(s, n);
    add_bigrams(s->bigram, n, s->both, s->after, s->mask);
    add_tokens(s, gaps);
    longer = add_trigrams(s, n, longer);
    add_fourgrams(s, longer);
    if (weighed)
        add_weights(s, gaps);
    best_path(s, gaps);
    if (s->judges)
        st = judge(s, gaps, err);
    return st ? st : add_words(s, err);
}

static vn_status next_sentence(vn_segmenter *s, vn_error *err)
{
    const vn_status st = vn_tokenizer_next(&s->tokens, err);
    return st || !s->user ? st : vn_user_mend_sentence(&s->binder, s->user, &s->tokens, err);
}

vn_status vn_segment_each(vn_segmenter *s, vn_slice text, vn_sentence_fn *each, void *context, vn_error *err)
{
    vn_status st;
    s->sentence = 0;
    vn_tokenizer_begin(&s->tokens, text);
    while (!(st = next_sentence(s, err))) {
        s->n_words = 0;
        vn_confidence_clear(&s->sums);
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
    vn_confidence_clear(&s->sums);
    vn_tokenizer_begin(&s->tokens, text);
    while (!(st = next_sentence(s, err)))
        if ((st = segment_sentence(s, err)))
            return st;
    if (st != VN_DONE)
        return st;
    *words = (vn_words){s->word, s->n_words, s->sentence};
    return VN_OK;
}
