#include "model.h"

#include "buf.h"
#include "source.h"
#include "syllable.h"
#include "utf8.h"
#include "vn/norm.h"

#include <errno.h>
#include <stdio.h>

/* --- tokens into numbers and shapes ------------------------------------------------------------------------ */

/* Every run of ASCII digits as one 0: 20h30 and 9h05 are the same to the model. */
static void collapse_digits(vn_buf *key, size_t from)
{
    size_t to = from;
    for (size_t i = from; i < key->len; i++) {
        const bool digit = key->ptr[i] >= '0' && key->ptr[i] <= '9';
        if (digit && to > from && key->ptr[to - 1] == '0')
            continue;
        key->ptr[to++] = digit ? '0' : key->ptr[i];
    }
    key->len = to;
}

vn_status vn_token_key(vn_slice surface, vn_token_kind kind, vn_buf *out, vn_error *err)
{
    if (kind == VN_TOKEN_LINK)
        return VN_OK; /* all links are one */
    const size_t from = out->len;
    vn_status st = vn_fold(surface, out, err);
    if (!st && kind == VN_TOKEN_NUMBER)
        collapse_digits(out, from);
    return st;
}

uint32_t vn_token_unknown(vn_slice key, vn_token_kind kind)
{
    switch (kind) {
    case VN_TOKEN_NUMBER: return VN_ID_NUMBER;
    case VN_TOKEN_LINK: return VN_ID_LINK;
    case VN_TOKEN_PUNCT: return VN_ID_PUNCT;
    case VN_TOKEN_SYLLABLE: break;
    }
    return vn_syllable_is_vietnamese(key) ? VN_ID_SYLLABLE : VN_ID_FOREIGN;
}

/* Upper-case Latin letters: what Vietnamese and the names in its news are written with. */
static bool is_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    if (c < 0x100)
        return c >= 0xc0 && c <= 0xde && c != 0xd7;
    if (c == 0x1a0 || c == 0x1af)
        return true;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
        return c & 1;
    return ((c >= 0x100 && c <= 0x177) || (c >= 0x1e00 && c <= 0x1eff)) && !(c & 1);
}

static bool is_mark(uint32_t c)
{
    return c >= 0x300 && c <= 0x36f;
}

vn_shape vn_token_shape(vn_slice surface, vn_token_kind kind)
{
    if (kind != VN_TOKEN_SYLLABLE)
        return kind == VN_TOKEN_NUMBER ? VN_SHAPE_NUMBER : VN_SHAPE_PUNCT;
    size_t letters = 0, upper = 0, other = 0;
    bool first = false;
    for (size_t at = 0; at < surface.len;) {
        uint32_t c;
        at += vn_utf8_decode(surface.ptr + at, surface.len - at, &c);
        if (is_mark(c))
            continue;
        if (c < 0x80 && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) {
            other++;
            continue;
        }
        if (is_upper(c)) {
            upper++;
            first = first || letters == 0;
        }
        letters++;
    }
    if (upper == 0)
        return other ? VN_SHAPE_MIXED : VN_SHAPE_LOWER;
    if (upper == letters && letters > 1)
        return vn_syllable_is_vietnamese(surface) ? VN_SHAPE_SHOUT : VN_SHAPE_UPPER;
    if (other || upper > 1 || !first)
        return VN_SHAPE_MIXED;
    return letters == 1 ? VN_SHAPE_LETTER : VN_SHAPE_CAPITAL;
}

bool vn_token_opens(vn_slice surface)
{
    return vn_slice_eq(surface, vn_slice_str(":")) || vn_slice_eq(surface, vn_slice_str("\"")) ||
           vn_slice_eq(surface, vn_slice_str("\xe2\x80\x9c"));
}

/* Case says nothing in a headline in capitals, nor in text where nothing is capital. */
static bool case_is_silent(const uint8_t *shape, size_t n)
{
    size_t letters = 0, lower = 0, upper = 0;
    for (size_t i = 0; i < n; i++) {
        letters += shape[i] != VN_SHAPE_NUMBER && shape[i] != VN_SHAPE_PUNCT;
        lower += shape[i] == VN_SHAPE_LOWER;
        upper += shape[i] == VN_SHAPE_UPPER || shape[i] == VN_SHAPE_LETTER || shape[i] == VN_SHAPE_SHOUT;
    }
    return lower == letters || (letters > 2 && upper * 10 >= letters * 7 && lower * 5 <= letters);
}

static void settle_shouts(uint8_t *shape, size_t n)
{
    for (size_t i = 0; i < n;) {
        const size_t first = i;
        while (i < n && shape[i] == VN_SHAPE_SHOUT)
            i++;
        memset(shape + first, i - first > 1 ? VN_SHAPE_UNKNOWN : VN_SHAPE_UPPER, i - first);
        i += i == first;
    }
}

