#include "completion.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LINE_MAX_BYTES = 1024 };

/* Appends a line or a part of one, which is never long: it is made of names and help lines. */
static vn_status VN_PRINTF(3, 4) put(vn_buf *out, vn_error *err, const char *format, ...)
{
    char line[LINE_MAX_BYTES];
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof line)
        return cli_error(err, VN_ELIMIT, "an option is too long for a completion script");
    return vn_buf_append(out, line, (size_t)n, err);
}

/* Text inside single quotes, with a backslash before each of `special`. A quote itself becomes a typographic one: how it is
 * written differs between shells, and a help line loses nothing. */
static vn_status put_quoted(const char *text, const char *special, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (; !st && *text; text++) {
        if (*text == '\'')
            st = cli_append(out, "’", err);
        else if (strchr(special, *text))
            st = put(out, err, "\\%c", *text);
        else
            st = vn_buf_append(out, text, 1, err);
    }
    return st;
}

static const cli_option *option_at(const cli_program *p, size_t i)
{
    return i < p->n_options ? &p->options[i] : &cli_standard[i - p->n_options];
}

static size_t n_options(const cli_program *p)
{
    return p->n_options + CLI_STANDARD;
}

/* The values of a choice, parted by spaces. */
static vn_status put_choices(const cli_option *o, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && o->choices[i]; i++)
        st = put(out, err, "%s%s", i ? " " : "", o->choices[i]);
    return st;
}

/* Whether the value is the name of a file. */
static bool takes_path(const cli_option *o)
{
    static const char *const files[] = {"FILE", "TABLE", "MODEL"};
    for (size_t i = 0; o->word && (o->kind == CLI_TEXT || o->kind == CLI_LIST) && i < CLI_COUNT_OF(files); i++)
        if (strstr(o->word, files[i]))
            return true;
    return false;
}

/* What the first argument must be, "seg|key|clust" in "seg|key|clust GOLD SYSTEM", as words parted by spaces; else
 * nothing. */
static void first_words(const cli_program *p, char *words, size_t size)
{
    const size_t n = strspn(p->arguments, "abcdefghijklmnopqrstuvwxyz|");
    words[0] = '\0';
    if (n == 0 || n >= size || p->arguments[n] != ' ' || !memchr(p->arguments, '|', n))
        return;
    for (size_t i = 0; i < n; i++)
        words[i] = p->arguments[i] == '|' ? ' ' : p->arguments[i];
    words[n] = '\0';
}

/* bash ---------------------------------------------------------------------------------------------------------------- */

/* -o|--format) words="jsonl tsv" ;; */
static vn_status put_bash_value(const cli_option *o, vn_buf *out, vn_error *err)
{
    if (!o->word)
        return VN_OK;
    vn_status st = o->letter ? put(out, err, "    -%c|--%s) ", o->letter, o->name) : put(out, err, "    --%s) ", o->name);
    if (!st && takes_path(o))
        return cli_append(out, "mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return ;;\n", err);
    if (!st)
        st = cli_append(out, "words='", err);
    if (!st && o->kind == CLI_CHOICE)
        st = put_choices(o, out, err);
    return st ? st : cli_append(out, "' ;;\n", err);
}

static vn_status put_bash_names(const cli_program *p, vn_buf *out, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n_options(p); i++) {
        const cli_option *o = option_at(p, i);
        st = put(out, err, "%s--%s%s", i ? " " : "", o->name, o->word ? "=" : "");
    }
    return st;
}

/* bash takes `=` for a word of its own. */
static vn_status write_bash(const cli_program *p, vn_buf *out, vn_error *err)
{
    char first[LINE_MAX_BYTES / 4];
    first_words(p, first, sizeof first);
    vn_status st = put(out, err, "_%s()\n{\n    local cur=${COMP_WORDS[COMP_CWORD]} prev= words=\n"
                                 "    [ \"$COMP_CWORD\" -eq 0 ] || prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                                 "    if [ \"$cur\" = = ]; then\n        cur=\n"
                                 "    elif [ \"$prev\" = = ]; then\n        prev=${COMP_WORDS[COMP_CWORD-2]}\n    fi\n"
                                 "    COMPREPLY=()\n    case $prev in\n",
                       p->name);
    for (size_t i = 0; !st && i < n_options(p); i++)
        st = put_bash_value(option_at(p, i), out, err);
    if (!st)
        st = put(out, err, "    *)\n        case $cur in\n        -*) words='");
    if (!st)
        st = put_bash_names(p, out, err);
    if (!st && first[0])
        st = put(out, err, "' ;;\n        *) [ \"$COMP_CWORD\" -ne 1 ] || words='%s", first);
    if (!st)
        st = put(out, err, "' ;;\n        esac\n"
                           "        [ -n \"$words\" ] || { mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return; } ;;\n"
                           "    esac\n    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                           "    case ${COMPREPLY[0]} in *=) compopt -o nospace 2> /dev/null ;; esac\n}\n"
                           "complete -o filenames -F _%s %s\n",
                 p->name, p->name);
    return st;
}

/* zsh ----------------------------------------------------------------------------------------------------------------- */

