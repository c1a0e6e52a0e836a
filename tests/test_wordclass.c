#include "harness.h"

#include "buf.h"
#include "vn/norm.h"
#include "vn/reader.h"
#include "wordclass.h"

static vn_class class_of(const vn_word_classes *c, const char *word)
{
    vn_buf key = {0};
    CU_ASSERT_EQUAL_FATAL(vn_fold(vn_slice_str(word), &key, NULL), VN_OK);
    const vn_class class = vn_word_class(c, vn_slice_of(key.ptr, key.len));
    vn_buf_free(&key);
    return class;
}

static void the_list_knows_words_of_each_class(void)
{
    static const struct {
        const char *word;
        vn_class class;
    } rows[] = {
        {"hàng loạt", VN_CLASS_NUMERAL}, {"kg", VN_CLASS_UNIT},           {"chiếc", VN_CLASS_CLASSIFIER},
        {"chúng tôi", VN_CLASS_PRONOUN}, {"Hôm nay", VN_CLASS_TIME},      {"lần_lượt", VN_CLASS_ADVERB},
        {"QUAN TRỌNG", VN_CLASS_ADJECTIVE}, {"tiếp tục", VN_CLASS_VERB},  {"Khẳng định", VN_CLASS_REPORTING},
        {"trường hợp", VN_CLASS_GENERAL}, {"phó giám đốc", VN_CLASS_OFFICE}, {"Reuters", VN_CLASS_SOURCE},
        {"giá vàng", VN_CLASS_NONE},     {"bệnh viện", VN_CLASS_NONE},    {"Hà Nội", VN_CLASS_NONE},
        {"", VN_CLASS_NONE},             {"hài hoà", VN_CLASS_ADJECTIVE}, {"hài hòa", VN_CLASS_ADJECTIVE},
    };
    vn_word_classes *c = NULL;
    CU_ASSERT_EQUAL_FATAL(vn_word_classes_open(&c, NULL), VN_OK);
    for (size_t i = 0; i < VN_COUNT(rows); i++)
        if (class_of(c, rows[i].word) != rows[i].class) {
            printf("\n%s: class %d, not %d\n", rows[i].word, class_of(c, rows[i].word), rows[i].class);
            CU_FAIL("a word has another class");
        }
    vn_word_classes_free(c);
}

static void every_row_of_the_list_is_found_and_its_key_is_folded(void)
{
    vn_buf file = {0};
    CU_ASSERT_EQUAL_FATAL(vn_file_read(VN_SOURCE_DIR "/corpus/keywords/classes.tsv", &file, NULL), VN_OK);
    vn_word_classes *c = NULL;
    CU_ASSERT_EQUAL_FATAL(vn_word_classes_open(&c, NULL), VN_OK);
    vn_buf key = {0};
    size_t rows = 0;
    for (const char *p = file.ptr; p < file.ptr + file.len; rows++) {
        const char *end = memchr(p, '\n', (size_t)(file.ptr + file.len - p));
        CU_ASSERT_PTR_NOT_NULL_FATAL(end);
        const char *tab = memchr(p, '\t', (size_t)(end - p));
        CU_ASSERT_PTR_NOT_NULL_FATAL(tab);
        const vn_slice word = vn_slice_of(p, (size_t)(tab - p));
        key.len = 0;
        CU_ASSERT_EQUAL_FATAL(vn_fold(word, &key, NULL), VN_OK);
        if (!vn_slice_eq(word, vn_slice_of(key.ptr, key.len))) {
            printf("\nnot folded: %.*s\n", (int)word.len, word.ptr);
            CU_FAIL("a key is not folded");
        }
        const char *name = vn_class_name(vn_word_class(c, word));
        CU_ASSERT(name && vn_slice_eq(vn_slice_str(name), vn_slice_of(tab + 1, (size_t)(end - tab - 1))));
        p = end + 1;
    }
    CU_ASSERT_EQUAL(rows, vn_word_classes_count(c));
    CU_ASSERT(rows > 2000);
    vn_buf_free(&key);
    vn_buf_free(&file);
    vn_word_classes_free(c);
}

static void bad_rows_are_refused_with_their_line(void)
{
    static const struct {
        const char *rows;
        size_t line; /* 0: good */
    } cases[] = {
        {"", 0}, {"ba\tnumeral", 0}, {"ba\tnumeral\nhai\tnumeral\n", 0}, {"ba\tnumeral\n\n", 2}, {"ba numeral\n", 1},
        {"ba\tnumber\n", 1}, {"\tverb\n", 1}, {"hai\tnumeral\nba\tnumeral\n", 2}, {"ba\tnumeral\nba\tverb\n", 2}, {"ba\t\n", 1},
        {"ba\tnumeral\t\n", 1},
    };
    for (size_t i = 0; i < VN_COUNT(cases); i++) {
        vn_word_classes *c = NULL;
        vn_error err = {0};
        const vn_status st = vn_word_classes_parse(&c, vn_slice_str(cases[i].rows), &err);
        CU_ASSERT_EQUAL(st, cases[i].line ? VN_EDATA : VN_OK);
        CU_ASSERT_EQUAL(err.line, cases[i].line);
        CU_ASSERT(cases[i].line ? c == NULL && err.msg[0] : c != NULL);
        vn_word_classes_free(c);
    }
}

static void names_and_classes_go_both_ways(void)
{
    CU_ASSERT_PTR_NULL(vn_class_name(VN_CLASS_NONE));
    CU_ASSERT_STRING_EQUAL(vn_class_name(VN_CLASS_NUMERAL), "numeral");
    CU_ASSERT_STRING_EQUAL(vn_class_name(VN_CLASS_SOURCE), "source");
    for (int i = VN_CLASS_NONE + 1; i < VN_CLASSES; i++)
        CU_ASSERT_PTR_NOT_NULL(vn_class_name((vn_class)i));
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"the list knows words of each class", the_list_knows_words_of_each_class},
        {"every row of the list is found and its key is folded", every_row_of_the_list_is_found_and_its_key_is_folded},
        {"bad rows are refused with their line", bad_rows_are_refused_with_their_line},
        {"names and classes go both ways", names_and_classes_go_both_ways},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("wordclass", tests);
}