void vn_shapes_settle(uint8_t *shape, const uint8_t *opens, size_t n)
{
    const bool silent = case_is_silent(shape, n);
    if (!silent && memchr(shape, VN_SHAPE_SHOUT, n))
        settle_shouts(shape, n);
    bool begins = true;
    for (size_t i = 0; i < n; i++) {
        begins = begins || opens[i];
        if (shape[i] == VN_SHAPE_NUMBER || shape[i] == VN_SHAPE_PUNCT)
            continue; /* a quotation mark or a list number does not end the beginning */
        if (silent)
            shape[i] = VN_SHAPE_UNKNOWN;
        else if (begins && shape[i] == VN_SHAPE_CAPITAL)
            shape[i] = VN_SHAPE_INITIAL;
        begins = false;
    }
}

/* --- the blob ---------------------------------------------------------------------------------------------- */

/* Header, then the sections one after another, each at a multiple of 64 bytes. All numbers little-endian. */
static const char MAGIC[8] = "VNSEGM3";
enum { N_SECTIONS = 9, ALIGN = 64 };

typedef struct section {
    uint64_t offset;
    uint64_t size;
    uint64_t hash;
} section;

typedef struct header {
    char magic[8];
    uint64_t size;        /* of the whole blob */
    uint64_t fingerprint; /* hash of the section table, so of everything */
    uint32_t ids;
    uint32_t slots;
    uint32_t buckets;
    uint32_t reserved;
    section part[N_SECTIONS];
} header;

enum { P_SLOT, P_KEY_START, P_KEY_BYTES, P_UNIGRAM, P_LINK, P_CASED, P_SHAPE, P_LEXICON, P_NGRAM };

static uint32_t slots_for(uint32_t ids)
{
    uint32_t slots = 64;
    while (slots < ids * 2)
        slots *= 2;
    return slots;
}

static uint32_t key_slot(vn_slice key, uint32_t slots)
{
    return (uint32_t)vn_hash(key.ptr, key.len) & (slots - 1);
}

/* Vocabulary hash table and key offsets; *slot and *start belong to the caller. */
static vn_status build_vocabulary(const vn_model_parts *p, uint32_t slots, uint32_t **slot, uint32_t **start,
                                  vn_buf *bytes, vn_error *err)
{
    *slot = vn_calloc(slots, sizeof **slot);
    *start = vn_calloc((size_t)p->ids + 1, sizeof **start);
    if (!*slot || !*start)
        return vn_fail_memory(err, "a vocabulary");
    for (uint32_t id = 0; id < p->ids; id++) {
        (*start)[id] = (uint32_t)bytes->len;
        vn_status st = vn_buf_slice(bytes, p->key[id], err);
        if (st)
            return st;
        if (id < VN_ID_FIRST)
            continue;
        uint32_t i = key_slot(p->key[id], slots);
        while ((*slot)[i])
            i = (i + 1) & (slots - 1);
        (*slot)[i] = id;
    }
    (*start)[p->ids] = (uint32_t)bytes->len;
    return VN_OK;
}

static vn_status append_section(header *h, int part, const void *bytes, size_t size, vn_buf *out, size_t base,
                                vn_error *err)
{
    static const char zeros[ALIGN];
    const size_t pad = (ALIGN - (out->len - base) % ALIGN) % ALIGN;
    vn_status st = vn_buf_append(out, zeros, pad, err);
    if (st)
        return st;
    h->part[part] = (section){out->len - base, size, vn_hash(bytes, size)};
    return vn_buf_append(out, bytes, size, err);
}

static vn_status append_parts(const vn_model_parts *p, header *h, const uint32_t *slot, const uint32_t *start,
                              const vn_buf *keys, vn_buf *out, vn_error *err)
{
    const size_t base = out->len;
    const struct {
        const void *bytes;
        size_t size;
    } part[N_SECTIONS] = {
        {slot, h->slots * sizeof *slot},
        {start, ((size_t)p->ids + 1) * sizeof *start},
        {keys->ptr, keys->len},
        {p->unigram, (size_t)p->ids * VN_UNIGRAM},
        {p->link, (size_t)p->ids * 2},
        {p->cased, (size_t)p->ids * VN_CASED},
        {p->shape, VN_SHAPE_CELLS * sizeof *p->shape},
        {p->lexicon, (VN_LEXICON_CELLS + 3) * sizeof *p->lexicon},
        {p->bucket, (size_t)p->buckets * sizeof *p->bucket},
    };
    vn_status st = vn_buf_append(out, h, sizeof *h, err);
    for (int i = 0; !st && i < N_SECTIONS; i++)
        st = append_section(h, i, part[i].bytes, part[i].size, out, base, err);
    if (st)
        return st;
    h->size = out->len - base;
    h->fingerprint = vn_hash(h->part, sizeof h->part);
    memcpy(out->ptr + base, h, sizeof *h);
    return VN_OK;
}

