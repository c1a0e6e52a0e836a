/* An index: opening, checksums, look-ups. Writing: index_write.c; searching: index_search.c. */
#define _DEFAULT_SOURCE
#include "index.h"

#include "source.h"
#include "tfidf.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const uint8_t item_size[VN_IX_PARTS] = {
    [VN_IX_TERM_START] = 8, [VN_IX_TERM] = 1, [VN_IX_DF] = 4,       [VN_IX_LIST] = 8,
    [VN_IX_POSTING] = 8,    [VN_IX_ROW] = 8,  [VN_IX_COL] = 4,      [VN_IX_VAL] = 8,
    [VN_IX_ID_START] = 8,   [VN_IX_ID] = 1,   [VN_IX_TITLE_START] = 8, [VN_IX_TITLE] = 1,
};

/* The layout -------------------------------------------------------------------------------------------------------- */

bool vn_index_layout(vn_index_header *h)
{
    const uint64_t most = UINT64_C(1) << 40;
    if (h->rows > most || h->terms > most || h->entries > most || h->part[VN_IX_TERM].size > most ||
        h->part[VN_IX_ID].size > most || h->part[VN_IX_TITLE].size > most)
        return false;
    h->part[VN_IX_TERM_START].size = h->part[VN_IX_LIST].size = (h->terms + 1) * 8;
    h->part[VN_IX_DF].size = h->terms * 4;
    h->part[VN_IX_POSTING].size = h->part[VN_IX_VAL].size = h->entries * 8;
    h->part[VN_IX_COL].size = h->entries * 4;
    h->part[VN_IX_ROW].size = h->part[VN_IX_ID_START].size = h->part[VN_IX_TITLE_START].size = (h->rows + 1) * 8;
    uint64_t end = sizeof *h;
    for (int i = 0; i < VN_IX_PARTS; i++) {
        h->part[i].offset = (end + VN_INDEX_ALIGN - 1) / VN_INDEX_ALIGN * VN_INDEX_ALIGN;
        end = h->part[i].offset + h->part[i].size;
    }
    const uint64_t data = vn_index_sums(h);
    h->size = data + (data + VN_INDEX_PAGE - 1) / VN_INDEX_PAGE * 8 + 8;
    return true;
}

uint64_t vn_index_sums(const vn_index_header *h)
{
    const vn_index_section last = h->part[VN_IX_PARTS - 1];
    return (last.offset + last.size + 7) / 8 * 8;
}

/* Four hashes side by side, since one multiplication waits for the last. len is a multiple of 8. */
uint64_t vn_index_page_sum(const void *bytes, size_t len)
{
    const char *p = bytes;
    uint64_t lane[4] = {len, 1, 2, 3};
    for (size_t i = 0; i + 32 <= len; i += 32) {
        uint64_t word[4];
        memcpy(word, p + i, sizeof word);
        for (int k = 0; k < 4; k++) {
            lane[k] = (lane[k] ^ word[k]) * UINT64_C(0x9e3779b97f4a7c15);
            lane[k] ^= lane[k] >> 32;
        }
    }
    const uint64_t rest = vn_hash(p + len / 32 * 32, len % 32);
    return vn_mix(lane[0] + vn_mix(lane[1] + vn_mix(lane[2] + vn_mix(lane[3] + rest))));
}

/* Reading ----------------------------------------------------------------------------------------------------------- */

vn_status vn_index_damaged(vn_error *err, const char *what)
{
    return vn_fail(err, VN_EDATA, "damaged index: %s", what);
}

static uint64_t stored_sum(const vn_index *ix, size_t page)
{
    uint64_t sum;
    memcpy(&sum, ix->base + ix->data + page * sizeof sum, sizeof sum);
    return sum;
}

static bool page_is_right(const vn_index *ix, size_t page)
{
    if (atomic_load_explicit(&ix->known[page], memory_order_relaxed))
        return true;
    const size_t at = page * VN_INDEX_PAGE;
    const size_t len = ix->data - at < VN_INDEX_PAGE ? ix->data - at : VN_INDEX_PAGE;
    if (vn_index_page_sum(ix->base + at, len) != stored_sum(ix, page))
        return false;
    atomic_store_explicit(&ix->known[page], 1, memory_order_relaxed);
    return true;
}

