#include "harness.h"

#include "buf.h"
#include "keyword.h"
#include "rng.h"

#include <ctype.h>

enum { MOST = 256 };

/* Words of a text as the `words` field has them, told apart by their first byte. */
typedef struct parsed {
    vn_slice text;
    vn_word item[MOST];
    size_t n;
} parsed;

static vn_word_kind kind_of(const char *p)
{
    if (isdigit((unsigned char)p[0]))
        return VN_WORD_NUMBER;
    if (memchr(p, '@', strcspn(p, " \n")))
        return VN_WORD_LINK;
    return isalpha((unsigned char)p[0]) || (unsigned char)p[0] >= 0x80 ? VN_WORD_WORD : VN_WORD_PUNCT;
}

static void parse(parsed *out, const char *text)
{
    *out = (parsed){.text = vn_slice_str(text)};
    uint32_t sentence = 0;
    for (const char *at = text; *at;) {
        const size_t len = strcspn(at, " \n");
        CU_ASSERT_FATAL(out->n < MOST);
        if (len)
            out->item[out->n++] =
                (vn_word){.start = (size_t)(at - text), .len = len, .sentence = sentence, .kind = (uint8_t)kind_of(at)};
        at += len;
        sentence += *at == '\n';
        at += *at != '\0';
    }
}

static bool is_stop(void *context, vn_slice key)
{
    for (const char *at = context; *at; at += strcspn(at, " "), at += *at == ' ') {
        const size_t len = strcspn(at, " ");
        if (len == key.len && memcmp(at, key.ptr, len) == 0)
            return true;
    }
    return false;
}

static char stops[] = "của và ở là người việc xin anh kia song triệu với 5 một";

static void prepare(vn_keyword_document *doc, const parsed *title, const parsed *body)
{
    const vn_keyword_input input = {title->text, {title->item, title->n, 0}, body->text, {body->item, body->n, 0}, false};
    vn_keyword_document_clear(doc);
    VN_ASSERT_OK(vn_keyword_prepare(doc, &input, NULL));
}

/* What is a candidate, and what is none. */
typedef struct example {
    const char *title;
    const char *body;
    const char *in;  /* keys parted by spaces */
    const char *out;
} example;

static bool check_keys(const vn_keyword_document *doc, const char *keys, bool wanted)
{
    bool right = true;
    for (const char *at = keys; *at; at += strcspn(at, " "), at += *at == ' ') {
        const vn_slice key = vn_slice_of(at, strcspn(at, " "));
        const bool found = vn_keyword_find(doc, key) != VN_MAP_NONE;
        if (found != wanted)
            printf("\n  %.*s %s", (int)key.len, key.ptr, found ? "is a candidate" : "is none");
        right = right && found == wanted;
    }
    return right;
}

static void check(const example *e, size_t n)
{
    const vn_keyword_options options = {.stop = is_stop, .stop_context = stops};
    vn_keyword_document doc = {.options = &options, .tuned = true};
    for (size_t i = 0; i < n; i++) {
        parsed title;
        parsed body;
        parse(&title, e[i].title);
        parse(&body, e[i].body);
        prepare(&doc, &title, &body);
        const bool in = check_keys(&doc, e[i].in, true);
        const bool out = check_keys(&doc, e[i].out, false);
        CU_ASSERT(in && out);
        if (!in || !out)
            printf("\n  in: %s | %s\n", e[i].title, e[i].body);
    }
    vn_keyword_document_free(&doc);
}

