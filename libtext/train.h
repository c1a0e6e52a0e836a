/* L2: what the files of the trainer share. train.c reads the corpus, train_grams.c counts n-grams and the lexicon,
 * train_list.c knows the words of lists, train_base.c takes over a model to begin with, train_field.c is the random field,
 * train_passes.c runs over the data and scores, train_checkpoint.c keeps the state between two passes, train_pack.c rounds
 * the weights into a model file.
 *
 * Sentences lie in one long array of tokens, each with an EDGE token on both sides; n-gram k is always tokens k, k+1, ...
 * and gap k lies between tokens k and k+1. */
#ifndef VN_LIB_TRAIN_H
#define VN_LIB_TRAIN_H

#include "gramtab.h"
#include "map.h"
#include "model.h"
#include "rng.h"
#include "vn/train.h"

enum {
    VN_FOLDS = 10,        /* parts of the data for the jackknifed lexicon */
    VN_FOLD_LINES = 256,  /* neighbouring lines share a fold, as they share their articles */
    VN_ORDERS = 3,        /* bigrams, trigrams, fourgrams */
    VN_LABEL_NONE = 2,    /* the gap may not be joined: punctuation, numbers, links, sentence edges */
    VN_LABEL_INSIDE = 3   /* nor this, although the word of the text goes on: the tokenizer parts "95%", the text does not */
};

/* One step of an integer weight, in nats: 127 steps reach 7.9, beyond which a weight decides alone. */
#define VN_STEP 0.0625

typedef struct vn_sentence {
    size_t start;  /* of its first EDGE */
    uint32_t n;    /* tokens without the edges */
    uint32_t fold;
    float weight;  /* 0: development data */
} vn_sentence;

/* A weight in training, with the squares of its gradients so far (AdaGrad). */
typedef struct vn_weight {
    float w;
    float sum;
} vn_weight;

enum {
    VN_LISTED = 1,       /* the n-gram is a word of a list */
    VN_LISTED_BEGIN = 2, /* a longer word of a list begins with it */
    VN_LISTED_MAX = 4    /* tokens of a word */
};

/* Times that an n-gram was a word, by fold; the last is the sum. */
typedef struct vn_word_count {
    uint32_t in[VN_FOLDS + 1];
    uint8_t listed; /* flags */
} vn_word_count;

/* A word of a list: two to four tokens, numbered as vn_trainer.token. */
typedef struct vn_listed {
    uint32_t token[VN_LISTED_MAX];
    uint32_t n;
} vn_listed;

/* Where a training stands between two passes; with the weights, all that the passes to come depend on. */
typedef struct vn_train_run {
    vn_rng rng;
    uint32_t *order;     /* [n] sentences in the order of the last pass */
    size_t n;
    unsigned epoch;      /* passes finished */
    bool in_pass;        /* the weights are those of no finished pass */
    unsigned best_epoch; /* the pass with the best score so far, 0: before the first */
    double best_f1;      /* -1: nothing is scored */
    float *best;         /* [vn_train_n_weights] the weights after it; NULL: nothing is scored */
} vn_train_run;

struct vn_trainer {
    vn_train_options opt;
    vn_tokenizer tokenizer;
    vn_buf text;     /* the line being read, with spaces between syllables */
    vn_buf joined;   /* [text.len] 1: this space stood as an underscore */
    vn_buf key;
    size_t lines;    /* read so far */

    vn_map keys;       /* kind digit + token key */
    uint32_t *token;   /* [n_tokens] key numbers + 1 (0 is EDGE); after vn_train_number, model ids */
    uint8_t *shape;    /* [n_tokens] settled */
    uint8_t *label;    /* [n_tokens] of the gap after the token: 0 split, 1 join, VN_LABEL_NONE, VN_LABEL_INSIDE */
    size_t n_tokens, token_cap, shape_cap, label_cap;
    vn_sentence *sentence;
    size_t n_sentences, sentence_cap;
    vn_listed *listed;
    size_t n_listed, listed_cap;

    uint32_t ids;
    vn_slice *id_key;               /* [ids] */
    uint8_t *unknown;               /* [ids] what a token is to a model that does not know it, VN_ID_SYLLABLE and so on */
    vn_gramtab gram[VN_ORDERS];
    uint32_t *at[VN_ORDERS];        /* [n_tokens] number of the n-gram that begins here, VN_GRAM_NONE */
    vn_word_count *words[VN_ORDERS]; /* [gram.n] */

    vn_weight *gram_weight[VN_ORDERS]; /* [gram.n + 1][3]; the last row is shared by the words of lists */
    vn_weight *unigram, *link, *cased; /* [ids][VN_UNIGRAM], [ids][2], [ids][VN_CASED] */
    vn_weight *shapes, *lexicon, *chain; /* [VN_SHAPE_CELLS], [4][VN_MASKS][2], [2] */
    bool begun, ready, finished; /* vn_train_prepare was called, has succeeded; vn_trainer_run was called */
    vn_train_run run;
};

