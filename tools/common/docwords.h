/* The words of a document: taken from its record when an earlier tool put them there, else made by segmenting, so that
 * every tool works alone and in a chain with the same result. */
#ifndef TOOLS_DOCWORDS_H
#define TOOLS_DOCWORDS_H

#include "cli.h"

#include "vn/reader.h"
#include "vn/segment.h"

/* What all threads share, and the options that decide it. Start with {0}. */
typedef struct segmentation {
    const char *model_path; /* NULL: the embedded model */
    cli_list word_files;
    vn_model *model;
    vn_user_words *user; /* NULL: none */
} segmentation;

/* Option rows over a segmentation. */
#define SEGMENTATION_OPTIONS(s)                                                                                         \
    {"words", 'w', CLI_LIST, &(s).word_files, "FILE", "your words, joined, cut or favoured; may be repeated", 0, 0,       \
     NULL},                                                                                                             \
    {                                                                                                                   \
        "model", 'm', CLI_TEXT, &(s).model_path, "FILE", "segmentation model (the built-in one)", 0, 0, NULL            \
    }

/* Opens the model and reads the files of user words. CLI_GO_ON, or the exit code after a message. */
int segmentation_open(segmentation *s, const char *tool);
void segmentation_close(segmentation *s);

/* Words of the title and of the body: spans over their own source, which is the text itself wherever possible and else the
 * `words` field. Lives until the next call with the same scratch. */
typedef struct doc_words {
    vn_slice title_source;
    const vn_word *title;
    size_t n_title;
    vn_slice source;
    const vn_word *body;
    size_t n_body;
    bool in_text; /* the spans are offsets into title and text */
} doc_words;

/* Scratch of one thread. */
typedef struct docwords docwords;
vn_status docwords_new(docwords **out, const segmentation *shared, vn_error *err);
void docwords_free(docwords *d);

/* The words of a text, segmented; until the next call with the same scratch. */
vn_status docwords_segment(docwords *d, vn_slice text, vn_words *words, vn_error *err);

/* `batch` stands at `document`. VN_EDATA when a `words` field is there but is not a string. */
vn_status docwords_get(docwords *d, vn_batch *batch, const vn_document *document, doc_words *out, vn_error *err);

#endif
