#include "harness.h"

#include "buf.h"
#include "rng.h"
#include "token.h"

#include <stdio.h>

/* The tokens of a text parted by spaces, its sentences by " | ". */
static void render(const char *text, size_t len, vn_buf *out)
{
    vn_tokenizer tk = {0};
    vn_tokenizer_begin(&tk, vn_slice_of(text, len));
    for (size_t s = 0; vn_tokenizer_next(&tk, NULL) == VN_OK; s++) {
        for (size_t i = 0; i < tk.n; i++) {
            (void)vn_buf_str(out, i ? " " : s ? " | " : "", NULL);
            (void)vn_buf_append(out, text + tk.token[i].start, tk.token[i].len, NULL);
        }
    }
    vn_tokenizer_free(&tk);
    (void)vn_buf_append(out, "", 0, NULL);
}

typedef struct row {
    const char *text;
    const char *tokens;
} row;

static void check(const row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        vn_buf out = {0};
        render(rows[i].text, strlen(rows[i].text), &out);
        const bool same = !strcmp(out.ptr ? out.ptr : "", rows[i].tokens);
        if (!same)
            printf("\n  %s\n  gives  %s\n  wanted %s\n", rows[i].text, out.ptr, rows[i].tokens);
        CU_ASSERT(same);
        vn_buf_free(&out);
    }
}

static void numbers_are_whole(void)
{
    static const row ROWS[] = {
        {"giá 1.000 và 3,5 và 1.234.567,89 đồng", "giá 1.000 và 3,5 và 1.234.567,89 đồng"},
        {"tăng 95% hay 20-30%, 0,5 %", "tăng 95 % hay 20-30 % , 0,5 %"},
        {"ngày 9/6/2025, 9-6-2025, 9.6.2025.", "ngày 9/6/2025 , 9-6-2025 , 9.6.2025 ."},
        {"lúc 20h, 10h30, 10h30', 10:30, 7h15", "lúc 20h , 10h30 , 10h30' , 10:30 , 7h15"},
        {"họp ‘lúc 10h30’ nhé", "họp ‘ lúc 10h30’ nhé"},
        {"dài 42cm, 100m2, 4G, 3D", "dài 42cm , 100m2 , 4G , 3D"},
        {"xe 29A-123.45 và 43H-016", "xe 29A-123.45 và 43H-016"},
        {"từ 5.000-6.000, thắng 2-1, 2016–2020", "từ 5.000-6.000 , thắng 2-1 , 2016–2020"},
        {"từ 5 - 6 người", "từ 5 - 6 người"},
        {"số 753/QĐ-TTg, 12/2025/NĐ-CP, 01/CT-UBND", "số 753/QĐ-TTg , 12/2025/NĐ-CP , 01/CT-UBND"},
        {"Nghị quyết 18-NQ/TW.", "Nghị quyết 18-NQ/TW ."},
        {"chạy 100km/h, 10/ngày", "chạy 100km/h , 10 / ngày"},
        {"lạnh -5 độ, từ 3 -5 độ (-7)", "lạnh -5 độ , từ 3 - 5 độ ( -7 )"},
        {"máy bay Su -30, mã VGI +3,4 %, xe 51C -170.82", "máy bay Su - 30 , mã VGI +3,4 % , xe 51C - 170.82"},
        {"ngày 6-Jan, 20-Dec, 7-Maria, 20-Decem, 100-Jan", "ngày 6-Jan , 20-Dec , 7 - Maria , 20 - Decem , 100 - Jan"},
        {"quý III/2025, IV/24, X/20255, MIX/2025", "quý III/2025 , IV/24 , X / 20255 , MIX / 2025"},
        {"phiên T+2, T+3; A+B, ab+2", "phiên T+2 , T+3 ; A + B , ab + 2"},
        {"gọi +84912345678, phút 90+2", "gọi +84912345678 , phút 90+2"},
        {"trả 500$, $5, 7€", "trả 500 $ , $ 5 , 7 €"},
        {"rộng 30m² và ½ quả", "rộng 30m² và ½ quả"},
        {"5%-10%", "5 % - 10 %"},
    };
    check(ROWS, VN_COUNT(ROWS));
}

