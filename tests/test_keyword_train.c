#include "harness.h"

#include "buf.h"
#include "keyword_fit.h"
#include "keyword_model.h"
#include "rng.h"
#include "vn/keyword_train.h"
#include "vn/norm.h"

#include <math.h>

/* --- the weights ------------------------------------------------------------------------------------------- */

enum { GROUPS = 12, IN_GROUP = 7, LEFT = 3, RIGHT = 2, ALL = LEFT + RIGHT, ROWS = GROUPS * IN_GROUP };

typedef struct sample {
    float x[ROWS][LEFT];
    float extra[ROWS][RIGHT];
    uint8_t hit[ROWS];
    size_t begin[GROUPS + 1];
    uint32_t hits[GROUPS];
} sample;

static void draw(sample *s, uint64_t seed)
{
    vn_rng rng;
    vn_rng_seed(&rng, seed);
    memset(s, 0, sizeof *s);
    for (size_t g = 0; g < GROUPS; g++) {
        s->begin[g + 1] = s->begin[g] + IN_GROUP;
        for (size_t i = s->begin[g]; i < s->begin[g + 1]; i++) {
            for (size_t f = 0; f < LEFT; f++)
                s->x[i][f] = (float)vn_rng_unit(&rng);
            for (size_t f = 0; f < RIGHT; f++)
                s->extra[i][f] = (float)(3 * vn_rng_unit(&rng));
            s->hit[i] = g > 0 && vn_rng_unit(&rng) < 0.3; /* the first group has none */
            s->hits[g] += s->hit[i];
        }
    }
}

static vn_keyword_rows rows_of(const sample *s)
{
    return (vn_keyword_rows){s->x[0], s->extra[0], s->hit, s->begin, s->hits, GROUPS, LEFT, RIGHT};
}

static double value_of(const sample *s, size_t row, size_t f)
{
    return f < LEFT ? (double)s->x[row][f] : (double)s->extra[row][f - LEFT];
}

/* -sum of ln P(hit) + penalty, straight from the definition. */
static double loss_of(const sample *s, const double *w, double penalty)
{
    double loss = 0;
    for (size_t g = 0; g < GROUPS; g++) {
        double all = 0, hits = 0, n = 0;
        for (size_t i = s->begin[g]; i < s->begin[g + 1]; i++) {
            double score = 0;
            for (size_t f = 0; f < ALL; f++)
                score += w[f] * value_of(s, i, f);
            all += exp(score);
            hits += s->hit[i] ? score : 0;
            n += s->hit[i];
        }
        loss += n * log(all) - hits;
    }
    for (size_t f = 0; f < ALL; f++) {
        double sum = 0, squares = 0;
        for (size_t i = 0; i < ROWS; i++) {
            sum += value_of(s, i, f);
            squares += value_of(s, i, f) * value_of(s, i, f);
        }
        loss += penalty / 2 * (squares / ROWS - sum / ROWS * sum / ROWS) * w[f] * w[f];
    }
    return loss;
}

static void weights_make_the_most_of_the_likelihood(void)
{
    for (uint64_t seed = 1; seed <= 20; seed++) {
        sample s;
        double w[ALL];
        const double penalty = seed % 2 ? 0.5 : 20;
        draw(&s, seed);
        const vn_keyword_rows rows = rows_of(&s);
        VN_ASSERT_OK(vn_keyword_fit(&rows, penalty, w, NULL));
        const double least = loss_of(&s, w, penalty);
        for (size_t f = 0; f < ALL; f++)
            for (int side = -1; side <= 1; side += 2) {
                double near[ALL];
                memcpy(near, w, sizeof near);
                near[f] += side * 0.05;
                CU_ASSERT(loss_of(&s, near, penalty) > least);
            }
    }
}

