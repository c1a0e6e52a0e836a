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

static vn_status note(void *context, const vn_train_report *report, vn_error *err)
{
    (void)err;
    if (report->done < report->sentences)
        return VN_OK;
    passes *l = context;
    if (!l->calls++)
        l->first_loss = report->loss;
    l->last = *report;
    return VN_OK;
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

static vn_slice slice_of(const vn_buf *buf)
{
    return vn_slice_of(buf->ptr, buf->len);
}

/* What comes of opening these bytes; a block of their exact length, so that reading past its end is noticed. */
static void check_refused(vn_slice bytes, vn_status wanted)
{
    vn_model *model = NULL;
    vn_error err = {0};
    CU_ASSERT_EQUAL_FATAL(vn_model_read(&model, bytes, &err), wanted);
    CU_ASSERT_EQUAL(wanted != VN_OK, err.msg[0] != 0);
    CU_ASSERT_PTR_NULL(strchr(err.msg, '\n'));
    vn_model_free(model);
}

static void every_flipped_missing_or_surplus_byte_is_noticed(void)
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
    check_refused(slice_of(&model), VN_OK);
    for (size_t i = 0; i < model.len; i++)
        for (unsigned bit = 0; bit < 2; bit++) { /* one bit, all bits */
            const char change = (char)(bit ? 0xff : 1 << i % 8);
            model.ptr[i] = (char)(model.ptr[i] ^ change);
            check_refused(slice_of(&model), VN_EDATA);
            model.ptr[i] = (char)(model.ptr[i] ^ change);
        }
    for (size_t cut = 0; cut < model.len; cut++)
        check_refused(vn_slice_of(model.ptr, cut), VN_EDATA);
    for (size_t more = 1; more <= 65; more++) {
        VN_ASSERT_OK(vn_buf_append(&model, "", 1, NULL));
        check_refused(slice_of(&model), VN_EDATA);
    }
    vn_buf_free(&model);
    vn_buf_free(&gold);
}

/* --- checkpoints ------------------------------------------------------------------------------------------- */

typedef struct keeping {
    vn_trainer *trainer;
    unsigned after; /* the pass whose state is kept */
    vn_buf state;
} keeping;

static vn_status keep_state(void *context, const vn_train_report *report, vn_error *err)
{
    keeping *k = context;
    if (report->done < report->sentences) {
        CU_ASSERT_EQUAL(vn_trainer_save(k->trainer, &k->state, NULL), VN_EINVAL);
        return VN_OK;
    }
    return report->epoch == k->after ? vn_trainer_save(k->trainer, &k->state, err) : VN_OK;
}

static const char SMALL[] = "Mưa lớn kéo_dài .\nHọc_sinh nghỉ học .\nMưa kéo_dài , học_sinh nghỉ .\nTrời mưa .\n";

static vn_trainer *small_trainer(double dev_weight)
{
    const vn_train_options options = {.epochs = 6, .min_syllable = 1, .min_bigram = 1, .min_trigram = 1, .patience = 6};
    vn_trainer *trainer = NULL;
    VN_ASSERT_OK(vn_trainer_new(&trainer, &options, NULL));
    VN_ASSERT_OK(vn_trainer_add(trainer, vn_slice_str(SMALL), 1, NULL));
    VN_ASSERT_OK(vn_trainer_add(trainer, vn_slice_str("Học_sinh học , trời kéo_dài .\n"), dev_weight, NULL));
    return trainer;
}

/* The state after a pass of the small training, and the model that it ends with. */
static vn_buf small_state(unsigned after, double dev_weight, vn_buf *model)
{
    keeping k = {.trainer = small_trainer(dev_weight), .after = after};
    VN_ASSERT_OK(vn_trainer_run(k.trainer, keep_state, &k, model, NULL));
    vn_trainer_free(k.trainer);
    return k.state;
}

static void a_training_goes_on_from_every_pass_to_the_same_bytes(void)
{
    for (unsigned after = 1; after <= 6; after++)
        for (int dev = 0; dev < 2; dev++) {
            vn_buf whole = {0}, rest = {0};
            vn_buf state = small_state(after, dev ? 0 : 1, &whole);
            vn_trainer *trainer = small_trainer(dev ? 0 : 1);
            VN_ASSERT_OK(vn_trainer_resume(trainer, slice_of(&state), NULL));
            CU_ASSERT_EQUAL(vn_trainer_epoch(trainer), after);
            VN_ASSERT_OK(vn_trainer_run(trainer, NULL, NULL, &rest, NULL));
            CU_ASSERT_EQUAL(vn_trainer_epoch(trainer), 6);
            CU_ASSERT(dev || vn_trainer_best_epoch(trainer) == 6);
            CU_ASSERT(vn_slice_eq(slice_of(&whole), slice_of(&rest)));
            vn_trainer_free(trainer);
            vn_buf_free(&whole);
            vn_buf_free(&rest);
            vn_buf_free(&state);
        }
}