static void links_are_whole(void)
{
    static const row ROWS[] = {
        {"xem https://bao.vn/a-b_c?x=1&y=2#z. Rồi", "xem https://bao.vn/a-b_c?x=1&y=2#z . | Rồi"},
        {"(www.abc.vn/x), HTTP://A.B/", "( www.abc.vn/x ) , HTTP://A.B/"},
        {"https://vi.wiki.org/wiki/Huế_(thành_phố)", "https://vi.wiki.org/wiki/Huế_(thành_phố)"},
        {"đọc vnexpress.net, bktt.vn và 24h.com.vn/tin.", "đọc vnexpress.net , bktt.vn và 24h.com.vn/tin ."},
        {"gửi toa.soan+tin@bao-moi.com.vn, a1@b.vn.", "gửi toa.soan+tin@bao-moi.com.vn , a1@b.vn ."},
        {"cùng @ten_toi, #ViệtNam #1 @ #", "cùng @ten_toi , #ViệtNam # 1 @ #"},
        {"“https://a.vn/b” nhé", "“ https://a.vn/b ” nhé"},
        {"học xong.về nhà", "học xong . về nhà"},
    };
    check(ROWS, VN_COUNT(ROWS));
}

static void names_and_models_are_whole(void)
{
    static const row ROWS[] = {
        {"F-16 G20 COVID-19 Covid-19 A320-200 B2B Su-57", "F-16 G20 COVID-19 Covid-19 A320-200 B2B Su-57"},
        {"iPhone 4K m2 U23", "iPhone 4K m2 U23"},
        {"GD-ĐT, CH-DCND, LĐ-TB-XH, VN-Index, V-League", "GD-ĐT , CH-DCND , LĐ-TB-XH , VN-Index , V-League"},
        {"Saint-Exupéry, Wai-kru, Rolls-Royce, Kim Jong-un", "Saint-Exupéry , Wai-kru , Rolls-Royce , Kim Jong-un"},
        {"bê-tông, vắc-xin, X-quang, e-mail", "bê-tông , vắc-xin , X-quang , e-mail"},
        {"Hà Nội-Hải Phòng, Mỹ-Trung, Hà Nội–Huế", "Hà Nội - Hải Phòng , Mỹ - Trung , Hà Nội – Huế"},
        {"Mỹ - Trung, Mỹ — Trung", "Mỹ - Trung , Mỹ — Trung"},
        {"Việt Nam-EU, Hà Nội-Paris, Nga-NATO", "Việt Nam - EU , Hà Nội - Paris , Nga - NATO"},
        {"kinh tế-xã hội", "kinh tế - xã hội"},
        {"km/h, m/s, kg/m3, và/hoặc, vợ/chồng", "km/h , m/s , kg/m3 , và / hoặc , vợ / chồng"},
        {"cúm A/H5N1, F/A-18", "cúm A/H5N1 , F/A-18"},
        {"O'Neal, H’Hen, McDonald's, rock 'n roll", "O'Neal , H’Hen , McDonald's , rock 'n roll"},
        {"'Hà Nội', ‘Huế’", "' Hà Nội ' , ‘ Huế ’"},
        {"T&T, R&D, anh & em", "T&T , R&D , anh & em"},
        {"tệp a_b_c và _x_", "tệp a_b_c và _ x_"},
        {"tệp mau_don_02.docx, bia.jpg.", "tệp mau_don_02.docx , bia.jpg ."},
        {"biến thể JN.1, XBB.1.5, khối NATO.2", "biến thể JN.1 , XBB.1.5 , khối NATO . 2"},
    };
    check(ROWS, VN_COUNT(ROWS));
}

