/* Keys, segmentation, the `words` field. */
#include "oom.h"

#include <stdlib.h>

static const char sample[] = "Sáng 12/3, mưa lớn kéo dài khiến nhiều tuyến đường ở trung tâm thành phố Thái Nguyên ngập sâu "
                             "gần nửa mét. Lực lượng chức năng đã phong tỏa hiện trường (file_a.txt).\n\nHoà Bình: 39,6 độ C.";

static vn_status keys(vn_error *err)
{
    vn_buf out = {0};
    vn_status st = vn_fold(oom_slice("Ho\xcc\x80\x61  B\xc3\xacnh THUÝ"), &out, err);
    if (!st)
        st = vn_nfc(oom_slice("Tie\xcc\x82\xcc\x81ng Vie\xcc\xa3\xcc\x82t a\xcc\x81"), &out, err);
    if (!st)
        st = vn_nfc(oom_slice(sample), &out, err);
    if (!st)
        st = vn_libraries(&out, err);
    vn_buf_free(&out);
    return st;
}

static vn_status round_trip(vn_slice text, const vn_words *words, vn_error *err)
{
    vn_buf field = {0};
    vn_word *read = NULL;
    size_t n = 0;
    size_t cap = 0;
    vn_status st = vn_words_write(text, words->item, words->n, '\n', &field, err);
    const vn_slice written = {field.ptr, field.len};
    if (!st)
        st = vn_words_read(written, &read, &n, &cap, err);
    if (!st)
        st = vn_words_align(written, read, n, text, err);
    if (!st && (n != words->n || words->sentences < 2))
        st = oom_wrong(err, "not the words that were written");
    free(read);
    vn_buf_free(&field);
    return st;
}

static vn_status nothing(void *context, const vn_word *words, size_t n, vn_error *err)
{
    (void)words;
    (void)err;
    *(size_t *)context += n;
    return VN_OK;
}

static vn_status use_segmenter(const vn_model *model, const vn_user_words *user, vn_error *err)
{
    vn_segmenter *segmenter = NULL;
    vn_words words;
    size_t n = 0;
    vn_status st = vn_segmenter_new(&segmenter, model, NULL, err);
    if (!st) {
        vn_segmenter_use_words(segmenter, user);
        vn_segmenter_use_confidence(segmenter, true);
    }
    if (!st)
        st = vn_segment_each(segmenter, oom_slice(sample), nothing, &n, err);
    if (!st)
        st = vn_segment(segmenter, oom_slice(sample), &words, err);
    if (!st && (n != words.n || n < 20))
        st = oom_wrong(err, "two numbers of words");
    if (!st && (vn_segmenter_confidences(segmenter).words != n || vn_segmenter_confidences(segmenter).sentences != words.sentences))
        st = oom_wrong(err, "not as many confidences as words");
    if (!st)
        st = round_trip(oom_slice(sample), &words, err);
    vn_segmenter_free(segmenter);
    return st;
}

static vn_status segmentation(vn_error *err)
{
    static const char entries[] = "# tên riêng\nmưa lớn kéo dài\ntrung_tâm | thành_phố\n=Lực | lượng chức năng\nHoà Bình\t2.5\n"
                                  "nửa mét. Lực lượng\n"
                                  "một cái tên dài đến mức không ở yên trong ngăn nhớ của từ\n";
    vn_model *model = NULL;
    vn_user_words *user = NULL;
    vn_status st = vn_model_open(&model, NULL, err);
    if (!st)
        st = vn_user_words_new(&user, err);
    if (!st)
        st = vn_user_words_add(user, oom_slice(entries), err);
    if (!st && !vn_user_words_fingerprint(user))
        st = oom_wrong(err, "no fingerprint");
    if (!st)
        st = use_segmenter(model, user, err);
    if (!st && vn_model_fingerprint(model) == 0)
        st = oom_wrong(err, "no fingerprint");
    vn_user_words_free(user);
    vn_model_free(model);
    return st;
}

static vn_status model_file(vn_error *err)
{
    vn_model *model = NULL;
    vn_status st = vn_model_open(&model, VN_SOURCE_DIR "/corpus/model/vntext.model", err);
    if (!st)
        st = use_segmenter(model, NULL, err);
    vn_model_free(model);
    return st;
}

const oom_scenario oom_text[] = {
    {"keys", keys},
    {"segmentation", segmentation},
    {"model file", model_file},
    {0},
};
