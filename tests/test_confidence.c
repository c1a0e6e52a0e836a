#include "harness.h"

#include "confidence.h"
#include "rng.h"
#include "vn/segment.h"

#include <math.h>

enum { MOST_GAPS = 10, UNIT = 5 };

/* A sentence of few gaps with scores drawn by chance. */
typedef struct sentence {
    size_t gaps;
    vn_gap_score score[MOST_GAPS];
    uint8_t state[MOST_GAPS];
    uint8_t label[MOST_GAPS];
} sentence;

static uint8_t label_of(unsigned path, size_t gap)
{
    return path >> gap & 1;
}

static bool allowed(const sentence *s, unsigned path)
{
    for (size_t g = 0; g < s->gaps; g++)
        if (s->state[g] != VN_GAP_FREE && label_of(path, g) != (s->state[g] == VN_GAP_JOIN))
            return false;
    return true;
}

static double weight_of(const sentence *s, unsigned path)
{
    double steps = 0;
    for (size_t g = 0; g < s->gaps; g++)
        if (label_of(path, g))
            steps += s->score[g].join[g > 0 && label_of(path, g - 1)];
    return exp(steps / UNIT);
}

static void draw(sentence *s, vn_rng *rng)
{
    s->gaps = vn_rng_below(rng, MOST_GAPS + 1);
    for (size_t g = 0; g < s->gaps; g++) {
        for (int b = 0; b < 2; b++)
            s->score[g].join[b] = (int32_t)vn_rng_below(rng, 81) - 40;
        s->state[g] = (uint8_t)(vn_rng_below(rng, 4) ? VN_GAP_FREE : vn_rng_below(rng, 3));
    }
    unsigned path;
    do /* any labels that may be: results need not be those of the best path */
        path = (unsigned)vn_rng_below(rng, (size_t)1 << s->gaps);
    while (!allowed(s, path));
    for (size_t g = 0; g < MOST_GAPS; g++)
        s->label[g] = label_of(path, g);
}

/* Whether the word of the tokens from..last is one of the path's words. */
static bool has_word(const sentence *s, unsigned path, size_t from, size_t last)
{
    for (size_t g = from; g < last; g++)
        if (!label_of(path, g))
            return false;
    return !(from > 0 && label_of(path, from - 1)) && !(last < s->gaps && label_of(path, last));
}

static double share(const sentence *s, size_t from, size_t last)
{
    double all = 0;
    double with = 0;
    for (unsigned path = 0; path < 1u << s->gaps; path++) {
        const double weight = allowed(s, path) ? weight_of(s, path) : 0;
        all += weight;
        with += has_word(s, path, from, last) ? weight : 0;
    }
    return with / all;
}

static double share_of_path(const sentence *s)
{
    double all = 0;
    double this = 0;
    for (unsigned path = 0; path < 1u << s->gaps; path++) {
        bool same = true;
        for (size_t g = 0; g < s->gaps; g++)
            same = same && label_of(path, g) == s->label[g];
        const double weight = allowed(s, path) ? weight_of(s, path) : 0;
        all += weight;
        this += same ? weight : 0;
    }
    return this / all;
}

static void expect_near(double got, double want)
{
    CU_ASSERT(fabs(got - want) < 1e-9);
}

static void marginals_are_those_of_all_paths_counted(void)
{
    vn_confidence_sums sums = {0};
    vn_rng rng;
    vn_rng_seed(&rng, 11);
    for (int round = 0; round < 400; round++) {
        sentence s;
        draw(&s, &rng);
        const size_t first = sums.words;
        VN_ASSERT_OK(vn_confidence_add(&sums, s.score, s.state, s.label, s.gaps, UNIT, NULL));
        expect_near(sums.sentence[sums.sentences - 1], share_of_path(&s));
        size_t word = first;
        for (size_t from = 0; from <= s.gaps; word++) {
            size_t last = from;
            while (last < s.gaps && s.label[last])
                last++;
            CU_ASSERT_FATAL(word < sums.words);
            expect_near(sums.word[word], share(&s, from, last));
            from = last + 1;
        }
        CU_ASSERT_EQUAL(word, sums.words);
    }
    CU_ASSERT_EQUAL(sums.sentences, 400);
    vn_confidence_free(&sums);
}

static void no_score_is_too_large(void)
{
    enum { GAPS = 4000 };
    static vn_gap_score score[GAPS];
    static uint8_t state[GAPS], label[GAPS];
    const int32_t extreme[] = {INT32_MAX, INT32_MIN, 0, 100000, -100000};
    vn_confidence_sums sums = {0};
    for (int32_t unit = 1; unit < 40000; unit *= 7) {
        vn_rng rng;
        vn_rng_seed(&rng, (uint64_t)unit);
        for (size_t g = 0; g < GAPS; g++) {
            for (int b = 0; b < 2; b++)
                score[g].join[b] = extreme[vn_rng_below(&rng, VN_COUNT(extreme))];
            state[g] = (uint8_t)vn_rng_below(&rng, 3);
            label[g] = (uint8_t)(state[g] == VN_GAP_FREE ? vn_rng_below(&rng, 2) : state[g] == VN_GAP_JOIN);
        }
        vn_confidence_clear(&sums);
        VN_ASSERT_OK(vn_confidence_add(&sums, score, state, label, GAPS, unit, NULL));
        for (size_t i = 0; i < sums.words; i++)
            CU_ASSERT(sums.word[i] >= 0 && sums.word[i] <= 1);
        CU_ASSERT(sums.sentence[0] >= 0 && sums.sentence[0] <= 1);
    }
    vn_confidence_free(&sums);
}

