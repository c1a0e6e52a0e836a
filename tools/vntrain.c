/* vntrain: segmented text into a model for vnseg. */
#include "catalog.h"
#include "cli.h"
#include "keytrain.h"
#include "meter.h"
#include "output.h"

#include "vn/conllu.h"
#include "vn/eval_seg.h"
#include "vn/reader.h"
#include "vn/segment.h"
#include "vn/train.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { INPUT_AUTO, INPUT_LINES, INPUT_CONLLU };

typedef struct vntrain {
    const char *tool;
    cli_list gold;
    cli_list dev;
    cli_list words;
    double gold_weight;
    const char *model;
    const char *checkpoint;
    const char *from; /* the model to begin with */
    vn_model *base;
    int input;
    size_t epochs;
    size_t patience;
    size_t max_bytes;
    size_t seed;
    bool quiet;
    bool progress;
    vn_train_options train;
} vntrain;

/* In place of a sentence's weight: the lines are words of a list. */
static const double LISTED = -1;

/* What a run works with. */
typedef struct training {
    const vntrain *job;
    vn_trainer *trainer;
    vn_conllu *conllu;
    vn_buf dev;         /* lines of the development text, for the last score */
    vn_buf state;       /* the checkpoint that is being written */
    bool running;       /* the first progress report has come */
    const char *fault;  /* the file that a failure is about, NULL: none */
    meter meter;
} training;

/* --- reading ----------------------------------------------------------------------------------------------- */

static bool ends_in(const char *path, const char *end)
{
    const size_t n = strlen(path), m = strlen(end);
    return n >= m && strcmp(path + n - m, end) == 0;
}

static bool is_conllu(const vntrain *job, const char *path)
{
    if (job->input != INPUT_AUTO)
        return job->input == INPUT_CONLLU;
    return ends_in(path, ".conllu") || ends_in(path, ".conllu.gz");
}

static bool is_blank(vn_slice line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] != ' ' && line.ptr[i] != '\t')
            return false;
    return true;
}

/* Adds a line to what is learnt from or, with weight 0, to the development text. */
static vn_status add_sentence(training *t, vn_slice words, double weight, vn_error *err)
{
    if (weight == LISTED)
        return vn_trainer_add_words(t->trainer, words, err);
    vn_status st = vn_trainer_add(t->trainer, words, weight, err);
    if (st || weight > 0 || is_blank(words))
        return st;
    st = vn_buf_append(&t->dev, words.ptr, words.len, err);
    return st ? st : vn_buf_append(&t->dev, "\n", 1, err);
}

static vn_status add_conllu(training *t, vn_slice line, double weight, vn_error *err)
{
    vn_slice words;
    const vn_status st = vn_conllu_line(t->conllu, line, &words, err);
    return st || !words.ptr ? st : add_sentence(t, words, weight, err);
}

/* Adds the lines of a batch; a file of CoNLL-U may end without the blank line that ends its last sentence. */
static vn_status add_batch(training *t, vn_batch *batch, double weight, vn_error *err)
{
    vn_document line;
    vn_status st;
    const bool conllu = is_conllu(t->job, vn_batch_path(batch));
    while (!(st = vn_batch_next(batch, &line, err))) {
        if (line.line == 1)
            st = add_conllu(t, (vn_slice){0}, weight, err);
        if (!st)
            st = conllu ? add_conllu(t, line.text, weight, err) : add_sentence(t, line.text, weight, err);
        if (st && err)
            err->line = line.line;
        if (st)
            return st;
    }
    return st == VN_DONE ? VN_OK : st;
}

static vn_status add_batches(training *t, vn_reader *reader, vn_batch *batch, double weight, vn_error *err)
{
    vn_status st;
    while (!(st = vn_reader_next(reader, batch, err)))
        if ((st = add_batch(t, batch, weight, err)))
            return st;
    return st == VN_DONE ? add_conllu(t, (vn_slice){0}, weight, err) : st;
}