/* An array of weights of the trainer. */
typedef struct vn_weight_block {
    vn_weight **at;
    size_t n;
} vn_weight_block;

enum { VN_WEIGHT_BLOCKS = VN_ORDERS + 6 };

/* Every array of weights, in a fixed order: what is allocated, what a pass changes, what a checkpoint holds. */
void vn_train_blocks(vn_trainer *t, vn_weight_block block[VN_WEIGHT_BLOCKS]);

/* The weights of all blocks together. */
size_t vn_train_n_weights(vn_trainer *t);

/* Token keys to model ids: those seen min_syllable times get one, the rest stand as unknown. */
vn_status vn_train_number(vn_trainer *t, vn_error *err);

/* Counts n-grams and words, keeps those that are frequent enough, and notes at each token which begin there. */
vn_status vn_train_grams(vn_trainer *t, vn_error *err);

/* True when n-gram `number` of an order (0 bigram) is a word of the lexicon as a sentence of `fold` may see it: from the
 * other folds.
 * Pass VN_FOLDS for the whole lexicon. */
static inline bool vn_train_is_word(const vn_trainer *t, int order, uint32_t number, uint32_t fold)
{
    if (number == VN_GRAM_NONE)
        return false;
    const uint32_t *in = t->words[order][number].in;
    return in[VN_FOLDS] - (fold < VN_FOLDS ? in[fold] : 0) >= t->opt.min_word;
}

/* True when the n-gram has, beside its own weights, those that the words of lists share. */
static inline bool vn_train_is_listed(const vn_trainer *t, int order, uint32_t number)
{
    return t->words[order][number].listed & VN_LISTED;
}

/* Reads `lines` one by one and hands them to `each`, which finds the text without underscores in t->text. */
typedef vn_status vn_line_fn(vn_trainer *t, double weight, vn_error *err);
vn_status vn_train_lines(vn_trainer *t, vn_slice lines, vn_line_fn *each, double weight, vn_error *err);

/* Number of a token's key; the kind stands before it, so that a key has one kind. */
vn_status vn_train_key(vn_trainer *t, vn_slice surface, vn_token_kind kind, uint32_t *number, vn_error *err);

/* Tokens of listed words count as frequent ones: count[key] is at least `least`. */
void vn_list_count(const vn_trainer *t, uint32_t *count, uint32_t least);

/* Adds the listed words of an order, and the beginnings of longer ones, to its n-grams. */
vn_status vn_list_add(vn_trainer *t, int order, vn_error *err);

/* Sets the flags of listed words among the counts of an order. */
void vn_list_mark(const vn_trainer *t, int order, const vn_gramtab *gram, vn_word_count *words);

/* Adds the shared weights of listed words to each one's own. */
void vn_list_fold(vn_trainer *t);

typedef struct vn_field vn_field;

/* train_base.c: what the model that the training begins with (options.from) already has; nothing, when there is none. */

/* Puts its tokens into id_key, where there is room for them; returns the first number that is free. */
uint32_t vn_base_ids(vn_trainer *t);

/* Its number of a token key, 0: it has none. */
uint32_t vn_base_id(const vn_trainer *t, vn_slice key);

/* Its n-gram of a key, NULL: it has none. */
const vn_ngram *vn_base_gram(const vn_trainer *t, uint64_t key);

/* The n-grams of an order that are words of its lexicon are so in every fold. */
void vn_base_words(vn_trainer *t, int order);

/* Its weights become those of the trainer. VN_EDATA: they have another unit. */
vn_status vn_base_weights(vn_trainer *t, vn_error *err);

/* Numbers the tokens, counts, and makes the weights; once, the first call does it. VN_EINVAL without training data. */
vn_status vn_train_prepare(vn_trainer *t, vn_error *err);

/* Scratch of the random field over the trainer's data and weights. */
vn_status vn_field_new(vn_field **out, vn_trainer *t, vn_error *err);
void vn_field_free(vn_field *field);

/* Tokens of a sentence, from one to before another. */
typedef struct vn_span {
    size_t from;
    size_t to;
} vn_span;

/* One gradient step on a sentence, the case of some of its tokens hidden; `loss` grows by its negative log-likelihood and
 * `gaps` by its free gaps. */
vn_status vn_field_learn(vn_field *field, const vn_sentence *s, vn_span hidden, double *loss, size_t *gaps,
                         vn_error *err);

/* Best labels of a sentence under the present weights, label[i] of the gap after token i (0-based, n of them). */
vn_status vn_field_decode(vn_field *field, const vn_sentence *s, const uint8_t **label, vn_error *err);

/* Weights to a model file. */
vn_status vn_train_pack(vn_trainer *t, vn_buf *out, vn_error *err);

#endif
