/*
 * test_outlines.c - where the boilerplate of many texts lies, in few bytes each
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "text/outlines.h"

TestSuite(outlines);

static void append(struct wtw_outlines *outlines,
                   const struct wtw_boilerplate_part *parts, size_t count)
{
    struct wtw_outline outline = wtw_outline_make(parts, count);
    struct wtw_error error = {0};

    check_ok(wtw_outlines_reserve(outlines, 1, &error), &error);
    wtw_outlines_append(outlines, &outline);
}

/* Worked out by hand: 300 is 2 * 128 + 44, so it is written as 44 with the top bit, then 2. */
Test(outlines, are_gaps_and_lengths_less_one_of_seven_bits_to_a_byte)
{
    static const struct wtw_boilerplate_part parts[] = {
        {0, 5, 0}, {10, 11, 0}, {311, 440, 0}};
    static const uint8_t wanted[] = {0, 4, 5, 0, 44 | 0x80, 2, 0x80, 1};
    struct wtw_outline outline = wtw_outline_make(parts, 3);

    check_number(outline.count, sizeof wanted);
    check(memcmp(outline.bytes, wanted, sizeof wanted) == 0);
    check_number(wtw_outline_make(NULL, 0).count, 0);
}

/* Up to three parts that lie anywhere, some of them beyond what three bytes tell. */
static size_t random_parts(struct random_input *random,
                           struct wtw_boilerplate_part *parts)
{
    size_t count = random_below(random, 4);
    uint32_t place = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t limit = random_chance(random, .1) ? 1u << 30 : 400;

        parts[i].begin = place + random_below(random, limit);
        parts[i].end = place = parts[i].begin + 1 + random_below(random, limit);
        parts[i].kind = WTW_BOILERPLATE_NOTICE;
    }
    return count;
}

Test(outlines, give_back_the_ranges_of_any_text)
{
    enum { TEXTS = 1000 };
    struct random_input random = random_begin(811);
    struct wtw_outlines outlines = {0};
    struct wtw_boilerplate_part parts[3];

    for (int i = 0; i < TEXTS; i++) {
        size_t count = random_parts(&random, parts);

        append(&outlines, parts, count);
    }
    random = random_begin(811);
    for (int i = 0; i < TEXTS; i++) {
        struct wtw_boilerplate_part got[WTW_OUTLINE_MAX_PARTS];
        size_t count = random_parts(&random, parts);
        size_t got_count = 99;

        check(wtw_outlines_parts(&outlines, (size_t)i, SIZE_MAX, got, &got_count));
        check_number(got_count, count);
        for (size_t p = 0; p < count; p++) {
            check_number(got[p].begin, parts[p].begin);
            check_number(got[p].end, parts[p].end);
        }
    }
    wtw_outlines_release(&outlines);
}

/* 16 parts of two bytes each fill an outline. */
Test(outlines, of_too_many_parts_are_not_put_down)
{
    struct wtw_boilerplate_part parts[WTW_OUTLINE_MAX_PARTS + 1];
    struct wtw_boilerplate_part got[WTW_OUTLINE_MAX_PARTS];
    struct wtw_outlines outlines = {0};
    size_t count = 0;

    for (uint32_t i = 0; i <= WTW_OUTLINE_MAX_PARTS; i++)
        parts[i] = (struct wtw_boilerplate_part){i * 10, i * 10 + 5, 0};
    append(&outlines, parts, WTW_OUTLINE_MAX_PARTS);
    append(&outlines, parts, WTW_OUTLINE_MAX_PARTS + 1);
    append(&outlines, parts, 1);
    check(wtw_outlines_parts(&outlines, 0, 155, got, &count));
    check_number(count, WTW_OUTLINE_MAX_PARTS);
    check(!wtw_outlines_parts(&outlines, 1, 165, got, &count));
    check(wtw_outlines_parts(&outlines, 2, 5, got, &count));
    check_number(count, 1);
    /* 32, 1 and 2 bytes, and a count of each. */
    check_number(wtw_outlines_bytes(&outlines), 35 + 3);
    wtw_outlines_release(&outlines);
    check_number(wtw_outlines_bytes(&outlines), 0);
}

Test(outlines, that_do_not_fit_the_text_are_not_of_it)
{
    static const struct wtw_boilerplate_part part = {3, 9, 0};
    struct wtw_boilerplate_part got[WTW_OUTLINE_MAX_PARTS];
    struct wtw_outlines outlines = {0};
    size_t count = 0;

    append(&outlines, &part, 1);
    check(wtw_outlines_parts(&outlines, 0, 9, got, &count));
    check(!wtw_outlines_parts(&outlines, 0, 8, got, &count));
    wtw_outlines_release(&outlines);
}

Test(outlines, more_than_memory_can_hold_are_refused)
{
    struct wtw_outlines outlines = {0};
    struct wtw_error error = {0};

    check_status(wtw_outlines_reserve(&outlines, SIZE_MAX / 2, &error), WTW_NO_MEMORY);
    check_status(wtw_outlines_reserve(&outlines, SIZE_MAX, NULL), WTW_NO_MEMORY);
}

#ifdef WTW_FAULTS
Test(outlines, a_failed_allocation_is_told_and_there_may_be_room_later)
{
    static const struct wtw_boilerplate_part part = {3, 9, 0};
    struct wtw_outlines outlines = {0};
    struct wtw_error error = {0};

    for (uint64_t nth = 1; nth <= 3; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_outlines_reserve(&outlines, 100, &error), WTW_NO_MEMORY);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        wtw_outlines_release(&outlines);
    }
    append(&outlines, &part, 1);
    check_number(outlines.count, 1);
    wtw_outlines_release(&outlines);
}
#endif
