/* How articles write a term: keys are folded, readers are shown "Hà Nội" and "HLV".
 *
 * In a worker: the words of an article that have a capital. One at the beginning of a sentence says nothing, nor does a
 * headline of capitals; an article that has no other abstains. In the main thread: each article that holds a term has a
 * vote; those that have nothing to say write it as its key. */
#include "gather_parts.h"

#include "plain.h"

#include "vn/norm.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_SPELLINGS = 1000, MOST_BYTES = 200 };

/* In a worker ------------------------------------------------------------------------------------------------------- */

/* A way in which words of this article are written. */
typedef struct spelling {
    vn_slice form;
    size_t inside; /* how often inside of a sentence */
} spelling;

typedef struct spellings {
    spelling item[MOST_SPELLINGS];
    size_t n;
} spellings;

typedef struct part {
    vn_slice source;
    const vn_word *word;
    size_t n;
} part;

static vn_slice text_of(const part *p, size_t i)
{
    return (vn_slice){p->source.ptr + p->word[i].start, p->word[i].len};
}

/* Capitals and small letters of a text, those of Vietnamese among them. */
typedef struct cases {
    size_t capital;
    size_t small;
} cases;

/* A letter of two bytes: À to Þ; Ă Đ Ĩ Ũ and their neighbours alternate; Ơ Ư. 1: capital, -1: small. */
static int case_of_two(unsigned char a, unsigned char b)
{
    if (a == 0xc3)
        return b < 0xa0 ? 1 : -1;
    if (a == 0xc4 || a == 0xc5)
        return b & 1 ? -1 : 1;
    return a == 0xc6 ? (b == 0xa0 || b == 0xaf ? 1 : -1) : 0;
}

/* Of three bytes: Ạ to ỹ alternate. */
static cases count_cases(vn_slice text)
{
    cases c = {0, 0};
    const unsigned char *s = (const unsigned char *)text.ptr;
    for (size_t i = 0; i < text.len; i++) {
        int which = s[i] >= 'A' && s[i] <= 'Z' ? 1 : s[i] >= 'a' && s[i] <= 'z' ? -1 : 0;
        if (s[i] >= 0xc3 && s[i] <= 0xc6 && i + 1 < text.len)
            which = case_of_two(s[i], s[i + 1]);
        else if (s[i] == 0xe1 && i + 2 < text.len && (s[i + 1] == 0xba || s[i + 1] == 0xbb))
            which = s[i + 2] & 1 ? -1 : 1;
        c.capital += which > 0;
        c.small += which < 0;
    }
    return c;
}

/* All capitals, and more than one. */
static bool shouts(vn_slice s)
{
    const cases c = count_cases(s);
    return c.capital > 1 && !c.small;
}

/* Several syllables in capitals, and not of the plain letters of acronyms. */
static bool is_loud(vn_slice s)
{
    bool gap = false;
    bool marks = false;
    for (size_t i = 0; i < s.len; i++) {
        gap |= s.ptr[i] == ' ' || s.ptr[i] == '_';
        marks |= (unsigned char)s.ptr[i] >= 0x80;
    }
    return gap && marks && shouts(s);
}

/* Not written as its key, but for a capital that grammar may have set. */
static bool is_candidate(const part *p, size_t i)
{
    const vn_slice s = text_of(p, i);
    return p->word[i].kind == VN_WORD_WORD && s.len && s.len <= MOST_BYTES && count_cases(s).capital;
}

static bool is_one_of(vn_slice s, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == s.len && memcmp(*list, s.ptr, s.len) == 0)
            return true;
    return false;
}

/* Behind the beginning of a sentence and behind most signs a capital is grammar; beside shouted words it is loudness. */
static bool is_inside(const part *p, size_t i)
{
    static const char *const mild[] = {",", ")", "-", "–", "/", "&", NULL};
    if (!i || p->word[i - 1].sentence != p->word[i].sentence)
        return false;
    if (p->word[i - 1].kind == VN_WORD_PUNCT && !is_one_of(text_of(p, i - 1), mild))
        return false;
    const bool shouted = shouts(text_of(p, i));
    return !is_loud(text_of(p, i)) && !(shouted && shouts(text_of(p, i - 1))) &&
           !(shouted && i + 1 < p->n && shouts(text_of(p, i + 1)));
}

static void note(spellings *s, vn_slice form, bool inside)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->item[i].form.len == form.len && memcmp(s->item[i].form.ptr, form.ptr, form.len) == 0) {
            s->item[i].inside += inside;
            return;
        }
    if (s->n < MOST_SPELLINGS)
        s->item[s->n++] = (spelling){form, inside};
}

static void note_part(spellings *s, const part *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (is_candidate(p, i))
            note(s, text_of(p, i), is_inside(p, i));
}

/* How often the article writes it with a small letter: the bytes behind the first character are the same. */
static size_t count_small(const spelling *s, const part *p)
{
    size_t n = 0;
    size_t first = 1;
    while (first < s->form.len && ((unsigned char)s->form.ptr[first] & 0xc0) == 0x80)
        first++;
    for (size_t i = 0; i < p->n; i++) {
        const vn_slice other = text_of(p, i);
        n += other.len == s->form.len && memcmp(other.ptr + first, s->form.ptr + first, other.len - first) == 0 &&
             memcmp(other.ptr, s->form.ptr, first) != 0;
    }
    return n;
}

/* One space for every run of white space and every `_`. */
static vn_status put_form(vn_slice form, vn_buf *out, vn_error *err)
{
    const size_t from = out->len;
    const vn_status st = plain_text(form, 0, out, err);
    for (size_t i = from; !st && i < out->len; i++)
        if (out->ptr[i] == '_')
            out->ptr[i] = ' ';
    return st;
}

