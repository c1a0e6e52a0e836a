#include "day.h"

#include "cli.h"

#include <stdio.h>

const char *const day_span_choices[] = {"day", "week", "month", NULL}; /* as day_span */

enum { FIRST_MONDAY = 4, YEAR_ZERO_DAYS = 719162 }; /* 1970-01-05; days from 0001-01-01 to 1970-01-01 */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Up to four digits at *at; -1: none. */
static int read_number(vn_slice text, size_t *at)
{
    int n = 0;
    const size_t from = *at;
    for (; *at < text.len && *at - from < 4 && is_digit(text.ptr[*at]); ++*at)
        n = n * 10 + (text.ptr[*at] - '0');
    return *at > from ? n : -1;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

static int64_t count_days(int year, int month, int day)
{
    int64_t days = day - 1;
    for (int m = 1; m < month; m++)
        days += days_of_month(year, m);
    const int64_t before = year - 1;
    return days + before * 365 + before / 4 - before / 100 + before / 400 - YEAR_ZERO_DAYS;
}

/* A date right at `at`. */
static bool date_at(vn_slice date, size_t at, int64_t *day)
{
    int part[3];
    for (size_t i = 0; i < 3; i++) {
        part[i] = read_number(date, &at);
        const char sign = at < date.len ? date.ptr[at] : '\0';
        if (part[i] < 0 || (i < 2 && sign != '-' && sign != '/'))
            return false;
        at++;
    }
    const bool year_first = part[0] >= 1000;
    const int year = part[year_first ? 0 : 2];
    const int last = part[year_first ? 2 : 0];
    if (year < 1000 || part[1] < 1 || part[1] > 12 || last < 1 || last > days_of_month(year, part[1]))
        return false;
    *day = count_days(year, part[1], last);
    return true;
}

bool day_of_date(vn_slice date, int64_t *day)
{
    for (size_t at = 0; at < date.len; at++)
        if (is_digit(date.ptr[at]) && (!at || !is_digit(date.ptr[at - 1])) && date_at(date, at, day))
            return true;
    return false;
}

vn_status day_of_record(vn_record *record, const char *field, int64_t *day, vn_error *err)
{
    vn_slice text;
    const vn_status st = vn_record_string(record, field, &text, err);
    if (st)
        return st;
    if (!text.ptr)
        return cli_error(err, VN_EDATA, "there is no field '%.100s'", field);
    if (day_of_date(text, day))
        return VN_OK;
    return cli_error(err, VN_EDATA, "field '%.100s' is not like 2026-01-31 or 31/1/2026", field);
}

/* The year, the month from 1 and the day from 1. */
static void take_apart(int64_t day, int *year, int *month, int *last)
{
    *year = (int)(day / 366 + 1970); /* not later than the year sought, for days since 1970 */
    if (day < 0)
        *year = (int)((day + YEAR_ZERO_DAYS) / 366 + 1);
    while (count_days(*year + 1, 1, 1) <= day)
        ++*year;
    *month = 1;
    while (*month < 12 && count_days(*year, *month + 1, 1) <= day)
        ++*month;
    *last = (int)(day - count_days(*year, *month, 1)) + 1;
}

int64_t day_span_of(day_span span, int64_t day)
{
    int year;
    int month;
    int last;
    if (span == DAY_DAY)
        return day;
    if (span == DAY_WEEK)
        return (day - FIRST_MONDAY) / 7 - ((day - FIRST_MONDAY) % 7 < 0);
    take_apart(day, &year, &month, &last);
    return (int64_t)year * 12 + month - 1;
}

size_t day_span_name(day_span span, int64_t number, char name[DAY_NAME])
{
    int year = (int)(number / 12);
    int month = (int)(number % 12) + 1;
    int last;
    int n;
    if (span == DAY_MONTH) {
        n = snprintf(name, DAY_NAME, "%04d-%02d", year, month);
    } else {
        take_apart(span == DAY_WEEK ? number * 7 + FIRST_MONDAY : number, &year, &month, &last);
        n = snprintf(name, DAY_NAME, "%04d-%02d-%02d", year, month, last);
    }
    return n > 0 && n < DAY_NAME ? (size_t)n : 0;
}
