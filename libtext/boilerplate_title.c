/* The name of the site behind a headline: "… | Báo Dân trí", "… - Tuổi Trẻ Online". */
#include "boilerplate.h"

#include "buf.h"
#include "norm.h"

enum { SITE_MAX = 64, SECTION_MAX = 4 /* syllables behind a name: "VnExpress Du lịch" */ };

/* Sites by their folded names. Those that are words too are told by a capital on every syllable. */
static const char *const sites[] = {
    "24h", "báo_mới", "cafebiz", "cafef", "dân_trí", "dân_việt", "genk", "kenh14", "lao_động_online",
    "người_lao_động_online", "sggp", "sggp_online", "soha", "thanh_niên_online", "tiền_phong_online", "ttxvn",
    "tuổi_trẻ_online", "vietnam+", "vietnamnet", "vietnamplus", "vietstock", "vneconomy", "vov", "vtc", "vtc_news", "vtv",
    "vtv_news", "vtv_online", "zing", "zing_news", "zingnews", "znews"};
static const char *const words[] = {"công_an_nhân_dân", "công_lý", "giao_thông", "hà_nội_mới", "lao_động", "người_lao_động",
                                    "nhân_dân", "pháp_luật", "quân_đội_nhân_dân", "sài_gòn_giải_phóng", "thanh_niên",
                                    "tiền_phong", "tuổi_trẻ", "đại_đoàn_kết"};
static const char *const press[] = {"báo_", "tạp_chí_"}; /* and a name with a capital */
static const char *const domains[] = {".vn", ".com", ".net"};

static bool is_listed(vn_slice key, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (vn_slice_eq(key, vn_slice_str(list[i])))
            return true;
    return false;
}

static bool begins(vn_slice key, const char *with)
{
    return key.len >= strlen(with) && memcmp(key.ptr, with, strlen(with)) == 0;
}

static size_t count_gaps(vn_slice key)
{
    size_t n = 0;
    for (size_t i = 0; i < key.len; i++)
        n += key.ptr[i] == '_';
    return n;
}

/* How the syllables of a name begin, one of them a bit; all bits when the name is in capitals, which say nothing. */
static unsigned read_capitals(vn_slice name)
{
    unsigned bits = 0;
    bool small = false;
    size_t syllable = 0;
    for (size_t i = 0, n; i < name.len; i += n) {
        vn_char class;
        const bool first = !i || name.ptr[i - 1] == ' ' || name.ptr[i - 1] == '_';
        n = vn_char_class(name.ptr + i, name.len - i, &class);
        syllable += first && i;
        bits |= first && class == VN_CHAR_UPPER && syllable < 16 ? 1U << syllable : 0;
        small = small || class == VN_CHAR_LOWER;
    }
    return small ? bits : 0;
}

static bool is_site(vn_slice name, vn_slice key)
{
    const size_t gaps = count_gaps(key);
    const unsigned capitals = read_capitals(name);
    if (is_listed(key, sites, VN_COUNT(sites)))
        return true;
    if (is_listed(key, words, VN_COUNT(words)))
        return capitals == (2U << gaps) - 1;
    if (begins(key, "vnexpress") && (key.len == 9 || key.ptr[9] == '_'))
        return gaps <= SECTION_MAX;
    for (size_t i = 0; i < VN_COUNT(press); i++)
        if (begins(key, press[i]) && capitals & 1)
            return capitals >> count_gaps(vn_slice_str(press[i])) & 1;
    for (size_t i = 0; i < VN_COUNT(domains); i++) {
        const size_t len = strlen(domains[i]);
        if (!gaps && key.len > len + 2 && memcmp(key.ptr + key.len - len, domains[i], len) == 0)
            return true;
    }
    return false;
}

/* The bytes of a mark that parts a headline from a name, with the spaces around; 0: there is none at i. */
static size_t separator_length(vn_slice title, size_t i)
{
    static const char *const marks[] = {" | ", " - ", " – ", " — ", "|"};
    for (size_t m = 0; m < VN_COUNT(marks); m++) {
        const size_t len = strlen(marks[m]);
        if (title.len - i > len && memcmp(title.ptr + i, marks[m], len) == 0)
            return len;
    }
    return 0;
}

vn_status vn_title_end(vn_slice title, vn_buf *key, size_t *end, vn_error *err)
{
    while (title.len && title.ptr[title.len - 1] == ' ')
        title.len--;
    *end = title.len;
    for (size_t i = title.len; i-- > 1 && title.len - i <= SITE_MAX;) {
        const size_t mark = separator_length(title, i);
        if (!mark)
            continue;
        vn_slice name = vn_slice_of(title.ptr + i + mark, title.len - i - mark);
        while (name.len && name.ptr[0] == ' ')
            name = vn_slice_of(name.ptr + 1, name.len - 1);
        key->len = 0;
        const vn_status st = vn_fold(name, key, err);
        if (st)
            return st;
        if (is_site(name, vn_slice_of(key->ptr, key->len)))
            *end = i;
        return VN_OK;
    }
    return VN_OK;
}
