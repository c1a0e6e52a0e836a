/* Documents through a program: read in batches, worked on by several threads, handed out in the order of the input.
 *
 * A tool that adds a field is this much:
 *
 *     static vn_status each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err);
 *     ...
 *     stream_settings s = STREAM_DEFAULTS;
 *     const cli_option options[] = {STREAM_OPTIONS(s), STREAM_JOBS(s), ...};
 *     ...
 *     return stream_run(&(stream_job){.tool = "vnexample", .settings = &s, .files = files, .each = each});
 *
 * The same bytes come out for any number of threads. Memory is bounded: a few batches per thread. */
#ifndef TOOLS_STREAM_H
#define TOOLS_STREAM_H

#include "cli.h"
#include "output.h"

#include "vn/reader.h"

typedef struct stream_settings {
    int input;   /* vn_input_kind */
    int invalid; /* 1: replace */
    bool skip_bad;
    bool progress; /* told even where nobody sees it */
    size_t jobs;
    const char *output;
} stream_settings;

#define STREAM_DEFAULTS {.jobs = 1}

extern const char *const stream_input_choices[];
extern const char *const stream_invalid_choices[];

/* Option rows over a stream_settings: what every tool that reads documents has (the first without the output), and threads
 * for those that have them. */
#define STREAM_INPUT_OPTIONS(s)                                                                                         \
    {"input", 'i', CLI_CHOICE, &(s).input, "KIND", "what files hold: text, lines, words, jsonl or auto (auto)", 0,        \
     0, stream_input_choices},                                                                                          \
        {"invalid", 0, CLI_CHOICE, &(s).invalid, "WHAT", "bytes that are not UTF-8: error or replace (error)", 0, 0,    \
         stream_invalid_choices},                                                                                       \
        {"skip-bad", 0, CLI_FLAG, &(s).skip_bad, NULL, "report bad documents and go on; exit code 0", 0, 0, NULL},      \
    {                                                                                                                   \
        "progress", 0, CLI_FLAG, &(s).progress, NULL, "say how far it is, also where there is no terminal", 0, 0, NULL  \
    }
#define STREAM_OPTIONS(s)                                                                                               \
    STREAM_INPUT_OPTIONS(s),                                                                                            \
    {                                                                                                                   \
        "output", 'O', CLI_TEXT, &(s).output, "FILE", "write FILE, once all went well (standard output)", 0, 0, NULL    \
    }
#define STREAM_JOBS(s)                                                                                                  \
    {                                                                                                                   \
        "jobs", 'j', CLI_COUNT, &(s).jobs, "N", "threads, 1 to 256 (1)", 1, 256, NULL                                   \
    }

/* Does one document: appends bytes to out. state is the thread's own, batch gives the record. VN_EDATA and VN_ELIMIT mean
 * that this document is bad (what it appended is dropped); anything else ends the run. A location that err lacks is that
 * of the document. */
typedef vn_status stream_each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err);

typedef struct stream_job {
    const char *tool;
    const stream_settings *settings;
    cli_arguments files;
    void *context;     /* shared by all threads: models and options, not written while `each` runs */
    stream_each *each; /* runs in any thread */
    bool prompt;       /* documents are worked on, and their bytes handed out, as they trickle in: for one thread */

    /* The state of a thread, made in the main thread before and ended after the run. begin NULL: state is context. */
    vn_status (*begin)(void **state, void *context, vn_error *err);
    void (*end)(void *state);

    /* Takes what `each` appended for one document, in the order of the input, in the main thread: for tools that collect
     * before they write. It may write context as long as `each` does not read what it writes. NULL: the bytes go to the
     * output. */
    vn_status (*collect)(void *context, vn_slice bytes, vn_error *err);

    bool no_output; /* the tool writes elsewhere; `finish` gets NULL */

    /* After the last document, when nothing failed, in the main thread. May be NULL. */
    vn_status (*finish)(void *context, output *out, vn_error *err);
} stream_job;

/* Opens the output and does all documents. Everything before a bad document is written, then it is reported and the run
 * ends; with --skip-bad each is reported and left out, and their number told at the end. Gives the exit code; all
 * messages have been printed. */
int stream_run(const stream_job *job);

#endif
