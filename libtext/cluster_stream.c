/* Events in a stream of news: single-pass clustering (Allan, Papka & Lavrenko 1998) within a window of days. A document is
 * compared with those of the window only, so memory does not grow with the stream. Similarities are those of
 * cluster_events.c, but for terms of a single document, which a stream cannot know. */
#include "cluster_events.h"
#include "topk.h"

#include <math.h>

static const double STREAM_MIN = 0.28;
enum { DEFAULT_WINDOW = 3 };

/* A document of the window: terms by ascending hash. */
typedef struct report {
    int64_t day;
    uint64_t event;
    double crowding;
    vn_weighted_hash *term; /* [n] */
    size_t n;
} report;

/* What a report says for its event. */
typedef struct vote {
    uint64_t event;
    double similarity;
} vote;

struct vn_event_stream {
    vn_event_options options; /* defaults filled in */
    report *report;           /* [n], the first `begin` of which are gone */
    size_t begin;
    size_t n;
    size_t cap;
    vote *vote; /* [votes] */
    size_t votes;
    int64_t newest;
    uint64_t events;
};

vn_status vn_event_stream_new(vn_event_stream **out, const vn_event_options *options, vn_error *err)
{
    const vn_event_options o = options ? *options : (vn_event_options){0};
    if (!(o.min >= 0 && o.min <= 1))
        return vn_fail(err, VN_EINVAL, "a least similarity is between 0 and 1");
    vn_event_stream *s = vn_calloc(1, sizeof *s);
    if (!s)
        return vn_fail_memory(err, "a stream of events");
    s->options = o;
    s->options.min = o.min > 0 ? o.min : STREAM_MIN;
    s->options.window = o.window ? o.window : DEFAULT_WINDOW;
    *out = s;
    return VN_OK;
}

void vn_event_stream_free(vn_event_stream *stream)
{
    if (!stream)
        return;
    for (size_t i = stream->begin; i < stream->n; i++)
        free(stream->report[i].term);
    free(stream->report);
    free(stream->vote);
    free(stream);
}

static int compare_terms(const void *a, const void *b)
{
    const vn_weighted_hash *x = a;
    const vn_weighted_hash *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

static vn_status weigh(report *r, const vn_event_stream *s, const vn_term *terms, size_t n, vn_error *err)
{
    double squares = 0;
    r->term = vn_calloc(n, sizeof *r->term);
    if (!r->term)
        return vn_fail_memory(err, "a document of a stream");
    for (size_t i = 0; i < n; i++) {
        const double rarity = s->options.df ? vn_events_rarity(s->options.df, terms[i].key) : 1;
        const double weight = vn_events_damp(terms[i].weight * rarity);
        if (weight > 0)
            r->term[r->n++] = (vn_weighted_hash){vn_hash(terms[i].key.ptr, terms[i].key.len), weight};
    }
    if (r->n)
        qsort(r->term, r->n, sizeof *r->term, compare_terms);
    for (size_t i = 0; i < r->n; i++)
        squares += r->term[i].weight * r->term[i].weight;
    for (size_t i = 0; i < r->n; i++)
        r->term[i].weight /= sqrt(squares);
    return VN_OK;
}

static double similarity(const report *a, const report *b)
{
    double sum = 0;
    for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->term[i].hash == b->term[j].hash)
            sum += a->term[i++].weight * b->term[j++].weight;
        else if (a->term[i].hash < b->term[j].hash)
            i++;
        else
            j++;
    }
    return sum < 1 ? sum : 1;
}

/* Ends the reports that the window leaves behind. */
static void move_window(vn_event_stream *s, int64_t day)
{
    s->newest = s->n == 0 || day > s->newest ? day : s->newest;
    while (s->begin < s->n && s->newest - s->report[s->begin].day > (int64_t)s->options.window)
        free(s->report[s->begin++].term);
    if (s->begin * 2 < s->n)
        return;
    s->n -= s->begin;
    memmove(s->report, s->report + s->begin, s->n * sizeof *s->report);
    s->begin = 0;
}

static int compare_votes(const void *a, const void *b)
{
    const vote *x = a;
    const vote *y = b;
    if (x->event != y->event)
        return x->event < y->event ? -1 : 1;
    return (x->similarity > y->similarity) - (x->similarity < y->similarity);
}

/* The votes of all reports near in time, by event; and how crowded it is around the new one. */
static size_t vote_all(vn_event_stream *s, report *new)
{
    vn_scored nearest[VN_EVENTS_NEAREST];
    vn_topk top = {.item = nearest, .k = VN_EVENTS_NEAREST};
    size_t n = 0;
    for (size_t i = s->begin; i < s->n; i++) {
        const report *old = &s->report[i];
        const int64_t apart = new->day > old->day ? new->day - old->day : old->day - new->day;
        if (apart > (int64_t)s->options.window)
            continue;
        const double score = similarity(new, old);
        vn_topk_push(&top, (vn_scored){score, i});
        s->vote[n++] = (vote){old->event, score - old->crowding};
    }
    vn_topk_sort(&top);
    for (size_t i = 0; i < top.n; i++)
        new->crowding += vn_events_crowd(nearest[i].score);
    if (n)
        qsort(s->vote, n, sizeof *s->vote, compare_votes);
    return n;
}

/* The event whose reports are most similar on average, ties to the older one; a new one when none is similar enough. */
static void choose_event(vn_event_stream *s, report *new, size_t votes, double *best)
{
    *best = 0;
    new->event = s->events;
    for (size_t i = 0, from = 0; i < votes; from = i) {
        double sum = 0;
        for (; i < votes && s->vote[i].event == s->vote[from].event; i++)
            sum += s->vote[i].similarity;
        const double mean = sum / (double)(i - from) - new->crowding;
        if (mean >= s->options.min && mean > *best) {
            *best = mean;
            new->event = s->vote[from].event;
        }
    }
    s->events += new->event == s->events;
}

vn_status vn_event_stream_add(vn_event_stream *stream, int64_t day, const vn_term *terms, size_t n, uint64_t *event,
                              double *score, vn_error *err)
{
    report new = {.day = day};
    double best;
    if (!vn_grow((void **)&stream->report, &stream->cap, stream->n + 1, sizeof *stream->report) ||
        !vn_grow((void **)&stream->vote, &stream->votes, stream->n + 1, sizeof *stream->vote))
        return vn_fail_memory(err, "a stream of events");
    const vn_status st = weigh(&new, stream, terms, n, err);
    if (st)
        return st;
    move_window(stream, day);
    choose_event(stream, &new, vote_all(stream, &new), &best);
    stream->report[stream->n++] = new;
    *event = new.event;
    if (score)
        *score = best;
    return VN_OK;
}
