/* L1: records, what batch.c needs beyond vn/record.h. */
#ifndef VN_LIB_RECORD_H
#define VN_LIB_RECORD_H

#include "base.h"
#include "vn/record.h"

/* vn_record_parse of a line that is known to be valid UTF-8. */
vn_status vn_record_parse_valid(vn_record *record, vn_slice line, vn_error *err);

/* Escaped lone surrogates in string fields are read as U+FFFD instead of VN_EDATA. */
void vn_record_replace(vn_record *record, bool replace);

#endif
