/* vnsim: which documents are similar: nearest neighbours, pairs above a threshold, or the full matrix. */
#include "sim.h"

#include <stdlib.h>

static vn_status finish(void *context, output *out, vn_error *err)
{
    sim *s = context;
    s->out = out;
    const vn_status st = collection_finish(&s->all, !s->matrix, err);
    if (st)
        return st;
    s->shared = calloc(s->why_terms, sizeof *s->shared);
    if (!s->shared)
        return cli_error(err, VN_ENOMEM, "out of memory for shared terms");
    return s->matrix ? sim_matrix(s, err) : sim_pairs(s, err);
}

static const char NOTES[] =
    "Documents without the field tfidf are segmented and weighed as by vnseg and vntfidf. "
    "Without --top, --min and --matrix: --top 10.\n"
    "--min prints each pair once, --top each document's neighbours; together neighbours of at least S.\n";

static const char EXAMPLES[] = "  vnseg news | vntfidf | vnsim            the 10 nearest neighbours of each article\n"
                               "  vnsim --min 0.8 --why a.jsonl           pairs that tell nearly the same, and why\n"
                               "  vnsim --matrix -o csv -O sim.csv a.jsonl  the full matrix for a spreadsheet\n";

static int run(sim *s, cli_arguments files)
{
    int code = terminology_open(&s->all.terms, "vnsim");
    if (code >= 0)
        return code;
    code = stream_run(&(stream_job){.tool = "vnsim",
                                    .settings = &s->settings,
                                    .files = files,
                                    .context = s,
                                    COLLECTION_JOB,
                                    .finish = finish});
    collection_free(&s->all);
    vn_buf_free(&s->line);
    free(s->shared);
    return code;
}

int main(int argc, char **argv)
{
    static const char *const formats[] = {"tsv", "csv", "mtx", "npy", NULL};
    sim s = {.all = {.terms = TERMINOLOGY_DEFAULTS}, .settings = STREAM_DEFAULTS, .min = -1, .why_terms = 5};
    const cli_option options[] = {
        {"top", 'k', CLI_COUNT, &s.top, "K", "the K nearest neighbours of each document (10)", 1, 1e9, NULL},
        {"min", 0, CLI_REAL, &s.min, "S", "pairs with a similarity of S or more, 0 to 1", 0, 1, NULL},
        {"matrix", 0, CLI_FLAG, &s.matrix, NULL, "the full matrix, documents in the order of the input", 0, 0, NULL},
        {"format", 'o', CLI_CHOICE, &s.format, "FORMAT", "of the matrix: tsv, csv, mtx or npy (tsv)", 0, 0, formats},
        {"why", 0, CLI_FLAG, &s.why, NULL, "a fourth column: shared terms, each with its part of the score", 0, 0, NULL},
        {"terms", 0, CLI_COUNT, &s.why_terms, "N", "how many terms --why shows (5)", 1, 1e6, NULL},
        TITLE_WEIGHT_OPTION(s.all.terms),
        STREAM_JOBS(s.settings),
        STREAM_OPTIONS(s.settings),
    };
    const cli_program program = {.name = "vnsim",
                                 .summary = "finds similar documents",
                                 .arguments = "[FILE]...",
                                 .examples = EXAMPLES,
                                 .options = options,
                                 .n_options = CLI_COUNT_OF(options),
                                 .notes = NOTES};
    cli_arguments files;
    const int code = cli_parse(&program, argc, argv, &files);
    if (code >= 0)
        return code;
    if (s.matrix && (s.top || s.min >= 0 || s.why))
        return cli_usage("vnsim", "--matrix goes without --top, --min and --why");
    if (s.format != SIM_TSV && !s.matrix)
        return cli_usage("vnsim", "--format %s goes with --matrix", formats[s.format]);
    return run(&s, files);
}
