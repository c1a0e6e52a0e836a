/* vnreport: what a collection of articles tells, in one file that can be handed on. */
#include "gather.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_METHODS = 16, MAX_FORMS = 32 };

typedef struct vnreport {
    gather g; /* first, so that the stream's context is the collection too */
    stream_settings settings;
    cli_list outputs;
    const char *title; /* NULL: by language */
    size_t seed;
    int method;
    int language;
    int figure;
    int format; /* of outputs whose name does not tell; -1: not given */
} vnreport;

/* Outputs ----------------------------------------------------------------------------------------------------------- */

/* The extensions, for messages. */
static void name_forms(char *text, size_t size)
{
    size_t len = 0;
    const report_form *form;
    text[0] = '\0';
    for (size_t i = 0; (form = report_form_at(i)); i++) {
        const int n = snprintf(text + len, size - len, "%s%s", i ? ", " : "", form->extension);
        len += n > 0 && (size_t)n < size - len ? (size_t)n : 0;
    }
}

static const report_form *form_of(const vnreport *v, const char *path)
{
    const report_form *form = report_form_of(path);
    return form || v->format < 0 ? form : report_form_at((size_t)v->format);
}

static int check_outputs(const vnreport *v)
{
    char forms[256];
    name_forms(forms, sizeof forms);
    if (!v->outputs.n)
        return cli_usage("vnreport", "say what to write, as -o report%s; forms are %s", report_form_at(0)->extension, forms);
    for (size_t i = 0; i < v->outputs.n; i++) {
        const char *path = v->outputs.item[i];
        if (!form_of(v, path) && strcmp(path, "-") == 0)
            return cli_usage("vnreport", "say with --format what standard output is to be");
        if (!form_of(v, path))
            return cli_usage("vnreport", "'%s' tells no form; forms are %s", path, forms);
    }
    return CLI_GO_ON;
}

/* Whether every output can be written is known before the work is done. */
static int try_outputs(const vnreport *v)
{
    vn_error err = {0};
    for (size_t i = 0; i < v->outputs.n; i++) {
        struct stat about;
        output *out = NULL;
        if (strcmp(v->outputs.item[i], "-") == 0 || (stat(v->outputs.item[i], &about) == 0 && !S_ISREG(about.st_mode)))
            continue; /* who reads a pipe would take what is tried for its end */
        if (output_open(&out, v->outputs.item[i], &err))
            return cli_fail("vnreport", v->outputs.item[i], &err);
        output_discard(out);
    }
    return CLI_GO_ON;
}

static int write_output(const vnreport *v, const char *path)
{
    vn_error err = {0};
    output *out = NULL;
    const char *name = strcmp(path, "-") == 0 ? "standard output" : path;
    if (output_open(&out, path, &err))
        return cli_fail("vnreport", name, &err);
    vn_status st = form_of(v, path)->write(&v->g.report, out, &err);
    if (!st) {
        st = output_close(out, &err);
        return st ? cli_fail("vnreport", name, &err) : CLI_OK;
    }
    const bool told = output_failed(out);
    output_discard(out);
    return cli_fail("vnreport", told ? name : NULL, &err);
}

static int write_outputs(const vnreport *v)
{
    int code = CLI_OK;
    for (size_t i = 0; code == CLI_OK && i < v->outputs.n; i++)
        code = write_output(v, v->outputs.item[i]);
    return code;
}

/* The command line -------------------------------------------------------------------------------------------------- */

static int check_options(vnreport *v)
{
    gather_options *o = &v->g.options;
    const bool events = strcmp(o->cluster.method, "events") == 0;
    if (o->by && (v->method || o->cluster.k || o->cluster.min > 0))
        return cli_usage("vnreport", "--by takes groups from records, without --method, -k and --min");
    if (o->cluster.k && o->cluster.min > 0)
        return cli_usage("vnreport", "-k and --min exclude each other");
    if (o->cluster.min > 0 && !events && strcmp(o->cluster.method, "average") != 0)
        return cli_usage("vnreport", "--min goes with --method average or events");
    if (events && o->cluster.k)
        return cli_usage("vnreport", "--method events finds the number of clusters, without -k");
    if (v->g.all.terms.title_weight <= 0)
        v->g.all.terms.title_weight = events ? 3 : 1;
    o->cluster.seed = v->seed;
    o->cluster.threads = (unsigned)v->settings.jobs;
    o->english = v->language == 1;
    o->figures = v->figure == 0 ? REPORT_HEAT_MAP : v->figure == 1 ? REPORT_TREE : REPORT_HEAT_MAP | REPORT_TREE;
    const char *title = v->title ? v->title : o->english ? "News report" : "Báo cáo tin tức";
    o->title = (vn_slice){title, strlen(title)};
    return check_outputs(v);
}

static int run(vnreport *v, cli_arguments files)
{
    int code = check_options(v);
    if (code == CLI_GO_ON)
        code = try_outputs(v);
    if (code == CLI_GO_ON)
        code = gather_open(&v->g, "vnreport");
    if (code == CLI_GO_ON)
        code = stream_run(&(stream_job){.tool = "vnreport", .settings = &v->settings, .files = files, .context = v,
                                        GATHER_JOB, .finish = gather_finish, .no_output = true});
    if (code == CLI_OK)
        collection_warn(&v->g.all, "vnreport");
    return code == CLI_OK ? write_outputs(v) : code;
}

static const char NOTES[] =
    "The form follows from the extension of FILE. What records bring is taken: words, tfidf, keywords, cluster; what they\n"
    "lack is made as by vnseg, vntfidf, vnkey and vnclust. Fields title, date, source and url are shown. The order of the\n"
    "input changes nothing.\n";

