/*
 * test_mbox.c - messages of a mailbox, and what they say of themselves
 */
#include "cut_runs.h"

#include "read/mbox.h"

#define FROM "From a@b.example Tue Mar  7 10:00:00 2023\n"

static void check_field(const char *message, enum wtw_field_name field,
                        const char *wanted)
{
    const struct wtw_record_setting setting = {.spot = {.input = "in", .line = 1}};
    struct wtw_buffer scratch = {0};
    struct wtw_fields fields;
    enum wtw_reject_reason reason;
    struct wtw_error error = {0};
    char got[200];

    check_ok(wtw_mbox_format.understand(&setting,
                                        (struct wtw_span){message, strlen(message)},
                                        &scratch, &fields, &reason, &error),
             &error);
    snprintf(got, sizeof got, "%.*s", (int)fields.items[field].value.count,
             fields.items[field].value.items ? fields.items[field].value.items : "");
    check_string(got, wanted);
    check((fields.items[field].key != NULL) == (wanted[0] != '\0'));
    if (field == WTW_FIELD_DATE && wanted[0])
        check_number(fields.published_seconds, 1678183200);
    wtw_buffer_release(&scratch);
}

Test(mbox, begins_with_a_line_that_ends_in_a_year)
{
    static const char *const mailboxes[] = {FROM, "From - Tue Mar 7 10:00:00 2023\r\n"};
    static const char *const others[] = {
        "From the harbour to the hills: a walk in 12 steps\n", "From: a@b\n",
        "From a@b Tue Mar 7 10:00:00 2023", "From 1 2023\n", ""};

    for (size_t i = 0; i < 2; i++)
        check(wtw_mbox_begins((struct wtw_span){mailboxes[i], strlen(mailboxes[i])}));
    for (size_t i = 0; i < 5; i++)
        cr_assert(!wtw_mbox_begins((struct wtw_span){others[i], strlen(others[i])}), "%s",
                  others[i]);
}

Test(mbox, has_messages_that_begin_after_an_empty_line)
{
    check_cut(&wtw_mbox_format, "From a\n\none\n\nFrom b\n\ntwo\nFrom c\n", 100, 0,
              "1@0:From a\n\none\n\n;5@13:From b\n\ntwo\nFrom c\n;");
    check_cut(&wtw_mbox_format, "From a\r\n\r\n1\r\n\r\nFrom b\r\n", 100, 0,
              "1@0:From a\r\n\r\n1\r\n\r\n;5@15:From b\r\n;");
    check_cut(&wtw_mbox_format, "From a\n\nFro", 100, 0, "1@0:From a\n\nFro;");
    check_cut(&wtw_mbox_format, "", 100, 0, "");
}

Test(mbox, drops_messages_over_the_ceiling_and_goes_on)
{
    check_cut(&wtw_mbox_format,
              "From a\n\n1\n\nFrom b\n\n12345678901234567890\n1234567\n\nFrom c\n\n3\n",
              20, 1, "1@0:From a\n\n1\n\n;10@49:From c\n\n3\n;");
}

Test(mbox, messages_say_who_wrote_what_and_when)
{
    static const char message[] = FROM
        "Message-ID: <7@b.example>\nSubject: =?utf-8?q?Caf=C3=A9?=\n closes\n"
        "From: \"Harbour Gazette\" <news@gazette.example>\n"
        "Date: Tue, 7 Mar 2023 11:00:00 +0100\nArchived-At: <https://b.example/7>\n"
        "Content-Language: en\n\nThe text.\n>From here on.\n>>From there.\n> quoted\n";

    check_field(message, WTW_FIELD_ID, "7@b.example");
    check_field(message, WTW_FIELD_TITLE, "Caf\xc3\xa9 closes");
    check_field(message, WTW_FIELD_SOURCE, "Harbour Gazette");
    check_field(message, WTW_FIELD_DATE, "Tue, 7 Mar 2023 11:00:00 +0100");
    check_field(message, WTW_FIELD_URL, "https://b.example/7");
    check_field(message, WTW_FIELD_LANGUAGE, "en");
    check_field(message, WTW_FIELD_TEXT,
                "The text.\nFrom here on.\n>From there.\n> quoted\n");
}

Test(mbox, messages_without_a_name_come_from_a_host)
{
    check_field(FROM "From: news@gazette.example\n\nx\n", WTW_FIELD_SOURCE,
                "gazette.example");
    check_field(FROM "From: <news@gazette.example>\n\nx\n", WTW_FIELD_SOURCE,
                "gazette.example");
    check_field(FROM "\nx\n", WTW_FIELD_SOURCE, "");
    check_field(FROM "Subject: \n\nx\n", WTW_FIELD_TITLE, "");
}

Test(mbox, rejects_messages_without_text)
{
    static const char message[] = FROM "Content-Type: image/png\n\nxx\n";
    const struct wtw_record_setting setting = {.spot = {.input = "in", .line = 5}};
    struct wtw_buffer scratch = {0};
    struct wtw_fields fields;
    enum wtw_reject_reason reason = WTW_REJECT_NOT_JSON;
    struct wtw_error error = {0};

    check_status(wtw_mbox_format.understand(
                     &setting, (struct wtw_span){message, sizeof message - 1}, &scratch,
                     &fields, &reason, &error),
                 WTW_BAD_INPUT);
    check_number(reason, WTW_REJECT_NO_TEXT);
    check_number(error.line, 5);
    wtw_buffer_release(&scratch);
}