/* --- through the segmenter --------------------------------------------------------------------------------- */

static const char text[] = "Ông già đi nhanh quá. Học sinh học sinh học, giá 3.000 đồng!\nBàn là ủi: “Hà Nội”";

typedef struct seen {
    vn_segmenter *segmenter;
    double word[64];
    double sentence[8];
    size_t words, sentences;
} seen;

static vn_status look(void *context, const vn_word *words, size_t n, vn_error *err)
{
    seen *s = context;
    const vn_confidences c = vn_segmenter_confidences(s->segmenter);
    (void)words;
    (void)err;
    CU_ASSERT_EQUAL_FATAL(c.words, n);
    CU_ASSERT_EQUAL_FATAL(c.sentences, 1);
    for (size_t i = 0; i < n; i++)
        s->word[s->words++] = c.word[i];
    s->sentence[s->sentences++] = c.sentence[0];
    return VN_OK;
}

static void each_word_has_one_and_each_sentence(void)
{
    vn_model *model = NULL;
    seen s = {0};
    vn_words words = {0};
    VN_ASSERT_OK(vn_model_open(&model, NULL, NULL));
    VN_ASSERT_OK(vn_segmenter_new(&s.segmenter, model, NULL, NULL));
    VN_ASSERT_OK(vn_segment(s.segmenter, vn_slice_str(text), &words, NULL));
    CU_ASSERT_EQUAL(vn_segmenter_confidences(s.segmenter).words, 0); /* nobody asked */
    vn_segmenter_use_confidence(s.segmenter, true);
    VN_ASSERT_OK(vn_segment_each(s.segmenter, vn_slice_str(text), look, &s, NULL));
    VN_ASSERT_OK(vn_segment(s.segmenter, vn_slice_str(text), &words, NULL));
    const vn_confidences c = vn_segmenter_confidences(s.segmenter);
    CU_ASSERT_EQUAL_FATAL(c.words, words.n);
    CU_ASSERT_EQUAL_FATAL(c.sentences, words.sentences);
    CU_ASSERT_EQUAL(s.words, words.n);
    CU_ASSERT_EQUAL(s.sentences, words.sentences);
    for (size_t i = 0; i < c.words; i++) {
        CU_ASSERT_EQUAL(c.word[i], s.word[i]);
        CU_ASSERT(c.word[i] > 0 && c.word[i] <= 1);
        CU_ASSERT(c.sentence[words.item[i].sentence] <= c.word[i] + 1e-12); /* all words are right: each is */
        if (words.item[i].kind != VN_WORD_WORD)
            CU_ASSERT_EQUAL(c.word[i], 1); /* by rule */
    }
    vn_segmenter_use_confidence(s.segmenter, false);
    VN_ASSERT_OK(vn_segment(s.segmenter, vn_slice_str(text), &words, NULL));
    CU_ASSERT_EQUAL(vn_segmenter_confidences(s.segmenter).words, 0);
    vn_segmenter_free(s.segmenter);
    vn_model_free(model);
}

/* Confidence of the first word of a text that a set of user words leaves with `n` words. */
static double first_word(vn_segmenter *s, const char *lines, size_t n)
{
    vn_user_words *user = NULL;
    vn_words words = {0};
    VN_ASSERT_OK(vn_user_words_new(&user, NULL));
    VN_ASSERT_OK(vn_user_words_add(user, vn_slice_str(lines), NULL));
    vn_segmenter_use_words(s, user);
    VN_ASSERT_OK(vn_segment(s, vn_slice_str("học sinh đi"), &words, NULL));
    CU_ASSERT_EQUAL(words.n, n);
    vn_segmenter_use_words(s, NULL);
    vn_user_words_free(user);
    return vn_segmenter_confidences(s).word[0];
}

static void user_words_are_certain_and_weights_shift_the_odds(void)
{
    vn_model *model = NULL;
    vn_segmenter *s = NULL;
    VN_ASSERT_OK(vn_model_open(&model, NULL, NULL));
    VN_ASSERT_OK(vn_segmenter_new(&s, model, NULL, NULL));
    vn_segmenter_use_confidence(s, true);
    CU_ASSERT_EQUAL(first_word(s, "học sinh đi", 1), 1);
    CU_ASSERT_EQUAL(first_word(s, "học | sinh | đi", 3), 1);
    const double plain = first_word(s, "", 2);
    const double favoured = first_word(s, "học sinh\t1\nsinh đi\t-100", 2);
    const double alone = first_word(s, "sinh đi\t-100", 2); /* one gap is left: its odds are known */
    CU_ASSERT(plain > 0.5 && favoured > alone && alone >= plain);
    expect_near(log(favoured / (1 - favoured)) - log(alone / (1 - alone)), 1 / VN_CONFIDENCE_TEMPERATURE);
    vn_segmenter_free(s);
    vn_model_free(model);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"marginals are those of all paths counted", marginals_are_those_of_all_paths_counted},
        {"no score is too large", no_score_is_too_large},
        {"each word has one, and each sentence", each_word_has_one_and_each_sentence},
        {"user words are certain, and weights shift the odds", user_words_are_certain_and_weights_shift_the_odds},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("confidence", tests);
}
