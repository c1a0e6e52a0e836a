/* Messages to the user, on standard error: errors with their code, warnings, notes. */
#include "cli.h"
#include "meter.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *place_name(const char *file)
{
    return strcmp(file, "-") == 0 ? "standard input" : file;
}

/* Filling errors ---------------------------------------------------------------------------------------------------- */

vn_status cli_error(vn_error *err, vn_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vn_error_format(err, status, format, args);
    va_end(args);
    return status;
}

vn_status cli_system_error(vn_error *err, int error, const char *what)
{
    if (error == ENOMEM)
        return cli_error(err, VN_ENOMEM, "out of memory");
    if (what)
        cli_error(err, VN_EIO, "%s: %s", what, strerror(error));
    else
        cli_error(err, VN_EIO, "%s", strerror(error));
    if (err)
        err->system = error;
    return VN_EIO;
}

vn_status cli_error_in(vn_error *err, const char *path, size_t line)
{
    char place[sizeof err->msg];
    if (!err)
        return VN_EDATA;
    const vn_error inner = *err;
    const char *name = place_name(path);
    err->line = err->column = 0;
    const int n = line ? snprintf(place, sizeof place, "%s:%zu: ", name, line) : snprintf(place, sizeof place, "%s: ", name);
    const size_t at = n > 0 && (size_t)n < sizeof place ? (size_t)n : 0;
    if (snprintf(err->msg, sizeof err->msg, "%.*s%s", (int)at, place, inner.msg) >= (int)sizeof err->msg)
        err->format = NULL; /* cut off */
    err->begin = (unsigned char)(inner.begin + at);
    for (size_t i = 0; i < VN_ERROR_PARTS && err->format; i++) {
        err->part[i].begin = (unsigned char)(inner.part[i].begin + at);
        err->part[i].end = (unsigned char)(inner.part[i].end + at);
    }
    return err->code;
}

/* Printing them ----------------------------------------------------------------------------------------------------- */

int cli_exit_code(vn_status status)
{
    switch (status) {
    case VN_OK:
    case VN_DONE: return CLI_OK;
    case VN_EDATA: return CLI_BAD_DATA;
    case VN_EINVAL: return CLI_USAGE;
    case VN_EIO: return CLI_IO;
    case VN_ENOMEM:
    case VN_ELIMIT: return CLI_LIMIT;
    }
    return CLI_LIMIT;
}

static const char *code_name(vn_status status)
{
    switch (status) {
    case VN_OK:
    case VN_DONE: return "VN_OK";
    case VN_EDATA: return "VN_EDATA";
    case VN_EINVAL: return "VN_EINVAL";
    case VN_EIO: return "VN_EIO";
    case VN_ENOMEM: return "VN_ENOMEM";
    case VN_ELIMIT: return "VN_ELIMIT";
    }
    return "VN_ELIMIT";
}

/* The name of an error of the system, as manuals and search engines know it; NULL: not one of those that are met. */
static const char *system_name(int error)
{
    static const struct {
        int error;
        const char *name;
    } names[] = {
        {EACCES, "EACCES"}, {EBADF, "EBADF"},   {EBUSY, "EBUSY"},     {EDQUOT, "EDQUOT"}, {EEXIST, "EEXIST"},
        {EFBIG, "EFBIG"},   {EINVAL, "EINVAL"}, {EIO, "EIO"},         {EISDIR, "EISDIR"}, {ELOOP, "ELOOP"},
        {EMFILE, "EMFILE"}, {ENFILE, "ENFILE"}, {ENODEV, "ENODEV"},   {ENOENT, "ENOENT"}, {ENOSPC, "ENOSPC"},
        {ENXIO, "ENXIO"},   {EPERM, "EPERM"},   {ENOTDIR, "ENOTDIR"}, {EPIPE, "EPIPE"},   {EROFS, "EROFS"},
        {ESPIPE, "ESPIPE"}, {ESTALE, "ESTALE"}, {ETXTBSY, "ETXTBSY"}, {ENAMETOOLONG, "ENAMETOOLONG"},
    };
    for (size_t i = 0; i < CLI_COUNT_OF(names); i++)
        if (names[i].error == error)
            return names[i].name;
    return NULL;
}

/* File names and what messages quote from files, on one line and without commands to the terminal. */
static void print_plain(const char *text)
{
    for (; *text; text++)
        fputc((unsigned char)*text < 0x20 || *text == 0x7f ? '?' : *text, stderr);
}

static void print_head(const char *tool, const char *file, const vn_error *err)
{
    meter_clear();
    fprintf(stderr, "%s: ", tool);
    if (!file)
        return;
    print_plain(place_name(file));
    if (err->line)
        fprintf(stderr, ":%zu", err->line);
    if (err->line && err->column)
        fprintf(stderr, ":%zu", err->column);
    fputs(": ", stderr);
}

static void print_code(const vn_error *err)
{
    const char *name = system_name(err->system);
    if (name)
        fprintf(stderr, " [%s %s]\n", code_name(err->code), name);
    else if (err->system)
        fprintf(stderr, " [%s %d]\n", code_name(err->code), err->system);
    else
        fprintf(stderr, " [%s]\n", code_name(err->code));
}

int cli_fail(const char *tool, const char *file, const vn_error *err)
{
    print_head(tool, file, err);
    print_plain(err->msg[0] ? err->msg : vn_status_name(err->code));
    print_code(err);
    return cli_exit_code(err->code);
}

void cli_warn(const char *tool, const char *file, const vn_error *err)
{
    print_head(tool, file, err);
    fputs("warning: ", stderr);
    print_plain(err->msg);
    fputs(" [VN_WARNING]\n", stderr);
}

void cli_note(const char *tool, const char *file, const char *format, ...)
{
    vn_error note;
    va_list args;
    va_start(args, format);
    vn_error_format(&note, VN_OK, format, args);
    va_end(args);
    print_head(tool, file, &note);
    print_plain(note.msg);
    fputc('\n', stderr);
}

int cli_usage_error(const char *tool, const vn_error *err)
{
    print_head(tool, NULL, err);
    print_plain(err->msg);
    fprintf(stderr, ", see '%s --help'", tool);
    print_code(err);
    return CLI_USAGE;
}

int cli_usage(const char *tool, const char *format, ...)
{
    vn_error err;
    va_list args;
    va_start(args, format);
    vn_error_format(&err, VN_EINVAL, format, args);
    va_end(args);
    return cli_usage_error(tool, &err);
}
