/* Entries lie in a map from the folded phrase, with a space for white space between letters, to rules. Every beginning of a
 * phrase at which a token may end is in it too, so that a search goes on only while it may still succeed. A phrase is
 * compared as letters and not as tokens: which tokens a text is cut into depends on what stands around them. */
#include "userwords.h"

#include "buf.h"
#include "map.h"
#include "norm.h"

#define NONE UINT32_MAX

enum {
    ALWAYS = INT32_MAX, /* weight of an entry that binds */
    SHORT = 24,         /* longer tokens are folded each time */
    CACHE_BITS = 12,
    FIRST_BITS = 16
};

/* What an entry says. */
typedef struct rule {
    uint32_t next;     /* of the same key, or NONE */
    int32_t weight;    /* in thousandths of a nat, or ALWAYS */
    uint32_t cut;      /* its first in `cut` */
    uint32_t cuts;
    uint32_t spelling; /* where its letters stand in `spelling`, or NONE: any case, any tone place */
    uint32_t len;
} rule;

/* An entry while its line is read. */
typedef struct entry {
    vn_buf key;      /* folded */
    vn_buf spelling; /* NFC */
    vn_buf piece;
    bool exact;
    int32_t weight;
    size_t tokens;
    size_t cuts;
    uint32_t cut[VN_USER_WORD_TOKENS]; /* bytes of the key before the border */
    uint32_t end[VN_USER_WORD_TOKENS]; /* of each token in the key */
} entry;

struct vn_user_words {
    vn_map path;
    uint32_t *first; /* [path.n] rule of a whole phrase, NONE for a mere beginning */
    size_t first_cap;
    rule *rule; /* [rules] */
    size_t rules, rule_cap;
    uint32_t *cut; /* [cuts] */
    size_t cuts, cut_cap;
    vn_buf spelling;
    bool binds, weighs;
    bool stops; /* some entry that binds has a mark inside that may end a sentence */
    uint8_t begins[(1 << FIRST_BITS) / 8]; /* a bit for the hash of each token that may begin an entry */
    vn_tokenizer tokenizer;
};

vn_status vn_user_words_new(vn_user_words **out, vn_error *err)
{
    vn_user_words *user = vn_calloc(1, sizeof *user);
    if (!user)
        return vn_fail_memory(err, "user words");
    *out = user;
    return VN_OK;
}

void vn_user_words_free(vn_user_words *user)
{
    if (!user)
        return;
    vn_map_free(&user->path);
    free(user->first);
    free(user->rule);
    free(user->cut);
    vn_buf_free(&user->spelling);
    vn_tokenizer_free(&user->tokenizer);
    free(user);
}

/* Appends a space for white space before `next`. Beside signs white space says nothing: "Bà Rịa - Vũng Tàu" is also written
 * "Bà Rịa-Vũng Tàu". */
static vn_status add_space(vn_buf *key, vn_slice next, vn_error *err)
{
    size_t last = key->len;
    vn_char before = VN_CHAR_NONE;
    vn_char after = VN_CHAR_NONE;
    while (last > 0 && ((unsigned char)key->ptr[--last] & 0xC0u) == 0x80)
        ;
    if (key->len)
        (void)vn_char_class(key->ptr + last, key->len - last, &before);
    (void)vn_char_class(next.ptr, next.len, &after);
    return vn_char_is_word(before) && vn_char_is_word(after) ? vn_buf_char(key, ' ', err) : VN_OK;
}

/* --- entries ----------------------------------------------------------------------------------------------- */

/* Whether a token may end before byte p of the key, whatever stands around the phrase. */
static bool may_end(const entry *e, size_t p)
{
    const char *key = e->key.ptr;
    vn_char before, after;
    if (key[p - 1] == ' ')
        return false;
    if (p == e->key.len || key[p] == ' ')
        return true;
    for (size_t i = 0; i < e->tokens; i++)
        if (e->end[i] == p)
            return true;
    if (((unsigned char)key[p] & 0xC0u) == 0x80)
        return false;
    size_t start = p - 1;
    while (start > 0 && ((unsigned char)key[start] & 0xC0u) == 0x80)
        start--;
    (void)vn_char_class(key + start, p - start, &before);
    (void)vn_char_class(key + p, e->key.len - p, &after);
    return !vn_char_is_word(before) || !vn_char_is_word(after);
}

