/* One line of an article by itself. Wording is looked up in the folded line, of which only the beginning is made; what
 * the rules say about capitals and marks is read from the line. */
#include "boilerplate.h"

#include "buf.h"
#include "norm.h"

enum {
    WORDING_MAX = 250, /* bytes of a line that is junk by its wording */
    CAPTION_MAX = 320, /* of a caption with its credit */
    CREDIT_MAX = 90,   /* of a credit behind its colon, or of a credit line */
    NAME_MAX = 90,     /* of a byline */
    HEADLINE_MIN = 25,
    HEADLINE_MAX = 200,
    MARK_MAX = 32,     /* of an agency mark */
    STAMP_MAX = 60,
    LABEL_MAX = 60,
    KEY_MAX = 90,      /* bytes of a line that is folded as a whole */
    KEY_FIRST = 12,    /* of a longer one, to see whether a rule begins so, */
    KEY_LONG = 60      /* and if one does */
};

/* ---- wording ---- */

typedef enum wording {
    WHOLE,  /* the line says just this, but for marks and digits at its end */
    BEGINS, /* the line begins so, at the end of a word */
    COLON,  /* the line begins so, and a colon follows */
} wording;

typedef struct rule {
    const char *key; /* folded */
    uint8_t len;
    uint8_t how;
    uint8_t kind;
} rule;

#define ROW(key, how, kind) {key, sizeof key - 1, how, kind}
#define JUNK(how, key) ROW(key, how, VN_LINE_JUNK)
#define HEAD(how, key) ROW(key, how, VN_LINE_HEAD)
#define BYLINE(how, key) ROW(key, how, VN_LINE_BYLINE)

