#include "harness.h"

#include "vn/segment.h"

static vn_model *model;

static vn_user_words *words_from(const char *lines)
{
    vn_user_words *user = NULL;
    vn_error err = {0};
    VN_ASSERT_OK(vn_user_words_new(&user, NULL));
    if (vn_user_words_add(user, vn_slice_str(lines), &err))
        printf("\n    %s: %s\n", lines, err.msg);
    CU_ASSERT_EQUAL(err.code, VN_OK);
    return user;
}

static void expect_with(vn_segmenter *s, const vn_user_words *user, const char *text, const char *want)
{
    vn_words words = {0};
    vn_buf line = {0};
    vn_segmenter_use_words(s, user);
    VN_ASSERT_OK(vn_segment(s, vn_slice_str(text), &words, NULL));
    VN_ASSERT_OK(vn_words_write(vn_slice_str(text), words.item, words.n, ' ', &line, NULL));
    if (strcmp(line.ptr, want))
        printf("\n    text: %s\n    want: %s\n    got:  %s\n", text, want, line.ptr);
    CU_ASSERT_STRING_EQUAL(line.ptr, want);
    vn_buf_free(&line);
}

/* Rows of {entries, text, words}. */
static void expect_rows(const char *const row[][3], size_t n)
{
    vn_segmenter *s = NULL;
    VN_ASSERT_OK(vn_segmenter_new(&s, model, NULL, NULL));
    for (size_t i = 0; i < n; i++) {
        vn_user_words *user = words_from(row[i][0]);
        expect_with(s, user, row[i][1], row[i][2]);
        vn_user_words_free(user);
    }
    vn_segmenter_free(s);
}

static void entries_join_whatever_they_are_made_of(void)
{
    static const char *const row[][3] = {
        {"điểm chuẩn đại học", "Điểm chuẩn đại học tăng", "Điểm_chuẩn_đại_học tăng"},
        {"giá_xăng dầu", "GIÁ  XĂNG\tDẦU giảm", "GIÁ_XĂNG_DẦU giảm"},
        {"toà án", "tòa án xử", "tòa_án xử"},
        {"vắc xin Covid-19", "Tiêm vắc xin COVID-19 .", "Tiêm vắc_xin_COVID-19 ."},
        {"iPhone 17 Pro", "Mua iPhone 17 Pro và iPhone 16 Pro", "Mua iPhone_17_Pro và iPhone 16 Pro"},
        {"tiêm kích F-16", "Hai tiêm kích F-16 hạ cánh", "Hai tiêm_kích_F-16 hạ_cánh"},
        {"Quyết định 753/QĐ-TTg", "Theo Quyết định 753/QĐ-TTg.", "Theo Quyết_định_753/QĐ-TTg ."},
        {"AT&T Mobile", "Hãng AT&T Mobile bán", "Hãng AT&T_Mobile bán"},
        {"mũi 3", "Tiêm mũi 3.", "Tiêm mũi_3 ."},
        {"U-23 Việt Nam", "Đội U-23 Việt Nam thắng 2-1", "Đội U-23_Việt_Nam thắng 2-1"},
        {"G7+", "Khối G7+ họp", "Khối G7+ họp"},
        {"bảo tàng Nghiêng-Nghiêng-Nghiêng-Nghiêng", "Xem Bảo tàng Nghiêng-Nghiêng-Nghiêng-Nghiêng .",
         "Xem Bảo_tàng_Nghiêng-Nghiêng-Nghiêng-Nghiêng ."},
        {"Bà Rịa - Vũng Tàu", "Tỉnh Bà Rịa-Vũng Tàu, Bà Rịa -Vũng Tàu", "Tỉnh Bà_Rịa-Vũng_Tàu , Bà_Rịa_-Vũng_Tàu"},
        {"than ha", "Ông thanha nói than ha", "Ông thanha nói than_ha"},
        {"10 %", "Tăng 10 % và 10% nữa", "Tăng 10_% và 10% nữa"},
        {"cà phê \"chồn\"", "Bán cà phê \"chồn\" .", "Bán cà_phê_\"chồn\" ."},
    };
    expect_rows(row, VN_COUNT(row));
}

