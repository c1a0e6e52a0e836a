/* vneval: how good a result is, against a gold standard. */
#include "catalog.h"
#include "cli.h"
#include "docwords.h"
#include "idtable.h"
#include "output.h"
#include "taglist.h"

#include "vn/eval_clust.h"
#include "vn/eval_key.h"
#include "vn/eval_list.h"
#include "vn/eval_seg.h"
#include "vn/json.h"
#include "vn/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct vneval {
    const char *tool;
    const char *field; /* of the gold records, for clust */
    const char *gold;
    const char *system;
    const char *other; /* keywords to compare with, or NULL */
    size_t resamples;
    size_t seed;
    vn_buf rows; /* the table to print */
} vneval;

static vn_status cell(vneval *job, double value, vn_error *err)
{
    const vn_status st = cli_append(&job->rows, "\t", err);
    return st ? st : vn_json_write_number(value, &job->rows, err);
}

/* Adds a row: the measure and its value. */
static vn_status row(vneval *job, const char *name, double value, vn_error *err)
{
    vn_status st = cli_append(&job->rows, name, err);
    if (!st)
        st = cell(job, value, err);
    return st ? st : cli_append(&job->rows, "\n", err);
}

typedef struct measure_row {
    const char *name;
    double value;
} measure_row;

static int finish(vneval *job, const measure_row *rows, size_t n, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n; i++)
        st = row(job, rows[i].name, rows[i].value, err);
    return st ? cli_fail(job->tool, NULL, err) : CLI_GO_ON;
}

/* --- lines of two files ------------------------------------------------------------------------------------ */

typedef struct lines {
    vn_reader *reader;
    vn_batch *batch;
    bool filled;
} lines;

static void lines_close(lines *l)
{
    vn_batch_free(l->batch);
    vn_reader_free(l->reader);
}

static vn_status lines_open(lines *l, const char *const *path, vn_error *err)
{
    const vn_reader_options options = {.kind = VN_INPUT_LINES};
    const vn_status st = vn_reader_new(&l->reader, path, 1, &options, err);
    return st ? st : vn_batch_new(&l->batch, err);
}

static vn_status lines_next(lines *l, vn_slice *line, size_t *number, vn_error *err)
{
    vn_document doc;
    vn_status st = VN_DONE;
    for (;;) {
        if (l->filled)
            st = vn_batch_next(l->batch, &doc, err);
        if (st != VN_DONE)
            break;
        st = vn_reader_next(l->reader, l->batch, err);
        l->filled = !st;
        if (st)
            return st;
    }
    if (!st) {
        *line = doc.text;
        *number = doc.line;
    }
    return st;
}

/* Adds the lines of both files; *fault is the file that a failure is about. */
static vn_status add_lines(vneval *job, lines *gold, lines *system, vn_eval_seg *sum, const char **fault, vn_error *err)
{
    for (;;) {
        vn_slice a;
        vn_slice b;
        size_t number = 0;
        *fault = job->gold;
        const vn_status g = lines_next(gold, &a, &number, err);
        if (g < 0)
            return g;
        *fault = job->system;
        const vn_status s = lines_next(system, &b, &number, err);
        if (s < 0)
            return s;
        if (g != s)
            return cli_error(err, VN_EDATA, s ? "has fewer lines than '%s'" : CATALOG_MARK("has more lines than '%s'"),
                             job->gold);
        if (g == VN_DONE)
            return VN_OK;
        const vn_status st = vn_eval_seg_add(sum, a, b, err);
        if (st && err)
            err->line = number;
        if (st)
            return st;
    }
}

