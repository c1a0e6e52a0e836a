#include "harness.h"

#include "boilerplate.h"

#include <stdio.h>

/* What is left of a text, boilerplate cut out; lines that are gone as a whole leave their line feed. */
static void assert_left(const char *text, const char *left)
{
    vn_boilerplate b = {0};
    char out[2048];
    size_t n = 0;
    size_t range = 0;
    CU_ASSERT_EQUAL_FATAL(vn_boilerplate_find(&b, vn_slice_str(text), NULL), VN_OK);
    for (size_t i = 0; text[i]; i++)
        if (!vn_boilerplate_has(&b, &range, i) && n + 1 < sizeof out)
            out[n++] = text[i];
    out[n] = '\0';
    if (strcmp(out, left) != 0) {
        printf("\nof: %s\nis left: %s\nnot: %s\n", text, out, left);
        CU_FAIL("something else is boilerplate");
    }
    vn_boilerplate_free(&b);
}

#define STORY "Chợ nổi bên sông Hậu đông trở lại từ đầu tháng, thuyền bán dưa hấu neo kín một khúc sông.\n"

/* Lines that are junk wherever they stand: between two paragraphs nothing of them is left. */
static void lines_of_no_content_are_marked(void)
{
    static const char *const lines[] = {
        "Đọc thêm:", "XEM THÊM", "Xem thêm: Cá tra được mùa, người nuôi vẫn lo giá", "Tin liên quan", "TIN BÀI LIÊN QUAN:",
        ">> Người bán dưa trên chợ nổi kể chuyện nghề", "> > Video: Một ngày ở chợ nổi", "» Mùa nước nổi về sớm",
        "Theo dõi Báo Bến Sông trên Google News", "Theo dõi chúng tôi trên Facebook", "Mời bạn đọc gửi ảnh dự thi về tòa soạn.",
        "Ảnh: Hoài Nhơn", "(Ảnh: Hoài Nhơn)", "Ảnh minh họa", "Ảnh minh hoạ.", "Ảnh chụp màn hình", "Nguồn: Ban quản lý chợ",
        "Video: Thuyền dưa cập bến", "Đồ họa: Bích Liên", "Bài và ảnh: Hoài Nhơn", "Tin - ảnh: H.N.",
        "Thuyền dưa hấu neo kín bến lúc sáng sớm. Ảnh: Hoài Nhơn", "Thuyền dưa neo kín bến (Ảnh: Hoài Nhơn).",
        "Thuyền dưa neo kín bến - Ảnh: HOÀI NHƠN", "Thuyền dưa neo kín bến.Ảnh:AFP", "Thuyền dưa neo kín bến. Video: Hoài Nhơn",
        "Thuyền dưa neo kín bến (Ảnh minh họa)", "Bích Liên (Theo AFP)", "Bích Liên (tổng hợp)", "Theo Reuters",
        "Theo Bangkok Post, AFP", "Nhóm phóng viên", "PV", "TTXVN", "Tổng hợp", "Hotline: 0900 000 000",
        "Email: toasoan@bensong.example", "- Địa chỉ: 12 Bến Đò, phường 3", "Điện thoại: 0900 000 000", "Chia sẻ",
        "Bình luận (12)", "Gửi bình luận", "Sao chép liên kết", "Trở lại Thể thao", "Trở lại Kinh doanh", "Đăng nhập",
        "Thứ bảy, 7/3/2026, 08:15 (GMT+7)", "* Tên nhân vật đã được thay đổi", "© 2026 Báo Bến Sông", "Xin cảm ơn ông!",
        "Giấy phép số: 12/GP do cơ quan quản lý cấp", "Tổng biên tập: Lữ Văn Cống", "A\xCC\x89nh: Hoa\xCC\x80i Nhơn"};
    for (size_t i = 0; i < VN_COUNT(lines); i++) {
        char text[1024];
        snprintf(text, sizeof text, STORY "%s\nGiá dưa năm nay nhích lên, người trồng có lãi.\n", lines[i]);
        assert_left(text, STORY "\nGiá dưa năm nay nhích lên, người trồng có lãi.\n");
    }
}

