#include "screen.h"

#include "cli.h"
#include "width.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const screen_color_choices[] = {"auto", "always", "never", NULL};
enum { AUTO, ALWAYS, NEVER };

/* Environment ------------------------------------------------------------------------------------------------------- */

/* A variable; "" when it is not set. */
static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value ? value : "";
}

static bool ends_in_utf8(const char *locale)
{
    char letters[64];
    size_t n = 0;
    for (; *locale && n + 1 < sizeof letters; locale++)
        if (isalnum((unsigned char)*locale))
            letters[n++] = (char)tolower((unsigned char)*locale);
    letters[n] = '\0';
    return strstr(letters, "utf8") != NULL;
}

static bool reads_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < CLI_COUNT_OF(names); i++)
        if (*variable(names[i]))
            return ends_in_utf8(variable(names[i]));
    return false;
}

bool screen_has_blocks(void)
{
    return reads_utf8() && strcmp(variable("TERM"), "dumb") != 0;
}

static screen_colors how_many_colors(int color, bool terminal)
{
    const char *term = variable("TERM");
    const char *depth = variable("COLORTERM");
    const bool dumb = !*term || strcmp(term, "dumb") == 0;
    if (color == NEVER || (color == AUTO && (!terminal || dumb || *variable("NO_COLOR"))))
        return SCREEN_PLAIN;
    if (strcmp(depth, "truecolor") == 0 || strcmp(depth, "24bit") == 0 || strstr(term, "direct"))
        return SCREEN_TRUE;
    return strstr(term, "256color") || dumb ? SCREEN_256 : SCREEN_FEW;
}

void screen_look(screen *s, int color, bool to_file)
{
    s->terminal = !to_file && isatty(STDOUT_FILENO);
    s->blocks = screen_has_blocks();
    s->columns = to_file ? 0 : width_of_terminal(STDOUT_FILENO);
    s->colors = how_many_colors(color, s->terminal);
}

/* Styles ------------------------------------------------------------------------------------------------------------ */

vn_status screen_style(const screen *s, const char *sgr, vn_buf *out, vn_error *err)
{
    if (s->colors == SCREEN_PLAIN)
        return VN_OK;
    vn_status st = cli_append(out, "\033[", err);
    if (!st)
        st = cli_append(out, sgr, err);
    return st ? st : cli_append(out, "m", err);
}

vn_status screen_reset(const screen *s, vn_buf *out, vn_error *err)
{
    return screen_style(s, "0", out, err);
}

typedef struct rgb {
    double part[3]; /* red, green, blue: 0 to 255 */
} rgb;

/* From dark to bright by way of colours that those who confuse red and green tell apart too. */
static rgb heat_color(double share)
{
    static const rgb stop[] = {{{22, 26, 52}}, {{70, 50, 126}}, {{158, 56, 118}}, {{233, 108, 72}}, {{253, 226, 130}}};
    const size_t last = CLI_COUNT_OF(stop) - 1;
    const double at = (share < 0 ? 0 : share > 1 ? 1 : share) * (double)last;
    const size_t from = (size_t)at < last ? (size_t)at : last - 1;
    rgb color;
    for (int i = 0; i < 3; i++)
        color.part[i] = stop[from].part[i] + (at - (double)from) * (stop[from + 1].part[i] - stop[from].part[i]);
    return color;
}

/* The nearest of the six levels that a part has among 256 colours. */
static int level(double part)
{
    static const double levels[] = {0, 95, 135, 175, 215, 255};
    int best = 0;
    for (int i = 1; i < 6; i++)
        if (part > (levels[i - 1] + levels[i]) / 2)
            best = i;
    return best;
}

vn_status screen_heat(const screen *s, double share, vn_buf *out, vn_error *err)
{
    char sgr[32];
    const rgb c = heat_color(share);
    if (s->colors == SCREEN_TRUE)
        snprintf(sgr, sizeof sgr, "48;2;%d;%d;%d", (int)c.part[0], (int)c.part[1], (int)c.part[2]);
    else
        snprintf(sgr, sizeof sgr, "48;5;%d", 16 + 36 * level(c.part[0]) + 6 * level(c.part[1]) + level(c.part[2]));
    return screen_style(s, sgr, out, err);
}