static void names_end_where_the_next_begins(void)
{
    static const example e[] = {
        {"", "gặp Bộ_trưởng Bộ Công_Thương Nguyễn_Hồng_Diên sáng_nay", "bộ_công_thương nguyễn_hồng_diên bộ_trưởng",
         "bộ_trưởng_bộ công_thương_nguyễn_hồng_diên bộ_trưởng_bộ_công_thương bộ_công_thương_nguyễn_hồng_diên"},
        {"", "theo giám_đốc Sở Y_tế Cần_Thơ Lê_Thị_Mận", "sở_y_tế_cần_thơ lê_thị_mận", "giám_đốc_sở cần_thơ_lê_thị_mận"},
        {"", "của Phó_chủ_tịch UBND TP Đà_Nẵng Trần_Văn_Ổi", "ubnd_tp_đà_nẵng trần_văn_ổi", "phó_chủ_tịch_ubnd"},
        {"", "tại Bệnh_viện Nguyễn_Thị_Mận", "bệnh_viện_nguyễn_thị_mận", ""},
        {"", "ở đường Lê_Văn_Ổi nối_dài", "đường_lê_văn_ổi", ""},
        {"", "vào Trường Đại_học Cần_Thơ", "trường_đại_học_cần_thơ", ""},
        {"", "gặp Tổng_thống Mỹ Donald Trump", "donald_trump tổng_thống_mỹ", "mỹ_donald mỹ_donald_trump"},
        {"", "quanh Chùa Pháp Hội", "chùa_pháp_hội", ""},
        {"", "thăm TP Hồ_Chí_Minh", "tp_hồ_chí_minh", ""},
        {"", "gặp ông Lê_Hoàng_Anh Tân", "lê_hoàng_anh_tân", ""}, /* one name, cut by the segmenter */
    };
    check(e, sizeof e / sizeof *e);
}

static void short_names_and_figures_are_kept(void)
{
    static const example e[] = {
        {"", "thăm Mỹ , EU , Ý và Úc bằng ô_tô", "mỹ eu ý úc ô_tô", "x"},
        {"", "một ý , một X và x", "", "ý x"},
        {"", "họp G20 về COVID-19 và F-16 , VN-Index", "g20 covid-19 f-16 vn-index", ""},
        {"", "bán iPhone 15 Pro và iPhone 15", "iphone_15 iphone_15_pro", "15_pro 15"},
        {"", "mạng 5G và phim 3D", "5g 3d mạng_5g phim_3d", ""},
        {"", "thêm 42cm , 20h30 và 9/6/2025", "", "42cm 20h30 9/6/2025 thêm_42cm"},
        {"", "gọi 0123456789 , gửi ai@nhà.vn hay 20.000 đồng", "", "0123456789 gọi_0123456789 ai@nhà.vn gửi_ai@nhà.vn 20.000"},
        {"", "quận 12 có 5 chợ", "quận_12 chợ", "12 12_chợ 5_chợ"},
        {"", "đội U23 Việt_Nam", "đội_u23_việt_nam u23_việt_nam", ""},
    };
    check(e, sizeof e / sizeof *e);
}

static void capitals_make_names_of_stop_words(void)
{
    static const example e[] = {
        {"", "học tiếng Anh", "tiếng_anh học_tiếng_anh anh", ""},
        {"", "lái xe Kia Seltos", "kia_seltos xe_kia_seltos", ""},
        {"", "bắt Triệu Quân_Sự rồi", "triệu_quân_sự", ""},
        {"", "bắt anh Sự", "", "anh_sự anh"},
        {"", "Anh Sự chạy", "", "anh_sự"},                                    /* at the head of a sentence it says nothing */
        {"", "Học Tiếng Anh Và Nhạc Rất Vui", "học_tiếng", "và_nhạc tiếng_anh_và"}, /* nor where all words have one */
    };
    check(e, sizeof e / sizeof *e);
}

static void light_words_stand_at_the_edge_of_what_is_repeated(void)
{
    static const example e[] = {
        {"", "bị giết người ở chợ", "", "giết_người người"},
        {"", "bị giết người . vụ giết người", "giết_người", "người"},
        {"giết người", "", "giết_người giết", "người"},
        {"xin việc", "", "", "xin_việc việc"}, /* of two light words none means anything */
        {"", "của người dân , của người dân", "người_dân", "của_người_dân người"},
    };
    check(e, sizeof e / sizeof *e);
}

