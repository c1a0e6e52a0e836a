/* Names of one person are one candidate: "Nguyễn Hồng Diên", "Hồng Diên", "ông Diên"; "Donald Trump", "Trump"; "Tập Cận
 * Bình", "ông Tập". The occurrences of the shorter go to the full name, before anything is scored.
 *
 * A short name joins when exactly one full name of the article ends with it, or begins with it and it stands behind a word
 * that calls somebody. Full is what is longest, without titles. Who joins wrongly is lost, so the doubtful stay apart:
 *
 *   - Vietnamese are called by the end of their name; without a family name at its head, a foreign syllable in it or
 *     somebody who calls it so, what looks like a name may be a ministry or a street.
 *   - A syllable that is a country too ("Nga", "Mỹ"), and two that are well known ("Thái Bình"), are called.
 *   - A full name that is more usual than the short one is another matter: "Nam" is nobody called "Việt Nam". */
#include "keyword.h"

enum {
    FULL_SYLLABLES = 4, /* longer ones are bodies and places, which nobody calls by their last syllable */
    KNOWN_PART = 1000,  /* what one document of so many holds is well known */
    CALL = VN_ROLE_CALL | VN_ROLE_OFFICE | VN_ROLE_TITLE,
    PLACE = VN_ROLE_PLACE | VN_ROLE_NAMED | VN_ROLE_BODY
};

/* A name that may be somebody's in full. */
typedef struct person {
    vn_slice key;
    uint32_t number; /* of the candidate */
    bool trusted;    /* a family name, a foreign syllable, or called so */
} person;

/* The best of the full names that end, or begin, with some name. */
typedef struct match {
    uint32_t person; /* + 1; 0: none does */
    bool torn;       /* between two */
} match;

/* The occurrences of a name that lie in no longer one of the same person, and how they stand. */
typedef struct usage {
    uint32_t alone;
    uint32_t called;
    uint32_t placed;
} usage;

typedef struct variants {
    vn_keyword_document *doc;
    uint32_t *name; /* [names] candidates that are names */
    size_t names;
    person *person; /* [n] */
    size_t n;
    match *end;     /* [candidates] whose name ends so */
    match *begin;   /* [candidates] */
    uint32_t *full; /* [candidates] the candidate that it may be a variant of, itself for a full name, + 1; 0: no name */
    bool *doubtful; /* [candidates] joins only when it is called */
    usage *use;     /* [candidates] */
} variants;

/* The roles of a syllable. */
static uint32_t roles_of(const vn_keyword_document *doc, vn_slice syllable)
{
    return vn_keyword_listed(&doc->lexicon.roles, syllable);
}

static vn_slice first_syllable(vn_slice key)
{
    const char *cut = memchr(key.ptr, '_', key.len);
    return vn_slice_of(key.ptr, cut ? (size_t)(cut - key.ptr) : key.len);
}

/* The roles of the first syllable of a candidate. */
static uint32_t head_of(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    return roles_of(doc, first_syllable(vn_keyword_word_key(doc, doc->token[c->token].word)));
}

/* The roles that any of its words has. */
static uint32_t any_role(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    uint32_t roles = 0;
    for (size_t i = c->token; i < c->token + (size_t)c->words; i++)
        roles |= doc->word[doc->token[i].word].roles;
    return roles;
}

static bool is_foreign(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    return (any_role(doc, c) & (VN_ROLE_ALIEN | VN_ROLE_MARKED)) == VN_ROLE_ALIEN;
}

/* The word before a token has one of the roles. */
static bool is_after(const vn_keyword_document *doc, size_t token, uint32_t roles)
{
    if (!token || !vn_keyword_adjacent(doc, token - 1))
        return false;
    const vn_keyword_word *w = &doc->word[doc->token[token - 1].word];
    return (w->roles & roles) && !(w->roles & VN_ROLE_EITHER);
}

/* By its first syllable a body or a place, or behind a title: "Bộ Công Thương", "Nga Lavrov", "Bà Nà". */
static bool begins_otherwise(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    const uint32_t head = head_of(doc, c);
    return head & VN_ROLE_PLACE_HEAD || (head & (VN_ROLE_LAND | VN_ROLE_SHORT_TITLE) && !(head & VN_ROLE_FAMILY));
}

