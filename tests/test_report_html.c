#include "harness.h"

#include "cli.h"
#include "html.h"
#include "report_sample.h"
#include "sha256.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What a writer makes ----------------------------------------------------------------------------------------------- */

/* Phrases and numbers of both languages, as text. */
typedef struct number_case {
    double number;
    unsigned decimals;
    const char *vietnamese;
    const char *english;
} number_case;

static const number_case NUMBERS[] = {
    {0.35, 2, "0,35", "0.35"},
    {0.005, 2, "0,01", "0.01"},
    {1, 2, "1,00", "1.00"},
    {-0.001, 2, "0,00", "0.00"},
    {-1234.5, 1, "-1.234,5", "-1,234.5"},
    {999999.96, 1, "1.000.000,0", "1,000,000.0"},
    {12, 0, "12", "12"},
    {0.1234567, 9, "0,123457", "0.123457"},
    {1e12, 2, "–", "–"},
    {NAN, 2, "–", "–"},
};

static void expect(vn_buf *made, const char *text)
{
    CU_ASSERT_PTR_NOT_NULL_FATAL(made->ptr);
    CU_ASSERT_STRING_EQUAL(made->ptr, text);
    if (strcmp(made->ptr, text) != 0)
        printf("\n  made: %s\n  not:  %s\n", made->ptr, text);
    vn_buf_free(made);
}

static void numbers_are_written_as_readers_of_the_language_do(void)
{
    for (size_t i = 0; i < VN_COUNT(NUMBERS); i++)
        for (int english = 0; english < 2; english++) {
            const report r = {.english = english};
            vn_buf out = {0};
            VN_ASSERT_OK(report_decimal(&r, NUMBERS[i].number, NUMBERS[i].decimals, &out, NULL));
            expect(&out, english ? NUMBERS[i].english : NUMBERS[i].vietnamese);
        }
    const report r = {.english = false};
    vn_buf out = {0};
    VN_ASSERT_OK(report_whole(&r, 1234567, &out, NULL));
    VN_ASSERT_OK(cli_append(&out, " ", NULL));
    VN_ASSERT_OK(report_whole(&r, 999, &out, NULL));
    VN_ASSERT_OK(cli_append(&out, " ", NULL));
    VN_ASSERT_OK(report_percent(&r, 0.125, 1, &out, NULL));
    expect(&out, "1.234.567 999 12,5%");
}

static const char *const DATES[][3] = {
    {"2026-11-02", "02/11/2026", "2 Nov 2026"}, {"2026-11", "11/2026", "Nov 2026"},
    {"2026-W07", "tuần 07/2026", "week 07, 2026"}, {"2026-13-01", "2026-13-01", "2026-13-01"},
    {"hôm qua", "hôm qua", "hôm qua"},           {"2026-00", "2026-00", "2026-00"},
};

static void dates_are_written_as_readers_of_the_language_do(void)
{
    for (size_t i = 0; i < VN_COUNT(DATES); i++)
        for (int english = 0; english < 2; english++) {
            const report r = {.english = english};
            vn_buf out = {0};
            VN_ASSERT_OK(report_date(&r, vn_slice_str(DATES[i][0]), &out, NULL));
            expect(&out, DATES[i][1 + english]);
        }
}

/* The values that a phrase takes, a bit each. */
static unsigned values_of(const char *text)
{
    unsigned values = 0;
    for (const char *at = text; (at = strchr(at, '{')) != NULL; at++)
        if (at[1] >= '0' && at[1] <= '9' && at[2] == '}')
            values |= 1u << (at[1] - '0');
    return values;
}

static void every_phrase_has_both_languages_with_the_same_values(void)
{
    const report vi = {.english = false};
    const report en = {.english = true};
    for (report_phrase i = 0; i < TEXT_END; i++) {
        const char *text[] = {report_text(&vi, i), report_text(&en, i)};
        CU_ASSERT(*text[0] && *text[1]);
        CU_ASSERT_EQUAL(values_of(text[0]), values_of(text[1]));
        CU_ASSERT_PTR_NULL(strchr(text[0], '|')); /* Vietnamese words have one form */
        if (!*text[0] || !*text[1] || values_of(text[0]) != values_of(text[1]))
            printf("\n  phrase %s\n", report_phrase_name(i));
    }
    CU_ASSERT_STRING_EQUAL(report_phrase_name(TEXT_LANG), "LANG");
}

static void phrases_take_values_and_the_form_of_a_number(void)
{
    const report vi = {.english = false};
    const report en = {.english = true};
    vn_buf out = {0};
    const vn_slice arg[] = {{"{1}", 3}, {"2026", 4}};
    VN_ASSERT_OK(report_count(&en, TEXT_N_ARTICLES, 1, &out, NULL));
    expect(&out, "1 article");
    VN_ASSERT_OK(report_count(&en, TEXT_N_ARTICLES, 1200, &out, NULL));
    expect(&out, "1,200 articles");
    VN_ASSERT_OK(report_count(&vi, TEXT_N_ARTICLES, 1200, &out, NULL));
    expect(&out, "1.200 bài");
    VN_ASSERT_OK(report_say(&vi, TEXT_WEEK_OF_YEAR, arg, 2, &out, NULL));
    expect(&out, "tuần {1}/2026"); /* values are not looked into */
}

