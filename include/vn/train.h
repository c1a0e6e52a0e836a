/* Training of segmentation models from text whose words are known. */
#ifndef VN_TRAIN_H
#define VN_TRAIN_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Zero means the default. The defaults made the model that ships; docs/segmentation.md tells what each is worth. */
typedef struct vn_train_options {
    unsigned epochs;         /* passes over the data, 8 */
    double rate;             /* AdaGrad step, 0.6 */
    double l2;               /* pull towards zero of an active weight, 1e-6 a step */
    double unknown_case;     /* share of sentences shown without their letter case, 0.12 */
    unsigned min_syllable;   /* a token seen less often is unknown, 3 */
    unsigned min_bigram;     /* n-grams seen less often have no weight: 2, */
    unsigned min_trigram;    /* 3 */
    unsigned min_fourgram;   /* and 5 */
    unsigned min_word;       /* a lexicon word was seen at least so often in other parts of the data, 2 */
    double min_weight;       /* n-grams whose weights all stay below it (in nats) are dropped, 0.1 */
    size_t max_bytes;        /* ceiling of the model file: the weakest n-grams go first, 7.5 MB */
    uint64_t seed;           /* of the order of sentences, 1 */
} vn_train_options;

/* Progress after each pass: the share of words found in the development set, precision and recall (0 without one). */
typedef struct vn_train_report {
    unsigned epoch; /* from 1 */
    unsigned epochs;
    double loss;    /* negative log-likelihood per gap, nats */
    double precision;
    double recall;
} vn_train_report;
typedef void vn_train_fn(void *context, const vn_train_report *report);

typedef struct vn_trainer vn_trainer;

VN_API vn_status vn_trainer_new(vn_trainer **out, const vn_train_options *options, vn_error *err);
VN_API void vn_trainer_free(vn_trainer *trainer);

/* Adds sentences, one a line: words parted by spaces, syllables of a word by `_` (`__` is a literal one). `weight`
 * multiplies what the model learns from them; 0 makes them development data. A `_` that does not stand between two
 * syllables is a space. VN_EINVAL: a negative weight, or after the training; VN_ENOMEM. */
VN_API vn_status vn_trainer_add(vn_trainer *trainer, vn_slice lines, double weight, vn_error *err);

/* Trains, and appends the model file to out. The same data, options and order give the same bytes. VN_EINVAL without
 * data; VN_ELIMIT when max_bytes is too little for any model of them. Method: linear-chain conditional random field
 * (Lafferty, McCallum & Pereira 2001) by stochastic gradients with AdaGrad steps (Duchi, Hazan & Singer 2011); lexicon
 * features are jackknifed over ten parts of the data. */
VN_API vn_status vn_trainer_run(vn_trainer *trainer, vn_train_fn *report, void *context, vn_buf *out, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
