/* A damaged checkpoint is refused, or is one that trains on to a model. As with models the checksums are made good again.
 * The input is a list of changes to the checkpoint of a small training: offset (4 bytes) and new byte. */
#include "fuzz.h"

#include "model.h"

static vn_buf state;

static vn_status keep(void *context, const vn_train_report *report, vn_error *err)
{
    return report->epoch == 1 ? vn_trainer_save(context, &state, err) : VN_OK;
}

static vn_trainer *trainer_of_two_passes(void)
{
    static const char text[] = "Mưa kéo_dài .\nHọc_sinh nghỉ .\n";
    const vn_train_options options = {.epochs = 2, .min_syllable = 1, .min_bigram = 1, .min_trigram = 1};
    vn_trainer *trainer = NULL;
    FUZZ_CHECK(vn_trainer_new(&trainer, &options, NULL) == VN_OK);
    FUZZ_CHECK(vn_trainer_add(trainer, (vn_slice){text, sizeof text - 1}, 1, NULL) == VN_OK);
    FUZZ_CHECK(vn_trainer_add(trainer, (vn_slice){text, sizeof text - 1}, 0, NULL) == VN_OK);
    return trainer;
}

static void make_state(void)
{
    vn_buf model = {0};
    vn_trainer *trainer = trainer_of_two_passes();
    FUZZ_CHECK(vn_trainer_run(trainer, keep, trainer, &model, NULL) == VN_OK);
    vn_trainer_free(trainer);
    vn_buf_free(&model);
}

/* Where the header keeps what it is sealed with; see train_checkpoint.c. */
enum { SUM = 32, SIZE = 40, BODY = 48, HEADER = 144 };

static void seal(char *blob, size_t len)
{
    const uint64_t body = vn_hash(blob + HEADER, len - HEADER);
    memcpy(blob + BODY, &body, sizeof body);
    const uint64_t sum = vn_hash(blob + SIZE, HEADER - SIZE);
    memcpy(blob + SUM, &sum, sizeof sum);
}

static void change(char *blob, size_t len, const uint8_t *data, size_t size)
{
    for (; size >= 5; data += 5, size -= 5) {
        const size_t at = (size_t)data[0] | (size_t)data[1] << 8 | (size_t)data[2] << 16 | (size_t)data[3] << 24;
        blob[at % len] = (char)data[4];
    }
}

static void go_on(const char *blob, size_t len, bool untouched)
{
    vn_buf model = {0};
    vn_error err = {0};
    vn_trainer *trainer = trainer_of_two_passes();
    vn_status st = vn_trainer_resume(trainer, (vn_slice){blob, len}, &err);
    FUZZ_CHECK(st == VN_OK || ((st == VN_EDATA || st == VN_EINVAL) && err.msg[0]));
    FUZZ_CHECK(!untouched || st == VN_OK);
    if (!st)
        FUZZ_CHECK(vn_trainer_run(trainer, NULL, NULL, &model, NULL) == VN_OK);
    vn_trainer_free(trainer);
    vn_buf_free(&model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!state.len)
        make_state();
    char *blob = malloc(state.len);
    FUZZ_CHECK(blob);
    memcpy(blob, state.ptr, state.len);
    seal(blob, state.len);
    FUZZ_CHECK(memcmp(blob, state.ptr, state.len) == 0); /* else the layout is another one */
    change(blob, state.len, data, size);
    const bool untouched = memcmp(blob, state.ptr, state.len) == 0;
    if (size % 4 != 3)
        seal(blob, state.len);
    go_on(blob, state.len, untouched);
    free(blob);
    return 0;
}