/* A name of two to four syllables with a capital each. More than two are all Vietnamese or all foreign: no "Điện Kremlin
 * Dmitry Peskov". */
static bool looks_full(const vn_keyword_document *doc, size_t number)
{
    const vn_keyword_candidate *c = &doc->candidate[number];
    for (size_t i = 0; i < c->words; i++) { /* what costs least comes first */
        const vn_keyword_token *t = &doc->token[c->token + i];
        if (t->number || t->stop || t->alias || (t->letter_case & (VN_CASE_EACH | VN_CASE_ALL)) != VN_CASE_EACH)
            return false;
    }
    const size_t n = vn_keyword_syllables(doc, c);
    if (n < 2 || n > FULL_SYLLABLES || begins_otherwise(doc, c))
        return false;
    return n == 2 || (~any_role(doc, c) & (VN_ROLE_ALIEN | VN_ROLE_MARKED));
}

/* A country or a body before somebody's name: "Mỹ Donald Trump". It stands elsewhere too, without the name. */
static bool is_led(const vn_keyword_document *doc, const vn_keyword_candidate *c)
{
    const vn_keyword_candidate *head = c->words > 1 ? vn_keyword_at(doc, c->token, 1) : NULL;
    const vn_keyword_candidate *rest = head ? vn_keyword_at(doc, c->token + 1, c->words - (size_t)1) : NULL;
    return rest && head->count > c->count && vn_keyword_syllables(doc, rest) > 1;
}

static bool is_tail(vn_slice key, vn_slice tail)
{
    return key.len > tail.len && key.ptr[key.len - tail.len - 1] == '_' &&
           memcmp(key.ptr + key.len - tail.len, tail.ptr, tail.len) == 0;
}

static bool is_head(vn_slice key, vn_slice head)
{
    return key.len > head.len && key.ptr[head.len] == '_' && memcmp(key.ptr, head.ptr, head.len) == 0;
}

static vn_slice key_of(const variants *v, uint32_t number)
{
    return v->person[number].key;
}

static bool has_family(const variants *v, uint32_t number)
{
    return roles_of(v->doc, first_syllable(key_of(v, number))) & VN_ROLE_FAMILY;
}

/* One is an end or a beginning of the other. */
static bool is_same(const variants *v, uint32_t left, uint32_t right)
{
    const vn_slice a = key_of(v, left);
    const vn_slice b = key_of(v, right);
    return is_tail(a, b) || is_tail(b, a) || is_head(a, b) || is_head(b, a);
}

/* The full name of two: the one with a family name at its head, else the longer, unless it is exceptional. */
static uint32_t fuller(const variants *v, uint32_t a, uint32_t b)
{
    if (has_family(v, a) != has_family(v, b))
        return has_family(v, a) ? a : b;
    const bool longer = key_of(v, a).len > key_of(v, b).len;
    const uint32_t full = longer ? a : b;
    const uint32_t part = longer ? b : a;
    const uint64_t most = v->doc->candidate[v->person[part].number].count;
    return (uint64_t)v->doc->candidate[v->person[full].number].count * 3 >= most ? full : part;
}

/* Adds a person to those whose names end, or begin, with a part that is a candidate. */
static void add_match(variants *v, match *of, vn_slice part, uint32_t number)
{
    const uint32_t c = vn_keyword_find(v->doc, part);
    if (c == VN_MAP_NONE)
        return;
    match *m = &of[c];
    if (!m->person) {
        m->person = number + 1;
        return;
    }
    const uint32_t other = m->person - 1;
    m->person = fuller(v, other, number) + 1;
    m->torn = m->torn || !(is_same(v, other, number) || has_family(v, other) != has_family(v, number));
}

static void add_matches(variants *v, uint32_t number)
{
    const vn_slice key = key_of(v, number);
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] != '_')
            continue;
        add_match(v, v->begin, vn_slice_of(key.ptr, i), number);
        add_match(v, v->end, vn_slice_of(key.ptr + i + 1, key.len - i - 1), number);
    }
}

/* A stretch of tokens that is some name of a person. */
typedef struct cover {
    uint32_t full; /* 0: none yet */
    size_t end;
} cover;