static int add_file(training *t, const char *path, double weight)
{
    const vn_reader_options options = {.kind = VN_INPUT_LINES};
    vn_reader *reader = NULL;
    vn_batch *batch = NULL;
    vn_error err = {0};
    vn_status st = vn_reader_new(&reader, &path, 1, &options, &err);
    if (!st)
        st = vn_batch_new(&batch, &err);
    if (!st)
        st = add_batches(t, reader, batch, weight, &err);
    const char *file = reader ? vn_reader_path(reader) : NULL; /* path may be a directory */
    const int code = st ? cli_fail(t->job->tool, file ? file : path, &err) : CLI_GO_ON;
    vn_batch_free(batch);
    vn_reader_free(reader);
    return code;
}

static int add_files(training *t, const char *const *paths, size_t n, double weight)
{
    int code = CLI_GO_ON;
    for (size_t i = 0; code == CLI_GO_ON && i < n; i++)
        code = add_file(t, paths[i], weight);
    return code;
}

/* --- checkpoints ------------------------------------------------------------------------------------------- */

static vn_status read_bytes(FILE *file, vn_buf *bytes, vn_error *err)
{
    enum { STEP = 1 << 20 };
    for (;;) {
        const vn_status st = vn_buf_reserve(bytes, STEP, err);
        if (st)
            return st;
        const size_t got = fread(bytes->ptr + bytes->len, 1, STEP, file);
        bytes->len += got;
        if (got < STEP)
            return ferror(file) ? cli_system_error(err, errno, "cannot read") : VN_OK;
    }
}

/* Goes on from the checkpoint, where there is one. */
static int resume(training *t)
{
    const vntrain *job = t->job;
    vn_buf bytes = {0};
    vn_error err = {0};
    FILE *file = fopen(job->checkpoint, "rb");
    if (!file && errno == ENOENT)
        return CLI_GO_ON;
    vn_status st = file ? read_bytes(file, &bytes, &err) : cli_system_error(&err, errno, "cannot open");
    if (file)
        fclose(file);
    if (!st)
        st = vn_trainer_resume(t->trainer, (vn_slice){bytes.ptr, bytes.len}, &err);
    vn_buf_free(&bytes);
    if (st)
        return cli_fail(job->tool, job->checkpoint, &err);
    if (!job->quiet)
        cli_note(job->tool, job->checkpoint, "goes on after pass %u", vn_trainer_epoch(t->trainer));
    return CLI_GO_ON;
}

static vn_status save(training *t, vn_error *err)
{
    t->state.len = 0;
    const vn_status st = vn_trainer_save(t->trainer, &t->state, err);
    return st ? st : output_whole(t->job->checkpoint, (vn_slice){t->state.ptr, t->state.len}, &t->fault, err);
}

/* --- passes ------------------------------------------------------------------------------------------------ */

/* What was printed so far has arrived. */
static vn_status flush_table(training *t, vn_error *err)
{
    if (!fflush(stdout) && !ferror(stdout))
        return VN_OK;
    t->fault = "standard output";
    return cli_error(err, VN_EIO, "cannot write the progress table");
}

static void show(training *t, const vn_train_report *r)
{
    char what[64];
    const size_t before = (size_t)(r->epoch - 1) * r->sentences;
    cli_say(what, sizeof what, "pass %u of %u", r->epoch, r->epochs);
    if (!t->running)
        meter_restart(&t->meter, before + r->done);
    t->running = true;
    meter_show(&t->meter, what, "sentences", before + r->done, (size_t)r->epochs * r->sentences);
}

/* A row a pass: epoch, loss, precision, recall, F1. */
static vn_status report(void *context, const vn_train_report *r, vn_error *err)
{
    training *t = context;
    if (r->done < r->sentences) {
        show(t, r);
        return VN_OK;
    }
    meter_clear();
    if (r->epoch)
        printf("%u\t%.6f", r->epoch, r->loss);
    else
        fputs("0\t-", stdout); /* the model to begin with: nothing was learnt */
    if (t->dev.len)
        printf("\t%.4f\t%.4f\t%.4f", r->precision, r->recall, r->f1);
    putchar('\n');
    const vn_status st = flush_table(t, err);
    return st || !t->job->checkpoint || !r->epoch ? st : save(t, err);
}