static void spellings_are_one(void)
{
    static const example e[] = {
        {"", "nhà hòa_bình và nhà hoà_bình và NHÀ Ho\xcc\x80" "a_bi\xcc\x80nh", "nhà_hòa_bình", ""},
    };
    check(e, 1);
    const vn_keyword_options options = {.stop = is_stop, .stop_context = stops};
    vn_keyword_document doc = {.options = &options};
    parsed title;
    parsed body;
    parse(&title, "");
    parse(&body, e->body);
    prepare(&doc, &title, &body);
    const uint32_t c = vn_keyword_find(&doc, vn_slice_str("nhà_hòa_bình"));
    CU_ASSERT_FATAL(c != VN_MAP_NONE);
    CU_ASSERT_EQUAL(doc.candidate[c].count, 3);
    vn_keyword_document_free(&doc);
}

/* ---- against enumeration ---- */

static const char *const random_words[] = {"của", "và", "người", "việc", "lúa", "gạo_thơm", "Mỹ", "Anh", "quận", "7", "15",
                                           "iPhone", "Pro", ".", ",", "UBND", "Nguyễn_Văn_Ổi", "Sở", "x", "5G", "chợ_nổi",
                                           "chợ", "nổi", "gạo"};

static void write_random(vn_rng *rng, char *text, size_t words)
{
    *text = '\0';
    for (size_t i = 0; i < words; i++) {
        strncat(text, random_words[vn_rng_below(rng, sizeof random_words / sizeof *random_words)], 64);
        strncat(text, vn_rng_below(rng, 9) ? " " : "\n", 2);
    }
}

/* The rules once more, as they read. */
static bool may_be(const vn_keyword_document *doc, size_t first, size_t words)
{
    const vn_keyword_token *t = &doc->token[first];
    const vn_keyword_token *last = &t[words - 1];
    bool meant = false;
    for (size_t i = 0; i < words; i++) {
        if (t[i].word == VN_MAP_NONE || (i && (t[i].sentence != t->sentence || t[i - 1].apart)))
            return false;
        if (t[i].number && (i == 0 || (i + 1 < words && !(t[i - 1].proper && t[i + 1].proper))))
            return false;
        meant = meant || t[i].edge;
    }
    return meant && (t->edge || t->light) && (last->edge || last->light || (last->number && !last[-1].stop));
}

static void write_key(const vn_keyword_document *doc, size_t first, size_t words, vn_buf *key)
{
    key->len = 0;
    for (size_t i = first; i < first + words; i++) {
        if (i > first)
            VN_ASSERT_OK(vn_buf_char(key, '_', NULL));
        VN_ASSERT_OK(vn_buf_slice(key, vn_keyword_word_key(doc, doc->token[i].word), NULL));
    }
}

/* All phrases that may be, by keys: how often, how often in the title, whether always with a light word at an edge. */
typedef struct tally {
    vn_map keys;
    uint32_t count[4 * MOST];
    uint32_t title[4 * MOST];
    bool light[4 * MOST];
} tally;

static void enumerate(const vn_keyword_document *doc, tally *all)
{
    vn_buf key = {0};
    vn_map_clear(&all->keys);
    for (size_t i = 0; i < doc->n_tokens; i++)
        for (size_t n = 1; n <= VN_KEYWORD_WORDS && i + n <= doc->n_tokens; n++) {
            if (!may_be(doc, i, n))
                continue;
            write_key(doc, i, n, &key);
            const size_t known = all->keys.n;
            const uint32_t k = vn_map_add(&all->keys, vn_slice_of(key.ptr, key.len));
            if (k == known) {
                all->count[k] = all->title[k] = 0;
                all->light[k] = true;
            }
            all->count[k]++;
            all->title[k] += doc->token[i].in_title;
            all->light[k] = all->light[k] && (doc->token[i].light || doc->token[i + n - 1].light);
        }
    vn_buf_free(&key);
}

