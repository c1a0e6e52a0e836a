/* Bytes kept for later, more of them than memory should hold. */
#ifndef VN_SPOOL_H
#define VN_SPOOL_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is put in stays where it was put, until the end. Past a limit of memory it is written to a file without a name in
 * the folder that TMPDIR names (else /tmp), of which the system keeps in memory what is used and what there is room for;
 * nothing is left of it, however the program ends. */
typedef struct vn_spool vn_spool;

/* memory: bytes before the file is begun, 0: 256 MiB. VN_ENOMEM. */
VN_API vn_status vn_spool_new(vn_spool **out, size_t memory, vn_error *err);
VN_API void vn_spool_free(vn_spool *spool);

/* Copies the bytes; *kept, aligned to 8, lives as long as the spool. VN_ENOMEM; VN_EIO: a file cannot be made or written,
 * such as on a full disk. */
VN_API vn_status vn_spool_put(vn_spool *spool, vn_slice bytes, const void **kept, vn_error *err);

#ifdef __cplusplus
}
#endif
#endif
