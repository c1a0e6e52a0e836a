#include "dendrogram.h"

#include "cli.h"

#include "vn/json.h"

#include <stdlib.h>

typedef struct tree {
    const vn_merge *merge;
    size_t n;
    dendrogram_name *name;
    const void *context;
    vn_buf *out;
} tree;

/* A node on the way down, and how many of its children are written. */
typedef struct step {
    size_t node;
    int children;
} step;

static vn_status put_name(vn_slice name, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append(out, "'", err);
    for (size_t i = 0; !st && i < name.len; i++) {
        const char c = name.ptr[i];
        const char text[] = {c == '\'' || (unsigned char)c >= ' ' ? c : ' ', '\0'};
        st = cli_append(out, c == '\'' ? "''" : c == 0x7f ? " " : text, err);
    }
    return st ? st : cli_append(out, "'", err);
}

static double height_of(const tree *t, size_t node)
{
    return node < t->n ? 0 : t->merge[node - t->n].distance;
}

/* The end of a node: how far it is below its parent, the place before it. */
static vn_status put_length(const tree *t, const step *at, vn_error *err)
{
    const double length = height_of(t, at[-1].node) - height_of(t, at->node);
    const vn_status st = cli_append(t->out, ":", err);
    return st ? st : vn_json_write_number(length > 0 ? length : 0, t->out, err);
}

/* Without recursion: a chain of merges is as deep as there are documents. */
static vn_status put_nodes(const tree *t, step *path, vn_error *err)
{
    size_t depth = 1;
    vn_status st = VN_OK;
    path[0] = (step){2 * t->n - 2, 0};
    while (!st && depth) {
        step *at = &path[depth - 1];
        if (at->node >= t->n && at->children < 2) {
            const vn_merge *m = &t->merge[at->node - t->n];
            st = cli_append(t->out, at->children ? "," : "(", err);
            path[depth++] = (step){at->children++ ? m->right : m->left, 0};
            continue;
        }
        if (at->node >= t->n)
            st = cli_append(t->out, ")", err);
        else
            st = put_name(t->name(t->context, at->node), t->out, err);
        if (!st && --depth)
            st = put_length(t, at, err);
    }
    return st;
}

vn_status dendrogram_newick(const vn_merge *merge, size_t n, dendrogram_name *name, const void *context, vn_buf *out,
                            vn_error *err)
{
    const tree t = {merge, n, name, context, out};
    step *path = calloc(n + 1, sizeof *path);
    if (!path)
        return cli_error(err, VN_ENOMEM, "out of memory for a tree");
    const vn_status st = n ? put_nodes(&t, path, err) : VN_OK;
    free(path);
    return st ? st : cli_append(out, ";\n", err);
}

void dendrogram_row(double row[4], const vn_merge *merge, size_t n, const size_t *place)
{
    const double left = (double)(merge->left < n ? place[merge->left] : merge->left);
    const double right = (double)(merge->right < n ? place[merge->right] : merge->right);
    row[0] = left < right ? left : right;
    row[1] = left < right ? right : left;
    row[2] = merge->distance;
    row[3] = (double)merge->size;
}