static void chances_of_a_group_add_up(void)
{
    sample s;
    const double w[ALL] = {1, -2, 800, 0.5, 0}; /* exp(800) is past any double */
    double p[IN_GROUP];
    double sum = 0;
    draw(&s, 7);
    const vn_keyword_rows rows = rows_of(&s);
    vn_keyword_chances(&rows, w, 3, p);
    for (size_t i = 0; i < IN_GROUP; i++)
        sum += p[i];
    CU_ASSERT_DOUBLE_EQUAL(sum, 1, 1e-12);
}

static void what_never_varies_weighs_nothing(void)
{
    sample s;
    double w[ALL];
    draw(&s, 3);
    for (size_t i = 0; i < ROWS; i++)
        s.x[i][1] = 4;
    const vn_keyword_rows rows = rows_of(&s);
    VN_ASSERT_OK(vn_keyword_fit(&rows, 1, w, NULL));
    CU_ASSERT_DOUBLE_EQUAL(w[1], 0, 1e-6);
    CU_ASSERT(fabs(w[0]) > 1e-3);
}

/* --- from articles ----------------------------------------------------------------------------------------- */

typedef struct text {
    vn_slice bytes;
    vn_word *word;
    size_t n, cap;
} text;

static void read_text(text *t, const char *field)
{
    t->bytes = vn_slice_str(field);
    VN_ASSERT_OK(vn_words_read(t->bytes, &t->word, &t->n, &t->cap, NULL));
}

static vn_keyword_input input_of(const text *title, const text *body)
{
    return (vn_keyword_input){title->bytes, {title->word, title->n, 1}, body->bytes, {body->word, body->n, 1}, false};
}

/* An article whose tag is what it repeats. */
typedef struct tagged {
    const char *id, *title, *body, *tag;
} tagged;

static const tagged few[] = {
    {"a", "giá lúa", "lúa tăng và lúa đắt , trâu ăn cỏ , bò ăn rơm", "lúa"},
    {"b", "giá gạo", "gạo tăng và gạo đắt , trâu ăn cỏ , bò ăn rơm", "Gạo"},
    {"c", "giá vàng", "vàng tăng và vàng đắt , trâu ăn cỏ , bò ăn rơm", "vàng"},
    {"d", "giá ngô", "ngô tăng và ngô đắt , trâu ăn cỏ , bò ăn rơm", "ngô"},
    {"e", "giá khoai", "khoai tăng và khoai đắt , trâu ăn cỏ , lúa", "khoai"},
};
enum { FEW = sizeof few / sizeof *few };

static void add_article(vn_keyword_trainer *trainer, const tagged *a)
{
    text title = {0}, body = {0};
    read_text(&title, a->title);
    read_text(&body, a->body);
    const vn_keyword_input input = input_of(&title, &body);
    const vn_slice tag[] = {vn_slice_str(a->tag), vn_slice_str(" "), vn_slice_str(a->tag)};
    VN_ASSERT_OK(vn_keyword_trainer_add(trainer, vn_slice_str(a->id), &input, tag, 3, NULL));
    free(title.word);
    free(body.word);
}

/* Learns from the articles in an order: first, first + step, ... */
static void train(vn_buf *model, size_t first, size_t step, const vn_keyword_training *how)
{
    vn_keyword_trainer *trainer;
    VN_ASSERT_OK(vn_keyword_trainer_new(&trainer, NULL, NULL, NULL));
    for (size_t i = 0; i < FEW; i++)
        add_article(trainer, &few[(first + i * step) % FEW]);
    model->len = 0;
    VN_ASSERT_OK(vn_keyword_trainer_run(trainer, how, model, NULL));
    vn_keyword_trainer_free(trainer);
}

static void the_best_keyword_is(const vn_keyword_model *model, const char *title, const char *body, const char *term)
{
    text t = {0}, b = {0};
    vn_extractor *x;
    vn_keywords k;
    read_text(&t, title);
    read_text(&b, body);
    const vn_keyword_input input = input_of(&t, &b);
    VN_ASSERT_OK(vn_extractor_new(&x, &(vn_keyword_options){.model = model}, NULL));
    VN_ASSERT_OK(vn_extract(x, &input, &k, NULL));
    CU_ASSERT_FATAL(k.n > 0);
    CU_ASSERT(vn_slice_eq(k.item[0].term, vn_slice_str(term)));
    vn_extractor_free(x);
    free(t.word);
    free(b.word);
}

