#include "vn/conllu.h"

#include "buf.h"

enum { COLUMNS = 10 };

struct vn_conllu {
    vn_buf words;     /* of the sentence so far */
    size_t n;         /* words in it */
    bool handed_out;  /* the buffer holds the sentence before */
};

vn_status vn_conllu_new(vn_conllu **out, vn_error *err)
{
    vn_conllu *c = vn_calloc(1, sizeof *c);
    if (!c)
        return vn_fail_memory(err, "a CoNLL-U reader");
    *out = c;
    return VN_OK;
}

void vn_conllu_free(vn_conllu *c)
{
    if (!c)
        return;
    vn_buf_free(&c->words);
    free(c);
}

static void forget(vn_conllu *c)
{
    c->words.len = c->n = 0;
    c->handed_out = false;
}

/* --- columns ----------------------------------------------------------------------------------------------- */

/* Where the line's tabs part it: column i is what stands before tab[i]. Returns how many columns there are. */
static size_t find_columns(vn_slice line, size_t tab[COLUMNS])
{
    size_t n = 0;
    for (size_t i = 0; i <= line.len; i++) {
        if (i < line.len && line.ptr[i] != '\t')
            continue;
        if (n < COLUMNS)
            tab[n] = i;
        n++;
    }
    return n;
}

/* Digits from *at on as a number, saturated; false when there are none. */
static bool read_digits(vn_slice id, size_t *at, size_t *number)
{
    const size_t begin = *at;
    *number = 0;
    for (; *at < id.len && id.ptr[*at] >= '0' && id.ptr[*at] <= '9'; ++*at)
        if (*number < SIZE_MAX / 16)
            *number = *number * 10 + (size_t)(id.ptr[*at] - '0');
    return *at > begin;
}

typedef enum id_kind { ID_WORD, ID_PASSED_OVER, ID_WRONG } id_kind;

/* What an ID is behind `n` words: the next word, a range of words to come, a node without a form of its own, or wrong. */
static id_kind judge_id(vn_slice id, size_t n)
{
    size_t at = 0, first, second;
    if (!read_digits(id, &at, &first))
        return ID_WRONG;
    if (at == id.len)
        return first == n + 1 ? ID_WORD : ID_WRONG;
    const char sign = id.ptr[at++];
    if (!read_digits(id, &at, &second) || at < id.len)
        return ID_WRONG;
    if (sign == '-')
        return first == n + 1 && second > first ? ID_PASSED_OVER : ID_WRONG;
    return sign == '.' && first == n ? ID_PASSED_OVER : ID_WRONG;
}

/* --- forms ------------------------------------------------------------------------------------------------- */

/* Bytes of the white space or underscore at `at`; 0: neither. */
static size_t parting_at(vn_slice form, size_t at)
{
    const char c = form.ptr[at];
    if (c == ' ' || c == '_')
        return 1;
    return c == '\xc2' && at + 1 < form.len && form.ptr[at + 1] == '\xa0' ? 2 : 0; /* no-break space */
}

/* Underscores of form[from .. to) as literal ones; white space there is nothing. */
static vn_status add_literal(vn_buf *words, vn_slice form, size_t from, size_t to, vn_error *err)
{
    vn_status st = VN_OK;
    for (; !st && from < to; from++)
        if (form.ptr[from] == '_')
            st = vn_buf_str(words, "__", err);
    return st;
}

/* A form as a word of segmented text. */
static vn_status add_form(vn_buf *words, vn_slice form, vn_error *err)
{
    size_t begin = 0, end = 0, step;
    while (begin < form.len && (step = parting_at(form, begin)))
        begin += step;
    for (size_t i = begin; i < form.len; i += step ? step : 1)
        if (!(step = parting_at(form, i)))
            end = i + 1;
    vn_status st = add_literal(words, form, 0, begin, err);
    for (size_t i = begin; !st && i < end; i += step ? step : 1) {
        step = parting_at(form, i);
        if (!step)
            st = vn_buf_char(words, form.ptr[i], err);
        else if (!parting_at(form, i + step))
            st = vn_buf_char(words, '_', err);
    }
    return st || end == 0 ? st : add_literal(words, form, end, form.len, err);
}

/* Appends a word to the sentence. */
static vn_status add_word(vn_conllu *c, vn_slice form, size_t column, vn_error *err)
{
    vn_status st = c->n ? vn_buf_char(&c->words, ' ', err) : VN_OK;
    const size_t before = c->words.len;
    if (!st)
        st = add_form(&c->words, form, err);
    if (!st && c->words.len == before)
        return vn_fail_at(err, VN_EDATA, 0, column, "a word without a form");
    c->n++;
    return st;
}

/* --- lines ------------------------------------------------------------------------------------------------- */

static vn_status take_word(vn_conllu *c, vn_slice line, vn_error *err)
{
    size_t tab[COLUMNS];
    const size_t columns = find_columns(line, tab);
    if (columns != COLUMNS)
        return vn_fail_at(err, VN_EDATA, 0, 1, columns == 1 ? "%zu column between tabs, CoNLL-U has %d"
                                                             : VN_PHRASE("%zu columns between tabs, CoNLL-U has %d"),
                          columns, COLUMNS);
    switch (judge_id(vn_slice_of(line.ptr, tab[0]), c->n)) {
    case ID_PASSED_OVER: return VN_OK;
    case ID_WORD: return add_word(c, vn_slice_of(line.ptr + tab[0] + 1, tab[1] - tab[0] - 1), tab[0] + 2, err);
    case ID_WRONG: break;
    }
    return vn_fail_at(err, VN_EDATA, 0, 1, "the ID '%.*s' does not follow that of word %zu",
                      (int)(tab[0] < 32 ? tab[0] : 32), line.ptr, c->n);
}

vn_status vn_conllu_line(vn_conllu *c, vn_slice line, vn_slice *sentence, vn_error *err)
{
    if (c->handed_out)
        forget(c);
    vn_slice ended = {0};
    if (!line.len) {
        c->handed_out = true;
        if (c->n)
            ended = vn_slice_of(c->words.ptr, c->words.len);
    } else if (line.ptr[0] != '#') {
        const vn_status st = take_word(c, line, err);
        if (st) {
            forget(c);
            return st;
        }
    }
    *sentence = ended;
    return VN_OK;
}
