#include "layout.h"

#include "cli.h"
#include "width.h"

#include <math.h>
#include <string.h>

/* In OKLCH from L 0.985 to 0.25, hue 105 to 272 degrees, and from L 0.235 to 0.965, hue 272 to 100; chroma up to 0.11,
 * as far as sRGB goes. */
static const layout_colour ON_LIGHT[LAYOUT_STEPS] = {
    {251, 251, 242}, {240, 246, 222}, {227, 241, 208}, {212, 237, 196}, {195, 232, 187}, {176, 228, 180}, {157, 223, 175},
    {135, 219, 172}, {112, 214, 170}, {85, 208, 170},  {51, 202, 170},  {6, 195, 171},   {4, 186, 171},   {6, 177, 170},
    {6, 168, 168},   {6, 160, 166},   {2, 151, 163},   {9, 143, 159},   {0, 135, 155},   {0, 126, 151},   {6, 118, 146},
    {1, 110, 142},   {1, 102, 138},   {5, 94, 133},    {2, 87, 129},    {3, 79, 124},    {0, 71, 121},    {1, 63, 117},
    {0, 54, 115},    {4, 45, 112},    {13, 38, 101},   {18, 32, 89},    {20, 27, 76},
};
static const layout_colour ON_DARK[LAYOUT_STEPS] = {
    {27, 30, 40},    {28, 35, 54},    {29, 40, 67},    {29, 46, 79},    {27, 52, 91},    {23, 59, 102},   {14, 66, 113},
    {1, 73, 121},    {2, 81, 124},    {3, 89, 128},    {3, 97, 132},    {1, 105, 136},   {6, 113, 139},   {0, 121, 143},
    {2, 129, 146},   {2, 138, 149},   {0, 146, 152},   {11, 154, 153},  {10, 163, 155},  {12, 172, 155},  {4, 181, 153},
    {8, 190, 150},   {52, 197, 146},  {86, 203, 143},  {112, 209, 141}, {136, 213, 140}, {157, 218, 141}, {177, 222, 144},
    {195, 227, 150}, {212, 231, 157}, {228, 235, 168}, {241, 240, 181}, {252, 245, 199},
};

/* Those of the page (--g0 ... in page.css): chosen to be far apart for the colour-blind too. */
static const layout_colour GROUPS_ON_LIGHT[LAYOUT_GROUP_COLOURS] = {
    {0x02, 0x4c, 0xc5}, {0xf2, 0x55, 0x1f}, {0x00, 0x4b, 0x1f}, {0x8b, 0x76, 0xcf},
    {0x78, 0x63, 0x00}, {0xab, 0x38, 0x78}, {0x3c, 0x97, 0x8a}, {0x66, 0x05, 0x65},
};
static const layout_colour GROUPS_ON_DARK[LAYOUT_GROUP_COLOURS] = {
    {0xc7, 0xda, 0xfb}, {0xfd, 0x7a, 0x54}, {0x7f, 0xfd, 0xa2}, {0x9a, 0x7c, 0xf0},
    {0xe8, 0xc2, 0x19}, {0xd1, 0x50, 0x8f}, {0x62, 0xab, 0x9f}, {0xec, 0x88, 0xe8},
};

static const double SCALE_TICKS[] = {0, 0.05, 0.1, 0.2, 0.4, 0.7, 1};

double layout_along(double similarity)
{
    if (!(similarity > 0))
        return 0;
    return similarity < 1 ? cbrt(similarity * similarity) : 1;
}

unsigned layout_step(double similarity)
{
    return (unsigned)(layout_along(similarity) * (LAYOUT_STEPS - 1) + 0.5);
}

layout_colour layout_colour_of(unsigned step, bool dark)
{
    const unsigned i = step < LAYOUT_STEPS ? step : LAYOUT_STEPS - 1;
    return dark ? ON_DARK[i] : ON_LIGHT[i];
}

/* Relative luminance of WCAG 2. */
static double luminance(layout_colour c)
{
    const double part[] = {c.r / 255.0, c.g / 255.0, c.b / 255.0};
    double linear[3];
    for (size_t i = 0; i < 3; i++)
        linear[i] = part[i] <= 0.04045 ? part[i] / 12.92 : pow((part[i] + 0.055) / 1.055, 2.4);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

double layout_contrast(layout_colour a, layout_colour b)
{
    const double one = luminance(a);
    const double other = luminance(b);
    return one > other ? (one + 0.05) / (other + 0.05) : (other + 0.05) / (one + 0.05);
}

layout_colour layout_ink(layout_colour ground)
{
    const layout_colour black = {0, 0, 0};
    const layout_colour white = {255, 255, 255};
    return layout_contrast(ground, black) > layout_contrast(ground, white) ? black : white;
}

layout_colour layout_group_colour(size_t group, bool dark)
{
    return (dark ? GROUPS_ON_DARK : GROUPS_ON_LIGHT)[group % LAYOUT_GROUP_COLOURS];
}

unsigned layout_marker(size_t group)
{
    return (unsigned)(group % LAYOUT_MARKERS);
}

size_t layout_scale_ticks(const double **tick)
{
    *tick = SCALE_TICKS;
    return CLI_COUNT_OF(SCALE_TICKS);
}

/* Text and ticks ---------------------------------------------------------------------------------------------------- */

/* Bytes of text that fit into `columns`, and of those the last that end a word, or all of them when that would lose half. */
static size_t fitting(vn_slice text, size_t columns)
{
    vn_slice rest = text;
    size_t taken = 0, word = 0, fit = 0;
    while (rest.len) {
        const size_t at = (size_t)(rest.ptr - text.ptr);
        if (*rest.ptr == ' ')
            word = at;
        const int w = width_next(&rest);
        taken += w < 0 ? 1 : (size_t)w;
        if (taken > columns)
            break;
        fit = (size_t)(rest.ptr - text.ptr);
    }
    return fit < text.len && 2 * word >= fit ? word : fit;
}

vn_status layout_shorten(vn_slice text, size_t columns, vn_buf *out, vn_error *err)
{
    const bool cut = width_of(text) > columns;
    if (!columns)
        return VN_OK;
    const vn_slice kept = {text.ptr, cut ? fitting(text, columns - 1) : text.len};
    const vn_status st = width_fit(kept, width_of(kept), false, out, err);
    return st || !cut ? st : cli_append(out, "…", err);
}

double layout_tick(double length, unsigned max)
{
    static const double STEP[] = {1, 2, 5, 10};
    if (!(length > 0) || !max)
        return 1;
    const double power = pow(10, floor(log10(length / max)));
    size_t i = 0;
    while (i + 1 < CLI_COUNT_OF(STEP) && length / (STEP[i] * power) > max * (1 + 1e-9))
        i++;
    return STEP[i] * power;
}

size_t layout_bands(const report *r, layout_band *band)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++) {
        const size_t group = r->article[r->order[i]].group;
        if (n && band[n - 1].group == group)
            band[n - 1].size++;
        else if (n < r->n_groups)
            band[n++] = (layout_band){group, i, 1};
    }
    return n;
}