/* Sorted by key, so that a line meets only rules that begin as it does; of one key the narrowest first. */
static const rule rules[] = {
    JUNK(COLON, "(nguồn"), BYLINE(WHOLE, "(tổng_hợp"), JUNK(COLON, "(ảnh"), JUNK(WHOLE, "(ảnh_minh_họa"),
    JUNK(WHOLE, "(ảnh_tư_liệu"), JUNK(COLON, "biên_tập"), JUNK(COLON, "bài,_ảnh"),
    JUNK(COLON, "bài_-_ảnh"), HEAD(WHOLE, "bài_cùng_chuyên_mục"), JUNK(COLON, "bài_cùng_chuyên_mục"),
    HEAD(WHOLE, "bài_khác"), JUNK(COLON, "bài_khác"), HEAD(WHOLE, "bài_liên_quan"), JUNK(COLON, "bài_liên_quan"),
    JUNK(BEGINS, "bài_viết_không_nhất_thiết"), HEAD(WHOLE, "bài_viết_liên_quan"), JUNK(COLON, "bài_viết_liên_quan"),
    JUNK(BEGINS, "bài_viết_thể_hiện_quan_điểm"), JUNK(COLON, "bài_và_ảnh"), HEAD(WHOLE, "bài_đọc_nhiều"),
    JUNK(COLON, "bài_đọc_nhiều"), JUNK(COLON, "bài_ảnh"), JUNK(COLON, "bài_–_ảnh"), JUNK(WHOLE, "bình_luận"),
    HEAD(WHOLE, "bạn_có_thể_quan_tâm"), JUNK(COLON, "bạn_có_thể_quan_tâm"), HEAD(WHOLE, "bạn_có_thể_thích"),
    JUNK(COLON, "bạn_có_thể_thích"), JUNK(BEGINS, "bản_quyền_thuộc"), JUNK(WHOLE, "chia_sẻ"),
    JUNK(BEGINS, "chia_sẻ_bài_viết"), JUNK(BEGINS, "chỉ_được_phát_hành_lại"), JUNK(WHOLE, "chủ_đề"),
    JUNK(COLON, "chủ_đề"), JUNK(COLON, "clip"), JUNK(WHOLE, "copy_link"), JUNK(WHOLE, "copy_link_thành_công"),
    JUNK(BEGINS, "copyright"), HEAD(WHOLE, "các_tin_khác"), JUNK(COLON, "các_tin_khác"),
    HEAD(WHOLE, "các_tin_liên_quan"), JUNK(COLON, "các_tin_liên_quan"), HEAD(WHOLE, "có_thể_bạn_quan_tâm"),
    JUNK(COLON, "có_thể_bạn_quan_tâm"), HEAD(WHOLE, "cùng_chuyên_mục"), JUNK(COLON, "cùng_chuyên_mục"),
    JUNK(COLON, "cơ_quan_chủ_quản"), JUNK(WHOLE, "cảm_ơn_ông"), JUNK(BEGINS, "cấm_sao_chép"), JUNK(COLON, "e-mail"),
    JUNK(COLON, "email"), JUNK(WHOLE, "facebook"), JUNK(COLON, "facebook"), JUNK(COLON, "fanpage"),
    JUNK(COLON, "fax"), JUNK(BEGINS, "giấy_phép_hoạt_động_số"), JUNK(BEGINS, "giấy_phép_số"),
    JUNK(BEGINS, "gửi_bài_viết"), JUNK(WHOLE, "gửi_bình_luận"), JUNK(WHOLE, "gửi_email"), JUNK(COLON, "hotline"),
    JUNK(WHOLE, "hình_minh_họa"), JUNK(COLON, "hình_ảnh"), JUNK(WHOLE, "in_bài"), JUNK(WHOLE, "in_bài_viết"),
    JUNK(COLON, "infographic"), JUNK(COLON, "liên_hệ"), JUNK(BEGINS, "liên_hệ_quảng_cáo"),
    JUNK(BEGINS, "liên_hệ_tòa_soạn"), JUNK(WHOLE, "lưu_bài"),
    JUNK(WHOLE, "lưu_bài_viết"), JUNK(BEGINS, "mọi_thắc_mắc_vui_lòng"), JUNK(BEGINS, "mọi_ý_kiến_đóng_góp"),
    JUNK(WHOLE, "mới_nhất"), JUNK(BEGINS, "mời_bạn_đọc"), JUNK(BEGINS, "mời_các_bạn_đón"), JUNK(BEGINS, "mời_quý_vị"),
    JUNK(BEGINS, "mời_quý_độc_giả"), HEAD(WHOLE, "mời_xem_thêm"), JUNK(COLON, "mời_xem_thêm"),
    HEAD(WHOLE, "mời_đọc_thêm"), JUNK(COLON, "mời_đọc_thêm"), JUNK(BEGINS, "mời_độc_giả"), JUNK(COLON, "nguồn"),
    JUNK(COLON, "nguồn_clip"), JUNK(COLON, "nguồn_tin"), JUNK(COLON, "nguồn_video"), JUNK(COLON, "nguồn_ảnh"),
    JUNK(COLON, "người_viết"), BYLINE(WHOLE, "nhóm_phóng_viên"), BYLINE(BEGINS, "nhóm_pv"),
    HEAD(WHOLE, "nội_dung_liên_quan"), JUNK(COLON, "nội_dung_liên_quan"), BYLINE(WHOLE, "p.v"),
    JUNK(COLON, "phó_tổng_biên_tập"), BYLINE(WHOLE, "pv"), JUNK(WHOLE, "quan_tâm_nhất"),
    JUNK(WHOLE, "quan_tâm_nhất_mới_nhất"), JUNK(BEGINS, "quan_điểm_của_bạn_thế_nào"), JUNK(WHOLE, "quay_lại"),
    JUNK(WHOLE, "quảng_cáo"), JUNK(WHOLE, "sao_chép_liên_kết"), JUNK(COLON, "số_giấy_phép"),
    JUNK(COLON, "số_điện_thoại"), JUNK(WHOLE, "tag"), JUNK(COLON, "tag"), JUNK(WHOLE, "tags"), JUNK(COLON, "tags"),
    JUNK(COLON, "tel"), BYLINE(WHOLE, "theo_dân_trí"), JUNK(WHOLE, "theo_dõi"), BYLINE(WHOLE, "theo_lao_động"),
    BYLINE(WHOLE, "theo_người_lao_động"), BYLINE(WHOLE, "theo_thanh_niên"), BYLINE(WHOLE, "theo_tiền_phong"),
    BYLINE(WHOLE, "theo_ttxvn"), BYLINE(WHOLE, "theo_tuổi_trẻ"), BYLINE(WHOLE, "theo_vnexpress"),
    JUNK(COLON, "thiết_kế"), JUNK(WHOLE, "thông_tin_tòa_soạn"), JUNK(COLON, "thực_hiện"), JUNK(COLON, "tin,_ảnh"),
    JUNK(COLON, "tin_-_ảnh"), HEAD(WHOLE, "tin_bài_khác"), JUNK(COLON, "tin_bài_khác"),
    HEAD(WHOLE, "tin_bài_liên_quan"), JUNK(COLON, "tin_bài_liên_quan"), HEAD(WHOLE, "tin_bài_đáng_chú_ý"),
    JUNK(COLON, "tin_bài_đáng_chú_ý"), HEAD(WHOLE, "tin_cùng_chuyên_mục"), JUNK(COLON, "tin_cùng_chuyên_mục"),
    HEAD(WHOLE, "tin_cùng_sự_kiện"), JUNK(COLON, "tin_cùng_sự_kiện"), HEAD(WHOLE, "tin_khác"),
    JUNK(COLON, "tin_khác"), HEAD(WHOLE, "tin_liên_quan"), JUNK(COLON, "tin_liên_quan"), HEAD(WHOLE, "tin_mới"),
    JUNK(COLON, "tin_mới"), HEAD(WHOLE, "tin_mới_nhất"), JUNK(COLON, "tin_mới_nhất"), HEAD(WHOLE, "tin_nóng"),
    JUNK(COLON, "tin_nóng"), HEAD(WHOLE, "tin_nổi_bật"), JUNK(COLON, "tin_nổi_bật"), JUNK(COLON, "tin_và_ảnh"),
    HEAD(WHOLE, "tin_đọc_nhiều"), JUNK(COLON, "tin_đọc_nhiều"), JUNK(COLON, "tin_ảnh"), JUNK(WHOLE, "trang_chủ"),
    JUNK(WHOLE, "trân_trọng_cảm_ơn"), JUNK(WHOLE, "trân_trọng_cảm_ơn_ông"), JUNK(COLON, "trình_bày"),
    JUNK(WHOLE, "trở_lại_bất_động_sản"), JUNK(WHOLE, "trở_lại_công_nghệ"), JUNK(WHOLE, "trở_lại_du_lịch"),
    JUNK(WHOLE, "trở_lại_giáo_dục"), JUNK(WHOLE, "trở_lại_giải_trí"), JUNK(WHOLE, "trở_lại_góc_nhìn"),
    JUNK(WHOLE, "trở_lại_khoa_học"), JUNK(WHOLE, "trở_lại_kinh_doanh"), JUNK(WHOLE, "trở_lại_pháp_luật"),
    JUNK(WHOLE, "trở_lại_số_hóa"), JUNK(WHOLE, "trở_lại_sức_khỏe"), JUNK(WHOLE, "trở_lại_thư_giãn"),
    JUNK(WHOLE, "trở_lại_thế_giới"), JUNK(WHOLE, "trở_lại_thể_thao"), JUNK(WHOLE, "trở_lại_thời_sự"),
    JUNK(WHOLE, "trở_lại_tâm_sự"), JUNK(WHOLE, "trở_lại_xe"), JUNK(WHOLE, "trở_lại_ý_kiến"),
    JUNK(WHOLE, "trở_lại_đời_sống"), JUNK(COLON, "trụ_sở_chính"), BYLINE(WHOLE, "ttxvn"), JUNK(WHOLE, "twitter"),
    JUNK(COLON, "tác_giả"), JUNK(COLON, "tòa_soạn"), JUNK(BEGINS, "tải_ứng_dụng"), JUNK(COLON, "tổng_biên_tập"),
    BYLINE(WHOLE, "tổng_hợp"), JUNK(WHOLE, "từ_khóa"), JUNK(COLON, "từ_khóa"), JUNK(COLON, "video"),
    JUNK(COLON, "video_clip"), JUNK(COLON, "video_và_ảnh"), HEAD(WHOLE, "video_đang_xem_nhiều"),
    JUNK(COLON, "video_đang_xem_nhiều"), JUNK(WHOLE, "về_trang_chủ"), JUNK(WHOLE, "về_đầu_trang"), JUNK(COLON, "web"),
    JUNK(COLON, "website"), JUNK(COLON, "xem_clip"), JUNK(BEGINS, "xem_các_bài_viết_của_tác_giả"),
    HEAD(WHOLE, "xem_nhiều"), JUNK(COLON, "xem_nhiều"), HEAD(WHOLE, "xem_nhiều_nhất"), JUNK(COLON, "xem_nhiều_nhất"),
    HEAD(WHOLE, "xem_thêm"), JUNK(BEGINS, "xem_thêm"), HEAD(WHOLE, "xem_thêm_về"), HEAD(WHOLE, "xem_tiếp"),
    JUNK(BEGINS, "xem_tiếp"), JUNK(WHOLE, "xem_tất_cả_bình_luận"), JUNK(WHOLE, "xem_video"), JUNK(COLON, "xem_video"),
    JUNK(WHOLE, "xin_cám_ơn_ông"), JUNK(WHOLE, "xin_cảm_ơn_anh"), JUNK(WHOLE, "xin_cảm_ơn_bà"),
    JUNK(WHOLE, "xin_cảm_ơn_chị"), JUNK(WHOLE, "xin_cảm_ơn_ông"), JUNK(WHOLE, "xin_trân_trọng_cảm_ơn_ông"),
    JUNK(WHOLE, "zalo"), JUNK(COLON, "zalo"), JUNK(BEGINS, "©"), JUNK(BEGINS, "®"), JUNK(BEGINS, "»"),
    JUNK(WHOLE, "ý_kiến_bạn_đọc"), JUNK(COLON, "điện_thoại"), JUNK(COLON, "đt"), JUNK(WHOLE, "đăng_ký"),
    JUNK(BEGINS, "đăng_ký_nhận_tin"), JUNK(WHOLE, "đăng_nhập"), JUNK(WHOLE, "đăng_xuất"),
    JUNK(COLON, "đường_dây_nóng"), JUNK(COLON, "địa_chỉ"), JUNK(COLON, "địa_chỉ_email"),
    JUNK(COLON, "địa_chỉ_liên_hệ"), HEAD(WHOLE, "đọc_nhiều"), JUNK(COLON, "đọc_nhiều"), HEAD(WHOLE, "đọc_nhiều_nhất"),
    JUNK(COLON, "đọc_nhiều_nhất"), HEAD(WHOLE, "đọc_thêm"), JUNK(BEGINS, "đọc_thêm"), HEAD(WHOLE, "đọc_tiếp"),
    JUNK(BEGINS, "đọc_tiếp"), JUNK(COLON, "đồ_họa"), JUNK(BEGINS, "độc_giả_gửi_bài"), HEAD(WHOLE, "đừng_bỏ_lỡ"),
    JUNK(COLON, "đừng_bỏ_lỡ"), JUNK(COLON, "ảnh"), JUNK(COLON, "ảnh,_video"), JUNK(WHOLE, "ảnh_chụp_màn_hình"),
    JUNK(WHOLE, "ảnh_minh_họa"), JUNK(COLON, "ảnh_minh_họa"), JUNK(WHOLE, "ảnh_tư_liệu"), JUNK(COLON, "ảnh_và_video"),
    JUNK(COLON, "ảnh_đồ_họa"),
};

