/* L4: what the keyword methods share. A method fills `score` of the candidates of a prepared document and clears `alive`
 * of those that it does not propose. */
#ifndef VN_LIB_KEYWORD_H
#define VN_LIB_KEYWORD_H

#include "alias.h"
#include "arena.h"
#include "base.h"
#include "boilerplate.h"
#include "buf.h"
#include "keyword_index.h"
#include "keyword_lexicon.h"
#include "map.h"
#include "vn/keyword.h"
#include "wordclass.h"

/* A token of the title or the body. */
typedef struct vn_keyword_token {
    size_t start;
    uint32_t len;
    uint32_t word;     /* number of its key; VN_MAP_NONE: punctuation, links and such, which break phrases */
    uint32_t sentence; /* from 0, the title's sentences first */
    uint32_t position; /* words before it: punctuation is not counted */
    uint32_t grams;    /* its first entry in doc->gram, when it begins candidates */
    uint32_t alias;    /* its group + 1, of a name (vn_keyword_options.aliases); else 0 */
    uint8_t letter_case;
    bool in_title;
    bool begins; /* first word of a sentence or of a quotation: its capital says nothing */
    bool proper;  /* has a capital that does not come from standing first, or a second one */
    bool shouted; /* in a line of capitals, of which letter_case takes no notice */
    bool stop;
    bool number;
    bool edge;  /* may begin or end a phrase */
    bool light; /* a stop word that may do so too, when the phrase is repeated or in the title: "người dân" */
    bool apart; /* a name ends here, and no phrase goes on */
} vn_keyword_token;

/* A phrase that may become a keyword; phrases of the same key, its words joined by `_`, are one, however they are cut into
 * words. */
typedef struct vn_keyword_candidate {
    uint64_t print; /* of its key (keyword_sieve.h) */
    uint32_t token; /* its first occurrence: tokens token .. token + words - 1 */
    uint32_t first; /* the token that the first occurrence of it or of a variant begins with */
    uint32_t full;  /* number + 1 of the candidate whose variant it is, which has its occurrences; 0: of none */
    uint32_t count; /* variants are counted in; of a variant what is left */
    uint32_t title; /* occurrences in the title */
    uint32_t names; /* occurrences in which every word has a capital and one is proper */
    uint8_t words;
    bool alive;
    bool light;      /* begins or ends with a light word */
    bool attested;   /* the table holds the phrase */
    uint32_t known;  /* of a phrase: its number in doc->lexicon.phrases; VN_MAP_NONE: neither table nor model know it */
    double cohesion; /* normalised PMI of its words; of a phrase that the table lacks the most that it may be */
    double score;
} vn_keyword_candidate;

/* An occurrence of a candidate. */
typedef struct vn_keyword_gram {
    uint32_t candidate;
    uint32_t token;
    uint8_t words;
    bool variant; /* of another form than the candidate, with its own number of words */
} vn_keyword_gram;

typedef struct vn_keyword_document {
    const vn_keyword_options *options;
    const vn_word_classes *classes;
    const vn_keyword_model *model; /* of rank; NULL: another method */
    const vn_keyword_sieve *sieve; /* of table and model; NULL: every phrase is asked for */
    size_t longest; /* words of a phrase that the method takes; 0: VN_KEYWORD_WORDS */
    bool tuned;     /* candidates heed names and light words: keyword_candidates.c */
    vn_slice title;
    vn_slice text;
    vn_arena arena;                  /* of this document */
    vn_keyword_lexicon lexicon;      /* of the run */
    uint32_t serial;                 /* its own: of this document in the lexicon */
    vn_keyword_index index;          /* its own: of all that was thought of, */
    uint32_t *kept;                  /* its own: whose numbers as candidates these are */
    vn_keyword_word *word;           /* [n_words] by number, in order of first occurrence */
    vn_keyword_token *token;         /* [n_tokens] */
    vn_keyword_candidate *candidate; /* [n_candidates] in order of first occurrence, the shorter first */
    vn_keyword_gram *gram;           /* [n_grams] in order of token, then length */
    double *logs;     /* its own: made by what needs them (keyword_features.c) */
    double log_floor; /* ln of the most documents that hold a phrase which the table lacks */
    size_t kept_cap;
    size_t n_words;
    size_t word_cap;
    size_t n_tokens;
    size_t token_cap;
    size_t n_candidates;
    size_t candidate_cap;
    size_t n_grams;
    size_t gram_cap;
    size_t sentences;
    const char *const *feature; /* [n_features] what the scores are sums of; 0 of them: the method cannot tell */
    size_t n_features;
    double *share; /* [n_candidates][n_features] of a candidate's score; in the arena */
    vn_buf key;
    vn_map written; /* the ways in which a term is written */
    vn_alias_scratch alias;
    vn_boilerplate boilerplate; /* of the text: its words are no tokens, */
    size_t title_end;           /* nor are those of the title from here on */
} vn_keyword_document;

typedef vn_status vn_keyword_score(vn_keyword_document *doc, vn_error *err);

vn_keyword_score vn_keyword_rank;
vn_keyword_score vn_keyword_tfidf;
vn_keyword_score vn_keyword_yake;
vn_keyword_score vn_keyword_textrank;
vn_keyword_score vn_keyword_rake;
vn_keyword_score vn_keyword_singlerank;
vn_keyword_score vn_keyword_positionrank;
vn_keyword_score vn_keyword_topicrank;
vn_keyword_score vn_keyword_multipartite;
vn_keyword_score vn_keyword_kpminer;
vn_keyword_score vn_keyword_first;

