#include "vn/eval_seg.h"

#include "base.h"

/* A walk over a line: characters without white space and joints, and where words end. */
typedef struct walk {
    vn_slice line;
    size_t at;
    size_t begins; /* characters before the present word */
    size_t passed; /* characters so far */
} walk;

/* Next character byte; -1 at the end of a word, -2 at the end of the line. */
static int next_byte(walk *w)
{
    while (w->at < w->line.len) {
        const char c = w->line.ptr[w->at];
        const bool space = c == ' ' || c == '\t' || c == '\r';
        if (space && w->passed > w->begins)
            return -1;
        w->at++;
        if (space)
            continue;
        if (c != '_') {
            w->passed++;
            return (unsigned char)c;
        }
        if (w->at < w->line.len && w->line.ptr[w->at] == '_') { /* a literal underscore */
            w->at++;
            w->passed++;
            return '_';
        }
    }
    return w->passed > w->begins ? -1 : -2;
}

static vn_status differ(const walk *system, vn_error *err)
{
    return vn_fail_at(err, VN_EDATA, 0, system->at ? system->at : 1,
                      "the text differs from the gold text here (character %zu without spaces)", system->passed);
}

/* The next character of the line, -2 at its end. Where a word ends before it, *ended is set, *began tells after how many
 * characters that word began, and *words counts it. */
static int next_character(walk *w, bool *ended, size_t *began, uint64_t *words)
{
    *began = w->begins;
    int c = next_byte(w);
    *ended = c == -1;
    if (c != -1)
        return c;
    ++*words;
    w->begins = w->passed;
    return next_byte(w);
}

vn_status vn_eval_seg_add(vn_eval_seg *sum, vn_slice gold, vn_slice system, vn_error *err)
{
    walk side[2] = {{.line = gold}, {.line = system}};
    vn_eval_seg s = *sum;
    int c[2];
    do {
        bool ended[2];
        size_t began[2];
        c[0] = next_character(&side[0], &ended[0], &began[0], &s.gold);
        c[1] = next_character(&side[1], &ended[1], &began[1], &s.system);
        s.right += ended[0] && ended[1] && began[0] == began[1];
        if (c[0] != c[1])
            return differ(&side[1], err);
    } while (c[0] >= 0);
    s.lines++;
    s.perfect += s.gold - sum->gold == s.right - sum->right && s.system - sum->system == s.right - sum->right;
    *sum = s;
    return VN_OK;
}

static double share(uint64_t part, uint64_t all)
{
    return all ? (double)part / (double)all : 0;
}

vn_prf vn_eval_seg_prf(const vn_eval_seg *sum)
{
    vn_prf r = {.precision = share(sum->right, sum->system), .recall = share(sum->right, sum->gold)};
    if (r.precision + r.recall > 0)
        r.f1 = 2 * r.precision * r.recall / (r.precision + r.recall);
    return r;
}
