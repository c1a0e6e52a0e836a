/* A stream of any bytes gives documents of valid UTF-8, or errors, and ends; the size of batches changes nothing. */
#include "fuzz.h"

#include <unistd.h>

/* A hash of all that the reader says: texts, ids, places, errors. */
static uint64_t absorb(uint64_t h, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * UINT64_C(1099511628211);
    return h;
}

static uint64_t absorb_slice(uint64_t h, vn_slice s)
{
    vn_buf key = {0};
    FUZZ_CHECK(vn_json_write_string(s, &key, NULL) == VN_OK);
    vn_buf_free(&key);
    return absorb(h, s.ptr, s.len);
}

static uint64_t absorb_batch(uint64_t h, vn_batch *batch)
{
    vn_document doc;
    vn_error err = {0};
    vn_status st;
    while ((st = vn_batch_next(batch, &doc, &err)) != VN_DONE) {
        if (st) {
            FUZZ_CHECK(st == VN_EDATA || st == VN_ELIMIT);
            h = absorb(h, err.msg, strlen(err.msg));
            h = absorb(h, &err.line, sizeof err.line);
        } else {
            h = absorb_slice(absorb_slice(absorb_slice(h, doc.id), doc.title), doc.text);
            h = absorb(h, &doc.line, sizeof doc.line);
        }
        err = (vn_error){0};
    }
    return h;
}

static uint64_t read_file(const char *path, const vn_reader_options *options)
{
    uint64_t h = UINT64_C(14695981039346656037);
    vn_reader *reader = NULL;
    vn_batch *batch = NULL;
    vn_status st;
    FUZZ_CHECK(vn_reader_new(&reader, &path, 1, options, NULL) == VN_OK);
    FUZZ_CHECK(vn_batch_new(&batch, NULL) == VN_OK);
    vn_error err = {0};
    while ((st = vn_reader_next(reader, batch, &err)) != VN_DONE) {
        h = st ? absorb(h, err.msg, strlen(err.msg)) : absorb_batch(h, batch);
        FUZZ_CHECK(st == VN_OK || st == VN_EDATA || st == VN_ELIMIT);
    }
    vn_batch_free(batch);
    vn_reader_free(reader);
    return h;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[] = "/tmp/vn_fuzz_XXXXXX";
    const int fd = mkstemp(path);
    FUZZ_CHECK(fd >= 0 && write(fd, data, size) == (ssize_t)size && close(fd) == 0);
    vn_reader_options options = {.max_bytes = 1 << 16};
    for (int kind = VN_INPUT_AUTO; kind <= VN_INPUT_JSONL; kind++) {
        options.kind = (vn_input_kind)kind;
        options.replace_invalid = size % 2 != 0;
        options.batch_bytes = 0;
        const uint64_t large = read_file(path, &options);
        options.batch_bytes = 7;
        FUZZ_CHECK(read_file(path, &options) == large);
    }
    remove(path);
    return 0;
}
