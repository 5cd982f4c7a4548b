/*
 * test_mime_parts.c - the text is found among parts, wherever it stands
 */
#include "check.h"

#include "base/faults.h"
#include "read/mime_parts.h"

#include <stdio.h>

static enum wtw_status read_text(const char *message, struct wtw_buffer *out, bool *found,
                                 struct wtw_error *error)
{
    struct wtw_buffer head = {0};
    struct wtw_span body;
    enum wtw_status status =
        wtw_mime_head((struct wtw_span){message, strlen(message)}, &head, &body, error);

    if (status == WTW_OK)
        status = wtw_mime_text_append((struct wtw_span){head.items, head.count}, body,
                                      out, found, error);
    wtw_buffer_release(&head);
    return status;
}

/* The text of a message, NULL where it has none. */
static void check_text(const char *message, const char *wanted)
{
    struct wtw_buffer out = {0};
    struct wtw_error error = {0};
    bool found = false;

    check_ok(read_text(message, &out, &found, &error), &error);
    check(found == (wanted != NULL));
    check_ok(wtw_buffer_append(&out, "", 1, &error), &error);
    check_string(out.items, wanted ? wanted : "");
    wtw_buffer_release(&out);
}

Test(mime_parts, puts_continued_lines_of_a_header_into_one)
{
    struct wtw_buffer head = {0};
    struct wtw_span body;
    struct wtw_error error = {0};
    static const char message[] = "Subject: one\r\n two\n\tthree\nTo: x\n\nbody\n";

    check_ok(wtw_mime_head((struct wtw_span){message, sizeof message - 1}, &head, &body,
                           &error),
             &error);
    check_ok(wtw_buffer_append(&head, "", 1, &error), &error);
    check_string(head.items, "Subject: one two\tthree\nTo: x\n");
    check_number(body.count, 5);
    wtw_buffer_release(&head);
}

Test(mime_parts, takes_the_body_of_a_message_without_parts)
{
    check_text("Subject: a\n\nWords.\n", "Words.\n");
    check_text("Content-Type: text/plain; charset=iso-8859-1\n"
               "Content-Transfer-Encoding: quoted-printable\n\ncaf=E9",
               "caf\xc3\xa9");
    check_text("Content-Type: text/html\n\n<p>One &amp; two</p><p>Three</p>",
               "One & two\n\nThree");
    check_text("Content-Type: image/png\n\nxxxx", NULL);
    check_text("Subject: a\n\n \n", NULL);
    check_text("Subject: without a body", NULL);
}

Test(mime_parts, prefers_plain_text_to_markup_wherever_they_stand)
{
    static const char html_first[] =
        "Content-Type: multipart/alternative; boundary=\"b b\"\n\npreamble\n"
        "--b b\nContent-Type: text/html\n\n<p>html</p>\n"
        "--b b\r\nContent-Type: text/plain\n\nplain\n"
        "--b b--\nepilogue\n";
    static const char nested[] =
        "Content-Type: multipart/mixed; boundary=a\n\n"
        "--a\nContent-Type: text/plain\nContent-Disposition: attachment; filename=x\n\n"
        "attached\n"
        "--a\nContent-Type: multipart/alternative;\n boundary=ab\n\n"
        "--ab\n\ninner\n--ab--\n"
        "--a--\n";

    check_text(html_first, "plain\n");
    check_text(nested, "inner\n");
    check_text("Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: "
               "text/html\n\n<b>only</b>\n--a--\n",
               "only");
    check_text("Content-Type: multipart/mixed; boundary=a\n\n--a\n\nnever closed",
               "never closed");
    check_text("Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: "
               "message/rfc822\n\nSubject: f\n\nforwarded\n--a--\n",
               "forwarded\n");
    check_text("Content-Type: multipart/mixed; boundary=a\n\nno parts", NULL);
    check_text("Content-Type: multipart/mixed\n\n--a\n\nno boundary\n", NULL);
}

Test(mime_parts, goes_down_a_few_levels_and_no_further)
{
    char message[4096] = "";
    size_t used = 0;

    for (int level = 0; level < 30; level++)
        used += (size_t)snprintf(
            message + used, sizeof message - used,
            "Content-Type: multipart/mixed; boundary=l%02d\n\n--l%02d\n", level, level);
    snprintf(message + used, sizeof message - used, "\ndeep down\n");
    check_text(message, NULL);
}

#ifdef WTW_FAULTS
Test(mime_parts, tells_where_memory_ends)
{
    static const char message[] =
        "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/html\n"
        "Content-Transfer-Encoding: base64\n\nPGI+YjwvYj4=\n--a--\n";

    for (uint64_t nth = 1; nth <= 6; nth++) {
        struct wtw_buffer out = {0};
        struct wtw_error error = {0};
        bool found = false;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(read_text(message, &out, &found, &error), WTW_NO_MEMORY);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        wtw_buffer_release(&out);
    }
}
#endif
