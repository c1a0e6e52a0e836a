/* The layout of the public structures, for callers that repeat them in another language. */
#ifndef VN_LAYOUT_H
#define VN_LAYOUT_H

#include "vn/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The size in bytes of the structure of that name ("vn_error") as this library knows it; 0: there is none. A caller whose own
 * differs was made for another version, and must not go on. */
VN_API size_t vn_sizeof(const char *name);

#ifdef __cplusplus
}
#endif
#endif