/* keyword_document.c: tokens, words and candidates of an input. */
vn_status vn_keyword_prepare(vn_keyword_document *doc, const vn_keyword_input *input, vn_error *err);
void vn_keyword_document_clear(vn_keyword_document *doc);
void vn_keyword_document_free(vn_keyword_document *doc);

/* keyword_names.c: marks the tokens behind which a name ends (`apart`). */
void vn_keyword_part_names(vn_keyword_document *doc);

/* keyword_candidates.c: the phrases that may become keywords. */
vn_status vn_keyword_list_candidates(vn_keyword_document *doc, vn_error *err);

/* A phrase holds together when it does not begin with a counter, title or office, nor with what somebody is called whose
 * name can stand alone ("ông Medvedev"), no stop word stands in it, no small letter follows a name ("Minh Anh nói", but
 * "nước Anh"; only names written in name_case count), and a number follows what is numbered. For candidates of several
 * words. */
bool vn_keyword_holds_together(const vn_keyword_document *doc, const vn_keyword_candidate *candidate, uint8_t name_case);

/* Most of its occurrences are written as names. */
static inline bool vn_keyword_is_name(const vn_keyword_candidate *candidate)
{
    return candidate->names > candidate->count / 2;
}

/* The key of a word of the document. */
static inline vn_slice vn_keyword_word_key(const vn_keyword_document *doc, uint32_t word)
{
    return vn_keyword_lexicon_word(&doc->lexicon, doc->word[word].entry);
}

/* Of its key. */
static inline size_t vn_keyword_syllables(const vn_keyword_document *doc, const vn_keyword_candidate *candidate)
{
    size_t n = 0;
    for (size_t i = candidate->token; i < candidate->token + (size_t)candidate->words; i++)
        n += doc->word[doc->token[i].word].syllables;
    return n;
}

/* keyword_cohesion.c: `attested` and `known` of those alive of several words, then `cohesion` of one of them; or both of all.
 * `cohesion` stays as it is for single words, and both do without phrases in the table. */
vn_status vn_keyword_attest(vn_keyword_document *doc, vn_error *err);
vn_status vn_keyword_cohere(vn_keyword_document *doc, vn_keyword_candidate *candidate, vn_error *err);
vn_status vn_keyword_cohere_all(vn_keyword_document *doc, vn_error *err);

/* Number of documents that hold the phrase, as a phrase or as one word; 0: the table does not know it. */
vn_status vn_keyword_phrase_df(vn_keyword_document *doc, size_t token, size_t words, uint64_t *df, vn_error *err);

/* keyword_variants.c: gives the occurrences of short names ("Diên") to the full one ("Nguyễn Hồng Diên"). */
vn_status vn_keyword_join_variants(vn_keyword_document *doc, vn_error *err);

/* keyword_pick.c: orders the living candidates, drops what is contained, and writes the terms; results in doc->arena. */
vn_status vn_keyword_pick(vn_keyword_document *doc, bool lower_is_better, vn_keywords *out, vn_error *err);

/* keyword_runs.c: length of the longest run from a token on, 0 when none begins there. */
typedef size_t vn_keyword_run(const vn_keyword_document *doc, size_t first);

vn_keyword_run vn_keyword_content_run; /* of content words: no stop words, numbers, punctuation */
vn_keyword_run vn_keyword_noun_run;    /* of those that may be nouns or adjectives */

bool vn_keyword_is_noun(const vn_keyword_document *doc, size_t token);

/* Leaves no candidate alive. */
void vn_keyword_propose_none(vn_keyword_document *doc);

/* Leaves those alive that are runs; their score is the sum of their words'. */
void vn_keyword_propose_runs(vn_keyword_document *doc, vn_keyword_run *run, const double *word_score);

/* keyword_form.c: how terms are shown. Scratch of one document, in its arena. */
typedef struct vn_keyword_forms {
    vn_keyword_document *doc;
    uint8_t *ways; /* [n_words] how the word is written elsewhere */
} vn_keyword_forms;

vn_status vn_keyword_forms_new(vn_keyword_forms *forms, vn_keyword_document *doc, vn_error *err);

/* The term of a candidate whose occurrences are the grams at[0] .. at[count - 1]; in the document's arena. */
vn_status vn_keyword_form(vn_keyword_forms *forms, const vn_keyword_candidate *c, const uint32_t *at, vn_slice *term,
                          vn_error *err);

/* The bytes of a token; of `words` tokens from it on, with what stands between them. */
vn_slice vn_keyword_span(const vn_keyword_document *doc, size_t token, size_t words);

/* The candidate made of tokens first .. first + words - 1; NULL when they are none. */
vn_keyword_candidate *vn_keyword_at(const vn_keyword_document *doc, size_t first, size_t words);

/* The number of the candidate with this key, VN_MAP_NONE when there is none. */
uint32_t vn_keyword_find(const vn_keyword_document *doc, vn_slice key);

/* The keys of `words` tokens from one on, joined, until doc->key is written again. */
vn_status vn_keyword_write(vn_keyword_document *doc, size_t first, size_t words, char between, vn_slice *key, vn_error *err);

/* The key of a candidate, until doc->key is written again. */
static inline vn_status vn_keyword_key(vn_keyword_document *doc, const vn_keyword_candidate *c, vn_slice *key, vn_error *err)
{
    return vn_keyword_write(doc, c->token, c->words, '_', key, err);
}

/* True when both tokens stand in one sentence with no break between them: neighbours in a phrase. */
static inline bool vn_keyword_adjacent(const vn_keyword_document *doc, size_t left)
{
    const size_t right = left + 1;
    return right < doc->n_tokens && doc->token[left].sentence == doc->token[right].sentence &&
           doc->token[left].word != VN_MAP_NONE && doc->token[right].word != VN_MAP_NONE;
}

#endif
