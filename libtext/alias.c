/* A form is kept as one string, its letters folded and a space only between letters or digits, since white space beside
 * signs says nothing and differs between a text and its `words` field. Every beginning of that string at which a word may
 * end is in the same map, so that a search goes on only while it may still succeed. */
#include "alias.h"

#include "buf.h"
#include "map.h"
#include "norm.h"
#include "vn/reader.h"

#define NONE UINT32_MAX

/* A form of a group; those with the same string differ in capitals. */
typedef struct form {
    uint32_t next;  /* of the same string, or NONE */
    uint32_t group;
    uint32_t caps;  /* where its letters stand in `caps`: '1' is a capital */
    uint32_t letters;
    bool plain;     /* has no capital */
} form;

typedef struct alias_group {
    vn_slice name;
    vn_slice key;
} alias_group;

struct vn_aliases {
    vn_map path;
    uint32_t *first; /* [path.n] form that is the whole string, NONE for a mere beginning */
    size_t first_cap;
    form *form; /* [forms] */
    size_t forms, form_cap;
    alias_group *group; /* [groups] */
    size_t groups, group_cap;
    vn_buf caps;
    vn_arena text; /* names and keys */
    uint64_t fingerprint;
};

/* ---- strings ---- */

static vn_char class_before(vn_slice s, size_t at)
{
    vn_char class = VN_CHAR_NONE;
    size_t start = at;
    while (start > 0 && ((unsigned char)s.ptr[--start] & 0xC0u) == 0x80)
        ;
    if (at)
        (void)vn_char_class(s.ptr + start, at - start, &class);
    return class;
}

static vn_char class_at(vn_slice s, size_t at)
{
    vn_char class = VN_CHAR_NONE;
    if (at < s.len)
        (void)vn_char_class(s.ptr + at, s.len - at, &class);
    return class;
}

/* Appends a folded word to the string; `_` inside it and the gap before it become a space between letters or digits. */
static vn_status append_key(vn_buf *out, vn_slice key, vn_error *err)
{
    vn_status st = VN_OK;
    bool gap = out->len > 0;
    for (size_t i = 0; i < key.len && !st; i++) {
        if (key.ptr[i] == '_') {
            gap = out->len > 0;
            continue;
        }
        if (gap && vn_char_is_word(class_before(vn_slice_of(out->ptr, out->len), out->len)) &&
            vn_char_is_word(class_at(key, i)))
            st = vn_buf_char(out, ' ', err);
        gap = false;
        if (!st)
            st = vn_buf_char(out, key.ptr[i], err);
    }
    return st;
}

/* A '1' for each capital, a '0' for each other letter. Marks of decomposed letters are none. */
static vn_status append_caps(vn_buf *out, vn_slice nfc, bool *plain, vn_error *err)
{
    vn_status st = VN_OK;
    *plain = true;
    for (size_t i = 0; i < nfc.len && !st;) {
        vn_char class;
        i += vn_char_class(nfc.ptr + i, nfc.len - i, &class);
        if (!vn_char_is_letter(class))
            continue;
        *plain = *plain && class != VN_CHAR_UPPER;
        st = vn_buf_char(out, class == VN_CHAR_UPPER ? '1' : '0', err);
    }
    return st;
}

/* ---- reading ---- */

/* What a list is read with. */
typedef struct reading {
    vn_aliases *a;
    vn_buf fold;
    vn_buf key;
    vn_buf nfc;
} reading;

static uint32_t add_path(vn_aliases *a, vn_slice key)
{
    const size_t before = a->path.n;
    if (!vn_grow((void **)&a->first, &a->first_cap, before + 1, sizeof *a->first))
        return VN_MAP_NONE;
    const uint32_t node = vn_map_add(&a->path, key);
    if (node != VN_MAP_NONE && a->path.n > before)
        a->first[node] = NONE;
    return node;
}

