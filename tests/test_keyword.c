#include "harness.h"

#include "buf.h"
#include "keyword.h"
#include "vn/keyword.h"

#include <ctype.h>
#include <math.h>

/* Words of a text in the format of the `words` field: a sentence a line, words parted by spaces. */
typedef struct parsed {
    vn_slice text;
    vn_word item[256];
    size_t n;
    size_t sentences;
} parsed;

static vn_word_kind kind_of(const char *p)
{
    if (isdigit((unsigned char)p[0]))
        return VN_WORD_NUMBER;
    return isalpha((unsigned char)p[0]) || (unsigned char)p[0] >= 0x80 ? VN_WORD_WORD : VN_WORD_PUNCT;
}

static void parse(parsed *out, vn_slice text)
{
    out->text = text;
    out->n = 0;
    uint32_t sentence = 0;
    for (size_t i = 0; i < text.len;) {
        const size_t start = i;
        while (i < text.len && text.ptr[i] != ' ' && text.ptr[i] != '\n')
            i++;
        if (i > start) {
            CU_ASSERT_FATAL(out->n < 256);
            const vn_word_kind kind = kind_of(text.ptr + start);
            out->item[out->n++] = (vn_word){.start = start, .len = i - start, .sentence = sentence, .kind = (uint8_t)kind};
        }
        if (i < text.len)
            sentence += text.ptr[i++] == '\n';
    }
    out->sentences = out->n ? out->item[out->n - 1].sentence + (size_t)1 : 0;
}

static vn_keyword_input input_of(const parsed *title, const parsed *text)
{
    return (vn_keyword_input){
        title->text, {title->item, title->n, title->sentences}, text->text, {text->item, text->n, text->sentences}, false};
}

/* A list of words, or of rows `term TAB df`, as context of the callbacks. */
static bool find_row(vn_slice rows, vn_slice key, vn_slice *rest)
{
    for (size_t i = 0; i < rows.len;) {
        size_t end = i;
        while (end < rows.len && rows.ptr[end] != '\n')
            end++;
        const vn_slice row = vn_slice_of(rows.ptr + i, end - i);
        if (row.len >= key.len && memcmp(row.ptr, key.ptr, key.len) == 0 && (row.len == key.len || row.ptr[key.len] == '\t')) {
            *rest = vn_slice_of(row.ptr + key.len, row.len - key.len);
            return true;
        }
        i = end + 1;
    }
    return false;
}

static bool is_stop(void *context, vn_slice key)
{
    vn_slice rest;
    return find_row(*(vn_slice *)context, key, &rest);
}

static uint64_t df_of(void *context, vn_slice key)
{
    vn_slice rest;
    return find_row(*(vn_slice *)context, key, &rest) ? strtoull(rest.ptr + 1, NULL, 10) : 0;
}

