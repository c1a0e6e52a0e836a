/* vntrain: segmented text into a model for vnseg. */
#include "cli.h"
#include "output.h"

#include "vn/reader.h"
#include "vn/train.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct vntrain {
    const char *tool;
    cli_list gold;
    cli_list dev;
    double gold_weight;
    const char *model;
    size_t epochs;
    size_t max_bytes;
    size_t seed;
    vn_train_options train;
} vntrain;

/* Adds the lines of one file. */
static vn_status add_lines(vn_trainer *trainer, vn_reader *reader, vn_batch *batch, double weight, vn_error *err)
{
    vn_document line;
    vn_status st;
    while (!(st = vn_reader_next(reader, batch, err))) {
        while (!(st = vn_batch_next(batch, &line, err))) {
            st = vn_trainer_add(trainer, line.text, weight, err);
            if (st && err)
                err->line = line.line;
            if (st)
                return st;
        }
        if (st != VN_DONE)
            return st;
    }
    return st == VN_DONE ? VN_OK : st;
}

static int add_file(const vntrain *job, vn_trainer *trainer, const char *path, double weight)
{
    const vn_reader_options options = {.kind = VN_INPUT_LINES};
    vn_reader *reader = NULL;
    vn_batch *batch = NULL;
    vn_error err = {0};
    vn_status st = vn_reader_new(&reader, &path, 1, &options, &err);
    if (!st)
        st = vn_batch_new(&batch, &err);
    if (!st)
        st = add_lines(trainer, reader, batch, weight, &err);
    const char *file = reader ? vn_reader_path(reader) : NULL; /* path may be a directory */
    const int code = st ? cli_fail(job->tool, file ? file : path, &err) : CLI_GO_ON;
    vn_batch_free(batch);
    vn_reader_free(reader);
    return code;
}

static int add_files(const vntrain *job, vn_trainer *trainer, const char *const *paths, size_t n, double weight)
{
    int code = CLI_GO_ON;
    for (size_t i = 0; code == CLI_GO_ON && i < n; i++)
        code = add_file(job, trainer, paths[i], weight);
    return code;
}

/* A row a pass: epoch, loss, precision, recall, F1. */
static void report(void *context, const vn_train_report *r)
{
    const bool *has_dev = context;
    const double sum = r->precision + r->recall;
    if (*has_dev)
        printf("%u\t%.6f\t%.4f\t%.4f\t%.4f\n", r->epoch, r->loss, r->precision, r->recall,
               sum > 0 ? 2 * r->precision * r->recall / sum : 0);
    else
        printf("%u\t%.6f\n", r->epoch, r->loss);
    fflush(stdout);
}

static int write_model(const vntrain *job, const vn_buf *model)
{
    vn_error err = {0};
    const char *name;
    const vn_status st = output_whole(job->model, (vn_slice){model->ptr, model->len}, &name, &err);
    return st ? cli_fail(job->tool, name, &err) : CLI_OK;
}

static int train(const vntrain *job, vn_trainer *trainer)
{
    vn_buf model = {0};
    vn_error err = {0};
    bool has_dev = job->dev.n > 0;
    vn_status st = vn_trainer_run(trainer, report, &has_dev, &model, &err);
    const bool is_lost = !st && (fflush(stdout) || ferror(stdout));
    if (is_lost)
        st = cli_error(&err, VN_EIO, "cannot write the progress table");
    if (st == VN_EINVAL)
        err.code = VN_EDATA; /* files without a sentence: not the command line is wrong */
    const int code = st ? cli_fail(job->tool, is_lost ? "standard output" : NULL, &err) : write_model(job, &model);
    vn_buf_free(&model);
    return code;
}

static int run(vntrain *job, cli_arguments files)
{
    vn_trainer *trainer = NULL;
    vn_error err = {0};
    job->train.epochs = (unsigned)job->epochs;
    job->train.max_bytes = job->max_bytes;
    job->train.seed = job->seed;
    if (vn_trainer_new(&trainer, &job->train, &err))
        return cli_fail(job->tool, NULL, &err);
    int code = add_files(job, trainer, files.item, files.n, 1);
    if (code == CLI_GO_ON)
        code = add_files(job, trainer, job->gold.item, job->gold.n, job->gold_weight);
    if (code == CLI_GO_ON)
        code = add_files(job, trainer, job->dev.item, job->dev.n, 0);
    if (code == CLI_GO_ON)
        code = train(job, trainer);
    vn_trainer_free(trainer);
    return code;
}

int main(int argc, char **argv)
{
    vntrain job = {.tool = "vntrain", .gold_weight = 5, .epochs = 8, .max_bytes = 7500000, .seed = 1};
    const cli_option options[] = {
        {"model", 'O', CLI_TEXT, &job.model, "FILE", "write the model to FILE; required", 0, 0, NULL},
        {"dev", 'd', CLI_LIST, &job.dev, "FILE", "development text: scored after each pass, never learnt from", 0, 0, NULL},
        {"gold", 'g', CLI_LIST, &job.gold, "FILE", "training text that counts --gold-weight times", 0, 0, NULL},
        {"gold-weight", 0, CLI_REAL, &job.gold_weight, "X", "how much a gold sentence counts (5)", 0.001, 1000, NULL},
        {"epochs", 'e', CLI_COUNT, &job.epochs, "N", "passes over the data (8)", 1, 1000, NULL},
        {"rate", 0, CLI_REAL, &job.train.rate, "X", "step of the gradient descent (0.6)", 0.0001, 100, NULL},
        {"max-bytes", 0, CLI_COUNT, &job.max_bytes, "N", "size of the model file (7500000)", 1, 64e6, NULL},
        {"seed", 0, CLI_COUNT, &job.seed, "N", "order of the sentences (1)", 1, 1e9, NULL},
    };
    const cli_program program = {
        .name = job.tool,
        .summary = "trains a model for vnseg from segmented text",
        .arguments = "-O MODEL [FILE]...",
        .examples = "  vntrain -O my.model words.txt                     learn from lines such as: học_sinh học sinh_học\n"
                    "  vntrain -O my.model -g gold.txt -d dev.txt silver.txt.gz\n"
                    "  vnseg --model my.model article.txt                use it\n",
        .options = options,
        .n_options = CLI_COUNT_OF(options),
        .notes = "With -d each pass prints: epoch, loss per gap, precision, recall, F1 of the words.\n"};
    cli_arguments files;
    int code = cli_parse(&program, argc, argv, &files);
    if (code == CLI_GO_ON && !job.model)
        code = cli_usage(job.tool, "a model needs a place: -O FILE");
    if (code == CLI_GO_ON && files.n + job.gold.n == 0)
        code = cli_usage(job.tool, "nothing to learn from: give files of segmented text");
    if (code == CLI_GO_ON)
        code = run(&job, files);
    free(job.gold.item);
    free(job.dev.item);
    return code;
}
