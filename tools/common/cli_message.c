/* Messages to the user, on standard error: errors with their code, warnings, notes. */
#include "catalog.h"
#include "cli.h"
#include "meter.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Errors of the system that are met: their names, as manuals and search engines know them, and what the system calls them
 * in English. */
static const struct system_error {
    int error;
    const char *name, *text;
} system_errors[] = {
    {EACCES, "EACCES", CATALOG_MARK("Permission denied")},
    {EBADF, "EBADF", CATALOG_MARK("Bad file descriptor")},
    {EBUSY, "EBUSY", CATALOG_MARK("Device or resource busy")},
    {EDQUOT, "EDQUOT", CATALOG_MARK("Disk quota exceeded")},
    {EEXIST, "EEXIST", CATALOG_MARK("File exists")},
    {EFBIG, "EFBIG", CATALOG_MARK("File too large")},
    {EINVAL, "EINVAL", CATALOG_MARK("Invalid argument")},
    {EIO, "EIO", CATALOG_MARK("Input/output error")},
    {EISDIR, "EISDIR", CATALOG_MARK("Is a directory")},
    {ELOOP, "ELOOP", CATALOG_MARK("Too many levels of symbolic links")},
    {EMFILE, "EMFILE", CATALOG_MARK("Too many open files")},
    {ENAMETOOLONG, "ENAMETOOLONG", CATALOG_MARK("File name too long")},
    {ENFILE, "ENFILE", CATALOG_MARK("Too many open files in system")},
    {ENOENT, "ENOENT", CATALOG_MARK("No such file or directory")},
    {ENOSPC, "ENOSPC", CATALOG_MARK("No space left on device")},
    {ENOTDIR, "ENOTDIR", CATALOG_MARK("Not a directory")},
    {ENXIO, "ENXIO", CATALOG_MARK("No such device or address")},
    {EPERM, "EPERM", CATALOG_MARK("Operation not permitted")},
    {EPIPE, "EPIPE", CATALOG_MARK("Broken pipe")},
    {EROFS, "EROFS", CATALOG_MARK("Read-only file system")},
    {ESPIPE, "ESPIPE", CATALOG_MARK("Illegal seek")},
    {ESTALE, "ESTALE", CATALOG_MARK("Stale file handle")},
    {ETXTBSY, "ETXTBSY", CATALOG_MARK("Text file busy")},
};

static const struct system_error *find_system_error(int error)
{
    for (size_t i = 0; i < CLI_COUNT_OF(system_errors); i++)
        if (system_errors[i].error == error)
            return &system_errors[i];
    return NULL;
}

static const char *system_text(int error)
{
    const struct system_error *known = find_system_error(error);
    return known ? known->text : strerror(error);
}