static void what_editors_tag_is_learnt(void)
{
    vn_buf bytes = {0};
    vn_keyword_model *model;
    train(&bytes, 0, 1, NULL);
    VN_ASSERT_OK(vn_keyword_model_read(&model, vn_slice_of(bytes.ptr, bytes.len), NULL));
    the_best_keyword_is(model, "giá sắn", "trâu ăn cỏ , sắn tăng và sắn đắt , bò ăn rơm", "sắn");
    CU_ASSERT(model->weight[VN_FEATURE_COUNT] > 0);
    CU_ASSERT_EQUAL(vn_keyword_prior_of(model, vn_slice_str("lúa")).tags, 1);
    CU_ASSERT_EQUAL(vn_keyword_prior_of(model, vn_slice_str("gạo")).tags, 1); /* folded */
    CU_ASSERT_EQUAL(vn_keyword_prior_of(model, vn_slice_str("trâu")).tags, 0);
    vn_keyword_model_free(model);
    vn_buf_free(&bytes);
}

static void the_order_of_articles_does_not_matter(void)
{
    vn_buf a = {0}, b = {0};
    train(&a, 0, 1, NULL);
    train(&b, 3, 2, NULL);
    CU_ASSERT(vn_slice_eq(vn_slice_of(a.ptr, a.len), vn_slice_of(b.ptr, b.len)));
    vn_buf_free(&a);
    vn_buf_free(&b);
}

/* No article has another's tag, so that "has been a tag" says nothing; of its own tag an article must not know. */
static void an_article_does_not_know_its_own_tags(void)
{
    vn_buf bytes = {0};
    vn_keyword_model *model;
    train(&bytes, 0, 1, NULL);
    VN_ASSERT_OK(vn_keyword_model_read(&model, vn_slice_of(bytes.ptr, bytes.len), NULL));
    CU_ASSERT(model->weight[VN_FEATURE_TAGGED] <= 0); /* only "lúa" of article e, which is none there */
    vn_keyword_model_free(model);
    vn_buf_free(&bytes);
}

static void a_fold_is_kept_from_the_model(void)
{
    const uint32_t fold = vn_keyword_fold(vn_slice_str("c"), 3, 1);
    const vn_keyword_training how = {.folds = 3, .fold = fold, .round = 1};
    vn_buf bytes = {0};
    vn_keyword_model *model;
    train(&bytes, 0, 1, &how);
    VN_ASSERT_OK(vn_keyword_model_read(&model, vn_slice_of(bytes.ptr, bytes.len), NULL));
    for (size_t i = 0; i < FEW; i++) {
        const bool kept = vn_keyword_fold(vn_slice_str(few[i].id), 3, 1) == fold;
        vn_buf key = {0};
        VN_ASSERT_OK(vn_fold(vn_slice_str(few[i].tag), &key, NULL));
        CU_ASSERT_EQUAL(vn_keyword_prior_of(model, vn_slice_of(key.ptr, key.len)).tags, kept ? 0 : 1);
        vn_buf_free(&key);
    }
    vn_keyword_model_free(model);
    vn_buf_free(&bytes);
}

static void folds_are_dealt_evenly_and_anew(void)
{
    size_t in[5] = {0}, same = 0;
    for (size_t i = 0; i < 5000; i++) {
        char id[24];
        snprintf(id, sizeof id, "article-%zu", i);
        const uint32_t fold = vn_keyword_fold(vn_slice_str(id), 5, 0);
        CU_ASSERT_FATAL(fold < 5);
        in[fold]++;
        same += fold == vn_keyword_fold(vn_slice_str(id), 5, 1);
    }
    for (size_t f = 0; f < 5; f++)
        CU_ASSERT(in[f] > 900 && in[f] < 1100);
    CU_ASSERT(same > 900 && same < 1100);
}

