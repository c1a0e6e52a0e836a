#include "docterms.h"

#include <stdlib.h>
#include <string.h>

struct docterms {
    docwords *words;
    vn_terms *terms;
};

static int open_stopwords(terminology *t, const char *tool)
{
    vn_error err = {0};
    if (t->list && strcmp(t->list, "none") == 0)
        return CLI_GO_ON;
    return vn_stopwords_open(&t->stopwords, t->list, &err) ? cli_fail(tool, t->list, &err) : CLI_GO_ON;
}

bool docterms_limit(const char *text, uint32_t *count, double *share)
{
    char *after;
    if (!text)
        return true;
    if (text[0] < '0' || text[0] > '9')
        return false;
    if (strchr(text, '.')) {
        *share = strtod(text, &after);
        return !*after && *share > 0.0 && *share <= 1.0;
    }
    const unsigned long long n = strtoull(text, &after, 10);
    *count = (uint32_t)n;
    return !*after && n > 0 && n <= UINT32_MAX;
}

int aliases_open(vn_aliases **out, const char *name, const char *tool)
{
    vn_error err = {0};
    if (!name)
        return CLI_GO_ON;
    const char *path = strcmp(name, "default") == 0 ? NULL : name;
    return vn_aliases_open(out, path, &err) ? cli_fail(tool, path, &err) : CLI_GO_ON;
}

int terminology_open(terminology *t, const char *tool)
{
    int code = segmentation_open(&t->seg, tool);
    if (code == CLI_GO_ON)
        code = open_stopwords(t, tool);
    if (code == CLI_GO_ON)
        code = aliases_open(&t->aliases, t->alias, tool);
    if (code != CLI_GO_ON) {
        terminology_close(t);
        return code;
    }
    t->options.ngram_max = (unsigned)t->ngrams;
    t->options.numbers = t->numbers;
    t->options.title_weight = t->title_weight;
    t->options.stopwords = t->stopwords;
    t->options.aliases = t->aliases;
    t->kind = vn_terms_kind(&t->options, vn_segmentation_fingerprint(t->seg.model, t->seg.user));
    return CLI_GO_ON;
}

/* Whether the table was made with this list, or with longer phrases, numbers or stop words besides. */
static bool covered_with(const terminology *t, const vn_stopwords *list, bool keep, uint64_t fingerprint)
{
    const uint64_t words = vn_segmentation_fingerprint(t->seg.model, t->seg.user);
    vn_terms_options wide = t->options;
    wide.stopwords = list;
    for (wide.ngram_max = t->options.ngram_max; wide.ngram_max <= VN_NGRAM_MAX; wide.ngram_max++)
        for (int way = 0; way < 4; way++) {
            wide.numbers = t->options.numbers || (way & 1);
            wide.keep_stopwords = keep || (way & 2);
            if (vn_terms_fingerprint(&wide, words) == fingerprint)
                return true;
        }
    return false;
}

bool terminology_covered(const terminology *t, uint64_t fingerprint)
{
    if (covered_with(t, t->stopwords, t->options.keep_stopwords, fingerprint) || covered_with(t, NULL, false, fingerprint))
        return true;
    vn_stopwords *built_in = NULL; /* kept stop words: of single words every list gives the same counts */
    if (t->options.ngram_max > 1 || vn_stopwords_open(&built_in, NULL, NULL))
        return false;
    const bool covered = covered_with(t, built_in, true, fingerprint);
    vn_stopwords_free(built_in);
    return covered;
}

void terminology_close(terminology *t)
{
    segmentation_close(&t->seg);
    vn_stopwords_free(t->stopwords);
    vn_aliases_free(t->aliases);
    t->stopwords = NULL;
    t->aliases = NULL;
}

vn_status docterms_new(docterms **out, const terminology *shared, vn_error *err)
{
    docterms *d = calloc(1, sizeof *d);
    if (!d)
        return cli_error(err, VN_ENOMEM, "out of memory for terms");
    vn_status st = docwords_new(&d->words, &shared->seg, err);
    if (!st)
        st = vn_terms_new(&d->terms, &shared->options, err);
    if (st) {
        docterms_free(d);
        return st;
    }
    *out = d;
    return VN_OK;
}

void docterms_free(docterms *d)
{
    if (!d)
        return;
    docwords_free(d->words);
    vn_terms_free(d->terms);
    free(d);
}

vn_terms *docterms_counts(docterms *d)
{
    return d->terms;
}

/* Counts the words of one part of the document: those of the field when there is one, which need not be sought in the
 * text, else those of the text. */
static vn_status add_part(docterms *d, bool title, vn_slice field, vn_slice text, vn_error *err)
{
    vn_words words;
    if (field.ptr)
        return title ? vn_terms_add_title_field(d->terms, field, err) : vn_terms_add_field(d->terms, field, err);
    const vn_status st = text.ptr ? docwords_segment(d->words, text, &words, err) : VN_DONE;
    if (st)
        return st == VN_DONE ? VN_OK : st;
    return title ? vn_terms_add_title(d->terms, text, words.item, words.n, err)
                 : vn_terms_add(d->terms, text, words.item, words.n, err);
}

docwords *docterms_words(docterms *d)
{
    return d->words;
}

vn_status docterms_get_of(docterms *d, const doc_words *words, vn_term **list, size_t *n, vn_error *err)
{
    vn_terms_begin(d->terms);
    vn_status st = vn_terms_add_title(d->terms, words->title_source, words->title, words->n_title, err);
    if (!st)
        st = vn_terms_add(d->terms, words->source, words->body, words->n_body, err);
    return st ? st : vn_terms_list(d->terms, list, n, err);
}

static vn_status count(docterms *d, vn_batch *batch, const vn_document *document, vn_error *err)
{
    vn_slice title = {0};
    vn_slice body = document->words;
    vn_record *record = body.ptr ? NULL : vn_batch_record(batch, err);
    if (!body.ptr && !record)
        return VN_ENOMEM;
    vn_status st = record ? vn_record_string(record, "title_words", &title, err) : VN_OK;
    if (!st && record)
        st = vn_record_string(record, "words", &body, err);
    if (st)
        return st;
    vn_terms_begin(d->terms);
    st = add_part(d, true, title, document->title, err);
    return st ? st : add_part(d, false, body, document->text, err);
}

vn_status docterms_get(docterms *d, vn_batch *batch, const vn_document *document, vn_term **list, size_t *n, vn_error *err)
{
    const vn_status st = count(d, batch, document, err);
    return st ? st : vn_terms_list(d->terms, list, n, err);
}

vn_status docterms_count(docterms *d, vn_batch *batch, const vn_document *document, vn_counted *counted, vn_error *err)
{
    const vn_status st = count(d, batch, document, err);
    return st ? st : vn_terms_counted(d->terms, counted, err);
}

const vn_terms *docterms_counter(const docterms *d)
{
    return d->terms;
}
