#include "train.h"

#include "buf.h"

/* Zero in an option means its row here. */
static const vn_train_options DEFAULTS = {
    .epochs = 8, .rate = 0.6, .l2 = 1e-6, .unknown_case = 0.1, .min_syllable = 3, .min_bigram = 2, .min_trigram = 3,
    .min_fourgram = 5, .min_word = 2, .min_weight = 0.1, .max_bytes = 7500000, .seed = 1, .patience = 3};

#define TAKE(field) merged.field = options->field != 0 ? options->field : defaults.field
static vn_train_options with_defaults(const vn_train_options *options)
{
    vn_train_options defaults = DEFAULTS;
    if (!options)
        return defaults;
    if (options->from) { /* few and short steps: most of the work is done */
        defaults.epochs = 3;
        defaults.rate = 0.05;
        defaults.max_bytes = VN_MODEL_MAX;
    }
    vn_train_options merged = *options;
    TAKE(epochs);
    TAKE(rate);
    TAKE(l2);
    TAKE(unknown_case);
    TAKE(min_syllable);
    TAKE(min_bigram);
    TAKE(min_trigram);
    TAKE(min_fourgram);
    TAKE(min_word);
    TAKE(min_weight);
    TAKE(max_bytes);
    TAKE(seed);
    TAKE(patience);
    return merged;
}
#undef TAKE

vn_status vn_trainer_new(vn_trainer **out, const vn_train_options *options, vn_error *err)
{
    vn_trainer *t = vn_calloc(1, sizeof *t);
    if (!t)
        return vn_fail_memory(err, "a trainer");
    t->opt = with_defaults(options);
    *out = t;
    return VN_OK;
}

void vn_trainer_free(vn_trainer *t)
{
    if (!t)
        return;
    vn_tokenizer_free(&t->tokenizer);
    vn_buf_free(&t->text);
    vn_buf_free(&t->joined);
    vn_buf_free(&t->key);
    vn_map_free(&t->keys);
    free(t->token);
    free(t->shape);
    free(t->label);
    free(t->sentence);
    free(t->listed);
    free(t->id_key);
    free(t->unknown);
    for (int order = 0; order < VN_ORDERS; order++) {
        vn_gramtab_free(&t->gram[order]);
        free(t->at[order]);
        free(t->words[order]);
        free(t->gram_weight[order]);
    }
    free(t->unigram);
    free(t->link);
    free(t->cased);
    free(t->shapes);
    free(t->lexicon);
    free(t->chain);
    free(t->run.order);
    free(t->run.best);
    free(t);
}

/* --- reading ----------------------------------------------------------------------------------------------- */

static vn_status push_token(vn_trainer *t, uint32_t key, vn_shape shape, vn_error *err)
{
    const size_t need = t->n_tokens + 1;
    if (!vn_grow((void **)&t->token, &t->token_cap, need, sizeof *t->token) ||
        !vn_grow((void **)&t->shape, &t->shape_cap, need, sizeof *t->shape) ||
        !vn_grow((void **)&t->label, &t->label_cap, need, sizeof *t->label))
        return vn_fail_memory(err, "training data");
    t->token[t->n_tokens] = key;
    t->shape[t->n_tokens] = (uint8_t)shape;
    t->label[t->n_tokens++] = VN_LABEL_NONE;
    return VN_OK;
}

vn_status vn_train_key(vn_trainer *t, vn_slice surface, vn_token_kind kind, uint32_t *number, vn_error *err)
{
    t->key.len = 0;
    vn_status st = vn_buf_char(&t->key, (char)('0' + (int)kind), err);
    if (!st)
        st = vn_token_key(surface, kind, &t->key, err);
    if (st)
        return st;
    *number = vn_map_add(&t->keys, vn_slice_of(t->key.ptr, t->key.len));
    return *number == VN_MAP_NONE ? vn_fail_memory(err, "training data") : VN_OK;
}

/* Joined, when nothing but an underscore stood between two syllables; split; or never to be joined, inside a word of the
 * text or between two. */
static uint8_t label_between(const vn_trainer *t, const vn_token *a, const vn_token *b)
{
    const size_t end = a->start + a->len;
    const bool joined = b->start == end + 1 && t->joined.ptr[end] == 1;
    if (a->kind != VN_TOKEN_SYLLABLE || b->kind != VN_TOKEN_SYLLABLE || (b->flags & VN_TOKEN_GLUED))
        return joined || b->start == end ? VN_LABEL_INSIDE : VN_LABEL_NONE;
    return joined;
}

static vn_slice token_surface(const vn_trainer *t, const vn_token *token)
{
    return vn_slice_of(t->text.ptr + token->start, token->len);
}

static vn_status add_tokens(vn_trainer *t, const vn_token *token, size_t n, vn_error *err)
{
    vn_status st = push_token(t, 0, VN_SHAPE_PUNCT, err);
    for (size_t i = 0; !st && i < n; i++) {
        uint32_t key = 0;
        const vn_slice surface = token_surface(t, &token[i]);
        st = vn_train_key(t, surface, token[i].kind, &key, err);
        if (!st)
            st = push_token(t, key + 1, vn_token_shape(surface, token[i].kind), err);
        if (!st && i + 1 < n)
            t->label[t->n_tokens - 1] = label_between(t, &token[i], &token[i + 1]);
    }
    return st ? st : push_token(t, 0, VN_SHAPE_PUNCT, err);
}

static vn_status settle_shapes(vn_trainer *t, const vn_token *token, size_t n, uint8_t *shape, vn_error *err)
{
    uint8_t *opens = vn_calloc(n, 1);
    if (!opens)
        return vn_fail_memory(err, "training data");
    for (size_t i = 1; i < n; i++)
        opens[i] = vn_token_opens(token_surface(t, &token[i - 1]));
    vn_shapes_settle(shape, opens, n);
    free(opens);
    return VN_OK;
}