/* The string and its beginnings; the node of the whole. */
static uint32_t add_paths(vn_aliases *a, vn_slice key)
{
    for (size_t p = 1; p < key.len; p++) {
        const bool inside = ((unsigned char)key.ptr[p] & 0xC0u) == 0x80 || key.ptr[p - 1] == ' ' ||
                            (vn_char_is_word(class_before(key, p)) && vn_char_is_word(class_at(key, p)));
        if (!inside && add_path(a, vn_slice_of(key.ptr, p)) == VN_MAP_NONE)
            return VN_MAP_NONE;
    }
    return add_path(a, key);
}

static vn_slice caps_of(const vn_aliases *a, const form *f)
{
    return vn_slice_of(a->caps.ptr + f->caps, f->letters);
}

static vn_status link_form(vn_aliases *a, uint32_t node, form f, vn_error *err)
{
    for (uint32_t at = a->first[node]; at != NONE; at = a->form[at].next) {
        if (!vn_slice_eq(caps_of(a, &a->form[at]), caps_of(a, &f)))
            continue;
        if (a->form[at].group == f.group)
            return VN_OK;
        return vn_fail(err, VN_EDATA, "a form stands in the group of '%.*s' too", (int)a->group[a->form[at].group].name.len,
                       a->group[a->form[at].group].name.ptr);
    }
    if (!vn_grow((void **)&a->form, &a->form_cap, a->forms + 1, sizeof *a->form))
        return vn_fail_memory(err, "aliases");
    f.next = a->first[node];
    a->first[node] = (uint32_t)a->forms;
    a->form[a->forms++] = f;
    const vn_slice name = a->group[f.group].key;
    const vn_slice caps = caps_of(a, &f);
    a->fingerprint += vn_mix(vn_hash(name.ptr, name.len) ^ vn_mix(a->path.hash[node] ^ vn_hash(caps.ptr, caps.len)));
    return VN_OK;
}

/* Folds a form into r->fold, with its spelling in r->nfc and its string in r->key. */
static vn_status fold_form(reading *r, vn_slice text, vn_error *err)
{
    r->fold.len = r->key.len = r->nfc.len = 0;
    vn_status st = vn_fold(text, &r->fold, err);
    if (!st)
        st = vn_nfc(text, &r->nfc, err);
    if (!st)
        st = append_key(&r->key, vn_slice_of(r->fold.ptr, r->fold.len), err);
    if (st)
        return st;
    if (r->key.len == 0 || !vn_char_is_word(class_at(vn_slice_of(r->key.ptr, r->key.len), 0)))
        return vn_fail(err, VN_EDATA, "a form is empty or begins with a sign");
    if (r->fold.len > VN_ALIAS_MAX || r->nfc.len > VN_ALIAS_MAX)
        return vn_fail(err, VN_ELIMIT, "a form is longer than %d bytes", VN_ALIAS_MAX);
    return VN_OK;
}

static vn_status add_group(vn_aliases *a, const reading *r, vn_error *err)
{
    const char *name = vn_arena_copy(&a->text, r->nfc.ptr, r->nfc.len);
    const char *key = vn_arena_copy(&a->text, r->fold.ptr, r->fold.len);
    if (!name || !key || !vn_grow((void **)&a->group, &a->group_cap, a->groups + 1, sizeof *a->group))
        return vn_fail_memory(err, "aliases");
    a->group[a->groups++] = (alias_group){vn_slice_of(name, r->nfc.len), vn_slice_of(key, r->fold.len)};
    return VN_OK;
}

static vn_slice trim(vn_slice s)
{
    while (s.len && strchr(" \t\r", s.ptr[s.len - 1]) && s.ptr[s.len - 1])
        s.len--;
    while (s.len && strchr(" \t", s.ptr[0]) && s.ptr[0])
        s = vn_slice_of(s.ptr + 1, s.len - 1);
    return s;
}

