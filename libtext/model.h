/* L2: the segmentation model: what a file of it holds and how a gap between two syllables is scored.
 *
 * Every gap between two tokens of a sentence is joined (same word) or split. Join wins by a sum of integer weights;
 * the labels of a sentence are the best path of a chain in which each gap sees the label of the gap before it.
 *
 *     tokens   c-1   c0 | c1   c2        the gap g lies between c0 and c1
 *
 * join(g, previous label) =
 *       unigram[c-1][0] + unigram[c0][1] + unigram[c1][2] + unigram[c2][3]
 *     + cased[c0][pair] + cased[c1][16 + pair]          pair: the shapes (upper, lower ...) of c0 and c1
 *     + shape[shapes of c-1, c0, c1, c2]
 *     + lexicon[pair class][mask][previous]             mask: which n-grams around the gap are lexicon words
 *     + bigram(c-1 c0).right + bigram(c0 c1).middle + bigram(c1 c2).left
 *     + trigram(c-1 c0 c1).right + trigram(c0 c1 c2).left + (previous ? trigram(c-1 c0 c1).join : 0)
 *     + fourgram(c-1 c0 c1 c2).middle
 *     + link[c0][previous] + chain[previous]
 *
 * Weights of all n-grams of one key sit in one 8-byte entry, so a token costs three probes, whatever the number of
 * features. A linear-chain conditional random field (Lafferty et al. 2001) trains them; see train.c. */
#ifndef VN_LIB_MODEL_H
#define VN_LIB_MODEL_H

#include "base.h"
#include "simd.h"
#include "token.h"
#include "vn/segment.h"

/* Token numbers below VN_ID_FIRST stand for tokens that the vocabulary does not have. */
enum {
    VN_ID_EDGE = 0, /* before the first and after the last token */
    VN_ID_SYLLABLE, /* unknown, but a well-formed Vietnamese syllable */
    VN_ID_FOREIGN,  /* any other unknown letters */
    VN_ID_NUMBER,
    VN_ID_LINK,
    VN_ID_PUNCT,
    VN_ID_FIRST
};

typedef enum vn_shape {
    VN_SHAPE_LOWER,
    VN_SHAPE_CAPITAL, /* first letter upper case, rest lower */
    VN_SHAPE_INITIAL, /* the same where a sentence or quotation begins: it says little */
    VN_SHAPE_UPPER,   /* two or more upper-case letters: UBND */
    VN_SHAPE_LETTER,  /* one upper-case letter alone */
    VN_SHAPE_MIXED,   /* letters with digits, inner capitals or signs: iPhone, COVID-19 */
    VN_SHAPE_NUMBER,
    VN_SHAPE_PUNCT,   /* punctuation, links, edges */
    VN_SHAPE_UNKNOWN, /* letters whose case says nothing: of a sentence in capitals or without any, of words in capitals */
    VN_SHAPES,
    VN_SHAPE_SHOUT = VN_SHAPES /* UPPER that spells a syllable, until vn_shapes_settle has seen its neighbours */
} vn_shape;

enum {
    VN_SHAPE_CELLS = VN_SHAPES * VN_SHAPES * VN_SHAPES * VN_SHAPES,
    VN_CASED = 32,         /* cased weights of a token: 16 shape pairs as c0, 16 as c1 */
    VN_UNIGRAM = 4,        /* positions */
    VN_MASKS = 256,        /* lexicon masks */
    VN_LEXICON_CELLS = 4 * VN_MASKS * 2,
    VN_MAX_IDS = 65535,
    VN_MODEL_MAX = 64 << 20 /* bytes of a model file */
};

enum {
    VN_NGRAM_SPILLED = 1,  /* of a place, not of the n-gram in it: see vn_bucket */
    VN_NGRAM_WORD = 2,     /* the n-gram is a word of the lexicon */
    VN_NGRAM_FOLLOWED = 4, /* this bit and the five above it: see vn_ngram_follower */
    VN_NGRAM_BUCKET = 8,   /* places of a bucket */
    VN_NGRAM_REACH = 64    /* an n-gram lies in one of so many buckets */
};

/* The flag of an n-gram that says that some n-gram of the table goes on with a token of this class. Most trigrams and
 * fourgrams that are not in the table need no look-up, then. */
static inline uint8_t vn_ngram_follower(uint32_t id)
{
    return (uint8_t)(VN_NGRAM_FOLLOWED << id % 6);
}

/* Weights of an n-gram in steps: bigram {left, middle, right}, trigram {left, right, join}, fourgram {middle, -, -}. */
typedef struct vn_ngram {
    int8_t weight[3];
    uint8_t flags;
} vn_ngram;

/* A cache line of n-grams. A key lives in the bucket of its hash or, where that is full, in one of the next; then the place
 * of its class (vn_ngram_class) in each bucket that it passed is marked SPILLED. So a key that the table does not have
 * nearly always needs one bucket only, however full it is. */
typedef struct vn_bucket {
    uint32_t check[VN_NGRAM_BUCKET]; /* vn_ngram_check of each key, 0: the place is free */
    vn_ngram ngram[VN_NGRAM_BUCKET];
} vn_bucket;

