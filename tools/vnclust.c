/* vnclust: groups documents by the cosine of their weights. */
#include "collection.h"
#include "eventstream.h"
#include "dendrogram.h"
#include "graphml.h"
#include "labels.h"
#include "npy.h"

#include "vn/cluster.h"
#include "vn/json.h"
#include "vn/map2d.h"
#include "vn/terms.h"
#include "vn/tsv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct clust clust;

/* What -o writes. */
typedef struct form {
    const char *name;
    bool summary; /* of a summary too */
    bool tree;    /* of a hierarchy only */
    vn_status (*write)(clust *c, vn_error *err);
} form;

enum { JSONL, TSV }; /* the first of FORMS */
enum { EVENT_TITLE_WEIGHT = 3 };
enum { MAX_METHODS = 16 };

struct clust {
    collection all; /* first, so that the stream's context is the collection too */
    stream_settings settings;
    vn_cluster_options options;
    size_t seed;
    size_t restarts;
    size_t dimensions; /* SIZE_MAX: not chosen */
    int method;
    int format; /* -1: not chosen */
    const form *form;
    const char *ids;
    bool summary;
    bool curve;
    size_t most_labels;
    const char *df; /* events: where terms are counted */
    vn_df *table;
    size_t window; /* events: days; 0: all documents at once */
    double *rarity; /* [cols] */
    vn_clusters clusters;
    vn_match *central; /* [k] */
    double *cohesion;  /* [k] */
    labels labels;
    vn_buf line;
    output *out;
};

static vn_status flush_line(clust *c, vn_error *err)
{
    const vn_status st = output_write(c->out, c->line.ptr, c->line.len, err);
    c->line.len = 0;
    return st;
}

static vn_status put_number(clust *c, size_t n, vn_error *err)
{
    return vn_json_write_number((double)n, &c->line, err);
}

/* The clusters of documents, in the order of the input -------------------------------------------------------------- */

static vn_status put_record(clust *c, vn_record *record, const collection_document *doc, size_t cluster, vn_error *err)
{
    char number[32];
    vn_buf line = {0};
    vn_status st = collection_record(&c->all, doc, &line, err);
    if (!st)
        st = vn_record_parse(record, (vn_slice){line.ptr, line.len}, err);
    if (!st) {
        const int len = snprintf(number, sizeof number, "%zu", cluster);
        st = vn_record_set_raw(record, "cluster", (vn_slice){number, (size_t)len}, err);
    }
    if (!st)
        st = vn_record_write(record, &c->line, err);
    vn_buf_free(&line);
    return st;
}

static vn_status put_member(clust *c, const collection_document *doc, size_t cluster, vn_error *err)
{
    vn_status st = vn_tsv_write(doc->id, &c->line, err);
    if (!st)
        st = cli_append(&c->line, "\t", err);
    if (!st)
        st = put_number(c, cluster, err);
    return st ? st : cli_append(&c->line, "\n", err);
}

/* The row of each document of the input; NULL: out of memory. */
static size_t *rows_of_input(const clust *c)
{
    size_t *row_of = malloc((c->all.n + 1) * sizeof *row_of);
    for (size_t r = 0; row_of && r < c->all.n; r++)
        row_of[c->all.input[r]] = r;
    return row_of;
}

static vn_status write_tsv(clust *c, vn_error *err)
{
    size_t *row_of = rows_of_input(c);
    vn_status st = row_of ? VN_OK : cli_error(err, VN_ENOMEM, "out of memory for clusters");
    for (size_t i = 0; !st && i < c->all.n; i++) {
        st = put_member(c, &c->all.document[i], c->clusters.cluster[row_of[i]], err);
        if (!st)
            st = flush_line(c, err);
    }
    free(row_of);
    return st;
}

