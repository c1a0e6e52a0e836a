/* Word segmentation: text into words, each a span of the text. */
#ifndef VN_SEGMENT_H
#define VN_SEGMENT_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum vn_word_kind {
    VN_WORD_WORD = 0,   /* one or more syllables */
    VN_WORD_NUMBER = 1, /* 1.000, 9/6/2025, 20h30, 42cm */
    VN_WORD_LINK = 2,   /* URL, e-mail address, hashtag */
    VN_WORD_PUNCT = 3
} vn_word_kind;

/* A word of a text: bytes start .. start+len, with whatever white space stands between its syllables. */
typedef struct vn_word {
    size_t start;
    size_t len;
    uint32_t sentence; /* from 0, ascending */
    uint8_t kind;      /* vn_word_kind */
    uint8_t parts;     /* tokens it is made of, at least 1; 255 stands for more */
} vn_word;

typedef struct vn_words {
    const vn_word *item; /* [n] in text order */
    size_t n;
    size_t sentences;
} vn_words;

/* A segmentation model: immutable once open, may be shared by any number of threads. */
typedef struct vn_model vn_model;

/* Opens a model file; path NULL gives the one embedded in the library. VN_EIO, VN_EDATA (damaged, or of another
 * version), VN_ENOMEM. */
VN_API vn_status vn_model_open(vn_model **out, const char *path, vn_error *err);

/* The same from the bytes of a model file, which are copied. */
VN_API vn_status vn_model_read(vn_model **out, vn_slice bytes, vn_error *err);
VN_API void vn_model_free(vn_model *model);

/* Changes whenever the model's answers may: part of what df tables are compared by. */
VN_API uint64_t vn_model_fingerprint(const vn_model *model);

/* Words that the user knows better than the model: immutable once all are added, shared by threads like a model. */
typedef struct vn_user_words vn_user_words;
VN_API vn_status vn_user_words_new(vn_user_words **out, vn_error *err);
VN_API void vn_user_words_free(vn_user_words *words);

/* Adds entries from text, one a line; blank lines and lines that begin with # are skipped.
 *   học sinh          always one word; syllables may be parted by `_` too
 *   học | sinh học    where these stand side by side they are these words, cut at the bar
 *   học sinh<TAB>2.5  a word that each of its gaps is more likely to join: log odds in nats, -100 to 100
 *   =Hòa Bình         written just so; other entries mean any case and tone place (and all mean any normal form)
 * An entry has 16 parts at most. White space in it is any white space of the text, and beside signs also none. The last of
 * equal entries counts, in whichever call it was added. Of entries that overlap in a text the longest from the left binds;
 * weights are heeded where nothing binds, at each gap that of the longest entry. VN_EDATA and VN_ELIMIT with the line; the
 * entries before it have been added. */
VN_API vn_status vn_user_words_add(vn_user_words *words, vn_slice lines, vn_error *err);

/* Changes whenever entries do; the order in which they were added does not matter, but which of equal ones came last. 0:
 * there are none. */
VN_API uint64_t vn_user_words_fingerprint(const vn_user_words *words);

/* What the words of a text depend on, for vn_terms_fingerprint: that of the model when there are no user words (NULL). */
VN_API uint64_t vn_segmentation_fingerprint(const vn_model *model, const vn_user_words *user);

/* Scratch of one thread. The model and the user words (NULL: none) must outlive it. */
typedef struct vn_segmenter vn_segmenter;
VN_API vn_status vn_segmenter_new(vn_segmenter **out, const vn_model *model, const vn_user_words *user, vn_error *err);
VN_API void vn_segmenter_free(vn_segmenter *segmenter);

/* The user words of the calls that follow, in place of those before; NULL: none. They may change with every call, at no
 * cost. They must live until others take their place or the segmenter ends. */
VN_API void vn_segmenter_use_words(vn_segmenter *segmenter, const vn_user_words *user);

/* Segments valid UTF-8; the words are borrowed until the next call. VN_ENOMEM. */
VN_API vn_status vn_segment(vn_segmenter *segmenter, vn_slice text, vn_words *words, vn_error *err);

/* The same without holding a whole text's words: `each` sees one sentence's words at a time and may stop the run by
 * returning a failure, which is passed on. */
typedef vn_status vn_sentence_fn(void *context, const vn_word *words, size_t n, vn_error *err);
VN_API vn_status vn_segment_each(vn_segmenter *segmenter, vn_slice text, vn_sentence_fn *each, void *context, vn_error *err);

/* How certain the words are, by the model: probabilities from 0 to 1. A word's is that of just this word standing here; a
 * sentence's is that of all its words at once, so long sentences are less certain than short ones. What rules and user
 * words decide is certain. Computed only where it was asked for. */
typedef struct vn_confidences {
    const double *word;     /* [words] in the order of the words */
    size_t words;
    const double *sentence; /* [sentences] */
    size_t sentences;
} vn_confidences;

VN_API void vn_segmenter_use_confidence(vn_segmenter *segmenter, bool on);

/* Those of the last vn_segment, or, inside `each` of vn_segment_each, of its sentence; lives as long as the words. Empty when
 * they were not asked for. */
VN_API vn_confidences vn_segmenter_confidences(const vn_segmenter *segmenter);

/* Appends words in the format of the `words` field: words parted by one space, sentences by `separator` ('\n' in records,
 * ' ' on lines), syllables joined by `_`, a literal underscore written `__`. A word of one part is taken to hold no white
 * space. VN_EINVAL: a word outside of the text. */
VN_API vn_status vn_words_write(vn_slice text, const vn_word *words, size_t n, char separator, vn_buf *out, vn_error *err);

/* Reads a `words` field back: spans over the field itself. `words` is an array that the caller owns and grows through
 * *cap; free it with free(). */
VN_API vn_status vn_words_read(vn_slice field, vn_word **words, size_t *n, size_t *cap, vn_error *err);

/* Moves words read from a field onto the text that they were made from, by walking both: exact for any text that
 * vn_words_write was given. VN_EDATA when the field does not belong to the text. */
VN_API vn_status vn_words_align(vn_slice field, vn_word *words, size_t n, vn_slice text, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
