/* L0: functions whose last bit does not depend on the machine's C library. */
#ifndef VN_LIB_EXACT_H
#define VN_LIB_EXACT_H

#include "base.h"

/* e to the x, |x| <= 700: additions and multiplications in a fixed order, so the same bits everywhere; the C library's differ
 * with the processor. Within two units in the last place. */
double vn_exp(double x);

#endif