static int evaluate_seg(vneval *job)
{
    lines gold = {0};
    lines system = {0};
    vn_eval_seg sum = {0};
    vn_error err = {0};
    const char *fault = job->gold;
    vn_status st = lines_open(&gold, &job->gold, &err);
    if (!st) {
        fault = job->system;
        st = lines_open(&system, &job->system, &err);
    }
    if (!st)
        st = add_lines(job, &gold, &system, &sum, &fault, &err);
    lines_close(&gold);
    lines_close(&system);
    if (st)
        return cli_fail(job->tool, fault, &err);
    const vn_prf r = vn_eval_seg_prf(&sum);
    const measure_row rows[] = {{"precision", r.precision}, {"recall", r.recall}, {"f1", r.f1},
                                {"gold_words", (double)sum.gold}, {"system_words", (double)sum.system},
                                {"right_words", (double)sum.right}, {"lines", (double)sum.lines},
                                {"perfect_lines", (double)sum.perfect}};
    return finish(job, rows, CLI_COUNT_OF(rows), &err);
}

/* --- keywords ---------------------------------------------------------------------------------------------- */

/* A file to judge. */
typedef struct judged {
    const char *path;
    idtable lists;
    vn_eval_key *eval;
    vn_eval_list *list;
    size_t missing; /* gold documents that the file lacks */
    vn_eval_key_scores scores;
    vn_list_shares shares;
} judged;

/* What the evaluation of keywords needs. */
typedef struct keyword_job {
    judged side[2];
    size_t sides; /* 1, or 2 to be compared */
    segmentation segmentation;
    docwords *words;
    taglist tags;
    taglist found;
    const char *fault; /* the file that a failure is about */
} keyword_job;

/* Terms of a raw value that stands in a line of `path`. */
static vn_status read_terms_at(keyword_job *k, const char *path, size_t line, taglist *t, vn_slice json, vn_error *err)
{
    const vn_status st = taglist_read(t, json, err);
    if (st && err) {
        k->fault = path;
        err->line = line;
        err->column = 0; /* it counted in the value */
    }
    return st;
}

/* A gold document, whose tags are read, to one of the files to judge. */
static vn_status judge(keyword_job *k, judged *j, const vn_document *doc, const vn_keyword_input *input, vn_error *err)
{
    const id_row *row = doc->id.ptr ? idtable_find(&j->lists, doc->id) : NULL;
    vn_status st = VN_OK;
    k->found.n = 0;
    if (row)
        st = read_terms_at(k, j->path, row->line, &k->found, row->value, err);
    j->missing += !row;
    if (!st)
        st = vn_eval_key_add(j->eval, k->tags.item, k->tags.n, k->found.item, k->found.n, doc->title, doc->text, err);
    return st ? st : vn_eval_list_add(j->list, k->found.item, k->found.n, input, err);
}

static vn_status add_keywords(const vneval *job, keyword_job *k, vn_batch *batch, const vn_document *doc, vn_error *err)
{
    vn_slice json;
    doc_words w;
    vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return VN_ENOMEM;
    if (!vn_record_raw(record, "keywords", &json))
        return VN_OK; /* nothing to compare with */
    vn_status st = read_terms_at(k, job->gold, doc->line, &k->tags, json, err);
    if (st || !k->tags.n)
        return st;
    st = docwords_get(k->words, batch, doc, &w, err);
    const vn_keyword_input input = {w.title_source, {w.title, w.n_title, 0}, w.source, {w.body, w.n_body, 0}, true};
    for (size_t i = 0; !st && i < k->sides; i++)
        st = judge(k, &k->side[i], doc, &input, err);
    return st;
}

static vn_status add_gold(const vneval *job, keyword_job *k, vn_reader *reader, vn_batch *batch, vn_error *err)
{
    vn_document doc;
    vn_status st;
    while (!(st = vn_reader_next(reader, batch, err))) {
        while (!(st = vn_batch_next(batch, &doc, err))) {
            st = add_keywords(job, k, batch, &doc, err);
            if (st && err && !err->line)
                err->line = doc.line;
            if (st)
                break;
        }
        if (st != VN_DONE)
            break;
    }
    return st == VN_DONE ? VN_OK : st;
}

