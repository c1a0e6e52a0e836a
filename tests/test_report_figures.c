#include "harness.h"

#include "html_figures.h"
#include "output.h"
#include "png.h"
#include "report_sample.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

/* The page of a report as text; the caller frees it. */
static char *page_of(const report *r)
{
    char path[] = "figures-XXXXXX";
    const int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    output *out;
    VN_ASSERT_OK(output_open(&out, path, NULL));
    VN_ASSERT_OK(report_html(r, out, NULL));
    VN_ASSERT_OK(output_close(out, NULL));
    FILE *in = fopen(path, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    fseek(in, 0, SEEK_END);
    const size_t len = (size_t)ftell(in);
    rewind(in);
    char *text = calloc(len + 1, 1);
    CU_ASSERT_FATAL(text && fread(text, 1, len, in) == len);
    fclose(in);
    close(fd);
    unlink(path);
    return text;
}

static bool has(const char *text, const char *part)
{
    if (!strstr(text, part))
        printf("\n  not there: %s\n", part);
    return strstr(text, part) != NULL;
}

static size_t count_of(const char *text, const char *part)
{
    size_t n = 0;
    for (; (text = strstr(text, part)) != NULL; text += strlen(part))
        n++;
    return n;
}

/* The data of a script that is named, where its first quote or bracket after `key` stands. */
static const char *data_of(const char *text, const char *id, const char *key)
{
    char head[64];
    snprintf(head, sizeof head, "id=\"%s\">", id);
    const char *at = strstr(text, head);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    at = strstr(at, key);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    return at + strlen(key);
}

/* Bytes of base64 up to the closing quote. */
static size_t decode(const char *text, unsigned char *to, size_t room)
{
    static const char SIGN[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t n = 0;
    uint32_t bits = 0;
    unsigned have = 0;
    for (; *text != '"' && *text != '=' && n < room; text++) {
        CU_ASSERT_PTR_NOT_NULL_FATAL(strchr(SIGN, *text));
        bits = bits << 6 | (uint32_t)(strchr(SIGN, *text) - SIGN);
        have += 6;
        if (have >= 8)
            to[n++] = (unsigned char)(bits >> (have -= 8));
    }
    return n;
}

/* What scripts compute --------------------------------------------------------------------------------------------- */

enum { MAX_TERMS = 8, MAX_ARTICLES = 8 };

/* Terms of the articles as a page tells them, all in two bytes a weight and differences below 128. */
static void unpack(const unsigned char *byte, size_t n, double weight[MAX_ARTICLES][MAX_TERMS], bool *full)
{
    for (size_t a = 0; a < n; a++) {
        const size_t count = *byte++;
        const double largest = (byte[0] + 256 * byte[1]) / 65535.0;
        full[a] = largest > 0;
        byte += 2;
        size_t term[MAX_TERMS] = {0};
        CU_ASSERT_FATAL(count <= MAX_TERMS);
        for (size_t i = 0; i < count; i++)
            term[i] = (i ? term[i - 1] : 0) + *byte++;
        for (size_t i = 0; i < count; i++, byte += 2)
            weight[a][term[i]] = (byte[0] + 256 * byte[1]) / 65535.0 * largest;
    }
}

static void the_terms_give_every_similarity_of_the_program(void)
{
    const report *r = report_sample(false);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    char *text = page_of(r);
    unsigned char byte[512];
    double weight[MAX_ARTICLES][MAX_TERMS] = {{0}};
    bool full[MAX_ARTICLES];
    CU_ASSERT(has(text, "\"decimals\":4,\"bytes\":2,\"terms\":[\"khai giảng\",\"\\u003cb\\u003e\",\"học sinh\"]") ||
              has(text, "\"decimals\":4,\"bytes\":2,\"terms\":[\"khai giảng\",\"học sinh\",\"\\u003cb\\u003e\"]") ||
              has(text, "\"decimals\":4,\"bytes\":2,\"terms\":[\"khai giảng\",\"\\u003cb\\u003e\","));
    decode(data_of(text, "terms-data", "\"rows\":\""), byte, sizeof byte);
    unpack(byte, r->n, weight, full);
    for (size_t a = 0; a < r->n; a++) {
        CU_ASSERT_EQUAL(full[a], r->matrix.start[a] < r->matrix.start[a + 1]);
        for (size_t b = 0; b < r->n; b++) {
            double sum = a == b ? full[a] : 0;
            for (size_t t = 0; t < MAX_TERMS && a != b; t++)
                sum += weight[a][t] * weight[b][t];
            CU_ASSERT_DOUBLE_EQUAL(sum, report_similarity(r, a, b), 5e-5);
        }
    }
    free(text);
    report_sample_free();
}

/* The picture ------------------------------------------------------------------------------------------------------- */

static void cells_stand_in_the_order_of_the_tree(void)
{
    const report *r = report_sample(false);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    char *text = page_of(r);
    CU_ASSERT(has(text, "data-kind=\"articles\" data-m=\"7\""));
    CU_ASSERT(has(text, "{\"items\":[2,0,1,3,4,5,6],\"means\":\"\"}"));
    /* Article 2 is first: 1 with itself, 0.6 with the next two, which are alike, and 0.25 of the pair after them. */
    char path[128];
    snprintf(path, sizeof path, "<path class=\"s%u\" transform=\"translate(0 .5)\" d=\"M0 0h1M1 1h2M1 2h2M3 3h1M4 4h1M5 5h1\"/>",
             layout_step(1));
    CU_ASSERT(has(text, path));
    snprintf(path, sizeof path, "<path class=\"s%u\" transform=\"translate(0 .5)\" d=\"M1 0h2M0 1h1M0 2h1\"/>", layout_step(0.6));
    CU_ASSERT(has(text, path));
    snprintf(path, sizeof path, "<path class=\"s%u\" transform=\"translate(0 .5)\" d=\"M4 3h1M3 4h1\"/>", layout_step(0.25));
    CU_ASSERT(has(text, path));
    CU_ASSERT_EQUAL(count_of(text, ">0,60</text>"), 4);
    CU_ASSERT_PTR_NULL(strstr(text, "NaN"));
    free(text);
    report_sample_free();
}

static void the_tree_joins_what_the_report_joins(void)
{
    const report *r = report_sample(true);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    char *text = page_of(r);
    const char *data = data_of(text, "tree-data", "\"nodes\":");
    CU_ASSERT_EQUAL(strncmp(data - 20, "{\"leaves\":7,", 12) == 0 || strstr(text, "{\"leaves\":7,\"nodes\"") != NULL, true);
    CU_ASSERT(has(data, ",2,0.9,0,1,2,1],")); /* articles 0 and 1: leaves 1 and 2, the first of them at place 1 */
    CU_ASSERT(has(data, ",7,0,-1,"));        /* the root */
    CU_ASSERT_EQUAL(count_of(text, "<path data-i=\""), 6);
    CU_ASSERT_EQUAL(count_of(text, "class=\"leaves\""), 1);
    CU_ASSERT(has(text, "<a href=\"#a2\" data-i=\"0\">"));
    free(text);
    report_sample_free();
}

static void titles_of_figures_stay_text(void)
{
    const report *r = report_sample(false);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    char *text = page_of(r);
    CU_ASSERT_PTR_NULL(strstr(text, "<img"));
    CU_ASSERT_PTR_NULL(strstr(text, "<script>alert"));
    CU_ASSERT(has(text, "<text y=\""));
    CU_ASSERT_PTR_NULL(strstr(text, "style=\""));
    free(text);
    report_sample_free();
}

static void few_articles_have_the_figures_that_say_something(void)
{
    const report *sample = report_sample(false);
    CU_ASSERT_PTR_NOT_NULL_FATAL(sample);
    report r = *sample;
    const vn_merge merge = {0, 1, 0, 2};
    const size_t order[] = {0, 1};
    const size_t member[] = {0, 1};
    const report_group group = {.size = 2, .cohesion = 1, .member = member};
    r.order = order;
    r.merges = &merge;
    r.group = &group;
    r.n_groups = 1;
    r.n_pairs = 0;
    static const size_t FIGURES[][4] = {{1, 0, 0, 0}, {2, 1, 1, 0}};
    for (size_t i = 0; i < 2; i++) {
        r.n = r.matrix.rows = FIGURES[i][0];
        char *text = page_of(&r);
        CU_ASSERT_EQUAL(count_of(text, "<section id=\"heatmap\""), FIGURES[i][1]);
        CU_ASSERT_EQUAL(count_of(text, "<section id=\"tree\""), FIGURES[i][2]);
        CU_ASSERT_EQUAL(count_of(text, "<section id=\"map\""), FIGURES[i][3]);
        free(text);
    }
    r.matrix.rows = sample->n;
    report_sample_free();
}

/* Large reports ----------------------------------------------------------------------------------------------------- */

/* Articles of two terms: that of their group, and one that all have. */
typedef struct many {
    report r;
    report_article *article;
    report_group *group;
    size_t *order;
    size_t *start;
    uint32_t *col;
    double *val;
    vn_vocab *vocab;
} many;

static void many_free(many *m)
{
    free(m->article);
    free(m->group);
    free(m->order);
    free(m->start);
    free(m->col);
    free(m->val);
    vn_vocab_free(m->vocab);
}

static vn_vocab *vocab_of(size_t terms)
{
    vn_collection *all;
    vn_sparse matrix = {0};
    vn_vocab *vocab = NULL;
    VN_ASSERT_OK(vn_collection_new(&all, NULL));
    for (size_t i = 0; i < terms; i++) {
        char key[32];
        snprintf(key, sizeof key, "t%06zu", i);
        const vn_term term = {.key = {key, strlen(key)}, .count = 1, .weight = 1};
        VN_ASSERT_OK(vn_collection_add_weighted(all, &term, 1, NULL));
    }
    VN_ASSERT_OK(vn_collection_finish(all, NULL, NULL, &vocab, &matrix, NULL));
    vn_collection_free(all);
    vn_sparse_free(&matrix);
    return vocab;
}

static void many_make(many *m, size_t groups, size_t size)
{
    const size_t n = groups * size;
    *m = (many){.article = calloc(n, sizeof *m->article), .group = calloc(groups, sizeof *m->group),
                .order = calloc(n, sizeof *m->order), .start = calloc(n + 1, sizeof *m->start),
                .col = calloc(2 * n, sizeof *m->col), .val = calloc(2 * n, sizeof *m->val), .vocab = vocab_of(groups + 1)};
    CU_ASSERT_FATAL(m->article && m->group && m->order && m->start && m->col && m->val && m->vocab);
    for (size_t i = 0; i < n; i++) {
        const size_t g = i / size;
        m->article[i] = (report_article){.id = {"a", 1}, .title = {"a", 1}, .group = g, .copy_of = i, .x = cos((double)i),
                                         .y = sin((double)i)};
        m->order[i] = i;
        m->start[i + 1] = 2 * i + 2;
        m->col[2 * i] = 0;
        m->col[2 * i + 1] = (uint32_t)g + 1;
        m->val[2 * i] = 0.6;
        m->val[2 * i + 1] = 0.8;
    }
    for (size_t g = 0; g < groups; g++)
        m->group[g] = (report_group){.size = size, .central = g * size, .cohesion = 1, .member = m->order + g * size};
    m->r = (report){.title = {"x", 1}, .n = n, .article = m->article, .n_groups = groups, .group = m->group, .order = m->order,
                    .matrix = {n, groups + 1, m->start, m->col, m->val}, .vocab = m->vocab, .made_by = "x",
                    .figures = REPORT_HEAT_MAP | REPORT_TREE, .english = true};
}

static void more_articles_than_cells_are_shown_as_groups(void)
{
    many m;
    many_make(&m, 50, 9);
    char *text = page_of(&m.r);
    CU_ASSERT(has(text, "data-kind=\"groups\" data-m=\"50\""));
    CU_ASSERT_PTR_NULL(strstr(text, "image/png"));
    CU_ASSERT_PTR_NULL(strstr(text, "<section id=\"tree\""));
    static unsigned char mean[2 * 51 * 25];
    CU_ASSERT_EQUAL(decode(data_of(text, "heatmap-data", "\"means\":\""), mean, sizeof mean), sizeof mean);
    CU_ASSERT_EQUAL(mean[0] + 256 * mean[1], 65535);
    CU_ASSERT_EQUAL(mean[2] + 256 * mean[3], 23593); /* 0.36 */
    free(text);
    many_free(&m);
}

static void more_groups_than_cells_leave_the_smallest_out(void)
{
    many m;
    many_make(&m, 450, 2);
    m.article[14].group = 6; /* group 7 becomes the only smaller one: it goes, and the last of the others */
    m.group[6].size = 3;
    m.group[7].size = 1;
    m.group[7].member = m.order + 15;
    char *text = page_of(&m.r);
    CU_ASSERT(has(text, "{\"items\":[0,1,2,3,4,5,6,8,9,"));
    CU_ASSERT(has(text, ",399,400],\"means\""));
    CU_ASSERT(has(text, "data-kind=\"groups\" data-m=\"400\""));
    CU_ASSERT(has(text, "The 50 smallest groups are not drawn."));
    CU_ASSERT_EQUAL(count_of(text, "href=\"data:image/png;base64,iVBORw0KGgo"), 2);
    free(text);
    many_free(&m);
}

/* PNG --------------------------------------------------------------------------------------------------------------- */

static uint32_t big_endian(const char *p)
{
    uint32_t n = 0;
    for (int i = 0; i < 4; i++)
        n = n << 8 | (unsigned char)p[i];
    return n;
}

static void a_png_has_its_pixels_and_sums(void)
{
    static const unsigned char PIXEL[] = {0, 1, 2, 0, 1, 2, 2, 1, 0};
    static const layout_colour COLOUR[] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    static const unsigned char LINES[] = {0, 0, 1, 2, 2, 0, 0, 0, 0, 2, 1, 0};
    vn_buf png = {0};
    VN_ASSERT_OK(png_write(PIXEL, 3, 3, COLOUR, 3, &png, NULL));
    CU_ASSERT_EQUAL_FATAL(memcmp(png.ptr, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\3\0\0\0\3\x08\3\0\0\0", 29), 0);
    size_t chunks = 0;
    for (size_t at = 8; at < png.len; chunks++) {
        const uint32_t len = big_endian(png.ptr + at);
        const char *type = png.ptr + at + 4;
        CU_ASSERT_EQUAL(big_endian(type + 4 + len), (uint32_t)crc32(0, (const unsigned char *)type, len + 4));
        if (memcmp(type, "PLTE", 4) == 0)
            CU_ASSERT_EQUAL(memcmp(type + 4, "\1\2\3\4\5\6\7\x08\x09", 9), 0);
        if (memcmp(type, "IDAT", 4) == 0) {
            unsigned char lines[sizeof LINES];
            uLongf room = sizeof lines;
            CU_ASSERT_EQUAL(uncompress(lines, &room, (const unsigned char *)type + 4, len), Z_OK);
            CU_ASSERT(room == sizeof lines && memcmp(lines, LINES, sizeof lines) == 0);
        }
        at += len + 12;
    }
    CU_ASSERT_EQUAL(chunks, 4);
    vn_buf_free(&png);
}

static void base64_has_padding(void)
{
    static const char *const TEXT[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}};
    for (size_t i = 0; i < VN_COUNT(TEXT); i++) {
        vn_buf out = {0};
        VN_ASSERT_OK(png_base64((const unsigned char *)TEXT[i][0], strlen(TEXT[i][0]), &out, NULL));
        CU_ASSERT_STRING_EQUAL(out.len ? out.ptr : "", TEXT[i][1]);
        vn_buf_free(&out);
    }
}

/* The style has the scale of layout.c. */
static void the_style_has_the_colours_of_the_scale(void)
{
    static char css[1 << 16];
    FILE *in = fopen(VN_SOURCE_DIR "/tools/report/figures.css", "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    css[fread(css, 1, sizeof css - 1, in)] = '\0';
    fclose(in);
    for (unsigned i = 0; i < LAYOUT_STEPS; i++)
        for (int dark = 0; dark < 2; dark++) {
            char wanted[32];
            const layout_colour c = layout_colour_of(i, dark);
            snprintf(wanted, sizeof wanted, "--s%u: #%02x%02x%02x;", i, c.r, c.g, c.b);
            CU_ASSERT_EQUAL(count_of(css, wanted), dark ? 2 : 1); /* the system's dark and the reader's */
        }
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"the terms give every similarity of the program", the_terms_give_every_similarity_of_the_program},
        {"cells stand in the order of the tree", cells_stand_in_the_order_of_the_tree},
        {"the tree joins what the report joins", the_tree_joins_what_the_report_joins},
        {"titles of figures stay text", titles_of_figures_stay_text},
        {"few articles have the figures that say something", few_articles_have_the_figures_that_say_something},
        {"more articles than cells are shown as groups", more_articles_than_cells_are_shown_as_groups},
        {"more groups than cells leave the smallest out", more_groups_than_cells_leave_the_smallest_out},
        {"a PNG has its pixels and sums", a_png_has_its_pixels_and_sums},
        {"base64 has padding", base64_has_padding},
        {"the style has the colours of the scale", the_style_has_the_colours_of_the_scale},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("report: figures", tests);
}
