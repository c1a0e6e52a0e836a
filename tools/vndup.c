/* vndup: reprints and lightly edited copies among documents. */
#include "stream.h"

#include "vn/dup.h"
#include "vn/json.h"
#include "vn/record.h"
#include "vn/spool.h"
#include "vn/tsv.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { JSONL, TSV };

/* A document as it was handed from its worker to the main thread: this, id, date, record and shingles follow. */
typedef struct head {
    size_t id;
    size_t date;
    size_t record;
    size_t shingles;
} head;

typedef struct item {
    vn_slice id;
    vn_slice date;
    vn_slice record; /* as it is to be written; empty unless records are */
    uint64_t sum;    /* of the shingles: tells apart texts with the same id and date */
} item;

typedef struct vndup {
    stream_settings settings;
    vn_dup_options options;
    size_t syllables;
    int format;
    bool unique;
    bool pairs;
    bool groups;
    bool stream;
    const char *seen_path; /* NULL: nothing is kept for a later run */
    bool keep_records;
    vn_seen *seen; /* of a stream; else NULL */
    vn_dup *dup;
    vn_spool *spool; /* of the items */
    item *item;      /* [n] in the order of the input */
    size_t n;
    size_t cap;
    uint32_t *order; /* [n] the earliest first */
    uint32_t *first; /* [n] */
    double *score;   /* [n] */
    vn_buf set;
    vn_buf line;
    output *out;
} vndup;

static vn_status no_memory(vn_error *err)
{
    return cli_error(err, VN_ENOMEM, "out of memory for documents");
}

/* Forms of output ---------------------------------------------------------------------------------------------------- */

static vn_status put_row(vn_slice id, vn_slice first, vn_buf *line, vn_error *err)
{
    vn_status st = vn_tsv_write(id, line, err);
    if (!st)
        st = cli_append(line, "\t", err);
    if (!st)
        st = vn_tsv_write(first, line, err);
    return st ? st : cli_append(line, "\n", err);
}

/* Sets the fields dup and dup_score and writes the record. */
static vn_status put_record(vn_record *record, vn_slice first, double score, vn_buf *line, vn_error *err)
{
    vn_buf number = {0};
    vn_status st = vn_record_set_string(record, "dup", first, err);
    if (!st)
        st = vn_json_write_number(score, &number, err);
    if (!st)
        st = vn_record_set_raw(record, "dup_score", (vn_slice){number.ptr, number.len}, err);
    if (!st)
        st = vn_record_write(record, line, err);
    vn_buf_free(&number);
    return st;
}

/* In a worker ------------------------------------------------------------------------------------------------------- */

typedef struct worker {
    const vndup *job;
    vn_shingler *shingler;
} worker;

static void end(void *state)
{
    worker *w = state;
    vn_shingler_free(w->shingler);
    free(w);
}

static vn_status begin(void **state, void *context, vn_error *err)
{
    const vndup *job = context;
    worker *w = calloc(1, sizeof *w);
    if (!w)
        return no_memory(err);
    w->job = job;
    const vn_status st = vn_shingler_new(&w->shingler, (unsigned)job->syllables, err);
    if (st)
        free(w);
    else
        *state = w;
    return st;
}

/* What is compared: the text, for want of it the words that were made of one, for want of these the title. */
static vn_status get_text(const vn_document *doc, vn_record *record, vn_slice *text, vn_error *err)
{
    vn_status st = VN_OK;
    *text = doc->text;
    if (!text->len)
        st = vn_record_string(record, "words", text, err);
    if (!st && !text->len)
        *text = doc->title;
    if (!text->ptr)
        *text = (vn_slice){"", 0};
    return st;
}

static vn_status append_record(vn_record *record, head *h, vn_buf *out, vn_error *err)
{
    const size_t from = out->len;
    const vn_status st = vn_record_write(record, out, err);
    h->record = out->len - from;
    return st;
}

static vn_status each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    worker *w = state;
    vn_shingles set = {NULL, 0};
    vn_slice date = {NULL, 0};
    vn_slice text;
    head h = {.id = doc->id.len};
    const size_t from = out->len;
    vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return VN_ENOMEM;
    vn_status st = vn_record_string(record, "date", &date, err);
    if (!st)
        st = get_text(doc, record, &text, err);
    if (!st)
        st = vn_shingle(w->shingler, text, &set, err);
    if (!st)
        st = vn_buf_append(out, &h, sizeof h, err);
    if (!st)
        st = vn_buf_append(out, doc->id.ptr, doc->id.len, err);
    if (!st)
        st = vn_buf_append(out, date.ptr, date.len, err);
    if (!st && w->job->keep_records)
        st = append_record(record, &h, out, err);
    if (!st)
        st = vn_buf_append(out, set.item, set.n * sizeof *set.item, err);
    if (st)
        return st;
    h.date = date.len;
    h.shingles = set.n;
    memcpy(out->ptr + from, &h, sizeof h);
    return VN_OK;
}

