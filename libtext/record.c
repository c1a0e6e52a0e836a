#include "record.h"

#include "arena.h"
#include "buf.h"
#include "json.h"
#include "utf8.h"

/* A record keeps its line and knows where the pieces of each field stand in it, so that writing a changed one is copying
 * pieces: everything that was not set anew is written as it came, white space included. */
typedef struct field {
    vn_slice name; /* raw, between the quotes */
    vn_slice key;  /* the name decoded */
    vn_slice json;
    vn_slice head; /* from behind the comma (or the opening brace) up to the value: space, name, colon, space */
    vn_slice tail; /* space between the value and the next comma or the closing brace */
} field;

struct vn_record {
    vn_slice line;
    vn_slice open;  /* up to the opening brace, inclusive */
    vn_slice close; /* from the closing brace */
    field *field;   /* [n] */
    size_t n;
    size_t cap;
    bool changed;
    bool replace;
    vn_arena arena; /* decoded names and strings, values set */
    vn_buf scratch;
};

vn_status vn_record_new(vn_record **out, vn_error *err)
{
    vn_record *r = vn_calloc(1, sizeof *r);
    if (!r)
        return vn_fail_memory(err, "a record");
    vn_record_clear(r);
    *out = r;
    return VN_OK;
}

void vn_record_free(vn_record *record)
{
    if (!record)
        return;
    vn_arena_free(&record->arena);
    vn_buf_free(&record->scratch);
    free(record->field);
    free(record);
}

void vn_record_clear(vn_record *record)
{
    record->line = vn_slice_of("{}", 2);
    record->open = vn_slice_of("{", 1);
    record->close = vn_slice_of("}", 1);
    record->n = 0;
    record->changed = false;
    vn_arena_reset(&record->arena);
}

void vn_record_replace(vn_record *record, bool replace)
{
    record->replace = replace;
}

static vn_status keep(vn_record *r, vn_slice bytes, vn_slice *copy, vn_error *err)
{
    const char *p = vn_arena_copy(&r->arena, bytes.ptr, bytes.len);
    if (!p)
        return vn_fail_memory(err, "a field");
    *copy = vn_slice_of(p, bytes.len);
    return VN_OK;
}

/* Text between quotes as what it stands for: the text itself when it holds no escape. */
static vn_status decode(vn_record *r, vn_slice raw, bool replace, vn_slice *text, vn_error *err)
{
    if (!raw.len || !memchr(raw.ptr, '\\', raw.len)) {
        *text = raw;
        return VN_OK;
    }
    r->scratch.len = 0;
    vn_status st = vn_json_unescape(raw, replace, &r->scratch, err);
    return st ? st : keep(r, vn_slice_of(r->scratch.ptr, r->scratch.len), text, err);
}

/* Parsing ------------------------------------------------------------------------------------------------------- */

static vn_status add_field(vn_record *r, field f, vn_error *err)
{
    if (!vn_grow((void **)&r->field, &r->cap, r->n + 1, sizeof f))
        return vn_fail_memory(err, "the fields of a record");
    r->field[r->n++] = f;
    return VN_OK;
}

/* Space behind a value, before the comma or brace that follows. */
static vn_slice space_before(const char *from, const char *end)
{
    const char *p = from;
    while (p < end && vn_json_is_space(*p))
        p++;
    return vn_slice_of(from, (size_t)(p - from));
}

static vn_status parse_members(vn_record *r, vn_json *walk, vn_error *err)
{
    const char *from = walk->at; /* where the head of the next field begins */
    for (;;) {
        field f;
        vn_status st = vn_json_member(walk, &f.name, &f.json, err);
        if (st)
            return st;
        f.tail = space_before(walk->at, walk->end);
        f.head = vn_slice_of(from, (size_t)(f.json.ptr - from));
        from = f.tail.ptr + f.tail.len + 1;
        st = decode(r, f.name, true, &f.key, err);
        if (!st)
            st = add_field(r, f, err);
        if (st)
            return st;
    }
}

/* With the members known: what stands before the first and behind the last. */
static void frame(vn_record *r, const char *first, vn_slice line)
{
    const char *end = line.ptr + line.len;
    const char *close = first;
    if (r->n)
        close = r->field[r->n - 1].tail.ptr + r->field[r->n - 1].tail.len;
    r->line = line;
    r->open = vn_slice_of(line.ptr, (size_t)((r->n ? first : close) - line.ptr));
    r->close = vn_slice_of(close, (size_t)(end - close));
}

vn_status vn_record_parse(vn_record *record, vn_slice line, vn_error *err)
{
    const size_t good = vn_utf8_check(line.ptr, line.len);
    if (good == line.len)
        return vn_record_parse_valid(record, line, err);
    vn_record_clear(record);
    return vn_utf8_fail(line, good, 0, err);
}

vn_status vn_record_parse_valid(vn_record *record, vn_slice line, vn_error *err)
{
    vn_record_clear(record);
    vn_json walk;
    vn_status st = vn_json_object(&walk, line, err);
    const char *first = walk.at;
    if (!st)
        st = parse_members(record, &walk, err);
    if (st == VN_DONE) {
        frame(record, first, line);
        return VN_OK;
    }
    vn_record_clear(record);
    return st;
}

/* Reading ------------------------------------------------------------------------------------------------------- */

static field *find(const vn_record *r, vn_slice name)
{
    for (size_t i = r->n; i-- > 0;)
        if (vn_slice_eq(r->field[i].key, name))
            return &r->field[i];
    return NULL;
}

bool vn_record_raw(const vn_record *record, const char *name, vn_slice *json)
{
    const field *f = find(record, vn_slice_str(name));
    if (f)
        *json = f->json;
    return f != NULL;
}

