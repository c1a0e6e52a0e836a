#include "harness.h"

#include "buf.h"
#include "vn/conllu.h"

#define REST "\t_\t_\t_\t_\t_\t_\t_\t_"

/* All sentences of a file, a line each; *failed is the line that was refused, 0: none. */
static vn_buf convert(const char *file, size_t *failed, vn_error *err)
{
    vn_conllu *conllu = NULL;
    vn_buf out = {0};
    size_t number = 0;
    *failed = 0;
    VN_ASSERT_OK(vn_conllu_new(&conllu, NULL));
    for (const char *at = file;; at += strcspn(at, "\n") + 1) {
        vn_slice sentence = {0};
        number++;
        if (vn_conllu_line(conllu, vn_slice_of(at, strcspn(at, "\n")), &sentence, err))
            *failed = number;
        else if (sentence.ptr) {
            VN_ASSERT_OK(vn_buf_slice(&out, sentence, NULL));
            VN_ASSERT_OK(vn_buf_char(&out, '\n', NULL));
        }
        if (!at[strcspn(at, "\n")])
            break;
    }
    vn_conllu_free(conllu);
    return out;
}

static void check(const char *file, const char *wanted)
{
    size_t failed;
    vn_error err = {0};
    vn_buf got = convert(file, &failed, &err);
    CU_ASSERT_EQUAL(failed, 0);
    CU_ASSERT_STRING_EQUAL(got.ptr ? got.ptr : "", wanted);
    vn_buf_free(&got);
}

static void forms_become_words_with_their_syllables_joined(void)
{
    check("# sent_id = 1\n# text = Học sinh nghỉ.\n1\tHọc sinh" REST "\n2\tnghỉ" REST "\n3\t." REST "\n\n",
          "Học_sinh nghỉ .\n");
    check("1\tHọc_sinh" REST "\n\n\n1\tchủ nghĩa xã hội" REST "\n\n", "Học_sinh\nchủ_nghĩa_xã_hội\n");
    check("1\thọc\xc2\xa0sinh" REST "\n2\t học  sinh " REST "\n\n", "học_sinh học_sinh\n");
}

static void underscores_that_part_nothing_are_literal(void)
{
    check("1\t_" REST "\n2\t__" REST "\n3\t_x" REST "\n4\tx_" REST "\n5\ta__b" REST "\n\n", "__ ____ __x x__ a_b\n");
}

static void ranges_and_empty_nodes_are_passed_over(void)
{
    check("0.1\tx" REST "\n1-2\tkhông" REST "\n1\tkhó" REST "\n2\tng" REST "\n2.1\ty" REST "\n3\t." REST "\n\n", "khó ng .\n");
}

static void nothing_but_comments_is_no_sentence(void)
{
    check("# newdoc\n\n\n# text\n\n", "");
    check("", "");
}

static void what_is_malformed_is_told(void)
{
    static const struct {
        const char *file;
        size_t line, column;
        const char *what;
    } bad[] = {
        {"1\tx" REST "\n2\ty\n", 2, 1, "2 columns between tabs, CoNLL-U has 10"},
        {"Học sinh nghỉ\n", 1, 1, "1 column between tabs, CoNLL-U has 10"},
        {"1\tx" REST "\t_\n", 1, 1, "11 columns between tabs, CoNLL-U has 10"},
        {"2\tx" REST "\n", 1, 1, "the ID '2' does not follow that of word 0"},
        {"1\tx" REST "\n3\ty" REST "\n", 2, 1, "the ID '3' does not follow that of word 1"},
        {"1\tx" REST "\n1\ty" REST "\n", 2, 1, "the ID '1' does not follow that of word 1"},
        {"x\tx" REST "\n", 1, 1, "the ID 'x' does not follow that of word 0"},
        {"1x\tx" REST "\n", 1, 1, "the ID '1x' does not follow that of word 0"},
        {"-1\tx" REST "\n", 1, 1, "the ID '-1' does not follow that of word 0"},
        {"\tx" REST "\n", 1, 1, "the ID '' does not follow that of word 0"},
        {"2-3\tx" REST "\n", 1, 1, "the ID '2-3' does not follow that of word 0"},
        {"1-1\tx" REST "\n", 1, 1, "the ID '1-1' does not follow that of word 0"},
        {"1.1\tx" REST "\n", 1, 1, "the ID '1.1' does not follow that of word 0"},
        {"1-\tx" REST "\n", 1, 1, "the ID '1-' does not follow that of word 0"},
        {"18446744073709551617\tx" REST "\n", 1, 1, "the ID '18446744073709551617' does not follow that of word 0"},
        {"1\t" REST "\n", 1, 3, "a word without a form"},
        {"1\t  " REST "\n", 1, 3, "a word without a form"},
        {" \n", 1, 1, "1 column between tabs, CoNLL-U has 10"},
    };
    for (size_t i = 0; i < VN_COUNT(bad); i++) {
        size_t failed;
        vn_error err = {0};
        vn_buf got = convert(bad[i].file, &failed, &err);
        CU_ASSERT_EQUAL(failed, bad[i].line);
        CU_ASSERT_EQUAL(err.code, VN_EDATA);
        CU_ASSERT_EQUAL(err.column, bad[i].column);
        CU_ASSERT_STRING_EQUAL(err.msg, bad[i].what);
        CU_ASSERT_EQUAL(got.len, 0);
        vn_buf_free(&got);
    }
}

static void a_refused_sentence_is_forgotten(void)
{
    size_t failed;
    vn_error err = {0};
    vn_buf got = convert("1\tx" REST "\nbad\n\n1\ty" REST "\n\n", &failed, &err);
    CU_ASSERT_EQUAL(failed, 2);
    CU_ASSERT_STRING_EQUAL(got.ptr ? got.ptr : "", "y\n");
    vn_buf_free(&got);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"forms become words with their syllables joined", forms_become_words_with_their_syllables_joined},
        {"underscores that part nothing are literal", underscores_that_part_nothing_are_literal},
        {"ranges and empty nodes are passed over", ranges_and_empty_nodes_are_passed_over},
        {"nothing but comments is no sentence", nothing_but_comments_is_no_sentence},
        {"what is malformed is told", what_is_malformed_is_told},
        {"a refused sentence is forgotten", a_refused_sentence_is_forgotten},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("conllu", tests);
}