/* A row of counts, or of what is not tested: a value for each file. */
static vn_status print_values(vneval *job, const keyword_job *k, const char *name, double one, double other,
                              vn_error *err)
{
    vn_status st = cli_append(&job->rows, name, err);
    if (!st)
        st = cell(job, one, err);
    if (!st && k->sides > 1)
        st = cell(job, other, err);
    return st;
}

static vn_status print_lead(vneval *job, const vn_lead *l, vn_error *err)
{
    const double value[] = {l->lead, l->low, l->high, l->p};
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < CLI_COUNT_OF(value); i++)
        st = cell(job, value[i], err);
    return st;
}

static vn_status print_measures(vneval *job, const keyword_job *k, vn_error *err)
{
    vn_lead lead[VN_EVAL_KEY_MEASURES];
    vn_status st = VN_OK;
    if (k->sides > 1)
        st = vn_eval_key_compare(lead, k->side[0].eval, k->side[1].eval, job->resamples, job->seed, err);
    for (size_t i = 0; !st && i < VN_EVAL_KEY_MEASURES; i++) {
        st = print_values(job, k, vn_eval_key_name(i), vn_eval_key_value(&k->side[0].scores, i),
                          vn_eval_key_value(&k->side[1].scores, i), err);
        if (!st && k->sides > 1)
            st = print_lead(job, &lead[i], err);
        if (!st)
            st = cli_append(&job->rows, "\n", err);
    }
    return st;
}

static vn_status print_key(vneval *job, const keyword_job *k, vn_error *err)
{
    const char *end = k->sides > 1 ? "\t\t\t\t\n" : "\n";
    const judged *a = &k->side[0];
    const judged *b = &k->side[1];
    const struct {
        const char *name;
        double one;
        double other;
    } more[] = {{"documents", (double)a->scores.all.documents, (double)b->scores.all.documents},
                {"cut@10", a->shares.cut, b->shares.cut},
                {"nested@10", a->shares.nested, b->shares.nested},
                {"stop@10", a->shares.stop, b->shares.stop},
                {"absent@10", a->shares.absent, b->shares.absent},
                {"reachable", a->scores.reachable, b->scores.reachable},
                {"found", a->scores.found, b->scores.found},
                {"present_found", a->scores.present_found, b->scores.present_found},
                {"missing", (double)a->missing, (double)b->missing}};
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < CLI_COUNT_OF(more); i++) {
        st = print_values(job, k, more[i].name, more[i].one, more[i].other, err);
        if (!st)
            st = cli_append(&job->rows, end, err);
        if (!st && i == 0)
            st = print_measures(job, k, err);
    }
    return st;
}

static vn_status open_judged(keyword_job *k, judged *j, const char *path, vn_error *err)
{
    j->path = k->fault = path;
    vn_status st = idtable_read(&j->lists, path, "keywords", err);
    if (!st)
        st = vn_eval_key_new(&j->eval, err);
    return st ? st : vn_eval_list_new(&j->list, err);
}

static vn_status judge_all(vneval *job, keyword_job *k, vn_error *err)
{
    const vn_reader_options options = {.kind = VN_INPUT_JSONL};
    vn_reader *reader = NULL;
    vn_batch *batch = NULL;
    vn_status st = open_judged(k, &k->side[0], job->system, err);
    if (!st && k->sides > 1)
        st = open_judged(k, &k->side[1], job->other, err);
    if (!st) {
        k->fault = job->gold;
        st = vn_reader_new(&reader, &job->gold, 1, &options, err);
    }
    if (!st)
        st = vn_batch_new(&batch, err);
    if (!st)
        st = docwords_new(&k->words, &k->segmentation, err);
    if (!st)
        st = add_gold(job, k, reader, batch, err);
    docwords_free(k->words);
    vn_batch_free(batch);
    vn_reader_free(reader);
    return st;
}