static uint32_t add_path(vn_user_words *user, vn_slice key)
{
    const size_t before = user->path.n;
    void *block = user->first;
    if (!vn_grow(&block, &user->first_cap, before + 1, sizeof *user->first))
        return VN_MAP_NONE;
    user->first = block;
    const uint32_t node = vn_map_add(&user->path, key);
    if (node != VN_MAP_NONE && user->path.n > before)
        user->first[node] = NONE;
    return node;
}

static uint32_t first_hash(const char *key, size_t len)
{
    return (uint32_t)(vn_hash(key, len) >> (64 - FIRST_BITS));
}

/* The entry's key and its beginnings; the node of the key, or VN_MAP_NONE. */
static uint32_t add_paths(vn_user_words *user, const entry *e)
{
    uint32_t node = VN_MAP_NONE;
    bool first = true;
    for (size_t p = 1; p <= e->key.len; p++) {
        first = first && e->key.ptr[p - 1] != ' ';
        if (!may_end(e, p))
            continue;
        node = add_path(user, vn_slice_of(e->key.ptr, p));
        if (node == VN_MAP_NONE)
            break;
        const uint32_t hash = first_hash(e->key.ptr, p);
        if (first)
            user->begins[hash / 8] |= (uint8_t)(1 << hash % 8);
    }
    return node;
}

static vn_slice spelling_of(const vn_user_words *user, const rule *r)
{
    return vn_slice_of(user->spelling.ptr + r->spelling, r->len);
}

/* The rule that an entry replaces: of the same phrase, written as exactly. NONE: there is none. */
static uint32_t same_rule(const vn_user_words *user, uint32_t node, const entry *e)
{
    uint32_t at = user->first[node];
    for (; at != NONE; at = user->rule[at].next) {
        const rule *r = &user->rule[at];
        if (e->exact != (r->spelling != NONE))
            continue;
        if (!e->exact || vn_slice_eq(spelling_of(user, r), vn_slice_of(e->spelling.ptr, e->spelling.len)))
            break;
    }
    return at;
}

static bool room_for_rule(vn_user_words *user, const entry *e)
{
    void *block = user->rule;
    if (!vn_grow(&block, &user->rule_cap, user->rules + 1, sizeof *user->rule))
        return false;
    user->rule = block;
    block = user->cut;
    if (!vn_grow(&block, &user->cut_cap, user->cuts + e->cuts, sizeof *user->cut))
        return false;
    user->cut = block;
    return true;
}

/* Whether a sentence may end inside the entry. */
static bool has_stop(const entry *e)
{
    for (size_t i = 0; i + 1 < e->key.len; i++)
        if (strchr(".!?:;", e->key.ptr[i]) || (unsigned char)e->key.ptr[i] == 0xE2) /* … and quotation marks */
            return true;
    return false;
}

static vn_status add_rule(vn_user_words *user, const entry *e, vn_error *err)
{
    const uint32_t node = add_paths(user, e);
    if (node == VN_MAP_NONE || !room_for_rule(user, e))
        return vn_fail_memory(err, "user words");
    if (user->spelling.len + e->spelling.len >= NONE)
        return vn_fail(err, VN_ELIMIT, "too many user words");
    rule r = {.weight = e->weight, .cut = (uint32_t)user->cuts, .cuts = (uint32_t)e->cuts, .spelling = NONE};
    uint32_t at = same_rule(user, node, e);
    if (e->exact) {
        r.spelling = (uint32_t)user->spelling.len;
        r.len = (uint32_t)e->spelling.len;
        const vn_status st = vn_buf_append(&user->spelling, e->spelling.ptr, e->spelling.len, err);
        if (st)
            return st;
    }
    if (e->cuts)
        memcpy(user->cut + user->cuts, e->cut, e->cuts * sizeof *e->cut);
    user->cuts += e->cuts;
    r.next = at == NONE ? user->first[node] : user->rule[at].next;
    if (at == NONE)
        user->first[node] = at = (uint32_t)user->rules++;
    user->rule[at] = r;
    user->binds |= r.weight == ALWAYS;
    user->weighs |= r.weight != ALWAYS;
    user->stops |= r.weight == ALWAYS && has_stop(e);
    return VN_OK;
}