/* "vàng" stands in every second headline of the texts that have it, "mưa" in none. */
static void headlines_tell_of_words(void)
{
    vn_keyword_trainer *trainer;
    vn_keyword_model *model;
    vn_buf bytes = {0};
    VN_ASSERT_OK(vn_keyword_trainer_new(&trainer, NULL, NULL, NULL));
    add_article(trainer, &few[0]);
    for (size_t i = 0; i < 200; i++) {
        text title = {0}, body = {0};
        read_text(&title, i % 2 ? "giá vàng" : "chợ quê");
        read_text(&body, "vàng , mưa , gió , nắng , sương , mây");
        const vn_keyword_input input = input_of(&title, &body);
        VN_ASSERT_OK(vn_keyword_trainer_read(trainer, &input, NULL));
        free(title.word);
        free(body.word);
    }
    VN_ASSERT_OK(vn_keyword_trainer_run(trainer, NULL, &bytes, NULL));
    VN_ASSERT_OK(vn_keyword_model_read(&model, vn_slice_of(bytes.ptr, bytes.len), NULL));
    CU_ASSERT(vn_keyword_prior_of(model, vn_slice_str("vàng")).headline > 1.5F);
    CU_ASSERT(vn_keyword_prior_of(model, vn_slice_str("mưa")).headline < -1.5F);
    CU_ASSERT_EQUAL(vn_keyword_prior_of(model, vn_slice_str("lúa")).headline, 0);
    vn_keyword_trainer_free(trainer);
    VN_ASSERT_OK(vn_keyword_trainer_new(&trainer, NULL, model, NULL)); /* and so for who trains from this model */
    add_article(trainer, &few[1]);
    vn_buf next = {0};
    vn_keyword_model *second;
    VN_ASSERT_OK(vn_keyword_trainer_run(trainer, NULL, &next, NULL));
    VN_ASSERT_OK(vn_keyword_model_read(&second, vn_slice_of(next.ptr, next.len), NULL));
    CU_ASSERT_EQUAL(vn_keyword_prior_of(second, vn_slice_str("vàng")).headline,
                    vn_keyword_prior_of(model, vn_slice_str("vàng")).headline);
    CU_ASSERT_EQUAL(vn_keyword_prior_of(second, vn_slice_str("lúa")).tags, 0);
    vn_keyword_model_free(second);
    vn_keyword_model_free(model);
    vn_keyword_trainer_free(trainer);
    vn_buf_free(&bytes);
    vn_buf_free(&next);
}

static void nothing_to_learn_from_is_an_error(void)
{
    vn_keyword_trainer *trainer;
    vn_buf bytes = {0};
    vn_error err = {0};
    VN_ASSERT_OK(vn_keyword_trainer_new(&trainer, NULL, NULL, NULL));
    CU_ASSERT_EQUAL(vn_keyword_trainer_run(trainer, NULL, &bytes, &err), VN_EDATA);
    add_article(trainer, &(tagged){"x", "giá lúa", "lúa đắt", "kinh tế"});
    CU_ASSERT_EQUAL(vn_keyword_trainer_run(trainer, NULL, &bytes, &err), VN_EDATA);
    CU_ASSERT_EQUAL(bytes.len, 0);
    vn_keyword_trainer_free(trainer);
    vn_keyword_trainer_free(NULL);
}

/* --- models as files --------------------------------------------------------------------------------------- */

