/* Training of segmentation models from text whose words are known. */
#ifndef VN_TRAIN_H
#define VN_TRAIN_H

#include "vn/base.h"
#include "vn/segment.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Zero means the default. The defaults made the model that ships; docs/segmentation.md tells what each is worth. */
typedef struct vn_train_options {
    const vn_model *from;    /* the model to begin with, which must outlive the trainer; NULL: nothing is known */
    unsigned epochs;         /* passes over the data, 8; 3 with `from` */
    double rate;             /* AdaGrad step, 0.6; 0.05 with `from` */
    double l2;               /* pull towards zero of an active weight, 1e-6 a step */
    double unknown_case;     /* share of sentences shown without their letter case, 0.1 */
    unsigned min_syllable;   /* a token seen less often is unknown, 3 */
    unsigned min_bigram;     /* n-grams seen less often have no weight: 2, */
    unsigned min_trigram;    /* 3 */
    unsigned min_fourgram;   /* and 5 */
    unsigned min_word;       /* a lexicon word was seen at least so often in other parts of the data, 2 */
    double min_weight;       /* n-grams whose weights all stay below it (in nats) are dropped, 0.1 */
    size_t max_bytes;        /* ceiling of the model file: the weakest n-grams go first, 7.5 MB; none with `from` */
    uint64_t seed;           /* of the order of sentences, 1 */
    unsigned patience;       /* passes without a better score of the development data after which it stops, 3 */
} vn_train_options;

/* How far the training is. Loss and scores are those of the pass once done == sentences, 0 before. */
typedef struct vn_train_report {
    unsigned epoch;      /* the pass, from 1; 0: the score of the model to begin with */
    unsigned epochs;     /* passes at the most */
    size_t done;         /* sentences of this pass that were learnt from, */
    size_t sentences;    /* and all of them */
    double loss;         /* negative log-likelihood per gap, nats */
    double precision;    /* of the words of the development data; 0 without any */
    double recall;
    double f1;
} vn_train_report;

/* Called now and then within a pass, and when one is finished. A failure ends the training and is passed on. */
typedef vn_status vn_train_fn(void *context, const vn_train_report *report, vn_error *err);

typedef struct vn_trainer vn_trainer;

VN_API vn_status vn_trainer_new(vn_trainer **out, const vn_train_options *options, vn_error *err);
VN_API void vn_trainer_free(vn_trainer *trainer);

/* Adds sentences, one a line: words parted by spaces, syllables of a word by `_` (`__` is a literal one). `weight`
 * multiplies what the model learns from them; 0 makes them development data. A `_` that does not stand between two
 * syllables is a space. VN_EINVAL: a negative weight, or after the training; VN_ENOMEM. */
VN_API vn_status vn_trainer_add(vn_trainer *trainer, vn_slice lines, double weight, vn_error *err);

/* Adds words that a list knows, one a line, two to four syllables parted by spaces or `_`; others say nothing and are left
 * out. The list does not decide: what a listed word is worth is learnt from the sentences, so it should hold the kind of
 * words that they hold. VN_EINVAL: after the training; VN_ENOMEM. */
VN_API vn_status vn_trainer_add_words(vn_trainer *trainer, vn_slice lines, vn_error *err);

/* Trains, and appends the model file to out: `epochs` passes, or with development data fewer (see patience), and then the
 * weights are those of the pass with the highest F1 of its words, the first of equals. The same data, options and order
 * give the same bytes. VN_EINVAL without data; VN_ELIMIT when max_bytes is too little for any model of them. Method:
 * linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) by stochastic gradients with AdaGrad steps
 * (Duchi, Hazan & Singer 2011); lexicon features are jackknifed over ten parts of the data. */
VN_API vn_status vn_trainer_run(vn_trainer *trainer, vn_train_fn *report, void *context, vn_buf *out, vn_error *err);

/* A checkpoint is the state between two passes: what makes a training that is started again end with the bytes of one
 * that was not interrupted. vn_trainer_save appends it to out; call it from `report` when a pass is finished, or VN_EINVAL.
 * vn_trainer_resume takes it, after all data were added and before vn_trainer_run, which then begins with the next pass.
 * VN_EDATA: damaged, of another version of the library, of other data or weights of them, of other options (epochs, patience
 * and max_bytes may differ) or another model to begin with; VN_EINVAL: it has more passes than `epochs`; VN_ENOMEM. After a
 * failure the trainer is of no more use. Little-endian; a header, the order of the sentences, twelve bytes a weight. */
VN_API vn_status vn_trainer_save(vn_trainer *trainer, vn_buf *out, vn_error *err);
VN_API vn_status vn_trainer_resume(vn_trainer *trainer, vn_slice checkpoint, vn_error *err);

/* Passes that are finished, those before a checkpoint included, and which of them gives the model its weights; 0: none, those
 * of `from` were better. */
VN_API unsigned vn_trainer_epoch(const vn_trainer *trainer);
VN_API unsigned vn_trainer_best_epoch(const vn_trainer *trainer);

#ifdef __cplusplus
}
#endif
#endif