/* --- lines ------------------------------------------------------------------------------------------------- */

static vn_slice trim(vn_slice s)
{
    while (s.len && strchr(" \t\r", s.ptr[s.len - 1]))
        s.len--;
    while (s.len && s.ptr[0] == ' ')
        s = vn_slice_of(s.ptr + 1, s.len - 1);
    return s;
}

static vn_status add_token(entry *e, vn_slice surface, bool spaced, vn_error *err)
{
    if (e->tokens == VN_USER_WORD_TOKENS)
        return vn_fail(err, VN_ELIMIT, "a user word has more than %d parts", VN_USER_WORD_TOKENS);
    vn_status st = spaced ? add_space(&e->key, surface, err) : VN_OK;
    if (!st)
        st = vn_fold(surface, &e->key, err);
    if (!st && spaced)
        st = add_space(&e->spelling, surface, err);
    if (!st)
        st = vn_nfc(surface, &e->spelling, err);
    e->end[e->tokens++] = (uint32_t)e->key.len;
    return st;
}

/* One of the words that a line is made of: `_` reads as a space. */
static vn_status add_piece(vn_user_words *user, entry *e, vn_slice piece, vn_error *err)
{
    const size_t before = e->tokens;
    e->piece.len = 0;
    vn_status st = vn_buf_slice(&e->piece, trim(piece), err);
    if (st)
        return st;
    for (size_t i = 0; i < e->piece.len; i++)
        if (e->piece.ptr[i] == '_')
            e->piece.ptr[i] = ' ';
    if (before)
        e->cut[e->cuts++] = (uint32_t)e->key.len;
    vn_tokenizer *tk = &user->tokenizer;
    vn_tokenizer_begin(tk, vn_slice_of(e->piece.ptr, e->piece.len));
    while (!(st = vn_tokenizer_next(tk, err)))
        for (size_t i = 0; i < tk->n && !st; i++) {
            const vn_slice surface = vn_slice_of(tk->text.ptr + tk->token[i].start, tk->token[i].len);
            st = add_token(e, surface, e->tokens > 0 && (e->tokens == before || !(tk->token[i].flags & VN_TOKEN_GLUED)), err);
            if (st)
                return st;
        }
    if (st != VN_DONE)
        return st;
    return e->tokens > before ? VN_OK : vn_fail(err, VN_EDATA, e->cuts ? "there is no word beside '|'"
                                                                       : VN_PHRASE("there is no word here"));
}

/* 2.5 as 2500; false when it is no such number. A comma is a decimal point too. */
static bool read_weight(vn_slice text, int32_t *weight)
{
    const bool minus = text.len && text.ptr[0] == '-';
    size_t digits = 0;
    int32_t value = 0;
    int32_t place = VN_USER_WEIGHT_ONE; /* worth of the last digit */
    bool fraction = false;
    for (size_t i = text.len && strchr("+-", text.ptr[0]); i < text.len; i++) {
        const char c = text.ptr[i];
        if ((c == '.' || c == ',') && !fraction && digits) {
            fraction = true;
            continue;
        }
        if (c < '0' || c > '9')
            return false;
        place = fraction ? place / 10 : place;
        value = fraction ? value + (c - '0') * place : value * 10 + (c - '0') * place;
        if (value > VN_USER_WEIGHT_MAX)
            return false;
        digits++;
    }
    *weight = minus ? -value : value;
    return digits > 0;
}

