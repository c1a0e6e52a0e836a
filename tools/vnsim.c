/* vnsim: which documents are similar: nearest neighbours, pairs above a threshold, or the full matrix. */
#include "sim_shard.h"

#include <stdlib.h>

static vn_status finish(void *context, output *out, vn_error *err)
{
    sim *s = context;
    s->out = out;
    vn_status st = collection_finish(&s->all, !s->matrix, err);
    if (!st && s->shares)
        st = sim_shard_check(s, err);
    if (st)
        return st;
    collection_warn(&s->all, "vnsim");
    s->shared = calloc(s->why_terms, sizeof *s->shared);
    if (!s->shared)
        return cli_error(err, VN_ENOMEM, "out of memory for shared terms");
    if (s->make_index)
        return sim_make_index(s, err);
    if (s->queries.n)
        return sim_index_in_memory(s, err);
    return s->matrix ? sim_matrix(s, err) : s->shares ? sim_shard_pairs(s, err) : sim_pairs(s, err);
}

static const char NOTES[] =
    "Documents without the field tfidf are segmented and weighed as by vnseg and vntfidf. "
    "Without --top, --min and --matrix: --top 10.\n"
    "--min prints each pair once, --top each document's neighbours; together neighbours of at least S.\n"
    "With --index the FILEs, with --query its file are what similar documents are looked for.\n";

static const char EXAMPLES[] = "  vnseg news | vntfidf | vnsim            the 10 nearest neighbours of each article\n"
                               "  vnsim --min 0.8 --why a.jsonl           pairs that tell nearly the same, and why\n"
                               "  vnsim --matrix -o csv -O sim.csv a.jsonl  the full matrix for a spreadsheet\n"
                               "  vnsim --query draft.txt --titles news   which articles of a folder are like a draft\n";

/* Reads all documents, then finishes. An index for queries is all that comes of them: the output is that of the queries. */
static int collect(sim *s, cli_arguments files)
{
    stream_settings settings = s->settings;
    vn_error err = {0};
    if (s->shares && !s->matrix && sim_shard_begin(s, &err))
        return cli_fail("vnsim", NULL, &err);
    if (s->queries.n)
        settings.output = "/dev/null";
    return stream_run(&(stream_job){.tool = "vnsim",
                                    .settings = &settings,
                                    .files = files,
                                    .context = s,
                                    COLLECTION_JOB,
                                    .finish = finish});
}

static int ask(sim *s, cli_arguments files)
{
    const cli_arguments queries = {.item = s->queries.item, .n = s->queries.n};
    const int code = s->index_path ? sim_open_index(s, s->index_path) : collect(s, files);
    if (code > CLI_OK)
        return code;
    return sim_ask(s, s->queries.n ? queries : files);
}

static int run(sim *s, cli_arguments files)
{
    int code = terminology_open(&s->all.terms, "vnsim");
    if (code >= 0)
        return code;
    code = s->index_path || s->queries.n ? ask(s, files) : collect(s, files);
    sim_shard_free(s);
    vn_index_free(s->index);
    vn_buf_free(&s->index_bytes);
    collection_free(&s->all);
    vn_buf_free(&s->line);
    free(s->shared);
    return code;
}

/* What the table of options cannot check. */
static int check(const sim *s, const char *format, size_t n_files)
{
    const bool asks = s->index_path || s->queries.n;
    if (s->matrix && (s->top || s->min >= 0 || s->why || s->titles))
        return cli_usage("vnsim", "--matrix goes without --top, --min, --why and --titles");
    if (s->format != SIM_TSV && !s->matrix)
        return cli_usage("vnsim", "--format %s goes with --matrix", format);
    if ((s->matrix && asks) || (s->make_index && (asks || s->matrix || s->top || s->min >= 0 || s->why || s->titles)))
        return cli_usage("vnsim", "--matrix, --make-index and --index or --query are three things");
    if (s->index_path && s->queries.n && n_files)
        return cli_usage("vnsim", "with --index and --query there is nothing else to read");
    if (s->merge && (asks || s->matrix || s->make_index || s->top || s->min >= 0 || s->why || s->titles || s->shares))
        return cli_usage("vnsim", "--merge goes without other options: the shares say what they hold");
    if (s->merge && !n_files)
        return cli_usage("vnsim", "--merge wants the outputs of all shares");
    if (s->shares && (asks || s->make_index))
        return cli_usage("vnsim", "--shard goes without --make-index, --index and --query");
    return CLI_GO_ON;
}

int main(int argc, char **argv)
{
    const char *shard = NULL;
    static const char *const formats[] = {"tsv", "csv", "mtx", "npy", NULL};
    sim s = {.all = {.terms = TERMINOLOGY_DEFAULTS}, .settings = STREAM_DEFAULTS, .min = -1, .why_terms = 5};
    const cli_option options[] = {
        {"top", 'k', CLI_COUNT, &s.top, "K", "the K nearest neighbours of each document (10)", 1, 1e9, NULL},
        {"min", 0, CLI_REAL, &s.min, "S", "pairs with a similarity of S or more, 0 to 1", 0, 1, NULL},
        {"matrix", 0, CLI_FLAG, &s.matrix, NULL, "the full matrix, documents in the order of the input", 0, 0, NULL},
        {"format", 'o', CLI_CHOICE, &s.format, "FORMAT", "of the matrix: tsv, csv, mtx or npy (tsv)", 0, 0, formats},
        {"why", 0, CLI_FLAG, &s.why, NULL, "a fourth column: shared terms, each with its part of the score", 0, 0, NULL},
        {"terms", 0, CLI_COUNT, &s.why_terms, "N", "how many terms --why shows (5)", 1, 1e6, NULL},
        {"titles", 0, CLI_FLAG, &s.titles, NULL, "a last column: the title of the second document", 0, 0, NULL},
        {"make-index", 0, CLI_FLAG, &s.make_index, NULL, "write an index of the documents, for --index", 0, 0, NULL},
        {"index", 0, CLI_TEXT, &s.index_path, "FILE", "the documents of this index most like each of [FILE]", 0, 0, NULL},
        {"query", 0, CLI_LIST, &s.queries, "FILE", "the documents most like those of this file; may be repeated", 0, 0, NULL},
        {"shard", 0, CLI_TEXT, &shard, "I/N", "the I-th of N shares of the work, for as many machines", 0, 0, NULL},
        {"merge", 0, CLI_FLAG, &s.merge, NULL, "the FILEs are all shares of a run: put them together", 0, 0, NULL},
        TITLE_WEIGHT_OPTION(s.all.terms), ALIAS_OPTION(s.all.terms),
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
    int code = cli_parse(&program, argc, argv, &files);
    if (code == CLI_GO_ON && shard && !sim_shard_parse(&s, shard))
        code = cli_usage("vnsim", "--shard wants I/N, 1/1 to 10000/10000, not '%s'", shard);
    if (code == CLI_GO_ON)
        code = check(&s, formats[s.format], files.n);
    if (code == CLI_GO_ON)
        code = s.merge ? sim_shard_merge(files, s.settings.output) : run(&s, files);
    free(s.queries.item);
    return code;
}
