#include "keyword_topics.h"

enum {
    UNIT = 840, /* a distance of 1: phrases have so few words that every Jaccard distance is a multiple of 1 / UNIT */
    CUT = 74    /* in hundredths */
};

static vn_status no_memory(vn_error *err)
{
    return vn_fail_memory(err, "the topics of a document");
}

static bool find_phrases(vn_keyword_topics *t, vn_keyword_document *doc)
{
    const size_t runs = doc->n_tokens < VN_KEYWORD_TOPIC_PLACES ? doc->n_tokens : VN_KEYWORD_TOPIC_PLACES;
    const size_t phrases = runs < VN_KEYWORD_TOPIC_PHRASES ? runs : VN_KEYWORD_TOPIC_PHRASES;
    uint32_t *number = vn_arena_alloc(&doc->arena, doc->n_candidates, sizeof *number);
    t->place = vn_arena_alloc(&doc->arena, runs, sizeof *t->place);
    t->candidate = vn_arena_alloc(&doc->arena, phrases, sizeof *t->candidate);
    t->first = vn_arena_alloc(&doc->arena, phrases, sizeof *t->first);
    t->topic = vn_arena_alloc(&doc->arena, phrases, sizeof *t->topic);
    if (!number || !t->place || !t->candidate || !t->first || !t->topic)
        return false;
    memset(number, 0xff, doc->n_candidates * sizeof *number);
    t->n = 0;
    t->n_places = 0;
    for (size_t i = 0, run; i < doc->n_tokens && t->n_places < runs; i += run ? run : 1) {
        run = vn_keyword_noun_run(doc, i);
        const vn_keyword_candidate *c = run ? vn_keyword_at(doc, i, run) : NULL;
        if (!c)
            continue;
        uint32_t *known = &number[c - doc->candidate];
        if (*known == UINT32_MAX) {
            if (t->n == phrases)
                break;
            t->candidate[t->n] = (uint32_t)(c - doc->candidate);
            t->first[t->n] = (uint32_t)i;
            *known = (uint32_t)t->n++;
        }
        t->place[t->n_places++] = (vn_keyword_topic_place){*known, (uint32_t)i, (uint32_t)(i + run)};
    }
    return true;
}

/* The words of a phrase, none twice. */
typedef struct word_set {
    uint32_t word[VN_KEYWORD_WORDS];
    uint32_t n;
    uint64_t bits; /* some bit of each word: sets without a common bit have no common word */
} word_set;

static bool contains(const word_set *s, uint32_t word)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->word[i] == word)
            return true;
    return false;
}

static word_set words_of(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    word_set s = {.n = 0};
    for (size_t i = c->token; i < c->token + (size_t)c->words; i++) {
        const uint32_t word = doc->token[i].word;
        if (!contains(&s, word))
            s.word[s.n++] = word;
        s.bits |= UINT64_C(1) << (vn_mix(word) & 63);
    }
    return s;
}

static uint32_t distance(const word_set *a, const word_set *b)
{
    uint32_t common = 0;
    for (uint32_t i = 0; (a->bits & b->bits) && i < a->n; i++)
        common += contains(b, a->word[i]);
    const uint32_t all = a->n + b->n - common;
    return UNIT / all * (all - common);
}

/* Clusters while they merge: a cluster is named after its first phrase. */
typedef struct linkage {
    size_t n;
    uint32_t *sum;     /* [n][n], i < j: sum of the distances between their phrases */
    uint32_t *size;    /* [n] phrases; 0: merged into another */
    uint32_t *nearest; /* [n] the nearest cluster after it, ties to the first; itself: there is none */
} linkage;

static uint32_t *sum_at(const linkage *l, size_t a, size_t b)
{
    return a < b ? &l->sum[a * l->n + b] : &l->sum[b * l->n + a];
}

/* True when the mean distance of clusters a and b is below that of a2 and b2. Exact. */
static bool is_nearer(const linkage *l, size_t a, size_t b, size_t a2, size_t b2)
{
    return (uint64_t)*sum_at(l, a, b) * l->size[a2] * l->size[b2] < (uint64_t)*sum_at(l, a2, b2) * l->size[a] * l->size[b];
}

static bool is_near(const linkage *l, size_t a, size_t b)
{
    return (uint64_t)*sum_at(l, a, b) * 100 <= (uint64_t)CUT * UNIT * l->size[a] * l->size[b];
}