static vn_status add_form(reading *r, vn_slice text, bool first, vn_error *err)
{
    vn_aliases *a = r->a;
    form f = {.caps = (uint32_t)a->caps.len};
    vn_status st = fold_form(r, trim(text), err);
    if (!st && first)
        st = add_group(a, r, err);
    if (!st)
        st = append_caps(&a->caps, vn_slice_of(r->nfc.ptr, r->nfc.len), &f.plain, err);
    if (st)
        return st;
    f.group = (uint32_t)a->groups - 1;
    f.letters = (uint32_t)a->caps.len - f.caps;
    const uint32_t node = add_paths(a, vn_slice_of(r->key.ptr, r->key.len));
    return node == VN_MAP_NONE ? vn_fail_memory(err, "aliases") : link_form(a, node, f, err);
}

static vn_status add_line(reading *r, vn_slice line, vn_error *err)
{
    line = trim(line);
    if (!line.len || line.ptr[0] == '#')
        return VN_OK;
    if (memchr(line.ptr, '\0', line.len))
        return vn_fail(err, VN_EDATA, "binary data (NUL byte)");
    if (!memchr(line.ptr, '=', line.len))
        return vn_fail(err, VN_EDATA, "a group has two forms at least, parted by '='");
    vn_status st = VN_OK;
    for (bool first = true, more = true; more && !st; first = false) {
        const char *end = memchr(line.ptr, '=', line.len);
        const size_t len = end ? (size_t)(end - line.ptr) : line.len;
        more = end != NULL;
        st = add_form(r, vn_slice_of(line.ptr, len), first, err);
        line = vn_slice_of(line.ptr + len + more, line.len - len - more);
    }
    return st;
}

static vn_status add_lines(reading *r, vn_slice lines, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t number = 1; lines.len && !st; number++) {
        const char *end = memchr(lines.ptr, '\n', lines.len);
        const size_t len = end ? (size_t)(end - lines.ptr) : lines.len;
        st = add_line(r, vn_slice_of(lines.ptr, len), err);
        if (st && st != VN_ENOMEM && err)
            err->line = number;
        lines = vn_slice_of(lines.ptr + len + (end != NULL), lines.len - len - (end != NULL));
    }
    return st;
}

vn_status vn_aliases_parse(vn_aliases **out, vn_slice lines, vn_error *err)
{
    reading r = {.a = vn_calloc(1, sizeof *r.a)};
    if (!r.a)
        return vn_fail_memory(err, "aliases");
    if (lines.len >= 3 && memcmp(lines.ptr, "\xef\xbb\xbf", 3) == 0)
        lines = vn_slice_of(lines.ptr + 3, lines.len - 3);
    const vn_status st = add_lines(&r, lines, err);
    vn_buf_free(&r.fold);
    vn_buf_free(&r.key);
    vn_buf_free(&r.nfc);
    if (st) {
        vn_aliases_free(r.a);
        return st;
    }
    *out = r.a;
    return VN_OK;
}

/* Embedded by data.S. */
extern const char vn_default_aliases_start[];
extern const char vn_default_aliases_end[];

vn_status vn_aliases_open(vn_aliases **out, const char *path, vn_error *err)
{
    if (!path)
        return vn_aliases_parse(
            out, vn_slice_of(vn_default_aliases_start, (size_t)(vn_default_aliases_end - vn_default_aliases_start)), err);
    vn_buf bytes = {0};
    vn_status st = vn_file_read(path, &bytes, err);
    if (!st)
        st = vn_aliases_parse(out, vn_slice_of(bytes.ptr, bytes.len), err);
    vn_buf_free(&bytes);
    return st;
}

void vn_aliases_free(vn_aliases *a)
{
    if (!a)
        return;
    vn_map_free(&a->path);
    vn_arena_free(&a->text);
    vn_buf_free(&a->caps);
    free(a->first);
    free(a->form);
    free(a->group);
    free(a);
}

size_t vn_aliases_count(const vn_aliases *a)
{
    return a->groups;
}

uint64_t vn_aliases_fingerprint(const vn_aliases *a)
{
    return a->fingerprint;
}

vn_slice vn_alias_name(const vn_aliases *a, uint32_t number)
{
    return a->group[number].name;
}

