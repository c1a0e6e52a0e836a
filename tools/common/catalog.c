#include "catalog.h"

#include "cli.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file of msgfmt: a header of seven numbers, then two tables of (length, place), of the texts in order and of their
 * translations. All numbers have four bytes, in the order of the machine. */
enum { MAGIC = 0, REVISION, N_TEXTS, TEXTS, TRANSLATIONS, HEADER = 7, FILE_MAX = 8 << 20 };

static struct catalog {
    char *bytes; /* NULL: English */
    size_t len;
    uint32_t head[HEADER];
} catalog;

/* Reading ----------------------------------------------------------------------------------------------------------- */

static uint32_t number_at(const struct catalog *c, size_t place)
{
    uint32_t number;
    memcpy(&number, c->bytes + place, sizeof number);
    return number;
}

/* The i-th text of a table, NULL when it does not lie in the file whole. */
static const char *text_at(const struct catalog *c, int table, size_t i)
{
    const size_t row = c->head[table] + i * 8;
    const size_t len = number_at(c, row), place = number_at(c, row + 4);
    return place < c->len && len < c->len - place && !c->bytes[place + len] ? c->bytes + place : NULL;
}

static bool is_sound(struct catalog *c)
{
    if (c->len < sizeof c->head)
        return false;
    memcpy(c->head, c->bytes, sizeof c->head);
    if (c->head[MAGIC] != UINT32_C(0x950412de) || c->head[REVISION] >> 16)
        return false;
    const size_t table = (size_t)c->head[N_TEXTS] * 8;
    return table <= c->len && c->head[TEXTS] <= c->len - table && c->head[TRANSLATIONS] <= c->len - table;
}

static bool read_catalog(const char *path)
{
    struct catalog c = {0};
    struct stat about;
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    const bool fits = fstat(fileno(file), &about) == 0 && S_ISREG(about.st_mode) && about.st_size <= FILE_MAX;
    c.len = fits ? (size_t)about.st_size : 0;
    c.bytes = malloc(c.len + 1);
    const bool whole = c.bytes && c.len && fread(c.bytes, 1, c.len, file) == c.len;
    fclose(file);
    if (!whole || !is_sound(&c)) {
        free(c.bytes);
        return false;
    }
    free(catalog.bytes);
    catalog = c;
    return true;
}

/* Where it lies ------------------------------------------------------------------------------------------------------ */

/* The catalogs of an installation lie where the program says from where it lies itself, those of a build beside it. */
static bool find_catalog(const char *language)
{
    static const char *const places[] = {VN_LOCALE_FROM_PROGRAM, "share/locale", "../share/locale"};
    char program[PATH_MAX], path[PATH_MAX + 128];
    const ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    program[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(program, '/');
    if (slash)
        *slash = '\0';
    for (size_t i = 0; slash && i < CLI_COUNT_OF(places); i++) {
        snprintf(path, sizeof path, "%s/%s/%s/LC_MESSAGES/vntext.mo", program, places[i], language);
        if (read_catalog(path))
            return true;
    }
    snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/vntext.mo", VN_LOCALE_DIRECTORY, language);
    return read_catalog(path);
}

/* Which language ----------------------------------------------------------------------------------------------------- */

static const char *environment(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

static bool is_utf8(const char *codeset, size_t len)
{
    return len == 0 || (len == 6 && strncasecmp(codeset, ".utf-8", 6) == 0) ||
           (len == 5 && strncasecmp(codeset, ".utf8", 5) == 0);
}

/* Takes "vi_VN.UTF-8@variant": the catalog of vi_VN, else that of vi. True: this is the language, English needs none. */
static bool take_language(const char *locale, size_t len)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    char name[32];
    const size_t n = strspn(locale, letters) < len ? strspn(locale, letters) : len;
    const size_t end = strcspn(locale, "@:");
    if (!n || n >= sizeof name || !is_utf8(locale + n, (end < len ? end : len) - n))
        return false;
    memcpy(name, locale, n);
    name[n] = '\0';
    if (strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0)
        return true;
    bool found = find_catalog(name);
    name[strcspn(name, "_")] = '\0';
    found = found || find_catalog(name);
    return found || strcmp(name, "en") == 0;
}

void catalog_open(void)
{
    const char *locale = environment("LC_ALL");
    if (!locale)
        locale = environment("LC_MESSAGES");
    if (!locale)
        locale = environment("LANG");
    if (locale && (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0))
        return; /* scripts ask for this so as to read the messages */
    const char *list = environment("LANGUAGE");
    if (!list)
        list = locale ? locale : "";
    while (*list) {
        const size_t len = strcspn(list, ":");
        if (take_language(list, len))
            return;
        list += len + (list[len] == ':');
    }
}

/* Looking up --------------------------------------------------------------------------------------------------------- */

const char *catalog_text(const char *english)
{
    size_t from = 0, to = catalog.bytes && *english ? catalog.head[N_TEXTS] : 0;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const char *text = text_at(&catalog, TEXTS, middle);
        const int order = text ? strcmp(english, text) : 0;
        if (order == 0) {
            const char *translation = text ? text_at(&catalog, TRANSLATIONS, middle) : NULL;
            return translation && *translation ? translation : english;
        }
        from = order > 0 ? middle + 1 : from;
        to = order < 0 ? middle : to;
    }
    return english;
}