/* Whether a form is its key with spaces for `_`. */
static bool is_plain(const char *form, size_t len, const char *key, size_t key_len)
{
    if (len != key_len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (form[i] != (key[i] == '_' ? ' ' : key[i]))
            return false;
    return true;
}

static vn_status put_spelling(const spelling *s, size_t small, gather_head *h, vn_buf *out, vn_error *err)
{
    gather_form f;
    const size_t at = out->len;
    vn_status st = vn_buf_append(out, &f, sizeof f, err);
    const size_t key = out->len;
    if (!st)
        st = vn_fold(s->form, out, err);
    const size_t form = out->len;
    if (!st)
        st = put_form(s->form, out, err);
    if (st)
        return st;
    if ((small && s->inside <= small) || is_plain(out->ptr + form, out->len - form, out->ptr + key, form - key)) {
        out->len = at;
        return VN_OK;
    }
    if (!s->inside)
        out->len = form;
    f = (gather_form){(uint16_t)(form - key), (uint16_t)(out->len - form)};
    memcpy(out->ptr + at, &f, sizeof f);
    h->forms += out->len - at;
    return VN_OK;
}

vn_status gather_put_forms(const doc_words *words, gather_head *h, vn_buf *out, vn_error *err)
{
    const part title = {words->title_source, words->title, words->n_title};
    const part body = {words->source, words->body, words->n_body};
    spellings *s = malloc(sizeof *s);
    if (!s)
        return cli_error(err, VN_ENOMEM, "out of memory for words");
    vn_status st = VN_OK;
    s->n = 0;
    note_part(s, &title);
    note_part(s, &body);
    for (size_t i = 0; !st && i < s->n; i++)
        st = put_spelling(&s->item[i], count_small(&s->item[i], &title) + count_small(&s->item[i], &body), h, out, err);
    free(s);
    return st;
}

/* In the main thread ------------------------------------------------------------------------------------------------ */

/* Votes by column: vote[start[c] .. start[c + 1]); empty ones abstain. */
typedef struct votes {
    size_t *start; /* [cols + 2] */
    vn_slice *vote;
} votes;

/* Each vote of each article; counts them, or puts them in their places. */
static void walk_votes(const gather *g, votes *v, bool count)
{
    gather_form f;
    uint32_t column;
    for (size_t i = 0; i < g->all.n; i++)
        for (size_t at = 0; at < g->item[i].forms.len; at += sizeof f + f.key + f.form) {
            const char *bytes = g->item[i].forms.ptr + at;
            memcpy(&f, bytes, sizeof f);
            const vn_slice key = {bytes + sizeof f, f.key};
            if (!vn_vocab_find(g->all.vocab, key, &column))
                continue;
            if (count)
                v->start[column + 2]++;
            else
                v->vote[v->start[column + 1]++] = (vn_slice){key.ptr + key.len, f.form};
        }
}

static int by_bytes(const void *left, const void *right)
{
    return cli_slice_cmp(*(const vn_slice *)left, *(const vn_slice *)right);
}

/* The form that most articles use, when they are more than those that use the key; ptr NULL: none. */
static vn_slice elect(vn_slice *vote, size_t n, size_t articles)
{
    size_t most = articles > n ? articles - n : 0;
    vn_slice best = {NULL, 0};
    qsort(vote, n, sizeof *vote, by_bytes);
    for (size_t first = 0, last = 0; first < n; first = last) {
        while (last < n && cli_slice_cmp(vote[first], vote[last]) == 0)
            last++;
        if (vote[first].len && last - first > most) {
            most = last - first;
            best = vote[first];
        }
    }
    return best;
}

static vn_status show_key(gather *g, vn_slice key, vn_slice *shown, vn_error *err)
{
    g->scratch.len = 0;
    const vn_status st = vn_buf_append(&g->scratch, key.ptr, key.len, err);
    for (size_t i = 0; !st && i < key.len; i++)
        if (g->scratch.ptr[i] == '_')
            g->scratch.ptr[i] = ' ';
    return st ? st : gather_keep(g, (vn_slice){g->scratch.ptr, key.len}, shown, err);
}

static vn_status show_terms(gather *g, votes *v, vn_error *err)
{
    vn_status st = VN_OK;
    for (uint32_t c = 0; !st && c < g->all.matrix.cols; c++) {
        const size_t n = v->start[c + 1] - v->start[c];
        g->shown[c] = elect(v->vote + v->start[c], n, vn_vocab_df(g->all.vocab, c));
        if (!g->shown[c].ptr)
            st = show_key(g, vn_vocab_term(g->all.vocab, c), &g->shown[c], err);
    }
    return st;
}

vn_status gather_spell(gather *g, vn_error *err)
{
    const size_t cols = g->all.matrix.cols;
    votes v = {.start = calloc(cols + 3, sizeof *v.start)};
    g->shown = calloc(cols + 1, sizeof *g->shown);
    vn_status st = v.start && g->shown ? VN_OK : cli_error(err, VN_ENOMEM, "out of memory for terms");
    if (!st) {
        walk_votes(g, &v, true);
        for (size_t c = 0; c <= cols; c++)
            v.start[c + 1] += v.start[c];
        v.vote = calloc(v.start[cols + 1] + 1, sizeof *v.vote);
        st = v.vote ? VN_OK : cli_error(err, VN_ENOMEM, "out of memory for terms");
    }
    if (!st) {
        walk_votes(g, &v, false);
        st = show_terms(g, &v, err);
    }
    free(v.start);
    free(v.vote);
    g->report.shown = g->shown;
    return st;
}
