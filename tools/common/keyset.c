#include "keyset.h"

#include "catalog.h"

#include "vn/json.h"

#include <stdlib.h>
#include <string.h>

keyset_mode keyset_mode_of(const keyset *k)
{
    if (k->trend || k->term.n)
        return KEYSET_TREND;
    if (k->against)
        return KEYSET_COMPARE;
    if (k->all || k->by)
        return KEYSET_LIST;
    return KEYSET_NONE;
}

int keyset_check(const keyset *k, const char *tool)
{
    const keyset_mode mode = keyset_mode_of(k);
    const struct {
        bool given;
        const char *name;
        const char *needs;
        bool fits;
    } option[] = {
        {k->term.n > 0, "--term", "--trend", k->trend},
        {k->window > 0, "--window", "--trend", mode == KEYSET_TREND},
        {k->sorted, "--sorted", "--trend", mode == KEYSET_TREND},
        {k->measure >= 0, "--keyness", "--against", mode == KEYSET_COMPARE},
        {k->least > 0, "--min-keyness", "--against", mode == KEYSET_COMPARE},
        {k->simple_k > 0, "--simple-k", "--against", mode == KEYSET_COMPARE},
        {k->min_df > 0, "--min-df", CATALOG_MARK("--trend or --against"), mode > KEYSET_LIST},
        {k->ngrams > 0, "--ngrams", CATALOG_MARK("--trend or --against"), mode > KEYSET_LIST},
        {k->period >= 0, "--period", CATALOG_MARK("--by or --trend"), mode == KEYSET_TREND || k->by},
    };
    for (size_t i = 0; i < CLI_COUNT_OF(option); i++)
        if (option[i].given && !option[i].fits)
            return cli_usage(tool, "%s needs %s", option[i].name, option[i].needs);
    if (k->all && k->trend)
        return cli_usage(tool, "--all goes without --trend");
    if (k->against && (k->all || k->by || k->trend))
        return cli_usage(tool, "--against compares all articles: it goes without --all, --by and --trend");
    if (k->by && (strcmp(k->by, "keywords") == 0 || strcmp(k->by, "documents") == 0))
        return cli_usage(tool, "--by %.60s: lists have a field of their own with this name", k->by);
    return CLI_GO_ON;
}

void keyset_free(keyset *k)
{
    free(k->term.item);
}

vn_status keyset_cells(const double *number, size_t n, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n; i++) {
        st = i ? cli_append(out, "\t", err) : VN_OK;
        if (!st)
            st = vn_json_write_number(number[i], out, err);
    }
    return st ? st : cli_append(out, "\n", err);
}

vn_status keyset_members(const char *const *name, const double *number, size_t n, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n; i++) {
        st = cli_append(out, ",\"", err);
        if (!st)
            st = cli_append(out, name[i], err);
        if (!st)
            st = cli_append(out, "\":", err);
        if (!st)
            st = vn_json_write_number(number[i], out, err);
    }
    return st;
}
