/* Messages in the user's language, from the catalogs that msgfmt makes of tools/po/LANGUAGE.po.
 *
 * The lookup is our own and not that of the C library, which gives nothing where the locale was not generated: a server or
 * a container seldom has vi_VN.UTF-8. So no program calls setlocale, and numbers, sorting and case stay as they are in the
 * C locale whatever the language. */
#ifndef TOOLS_CATALOG_H
#define TOOLS_CATALOG_H

/* Marks a literal for translation where it stands, when what looks it up stands elsewhere. */
#define CATALOG_MARK(text) text

/* Reads the catalog of the language that LANGUAGE, LC_ALL, LC_MESSAGES and LANG ask for, where there is one.
 * Before any thread begins. Without a catalog all is said in English. */
void catalog_open(void);

/* The text in the user's language; itself when it is not in the catalog. Static. */
const char *catalog_text(const char *english);

#endif
