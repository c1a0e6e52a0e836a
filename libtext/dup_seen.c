#include "base.h"
#include "dup_bands.h"
#include "source.h"
#include "vn/dup.h"

#include <errno.h>
#include <stdio.h>

/* Values whose lowest eight bits are kept, and candidates that are looked at. */
enum { VALUES = 512, CANDIDATES = 1024 };

static const double DEFAULT_MIN = 0.48;
enum { DEFAULT_SYLLABLES = 6 };

struct vn_seen {
    vn_seen_options options; /* defaults filled in */
    vn_bands bands;
    uint8_t *value; /* [bands.n][VALUES] */
    size_t value_cap;
    uint64_t *id_end; /* [bands.n] where the id of each ends in ids */
    size_t id_cap;
    vn_buf ids;
};

/* The beginning of a file; behind it the arrays key, value, id_end and ids, then the checksum. */
typedef struct file_head {
    char magic[8];
    double min;
    uint32_t syllables;
    uint32_t bands;
    uint64_t n;
    uint64_t id_bytes;
} file_head;

static const char MAGIC[8] = "vnseen1";

void vn_seen_free(vn_seen *seen)
{
    if (!seen)
        return;
    vn_bands_free(&seen->bands);
    free(seen->value);
    free(seen->id_end);
    vn_buf_free(&seen->ids);
    free(seen);
}

size_t vn_seen_count(const vn_seen *seen)
{
    return seen->bands.n;
}

/* Comparing --------------------------------------------------------------------------------------------------------- */

/* Values of sets without anything in common agree in their eight bits once in 256. */
static double estimate(const uint8_t *a, const uint8_t *b)
{
    unsigned equal = 0;
    for (size_t i = 0; i < VALUES; i++)
        equal += a[i] == b[i];
    const double j = ((double)equal / VALUES - 1.0 / 256) / (1 - 1.0 / 256);
    return j > 0 ? j : 0;
}

static void find_nearest(const vn_seen *s, const uint8_t *value, size_t *nearest, double *best)
{
    for (size_t i = 0; i < s->bands.n_found; i++) {
        const size_t m = s->bands.found[i];
        const double score = estimate(value, s->value + m * VALUES);
        if (score >= s->options.min && (score > *best || (score == *best && m < *nearest))) {
            *best = score;
            *nearest = m;
        }
    }
}

static vn_slice id_of(const vn_seen *s, size_t m)
{
    const size_t from = m ? (size_t)s->id_end[m - 1] : 0;
    return vn_slice_of(s->ids.ptr + from, (size_t)s->id_end[m] - from);
}

static vn_status remember(vn_seen *s, vn_slice id, const uint32_t *key, const uint8_t *value, vn_error *err)
{
    const size_t n = s->bands.n;
    if (!vn_grow((void **)&s->value, &s->value_cap, (n + 1) * VALUES, 1) ||
        !vn_grow((void **)&s->id_end, &s->id_cap, n + 1, sizeof *s->id_end))
        return vn_fail_memory(err, "documents that were seen");
    const size_t before = s->ids.len;
    vn_status st = vn_buf_append(&s->ids, id.ptr, id.len, err);
    if (st)
        return st;
    memcpy(s->value + n * VALUES, value, VALUES);
    s->id_end[n] = s->ids.len;
    st = vn_bands_add(&s->bands, key, err);
    if (st)
        s->ids.len = before;
    return st;
}

vn_status vn_seen_add(vn_seen *seen, vn_slice id, vn_shingles set, vn_slice *first, double *score, vn_error *err)
{
    uint32_t sketch[VALUES];
    uint32_t key[VN_BANDS_MAX];
    uint8_t value[VALUES];
    size_t nearest = 0;
    double best = 0;
    *first = vn_slice_of(NULL, 0);
    *score = 0;
    if (!set.n)
        return VN_OK;
    vn_minhash(sketch, VALUES, set);
    for (size_t i = 0; i < VALUES; i++)
        value[i] = (uint8_t)sketch[i];
    vn_bands_keys(&seen->bands, sketch, key);
    const vn_status st = vn_bands_find(&seen->bands, key, err);
    if (st)
        return st;
    find_nearest(seen, value, &nearest, &best);
    if (best == 0)
        return remember(seen, id, key, value, err);
    *first = id_of(seen, nearest);
    *score = best;
    return VN_OK;
}

/* Files ------------------------------------------------------------------------------------------------------------- */

/* The arrays of a file, by what is in memory. */
typedef struct part {
    void *at;
    size_t len;
} part;

enum { PARTS = 4 };

static void list_parts(const vn_seen *s, size_t n, size_t id_bytes, part out[PARTS])
{
    out[0] = (part){s->bands.key, n * s->bands.bands * sizeof *s->bands.key};
    out[1] = (part){s->value, n * VALUES};
    out[2] = (part){s->id_end, n * sizeof *s->id_end};
    out[3] = (part){s->ids.ptr, id_bytes};
}

static uint64_t add_to_sum(uint64_t sum, const void *bytes, size_t len)
{
    return vn_mix(sum ^ vn_hash(bytes, len));
}

vn_status vn_seen_write(const vn_seen *seen, vn_seen_fn *each, void *context, vn_error *err)
{
    file_head head = {.min = seen->options.min,
                      .syllables = seen->options.syllables,
                      .bands = seen->bands.bands,
                      .n = seen->bands.n,
                      .id_bytes = seen->bands.n ? seen->id_end[seen->bands.n - 1] : 0};
    part parts[PARTS];
    memcpy(head.magic, MAGIC, sizeof MAGIC);
    list_parts(seen, seen->bands.n, (size_t)head.id_bytes, parts);
    uint64_t sum = add_to_sum(0, &head, sizeof head);
    vn_status st = each(context, vn_slice_of((const char *)&head, sizeof head), err);
    for (size_t i = 0; !st && i < PARTS; i++) {
        sum = add_to_sum(sum, parts[i].at, parts[i].len);
        if (parts[i].len)
            st = each(context, vn_slice_of(parts[i].at, parts[i].len), err);
    }
    return st ? st : each(context, vn_slice_of((const char *)&sum, sizeof sum), err);
}

