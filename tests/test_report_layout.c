#include "harness.h"

#include "layout.h"
#include "report_sample.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Colours ----------------------------------------------------------------------------------------------------------- */

static void steps_rise_with_the_similarity(void)
{
    unsigned last = 0;
    for (int i = -100; i <= 1100; i++) {
        const unsigned step = layout_step(i / 1000.0);
        CU_ASSERT(step >= last && step < LAYOUT_STEPS && step - last <= 2);
        last = step;
    }
    CU_ASSERT_EQUAL(layout_step(0), 0);
    CU_ASSERT_EQUAL(layout_step(NAN), 0);
    CU_ASSERT_EQUAL(layout_step(0.125), (LAYOUT_STEPS - 1) / 4);
    CU_ASSERT_EQUAL(layout_step(1), LAYOUT_STEPS - 1);
    CU_ASSERT_EQUAL(layout_step(INFINITY), LAYOUT_STEPS - 1);
}

/* Contrast to white falls or rises with every step, so that nobody needs to see the hue. */
static void colours_are_told_by_their_lightness_alone(void)
{
    const layout_colour white = {255, 255, 255};
    for (unsigned i = 1; i < LAYOUT_STEPS; i++) {
        for (int dark = 0; dark < 2; dark++) {
            const double before = layout_contrast(layout_colour_of(i - 1, dark), white);
            const double after = layout_contrast(layout_colour_of(i, dark), white);
            CU_ASSERT(dark ? after < before : after > before);
        }
    }
    CU_ASSERT(layout_contrast(layout_colour_of(0, false), white) < 1.1);
    CU_ASSERT(layout_contrast(layout_colour_of(LAYOUT_STEPS, true), white) < 1.3);
}

static void text_can_be_read_on_every_step(void)
{
    for (unsigned i = 0; i < LAYOUT_STEPS; i++)
        for (int dark = 0; dark < 2; dark++) {
            const layout_colour ground = layout_colour_of(i, dark);
            CU_ASSERT(layout_contrast(ground, layout_ink(ground)) >= 4.5);
        }
}

static void groups_stand_out_from_the_ground(void)
{
    const layout_colour ground[] = {{255, 255, 255}, {0x14, 0x17, 0x1c}};
    for (size_t g = 0; g < LAYOUT_GROUP_COLOURS; g++)
        for (int dark = 0; dark < 2; dark++)
            CU_ASSERT(layout_contrast(layout_group_colour(g, dark), ground[dark]) >= 3);
    for (size_t g = 0; g < LAYOUT_GROUP_COLOURS * LAYOUT_MARKERS; g++)
        for (size_t h = 0; h < g; h++)
            CU_ASSERT(g % LAYOUT_GROUP_COLOURS != h % LAYOUT_GROUP_COLOURS || layout_marker(g) != layout_marker(h));
}

