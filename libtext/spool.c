#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "vn/spool.h"

#include "base.h"
#include "source.h"
#include "tempfile.h"

#include <errno.h>
#include <sys/mman.h>

/* Bytes are put into chunks of mapped memory. A chunk that is full when memory is used up is written to the file, and the
 * file mapped in its place, so that addresses stay. */
enum { CHUNK = 8 * 1024 * 1024, ALIGN = 8, DEFAULT_MEMORY = 256 * 1024 * 1024 };

typedef struct chunk {
    char *at;
    size_t size;
} chunk;

struct vn_spool {
    chunk *chunk; /* [n] the last one is being filled */
    size_t n;
    size_t cap;
    size_t used;   /* bytes of the last chunk */
    size_t held;   /* bytes of the chunks that are in memory */
    size_t memory; /* how many may be */
    vn_tempfile file;
};

vn_status vn_spool_new(vn_spool **out, size_t memory, vn_error *err)
{
    vn_spool *s = vn_calloc(1, sizeof *s);
    if (!s)
        return vn_fail_memory(err, "a spool");
    s->memory = memory ? memory : DEFAULT_MEMORY;
    s->file = (vn_tempfile){.fd = -1};
    *out = s;
    return VN_OK;
}

void vn_spool_free(vn_spool *spool)
{
    if (!spool)
        return;
    for (size_t i = 0; i < spool->n; i++)
        munmap(spool->chunk[i].at, spool->chunk[i].size);
    vn_tempfile_close(&spool->file);
    free(spool->chunk);
    free(spool);
}

/* The last chunk goes to the file, where it can be read at the same addresses. */
static vn_status spill(vn_spool *s, vn_error *err)
{
    const chunk *c = &s->chunk[s->n - 1];
    const off_t at = (off_t)s->file.size;
    const vn_status st = vn_tempfile_write(&s->file, vn_slice_of(c->at, c->size), err);
    if (st)
        return st;
    if (mmap(c->at, c->size, PROT_READ, MAP_SHARED | MAP_FIXED, s->file.fd, at) == MAP_FAILED)
        return vn_fail_errno(err, errno, "cannot map a temporary file");
    s->held -= c->size;
    return VN_OK;
}

static vn_status add_chunk(vn_spool *s, size_t need, vn_error *err)
{
    const size_t size = need <= CHUNK ? CHUNK : (need + CHUNK - 1) / CHUNK * CHUNK;
    vn_status st = s->n && s->held > s->memory ? spill(s, err) : VN_OK;
    if (st)
        return st;
    if (!vn_grow((void **)&s->chunk, &s->cap, s->n + 1, sizeof *s->chunk))
        return vn_fail_memory(err, "a spool");
    char *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED)
        return vn_fail_memory(err, "a spool");
    s->chunk[s->n++] = (chunk){at, size};
    s->held += size;
    s->used = 0;
    return VN_OK;
}

vn_status vn_spool_put(vn_spool *spool, vn_slice bytes, const void **kept, vn_error *err)
{
    if (bytes.len > SIZE_MAX / 2)
        return vn_fail(err, VN_ELIMIT, "too many bytes for a spool");
    const size_t need = (bytes.len + ALIGN - 1) / ALIGN * ALIGN;
    if (!spool->n || need > spool->chunk[spool->n - 1].size - spool->used) {
        const vn_status st = add_chunk(spool, need, err);
        if (st)
            return st;
    }
    char *at = spool->chunk[spool->n - 1].at + spool->used;
    if (bytes.len)
        memcpy(at, bytes.ptr, bytes.len);
    spool->used += need;
    *kept = at;
    return VN_OK;
}
