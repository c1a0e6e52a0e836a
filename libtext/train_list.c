/* Words of lists. A list says which strings can be words, not where they are; the labels say how far to trust it: all
 * n-grams that are listed words share a row of weights, which are learnt like any others and added to those of the
 * n-gram itself when the model is packed. So a word that the labels never show is joined about as readily as a listed
 * word that they show rarely, and the segmenter need not know of lists. */
#include "train.h"

#include "buf.h"

static bool is_word(const vn_tokenizer *tokens)
{
    if (tokens->n < 2 || tokens->n > VN_LISTED_MAX)
        return false;
    for (size_t i = 0; i < tokens->n; i++)
        if (tokens->token[i].kind != VN_TOKEN_SYLLABLE || (i && tokens->token[i].flags & VN_TOKEN_GLUED))
            return false;
    return true;
}

static vn_status add_word(vn_trainer *t, double unused, vn_error *err)
{
    (void)unused;
    vn_listed word = {.n = 0};
    vn_tokenizer_begin(&t->tokenizer, vn_slice_of(t->text.ptr, t->text.len));
    vn_status st = vn_tokenizer_next(&t->tokenizer, err);
    if (st || !is_word(&t->tokenizer))
        return st == VN_DONE ? VN_OK : st;
    for (size_t i = 0; !st && i < t->tokenizer.n; i++) {
        const vn_token *token = &t->tokenizer.token[i];
        uint32_t key = 0;
        st = vn_train_key(t, vn_slice_of(t->text.ptr + token->start, token->len), token->kind, &key, err);
        word.token[word.n++] = key + 1;
    }
    if (st)
        return st;
    if (!vn_grow((void **)&t->listed, &t->listed_cap, t->n_listed + 1, sizeof *t->listed))
        return vn_fail_memory(err, "a word list");
    t->listed[t->n_listed++] = word;
    return VN_OK;
}

vn_status vn_trainer_add_words(vn_trainer *t, vn_slice lines, vn_error *err)
{
    return vn_train_lines(t, lines, add_word, 0, err);
}

void vn_list_count(const vn_trainer *t, uint32_t *count, uint32_t least)
{
    for (size_t w = 0; w < t->n_listed; w++)
        for (uint32_t i = 0; i < t->listed[w].n; i++)
            if (count[t->listed[w].token[i] - 1] < least)
                count[t->listed[w].token[i] - 1] = least;
}

/* Key of the first `order` + 2 tokens; false when the word is shorter, or a token is none of the vocabulary. */
static bool word_key(const vn_listed *word, int order, uint64_t *key)
{
    const uint32_t *c = word->token;
    const uint32_t length = (uint32_t)order + 2;
    for (uint32_t i = 0; i < word->n; i++)
        if (c[i] < VN_ID_FIRST)
            return false;
    *key = order == 0 ? vn_key2(c[0], c[1]) : (order == 1 ? vn_key3(c[0], c[1], c[2]) : vn_key4(c[0], c[1], c[2], c[3]));
    return word->n >= length;
}

vn_status vn_list_add(vn_trainer *t, int order, vn_error *err)
{
    for (size_t w = 0; w < t->n_listed; w++) {
        uint64_t key;
        if (word_key(&t->listed[w], order, &key) && vn_gramtab_add(&t->gram[order], key) == VN_GRAM_NONE)
            return vn_fail_memory(err, "n-gram counts");
    }
    return VN_OK;
}

void vn_list_mark(const vn_trainer *t, int order, const vn_gramtab *gram, vn_word_count *words)
{
    for (size_t w = 0; w < t->n_listed; w++) {
        const vn_listed *word = &t->listed[w];
        uint64_t key;
        if (word_key(word, order, &key))
            words[vn_gramtab_find(gram, key)].listed |= word->n == (uint32_t)order + 2 ? VN_LISTED : VN_LISTED_BEGIN;
    }
}

void vn_list_fold(vn_trainer *t)
{
    for (int order = 0; order < VN_ORDERS; order++) {
        vn_weight *weight = t->gram_weight[order];
        const vn_weight *shared = weight + t->gram[order].n * 3;
        for (uint32_t n = 0; n < t->gram[order].n; n++)
            for (size_t i = 0; vn_train_is_listed(t, order, n) && i < 3; i++)
                weight[(size_t)n * 3 + i].w += shared[i].w;
    }
}
