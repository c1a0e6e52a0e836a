/* Normalisation of Vietnamese text: one key for each way of writing the same word.
 *
 * The text itself is never altered. A key is what is compared, counted and looked up:
 *   NFC; case folded; tone mark in the old place (hoà = hòa, thuý = thúy, but quí stays quí, since its u belongs
 *   to qu); eth and African D read as đ; zero-width characters and soft hyphens dropped; a run of white
 *   space, no-break space or `_` is one `_`. */
#ifndef VN_NORM_H
#define VN_NORM_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Appends the NFC form of valid UTF-8 to out. NFC input is copied at memory speed after a byte test. VN_ENOMEM, VN_EDATA
 * (not UTF-8), VN_ELIMIT. */
VN_API vn_status vn_nfc(vn_slice text, vn_buf *out, vn_error *err);

/* Appends the key of a word or phrase to out: "Hà  Nội" and "Hà_Nội" give "hà_nội". Folding a key changes nothing.
 * Errors as vn_nfc. */
VN_API vn_status vn_fold(vn_slice word, vn_buf *out, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
