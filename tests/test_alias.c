#include "harness.h"

#include "alias.h"
#include "buf.h"
#include "rng.h"
#include "vn/norm.h"
#include "vn/terms.h"

#include <stdio.h>

enum { WORDS_MAX = 64 };

static vn_aliases *parse(const char *lines)
{
    vn_aliases *aliases = NULL;
    vn_error err = {0};
    VN_ASSERT_OK(vn_aliases_parse(&aliases, vn_slice_str(lines), &err));
    return aliases;
}

static const char lines[] = "# nước\n"
                            "Mỹ = Hoa_Kỳ = Hoa Kỳ\n"
                            "\n"
                            "  Trung Quốc = TQ \r\n"
                            "UBND = ủy ban nhân dân\n"
                            "GD-ĐT = Giáo dục và Đào tạo = GD&ĐT\n"
                            "TP.HCM = TP Hồ Chí Minh\n"
                            "Đại học Quốc gia = ĐHQG\n"
                            "Đại học Quốc gia Hà Nội = ĐHQGHN = ĐHQG Hà Nội\n"
                            "Nhà nước Hồi giáo = IS\n"
                            "is = thì\n"
                            "COVID-19 = Covid = covid 19\n"
                            "phòng chống = phòng, chống\n"
                            "hòa giải = giảng hòa";

typedef struct example {
    const char *words;
    const char *terms; /* "key:count:first" parted by `;` */
} example;

static const example examples[] = {
    {"Mỹ và Hoa_Kỳ và Hoa Kỳ", "mỹ:3:0;và:2:1"},
    {"mỹ MỸ hoa_kỳ HOA_KỲ hoa kỳ", "mỹ:3:0;hoa_kỳ:1:2;hoa:1:4;kỳ:1:5"}, /* capitals are capitals; the key of mỹ is that of Mỹ */
    {"TQ tq Tq", "trung_quốc:1:0;tq:2:1"},
    {"Ủy_ban nhân_dân ỦY_BAN_NHÂN_DÂN uỷ_ban Nhân dân", "ubnd:3:0"},
    {"U\xcc\x89y_ban nha\xcc\x82n_da\xcc\x82n", "ubnd:1:0"}, /* decomposed */
    {"Ủy_ban nhân_dân_tỉnh", "ủy_ban:1:0;nhân_dân_tỉnh:1:1"}, /* a form ends where a word does */
    {"Ủy_ban\nnhân_dân", "ủy_ban:1:0;nhân_dân:1:1"}, /* in one sentence */
    {"Sở GD&ĐT Sở GD - ĐT Sở Giáo_dục và Đào_tạo Sở GD & ĐT", "sở:4:0;gd-đt:4:1"},
    {"TP. HCM TP.HCM TP_HCM TP.Hồ_Chí_Minh TP Hồ Chí_Minh", "tp.hcm:3:0;tp_hcm:1:3;tp.hồ_chí_minh:1:4"},
    {"Đại_học Quốc_gia Hà_Nội", "đại_học_quốc_gia_hà_nội:1:0"}, /* the longest */
    {"ĐHQG Hà_Nội ĐHQG Huế", "đại_học_quốc_gia_hà_nội:1:0;đại_học_quốc_gia:1:2;huế:1:3"},
    {"Đại_học Quốc_gia Hà", "đại_học_quốc_gia:1:0;hà:1:2"},
    {"IS is Thì", "nhà_nước_hồi_giáo:1:0;is:2:1"}, /* of the same letters the one with the capitals */
    {"COVID-19 Covid 19 covid covid 19", "covid-19:3:0;covid:1:3"},
    {"phòng , chống phòng_chống phòng chống", "phòng_chống:3:0"},
    {"giảng_hoà hoà_giải", "hòa_giải:2:0"},
    {"Hoa Hoa_Kỳ Hoa", "hoa:2:0;mỹ:1:1"},
    {"", ""},
};

static void add_field(vn_terms *terms, const char *field)
{
    VN_ASSERT_OK(vn_terms_add_field(terms, vn_slice_str(field), NULL));
}

static void terms_are(vn_terms *terms, const char *expected)
{
    vn_buf text = {0};
    vn_term *list = NULL;
    size_t n = 0;
    VN_ASSERT_OK(vn_terms_list(terms, &list, &n, NULL));
    VN_ASSERT_OK(vn_buf_str(&text, "", NULL));
    for (size_t i = 0; i < n; i++)
        VN_ASSERT_OK(vn_buf_printf(&text, NULL, "%s%.*s:%u:%u", i ? ";" : "", (int)list[i].key.len, list[i].key.ptr,
                                   list[i].count, list[i].first));
    CU_ASSERT_STRING_EQUAL(text.ptr, expected);
    if (strcmp(text.ptr, expected) != 0)
        printf("\n got %s\nwant %s\n", text.ptr, expected);
    vn_buf_free(&text);
}

