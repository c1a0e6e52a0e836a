#include "keyword_model.h"

#include "vn/json.h"
#include "vn/reader.h"

#include <math.h>

static const double MANY = 4; /* tags from which on more say nothing: their wave may have passed */
enum { COLUMNS = 4 };

vn_keyword_prior vn_keyword_prior_of(const vn_keyword_model *model, vn_slice key)
{
    return vn_keyword_prior_at(model, vn_map_find(&model->keys, key));
}

vn_keyword_prior vn_keyword_prior_at(const vn_keyword_model *model, uint32_t number)
{
    return number == VN_MAP_NONE ? (vn_keyword_prior){0, 0} : model->prior[number];
}

void vn_keyword_prior_features(float *x, vn_keyword_prior term, float head, float tail)
{
    x[VN_FEATURE_HEADLINE - VN_KEYWORD_MEASURED] = term.headline;
    x[VN_FEATURE_HEADLINE_HEAD - VN_KEYWORD_MEASURED] = head;
    x[VN_FEATURE_HEADLINE_TAIL - VN_KEYWORD_MEASURED] = tail;
    x[VN_FEATURE_TAGGED - VN_KEYWORD_MEASURED] = term.tags > 0;
    x[VN_FEATURE_TAGS - VN_KEYWORD_MEASURED] = (float)log(1 + fmin((double)term.tags, MANY));
}

/* A model that is being read. */
typedef struct reading {
    vn_keyword_model *model;
    size_t line;
    size_t features; /* rows so far */
} reading;

static vn_status read_feature(reading *r, vn_slice name, double weight, vn_error *err)
{
    const size_t i = r->features++;
    const char *due = i < VN_KEYWORD_FEATURES ? vn_keyword_feature_name[i] : "";
    if (!*due || !vn_slice_eq(name, vn_slice_str(due)))
        return vn_fail_at(err, VN_EDATA, r->line, 0, "the feature '%.*s' does not belong here",
                          name.len < 40 ? (int)name.len : 40, name.ptr);
    r->model->weight[i] = weight;
    return VN_OK;
}

static vn_status read_prior(reading *r, vn_slice key, const double *value, vn_error *err)
{
    vn_keyword_model *m = r->model;
    const size_t n = m->keys.n;
    if (r->features < VN_KEYWORD_FEATURES || !key.len || (n && vn_slice_cmp(m->keys.key[n - 1], key) >= 0))
        return vn_fail_at(err, VN_EDATA, r->line, 0, "the row is out of order (sort with LC_ALL=C)");
    if (!vn_grow((void **)&m->prior, &m->prior_cap, n + 1, sizeof *m->prior) || !vn_map_append_borrowed(&m->keys, key))
        return vn_fail_memory(err, "a keyword model");
    m->prior[n] = (vn_keyword_prior){(float)value[0], (float)value[1]};
    return VN_OK;
}

/* A row's columns from the third on are numbers. */
static vn_status read_row(reading *r, const vn_slice *column, size_t n, vn_error *err)
{
    double value[COLUMNS - 2] = {0};
    if (r->line == 1) {
        if (n == 2 && vn_slice_eq(column[0], vn_slice_str("vnkey-model")) && vn_slice_eq(column[1], vn_slice_str("1")))
            return VN_OK;
        return vn_fail_at(err, VN_EDATA, r->line, 0, "this is no keyword model, or one of another version");
    }
    for (size_t i = 2; i < n; i++)
        if (vn_json_read_number(column[i], &value[i - 2], NULL))
            return vn_fail_at(err, VN_EDATA, r->line, 0, "column %zu is not a number", i + 1);
    if (n == 3 && vn_slice_eq(column[0], vn_slice_str("feature")))
        return read_feature(r, column[1], value[0], err);
    if (n == COLUMNS && vn_slice_eq(column[0], vn_slice_str("term")))
        return read_prior(r, column[1], value, err);
    return vn_fail_at(err, VN_EDATA, r->line, 0, "a row is a feature and its weight, or a term and two numbers");
}

/* The columns of a row; 0: there are too many. */
static size_t split(vn_slice row, vn_slice column[COLUMNS])
{
    const char *end = row.ptr + row.len;
    for (size_t n = 0; n < COLUMNS; n++) {
        const char *tab = row.ptr < end ? memchr(row.ptr, '\t', (size_t)(end - row.ptr)) : NULL;
        column[n] = vn_slice_of(row.ptr, (size_t)((tab ? tab : end) - row.ptr));
        if (!tab)
            return n + 1;
        row.ptr = tab + 1;
    }
    return 0;
}

static vn_status read_rows(reading *r, vn_slice rows, vn_error *err)
{
    vn_status st = VN_OK;
    while (!st && rows.len) {
        vn_slice column[COLUMNS];
        const char *end = memchr(rows.ptr, '\n', rows.len);
        r->line++;
        if (!end)
            return vn_fail_at(err, VN_EDATA, r->line, 0, "the last row has no end: the file is cut off");
        const size_t len = (size_t)(end - rows.ptr);
        st = read_row(r, column, split(vn_slice_of(rows.ptr, len), column), err);
        rows = vn_slice_of(end + 1, rows.len - len - 1);
    }
    if (!st && r->features < VN_KEYWORD_FEATURES)
        return vn_fail_at(err, VN_EDATA, r->line, 0, "the model lacks features");
    return st;
}

vn_status vn_keyword_model_read(vn_keyword_model **out, vn_slice bytes, vn_error *err)
{
    vn_keyword_model *m = vn_calloc(1, sizeof *m);
    if (m)
        m->bytes = vn_calloc(bytes.len + 1, 1);
    if (!m || !m->bytes) {
        vn_keyword_model_free(m);
        return vn_fail_memory(err, "a keyword model");
    }
    if (bytes.len)
        memcpy(m->bytes, bytes.ptr, bytes.len);
    reading r = {.model = m};
    vn_status st = read_rows(&r, vn_slice_of(m->bytes, bytes.len), err);
    if (!st && !vn_map_index(&m->keys))
        st = vn_fail_memory(err, "a keyword model");
    if (st)
        vn_keyword_model_free(m);
    else
        *out = m;
    return st;
}

/* Embedded by data.S. */
extern const char vn_default_keyword_model_start[];
extern const char vn_default_keyword_model_end[];

vn_status vn_keyword_model_open(vn_keyword_model **out, const char *path, vn_error *err)
{
    if (!path) {
        const size_t len = (size_t)(vn_default_keyword_model_end - vn_default_keyword_model_start);
        return vn_keyword_model_read(out, vn_slice_of(vn_default_keyword_model_start, len), err);
    }
    vn_buf bytes = {0};
    vn_status st = vn_file_read(path, &bytes, err);
    if (!st)
        st = vn_keyword_model_read(out, vn_slice_of(bytes.ptr, bytes.len), err);
    vn_buf_free(&bytes);
    return st;
}

void vn_keyword_model_free(vn_keyword_model *m)
{
    if (!m)
        return;
    vn_map_free(&m->keys);
    free(m->prior);
    free(m->bytes);
    free(m);
}
