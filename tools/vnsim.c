/* vnsim: which documents are similar: nearest neighbours, pairs above a threshold, or the full matrix. */
#include "collection.h"

#include "vn/json.h"
#include "vn/similar.h"
#include "vn/tsv.h"

#include <stdlib.h>
#include <string.h>

enum { TSV, CSV, MTX };

/* Scores count against --min as they are printed, with nine digits: copies of a document reach 1. */
static const double HALF_DIGIT = 5e-10;

typedef struct sim {
    collection all; /* first, so that the stream's context is the collection too */
    stream_settings settings;
    size_t top;
    double min; /* below 0: not given */
    bool matrix;
    int format;
    bool why;
    size_t why_terms;
    vn_match *shared; /* [why_terms] */
    vn_buf line;
    output *out;
} sim;

static vn_status flush_line(sim *s, vn_error *err)
{
    const vn_status st = output_write(s->out, s->line.ptr, s->line.len, err);
    s->line.len = 0;
    return st;
}

/* Pairs ------------------------------------------------------------------------------------------------------------- */

/* A term as one word: a phrase keeps together by underscores. */
static vn_status put_term(vn_slice term, vn_buf *out, vn_error *err)
{
    const size_t start = out->len;
    const vn_status st = vn_tsv_write(term, out, err);
    for (size_t i = start; !st && i < out->len; i++)
        if (out->ptr[i] == ' ')
            out->ptr[i] = '_';
    return st;
}

static vn_status put_why(sim *s, size_t a, size_t b, vn_error *err)
{
    const size_t n = vn_similar_why(&s->all.matrix, a, b, s->shared, s->why_terms);
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n; i++) {
        st = cli_append(&s->line, i ? " " : "\t", err);
        if (!st)
            st = put_term(vn_vocab_term(s->all.vocab, (uint32_t)s->shared[i].index), &s->line, err);
        if (!st)
            st = cli_append(&s->line, ":", err);
        if (!st)
            st = vn_json_write_number(s->shared[i].score, &s->line, err);
    }
    return st;
}

static vn_status put_pair(sim *s, size_t a, const vn_match *b, vn_error *err)
{
    vn_status st = vn_tsv_write(collection_row(&s->all, a)->id, &s->line, err);
    if (!st)
        st = cli_append(&s->line, "\t", err);
    if (!st)
        st = vn_tsv_write(collection_row(&s->all, b->index)->id, &s->line, err);
    if (!st)
        st = cli_append(&s->line, "\t", err);
    if (!st)
        st = vn_json_write_number(b->score, &s->line, err);
    if (!st && s->why)
        st = put_why(s, a, b->index, err);
    return st ? st : cli_append(&s->line, "\n", err);
}

static vn_status put_neighbors(void *context, size_t row, const vn_match *match, size_t n, vn_error *err)
{
    sim *s = context;
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n; i++)
        st = put_pair(s, row, &match[i], err);
    return st ? st : flush_line(s, err);
}

static vn_status write_pairs(sim *s, vn_error *err)
{
    const vn_similar_options options = {
        .top = s->top || s->min >= 0 ? s->top : 10,
        .min = s->min > HALF_DIGIT ? s->min - HALF_DIGIT : 0,
        .once = s->min >= 0 && !s->top,
        .threads = (unsigned)s->settings.jobs,
    };
    s->shared = calloc(s->why_terms, sizeof *s->shared);
    if (!s->shared)
        return cli_error(err, VN_ENOMEM, "out of memory for shared terms");
    return vn_similar_neighbors(&s->all.matrix, &options, put_neighbors, s, err);
}

/* The matrix -------------------------------------------------------------------------------------------------------- */

static vn_status put_cell(const sim *s, vn_slice id, vn_buf *out, vn_error *err)
{
    bool quote = false;
    for (size_t i = 0; s->format == CSV && i < id.len; i++)
        quote |= strchr(",\"\r\n", id.ptr[i]) && id.ptr[i];
    if (!quote)
        return s->format == CSV ? vn_buf_append(out, id.ptr, id.len, err) : vn_tsv_write(id, out, err);
    vn_status st = cli_append(out, "\"", err);
    for (size_t i = 0; !st && i < id.len; i++)
        st = cli_append(out, id.ptr[i] == '"' ? "\"\"" : (char[]){id.ptr[i], '\0'}, err);
    return st ? st : cli_append(out, "\"", err);
}

