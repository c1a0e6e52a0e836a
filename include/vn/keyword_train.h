/* Learning a keyword model: from articles with the tags that editors gave them, and from headlines. */
#ifndef VN_KEYWORD_TRAIN_H
#define VN_KEYWORD_TRAIN_H

#include "vn/keyword.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Collects articles; what a model learns does not depend on their order, as long as no id stands twice. */
typedef struct vn_keyword_trainer vn_keyword_trainer;

/* Of the options the table, the stop words and the aliases matter, and should be those that keywords will be found with;
 * their contexts must outlive the trainer. `from`, which may be NULL, is a model that tells about headlines when none are
 * read; it must outlive the trainer too. VN_ENOMEM. */
VN_API vn_status vn_keyword_trainer_new(vn_keyword_trainer **out, const vn_keyword_options *options,
                                        const vn_keyword_model *from, vn_error *err);
VN_API void vn_keyword_trainer_free(vn_keyword_trainer *trainer);

/* Adds an article with its tags as editors write them. Only what is needed is kept, about 50 kB an article. VN_EDATA: not
 * UTF-8; VN_ENOMEM: the trainer is good for nothing but vn_keyword_trainer_free. */
VN_API vn_status vn_keyword_trainer_add(vn_keyword_trainer *trainer, vn_slice id, const vn_keyword_input *input,
                                        const vn_slice *tags, size_t n_tags, vn_error *err);

/* Reads an article for its headline alone: which of its words and phrases stand in it. Some bytes a term are kept. Errors
 * as above. */
VN_API vn_status vn_keyword_trainer_read(vn_keyword_trainer *trainer, const vn_keyword_input *input, vn_error *err);

/* For cross-validation: the fold of an article, 0 .. folds - 1, by a hash of its id; another round is another deal. */
VN_API uint32_t vn_keyword_fold(vn_slice id, uint32_t folds, uint32_t round);

/* What to learn from and how. Zero means the default. */
typedef struct vn_keyword_training {
    uint32_t folds; /* 0: all articles; else all but those of `fold` in `round` */
    uint32_t fold;
    uint32_t round;
    double penalty; /* of the squared weights, each as large as its feature's spread; 0: 10 */
} vn_keyword_training;

/* Appends the bytes of a model (vn_keyword_model_read). VN_EDATA: no article to learn from, or none whose tags occur
 * in it; VN_ENOMEM. */
VN_API vn_status vn_keyword_trainer_run(vn_keyword_trainer *trainer, const vn_keyword_training *training, vn_buf *model,
                                        vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