static vn_status write_records(clust *c, vn_error *err)
{
    vn_record *record = NULL;
    size_t *row_of = rows_of_input(c);
    vn_status st = row_of ? vn_record_new(&record, err) : cli_error(err, VN_ENOMEM, "out of memory for clusters");
    for (size_t i = 0; !st && i < c->all.n; i++) {
        st = put_record(c, record, &c->all.document[i], c->clusters.cluster[row_of[i]], err);
        if (!st)
            st = flush_line(c, err);
    }
    vn_record_free(record);
    free(row_of);
    return st;
}

/* The hierarchy, documents numbered in the order of the input ------------------------------------------------------- */

static vn_slice name_of_row(const void *context, size_t row)
{
    return collection_row(context, row)->id;
}

static vn_status write_newick(clust *c, vn_error *err)
{
    const vn_status st = dendrogram_newick(c->clusters.merges, c->all.n, name_of_row, &c->all, &c->line, err);
    return st ? st : flush_line(c, err);
}

static vn_status write_linkage(clust *c, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < c->clusters.n_merges; i++) {
        double row[4];
        dendrogram_row(row, &c->clusters.merges[i], c->all.n, c->all.input);
        for (size_t j = 0; !st && j < 4; j++) {
            st = vn_json_write_number(row[j], &c->line, err);
            if (!st)
                st = cli_append(&c->line, j < 3 ? "\t" : "\n", err);
        }
        if (!st)
            st = flush_line(c, err);
    }
    return st;
}

static vn_status write_npy(clust *c, vn_error *err)
{
    vn_status st = npy_head(NPY_F8, (const uint64_t[]){c->clusters.n_merges, 4}, 2, &c->line, err);
    for (size_t i = 0; !st && i < c->clusters.n_merges; i++) {
        double row[4];
        dendrogram_row(row, &c->clusters.merges[i], c->all.n, c->all.input);
        st = vn_buf_append(&c->line, row, sizeof row, err);
    }
    return st ? st : flush_line(c, err);
}

static vn_status put_id(clust *c, size_t i, vn_error *err)
{
    const vn_status st = vn_tsv_write(c->all.document[i].id, &c->line, err);
    return st ? st : cli_append(&c->line, "\n", err);
}

/* The file of --ids: ids in the order of the input. */
static int write_ids(clust *c)
{
    vn_error err = {0};
    const char *name = NULL;
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < c->all.n; i++)
        st = put_id(c, i, &err);
    if (!st)
        st = output_whole(c->ids, (vn_slice){c->line.ptr, c->line.len}, &name, &err);
    return st ? cli_fail("vnclust", name, &err) : CLI_OK;
}

/* The graph of nearest neighbours ----------------------------------------------------------------------------------- */

/* Each edge once, from the document that came first. */
static vn_status put_edges(clust *c, const vn_graph *graph, const size_t *row_of, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < graph->n; i++) {
        for (size_t p = graph->start[row_of[i]]; !st && p < graph->start[row_of[i] + 1]; p++) {
            const size_t j = c->all.input[graph->to[p]];
            if (j > i)
                st = graphml_edge(i, j, graph->weight[p], &c->line, err);
        }
        if (!st)
            st = flush_line(c, err);
    }
    return st;
}

static vn_status write_graph(clust *c, const vn_graph *graph, vn_error *err)
{
    size_t *row_of = rows_of_input(c);
    if (!row_of)
        return cli_error(err, VN_ENOMEM, "out of memory for a graph");
    vn_status st = graphml_begin(&c->line, err);
    for (size_t i = 0; !st && i < c->all.n; i++) {
        const collection_document *doc = &c->all.document[i];
        st = graphml_node(i, doc->id, doc->title, c->clusters.cluster[row_of[i]], &c->line, err);
        if (!st)
            st = flush_line(c, err);
    }
    if (!st)
        st = put_edges(c, graph, row_of, err);
    if (!st)
        st = graphml_end(&c->line, err);
    free(row_of);
    return st ? st : flush_line(c, err);
}

static vn_status write_graphml(clust *c, vn_error *err)
{
    vn_graph own = {0};
    if (c->clusters.graph.start)
        return write_graph(c, &c->clusters.graph, err);
    vn_status st = vn_graph_neighbors(&own, &c->all.matrix, c->options.neighbors, c->options.threads, err);
    if (!st)
        st = write_graph(c, &own, err);
    vn_graph_free(&own);
    return st;
}