/* MatrixMarket: the ids as comments, then the lower triangle by columns, which is what the rows hold from the diagonal
 * on. */
static vn_status put_mtx_head(sim *s, vn_error *err)
{
    vn_status st = cli_append(&s->line, "%%MatrixMarket matrix array real symmetric\n", err);
    for (size_t r = 0; !st && r < s->all.n; r++) {
        st = cli_append(&s->line, "% ", err);
        if (!st)
            st = vn_tsv_write(collection_row(&s->all, r)->id, &s->line, err);
        if (!st)
            st = cli_append(&s->line, "\n", err);
    }
    for (int i = 0; !st && i < 2; i++) {
        st = vn_json_write_number((double)s->all.n, &s->line, err);
        if (!st)
            st = cli_append(&s->line, i ? "\n" : " ", err);
    }
    return st;
}

static vn_status put_table_head(sim *s, vn_error *err)
{
    vn_status st = cli_append(&s->line, "id", err);
    for (size_t r = 0; !st && r < s->all.n; r++) {
        st = cli_append(&s->line, s->format == CSV ? "," : "\t", err);
        if (!st)
            st = put_cell(s, collection_row(&s->all, r)->id, &s->line, err);
    }
    return st ? st : cli_append(&s->line, "\n", err);
}

static vn_status put_scores(void *context, size_t row, const double *score, size_t n, vn_error *err)
{
    sim *s = context;
    const char *const parting = s->format == MTX ? "\n" : s->format == CSV ? "," : "\t";
    vn_status st = s->format == MTX ? VN_OK : put_cell(s, collection_row(&s->all, row)->id, &s->line, err);
    for (size_t j = s->format == MTX ? row : 0; !st && j < n; j++) {
        if (s->format != MTX || j > row)
            st = cli_append(&s->line, parting, err);
        if (!st)
            st = vn_json_write_number(score[j], &s->line, err);
    }
    if (!st)
        st = cli_append(&s->line, "\n", err);
    return st ? st : flush_line(s, err);
}

static vn_status write_matrix(sim *s, vn_error *err)
{
    vn_status st = s->format == MTX ? put_mtx_head(s, err) : put_table_head(s, err);
    if (!st)
        st = flush_line(s, err);
    if (st)
        return st;
    return vn_similar_matrix(&s->all.matrix, VN_MATRIX_FULL, (unsigned)s->settings.jobs, put_scores, s, err);
}

static vn_status finish(void *context, output *out, vn_error *err)
{
    sim *s = context;
    s->out = out;
    const vn_status st = collection_finish(&s->all, !s->matrix, err);
    if (st)
        return st;
    return s->matrix ? write_matrix(s, err) : write_pairs(s, err);
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
    static const char *const formats[] = {"tsv", "csv", "mtx", NULL};
    sim s = {.all = {.terms = TERMINOLOGY_DEFAULTS}, .settings = STREAM_DEFAULTS, .min = -1, .why_terms = 5};
    const cli_option options[] = {
        {"top", 'k', CLI_COUNT, &s.top, "K", "the K nearest neighbours of each document (10)", 1, 1e9, NULL},
        {"min", 0, CLI_REAL, &s.min, "S", "pairs with a similarity of S or more, 0 to 1", 0, 1, NULL},
        {"matrix", 0, CLI_FLAG, &s.matrix, NULL, "the full matrix, documents in the order of the input", 0, 0, NULL},
        {"format", 'o', CLI_CHOICE, &s.format, "FORMAT", "of the matrix: tsv, csv or mtx (tsv)", 0, 0, formats},
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
    if (s.format != TSV && !s.matrix)
        return cli_usage("vnsim", "--format %s goes with --matrix", formats[s.format]);
    return run(&s, files);
}
