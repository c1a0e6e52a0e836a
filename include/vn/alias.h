/* Several names of one thing: Mỹ and Hoa Kỳ, TQ and Trung Quốc. Counted as one term, they make articles on the same matter
 * more alike. */
#ifndef VN_ALIAS_H
#define VN_ALIAS_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Immutable once open, may be shared by any number of threads. */
typedef struct vn_aliases vn_aliases;

/* Opens a list; path NULL gives the Vietnamese one that is embedded in the library. A line is a group of forms parted by
 * `=`, of which the first is the one that is counted:
 *
 *     # nước
 *     Mỹ = Hoa Kỳ
 *     TQ = Trung Quốc
 *
 * Blank lines and lines that begin with # are skipped; `_` reads as a space. A form stands for the words of a sentence
 * whose syllables it consists of, however they were cut into words (Hoa_Kỳ, or Hoa and Kỳ); white space beside signs says
 * nothing (GD-ĐT, GD - ĐT). A capital letter of a form means a capital, a small letter means both: Mỹ is not found in mỹ,
 * but cảnh sát in CẢNH SÁT. Tone place and normal form do not matter. Where forms overlap, the one that begins first counts,
 * of those the longest.
 *
 * VN_EDATA with the line: a group of one form, a form that is empty, begins with a sign or stands in two groups; VN_ELIMIT: a
 * form longer than VN_ALIAS_MAX bytes; VN_EIO, VN_ENOMEM. */
#define VN_ALIAS_MAX 255
VN_API vn_status vn_aliases_open(vn_aliases **out, const char *path, vn_error *err);

/* The same from bytes, which are not needed afterwards. */
VN_API vn_status vn_aliases_parse(vn_aliases **out, vn_slice lines, vn_error *err);
VN_API void vn_aliases_free(vn_aliases *aliases);

/* How many groups there are. */
VN_API size_t vn_aliases_count(const vn_aliases *aliases);

#ifdef __cplusplus
}
#endif
#endif