/* The summary ------------------------------------------------------------------------------------------------------- */

static vn_status describe(clust *c, vn_error *err)
{
    const size_t k = c->clusters.k;
    c->central = calloc(k + 1, sizeof *c->central);
    c->cohesion = calloc(k + 1, sizeof *c->cohesion);
    if (!c->central || !c->cohesion)
        return cli_error(err, VN_ENOMEM, "out of memory for a summary");
    vn_status st = vn_cluster_central(c->central, &c->all.matrix, &c->clusters, err);
    if (!st)
        st = vn_cluster_cohesion(c->cohesion, &c->all.matrix, &c->clusters, err);
    if (!st)
        st = labels_make(&c->labels, c->most_labels, &c->all.matrix, &c->clusters, c->all.vocab, c->all.terms.stopwords, err);
    return st;
}

static vn_status put_tab_and_number(clust *c, double number, vn_error *err)
{
    const vn_status st = cli_append(&c->line, "\t", err);
    return st ? st : vn_json_write_number(number, &c->line, err);
}

static vn_status put_tab_and_text(clust *c, vn_slice text, vn_error *err)
{
    const vn_status st = cli_append(&c->line, "\t", err);
    return st ? st : vn_tsv_write(text, &c->line, err);
}

/* The words, or their scores, parted by commas. */
static vn_status put_labels(clust *c, size_t cluster, bool scores, vn_error *err)
{
    vn_status st = cli_append(&c->line, "\t", err);
    for (size_t i = 0; !st && i < c->labels.n[cluster]; i++) {
        st = cli_append(&c->line, i ? ", " : "", err);
        if (!st && scores)
            st = vn_json_write_number(labels_at(&c->labels, cluster, i)->score, &c->line, err);
        else if (!st)
            st = vn_tsv_write(labels_term(&c->labels, cluster, i), &c->line, err);
    }
    return st;
}

static vn_status put_summary_tsv(clust *c, size_t cluster, const collection_document *central, vn_error *err)
{
    vn_status st = put_number(c, cluster, err);
    if (!st)
        st = put_tab_and_number(c, (double)c->clusters.size[cluster], err);
    if (!st)
        st = put_labels(c, cluster, false, err);
    if (!st)
        st = put_tab_and_text(c, central->id, err);
    if (!st)
        st = put_tab_and_text(c, central->title, err);
    if (!st)
        st = put_tab_and_number(c, c->cohesion[cluster], err);
    if (!st)
        st = put_labels(c, cluster, true, err);
    return st ? st : cli_append(&c->line, "\n", err);
}

static vn_status put_field(clust *c, const char *name, vn_slice text, vn_error *err)
{
    const vn_status st = cli_append(&c->line, name, err);
    return st ? st : vn_json_write_string(text, &c->line, err);
}

/* {"term":"lũ","score":12.5} as in the field keywords */
static vn_status put_label(clust *c, size_t cluster, size_t i, vn_error *err)
{
    vn_status st = put_field(c, i ? ",{\"term\":" : "{\"term\":", labels_term(&c->labels, cluster, i), err);
    if (!st)
        st = cli_append(&c->line, ",\"score\":", err);
    if (!st)
        st = vn_json_write_number(labels_at(&c->labels, cluster, i)->score, &c->line, err);
    return st ? st : cli_append(&c->line, "}", err);
}

static vn_status put_named_number(clust *c, const char *name, double number, vn_error *err)
{
    const vn_status st = cli_append(&c->line, name, err);
    return st ? st : vn_json_write_number(number, &c->line, err);
}

