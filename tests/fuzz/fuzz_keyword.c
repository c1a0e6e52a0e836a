/* Any words in any order: by every method, keywords are whole words at places in order, and none is inside another. */
#include "fuzz.h"

#include <math.h>

enum { METHODS = 64, LIMIT = 20 };

typedef struct field {
    vn_slice text;
    vn_word *word;
    size_t n;
    size_t cap;
} field;

static uint64_t find_df(void *context, vn_slice key)
{
    (void)context;
    return key.len % 5 * 20;
}

static bool is_stop(void *context, vn_slice key)
{
    (void)context;
    return key.len == 2;
}

/* Extractors live as long as the program: they are asked again and again, as by a tool. */
static vn_extractor *extractor(size_t method)
{
    static vn_extractor *known[METHODS];
    const vn_keyword_options options = {.method = vn_keyword_method_at(method)->name, .limit = LIMIT, .df = find_df,
                                        .documents = 100, .phrase_floor = method % 2 ? 20 : 0, .stop = is_stop,
                                        .diversity = method % 3 ? 0 : 0.5};
    if (!known[method])
        FUZZ_CHECK(vn_extractor_new(&known[method], &options, NULL) == VN_OK);
    return known[method];
}

static bool is_edge(const field *f, size_t at, bool end)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->word[i].start + (end ? f->word[i].len : 0) == at)
            return true;
    return false;
}

static bool is_inside(vn_slice key, vn_slice part)
{
    for (size_t i = 0; i + part.len <= key.len; i++)
        if ((i == 0 || key.ptr[i - 1] == '_') && (i + part.len == key.len || key.ptr[i + part.len] == '_') &&
            memcmp(key.ptr + i, part.ptr, part.len) == 0)
            return true;
    return false;
}

static void check(const field *title, const field *body, const vn_keywords *k)
{
    FUZZ_CHECK(k->n <= LIMIT);
    for (size_t i = 0; i < k->n; i++) {
        FUZZ_CHECK(k->item[i].count > 0 && k->item[i].term.len > 0 && !isnan(k->item[i].score));
        for (size_t j = 0; j < k->n; j++)
            FUZZ_CHECK(i == j || !is_inside(k->item[i].key, k->item[j].key));
        for (size_t j = 0; j < k->item[i].count; j++) {
            const vn_keyword_place *p = &k->item[i].place[j];
            const field *f = p->in_title ? title : body;
            FUZZ_CHECK(is_edge(f, p->start, false) && is_edge(f, p->start + p->len, true));
            FUZZ_CHECK(!j || p[-1].in_title > p->in_title || (p[-1].in_title == p->in_title && p[-1].start < p->start));
        }
    }
}

static bool read_field(field *f, vn_slice text)
{
    *f = (field){.text = text};
    return vn_words_read(text, &f->word, &f->n, &f->cap, NULL) == VN_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const vn_slice bytes = fuzz_slice(data, size);
    const char *cut = memchr(bytes.ptr, '\n', bytes.len);
    const size_t first = cut ? (size_t)(cut - bytes.ptr) : bytes.len;
    field title;
    field body = {0};
    const bool ok = read_field(&title, (vn_slice){bytes.ptr, first}) &&
                    read_field(&body, (vn_slice){bytes.ptr + first, bytes.len - first});
    for (size_t m = 0; ok && vn_keyword_method_at(m) && m < METHODS; m++) {
        const vn_keyword_input input = {.title = title.text, .title_words = {title.word, title.n, 0}, .text = body.text,
                                        .words = {body.word, body.n, 0}};
        vn_keywords keywords;
        const vn_status st = vn_extract(extractor(m), &input, &keywords, NULL);
        FUZZ_CHECK(st == VN_OK || st == VN_EDATA);
        if (!st)
            check(&title, &body, &keywords);
    }
    free(title.word);
    free(body.word);
    return 0;
}