vn_slice vn_alias_key(const vn_aliases *a, uint32_t number)
{
    return a->group[number].key;
}

/* ---- matching ---- */

void vn_alias_scratch_free(vn_alias_scratch *s)
{
    vn_buf_free(&s->fold);
    vn_buf_free(&s->key);
    vn_buf_free(&s->nfc);
    vn_buf_free(&s->caps);
}

vn_status vn_alias_may_begin(const vn_aliases *a, vn_alias_scratch *s, vn_slice key, bool *may, vn_error *err)
{
    s->key.len = 0;
    *may = false;
    if (key.len > VN_ALIAS_MAX)
        return VN_OK;
    const vn_status st = append_key(&s->key, key, err);
    *may = !st && vn_map_find(&a->path, vn_slice_of(s->key.ptr, s->key.len)) != VN_MAP_NONE;
    return st;
}

/* Whether the text has a capital wherever the form has one. */
static bool has_capitals(vn_slice wanted, vn_slice got)
{
    if (wanted.len != got.len)
        return false;
    for (size_t i = 0; i < wanted.len; i++)
        if (wanted.ptr[i] > got.ptr[i])
            return false;
    return true;
}

/* The form of the node that a text with these capitals is; NULL: none. Of several the one with the earlier capitals: IS is
 * rather IS than is. */
static const form *choose_form(const vn_aliases *a, uint32_t node, vn_slice got)
{
    const form *best = NULL;
    for (uint32_t at = a->first[node]; at != NONE; at = a->form[at].next) {
        const form *f = &a->form[at];
        if ((f->plain || has_capitals(caps_of(a, f), got)) && (!best || vn_slice_cmp(caps_of(a, f), caps_of(a, best)) > 0))
            best = f;
    }
    return best;
}

static vn_status find_form(const vn_aliases *a, vn_alias_scratch *s, uint32_t node, vn_slice text, const form **found,
                           vn_error *err)
{
    bool plain;
    s->nfc.len = s->caps.len = 0;
    vn_status st = vn_nfc(text, &s->nfc, err);
    if (!st)
        st = append_caps(&s->caps, vn_slice_of(s->nfc.ptr, s->nfc.len), &plain, err);
    if (!st)
        *found = choose_form(a, node, vn_slice_of(s->caps.ptr, s->caps.len));
    return st;
}

/* Adds a word to the string in s->key; *node is then that of the string, VN_MAP_NONE: no form goes on like this. */
static vn_status follow(const vn_aliases *a, vn_alias_scratch *s, vn_slice word, uint32_t *node, vn_error *err)
{
    s->fold.len = 0;
    *node = VN_MAP_NONE;
    if (word.len > VN_ALIAS_MAX)
        return VN_OK;
    vn_status st = vn_fold(word, &s->fold, err);
    if (!st)
        st = append_key(&s->key, vn_slice_of(s->fold.ptr, s->fold.len), err);
    if (!st && s->key.len <= VN_ALIAS_MAX)
        *node = vn_map_find(&a->path, vn_slice_of(s->key.ptr, s->key.len));
    return st;
}

vn_status vn_alias_match(const vn_aliases *a, vn_alias_scratch *s, vn_slice source, const vn_word *words, size_t n,
                         size_t *taken, uint32_t *group, vn_error *err)
{
    vn_status st = VN_OK;
    s->key.len = 0;
    *taken = 0;
    for (size_t i = 0; i < n && words[i].sentence == words[0].sentence && words[i].kind != VN_WORD_LINK && !st; i++) {
        const size_t end = words[i].start + words[i].len;
        const form *found = NULL;
        uint32_t node;
        st = follow(a, s, vn_slice_of(source.ptr + words[i].start, words[i].len), &node, err);
        if (st || node == VN_MAP_NONE)
            break;
        if (a->first[node] != NONE)
            st = find_form(a, s, node, vn_slice_of(source.ptr + words[0].start, end - words[0].start), &found, err);
        if (!st && found) {
            *taken = i + 1;
            *group = found->group;
        }
    }
    return st;
}
