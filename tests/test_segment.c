#include "harness.h"

#include "buf.h"
#include "model.h"
#include "vn/segment.h"

extern const unsigned char vn_default_model_start[];
extern const unsigned char vn_default_model_end[];

static vn_model *model;

static int open_model(void)
{
    return vn_model_open(&model, NULL, NULL);
}

static int close_model(void)
{
    vn_model_free(model);
    return 0;
}

/* The words of a text on one line; the caller frees it. */
static vn_buf words_of(const char *text)
{
    vn_segmenter *s = NULL;
    vn_words words = {0};
    vn_buf line = {0};
    VN_ASSERT_OK(vn_segmenter_new(&s, model, NULL, NULL));
    VN_ASSERT_OK(vn_segment(s, vn_slice_str(text), &words, NULL));
    VN_ASSERT_OK(vn_words_write(vn_slice_str(text), words.item, words.n, ' ', &line, NULL));
    VN_ASSERT_OK(vn_buf_reserve(&line, 0, NULL));
    line.ptr[line.len] = '\0';
    vn_segmenter_free(s);
    return line;
}

static void expect_words(const char *text, const char *want)
{
    vn_buf line = words_of(text);
    if (strcmp(line.ptr, want))
        printf("\n    text: %s\n    want: %s\n    got:  %s\n", text, want, line.ptr);
    CU_ASSERT_STRING_EQUAL(line.ptr, want);
    vn_buf_free(&line);
}

static void syllables_become_words(void)
{
    static const char *row[][2] = {
        {"học sinh học sinh học", "học_sinh học sinh_học"},
        {"Ông Nguyễn Văn Hòa sống ở Hà Nội.", "Ông Nguyễn_Văn_Hòa sống ở Hà_Nội ."},
        {"Chính phủ ban hành Quyết định 753/QĐ-TTg ngày 9/6/2025.",
         "Chính_phủ ban_hành Quyết_định 753/QĐ-TTg ngày 9/6/2025 ."},
        {"Quan hệ Mỹ - Trung", "Quan_hệ Mỹ - Trung"},
        {"Tỉ lệ đạt 61 % vào lúc 20h", "Tỉ_lệ đạt 61 % vào lúc 20h"},
        {"tên_đăng_nhập của sinh viên", "tên__đăng__nhập của sinh_viên"},
        {"Chu V._Q. bị bắt", "Chu V.__Q. bị bắt"},
        {"", ""},
        {" \n\t ", ""},
    };
    for (size_t i = 0; i < VN_COUNT(row); i++)
        expect_words(row[i][0], row[i][1]);
}

static void punctuation_and_numbers_are_never_joined(void)
{
    static const char text[] = "Ngày 20 tháng 11 , 61 % người dân Hà Nội ( Việt Nam ) nói : “ Được ! ” .";
    vn_segmenter *s = NULL;
    vn_words words = {0};
    VN_ASSERT_OK(vn_segmenter_new(&s, model, NULL, NULL));
    VN_ASSERT_OK(vn_segment(s, vn_slice_str(text), &words, NULL));
    for (size_t i = 0; i < words.n; i++) {
        const char *at = text + words.item[i].start;
        if (strpbrk("0123456789,%():!.", (char[]){*at, '\0'}) && *at)
            CU_ASSERT_EQUAL(words.item[i].parts, 1);
    }
    vn_segmenter_free(s);
}

/* Numbers of words per sentence and their parts: what must not depend on how the letters are written. */
/* Names in capitals inside a sentence are read like any others; acronyms stay apart. */
static void words_in_capitals_are_words(void)
{
    expect_words("Giá vé ở HÀ NỘI tăng.", "Giá vé ở HÀ_NỘI tăng .");
    expect_words("Người dân VIỆT NAM yêu chuộng hòa bình.", "Người dân VIỆT_NAM yêu_chuộng hòa_bình .");
    expect_words("UBND TP HCM họp với BCH Đoàn.", "UBND TP HCM họp với BCH Đoàn .");
}

static void words_that_share_a_syllable_are_not_one(void)
{
    expect_words("Luật này bị cho là không phù hợp hiến pháp.", "Luật này bị cho là không phù_hợp hiến_pháp .");
    expect_words("Thuế quan họ áp lên ta rất cao.", "Thuế_quan họ áp lên ta rất cao .");
}

static void expect_same_shape(const char *a, const char *b)
{
    vn_segmenter *s = NULL;
    vn_words words = {0};
    uint8_t parts[64];
    VN_ASSERT_OK(vn_segmenter_new(&s, model, NULL, NULL));
    VN_ASSERT_OK(vn_segment(s, vn_slice_str(a), &words, NULL));
    const size_t n = words.n;
    CU_ASSERT_FATAL(n <= 64);
    for (size_t i = 0; i < n; i++)
        parts[i] = words.item[i].parts;
    VN_ASSERT_OK(vn_segment(s, vn_slice_str(b), &words, NULL));
    CU_ASSERT_EQUAL_FATAL(words.n, n);
    for (size_t i = 0; i < n; i++)
        CU_ASSERT_EQUAL(words.item[i].parts, parts[i]);
    vn_segmenter_free(s);
}