/* Bytes at .. at + len - 1, len > 0. */
static vn_status check_pages(const vn_index *ix, uint64_t at, uint64_t len, vn_error *err)
{
    for (size_t page = at / VN_INDEX_PAGE; page <= (at + len - 1) / VN_INDEX_PAGE; page++)
        if (!page_is_right(ix, page))
            return vn_fail(err, VN_EDATA, "damaged index: bytes from %zu on do not match their checksum",
                           page * VN_INDEX_PAGE);
    return VN_OK;
}

const void *vn_index_get(const vn_index *ix, vn_index_part part, uint64_t first, uint64_t n, vn_error *err)
{
    const vn_index_section *s = &ix->h.part[part];
    const uint64_t items = s->size / item_size[part];
    if (first > items || n > items - first) {
        vn_index_damaged(err, "a number is out of bounds");
        return NULL;
    }
    const uint64_t at = s->offset + first * item_size[part];
    return n && check_pages(ix, at, n * item_size[part], err) ? NULL : ix->base + at;
}

vn_status vn_index_range(const vn_index *ix, vn_index_part start, uint64_t i, uint64_t *first, uint64_t *last, vn_error *err)
{
    const uint64_t *at = vn_index_get(ix, start, i, 2, err);
    if (!at)
        return VN_EDATA;
    if (at[0] > at[1])
        return vn_index_damaged(err, "positions descend");
    *first = at[0];
    *last = at[1];
    return VN_OK;
}

vn_status vn_index_bytes(const vn_index *ix, vn_index_part start, uint64_t i, vn_slice *out, vn_error *err)
{
    uint64_t first = 0;
    uint64_t last = 0;
    const vn_status st = vn_index_range(ix, start, i, &first, &last, err);
    if (st)
        return st;
    const char *bytes = vn_index_get(ix, start + 1, first, last - first, err);
    if (!bytes)
        return VN_EDATA;
    *out = vn_slice_of(bytes, last - first);
    return VN_OK;
}