/* The page's style names the same colours. */
static void the_style_has_the_colours_of_groups(void)
{
    static char css[1 << 16];
    FILE *in = fopen(VN_SOURCE_DIR "/tools/report/page.css", "rb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(in);
    css[fread(css, 1, sizeof css - 1, in)] = '\0';
    fclose(in);
    for (unsigned g = 0; g < LAYOUT_GROUP_COLOURS && strstr(css, "--g0:"); g++)
        for (int dark = 0; dark < 2; dark++) {
            char wanted[32];
            const layout_colour c = layout_group_colour(g, dark);
            snprintf(wanted, sizeof wanted, "--g%u: #%02x%02x%02x", g, c.r, c.g, c.b);
            CU_ASSERT_PTR_NOT_NULL(strstr(css, wanted));
        }
}

/* The tree ---------------------------------------------------------------------------------------------------------- */

static void leaves_stand_in_the_order_of_the_tree_and_joints_between(void)
{
    static const size_t NODE[] = {2, 0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    static const double ACROSS[] = {0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 2, 1.25, 4, 2.625, 4.0625, 5.28125};
    static const double DISTANCE[] = {0, 0, 0, 0, 0, 0, 0, 0.1, 0.5, 0.75, 0.9, 0.95, 1};
    const report *r = report_sample(false);
    layout_tree tree;
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    VN_ASSERT_OK(layout_tree_make(&tree, r, 400, NULL));
    CU_ASSERT_EQUAL_FATAL(tree.leaves, 7);
    for (size_t i = 0; i < 13; i++) {
        const layout_node *at = &tree.node[i];
        CU_ASSERT_EQUAL(at->node, NODE[i]);
        CU_ASSERT_EQUAL(at->across, ACROSS[i]);
        CU_ASSERT_EQUAL(at->distance, DISTANCE[i]);
        if (i >= tree.leaves) {
            CU_ASSERT(at->left < i && at->right < i);
            CU_ASSERT_EQUAL(tree.node[at->left].first + tree.node[at->left].size, tree.node[at->right].first);
            CU_ASSERT_EQUAL(tree.node[at->left].size + tree.node[at->right].size, at->size);
        }
    }
    CU_ASSERT_EQUAL(tree.node[8].group, 0);
    CU_ASSERT_EQUAL(tree.node[9].group, 1);
    CU_ASSERT_EQUAL(tree.node[12].group, LAYOUT_MIXED);
    layout_tree_free(&tree);
    report_sample_free();
}

/* Four groups, then fewer leaves than groups. */
static void too_many_leaves_become_groups_and_then_the_topmost_branches(void)
{
    const report *r = report_sample(false);
    layout_tree tree;
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    VN_ASSERT_OK(layout_tree_make(&tree, r, 6, NULL));
    CU_ASSERT_EQUAL_FATAL(tree.leaves, 4);
    static const size_t GROUP[] = {0, 1, 2, 3}, SIZE[] = {3, 2, 1, 1}, FIRST[] = {0, 3, 5, 6};
    for (size_t i = 0; i < 4; i++) {
        CU_ASSERT_EQUAL(tree.node[i].group, GROUP[i]);
        CU_ASSERT_EQUAL(tree.node[i].size, SIZE[i]);
        CU_ASSERT_EQUAL(tree.node[i].first, FIRST[i]);
    }
    CU_ASSERT_EQUAL(tree.node[0].distance, 0.5);
    CU_ASSERT_EQUAL(tree.node[6].node, 12);
    layout_tree_free(&tree);
    VN_ASSERT_OK(layout_tree_make(&tree, r, 2, NULL));
    CU_ASSERT_EQUAL_FATAL(tree.leaves, 2);
    CU_ASSERT_EQUAL(tree.node[0].group, LAYOUT_MIXED);
    CU_ASSERT_EQUAL(tree.node[0].size, 6);
    CU_ASSERT_EQUAL(tree.node[2].size, 7);
    layout_tree_free(&tree);
    report_sample_free();
}

/* Each article joins those before it: as deep as there are articles, all of one group. */
static void a_chain_of_one_group_keeps_its_topmost_joints(void)
{
    enum { MANY = 3000 };
    report_article *article = calloc(MANY, sizeof *article);
    size_t *order = calloc(MANY, sizeof *order);
    vn_merge *merge = calloc(MANY, sizeof *merge);
    CU_ASSERT_FATAL(article && order && merge);
    for (uint32_t i = 0; i < MANY; i++) {
        order[i] = MANY - 1 - i;
        merge[i] = (vn_merge){i + 1, i ? MANY + i - 1 : 0, (i + 1) / 2000.0, i + 2};
    }
    const report r = {.n = MANY, .article = article, .order = order, .merges = merge, .n_groups = 1};
    layout_tree tree;
    VN_ASSERT_OK(layout_tree_make(&tree, &r, 50, NULL));
    CU_ASSERT_EQUAL_FATAL(tree.leaves, 50);
    CU_ASSERT_EQUAL(tree.node[0].size, 1);
    CU_ASSERT_EQUAL(tree.node[49].size, MANY - 49);
    CU_ASSERT_EQUAL(tree.node[49].first, 49);
    CU_ASSERT_EQUAL(tree.node[98].size, MANY);
    CU_ASSERT_EQUAL(tree.node[98].distance, 1); /* never below similarity 0 */
    layout_tree_free(&tree);
    VN_ASSERT_OK(layout_tree_make(&tree, &r, MANY, NULL));
    CU_ASSERT_EQUAL(tree.leaves, MANY);
    layout_tree_free(&tree);
    free(article);
    free(order);
    free(merge);
}

static void few_articles_have_a_small_tree_or_none(void)
{
    const report_article article[2] = {{.group = 0}, {.group = 1}};
    const size_t order[] = {1, 0};
    const vn_merge merge[] = {{0, 1, 0.25, 2}};
    layout_tree tree;
    layout_band band[2];
    report r = {.n = 2, .article = article, .order = order, .merges = merge, .n_groups = 2};
    VN_ASSERT_OK(layout_tree_make(&tree, &r, 2, NULL));
    CU_ASSERT_EQUAL_FATAL(tree.leaves, 2);
    CU_ASSERT_EQUAL(tree.node[0].node, 1);
    CU_ASSERT_EQUAL(tree.node[2].across, 1);
    CU_ASSERT_EQUAL(tree.node[2].left, 0);
    layout_tree_free(&tree);
    CU_ASSERT_EQUAL(layout_bands(&r, band), 2);
    CU_ASSERT(band[0].group == 1 && band[1].group == 0 && band[1].first == 1 && band[1].size == 1);
    r.merges = NULL;
    VN_ASSERT_OK(layout_tree_make(&tree, &r, 400, NULL));
    CU_ASSERT_EQUAL(tree.leaves, 0);
    for (r.n = 0; r.n < 2; r.n++) {
        r.n_groups = r.n;
        VN_ASSERT_OK(layout_tree_make(&tree, &r, 400, NULL));
        CU_ASSERT_EQUAL(tree.leaves, 0);
        CU_ASSERT_EQUAL(layout_bands(&r, band), r.n);
    }
}

/* Text and ticks ---------------------------------------------------------------------------------------------------- */

static const struct {
    const char *text;
    size_t columns;
    const char *shown;
} SHORT[] = {
    {"Giá vàng tăng", 13, "Giá vàng tăng"}, {"Giá vàng tăng", 12, "Giá vàng…"}, {"Giá vàng tăng", 9, "Giá vàng…"},
    {"Giá vàng tăng", 8, "Giá vàn…"},       {"bốn ba năm", 8, "bốn ba…"},   {"Giá vàng tăng", 1, "…"},
    {"Giá vàng tăng", 0, ""},
    {"abcdefghij", 5, "abcd…"},             {"", 5, ""},                        {"a\tb\nc", 9, "a b c"},
    {"tên rấtdàikhôngcắtđược", 12, "tên rấtdàik…"},
};

static void titles_are_cut_between_words(void)
{
    for (size_t i = 0; i < VN_COUNT(SHORT); i++) {
        vn_buf out = {0};
        VN_ASSERT_OK(vn_buf_append(&out, "", 0, NULL));
        VN_ASSERT_OK(layout_shorten(vn_slice_str(SHORT[i].text), SHORT[i].columns, &out, NULL));
        CU_ASSERT_STRING_EQUAL(out.ptr ? out.ptr : "", SHORT[i].shown);
        vn_buf_free(&out);
    }
}

static void axes_have_round_ticks(void)
{
    CU_ASSERT_DOUBLE_EQUAL(layout_tick(1, 5), 0.2, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(layout_tick(0.93, 5), 0.2, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(layout_tick(0.3, 5), 0.1, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(layout_tick(0.01, 4), 0.005, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(layout_tick(7000, 7), 1000, 1e-9);
    CU_ASSERT_EQUAL(layout_tick(0, 5), 1);
    CU_ASSERT_EQUAL(layout_tick(NAN, 5), 1);
    const double *tick;
    const size_t n = layout_scale_ticks(&tick);
    CU_ASSERT(n > 2 && tick[0] == 0 && tick[n - 1] == 1);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"steps rise with the similarity", steps_rise_with_the_similarity},
        {"colours are told by their lightness alone", colours_are_told_by_their_lightness_alone},
        {"text can be read on every step", text_can_be_read_on_every_step},
        {"groups stand out from the ground", groups_stand_out_from_the_ground},
        {"the style has the colours of groups", the_style_has_the_colours_of_groups},
        {"leaves stand in the order of the tree, and joints between", leaves_stand_in_the_order_of_the_tree_and_joints_between},
        {"too many leaves become groups, and then the topmost branches",
         too_many_leaves_become_groups_and_then_the_topmost_branches},
        {"a chain of one group keeps its topmost joints", a_chain_of_one_group_keeps_its_topmost_joints},
        {"few articles have a small tree or none", few_articles_have_a_small_tree_or_none},
        {"titles are cut between words", titles_are_cut_between_words},
        {"axes have round ticks", axes_have_round_ticks},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("report: layout", tests);
}
