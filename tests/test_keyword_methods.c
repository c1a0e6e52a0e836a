/* The published methods against values that tests/data/keyword/methods.py computed, and what they share against brute
 * force. */
#include "harness.h"

#include "buf.h"
#include "keyword_graph.h"
#include "keyword_topics.h"
#include "rng.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>

typedef struct table {
    vn_map keys;
    uint64_t *value; /* [keys.n] */
    size_t cap;
} table;

/* Rows `key` or `key TAB number`. */
static void read_table(table *t, const char *name)
{
    char path[512];
    char line[256];
    snprintf(path, sizeof path, "%s/tests/data/keyword/%s", VN_SOURCE_DIR, name);
    FILE *file = fopen(path, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    *t = (table){.value = NULL};
    while (fgets(line, sizeof line, file)) {
        const size_t len = strcspn(line, "\t\n");
        const uint32_t n = vn_map_add(&t->keys, vn_slice_of(line, len));
        CU_ASSERT_FATAL(n != VN_MAP_NONE && vn_grow((void **)&t->value, &t->cap, t->keys.n, sizeof *t->value));
        t->value[n] = line[len] == '\t' ? strtoull(line + len + 1, NULL, 10) : 0;
    }
    fclose(file);
}

static void free_table(table *t)
{
    vn_map_free(&t->keys);
    free(t->value);
}

static bool is_stop(void *context, vn_slice key)
{
    return vn_map_find(&((table *)context)->keys, key) != VN_MAP_NONE;
}

static uint64_t df_of(void *context, vn_slice key)
{
    const table *t = context;
    const uint32_t n = vn_map_find(&t->keys, key);
    return n == VN_MAP_NONE ? 0 : t->value[n];
}

enum { MOST_WORDS = 70000 };

/* Words of a text in the format of the `words` field; the first line is the title when has_title. */
typedef struct words {
    vn_buf text;
    vn_word item[MOST_WORDS];
    size_t n;
    size_t title_bytes; /* the title is the text's beginning */
    size_t title_n;
} words;

static uint8_t kind_of(const char *p)
{
    if (isdigit((unsigned char)p[0]))
        return VN_WORD_NUMBER;
    return isalpha((unsigned char)p[0]) || ((unsigned char)p[0] >= 0xc3 && (unsigned char)p[0] != 0xe2) ? VN_WORD_WORD
                                                                                                         : VN_WORD_PUNCT;
}

static void split(words *w, bool has_title)
{
    uint32_t sentence = 0;
    w->n = 0;
    w->title_bytes = 0;
    w->title_n = 0;
    for (size_t i = 0; i < w->text.len;) {
        const size_t len = strcspn(w->text.ptr + i, " \n");
        CU_ASSERT_FATAL(w->n < MOST_WORDS);
        if (len)
            w->item[w->n++] = (vn_word){.start = i - w->title_bytes, .len = len, .sentence = sentence,
                                        .kind = kind_of(w->text.ptr + i)};
        i += len;
        if (i < w->text.len && w->text.ptr[i++] == '\n' && has_title && !w->title_bytes) {
            w->title_bytes = i;
            w->title_n = w->n;
        } else if (w->text.ptr[i - 1] == '\n') {
            sentence++;
        }
    }
}

static void prepare(vn_keyword_document *doc, const words *w)
{
    const vn_slice title = vn_slice_of(w->text.ptr, w->title_bytes);
    const vn_slice body = vn_slice_of(w->text.ptr + w->title_bytes, w->text.len - w->title_bytes);
    const size_t n = w->n - w->title_n;
    const size_t sentences = n ? w->item[w->n - 1].sentence + (size_t)1 : 0;
    const vn_keyword_input input = {title, {w->item, w->title_n, w->title_n ? 1 : 0},
                                    body, {w->item + w->title_n, n, sentences}, true};
    VN_ASSERT_OK(vn_keyword_prepare(doc, &input, NULL));
}

/* All of a file of tests/data/keyword. */
static void read_file(vn_buf *buf, const char *name)
{
    char path[512];
    char block[4096];
    snprintf(path, sizeof path, "%s/tests/data/keyword/%s", VN_SOURCE_DIR, name);
    FILE *file = fopen(path, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    buf->len = 0;
    for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
        VN_ASSERT_OK(vn_buf_append(buf, block, n, NULL));
    VN_ASSERT_OK(vn_buf_str(buf, "", NULL));
    fclose(file);
}

static void read_words(words *w, const char *name)
{
    read_file(&w->text, name);
    split(w, true);
}

static words *new_words(void)
{
    words *w = calloc(1, sizeof *w);
    CU_ASSERT_PTR_NOT_NULL_FATAL(w);
    return w;
}

static void free_words(words *w)
{
    vn_buf_free(&w->text);
    free(w);
}

/* Holds the candidates of an article against the rows of methods.tsv, both ways. */
static void compare(const vn_keyword_document *doc, const char *article, const char *method)
{
    char path[512];
    char line[512];
    snprintf(path, sizeof path, "%s/tests/data/keyword/methods.tsv", VN_SOURCE_DIR);
    FILE *file = fopen(path, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    size_t rows = 0;
    while (fgets(line, sizeof line, file)) {
        char of[32];
        char name[32];
        char term[256];
        double value;
        CU_ASSERT_EQUAL_FATAL(sscanf(line, "%31[^\t]\t%31[^\t]\t%255[^\t]\t%lf", of, name, term, &value), 4);
        if (strcmp(of, article) != 0 || strcmp(name, method) != 0)
            continue;
        rows++;
        const uint32_t c = vn_keyword_find(doc, vn_slice_str(term));
        const double got = c == VN_MAP_NONE || !doc->candidate[c].alive ? NAN : doc->candidate[c].score;
        if (!(fabs(got - value) <= 2e-8 * fabs(value) + 1e-10)) {
            CU_FAIL("a score is not the reference's");
            printf("\n%s %s %s: %.12g expected, %.12g", article, method, term, value, got);
        }
    }
    fclose(file);
    size_t alive = 0;
    for (size_t i = 0; i < doc->n_candidates; i++)
        alive += doc->candidate[i].alive;
    CU_ASSERT_EQUAL(rows, alive);
    CU_ASSERT(rows > 10);
}

static void check(const char *method, vn_keyword_score *score, size_t longest)
{
    static const char *const article[] = {"article-1.txt", "article-2.txt", "article-3.txt"};
    table stop;
    table df;
    read_table(&stop, "methods-stop.txt");
    read_table(&df, "methods-df.tsv");
    const vn_keyword_options options = {.df = df_of, .df_context = &df, .documents = df_of(&df, vn_slice_str("")),
                                        .stop = is_stop, .stop_context = &stop};
    vn_buf rows = {0};
    vn_word_classes *classes = NULL;
    read_file(&rows, "methods-classes.tsv");
    VN_ASSERT_OK(vn_word_classes_parse(&classes, vn_slice_of(rows.ptr, rows.len), NULL));
    vn_keyword_document doc = {.options = &options, .longest = longest, .lexicon.classes = classes};
    words *w = new_words();
    for (size_t i = 0; i < VN_COUNT(article); i++) {
        read_words(w, article[i]);
        prepare(&doc, w);
        VN_ASSERT_OK(score(&doc, NULL));
        compare(&doc, article[i], method);
        vn_keyword_document_clear(&doc);
    }
    vn_keyword_document_free(&doc);
    vn_word_classes_free(classes);
    vn_buf_free(&rows);
    free_words(w);
    free_table(&stop);
    free_table(&df);
}

static void first_phrases_equal_the_reference(void)
{
    check("first", vn_keyword_first, 3);
}

static void rake_equals_the_reference(void)
{
    check("rake", vn_keyword_rake, 3);
}

static void textrank_equals_the_reference(void)
{
    check("textrank", vn_keyword_textrank, 3);
}

static void singlerank_equals_the_reference(void)
{
    check("singlerank", vn_keyword_singlerank, 3);
}

static void positionrank_equals_the_reference(void)
{
    check("positionrank", vn_keyword_positionrank, 3);
}

static void topicrank_equals_the_reference(void)
{
    check("topicrank", vn_keyword_topicrank, 3);
}

static void multipartite_equals_the_reference(void)
{
    check("multipartite", vn_keyword_multipartite, 3);
}

static void kpminer_equals_the_reference(void)
{
    check("kpminer", vn_keyword_kpminer, VN_KEYWORD_WORDS);
}

/* --- what they share ------------------------------------------------------------------------------------------- */

/* Phrases of one to three words out of `vocabulary`, parted by commas, a number in between now and then. */
static void make_words(words *w, vn_rng *rng, size_t phrases, size_t vocabulary)
{
    w->text.len = 0;
    for (size_t i = 0; i < phrases; i++) {
        for (size_t n = vn_rng_below(rng, 3) + 1; n; n--)
            VN_ASSERT_OK(vn_buf_printf(&w->text, NULL, "w%zx ", vn_rng_below(rng, vocabulary)));
        VN_ASSERT_OK(vn_buf_str(&w->text, vn_rng_below(rng, 4) ? ", " : "7 . ", NULL));
    }
    split(w, false);
}

static double jaccard(const vn_keyword_document *doc, uint32_t a, uint32_t b)
{
    const vn_keyword_candidate *x = &doc->candidate[a];
    const vn_keyword_candidate *y = &doc->candidate[b];
    uint32_t seen[2 * VN_KEYWORD_WORDS];
    size_t n = 0;
    size_t in_x = 0;
    size_t common = 0;
    for (size_t i = 0; i < (size_t)x->words + y->words; i++) {
        const size_t token = i < x->words ? x->token + i : y->token + i - x->words;
        const uint32_t word = doc->token[token].word;
        size_t at = 0;
        while (at < n && seen[at] != word)
            at++;
        if (at == n) {
            seen[n++] = word;
            in_x += i < x->words;
        } else if (i >= x->words && at < in_x) {
            bool again = false;
            for (size_t j = x->words; j < i; j++)
                again = again || doc->token[y->token + j - x->words].word == word;
            common += !again;
        }
    }
    return 1 - (double)common / (double)n;
}

static double mean_distance(const vn_keyword_topics *t, const vn_keyword_document *doc, const uint32_t *topic, uint32_t a,
                            uint32_t b)
{
    double sum = 0;
    double n = 0;
    for (size_t i = 0; i < t->n; i++)
        for (size_t j = 0; j < t->n; j++)
            if (topic[i] == a && topic[j] == b) {
                sum += jaccard(doc, t->candidate[i], t->candidate[j]);
                n++;
            }
    return n > 0 ? sum / n : 2;
}

/* Merges the two nearest clusters again and again; distances as equal as rounding leaves them are equal. */
static void cluster_slowly(const vn_keyword_topics *t, const vn_keyword_document *doc, uint32_t *topic)
{
    for (uint32_t i = 0; i < t->n; i++)
        topic[i] = i;
    for (;;) {
        double best = 2;
        uint32_t pair[2] = {0, 0};
        for (uint32_t a = 0; a < t->n; a++)
            for (uint32_t b = a + 1; b < t->n; b++) {
                const double d = mean_distance(t, doc, topic, a, b);
                if (d < best - 1e-9) {
                    best = d;
                    pair[0] = a;
                    pair[1] = b;
                }
            }
        if (best > 0.74 + 1e-9)
            return;
        for (size_t i = 0; i < t->n; i++)
            if (topic[i] == pair[1])
                topic[i] = pair[0];
    }
}

static void topics_equal_slow_average_linkage(void)
{
    vn_rng rng;
    vn_rng_seed(&rng, 5);
    words *w = new_words();
    const vn_keyword_options options = {0};
    vn_keyword_document doc = {.options = &options};
    size_t merged = 0;
    for (int run = 0; run < 60; run++) {
        make_words(w, &rng, 6 + vn_rng_below(&rng, 18), 3 + vn_rng_below(&rng, 12));
        prepare(&doc, w);
        vn_keyword_topics t;
        uint32_t topic[64];
        VN_ASSERT_OK(vn_keyword_topics_find(&t, &doc, NULL));
        CU_ASSERT_FATAL(t.n && t.n < 64);
        cluster_slowly(&t, &doc, topic);
        CU_ASSERT_EQUAL(memcmp(topic, t.topic, t.n * sizeof *topic), 0);
        for (uint32_t i = 0; i < t.n; i++)
            merged += topic[i] != i;
        vn_keyword_document_clear(&doc);
    }
    CU_ASSERT(merged > 100);
    vn_keyword_document_free(&doc);
    free_words(w);
}

static void a_walk_solves_its_equation(void)
{
    enum { NODES = 40, EDGES = 120 };
    vn_rng rng;
    vn_rng_seed(&rng, 9);
    vn_arena arena = {0};
    double sum[NODES][NODES] = {{0}};
    vn_keyword_edge edge[EDGES];
    for (size_t e = 0; e < EDGES; e++) {
        edge[e].a = (uint32_t)vn_rng_below(&rng, NODES - 3); /* the last three are alone */
        edge[e].b = (edge[e].a + 1 + (uint32_t)vn_rng_below(&rng, NODES - 4)) % (NODES - 3);
        sum[edge[e].a][edge[e].b]++;
        sum[edge[e].b][edge[e].a]++;
    }
    vn_keyword_graph g;
    double jump[NODES];
    double rank[NODES];
    double dense[NODES];
    double strength[NODES] = {0};
    VN_ASSERT_OK(vn_keyword_graph_new(&g, NODES, edge, EDGES, &arena, NULL));
    for (size_t i = 0; i < NODES; i++) {
        jump[i] = 1;
        for (size_t j = 0; j < NODES; j++)
            strength[i] += sum[i][j];
        for (uint32_t k = g.begin[i]; k < g.begin[i] + g.degree[i]; k++)
            CU_ASSERT_EQUAL(g.weight[k], sum[i][g.target[k]]);
    }
    VN_ASSERT_OK(vn_keyword_walk(&g, jump, rank, &arena, NULL));
    VN_ASSERT_OK(vn_keyword_walk_dense(sum[0], NODES, dense, &arena, NULL));
    for (size_t i = 0; i < NODES; i++) {
        double in = 0;
        for (size_t j = 0; j < NODES; j++)
            in += strength[j] > 0 ? rank[j] * sum[j][i] / strength[j] : 0;
        CU_ASSERT(fabs(rank[i] - 0.15 - 0.85 * in) < 1e-8);
        CU_ASSERT(fabs(rank[i] - dense[i]) < 1e-8);
    }
    CU_ASSERT(fabs(rank[NODES - 1] - 0.15) < 1e-9);
    vn_arena_free(&arena);
}

static void nodes_of_equal_standing_are_equal(void)
{
    static const vn_keyword_edge ring[] = {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 0}, {5, 0}, {6, 0}};
    vn_arena arena = {0};
    vn_keyword_graph g;
    const double jump[7] = {1, 1, 1, 1, 1, 1, 1};
    double rank[7];
    VN_ASSERT_OK(vn_keyword_graph_new(&g, 7, ring, VN_COUNT(ring), &arena, NULL));
    VN_ASSERT_OK(vn_keyword_walk(&g, jump, rank, &arena, NULL));
    CU_ASSERT_EQUAL(rank[1], rank[4]);
    CU_ASSERT_EQUAL(rank[2], rank[3]);
    CU_ASSERT_EQUAL(rank[5], rank[6]);
    CU_ASSERT(rank[0] > rank[1] && rank[1] > rank[5]);
    vn_arena_free(&arena);
}

/* 20,000 phrases, of which the methods that compare all pairs read the first 2,000. */
static void long_documents_are_read_to_a_bound(void)
{
    vn_rng rng;
    vn_rng_seed(&rng, 1);
    words *w = new_words();
    const vn_keyword_options options = {0};
    vn_keyword_document doc = {.options = &options};
    make_words(w, &rng, 20000, 1u << 30);
    prepare(&doc, w);
    CU_ASSERT(doc.n_tokens > 40000);
    vn_keyword_topics t;
    VN_ASSERT_OK(vn_keyword_topics_find(&t, &doc, NULL));
    CU_ASSERT_EQUAL(t.n, VN_KEYWORD_TOPIC_PHRASES);
    CU_ASSERT_EQUAL(t.n_places, VN_KEYWORD_TOPIC_PHRASES);
    vn_keyword_document_clear(&doc);
    make_words(w, &rng, 20000, 5);
    prepare(&doc, w);
    VN_ASSERT_OK(vn_keyword_topics_find(&t, &doc, NULL));
    CU_ASSERT_EQUAL(t.n, 5 + 25 + 125);
    CU_ASSERT_EQUAL(t.n_places, VN_KEYWORD_TOPIC_PLACES);
    VN_ASSERT_OK(vn_keyword_multipartite(&doc, NULL));
    CU_ASSERT(doc.candidate[t.candidate[0]].alive && doc.candidate[t.candidate[0]].score > 0);
    vn_keyword_document_free(&doc);
    free_words(w);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"first phrases equal the reference", first_phrases_equal_the_reference},
        {"rake equals the reference", rake_equals_the_reference},
        {"textrank equals the reference", textrank_equals_the_reference},
        {"singlerank equals the reference", singlerank_equals_the_reference},
        {"positionrank equals the reference", positionrank_equals_the_reference},
        {"topicrank equals the reference", topicrank_equals_the_reference},
        {"multipartite equals the reference", multipartite_equals_the_reference},
        {"kpminer equals the reference", kpminer_equals_the_reference},
        {"topics equal slow average linkage", topics_equal_slow_average_linkage},
        {"a walk solves its equation", a_walk_solves_its_equation},
        {"nodes of equal standing are equal", nodes_of_equal_standing_are_equal},
        {"long documents are read to a bound", long_documents_are_read_to_a_bound},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("keyword_methods", tests);
}