/* True when the occurrence is part of a longer name of the same person. Asked for all in order: the cover moves on. */
static bool is_inside(const variants *v, cover *covered, size_t g)
{
    const vn_keyword_document *doc = v->doc;
    const vn_keyword_gram *gram = &doc->gram[g];
    const uint32_t full = v->full[gram->candidate];
    const size_t end = gram->token + (size_t)gram->words;
    if (covered->full == full && end <= covered->end)
        return true;
    for (size_t h = g + 1; h < doc->n_grams && doc->gram[h].token == gram->token; h++)
        if (v->full[doc->gram[h].candidate] == full)
            return true;
    if (covered->full == full || gram->token >= covered->end)
        *covered = (cover){full, end};
    return false;
}

static void count_usage(variants *v)
{
    const vn_keyword_document *doc = v->doc;
    cover covered = {0};
    memset(v->use, 0, doc->n_candidates * sizeof *v->use);
    for (size_t g = 0; g < doc->n_grams; g++) {
        const vn_keyword_gram *gram = &doc->gram[g];
        if (!v->full[gram->candidate] || is_inside(v, &covered, g))
            continue;
        usage *u = &v->use[gram->candidate];
        u->alone++;
        u->called += is_after(doc, gram->token, CALL);
        u->placed += is_after(doc, gram->token, PLACE);
    }
}

static vn_status new_variants(variants *v, vn_keyword_document *doc, vn_error *err)
{
    const size_t n = doc->n_candidates;
    *v = (variants){.doc = doc};
    v->name = vn_arena_alloc(&doc->arena, n, sizeof *v->name);
    v->person = vn_arena_alloc(&doc->arena, n, sizeof *v->person);
    v->full = vn_arena_alloc(&doc->arena, n, sizeof *v->full);
    v->doubtful = vn_arena_alloc(&doc->arena, n, sizeof *v->doubtful);
    v->use = vn_arena_alloc(&doc->arena, n, sizeof *v->use);
    if (!v->name || !v->person || !v->full || !v->doubtful || !v->use)
        return vn_fail_memory(err, "the names of a document");
    memset(v->full, 0, n * sizeof *v->full);
    memset(v->doubtful, 0, n * sizeof *v->doubtful);
    for (uint32_t i = 0; i < n; i++)
        if (vn_keyword_is_name(&doc->candidate[i]))
            v->name[v->names++] = i;
    return VN_OK;
}

static vn_status add_person(variants *v, uint32_t number, vn_error *err)
{
    vn_keyword_document *doc = v->doc;
    const vn_keyword_candidate *c = &doc->candidate[number];
    vn_slice key;
    const vn_status st = vn_keyword_key(doc, c, &key, err);
    if (st)
        return st;
    key.ptr = vn_arena_copy(&doc->arena, key.ptr, key.len);
    if (!key.ptr)
        return vn_fail_memory(err, "the names of a document");
    const bool trusted = v->use[number].called || head_of(doc, c) & VN_ROLE_FAMILY || is_foreign(doc, c);
    v->person[v->n++] = (person){key, number, trusted};
    return VN_OK;
}

/* Lists who is named in full. */
static vn_status find_persons(variants *v, vn_error *err)
{
    const vn_keyword_document *doc = v->doc;
    vn_status st = VN_OK;
    bool any = false;
    for (size_t i = 0; i < v->names; i++) {
        const uint32_t number = v->name[i];
        const bool full = looks_full(doc, number) && !is_led(doc, &doc->candidate[number]);
        v->full[number] = full ? number + 1 : 0;
        any = any || full;
    }
    if (!any)
        return VN_OK;
    count_usage(v);
    for (size_t i = 0; !st && i < v->names; i++) {
        const uint32_t number = v->name[i];
        if (v->full[number] && v->use[number].placed * 2 <= v->use[number].alone)
            st = add_person(v, number, err);
        else
            v->full[number] = 0;
    }
    return st;
}

static vn_status index_persons(variants *v, vn_error *err)
{
    const size_t n = v->doc->n_candidates;
    v->end = vn_arena_alloc(&v->doc->arena, n, sizeof *v->end);
    v->begin = vn_arena_alloc(&v->doc->arena, n, sizeof *v->begin);
    if (!v->end || !v->begin)
        return vn_fail_memory(err, "the names of a document");
    memset(v->end, 0, n * sizeof *v->end);
    memset(v->begin, 0, n * sizeof *v->begin);
    for (uint32_t i = 0; i < v->n; i++)
        add_matches(v, i);
    return VN_OK;
}