static void compare(const vn_keyword_document *doc, const tally *all)
{
    size_t kept = 0;
    uint32_t next = 0;
    for (uint32_t k = 0; k < all->keys.n; k++) {
        const uint32_t c = vn_keyword_find(doc, all->keys.key[k]);
        const bool fragment = all->light[k] && all->count[k] < 2 && !all->title[k];
        CU_ASSERT_EQUAL(c == VN_MAP_NONE, fragment);
        if (c == VN_MAP_NONE)
            continue;
        kept++;
        CU_ASSERT_EQUAL(c, next++);
        CU_ASSERT_EQUAL(doc->candidate[c].count, all->count[k]);
        CU_ASSERT_EQUAL(doc->candidate[c].title, all->title[k]);
        const vn_keyword_candidate *at = vn_keyword_at(doc, doc->candidate[c].token, doc->candidate[c].words);
        CU_ASSERT(at == &doc->candidate[c]);
    }
    CU_ASSERT_EQUAL(kept, doc->n_candidates);
    CU_ASSERT(kept > 5);
    size_t occurrences = 0;
    for (size_t c = 0; c < doc->n_candidates; c++)
        occurrences += doc->candidate[c].count;
    CU_ASSERT_EQUAL(occurrences, doc->n_grams);
}

static void candidates_are_those_of_enumeration(void)
{
    const vn_keyword_options options = {.stop = is_stop, .stop_context = stops};
    vn_keyword_document doc = {.options = &options, .tuned = true};
    vn_rng rng = {0};
    vn_rng_seed(&rng, 5);
    static tally all;
    for (int round = 0; round < 200; round++) {
        char text[2][8192];
        parsed part[2];
        for (size_t i = 0; i < 2; i++) {
            write_random(&rng, text[i], i ? 120 : 12);
            parse(&part[i], text[i]);
        }
        if (round % 50 == 49) /* as after a long run: all is learnt anew */
            doc.lexicon.remembered = SIZE_MAX;
        prepare(&doc, &part[0], &part[1]);
        enumerate(&doc, &all);
        compare(&doc, &all);
    }
    vn_map_free(&all.keys);
    vn_keyword_document_free(&doc);
}

/* Whatever their prints: phrases of one print are told apart by their words, those of one key are one however they are cut. */
static void equal_prints_are_no_equal_keys(void)
{
    const vn_keyword_options options = {.limit = 1};
    vn_keyword_document doc = {.options = &options};
    parsed none;
    parsed body;
    parse(&none, "");
    parse(&body, "chợ nổi , chợ_nổi , chợ gạo , chợ");
    prepare(&doc, &none, &body);
    const uint32_t pair = vn_keyword_find(&doc, vn_slice_str("chợ_nổi"));
    CU_ASSERT_EQUAL_FATAL(doc.n_candidates, 5);
    CU_ASSERT_EQUAL(doc.candidate[pair].count, 2);
    VN_ASSERT_OK(vn_keyword_index_begin(&doc.index, 1, NULL));
    doc.n_candidates = 0;
    static const struct {
        size_t first;
        size_t words;
        uint32_t number;
        const char *key;
    } phrase[] = {{0, 2, 0, "chợ_nổi"}, {3, 1, 0, "chợ_nổi"}, {5, 2, 1, "chợ_gạo"}, {0, 1, 2, "chợ"}, {8, 1, 2, "chợ"}};
    for (size_t i = 0; i < sizeof phrase / sizeof *phrase; i++) {
        const uint32_t number = vn_keyword_index_add(&doc, 7, phrase[i].first, phrase[i].words);
        CU_ASSERT_EQUAL(number, phrase[i].number);
        if (number == doc.n_candidates)
            doc.candidate[doc.n_candidates++] = (vn_keyword_candidate){
                .print = 7, .token = (uint32_t)phrase[i].first, .words = (uint8_t)phrase[i].words};
        CU_ASSERT_EQUAL(vn_keyword_index_find(&doc, 7, vn_slice_str(phrase[i].key)), number);
    }
    CU_ASSERT_EQUAL(vn_keyword_index_find(&doc, 7, vn_slice_str("chợ_nổi_gạo")), VN_MAP_NONE);
    CU_ASSERT_EQUAL(vn_keyword_index_find(&doc, 7, vn_slice_str("chợ_")), VN_MAP_NONE);
    CU_ASSERT_EQUAL(vn_keyword_index_find(&doc, 8, vn_slice_str("chợ")), VN_MAP_NONE);
    vn_keyword_document_free(&doc);
}