/* Lines that resemble them and say something. */
static void lines_of_content_stay(void)
{
    static const char *const lines[] = {
        "Lý do khiến chợ đông", "Hà Lan", "Bích Liên", "Theo chân thương lái", "Theo ông Cống, dưa năm nay ngọt hơn.",
        "Theo dõi giá dưa trên Facebook, ông Cống biết hôm nào nên nhổ neo.", "Xem clip mà nhớ quê, một người viết.",
        "Chia sẻ với báo chí, ông Cống nói giá dưa còn lên.", "Bình luận về giá dưa, ông Cống cho rằng còn lên.",
        "Đăng ký neo thuyền từ năm giờ sáng", "Tổng biên tập tờ báo địa phương cũng ra bến xem.",
        "Địa chỉ quen của khách là bến số ba.", "Điện thoại của ông Cống reo liên tục.", "Nguồn dưa về từ ba xã ven sông.",
        "Ảnh hưởng của triều cường kéo dài đến trưa.", "Hình ảnh chợ nổi đông trở lại làm bà con vui.",
        "Trở lại bến sông sau ba năm", "Người bán nói: “Ảnh này chụp hồi năm ngoái”.", "- Dưa ruột đỏ: 12.000 đồng/kg",
        "Arsenal: Leno; Bellerin, Tierney", "Thuyền dưa neo kín bến, theo ảnh của ban quản lý.",
        "Bản quyền giống dưa vẫn còn tranh cãi.", "Video quay cảnh chợ nổi được nhiều người xem.", "Xem xong chợ, khách lên bờ"};
    for (size_t i = 0; i < VN_COUNT(lines); i++) {
        char text[1024];
        snprintf(text, sizeof text, STORY "%s\nGiá dưa năm nay nhích lên, người trồng có lãi.\n", lines[i]);
        assert_left(text, text);
    }
}

static void names_at_the_end_are_bylines(void)
{
    assert_left(STORY "Bích Liên", STORY);
    assert_left(STORY "Bích Liên - Hoài Nhơn\n", STORY "\n");
    assert_left(STORY "BÍCH LIÊN và H.NHƠN\nTheo Thời báo Bến Sông\n", STORY "\n\n");
    assert_left(STORY "Lữ Cống tổng hợp\n\nChia sẻ\n", STORY "\n\n\n");
    assert_left(STORY "Bích Liên\n" STORY, STORY "Bích Liên\n\n");
    assert_left("Bích Liên\n07/03/2026 08:06 GMT+7\n" STORY, "\n\n" STORY);
    assert_left("07/03/2026 08:06 GMT+7\nBích Liên\n" STORY, "\n\n" STORY);
}

static void headlines_after_a_head_are_a_list(void)
{
    assert_left(STORY "Tin liên quan\nCá tra được mùa, người nuôi vẫn lo giá\nChợ nổi vào mùa cam sành, giá rẻ bất ngờ\n"
                      "(Bến Sông) - Thương lái đến sớm hơn mọi năm.\n" STORY "Cam sành và quýt hồng cùng xuống giá\n",
                STORY "\n\n\n\n\nCam sành và quýt hồng cùng xuống giá\n");
    assert_left(STORY "Đọc thêm\nThương lái nói gì.\nCam sành và quýt hồng cùng xuống giá\n",
                STORY "\nThương lái nói gì.\nCam sành và quýt hồng cùng xuống giá\n");
}

static void headlines_at_the_end_are_a_list(void)
{
    const char *two = "Cá tra được mùa, người nuôi vẫn lo giá\nChợ nổi vào mùa cam sành, giá rẻ bất ngờ\n";
    char text[1024];
    snprintf(text, sizeof text, STORY "%s", two);
    assert_left(text, text);
    snprintf(text, sizeof text, STORY "%sVì sao cầu Bến Đò chậm thông xe?\n", two);
    assert_left(text, STORY "\n\n\n");
    snprintf(text, sizeof text, STORY "Bích Liên\n%s", two);
    assert_left(text, STORY "\n\n\n");
    snprintf(text, sizeof text, STORY "%s- Dưa hấu ruột đỏ loại lớn nhất chợ\n", two);
    assert_left(text, text);
}

static void a_line_says_things_once(void)
{
    assert_left(STORY "Một ngày trên chợ nổi\n" STORY "Một ngày trên chợ nổi\nGiá dưa lên.\nGiá dưa lên.\n",
                STORY "Một ngày trên chợ nổi\n\n\nGiá dưa lên.\nGiá dưa lên.\n");
}

