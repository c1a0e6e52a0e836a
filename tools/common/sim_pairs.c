/* Neighbours and pairs as lines. */
#include "sim.h"

#include "vn/json.h"
#include "vn/tsv.h"

vn_status sim_flush(sim *s, vn_error *err)
{
    const vn_status st = output_write(s->out, s->line.ptr, s->line.len, err);
    s->line.len = 0;
    return st;
}

vn_status sim_put_score(vn_slice a, vn_slice b, double score, vn_buf *out, vn_error *err)
{
    vn_status st = vn_tsv_write(a, out, err);
    if (!st)
        st = cli_append(out, "\t", err);
    if (!st)
        st = vn_tsv_write(b, out, err);
    if (!st)
        st = cli_append(out, "\t", err);
    return st ? st : vn_json_write_number(score, out, err);
}

/* A term as one word: a phrase keeps together by underscores. */
vn_status sim_put_part(bool first, vn_slice term, double score, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append(out, first ? "\t" : " ", err);
    const size_t start = out->len;
    if (!st)
        st = vn_tsv_write(term, out, err);
    for (size_t i = start; !st && i < out->len; i++)
        if (out->ptr[i] == ' ')
            out->ptr[i] = '_';
    if (!st)
        st = cli_append(out, ":", err);
    return st ? st : vn_json_write_number(score, out, err);
}

vn_status sim_put_title(vn_slice title, vn_buf *out, vn_error *err)
{
    const vn_status st = cli_append(out, "\t", err);
    return st ? st : vn_tsv_write(title, out, err);
}

static vn_status put_why(sim *s, size_t a, size_t b, vn_error *err)
{
    const size_t n = vn_similar_why(&s->all.matrix, a, b, s->shared, s->why_terms);
    vn_status st = n ? VN_OK : cli_append(&s->line, "\t", err);
    for (size_t i = 0; !st && i < n; i++)
        st = sim_put_part(i == 0, vn_vocab_term(s->all.vocab, (uint32_t)s->shared[i].index), s->shared[i].score, &s->line,
                          err);
    return st;
}

vn_status sim_put_pair(sim *s, size_t a, const vn_match *b, vn_error *err)
{
    const collection_document *other = collection_row(&s->all, b->index);
    vn_status st = sim_put_score(collection_row(&s->all, a)->id, other->id, b->score, &s->line, err);
    if (!st && s->why)
        st = put_why(s, a, b->index, err);
    return st || !s->titles ? st : sim_put_title(other->title, &s->line, err);
}

static vn_status put_line(sim *s, size_t a, const vn_match *b, vn_error *err)
{
    const vn_status st = sim_put_pair(s, a, b, err);
    return st ? st : cli_append(&s->line, "\n", err);
}

static vn_status put_neighbors(void *context, size_t row, const vn_match *match, size_t n, vn_error *err)
{
    sim *s = context;
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n; i++)
        st = put_line(s, row, &match[i], err);
    return st ? st : sim_flush(s, err);
}

vn_similar_options sim_options(const sim *s)
{
    return (vn_similar_options){
        .top = s->top || s->min >= 0 ? s->top : 10,
        .min = s->min > SIM_HALF_DIGIT ? s->min - SIM_HALF_DIGIT : 0,
        .once = s->min >= 0 && !s->top,
        .threads = (unsigned)s->settings.jobs,
    };
}

vn_status sim_pairs(sim *s, vn_error *err)
{
    const vn_similar_options options = sim_options(s);
    return vn_similar_neighbors(&s->all.matrix, &options, put_neighbors, s, err);
}