static vn_status damaged(vn_error *err)
{
    return vn_fail(err, VN_EDATA, "damaged, or no file of documents that were seen");
}

static vn_status read_part(FILE *file, void *to, size_t len, vn_error *err)
{
    if (!len || fread(to, 1, len, file) == len)
        return VN_OK;
    return ferror(file) ? vn_fail_errno(err, errno, "cannot read") : damaged(err);
}

/* Bytes of the file behind the head, so that no count in it is believed before there is room for it. */
static vn_status rest_of(FILE *file, uint64_t *len, vn_error *err)
{
    const long at = ftell(file);
    if (at < 0 || fseek(file, 0, SEEK_END))
        return vn_fail_errno(err, errno, "cannot read");
    const long end = ftell(file);
    if (end < at || fseek(file, at, SEEK_SET))
        return vn_fail_errno(err, errno, "cannot read");
    *len = (uint64_t)(end - at);
    return VN_OK;
}

static vn_status check_head(const vn_seen *s, const file_head *head, uint64_t rest, vn_error *err)
{
    const uint64_t each = s->bands.bands * sizeof *s->bands.key + VALUES + sizeof *s->id_end;
    if (memcmp(head->magic, MAGIC, sizeof MAGIC) != 0)
        return damaged(err);
    if (head->min != s->options.min || head->syllables != s->options.syllables)
        return vn_fail(err, VN_EDATA, "made for a similarity of %g and shingles of %u syllables, not %g and %u", head->min,
                       head->syllables, s->options.min, s->options.syllables);
    if (head->bands != s->bands.bands || rest < sizeof(uint64_t) || head->n > rest / each || head->id_bytes > rest ||
        head->n * each + head->id_bytes + sizeof(uint64_t) != rest)
        return damaged(err);
    return VN_OK;
}

static vn_status make_room(vn_seen *s, size_t n, size_t id_bytes, vn_error *err)
{
    if (n > UINT32_MAX - 1)
        return damaged(err);
    if (!vn_grow((void **)&s->bands.key, &s->bands.key_cap, n * s->bands.bands, sizeof *s->bands.key) ||
        !vn_grow((void **)&s->value, &s->value_cap, n * VALUES, 1) ||
        !vn_grow((void **)&s->id_end, &s->id_cap, n, sizeof *s->id_end))
        return vn_fail_memory(err, "documents that were seen");
    return vn_buf_reserve(&s->ids, id_bytes, err);
}

static vn_status read_parts(vn_seen *s, FILE *file, const file_head *head, vn_error *err)
{
    const size_t n = (size_t)head->n;
    part parts[PARTS];
    uint64_t sum = add_to_sum(0, head, sizeof *head);
    uint64_t wanted = 0;
    list_parts(s, n, (size_t)head->id_bytes, parts);
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < PARTS; i++) {
        st = read_part(file, parts[i].at, parts[i].len, err);
        if (!st)
            sum = add_to_sum(sum, parts[i].at, parts[i].len);
    }
    if (!st)
        st = read_part(file, &wanted, sizeof wanted, err);
    if (!st && wanted != sum)
        st = damaged(err);
    for (size_t i = 0; !st && i < n; i++)
        if (s->id_end[i] < (i ? s->id_end[i - 1] : 0))
            st = damaged(err);
    if (!st && head->id_bytes != (n ? s->id_end[n - 1] : 0))
        st = damaged(err);
    s->ids.len = (size_t)head->id_bytes;
    return st ? st : vn_bands_fill(&s->bands, n, err);
}

static vn_status read_file(vn_seen *s, const char *path, vn_error *err)
{
    file_head head;
    uint64_t rest = 0;
    FILE *file = fopen(path, "rb");
    if (!file)
        return vn_fail_errno(err, errno, "cannot open");
    vn_status st = read_part(file, &head, sizeof head, err);
    if (!st)
        st = rest_of(file, &rest, err);
    if (!st)
        st = check_head(s, &head, rest, err);
    if (!st)
        st = make_room(s, (size_t)head.n, (size_t)head.id_bytes, err);
    if (!st)
        st = read_parts(s, file, &head, err);
    fclose(file);
    return st;
}

static vn_status set_options(vn_seen *s, const vn_seen_options *options, vn_error *err)
{
    if (options)
        s->options = *options;
    if (s->options.min == 0)
        s->options.min = DEFAULT_MIN;
    if (!s->options.syllables)
        s->options.syllables = DEFAULT_SYLLABLES;
    if (!(s->options.min > 0 && s->options.min <= 1))
        return vn_fail(err, VN_EINVAL, "a similarity is above 0 and at most 1");
    vn_bands_begin(&s->bands, s->options.min);
    s->bands.most = CANDIDATES;
    s->ids.max = SIZE_MAX;
    return VN_OK;
}

vn_status vn_seen_open(vn_seen **out, const char *path, const vn_seen_options *options, vn_error *err)
{
    vn_seen *s = vn_calloc(1, sizeof *s);
    if (!s)
        return vn_fail_memory(err, "documents that were seen");
    vn_status st = set_options(s, options, err);
    if (!st && path)
        st = read_file(s, path, err);
    if (st)
        vn_seen_free(s);
    else
        *out = s;
    return st;
}