/* A document of a stream, whose bytes go out at once. */
static vn_status each_of_stream(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    worker *w = state;
    const vndup *d = w->job;
    vn_shingles set;
    vn_slice text;
    vn_slice first;
    double score = 0;
    vn_record *record = vn_batch_record(batch, err);
    if (!record)
        return VN_ENOMEM;
    vn_status st = get_text(doc, record, &text, err);
    if (!st)
        st = vn_shingle(w->shingler, text, &set, err);
    if (!st)
        st = vn_seen_add(d->seen, doc->id, set, &first, &score, err);
    if (st || (d->unique && first.ptr))
        return st;
    const vn_slice of = first.ptr ? first : doc->id;
    if (d->format == TSV)
        return put_row(doc->id, of, out, err);
    return d->unique ? vn_record_write(record, out, err) : put_record(record, of, first.ptr ? score : 1, out, err);
}

/* In the main thread ------------------------------------------------------------------------------------------------ */

static vn_status add_shingles(vndup *d, const char *at, size_t n, uint64_t *sum, vn_error *err)
{
    d->set.len = 0;
    const vn_status st = vn_buf_append(&d->set, at, n * sizeof(uint64_t), err); /* to an aligned place */
    if (st)
        return st;
    const vn_shingles set = {(const uint64_t *)(const void *)d->set.ptr, n};
    for (size_t i = 0; i < n; i++)
        *sum += set.item[i];
    return vn_dup_add(d->dup, set, err);
}

static vn_status collect(void *context, vn_slice bytes, vn_error *err)
{
    vndup *d = context;
    head h;
    memcpy(&h, bytes.ptr, sizeof h);
    if (d->n == d->cap) {
        const size_t cap = d->cap + d->cap / 2 + 64;
        item *grown = cap < SIZE_MAX / sizeof *grown ? realloc(d->item, cap * sizeof *grown) : NULL;
        if (!grown)
            return no_memory(err);
        d->item = grown;
        d->cap = cap;
    }
    const void *kept = NULL;
    const size_t len = h.id + h.date + h.record;
    vn_status st = vn_spool_put(d->spool, (vn_slice){bytes.ptr + sizeof h, len}, &kept, err);
    if (st)
        return st;
    const char *at = kept;
    item *i = &d->item[d->n];
    *i = (item){.id = {at, h.id}, .date = {at + h.id, h.date}, .record = {at + h.id + h.date, h.record}};
    st = add_shingles(d, bytes.ptr + sizeof h + len, h.shingles, &i->sum, err);
    d->n += !st;
    return st;
}

/* The order --------------------------------------------------------------------------------------------------------- */

typedef struct sort_item {
    const item *item;
    uint32_t number;
} sort_item;

/* By date, those without one last, then by id; what is left to decide makes no difference but for records. */
static int by_time(const void *left, const void *right)
{
    const item *a = ((const sort_item *)left)->item;
    const item *b = ((const sort_item *)right)->item;
    int c = !a->date.len - !b->date.len;
    if (!c)
        c = cli_slice_cmp(a->date, b->date);
    if (!c)
        c = cli_slice_cmp(a->id, b->id);
    if (!c)
        c = (a->sum > b->sum) - (a->sum < b->sum);
    return c ? c : cli_slice_cmp(a->record, b->record);
}

static vn_status make_order(vndup *d, vn_error *err)
{
    sort_item *sorted = malloc((d->n + 1) * sizeof *sorted);
    d->order = malloc((d->n + 1) * sizeof *d->order);
    if (!sorted || !d->order) {
        free(sorted);
        return no_memory(err);
    }
    for (size_t i = 0; i < d->n; i++)
        sorted[i] = (sort_item){&d->item[i], (uint32_t)i};
    qsort(sorted, d->n, sizeof *sorted, by_time);
    for (size_t i = 0; i < d->n; i++)
        d->order[i] = sorted[i].number;
    free(sorted);
    return VN_OK;
}

static vn_status find_firsts(vndup *d, vn_error *err)
{
    d->first = malloc((d->n + 1) * sizeof *d->first);
    d->score = malloc((d->n + 1) * sizeof *d->score);
    return d->first && d->score ? vn_dup_firsts(d->dup, d->order, d->first, d->score, err) : no_memory(err);
}

/* Writing ----------------------------------------------------------------------------------------------------------- */

static vn_status flush_line(vndup *d, vn_error *err)
{
    const vn_status st = output_write(d->out, d->line.ptr, d->line.len, err);
    d->line.len = 0;
    return st;
}