static vn_status put_summary_json(clust *c, size_t cluster, const collection_document *central, vn_error *err)
{
    vn_status st = put_named_number(c, "{\"cluster\":", (double)cluster, err);
    if (!st)
        st = put_named_number(c, ",\"size\":", (double)c->clusters.size[cluster], err);
    if (!st)
        st = cli_append(&c->line, ",\"labels\":[", err);
    for (size_t i = 0; !st && i < c->labels.n[cluster]; i++)
        st = put_label(c, cluster, i, err);
    if (!st)
        st = put_field(c, "],\"id\":", central->id, err);
    if (!st)
        st = put_field(c, ",\"title\":", central->title, err);
    if (!st)
        st = put_named_number(c, ",\"similarity\":", c->cohesion[cluster], err);
    return st ? st : cli_append(&c->line, "}\n", err);
}

static vn_status write_summary(clust *c, vn_error *err)
{
    vn_status st = describe(c, err);
    for (size_t i = 0; !st && i < c->clusters.k; i++) {
        const collection_document *central = collection_row(&c->all, c->central[i].index);
        st = strcmp(c->form->name, "jsonl") == 0 ? put_summary_json(c, i, central, err) : put_summary_tsv(c, i, central, err);
    }
    return st ? st : flush_line(c, err);
}

/* resolution, communities, modularity */
static vn_status put_resolution(clust *c, const vn_resolution *point, vn_error *err)
{
    vn_status st = vn_json_write_number(point->resolution, &c->line, err);
    if (!st)
        st = cli_append(&c->line, "\t", err);
    if (!st)
        st = put_number(c, point->k, err);
    if (!st)
        st = cli_append(&c->line, "\t", err);
    if (!st)
        st = vn_json_write_number(point->modularity, &c->line, err);
    return st ? st : cli_append(&c->line, "\n", err);
}

static vn_status write_curve(clust *c, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < c->clusters.n_resolutions; i++)
        st = put_resolution(c, &c->clusters.resolutions[i], err);
    for (size_t i = 0; !st && i < c->clusters.n_curve; i++) {
        st = put_number(c, i + 2, err);
        if (!st)
            st = cli_append(&c->line, "\t", err);
        if (!st)
            st = vn_json_write_number(c->clusters.curve[i], &c->line, err);
        if (!st)
            st = cli_append(&c->line, "\n", err);
    }
    return st ? st : flush_line(c, err);
}

static vn_status look_up_rarity(clust *c, vn_error *err)
{
    c->rarity = calloc(c->all.matrix.cols + 1, sizeof *c->rarity);
    if (!c->rarity)
        return cli_error(err, VN_ENOMEM, "out of memory for terms");
    vn_cluster_rarity(c->rarity, c->all.vocab, c->table);
    c->options.rarity = c->rarity;
    return VN_OK;
}

static vn_status finish(void *context, output *out, vn_error *err)
{
    clust *c = context;
    c->out = out;
    vn_status st = collection_finish(&c->all, true, err);
    if (!st && c->table)
        st = look_up_rarity(c, err);
    if (!st)
        collection_warn(&c->all, "vnclust");
    if (!st)
        st = vn_cluster(&c->clusters, &c->all.matrix, &c->options, err);
    if (st)
        return st;
    if (c->form->tree && c->clusters.n_merges + 1 < c->all.n)
        return cli_error(err, VN_EINVAL, "method %s made no whole hierarchy", c->options.method);
    if (c->curve)
        return write_curve(c, err);
    return c->summary ? write_summary(c, err) : c->form->write(c, err);
}

static void free_clust(clust *c)
{
    collection_free(&c->all);
    vn_clusters_free(&c->clusters);
    vn_df_free(c->table);
    free(c->rarity);
    free(c->central);
    free(c->cohesion);
    labels_free(&c->labels);
    vn_buf_free(&c->line);
}

/* The map ----------------------------------------------------------------------------------------------------------- */

static vn_status put_place(clust *c, const collection_document *doc, const double *place, size_t cluster, vn_error *err)
{
    vn_status st = vn_tsv_write(doc->id, &c->line, err);
    for (size_t i = 0; !st && i < 2; i++) {
        st = cli_append(&c->line, "\t", err);
        if (!st)
            st = vn_json_write_number(place[i], &c->line, err);
    }
    if (!st)
        st = cli_append(&c->line, "\t", err);
    if (!st)
        st = put_number(c, cluster, err);
    return st ? st : cli_append(&c->line, "\n", err);
}

