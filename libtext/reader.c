#include "vn/reader.h"

#include "batch.h"
#include "buf.h"
#include "source.h"
#include "utf8.h"
#include "walk.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { DEFAULT_BATCH = 256 * 1024 };

struct vn_reader {
    vn_walk walk;
    vn_reader_options options; /* defaults filled in */
    vn_source *source;         /* the file being read, NULL between files */
    uint64_t taken;            /* bytes of the files before it */
    vn_input_kind kind;        /* of that file; AUTO until its first bytes were seen */
    size_t looked;             /* bytes that did not tell the kind */
    char bracket;              /* the first of them that is not white space; 0: none yet */
    size_t line;               /* the next batch begins there */
    bool ended;                /* nothing more comes from the source */
    bool spent;                /* and nothing is left of what came */
    vn_status failed;          /* why it ended, handed out after the lines before */
    vn_error failure;
    vn_buf carry; /* the beginning of a line, behind the last batch */
};

static const char *const standard_input[] = {"-"};

vn_status vn_reader_new(vn_reader **out, const char *const *paths, size_t n_paths, const vn_reader_options *options,
                        vn_error *err)
{
    vn_reader *r = vn_calloc(1, sizeof *r);
    if (!r)
        return vn_fail_memory(err, "a reader");
    r->walk = (vn_walk){.paths = n_paths ? paths : standard_input, .n = n_paths ? n_paths : 1};
    if (options)
        r->options = *options;
    if (!r->options.batch_bytes)
        r->options.batch_bytes = DEFAULT_BATCH;
    if (!r->options.max_bytes)
        r->options.max_bytes = VN_BUF_MAX;
    if (r->options.max_bytes > SIZE_MAX / 8 || r->options.batch_bytes > SIZE_MAX / 8) {
        free(r);
        return vn_fail(err, VN_EINVAL, "a size limit that no memory can hold");
    }
    r->carry.max = r->options.max_bytes + 2 * r->options.batch_bytes + 64;
    *out = r;
    return VN_OK;
}

static void close_file(vn_reader *r)
{
    r->taken = vn_reader_bytes(r);
    vn_source_free(r->source);
    r->source = NULL;
    r->carry.len = 0;
}

void vn_reader_free(vn_reader *reader)
{
    if (!reader)
        return;
    close_file(reader);
    vn_buf_free(&reader->carry);
    vn_walk_free(&reader->walk);
    free(reader);
}

const char *vn_reader_path(const vn_reader *reader)
{
    return reader->walk.path.ptr ? reader->walk.path.ptr : "-";
}

uint64_t vn_reader_bytes(const vn_reader *reader)
{
    return reader->taken + (reader->source ? vn_source_taken(reader->source) : 0);
}

static bool ends_in(vn_slice name, const char *tail)
{
    const size_t n = strlen(tail);
    return name.len >= n && memcmp(name.ptr + name.len - n, tail, n) == 0;
}

static bool is_named_jsonl(vn_slice path)
{
    if (ends_in(path, ".gz"))
        path.len -= 3;
    return ends_in(path, ".jsonl") || ends_in(path, ".ndjson");
}

static vn_status open_file(vn_reader *r, vn_error *err)
{
    int fd = -1;
    vn_status st = vn_walk_next(&r->walk, &fd, err);
    if (!st)
        st = vn_source_new(&r->source, fd, r->options.replace_invalid, err);
    if (st)
        return st;
    r->kind = r->options.kind;
    if (r->kind == VN_INPUT_AUTO && is_named_jsonl(vn_slice_of(r->walk.path.ptr, r->walk.path.len)))
        r->kind = VN_INPUT_JSONL;
    r->line = 1;
    r->looked = 0;
    r->bracket = '\0';
    r->ended = r->spent = false;
    r->failed = VN_OK;
    return VN_OK;
}

static size_t skip_space(vn_slice s, size_t i)
{
    while (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '\t' || s.ptr[i] == '\r' || s.ptr[i] == '\n'))
        i++;
    return i;
}

/* JSON Lines begin with { and a quote or }. An array of objects is no text either: taken for records, it is refused with
 * a message that says so. AUTO: these bytes do not tell yet; *looked of them need not be seen again. A stream that is
 * empty from its first byte holds no records, an empty file on disk is an empty text. */
static vn_input_kind guess_kind(vn_slice s, size_t *looked, char *bracket, bool complete, bool is_regular)
{
    *looked = skip_space(s, *looked);
    if (!*bracket && *looked < s.len && (s.ptr[*looked] == '{' || s.ptr[*looked] == '[')) {
        *bracket = s.ptr[*looked];
        *looked = skip_space(s, *looked + 1);
    }
    if (*looked < s.len) {
        const char c = s.ptr[*looked];
        const bool json = *bracket == '{' ? c == '"' || c == '}' : *bracket && c == '{';
        return json ? VN_INPUT_JSONL : VN_INPUT_TEXT;
    }
    if (!complete)
        return VN_INPUT_AUTO;
    return s.len || is_regular ? VN_INPUT_TEXT : VN_INPUT_JSONL;
}

