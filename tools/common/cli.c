#include "cli.h"

#include "catalog.h"
#include "completion.h"
#include "output.h"

#include "vn/segment.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int cli_slice_cmp(vn_slice a, vn_slice b)
{
    const size_t shared = a.len < b.len ? a.len : b.len;
    const int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

vn_status cli_append(vn_buf *buf, const char *text, vn_error *err)
{
    return vn_buf_append(buf, text, strlen(text), err);
}

vn_status cli_append_count(vn_buf *buf, uint64_t number, vn_error *err)
{
    char digits[24];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    return vn_buf_append(buf, digits + at, sizeof digits - at, err);
}

/* Help -------------------------------------------------------------------------------------------------------------- */

enum { HELP_COLUMN = 28, HELP_MAX = 32 * 1024 };

static void add_option(vn_buf *out, const cli_option *o)
{
    char left[96];
    char letter[8] = "    ";
    if (o->letter)
        snprintf(letter, sizeof letter, "-%c, ", o->letter);
    const int n = snprintf(left, sizeof left, "  %s--%s%s%s", letter, o->name, o->word ? "=" : "", o->word ? o->word : "");
    cli_append(out, left, NULL);
    if (n >= HELP_COLUMN - 1)
        cli_append(out, "\n", NULL);
    for (int i = n >= HELP_COLUMN - 1 ? 0 : n; i < HELP_COLUMN; i++)
        cli_append(out, " ", NULL);
    cli_append(out, catalog_text(o->help), NULL);
    cli_append(out, "\n", NULL);
}

const cli_option cli_standard[CLI_STANDARD] = {
    {"help", 'h', CLI_FLAG, NULL, NULL, CATALOG_MARK("print this help"), 0, 0, NULL},
    {"version", 'V', CLI_FLAG, NULL, NULL, CATALOG_MARK("print the version"), 0, 0, NULL},
};

/* For the packager, and for shells that load completions themselves: not in --help. */
static const cli_option completion = {"completion", 0, CLI_TEXT, NULL, "SHELL", "print completions", 0, 0, NULL};

static void add_help(vn_buf *out, const cli_program *p)
{
    const char *const part[] = {catalog_text(CATALOG_MARK("Examples:")), "\n", catalog_text(p->examples), "\n", p->name, " ",
                                catalog_text(p->summary), ".\n\n", catalog_text(CATALOG_MARK("Usage:")), " ", p->name,
                                " ", "[OPTION]...", " ", p->arguments, "\n\n"};
    for (size_t i = 0; i < CLI_COUNT_OF(part); i++)
        cli_append(out, part[i], NULL);
    for (size_t i = 0; i < p->n_options; i++)
        add_option(out, &p->options[i]);
    for (size_t i = 0; i < CLI_STANDARD; i++)
        add_option(out, &cli_standard[i]);
    if (p->notes) {
        cli_append(out, "\n", NULL);
        cli_append(out, catalog_text(p->notes), NULL);
    }
}

/* The text goes out whole or the exit code tells. */
static int print_buffer(const char *tool, vn_buf *text)
{
    vn_error err = {0};
    output *out = NULL;
    vn_status st = output_open(&out, NULL, &err);
    if (!st)
        st = output_write(out, text->ptr, text->len, &err);
    if (!st)
        st = output_close(out, &err);
    else
        output_discard(out);
    vn_buf_free(text);
    return st ? cli_fail(tool, "standard output", &err) : CLI_OK;
}

static int print_help(const cli_program *p)
{
    vn_buf text = {.max = HELP_MAX};
    if (vn_buf_reserve(&text, HELP_MAX - 1, NULL)) /* so that no addition can fail */
        return cli_fail(p->name, NULL, &(vn_error){.code = VN_ENOMEM});
    add_help(&text, p);
    return print_buffer(p->name, &text);
}

/* The program, what it is linked with, and the model that decides its words: what a report of a fault needs. */
static int print_version(const cli_program *p)
{
    char line[256];
    vn_buf text = {0};
    vn_error err = {0};
    vn_model *model = NULL;
    vn_status st = vn_model_open(&model, NULL, &err);
    if (!st) {
        snprintf(line, sizeof line, "%s (vntext) %s\nmodel %016" PRIx64 ", ", p->name, vn_version(),
                 vn_model_fingerprint(model));
        st = cli_append(&text, line, &err);
    }
    if (!st)
        st = vn_libraries(&text, &err);
    if (!st && p->libraries)
        st = cli_append(&text, ", ", &err);
    if (!st && p->libraries)
        st = p->libraries(&text, &err);
    if (!st)
        st = cli_append(&text, "\n", &err);
    vn_model_free(model);
    if (!st)
        return print_buffer(p->name, &text);
    vn_buf_free(&text);
    return cli_fail(p->name, NULL, &err);
}

static int print_completion(const cli_program *p, const char *shell)
{
    vn_buf text = {0};
    vn_error err = {0};
    if (!completion_script(p, shell, &text, &err))
        return print_buffer(p->name, &text);
    vn_buf_free(&text);
    return cli_fail(p->name, NULL, &err);
}

/* Values ------------------------------------------------------------------------------------------------------------ */

/* An option as the user wrote it, for messages. */
typedef struct given {
    const cli_program *program;
    const cli_option *option;
    char spelled[64];
} given;

static int set_count(const given *g, const char *text)
{
    char *end;
    errno = 0;
    const unsigned long long n = strtoull(text, &end, 10);
    if (!isdigit((unsigned char)*text) || *end || errno || n > SIZE_MAX || (double)n < g->option->min ||
        (double)n > g->option->max)
        return cli_usage(g->program->name, "option '%s' wants a whole number from %.10g to %.10g, not '%s'", g->spelled,
                         g->option->min, g->option->max, text);
    *(size_t *)g->option->value = (size_t)n;
    return CLI_GO_ON;
}

/* The program never calls setlocale, so strtod reads a decimal point. */
static int set_real(const given *g, const char *text)
{
    char *end;
    const double x = strtod(text, &end);
    if (!*text || *end || !isfinite(x) || x < g->option->min || x > g->option->max)
        return cli_usage(g->program->name, "option '%s' wants a number from %.10g to %.10g, not '%s'", g->spelled,
                         g->option->min, g->option->max, text);
    *(double *)g->option->value = x;
    return CLI_GO_ON;
}

static int set_choice(const given *g, const char *text)
{
    char wanted[200] = "";
    size_t n = 0;
    for (int i = 0; g->option->choices[i]; i++) {
        if (strcmp(g->option->choices[i], text) == 0) {
            *(int *)g->option->value = i;
            return CLI_GO_ON;
        }
        const int more = snprintf(wanted + n, sizeof wanted - n, "%s%s", i ? ", " : "", g->option->choices[i]);
        n += more > 0 && (size_t)more < sizeof wanted - n ? (size_t)more : 0;
    }
    return cli_usage(g->program->name, "option '%s' wants one of %s, not '%s'", g->spelled, wanted, text);
}

static int add_to_list(const given *g, const char *text)
{
    cli_list *list = g->option->value;
    if (list->n == list->cap) {
        const size_t cap = list->cap * 2 + 8;
        const char **item = cap > SIZE_MAX / sizeof *item ? NULL : realloc(list->item, cap * sizeof *item);
        if (!item)
            return cli_fail(g->program->name, NULL, &(vn_error){.code = VN_ENOMEM});
        list->item = item;
        list->cap = cap;
    }
    list->item[list->n++] = text;
    return CLI_GO_ON;
}

static int set_value(const given *g, const char *text)
{
    switch (g->option->kind) {
    case CLI_FLAG: *(bool *)g->option->value = true; return CLI_GO_ON;
    case CLI_TEXT: *(const char **)g->option->value = text; return CLI_GO_ON;
    case CLI_COUNT: return set_count(g, text);
    case CLI_REAL: return set_real(g, text);
    case CLI_CHOICE: return set_choice(g, text);
    case CLI_LIST: return add_to_list(g, text);
    }
    return CLI_GO_ON;
}

/* Parsing ----------------------------------------------------------------------------------------------------------- */

typedef struct parser {
    const cli_program *program;
    char **argv;
    int argc;
    int at; /* the next to be looked at */
} parser;

/* --help and --version act at once, wherever they stand. */
static int apply(parser *p, given *g, const char *text)
{
    if (g->option == &cli_standard[0])
        return print_help(p->program);
    if (g->option == &cli_standard[1])
        return print_version(p->program);
    if (g->option->kind == CLI_FLAG)
        return set_value(g, NULL);
    if (!text && p->at < p->argc)
        text = p->argv[p->at++];
    if (!text)
        return cli_usage(p->program->name, "option '%s' needs %s", g->spelled, g->option->word);
    return g->option == &completion ? print_completion(p->program, text) : set_value(g, text);
}

static bool matches(const cli_option *o, const char *name, size_t len, char letter)
{
    return letter ? o->letter == letter : strlen(o->name) == len && memcmp(o->name, name, len) == 0;
}

static const cli_option *find(const cli_program *p, const char *name, size_t len, char letter)
{
    for (size_t i = 0; i < p->n_options; i++)
        if (matches(&p->options[i], name, len, letter))
            return &p->options[i];
    for (size_t i = 0; i < CLI_STANDARD; i++)
        if (matches(&cli_standard[i], name, len, letter))
            return &cli_standard[i];
    return !letter && matches(&completion, name, len, letter) ? &completion : NULL;
}

static int parse_long(parser *p, const char *word)
{
    const char *value = strchr(word, '=');
    const size_t len = value ? (size_t)(value - word) : strlen(word);
    given g = {.program = p->program, .option = find(p->program, word, len, 0)};
    snprintf(g.spelled, sizeof g.spelled, "--%.*s", len < 60 ? (int)len : 60, word);
    if (!g.option)
        return cli_usage(p->program->name, "unknown option '%s'", g.spelled);
    if (value && g.option->kind == CLI_FLAG)
        return cli_usage(p->program->name, "option '%s' takes no value", g.spelled);
    return apply(p, &g, value ? value + 1 : NULL);
}

static int parse_letters(parser *p, const char *letters)
{
    for (; *letters; letters++) {
        given g = {.program = p->program, .option = find(p->program, NULL, 0, *letters)};
        snprintf(g.spelled, sizeof g.spelled, "-%c", *letters);
        if (!g.option)
            return cli_usage(p->program->name, "unknown option '%s'", g.spelled);
        const bool takes_rest = g.option->kind != CLI_FLAG && letters[1];
        const int code = apply(p, &g, takes_rest ? letters + 1 : NULL);
        if (code != CLI_GO_ON || g.option->kind != CLI_FLAG)
            return code;
    }
    return CLI_GO_ON;
}

/* A standard stream that was closed must not become the number of the next file opened. It is opened in the wrong
 * direction, so that using it fails as it would have. */
static void hold_standard_streams(void)
{
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
            _Exit(CLI_IO);
}

int cli_parse(const cli_program *program, int argc, char **argv, cli_arguments *arguments)
{
    parser p = {.program = program, .argv = argv, .argc = argc, .at = 1};
    size_t n = 0; /* arguments move to the front of argv */
    bool options_ended = false;
    hold_standard_streams();
    catalog_open();
    setvbuf(stderr, NULL, _IOLBF, 0); /* a message stays whole among those of the other programs of a pipe */
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_IGN); /* a file at its size limit is a failed write, as a full disk is */
    while (p.at < argc) {
        char *word = argv[p.at++];
        int code = CLI_GO_ON;
        if (options_ended || word[0] != '-' || !word[1])
            argv[n++] = word;
        else if (strcmp(word, "--") == 0)
            options_ended = true;
        else
            code = word[1] == '-' ? parse_long(&p, word + 2) : parse_letters(&p, word + 1);
        if (code != CLI_GO_ON)
            return code;
    }
    arguments->item = (const char *const *)argv;
    arguments->n = n;
    return CLI_GO_ON;
}