static int evaluate_key(vneval *job)
{
    keyword_job k = {.fault = job->gold, .sides = job->other ? 2 : 1};
    vn_error err = {0};
    const int code = segmentation_open(&k.segmentation, job->tool);
    if (code != CLI_GO_ON)
        return code;
    vn_status st = judge_all(job, &k, &err);
    if (!st) {
        for (size_t i = 0; i < k.sides; i++) {
            vn_eval_key_result(k.side[i].eval, &k.side[i].scores);
            k.side[i].shares = vn_eval_list_result(k.side[i].list);
        }
        k.fault = NULL;
        st = print_key(job, &k, &err);
    }
    for (size_t i = 0; i < k.sides; i++) {
        idtable_free(&k.side[i].lists);
        vn_eval_key_free(k.side[i].eval);
        vn_eval_list_free(k.side[i].list);
    }
    segmentation_close(&k.segmentation);
    taglist_free(&k.tags);
    taglist_free(&k.found);
    return st ? cli_fail(job->tool, k.fault, &err) : CLI_GO_ON;
}

/* --- clusters ---------------------------------------------------------------------------------------------- */

static int compare_values(const void *a, const void *b)
{
    const vn_slice *x = *(vn_slice *const *)a;
    const vn_slice *y = *(vn_slice *const *)b;
    const size_t shared = x->len < y->len ? x->len : y->len;
    const int order = shared ? memcmp(x->ptr, y->ptr, shared) : 0;
    return order ? order : (x->len > y->len) - (x->len < y->len);
}

/* Equal values get equal numbers. */
static bool number_values(const vn_slice *value, size_t n, uint32_t *number)
{
    const vn_slice **sorted = malloc((n ? n : 1) * sizeof *sorted);
    if (!sorted)
        return false;
    for (size_t i = 0; i < n; i++)
        sorted[i] = &value[i];
    qsort(sorted, n, sizeof *sorted, compare_values);
    uint32_t group = 0;
    for (size_t i = 0; i < n; i++) {
        group += i && compare_values(&sorted[i - 1], &sorted[i]);
        number[sorted[i] - value] = group;
    }
    free(sorted);
    return true;
}

/* Values of the documents that the gold file has; each must be in the system's file. */
static vn_status pair_up(const idtable *gold, const idtable *system, vn_slice *a, vn_slice *b, vn_error *err)
{
    for (size_t i = 0; i < gold->n; i++) {
        const id_row *row = idtable_find(system, gold->row[i].id);
        if (!row)
            return cli_error(err, VN_EDATA, "has no cluster for '%.*s'",
                             gold->row[i].id.len < 80 ? (int)gold->row[i].id.len : 80, gold->row[i].id.ptr);
        a[i] = gold->row[i].value;
        b[i] = row->value;
    }
    return VN_OK;
}

static vn_status score_clusters(const idtable *gold, const idtable *system, vn_clust_scores *scores, vn_error *err)
{
    const size_t n = gold->n;
    vn_slice *value = malloc((2 * n + 1) * sizeof *value);
    uint32_t *number = malloc((2 * n + 1) * sizeof *number);
    vn_status st = value && number ? pair_up(gold, system, value, value + n, err)
                                   : cli_error(err, VN_ENOMEM, "out of memory for clusters");
    if (!st && !(number_values(value, n, number) && number_values(value + n, n, number + n)))
        st = cli_error(err, VN_ENOMEM, "out of memory for clusters");
    if (!st)
        st = vn_eval_clust(scores, number, number + n, n, err);
    free(value);
    free(number);
    return st;
}

static int evaluate_clust(vneval *job)
{
    idtable gold = {0};
    idtable system = {0};
    vn_error err = {0};
    vn_clust_scores s;
    vn_status st = idtable_read(&gold, job->gold, job->field, &err);
    if (!st && gold.n == 0)
        st = cli_error(&err, VN_EDATA, "no document has both an id and the field '%s'", job->field);
    const char *fault = st ? job->gold : job->system;
    if (!st)
        st = idtable_read(&system, job->system, "cluster", &err);
    if (!st)
        st = score_clusters(&gold, &system, &s, &err);
    idtable_free(&gold);
    idtable_free(&system);
    if (st)
        return cli_fail(job->tool, fault, &err);
    const measure_row rows[] = {{"nmi", s.nmi}, {"ari", s.ari}, {"purity", s.purity}, {"v_measure", s.v_measure},
                                {"homogeneity", s.homogeneity}, {"completeness", s.completeness},
                                {"bcubed_precision", s.bcubed_precision}, {"bcubed_recall", s.bcubed_recall},
                                {"bcubed_f", s.bcubed_f}, {"documents", (double)s.n}, {"groups", (double)s.classes},
                                {"clusters", (double)s.clusters}};
    return finish(job, rows, CLI_COUNT_OF(rows), &err);
}