/* How a fresh trainer takes the state. */
static vn_status take(vn_slice state, vn_error *err)
{
    vn_trainer *trainer = small_trainer(0);
    const vn_status st = vn_trainer_resume(trainer, state, err);
    if (st) {
        vn_buf model = {0};
        CU_ASSERT_EQUAL(vn_trainer_run(trainer, NULL, NULL, &model, NULL), VN_EINVAL);
        CU_ASSERT_EQUAL(model.len, 0);
    }
    vn_trainer_free(trainer);
    return st;
}

static void every_flipped_or_missing_byte_of_a_checkpoint_is_noticed(void)
{
    vn_buf model = {0};
    vn_error err = {0};
    vn_buf state = small_state(2, 0, &model);
    VN_ASSERT_OK(take(slice_of(&state), &err));
    for (size_t i = 0; i < state.len; i += i < 512 || i + 64 > state.len ? 1 : 101) {
        state.ptr[i] = (char)(state.ptr[i] ^ (1 << i % 8));
        CU_ASSERT_EQUAL_FATAL(take(slice_of(&state), &err), VN_EDATA);
        state.ptr[i] = (char)(state.ptr[i] ^ (1 << i % 8));
    }
    for (size_t cut = 0; cut < state.len; cut += cut < 512 || cut + 64 > state.len ? 1 : 997)
        CU_ASSERT_EQUAL_FATAL(take(vn_slice_of(state.ptr, cut), &err), VN_EDATA);
    vn_buf_free(&state);
    vn_buf_free(&model);
}

static void a_checkpoint_comes_before_the_training_and_after_a_pass(void)
{
    vn_buf model = {0};
    vn_buf state = small_state(1, 0, &model);
    vn_trainer *trainer = small_trainer(0);
    CU_ASSERT_EQUAL(vn_trainer_save(trainer, &state, NULL), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_trainer_epoch(trainer), 0);
    VN_ASSERT_OK(vn_trainer_resume(trainer, slice_of(&state), NULL));
    CU_ASSERT_EQUAL(vn_trainer_resume(trainer, slice_of(&state), NULL), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_trainer_add(trainer, vn_slice_str("học"), 1, NULL), VN_EINVAL);
    vn_trainer_free(trainer);
    vn_buf_free(&state);
    vn_buf_free(&model);
}

static vn_status stop_at_once(void *context, const vn_train_report *report, vn_error *err)
{
    (void)context;
    (void)report;
    return vn_fail(err, VN_EIO, "enough");
}

static void a_failing_report_ends_the_training(void)
{
    vn_buf model = {0};
    vn_error err = {0};
    vn_trainer *trainer = small_trainer(0);
    CU_ASSERT_EQUAL(vn_trainer_run(trainer, stop_at_once, NULL, &model, &err), VN_EIO);
    CU_ASSERT_STRING_EQUAL(err.msg, "enough");
    CU_ASSERT_EQUAL(model.len, 0);
    vn_trainer_free(trainer);
}

/* --- beginning with a model -------------------------------------------------------------------------------- */

static vn_model *model_of(vn_trainer *trainer)
{
    vn_buf bytes = {0};
    vn_model *model = NULL;
    VN_ASSERT_OK(vn_trainer_run(trainer, NULL, NULL, &bytes, NULL));
    VN_ASSERT_OK(vn_model_read(&model, slice_of(&bytes), NULL));
    vn_trainer_free(trainer);
    vn_buf_free(&bytes);
    return model;
}

/* A model that takes grudo and belan for two words. */
static vn_model *general_model(void)
{
    static const char text[] = "Xem grudo belan .\nHọc_sinh nghỉ học .\nXem belan của học_sinh .\nMưa kéo_dài .\nCủa học_sinh .\n";
    const vn_train_options options = {.epochs = 6, .min_syllable = 1, .min_bigram = 1, .min_word = 1};
    vn_trainer *trainer = NULL;
    VN_ASSERT_OK(vn_trainer_new(&trainer, &options, NULL));
    for (int i = 0; i < 5; i++)
        VN_ASSERT_OK(vn_trainer_add(trainer, vn_slice_str(text), 1, NULL));
    return model_of(trainer);
}