static vn_status write_map(clust *c, vn_error *err)
{
    size_t *row_of = rows_of_input(c);
    double *place = calloc(c->all.n + 1, 2 * sizeof *place);
    vn_status st = row_of && place ? VN_OK : cli_error(err, VN_ENOMEM, "out of memory for a map");
    if (!st)
        st = vn_map2d(place, NULL, &c->all.matrix, c->options.threads, err);
    for (size_t i = 0; !st && i < c->all.n; i++) {
        st = put_place(c, &c->all.document[i], place + 2 * row_of[i], c->clusters.cluster[row_of[i]], err);
        if (!st)
            st = flush_line(c, err);
    }
    free(row_of);
    free(place);
    return st;
}

static const form FORMS[] = {
    {"jsonl", true, false, write_records},    {"tsv", true, false, write_tsv},  {"newick", false, true, write_newick},
    {"linkage", false, true, write_linkage}, {"npy", false, true, write_npy}, {"graphml", false, false, write_graphml},
    {"map", false, false, write_map},
};

/* The command line -------------------------------------------------------------------------------------------------- */

/* What -o asks for, and whether the method can give it. */
static int check_form(clust *c)
{
    c->form = &FORMS[c->format >= 0 ? c->format : c->summary];
    c->all.keep_records = c->form->write == write_records && !c->summary && !c->curve;
    if ((c->summary && !c->form->summary) || (c->curve && c->format >= 0))
        return cli_usage("vnclust", "-o %s goes without %s", c->form->name, c->curve ? "--curve" : "--summary");
    if (c->form->tree && !vn_cluster_makes_tree(c->options.method))
        return cli_usage("vnclust",
                         "-o %s writes a hierarchy, method %s makes none; choose --method average, complete or ward",
                         c->form->name, c->options.method);
    if (c->form->tree && (c->options.k || c->options.min > 0))
        return cli_usage("vnclust", "-o %s writes the whole hierarchy, without -k and --min", c->form->name);
    if (c->form->tree)
        c->options.k = 1; /* no number has to be chosen */
    if (c->ids && !c->form->tree)
        return cli_usage("vnclust", "--ids goes with -o newick, linkage and npy");
    return CLI_GO_ON;
}

static int check_options(clust *c)
{
    if (c->options.k && c->options.min > 0)
        return cli_usage("vnclust", "-k and --min exclude each other");
    const bool events = strcmp(c->options.method, "events") == 0;
    if (c->options.min > 0 && !events && strcmp(c->options.method, "average") != 0)
        return cli_usage("vnclust", "--min goes with --method average or events");
    if (events && (c->options.k || c->curve))
        return cli_usage("vnclust", "--method events finds the number of clusters, without -k and --curve");
    if (c->summary && c->curve)
        return cli_usage("vnclust", "--summary and --curve exclude each other");
    if (c->curve && (c->options.k || c->options.min > 0))
        return cli_usage("vnclust", "--curve goes without -k and --min");
    if (c->window && (!events || c->summary || (c->format >= 0 && c->format > TSV)))
        return cli_usage("vnclust", "--window goes with --method events and -o jsonl or tsv");
    if (c->all.terms.title_weight <= 0)
        c->all.terms.title_weight = events ? EVENT_TITLE_WEIGHT : 1;
    const bool leiden = strcmp(c->options.method, "leiden") == 0;
    const bool graph = c->format >= 0 && FORMS[c->format].write == write_graphml;
    if (c->options.resolution > 0 && !leiden)
        return cli_usage("vnclust", "--resolution goes with --method leiden");
    if (c->options.neighbors && !leiden && !graph)
        return cli_usage("vnclust", "--neighbors goes with --method leiden and -o graphml");
    if (c->options.k && c->options.resolution > 0)
        return cli_usage("vnclust", "-k and --resolution exclude each other");
    c->options.curve = c->curve;
    c->options.seed = c->seed;
    c->options.restarts = (unsigned)c->restarts;
    c->options.dimensions = c->dimensions == SIZE_MAX ? 0 : c->dimensions ? c->dimensions : VN_ALL_DIMENSIONS;
    c->options.threads = (unsigned)c->settings.jobs;
    return check_form(c);
}

