/* Days of records. */
#ifndef TOOLS_DAY_H
#define TOOLS_DAY_H

#include "vn/base.h"
#include "vn/record.h"

/* The day of the first date in a text such as "2026-01-31T08:00", "31/1/2026" or "Thứ bảy, 31-1-2026", counted from
 * 1970-01-01; false: there is none. */
bool day_of_date(vn_slice date, int64_t *day);

/* The same of a field. VN_EDATA: the record lacks it, or it holds no date. */
vn_status day_of_record(vn_record *record, const char *field, int64_t *day, vn_error *err);

/* Spans of days, numbered in the order of time. Weeks begin on Monday. */
typedef enum day_span { DAY_DAY, DAY_WEEK, DAY_MONTH } day_span;
extern const char *const day_span_choices[];
int64_t day_span_of(day_span span, int64_t day);

enum { DAY_NAME = 24 };

/* The name of a span: its first day as "2026-01-31", of months "2026-01"; gives its length. */
size_t day_span_name(day_span span, int64_t number, char name[DAY_NAME]);

#endif
