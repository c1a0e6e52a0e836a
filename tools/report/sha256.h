/* SHA-256 (FIPS 180-4), for the policy of a page, which names its scripts by it. */
#ifndef TOOLS_REPORT_SHA256_H
#define TOOLS_REPORT_SHA256_H

#include "vn/base.h"

enum { SHA256_BYTES = 32, SHA256_BASE64 = 45 };

void sha256(vn_slice bytes, unsigned char digest[SHA256_BYTES]);

/* The digest in Base64, with the byte 0 at its end. */
void sha256_base64(vn_slice bytes, char text[SHA256_BASE64]);

#endif