static void abbreviations_keep_their_full_stop(void)
{
    static const row ROWS[] = {
        {"ở TP.HCM, TP. Huế, TP.Huế, T.Ư", "ở TP.HCM , TP. Huế , TP. Huế , T.Ư"},
        {"PGS.TS Lê Văn Tám, GS.TS. Bùi Tá, ThS. Vũ", "PGS.TS Lê Văn Tám , GS.TS. Bùi Tá , ThS. Vũ"},
        {"ở Q.1, Q. 3, P. Bến Nghé, q.5", "ở Q.1 , Q. 3 , P. Bến Nghé , q.5"},
        {"Mr. Bean, St. Louis, V.League, U.S.A. là", "Mr. Bean , St. Louis , V.League , U.S.A. là"},
        {"J. K. Rowling và George W. Bush tới.", "J. K. Rowling và George W. Bush tới ."},
        {"Nguyễn Văn A. ra tòa.", "Nguyễn Văn A. ra tòa ."},
        {"Bà K. (54 tuổi) gặp ông H., rồi về với T.", "Bà K. ( 54 tuổi ) gặp ông H. , rồi về với T ."},
        {"Bắt Nguyễn Văn A. Công an nói.", "Bắt Nguyễn Văn A . | Công an nói ."},
        {"Gặp anh T. Sau đó về.", "Gặp anh T . | Sau đó về ."},
        {"cam, ổi, v.v. Chợ đông.", "cam , ổi , v.v. | Chợ đông ."},
        {"cam, ổi, v.v. và mít", "cam , ổi , v.v. và mít"},
        {"xem tr. 15, Nxb. Trẻ", "xem tr. 15 , Nxb. Trẻ"},
        {"Sang Đông Nam Á.Trong đó", "Sang Đông Nam Á . | Trong đó"},
    };
    check(ROWS, VN_COUNT(ROWS));
}

static void marks_are_one_token_each(void)
{
    static const row ROWS[] = {
        {"vui :) quá =)) :-( :D ^^", "vui :) quá =)) :-( :D ^^"},
        {"gồm:) và :(ba) :)( =a ^ b", "gồm : ) và : ( ba ) : ) ( = a ^ b"},
        {"rồi... thôi… hết……", "rồi ... thôi … hết ……"},
        {"Hay!!! Thật?!", "Hay ! ! ! | Thật ? !"},
        {"“a” \"b\" (c) [d] «e»", "“ a ” \" b \" ( c ) [ d ] « e »"},
        {"vui 😀👍🏽👨‍👩‍👧🇻🇳❤️ quá", "vui 😀 👍🏽 👨‍👩‍👧 🇻🇳 ❤️ quá"},
        {"chữ 日本語 và ไทย", "chữ 日本語 và ไทย"},
        {"3×4÷2", "3 × 4 ÷ 2"},
    };
    check(ROWS, VN_COUNT(ROWS));
}