vn_status vn_model_write(const vn_model_parts *parts, vn_buf *out, vn_error *err)
{
    header h = {.ids = parts->ids, .slots = slots_for(parts->ids), .buckets = parts->buckets};
    memcpy(h.magic, MAGIC, sizeof h.magic);
    uint32_t *slot = NULL;
    uint32_t *start = NULL;
    vn_buf keys = {0};
    vn_status st = build_vocabulary(parts, h.slots, &slot, &start, &keys, err);
    if (!st)
        st = append_parts(parts, &h, slot, start, &keys, out, err);
    free(slot);
    free(start);
    vn_buf_free(&keys);
    return st;
}

static vn_status damaged(vn_error *err, const char *what)
{
    return vn_fail(err, VN_EDATA, "damaged model: %s", what);
}

/* Sizes that the counts of the header demand. */
static bool sizes_agree(const header *h)
{
    const uint64_t want[N_SECTIONS] = {
        [P_SLOT] = (uint64_t)h->slots * 4,
        [P_KEY_START] = ((uint64_t)h->ids + 1) * 4,
        [P_KEY_BYTES] = h->part[P_KEY_BYTES].size,
        [P_UNIGRAM] = (uint64_t)h->ids * VN_UNIGRAM,
        [P_LINK] = (uint64_t)h->ids * 2,
        [P_CASED] = (uint64_t)h->ids * VN_CASED,
        [P_SHAPE] = VN_SHAPE_CELLS * 2,
        [P_LEXICON] = (VN_LEXICON_CELLS + 3) * 2,
        [P_NGRAM] = (uint64_t)h->buckets * sizeof(vn_bucket),
    };
    for (int i = 0; i < N_SECTIONS; i++)
        if (h->part[i].size != want[i])
            return false;
    return true;
}

static vn_status check_header(const header *h, size_t len, vn_error *err)
{
    if (memcmp(h->magic, MAGIC, sizeof h->magic))
        return vn_fail(err, VN_EDATA, "not a segmentation model of this version");
    if (h->size != len)
        return damaged(err, "its length is not the one it states");
    if (h->fingerprint != vn_hash(h->part, sizeof h->part))
        return damaged(err, "the section table does not match its checksum");
    if (h->ids < VN_ID_FIRST || h->ids > VN_MAX_IDS || h->slots != slots_for(h->ids) || h->buckets == 0 ||
        h->buckets > UINT32_MAX / 64 || h->reserved || !sizes_agree(h))
        return damaged(err, "counts out of bounds");
    uint64_t end = sizeof *h;
    for (int i = 0; i < N_SECTIONS; i++) {
        if (h->part[i].offset != (end + ALIGN - 1) / ALIGN * ALIGN || h->part[i].offset > len ||
            h->part[i].size > len - h->part[i].offset)
            return damaged(err, "a section lies elsewhere than it must");
        end = h->part[i].offset + h->part[i].size;
    }
    return end == len ? VN_OK : damaged(err, "bytes behind the last section");
}

/* Every byte counts: sections by their checksums, the gaps between them as zeros. */
static vn_status check_sums(const header *h, const char *bytes, vn_error *err)
{
    uint64_t end = sizeof *h;
    for (int i = 0; i < N_SECTIONS; i++) {
        for (; end < h->part[i].offset; end++)
            if (bytes[end])
                return damaged(err, "a gap between sections is not empty");
        if (vn_hash(bytes + end, (size_t)h->part[i].size) != h->part[i].hash)
            return damaged(err, "a section does not match its checksum");
        end += h->part[i].size;
    }
    return VN_OK;
}

/* What look-ups rely on: offsets ascend inside the key bytes, and numbers are known. */
static vn_status check_tables(const vn_model *m, uint64_t key_bytes, vn_error *err)
{
    uint32_t used = 0;
    if (m->chain[2] < 1)
        return damaged(err, "the unit of its weights is out of bounds");
    for (uint32_t i = 0; i < m->slots; i++) {
        if (m->slot[i] >= m->ids)
            return damaged(err, "a vocabulary slot is out of bounds");
        used += m->slot[i] != 0;
    }
    if (used > m->slots / 2 || m->key_start[m->ids] > key_bytes)
        return damaged(err, "the vocabulary is out of bounds");
    for (uint32_t id = 0; id < m->ids; id++)
        if (m->key_start[id] > m->key_start[id + 1])
            return damaged(err, "vocabulary offsets descend");
    return VN_OK;
}

