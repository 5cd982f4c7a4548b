/*
 * test_mime_decode.c - base64, quoted-printable and encoded words, whole and damaged
 */
#include "check.h"

#include "base/faults.h"
#include "read/mime_decode.h"

static struct wtw_span span_of(const char *text)
{
    return (struct wtw_span){text, strlen(text)};
}

static void check_decoded(const char *encoding, const char *body, const char *wanted)
{
    struct wtw_buffer out = {0};
    struct wtw_error error = {0};

    check_ok(wtw_mime_decode(span_of(body), span_of(encoding), &out, &error), &error);
    check_ok(wtw_buffer_append(&out, "", 1, &error), &error);
    check_string(out.items, wanted);
    wtw_buffer_release(&out);
}

static void check_words(const char *value, const char *wanted)
{
    struct wtw_buffer out = {0};
    struct wtw_error error = {0};

    check_ok(wtw_mime_words_append(span_of(value), &out, &error), &error);
    check_ok(wtw_buffer_append(&out, "", 1, &error), &error);
    check_string(out.items, wanted);
    wtw_buffer_release(&out);
}

Test(mime_decode, decodes_base64_over_lines_and_whatever_stands_between)
{
    check_decoded("base64", "VGhlIGZlcnJ5", "The ferry");
    check_decoded("BASE64", "VGhl\r\nIGZl\r\ncnI=\r\n", "The ferr");
    check_decoded("base64", "V-G*h l", "The");
    check_decoded("base64", "VGhlIA==ignored", "The ");
    check_decoded("base64", "V", "");
    check_decoded("base64", "", "");
}

Test(mime_decode, decodes_quoted_printable_and_joins_its_soft_lines)
{
    check_decoded("quoted-printable", "caf=C3=a9 =\r\nand =\ntea=3D",
                  "caf\xc3\xa9 and tea=");
    check_decoded("Quoted-Printable", "a=zz=4", "a=zz=4");
    check_decoded("quoted-printable", "under_score", "under_score");
    check_decoded("quoted-printable", "=", "=");
}

Test(mime_decode, leaves_other_encodings_as_they_are)
{
    check_decoded("7bit", "=41", "=41");
    check_decoded("", "VGhl", "VGhl");
}

Test(mime_decode, decodes_the_words_of_headers)
{
    check_words("=?utf-8?q?Caf=C3=A9_closes?=", "Caf\xc3\xa9 closes");
    check_words("=?UTF-8?B?RmVycnk=?= aground", "Ferry aground");
    check_words("=?iso-8859-1?Q?Caf=E9?=", "Caf\xc3\xa9");
    check_words("=?utf-8*en?q?one?=  =?utf-8?q?two?= three", "onetwo three");
    check_words("plain =?utf-8?q?and?= plain", "plain and plain");
}

Test(mime_decode, leaves_words_that_are_none)
{
    check_words("=?utf-8?x?a?=", "=?utf-8?x?a?=");
    check_words("=?utf-8?q?open", "=?utf-8?q?open");
    check_words("a =? b", "a =? b");
    check_words("=?", "=?");
    check_words("", "");
}

#ifdef WTW_FAULTS
Test(mime_decode, tells_where_memory_ends)
{
    struct wtw_error error = {0};

    for (uint64_t nth = 1; nth <= 2; nth++) {
        struct wtw_buffer out = {0};

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_mime_words_append(span_of("=?utf-8?q?=C3=A9?="), &out, &error),
                     WTW_NO_MEMORY);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth == 1 ? 1 : 0);
        if (nth == 1)
            check_status(
                wtw_mime_decode(span_of("VGhl"), span_of("base64"), &out, &error),
                WTW_NO_MEMORY);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        wtw_buffer_release(&out);
    }
}
#endif