/* New syllables, and a word of two that are known. */
static const char DOMAIN[] = "Bệnh_nhân thấy grudo_belan .\nĐo grudo_belan cho người nhà .\nNgười_nhà và grudo_belan , người_nhà .\n"
                             "Bác_sĩ nói : grudo_belan của người_nhà .\n";

static vn_trainer *domain_trainer(const vn_model *from, const char *dev)
{
    const vn_train_options options = {.from = from, .epochs = 6, .rate = 0.6, .min_syllable = 1, .min_bigram = 1, .min_word = 1};
    vn_trainer *trainer = NULL;
    VN_ASSERT_OK(vn_trainer_new(&trainer, &options, NULL));
    for (int i = 0; i < 3; i++)
        VN_ASSERT_OK(vn_trainer_add(trainer, vn_slice_str(DOMAIN), 1, NULL));
    VN_ASSERT_OK(vn_trainer_add(trainer, vn_slice_str(dev), 0, NULL));
    return trainer;
}

static vn_model *domain_model(const vn_model *from, const char *dev)
{
    return model_of(domain_trainer(from, dev));
}

static vn_buf segmented(const vn_model *model, const char *text)
{
    vn_segmenter *segmenter = NULL;
    vn_words words;
    vn_buf out = {0};
    VN_ASSERT_OK(vn_segmenter_new(&segmenter, model, NULL, NULL));
    VN_ASSERT_OK(vn_segment(segmenter, vn_slice_str(text), &words, NULL));
    VN_ASSERT_OK(vn_words_write(vn_slice_str(text), words.item, words.n, ' ', &out, NULL));
    vn_segmenter_free(segmenter);
    return out;
}

static void check_segmented(const vn_model *model, const char *text, const char *wanted)
{
    vn_buf got = segmented(model, text);
    CU_ASSERT_STRING_EQUAL(got.ptr, wanted);
    vn_buf_free(&got);
}

static void a_model_learns_a_domain_and_keeps_what_it_knew(void)
{
    vn_model *general = general_model();
    vn_model *both = domain_model(general, "");
    check_segmented(general, "Đo grudo belan của học sinh .", "Đo grudo belan của học_sinh .");
    check_segmented(both, "Đo grudo belan của học sinh .", "Đo grudo_belan của học_sinh .");
    CU_ASSERT_EQUAL(both->buckets, general->buckets);
    CU_ASSERT(both->ids > general->ids);
    CU_ASSERT_EQUAL(vn_model_find(both, vn_slice_str("học")), vn_model_find(general, vn_slice_str("học")));
    vn_model_free(general);
    vn_model_free(both);
}

static void a_model_that_is_not_bettered_stays_as_it_was(void)
{
    vn_model *general = general_model();
    vn_buf bytes = {0};
    vn_trainer *trainer = domain_trainer(general, "Xem grudo belan , mưa kéo_dài .\n"); /* right before */
    VN_ASSERT_OK(vn_trainer_run(trainer, NULL, NULL, &bytes, NULL));
    CU_ASSERT_EQUAL(vn_trainer_best_epoch(trainer), 0);
    CU_ASSERT_EQUAL(vn_trainer_epoch(trainer), 3); /* patience */
    vn_trainer_free(trainer);
    vn_model view;
    VN_ASSERT_OK(vn_model_view(&view, bytes.ptr, bytes.len, false, NULL));
    CU_ASSERT(memcmp(view.unigram, general->unigram, (size_t)general->ids * VN_UNIGRAM) == 0);
    CU_ASSERT(memcmp(view.shape, general->shape, VN_SHAPE_CELLS * sizeof *view.shape) == 0);
    vn_buf_free(&bytes);
    vn_model_free(general);
}