/* Views into the blob; all arrays are little-endian and were checked against it when the model was opened. */
struct vn_model {
    void *owned; /* what vn_model_free releases; NULL for the embedded model */
    uint64_t fingerprint;
    uint32_t ids;              /* token numbers, VN_ID_FIRST included */
    uint32_t slots;            /* of the vocabulary's hash table, a power of two */
    const uint32_t *slot;      /* [slots] token number, 0 is free */
    const uint32_t *key_start; /* [ids + 1] where a token's key begins in key_bytes */
    const char *key_bytes;
    const int8_t *unigram;     /* [ids][VN_UNIGRAM] */
    const int8_t *link;        /* [ids][2] */
    const int8_t *cased;       /* [ids][VN_CASED] */
    const int16_t *shape;      /* [VN_SHAPE_CELLS] */
    const int16_t *lexicon;    /* [4][VN_MASKS][2] */
    const int16_t *chain;      /* [2], then the unit of one nat in weight steps at [2] */
    uint32_t buckets;          /* of the n-gram table */
    const vn_bucket *bucket;   /* [buckets] */
};

/* Vocabulary key of a token: its fold; a number's with every run of digits as one 0. Appends to out. */
vn_status vn_token_key(vn_slice surface, vn_token_kind kind, vn_buf *out, vn_error *err);

/* Number of an unknown token with that key. */
uint32_t vn_token_unknown(vn_slice key, vn_token_kind kind);

/* Shape of a token from its own letters; vn_shapes_settle, which sees the whole sentence, sets INITIAL and UNKNOWN and leaves
 * no SHOUT. */
vn_shape vn_token_shape(vn_slice surface, vn_token_kind kind);

/* True for a token after which a clause begins with a capital of its own: a colon or an opening quotation mark. */
bool vn_token_opens(vn_slice surface);

/* Replaces CAPITAL by INITIAL at beginnings, and letter shapes by UNKNOWN where case carries no information: all of a
 * sentence in capitals or without any, else two or more syllables in capitals side by side (HÀ NỘI, but not UBND).
 *   shape  [n] of one sentence; opens[i]: vn_token_opens of the token before i */
void vn_shapes_settle(uint8_t *shape, const uint8_t *opens, size_t n);

/* Token number of a key, 0 when the vocabulary does not have it. */
uint32_t vn_model_find(const vn_model *model, vn_slice key);

static inline uint32_t vn_shape_cell(const uint8_t *shape) /* shape[-1..2] around the gap */
{
    return (((uint32_t)shape[-1] * VN_SHAPES + shape[0]) * VN_SHAPES + shape[1]) * VN_SHAPES + shape[2];
}

/* 0 lower or number or sign, 1 capital, 2 initial capital or other upper case, 3 unknown. */
static inline uint32_t vn_shape_class(uint8_t shape)
{
    static const uint8_t class_of[VN_SHAPES] = {0, 1, 2, 1, 1, 2, 0, 0, 3};
    return class_of[shape];
}

static inline uint32_t vn_shape_pair(const uint8_t *shape) /* shape[0..1] */
{
    return vn_shape_class(shape[0]) * 4 + vn_shape_class(shape[1]);
}

/* 0 both lower, 1 both upper, 2 one of each, 3 unknown. */
static inline uint32_t vn_pair_class(uint32_t pair)
{
    static const uint8_t class_of[16] = {0, 2, 2, 3, 2, 1, 1, 3, 2, 1, 1, 3, 3, 3, 3, 3};
    return class_of[pair];
}

/* Keys of different orders must not meet: the salt makes that as unlikely as a collision of hashes. */
#define VN_KEY4_SALT UINT64_C(0x5bf0363546290f83)

static inline uint64_t vn_key2(uint32_t a, uint32_t b)
{
    return (uint64_t)a << 16 | b;
}

static inline uint64_t vn_key3(uint32_t a, uint32_t b, uint32_t c)
{
    return (uint64_t)1 << 63 | (uint64_t)a << 32 | (uint64_t)b << 16 | c;
}

static inline uint64_t vn_key4(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    return ((uint64_t)a << 48 | (uint64_t)b << 32 | (uint64_t)c << 16 | d) ^ VN_KEY4_SALT;
}

/* The four token numbers of a key, 16 bits each, the first highest. */
static inline uint64_t vn_unkey4(uint64_t key)
{
    return key ^ VN_KEY4_SALT;
}

/* Hash of a key: two multiplications, with the upper half folded into the lower between them. */
static inline uint64_t vn_ngram_hash(uint64_t key)
{
    key *= UINT64_C(0xbf58476d1ce4e5b9);
    key ^= key >> 32;
    return key * UINT64_C(0x94d049bb133111eb);
}

/* The bucket comes from the upper half of the hash, the check and the class from the lower with the upper folded in. */
static inline uint32_t vn_ngram_bucket(uint64_t hash, uint32_t buckets)
{
    return (uint32_t)((hash >> 32) * buckets >> 32);
}

