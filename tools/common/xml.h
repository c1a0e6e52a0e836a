/* Text in XML 1.0. */
#ifndef TOOLS_XML_H
#define TOOLS_XML_H

#include "vn/base.h"

/* Appends text so that it may stand between tags and in attributes, whatever its bytes: & < > " and the white space that
 * parsers alter (tab, line feed, carriage return) as references; what XML cannot hold (other control characters, U+FFFE and
 * U+FFFF) and bytes that are not UTF-8 as U+FFFD. */
vn_status xml_escape(vn_slice text, vn_buf *out, vn_error *err);

#endif