static int write_model(const vntrain *job, const vn_buf *model)
{
    vn_error err = {0};
    const char *name;
    const vn_status st = output_whole(job->model, (vn_slice){model->ptr, model->len}, &name, &err);
    return st ? cli_fail(job->tool, name, &err) : CLI_GO_ON;
}

/* --- the score of the model as it is written --------------------------------------------------------------- */

/* A line of segmented text as text. */
static vn_status spell(vn_slice line, vn_buf *text, vn_error *err)
{
    vn_status st = vn_buf_reserve(text, line.len, err);
    text->len = 0;
    for (size_t i = 0; !st && i < line.len; i++) {
        const bool literal = line.ptr[i] == '_' && i + 1 < line.len && line.ptr[i + 1] == '_';
        i += literal;
        st = vn_buf_append(text, line.ptr[i] == '_' && !literal ? " " : &line.ptr[i], 1, err);
    }
    return st;
}

typedef struct scoring {
    vn_segmenter *segmenter;
    vn_buf text, words;
    vn_eval_seg sum;
    size_t left_out; /* lines with characters that the words do not keep */
} scoring;

static vn_status score_line(scoring *s, vn_slice gold, vn_error *err)
{
    vn_words words;
    s->words.len = 0;
    vn_status st = spell(gold, &s->text, err);
    const vn_slice text = {s->text.ptr, s->text.len};
    if (!st)
        st = vn_segment(s->segmenter, text, &words, err);
    if (!st)
        st = vn_words_write(text, words.item, words.n, ' ', &s->words, err);
    if (st)
        return st;
    st = vn_eval_seg_add(&s->sum, gold, (vn_slice){s->words.ptr, s->words.len}, err);
    s->left_out += st == VN_EDATA;
    return st == VN_EDATA ? VN_OK : st;
}

static vn_status score_lines(scoring *s, vn_slice lines, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t at = 0; !st && at < lines.len;) {
        const size_t len = (size_t)((const char *)memchr(lines.ptr + at, '\n', lines.len - at) - (lines.ptr + at));
        st = score_line(s, (vn_slice){lines.ptr + at, len}, err);
        at += len + 1;
    }
    return st;
}

static vn_status score_model(scoring *s, const vn_buf *bytes, vn_slice lines, vn_error *err)
{
    vn_model *model = NULL;
    vn_status st = vn_model_read(&model, (vn_slice){bytes->ptr, bytes->len}, err);
    if (!st)
        st = vn_segmenter_new(&s->segmenter, model, NULL, err);
    if (!st)
        st = score_lines(s, lines, err);
    vn_segmenter_free(s->segmenter);
    vn_model_free(model);
    vn_buf_free(&s->text);
    vn_buf_free(&s->words);
    return st;
}

/* The last row: "model", the pass that it is of, and how it segments the development text as vnseg will. */
static vn_status report_model(training *t, const vn_buf *model, vn_error *err)
{
    scoring s = {0};
    const vn_status st = score_model(&s, model, (vn_slice){t->dev.ptr, t->dev.len}, err);
    if (st)
        return st;
    const vn_prf prf = vn_eval_seg_prf(&s.sum);
    printf("model\t%u\t%.4f\t%.4f\t%.4f\n", vn_trainer_best_epoch(t->trainer), prf.precision, prf.recall, prf.f1);
    if (s.left_out && !t->job->quiet)
        cli_note(t->job->tool, NULL,
                 s.left_out == 1 ? "%zu line of the development text left out of the score: its characters change"
                                 : CATALOG_MARK("%zu lines of the development text left out of the score: their "
                                                "characters change"),
                 s.left_out);
    return flush_table(t, err);
}

/* --- the whole --------------------------------------------------------------------------------------------- */

static int fail(training *t, vn_error *err)
{
    meter_clear();
    return cli_fail(t->job->tool, t->fault, err);
}

