#include "keyword_roles.h"

#include "syllable.h"

typedef struct role {
    uint16_t role;
    const char *words; /* parted by spaces */
} role;

static const char title[] = "ts ths pgs gs bs cki ckii bscki bsckii ks kts ls hlv ceo nsnd nsưt";

static const role roles[] = {
    {VN_ROLE_COUNTER, "ca số"},
    {VN_ROLE_NUMBERED,
     "quận phường tầng vành_đai lớp khóa vòng cấp quốc_lộ tỉnh_lộ số nghị_định nghị_quyết thông_tư chỉ_thị tập khu tổ "
     "ấp mùa phần lô kỳ sao_hạng ngõ hẻm cảng bến tuyến luật điều vụ"},
    {VN_ROLE_OFFICE,
     "đại_tướng thượng_tướng trung_tướng thiếu_tướng đại_tá thượng_tá trung_tá thiếu_tá đại_úy thượng_úy trung_úy thiếu_úy "
     "chủ_tịch phó_chủ_tịch bí_thư phó_bí_thư bộ_trưởng thứ_trưởng cục_trưởng vụ_trưởng viện_trưởng trưởng_ban trưởng_phòng "
     "lãnh_đạo đại_sứ phát_ngôn_viên tổng_giám_đốc giám_đốc phó_giám_đốc hiệu_trưởng trợ_lý đại_diện giáo_sư tiến_sĩ thạc_sĩ "
     "bác_sĩ kỹ_sư kiến_trúc_sư luật_sư thẩm_phán thầy cô họa_sĩ ca_sĩ nghệ_sĩ nhạc_sĩ diễn_viên đạo_diễn nhà_văn nhà_thơ "
     "nhà_báo huấn_luyện_viên thủ_môn tiền_đạo tiền_vệ hậu_vệ kình_ngư tay_vợt"},
    {VN_ROLE_BODY,
     "bộ sở phòng ban cục vụ viện tổng_cục chi_cục thanh_tra ủy_ban ubnd hđnd ubmttq mttq mặt_trận tand vksnd tòa tòa_án "
     "viện_kiểm_sát công_an cảnh_sát quân_khu bộ_đội tư_lệnh đảng_ủy đảng_bộ văn_phòng hội hiệp_hội "
     "liên_đoàn liên_hiệp đoàn hội_đồng công_ty cty tổng_công_ty tập_đoàn ngân_hàng quỹ hãng trường đại_học "
     "học_viện thpt thcs bệnh_viện trung_tâm nhà_máy câu_lạc_bộ clb đội_tuyển cơ_quan đại_sứ_quán"},
    {VN_ROLE_NAMED,
     "trường đại_học cao_đẳng học_viện thpt thcs tiểu_học mầm_non bệnh_viện phòng_khám đường phố ngõ hẻm cầu hầm kênh sân "
     "sân_vận_động nhà_hát nhà_thờ công_viên quảng_trường giải giải_thưởng cúp quỹ đền chùa lăng bảo_tàng tượng_đài chợ xã "
     "phường huyện quận thị_trấn thị_xã thành_phố tp tỉnh làng thôn bản đảo tàu công_ty cty tập_đoàn doanh_nghiệp gia_đình "
     "họ vụ"},
    {VN_ROLE_COUNTRY,
     "mỹ nga anh pháp đức ý úc áo nhật nhật_bản hàn_quốc triều_tiên trung_quốc ấn_độ thái_lan lào campuchia singapore "
     "malaysia indonesia philippines canada brazil argentina ukraine israel iran iraq syria thổ_nhĩ_kỳ tây_ban_nha "
     "bồ_đào_nha hà_lan bỉ thụy_sĩ thụy_điển na_uy phần_lan đan_mạch ba_lan"},
    {VN_ROLE_LIGHT,
     "người kẻ gã con việc đi làm dùng gây nói bị cho đưa xa mới sang thêm đầu cuối cũ tự chính riêng anh chị em bạn cháu cô "
     "chú bác bà ông năm đêm sáng tối vụ trận cuộc cơn hàng_loạt đầu_tiên muốn biết giúp lại tới đôi loại cả nhất"},
    {VN_ROLE_CALL,
     "ông bà anh chị em cô chú bác cậu cụ thầy cháu bé nàng chàng gã nghi_can bị_can bị_cáo đồng_chí mc tài_xế tổng_thống "
     "thủ_tướng hlv vua công_chúa thái_tử tỷ_phú tỉ_phú hoa_hậu á_hậu người_mẫu bs ts gs ls"},
    {VN_ROLE_PLACE, "ngành sông hồ núi biển vịnh cảng khu bản ấp báo đài luật đảng hãng nhà đội"},
};

static const char families[] =
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh trương lương đào";
/* Family names that are much else too, and what then comes second in a name. */
static const char rare_families[] = "hà mai cao kim thái lâm đoàn tô tạ chu châu tăng lưu vương quách từ mạc phùng kiều "
                                    "triệu hứa lò giàng sùng đàm nghiêm tống doãn";
static const char second[] = "văn thị ngọc minh đức hữu quang xuân hồng thu đình anh thúy quốc trọng thế viết duy mạnh";
static const char no_persons[] = "hồ_chí_minh hoàng_liên_sơn";

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

static vn_slice cut_syllable(vn_slice *rest)
{
    const char *cut = memchr(rest->ptr, '_', rest->len);
    const vn_slice s = vn_slice_of(rest->ptr, cut ? (size_t)(cut - rest->ptr) : rest->len);
    const size_t past = s.len + (cut != NULL);
    *rest = vn_slice_of(rest->ptr + past, rest->len - past);
    return s;
}

/* Three syllables and more, of which the first is a family name. */
static bool is_person(vn_slice key)
{
    vn_slice rest = key;
    const vn_slice family = cut_syllable(&rest);
    const vn_slice next = cut_syllable(&rest);
    if (!rest.len || is_listed(no_persons, key))
        return false;
    return is_listed(families, family) || (is_listed(rare_families, family) && is_listed(second, next));
}

uint16_t vn_keyword_roles(vn_slice key)
{
    vn_slice rest = key;
    uint16_t r = is_title(key) ? VN_ROLE_TITLE : 0;
    r |= is_person(key) ? VN_ROLE_PERSON : 0;
    r |= vn_syllable_is_vietnamese(cut_syllable(&rest)) ? 0 : VN_ROLE_FOREIGN;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (is_listed(roles[i].words, key))
            r |= roles[i].role;
    return r;
}