/* The columns of a line: words, and maybe a weight. */
static vn_status read_entry(vn_user_words *user, entry *e, vn_slice line, vn_error *err)
{
    const char *tab = memchr(line.ptr, '\t', line.len);
    vn_slice words = tab ? vn_slice_of(line.ptr, (size_t)(tab - line.ptr)) : line;
    e->weight = ALWAYS;
    if (tab) {
        const vn_slice weight = trim(vn_slice_of(tab + 1, (size_t)(line.ptr + line.len - tab - 1)));
        if (!read_weight(weight, &e->weight))
            return vn_fail(err, VN_EDATA, "'%.*s' is no weight: a number from -%d to %d, in nats",
                           (int)(weight.len < 40 ? weight.len : 40), weight.ptr, VN_USER_WEIGHT_MAX / VN_USER_WEIGHT_ONE,
                           VN_USER_WEIGHT_MAX / VN_USER_WEIGHT_ONE);
    }
    e->exact = words.len && words.ptr[0] == '=';
    if (e->exact)
        words = vn_slice_of(words.ptr + 1, words.len - 1);
    for (;;) {
        const char *bar = memchr(words.ptr, '|', words.len);
        const size_t len = bar ? (size_t)(bar - words.ptr) : words.len;
        const vn_status st = add_piece(user, e, vn_slice_of(words.ptr, len), err);
        if (st || !bar)
            return st;
        words = vn_slice_of(bar + 1, words.len - len - 1);
    }
}

static vn_status add_line(vn_user_words *user, entry *e, vn_slice line, vn_error *err)
{
    line = trim(line);
    if (!line.len || line.ptr[0] == '#')
        return VN_OK;
    e->key.len = e->spelling.len = 0;
    e->tokens = e->cuts = 0;
    const vn_status st = read_entry(user, e, line, err);
    return st ? st : add_rule(user, e, err);
}

vn_status vn_user_words_add(vn_user_words *user, vn_slice lines, vn_error *err)
{
    entry e = {0};
    vn_status st = VN_OK;
    size_t number = 1;
    for (size_t at = 0; !st && at < lines.len; number++) {
        const char *end = memchr(lines.ptr + at, '\n', lines.len - at);
        const size_t stop = end ? (size_t)(end - lines.ptr) : lines.len;
        st = add_line(user, &e, vn_slice_of(lines.ptr + at, stop - at), err);
        if (st && err)
            err->line = number;
        at = stop + 1;
    }
    vn_buf_free(&e.key);
    vn_buf_free(&e.spelling);
    vn_buf_free(&e.piece);
    return st;
}

/* --- what they come to -------------------------------------------------------------------------------------- */

static uint64_t rule_fingerprint(const vn_user_words *user, vn_slice key, const rule *r)
{
    uint64_t h = vn_mix(vn_hash(key.ptr, key.len) ^ (uint32_t)r->weight);
    for (uint32_t i = 0; i < r->cuts; i++)
        h = vn_mix(h ^ user->cut[r->cut + i]);
    if (r->spelling != NONE)
        h = vn_mix(h ^ vn_hash(user->spelling.ptr + r->spelling, r->len));
    return vn_mix(h ^ r->cuts);
}

uint64_t vn_user_words_fingerprint(const vn_user_words *user)
{
    uint64_t sum = 0;
    for (size_t node = 0; node < user->path.n; node++)
        for (uint32_t at = user->first[node]; at != NONE; at = user->rule[at].next)
            sum += rule_fingerprint(user, user->path.key[node], &user->rule[at]);
    return sum;
}

uint64_t vn_segmentation_fingerprint(const vn_model *model, const vn_user_words *user)
{
    const uint64_t words = user ? vn_user_words_fingerprint(user) : 0;
    const uint64_t own = vn_model_fingerprint(model);
    return words ? vn_mix(own ^ words) : own;
}

/* --- a sentence -------------------------------------------------------------------------------------------- */

struct vn_user_surface {
    char surface[SHORT];
    char key[SHORT];
    uint16_t hash; /* of the key, as the first of an entry */
    uint8_t len;   /* 0: free */
    uint8_t key_len;
};

void vn_user_binder_free(vn_user_binder *b)
{
    free(b->cache);
    free(b->block);
    vn_buf_free(&b->fold);
    vn_buf_free(&b->spelling);
    *b = (vn_user_binder){0};
}