static vn_slice read_data(vn_buf *buf, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/tests/data/keyword/%s", VN_SOURCE_DIR, name);
    FILE *file = fopen(path, "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    char block[4096];
    size_t n;
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        VN_ASSERT_OK(vn_buf_append(buf, block, n, NULL));
    fclose(file);
    return vn_slice_of(buf->ptr, buf->len);
}

/* Scores all candidates of the reference document and holds them against expected.tsv, both ways. */
static void check_method(const char *name, vn_keyword_score *score, size_t longest)
{
    vn_buf buf[5] = {{0}};
    parsed title;
    parsed body;
    parse(&title, read_data(&buf[0], "title.txt"));
    parse(&body, read_data(&buf[1], "body.txt"));
    vn_slice stop = read_data(&buf[2], "stop.txt");
    vn_slice df = read_data(&buf[3], "df.tsv");
    const vn_slice expected = read_data(&buf[4], "expected.tsv");
    const vn_keyword_options options = {.df = df_of, .df_context = &df, .documents = 1000, .phrase_floor = 25,
                                        .stop = is_stop, .stop_context = &stop};
    vn_keyword_document doc = {.options = &options, .longest = longest};
    const vn_keyword_input input = input_of(&title, &body);
    VN_ASSERT_OK(vn_keyword_prepare(&doc, &input, NULL));
    VN_ASSERT_OK(score(&doc, NULL));
    size_t alive = 0;
    for (size_t i = 0; i < doc.n_candidates; i++)
        alive += doc.candidate[i].alive;
    size_t rows = 0;
    for (char *line = buf[4].ptr; line < expected.ptr + expected.len; line = strchr(line, '\n') + 1) {
        char method[16];
        char term[128];
        double value;
        CU_ASSERT_EQUAL_FATAL(sscanf(line, "%15[^\t]\t%127[^\t]\t%lf", method, term, &value), 3);
        if (strcmp(method, name) != 0)
            continue;
        rows++;
        const uint32_t c = vn_keyword_find(&doc, vn_slice_str(term));
        if (c == VN_MAP_NONE || !doc.candidate[c].alive || fabs(doc.candidate[c].score - value) > 1e-8 * fabs(value) + 1e-10) {
            CU_FAIL("a score is not the reference's");
            printf("\n%s %s: %.12g expected, %.12g", name, term, value, c == VN_MAP_NONE ? NAN : doc.candidate[c].score);
        }
    }
    CU_ASSERT_EQUAL(rows, alive);
    CU_ASSERT(rows > 5);
    vn_keyword_document_free(&doc);
    for (size_t i = 0; i < 5; i++)
        vn_buf_free(&buf[i]);
}

static void tfidf_scores_equal_the_formula(void)
{
    check_method("tfidf", vn_keyword_tfidf, VN_KEYWORD_WORDS);
}

static void yake_scores_equal_the_formula(void)
{
    check_method("yake", vn_keyword_yake, 3);
}

static void textrank_scores_equal_the_formula(void)
{
    check_method("textrank", vn_keyword_textrank, 3);
}

static void rake_scores_equal_the_formula(void)
{
    check_method("rake", vn_keyword_rake, 3);
}

/* Writes the keywords of a document as `term*count;` in order. */
static void extract(vn_buf *out, const vn_keyword_options *options, const char *title, const char *body)
{
    parsed t;
    parsed b;
    parse(&t, vn_slice_str(title));
    parse(&b, vn_slice_str(body));
    const vn_keyword_input input = input_of(&t, &b);
    vn_extractor *x = NULL;
    vn_keywords k = {0};
    VN_ASSERT_OK(vn_extractor_new(&x, options, NULL));
    VN_ASSERT_OK(vn_extract(x, &input, &k, NULL));
    out->len = 0;
    VN_ASSERT_OK(vn_buf_str(out, "", NULL));
    for (size_t i = 0; i < k.n; i++) {
        VN_ASSERT_OK(vn_buf_slice(out, k.item[i].term, NULL));
        VN_ASSERT_OK(vn_buf_printf(out, NULL, "*%zu;", k.item[i].count));
    }
    vn_extractor_free(x);
}

typedef struct example {
    const char *title;
    const char *body;
    const char *terms;
} example;

static const char FEW_STOPS[] = "của\nvà\nở\nông\nnói\nlà";
static vn_slice few_stops = {FEW_STOPS, sizeof FEW_STOPS - 1};

static void check_examples(const example *e, size_t n, vn_keyword_options options)
{
    vn_buf out = {0};
    options.stop = is_stop;
    options.stop_context = &few_stops;
    options.method = options.method ? options.method : "tfidf"; /* its scores follow from the text alone */
    for (size_t i = 0; i < n; i++) {
        extract(&out, &options, e[i].title, e[i].body);
        CU_ASSERT_STRING_EQUAL(out.ptr, e[i].terms);
        if (strcmp(out.ptr, e[i].terms) != 0)
            printf("\n%s | %s\n  expected %s\n  got      %s", e[i].title, e[i].body, e[i].terms, out.ptr);
    }
    vn_buf_free(&out);
}

static void parts_and_wholes_are_one_keyword(void)
{
    static const example e[] = {
        {"", "gặp Bộ Công_Thương . họp Bộ Công_Thương .", "Bộ Công Thương*2;"},
        {"", "ở Công_Thương và Công_Thương và Công_Thương và Bộ Công_Thương", "Công Thương*4;"},
        {"", "chợ nổi . chợ nổi . chợ nổi", "chợ nổi*3;"},
        {"", "là thị_trường chứng_khoán ; thị_trường_chứng_khoán .", "thị trường chứng khoán*2;"},
    };
    check_examples(e, sizeof e / sizeof *e, (vn_keyword_options){.limit = 1});
}

static void nothing_chosen_overlaps_itself(void)
{
    static const example e[] = {
        {"", "giá gạo thơm , giá gạo thơm , giá gạo thơm", "giá gạo thơm*3;"},
        {"", "trạm sạc nhanh . trạm sạc nhanh . sạc nhanh xe . sạc nhanh xe", "sạc nhanh*4;"},
    };
    check_examples(e, sizeof e / sizeof *e, (vn_keyword_options){0});
}

static void phrases_of_the_title_are_no_sentences(void)
{
    static const example e[] = {
        {"giá cà_phê", "", "giá cà phê*1;"},
        {"sự_cố rò_rỉ", "", "sự cố rò rỉ*1;"},
        {"nông_dân trồng", "", "nông dân*1;trồng*1;"},
        {"Vòng_loại World_Cup 2026", "", "Vòng loại World Cup 2026*1;"},
        {"Bộ Công_Thương", "", "Bộ Công Thương*1;"},
        {"của TS Lê_Văn_Hậu", "", "Lê Văn Hậu*1;"},
        {"của PGS.TS Lê_Văn_Hậu", "", "Lê Văn Hậu*1;"},
        {"Liên_đoàn Bóng_chuyền Đông_Nam_Á Trẻ", "", "Liên đoàn Bóng chuyền Đông Nam Á Trẻ*1;"},
        {"quỹ hỗ_trợ nạn_nhân bão_lũ", "quỹ hỗ_trợ nạn_nhân bão_lũ , quỹ hỗ_trợ nạn_nhân bão_lũ . quỹ hỗ_trợ nạn_nhân bão_lũ",
         "quỹ hỗ trợ nạn nhân bão lũ*4;"},
    };
    check_examples(e, sizeof e / sizeof *e, (vn_keyword_options){0});
}

static const char PAIRS[] = "cháy\t60\ncháy rừng\t20\nlo\t150\nlo bệnh_nhân\t0\nbệnh_nhân\t150\nmã\t40\nmã qr\t30\n"
                            "qr\t30\nrừng\t70\nchứa\t9\nhistamine\t2\nung_thư\t50\nung_thư vú\t30\nvú\t40\n";

/* Cohesion by a table of 1,000 documents that holds the phrases of 10 and more. */
static void phrases_earn_their_place_by_cohesion(void)
{
    vn_slice df = vn_slice_str(PAIRS);
    static const example e[] = {
        {"cháy rừng", "", "cháy rừng*1;"},                     /* known, in the title */
        {"", "là mã QR", "mã QR*1;"},                          /* known and firm: once in the body will do */
        {"", "là cháy rừng", "cháy*1;rừng*1;"},                /* known and loose: it will not */
        {"", "là cháy rừng , cháy rừng", "cháy rừng*2;"},
        {"lo bệnh_nhân", "", "bệnh nhân*1;lo*1;"},             /* unknown, once: a fragment */
        {"lo bệnh_nhân", "là lo bệnh_nhân", "bệnh nhân*2;lo*2;"}, /* the words keep apart */
        {"", "lo bệnh_nhân , lo bệnh_nhân , lo bệnh_nhân , lo bệnh_nhân", "lo bệnh nhân*4;"},
        {"chứa histamine", "là histamine", "histamine*2;chứa*1;"},
        {"chứa histamine", "là chứa histamine", "chứa histamine*2;"}, /* rare words: nothing is known, the title decides */
        {"", "chứa histamine , chứa histamine", "histamine*2;chứa*2;"},
        {"", "chứa histamine , chứa histamine , chứa histamine", "chứa histamine*3;"},
        {"ca ung_thư vú", "là ung_thư vú", "ung thư vú*2;ca*1;"}, /* a counter is no part of it */
        {"", "gặp Đại_tá Phạm_Hưởng", "Đại tá*1;Phạm Hưởng*1;gặp*1;"}, /* nor is a rank */
    };
    check_examples(e, sizeof e / sizeof *e,
                   (vn_keyword_options){.df = df_of, .df_context = &df, .documents = 1000, .phrase_floor = 10});
}

static void variants_of_a_name_are_one(void)
{
    static const example e[] = {
        {"", "của Lê_Văn_Hậu . và Hậu nói , và Hậu , và Hậu", "Lê Văn Hậu*4;"},
        {"", "của Lê_Văn_Hậu . và hậu nói , và hậu , và hậu , và hậu , và hậu", "hậu*5;"}, /* another word, and the name around it */
        {"Ông Trump thắng", "của Donald Trump . ông Trump nói . ông Trump", "Donald Trump*4;thắng*1;"},
        {"", "ông Trump và Tổng_thống Donald Trump và Tổng_thống Trump", "Donald Trump*3;Tổng thống*2;"},
        {"", "của Nguyễn Hồng_Diên và Hồng_Diên , ông Diên", "Nguyễn Hồng Diên*3;"}, /* cut by the segmenter */
        {"", "ông Tập_Cận_Bình . của ông Tập", "Tập Cận Bình*2;"},
        {"", "ở Hải_Phòng . của ông Hải", "Hải Phòng*1;"},
        {"", "ông Tập_Cận_Bình . của Tập", "Tập Cận Bình*1;"}, /* an exercise, for all we know */
        {"", "của Lê_Văn_Hậu và Trần_Hậu . và Hậu", "Lê Văn Hậu*1;Trần Hậu*1;"}, /* of two nobody knows: dropped as a part */
        {"", "của Sáu_Nga và Võ_Thị_Nga . ông Nga", "Võ Thị Nga*2;Sáu Nga*1;"}, /* a family name says who is called so */
        {"", "của Võ_Thị_Nga . và Nga và Nga và Nga", "Nga*3;"},                  /* the country */
        {"", "của Bộ Công_Thương . của ông Thương", "Bộ Công Thương*1;"},
        {"", "phố Lê_Lợi và Lợi", "Lê Lợi*1;phố*1;"},
        {"", "của ông Medvedev . và ông Medvedev", "Medvedev*2;"}, /* the name alone will do, */
        {"", "của ông Hùng . và ông Hùng", "ông Hùng*2;"}, /* unless it is a syllable that many are called by */
    };
    check_examples(e, sizeof e / sizeof *e, (vn_keyword_options){0});
}

static void well_known_places_are_nobody(void)
{
    vn_slice df = vn_slice_str("thái_bình\t30\nlê_thái_bình\t2\nthị_nở\t1\nlê_thị_nở\t1\nhồ_chí_minh\t90\nminh\t60");
    static const example e[] = {
        {"", "của Lê_Thái_Bình . ở Thái_Bình", "Lê Thái Bình*1;"},
        {"", "của Lê_Thái_Bình . của ông Thái_Bình", "Lê Thái Bình*2;"}, /* called so */
        {"", "của Lê_Thị_Nở . là Thị_Nở", "Lê Thị Nở*2;"},
        {"", "ở Hồ_Chí_Minh . là Minh", "Minh*1;"}, /* the full name is more usual than the short one */
    };
    check_examples(e, sizeof e / sizeof *e, (vn_keyword_options){.df = df_of, .df_context = &df, .documents = 1000});
}

static void spellings_of_a_name_are_one(void)
{
    static const example e[] = {
        {"", "ở Hòa_Bình và Hoà_Bình và Ho\u0300a_Bi\u0300nh và Hoà_Bình", "Hoà Bình*4;"},
        {"", "ở Bộ Công_Thương và Bộ Công_thương và Bộ_Công_Thương", "Bộ Công Thương*3;"},
        {"", "ông Hoà và Lê_Thị_Hòa", "Lê Thị Hòa*2;"},
    };
    check_examples(e, sizeof e / sizeof *e, (vn_keyword_options){0});
}

static void diverse_keywords_share_few_syllables(void)
{
    static const example by_score[] = {
        {"", "tuyến buýt , tuyến buýt , xe_buýt , xe_buýt , nhà_ga", "tuyến buýt*2;xe buýt*2;nhà ga*1;"}};
    static const example diverse[] = {
        {"", "tuyến buýt , tuyến buýt , xe_buýt , xe_buýt , nhà_ga", "tuyến buýt*2;nhà ga*1;xe buýt*2;"}};
    static const example first[] = {{"", "là lúa , gạo , gạo , gạo", "gạo*3;lúa*1;"}};
    check_examples(by_score, 1, (vn_keyword_options){.diversity = 0.1});
    check_examples(diverse, 1, (vn_keyword_options){.diversity = 0.9});
    check_examples(diverse, 1, (vn_keyword_options){.diversity = 1});
    check_examples(first, 1, (vn_keyword_options){.diversity = 1}); /* of equals, the better */
    check_examples(diverse, 1, (vn_keyword_options){.diversity = 0.9, .method = "yake"});
    CU_ASSERT_EQUAL(vn_extractor_new(&(vn_extractor *){NULL}, &(vn_keyword_options){.diversity = 1.5}, NULL), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_extractor_new(&(vn_extractor *){NULL}, &(vn_keyword_options){.diversity = -0.5}, NULL), VN_EINVAL);
    CU_ASSERT_EQUAL(vn_extractor_new(&(vn_extractor *){NULL}, &(vn_keyword_options){.diversity = NAN}, NULL), VN_EINVAL);
}

/* A method that says what its scores are sums of. */
static void shares_stand_beside_their_keyword(void)
{
    static const char *const names[] = {"length", "number"};
    const vn_keyword_options options = {.limit = 10};
    vn_keyword_document doc = {.options = &options, .feature = names};
    parsed none;
    parsed body;
    parse(&none, vn_slice_str(""));
    parse(&body, vn_slice_str("lúa , cà_phê , hồ_tiêu_đen"));
    const vn_keyword_input input = input_of(&none, &body);
    double share[6];
    vn_keywords k;
    VN_ASSERT_OK(vn_keyword_prepare(&doc, &input, NULL));
    CU_ASSERT_EQUAL_FATAL(doc.n_candidates, 3);
    for (size_t i = 0; i < 3; i++) {
        share[2 * i] = (double)vn_keyword_word_key(&doc, doc.token[doc.candidate[i].token].word).len;
        share[2 * i + 1] = 0.25 * (double)i;
        doc.candidate[i].score = share[2 * i] + share[2 * i + 1];
    }
    doc.share = share;
    doc.feature = names;
    doc.n_features = 2;
    VN_ASSERT_OK(vn_keyword_pick(&doc, false, &k, NULL));
    CU_ASSERT_EQUAL_FATAL(k.n, 3);
    CU_ASSERT_EQUAL(k.n_features, 2);
    CU_ASSERT_STRING_EQUAL(k.feature[1], "number");
    VN_ASSERT_SLICE(k.item[0].key, "hồ_tiêu_đen");
    CU_ASSERT_EQUAL(k.item[0].share[1], 0.5);
    VN_ASSERT_SLICE(k.item[2].key, "lúa");
    for (size_t i = 0; i < 3; i++) {
        CU_ASSERT_EQUAL(k.item[i].share[0], (double)k.item[i].key.len);
        CU_ASSERT_EQUAL(k.item[i].score, k.item[i].share[0] + k.item[i].share[1]);
    }
    vn_keyword_document_free(&doc);
}

static void edges_are_words_that_mean_something(void)
{
    static const example e[] = {
        {"", "của lúa_gạo và", "lúa gạo*1;"},
        {"", "và quận 5 . và quận 5 .", "quận 5*2;"},
        {"", "và thêm 5 . và thêm 5 .", "thêm*2;"},
        {"", "và thêm 20.000 . và thêm 20.000 .", "thêm*2;"},
        {"", "ở G20 và ở G20", "G20*2;"},
        {"", "là COVID-19", "COVID-19*1;"},
        {"", "là EU", "EU*1;"},
        {"", "là Mỹ", "Mỹ*1;"},
        {"", "là x và y", ""},
        {"", "là cà_phê , sữa_đặc", "cà phê*1;sữa đặc*1;"}, /* no phrase over a comma */
        {"", "là cà_phê\nsữa_đặc", "cà phê*1;sữa đặc*1;"}, /* or over the end of a sentence */
    };
    check_examples(e, sizeof e / sizeof *e, (vn_keyword_options){0});
}

static void a_term_is_shown_as_it_is_written_most(void)
{
    static const example e[] = {
        {"", "là Cà_phê , cà_phê , cà_phê", "cà phê*3;"},
        {"", "là Cà_phê , cà_phê", "Cà phê*2;"},             /* a tie: the first */
        {"", "CÀ_PHÊ , CÀ_PHÊ , cà_phê", "cà phê*3;"},       /* capitals throughout give way */
        {"", "GIÁ CÀ_PHÊ HÔM_NAY\nlà cà_phê", "cà phê*2;"},  /* in a line of capitals too */
        {"", "là EU , EU , eu", "EU*3;"},                    /* but not an abbreviation */
        {"Cà_phê", "", "cà phê*1;"},                         /* so does the capital of a sentence */
        {"Giá vàng", "", "giá vàng*1;"},
        {"ĐẦU_TƯ", "", "ĐẦU TƯ*1;"},
        {"Đ\u1EA7u_tư", "", "đầu tư*1;"},
        {"Ho\u0300a_hợp", "", "ho\u0300a hợp*1;"},
        {"Cà_phê", "là Cà_phê", "Cà phê*2;"},                /* but where it has one inside a sentence too */
        {"Huế", "", "Huế*1;"},                               /* what nobody writes small may be a name */
        {"Tim", "là tim", "tim*2;"},
        {"Facebook đen", "", "Facebook đen*1;"},
        {"Hà_Nội", "", "Hà Nội*1;"},
    };
    check_examples(e, sizeof e / sizeof *e, (vn_keyword_options){.limit = 1});
}

static void the_earlier_wins_and_the_title_is_first(void)
{
    static const example e[] = {
        {"", "là lúa_gạo , cà_phê , hồ_tiêu", "lúa gạo*1;cà phê*1;hồ tiêu*1;"},
        {"hồ_tiêu", "là lúa_gạo , cà_phê , hồ_tiêu", "hồ tiêu*2;lúa gạo*1;cà phê*1;"},
    };
    check_examples(e, 2, (vn_keyword_options){0});
}

static void rare_words_beat_usual_ones(void)
{
    vn_slice df = vn_slice_str("cà_phê\t3\nlúa_gạo\t900");
    static const example e[] = {{"", "là lúa_gạo , cà_phê", "cà phê*1;lúa gạo*1;"}};
    check_examples(e, 1, (vn_keyword_options){.df = df_of, .df_context = &df, .documents = 1000});
}

/* Classes of words (wordclass.h), of several words too; a name is one whatever it is made of. */
static void light_words_weigh_less(void)
{
    static const example e[] = {
        {"", "tiếp_tục , kho_bạc , tiếp_tục , kho_bạc", "kho bạc*2;tiếp tục*2;"},
        {"", "tỉ_lệ_kế , nguồn tin , tỉ_lệ_kế , nguồn tin", "tỉ lệ kế*2;nguồn tin*2;"},
        {"", "kho_bạc , Tiếp_Tục , kho_bạc , Tiếp_Tục", "Tiếp Tục*2;kho bạc*2;"},
    };
    check_examples(e, sizeof e / sizeof *e, (vn_keyword_options){.method = "tfidf"});
}

static void places_are_bytes_of_title_and_text(void)
{
    parsed t;
    parsed b;
    parse(&t, vn_slice_str("Chợ_nổi vắng"));
    parse(&b, vn_slice_str("ở chợ_nổi và chợ_nổi ."));
    const vn_keyword_input input = input_of(&t, &b);
    vn_slice df = vn_slice_str("chợ_nổi\t12");
    vn_keyword_options options = {.df = df_of, .df_context = &df, .documents = 100, .stop = is_stop, .stop_context = &few_stops,
                                  .limit = 1};
    vn_extractor *x = NULL;
    vn_keywords k = {0};
    VN_ASSERT_OK(vn_extractor_new(&x, &options, NULL));
    for (int again = 0; again < 2; again++) { /* the second document finds nothing of the first */
        VN_ASSERT_OK(vn_extract(x, &input, &k, NULL));
        CU_ASSERT_EQUAL_FATAL(k.n, 1);
        VN_ASSERT_SLICE(k.item[0].key, "chợ_nổi");
        CU_ASSERT_EQUAL(k.item[0].first, 0);
        CU_ASSERT_EQUAL_FATAL(k.item[0].count, 3);
        CU_ASSERT_EQUAL(k.item[0].df, 12);
        CU_ASSERT_PTR_NULL(k.item[0].share);
        const vn_keyword_place *p = k.item[0].place;
        CU_ASSERT(p[0].in_title && !p[1].in_title && !p[2].in_title);
        VN_ASSERT_SLICE(vn_slice_of(t.text.ptr + p[0].start, p[0].len), "Chợ_nổi");
        VN_ASSERT_SLICE(vn_slice_of(b.text.ptr + p[1].start, p[1].len), "chợ_nổi");
        CU_ASSERT(p[2].start > p[1].start);
        VN_ASSERT_SLICE(vn_slice_of(b.text.ptr + p[2].start, p[2].len), "chợ_nổi");
    }
    vn_extractor_free(x);
}

static uint64_t find_df(void *table, vn_slice key)
{
    return vn_df_find(table, key);
}

static bool is_listed(void *list, vn_slice key)
{
    return vn_stopwords_has(list, key);
}

static void a_table_and_a_list_answer_as_functions_do(void)
{
    static const char text[] = "chợ_nổi và người_dân ở chợ_nổi Cái_Răng . giá cả ở chợ_nổi và giá vé";
    vn_df *table = NULL;
    vn_stopwords *list = NULL;
    vn_buf functions = {0};
    vn_buf handles = {0};
    vn_buf none = {0};
    VN_ASSERT_OK(vn_df_open(&table, NULL, NULL));
    VN_ASSERT_OK(vn_stopwords_open(&list, NULL, NULL));
    const vn_keyword_options asked = {.df = find_df, .df_context = table, .documents = vn_df_documents(table),
                                      .phrase_floor = vn_df_phrase_floor(table), .stop = is_listed, .stop_context = list};
    const vn_keyword_options given = {.table = table, .stopwords = list};
    const vn_keyword_options neither = {0};
    extract(&functions, &asked, "", text);
    extract(&handles, &given, "", text);
    extract(&none, &neither, "", text);
    CU_ASSERT_STRING_EQUAL(functions.ptr, handles.ptr);
    CU_ASSERT_STRING_NOT_EQUAL(functions.ptr, none.ptr);
    vn_buf_free(&functions);
    vn_buf_free(&handles);
    vn_buf_free(&none);
    vn_stopwords_free(list);
    vn_df_free(table);
}

static void a_long_chain_of_syllables_costs_no_square(void)
{
    vn_buf text = {0};
    for (size_t i = 0; i < 100; i++)
        VN_ASSERT_OK(vn_buf_str(&text, i % 50 ? "_a" : " Ba", NULL));
    VN_ASSERT_OK(vn_buf_str(&text, " ", NULL));
    for (size_t i = 0; i < 200000; i++)
        VN_ASSERT_OK(vn_buf_str(&text, "a_", NULL));
    VN_ASSERT_OK(vn_buf_str(&text, " lúa", NULL));
    vn_buf out = {0};
    const vn_keyword_options options = {.limit = 3};
    extract(&out, &options, "", text.ptr);
    CU_ASSERT_STRING_EQUAL(out.ptr, "lúa*1;");
    vn_buf_free(&out);
    vn_buf_free(&text);
}

static void methods_have_names(void)
{
    vn_extractor *x = NULL;
    vn_error err = {0};
    const vn_keyword_options options = {.method = "guess"};
    CU_ASSERT_EQUAL(vn_extractor_new(&x, &options, &err), VN_EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.msg, "'guess'"));
    CU_ASSERT_PTR_NULL(x);
    vn_extractor_free(NULL);
    CU_ASSERT_EQUAL(vn_extractor_new(&x, &(vn_keyword_options){.title_weight = 0.5}, NULL), VN_EINVAL);
    size_t n = 0;
    while (vn_keyword_method_at(n))
        n++;
    CU_ASSERT_EQUAL(n, 11);
    CU_ASSERT_TRUE(vn_keyword_method_at(3)->lower_is_better);
}

