/* L3: what kind of word a key is, where that says that it is no keyword: a lookup in a list, corpus/keywords/classes.tsv.
 * Words that are not on it, most nouns and all names, have no class. */
#ifndef VN_LIB_WORDCLASS_H
#define VN_LIB_WORDCLASS_H

#include "base.h"

/* The names in the list are those here in small letters. */
typedef enum vn_class {
    VN_CLASS_NONE,
    VN_CLASS_NUMERAL,    /* hai, hàng loạt, nửa */
    VN_CLASS_UNIT,       /* km, tấn, đồng */
    VN_CLASS_CLASSIFIER, /* chiếc, cuộc, lượt */
    VN_CLASS_PRONOUN,    /* họ, anh, này: kin terms of address and demonstratives too */
    VN_CLASS_TIME,       /* hôm nay, tháng trước, giai đoạn */
    VN_CLASS_ADVERB,     /* rất, lần lượt, bên trong: and what joins sentences */
    VN_CLASS_ADJECTIVE,  /* lớn, quan trọng: of all subjects */
    VN_CLASS_VERB,       /* tiếp tục, bắt đầu, thực hiện: of all subjects */
    VN_CLASS_REPORTING,  /* khẳng định, đề xuất, lo ngại */
    VN_CLASS_GENERAL,    /* nouns of all subjects: vấn đề, trường hợp, nội dung */
    VN_CLASS_OFFICE,     /* ranks and offices without a name: phó giám đốc, thượng tá */
    VN_CLASS_SOURCE,     /* agencies and the marks of a press text: Reuters, PV, ảnh */
    VN_CLASSES
} vn_class;

/* Immutable. */
typedef struct vn_word_classes vn_word_classes;

/* The list embedded in the library. VN_ENOMEM, VN_EDATA. */
vn_status vn_word_classes_open(vn_word_classes **out, vn_error *err);

/* Rows `key TAB class`, sorted by bytes, each key once and folded; the bytes must outlive the list. VN_EDATA with the
 * line. */
vn_status vn_word_classes_parse(vn_word_classes **out, vn_slice rows, vn_error *err);
void vn_word_classes_free(vn_word_classes *classes);

size_t vn_word_classes_count(const vn_word_classes *classes);

/* The class of a word or phrase by its folded key, the syllables joined by `_`. */
vn_class vn_word_class(const vn_word_classes *classes, vn_slice key);

/* "verb"; NULL for VN_CLASS_NONE. Static. */
const char *vn_class_name(vn_class class);

#endif