static vn_status make_room(vn_user_binder *b, size_t n, vn_error *err)
{
    if (!b->cache)
        b->cache = vn_calloc((size_t)1 << CACHE_BITS, sizeof *b->cache);
    if (!b->cache)
        return vn_fail_memory(err, "user words");
    if (n <= b->cap)
        return VN_OK;
    const size_t cap = n + n / 2 + 64;
    free(b->block);
    b->cap = 0;
    char *at = b->block = vn_calloc(cap, 2 * sizeof *b->begin + sizeof *b->weight + 2);
    if (!at)
        return vn_fail_memory(err, "a sentence");
    b->cap = cap;
    b->begin = (size_t *)(void *)at;
    b->end = b->begin + cap;
    b->weight = (int32_t *)(void *)(b->end + cap);
    b->length = (uint8_t *)(b->weight + cap);
    b->begins = b->length + cap;
    return VN_OK;
}

/* A token's key: folding takes long, and most tokens were seen before. *found is NULL when it is too long to be kept. */
static vn_status recall(vn_user_binder *b, vn_slice surface, const vn_user_surface **found, vn_error *err)
{
    *found = NULL;
    if (surface.len > SHORT)
        return VN_OK;
    vn_user_surface *c = &b->cache[vn_hash(surface.ptr, surface.len) >> (64 - CACHE_BITS)];
    if (c->len == surface.len && !memcmp(c->surface, surface.ptr, surface.len)) {
        *found = c;
        return VN_OK;
    }
    const size_t before = b->fold.len;
    const vn_status st = vn_fold(surface, &b->fold, err);
    const size_t len = b->fold.len - before;
    b->fold.len = before;
    if (st || len == 0 || len > SHORT)
        return st;
    memcpy(c->surface, surface.ptr, surface.len);
    memcpy(c->key, b->fold.ptr + before, len);
    c->len = (uint8_t)surface.len;
    c->key_len = (uint8_t)len;
    c->hash = (uint16_t)first_hash(c->key, len);
    *found = c;
    return VN_OK;
}

static vn_slice surface_of(const vn_tokenizer *tk, size_t i)
{
    return vn_slice_of(tk->text.ptr + tk->token[i].start, tk->token[i].len);
}

/* begins[i]: an entry may begin with token i. False in *any when none of from .. to - 1 does, as in most sentences. */
static vn_status find_beginnings(vn_user_binder *b, const vn_user_words *user, const vn_tokenizer *tk, size_t from, size_t to,
                                 bool *any, vn_error *err)
{
    vn_status st = make_room(b, tk->n, err);
    *any = false;
    for (size_t i = from; i < to && !st; i++) {
        const vn_user_surface *c;
        st = recall(b, surface_of(tk, i), &c, err);
        b->begins[i] = !c || (user->begins[c->hash / 8] >> c->hash % 8 & 1);
        *any |= b->begins[i];
    }
    return st;
}

static vn_status fold_token(vn_user_binder *b, vn_slice surface, vn_error *err)
{
    const vn_user_surface *c;
    const vn_status st = recall(b, surface, &c, err);
    if (st)
        return st;
    return c ? vn_buf_append(&b->fold, c->key, c->key_len, err) : vn_fold(surface, &b->fold, err);
}

/* Folds the tokens from .. to - 1. */
static vn_status fold_tokens(vn_user_binder *b, const vn_tokenizer *tk, size_t from, size_t to, vn_error *err)
{
    vn_status st = VN_OK;
    b->fold.len = 0;
    for (size_t i = from; i < to && !st; i++) {
        if (i > from && !(tk->token[i].flags & VN_TOKEN_GLUED))
            st = add_space(&b->fold, surface_of(tk, i), err);
        b->begin[i] = b->fold.len;
        if (!st)
            st = fold_token(b, surface_of(tk, i), err);
        b->end[i] = b->fold.len;
    }
    return st;
}

/* Tokens from..last as they are written, in NFC, white space as one space. */
static vn_status spell(vn_user_binder *b, const vn_tokenizer *tk, size_t from, size_t last, vn_error *err)
{
    vn_status st = VN_OK;
    b->spelling.len = 0;
    for (size_t i = from; i <= last && !st; i++) {
        if (i > from && !(tk->token[i].flags & VN_TOKEN_GLUED))
            st = add_space(&b->spelling, surface_of(tk, i), err);
        if (!st)
            st = vn_nfc(surface_of(tk, i), &b->spelling, err);
    }
    return st;
}

