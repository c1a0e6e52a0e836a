#include "train.h"

/* Key of the n-gram of `order` + 2 tokens at k. */
static uint64_t gram_key(const vn_trainer *t, int order, size_t k)
{
    const uint32_t *c = t->token + k;
    switch (order) {
    case 0: return vn_key2(c[0], c[1]);
    case 1: return vn_key3(c[0], c[1], c[2]);
    default: return vn_key4(c[0], c[1], c[2], c[3]);
    }
}

/* Positions k at which an n-gram of the sentence begins: start .. gram_end - 1. */
static size_t gram_end(const vn_sentence *s, int order)
{
    const size_t tokens = (size_t)s->n + 2;
    const size_t length = (size_t)order + 2;
    return tokens < length ? s->start : s->start + tokens - length + 1;
}

static vn_status count_grams(vn_trainer *t, int order, vn_error *err)
{
    for (size_t i = 0; i < t->n_sentences; i++) {
        const vn_sentence *s = &t->sentence[i];
        for (size_t k = s->start; k < gram_end(s, order); k++) {
            const uint64_t key = gram_key(t, order, k);
            if (s->weight <= 0 && !vn_base_gram(t, key))
                continue;
            const uint32_t number = vn_gramtab_add(&t->gram[order], key);
            if (number == VN_GRAM_NONE)
                return vn_fail_memory(err, "n-gram counts");
            t->gram[order].count[number] += s->weight > 0;
        }
    }
    return VN_OK;
}

/* True when the n-gram at k is exactly a word of the labels, all its tokens known. */
static bool is_word_at(const vn_trainer *t, int order, size_t k)
{
    const size_t length = (size_t)order + 2;
    if (t->label[k - 1] == 1 || t->label[k + length - 1] == 1)
        return false;
    for (size_t i = 0; i < length; i++)
        if (t->token[k + i] < VN_ID_FIRST || (i + 1 < length && t->label[k + i] != 1))
            return false;
    return true;
}

static void count_words(vn_trainer *t, int order, const vn_gramtab *gram, vn_word_count *words)
{
    for (size_t i = 0; i < t->n_sentences; i++) {
        const vn_sentence *s = &t->sentence[i];
        for (size_t k = s->start + 1; s->weight > 0 && k + 1 < gram_end(s, order); k++) {
            if (!is_word_at(t, order, k))
                continue;
            vn_word_count *w = &words[vn_gramtab_find(gram, gram_key(t, order, k))];
            w->in[s->fold]++;
            w->in[VN_FOLDS]++;
        }
    }
}

/* Marks the n-grams that are words of the lexicon or of lists: they stay whatever their count. */
static vn_status keep_words(vn_trainer *t, int order, uint32_t least, vn_error *err)
{
    vn_gramtab *gram = &t->gram[order];
    vn_word_count *words = vn_calloc(gram->n, sizeof *words);
    uint8_t *keep = vn_calloc(gram->n, 1);
    vn_status st = words && keep ? VN_OK : vn_fail_memory(err, "a lexicon");
    if (!st) {
        count_words(t, order, gram, words);
        vn_list_mark(t, order, gram, words);
        size_t kept = 0;
        for (size_t n = 0; n < gram->n; n++) {
            keep[n] = words[n].in[VN_FOLDS] >= t->opt.min_word || words[n].listed || vn_base_gram(t, gram->key[n]);
            if (keep[n] || gram->count[n] >= least)
                words[kept++] = words[n];
        }
        st = vn_gramtab_prune(gram, least, keep, err);
    }
    free(keep);
    t->words[order] = words;
    if (!st)
        vn_base_words(t, order);
    return st;
}

static vn_status locate(vn_trainer *t, int order, vn_error *err)
{
    uint32_t *at = vn_realloc(NULL, t->n_tokens, sizeof *at);
    if (!at)
        return vn_fail_memory(err, "n-gram places");
    t->at[order] = at;
    for (size_t k = 0; k < t->n_tokens; k++)
        at[k] = VN_GRAM_NONE;
    for (size_t i = 0; i < t->n_sentences; i++)
        for (size_t k = t->sentence[i].start; k < gram_end(&t->sentence[i], order); k++)
            at[k] = vn_gramtab_find(&t->gram[order], gram_key(t, order, k));
    return VN_OK;
}

vn_status vn_train_grams(vn_trainer *t, vn_error *err)
{
    const uint32_t least[VN_ORDERS] = {t->opt.min_bigram, t->opt.min_trigram, t->opt.min_fourgram};
    for (int order = 0; order < VN_ORDERS; order++) {
        vn_status st = count_grams(t, order, err);
        if (!st)
            st = vn_list_add(t, order, err);
        if (!st)
            st = keep_words(t, order, least[order], err);
        if (!st)
            st = locate(t, order, err);
        if (st)
            return st;
    }
    return VN_OK;
}