/* Reads the small model with one line (from 1) replaced; NULL: left out. */
static vn_status read_with(size_t line, const char *instead, vn_error *err)
{
    vn_buf bytes = {0}, changed = {0};
    vn_keyword_model *model = NULL;
    train(&bytes, 0, 1, NULL);
    size_t number = 1;
    for (size_t i = 0; i < bytes.len; number++) {
        const char *end = memchr(bytes.ptr + i, '\n', bytes.len - i);
        const size_t len = (size_t)(end - (bytes.ptr + i)) + 1;
        const char *row = number != line ? bytes.ptr + i : instead;
        VN_ASSERT_OK(vn_buf_append(&changed, row ? row : "", number != line ? len : row ? strlen(row) : 0, NULL));
        i += len;
    }
    const vn_status st = vn_keyword_model_read(&model, vn_slice_of(changed.ptr, changed.len), err);
    vn_keyword_model_free(model);
    vn_buf_free(&bytes);
    vn_buf_free(&changed);
    return st;
}

static void damaged_models_are_refused(void)
{
    const size_t first_term = VN_KEYWORD_FEATURES + 2;
    const struct {
        size_t line;
        const char *instead;
        size_t told;
    } c[] = {
        {1, "vnkey-model\t2\n", 1}, {1, "\n", 1}, {1, NULL, 1}, {2, "feature\tcount\tx\n", 2}, {2, "feature\tcount\n", 2},
        {2, "feature\tname\t1\n", 2}, {3, NULL, 3}, {3, "term\tlúa\t1\t0\n", 3}, {first_term - 1, NULL, first_term - 1},
        {first_term, "term\tz\t0\t1\n", first_term + 1}, {first_term, "term\t\t0\t1\n", first_term},
        {first_term, "term\ta\t0\t1\t2\n", first_term}, {first_term, "word\ta\t0\t1\n", first_term},
        {first_term, "feature\tcount\t1\n", first_term}, {first_term, "term\ta\t0\t1", first_term},
    };
    for (size_t i = 0; i < sizeof c / sizeof *c; i++) {
        vn_error err = {0};
        CU_ASSERT_EQUAL(read_with(c[i].line, c[i].instead, &err), VN_EDATA);
        CU_ASSERT_EQUAL(err.line, c[i].told);
        if (err.line != c[i].told)
            printf("\ncase %zu: line %zu: %s", i, err.line, err.msg);
    }
    CU_ASSERT_EQUAL(read_with(0, NULL, NULL), VN_OK);
    vn_keyword_model *model;
    CU_ASSERT_EQUAL(vn_keyword_model_read(&model, vn_slice_str(""), NULL), VN_EDATA);
    CU_ASSERT_EQUAL(vn_keyword_model_open(&model, "/nonexistent", NULL), VN_EIO);
}

static void the_built_in_model_is_sound(void)
{
    vn_keyword_model *model;
    VN_ASSERT_OK(vn_keyword_model_open(&model, NULL, NULL));
    CU_ASSERT(model->keys.n > 1000);
    CU_ASSERT(model->weight[VN_FEATURE_IN_TITLE] != 0);
    CU_ASSERT(model->weight[VN_FEATURE_HEADLINE] > 0);
    vn_keyword_model_free(model);
    vn_keyword_model_free(NULL);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"weights make the most of the likelihood", weights_make_the_most_of_the_likelihood},
        {"chances of a group add up", chances_of_a_group_add_up},
        {"what never varies weighs nothing", what_never_varies_weighs_nothing},
        {"what editors tag is learnt", what_editors_tag_is_learnt},
        {"the order of articles does not matter", the_order_of_articles_does_not_matter},
        {"an article does not know its own tags", an_article_does_not_know_its_own_tags},
        {"a fold is kept from the model", a_fold_is_kept_from_the_model},
        {"folds are dealt evenly and anew", folds_are_dealt_evenly_and_anew},
        {"headlines tell of words", headlines_tell_of_words},
        {"nothing to learn from is an error", nothing_to_learn_from_is_an_error},
        {"damaged models are refused", damaged_models_are_refused},
        {"the built-in model is sound", the_built_in_model_is_sound},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("learning of keywords", tests);
}
