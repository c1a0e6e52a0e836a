/* A model from a handful of sentences, opened and used. */
#include "oom.h"

static const char sentences[] = "Mưa lớn kéo_dài .\nHọc_sinh nghỉ học .\nMưa kéo_dài , học_sinh nghỉ .\nTrời mưa .\n";

typedef struct run {
    vn_trainer *trainer;
    vn_buf state;
    bool resumes;
    const vn_model *from;
} run;

static vn_status report(void *context, const vn_train_report *done, vn_error *err)
{
    run *r = context;
    if (r->resumes || done->epoch != 1)
        return VN_OK;
    return vn_trainer_save(r->trainer, &r->state, err);
}

static vn_status add(vn_trainer *trainer, vn_error *err)
{
    vn_status st = vn_trainer_add(trainer, oom_slice(sentences), 1, err);
    if (!st)
        st = vn_trainer_add_words(trainer, oom_slice("kéo dài\nmưa_gió\nđầu tắt mặt tối\n"), err);
    return st ? st : vn_trainer_add(trainer, oom_slice("Học_sinh học .\n"), 0, err);
}

/* A whole training, from the state of an earlier one when there is one. */
static vn_status train_once(run *r, vn_buf *model, vn_error *err)
{
    const vn_train_options options = {.from = r->from, .epochs = 2, .min_syllable = 1, .min_bigram = 1, .min_trigram = 1,
                                      .min_fourgram = 1};
    vn_status st = vn_trainer_new(&r->trainer, &options, err);
    if (!st)
        st = add(r->trainer, err);
    if (!st && r->resumes)
        st = vn_trainer_resume(r->trainer, (vn_slice){r->state.ptr, r->state.len}, err);
    if (!st && vn_trainer_epoch(r->trainer) != (r->resumes ? 1 : 0))
        st = oom_wrong(err, "another pass");
    if (!st)
        st = vn_trainer_run(r->trainer, report, r, model, err);
    if (!st && vn_trainer_epoch(r->trainer) < vn_trainer_best_epoch(r->trainer))
        st = oom_wrong(err, "no pass");
    vn_trainer_free(r->trainer);
    r->trainer = NULL;
    return st;
}

static vn_status train(vn_error *err)
{
    run r = {0};
    vn_buf once = {0};
    vn_buf twice = {0};
    vn_model *model = NULL;
    vn_status st = train_once(&r, &once, err);
    r.resumes = true;
    if (!st)
        st = train_once(&r, &twice, err);
    if (!st && (once.len != twice.len || memcmp(once.ptr, twice.ptr, once.len) != 0))
        st = oom_wrong(err, "another model");
    if (!st)
        st = vn_model_read(&model, (vn_slice){once.ptr, once.len}, err);
    vn_model_free(model);
    vn_buf_free(&r.state);
    vn_buf_free(&once);
    vn_buf_free(&twice);
    return st;
}

/* The model of a training as what the next begins with. */
static vn_status adapt(vn_error *err)
{
    run first = {.resumes = false};
    vn_buf bytes = {0};
    vn_buf again = {0};
    vn_model *model = NULL;
    vn_status st = train_once(&first, &bytes, err);
    if (!st)
        st = vn_model_read(&model, (vn_slice){bytes.ptr, bytes.len}, err);
    run second = {.from = model};
    if (!st)
        st = train_once(&second, &again, err);
    if (!st && again.len == 0)
        st = oom_wrong(err, "no model");
    vn_model_free(model);
    vn_buf_free(&first.state);
    vn_buf_free(&second.state);
    vn_buf_free(&bytes);
    vn_buf_free(&again);
    return st;
}

static vn_status treebank(vn_error *err)
{
    vn_conllu *conllu = NULL;
    vn_slice words = {0};
    vn_status st = vn_conllu_new(&conllu, err);
    if (!st)
        st = vn_conllu_line(conllu, oom_slice("1\thọc sinh\t_\t_\t_\t_\t_\t_\t_\t_"), &words, err);
    if (!st)
        st = vn_conllu_line(conllu, oom_slice(""), &words, err);
    if (!st && (words.len == 0 || memchr(words.ptr, '_', words.len) == NULL))
        st = oom_wrong(err, "no word");
    vn_conllu_free(conllu);
    return st;
}

const oom_scenario oom_train[] = {
    {"training and its checkpoint", train},
    {"training from a model", adapt},
    {"CoNLL-U", treebank},
    {0},
};
