/* A program over tools/common for the tests of what all programs share: prints "id: text", with --count only how many
 * documents and bytes there were, and refuses the text "bad". */
#include "cli.h"
#include "stream.h"

#include "vn/tsv.h"

#include <stdio.h>
#include <string.h>

typedef struct echo {
    bool count;
    size_t times;
    double ratio;
    size_t documents;
    size_t bytes;
} echo;

static vn_status each(void *state, vn_batch *batch, const vn_document *doc, vn_buf *out, vn_error *err)
{
    const echo *e = state;
    (void)batch;
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < e->times; i++) {
        st = vn_tsv_write(doc->id, out, err);
        if (!st)
            st = cli_append(out, ": ", err);
        if (!st && doc->text.len == 3 && memcmp(doc->text.ptr, "bad", 3) == 0)
            return cli_error(err, VN_EDATA, "a text that says so");
        if (!st)
            st = vn_tsv_write(doc->text, out, err);
        if (!st)
            st = cli_append(out, "\n", err);
    }
    return st;
}

static vn_status collect(void *context, vn_slice bytes, vn_error *err)
{
    echo *e = context;
    (void)err;
    e->documents++;
    e->bytes += bytes.len;
    return VN_OK;
}

static vn_status finish(void *context, output *out, vn_error *err)
{
    const echo *e = context;
    char line[64];
    const int n = snprintf(line, sizeof line, "%zu documents, %zu bytes\n", e->documents, e->bytes);
    return output_write(out, line, (size_t)n, err);
}

int main(int argc, char **argv)
{
    echo e = {.times = 1};
    stream_settings s = STREAM_DEFAULTS;
    const cli_option options[] = {
        {"count", 'c', CLI_FLAG, &e.count, NULL, "count documents and bytes", 0, 0, NULL},
        {"times", 'n', CLI_COUNT, &e.times, "N", "say it N times, 1 to 100 (1)", 1, 100, NULL},
        {"ratio", 'r', CLI_REAL, &e.ratio, "X", "a number from 0 to 1 (0)", 0, 1, NULL},
        STREAM_OPTIONS(s),
        STREAM_JOBS(s),
    };
    const cli_program program = {.name = "vntest-echo", .summary = "prints documents", .arguments = "[FILE]...",
                                 .examples = "  vntest-echo a.txt    an example\n", .options = options,
                                 .n_options = CLI_COUNT_OF(options)};
    cli_arguments files;
    const int code = cli_parse(&program, argc, argv, &files);
    if (code != CLI_GO_ON)
        return code;
    return stream_run(&(stream_job){.tool = "vntest-echo", .settings = &s, .files = files, .context = &e, .each = each,
                                    .collect = e.count ? collect : NULL, .finish = e.count ? finish : NULL});
}