static const char EXAMPLES[] = "  vnreport -o report.html news                  a page about the articles of a folder\n"
                               "  vnreport -o a.html -o a.xlsx --lang en a.jsonl  a page and a workbook, in English\n"
                               "  vnclust -k 10 a.jsonl | vnreport -o a.html    with these ten clusters\n";

/* Option rows: what is written, and how articles are grouped. */
#define REPORT_OPTIONS(v, forms, languages, figures)                                                                    \
    {"output", 'o', CLI_LIST, &(v).outputs, "FILE", "write FILE, in the form of its extension; may be repeated", 0, 0,  \
     NULL},                                                                                                             \
        {"output", 'O', CLI_LIST, &(v).outputs, "FILE", "the same", 0, 0, NULL},                                        \
        {"format", 'f', CLI_CHOICE, &(v).format, "FORM", "of standard output (-o -) and of names that do not tell", 0,  \
         0, forms},                                                                                                     \
        {"title", 't', CLI_TEXT, &(v).title, "TEXT", "title of the report", 0, 0, NULL},                                \
        {"lang", 'l', CLI_CHOICE, &(v).language, "LANGUAGE", "vi or en (vi)", 0, 0, languages},                         \
        {"pairs", 0, CLI_COUNT, &(v).g.options.pairs, "N", "how many similar pairs (50)", 0, 1e6, NULL},                \
        {"min-score", 0, CLI_REAL, &(v).g.options.min_score, "S", "only pairs that are so similar (0)", 0, 1, NULL},    \
        {"terms", 'n', CLI_COUNT, &(v).g.options.terms, "N", "how many keywords of a group (20)", 1, 1000, NULL},       \
        {"figure", 0, CLI_CHOICE, &(v).figure, "WHAT", "pictures (.svg, .png) show heatmap, tree or both (both)", 0, 0, \
         figures},                                                                                                      \
    {                                                                                                                   \
        "period", 0, CLI_CHOICE, &(v).g.options.period, "SPAN", "lines by day, week or month (by the dates)", 0, 0,     \
            day_span_choices                                                                                            \
    }
#define GROUP_OPTIONS(v, methods)                                                                                       \
    {"by", 0, CLI_TEXT, &(v).g.options.by, "FIELD", "groups are what records say there: source, label, ... (cluster)",  \
     0, 0, NULL},                                                                                                       \
        {"method", 'm', CLI_CHOICE, &(v).method, "METHOD", "of clusters, as for vnclust (kmeans)", 0, 0, methods},      \
        {"clusters", 'k', CLI_COUNT, &(v).g.options.cluster.k, "N", "how many clusters (chosen)", 1, 1e9, NULL},        \
        {"min", 0, CLI_REAL, &(v).g.options.cluster.min, "S",                                                           \
         "average, events: join while the average similarity is S or more", 0, 1, NULL},                                \
    {                                                                                                                   \
        "seed", 0, CLI_COUNT, &(v).seed, "N", "another start for the random numbers (0)", 0, 1e15, NULL                 \
    }

/* What words and terms are. */
#define WORD_OPTIONS(v)                                                                                                 \
    {"stopwords", 's', CLI_TEXT, &(v).g.all.terms.list, "FILE", "words that say nothing, or none (a built-in list)", 0, \
     0, NULL},                                                                                                          \
        {"words", 'w', CLI_LIST, &(v).g.all.terms.seg.word_files, "FILE",                                               \
         "your words, joined, cut or favoured; may be repeated", 0, 0, NULL},                                           \
    {                                                                                                                   \
        "model", 0, CLI_TEXT, &(v).g.all.terms.seg.model_path, "FILE", "segmentation model (the built-in one)", 0, 0,   \
            NULL                                                                                                        \
    }

static void list_names(const char **methods, const char **forms)
{
    const char *about;
    const report_form *form;
    for (size_t i = 0; i < MAX_METHODS && vn_cluster_method(i, &methods[i], &about); i++)
        continue;
    for (size_t i = 0; i < MAX_FORMS && (form = report_form_at(i)); i++)
        forms[i] = form->extension + 1;
}

int main(int argc, char **argv)
{
    static const char *const languages[] = {"vi", "en", NULL};
    static const char *const figures[] = {"heatmap", "tree", "both", NULL};
    const char *methods[MAX_METHODS + 1] = {NULL};
    const char *forms[MAX_FORMS + 1] = {NULL};
    list_names(methods, forms);
    vnreport v = {.g = {.all = {.terms = TERMINOLOGY_DEFAULTS}, .options = GATHER_DEFAULTS},
                  .settings = STREAM_DEFAULTS,
                  .figure = 2,
                  .format = -1};
    v.g.all.terms.title_weight = 0; /* by method */
    const cli_option options[] = {
        REPORT_OPTIONS(v, forms, languages, figures),
        GROUP_OPTIONS(v, methods),
        WORD_OPTIONS(v),
        TITLE_WEIGHT_OPTION(v.g.all.terms),
        ALIAS_OPTION(v.g.all.terms),
        STREAM_JOBS(v.settings),
        STREAM_INPUT_OPTIONS(v.settings),
    };
    const cli_program program = {.name = "vnreport",
                                 .summary = "makes a report of articles",
                                 .arguments = "-o FILE [FILE|DIRECTORY]...",
                                 .examples = EXAMPLES,
                                 .options = options,
                                 .n_options = CLI_COUNT_OF(options),
                                 .notes = NOTES,
                                 .libraries = report_libraries};
    cli_arguments files;
    int code = cli_parse(&program, argc, argv, &files);
    if (code == CLI_GO_ON) {
        v.g.options.cluster.method = methods[v.method];
        code = run(&v, files);
    }
    gather_free(&v.g);
    free(v.outputs.item);
    return code;
}