static void agency_marks_begin_an_article(void)
{
    static const char *const marks[] = {"(Dân trí) - ", "(NLĐO)- ", "TTO - ", "TT – ", "VTV.vn - ", "(Bến Sông) — ", "GD&TĐ - "};
    for (size_t i = 0; i < VN_COUNT(marks); i++) {
        char text[1024];
        snprintf(text, sizeof text, "%s" STORY, marks[i]);
        assert_left(text, " " STORY);
    }
    assert_left("(1) - " STORY, "(1) - " STORY);
    assert_left("Mỹ - Trung nối lại đàm phán về dưa hấu.\n", "Mỹ - Trung nối lại đàm phán về dưa hấu.\n");
    assert_left("IS - tổ chức khủng bố - bị đánh bật.\n", "IS - tổ chức khủng bố - bị đánh bật.\n");
    assert_left("TTO -", "TTO -");
}

/* A paragraph that took up a caption loses its credit only. */
static void a_long_line_loses_its_credit(void)
{
    char text[2048] = "";
    char left[2048] = "";
    for (int i = 0; i < 5; i++)
        strncat(text, "Chợ nổi bên sông Hậu đông trở lại, thuyền bán dưa hấu neo kín một khúc sông. ", sizeof text - 1 - strlen(text));
    snprintf(left, sizeof left, "%sThuyền dưa neo kín bến.", text);
    strncat(text, "Thuyền dưa neo kín bến. (Ảnh: Hoài Nhơn)", sizeof text - 1 - strlen(text));
    assert_left(text, left);
}

static void odd_texts_are_passed(void)
{
    static const char *const texts[] = {"", "\n", " \t\r\n\n", "Ảnh: AFP", "Tin liên quan\nXem thêm", "a", ":", "(", "Ảnh:", "- ",
                                        "•", "* ", "\xC2\xA0\n", ">"};
    for (size_t i = 0; i < VN_COUNT(texts); i++)
        assert_left(texts[i], texts[i]);
    assert_left("\xEF\xBB\xBF\xC2\xA0" "Ảnh: AFP \r\n" STORY, "\xEF\xBB\xBF\xC2\xA0 \r\n" STORY);
}

static void assert_headline(const char *title, size_t end)
{
    vn_buf key = {0};
    size_t found = SIZE_MAX;
    CU_ASSERT_EQUAL(vn_title_end(vn_slice_str(title), &key, &found, NULL), VN_OK);
    if (found != end)
        printf("\n%s ends at %zu, not %zu\n", title, found, end);
    CU_ASSERT_EQUAL(found, end);
    vn_buf_free(&key);
}

static void a_headline_ends_before_its_site(void)
{
    static const char story[] = "Chợ nổi đông trở lại";
    static const char *const sites[] = {
        " | Báo Bến Sông", " - Báo Bến sông", " – Bến Đò Tuổi Trẻ | Tạp chí Bến Sông", " | Dân trí", " - Tuổi Trẻ Online",
        " — VnExpress Du lịch", " - VnExpress", " - Thanh Niên", " | bensong.vn", " - Dân_trí ", "|VTV.VN",
        " - Ba\xCC\x81o Dân trí"};
    static const char *const none[] = {
        "", " - Báo động đỏ", " - thanh niên vui", " - Thanh niên", " - BÁO ĐỘNG ĐỎ", " - Vũng Tàu", "-VTV", " | ",
        " - báo Bến Sông", " - Tuổi Trẻ Online vào cuộc", " - VnExpress kể chuyện chợ nổi bên sông Hậu"};
    char title[256];
    for (size_t i = 0; i < VN_COUNT(sites); i++) {
        snprintf(title, sizeof title, "%s%s", story, sites[i]);
        const char *cut = strchr(sites[i], '|');
        assert_headline(title, strlen(story) + (cut ? (size_t)(cut - sites[i]) : 0));
    }
    for (size_t i = 0; i < VN_COUNT(none); i++) {
        snprintf(title, sizeof title, "%s%s", story, none[i]);
        assert_headline(title, strlen(title) - (strcmp(none[i], " | ") == 0));
    }
    assert_headline("Báo Dân trí", strlen("Báo Dân trí"));
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"lines of no content are marked", lines_of_no_content_are_marked},
        {"lines of content stay", lines_of_content_stay},
        {"names at the end are bylines", names_at_the_end_are_bylines},
        {"headlines after a head are a list", headlines_after_a_head_are_a_list},
        {"headlines at the end are a list", headlines_at_the_end_are_a_list},
        {"a line says things once", a_line_says_things_once},
        {"agency marks begin an article", agency_marks_begin_an_article},
        {"a long line loses its credit", a_long_line_loses_its_credit},
        {"odd texts are passed", odd_texts_are_passed},
        {"a headline ends before its site", a_headline_ends_before_its_site},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("boilerplate", tests);
}