/* :WORD:(values), :WORD:_files or :WORD: */
static vn_status put_zsh_value(const cli_option *o, vn_buf *out, vn_error *err)
{
    if (!o->word)
        return VN_OK;
    vn_status st = put(out, err, ":%s:", o->word);
    if (!st && o->kind == CLI_CHOICE)
        st = cli_append(out, "(", err);
    if (!st && o->kind == CLI_CHOICE)
        st = put_choices(o, out, err);
    if (!st && o->kind == CLI_CHOICE)
        st = cli_append(out, ")", err);
    return !st && takes_path(o) ? cli_append(out, "_files", err) : st;
}

static vn_status put_zsh_option(const cli_option *o, vn_buf *out, vn_error *err)
{
    const char *again = o->kind == CLI_LIST ? "*" : "";
    const char *value = o->word ? "=" : "";
    vn_status st = o->letter && !*again
                       ? put(out, err, " \\\n  '(-%c --%s)'{-%c%s,--%s%s}'", o->letter, o->name, o->letter,
                             o->word ? "+" : "", o->name, value)
                       : put(out, err, " \\\n  '%s--%s%s", again, o->name, value);
    if (!st)
        st = cli_append(out, "[", err);
    if (!st)
        st = put_quoted(o->help, "[]:\\", out, err);
    if (!st)
        st = cli_append(out, "]", err);
    if (!st)
        st = put_zsh_value(o, out, err);
    return st ? st : cli_append(out, "'", err);
}

static vn_status write_zsh(const cli_program *p, vn_buf *out, vn_error *err)
{
    char first[LINE_MAX_BYTES / 4];
    first_words(p, first, sizeof first);
    vn_status st = put(out, err, "#compdef %s\n_arguments -s", p->name);
    for (size_t i = 0; !st && i < n_options(p); i++)
        st = put_zsh_option(option_at(p, i), out, err);
    if (!st && first[0])
        st = put(out, err, " \\\n  '1:what:(%s)'", first);
    return st ? st : cli_append(out, " \\\n  '*:file:_files'\n", err);
}

/* fish ---------------------------------------------------------------------------------------------------------------- */

static vn_status put_fish_option(const cli_program *p, const cli_option *o, vn_buf *out, vn_error *err)
{
    vn_status st = put(out, err, "complete -c %s -l %s", p->name, o->name);
    if (!st && o->letter)
        st = put(out, err, " -s %c", o->letter);
    if (!st && o->word)
        st = cli_append(out, takes_path(o) ? " -r -F" : " -x", err);
    if (!st && o->kind == CLI_CHOICE) {
        st = cli_append(out, " -a '", err);
        if (!st)
            st = put_choices(o, out, err);
        if (!st)
            st = cli_append(out, "'", err);
    }
    if (!st)
        st = cli_append(out, " -d '", err);
    if (!st)
        st = put_quoted(o->help, "\\", out, err);
    return st ? st : cli_append(out, "'\n", err);
}

static vn_status write_fish(const cli_program *p, vn_buf *out, vn_error *err)
{
    char first[LINE_MAX_BYTES / 4];
    first_words(p, first, sizeof first);
    vn_status st = VN_OK;
    for (size_t i = 0; !st && i < n_options(p); i++)
        st = put_fish_option(p, option_at(p, i), out, err);
    if (!st && first[0])
        st = put(out, err, "complete -c %s -n __fish_use_subcommand -f -a '%s'\n", p->name, first);
    return st;
}

/* Translators ---------------------------------------------------------------------------------------------------------- */

/* An entry of a catalog, to be merged with those that xgettext finds in the source. */
static vn_status put_entry(const char *text, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append(out, "msgid \"", err);
    for (; !st && *text; text++) {
        if (*text == '\n')
            st = cli_append(out, text[1] ? "\\n\"\n\"" : "\\n", err);
        else if (*text == '"' || *text == '\\')
            st = put(out, err, "\\%c", *text);
        else
            st = vn_buf_append(out, text, 1, err);
    }
    return st ? st : cli_append(out, "\"\nmsgstr \"\"\n\n", err);
}

/* What --help says. */
static vn_status write_po(const cli_program *p, vn_buf *out, vn_error *err)
{
    vn_status st = cli_append(out, "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n", err);
    const char *const text[] = {p->summary, p->examples, p->notes ? p->notes : ""};
    for (size_t i = 0; !st && i < CLI_COUNT_OF(text); i++)
        st = *text[i] ? put_entry(text[i], out, err) : VN_OK;
    for (size_t i = 0; !st && i < n_options(p); i++)
        st = put_entry(option_at(p, i)->help, out, err);
    return st;
}

vn_status completion_script(const cli_program *program, const char *shell, vn_buf *out, vn_error *err)
{
    static const struct {
        const char *name;
        vn_status (*write)(const cli_program *p, vn_buf *out, vn_error *err);
    } shells[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}, {"po", write_po}};
    for (size_t i = 0; i < CLI_COUNT_OF(shells); i++)
        if (strcmp(shells[i].name, shell) == 0)
            return shells[i].write(program, out, err);
    return cli_error(err, VN_EINVAL, "completions are written for bash, zsh and fish, not for '%.40s'", shell);
}