static vn_status put_pair(void *context, uint32_t a, uint32_t b, double score, vn_error *err)
{
    vndup *d = context;
    vn_status st = vn_tsv_write(d->item[a].id, &d->line, err);
    if (!st)
        st = cli_append(&d->line, "\t", err);
    if (!st)
        st = vn_tsv_write(d->item[b].id, &d->line, err);
    if (!st)
        st = cli_append(&d->line, "\t", err);
    if (!st)
        st = vn_json_write_number(score, &d->line, err);
    if (!st)
        st = cli_append(&d->line, "\n", err);
    return st ? st : flush_line(d, err);
}

/* A line for each first document that has copies: its id and theirs, in order. */
static vn_status write_groups(vndup *d, vn_error *err)
{
    vn_status st = VN_OK;
    uint32_t *next = calloc(d->n + 1, sizeof *next); /* [n] the copy after this document, + 1 */
    uint32_t *last = calloc(d->n + 1, sizeof *last); /* [n] of a first document: its last copy so far, + 1 */
    if (!next || !last)
        st = no_memory(err);
    for (size_t i = 0; !st && i < d->n; i++) {
        const uint32_t at = d->order[i];
        const uint32_t first = d->first[at];
        if (first != at)
            next[last[first] ? last[first] - 1 : first] = at + 1;
        last[first] = at + 1;
    }
    for (size_t i = 0; !st && i < d->n; i++) {
        if (d->first[d->order[i]] != d->order[i] || !next[d->order[i]])
            continue;
        for (uint32_t at = d->order[i] + 1; !st && at; at = next[at - 1]) {
            st = vn_tsv_write(d->item[at - 1].id, &d->line, err);
            if (!st)
                st = cli_append(&d->line, next[at - 1] ? "\t" : "\n", err);
        }
        if (!st)
            st = flush_line(d, err);
    }
    free(next);
    free(last);
    return st;
}

static vn_status put_document(vndup *d, vn_record *record, size_t i, vn_error *err)
{
    const item *it = &d->item[i];
    const vn_slice first = d->item[d->first[i]].id;
    if (d->unique && d->first[i] != i)
        return VN_OK;
    if (d->format == TSV)
        return put_row(it->id, first, &d->line, err);
    if (d->unique)
        return vn_buf_append(&d->line, it->record.ptr, it->record.len, err);
    const vn_status st = vn_record_parse(record, (vn_slice){it->record.ptr, it->record.len - 1}, err);
    return st ? st : put_record(record, first, d->score[i], &d->line, err);
}

static vn_status write_documents(vndup *d, vn_error *err)
{
    vn_record *record = NULL;
    vn_status st = vn_record_new(&record, err);
    for (size_t i = 0; !st && i < d->n; i++) {
        st = put_document(d, record, i, err);
        if (!st)
            st = flush_line(d, err);
    }
    vn_record_free(record);
    return st;
}

static vn_status finish(void *context, output *out, vn_error *err)
{
    vndup *d = context;
    d->out = out;
    vn_status st = make_order(d, err);
    if (!st && d->pairs)
        return vn_dup_pairs(d->dup, d->order, put_pair, d, err);
    if (!st)
        st = find_firsts(d, err);
    if (st)
        return st;
    return d->groups ? write_groups(d, err) : write_documents(d, err);
}

/* The command line -------------------------------------------------------------------------------------------------- */

static void free_all(vndup *d)
{
    vn_seen_free(d->seen);
    vn_dup_free(d->dup);
    vn_spool_free(d->spool);
    free(d->item);
    free(d->order);
    free(d->first);
    free(d->score);
    vn_buf_free(&d->set);
    vn_buf_free(&d->line);
}

static int run_batch(vndup *d, cli_arguments files)
{
    vn_error err = {0};
    d->options.threads = (unsigned)d->settings.jobs;
    d->keep_records = d->format == JSONL && !d->pairs && !d->groups;
    vn_status st = vn_dup_new(&d->dup, &d->options, &err);
    if (!st)
        st = vn_spool_new(&d->spool, 0, &err);
    if (st)
        return cli_fail("vndup", NULL, &err);
    return stream_run(&(stream_job){.tool = "vndup",
                                    .settings = &d->settings,
                                    .files = files,
                                    .context = d,
                                    .begin = begin,
                                    .end = end,
                                    .each = each,
                                    .collect = collect,
                                    .finish = finish});
}

static vn_status put_piece(void *context, vn_slice bytes, vn_error *err)
{
    return output_write(context, bytes.ptr, bytes.len, err);
}