static void sentences_end_where_a_reader_stops(void)
{
    static const row ROWS[] = {
        {"Trời mưa. Ta về! Đi đâu? Ừ…", "Trời mưa . | Ta về ! | Đi đâu ? | Ừ …"},
        {"“Đi đâu?” ông hỏi. “Đi chợ.” Bà nói.", "“ Đi đâu ? ” ông hỏi . | “ Đi chợ . ” | Bà nói ."},
        {"\"Về thôi!\" - bà nói. (Ảnh: Lê.) Hết", "\" Về thôi ! \" - bà nói . | ( Ảnh : Lê . ) | Hết"},
        {"Yahoo! ra mắt... rồi thôi... Hết", "Yahoo ! ra mắt ... rồi thôi ... | Hết"},
        {"1. Điều một\n2. Điều hai", "1 . Điều một | 2 . Điều hai"},
        {"Năm 2020. Sau đó", "Năm 2020 . | Sau đó"},
        {"Về trường.Sau đó", "Về trường . | Sau đó"},
        {"Tên lạ (?) Anh cười", "Tên lạ ( ? ) Anh cười"},
        {"Đầu đề bài báo\n\nmở bài", "Đầu đề bài báo | mở bài"},
        {"Đầu đề bài báo\nHôm qua trời mưa", "Đầu đề bài báo | Hôm qua trời mưa"},
        {"dòng bị ngắt\nở giữa câu,\nHuế mưa", "dòng bị ngắt ở giữa câu , Huế mưa"},
        {"Một dòng rất dài được ngắt bằng tay trước\nkhi hết câu và rồi đi tới vùng đất của người\nMường ở Hòa Bình",
         "Một dòng rất dài được ngắt bằng tay trước khi hết câu và rồi đi tới vùng đất của người Mường ở Hòa Bình"},
        {"", ""},
        {" \t\r\n\xC2\xA0\xE2\x80\x8B", ""},
    };
    check(ROWS, VN_COUNT(ROWS));
}

static void invisible_characters_stay_inside_tokens(void)
{
    static const row ROWS[] = {
        {"Hà\xC2\xA0Nội\xE3\x80\x80xa", "Hà Nội xa"},
        {"xin\xE2\x80\x8B" "chào \xE2\x80\x8B bạn\xEF\xBB\xBF !", "xin\xE2\x80\x8B" "chào bạn !"},
        {"ho\xCC\x80" "a bi\xCC\x80nh", "ho\xCC\x80" "a bi\xCC\x80nh"},
        {"Ha\xCC\x80 No\xCC\xA3\xCC\x82i-Hue\xCC\x82\xCC\x81", "Ha\xCC\x80 No\xCC\xA3\xCC\x82i - Hue\xCC\x82\xCC\x81"},
    };
    check(ROWS, VN_COUNT(ROWS));
}

static void kinds_follow_the_first_character(void)
{
    static const struct {
        const char *token;
        vn_token_kind kind;
    } ROWS[] = {
        {"học", VN_TOKEN_SYLLABLE},      {"học_sinh", VN_TOKEN_SYLLABLE}, {"Đ", VN_TOKEN_SYLLABLE},
        {"COVID-19", VN_TOKEN_SYLLABLE}, {"日本", VN_TOKEN_SYLLABLE},     {"50_mét", VN_TOKEN_SYLLABLE},
        {"1.000", VN_TOKEN_NUMBER},      {"9/6/2025", VN_TOKEN_NUMBER},   {"42cm", VN_TOKEN_NUMBER},
        {"3_-_4", VN_TOKEN_NUMBER},      {"100%", VN_TOKEN_NUMBER},       {"-5", VN_TOKEN_NUMBER},
        {"753/QĐ-TTg", VN_TOKEN_NUMBER}, {"a@b.vn", VN_TOKEN_LINK},       {"https://a.vn", VN_TOKEN_LINK},
        {"#tết", VN_TOKEN_LINK},         {"...", VN_TOKEN_PUNCT},         {"“", VN_TOKEN_PUNCT},
        {"__", VN_TOKEN_PUNCT},          {"😀", VN_TOKEN_PUNCT},          {"", VN_TOKEN_PUNCT},
        {"a__b", VN_TOKEN_SYLLABLE},     {"H.", VN_TOKEN_SYLLABLE},       {"²", VN_TOKEN_NUMBER},
    };
    for (size_t i = 0; i < VN_COUNT(ROWS); i++)
        CU_ASSERT_EQUAL(vn_token_classify(vn_slice_str(ROWS[i].token)), ROWS[i].kind);
}