static void marks_inside_an_entry_end_no_sentence(void)
{
    static const char *const row[][3] = {
        {"Yahoo! Tin Tức", "Đọc Yahoo! Tin Tức. Rồi ngủ.", "Đọc Yahoo!_Tin_Tức . | Rồi ngủ ."},
        {"Yahoo! Tin Tức", "Đọc Yahoo! Rồi ngủ. Tin Tức hay.", "Đọc Yahoo ! | Rồi ngủ . | Tin_Tức hay ."},
        {"Yahoo! Tin Tức\t9", "Đọc Yahoo! Tin Tức.", "Đọc Yahoo ! | Tin_Tức ."},
        {"a. B. c! D", "Đi a. B. c! D. Về.", "Đi a._B._c!_D . | Về ."},
        {"xong. Hết", "Đã xong. Hết giờ. Đã xong.\n\nHết giờ.", "Đã xong._Hết giờ . | Đã xong . | Hết giờ ."},
        {"xong. Hết", "Đã xong.", "Đã xong ."},
    };
    vn_segmenter *s = NULL;
    VN_ASSERT_OK(vn_segmenter_new(&s, model, NULL, NULL));
    for (size_t i = 0; i < VN_COUNT(row); i++) {
        vn_user_words *user = words_from(row[i][0]);
        vn_buf line = {0};
        vn_words words = {0};
        vn_segmenter_use_words(s, user);
        VN_ASSERT_OK(vn_segment(s, vn_slice_str(row[i][1]), &words, NULL));
        for (size_t k = 0; k < words.n; k++) {
            if (k > 0)
                VN_ASSERT_OK(vn_buf_append(&line, " | ", words.item[k].sentence == words.item[k - 1].sentence ? 1 : 3, NULL));
            VN_ASSERT_OK(vn_words_write(vn_slice_str(row[i][1]), &words.item[k], 1, ' ', &line, NULL));
        }
        if (strcmp(line.ptr, row[i][2]))
            printf("\n    want: %s\n    got:  %s\n", row[i][2], line.ptr);
        CU_ASSERT_STRING_EQUAL(line.ptr, row[i][2]);
        vn_buf_free(&line);
        vn_user_words_free(user);
    }
    vn_segmenter_free(s);
}

static void decomposed_letters_are_the_same_letters(void)
{
    static const char *const row[][3] = {
        {"Ho\xcc\x80""a a\xcc\x81n", "hòa án xử", "hòa_án xử"},
        {"hòa án", "Hoa\xcc\x80 a\xcc\x81n xử", "Hoa\xcc\x80_a\xcc\x81n xử"},
        {"=Hòa Án", "Ho\xcc\x80""a A\xcc\x81n xử", "Ho\xcc\x80""a_A\xcc\x81n xử"},
    };
    expect_rows(row, VN_COUNT(row));
}

static void bars_cut(void)
{
    static const char *const row[][3] = {
        {"học | sinh học", "Học sinh học giỏi", "Học sinh_học giỏi"},
        {"học|sinh_học", "Học sinh học giỏi", "Học sinh_học giỏi"},
        {"học | sinh", "học sinh đi", "học sinh đi"},
        {"Hà | Nội | mới", "báo Hà Nội mới ra", "báo Hà Nội mới ra"},
        {"học sinh\nhọc sinh | học", "học sinh học", "học_sinh học"},
        {"học | sinh học", "học - sinh học", "học - sinh_học"},
    };
    expect_rows(row, VN_COUNT(row));
}

static void the_longest_from_the_left_binds(void)
{
    static const char *const row[][3] = {
        {"bánh mì Huỳnh Hoa\nmì Huỳnh Hoa pate\npate gan", "bánh mì huỳnh hoa pate gan", "bánh_mì_huỳnh_hoa pate_gan"},
        {"a b\na b c d", "a b c e", "a_b c e"},
        {"a b\nb c\nc d", "a b c d", "a_b c_d"},
        {"a b c\nc d e f", "a b c d e f", "a_b_c d e f"},
    };
    expect_rows(row, VN_COUNT(row));
}