/* The search for the entries that begin at a token. */
typedef struct search {
    const vn_user_words *user;
    vn_user_binder *binder;
    const vn_tokenizer *tokens;
    size_t to;         /* tokens that are folded */
    const rule *found; /* the rule for the tokens from..last, NULL: there is none */
    size_t last;
} search;

/* Of the rules of a phrase, the one for just these letters, else the one for any. */
static vn_status choose_rule(search *s, uint32_t first, size_t from, vn_error *err)
{
    const rule *exact = NULL;
    s->found = NULL;
    for (uint32_t at = first; at != NONE && !exact; at = s->user->rule[at].next) {
        const rule *r = &s->user->rule[at];
        if (r->spelling == NONE) {
            s->found = r;
            continue;
        }
        const vn_status st = spell(s->binder, s->tokens, from, s->last, err);
        if (st)
            return st;
        if (vn_slice_eq(spelling_of(s->user, r), vn_slice_of(s->binder->spelling.ptr, s->binder->spelling.len)))
            exact = r;
    }
    s->found = exact ? exact : s->found;
    return VN_OK;
}

/* The next longer phrase that begins at `from`: VN_DONE when there is none. Start with last = from - 1. */
static vn_status next_match(search *s, size_t from, vn_error *err)
{
    const vn_user_binder *b = s->binder;
    if (!b->begins[from])
        return VN_DONE;
    while (++s->last < s->to) {
        const vn_slice key = vn_slice_of(b->fold.ptr + b->begin[from], b->end[s->last] - b->begin[from]);
        const uint32_t node = vn_map_find(&s->user->path, key);
        if (node == VN_MAP_NONE)
            return VN_DONE;
        const vn_status st = choose_rule(s, s->user->first[node], from, err);
        if (st || s->found)
            return st;
    }
    return VN_DONE;
}

static bool is_cut(const search *s, size_t from, size_t gap, const rule *r)
{
    const size_t at = s->binder->end[gap] - s->binder->begin[from];
    for (uint32_t i = 0; i < r->cuts; i++)
        if (s->user->cut[r->cut + i] == at)
            return true;
    return false;
}

/* Notes the weight at the gaps of the match, where no longer entry has one. */
static void favour(const search *s, size_t from)
{
    vn_user_binder *b = s->binder;
    const size_t length = s->last - from + 1;
    for (size_t g = from; g < s->last; g++)
        if (length > b->length[g]) {
            b->length[g] = (uint8_t)(length < 255 ? length : 255);
            b->weight[g] = is_cut(s, from, g, s->found) ? -s->found->weight : s->found->weight;
        }
}

/* Where a rule splits there is no score to add to: the weight alone decides. */
static vn_status bind_weights(search *s, uint8_t *state, vn_error *err)
{
    const size_t n = s->tokens->n;
    memset(s->binder->weight, 0, n * sizeof *s->binder->weight);
    memset(s->binder->length, 0, n);
    for (size_t i = 0; i < n; i++) {
        vn_status st;
        s->last = i - 1;
        while (!(st = next_match(s, i, err)))
            if (s->found->weight != ALWAYS)
                favour(s, i);
        if (st != VN_DONE)
            return st;
    }
    for (size_t g = 0; g + 1 < n; g++)
        if (state[g] == VN_GAP_SPLIT && s->binder->weight[g] > 0)
            state[g] = VN_GAP_JOIN;
    return VN_OK;
}

static void bind(const search *s, size_t from, size_t last, const rule *r, uint8_t *state)
{
    if (from > 0)
        state[from - 1] = VN_GAP_SPLIT;
    for (size_t g = from; g < last; g++)
        state[g] = is_cut(s, from, g, r) ? VN_GAP_SPLIT : VN_GAP_JOIN;
    state[last] = VN_GAP_SPLIT;
}