vn_status vn_model_view(vn_model *model, const void *bytes, size_t len, bool trusted, vn_error *err)
{
    header h;
    if (len < sizeof h)
        return vn_fail(err, VN_EDATA, "not a segmentation model: %zu bytes are too few", len);
    memcpy(&h, bytes, sizeof h);
    vn_status st = check_header(&h, len, err);
    if (!st && !trusted)
        st = check_sums(&h, bytes, err);
    if (st)
        return st;
    const char *base = bytes;
    const void *at[N_SECTIONS];
    for (int i = 0; i < N_SECTIONS; i++)
        at[i] = base + h.part[i].offset;
    vn_model m = {.fingerprint = h.fingerprint, .ids = h.ids, .slots = h.slots, .buckets = h.buckets,
                  .slot = at[P_SLOT], .key_start = at[P_KEY_START], .key_bytes = at[P_KEY_BYTES],
                  .unigram = at[P_UNIGRAM], .link = at[P_LINK], .cased = at[P_CASED], .shape = at[P_SHAPE],
                  .lexicon = at[P_LEXICON], .bucket = at[P_NGRAM]};
    m.chain = m.lexicon + VN_LEXICON_CELLS;
    if (!trusted)
        st = check_tables(&m, h.part[P_KEY_BYTES].size, err);
    if (!st)
        *model = m;
    return st;
}

uint32_t vn_model_find(const vn_model *model, vn_slice key)
{
    for (uint32_t i = key_slot(key, model->slots);; i = (i + 1) & (model->slots - 1)) {
        const uint32_t id = model->slot[i];
        if (!id)
            return 0;
        const uint32_t start = model->key_start[id];
        if (vn_slice_eq(key, vn_slice_of(model->key_bytes + start, model->key_start[id + 1] - start)))
            return id;
    }
}

/* --- opening ----------------------------------------------------------------------------------------------- */

extern const unsigned char vn_default_model_start[];
extern const unsigned char vn_default_model_end[];

enum { READ_STEP = 1 << 20 };

static vn_status read_stream(FILE *file, vn_buf *bytes, vn_error *err)
{
    for (;;) {
        vn_status st = vn_buf_reserve(bytes, READ_STEP, err);
        if (st)
            return st;
        const size_t got = fread(bytes->ptr + bytes->len, 1, READ_STEP, file);
        bytes->len += got;
        if (got < READ_STEP)
            return ferror(file) ? vn_fail_errno(err, errno, "cannot read") : VN_OK;
    }
}

static vn_status read_file(const char *path, vn_buf *bytes, vn_error *err)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return vn_fail_errno(err, errno, "cannot open");
    const vn_status st = read_stream(file, bytes, err);
    fclose(file);
    return st;
}

static vn_status open_embedded(vn_model *model, vn_error *err)
{
    const size_t len = (size_t)(vn_default_model_end - vn_default_model_start);
    return vn_model_view(model, vn_default_model_start, len, true, err);
}

/* Takes the bytes over, also on failure. */
static vn_status open_bytes(vn_model *model, vn_buf *bytes, vn_error *err)
{
    const vn_status st = vn_model_view(model, bytes->ptr, bytes->len, false, err);
    if (st)
        vn_buf_free(bytes);
    else
        model->owned = bytes->ptr;
    return st;
}

static vn_status open_file(vn_model *model, const char *path, vn_error *err)
{
    vn_buf bytes = {.max = VN_MODEL_MAX};
    const vn_status st = read_file(path, &bytes, err);
    if (!st)
        return open_bytes(model, &bytes, err);
    vn_buf_free(&bytes);
    return st;
}

vn_status vn_model_open(vn_model **out, const char *path, vn_error *err)
{
    vn_model *model = vn_calloc(1, sizeof *model);
    if (!model)
        return vn_fail_memory(err, "a model");
    const vn_status st = path ? open_file(model, path, err) : open_embedded(model, err);
    if (st) {
        free(model);
        return st;
    }
    *out = model;
    return VN_OK;
}

vn_status vn_model_read(vn_model **out, vn_slice bytes, vn_error *err)
{
    vn_buf copy = {.max = VN_MODEL_MAX};
    vn_model *model = vn_calloc(1, sizeof *model);
    if (!model)
        return vn_fail_memory(err, "a model");
    vn_status st = vn_buf_append(&copy, bytes.ptr, bytes.len, err);
    if (!st)
        st = open_bytes(model, &copy, err);
    if (st) {
        vn_buf_free(&copy);
        free(model);
        return st;
    }
    *out = model;
    return VN_OK;
}

void vn_model_free(vn_model *model)
{
    if (!model)
        return;
    free(model->owned);
    free(model);
}

uint64_t vn_model_fingerprint(const vn_model *model)
{
    return model->fingerprint;
}
