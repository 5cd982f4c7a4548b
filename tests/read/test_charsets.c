/*
 * test_charsets.c - encodings of the web become UTF-8
 */
#include "check.h"

#include "base/faults.h"
#include "read/charsets.h"

static struct wtw_span span(const char *text)
{
    return (struct wtw_span){text, strlen(text)};
}

static void check_decoded(const char *bytes, size_t count, const char *hint,
                          const char *wanted)
{
    struct wtw_buffer out = {0};
    struct wtw_error error = {0};

    check_ok(
        wtw_charset_decode((struct wtw_span){bytes, count}, span(hint), &out, &error),
        &error);
    cr_assert(out.count == strlen(wanted) &&
                  (!out.count || memcmp(out.items, wanted, out.count) == 0),
              "got %.*s, wanted %s", (int)out.count, out.items, wanted);
    wtw_buffer_release(&out);
}

#define check_text(bytes, hint, wanted)                                                  \
    check_decoded(bytes, sizeof(bytes) - 1, hint, wanted)

Test(charsets, of_browsers_have_the_names_that_browsers_give_them)
{
    check_string(wtw_charset_named(span("ISO-8859-1")), "WINDOWS-1252");
    check_string(wtw_charset_named(span("Utf-8")), "UTF-8");
    check_string(wtw_charset_named(span("gb2312")), "GB18030");
    check(wtw_charset_named(span("")) == NULL);
    check(wtw_charset_named(span("utf-7")) == NULL);
    check(wtw_charset_named(span("utf-8//TRANSLIT")) == NULL);
}

Test(charsets, are_named_in_the_head_of_a_page_or_a_feed)
{
    static const struct {
        const char *page;
        const char *label;
    } cases[] = {
        {"<html><meta charset=koi8-r>", "koi8-r"},
        {"<meta charset = \"Shift_JIS\">", "Shift_JIS"},
        {"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>",
         "windows-1251"},
        {"<?xml version=\"1.0\" encoding='ISO-8859-2'?>", "ISO-8859-2"},
        {"<p>the charset of it</p><meta charset=\"\">", ""},
        {"charset", ""},
        {"charset=", ""},
        {"", ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct wtw_span label = wtw_charset_of_markup(span(cases[i].page));

        cr_assert(
            label.count == strlen(cases[i].label) &&
                (!label.count || memcmp(label.items, cases[i].label, label.count) == 0),
            "%s: got %.*s", cases[i].page, (int)label.count, label.items);
    }
}

Test(charsets, decode_by_their_hint)
{
    check_text("caf\xe9", "iso-8859-1", "caf\xc3\xa9");
    check_text("\x93so\x94", "latin1", "\xe2\x80\x9cso\xe2\x80\x9d");
    check_text("\xcf\xf0\xe8\xe2\xe5\xf2", "windows-1251",
               "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82");
    check_text("\x93\xfa\x96\x7b", "shift_jis", "\xe6\x97\xa5\xe6\x9c\xac");
    check_text("\xc4\xe3\xba\xc3", "gbk", "\xe4\xbd\xa0\xe5\xa5\xbd");
    check_text("\x1b$BF|K\\\x1b(B!", "iso-2022-jp", "\xe6\x97\xa5\xe6\x9c\xac!");
}

Test(charsets, are_utf8_where_the_bytes_are_whatever_is_said)
{
    check_text("caf\xc3\xa9", "iso-8859-1", "caf\xc3\xa9");
    check_text("caf\xc3\xa9", "", "caf\xc3\xa9");
    check_text("\xef\xbb\xbf"
               "caf\xc3\xa9",
               "windows-1251", "caf\xc3\xa9");
    check_text("plain", "koi8-r", "plain");
    check_text("", "", "");
}

Test(charsets, are_windows_1252_where_nothing_is_said)
{
    check_text("caf\xe9", "", "caf\xc3\xa9");
    check_text("caf\xe9", "no-such", "caf\xc3\xa9");
}

Test(charsets, know_byte_order_marks)
{
    check_text("\xff\xfe"
               "a\0\xe9\0",
               "", "a\xc3\xa9");
    check_text("\xfe\xff"
               "\0a\0\xe9",
               "utf-8", "a\xc3\xa9");
}

/* Five good characters to one broken: still UTF-8; and less than four to one is not. */
Test(charsets, bear_a_broken_character)
{
    check_text("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xe9!", "iso-8859-1",
               "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xef\xbf\xbd!");
    check_text("\xc3\xa9 \xe9", "iso-8859-1", "\xc3\x83\xc2\xa9 \xc3\xa9");
    check_text("a\xff z", "utf-8", "a\xef\xbf\xbd z");
    check_text("\x93\xfa\x96", "shift_jis", "\xe6\x97\xa5\xef\xbf\xbd");
    check_text("\xff\xfe"
               "a\0\x00\xd8",
               "", "a\xef\xbf\xbd\xef\xbf\xbd");
}

Test(charsets, turn_controls_into_spaces)
{
    check_text("a\0b\x01\x7f\tc\r\n", "", "a b  \tc\r\n");
    check_text("\x1b"
               "a\0\xe9",
               "windows-1252", " a \xc3\xa9");
}

#ifdef WTW_FAULTS
Test(charsets, tell_of_missing_memory)
{
    static const char *const hints[] = {"utf-8", "shift_jis"};

    for (size_t i = 0; i < 2; i++) {
        struct wtw_buffer out = {0};
        struct wtw_error error = {0};

        wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
        check_status(
            wtw_charset_decode(span("\x93\xfa\x96"), span(hints[i]), &out, &error),
            WTW_NO_MEMORY);
        wtw_buffer_release(&out);
    }
}
#endif