/* The longest entry from the left, none inside another. */
static vn_status bind_always(search *s, uint8_t *state, vn_error *err)
{
    for (size_t i = 0; i < s->tokens->n; i++) {
        const rule *longest = NULL;
        size_t last = i;
        vn_status st;
        s->last = i - 1;
        while (!(st = next_match(s, i, err)))
            if (s->found->weight == ALWAYS) {
                longest = s->found;
                last = s->last;
            }
        if (st != VN_DONE)
            return st;
        if (longest) {
            bind(s, i, last, longest, state);
            i = last;
        }
    }
    return VN_OK;
}

/* --- sentences --------------------------------------------------------------------------------------------- */

/* Whether an entry that begins with a token from .. old - 1 may go on behind the last. */
static vn_status reaches_end(search *s, size_t from, size_t old, bool *reaches, vn_error *err)
{
    vn_user_binder *b = s->binder;
    const size_t n = s->tokens->n;
    vn_status st = find_beginnings(b, s->user, s->tokens, from, n, reaches, err);
    if (st || !*reaches)
        return st;
    st = fold_tokens(b, s->tokens, from, n, err);
    *reaches = false;
    for (size_t i = from; i < old && !st && !*reaches; i++) {
        const vn_slice tail = vn_slice_of(b->fold.ptr + b->begin[i], b->end[n - 1] - b->begin[i]);
        *reaches = b->begins[i] && vn_map_find(&s->user->path, tail) != VN_MAP_NONE;
    }
    return st;
}

/* Whether an entry that binds begins with a token from .. old - 1 and ends behind them. */
static vn_status crosses(search *s, size_t from, size_t old, bool *does, vn_error *err)
{
    bool any;
    *does = false;
    s->to = old + VN_USER_WORD_TOKENS < s->tokens->n ? old + VN_USER_WORD_TOKENS : s->tokens->n;
    vn_status st = find_beginnings(s->binder, s->user, s->tokens, from, s->to, &any, err);
    if (!st)
        st = fold_tokens(s->binder, s->tokens, from, s->to, err);
    for (size_t i = from; i < old && !st && !*does; i++) {
        s->last = i - 1;
        while (!(st = next_match(s, i, err)))
            *does |= s->last >= old && s->found->weight == ALWAYS;
        st = st == VN_DONE ? VN_OK : st;
    }
    return st;
}

/* The token array may have moved since. */
static void put_back(vn_tokenizer *tokens, vn_tokenizer before)
{
    before.token = tokens->token;
    before.cap = tokens->cap;
    *tokens = before;
}

vn_status vn_user_mend_sentence(vn_user_binder *b, const vn_user_words *user, vn_tokenizer *tokens, vn_error *err)
{
    search s = {.user = user, .binder = b, .tokens = tokens};
    vn_tokenizer good = *tokens; /* what follows was read in the hope of an entry */
    vn_status st = VN_OK;
    while (user->stops && !st) {
        const size_t from = good.n > VN_USER_WORD_TOKENS ? good.n - VN_USER_WORD_TOKENS : 0;
        bool goes_on, whole = false;
        st = reaches_end(&s, from, good.n, &goes_on, err);
        if (!st && !goes_on)
            break;
        if (!st)
            st = vn_tokenizer_more(tokens, err);
        if (!st)
            st = crosses(&s, from, good.n, &whole, err);
        if (whole)
            good = *tokens;
    }
    put_back(tokens, good);
    return st == VN_DONE ? VN_OK : st;
}

vn_status vn_user_bind(vn_user_binder *b, const vn_user_words *user, const vn_tokenizer *tokens, uint8_t *state,
                       bool *weighed, vn_error *err)
{
    search s = {.user = user, .binder = b, .tokens = tokens, .to = tokens->n};
    bool any;
    *weighed = false;
    vn_status st = find_beginnings(b, user, tokens, 0, tokens->n, &any, err);
    if (st || !any)
        return st;
    st = fold_tokens(b, tokens, 0, tokens->n, err);
    if (!st && user->weighs)
        st = bind_weights(&s, state, err);
    if (!st && user->binds)
        st = bind_always(&s, state, err);
    *weighed = !st && user->weighs;
    return st;
}