static void spelling_does_not_change_the_words(void)
{
    const char *old_tone = "Công an thành phố Hòa Bình khóa cửa nhà máy thủy điện vì an toàn sức khỏe.";
    expect_same_shape(old_tone, "Công an thành phố Hoà Bình khoá cửa nhà máy thuỷ điện vì an toàn sức khoẻ.");
    expect_same_shape("Ho\xcc\x80""a Bi\xcc\x80nh", "Hòa Bình"); /* NFD */
    expect_same_shape("Hà  Nội\xc2\xa0là thủ đô", "Hà Nội là thủ đô");
    expect_same_shape("THỦ TƯỚNG CHÍNH PHỦ LÀM VIỆC VỚI BỘ GIÁO DỤC", "thủ tướng chính phủ làm việc với bộ giáo dục");
}

static vn_status gather(void *context, const vn_word *words, size_t n, vn_error *err)
{
    size_t *sum = context;
    (void)err;
    sum[0] += n;
    sum[1]++;
    CU_ASSERT_EQUAL(words[0].sentence, sum[1] - 1);
    return sum[1] == 2 ? VN_ELIMIT : VN_OK;
}

static void sentences_come_one_at_a_time_and_may_be_stopped(void)
{
    const char *text = "Trời mưa. Đường ngập. Xe dừng.";
    vn_segmenter *s = NULL;
    size_t sum[2] = {0};
    VN_ASSERT_OK(vn_segmenter_new(&s, model, NULL, NULL));
    CU_ASSERT_EQUAL(vn_segment_each(s, vn_slice_str(text), gather, sum, NULL), VN_ELIMIT);
    CU_ASSERT_EQUAL(sum[0], 6);
    CU_ASSERT_EQUAL(sum[1], 2);
    vn_segmenter_free(s);
}

static void very_long_sentences_are_cut_not_refused(void)
{
    vn_buf text = {0};
    vn_segmenter *s = NULL;
    vn_words words = {0};
    for (int i = 0; i < 30000; i++)
        VN_ASSERT_OK(vn_buf_str(&text, "giáo dục ", NULL));
    VN_ASSERT_OK(vn_segmenter_new(&s, model, NULL, NULL));
    VN_ASSERT_OK(vn_segment(s, vn_slice_of(text.ptr, text.len), &words, NULL));
    CU_ASSERT(words.n >= 29980 && words.n <= 30040);
    vn_segmenter_free(s);
    vn_buf_free(&text);
}

/* Opening the embedded model skips the checksums, for a quick start: here they are checked. */
static void the_embedded_model_is_sound(void)
{
    const size_t len = (size_t)(vn_default_model_end - vn_default_model_start);
    vn_model view;
    VN_ASSERT_OK(vn_model_view(&view, vn_default_model_start, len, false, NULL));
    CU_ASSERT_EQUAL(view.fingerprint, vn_model_fingerprint(model));
    CU_ASSERT(len <= 8 * 1000 * 1000);
}

/* Refused with a line that tells why. */
static void check_refused(vn_slice bytes)
{
    vn_model view;
    vn_error err = {0};
    CU_ASSERT_EQUAL_FATAL(vn_model_view(&view, bytes.ptr, bytes.len, false, &err), VN_EDATA);
    CU_ASSERT(err.msg[0] && !strchr(err.msg, '\n'));
}

/* The bytes of the head one by one, the seven megabytes behind it by sample; test_train tries every byte of a small model. */
static void a_damaged_copy_of_the_embedded_model_is_refused(void)
{
    const size_t len = (size_t)(vn_default_model_end - vn_default_model_start);
    vn_buf copy = {0};
    VN_ASSERT_OK(vn_buf_append(&copy, vn_default_model_start, len, NULL));
    for (size_t i = 0; i < len; i += i < 400 ? 1 : i == len - 1 ? 1 : i + len / 60 < len ? len / 60 : len - 1 - i) {
        copy.ptr[i] = (char)~copy.ptr[i];
        check_refused(vn_slice_of(copy.ptr, len));
        copy.ptr[i] = (char)~copy.ptr[i];
    }
    for (size_t cut = 0; cut < len; cut += cut < 400 ? 1 : 4999)
        check_refused(vn_slice_of(copy.ptr, cut));
    vn_buf_free(&copy);
}

int main(void)
{
    if (open_model())
        return 1;
    CU_TestInfo tests[] = {
        {"syllables become words", syllables_become_words},
        {"punctuation and numbers are never joined", punctuation_and_numbers_are_never_joined},
        {"words that share a syllable are not one", words_that_share_a_syllable_are_not_one},
        {"words in capitals are words", words_in_capitals_are_words},
        {"spelling does not change the words", spelling_does_not_change_the_words},
        {"sentences come one at a time and may be stopped", sentences_come_one_at_a_time_and_may_be_stopped},
        {"the embedded model is sound", the_embedded_model_is_sound},
        {"a damaged copy of the embedded model is refused", a_damaged_copy_of_the_embedded_model_is_refused},
        {"very long sentences are cut, not refused", very_long_sentences_are_cut_not_refused},
        CU_TEST_INFO_NULL,
    };
    const int code = vn_test_main("segment", tests);
    close_model();
    return code;
}