/* One read into the batch; a failure is kept until what came before it has been handed out. */
static void read_some(vn_reader *r, vn_batch *b)
{
    const size_t aim = r->options.batch_bytes;
    const size_t want = b->data.len < aim ? aim - b->data.len : aim;
    const vn_status st = vn_source_read(r->source, want, &b->data, &r->failure);
    r->ended = st != VN_OK;
    r->failed = st < 0 ? st : VN_OK;
    if (r->kind == VN_INPUT_AUTO)
        r->kind = guess_kind(vn_slice_of(b->data.ptr, b->data.len), &r->looked, &r->bracket, r->ended, r->walk.is_regular);
}

/* Offset behind the last LF of s, looking no further back than `from`; 0 when there is none. */
static size_t behind_last_line(vn_slice s, size_t from)
{
    for (size_t i = s.len; i > from; i--)
        if (s.ptr[i - 1] == '\n')
            return i;
    return 0;
}

/* Reads until the batch is full or the file ends. Gives the length of the whole lines. */
static size_t read_lines(vn_reader *r, vn_batch *b)
{
    const vn_reader_options *o = &r->options;
    size_t whole = 0;
    size_t seen = b->data.len; /* what was carried over holds no LF */
    while (!r->ended && (!whole || (!o->prompt && b->data.len < o->batch_bytes)) && b->data.len - whole <= o->max_bytes) {
        read_some(r, b);
        if (r->kind == VN_INPUT_TEXT || r->kind == VN_INPUT_AUTO)
            continue;
        const size_t found = behind_last_line(vn_slice_of(b->data.ptr, b->data.len), seen);
        whole = found ? found : whole;
        seen = b->data.len;
    }
    if (r->ended && !r->failed) /* the last line may lack its LF */
        whole = b->data.len;
    return whole;
}

static size_t count_lines(vn_slice s)
{
    size_t n = 0;
    const char *end = s.ptr + s.len;
    for (const char *p = s.ptr; s.len && p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        n++;
    return n;
}

static vn_status too_long(const vn_reader *r, vn_error *err)
{
    const bool lines = r->kind != VN_INPUT_TEXT && r->kind != VN_INPUT_AUTO;
    return vn_fail_at(err, VN_ELIMIT, lines ? r->line : 0, 0,
                      lines ? "a line longer than %zu bytes" : VN_PHRASE("a text longer than %zu bytes"),
                      r->options.max_bytes);
}

static vn_status give_failure(vn_reader *r, vn_error *err)
{
    if (err)
        *err = r->failure;
    return r->failed;
}

/* Fills the batch from the open file; VN_DONE when nothing is left of it. */
static vn_status fill(vn_reader *r, vn_batch *b, vn_error *err)
{
    vn_status st = vn_batch_begin(b, r->walk.path.ptr, &r->options, err);
    if (!st)
        st = vn_buf_append(&b->data, r->carry.ptr, r->carry.len, err);
    if (st || r->spent)
        return st ? st : VN_DONE;
    r->carry.len = 0;
    const size_t whole = read_lines(r, b);
    const bool text = r->kind == VN_INPUT_TEXT;
    if (b->data.len - whole > r->options.max_bytes && (text || !whole))
        return too_long(r, err);
    if (text && b->data.len > r->options.max_bytes)
        return too_long(r, err);
    if (r->failed && (text || !whole))
        return give_failure(r, err);
    if (r->ended && !whole && !text)
        return VN_DONE;
    st = vn_buf_append(&r->carry, b->data.ptr + whole, b->data.len - whole, err);
    b->data.len = whole;
    b->kind = r->kind;
    b->line = r->line;
    r->line += count_lines(vn_slice_of(b->data.ptr, whole));
    r->spent = r->ended && !r->failed;
    return st;
}

vn_status vn_reader_next(vn_reader *reader, vn_batch *batch, vn_error *err)
{
    for (;;) {
        vn_status st = reader->source ? VN_OK : open_file(reader, err);
        if (st)
            return st;
        st = fill(reader, batch, err);
        if (st)
            close_file(reader);
        if (st != VN_DONE)
            return st;
    }
}

vn_status vn_file_read(const char *path, vn_buf *out, vn_error *err)
{
    const int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return vn_fail_errno(err, errno, "cannot open");
    vn_source *source;
    vn_status st = vn_source_new(&source, fd, false, err);
    if (st)
        return st;
    const size_t before = out->len;
    while (!st)
        st = vn_source_read(source, DEFAULT_BATCH, out, err);
    vn_source_free(source);
    if (st < 0)
        return st;
    const vn_slice text = vn_slice_of(out->ptr + before, out->len - before);
    const size_t good = vn_utf8_check(text.ptr, text.len);
    return good == text.len ? VN_OK : vn_utf8_fail(text, good, 1, err);
}