static void names_count_as_one_term(void)
{
    vn_aliases *aliases = parse(lines);
    CU_ASSERT_EQUAL(vn_aliases_count(aliases), 12);
    for (size_t i = 0; i < VN_COUNT(examples); i++) {
        vn_terms *terms = NULL;
        VN_ASSERT_OK(vn_terms_new(&terms, &(vn_terms_options){.aliases = aliases}, NULL));
        for (int again = 0; again < 2; again++) { /* the second time the words are known */
            vn_terms_begin(terms);
            add_field(terms, examples[i].words);
            terms_are(terms, examples[i].terms);
        }
        vn_terms_free(terms);
    }
    vn_aliases_free(aliases);
}

static void a_name_is_one_word_of_a_phrase(void)
{
    vn_aliases *aliases = parse(lines);
    vn_terms *terms = NULL;
    VN_ASSERT_OK(vn_terms_new(&terms, &(vn_terms_options){.aliases = aliases, .ngram_max = 2}, NULL));
    add_field(terms, "chủ_tịch Ủy_ban nhân_dân TQ phòng , chống");
    terms_are(terms, "chủ_tịch:1:0;chủ_tịch ubnd:1:0;ubnd:1:1;ubnd trung_quốc:1:1;trung_quốc:1:3;"
                     "trung_quốc phòng_chống:1:3;phòng_chống:1:4");
    vn_terms_free(terms);
    vn_aliases_free(aliases);
}

static const struct {
    const char *lines;
    size_t line;
    const char *says;
} bad[] = {
    {"# a\nMỹ\n", 2, "two forms"},
    {"Mỹ =\n", 1, "empty"},
    {"= Mỹ\n", 1, "empty"},
    {"Mỹ = Hoa Kỳ\nHoa_Kỳ = USA\n", 2, "the group of 'Mỹ'"},
    {"Mỹ = (Hoa Kỳ)\n", 1, "begins with a sign"},
    {"Mỹ = Hoa\xff\n", 1, ""},
};

static void a_malformed_list_is_refused_with_its_line(void)
{
    for (size_t i = 0; i < VN_COUNT(bad); i++) {
        vn_aliases *aliases = NULL;
        vn_error err = {0};
        CU_ASSERT_EQUAL(vn_aliases_parse(&aliases, vn_slice_str(bad[i].lines), &err), VN_EDATA);
        CU_ASSERT_EQUAL(err.line, bad[i].line);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, bad[i].says));
        CU_ASSERT_PTR_NULL(aliases);
    }
    char line[VN_ALIAS_MAX + 20] = "a = ";
    memset(line + 4, 'x', VN_ALIAS_MAX + 1);
    vn_aliases *aliases = NULL;
    CU_ASSERT_EQUAL(vn_aliases_parse(&aliases, vn_slice_str(line), NULL), VN_ELIMIT);
    CU_ASSERT_EQUAL(vn_aliases_open(&aliases, "/nonexistent/list", NULL), VN_EIO);
}

static void fingerprints_are_those_of_the_groups(void)
{
    static const struct {
        const char *a, *b;
        bool same;
    } pairs[] = {
        {"Mỹ = Hoa Kỳ\nTQ = Trung Quốc\n", "# x\nTQ = Trung_Quốc\nMỹ = Hoa_Kỳ = Hoa Kỳ\n", true},
        {"Mỹ = Hoa Kỳ\n", "Hoa Kỳ = Mỹ\n", false},
        {"Mỹ = Hoa Kỳ\n", "Mỹ = hoa kỳ\n", false},
        {"Mỹ = Hoa Kỳ\n", "Mỹ = Hoa Kỳ = USA\n", false},
    };
    for (size_t i = 0; i < VN_COUNT(pairs); i++) {
        vn_aliases *a = parse(pairs[i].a);
        vn_aliases *b = parse(pairs[i].b);
        const uint64_t x = vn_terms_fingerprint(&(vn_terms_options){.aliases = a}, 5);
        CU_ASSERT_EQUAL(x == vn_terms_fingerprint(&(vn_terms_options){.aliases = b}, 5), pairs[i].same);
        CU_ASSERT_NOT_EQUAL(x, vn_terms_fingerprint(NULL, 5));
        CU_ASSERT_PTR_NOT_NULL(strstr(vn_terms_kind(&(vn_terms_options){.aliases = a}, 5).about, " alias:"));
        vn_aliases_free(a);
        vn_aliases_free(b);
    }
}

/* ---- against a search of every form at every word ---- */

enum { SYLLABLES = 4, FORMS = 12, FORM = 16 };

/* A form of 1 .. 3 of the syllables Sa, sb, Sc, sd. */
static void random_form(vn_rng *rng, char *form)
{
    static const char *const syllable[SYLLABLES] = {"Sa", "sb", "Sc", "sd"};
    size_t len = 0;
    for (size_t n = 1 + vn_rng_below(rng, 3); n > 0; n--)
        len += (size_t)snprintf(form + len, FORM - len, "%s%s", syllable[vn_rng_below(rng, SYLLABLES)], n > 1 ? " " : "");
}

/* Whether the syllables from `at` on, of a text without signs, are the form. */
static bool is_form(const char *text, const char *form)
{
    for (; *form; form++, text++) {
        const bool gap = *form == ' ';
        if (gap ? !strchr(" _", *text) || !*text : *form != *text && *form != *text + ('a' - 'A'))
            return false;
    }
    return *text == ' ' || *text == '\0';
}