static bool is_word_byte(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* A key without the marks, digits and spaces at its end: "bình_luận_(0)". */
static size_t label_length(vn_slice key)
{
    size_t n = key.len;
    while (n && !(is_word_byte(key.ptr[n - 1]) && !(key.ptr[n - 1] >= '0' && key.ptr[n - 1] <= '9')))
        n--;
    if (n >= 3 && memcmp(key.ptr + n - 3, "…", 3) == 0)
        n -= 3;
    return n;
}

static bool follows_colon(vn_slice key, size_t at)
{
    at += at < key.len && key.ptr[at] == '_';
    return at < key.len && key.ptr[at] == ':';
}

static bool obeys(vn_slice key, const rule *r)
{
    if (key.len < r->len || memcmp(key.ptr, r->key, r->len) != 0)
        return false;
    if (r->how == WHOLE)
        return label_length(key) == r->len;
    if (r->how == COLON)
        return follows_colon(key, r->len);
    return key.len == r->len || !is_word_byte(key.ptr[r->len]) || !is_word_byte(key.ptr[r->len - 1]);
}

/* The first two bytes of a key of two or more, as a number that sorts like them. */
static unsigned beginning(const char *key)
{
    return (unsigned)(unsigned char)key[0] << 8 | (unsigned char)key[1];
}

/* The first rule that begins as the key of two bytes or more does, or later. */
static size_t find_rules(vn_slice key)
{
    size_t low = 0;
    for (size_t high = VN_COUNT(rules); low < high;) {
        const size_t middle = (low + high) / 2;
        if (beginning(rules[middle].key) < beginning(key.ptr))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static vn_line_kind by_wording(vn_slice key)
{
    for (size_t i = find_rules(key); i < VN_COUNT(rules) && beginning(rules[i].key) == beginning(key.ptr); i++)
        if (obeys(key, &rules[i]))
            return (vn_line_kind)rules[i].kind;
    return VN_LINE_TEXT;
}

/* Whether a longer line that begins with this key may obey a rule, or one of by_parts. */
static bool may_obey(vn_slice key)
{
    if (key.len < 2 || key.ptr[0] == '*' || key.ptr[0] == '>' || (key.ptr[0] == '(' && key.ptr[1] == '*'))
        return key.len > 0;
    for (size_t i = find_rules(key); i < VN_COUNT(rules) && beginning(rules[i].key) == beginning(key.ptr); i++)
        if (memcmp(rules[i].key, key.ptr, rules[i].len < key.len ? rules[i].len : key.len) == 0)
            return true;
    return false;
}

static bool has(vn_slice s, const char *part)
{
    const size_t n = strlen(part);
    for (size_t i = 0; i + n <= s.len; i++)
        if (s.ptr[i] == part[0] && memcmp(s.ptr + i, part, n) == 0)
            return true;
    return false;
}

static bool begins(vn_slice s, const char *part)
{
    const size_t n = strlen(part);
    return s.len >= n && memcmp(s.ptr, part, n) == 0;
}

/* "Theo dõi ... trên Facebook", "* Tên nhân vật đã được thay đổi", "07/03/2026 08:06 GMT+7". */
static vn_line_kind by_parts(vn_slice key, size_t bytes)
{
    if (begins(key, "theo_dõi_") && bytes <= CREDIT_MAX && !has(key, ",") &&
        (has(key, "_trên_google") || has(key, "_trên_facebook") || has(key, "_trên_zalo") || has(key, "_trên_youtube") ||
         has(key, "_trên_tiktok") || has(key, "_để_cập_nhật")))
        return VN_LINE_JUNK;
    if ((begins(key, "*") || begins(key, "(*")) &&
        (has(key, "thay_đổi") || has(key, "thể_hiện_quan_điểm") || has(key, "đóng_góp")))
        return VN_LINE_JUNK;
    return bytes <= STAMP_MAX && has(key, "gmt") ? VN_LINE_STAMP : VN_LINE_TEXT;
}

/* ---- names ---- */

/* The last byte of what closes a sentence, or leads on to something. */
static bool is_closed(vn_slice s)
{
    static const char *const closing[] = {"…", "”", "’"};
    for (size_t i = 0; i < VN_COUNT(closing); i++)
        if (s.len >= 3 && memcmp(s.ptr + s.len - 3, closing[i], 3) == 0)
            return true;
    return s.len && strchr(".!?;:,\"'", s.ptr[s.len - 1]);
}

static vn_char first_class(vn_slice s)
{
    vn_char class = VN_CHAR_NONE;
    if (s.len)
        (void)vn_char_class(s.ptr, s.len, &class);
    return class;
}

/* The next piece between spaces; empty at the end. */
static vn_slice next_piece(vn_slice *rest)
{
    while (rest->len && rest->ptr[0] == ' ')
        *rest = vn_slice_of(rest->ptr + 1, rest->len - 1);
    size_t n = 0;
    while (n < rest->len && rest->ptr[n] != ' ')
        n++;
    const vn_slice piece = vn_slice_of(rest->ptr, n);
    *rest = vn_slice_of(rest->ptr + n, rest->len - n);
    return piece;
}

/* Small words of a byline: "Lục San tổng hợp", "Hà An và Minh Thư". */
static bool is_byline_word(vn_slice piece)
{
    static const char *const word[] = {"và", "-", "–", "&", "/", "|", ",", "tổng", "hợp", "thực", "hiện", "ghi", "lược",
                                       "dịch", "biên", "thuật", "trích", "theo", "viết"};
    for (size_t i = 0; i < VN_COUNT(word); i++)
        if (vn_slice_eq(piece, vn_slice_str(word[i])))
            return true;
    return false;
}

/* Whether the line reads as names of people or papers: "Cửu Long - Hồng Thanh", "H.TRANG", "Theo Reuters, AFP". The small
 * letters that may stand among them are few. */
static bool is_name(vn_slice s)
{
    size_t pieces = 0;
    size_t capitals = 0;
    for (vn_slice piece = next_piece(&s); piece.len; piece = next_piece(&s), pieces++) {
        if (first_class(piece) == VN_CHAR_UPPER && !strchr(":;", piece.ptr[piece.len - 1]))
            capitals++;
        else if (!is_byline_word(piece))
            return false;
    }
    return capitals && pieces <= 12;
}

/* The line up to a bracket that closes it: "Nguyễn An (Theo BBC)" gives "Nguyễn An". */
static vn_slice before_bracket(vn_slice s, vn_slice *inside)
{
    *inside = vn_slice_of(s.ptr + s.len, 0);
    const char *open = s.len && s.ptr[s.len - 1] == ')' ? memchr(s.ptr, '(', s.len) : NULL;
    if (!open)
        return s;
    const size_t at = (size_t)(open - s.ptr);
    *inside = vn_slice_of(open + 1, s.len - at - 2);
    return vn_slice_of(s.ptr, at);
}

/* "(Theo BBC)", "(tổng hợp)" behind a name, or alone. */
static bool is_source_note(vn_slice inside)
{
    static const char *const note[] = {"Theo", "theo", "THEO", "Tổng hợp", "tổng hợp", "T.H", "TH", "t/h", "lược dịch",
                                       "dịch", "Dịch", "ghi"};
    for (size_t i = 0; i < VN_COUNT(note); i++)
        if (begins(inside, note[i]))
            return true;
    return false;
}

static vn_line_kind by_names(vn_slice s, vn_slice key)
{
    vn_slice inside;
    const vn_slice name = before_bracket(s, &inside);
    if (is_source_note(inside) && (!name.len || is_name(name)))
        return VN_LINE_BYLINE;
    if (is_closed(s) && !(s.len <= 12 && has(s, ".")))
        return VN_LINE_TEXT;
    if (begins(key, "theo_") && is_name(s))
        return VN_LINE_BYLINE;
    if (begins(key, "theo_") && s.len <= LABEL_MAX && !begins(key, "theo_đó"))
        return VN_LINE_NAME;
    return is_name(name) ? VN_LINE_NAME : VN_LINE_TEXT;
}

/* A headline is a sentence without a full stop; a list of goods, results or names has bullets, figures or colons. */
static bool is_headline(vn_slice s)
{
    const vn_char first = first_class(s);
    if (s.len < HEADLINE_MIN || s.len > HEADLINE_MAX || first == VN_CHAR_LOWER || first == VN_CHAR_DIGIT ||
        strchr("-*+", s.ptr[0]) || (is_closed(s) && !strchr("?'", s.ptr[s.len - 1])))
        return false;
    size_t words = 1;
    for (size_t i = 0; i < s.len; i++)
        words += s.ptr[i] == ' ';
    return words >= 6;
}

/* ---- marks inside the line ---- */

/* The end of "(Dân trí) -" at the start of the line. */
static size_t bracketed_mark(vn_slice s)
{
    const char *close = s.ptr[0] == '(' ? memchr(s.ptr, ')', s.len < MARK_MAX ? s.len : MARK_MAX) : NULL;
    if (!close || first_class(vn_slice_of(s.ptr + 1, s.len - 1)) < VN_CHAR_LETTER)
        return 0;
    return (size_t)(close - s.ptr) + 1;
}

/* The end of "TTO" or "VTV.vn" at the start of the line, when it is the name of a paper. */
static size_t named_mark(vn_slice s)
{
    static const char *const paper[] = {"TTO", "TT", "TNO", "TN", "TPO", "NLĐO", "NLĐ", "VOV", "PLO", "GD&TĐ", "ANTD", "ANTĐ",
                                        "HNMO", "SGGP", "SGGPO", "SGTT", "Dân trí", "Dân Trí", "Zing", "VietTimes", "ICTnews",
                                        "Baonghean", "VnMedia", "VTC News", "Tuổi Trẻ Online", "Thanh Niên Online"};
    for (size_t i = 0; i < VN_COUNT(paper); i++)
        if (begins(s, paper[i]) && s.len > strlen(paper[i]) && s.ptr[strlen(paper[i])] == ' ')
            return strlen(paper[i]);
    size_t n = 0;
    while (n < s.len && n < MARK_MAX && s.ptr[n] != ' ')
        n++;
    return n > 3 && (memcmp(s.ptr + n - 3, ".vn", 3) == 0 || memcmp(s.ptr + n - 3, ".VN", 3) == 0) ? n : 0;
}

static size_t skip_spaces(vn_slice s, size_t i)
{
    while (i < s.len && s.ptr[i] == ' ')
        i++;
    return i;
}

/* Bytes of the agency mark that begins an article, its dash included. */
static size_t mark_length(vn_slice s)
{
    size_t n = bracketed_mark(s);
    n = n ? n : named_mark(s);
    if (!n)
        return 0;
    n = skip_spaces(s, n);
    const vn_slice rest = vn_slice_of(s.ptr + n, s.len - n);
    const size_t dash = begins(rest, "–") || begins(rest, "—") ? 3 : begins(rest, "-") ? 1 : 0;
    return dash && skip_spaces(s, n + dash) < s.len ? n + dash : 0;
}

/* Bytes of "Ảnh" at the start of s, composed or not, or of "Video"; *capital: it begins so. */
static size_t photo_length(vn_slice s, bool *capital)
{
    static const char *const photo[] = {"Ảnh", "ẢNH", "A\xCC\x89nh", "Video", "ảnh", "a\xCC\x89nh"};
    if (!strchr("AaV\xE1", s.ptr[0]))
        return 0;
    for (size_t i = 0; i < VN_COUNT(photo); i++)
        if (begins(s, photo[i])) {
            *capital = i < 4;
            return strlen(photo[i]);
        }
    return 0;
}

/* Whether "Ảnh" at s begins a credit that goes on to the end of the line: "Ảnh: Bảo Khánh", "Ảnh minh họa". */
static bool is_credit(vn_slice s, size_t photo)
{
    const size_t at = skip_spaces(s, photo);
    const vn_slice rest = vn_slice_of(s.ptr + at, s.len - at);
    if (!begins(rest, ":") && !begins(rest, "minh h") && !begins(rest, "tư liệu"))
        return false;
    return !(has(rest, ". ") && is_closed(rest));
}

/* Where the credit of a caption begins, what joins it to the caption included: "... (Ảnh: AFP)". The length of the line when
 * it has none. */
static size_t find_credit(vn_slice s)
{
    for (size_t i = s.len > CREDIT_MAX ? s.len - CREDIT_MAX : 0; i + 3 < s.len; i++) {
        bool capital = false;
        const size_t photo = photo_length(vn_slice_of(s.ptr + i, s.len - i), &capital);
        if (!photo || !is_credit(vn_slice_of(s.ptr + i, s.len - i), photo))
            continue;
        size_t at = i;
        while (at && strchr(" (-[|/", s.ptr[at - 1]))
            at--;
        if (capital || (at < i && s.ptr[i - 1] == '(') || !at)
            return at;
    }
    return s.len;
}

static size_t sentence_ends(vn_slice s)
{
    size_t n = 0;
    for (size_t i = 0; i + 1 < s.len; i++)
        n += (s.ptr[i] == '.' || s.ptr[i] == '?') && s.ptr[i + 1] == ' ';
    return n;
}

/* ---- a line ---- */

/* A colon near the end, or "... minh họa)": nearly no line has either. */
static bool may_hold_credit(vn_slice s)
{
    const size_t floor = s.len > CREDIT_MAX ? s.len - CREDIT_MAX : 0;
    if (memchr(s.ptr + floor, ':', s.len - floor))
        return true;
    while (s.len && strchr(").", s.ptr[s.len - 1]))
        s.len--;
    return s.len > 10 && has(vn_slice_of(s.ptr + s.len - 10, 10), "h h");
}

/* A caption is junk as a whole; a paragraph that took one up loses the credit. */
static void look_for_credit(vn_line *line, vn_slice s)
{
    const size_t at = may_hold_credit(s) ? find_credit(s) : s.len;
    if (at == s.len)
        return;
    if (s.len <= CAPTION_MAX && sentence_ends(vn_slice_of(s.ptr, at)) <= 2)
        line->kind = VN_LINE_JUNK;
    else
        line->tail = line->start + at;
}

static vn_slice without_bullet(vn_slice s)
{
    size_t i = 0;
    while (i < s.len && strchr("-+ ", s.ptr[i]))
        i++;
    const vn_slice rest = vn_slice_of(s.ptr + i, s.len - i);
    return begins(rest, "•") ? vn_slice_of(rest.ptr + 3, rest.len - 3) : rest;
}

/* Folds what begins with n bytes, or with the character before them that ends there. */
static vn_status fold_beginning(vn_slice s, size_t n, vn_buf *key, vn_error *err)
{
    n = n < s.len ? n : s.len;
    while (n < s.len && n && ((unsigned char)s.ptr[n] & 0xC0u) == 0x80)
        n--;
    key->len = 0;
    return vn_fold(vn_slice_of(s.ptr, n), key, err);
}

/* The key of a line: all of a short one; of a longer one, or a sentence, what its wording needs, and nothing when no rule
 * begins so. */
static vn_status fold_line(vn_slice s, vn_buf *key, vn_error *err)
{
    const bool is_short = s.len <= KEY_MAX;
    if (is_short && !is_closed(s))
        return fold_beginning(s, s.len, key, err);
    vn_status st = fold_beginning(s, KEY_FIRST, key, err);
    if (!st && may_obey(vn_slice_of(key->ptr, key->len)))
        st = fold_beginning(s, is_short ? s.len : KEY_LONG, key, err);
    else
        key->len = 0;
    return st;
}

static vn_line_kind look_at_short(vn_slice s, vn_slice key)
{
    if (begins(key, ">"))
        return VN_LINE_JUNK;
    vn_line_kind kind = key.len >= 2 ? by_wording(key) : VN_LINE_TEXT;
    if (kind == VN_LINE_TEXT)
        kind = by_parts(key, s.len);
    if (kind == VN_LINE_TEXT && s.len <= NAME_MAX)
        kind = by_names(s, key);
    if (kind == VN_LINE_TEXT && is_headline(s))
        kind = VN_LINE_TITLE;
    return kind;
}

vn_status vn_line_look(vn_line *line, vn_slice text, bool early, vn_buf *key, vn_error *err)
{
    const vn_slice s = vn_slice_of(text.ptr + line->start, line->end - line->start);
    line->kind = s.len ? VN_LINE_TEXT : VN_LINE_BLANK;
    line->head = line->start;
    line->tail = line->end;
    vn_status st = VN_OK;
    if (s.len && s.len <= WORDING_MAX) {
        st = fold_line(without_bullet(s), key, err);
        if (!st)
            line->kind = look_at_short(s, vn_slice_of(key->ptr, key->len));
    }
    if (st || line->kind == VN_LINE_JUNK || line->kind == VN_LINE_BLANK)
        return st;
    if (early || s.ptr[0] == '(')
        line->head = line->start + mark_length(s);
    look_for_credit(line, s);
    return VN_OK;
}
