/* L0: doubles in decimal. */
#ifndef VN_LIB_DECIMAL_H
#define VN_LIB_DECIMAL_H

#include "base.h"

enum { VN_DECIMAL_MAX = 32 }; /* bytes that a number takes at most, the terminator included */

/* Writes a finite number with at most nine significant digits, correctly rounded, ties to even, as printf's "%.9g" does in
 * the C locale, but never "-0"; terminated. Returns its length. */
size_t vn_decimal(double x, char to[VN_DECIMAL_MAX]);

#endif
