/*
 * understood.h - one record as its format understands it
 */
#ifndef WTW_TESTS_UNDERSTOOD_H
#define WTW_TESTS_UNDERSTOOD_H

#include "check.h"

#include "base/faults.h"
#include "read/format.h"

static struct wtw_buffer understood_scratch;
static struct wtw_fields understood_fields;
static enum wtw_reject_reason understood_reason;
static struct wtw_error understood_error;

/* Paths for --field; NULL: detect. */
static const char *understood_paths[WTW_FIELD_COUNT];

__attribute__((unused)) static enum wtw_status understand_bytes(
    const struct wtw_format *format, const char *preamble, const char *record,
    size_t count)
{
    struct wtw_field_finder finder;
    const struct wtw_record_setting setting = {
        .finder = &finder,
        .preamble = {preamble, strlen(preamble)},
        .spot = {"in", 7, 0, 70},
    };

    wtw_field_finder_init(&finder, understood_paths);
    understood_scratch.count = 0;
    understood_error = (struct wtw_error){0};
    return format->understand(&setting, (struct wtw_span){record, count},
                              &understood_scratch, &understood_fields, &understood_reason,
                              &understood_error);
}

__attribute__((unused)) static void check_understood(const struct wtw_format *format,
                                                     const char *preamble,
                                                     const char *record)
{
    check_ok(understand_bytes(format, preamble, record, strlen(record)),
             &understood_error);
}

/* A field of the record that was understood last; NULL: it has none. */
__attribute__((unused)) static void check_field(enum wtw_field_name field,
                                                const char *key, const char *value)
{
    const struct wtw_field *got = &understood_fields.items[field];

    cr_assert((got->key != NULL) == (key != NULL), "field %d: key %s, wanted %s", field,
              got->key ? got->key : "none", key ? key : "none");
    if (!key)
        return;
    check_string(got->key, key);
    cr_assert(got->value.count == strlen(value) &&
                  memcmp(got->value.items, value, got->value.count) == 0,
              "field %d: got %.*s, wanted %s", field, (int)got->value.count,
              got->value.items, value);
}

__attribute__((unused)) static void check_rejected(const struct wtw_format *format,
                                                   const char *record,
                                                   enum wtw_reject_reason reason,
                                                   const char *words)
{
    check_status(understand_bytes(format, "", record, strlen(record)), WTW_BAD_INPUT);
    check_number(understood_reason, reason);
    cr_assert(strstr(understood_error.words, words) != NULL, "got %s",
              understood_error.words);
    check_string(understood_error.input, "in");
    check_number(understood_error.line, 7);
    check_number(understood_error.byte_offset, 70);
}

#ifdef WTW_FAULTS
/* Lets each allocation of understanding 'record' fail in turn. */
__attribute__((unused)) static void check_without_memory(const struct wtw_format *format,
                                                         const char *record, size_t count)
{
    enum wtw_status status = WTW_NO_MEMORY;
    uint64_t nth = 0;

    while (status == WTW_NO_MEMORY && nth < 300) {
        wtw_buffer_release(&understood_scratch);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, ++nth);
        status = understand_bytes(format, "", record, count);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    }
    check_status(status, WTW_OK);
    check(nth > 3);
    wtw_buffer_release(&understood_scratch);
}
#endif

#endif
