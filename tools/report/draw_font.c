/* Letters: fontconfig tells which fonts have Vietnamese, cairo draws them. Titles come in NFC, so that every Vietnamese
 * letter is one glyph and nothing has to be shaped. */
#include "draw.h"

#include "cli.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>

/* Fonts of one weight, best first; faces are made when they are first needed. */
typedef struct weight {
    FcFontSet *set;
    cairo_font_face_t **face; /* [set->nfont] */
} weight;

struct draw_fonts {
    FcConfig *config; /* our own, since the one that a program shares is never freed */
    weight weight[2]; /* regular, bold */
};

static void weight_free(weight *w)
{
    for (int i = 0; w->face && i < w->set->nfont; i++)
        cairo_font_face_destroy(w->face[i]);
    free(w->face);
    if (w->set)
        FcFontSetDestroy(w->set);
}

void draw_fonts_free(draw_fonts *fonts)
{
    if (!fonts)
        return;
    weight_free(&fonts->weight[0]);
    weight_free(&fonts->weight[1]);
    if (fonts->config)
        FcConfigDestroy(fonts->config);
    free(fonts);
}

static FcPattern *wanted(FcConfig *config, bool bold)
{
    FcPattern *pattern = FcPatternCreate();
    if (!pattern)
        return NULL;
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)"sans-serif");
    FcPatternAddString(pattern, FC_LANG, (const FcChar8 *)"vi");
    FcPatternAddInteger(pattern, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
    FcPatternAddBool(pattern, FC_COLOR, FcFalse);
    FcConfigSubstitute(config, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    return pattern;
}

static vn_status weight_open(weight *w, FcConfig *config, bool bold, vn_error *err)
{
    FcResult result;
    FcPattern *pattern = wanted(config, bold);
    if (!pattern)
        return cli_error(err, VN_ENOMEM, "out of memory for fonts");
    w->set = FcFontSort(config, pattern, FcTrue, NULL, &result);
    FcPatternDestroy(pattern);
    if (!w->set || w->set->nfont < 1)
        return cli_error(err, VN_EIO, "no font is installed to draw with");
    w->face = calloc((size_t)w->set->nfont, sizeof *w->face);
    return w->face ? VN_OK : cli_error(err, VN_ENOMEM, "out of memory for fonts");
}

vn_status draw_fonts_new(draw_fonts **out, vn_error *err)
{
    draw_fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts)
        return cli_error(err, VN_ENOMEM, "out of memory for fonts");
    fonts->config = FcInitLoadConfigAndFonts();
    vn_status st = fonts->config ? VN_OK : cli_error(err, VN_EIO, "no font is installed to draw with");
    if (!st)
        st = weight_open(&fonts->weight[0], fonts->config, false, err);
    if (!st)
        st = weight_open(&fonts->weight[1], fonts->config, true, err);
    if (st)
        draw_fonts_free(fonts);
    else
        *out = fonts;
    return st;
}

/* The first font that has the character; the very first when none has. */
static int font_of(const weight *w, uint32_t character)
{
    FcCharSet *has;
    for (int i = 0; i < w->set->nfont; i++)
        if (FcPatternGetCharSet(w->set->fonts[i], FC_CHARSET, 0, &has) == FcResultMatch && FcCharSetHasChar(has, character))
            return i;
    return 0;
}

static void use_font(draw *d, weight *w, int font, double size)
{
    if (!w->face[font])
        w->face[font] = cairo_ft_font_face_create_for_pattern(w->set->fonts[font]);
    cairo_set_font_face(d->c, w->face[font]);
    cairo_set_font_size(d->c, size);
}

/* Runs of one font -------------------------------------------------------------------------------------------------- */

/* Takes a character off valid UTF-8. */
static uint32_t next_character(vn_slice *text)
{
    const unsigned char *s = (const unsigned char *)text->ptr;
    const size_t n = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    uint32_t c = n == 1 ? s[0] : s[0] & (0x7fu >> n);
    for (size_t i = 1; i < n && i < text->len; i++)
        c = c << 6 | (s[i] & 0x3f);
    const size_t taken = n < text->len ? n : text->len;
    text->ptr += taken;
    text->len -= taken;
    return c;
}

/* Joiners, marks of direction and chosen forms, which have no picture of their own; U+FFFE and U+FFFF. */
static bool is_invisible(uint32_t c)
{
    return (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
           (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || c == 0xfffe || c == 0xffff || c == 0xad;
}

/* Takes characters that one font has off the text, into run. */
static int next_run(const weight *w, vn_slice *text, vn_buf *run)
{
    int font = -1;
    run->len = 0;
    while (text->len) {
        vn_slice rest = *text;
        const uint32_t c = next_character(&rest);
        const bool space = c <= ' ' || (c >= 0x7f && c < 0xa0);
        const int its = is_invisible(c) || space ? font : font_of(w, c);
        if (font >= 0 && its != font)
            break;
        font = its;
        if (!is_invisible(c) && vn_buf_append(run, space ? " " : text->ptr, space ? 1 : text->len - rest.len, NULL))
            return -1;
        *text = rest;
    }
    return font < 0 ? 0 : font;
}

/* Draws when `at` is given, from there on; gives the width. */
static double put_runs(draw *d, vn_slice text, draw_letters letters, const double at[2])
{
    vn_buf run = {0};
    cairo_text_extents_t extents;
    double width = 0;
    weight *w = &d->fonts->weight[letters.bold];
    while (!d->status && text.len) {
        use_font(d, w, next_run(w, &text, &run), letters.size);
        if (!run.ptr || !run.len)
            continue;
        cairo_text_extents(d->c, run.ptr, &extents);
        if (at) {
            cairo_move_to(d->c, at[0] + width, at[1]);
            cairo_show_text(d->c, run.ptr);
        }
        width += extents.x_advance;
    }
    vn_buf_free(&run);
    return width;
}

double draw_width(draw *d, vn_slice text, draw_letters letters)
{
    return put_runs(d, text, letters, NULL);
}

void draw_text(draw *d, double x, double y, vn_slice text, draw_letters letters)
{
    draw_colour(d, letters.colour);
    put_runs(d, text, letters, (const double[]){x, y});
}

/* A first guess by columns, then fewer of them until it fits. */
void draw_fitting(draw *d, double x, double y, double room, vn_slice text, draw_letters letters)
{
    vn_buf cut = {0};
    size_t columns = (size_t)(room / (0.4 * letters.size)) + 1;
    double width = draw_width(d, text, letters);
    while (!d->status && width > room && columns > 1) {
        cut.len = 0;
        d->status = layout_shorten(text, columns, &cut, d->err);
        width = d->status ? 0 : draw_width(d, (vn_slice){cut.ptr, cut.len}, letters);
        columns = columns * 19 / 20;
    }
    draw_text(d, x, y, cut.len ? (vn_slice){cut.ptr, cut.len} : text, letters);
    vn_buf_free(&cut);
}