static inline uint32_t vn_ngram_check(uint64_t hash)
{
    return (uint32_t)(hash ^ hash >> 32) | 1;
}

static inline uint32_t vn_ngram_class(uint32_t check)
{
    return check >> 29;
}

/* The places of a bucket whose check is the given one, a bit each. Without branches: which place a key has is not to be
 * guessed. */
static inline uint32_t vn_bucket_matches(const vn_bucket *bucket, uint32_t check)
{
#ifdef VN_SSE2
    const __m128i want = _mm_set1_epi32((int)check);
    const __m128i low = _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(const void *)bucket->check), want);
    const __m128i high = _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(const void *)(bucket->check + 4)), want);
    return (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(_mm_packs_epi32(low, high), _mm_setzero_si128()));
#else
    uint32_t found = 0;
    for (uint32_t i = 0; i < VN_NGRAM_BUCKET; i++)
        found |= (uint32_t)(bucket->check[i] == check) << i;
    return found;
#endif
}

/* Whether a key that was not found in the bucket may be in the next. In arithmetic, since most keys that are not found are
 * nowhere: one branch, which can be foreseen, instead of two, of which the first cannot. */
static inline bool vn_bucket_spilled(const vn_bucket *bucket, uint32_t check, uint32_t found)
{
    return bucket->ngram[vn_ngram_class(check)].flags & VN_NGRAM_SPILLED & (found - 1) >> 31;
}

/* The bucket that a key is in, and its place as a bit; 0 when the table does not have it. */
static inline uint32_t vn_ngram_place(const vn_bucket *table, uint32_t buckets, uint64_t hash, uint32_t *bucket)
{
    const uint32_t check = vn_ngram_check(hash);
    uint32_t at = vn_ngram_bucket(hash, buckets);
    uint32_t found = vn_bucket_matches(&table[at], check);
    for (int hop = 1; vn_bucket_spilled(&table[at], check, found) && hop < VN_NGRAM_REACH; hop++) {
        at = at + 1 < buckets ? at + 1 : 0;
        found = vn_bucket_matches(&table[at], check);
    }
    *bucket = at;
    return found;
}

/* The n-gram from the hash of its key; weights and flags of 0 when the table does not have it, without a branch, as that
 * is not to be foreseen. */
static inline vn_ngram vn_ngram_find(const vn_bucket *table, uint32_t buckets, uint64_t hash)
{
    uint32_t at;
    const uint32_t found = vn_ngram_place(table, buckets, hash, &at);
    uint32_t all;
    vn_ngram ngram;
    memcpy(&all, &table[at].ngram[vn_lowest_bit(found | 1u << (VN_NGRAM_BUCKET - 1))], sizeof all);
    all &= found ? UINT32_MAX : 0;
    memcpy(&ngram, &all, sizeof ngram);
    return ngram;
}

/* The three weights, the first lowest, and the flags as one number. */
static inline uint32_t vn_ngram_bits(vn_ngram ngram)
{
    return (uint8_t)ngram.weight[0] | (uint32_t)(uint8_t)ngram.weight[1] << 8 | (uint32_t)(uint8_t)ngram.weight[2] << 16 |
           (uint32_t)ngram.flags << 24;
}

/* Notes in the masks of the gaps around it that the n-gram of `length` tokens (2 to 4) at token k is a lexicon word, when
 * its flags say so. mask[g] belongs to the gap after token g and must be writable from -2 on:
 *   1 the two tokens of the gap are a word            64 the left token ends one of two tokens, 128 the right begins one
 *   2, 4 a word of three covers the gap, as its second or first gap
 *   8, 16, 32 a word of four: third, second, first
 * Without branches, as half of the bigrams of a text are words. */
static inline void vn_mask_word(uint8_t *mask, ptrdiff_t k, int length, uint8_t flags)
{
    static const uint8_t bit[5][4] = {[2] = {1, 64}, [3] = {4, 2}, [4] = {32, 16, 8}};
    const uint8_t all = flags & VN_NGRAM_WORD ? 0xff : 0;
    mask[k] |= bit[length][0] & all;
    mask[k + 1] |= bit[length][1] & all;
    if (length == 4)
        mask[k + 2] |= bit[length][2] & all;
    if (length == 2)
        mask[k - 1] |= 128 & all;
}

/* Parts of a model before they become a blob, as the trainer makes them. */
typedef struct vn_model_parts {
    const vn_slice *key;     /* [ids], the first VN_ID_FIRST empty */
    uint32_t ids;
    const int8_t *unigram, *link, *cased;
    const int16_t *shape, *lexicon, *chain;
    uint32_t buckets;
    const vn_bucket *bucket;
} vn_model_parts;

/* Appends the file form of a model. */
vn_status vn_model_write(const vn_model_parts *parts, vn_buf *out, vn_error *err);

/* A model over bytes that stay where they are; `trusted` skips the checksums (the embedded model, checked by a test). */
vn_status vn_model_view(vn_model *model, const void *bytes, size_t len, bool trusted, vn_error *err);

#endif