static void find_nearest(linkage *l, size_t i)
{
    size_t best = i;
    for (size_t j = i + 1; j < l->n; j++)
        if (l->size[j] && (best == i || is_nearer(l, i, j, i, best)))
            best = j;
    l->nearest[i] = (uint32_t)best;
}

/* Merges b into a, a < b. Averages do not bring a third cluster nearer, so only those that were nearest to a or b look
 * again. */
static void merge(linkage *l, size_t a, size_t b)
{
    for (size_t k = 0; k < l->n; k++)
        if (l->size[k] && k != a && k != b)
            *sum_at(l, a, k) += *sum_at(l, b, k);
    l->size[a] += l->size[b];
    l->size[b] = 0;
    for (size_t k = 0; k < b; k++)
        if (l->size[k] && (k == a || l->nearest[k] == a || l->nearest[k] == b))
            find_nearest(l, k);
}

static void merge_all(linkage *l, uint32_t *topic)
{
    for (;;) {
        size_t best = l->n;
        for (size_t i = 0; i < l->n; i++)
            if (l->size[i] && l->nearest[i] != i &&
                (best == l->n || is_nearer(l, i, l->nearest[i], best, l->nearest[best])))
                best = i;
        if (best == l->n || !is_near(l, best, l->nearest[best]))
            return;
        const uint32_t other = l->nearest[best];
        for (size_t i = 0; i < l->n; i++)
            if (topic[i] == other)
                topic[i] = (uint32_t)best;
        merge(l, best, other);
    }
}

static vn_status find_topics(vn_keyword_topics *t, vn_keyword_document *doc, vn_error *err)
{
    linkage l = {.n = t->n};
    word_set *set = vn_arena_alloc(&doc->arena, t->n, sizeof *set);
    l.sum = vn_arena_alloc(&doc->arena, t->n * t->n, sizeof *l.sum);
    l.size = vn_arena_alloc(&doc->arena, t->n, sizeof *l.size);
    l.nearest = vn_arena_alloc(&doc->arena, t->n, sizeof *l.nearest);
    if (!set || !l.sum || !l.size || !l.nearest)
        return no_memory(err);
    for (size_t i = 0; i < t->n; i++) {
        set[i] = words_of(doc, &doc->candidate[t->candidate[i]]);
        l.size[i] = 1;
        t->topic[i] = (uint32_t)i;
    }
    for (size_t i = 0; i < t->n; i++)
        for (size_t j = i + 1; j < t->n; j++)
            l.sum[i * t->n + j] = distance(&set[i], &set[j]);
    for (size_t i = 0; i < t->n; i++)
        find_nearest(&l, i);
    merge_all(&l, t->topic);
    return VN_OK;
}

vn_status vn_keyword_topics_find(vn_keyword_topics *t, vn_keyword_document *doc, vn_error *err)
{
    return find_phrases(t, doc) ? find_topics(t, doc, err) : no_memory(err);
}

vn_status vn_keyword_topics_weigh(const vn_keyword_topics *t, const uint32_t *node, double *matrix, size_t n,
                                  vn_arena *arena, vn_error *err)
{
    memset(matrix, 0, n * n * sizeof *matrix);
    if (!t->n_places)
        return VN_OK;
    const size_t farthest = t->place[t->n_places - 1].begin - t->place[0].begin + (size_t)1;
    double *inverse = vn_arena_alloc(arena, farthest, sizeof *inverse); /* of gaps: reading is faster than dividing */
    if (!inverse)
        return no_memory(err);
    for (size_t gap = 1; gap < farthest; gap++)
        inverse[gap] = 1 / (double)gap;
    for (size_t p = 0; p < t->n_places; p++) {
        const vn_keyword_topic_place a = t->place[p];
        double *row = matrix + node[a.phrase] * n;
        for (size_t q = p + 1; q < t->n_places; q++)
            row[node[t->place[q].phrase]] += inverse[t->place[q].begin - a.end + 1];
    }
    for (size_t i = 0; i < n; i++) {
        matrix[i * n + i] = 0;
        for (size_t j = 0; j < i; j++)
            matrix[i * n + j] = matrix[j * n + i] = matrix[i * n + j] + matrix[j * n + i];
    }
    return VN_OK;
}
