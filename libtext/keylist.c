/* An entry is a keyword in a group. Sums are of whole numbers, and what is shown is chosen by counts and bytes, so that the
 * order of the documents leaves no trace. */
#include "vn/keylist.h"

#include "fragment.h"
#include "map.h"

enum { DEFAULT_LIMIT = 10, SPARE = 8, LEAST_POOL = 64 };

static const uint64_t UNIT = 27720 * 3; /* what rank 1 weighs, times 3; divisible by rank + 2 up to rank 10 */

typedef struct example {
    char *id;
    size_t len;
    uint32_t rank;
} example;

typedef struct entry {
    uint32_t group;
    uint32_t key;
    uint32_t documents;
    uint32_t n_examples;
    uint64_t weight;
    uint64_t count;
    example example[VN_KEYLIST_EXAMPLES]; /* best first */
} entry;

typedef struct form {
    uint32_t key;
    uint32_t documents;
} form;

struct vn_keylist {
    vn_map groups;
    uint64_t *documents; /* [groups.n] */
    size_t documents_cap;
    vn_map keys;
    uint64_t *total; /* [keys.n] documents whose keyword it is */
    size_t total_cap;
    vn_map forms; /* number of the key, then the term as shown */
    form *form;   /* [forms.n] */
    size_t form_cap;
    vn_map pairs;  /* numbers of group and key */
    entry *entry;  /* [pairs.n] */
    size_t entry_cap;
    uint64_t all; /* documents */
    vn_buf bytes;
};

static vn_status no_memory(vn_error *err)
{
    return vn_fail_memory(err, "lists of keywords");
}

vn_status vn_keylist_new(vn_keylist **out, vn_error *err)
{
    vn_keylist *l = vn_calloc(1, sizeof *l);
    if (!l)
        return no_memory(err);
    *out = l;
    return VN_OK;
}

void vn_keylist_free(vn_keylist *l)
{
    if (!l)
        return;
    for (size_t i = 0; l->entry && i < l->pairs.n; i++)
        for (size_t j = 0; j < l->entry[i].n_examples; j++)
            free(l->entry[i].example[j].id);
    free(l->entry);
    free(l->documents);
    free(l->total);
    free(l->form);
    vn_map_free(&l->groups);
    vn_map_free(&l->keys);
    vn_map_free(&l->forms);
    vn_map_free(&l->pairs);
    vn_buf_free(&l->bytes);
    free(l);
}

/* Counting ---------------------------------------------------------------------------------------------------------- */

/* Adds a key to a map and room for what belongs to it, cleared when it is new. False: out of memory. */
static bool number_of(vn_map *map, vn_slice key, void **block, size_t *cap, size_t size, uint32_t *number)
{
    const size_t before = map->n;
    if (!vn_grow(block, cap, before + 1, size))
        return false;
    memset((char *)*block + before * size, 0, size);
    *number = vn_map_add(map, key);
    return *number != VN_MAP_NONE;
}

static bool count_form(vn_keylist *l, uint32_t key, vn_slice term)
{
    uint32_t at;
    l->bytes.len = 0;
    if (vn_buf_append(&l->bytes, &key, sizeof key, NULL) || vn_buf_append(&l->bytes, term.ptr, term.len, NULL))
        return false;
    if (!number_of(&l->forms, vn_slice_of(l->bytes.ptr, l->bytes.len), (void **)&l->form, &l->form_cap, sizeof *l->form, &at))
        return false;
    l->form[at].key = key;
    l->form[at].documents++;
    return true;
}

static bool is_better(const example *e, vn_slice id, uint32_t rank)
{
    return e->rank != rank ? e->rank < rank : vn_slice_cmp(vn_slice_of(e->id, e->len), id) <= 0;
}

static bool keep_example(entry *e, vn_slice id, uint32_t rank)
{
    size_t at = 0;
    while (at < e->n_examples && is_better(&e->example[at], id, rank))
        at++;
    if (at == VN_KEYLIST_EXAMPLES)
        return true;
    char *copy = vn_calloc(id.len + 1, 1);
    if (!copy)
        return false;
    if (id.len)
        memcpy(copy, id.ptr, id.len);
    if (e->n_examples == VN_KEYLIST_EXAMPLES)
        free(e->example[--e->n_examples].id);
    memmove(e->example + at + 1, e->example + at, (e->n_examples++ - at) * sizeof *e->example);
    e->example[at] = (example){copy, id.len, rank};
    return true;
}

