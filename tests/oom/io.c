/* Bytes, records, documents. */
#include "oom.h"

static vn_status buffers(vn_error *err)
{
    vn_buf buf = {0};
    vn_status st = vn_buf_append(&buf, "một", 4, err);
    if (!st)
        st = vn_buf_reserve(&buf, 100000, err);
    if (!st)
        st = vn_tsv_write(oom_slice("a\tb"), &buf, err);
    vn_buf_free(&buf);
    return st;
}

static vn_status json_walk(vn_buf *buf, vn_error *err)
{
    vn_json walk;
    vn_slice name;
    vn_slice value = {0};
    const vn_slice text = oom_slice("{\"a\":[1.5,\"x\\u1ea1\\n\"]}");
    vn_status st = vn_json_check(text, err);
    if (!st)
        st = vn_json_object(&walk, text, err);
    if (!st)
        st = vn_json_member(&walk, &name, &value, err);
    if (!st)
        st = vn_json_array(&walk, value, err);
    double number = 0;
    if (!st)
        st = vn_json_element(&walk, &value, err);
    if (!st)
        st = vn_json_read_number(value, &number, err);
    if (!st)
        st = vn_json_write_number(number, buf, err);
    if (!st)
        st = vn_json_element(&walk, &value, err);
    return st ? st : vn_json_read_string(value, buf, err);
}

static vn_status json(vn_error *err)
{
    vn_buf buf = {0};
    vn_status st = json_walk(&buf, err);
    if (!st)
        st = vn_json_write_string(oom_slice("\"Hà\x01 Nội\""), &buf, err);
    vn_buf_free(&buf);
    return st;
}

static vn_status edit(vn_record *record, vn_buf *out, vn_error *err)
{
    vn_slice value;
    vn_status st = vn_record_parse(record, oom_slice("{\"id\":7,\"t\\u0065xt\":\"a\\nb\",\"x\":[1,{}],\"id\":8}"), err);
    if (!st)
        st = vn_record_string(record, "text", &value, err);
    if (!st)
        st = vn_record_set_string(record, "title", oom_slice("Tựa \"đề\""), err);
    if (!st)
        st = vn_record_set_raw(record, "x", oom_slice("{\"y\":1}"), err);
    if (!st)
        st = vn_record_remove(record, "text", err);
    for (char name[] = "f00"; !st && name[1] < '5'; name[1]++)
        st = vn_record_set_raw(record, name, oom_slice("null"), err);
    if (!st && (vn_record_fields(record) < 8 || !vn_record_raw(record, "x", &value)))
        st = oom_wrong(err, "fields are missing");
    size_t at = 0;
    if (!st)
        st = vn_record_write_around(record, "late", out, &at, err);
    out->len = 0;
    return st ? st : vn_record_write(record, out, err);
}

static vn_status records(vn_error *err)
{
    vn_record *record = NULL;
    vn_buf out = {0};
    vn_slice name;
    vn_slice value;
    vn_status st = vn_record_new(&record, err);
    if (!st)
        st = edit(record, &out, err);
    if (!st) {
        vn_record_field(record, 0, &name, &value);
        vn_record_clear(record);
        st = vn_record_set_string(record, "id", oom_slice("1"), err);
    }
    if (!st)
        st = vn_record_write(record, &out, err);
    vn_record_free(record);
    vn_buf_free(&out);
    return st;
}

/* All documents of a batch, each written out again. */
static vn_status read_batch(vn_batch *batch, size_t *documents, vn_error *err)
{
    vn_document doc;
    vn_buf out = {0};
    vn_status st;
    while (!(st = vn_batch_next(batch, &doc, err))) {
        vn_record *record = vn_batch_record(batch, err);
        st = record ? vn_record_set_string(record, "path", oom_slice(vn_batch_path(batch)), err) : VN_ENOMEM;
        if (!st)
            st = vn_record_write(record, &out, err);
        if (st)
            break;
        ++*documents;
    }
    vn_buf_free(&out);
    return st;
}

static vn_status read_all(vn_reader *reader, vn_batch *batch, size_t expected, vn_error *err)
{
    size_t documents = 0;
    vn_status st;
    while (!(st = vn_reader_next(reader, batch, err))) {
        st = read_batch(batch, &documents, err);
        if (st != VN_DONE)
            return st;
    }
    if (st == VN_DONE && (!vn_reader_path(reader) || (documents && !vn_reader_bytes(reader)) || documents != expected))
        return oom_wrong(err, "other documents than there are");
    return st == VN_DONE ? VN_OK : st;
}

static vn_status read_paths(const char *const *paths, size_t n, const vn_reader_options *options, size_t expected,
                            vn_error *err)
{
    vn_reader *reader = NULL;
    vn_batch *batch = NULL;
    vn_status st = vn_reader_new(&reader, paths, n, options, err);
    if (!st)
        st = vn_batch_new(&batch, err);
    if (!st)
        st = read_all(reader, batch, expected, err);
    vn_batch_free(batch);
    vn_reader_free(reader);
    return st;
}

static vn_status directory(vn_error *err)
{
    const char *const paths[] = {OOM_DATA "directory"};
    return read_paths(paths, 1, NULL, 3, err);
}

static vn_status compressed_records(vn_error *err)
{
    const char *const paths[] = {OOM_DATA "two.jsonl.gz", OOM_DATA "two.jsonl.gz"};
    return read_paths(paths, 2, &(vn_reader_options){.batch_bytes = 64}, 8, err);
}

static vn_status lines_replaced(vn_error *err)
{
    const char *const paths[] = {OOM_DATA "latin.txt", OOM_DATA "utf16.txt"};
    return read_paths(paths, 2, &(vn_reader_options){.kind = VN_INPUT_LINES, .replace_invalid = true}, 4, err);
}

static vn_status table(vn_error *err)
{
    vn_buf buf = {0};
    vn_status st = vn_file_read(OOM_DATA "two.jsonl.gz", &buf, err);
    vn_slice rest = {buf.ptr, buf.len};
    vn_slice line;
    vn_slice cell[2];
    size_t lines = 0;
    while (!st && vn_tsv_line(&rest, &line))
        lines += vn_tsv_split(line, cell, 2);
    if (!st && lines != 5)
        st = oom_wrong(err, "not five lines");
    vn_buf_free(&buf);
    return st;
}

const oom_scenario oom_io[] = {
    {"buffers", buffers},
    {"json", json},
    {"records", records},
    {"directory", directory},
    {"compressed records", compressed_records},
    {"lines with replacement", lines_replaced},
    {"table", table},
    {0},
};
