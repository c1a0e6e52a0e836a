#include "harness.h"

#include "buf.h"
#include "gramtab.h"
#include "model.h"
#include "vn/eval_seg.h"
#include "vn/train.h"

#include <stdio.h>

#define GOLD VN_SOURCE_DIR "/corpus/segmentation/news.seg"

static vn_buf read_gold(void)
{
    vn_buf text = {0};
    FILE *file = fopen(GOLD, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    VN_ASSERT_OK(vn_buf_reserve(&text, 1 << 20, NULL));
    text.len = fread(text.ptr, 1, 1 << 20, file);
    fclose(file);
    return text;
}

typedef struct passes {
    unsigned calls;
    vn_train_report last;
    double first_loss;
} passes;

static void note(void *context, const vn_train_report *report)
{
    passes *l = context;
    if (!l->calls++)
        l->first_loss = report->loss;
    l->last = *report;
}

static vn_buf train(vn_slice gold, uint64_t seed, passes *l)
{
    const vn_train_options options = {.epochs = 6, .min_syllable = 1, .min_word = 1, .seed = seed};
    vn_trainer *trainer = NULL;
    vn_buf model = {0};
    VN_ASSERT_OK(vn_trainer_new(&trainer, &options, NULL));
    VN_ASSERT_OK(vn_trainer_add(trainer, gold, 1, NULL));
    VN_ASSERT_OK(vn_trainer_add(trainer, gold, 0, NULL)); /* development on the training text: it must be learnt */
    VN_ASSERT_OK(vn_trainer_run(trainer, note, l, &model, NULL));
    vn_trainer_free(trainer);
    return model;
}

static void training_learns_its_own_text(void)
{
    vn_buf gold = read_gold();
    passes l = {0};
    vn_buf model = train(vn_slice_of(gold.ptr, gold.len), 1, &l);
    CU_ASSERT_EQUAL(l.calls, 6);
    CU_ASSERT_EQUAL(l.last.epoch, 6);
    CU_ASSERT(l.last.loss < l.first_loss / 4);
    CU_ASSERT(l.last.precision > 0.97 && l.last.recall > 0.97);
    vn_buf_free(&model);
    vn_buf_free(&gold);
}

static void the_same_data_give_the_same_bytes_and_another_seed_others(void)
{
    vn_buf gold = read_gold();
    passes l = {0};
    vn_buf a = train(vn_slice_of(gold.ptr, gold.len), 1, &l);
    vn_buf b = train(vn_slice_of(gold.ptr, gold.len), 1, &l);
    vn_buf c = train(vn_slice_of(gold.ptr, gold.len), 2, &l);
    CU_ASSERT(vn_slice_eq(vn_slice_of(a.ptr, a.len), vn_slice_of(b.ptr, b.len)));
    CU_ASSERT_FALSE(vn_slice_eq(vn_slice_of(a.ptr, a.len), vn_slice_of(c.ptr, c.len)));
    vn_buf_free(&a);
    vn_buf_free(&b);
    vn_buf_free(&c);
    vn_buf_free(&gold);
}

static void every_flipped_or_missing_byte_is_noticed(void)
{
    vn_buf gold = read_gold();
    passes l = {0};
    vn_train_options options = {.epochs = 1, .min_syllable = 9, .min_bigram = 9, .min_trigram = 9, .min_fourgram = 9, .min_word = 9};
    vn_trainer *trainer = NULL;
    vn_buf model = {0};
    VN_ASSERT_OK(vn_trainer_new(&trainer, &options, NULL));
    VN_ASSERT_OK(vn_trainer_add(trainer, vn_slice_of(gold.ptr, gold.len), 1, NULL));
    VN_ASSERT_OK(vn_trainer_run(trainer, note, &l, &model, NULL));
    vn_trainer_free(trainer);
    vn_model view;
    vn_error err = {0};
    VN_ASSERT_OK(vn_model_view(&view, model.ptr, model.len, false, &err));
    for (size_t i = 0; i < model.len; i += i < 512 ? 1 : 7) { /* the header whole, the arrays by sample */
        model.ptr[i] = (char)(model.ptr[i] ^ (1 << i % 8));
        CU_ASSERT_EQUAL_FATAL(vn_model_view(&view, model.ptr, model.len, false, &err), VN_EDATA);
        model.ptr[i] = (char)(model.ptr[i] ^ (1 << i % 8));
    }
    for (size_t cut = 0; cut < model.len; cut += 97)
        CU_ASSERT_EQUAL_FATAL(vn_model_view(&view, model.ptr, cut, false, &err), VN_EDATA);
    vn_buf_free(&model);
    vn_buf_free(&gold);
}

static void bad_calls_are_refused(void)
{
    vn_trainer *trainer = NULL;
    vn_buf model = {0};
    vn_error err = {0};
    VN_ASSERT_OK(vn_trainer_new(&trainer, NULL, NULL));
    CU_ASSERT_EQUAL(vn_trainer_add(trainer, vn_slice_str("một hai"), -1, &err), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_trainer_run(trainer, NULL, NULL, &model, &err), VN_EINVAL);
    CU_ASSERT_STRING_EQUAL(err.msg, "no training data");
    CU_ASSERT_EQUAL(model.len, 0);
    vn_trainer_free(trainer);
    vn_trainer_free(NULL);
}

static void a_ceiling_below_the_smallest_model_is_a_limit(void)
{
    vn_buf gold = read_gold();
    vn_buf model = {0};
    vn_error err = {0};
    const vn_train_options options = {.epochs = 1, .max_bytes = 1000};
    vn_trainer *trainer = NULL;
    VN_ASSERT_OK(vn_buf_append(&model, "x", 1, NULL));
    VN_ASSERT_OK(vn_trainer_new(&trainer, &options, NULL));
    VN_ASSERT_OK(vn_trainer_add(trainer, vn_slice_of(gold.ptr, gold.len), 1, NULL));
    CU_ASSERT_EQUAL(vn_trainer_run(trainer, NULL, NULL, &model, &err), VN_ELIMIT);
    CU_ASSERT_EQUAL(err.code, VN_ELIMIT);
    CU_ASSERT_EQUAL(model.len, 1); /* what stood there before */
    vn_trainer_free(trainer);
    vn_buf_free(&model);
    vn_buf_free(&gold);
}

static void pruning_keeps_counts_and_marked_keys(void)
{
    vn_gramtab t = {0};
    for (uint64_t key = 0; key < 3000; key++) {
        const uint32_t number = vn_gramtab_add(&t, key * 7);
        t.count[number] = (uint32_t)(key % 3);
    }
    CU_ASSERT_EQUAL(vn_gramtab_add(&t, 70), 10);
    uint8_t keep[3000] = {[3] = 1};
    VN_ASSERT_OK(vn_gramtab_prune(&t, 2, keep, NULL));
    CU_ASSERT_EQUAL(t.n, 1001);
    CU_ASSERT_EQUAL(vn_gramtab_find(&t, 2 * 7), 0);
    CU_ASSERT_EQUAL(vn_gramtab_find(&t, 3 * 7), 1);
    CU_ASSERT_EQUAL(vn_gramtab_find(&t, 4 * 7), VN_GRAM_NONE);
    CU_ASSERT_EQUAL(t.count[vn_gramtab_find(&t, 5 * 7)], 2);
    vn_gramtab_free(&t);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"training learns its own text", training_learns_its_own_text},
        {"the same data give the same bytes, another seed others", the_same_data_give_the_same_bytes_and_another_seed_others},
        {"every flipped or missing byte is noticed", every_flipped_or_missing_byte_is_noticed},
        {"bad calls are refused", bad_calls_are_refused},
        {"a ceiling below the smallest model is a limit", a_ceiling_below_the_smallest_model_is_a_limit},
        {"pruning keeps counts and marked keys", pruning_keeps_counts_and_marked_keys},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("train", tests);
}