/* Where the value stands in the line; 0 for a value that was set. */
static size_t column_of(const vn_record *r, const field *f)
{
    const uintptr_t at = (uintptr_t)f->json.ptr;
    const uintptr_t from = (uintptr_t)r->line.ptr;
    return at >= from && at - from < r->line.len ? (size_t)(at - from) + 1 : 0;
}

vn_status vn_record_string(vn_record *record, const char *name, vn_slice *text, vn_error *err)
{
    const field *f = find(record, vn_slice_str(name));
    if (!f || f->json.ptr[0] == 'n') {
        *text = vn_slice_of(NULL, 0);
        return VN_OK;
    }
    const char c = f->json.ptr[0];
    if (c == '-' || (c >= '0' && c <= '9')) {
        *text = f->json;
        return VN_OK;
    }
    const vn_status st = c == '"' ? decode(record, vn_slice_of(f->json.ptr + 1, f->json.len - 2), record->replace, text, err)
                                  : vn_fail(err, VN_EDATA, "field \"%.60s\" must be a string", name);
    if (st == VN_EDATA && err)
        err->column = column_of(record, f);
    return st;
}

size_t vn_record_fields(const vn_record *record)
{
    return record->n;
}

void vn_record_field(const vn_record *record, size_t i, vn_slice *name, vn_slice *json)
{
    *name = record->field[i].name;
    *json = record->field[i].json;
}

/* Changing ------------------------------------------------------------------------------------------------------ */

static vn_status append_field(vn_record *r, vn_slice name, vn_slice json, vn_error *err)
{
    r->scratch.len = 0;
    vn_status st = vn_json_write_string(name, &r->scratch, err);
    if (!st)
        st = vn_buf_char(&r->scratch, ':', err);
    if (st)
        return st;
    field f = {.json = json};
    st = keep(r, vn_slice_of(r->scratch.ptr, r->scratch.len), &f.head, err);
    if (!st)
        st = keep(r, name, &f.key, err);
    if (st)
        return st;
    f.name = vn_slice_of(f.head.ptr + 1, f.head.len - 3); /* without its quotes and the colon */
    return add_field(r, f, err);
}

/* json is owned by the record. */
static vn_status put(vn_record *r, const char *name, vn_slice json, vn_error *err)
{
    field *f = find(r, vn_slice_str(name));
    vn_status st = VN_OK;
    if (f)
        f->json = json;
    else
        st = append_field(r, vn_slice_str(name), json, err);
    if (!st)
        r->changed = true;
    return st;
}

vn_status vn_record_set_raw(vn_record *record, const char *name, vn_slice json, vn_error *err)
{
    if (vn_utf8_check(json.ptr, json.len) < json.len || vn_json_check(json, NULL) || memchr(json.ptr, '\n', json.len))
        return vn_fail(err, VN_EINVAL, "the new value of field \"%.60s\" is not one line of JSON", name);
    vn_slice own;
    vn_status st = keep(record, json, &own, err);
    return st ? st : put(record, name, own, err);
}

vn_status vn_record_set_string(vn_record *record, const char *name, vn_slice text, vn_error *err)
{
    if (vn_utf8_check(text.ptr, text.len) < text.len)
        return vn_fail(err, VN_EINVAL, "the new value of field \"%.60s\" is not UTF-8", name);
    record->scratch.len = 0;
    vn_status st = vn_json_write_string(text, &record->scratch, err);
    vn_slice own;
    if (!st)
        st = keep(record, vn_slice_of(record->scratch.ptr, record->scratch.len), &own, err);
    return st ? st : put(record, name, own, err);
}

vn_status vn_record_remove(vn_record *record, const char *name, vn_error *err)
{
    (void)err;
    const vn_slice key = vn_slice_str(name);
    size_t kept = 0;
    for (size_t i = 0; i < record->n; i++)
        if (!vn_slice_eq(record->field[i].key, key))
            record->field[kept++] = record->field[i];
    record->changed |= kept < record->n;
    record->n = kept;
    return VN_OK;
}

/* Writing ------------------------------------------------------------------------------------------------------- */

/* *at is where the value of `hole` would stand, which is left out; NULL: all are written. */
static vn_status write_fields(const vn_record *r, const field *hole, vn_buf *out, size_t *at, vn_error *err)
{
    vn_status st = vn_buf_slice(out, r->open, err);
    for (size_t i = 0; !st && i < r->n; i++) {
        const field *f = &r->field[i];
        if (i)
            st = vn_buf_char(out, ',', err);
        if (!st)
            st = vn_buf_slice(out, f->head, err);
        if (f == hole)
            *at = out->len;
        else if (!st)
            st = vn_buf_slice(out, f->json, err);
        if (!st)
            st = vn_buf_slice(out, f->tail, err);
    }
    return st ? st : vn_buf_slice(out, r->close, err);
}

vn_status vn_record_write(const vn_record *record, vn_buf *out, vn_error *err)
{
    const size_t before = out->len;
    vn_status st =
        record->changed ? write_fields(record, NULL, out, NULL, err) : vn_buf_slice(out, record->line, err);
    if (!st)
        st = vn_buf_char(out, '\n', err);
    if (st)
        out->len = before;
    return st;
}

vn_status vn_record_write_around(vn_record *record, const char *name, vn_buf *out, size_t *at, vn_error *err)
{
    const size_t before = out->len;
    const field *hole = find(record, vn_slice_str(name));
    const size_t fields = record->n;
    vn_status st = hole ? VN_OK : put(record, name, vn_slice_of("", 0), err);
    if (!st)
        st = write_fields(record, hole ? hole : &record->field[fields], out, at, err);
    record->n = fields; /* without one that was never there */
    if (!st)
        st = vn_buf_char(out, '\n', err);
    if (st)
        out->len = before;
    else
        *at -= before;
    return st;
}