vn_status vn_index_find(const vn_index *ix, vn_slice term, uint32_t *number, vn_error *err)
{
    uint64_t low = 0;
    uint64_t high = ix->h.terms;
    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        vn_slice here;
        const vn_status st = vn_index_bytes(ix, VN_IX_TERM_START, middle, &here, err);
        if (st)
            return st;
        const int order = vn_slice_cmp(here, term);
        if (!order) {
            *number = (uint32_t)middle;
            return VN_OK;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return VN_DONE;
}

/* Opening ----------------------------------------------------------------------------------------------------------- */

/* Everything that can be told without a checksum, so that a file of another kind is called what it is. */
static vn_status check_kind(const vn_index_header *h, vn_error *err)
{
    if (memcmp(h->magic, VN_INDEX_MAGIC, sizeof h->magic - 1))
        return vn_fail(err, VN_EDATA, "not an index of documents");
    if (h->magic[7] != VN_INDEX_VERSION)
        return vn_fail(err, VN_EDATA, "an index of another version: it must be made anew");
    if (h->order != VN_INDEX_ORDER)
        return vn_fail(err, VN_EDATA, "an index of a machine with another byte order: it must be made anew");
    return VN_OK;
}

static vn_status check_layout(const vn_index_header *h, uint64_t len, vn_error *err)
{
    vn_index_header wanted = *h;
    if (!vn_index_layout(&wanted) || h->rows >= UINT32_MAX || h->terms >= UINT32_MAX || h->documents > UINT32_MAX ||
        h->flags > VN_INDEX_FOREIGN || memcmp(&wanted, h, sizeof wanted))
        return vn_index_damaged(err, "counts out of bounds");
    if (h->size != len)
        return vn_fail(err, VN_EDATA, "damaged index: it has %zu bytes, not %zu", (size_t)len, (size_t)h->size);
    return VN_OK;
}

static vn_status check_sums(const vn_index *ix, vn_error *err)
{
    const size_t bytes = ix->h.size - 8 - ix->data;
    uint64_t wanted;
    memcpy(&wanted, ix->base + ix->h.size - 8, 8);
    if (vn_index_page_sum(ix->base + ix->data, bytes) != wanted)
        return vn_index_damaged(err, "its checksums do not match theirs");
    return check_pages(ix, 0, sizeof ix->h, err);
}

/* The index over bytes that are there; `map` is given back when it fails too. */
static vn_status view(vn_index **out, const char *base, size_t len, void *map, vn_error *err)
{
    vn_index *ix = vn_calloc(1, sizeof *ix);
    if (!ix) {
        if (map)
            munmap(map, len);
        return vn_fail_memory(err, "an index");
    }
    ix->base = base;
    ix->map = map;
    ix->h.size = len; /* what vn_index_free gives back */
    vn_index_header h;
    vn_status st = len < sizeof h ? vn_fail(err, VN_EDATA, "not an index of documents") : VN_OK;
    if (!st) {
        memcpy(&h, base, sizeof h);
        st = check_kind(&h, err);
    }
    if (!st)
        st = check_layout(&h, len, err);
    if (!st) {
        ix->h = h;
        ix->data = vn_index_sums(&h);
        ix->known = vn_calloc(ix->data / VN_INDEX_PAGE + 1, sizeof *ix->known);
        st = ix->known ? check_sums(ix, err) : vn_fail_memory(err, "an index");
    }
    if (st)
        vn_index_free(ix);
    else
        *out = ix;
    return st;
}

vn_status vn_index_view(vn_index **out, vn_slice bytes, vn_error *err)
{
    return view(out, bytes.ptr, bytes.len, NULL, err);
}

static vn_status map_file(int fd, void **map, size_t *len, vn_error *err)
{
    struct stat about;
    if (fstat(fd, &about))
        return vn_fail_errno(err, errno, "cannot read");
    if (!S_ISREG(about.st_mode))
        return vn_fail(err, VN_EDATA, "not an index of documents: no regular file");
    if (about.st_size < (off_t)sizeof(vn_index_header))
        return vn_fail(err, VN_EDATA, "not an index of documents");
    *len = (size_t)about.st_size;
    *map = mmap(NULL, *len, PROT_READ, MAP_PRIVATE, fd, 0);
    return *map == MAP_FAILED ? vn_fail_errno(err, errno, "cannot map") : VN_OK;
}

vn_status vn_index_open(vn_index **out, const char *path, vn_error *err)
{
    void *map = NULL;
    size_t len = 0;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return vn_fail_errno(err, errno, "cannot open");
    const vn_status st = map_file(fd, &map, &len, err);
    close(fd);
    return st ? st : view(out, map, len, map, err);
}

void vn_index_free(vn_index *ix)
{
    if (!ix)
        return;
    if (ix->map)
        munmap(ix->map, ix->h.size);
    free(ix->known);
    free(ix);
}

vn_status vn_index_check(const vn_index *ix, vn_error *err)
{
    return check_pages(ix, 0, ix->data, err);
}

/* What it holds ----------------------------------------------------------------------------------------------------- */

size_t vn_index_documents(const vn_index *ix)
{
    return ix->h.rows;
}

size_t vn_index_terms(const vn_index *ix)
{
    return ix->h.terms;
}

uint64_t vn_index_fingerprint(const vn_index *ix)
{
    return ix->h.fingerprint;
}

bool vn_index_foreign_weights(const vn_index *ix)
{
    return ix->h.flags & VN_INDEX_FOREIGN;
}

vn_status vn_index_document(const vn_index *ix, size_t row, vn_slice *id, vn_slice *title, vn_error *err)
{
    vn_slice name;
    const vn_status st = vn_index_bytes(ix, VN_IX_ID_START, row, &name, err);
    if (st)
        return st;
    if (title && vn_index_bytes(ix, VN_IX_TITLE_START, row, title, err))
        return VN_EDATA;
    *id = name;
    return VN_OK;
}

vn_status vn_index_weigh(const vn_index *ix, vn_term *terms, size_t n, vn_error *err)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t number;
        terms[i].weight = 1; /* the df of a term that the index lacks */
        const vn_status st = vn_index_find(ix, terms[i].key, &number, err);
        if (st < 0)
            return st;
        const uint32_t *df = st ? NULL : vn_index_get(ix, VN_IX_DF, number, 1, err);
        if (!st && !df)
            return VN_EDATA;
        if (df)
            terms[i].weight = *df;
    }
    if (n)
        qsort(terms, n, sizeof *terms, vn_term_cmp);
    vn_weigh_counted(terms, n, (uint32_t)ix->h.documents);
    return VN_OK;
}
