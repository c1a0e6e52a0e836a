#include "map.h"
#include "stopwords.h"
#include "vn/norm.h"
#include "vn/reader.h"

struct vn_stopwords {
    vn_map keys;
    uint64_t fingerprint;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static vn_slice trim(vn_slice s)
{
    while (s.len && is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

static vn_status add_word(vn_stopwords *sw, vn_slice word, vn_buf *key, vn_error *err)
{
    key->len = 0;
    if (memchr(word.ptr, '\0', word.len))
        return vn_fail(err, VN_EDATA, "binary data (NUL byte)");
    const vn_status st = vn_fold(word, key, err);
    if (st || !key->len)
        return st;
    const size_t before = sw->keys.n;
    if (vn_map_add(&sw->keys, vn_slice_of(key->ptr, key->len)) == VN_MAP_NONE)
        return vn_fail_memory(err, "stop words");
    if (sw->keys.n > before) /* a sum, so that the order of the lines does not matter */
        sw->fingerprint += vn_mix(vn_hash(key->ptr, key->len));
    return VN_OK;
}

static vn_status add_lines(vn_stopwords *sw, vn_slice lines, vn_buf *key, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t number = 1; lines.len && !st; number++) {
        const char *end = memchr(lines.ptr, '\n', lines.len);
        const size_t len = end ? (size_t)(end - lines.ptr) : lines.len;
        const vn_slice word = trim(vn_slice_of(lines.ptr, len));
        if (word.len && word.ptr[0] != '#')
            st = add_word(sw, word, key, err);
        if (st == VN_EDATA && err)
            err->line = number;
        lines.ptr += end ? len + 1 : len;
        lines.len -= end ? len + 1 : len;
    }
    return st;
}

vn_status vn_stopwords_parse(vn_stopwords **out, vn_slice lines, vn_error *err)
{
    vn_stopwords *sw = vn_calloc(1, sizeof *sw);
    if (!sw)
        return vn_fail_memory(err, "stop words");
    vn_buf key = {0};
    if (lines.len >= 3 && memcmp(lines.ptr, "\xef\xbb\xbf", 3) == 0)
        lines = vn_slice_of(lines.ptr + 3, lines.len - 3);
    const vn_status st = add_lines(sw, lines, &key, err);
    vn_buf_free(&key);
    if (st) {
        vn_stopwords_free(sw);
        return st;
    }
    *out = sw;
    return VN_OK;
}

/* Embedded by data.S. */
extern const char vn_stopwords_start[];
extern const char vn_stopwords_end[];

vn_status vn_stopwords_open(vn_stopwords **out, const char *path, vn_error *err)
{
    if (!path)
        return vn_stopwords_parse(
            out, vn_slice_of(vn_stopwords_start, (size_t)(vn_stopwords_end - vn_stopwords_start)), err);
    vn_buf bytes = {0};
    vn_status st = vn_file_read(path, &bytes, err);
    if (!st)
        st = vn_stopwords_parse(out, vn_slice_of(bytes.ptr, bytes.len), err);
    vn_buf_free(&bytes);
    return st;
}

void vn_stopwords_free(vn_stopwords *sw)
{
    if (!sw)
        return;
    vn_map_free(&sw->keys);
    free(sw);
}

size_t vn_stopwords_count(const vn_stopwords *sw)
{
    return sw->keys.n;
}

bool vn_stopwords_has(const vn_stopwords *sw, vn_slice key)
{
    return vn_map_find(&sw->keys, key) != VN_MAP_NONE;
}

uint64_t vn_stopwords_fingerprint(const vn_stopwords *sw)
{
    return sw->fingerprint;
}
