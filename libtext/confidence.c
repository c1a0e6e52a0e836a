/* Probabilities are kept as shares of what is possible at each gap, so that none becomes too small however long the
 * sentence. */
#include "confidence.h"

#include "exact.h"

enum { MOST_NATS = 300 /* e^600 is still a double */ };

void vn_confidence_free(vn_confidence_sums *sums)
{
    free(sums->gap);
    free(sums->word);
    free(sums->sentence);
    *sums = (vn_confidence_sums){0};
}

void vn_confidence_clear(vn_confidence_sums *sums)
{
    sums->words = 0;
    sums->sentences = 0;
}

/* e^(steps / unit) */
static double exponential(int32_t steps, double unit)
{
    const double nats = steps / unit;
    return vn_exp(nats > MOST_NATS ? MOST_NATS : (nats < -MOST_NATS ? -MOST_NATS : nats));
}

/* Before the first gap stands a border, which counts as a split. A split weighs 1 whatever the label before it. */
static void forward(vn_confidence_sums *sums, const vn_gap_score *score, const uint8_t *state, size_t gaps, double unit)
{
    double before[2] = {1, 0};
    for (size_t g = 0; g < gaps; g++) {
        vn_gap_share *gap = &sums->gap[g];
        const double split = state[g] != VN_GAP_JOIN;
        for (int b = 0; b < 2; b++)
            gap->join[b] = state[g] == VN_GAP_SPLIT ? 0 : exponential(score[g].join[b], unit);
        const double joined = before[0] * gap->join[0] + before[1] * gap->join[1];
        gap->split = split / (split + joined);
        gap->join[0] /= split + joined;
        gap->join[1] /= split + joined;
        before[0] = gap->split;
        before[1] = joined / (split + joined);
    }
}

static void backward(vn_confidence_sums *sums, size_t gaps)
{
    double rest[2] = {1, 1}; /* by the label before */
    for (size_t g = gaps; g-- > 0;) {
        vn_gap_share *gap = &sums->gap[g];
        const double split = gap->split * rest[0];
        const double joined = rest[1];
        gap->rest = rest[0];
        rest[0] = split + gap->join[0] * joined;
        rest[1] = split + gap->join[1] * joined;
    }
}

/* Of the word of tokens from..last: both borders split, every gap inside joined. */
static double word_confidence(const vn_gap_share *gap, size_t gaps, size_t from, size_t last)
{
    double p = from > 0 ? gap[from - 1].split : 1;
    for (size_t g = from; g < last; g++)
        p *= gap[g].join[g > from];
    if (last < gaps)
        p *= gap[last].split * gap[last].rest;
    return p < 1 ? p : 1;
}

static double sentence_confidence(const vn_gap_share *gap, const uint8_t *label, size_t gaps)
{
    double p = 1;
    for (size_t g = 0; g < gaps; g++)
        p *= label[g] ? gap[g].join[g > 0 && label[g - 1]] : gap[g].split;
    return p < 1 ? p : 1;
}

static bool make_room(vn_confidence_sums *sums, size_t gaps)
{
    return vn_grow((void **)&sums->gap, &sums->gap_cap, gaps + 1, sizeof *sums->gap) &&
           vn_grow((void **)&sums->word, &sums->word_cap, sums->words + gaps + 1, sizeof *sums->word) &&
           vn_grow((void **)&sums->sentence, &sums->sentence_cap, sums->sentences + 1, sizeof *sums->sentence);
}

vn_status vn_confidence_add(vn_confidence_sums *sums, const vn_gap_score *score, const uint8_t *state, const uint8_t *label,
                            size_t gaps, double unit, vn_error *err)
{
    if (!make_room(sums, gaps))
        return vn_fail_memory(err, "confidences");
    forward(sums, score, state, gaps, unit);
    backward(sums, gaps);
    for (size_t from = 0; from <= gaps;) {
        size_t last = from;
        while (last < gaps && label[last])
            last++;
        sums->word[sums->words++] = word_confidence(sums->gap, gaps, from, last);
        from = last + 1;
    }
    sums->sentence[sums->sentences++] = sentence_confidence(sums->gap, label, gaps);
    return VN_OK;
}
