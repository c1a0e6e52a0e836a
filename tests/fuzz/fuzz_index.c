/* A damaged index is refused, or answers. Since the checksums stop nearly every change, they are made good again before the
 * index is opened: what is tried is whether counts, positions and numbers are believed without a check. The input is a
 * list of changes to a small index: offset (4 bytes) and new byte. */
#include "fuzz.h"

#include "index.h"

static vn_buf small;

static vn_status append(void *context, vn_slice bytes, vn_error *err)
{
    return vn_buf_append(context, bytes.ptr, bytes.len, err);
}

static const char *const name[] = {"giá", "lũ", "mưa", "sông", "vàng"};
enum { TERMS = 5, ROWS = 4 };

static void make_small(void)
{
    static const vn_slice id[ROWS] = {{"a", 1}, {"b", 1}, {"c", 1}, {"d", 1}};
    vn_collection *c = NULL;
    vn_vocab *vocab = NULL;
    vn_sparse x = {0};
    FUZZ_CHECK(vn_collection_new(&c, NULL) == VN_OK);
    for (size_t r = 0; r < ROWS; r++) {
        vn_term term[TERMS];
        for (size_t t = 0; t < TERMS; t++)
            term[t] = (vn_term){.key = vn_slice_str(name[t]), .count = 1, .weight = 0.5};
        FUZZ_CHECK(vn_collection_add_weighted(c, term + r % 3, TERMS - r, NULL) == VN_OK);
    }
    FUZZ_CHECK(vn_collection_finish(c, NULL, NULL, &vocab, &x, NULL) == VN_OK);
    FUZZ_CHECK(vn_index_write(&(vn_index_parts){.x = &x, .vocab = vocab, .id = id}, append, &small, NULL) == VN_OK);
    vn_collection_free(c);
    vn_vocab_free(vocab);
    vn_sparse_free(&x);
}

static void put64(char *at, uint64_t number)
{
    memcpy(at, &number, sizeof number);
}

/* The checksums of what stands before them, wherever the header says that they are. */
static void seal(char *blob, size_t len)
{
    vn_index_header h;
    memcpy(&h, blob, sizeof h);
    vn_index_header wanted = h;
    if (!vn_index_layout(&wanted) || memcmp(&h, &wanted, sizeof h) || h.size != len)
        return;
    const size_t data = vn_index_sums(&h);
    for (size_t at = 0; at < data; at += VN_INDEX_PAGE)
        put64(blob + data + at / VN_INDEX_PAGE * 8,
              vn_index_page_sum(blob + at, data - at < VN_INDEX_PAGE ? data - at : VN_INDEX_PAGE));
    put64(blob + len - 8, vn_index_page_sum(blob + data, len - 8 - data));
}

static bool damaged(vn_status st)
{
    FUZZ_CHECK(st == VN_OK || st == VN_EDATA);
    return st;
}

static void ask(const vn_index *index)
{
    vn_index_search *search = NULL;
    vn_term term[TERMS];
    const vn_match *match = NULL;
    vn_index_why why[TERMS];
    size_t n = 0;
    for (size_t t = 0; t < TERMS; t++)
        term[t] = (vn_term){.key = vn_slice_str(name[t]), .count = 1};
    FUZZ_CHECK(vn_index_search_new(&search, index, NULL) == VN_OK);
    bool bad = damaged(vn_index_check(index, NULL)) || damaged(vn_index_weigh(index, term, TERMS, NULL)) ||
               damaged(vn_index_search_set(search, term, TERMS, NULL)) ||
               damaged(vn_index_search_run(search, &(vn_similar_options){.top = 3}, &match, &n, NULL));
    for (size_t i = 0; !bad && i < n; i++) {
        vn_slice id;
        vn_slice title;
        size_t parts = 0;
        FUZZ_CHECK(match[i].index < vn_index_documents(index));
        bad = damaged(vn_index_document(index, match[i].index, &id, &title, NULL)) ||
              damaged(vn_index_search_why(search, match[i].index, why, TERMS, &parts, NULL));
    }
    vn_index_search_free(search);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (!small.len)
        make_small();
    char *blob = malloc(small.len);
    vn_index *index = NULL;
    vn_error err = {0};
    FUZZ_CHECK(blob);
    memcpy(blob, small.ptr, small.len);
    for (; n >= 5; bytes += 5, n -= 5) {
        uint32_t offset;
        memcpy(&offset, bytes, sizeof offset);
        blob[offset % small.len] = (char)bytes[4];
    }
    seal(blob, small.len);
    const vn_status st = vn_index_view(&index, vn_slice_of(blob, small.len), &err);
    FUZZ_CHECK(st == VN_OK || (st == VN_EDATA && err.msg[0]));
    if (!st)
        ask(index);
    vn_index_free(index);
    free(blob);
    return 0;
}
