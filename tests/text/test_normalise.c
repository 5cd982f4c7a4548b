/*
 * test_normalise.c - normalised text as people see it
 */
#include "check.h"

#include "base/faults.h"

static void check_normalised(const char *text, size_t text_bytes, const char *wanted)
{
    struct wtw_error error = {0};
    struct wtw_buffer out = {0};

    check_ok(wtw_normalise(text, text_bytes, &out, &error), &error);
    cr_assert(out.count == strlen(wanted) &&
                  memcmp(out.items ? out.items : "", wanted, out.count) == 0,
              "got \"%.*s\", wanted \"%s\"", (int)out.count, out.items, wanted);
    wtw_buffer_release(&out);
}

#define check_normal(text, wanted) check_normalised((text), sizeof(text) - 1, (wanted))

Test(normalise, puts_one_space_between_tokens)
{
    check_normal("\u201CWe\u2019re   closing,\u201D said J\u00D6RG\u2014twice.\n",
                 "we re closing said j\u00F6rg twice");
    check_normal("  alone ", "alone");
    check_normal("\u5317\u4EAC\u5E02", "\u5317\u4EAC \u4EAC\u5E02");
}

Test(normalise, gives_nothing_for_a_text_without_tokens)
{
    check_normal("", "");
    check_normal(" \n--- \xFF", "");
    check_normalised(NULL, 0, "");
}

Test(normalise, appends_to_what_is_there)
{
    struct wtw_error error = {0};
    struct wtw_buffer out = {0};

    check_ok(wtw_buffer_append(&out, "> ", 2, &error), &error);
    check_ok(wtw_normalise("One. ", 5, &out, &error), &error);
    check_ok(wtw_normalise("...", 3, &out, &error), &error);
    check_bytes(out.items, out.count, "> one");
    wtw_buffer_release(&out);
}

#ifdef WTW_FAULTS
Test(normalise, leaves_the_buffer_as_it_was_when_an_allocation_fails)
{
    struct wtw_error error = {0};
    enum wtw_status status = WTW_NO_MEMORY;

    for (uint64_t nth = 1; status != WTW_OK; nth++) {
        struct wtw_buffer out = {0};

        check_ok(wtw_buffer_append(&out, "> ", 2, &error), &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_normalise(
            "a text long enough that the buffer has to grow for it once or twice", 67,
            &out, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check(status == WTW_OK || status == WTW_NO_MEMORY);
        check_number(out.count, status == WTW_OK ? 2 + 67 : 2);
        wtw_buffer_release(&out);
    }
}
#endif