/* --- the program ------------------------------------------------------------------------------------------- */

static int print_rows(const vneval *job, const char *path)
{
    vn_error err = {0};
    const char *name;
    const vn_status st = output_whole(path, (vn_slice){job->rows.ptr, job->rows.len}, &name, &err);
    return st ? cli_fail(job->tool, name, &err) : CLI_OK;
}

/* The measures by name; a new one is a row here. */
static const struct {
    const char *name;
    int (*evaluate)(vneval *job);
} MEASURES[] = {{"seg", evaluate_seg}, {"key", evaluate_key}, {"clust", evaluate_clust}};

static int run(vneval *job, cli_arguments arguments, const char *path)
{
    const bool pair = arguments.n == 4 && strcmp(arguments.item[0], "key") == 0;
    if (arguments.n != 3 && !pair)
        return cli_usage(job->tool, "needs a measure (seg, key or clust), a gold file and a file to judge; key takes two");
    job->gold = arguments.item[1];
    job->system = arguments.item[2];
    job->other = pair ? arguments.item[3] : NULL;
    for (size_t i = 0; i < CLI_COUNT_OF(MEASURES); i++) {
        if (strcmp(MEASURES[i].name, arguments.item[0]))
            continue;
        const int code = MEASURES[i].evaluate(job);
        return code == CLI_GO_ON ? print_rows(job, path) : code;
    }
    return cli_usage(job->tool, "no measure '%s': there are seg, key and clust", arguments.item[0]);
}

int main(int argc, char **argv)
{
    vneval job = {.tool = "vneval", .field = "label", .resamples = 10000};
    const char *path = NULL;
    const cli_option options[] = {
        {"field", 'f', CLI_TEXT, &job.field, "NAME", "clust: the field of GOLD that holds the true group (label)", 0, 0,
         NULL},
        {"resamples", 0, CLI_COUNT, &job.resamples, "N", "key with OTHER: how often documents are drawn anew (10000)", 1, 1e7,
         NULL},
        {"seed", 0, CLI_COUNT, &job.seed, "N", "key with OTHER: other random numbers (0)", 0, 4294967295.0, NULL},
        {"output", 'O', CLI_TEXT, &path, "FILE", "write FILE, once all went well (standard output)", 0, 0, NULL},
    };
    const cli_program program = {
        .name = job.tool,
        .summary = "scores segmentation, keywords or clusters against a gold standard",
        .arguments = "seg|key|clust GOLD SYSTEM [OTHER]",
        .examples = "  vneval seg gold.seg words.txt                     span precision, recall, F1 of words\n"
                    "  vneval key gold.jsonl keywords.jsonl              P, R, F at 5, 10, 15, MAP, nDCG@10\n"
                    "  vneval clust -f cluster gold.jsonl clusters.tsv   NMI, ARI, purity, B-cubed\n",
        .options = options,
        .n_options = CLI_COUNT_OF(options),
        .notes = "Prints TSV: measure, value. key with OTHER: measure, SYSTEM, OTHER, by how much SYSTEM is ahead, from\n"
                 "where to where that lies with 95 %, p (paired bootstrap). '-' is standard input.\n"};
    cli_arguments arguments;
    int code = cli_parse(&program, argc, argv, &arguments);
    if (code == CLI_GO_ON)
        code = run(&job, arguments, path);
    vn_buf_free(&job.rows);
    return code;
}
