/*
 * check.h - what every suite includes: Criterion, and equality of strings and bytes
 *
 * Criterion's eq(str, ...) wants char * and fights -Wwrite-strings; these take const char
 * *.
 */
#ifndef WTW_TESTS_CHECK_H
#define WTW_TESTS_CHECK_H

#include <criterion/criterion.h>

#include "wiretwin.h"

#include <string.h>

#define check(condition) cr_assert((condition), "%s", #condition)

#define check_ok(call, error)                                                            \
    do {                                                                                 \
        enum wtw_status check_status = (call);                                           \
        cr_assert(check_status == WTW_OK, "%s: %s: %s", #call,                           \
                  wtw_status_name(check_status), (error)->words);                        \
    } while (0)

#define check_status(call, wanted)                                                       \
    do {                                                                                 \
        enum wtw_status check_got = (call);                                              \
        cr_assert(check_got == (wanted), "%s: got \"%s\", wanted \"%s\"", #call,         \
                  wtw_status_name(check_got), wtw_status_name(wanted));                  \
    } while (0)

#define check_number(got, wanted)                                                        \
    do {                                                                                 \
        long long check_got = (long long)(got);                                          \
        long long check_wanted = (long long)(wanted);                                    \
        cr_assert(check_got == check_wanted, "%s: got %lld, wanted %lld", #got,          \
                  check_got, check_wanted);                                              \
    } while (0)

#define check_real(got, wanted, tolerance)                                               \
    do {                                                                                 \
        double check_got = (got);                                                        \
        double check_wanted = (wanted);                                                  \
        double check_off = check_got - check_wanted;                                     \
        cr_assert(check_off <= (tolerance) && -check_off <= (tolerance),                 \
                  "%s: got %.9g, wanted %.9g", #got, check_got, check_wanted);           \
    } while (0)

#define check_string(got, wanted)                                                        \
    do {                                                                                 \
        const char *check_got = (got);                                                   \
        const char *check_wanted = (wanted);                                             \
        cr_assert(strcmp(check_got, check_wanted) == 0, "%s: got \"%s\", wanted \"%s\"", \
                  #got, check_got, check_wanted);                                        \
    } while (0)

/* 'bytes' and 'count' against a string constant, which may hold NUL. */
#define check_bytes(bytes, count, wanted)                                                \
    do {                                                                                 \
        size_t check_count = (count);                                                    \
        cr_assert(check_count == sizeof(wanted) - 1 &&                                   \
                      memcmp((bytes), (wanted), check_count) == 0,                       \
                  "%s: got %zu bytes \"%.*s\", wanted \"%s\"", #bytes, check_count,      \
                  (int)check_count, (const char *)(bytes), (wanted));                    \
    } while (0)

#endif
