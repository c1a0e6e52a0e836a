#include "source.h"

#include "buf.h"
#include "utf16.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>
#include <zlib.h>

enum { PIECE = 64 * 1024, GZIP_WITH_HEADER = 15 + 16 };

typedef enum encoding { UTF8, UTF16 } encoding;

struct vn_source {
    int fd;
    bool begun;
    bool replace;
    bool gzip;
    bool in_member; /* gzip: between the start and the end of a member */
    size_t members; /* gzip: members that ended */
    encoding encoding;
    vn_utf16 wide;
    z_stream z;
    uint64_t taken; /* bytes read from fd */
    size_t in_at; /* input that was read and not used */
    size_t in_len;
    size_t head_at; /* text that was read to look for a byte-order mark */
    size_t head_len;
    unsigned char head[4];
    unsigned char in[PIECE];
    unsigned char units[PIECE]; /* UTF-16 on its way */
};

vn_status vn_fail_errno(vn_error *err, int error, const char *what)
{
    char why[128];
    if (error == ENOMEM)
        return vn_fail_memory(err, "the input");
    if (strerror_r(error, why, sizeof why))
        snprintf(why, sizeof why, "error %d", error);
    vn_fail(err, VN_EIO, "%s: %s", what, why);
    if (err)
        err->system = error;
    return VN_EIO;
}

vn_status vn_source_new(vn_source **out, int fd, bool replace, vn_error *err)
{
    vn_source *s = vn_calloc(1, sizeof *s);
    if (!s) {
        if (fd != STDIN_FILENO)
            close(fd);
        return vn_fail_memory(err, "an input buffer");
    }
    s->fd = fd;
    s->replace = replace;
    *out = s;
    return VN_OK;
}

void vn_source_free(vn_source *source)
{
    if (!source)
        return;
    if (source->gzip)
        inflateEnd(&source->z);
    if (source->fd != STDIN_FILENO)
        close(source->fd);
    free(source);
}

/* The file itself --------------------------------------------------------------------------------------------------- */

static vn_status read_file(vn_source *s, void *to, size_t want, size_t *got, vn_error *err)
{
    ssize_t n;
    do
        n = read(s->fd, to, want < SSIZE_MAX ? want : SSIZE_MAX);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return vn_fail_errno(err, errno, "cannot read");
    *got = (size_t)n;
    s->taken += (uint64_t)n;
    return VN_OK;
}

uint64_t vn_source_taken(const vn_source *source)
{
    return source->taken;
}

/* Adds to the input until it holds `need` bytes or the file ends. */
static vn_status fill(vn_source *s, size_t need, vn_error *err)
{
    if (s->in_at == s->in_len)
        s->in_at = s->in_len = 0;
    size_t got = 1;
    while (got && s->in_len - s->in_at < need) {
        vn_status st = read_file(s, s->in + s->in_len, sizeof s->in - s->in_len, &got, err);
        if (st)
            return st;
        s->in_len += got;
    }
    return VN_OK;
}

static size_t take_input(vn_source *s, void *to, size_t want)
{
    const size_t have = s->in_len - s->in_at;
    const size_t n = want < have ? want : have;
    memcpy(to, s->in + s->in_at, n);
    s->in_at += n;
    return n;
}

/* gzip -------------------------------------------------------------------------------------------------------------- */

static vn_status begin_member(vn_source *s, vn_error *err)
{
    if (inflateReset2(&s->z, GZIP_WITH_HEADER) != Z_OK)
        return vn_fail(err, VN_EDATA, "gzip decoder refused to start");
    s->in_member = true;
    return VN_OK;
}

static vn_status damaged(const vn_source *s, int code, vn_error *err)
{
    if (code == Z_MEM_ERROR)
        return vn_fail_memory(err, "the gzip decoder");
    if (s->members && s->z.total_out == 0 && s->z.total_in <= 2)
        return vn_fail(err, VN_EDATA, "garbage behind the gzip data");
    return vn_fail(err, VN_EDATA, "damaged gzip data (%s)", s->z.msg ? s->z.msg : VN_PHRASE("no detail"));
}

/* One step of decoding into z.next_out. */
static vn_status inflate_step(vn_source *s, vn_error *err)
{
    s->z.next_in = s->in + s->in_at;
    s->z.avail_in = (uInt)(s->in_len - s->in_at);
    const int code = inflate(&s->z, Z_NO_FLUSH);
    s->in_at = s->in_len - s->z.avail_in;
    if (code == Z_STREAM_END) {
        s->in_member = false;
        s->members++;
        return VN_OK;
    }
    return code == Z_OK || code == Z_BUF_ERROR ? VN_OK : damaged(s, code, err);
}

