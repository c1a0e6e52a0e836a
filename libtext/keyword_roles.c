#include "keyword_roles.h"

typedef struct role {
    uint16_t role;
    const char *words; /* parted by spaces */
} role;

static const char title[] = "ts ths pgs gs bs cki ckii bscki bsckii ks kts ls hlv ceo nsnd nsưt";

static const role roles[] = {
    {VN_ROLE_COUNTER, "ca số"},
    {VN_ROLE_NUMBERED,
     "quận phường tầng vành_đai lớp khóa vòng cấp quốc_lộ tỉnh_lộ số nghị_định nghị_quyết thông_tư chỉ_thị tập khu tổ ấp mùa "
     "phần lô kỳ sao_hạng ngõ hẻm cảng bến tuyến luật điều vụ"},
    {VN_ROLE_OFFICE,
     "đại_tướng thượng_tướng trung_tướng thiếu_tướng đại_tá thượng_tá trung_tá thiếu_tá đại_úy thượng_úy trung_úy thiếu_úy "
     "chủ_tịch phó_chủ_tịch bí_thư phó_bí_thư bộ_trưởng thứ_trưởng cục_trưởng vụ_trưởng viện_trưởng trưởng_ban trưởng_phòng "
     "lãnh_đạo đại_sứ phát_ngôn_viên tổng_giám_đốc giám_đốc phó_giám_đốc hiệu_trưởng trợ_lý đại_diện giáo_sư tiến_sĩ thạc_sĩ "
     "bác_sĩ kỹ_sư kiến_trúc_sư luật_sư thẩm_phán thầy cô họa_sĩ ca_sĩ nghệ_sĩ nhạc_sĩ diễn_viên đạo_diễn nhà_văn nhà_thơ "
     "nhà_báo huấn_luyện_viên thủ_môn tiền_đạo tiền_vệ hậu_vệ kình_ngư tay_vợt"},
};

static bool is_listed(const char *words, vn_slice key)
{
    for (const char *at = words; *at;) {
        const size_t len = strcspn(at, " ");
        if (len == key.len && memcmp(at, key.ptr, len) == 0)
            return true;
        at += len + (at[len] == ' ');
    }
    return false;
}

/* Of titles and points between them. */
static bool is_title(vn_slice key)
{
    size_t begin = 0;
    size_t titles = 0;
    for (size_t i = 0; i <= key.len; i++) {
        if (i < key.len && key.ptr[i] != '.')
            continue;
        const vn_slice part = vn_slice_of(key.ptr + begin, i - begin);
        if (part.len && !is_listed(title, part))
            return false;
        titles += part.len > 0;
        begin = i + 1;
    }
    return titles > 0;
}

uint16_t vn_keyword_roles(vn_slice key)
{
    uint16_t r = is_title(key) ? VN_ROLE_TITLE : 0;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (is_listed(roles[i].words, key))
            r |= roles[i].role;
    return r;
}