static const char NOTES[] =
    "Documents without the field tfidf are segmented and weighed as by vnseg and vntfidf. Clusters count from 0, the\n"
    "largest first; documents without terms are one more cluster, the last. The order of the input changes no cluster.\n"
    "With --method events the words of a title count 3 times unless --title-weight or the weights say otherwise.\n"
    "-o jsonl adds the field cluster to the records; tsv is id and cluster. With average, complete and ward also\n"
    "-o newick, a tree, and linkage (text) or npy (numpy.load), scipy's linkage matrix. With every method\n"
    "-o graphml, the nearest neighbours, and map: id, x, y, cluster.\n";

static const char EXAMPLES[] = "  vnseg news | vntfidf | vnclust -o tsv        id and cluster of each article\n"
                               "  vnclust -k 10 --summary a.jsonl              what ten clusters are about\n"
                               "  vnclust --method events a.jsonl              articles that report the same event\n";

static int open_df(clust *c)
{
    vn_error err = {0};
    if (strcmp(c->options.method, "events") != 0)
        return c->df ? cli_usage("vnclust", "--df goes with --method events") : CLI_GO_ON;
    if (c->df && strcmp(c->df, "none") == 0)
        return c->window ? cli_usage("vnclust", "--window wants a table") : CLI_GO_ON;
    const bool built_in = !c->df || strcmp(c->df, "reference") == 0;
    vn_status st = vn_df_open(&c->table, built_in ? NULL : c->df, &err);
    if (!st && !vn_df_documents(c->table))
        st = cli_error(&err, VN_EDATA, "the table counts no document");
    return st ? cli_fail("vnclust", c->df, &err) : CLI_GO_ON;
}

static int run_window(clust *c, cli_arguments files)
{
    const vn_event_options options = {.min = c->options.min, .window = (unsigned)c->window, .df = c->table};
    return eventstream_run("vnclust", &c->all, &c->settings, files, &options, c->format == TSV);
}

static int run(clust *c, cli_arguments files)
{
    int code = check_options(c);
    if (code == CLI_GO_ON)
        code = open_df(c);
    if (code == CLI_GO_ON)
        code = terminology_open(&c->all.terms, "vnclust");
    if (code != CLI_GO_ON)
        return code;
    if (c->window)
        return run_window(c, files);
    code = stream_run(&(stream_job){
        .tool = "vnclust", .settings = &c->settings, .files = files, .context = c, COLLECTION_JOB, .finish = finish});
    if (code == CLI_OK && c->ids)
        code = write_ids(c);
    return code;
}