static void documents_without_candidates_have_no_keywords(void)
{
    static const example e[] = {
        {"", "", ""}, {"", "của và ở", ""}, {"", ". , 12 9/6/2025 ?", ""}, {"", "ô", ""}, {"lúa", "", "lúa*1;"},
    };
    for (size_t i = 0; vn_keyword_method_at(i); i++)
        check_examples(e, sizeof e / sizeof *e, (vn_keyword_options){.method = vn_keyword_method_at(i)->name});
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"tfidf scores equal the formula", tfidf_scores_equal_the_formula},
        {"yake scores equal the formula", yake_scores_equal_the_formula},
        {"textrank scores equal the formula", textrank_scores_equal_the_formula},
        {"rake scores equal the formula", rake_scores_equal_the_formula},
        {"parts and wholes are one keyword", parts_and_wholes_are_one_keyword},
        {"nothing chosen overlaps itself", nothing_chosen_overlaps_itself},
        {"phrases of the title are no sentences", phrases_of_the_title_are_no_sentences},
        {"phrases earn their place by cohesion", phrases_earn_their_place_by_cohesion},
        {"variants of a name are one", variants_of_a_name_are_one},
        {"well-known places are nobody", well_known_places_are_nobody},
        {"diverse keywords share few syllables", diverse_keywords_share_few_syllables},
        {"shares stand beside their keyword", shares_stand_beside_their_keyword},
        {"spellings of a name are one", spellings_of_a_name_are_one},
        {"edges are words that mean something", edges_are_words_that_mean_something},
        {"a term is shown as it is written most", a_term_is_shown_as_it_is_written_most},
        {"the earlier wins, and the title is first", the_earlier_wins_and_the_title_is_first},
        {"rare words beat usual ones", rare_words_beat_usual_ones},
        {"light words weigh less", light_words_weigh_less},
        {"places are bytes of title and text", places_are_bytes_of_title_and_text},
        {"a table and a list answer as functions do", a_table_and_a_list_answer_as_functions_do},
        {"a long chain of syllables costs no square", a_long_chain_of_syllables_costs_no_square},
        {"methods have names", methods_have_names},
        {"documents without candidates have no keywords", documents_without_candidates_have_no_keywords},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("keyword", tests);
}