static void the_last_of_equal_entries_counts(void)
{
    static const char *const row[][3] = {
        {"học sinh\nHỌC | SINH", "học sinh", "học sinh"},
        {"học | sinh\nhọc sinh", "học sinh", "học_sinh"},
        {"học | sinh\nhọc sinh\t20", "học sinh", "học_sinh"},
        {"học sinh\t-50\nhọc sinh\t50\nhọc sinh\t-50", "học sinh", "học sinh"},
    };
    expect_rows(row, VN_COUNT(row));
}

static void exact_entries_mean_their_letters(void)
{
    static const char *const row[][3] = {
        {"=Hoa Mai ơi", "Hoa Mai ơi hoa mai ơi", "Hoa_Mai_ơi hoa mai ơi"},
        {"=a b\n=A B\na | b", "a b A B A b", "a_b A_B A b"},
        {"a b\n=A | B", "A B a b", "A B a_b"},
        {"=toà x", "tòa x toà x", "tòa x toà_x"},
    };
    expect_rows(row, VN_COUNT(row));
}

static void weights_lean(void)
{
    static const char *const row[][3] = {
        {"học sinh\t-100", "Các học sinh đi", "Các học sinh đi"},
        {"con mèo\t100", "Nuôi con mèo trong nhà", "Nuôi con_mèo trong nhà"},
        {"học sinh\t0", "Các học sinh đi", "Các học_sinh đi"},
        {"học sinh\t-0.001", "Các học sinh đi", "Các học_sinh đi"},
        {"học sinh \t -100,0 \r", "Các học sinh đi", "Các học sinh đi"},
        {"học | sinh\t100", "Các học sinh đi", "Các học sinh đi"},
        {"học sinh\t-100\nhọc sinh giỏi\t100", "học sinh giỏi", "học_sinh_giỏi"}, /* the longer entry's weight */
        {"học sinh giỏi\t100\nhọc sinh\t-100", "học sinh giỏi", "học_sinh_giỏi"},
        {"học sinh\t-100\nhọc sinh", "Các học sinh đi", "Các học_sinh đi"},
        {"sinh học\t100\nhọc sinh giỏi", "học sinh giỏi", "học_sinh_giỏi"}, /* what binds comes before what leans */
        {"mũi 3\t1", "Tiêm mũi 3 rồi", "Tiêm mũi_3 rồi"}, /* numbers: no score but the weight */
        {"mũi 3\t-1", "Tiêm mũi 3 rồi", "Tiêm mũi 3 rồi"},
        {"mũi\t5", "Tiêm mũi 3 rồi", "Tiêm mũi 3 rồi"},
    };
    expect_rows(row, VN_COUNT(row));
}

static void what_is_no_entry_is_refused_with_its_line(void)
{
    static const struct {
        const char *lines;
        vn_status code;
        size_t line;
        const char *msg;
    } row[] = {
        {"một\na b c d e f g h i k l m n o p q r", VN_ELIMIT, 2, "a user word has more than 16 parts"},
        {"một\n\n# x\na | | b", VN_EDATA, 4, "there is no word beside '|'"},
        {"| b", VN_EDATA, 1, "there is no word here"},
        {"a |", VN_EDATA, 1, "there is no word beside '|'"},
        {"\t3", VN_EDATA, 1, "there is no word here"},
        {"=", VN_EDATA, 1, "there is no word here"},
        {"_", VN_EDATA, 1, "there is no word here"},
        {"a b\tnhiều", VN_EDATA, 1, "'nhiều' is no weight: a number from -100 to 100, in nats"},
        {"a b\t100.001", VN_EDATA, 1, "'100.001' is no weight: a number from -100 to 100, in nats"},
        {"a b\t1\tn", VN_EDATA, 1, "'1\tn' is no weight: a number from -100 to 100, in nats"},
        {"a b\t1e3", VN_EDATA, 1, "'1e3' is no weight: a number from -100 to 100, in nats"},
        {"a b\t99999999999999999999", VN_EDATA, 1, "'99999999999999999999' is no weight: a number from -100 to 100, in nats"},
        {"a b\t-", VN_EDATA, 1, "'-' is no weight: a number from -100 to 100, in nats"},
        {"a b\t.5", VN_EDATA, 1, "'.5' is no weight: a number from -100 to 100, in nats"},
    };
    for (size_t i = 0; i < VN_COUNT(row); i++) {
        vn_user_words *user = NULL;
        vn_error err = {0};
        VN_ASSERT_OK(vn_user_words_new(&user, NULL));
        CU_ASSERT_EQUAL(vn_user_words_add(user, vn_slice_str(row[i].lines), &err), row[i].code);
        CU_ASSERT_EQUAL(err.line, row[i].line);
        CU_ASSERT_STRING_EQUAL(err.msg, row[i].msg);
        vn_user_words_free(user);
    }
}

