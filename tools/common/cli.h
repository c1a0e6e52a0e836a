/* What every program shares: options from a table, --help and --version made from it, messages, exit codes.
 *
 *     int main(int argc, char **argv)
 *     {
 *         size_t top = 10;
 *         const cli_option options[] = {
 *             {"number", 'n', CLI_COUNT, &top, "N", "how many terms to print (10)", .min = 1, .max = 1e6},
 *         };
 *         const cli_program program = {.name = "vnexample", .summary = "...", .arguments = "[FILE]...",
 *                                      .examples = "...", .options = options, .n_options = CLI_COUNT_OF(options)};
 *         cli_arguments files;
 *         const int code = cli_parse(&program, argc, argv, &files);
 *         if (code >= 0)
 *             return code;
 *         ...
 *     } */
#ifndef TOOLS_CLI_H
#define TOOLS_CLI_H

#include "vn/base.h"

/* Exit codes of every program. */
enum { CLI_GO_ON = -1, CLI_OK = 0, CLI_BAD_DATA = 1, CLI_USAGE = 2, CLI_IO = 3, CLI_LIMIT = 4 };

typedef enum cli_kind {
    CLI_FLAG,   /* bool */
    CLI_TEXT,   /* const char *, borrowed from argv */
    CLI_COUNT,  /* size_t, a whole number from min to max */
    CLI_REAL,   /* double from min to max, with a decimal point */
    CLI_CHOICE, /* int, index into choices */
    CLI_LIST    /* cli_list, may be given more than once */
} cli_kind;

/* Values of a repeated option; start with {0}. free(list.item) at the end. */
typedef struct cli_list {
    const char **item; /* [n] borrowed from argv */
    size_t n;
    size_t cap;
} cli_list;

/* One row an option. *value holds the default beforehand. */
typedef struct cli_option {
    const char *name; /* long name without dashes */
    char letter;      /* '\0': none */
    cli_kind kind;
    void *value;
    const char *word; /* what the argument is called in --help; NULL for a flag */
    const char *help; /* one line, without a full stop, the default in brackets */
    double min;
    double max;
    const char *const *choices; /* NULL at the end */
} cli_option;

typedef struct cli_program {
    const char *name;
    const char *summary;   /* "shows records as lines": what the program does, after its name */
    const char *arguments; /* "[FILE]..." */
    const char *examples;  /* three lines, each "  command    what it gives\n" */
    const cli_option *options;
    size_t n_options;
    const char *notes; /* lines after the options, or NULL */
    vn_status (*libraries)(vn_buf *out, vn_error *err); /* as vn_libraries, of those that only it is linked with; or NULL */
} cli_program;

/* What is left of argv without the options. */
typedef struct cli_arguments {
    const char *const *item; /* [n] */
    size_t n;
} cli_arguments;

#define CLI_COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Reads the command line: --name=value, --name value, -n10, -n 10, bundled flags, "--" ends the options; options and
 * arguments may be mixed. CLI_GO_ON when the program is to run; else what main returns: 0 after --help or --version, 2
 * after a message. Also restores SIGPIPE and keeps closed standard streams from being taken by other files. */
int cli_parse(const cli_program *program, int argc, char **argv, cli_arguments *arguments);

/* Prints "NAME: what, see 'NAME --help' [VN_EINVAL]" and returns CLI_USAGE: for what a table cannot check. */
int cli_usage(const char *tool, const char *format, ...) VN_PRINTF(2, 3);
int cli_usage_error(const char *tool, const vn_error *err);

/* Prints "TOOL: FILE:LINE:COLUMN: what [CODE]" (FILE may be NULL, line and column are left out when 0) and
 * returns the exit code. */
int cli_fail(const char *tool, const char *file, const vn_error *err);

/* The same with "warning: " before what. */
void cli_warn(const char *tool, const char *file, const vn_error *err);

/* "TOOL: FILE: what": nothing is wrong. */
void cli_note(const char *tool, const char *file, const char *format, ...) VN_PRINTF(3, 4);

/* Prints into out [size], in the user's language; cut off where it does not fit. */
void cli_say(char *out, size_t size, const char *format, ...) VN_PRINTF(3, 4);

/* The exit code that a status means. */
int cli_exit_code(vn_status status);

/* The name of an input in messages: "standard input" for "-". */
const char *cli_place(const char *file);

/* Fills err and returns status, as the library does. What it quotes must not stand in err itself. */
vn_status cli_error(vn_error *err, vn_status status, const char *format, ...) VN_PRINTF(3, 4);

/* Fills err with "WHAT: why the system refused" (what may be NULL), VN_EIO, or VN_ENOMEM when that is why; `error` is an
 * errno. */
vn_status cli_system_error(vn_error *err, int error, const char *what);

/* Puts "PATH:LINE: " before the message, without the line when it is 0: for an error in a file that is not the one that
 * cli_fail will name. Returns the code of err. */
vn_status cli_error_in(vn_error *err, const char *path, size_t line);

/* Appends a string. */
vn_status cli_append(vn_buf *buf, const char *text, vn_error *err);

/* Byte order; of two that begin alike the shorter first. */
int cli_slice_cmp(vn_slice a, vn_slice b);

/* Appends a whole number in plain digits. */
vn_status cli_append_count(vn_buf *buf, uint64_t number, vn_error *err);

#endif
