/* What a report says in its own words, in two languages, and how it writes numbers and dates for readers.
 *
 * All of it is plain text: whoever writes it escapes it for his format. Nothing depends on the locale. */
#ifndef TOOLS_REPORT_TEXT_H
#define TOOLS_REPORT_TEXT_H

#include "report.h"

/* A row of phrases.def is PHRASE(NAME, "tiếng Việt", "English") and makes TEXT_NAME. A place for a value is {0}, {1} and so
 * on. Where a number alters the English words, both forms stand there, parted by a bar: "{0} article|{0} articles". */
typedef enum report_phrase {
#define PHRASE(name, vietnamese, english) TEXT_##name,
#include "phrases.def"
#undef PHRASE
    TEXT_END
} report_phrase;

/* In the language of the report; static. A phrase with two forms gives both: report_count chooses. */
const char *report_text(const report *r, report_phrase phrase);

/* "LANG" for TEXT_LANG: what scripts of a page know a phrase by; static. */
const char *report_phrase_name(report_phrase phrase);

/* Appends a phrase with {i} as arg[i]; of two forms the second. VN_ENOMEM. */
vn_status report_say(const report *r, report_phrase phrase, const vn_slice *arg, size_t n, vn_buf *out, vn_error *err);

/* Appends a phrase with {0} as a number, in the form that suits it. VN_ENOMEM. */
vn_status report_count(const report *r, report_phrase phrase, uint64_t number, vn_buf *out, vn_error *err);

/* Append a number as readers of the language write it: 27.120 and 0,35 in Vietnamese, 27,120 and 0.35 in English; with that
 * many decimals, at most 6. A number that is not finite, or as large as 10^12, is an en dash. VN_ENOMEM. */
vn_status report_whole(const report *r, uint64_t number, vn_buf *out, vn_error *err);
vn_status report_decimal(const report *r, double number, unsigned decimals, vn_buf *out, vn_error *err);

/* Appends a part of 1 as per cent: 0.125 is "13%" ("12,5%" with a decimal). VN_ENOMEM. */
vn_status report_percent(const report *r, double part, unsigned decimals, vn_buf *out, vn_error *err);

/* Appends a day, week or month: "2026-11-22" is "22/11/2026" or "22 Nov 2026", "2026-W47" is "tuần 47/2026" or "week 47,
 * 2026", "2026-11" is "11/2026" or "Nov 2026". Anything else stays as it is. VN_ENOMEM. */
vn_status report_date(const report *r, vn_slice date, vn_buf *out, vn_error *err);

#endif
