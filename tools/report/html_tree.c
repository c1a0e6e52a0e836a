/* The tree alone, from left to right, with the names of its leaves. */
#include "html_figures.h"

#include "cli.h"

#include <string.h>

enum { TOP = 30, ROW = 19, LEFT = 10, WIDTH = 430, BAND = 14, NUMBER = 30, NAMES = 640, COLUMNS = 92 };

static double x_of(const layout_node *node)
{
    return LEFT + WIDTH * layout_along(1 - node->distance);
}

static double y_of(const layout_node *node)
{
    return TOP + ROW * node->across;
}

/* Grid lines at similarities, numbered at the top. */
static void put_axis(page *p, size_t leaves)
{
    const double *tick;
    const size_t n = layout_scale_ticks(&tick);
    html_put(p, "<g class=\"axis\" text-anchor=\"middle\">");
    for (size_t i = 0; i < n; i++) {
        const double x = LEFT + WIDTH * layout_along(tick[i]);
        html_put(p, "<path d=\"M%.1f %dV%zu\"/><text x=\"%.1f\" y=\"14\">", x, TOP - 10, TOP + ROW * leaves, x);
        html_decimal(p, tick[i], i == 0 || i == n - 1 ? 0 : tick[i] * 10 < 1 ? 2 : 1);
        html_put(p, "</text>");
    }
    html_put(p, "</g>\n");
}

static void put_class(page *p, const layout_node *node)
{
    if (node->group != LAYOUT_MIXED)
        html_group_class(p, node->group);
}

static void put_joint(page *p, const layout_tree *tree, size_t i)
{
    const layout_node *at = &tree->node[i];
    const layout_node *left = &tree->node[at->left];
    const layout_node *right = &tree->node[at->right];
    html_put(p, "<path data-i=\"%zu\" class=\"", i);
    put_class(p, at);
    html_put(p, "\" d=\"M%.2f %.2fH%.2fV%.2fH%.2f\"/>", x_of(left), y_of(left), x_of(at), y_of(right), x_of(right));
}

/* From where it joins to the names: a branch that became a leaf is a thick line. */
static void put_stem(page *p, const layout_node *leaf)
{
    if (leaf->size < 2)
        return;
    html_put(p, "<path class=\"stem ");
    put_class(p, leaf);
    html_put(p, "\" d=\"M%.2f %.2fH%d\"/>", x_of(leaf), y_of(leaf), LEFT + WIDTH);
}

/* Colour and number of a group beside its leaves, which stand together. */
static void put_bands(page *p, const layout_tree *tree)
{
    for (size_t i = 0, end; i < tree->leaves; i = end) {
        for (end = i + 1; end < tree->leaves && tree->node[end].group == tree->node[i].group;)
            end++;
        if (tree->node[i].group == LAYOUT_MIXED)
            continue;
        html_put(p, "<path class=\"band ");
        put_class(p, &tree->node[i]);
        html_put(p, "\" d=\"M%d %zuV%zu\"/>", LEFT + WIDTH + BAND, TOP + ROW * i + 2, TOP + ROW * end - 2);
        html_put(p, "<text class=\"no\" x=\"%d\" y=\"%zu\">%zu</text>", LEFT + WIDTH + BAND + NUMBER,
                 TOP + ROW * (i + end) / 2 + 5, tree->node[i].group + 1);
    }
}

/* Label words and size of a group that became a leaf; how many articles when it is a branch of one or several. */
static void put_branch_name(page *p, const layout_node *leaf)
{
    const report_group *group = leaf->group == LAYOUT_MIXED ? NULL : &p->r->group[leaf->group];
    vn_buf buf = {0};
    const bool whole = group && group->size == leaf->size;
    vn_status st = report_count(p->r, TEXT_N_ARTICLES, leaf->size, &buf, p->err);
    if (!st && !whole)
        st = cli_append(&buf, ": ", p->err);
    for (size_t i = 0; !st && whole && i < group->labels.n && i < 5; i++) {
        st = cli_append(&buf, i ? ", " : ": ", p->err);
        if (!st)
            st = vn_buf_append(&buf, group->labels.item[i].term.ptr, group->labels.item[i].term.len, p->err);
    }
    const vn_slice title = p->r->article[p->r->order[leaf->first]].title;
    if (!st && !whole)
        st = vn_buf_append(&buf, title.ptr, title.len, p->err);
    html_short(p, html_kept(p, &buf, st), COLUMNS);
    vn_buf_free(&buf);
}

static void put_name(page *p, const layout_tree *tree, size_t i)
{
    const layout_node *leaf = &tree->node[i];
    const size_t article = p->r->order[leaf->first];
    const bool whole = leaf->size > 1 && leaf->group != LAYOUT_MIXED;
    html_put(p, "<a href=\"#%s%zu\" data-i=\"%zu\">", whole ? "g" : "a", whole ? leaf->group : article, i);
    html_put(p, "<text x=\"%d\" y=\"%zu\">", LEFT + WIDTH + BAND + NUMBER + 10, TOP + ROW * i + 14);
    if (leaf->size > 1)
        put_branch_name(p, leaf);
    else
        html_short(p, p->r->article[article].title, COLUMNS);
    html_put(p, "</text></a>\n");
}

