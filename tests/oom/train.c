/* A model from a handful of sentences, opened and used. */
#include "oom.h"

static const char sentences[] = "Mưa lớn kéo_dài .\nHọc_sinh nghỉ học .\nMưa kéo_dài , học_sinh nghỉ .\nTrời mưa .\n";

static void report(void *context, const vn_train_report *done)
{
    *(unsigned *)context = done->epoch;
}

static vn_status train(vn_error *err)
{
    const vn_train_options options = {.epochs = 1, .min_syllable = 1, .min_bigram = 1, .min_trigram = 1, .min_fourgram = 1};
    vn_trainer *trainer = NULL;
    vn_buf model = {0};
    unsigned epoch = 0;
    vn_status st = vn_trainer_new(&trainer, &options, err);
    if (!st)
        st = vn_trainer_add(trainer, oom_slice(sentences), 1, err);
    if (!st)
        st = vn_trainer_add(trainer, oom_slice("Học_sinh học .\n"), 0, err);
    if (!st)
        st = vn_trainer_run(trainer, report, &epoch, &model, err);
    if (!st && (epoch != 1 || model.len == 0))
        st = oom_wrong(err, "no model");
    vn_buf_free(&model);
    vn_trainer_free(trainer);
    return st;
}

const oom_scenario oom_train[] = {
    {"training", train},
    {0},
};