static bool count_keyword(vn_keylist *l, uint32_t group, vn_slice id, const vn_keyword *keyword, uint32_t rank)
{
    uint32_t key;
    uint32_t at;
    if (!number_of(&l->keys, keyword->key, (void **)&l->total, &l->total_cap, sizeof *l->total, &key) ||
        !count_form(l, key, keyword->term))
        return false;
    const uint32_t pair[] = {group, key};
    const vn_slice name = {(const char *)pair, sizeof pair};
    if (!number_of(&l->pairs, name, (void **)&l->entry, &l->entry_cap, sizeof *l->entry, &at))
        return false;
    entry *e = &l->entry[at];
    l->total[key]++;
    e->group = group;
    e->key = key;
    e->documents++;
    e->weight += UNIT / (rank + 2);
    e->count += keyword->count;
    return keep_example(e, id, rank);
}

vn_status vn_keylist_add(vn_keylist *l, vn_slice group, vn_slice id, const vn_keyword *keyword, size_t n, vn_error *err)
{
    uint32_t number;
    if (!number_of(&l->groups, group, (void **)&l->documents, &l->documents_cap, sizeof *l->documents, &number))
        return no_memory(err);
    l->documents[number]++;
    l->all++;
    for (size_t i = 0; i < n && i < VN_KEYLIST_RANKS; i++)
        if (!count_keyword(l, number, id, &keyword[i], (uint32_t)i + 1))
            return no_memory(err);
    return VN_OK;
}

/* Lists ------------------------------------------------------------------------------------------------------------- */

/* Scratch of vn_keylist_write. */
typedef struct writing {
    vn_keylist *list;
    size_t limit;
    vn_slice *shown;       /* [keys.n] */
    uint32_t *order;       /* [pairs.n] entries by group */
    uint32_t *group;       /* [groups.n] in the order of their names */
    vn_keylist_term *term; /* [pairs.n] of a group */
    vn_slice *example;     /* [limit][VN_KEYLIST_EXAMPLES] */
    vn_fragment_term *nested;
    bool *dropped;
    vn_map map;
} writing;

static void free_writing(writing *w)
{
    free(w->shown);
    free(w->order);
    free(w->group);
    free(w->term);
    free(w->example);
    free(w->nested);
    free(w->dropped);
    vn_map_free(&w->map);
}

/* The form that most documents show; of equal ones the first in byte order. */
static void choose_forms(const vn_keylist *l, vn_slice *shown)
{
    uint32_t key;
    uint32_t most;
    for (size_t i = 0; i < l->forms.n; i++) {
        const vn_slice whole = l->forms.key[i];
        const vn_slice text = {whole.ptr + sizeof key, whole.len - sizeof key};
        vn_slice *best = &shown[l->form[i].key];
        if (best->ptr) {
            const vn_slice held = {best->ptr - sizeof key, best->len + sizeof key};
            most = l->form[vn_map_find(&l->forms, held)].documents;
            if (most > l->form[i].documents || (most == l->form[i].documents && vn_slice_cmp(*best, text) < 0))
                continue;
        }
        *best = text;
    }
}

static bool is_number(vn_slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    return s.len > 0 && (s.len == 1 || s.ptr[0] != '0');
}

static int compare_names(vn_slice a, vn_slice b)
{
    const bool x = is_number(a);
    const bool y = is_number(b);
    if (x != y)
        return x ? -1 : 1;
    if (x && a.len != b.len)
        return a.len < b.len ? -1 : 1;
    return vn_slice_cmp(a, b);
}

typedef struct named {
    vn_slice name;
    uint32_t number;
} named;

static int by_name(const void *a, const void *b)
{
    return compare_names(((const named *)a)->name, ((const named *)b)->name);
}

static bool order_groups(writing *w)
{
    const vn_map *groups = &w->list->groups;
    named *all = vn_calloc(groups->n, sizeof *all);
    if (!all)
        return false;
    for (uint32_t i = 0; i < groups->n; i++)
        all[i] = (named){groups->key[i], i};
    if (groups->n)
        qsort(all, groups->n, sizeof *all, by_name);
    for (size_t i = 0; i < groups->n; i++)
        w->group[i] = all[i].number;
    free(all);
    return true;
}

/* Entries by group; start [groups.n + 1] is filled. */
static void order_entries(const vn_keylist *l, size_t *start, uint32_t *order)
{
    for (size_t i = 0; i < l->pairs.n; i++)
        start[l->entry[i].group + 2]++;
    for (size_t g = 2; g < l->groups.n + 2; g++)
        start[g] += start[g - 1];
    for (size_t i = 0; i < l->pairs.n; i++)
        order[start[l->entry[i].group + 1]++] = (uint32_t)i;
}