static int train(training *t)
{
    vn_buf model = {0};
    vn_error err = {0};
    vn_status st = vn_trainer_run(t->trainer, report, t, &model, &err);
    if (st == VN_EINVAL)
        err.code = VN_EDATA; /* files without a sentence: not the command line is wrong */
    int code = st ? fail(t, &err) : write_model(t->job, &model);
    if (code == CLI_GO_ON && t->dev.len && (st = report_model(t, &model, &err)))
        code = fail(t, &err);
    if (code == CLI_GO_ON && !t->dev.len && !t->job->quiet)
        cli_note(t->job->tool, NULL, "no development text (-d), so nothing is scored and the last pass was taken");
    vn_buf_free(&model);
    return code == CLI_GO_ON ? CLI_OK : code;
}

static int run_with(training *t, cli_arguments files)
{
    const vntrain *job = t->job;
    int code = add_files(t, files.item, files.n, 1);
    if (code == CLI_GO_ON)
        code = add_files(t, job->gold.item, job->gold.n, job->gold_weight);
    if (code == CLI_GO_ON)
        code = add_files(t, job->dev.item, job->dev.n, 0);
    if (code == CLI_GO_ON)
        code = add_files(t, job->words.item, job->words.n, LISTED);
    if (code == CLI_GO_ON && job->checkpoint)
        code = resume(t);
    return code == CLI_GO_ON ? train(t) : code;
}

/* Fails now, not after the training, where a file cannot be made. What is no regular file is not tried: its reader would
 * see it closed. */
static int try_place(const vntrain *job, const char *path)
{
    struct stat about;
    output *out = NULL;
    vn_error err = {0};
    if (!path || strcmp(path, "-") == 0 || (stat(path, &about) == 0 && !S_ISREG(about.st_mode)))
        return CLI_GO_ON;
    if (output_open(&out, path, &err))
        return cli_fail(job->tool, path, &err);
    output_discard(out);
    return CLI_GO_ON;
}

/* Opens the model to begin with, when one is named. */
static int open_base(vntrain *job)
{
    vn_error err = {0};
    if (!job->from)
        return CLI_GO_ON;
    const vn_status st = vn_model_open(&job->base, strcmp(job->from, "built-in") == 0 ? NULL : job->from, &err);
    job->train.from = job->base;
    return st ? cli_fail(job->tool, job->from, &err) : CLI_GO_ON;
}

static int run(vntrain *job, cli_arguments files)
{
    training t = {.job = job};
    vn_error err = {0};
    job->train.epochs = (unsigned)job->epochs;
    job->train.patience = job->patience ? (unsigned)job->patience : UINT_MAX;
    job->train.max_bytes = job->max_bytes;
    job->train.seed = job->seed;
    meter_begin(&t.meter, job->quiet ? METER_NEVER : job->progress ? METER_ALWAYS : METER_ON_TERMINAL);
    vn_status st = vn_trainer_new(&t.trainer, &job->train, &err);
    if (!st)
        st = vn_conllu_new(&t.conllu, &err);
    const int code = st ? cli_fail(job->tool, NULL, &err) : run_with(&t, files);
    vn_trainer_free(t.trainer);
    vn_conllu_free(t.conllu);
    vn_buf_free(&t.dev);
    vn_buf_free(&t.state);
    return code;
}

/* What the option table cannot check. */
static int check(const vntrain *job, cli_arguments files)
{
    if (!job->model)
        return cli_usage(job->tool, "a model needs a place: -O FILE");
    if (strcmp(job->model, "-") == 0)
        return cli_usage(job->tool, "a model is a file: standard output has the scores");
    if (files.n + job->gold.n == 0)
        return cli_usage(job->tool, "nothing to learn from: give files of segmented text");
    if (job->checkpoint && strcmp(job->checkpoint, "-") == 0)
        return cli_usage(job->tool, "a checkpoint is a file, not standard output");
    if (job->checkpoint && strcmp(job->checkpoint, job->model) == 0)
        return cli_usage(job->tool, "the model and the checkpoint are two files, not one");
    return CLI_GO_ON;
}