static vn_status add_sentence(vn_trainer *t, double weight, vn_error *err)
{
    const size_t n = t->tokenizer.n;
    if (!vn_grow((void **)&t->sentence, &t->sentence_cap, t->n_sentences + 1, sizeof *t->sentence))
        return vn_fail_memory(err, "training data");
    const vn_sentence s = {t->n_tokens, (uint32_t)n, (uint32_t)(t->lines / VN_FOLD_LINES % VN_FOLDS), (float)weight};
    vn_status st = add_tokens(t, t->tokenizer.token, n, err);
    if (!st)
        st = settle_shapes(t, t->tokenizer.token, n, t->shape + s.start + 1, err);
    if (!st)
        t->sentence[t->n_sentences++] = s;
    return st;
}

/* The line with its underscores as spaces, and in `joined` which spaces those are; `__` is a literal underscore. */
static vn_status spell_out(vn_trainer *t, vn_slice line, vn_error *err)
{
    t->text.len = t->joined.len = 0;
    for (size_t i = 0; i < line.len; i++) {
        const bool twice = line.ptr[i] == '_' && i + 1 < line.len && line.ptr[i + 1] == '_';
        const bool joint = line.ptr[i] == '_' && !twice;
        i += twice;
        vn_status st = vn_buf_char(&t->text, joint ? ' ' : line.ptr[i], err);
        if (!st)
            st = vn_buf_char(&t->joined, joint, err);
        if (st)
            return st;
    }
    return VN_OK;
}

static vn_status add_line(vn_trainer *t, double weight, vn_error *err)
{
    vn_status st;
    vn_tokenizer_begin(&t->tokenizer, vn_slice_of(t->text.ptr, t->text.len));
    while (!(st = vn_tokenizer_next(&t->tokenizer, err)))
        if ((st = add_sentence(t, weight, err)))
            return st;
    t->lines++;
    return st == VN_DONE ? VN_OK : st;
}

vn_status vn_train_lines(vn_trainer *t, vn_slice lines, vn_line_fn *each, double weight, vn_error *err)
{
    if (t->begun)
        return vn_fail(err, VN_EINVAL, "data must be added before training");
    size_t number = 1;
    for (size_t at = 0; at < lines.len; number++) {
        const char *end = memchr(lines.ptr + at, '\n', lines.len - at);
        const size_t stop = end ? (size_t)(end - lines.ptr) : lines.len;
        vn_status st = spell_out(t, vn_slice_of(lines.ptr + at, stop - at), err);
        if (!st)
            st = each(t, weight, err);
        if (st) {
            if (err)
                err->line = number;
            return st;
        }
        at = stop + 1;
    }
    return VN_OK;
}

vn_status vn_trainer_add(vn_trainer *t, vn_slice lines, double weight, vn_error *err)
{
    if (!(weight >= 0))
        return vn_fail(err, VN_EINVAL, "the weight of training data must not be negative");
    return vn_train_lines(t, lines, add_line, weight, err);
}

/* --- numbering --------------------------------------------------------------------------------------------- */

static void count_tokens(const vn_trainer *t, uint32_t *count)
{
    for (size_t s = 0; s < t->n_sentences; s++) {
        const vn_sentence *sent = &t->sentence[s];
        for (size_t k = sent->start + 1; sent->weight > 0 && k <= sent->start + sent->n; k++)
            count[t->token[k] - 1]++;
    }
}

/* ids[key + 1] of every key; the frequent ones are numbered in order of arrival and enter id_key, behind those of the
 * model that the training begins with. */
static void assign_ids(vn_trainer *t, const uint32_t *count, uint32_t *id)
{
    t->ids = vn_base_ids(t);
    for (uint32_t key = 0; key < t->keys.n; key++) {
        const vn_slice spelled = t->keys.key[key];
        const vn_slice bare = vn_slice_of(spelled.ptr + 1, spelled.len - 1);
        const vn_token_kind kind = (vn_token_kind)(spelled.ptr[0] - '0');
        const uint32_t unknown = vn_token_unknown(bare, kind);
        const uint32_t known = vn_base_id(t, bare);
        if (known) {
            id[key + 1] = known;
        } else if (count[key] >= t->opt.min_syllable && bare.len && t->ids < VN_MAX_IDS && kind != VN_TOKEN_LINK) {
            t->id_key[t->ids] = bare;
            t->unknown[t->ids] = (uint8_t)unknown;
            id[key + 1] = t->ids++;
        } else {
            id[key + 1] = unknown;
        }
    }
}

vn_status vn_train_number(vn_trainer *t, vn_error *err)
{
    uint32_t *count = vn_calloc(t->keys.n, sizeof *count);
    uint32_t *id = vn_calloc(t->keys.n + 1, sizeof *id);
    const size_t most = t->keys.n + (t->opt.from ? t->opt.from->ids : VN_ID_FIRST);
    t->id_key = vn_calloc(most, sizeof *t->id_key);
    t->unknown = vn_calloc(most, 1);
    const bool ok = count && id && t->id_key && t->unknown;
    if (ok) {
        count_tokens(t, count);
        vn_list_count(t, count, t->opt.min_syllable);
        assign_ids(t, count, id);
        for (size_t k = 0; k < t->n_tokens; k++)
            t->token[k] = id[t->token[k]];
        for (size_t w = 0; w < t->n_listed; w++)
            for (uint32_t i = 0; i < t->listed[w].n; i++)
                t->listed[w].token[i] = id[t->listed[w].token[i]];
    }
    free(count);
    free(id);
    return ok ? VN_OK : vn_fail_memory(err, "a vocabulary");
}
