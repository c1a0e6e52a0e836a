/* The tree: joints stand by the similarity at which their branches met, on the scale of the colours. */
#include "draw.h"

#include <math.h>

static const double WIDEST = 0.8, THINNEST = 0.15;

/* Where a distance stands: nothing in common at the left, alike at the right. */
static double x_of(const draw_plan *plan, double distance)
{
    return plan->tree_x + plan->tree_width * layout_along(1 - distance);
}

static double y_of(const draw_plan *plan, const layout_node *node)
{
    return plan->top + plan->row * node->across;
}

static layout_colour colour_of(const layout_node *node)
{
    return node->group == LAYOUT_MIXED ? DRAW_GREY : layout_group_colour(node->group, false);
}

/* The bracket of a joint: from one child up to the joint and down to the other. */
static void put_joint(draw *d, const draw_plan *plan, const layout_tree *tree, const layout_node *joint)
{
    const double x = x_of(plan, joint->distance);
    const layout_node *left = &tree->node[joint->left];
    const layout_node *right = &tree->node[joint->right];
    cairo_move_to(d->c, x_of(plan, left->distance), y_of(plan, left));
    cairo_line_to(d->c, x, y_of(plan, left));
    cairo_line_to(d->c, x, y_of(plan, right));
    cairo_line_to(d->c, x_of(plan, right->distance), y_of(plan, right));
    draw_colour(d, colour_of(joint));
    cairo_set_line_width(d->c, joint->group == LAYOUT_MIXED ? WIDEST : fmax(fmin(plan->row / 2, WIDEST), THINNEST));
    cairo_stroke(d->c);
}

static void put_axis(draw *d, const draw_plan *plan)
{
    const double *tick;
    const double bottom = plan->top + plan->side + 4;
    const size_t n = layout_scale_ticks(&tick);
    for (size_t i = 0; i < n; i++) {
        const double x = x_of(plan, 1 - tick[i]);
        draw_line(d, x, plan->top, x, bottom, 0.5, DRAW_LINE);
        draw_tick(d, x, bottom, tick[i]);
    }
}

void draw_tree(draw *d, const draw_plan *plan)
{
    layout_tree tree;
    if (d->status)
        return;
    d->status = layout_tree_make(&tree, d->r, d->r->n, d->err);
    if (d->status)
        return;
    put_axis(d, plan);
    for (size_t i = tree.leaves; tree.leaves && i < 2 * tree.leaves - 1; i++)
        put_joint(d, plan, &tree, &tree.node[i]);
    layout_tree_free(&tree);
}