/* Markup ------------------------------------------------------------------------------------------------------------ */

static void values_in_markup_are_escaped_and_do_not_obey_a_locale(void)
{
    const report r = {.english = false};
    page p = {.r = &r};
    const vn_slice title = vn_slice_str("</a>\"'&\x01");
    html_put(&p, "<a b=\"%.*s\">%s|%d|%zu|%u|%.2f|%.2f|%.0f|%%</a>", HTML_SLICE(title), "<", -3, (size_t)12345, 7u, 0.5, -0.001,
             1234567.0);
    VN_ASSERT_OK(p.status);
    expect(&p.text, "<a b=\"&lt;/a&gt;&quot;'&amp;\xef\xbf\xbd\">&lt;|-3|12345|7|0.5|0|1234567|%</a>");
}

static void json_in_a_script_cannot_end_it(void)
{
    const report r = {.english = false};
    page p = {.r = &r};
    html_json_string(&p, vn_slice_str("</script><!-- & \xe2\x80\xa8\xe2\x80\xa9 \" \\ \n\x01 hòa ]]> \xef\xbf\xbf"));
    html_json_number(&p, 0.25);
    VN_ASSERT_OK(p.status);
    expect(&p.text, "\"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028\\u2029 \\\" \\\\ \\n\\u0001 hòa ]]\\u003e \\ufffd\"0.25");
}

static void the_first_failure_stays(void)
{
    const report r = {.english = false};
    page p = {.r = &r, .text = {.max = 4}};
    html_put(&p, "12");
    VN_ASSERT_OK(p.status);
    html_put(&p, "345");
    CU_ASSERT_EQUAL(p.status, VN_ELIMIT);
    html_put(&p, "6");
    html_whole(&p, 7);
    html_count(&p, TEXT_N_ARTICLES, 7);
    expect(&p.text, "12");
}