static void a_checkpoint_belongs_to_the_model_it_began_with(void)
{
    vn_model *general = general_model();
    vn_model *both = domain_model(general, "");
    vn_buf whole = {0}, rest = {0};
    vn_error err = {0};
    keeping k = {.trainer = domain_trainer(general, ""), .after = 2};
    VN_ASSERT_OK(vn_trainer_run(k.trainer, keep_state, &k, &whole, NULL));
    vn_trainer_free(k.trainer);
    vn_trainer *trainer = domain_trainer(general, "");
    VN_ASSERT_OK(vn_trainer_resume(trainer, slice_of(&k.state), NULL));
    VN_ASSERT_OK(vn_trainer_run(trainer, NULL, NULL, &rest, NULL));
    CU_ASSERT(vn_slice_eq(slice_of(&whole), slice_of(&rest)));
    vn_trainer_free(trainer);
    const vn_model *other[] = {both, NULL};
    for (int i = 0; i < 2; i++) {
        trainer = domain_trainer(other[i], "");
        CU_ASSERT_EQUAL(vn_trainer_resume(trainer, slice_of(&k.state), &err), VN_EDATA);
        CU_ASSERT_STRING_EQUAL(err.msg, "a checkpoint of a training with other options");
        vn_trainer_free(trainer);
    }
    vn_buf_free(&k.state);
    vn_buf_free(&whole);
    vn_buf_free(&rest);
    vn_model_free(general);
    vn_model_free(both);
}

/* --- word lists -------------------------------------------------------------------------------------------- */

/* The words of segmented text that have two syllables or more, a line each. */
static vn_buf list_words(vn_slice gold)
{
    vn_buf list = {0};
    for (size_t at = 0; at < gold.len;) {
        size_t end = at;
        while (end < gold.len && gold.ptr[end] != ' ' && gold.ptr[end] != '\n')
            end++;
        if (memchr(gold.ptr + at, '_', end - at)) {
            VN_ASSERT_OK(vn_buf_append(&list, gold.ptr + at, end - at, NULL));
            VN_ASSERT_OK(vn_buf_char(&list, '\n', NULL));
        }
        at = end + 1;
    }
    return list;
}

static vn_model *model_with_list(vn_slice gold, const vn_buf *list)
{
    const vn_train_options options = {.epochs = 4};
    vn_trainer *trainer = NULL;
    VN_ASSERT_OK(vn_trainer_new(&trainer, &options, NULL));
    VN_ASSERT_OK(vn_trainer_add_words(trainer, slice_of(list), NULL));
    VN_ASSERT_OK(vn_trainer_add(trainer, gold, 1, NULL));
    return model_of(trainer);
}

/* The gold has the syllables of these words, not the words. */
static void a_listed_word_is_found_though_no_sentence_shows_it(void)
{
    vn_buf gold = read_gold();
    vn_buf list = list_words(slice_of(&gold));
    vn_model *without = model_with_list(slice_of(&gold), &list);
    check_segmented(without, "Ngày mưa gió lớn, chị lo cơm nước", "Ngày mưa gió lớn , chị lo cơm nước");
    VN_ASSERT_OK(vn_buf_slice(&list, vn_slice_str("mưa gió\nCƠM_NƯỚC\nlớn\n\nlớn,\n1 2\nngày mưa gió lớn chị\n"), NULL));
    vn_model *with = model_with_list(slice_of(&gold), &list);
    check_segmented(with, "Ngày mưa gió lớn, chị lo cơm nước", "Ngày mưa_gió lớn , chị lo cơm_nước");
    vn_model_free(without);
    vn_model_free(with);
    vn_buf_free(&list);
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
        {"every flipped, missing or surplus byte is noticed", every_flipped_missing_or_surplus_byte_is_noticed},
        {"a training goes on from every pass to the same bytes", a_training_goes_on_from_every_pass_to_the_same_bytes},
        {"every flipped or missing byte of a checkpoint is noticed", every_flipped_or_missing_byte_of_a_checkpoint_is_noticed},
        {"a checkpoint comes before the training and after a pass", a_checkpoint_comes_before_the_training_and_after_a_pass},
        {"a failing report ends the training", a_failing_report_ends_the_training},
        {"a model learns a domain and keeps what it knew", a_model_learns_a_domain_and_keeps_what_it_knew},
        {"a model that is not bettered stays as it was", a_model_that_is_not_bettered_stays_as_it_was},
        {"a checkpoint belongs to the model it began with", a_checkpoint_belongs_to_the_model_it_began_with},
        {"a listed word is found though no sentence shows it", a_listed_word_is_found_though_no_sentence_shows_it},
        {"bad calls are refused", bad_calls_are_refused},
        {"a ceiling below the smallest model is a limit", a_ceiling_below_the_smallest_model_is_a_limit},
        {"pruning keeps counts and marked keys", pruning_keeps_counts_and_marked_keys},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("train", tests);
}