static void put_plot(page *p, const layout_tree *tree)
{
    const size_t width = LEFT + WIDTH + BAND + NUMBER + 10 + NAMES;
    const size_t height = TOP + ROW * tree->leaves + 8;
    html_put(p, "<div class=\"plot\" id=\"tree-plot\" tabindex=\"0\" role=\"group\" aria-labelledby=\"tree-h\" "
                "aria-describedby=\"tree-d\">\n<svg width=\"%zu\" height=\"%zu\" viewBox=\"0 0 %zu %zu\">\n",
             width, height, width, height);
    put_axis(p, tree->leaves);
    html_put(p, "<g class=\"branches\">\n");
    for (size_t i = 0; i < tree->leaves; i++)
        put_stem(p, &tree->node[i]);
    for (size_t i = tree->leaves; i + 1 < 2 * tree->leaves; i++)
        put_joint(p, tree, i);
    html_put(p, "</g>\n<g class=\"bands\">\n");
    put_bands(p, tree);
    html_put(p, "</g>\n<g class=\"leaves\">\n");
    for (size_t i = 0; i < tree->leaves; i++)
        put_name(p, tree, i);
    html_put(p, "</g>\n</svg>\n</div>\n");
}

/* #tree-data: leaves, and of each node x, y, articles, similarity, group (-1: several), children, first place. */
static void put_data(page *p, const layout_tree *tree)
{
    html_script_data(p, "tree-data");
    html_put(p, "{\"leaves\":%zu,\"nodes\":[", tree->leaves);
    for (size_t i = 0; i + 1 < 2 * tree->leaves; i++) {
        const layout_node *at = &tree->node[i];
        html_put(p, "%s[%.1f,%.1f,%zu,%.4f,", i ? "," : "", i < tree->leaves ? (double)(LEFT + WIDTH) : x_of(at),
                 y_of(at), at->size, 1 - at->distance);
        html_put(p, at->group == LAYOUT_MIXED ? "-1" : "%zu", at->group);
        html_put(p, ",%zu,%zu,%zu]", at->left, at->right, at->first);
    }
    html_put(p, "]}");
    html_script_end(p);
}

static void put_branch_cell(page *p, const layout_tree *tree, size_t i)
{
    const layout_node *at = &tree->node[i];
    html_put(p, "<td>");
    if (i >= tree->leaves)
        html_count(p, TEXT_JOINT_N, i - tree->leaves + 1);
    else if (at->size > 1)
        put_branch_name(p, at);
    else
        html_article(p, p->r->order[at->first]);
    html_put(p, "</td>");
}

/* A row a joint, in the order in which they join. */
static void put_table(page *p, const layout_tree *tree)
{
    static const html_column COLUMN[] = {{TEXT_JOINT, "n"}, {TEXT_SIMILARITY, "n"}, {TEXT_ARTICLES, "n"},
                                         {TEXT_GROUP, "n"}, {TEXT_BRANCH_A, ""},    {TEXT_BRANCH_B, ""}};
    html_data(p);
    html_table(p, "tree-table", "tree", TEXT_TREE_TABLE, COLUMN, sizeof COLUMN / sizeof *COLUMN);
    for (size_t i = tree->leaves; i + 1 < 2 * tree->leaves; i++) {
        const layout_node *at = &tree->node[i];
        html_put(p, "<tr>");
        html_cell_whole(p, i - tree->leaves + 1);
        html_cell_decimal(p, 1 - at->distance, 3);
        html_cell_whole(p, at->size);
        if (at->group == LAYOUT_MIXED)
            html_put(p, "<td class=\"n\" data-v=\"\">–</td>");
        else
            html_cell_whole(p, at->group + 1);
        put_branch_cell(p, tree, at->left);
        put_branch_cell(p, tree, at->right);
        html_put(p, "</tr>\n");
    }
    html_table_end(p);
    html_data_end(p);
}

static void put_caption(page *p, const layout_tree *tree)
{
    vn_buf buf[2] = {{0}, {0}};
    const vn_slice arg[] = {html_kept(p, &buf[0], report_whole(p->r, p->r->n, &buf[0], p->err)),
                            html_kept(p, &buf[1], report_whole(p->r, tree->leaves, &buf[1], p->err))};
    html_put(p, "<figcaption id=\"tree-d\">%s", report_text(p->r, TEXT_TREE_AXIS));
    if (tree->leaves < p->r->n) {
        html_put(p, " ");
        html_say(p, TEXT_TREE_CUT, arg, 2);
    }
    if (p->r->tree_within_groups)
        html_put(p, " %s", report_text(p->r, TEXT_TREE_WITHIN));
    html_put(p, "</figcaption>\n");
    vn_buf_free(&buf[0]);
    vn_buf_free(&buf[1]);
}

bool html_has_tree(const report *r)
{
    return r->n > 1 && r->merges && (r->figures & REPORT_TREE);
}

void html_tree(page *p)
{
    layout_tree tree;
    const vn_status st = layout_tree_make(&tree, p->r, HTML_TREE_MAX, p->err);
    if (st && !p->status)
        p->status = st;
    if (!p->status) {
        html_section(p, "tree", TEXT_H_TREE, TEXT_TREE_INTRO);
        html_put(p, "<figure class=\"figure tree\" aria-labelledby=\"tree-h\">\n");
        put_caption(p, &tree);
        put_plot(p, &tree);
        html_put(p, "</figure>\n");
        put_data(p, &tree);
        put_table(p, &tree);
        html_section_end(p);
    }
    layout_tree_free(&tree);
}