static vn_status read_gzip(vn_source *s, void *to, size_t want, size_t *got, vn_error *err)
{
    const uInt room = want < PIECE * 16 ? (uInt)want : PIECE * 16;
    s->z.next_out = to;
    s->z.avail_out = room;
    vn_status st = VN_OK;
    while (!st && s->z.avail_out == room) {
        st = fill(s, 1, err);
        if (st)
            return st;
        const bool ended = s->in_at == s->in_len;
        if (ended && !s->in_member) {
            *got = 0;
            return VN_OK;
        }
        if (!s->in_member)
            st = begin_member(s, err);
        if (!st) /* without input, too: it may keep what had no room before */
            st = inflate_step(s, err);
        if (!st && ended && s->in_member && s->z.avail_out == room)
            return vn_fail(err, VN_EDATA, "truncated gzip data");
    }
    *got = room - s->z.avail_out;
    return *got ? VN_OK : st; /* damage behind good bytes shows again at the next step */
}

/* Text -------------------------------------------------------------------------------------------------------------- */

static vn_status read_bytes(vn_source *s, void *to, size_t want, size_t *got, vn_error *err)
{
    if (s->gzip)
        return read_gzip(s, to, want, got, err);
    if (s->in_at == s->in_len)
        return read_file(s, to, want, got, err);
    *got = take_input(s, to, want);
    return VN_OK;
}

static vn_status recognise_gzip(vn_source *s, vn_error *err)
{
    vn_status st = fill(s, 2, err);
    if (st || s->in_len < 2 || s->in[0] != 0x1f || s->in[1] != 0x8b)
        return st;
    const int code = inflateInit2(&s->z, GZIP_WITH_HEADER);
    if (code != Z_OK)
        return damaged(s, code, err);
    s->gzip = true;
    s->in_member = true;
    return VN_OK;
}

static void recognise_encoding(vn_source *s)
{
    const unsigned char *h = s->head;
    if (s->head_len >= 3 && h[0] == 0xEF && h[1] == 0xBB && h[2] == 0xBF) {
        s->head_at = 3;
    } else if (s->head_len >= 2 && ((h[0] == 0xFF && h[1] == 0xFE) || (h[0] == 0xFE && h[1] == 0xFF))) {
        s->head_at = 2;
        s->encoding = UTF16;
        s->wide = (vn_utf16){.big = h[0] == 0xFE, .replace = s->replace};
    }
}

static vn_status begin_text(vn_source *s, vn_error *err)
{
    vn_status st = s->gzip || s->in_len ? VN_OK : recognise_gzip(s, err);
    size_t got = 1;
    while (!st && got && s->head_len < 3) {
        st = read_bytes(s, s->head + s->head_len, 3 - s->head_len, &got, err);
        if (!st)
            s->head_len += got;
    }
    if (st)
        return st;
    recognise_encoding(s);
    s->begun = true;
    return VN_OK;
}

/* Bytes behind the byte-order mark. */
static vn_status read_body(vn_source *s, void *to, size_t want, size_t *got, vn_error *err)
{
    const size_t have = s->head_len - s->head_at;
    if (!have)
        return read_bytes(s, to, want, got, err);
    *got = want < have ? want : have;
    memcpy(to, s->head + s->head_at, *got);
    s->head_at += *got;
    return VN_OK;
}

static vn_status read_utf16(vn_source *s, size_t want, vn_buf *out, vn_error *err)
{
    size_t got = 0;
    vn_status st = read_body(s, s->units, want < sizeof s->units ? want : sizeof s->units, &got, err);
    if (st)
        return st;
    if (got)
        return vn_utf16_decode(&s->wide, s->units, got, out, err);
    const size_t before = out->len;
    st = vn_utf16_end(&s->wide, out, err);
    if (st)
        return st;
    return out->len > before ? VN_OK : VN_DONE;
}

vn_status vn_source_read(vn_source *source, size_t want, vn_buf *out, vn_error *err)
{
    vn_status st = source->begun ? VN_OK : begin_text(source, err);
    if (st)
        return st;
    if (source->encoding == UTF16)
        return read_utf16(source, want, out, err);
    size_t got = 0;
    st = vn_buf_reserve(out, want, err);
    if (!st)
        st = read_body(source, out->ptr + out->len, want, &got, err);
    if (st)
        return st;
    out->len += got;
    out->ptr[out->len] = '\0';
    return got ? VN_OK : VN_DONE;
}
