#include "keyword_roles.h"

#include "syllable.h"

typedef struct role {
    uint32_t role;
    const char *words; /* parted by spaces */
} role;

static const role roles[] = {
    {VN_ROLE_TITLE, "ts ths pgs gs bs cki ckii bscki bsckii ks kts ls hlv ceo nsnd nsưt"},
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
    {VN_ROLE_LAND,
     "mỹ anh pháp đức nga ý úc áo hàn nhật trung việt lào thái ấn bỉ séc nam bắc đông tây huế"},
    {VN_ROLE_PLACE_HEAD,
     "bộ sở ban cục vụ viện tỉnh huyện xã phường quận tp đường phố sân sông núi biển đảo cầu chùa chợ khu làng bản "
     "thôn ấp báo đài clb đội giải cúp luật đảng hội hãng nhà tòa quỹ cảng vịnh"},
    {VN_ROLE_FAMILY,
     "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm trịnh mai đào hà trương "
     "cao tô tạ phùng chu châu lưu vương thái từ quách tăng kiều triệu nghiêm lương hứa la thạch giàng vàng sùng "
     "lò lường quàng doãn mạc khổng đàm ninh tống văn viên trang diệp âu quan thân tôn nông ma hầu cù khúc lục "
     "bạch lại mã phó phí tiêu ứng vi vừ thào mùa y kim"},
    {VN_ROLE_SHORT_TITLE, "ông bà anh chị em cô chú bác cậu cụ thầy bé vua mc hlv ts bs gs"},
    {VN_ROLE_EITHER, "gia_đình họ vụ mầm_non tiểu_học cao_đẳng"},
    {VN_ROLE_SURE_FAMILY,
     "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh trương lương đào"},
    {VN_ROLE_MIDDLE, "văn thị ngọc minh đức hữu quang xuân hồng thu đình anh thúy quốc trọng thế viết duy mạnh"},
    {VN_ROLE_NO_PERSON, "hồ_chí_minh hoàng_liên_sơn"},
};

static vn_status add_words(vn_keyword_roles *r, const role *list, vn_error *err)
{
    for (const char *at = list->words; *at;) {
        const size_t len = strcspn(at, " ");
        const size_t known = r->words.n;
        const uint32_t number = vn_map_add(&r->words, vn_slice_of(at, len));
        if (number == VN_MAP_NONE || !vn_grow((void **)&r->role, &r->role_cap, r->words.n, sizeof *r->role))
            return vn_fail_memory(err, "lists of words");
        r->role[number] = (number == known ? 0 : r->role[number]) | list->role;
        at += len + (at[len] == ' ');
    }
    return VN_OK;
}

vn_status vn_keyword_roles_make(vn_keyword_roles *r, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < sizeof roles / sizeof *roles; i++)
        st = add_words(r, &roles[i], err);
    return st;
}

void vn_keyword_roles_free(vn_keyword_roles *r)
{
    vn_map_free(&r->words);
    free(r->role);
    *r = (vn_keyword_roles){.role = NULL};
}

uint32_t vn_keyword_listed(const vn_keyword_roles *r, vn_slice key)
{
    const uint32_t number = vn_map_find(&r->words, key);
    return number == VN_MAP_NONE ? 0 : r->role[number];
}

/* Of titles and points between them. */
static bool is_title(const vn_keyword_roles *r, vn_slice key)
{
    size_t begin = 0;
    size_t titles = 0;
    for (size_t i = 0; i <= key.len; i++) {
        if (i < key.len && key.ptr[i] != '.')
            continue;
        const vn_slice part = vn_slice_of(key.ptr + begin, i - begin);
        if (part.len && !(vn_keyword_listed(r, part) & VN_ROLE_TITLE))
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

/* Three syllables and more, of which the first is a family name; those that are much else too need a second that is usual
 * in names. */
static bool is_person(const vn_keyword_roles *r, vn_slice key)
{
    vn_slice rest = key;
    const uint32_t first = vn_keyword_listed(r, cut_syllable(&rest));
    if (!(first & VN_ROLE_FAMILY))
        return false;
    const uint32_t second = vn_keyword_listed(r, cut_syllable(&rest));
    if (!rest.len || vn_keyword_listed(r, key) & VN_ROLE_NO_PERSON)
        return false;
    return first & VN_ROLE_SURE_FAMILY || second & VN_ROLE_MIDDLE;
}

uint32_t vn_keyword_roles_of(const vn_keyword_roles *r, vn_slice key)
{
    uint32_t all = vn_keyword_listed(r, key);
    all |= memchr(key.ptr, '.', key.len) && is_title(r, key) ? VN_ROLE_TITLE : 0;
    all |= is_person(r, key) ? VN_ROLE_PERSON : 0;
    for (vn_slice rest = key; rest.len;) {
        const bool first = rest.len == key.len;
        const vn_slice syllable = cut_syllable(&rest);
        if (!vn_syllable_is_vietnamese(syllable))
            all |= first ? VN_ROLE_FOREIGN | VN_ROLE_ALIEN : VN_ROLE_ALIEN;
        all |= vn_syllable_has_mark(syllable) ? VN_ROLE_MARKED : 0;
    }
    return all;
}