static void hashes_are_those_of_the_standard(void)
{
    static const char *const KNOWN[][2] = {
        {"", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
        {"abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE="},
    };
    for (size_t i = 0; i < VN_COUNT(KNOWN); i++) {
        char text[SHA256_BASE64];
        sha256_base64(vn_slice_str(KNOWN[i][0]), text);
        CU_ASSERT_STRING_EQUAL(text, KNOWN[i][1]);
    }
}

/* The page ---------------------------------------------------------------------------------------------------------- */

/* The page of the sample, which the caller frees. */
static char *whole_page(bool english)
{
    static const char name[] = "report_sample.html";
    output *out = NULL;
    const report *r = report_sample(english);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    CU_ASSERT_EQUAL_FATAL(output_open(&out, name, NULL), VN_OK);
    VN_ASSERT_OK(report_html(r, out, NULL));
    VN_ASSERT_OK(output_close(out, NULL));
    report_sample_free();
    FILE *file = fopen(name, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    char *text = calloc(1, 1 << 20);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT(fread(text, 1, (1 << 20) - 1, file) > 1000);
    fclose(file);
    unlink(name);
    return text;
}

static size_t count_of(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at++)
        n++;
    return n;
}

static void titles_stay_text(void)
{
    char *text = whole_page(false);
    CU_ASSERT_EQUAL(count_of(text, "<script"), 8); /* two of ours, the phrases, data of figures */
    CU_ASSERT_EQUAL(count_of(text, "</script"), 8);
    CU_ASSERT_EQUAL(count_of(text, "<img"), 0);
    CU_ASSERT_EQUAL(count_of(text, "<i>"), 0);
    CU_ASSERT_EQUAL(count_of(text, "\" onmouseover"), 0);
    CU_ASSERT_EQUAL(count_of(text, "href=\"javascript"), 0);
    CU_ASSERT_EQUAL(count_of(text, " style="), 0); /* which the policy would not let through */
    CU_ASSERT(count_of(text, "&lt;/script&gt;&lt;script&gt;alert('bài')") > 0);
    CU_ASSERT(count_of(text, "href=\"https://example.org/1?a=1&amp;b=&quot;2&quot;\"") > 0);
    free(text);
}

static void the_page_speaks_the_language_of_the_report(void)
{
    char *vi = whole_page(false);
    char *en = whole_page(true);
    CU_ASSERT_EQUAL(count_of(vi, "<html lang=\"vi\">"), 1);
    CU_ASSERT_EQUAL(count_of(en, "<html lang=\"en\">"), 1);
    CU_ASSERT(count_of(vi, "05/09/2026") > 0 && count_of(vi, "0,60") > 0 && count_of(vi, "7 bài") > 0);
    CU_ASSERT(count_of(en, "5 Sep 2026") > 0 && count_of(en, "0.60") > 0 && count_of(en, "7 articles") > 0);
    CU_ASSERT_EQUAL(count_of(en, "Nhóm"), 0);
    free(vi);
    free(en);
}

static void sections_without_anything_to_tell_are_left_out(void)
{
    const report empty = {.title = {"Trống", 6}, .made_by = "vntext"};
    page p = {.r = &empty};
    CU_ASSERT_FALSE(html_has_pairs(&empty));
    CU_ASSERT_FALSE(html_has_copies(&empty));
    html_masthead(&p);
    html_summary(&p);
    VN_ASSERT_OK(p.status);
    CU_ASSERT_EQUAL(count_of(p.text.ptr, "NaN"), 0);
    vn_buf_free(&p.text);
}

static void keywords_are_shown_by_their_articles(void)
{
    static const report_term TERMS[] = {{{"a", 1}, 0.9, 1}, {{"b", 1}, 0.8, 3}, {{"c", 1}, 0.7, 1}, {{"d", 1}, 0.6, 9}};
    const report_terms terms = {TERMS, 4};
    report_term best[4];
    CU_ASSERT_EQUAL(html_by_articles(&terms, best, 3), 3); /* the best three, then by articles */
    VN_ASSERT_SLICE(best[0].term, "b");
    VN_ASSERT_SLICE(best[1].term, "a");
    VN_ASSERT_SLICE(best[2].term, "c");
    CU_ASSERT_EQUAL(html_by_articles(&terms, best, 4), 4);
    VN_ASSERT_SLICE(best[0].term, "d");
}

/* A report of n articles, each its own group. */
static void singles(page *p, report *r, report_article *article, report_group *group, size_t n)
{
    static const size_t MEMBER[] = {0, 1, 2, 3, 4};
    for (size_t i = 0; i < n; i++) {
        article[i] = (report_article){.id = {"x", 1}, .title = {"x", 1}, .group = i, .copy_of = i};
        group[i] = (report_group){.size = 1, .central = i, .member = &MEMBER[i]};
    }
    *r = (report){.n = n, .article = article, .n_groups = n, .group = group, .english = true};
    *p = (page){.r = r};
}

static void many_groups_of_one_article_are_a_list(void)
{
    report_article article[5];
    report_group group[5];
    report r;
    page p;
    singles(&p, &r, article, group, 3);
    html_groups(&p);
    CU_ASSERT_EQUAL(count_of(p.text.ptr, "<article"), 3);
    CU_ASSERT_EQUAL(count_of(p.text.ptr, "class=\"single\""), 0);
    vn_buf_free(&p.text);
    singles(&p, &r, article, group, 5);
    group[4].without_words = true;
    html_groups(&p);
    CU_ASSERT_EQUAL(count_of(p.text.ptr, "<article"), 1); /* without words is no group of one */
    CU_ASSERT_EQUAL(count_of(p.text.ptr, "class=\"single\""), 4);
    CU_ASSERT_EQUAL(count_of(p.text.ptr, "4 articles that stand alone"), 1);
    vn_buf_free(&p.text);
}

static void columns_that_no_article_fills_are_left_out(void)
{
    report_article article[5];
    report_group group[5];
    report r;
    page p;
    singles(&p, &r, article, group, 2);
    html_articles(&p);
    CU_ASSERT_EQUAL(count_of(p.text.ptr, "<th "), 2); /* title and group */
    CU_ASSERT_EQUAL(count_of(p.text.ptr, "<td "), 4);
    vn_buf_free(&p.text);
    singles(&p, &r, article, group, 2);
    article[1].date = vn_slice_str("2026-11-22");
    html_articles(&p);
    CU_ASSERT_EQUAL(count_of(p.text.ptr, "<th "), 3);
    CU_ASSERT_EQUAL(count_of(p.text.ptr, "<td "), 6);
    CU_ASSERT_EQUAL(count_of(p.text.ptr, "22 Nov 2026"), 1);
    vn_buf_free(&p.text);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"numbers are written as readers of the language do", numbers_are_written_as_readers_of_the_language_do},
        {"dates are written as readers of the language do", dates_are_written_as_readers_of_the_language_do},
        {"every phrase has both languages with the same values", every_phrase_has_both_languages_with_the_same_values},
        {"phrases take values and the form of a number", phrases_take_values_and_the_form_of_a_number},
        {"values in markup are escaped and do not obey a locale", values_in_markup_are_escaped_and_do_not_obey_a_locale},
        {"json in a script cannot end it", json_in_a_script_cannot_end_it},
        {"the first failure stays", the_first_failure_stays},
        {"hashes are those of the standard", hashes_are_those_of_the_standard},
        {"titles stay text", titles_stay_text},
        {"the page speaks the language of the report", the_page_speaks_the_language_of_the_report},
        {"sections without anything to tell are left out", sections_without_anything_to_tell_are_left_out},
        {"keywords are shown by their articles", keywords_are_shown_by_their_articles},
        {"many groups of one article are a list", many_groups_of_one_article_are_a_list},
        {"columns that no article fills are left out", columns_that_no_article_fills_are_left_out},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("report_html", tests);
}