static int parse(vntrain *job, int argc, char **argv, cli_arguments *files)
{
    static const char *const inputs[] = {"auto", "lines", "conllu", NULL};
    const cli_option options[] = {
        {"model", 'O', CLI_TEXT, &job->model, "FILE", "write the model to FILE; required", 0, 0, NULL},
        {"dev", 'd', CLI_LIST, &job->dev, "FILE", "text that chooses the pass to keep and is never learnt from", 0, 0, NULL},
        {"gold", 'g', CLI_LIST, &job->gold, "FILE", "training text that counts --gold-weight times", 0, 0, NULL},
        {"words", 'w', CLI_LIST, &job->words, "FILE", "word list, a word a line; its worth is learnt", 0, 0, NULL},
        {"gold-weight", 0, CLI_REAL, &job->gold_weight, "X", "how much a gold sentence counts (5)", 0.001, 1000, NULL},
        {"from", 'f', CLI_TEXT, &job->from, "MODEL", "begin with a model file, or built-in: with that of vnseg", 0, 0, NULL},
        {"input", 'i', CLI_CHOICE, &job->input, "KIND", "what files hold: lines, conllu, auto: by name (auto)", 0, 0, inputs},
        {"epochs", 'e', CLI_COUNT, &job->epochs, "N", "passes over the data at the most (8; with -f 3)", 1, 1000, NULL},
        {"patience", 'p', CLI_COUNT, &job->patience, "N", "passes without a better score, 0: any number (3)", 0, 1000, NULL},
        {"checkpoint", 'c', CLI_TEXT, &job->checkpoint, "FILE", "state after each pass; it is gone on from", 0, 0, NULL},
        {"rate", 0, CLI_REAL, &job->train.rate, "X", "step of the gradient descent (0.6; with -f 0.05)", 0.0001, 100, NULL},
        {"max-bytes", 0, CLI_COUNT, &job->max_bytes, "N", "size of the model (7500000; with -f any)", 1, 64e6, NULL},
        {"seed", 0, CLI_COUNT, &job->seed, "N", "order of the sentences (1)", 1, 1e9, NULL},
        {"quiet", 'q', CLI_FLAG, &job->quiet, NULL, "no notes and no progress on standard error", 0, 0, NULL},
        {"progress", 0, CLI_FLAG, &job->progress, NULL, "say how far it is, also where there is no terminal", 0, 0, NULL},
    };
    const cli_program program = {
        .name = job->tool,
        .summary = "trains a model for vnseg from segmented text",
        .arguments = "-O MODEL [FILE]...",
        .examples = "  vntrain -O my.model words.txt                      learn from lines such as: học_sinh học sinh_học\n"
                    "  vntrain -O my.model -d dev.conllu train.conllu.gz  from a treebank; keep the pass with the best F1\n"
                    "  vntrain -O my.model --from built-in domain.txt     what vnseg knows, and the words of a domain\n"
                    "  vntrain -O my.model -c my.state silver.txt.gz      ended and started again, it goes on\n"
                    "  vnseg --model my.model article.txt                 use it\n",
        .options = options,
        .n_options = CLI_COUNT_OF(options),
        .notes = "A row a pass: number, loss per gap and, with -d, precision, recall, F1 of words; then the model's.\n"};
    const int code = cli_parse(&program, argc, argv, files);
    return code == CLI_GO_ON ? check(job, *files) : code;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "key") == 0)
        return keytrain_main(argc - 1, argv + 1);
    vntrain job = {.tool = "vntrain", .gold_weight = 5, .patience = 3, .seed = 1};
    cli_arguments files;
    int code = parse(&job, argc, argv, &files);
    if (code == CLI_GO_ON)
        code = try_place(&job, job.model);
    if (code == CLI_GO_ON)
        code = try_place(&job, job.checkpoint);
    if (code == CLI_GO_ON)
        code = open_base(&job);
    if (code == CLI_GO_ON)
        code = run(&job, files);
    vn_model_free(job.base);
    free(job.gold.item);
    free(job.dev.item);
    free(job.words.item);
    return code;
}