static int save(const vndup *d)
{
    vn_error err = {0};
    output *out = NULL;
    vn_status st = output_open(&out, d->seen_path, &err);
    if (!st)
        st = vn_seen_write(d->seen, put_piece, out, &err);
    if (!st)
        st = output_close(out, &err);
    else
        output_discard(out);
    return st ? cli_fail("vndup", d->seen_path, &err) : CLI_OK;
}

static int run_stream(vndup *d, cli_arguments files)
{
    vn_error err = {0};
    const vn_seen_options options = {.min = d->options.min, .syllables = (unsigned)d->syllables};
    const char *path = d->seen_path && access(d->seen_path, F_OK) == 0 ? d->seen_path : NULL;
    if (vn_seen_open(&d->seen, path, &options, &err))
        return cli_fail("vndup", path, &err);
    const int code = stream_run(&(stream_job){.tool = "vndup",
                                              .settings = &d->settings,
                                              .files = files,
                                              .context = d,
                                              .begin = begin,
                                              .end = end,
                                              .each = each_of_stream,
                                              .prompt = true});
    return code == CLI_OK && d->seen_path ? save(d) : code;
}

static int run(vndup *d, cli_arguments files)
{
    const int code = d->stream ? run_stream(d, files) : run_batch(d, files);
    free_all(d);
    return code;
}

static int check_options(vndup *d)
{
    d->stream = d->stream || d->seen_path;
    if (d->pairs + d->groups + d->unique > 1)
        return cli_usage("vndup", "--unique, --pairs and --groups exclude each other");
    if (d->stream && (d->pairs || d->groups))
        return cli_usage("vndup", "--pairs and --groups need all documents, --stream and --seen have none to come");
    if (d->stream && d->options.exact)
        return cli_usage("vndup", "--stream and --seen estimate, --exact does not");
    if (d->stream && d->settings.jobs > 1)
        return cli_usage("vndup", "--stream and --seen take documents in turn, with one thread");
    return CLI_GO_ON;
}

static const char NOTES[] =
    "Texts are compared by the runs of six syllables that they share; case, tone place, Unicode composition, spaces and\n"
    "punctuation make no difference. The earliest is the first by the field date, then by id. The order of the input\n"
    "changes nothing but the order of records.\n";

static const char EXAMPLES[] = "  vndup a.jsonl | vnview -f id,dup,dup_score   each article and the first copy of it\n"
                               "  vndup --unique -O new.jsonl a.jsonl          the articles without reprints\n"
                               "  vndup --seen news.seen -u today.jsonl        what is new since the run before\n";

int main(int argc, char **argv)
{
    static const char *const formats[] = {"jsonl", "tsv", NULL};
    vndup d = {.settings = STREAM_DEFAULTS, .options = {.min = 0.48}, .syllables = 6};
    const cli_option options[] = {
        {"min", 't', CLI_REAL, &d.options.min, "S", "copies share S or more of their shingles, 0.1 to 1 (0.48)", 0.1, 1,
         NULL},
        {"shingle", 'k', CLI_COUNT, &d.syllables, "N", "syllables in a shingle (6)", 1, 64, NULL},
        {"format", 'o', CLI_CHOICE, &d.format, "FORMAT",
         "jsonl adds the fields dup and dup_score; tsv: id, id of the first copy (jsonl)", 0, 0, formats},
        {"unique", 'u', CLI_FLAG, &d.unique, NULL, "only first copies, as they are", 0, 0, NULL},
        {"pairs", 0, CLI_FLAG, &d.pairs, NULL, "each pair instead: id, id, share", 0, 0, NULL},
        {"groups", 0, CLI_FLAG, &d.groups, NULL, "a line for each document with copies: its id, theirs", 0, 0, NULL},
        {"exact", 0, CLI_FLAG, &d.options.exact, NULL, "miss no pair; takes longer", 0, 0, NULL},
        {"stream", 0, CLI_FLAG, &d.stream, NULL, "tell of each document as it comes whether its like came before", 0, 0,
         NULL},
        {"seen", 0, CLI_TEXT, &d.seen_path, "FILE", "the same, going on from FILE, which is then written", 0,
         0, NULL},
        STREAM_JOBS(d.settings),
        STREAM_OPTIONS(d.settings),
    };
    const cli_program program = {.name = "vndup",
                                 .summary = "finds reprints and lightly edited copies",
                                 .arguments = "[FILE|DIRECTORY]...",
                                 .examples = EXAMPLES,
                                 .options = options,
                                 .n_options = CLI_COUNT_OF(options),
                                 .notes = NOTES};
    cli_arguments files;
    int code = cli_parse(&program, argc, argv, &files);
    if (code == CLI_GO_ON)
        code = check_options(&d);
    return code == CLI_GO_ON ? run(&d, files) : code;
}