static void sets_may_change_with_every_call(void)
{
    vn_segmenter *s = NULL;
    vn_user_words *join = words_from("Các học sinh");
    vn_user_words *cut = words_from("học | sinh");
    VN_ASSERT_OK(vn_segmenter_new(&s, model, join, NULL));
    for (int round = 0; round < 3; round++) {
        expect_with(s, join, "Các học sinh đi", "Các_học_sinh đi");
        expect_with(s, NULL, "Các học sinh đi", "Các học_sinh đi");
        expect_with(s, cut, "Các học sinh đi", "Các học sinh đi");
    }
    vn_segmenter_free(s);
    vn_user_words_free(cut);
    vn_user_words_free(join);
}

static void an_empty_set_changes_nothing(void)
{
    static const char *const row[][3] = {{"# nothing\n\n \t\n", "Các học sinh đi", "Các học_sinh đi"}};
    expect_rows(row, VN_COUNT(row));
}

static void fingerprints_are_those_of_the_entries(void)
{
    static const struct {
        const char *a, *b;
        bool same;
    } pairs[] = {
        {"học sinh\ncon mèo\n", "# tên\nCon_Mèo\nHỌC SINH\n", true},
        {"học | sinh học\n", "học sinh | học\n", false},
        {"học sinh\n", "=học sinh\n", false},
        {"=Hòa Bình\n", "=hòa bình\n", false},
        {"học sinh\t2\nhọc sinh\t3\n", "học sinh\t3\n", true},
        {"học sinh\t2\n", "học sinh\t2.001\n", false},
        {"học sinh\n", "học sinh\t2\n", false},
    };
    for (size_t i = 0; i < VN_COUNT(pairs); i++) {
        vn_user_words *a = words_from(pairs[i].a);
        vn_user_words *b = words_from(pairs[i].b);
        CU_ASSERT_EQUAL(vn_user_words_fingerprint(a) == vn_user_words_fingerprint(b), pairs[i].same);
        CU_ASSERT_EQUAL(vn_segmentation_fingerprint(model, a) == vn_segmentation_fingerprint(model, b), pairs[i].same);
        CU_ASSERT_NOT_EQUAL(vn_segmentation_fingerprint(model, a), vn_model_fingerprint(model));
        vn_user_words_free(a);
        vn_user_words_free(b);
    }
    vn_user_words *none = words_from("# none\n");
    CU_ASSERT_EQUAL(vn_segmentation_fingerprint(model, none), vn_model_fingerprint(model));
    CU_ASSERT_EQUAL(vn_segmentation_fingerprint(model, NULL), vn_model_fingerprint(model));
    vn_user_words_free(none);
}

int main(void)
{
    if (vn_model_open(&model, NULL, NULL))
        return 1;
    CU_TestInfo tests[] = {
        {"entries join, whatever they are made of", entries_join_whatever_they_are_made_of},
        {"marks inside an entry end no sentence", marks_inside_an_entry_end_no_sentence},
        {"decomposed letters are the same letters", decomposed_letters_are_the_same_letters},
        {"bars cut", bars_cut},
        {"the longest from the left binds", the_longest_from_the_left_binds},
        {"the last of equal entries counts", the_last_of_equal_entries_counts},
        {"exact entries mean their letters", exact_entries_mean_their_letters},
        {"weights lean", weights_lean},
        {"what is no entry is refused with its line", what_is_no_entry_is_refused_with_its_line},
        {"sets may change with every call", sets_may_change_with_every_call},
        {"an empty set changes nothing", an_empty_set_changes_nothing},
        {"fingerprints are those of the entries", fingerprints_are_those_of_the_entries},
        CU_TEST_INFO_NULL,
    };
    const int code = vn_test_main("userwords", tests);
    vn_model_free(model);
    return code;
}
