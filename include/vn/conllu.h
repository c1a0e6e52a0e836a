/* CoNLL-U, the format of the Universal Dependencies treebanks, into lines of segmented text. */
#ifndef VN_CONLLU_H
#define VN_CONLLU_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct vn_conllu vn_conllu;

VN_API vn_status vn_conllu_new(vn_conllu **out, vn_error *err);
VN_API void vn_conllu_free(vn_conllu *conllu);

/* Takes the next line of a file, without its end; give an empty one after the last. A blank line ends a sentence, and then
 * *sentence is its words: parted by spaces, syllables of a word joined by `_`, a literal underscore written `__`; it is
 * borrowed until the next call. Otherwise its ptr is NULL. Of a word only ID and FORM are looked at: white space and
 * underscores inside a FORM part syllables, other underscores are literal. Comments, ranges (3-4) and empty nodes (3.1) are
 * passed over. VN_EDATA with err->column: not ten columns, an ID that does not follow, an empty FORM; the sentence is then
 * forgotten. VN_ENOMEM. */
VN_API vn_status vn_conllu_line(vn_conllu *conllu, vn_slice line, vn_slice *sentence, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
