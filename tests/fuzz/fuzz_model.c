/* A damaged model is refused, or is one that segments. Since the checksums stop nearly every change, they are made good
 * again before the model is opened: what is tried is whether counts, offsets and tables are believed without a check.
 * The input is a list of changes to a small model, which is trained on the spot: offset (4 bytes) and new byte. */
#include "fuzz.h"

#include "model.h"

static vn_buf small;

static void segment(const vn_model *model)
{
    static const char text[] = "Học sinh nghỉ học, mưa lớn kéo dài. Trời mưa 3 ngày: x@y.vn";
    vn_segmenter *segmenter = NULL;
    vn_words words;
    FUZZ_CHECK(vn_segmenter_new(&segmenter, model, NULL, NULL) == VN_OK);
    vn_segmenter_use_confidence(segmenter, true);
    FUZZ_CHECK(vn_segment(segmenter, (vn_slice){text, sizeof text - 1}, &words, NULL) == VN_OK);
    const vn_confidences c = vn_segmenter_confidences(segmenter);
    FUZZ_CHECK(c.words == words.n);
    for (size_t i = 0; i < c.words; i++)
        FUZZ_CHECK(c.word[i] >= 0 && c.word[i] <= 1);
    vn_segmenter_free(segmenter);
}

/* Where the header keeps its section table: {offset, size, hash} of each section, 8 bytes each; see model.c. */
enum { FINGERPRINT = 16, TABLE = 40, SECTIONS = 9, ENTRY = 24 };

static void put64(char *at, uint64_t number)
{
    memcpy(at, &number, sizeof number);
}

static uint64_t get64(const char *at)
{
    uint64_t number;
    memcpy(&number, at, sizeof number);
    return number;
}

static void seal(char *blob, size_t len)
{
    for (size_t i = 0; i < SECTIONS; i++) {
        char *entry = blob + TABLE + i * ENTRY;
        const uint64_t offset = get64(entry);
        const uint64_t size = get64(entry + 8);
        if (offset <= len && size <= len - offset)
            put64(entry + 16, vn_hash(blob + offset, (size_t)size));
    }
    put64(blob + FINGERPRINT, vn_hash(blob + TABLE, SECTIONS * ENTRY));
}

static void train_small(void)
{
    static const char text[] = "Mưa lớn kéo_dài .\nHọc_sinh nghỉ học .\nMưa kéo_dài , học_sinh nghỉ .\nTrời mưa .\n";
    const vn_train_options options = {.epochs = 1, .min_syllable = 1, .min_bigram = 1, .min_trigram = 1};
    vn_trainer *trainer = NULL;
    FUZZ_CHECK(vn_trainer_new(&trainer, &options, NULL) == VN_OK);
    FUZZ_CHECK(vn_trainer_add(trainer, (vn_slice){text, sizeof text - 1}, 1, NULL) == VN_OK);
    FUZZ_CHECK(vn_trainer_run(trainer, NULL, NULL, &small, NULL) == VN_OK);
    vn_trainer_free(trainer);
    char *copy = malloc(small.len); /* the layout above is that of model.c when sealing what is sealed changes nothing */
    FUZZ_CHECK(copy);
    memcpy(copy, small.ptr, small.len);
    memset(copy + FINGERPRINT, 0, 8);
    for (size_t i = 0; i < SECTIONS; i++)
        memset(copy + TABLE + i * ENTRY + 16, 0, 8);
    seal(copy, small.len);
    FUZZ_CHECK(memcmp(copy, small.ptr, small.len) == 0);
    free(copy);
}

/* A sealed blob is refused, or is a model that segments. */
static void open_sealed(char *blob, size_t len)
{
    vn_model model;
    vn_error err = {0};
    seal(blob, len);
    const vn_status st = vn_model_view(&model, blob, len, false, &err);
    FUZZ_CHECK(st == VN_OK || (st == VN_EDATA && err.msg[0]));
    if (!st)
        segment(&model);
}

/* Every 32-bit number of the header and of the first two sections (slots and key offsets) as what counts trip over. */
static void attack_numbers(void)
{
    static const uint32_t evil[] = {0, 1, 0x7fffffff, 0x80000000, UINT32_MAX};
    char *blob = malloc(small.len);
    FUZZ_CHECK(blob);
    const size_t end = (size_t)(get64(small.ptr + TABLE + ENTRY) + get64(small.ptr + TABLE + ENTRY + 8));
    for (size_t at = 8; at < end; at += 4)
        for (size_t i = 0; i < sizeof evil / sizeof evil[0] + 2; i++) {
            uint32_t number;
            memcpy(blob, small.ptr, small.len);
            memcpy(&number, blob + at, 4);
            number = i < 5 ? evil[i] : i == 5 ? number + 1 : number - 1;
            memcpy(blob + at, &number, 4);
            open_sealed(blob, small.len);
        }
    free(blob);
}

static void change(char *blob, size_t len, const uint8_t *data, size_t size)
{
    for (; size >= 5; data += 5, size -= 5) {
        const size_t at = (size_t)data[0] | (size_t)data[1] << 8 | (size_t)data[2] << 16 | (size_t)data[3] << 24;
        blob[at % len] = (char)data[4];
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!small.len) {
        train_small();
        attack_numbers();
    }
    char *blob = malloc(small.len);
    FUZZ_CHECK(blob);
    memcpy(blob, small.ptr, small.len);
    change(blob, small.len, data, size);
    const bool sealed = size % 4 != 3;
    if (sealed)
        seal(blob, small.len);
    vn_model model;
    vn_error err = {0};
    const vn_status st = vn_model_view(&model, blob, small.len, false, &err);
    FUZZ_CHECK(st == VN_OK || (st == VN_EDATA && err.msg[0]));
    FUZZ_CHECK(st || sealed || memcmp(blob, small.ptr, small.len) == 0);
    if (!st)
        segment(&model);
    free(blob);
    return 0;
}
