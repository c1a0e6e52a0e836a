#include "keyout.h"

#include "vn/json.h"
#include "vn/tsv.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static vn_status append_string(const char *name, vn_buf *out, vn_error *err)
{
    return vn_json_write_string((vn_slice){name, strlen(name)}, out, err);
}

/* Two numbers, each behind its mark. */
static vn_status append_counts(const char *before, const char *between, const vn_keyword *k, vn_buf *out, vn_error *err)
{
    char piece[96];
    const int n = snprintf(piece, sizeof piece, "%s%zu%s%" PRIu64, before, k->count, between, k->df);
    return vn_buf_append(out, piece, (size_t)n, err);
}

/* JSON -------------------------------------------------------------------------------------------------------------- */

/* ,"NAME":[[start,end],...] of the places in the title or in the text; nothing when there are none. */
static vn_status places_json(const vn_keyword *k, bool in_title, vn_buf *out, vn_error *err)
{
    char piece[80];
    bool begun = false;
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < k->count; i++) {
        const vn_keyword_place *p = &k->place[i];
        if (p->in_title != in_title)
            continue;
        const char *before = begun ? "," : in_title ? ",\"title_offsets\":[" : ",\"offsets\":[";
        const int n = snprintf(piece, sizeof piece, "%s[%zu,%zu]", before, p->start, p->start + p->len);
        st = vn_buf_append(out, piece, (size_t)n, err);
        begun = true;
    }
    return st || !begun ? st : cli_append(out, "]", err);
}

/* Features that a candidate lacks add nothing and are left out. */
static vn_status shares_json(const vn_keywords *all, const vn_keyword *k, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append(out, ",\"shares\":{", err);
    bool begun = false;
    for (size_t i = 0; !st && i < all->n_features; i++) {
        if (k->share[i] == 0)
            continue;
        st = begun ? cli_append(out, ",", err) : VN_OK;
        begun = true;
        if (!st)
            st = append_string(all->feature[i], out, err);
        if (!st)
            st = cli_append(out, ":", err);
        if (!st)
            st = vn_json_write_number(k->share[i], out, err);
    }
    return st ? st : cli_append(out, "}", err);
}

/* A candidate that the method leaves out has no score. */
static vn_status put_score(const vn_keyword *k, const char *none, vn_buf *out, vn_error *err)
{
    return isnan(k->score) ? cli_append(out, none, err) : vn_json_write_number(k->score, out, err);
}

static vn_status keyword_json(const keyout *what, const vn_keywords *all, const vn_keyword *k, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append(out, "{\"term\":", err);
    if (!st)
        st = vn_json_write_string(k->term, out, err);
    if (!st)
        st = cli_append(out, ",\"score\":", err);
    if (!st)
        st = put_score(k, "null", out, err);
    if (!st && what->counts)
        st = append_counts(",\"count\":", ",\"df\":", k, out, err);
    if (!st && what->offsets)
        st = places_json(k, true, out, err);
    if (!st && what->offsets)
        st = places_json(k, false, out, err);
    if (!st && what->explain && k->share)
        st = shares_json(all, k, out, err);
    return st ? st : cli_append(out, "}", err);
}

vn_status keyout_json(const keyout *what, const vn_keywords *keywords, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append(out, "[", err);
    for (size_t i = 0; !st && i < keywords->n; i++) {
        st = i ? cli_append(out, ",", err) : VN_OK;
        if (!st)
            st = keyword_json(what, keywords, &keywords->item[i], out, err);
    }
    return st ? st : cli_append(out, "]", err);
}

/* Rows -------------------------------------------------------------------------------------------------------------- */

static vn_status places_cell(const vn_keyword *k, bool in_title, vn_buf *out, vn_error *err)
{
    char piece[80];
    const char *before = "\t";
    for (size_t i = 0; i < k->count; i++) {
        const vn_keyword_place *p = &k->place[i];
        if (p->in_title != in_title)
            continue;
        const int n = snprintf(piece, sizeof piece, "%s%zu-%zu", before, p->start, p->start + p->len);
        const vn_status st = vn_buf_append(out, piece, (size_t)n, err);
        if (st)
            return st;
        before = ",";
    }
    return *before == '\t' ? cli_append(out, before, err) : VN_OK;
}

static vn_status shares_cell(const vn_keywords *all, const vn_keyword *k, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    bool begun = false;
    for (size_t i = 0; !st && i < all->n_features; i++) {
        if (k->share[i] == 0)
            continue;
        st = cli_append(out, begun ? " " : "\t", err);
        begun = true;
        if (!st)
            st = cli_append(out, all->feature[i], err);
        if (!st)
            st = cli_append(out, "=", err);
        if (!st)
            st = vn_json_write_number(k->share[i], out, err);
    }
    return st || begun ? st : cli_append(out, "\t", err);
}

static vn_status append_row(const keyout *what, vn_slice id, const vn_keywords *all, const vn_keyword *k, vn_buf *out,
                            vn_error *err)
{
    vn_status st = vn_tsv_write(id, out, err);
    if (!st)
        st = cli_append(out, "\t", err);
    if (!st)
        st = vn_tsv_write(k->term, out, err);
    if (!st)
        st = cli_append(out, "\t", err);
    if (!st)
        st = put_score(k, "", out, err);
    if (!st && what->counts)
        st = append_counts("\t", "\t", k, out, err);
    if (!st && what->offsets)
        st = places_cell(k, true, out, err);
    if (!st && what->offsets)
        st = places_cell(k, false, out, err);
    if (!st && what->explain && k->share)
        st = shares_cell(all, k, out, err);
    return st ? st : cli_append(out, "\n", err);
}

vn_status keyout_rows(const keyout *what, vn_slice id, const vn_keywords *keywords, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < keywords->n; i++)
        st = append_row(what, id, keywords, &keywords->item[i], out, err);
    return st;
}
