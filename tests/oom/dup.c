/* Near-duplicates of a few texts, and a spool. */
#include "oom.h"

/* The fifth is not NFC, for the path that composes. */
static const char *const text[] = {
    "mưa lớn ở miền trung kéo dài tới cuối tuần này",
    "Mưa lớn ở miền Trung, kéo dài tới cuối tuần.",
    "",
    "giá xăng giảm từ chiều nay ở mọi nơi trong nước",
    "Ho\xCC\xA3 \xC4\x91i xem phim",
    "mưa lớn ở miền trung kéo dài tới cuối tuần này",
};
enum { TEXTS = 6 };

static vn_status add_texts(vn_dup *dup, vn_error *err)
{
    vn_shingler *shingler = NULL;
    vn_shingles set;
    vn_status st = vn_shingler_new(&shingler, 2, err);
    for (size_t i = 0; !st && i < TEXTS; i++) {
        st = vn_shingle(shingler, oom_slice(text[i]), &set, err);
        if (!st && i == 3 && vn_jaccard(set, set) < 1)
            st = oom_wrong(err, "a text differs from itself");
        if (!st)
            st = vn_dup_add(dup, set, err);
    }
    vn_shingler_free(shingler);
    return st;
}

static vn_status see_pair(void *context, uint32_t a, uint32_t b, double score, vn_error *err)
{
    (void)err;
    *(double *)context += a < b ? score : 0;
    return VN_OK;
}

static vn_status run(bool exact, vn_error *err)
{
    vn_dup *dup = NULL;
    uint32_t first[TEXTS];
    double score[TEXTS];
    double sum = 0;
    vn_status st = vn_dup_new(&dup, &(vn_dup_options){.min = 0.5, .exact = exact}, err);
    if (!st)
        st = add_texts(dup, err);
    if (!st)
        st = vn_dup_firsts(dup, NULL, first, score, err);
    if (!st)
        st = vn_dup_pairs(dup, NULL, see_pair, &sum, err);
    if (!st && (first[5] != 0 || first[3] != 3 || sum < 2 || vn_dup_miss(0.5, 1, NULL, NULL) > 0))
        st = oom_wrong(err, "wrong copies");
    vn_dup_free(dup);
    return st;
}

static vn_status copies(vn_error *err)
{
    return run(false, err);
}

static vn_status exact_copies(vn_error *err)
{
    return run(true, err);
}

static vn_status minhash(vn_error *err)
{
    vn_shingler *shingler = NULL;
    vn_shingles set;
    uint32_t sketch[8] = {0};
    vn_status st = vn_shingler_new(&shingler, 0, err);
    if (!st)
        st = vn_shingle(shingler, oom_slice(text[0]), &set, err);
    if (!st)
        vn_minhash(sketch, 8, set);
    if (!st && !sketch[0])
        st = oom_wrong(err, "no values");
    vn_shingler_free(shingler);
    return st;
}

static vn_status count_bytes(void *context, vn_slice bytes, vn_error *err)
{
    (void)err;
    *(size_t *)context += bytes.len;
    return VN_OK;
}

static vn_status see_texts(vn_seen *seen, vn_error *err)
{
    vn_shingler *shingler = NULL;
    vn_shingles set;
    vn_slice first;
    double score = 0;
    vn_status st = vn_shingler_new(&shingler, 2, err);
    for (size_t i = 0; !st && i < TEXTS; i++) {
        st = vn_shingle(shingler, oom_slice(text[i]), &set, err);
        if (!st)
            st = vn_seen_add(seen, oom_slice(i ? "b" : "a"), set, &first, &score, err);
    }
    if (!st && (score < 1 || first.len != 1 || *first.ptr != 'a'))
        st = oom_wrong(err, "the first text was not seen");
    vn_shingler_free(shingler);
    return st;
}

static vn_status seen(vn_error *err)
{
    size_t bytes = 0;
    vn_seen *s = NULL;
    vn_status st = vn_seen_open(&s, NULL, NULL, err);
    if (!st)
        st = see_texts(s, err);
    if (!st)
        st = vn_seen_write(s, count_bytes, &bytes, err);
    if (!st && (!bytes || vn_seen_count(s) != 3))
        st = oom_wrong(err, "not three texts");
    vn_seen_free(s);
    return st;
}

/* From a file that holds the texts "một hai", "ba bốn" and "năm sáu", each its own id. */
static vn_status seen_file(vn_error *err)
{
    vn_seen *s = NULL;
    const vn_status st = vn_seen_open(&s, OOM_DATA "three.seen", NULL, err);
    if (!st && vn_seen_count(s) != 3) {
        vn_seen_free(s);
        return oom_wrong(err, "not three texts");
    }
    vn_seen_free(s);
    return st;
}

/* Past its memory: into a file. */
static vn_status spool(vn_error *err)
{
    static char bytes[3000000];
    const void *kept = NULL;
    vn_spool *s = NULL;
    vn_status st = vn_spool_new(&s, 1, err);
    for (size_t i = 0; !st && i < 9; i++) {
        memset(bytes, (int)i, sizeof bytes);
        st = vn_spool_put(s, (vn_slice){bytes, sizeof bytes}, &kept, err);
    }
    if (!st && *(const char *)kept != 8)
        st = oom_wrong(err, "not what was put in");
    vn_spool_free(s);
    return st;
}

const oom_scenario oom_dup[] = {
    {"copies", copies},
    {"exact copies", exact_copies},
    {"minhash", minhash},
    {"seen", seen},
    {"seen before", seen_file},
    {"spool", spool},
    {0},
};
