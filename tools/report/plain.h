/* Text of articles made fit for a line: what stands in a report as title, source or lead. */
#ifndef TOOLS_REPORT_PLAIN_H
#define TOOLS_REPORT_PLAIN_H

#include "vn/base.h"

/* Appends the text with white space and control characters as one space, none at its ends, and without marks that change the
 * direction of what follows. At most `max` bytes (0: all), cut between words where it can be, then with "…" behind. */
vn_status plain_text(vn_slice text, size_t max, vn_buf *out, vn_error *err);

/* Whether it is an address that a reader may follow: http or https, in one piece. */
bool plain_url(vn_slice text);

#endif
