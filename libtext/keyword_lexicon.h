/* L4: what a run knows of words, so that it is found out once for each spelling and not for each occurrence: the key, the
 * case of the letters, how rare it is, whether it is a stop word, what it does in a name. Nothing in it depends on the
 * documents seen before. */
#ifndef VN_LIB_KEYWORD_LEXICON_H
#define VN_LIB_KEYWORD_LEXICON_H

#include "base.h"
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
    vn_slice key;      /* folded */
    uint64_t df;       /* documents of the table that hold it; 0: the table lacks it, or there is none */
    double idf;        /* ln((1 + N) / (1 + df)), at least 0; 1 without a table */
    uint16_t roles;    /* VN_ROLE_* */
    uint8_t class;     /* VN_CLASS_* */
    uint8_t syllables; /* 255: as many or more */
    bool stop;
} vn_keyword_word;

typedef struct vn_keyword_spelling {
    uint32_t entry;      /* of its key */
    uint8_t letter_case; /* VN_CASE_* */
    bool lettered;       /* has a letter, and two letters or digits */
    bool capitals;       /* has two, or one as iPhone has */
} vn_keyword_spelling;

typedef struct vn_keyword_entry {
    vn_keyword_word word;
    uint32_t document; /* that held it last */
    uint32_t number;   /* its number in that document */
} vn_keyword_entry;

/* Scratch of one thread. Start with {0}. */
typedef struct vn_keyword_lexicon {
    vn_shortmap seen;              /* short spellings: their numbers */
    vn_map spellings;              /* long ones: the number is that of long_number */
    uint32_t *long_number;         /* [spellings.n] */
    size_t long_cap;
    vn_keyword_spelling *spelling; /* [n_spellings] */
    size_t n_spellings;
    size_t spelling_cap;
    vn_map keys;
    vn_keyword_entry *entry; /* [keys.n] */
    size_t entry_cap;
    size_t remembered; /* bytes, about */
    size_t remember;   /* how many may be; 0: 32 MiB */
    const vn_word_classes *classes; /* NULL: words have no class */
    vn_buf key;
} vn_keyword_lexicon;

/* Makes room between documents, when more is remembered than may be. */
void vn_keyword_lexicon_trim(vn_keyword_lexicon *lexicon);
void vn_keyword_lexicon_free(vn_keyword_lexicon *lexicon);

/* What is known of a word as written, until the next call. VN_ENOMEM; VN_EDATA: it is not UTF-8. */
vn_status vn_keyword_lexicon_spell(vn_keyword_lexicon *lexicon, const vn_keyword_options *options, vn_slice word,
                                   vn_keyword_spelling *spelling, vn_error *err);

/* The entry of a folded key. */
vn_status vn_keyword_lexicon_key(vn_keyword_lexicon *lexicon, const vn_keyword_options *options, vn_slice key,
                                 uint32_t *entry, vn_error *err);

#endif
