/*
 * test_valid_text.c - text that is valid UTF-8, whatever it was
 */
#include "base/faults.h"
#include "capture.h"
#include "write/valid_text.h"

static void check_valid(const char *bytes, size_t count, const char *wanted)
{
    struct wtw_buffer scratch = {0};
    struct wtw_error error = {0};
    struct wtw_span text;

    check_ok(wtw_valid_text((struct wtw_span){bytes, count}, &scratch, &text, &error),
             &error);
    check_number(text.count, strlen(wanted));
    check(memcmp(text.items, wanted, text.count) == 0);
    wtw_buffer_release(&scratch);
}

Test(valid_text, is_what_it_was_where_it_is_valid)
{
    static const char words[] = "S\xc3\xb8rv\xc3\xa5g \xf0\x9f\x97\xbc";
    struct wtw_buffer scratch = {0};
    struct wtw_error error = {0};
    struct wtw_span text;

    check_ok(wtw_valid_text(text_of(words), &scratch, &text, &error), &error);
    check(text.items == words);
    check_number(text.count, sizeof words - 1);
    check(scratch.items == NULL);
    check_ok(wtw_valid_text((struct wtw_span){NULL, 0}, &scratch, &text, &error), &error);
    check(text.items == NULL);
}

Test(valid_text, has_the_replacement_character_for_each_byte_that_is_none)
{
    check_valid("\xff", 1, "\xef\xbf\xbd");
    check_valid("a\xff\xfe", 3, "a\xef\xbf\xbd\xef\xbf\xbd");
    check_valid("\x80z", 2, "\xef\xbf\xbdz");
    check_valid("a\xc3", 2, "a\xef\xbf\xbd");
    check_valid("\xed\xa0\x80", 3, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    check_valid("\xc3\xa5\xffg\xc3\xa5", 6, "\xc3\xa5\xef\xbf\xbdg\xc3\xa5");
}

Test(valid_text, can_use_its_scratch_again)
{
    struct wtw_buffer scratch = {0};
    struct wtw_error error = {0};
    struct wtw_span text;

    for (int i = 0; i < 2; i++) {
        check_ok(wtw_valid_text(text_of("\xff."), &scratch, &text, &error), &error);
        check_number(text.count, 4);
    }
    wtw_buffer_release(&scratch);
}

#ifdef WTW_FAULTS

Test(valid_text, says_so_where_there_is_no_memory)
{
    struct wtw_buffer scratch = {0};
    struct wtw_error error = {0};
    struct wtw_span text = {NULL, 0};

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_valid_text(text_of("a\xff"), &scratch, &text, &error),
                 WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check(text.items == NULL);
    wtw_buffer_release(&scratch);
}

#endif