static int by_score(const void *a, const void *b)
{
    const vn_keylist_term *x = a;
    const vn_keylist_term *y = b;
    if (x->score < y->score || x->score > y->score)
        return x->score < y->score ? 1 : -1;
    return vn_slice_cmp(x->key, y->key);
}

/* `terms` compete in the group. */
static vn_keylist_term measure(const writing *w, const entry *e, size_t terms)
{
    const vn_keylist *l = w->list;
    const uint64_t n = l->documents[e->group];
    vn_keylist_term t = {.term = w->shown[e->key], .key = l->keys.key[e->key], .count = e->count,
                         .counts = {e->documents, n, l->total[e->key] - e->documents, l->all - n}};
    const double lrc = vn_keyness_lrc(&t.counts, 0.05, terms);
    t.lrc = lrc > 0 ? lrc : 0;
    t.score = (double)e->weight / ((double)UNIT / 3 * (double)n) * (1 + 4 * t.lrc);
    t.n_examples = (size_t)(e - l->entry); /* until the best are known */
    return t;
}

/* Keeps the first `limit` of the n best terms of which none is inside another; gives how many. */
static vn_status pick(writing *w, size_t n, size_t *picked, vn_error *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        w->nested[i] = (vn_fragment_term){w->term[i].key, w->term[i].counts.df1};
    if (!vn_fragments(w->nested, n, '_', &w->map, w->dropped))
        return no_memory(err);
    for (size_t i = 0; i < n && kept < w->limit; i++)
        if (!w->dropped[i])
            w->term[kept++] = w->term[i];
    *picked = kept;
    return VN_OK;
}

static void attach_examples(const writing *w, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const entry *e = &w->list->entry[w->term[i].n_examples];
        vn_slice *to = w->example + i * VN_KEYLIST_EXAMPLES;
        for (size_t j = 0; j < e->n_examples; j++)
            to[j] = vn_slice_of(e->example[j].id, e->example[j].len);
        w->term[i].example = to;
        w->term[i].n_examples = e->n_examples;
    }
}

static vn_status write_group(writing *w, uint32_t group, size_t begin, size_t end, vn_keylist_fn *write, void *context,
                             vn_error *err)
{
    size_t n = end - begin;
    for (size_t i = 0; i < n; i++)
        w->term[i] = measure(w, &w->list->entry[w->order[begin + i]], n);
    if (n)
        qsort(w->term, n, sizeof *w->term, by_score);
    const size_t pool = w->limit < SIZE_MAX / SPARE - LEAST_POOL ? w->limit * SPARE + LEAST_POOL : SIZE_MAX;
    const vn_status st = pick(w, n < pool ? n : pool, &n, err);
    if (st)
        return st;
    attach_examples(w, n);
    return write(context, &(vn_keylist_group){w->list->groups.key[group], w->list->documents[group], w->term, n}, err);
}

static bool make_room(writing *w, size_t **start)
{
    const vn_keylist *l = w->list;
    const size_t most = l->pairs.n;
    w->limit = w->limit < most ? w->limit : most;
    *start = vn_calloc(l->groups.n + 2, sizeof **start);
    w->shown = vn_calloc(l->keys.n, sizeof *w->shown);
    w->order = vn_calloc(most, sizeof *w->order);
    w->group = vn_calloc(l->groups.n, sizeof *w->group);
    w->term = vn_calloc(most, sizeof *w->term);
    w->nested = vn_calloc(most, sizeof *w->nested);
    w->dropped = vn_calloc(most, sizeof *w->dropped);
    w->example = vn_calloc(w->limit, VN_KEYLIST_EXAMPLES * sizeof *w->example);
    return *start && w->shown && w->order && w->group && w->term && w->nested && w->dropped && w->example;
}

vn_status vn_keylist_write(vn_keylist *l, size_t limit, vn_keylist_fn *write, void *context, vn_error *err)
{
    writing w = {.list = l, .limit = limit ? limit : DEFAULT_LIMIT};
    size_t *start = NULL;
    vn_status st = make_room(&w, &start) && order_groups(&w) ? VN_OK : no_memory(err);
    if (!st) {
        choose_forms(l, w.shown);
        order_entries(l, start, w.order);
    }
    for (size_t i = 0; !st && i < l->groups.n; i++)
        st = write_group(&w, w.group[i], start[w.group[i]], start[w.group[i] + 1], write, context, err);
    free(start);
    free_writing(&w);
    return st;
}
