/*
 * test_kept_texts.c - copies of all texts
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "engine/kept_texts.h"

static void keep(struct wtw_kept_texts *kept, const char *text, size_t text_bytes)
{
    struct wtw_error error = {0};

    check_ok(wtw_kept_texts_reserve(kept, 1, text_bytes, &error), &error);
    wtw_kept_texts_append(kept, text, text_bytes);
}

Test(kept_texts, come_back_as_they_were_with_nul_bytes_and_empty_ones)
{
    struct wtw_kept_texts kept = {0};
    struct wtw_error error = {0};
    struct wtw_buffer text = {0};

    keep(&kept, NULL, 0);
    keep(&kept, "one\0two", 7);
    keep(&kept, "", 0);
    keep(&kept, "\xff", 1);
    check_ok(wtw_kept_texts_fetch(&kept, 1, &text, &error), &error);
    check_bytes(text.items, text.count, "one\0two");
    check_ok(wtw_kept_texts_fetch(&kept, 0, &text, &error), &error);
    check_number(text.count, 0);
    check_ok(wtw_kept_texts_fetch(&kept, 3, &text, &error), &error);
    check_bytes(text.items, text.count, "\xff");
    check_ok(wtw_kept_texts_fetch(&kept, 2, &text, &error), &error);
    check_number(text.count, 0);
    wtw_buffer_release(&text);
    wtw_kept_texts_release(&kept);
    check_number(kept.count, 0);
    wtw_kept_texts_release(&kept);
}

Test(kept_texts, one_empty_text_alone_comes_back_empty)
{
    struct wtw_kept_texts kept = {0};
    struct wtw_error error = {0};
    struct wtw_buffer text = {0};

    keep(&kept, NULL, 0);
    check_ok(wtw_kept_texts_fetch(&kept, 0, &text, &error), &error);
    check_number(text.count, 0);
    wtw_buffer_release(&text);
    wtw_kept_texts_release(&kept);
}

Test(kept_texts, of_thousands_any_can_be_fetched)
{
    enum { TEXTS = 3000 };
    struct wtw_kept_texts kept = {0};
    struct wtw_error error = {0};
    struct wtw_buffer text = {0};
    struct random_input random = random_begin(160);

    for (uint32_t i = 0; i < TEXTS; i++) {
        char bytes[300];

        memset(bytes, (int)('a' + i % 26), i % 300);
        keep(&kept, bytes, i % 300);
    }
    check_number(kept.count, TEXTS);
    for (int round = 0; round < 10000; round++) {
        uint32_t i = random_below(&random, TEXTS);

        check_ok(wtw_kept_texts_fetch(&kept, i, &text, &error), &error);
        check_number(text.count, i % 300);
        check(!text.count || (text.items[0] == (char)('a' + i % 26) &&
                              text.items[text.count - 1] == (char)('a' + i % 26)));
    }
    wtw_buffer_release(&text);
    wtw_kept_texts_release(&kept);
}

#ifdef WTW_FAULTS

Test(kept_texts, after_a_reservation_appending_needs_no_memory)
{
    struct wtw_kept_texts kept = {0};
    struct wtw_error error = {0};

    check_ok(wtw_kept_texts_reserve(&kept, 100, 700, &error), &error);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    for (int i = 0; i < 100; i++)
        wtw_kept_texts_append(&kept, "seven b", 7);
    check_number(wtw_fault_count(WTW_FAULT_ALLOCATION), 0);
    check_status(wtw_kept_texts_reserve(&kept, 1000, 1, NULL), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 2);
    check_status(wtw_kept_texts_reserve(&kept, 1000, 100000, NULL), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check_number(kept.count, 100);
    wtw_kept_texts_release(&kept);
}

#endif