/* What is known of a phrase is found again by all of its words. */
static void phrases_are_remembered_by_their_words(void)
{
    enum { PHRASES = 5000 };
    vn_keyword_knowns all = {0};
    CU_ASSERT_EQUAL(vn_keyword_known_find(&all, (const uint32_t[]){1, 2, 0, 0}, 7), VN_MAP_NONE);
    for (uint32_t i = 0; i < PHRASES; i++)
        CU_ASSERT_EQUAL(vn_keyword_known_add(&all, &(vn_keyword_known){.word = {1 + i / 50, 1 + i % 50, i % 3, 0}, .df = i}), i);
    for (uint32_t i = 0; i < PHRASES; i++) {
        const uint32_t word[VN_KEYWORD_WORDS] = {1 + i / 50, 1 + i % 50, i % 3, 0};
        const uint32_t other[VN_KEYWORD_WORDS] = {1 + i / 50, 1 + i % 50, i % 3, 1};
        const uint32_t k = vn_keyword_known_find(&all, word, vn_keyword_known_hash(word));
        CU_ASSERT_EQUAL_FATAL(k, i);
        CU_ASSERT_EQUAL(all.item[k].df, i);
        CU_ASSERT_EQUAL(vn_keyword_known_find(&all, other, vn_keyword_known_hash(other)), VN_MAP_NONE);
        CU_ASSERT_EQUAL(vn_keyword_known_find(&all, other, vn_keyword_known_hash(word)), VN_MAP_NONE);
    }
    vn_keyword_knowns_free(&all);
}

/* The print of a phrase follows from those of its words, and a space is an underscore. */
static void sieves_pass_what_they_hold(void)
{
    const vn_keyword_print whole = vn_keyword_print_of(vn_slice_str("chợ_nổi gạo"));
    const vn_keyword_print parts =
        vn_keyword_print_join(vn_keyword_print_of(vn_slice_str("chợ nổi")), vn_keyword_print_of(vn_slice_str("gạo")));
    CU_ASSERT(whole.sum == parts.sum && whole.power == parts.power);
    vn_keyword_sieve sieve = {0};
    CU_ASSERT(vn_keyword_sieve_passes(&sieve, whole.sum)); /* knows nothing */
    VN_ASSERT_OK(vn_keyword_sieve_begin(&sieve, 100, NULL));
    CU_ASSERT(!vn_keyword_sieve_passes(&sieve, whole.sum));
    vn_keyword_sieve_add(&sieve, vn_slice_str("chợ_nổi_gạo"));
    CU_ASSERT(vn_keyword_sieve_passes(&sieve, whole.sum));
    size_t passed = 0;
    for (uint64_t i = 0; i < 10000; i++)
        passed += vn_keyword_sieve_passes(&sieve, whole.sum + 1 + i);
    CU_ASSERT(passed < 100);
    vn_keyword_sieve_free(&sieve);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"names end where the next begins", names_end_where_the_next_begins},
        {"short names and figures are kept", short_names_and_figures_are_kept},
        {"capitals make names of stop words", capitals_make_names_of_stop_words},
        {"light words stand at the edge of what is repeated", light_words_stand_at_the_edge_of_what_is_repeated},
        {"spellings are one", spellings_are_one},
        {"candidates are those of enumeration", candidates_are_those_of_enumeration},
        {"equal prints are no equal keys", equal_prints_are_no_equal_keys},
        {"phrases are remembered by their words", phrases_are_remembered_by_their_words},
        {"sieves pass what they hold", sieves_pass_what_they_hold},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("keyword_candidates", tests);
}