static void tokens_know_what_stands_before_them(void)
{
    vn_tokenizer tk = {0};
    vn_tokenizer_begin(&tk, vn_slice_str("95% “mưa”\n"));
    VN_ASSERT_OK(vn_tokenizer_next(&tk, NULL));
    CU_ASSERT_EQUAL_FATAL(tk.n, 5);
    static const uint8_t FLAGS[] = {0, VN_TOKEN_GLUED, 0, VN_TOKEN_GLUED, VN_TOKEN_GLUED};
    for (size_t i = 0; i < 5; i++)
        CU_ASSERT_EQUAL(tk.token[i].flags, FLAGS[i]);
    CU_ASSERT_EQUAL(tk.token[1].kind, VN_TOKEN_PUNCT);
    CU_ASSERT_EQUAL(vn_tokenizer_next(&tk, NULL), VN_DONE);
    vn_tokenizer_free(&tk);
}

/* The bytes that no token covers must be white space or zero-width characters: spaces[] is told apart from the code
 * under test by hand. */
static bool is_gap(const char *p, size_t len)
{
    static const char *const GAP[] = {" ", "\t", "\n", "\v", "\f", "\r", "\xC2\x85", "\xC2\xA0", "\xC2\xAD", "\xE2\x80\x8B",
                                      "\xE2\x80\x8D", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    while (len) {
        size_t used = 0;
        for (size_t i = 0; i < VN_COUNT(GAP) && !used; i++)
            if (strlen(GAP[i]) <= len && !memcmp(p, GAP[i], strlen(GAP[i])))
                used = strlen(GAP[i]);
        if (!used)
            return false;
        p += used;
        len -= used;
    }
    return true;
}

static bool covers(const char *text, size_t len)
{
    vn_tokenizer tk = {0};
    vn_tokenizer_begin(&tk, vn_slice_of(text, len));
    size_t at = 0;
    bool good = true;
    while (good && vn_tokenizer_next(&tk, NULL) == VN_OK) {
        good = tk.n > 0 && tk.n <= VN_SENTENCE_TOKENS;
        for (size_t i = 0; good && i < tk.n; i++) {
            const vn_token t = tk.token[i];
            good = t.len > 0 && t.start >= at && t.start + t.len <= len && is_gap(text + at, t.start - at);
            at = t.start + t.len;
        }
    }
    good = good && is_gap(text + at, len - at);
    vn_tokenizer_free(&tk);
    return good;
}

static void every_byte_is_in_one_token_or_white(void)
{
    static const char *const PIECE[] = {
        "học", "Nội", "A", "đ", "GS", "TP", "v", "12", "7h", "3,5", ".", ".", ",", "-", "–", "/", "'", "’", "\"", "”", "(",
        ")", "!", "?", "…", "...", "@", "#", "&", ":", "+", "_", "%", "$", "http://", "www.", "a@b.vn", "vn", " ", " ", " ",
        "\n", "\n\n", "\xC2\xA0", "\xE2\x80\x8B", "\xE2\x80\x8D", "\xCC\x81", "😀", "日", "\xC2", "\xE1\xBA", "\xFF", "\x80", "×", "²"};
    vn_rng rng;
    vn_rng_seed(&rng, 7);
    char text[512];
    for (size_t round = 0; round < 20000; round++) {
        size_t len = 0;
        const size_t pieces = vn_rng_below(&rng, 30);
        for (size_t i = 0; i < pieces; i++) {
            const char *piece = PIECE[vn_rng_below(&rng, VN_COUNT(PIECE))];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        char *exact = malloc(len + 1); /* so that a sanitizer sees a read past the end */
        CU_ASSERT_PTR_NOT_NULL_FATAL(exact);
        memcpy(exact, text, len);
        CU_ASSERT_FATAL(covers(exact, len));
        free(exact);
    }
}

/* Plain words are told from others 64 bytes at a time: where the blocks lie must not matter, nor what follows the text. */
static void tokens_do_not_depend_on_where_they_stand(void)
{
    static const char TEXT[] = "Ở Úc, ấn phẩm số 12 a×b c÷d đã_có Øre, ủy ban 5,5 x1, ỷ lại nghiêng ngả, Ẓẓẓ ᐁb ᛒ ho\xCC\x80" "a ϗ, ừ "
                               "dài_dài_dài_dài_dài_dài_dài_dài_dài_dài_dài_dài_dài_dài_dài_dài_dài_dài, hết";
    vn_buf first = {0}, text = {0}, out = {0};
    render(TEXT, sizeof TEXT - 1, &first);
    CU_ASSERT(strstr(first.ptr, "a × b c ÷ d đã_có Øre , ủy ban 5,5 x1 , ỷ lại") != NULL);
    for (size_t before = 0; before < 130; before++) {
        text.len = out.len = 0;
        for (size_t i = 0; i < before; i++)
            (void)vn_buf_str(&text, i % 7 ? "u" : " ", NULL);
        (void)vn_buf_str(&text, " ", NULL);
        const size_t from = text.len;
        (void)vn_buf_str(&text, TEXT, NULL);
        const size_t len = text.len;
        (void)vn_buf_str(&text, before % 2 ? "ư" : " , a", NULL); /* behind the text: not of it */
        render(text.ptr, len, &out);
        CU_ASSERT_FATAL(out.len >= first.len);
        CU_ASSERT(from == 0 || !strcmp(out.ptr + out.len - first.len, first.ptr));
    }
    vn_buf_free(&first);
    vn_buf_free(&text);
    vn_buf_free(&out);
}

static void random_bytes_do_no_harm(void)
{
    vn_rng rng;
    vn_rng_seed(&rng, 8);
    for (size_t round = 0; round < 3000; round++) {
        const size_t len = vn_rng_below(&rng, 200);
        char *text = malloc(len ? len : 1);
        CU_ASSERT_PTR_NOT_NULL_FATAL(text);
        for (size_t i = 0; i < len; i++)
            text[i] = (char)vn_rng_below(&rng, 256);
        vn_tokenizer tk = {0};
        vn_tokenizer_begin(&tk, vn_slice_of(text, len));
        size_t at = 0;
        while (vn_tokenizer_next(&tk, NULL) == VN_OK)
            for (size_t i = 0; i < tk.n; i++) {
                CU_ASSERT_FATAL(tk.token[i].start >= at && tk.token[i].len > 0);
                at = tk.token[i].start + tk.token[i].len;
            }
        CU_ASSERT_FATAL(at <= len);
        vn_tokenizer_free(&tk);
        free(text);
    }
}

static void long_input_stays_bounded(void)
{
    const size_t len = 1000000;
    char *text = malloc(len);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    static const char *const FILL[] = {"a", "ơ", ".", "-a", "a.", "a@", "1.", "_", "'", "x "};
    for (size_t f = 0; f < VN_COUNT(FILL); f++) {
        const size_t step = strlen(FILL[f]);
        for (size_t i = 0; i + step <= len; i += step)
            memcpy(text + i, FILL[f], step);
        CU_ASSERT(covers(text, len / step * step));
    }
    free(text);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"numbers are whole", numbers_are_whole},
        {"links are whole", links_are_whole},
        {"names and models are whole", names_and_models_are_whole},
        {"abbreviations keep their full stop", abbreviations_keep_their_full_stop},
        {"marks are one token each", marks_are_one_token_each},
        {"sentences end where a reader stops", sentences_end_where_a_reader_stops},
        {"invisible characters stay inside tokens", invisible_characters_stay_inside_tokens},
        {"kinds follow the first character", kinds_follow_the_first_character},
        {"tokens know what stands before them", tokens_know_what_stands_before_them},
        {"every byte is in one token or white", every_byte_is_in_one_token_or_white},
        {"tokens do not depend on where they stand", tokens_do_not_depend_on_where_they_stand},
        {"random bytes do no harm", random_bytes_do_no_harm},
        {"long input stays bounded", long_input_stays_bounded},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("token", tests);
}
