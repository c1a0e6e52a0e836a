/* A small report made by hand, for the tests of those who write reports: seven articles in four groups, the last without
 * words, with titles that try to ride into every format. */
#ifndef VN_TESTS_REPORT_SAMPLE_H
#define VN_TESTS_REPORT_SAMPLE_H

#include "report.h"

/* Static, but for the matrix and the vocabulary, which report_sample_free ends; one at a time. NULL: out of memory. */
const report *report_sample(bool english);
void report_sample_free(void);

#endif