/* Option rows: how documents are grouped, and what is written of the groups. */
#define METHOD_OPTIONS(c, methods)                                                                                      \
    {"method", 'm', CLI_CHOICE, &(c).method, "METHOD",                                                                  \
     "kmeans, bisect, average, complete, ward, leiden or events (kmeans)", 0, 0, methods},                              \
        {"clusters", 'k', CLI_COUNT, &(c).options.k, "N", "how many clusters (chosen by silhouette or modularity)", 1,  \
         1e9, NULL},                                                                                                    \
        {"max", 0, CLI_COUNT, &(c).options.k_max, "N", "choose from 2 to N clusters (the square root, at most 30)", 2,  \
         1e6, NULL},                                                                                                    \
        {"min", 0, CLI_REAL, &(c).options.min, "S",                                                                     \
         "average, events: join while the average similarity is S or more (events: 0.31)", 0, 1, NULL},                 \
        {"window", 0, CLI_COUNT, &(c).window, "DAYS",                                                                   \
         "events: each record at once, joined to one at most so many days before by the field date", 1, 1e5, NULL},     \
        {"df", 'd', CLI_TEXT, &(c).df, "FILE",                                                                          \
         "events: how rare terms are elsewhere: a table of vndf, reference or none (reference)", 0, 0, NULL},           \
        {"resolution", 0, CLI_REAL, &(c).options.resolution, "R", "leiden: more than 1 makes smaller communities (1)",  \
         1e-6, 1e6, NULL},                                                                                              \
        {"neighbors", 0, CLI_COUNT, &(c).options.neighbors, "N", "leiden: of each document (the square root, 5 to 50)", \
         1, 1e6, NULL},                                                                                                 \
        {"seed", 0, CLI_COUNT, &(c).seed, "N", "kmeans, bisect, leiden: another start for the random numbers (0)", 0,   \
         1e15, NULL},                                                                                                   \
        {"dimensions", 0, CLI_COUNT, &(c).dimensions, "N",                                                              \
         "kmeans, bisect: compare in N latent dimensions, 0: by all terms (by the number of documents)", 0, 1e6, NULL}, \
    {                                                                                                                   \
        "restarts", 0, CLI_COUNT, &(c).restarts, "N", "kmeans (50), bisect, leiden (10): runs, the best counts", 1,     \
            1e6, NULL                                                                                                   \
    }
#define OUTPUT_OPTIONS(c, formats)                                                                                      \
    {"format", 'o', CLI_CHOICE, &(c).format, "FORMAT", "jsonl, tsv, newick, linkage, npy, graphml or map (jsonl)", 0, 0,\
     formats},                                                                                                          \
        {"ids", 0, CLI_TEXT, &(c).ids, "FILE", "write the ids there, in the order of the linkage's numbers", 0, 0,       \
         NULL},                                                                                                         \
        {"summary", 0, CLI_FLAG, &(c).summary, NULL, "a line a cluster: size, labels, central document, similarity (tsv)",\
         0, 0, NULL},                                                                                                   \
        {"labels", 0, CLI_COUNT, &(c).most_labels, "N", "how many label words (5)", 0, 1e6, NULL},                           \
        {"stopwords", 's', CLI_TEXT, &(c).all.terms.list, "FILE", "words that are no labels, or none (a built-in list)",\
         0, 0, NULL},                                                                                                   \
    {                                                                                                                   \
        "curve", 0, CLI_FLAG, &(c).curve, NULL, "each number of clusters, and its silhouette or modularity, instead",   \
            0, 0, NULL                                                                                                  \
    }

int main(int argc, char **argv)
{
    const char *formats[CLI_COUNT_OF(FORMS) + 1] = {NULL};
    const char *methods[MAX_METHODS + 1] = {NULL};
    const char *about;
    for (size_t i = 0; i < MAX_METHODS && vn_cluster_method(i, &methods[i], &about); i++)
        continue;
    for (size_t i = 0; i < CLI_COUNT_OF(FORMS); i++)
        formats[i] = FORMS[i].name;
    clust c = {.all = {.terms = TERMINOLOGY_DEFAULTS},
               .settings = STREAM_DEFAULTS,
               .format = -1,
               .most_labels = 5,
               .dimensions = SIZE_MAX};
    c.all.terms.title_weight = 0; /* by method */
    const cli_option options[] = {
        METHOD_OPTIONS(c, methods),
        OUTPUT_OPTIONS(c, formats),
        TITLE_WEIGHT_OPTION(c.all.terms), ALIAS_OPTION(c.all.terms),
        STREAM_JOBS(c.settings),
        STREAM_OPTIONS(c.settings),
    };
    const cli_program program = {.name = "vnclust",
                                 .summary = "groups documents",
                                 .arguments = "[FILE]...",
                                 .examples = EXAMPLES,
                                 .options = options,
                                 .n_options = CLI_COUNT_OF(options),
                                 .notes = NOTES};
    cli_arguments files;
    int code = cli_parse(&program, argc, argv, &files);
    if (code == CLI_GO_ON) {
        c.options.method = methods[c.method];
        code = run(&c, files);
    }
    free_clust(&c);
    return code;
}