typedef struct trial {
    char form[FORMS][FORM];
    size_t forms;
    vn_buf list;
    vn_buf field;
    vn_buf want; /* terms, a space behind each */
} trial;

/* Form i is of group n<i>. */
static void make_list(trial *t, vn_rng *rng)
{
    t->forms = 0;
    for (size_t i = 0; i < FORMS; i++) {
        bool new = true;
        random_form(rng, t->form[t->forms]);
        for (size_t k = 0; k < t->forms; k++)
            new = new && strcmp(t->form[k], t->form[t->forms]) != 0;
        if (new)
            VN_ASSERT_OK(vn_buf_printf(&t->list, NULL, "n%zu = %s\n", t->forms, t->form[t->forms]));
        t->forms += new;
    }
}

/* Words of 1 .. 3 syllables, some with more capitals than forms have. */
static void make_field(trial *t, vn_rng *rng)
{
    for (size_t i = 0; i < 20; i++) {
        char word[FORM];
        random_form(rng, word);
        for (char *p = word; *p; p++)
            *p = *p == ' ' ? '_' : *p == 's' && !vn_rng_below(rng, 9) ? 'S' : *p;
        VN_ASSERT_OK(vn_buf_printf(&t->field, NULL, "%s%s", i ? " " : "", word));
    }
}

static void search_everywhere(trial *t)
{
    for (const char *at = t->field.ptr; *at; at += *at == ' ') {
        size_t best = t->forms;
        vn_buf key = {0};
        for (size_t k = 0; k < t->forms; k++)
            if (is_form(at, t->form[k]) && (best == t->forms || strlen(t->form[k]) > strlen(t->form[best])))
                best = k;
        const size_t len = best < t->forms ? strlen(t->form[best]) : strcspn(at, " ");
        const vn_status st = best < t->forms ? vn_buf_printf(&key, NULL, "n%zu", best)
                                             : vn_fold(vn_slice_of(at, len), &key, NULL);
        VN_ASSERT_OK(st);
        VN_ASSERT_OK(vn_buf_printf(&t->want, NULL, "%s ", key.ptr));
        vn_buf_free(&key);
        at += len;
    }
}

static void compare(const trial *t)
{
    vn_aliases *aliases = parse(t->list.ptr);
    vn_terms *terms = NULL;
    vn_term *term = NULL;
    size_t n = 0;
    size_t sum = 0;
    VN_ASSERT_OK(vn_terms_new(&terms, &(vn_terms_options){.aliases = aliases}, NULL));
    add_field(terms, t->field.ptr);
    VN_ASSERT_OK(vn_terms_list(terms, &term, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        size_t count = 0;
        for (const char *at = t->want.ptr; *at; at += strcspn(at, " ") + 1)
            count += vn_slice_eq(vn_slice_of(at, strcspn(at, " ")), term[i].key);
        CU_ASSERT_EQUAL(count, term[i].count);
        sum += count;
    }
    for (const char *at = t->want.ptr; *at; at += strcspn(at, " ") + 1)
        sum--;
    CU_ASSERT_EQUAL(sum, 0);
    vn_terms_free(terms);
    vn_aliases_free(aliases);
}

static void every_form_is_found(void)
{
    vn_rng rng;
    vn_rng_seed(&rng, 4);
    for (size_t run = 0; run < 300; run++) {
        trial t = {.forms = 0};
        make_list(&t, &rng);
        make_field(&t, &rng);
        search_everywhere(&t);
        compare(&t);
        vn_buf_free(&t.list);
        vn_buf_free(&t.field);
        vn_buf_free(&t.want);
    }
}

static void a_list_is_built_in(void)
{
    vn_aliases *aliases = NULL;
    vn_terms *terms = NULL;
    VN_ASSERT_OK(vn_aliases_open(&aliases, NULL, NULL));
    CU_ASSERT(vn_aliases_count(aliases) > 300);
    VN_ASSERT_OK(vn_terms_new(&terms, &(vn_terms_options){.aliases = aliases}, NULL));
    add_field(terms, "Liên_hiệp_quốc LHQ Sở GD - ĐT TP HCM kĩ_sư Uỷ_ban nhân_dân cảnh_sát giao_thông thanh_niên Covid");
    terms_are(terms, "liên_hợp_quốc:2:0;sở:1:2;gd-đt:1:3;tp.hcm:1:6;kỹ_sư:1:8;ubnd:1:9;csgt:1:11;thanh_niên:1:13;"
                     "covid-19:1:14");
    vn_terms_free(terms);
    vn_aliases_free(aliases);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"names count as one term", names_count_as_one_term},
        {"a name is one word of a phrase", a_name_is_one_word_of_a_phrase},
        {"a malformed list is refused with its line", a_malformed_list_is_refused_with_its_line},
        {"fingerprints are those of the groups", fingerprints_are_those_of_the_groups},
        {"every form is found", every_form_is_found},
        {"a list is built in", a_list_is_built_in},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("alias", tests);
}
