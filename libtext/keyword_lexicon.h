/* L4: what a run knows of words, so that it is found out once for each spelling and not for each occurrence: the key, the
 * case of the letters, how rare it is, whether it is a stop word, what it does in a name. Nothing in it depends on the
 * documents seen before. */
#ifndef VN_LIB_KEYWORD_LEXICON_H
#define VN_LIB_KEYWORD_LEXICON_H

#include "base.h"
#include "keyword_known.h"
#include "keyword_roles.h"
#include "keyword_sieve.h"
#include "map.h"
#include "shortmap.h"
#include "vn/keyword.h"
#include "wordclass.h"

/* How a word is written. */
enum {
    VN_CASE_INITIAL = 1, /* begins with a capital, or has one as iPhone has */
    VN_CASE_EACH = 2,    /* every syllable does */
    VN_CASE_ALL = 4      /* two letters or more, all capitals */
};

/* A word, whatever its spelling. */
typedef struct vn_keyword_word {
    vn_keyword_print print; /* of its key */
    uint64_t df;       /* documents of the table that hold it; 0: the table lacks it, or there is none */
    double log_df;     /* ln(df), of a word that the table lacks 0 */
    double idf;        /* ln((1 + N) / (1 + df)), at least 0; 1 without a table */
    double idf_log;    /* ln(1 + idf) */
    uint32_t prior;    /* what the model knows of it: number among its keys, or VN_MAP_NONE */
    uint32_t roles;    /* VN_ROLE_* */
    uint32_t entry;    /* its own number: of its key, which is folded */
    uint16_t syllables;
    uint8_t class;     /* VN_CLASS_* */
    bool stop;
} vn_keyword_word;

typedef struct vn_keyword_spelling {
    uint32_t entry;      /* of its key */
    uint8_t letter_case; /* VN_CASE_* */
    bool lettered;       /* has a letter, and two letters or digits */
    bool capitals;       /* has two, or one as iPhone has */
} vn_keyword_spelling;

/* A word as written on its way to what is known of it. */
typedef struct vn_keyword_lookup {
    vn_short_key key;
    uint32_t packed; /* what was found; VN_MAP_NONE: nothing yet */
} vn_keyword_lookup;

/* Which document held a word last, its number there, and what each of its tokens is asked for: together in the cache. */
typedef struct vn_keyword_mark {
    uint32_t document;
    uint32_t number;
    uint32_t roles;
    bool stop;
} vn_keyword_mark;

/* Scratch of one thread. Start with {0}. */
typedef struct vn_keyword_lexicon {
    vn_shortmap seen;    /* short spellings: what is known of them, packed */
    vn_map spellings;    /* long ones */
    uint32_t *packed;    /* [spellings.n] */
    size_t packed_cap;
    vn_map keys;
    vn_keyword_word *word; /* [keys.n] */
    size_t word_cap;
    vn_keyword_mark *mark; /* [keys.n] */
    size_t mark_cap;
    vn_keyword_knowns phrases; /* by the entries of their words */
    size_t remembered; /* bytes, about */
    size_t remember;   /* how many may be; 0: 32 MiB */
    vn_keyword_roles roles;
    const vn_word_classes *classes; /* NULL: words have no class */
    const vn_map *priors;           /* the keys of the model; NULL: there is none */
    vn_buf key;
} vn_keyword_lexicon;

/* Makes room between documents, when more is remembered than may be. */
void vn_keyword_lexicon_trim(vn_keyword_lexicon *lexicon);
void vn_keyword_lexicon_free(vn_keyword_lexicon *lexicon);

/* The words of a text are looked up in three steps some words apart, so that what the next one reads is in the cache: `begin`
 * makes the key of a word as written, behind whose beginning `readable` bytes may be read, `peek` finds it when it was seen
 * before, and `spell` tells what is known of it. VN_ENOMEM; VN_EDATA: it is not UTF-8. */
void vn_keyword_lexicon_begin(const vn_keyword_lexicon *lexicon, vn_slice word, size_t readable, vn_keyword_lookup *lookup);
void vn_keyword_lexicon_peek(const vn_keyword_lexicon *lexicon, vn_keyword_lookup *lookup);
vn_status vn_keyword_lexicon_spell(vn_keyword_lexicon *lexicon, const vn_keyword_options *options, vn_slice word,
                                   const vn_keyword_lookup *lookup, vn_keyword_spelling *spelling, vn_error *err);

/* Its key. */
static inline vn_slice vn_keyword_lexicon_word(const vn_keyword_lexicon *lexicon, uint32_t entry)
{
    return lexicon->keys.key[entry];
}

/* Natural log, smoothed; without a table all terms are equally rare. */
double vn_keyword_idf(const vn_keyword_options *options, uint64_t df);

/* The entry of a folded key. */
vn_status vn_keyword_lexicon_key(vn_keyword_lexicon *lexicon, const vn_keyword_options *options, vn_slice key,
                                 uint32_t *entry, vn_error *err);

#endif