/* Documents of the table that hold the candidate. */
static vn_status df_of(const variants *v, uint32_t number, uint64_t *df, vn_error *err)
{
    const vn_keyword_candidate *c = &v->doc->candidate[number];
    *df = 0;
    return v->doc->options->df ? vn_keyword_phrase_df(v->doc, c->token, c->words, df, err) : VN_OK;
}

/* What else the short name may be: a country, a place, a word. */
static vn_status doubt(variants *v, uint32_t number, const person *p, vn_error *err)
{
    const vn_keyword_candidate *c = &v->doc->candidate[number];
    const bool lone = vn_keyword_syllables(v->doc, c) == 1;
    v->doubtful[number] = v->doubtful[number] || !p->trusted || (lone && head_of(v->doc, c) & VN_ROLE_LAND);
    if (is_foreign(v->doc, c))
        return VN_OK;
    uint64_t df = 0;
    uint64_t full = 0;
    vn_status st = df_of(v, number, &df, err);
    if (!st)
        st = df_of(v, p->number, &full, err);
    if (full > df || (!lone && df > v->doc->options->documents / KNOWN_PART))
        v->doubtful[number] = true;
    return st;
}

/* Whose name the candidate may be in short. */
static vn_status find_full(variants *v, uint32_t number, vn_error *err)
{
    match found = v->end[number];
    if (!found.person || found.torn) {
        found = v->begin[number];
        v->doubtful[number] = true;
        if (!found.person || found.torn || !v->person[found.person - 1].trusted)
            return VN_OK;
    }
    const person *p = &v->person[found.person - 1];
    v->full[number] = p->number + 1;
    return p->number == number ? VN_OK : doubt(v, number, p, err);
}

/* Leaves in v->full the names that join another. */
static vn_status find_variants(variants *v, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < v->names; i++)
        st = find_full(v, v->name[i], err);
    if (st)
        return st;
    count_usage(v);
    for (size_t k = 0; k < v->names; k++) {
        const uint32_t i = v->name[k];
        if (v->full[i] != i + 1 && v->doubtful[i] && v->use[i].called * 2 <= v->use[i].alone)
            v->full[i] = 0;
    }
    return VN_OK;
}

/* Gives the occurrences of a short name to the full one, but for those inside it. */
static void join(variants *v)
{
    vn_keyword_document *doc = v->doc;
    cover covered = {0};
    for (size_t g = 0; g < doc->n_grams; g++) {
        vn_keyword_gram *gram = &doc->gram[g];
        const uint32_t full = v->full[gram->candidate];
        if (!full || is_inside(v, &covered, g) || full == gram->candidate + 1)
            continue;
        vn_keyword_candidate *from = &doc->candidate[gram->candidate];
        vn_keyword_candidate *to = &doc->candidate[full - 1];
        const bool in_title = doc->token[gram->token].in_title;
        from->count--;
        from->title -= in_title;
        to->count++;
        to->title += in_title;
        to->names++;
        to->first = gram->token < to->first ? gram->token : to->first;
        gram->candidate = full - 1;
        gram->variant = true;
    }
}

/* The names that joined are no candidates of their own; nor are names behind a title ("Tổng thống Donald Trump"), whose
 * occurrences are the name's already. */
static void retire(variants *v)
{
    vn_keyword_document *doc = v->doc;
    for (uint32_t i = 0; i < doc->n_candidates; i++) {
        vn_keyword_candidate *c = &doc->candidate[i];
        if (v->full[i] != i + 1)
            c->full = v->full[i];
        if (c->words == 1 || !(doc->word[doc->token[c->token].word].roles & CALL))
            continue;
        const vn_keyword_candidate *rest = vn_keyword_at(doc, c->token + 1, c->words - (size_t)1);
        if (rest && v->full[rest - doc->candidate])
            c->full = v->full[rest - doc->candidate];
    }
}

vn_status vn_keyword_join_variants(vn_keyword_document *doc, vn_error *err)
{
    variants v;
    vn_status st = new_variants(&v, doc, err);
    if (st)
        return st;
    st = find_persons(&v, err);
    if (!st && v.n)
        st = index_persons(&v, err);
    if (!st && v.n)
        st = find_variants(&v, err);
    if (!st && v.n) {
        join(&v);
        retire(&v);
    }
    return st;
}