const char *cli_place(const char *file)
{
    static const char *const ours[] = {CATALOG_MARK("standard input"), CATALOG_MARK("standard output"),
                                       CATALOG_MARK("the built-in table")};
    if (strcmp(file, "-") == 0)
        return catalog_text(ours[0]);
    for (size_t i = 0; i < CLI_COUNT_OF(ours); i++)
        if (strcmp(file, ours[i]) == 0)
            return catalog_text(file);
    return file; /* though it be called "words" */
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
        cli_error(err, VN_EIO, "%s: %s", what, system_text(error));
    else
        cli_error(err, VN_EIO, "%s", system_text(error));
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
    const char *name = cli_place(path);
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

/* Codes ------------------------------------------------------------------------------------------------------------- */

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

/* The translation of a message --------------------------------------------------------------------------------------- */

enum { SAID_MAX = 1024 };

/* What is said, cut off where it passes the room there is. */
typedef struct said {
    char *text; /* [size] terminated */
    size_t size, len;
} said;

/* File names and what messages quote from files stay on one line and give no commands to the terminal. */
static void add_bytes(said *s, const char *text, size_t len)
{
    for (size_t i = 0; i < len && s->len + 1 < s->size; i++)
        s->text[s->len++] = (unsigned char)text[i] < 0x20 || text[i] == 0x7f ? '?' : text[i];
    s->text[s->len] = '\0';
}

static void add_text(said *s, const char *text)
{
    add_bytes(s, text, strlen(text));
}

/* A conversion of a printf format: where it ends, and which of the parts it is for when it says so ("%2$s"). */
typedef struct conversion {
    const char *end;
    size_t part; /* from 1; 0: the next */
    bool phrase; /* "%s" outside of quotes: words of our own, looked up; what a user gave is quoted or has a width */
} conversion;

static conversion read_conversion(const char *percent, char before)
{
    conversion c = {.end = percent + 1};
    const size_t digits = strspn(c.end, "0123456789");
    if (c.end[digits] == '$') {
        c.part = strtoul(c.end, NULL, 10);
        c.end += digits + 1;
    }
    c.phrase = *c.end == 's' && before != '\'' && before != '"';
    c.end += strcspn(c.end, "diouxXcsfFeEgGaAp%");
    c.end += *c.end != '\0';
    return c;
}

/* The words of our own among the parts of a message. */
static void find_phrases(const vn_error *err, bool phrase[VN_ERROR_PARTS])
{
    size_t n = 0;
    for (const char *p = strchr(err->format, '%'); p && n < VN_ERROR_PARTS; p = strchr(p, '%')) {
        const conversion c = read_conversion(p, p > err->format ? p[-1] : ' ');
        if (c.end[-1] != '%')
            phrase[n++] = c.phrase;
        p = c.end;
    }
}

static void add_part(said *s, const vn_error *err, size_t i, bool phrase)
{
    char text[sizeof err->msg];
    const size_t len = (size_t)(err->part[i].end - err->part[i].begin);
    memcpy(text, err->msg + err->part[i].begin, len);
    text[len] = '\0';
    add_text(s, phrase ? catalog_text(text) : text);
}

/* The translation, which is never given to printf: parts of the message are put where it has conversions. */
static void add_translated(said *s, const vn_error *err, const char *text)
{
    bool phrase[VN_ERROR_PARTS] = {false};
    size_t next = 0;
    find_phrases(err, phrase);
    add_bytes(s, err->msg, err->begin);
    while (*text) {
        const size_t plain = strcspn(text, "%");
        add_bytes(s, text, plain);
        text += plain;
        if (!*text)
            return;
        const conversion c = read_conversion(text, ' ');
        text = c.end;
        const size_t i = c.end[-1] == '%' ? VN_ERROR_PARTS : c.part ? c.part - 1 : next++;
        if (c.end[-1] == '%')
            add_text(s, "%");
        else if (i < VN_ERROR_PARTS)
            add_part(s, err, i, phrase[i]);
    }
}

static void add_message(said *s, const vn_error *err)
{
    if (err->format)
        add_translated(s, err, catalog_text(err->format));
    else
        add_text(s, err->msg[0] ? err->msg : catalog_text(vn_status_name(err->code)));
}

void cli_say(char *out, size_t size, const char *format, ...)
{
    said s = {.text = out, .size = size};
    vn_error message;
    va_list args;
    va_start(args, format);
    vn_error_format(&message, VN_OK, format, args);
    va_end(args);
    add_message(&s, &message);
}

/* Printing them ----------------------------------------------------------------------------------------------------- */

static void print_message(const vn_error *err)
{
    char text[SAID_MAX];
    said s = {.text = text, .size = sizeof text};
    add_message(&s, err);
    fputs(text, stderr);
}

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
    print_plain(cli_place(file));
    if (err->line)
        fprintf(stderr, ":%zu", err->line);
    if (err->line && err->column)
        fprintf(stderr, ":%zu", err->column);
    fputs(": ", stderr);
}

static void print_code(const vn_error *err)
{
    const struct system_error *system = find_system_error(err->system);
    if (system)
        fprintf(stderr, " [%s %s]\n", code_name(err->code), system->name);
    else if (err->system)
        fprintf(stderr, " [%s %d]\n", code_name(err->code), err->system);
    else
        fprintf(stderr, " [%s]\n", code_name(err->code));
}

int cli_fail(const char *tool, const char *file, const vn_error *err)
{
    print_head(tool, file, err);
    print_message(err);
    print_code(err);
    return cli_exit_code(err->code);
}

void cli_warn(const char *tool, const char *file, const vn_error *err)
{
    print_head(tool, file, err);
    fprintf(stderr, "%s: ", catalog_text(CATALOG_MARK("warning")));
    print_message(err);
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
    print_message(&note);
    fputc('\n', stderr);
}

int cli_usage_error(const char *tool, const vn_error *err)
{
    vn_error see;
    print_head(tool, NULL, err);
    print_message(err);
    cli_error(&see, err->code, ", see '%s --help'", tool);
    print_message(&see);
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
