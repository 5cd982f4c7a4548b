/*
 * test_container.c - containers by name and by first bytes
 */
#include "check.h"

#include "read/container.h"

Test(container, believes_telling_names)
{
    static const struct {
        const char *name;
        enum wtw_container container;
    } cases[] = {
        {"a.txt", WTW_CONTAINER_TEXT},
        {"dir/a.md", WTW_CONTAINER_TEXT},
        {"A.TXT", WTW_CONTAINER_TEXT},
        {"a.txt.gz", WTW_CONTAINER_TEXT},
        {"a.md.zst", WTW_CONTAINER_TEXT},
        {"a.jsonl", WTW_CONTAINER_JSONL},
        {"a.html", WTW_CONTAINER_HTML},
        {"a.HTM.gz", WTW_CONTAINER_HTML},
        {"a.xhtml.zst", WTW_CONTAINER_HTML},
        {"a.xml", WTW_CONTAINER_UNKNOWN},
        {"a.warc.gz", WTW_CONTAINER_UNKNOWN},
        {"html", WTW_CONTAINER_UNKNOWN},
        {"a.ndjson.GZ", WTW_CONTAINER_JSONL},
        {"a.jsonl.zst", WTW_CONTAINER_JSONL},
        {"a.mbox.gz", WTW_CONTAINER_MBOX},
        {"a.json", WTW_CONTAINER_JSON},
        {"a.csv.gz", WTW_CONTAINER_CSV},
        {"A.TSV", WTW_CONTAINER_TSV},
        {"a.gz", WTW_CONTAINER_UNKNOWN},
        {"-", WTW_CONTAINER_UNKNOWN},
        {"txt", WTW_CONTAINER_UNKNOWN},
        {".txt", WTW_CONTAINER_UNKNOWN},
        {"a.txt.gz.gz", WTW_CONTAINER_UNKNOWN},
        {"a.txt.bak", WTW_CONTAINER_UNKNOWN},
        {"", WTW_CONTAINER_UNKNOWN},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        cr_assert(wtw_container_by_name(cases[i].name) == cases[i].container, "%s",
                  cases[i].name);
}

Test(container, finds_articles_likely_by_the_name_of_a_file)
{
    static const char *const likely[] = {"a.txt",     "a.html",    "a.warc", "a.warc.gz",
                                         "a.wet.gz",  "a.RSS",     "a.atom", "a.xml",
                                         "a.xml.zst", "a.jsonl.gz"};
    static const char *const unlikely[] = {"a.png", "a.gz",      "xml",
                                           ".xml",  "a.xml.bak", ""};

    for (size_t i = 0; i < sizeof likely / sizeof likely[0]; i++)
        cr_assert(wtw_container_is_likely(likely[i]), "%s", likely[i]);
    for (size_t i = 0; i < sizeof unlikely / sizeof unlikely[0]; i++)
        cr_assert(!wtw_container_is_likely(unlikely[i]), "%s", unlikely[i]);
}

static enum wtw_container recognise(const char *bytes, bool is_all,
                                    enum wtw_container by_name)
{
    return wtw_container_recognise(bytes, strlen(bytes), is_all, by_name).container;
}

static enum wtw_container recognise_all(const char *bytes, enum wtw_container by_name)
{
    return wtw_container_recognise(bytes, strlen(bytes), true, by_name).container;
}

Test(container, knows_a_mailbox_by_its_first_line)
{
    check_number(recognise_all("From a@b.example Tue Mar  7 10:00:00 2023\nA: b\n", 0),
                 WTW_CONTAINER_MBOX);
    check_number(recognise_all("From the harbour, a letter at 10:00\n\nWords.\n", 0),
                 WTW_CONTAINER_TEXT);
}

Test(container, looks_at_the_first_character_of_other_inputs)
{
    check_number(recognise_all("{\"a\":1}", 0), WTW_CONTAINER_JSONL);
    check_number(recognise_all(" \r\n\t{", 0), WTW_CONTAINER_JSONL);
    check_number(recognise_all("\xef\xbb\xbf{", 0), WTW_CONTAINER_JSONL);
    check_number(recognise_all("The bridge", 0), WTW_CONTAINER_TEXT);
    check_number(recognise_all("\xff\x80\x80", 0), WTW_CONTAINER_TEXT);
    check_number(recognise_all("[Update] The bridge", 0), WTW_CONTAINER_TEXT);
    check_number(recognise_all("< 5 % of bridges", 0), WTW_CONTAINER_TEXT);
    check_number(recognise_all("", 0), WTW_CONTAINER_EMPTY);
    check_number(recognise_all(" \n", 0), WTW_CONTAINER_EMPTY);
}

Test(container, looks_at_the_outermost_element_of_markup)
{
    check_number(recognise_all("<!DOCTYPE html><html>", 0), WTW_CONTAINER_HTML);
    check_number(recognise_all("\xef\xbb\xbf <p>Words", 0), WTW_CONTAINER_HTML);
    check_number(recognise_all("<?xml version='1.0'?><rss>", 0), WTW_CONTAINER_RSS);
    check_number(recognise_all("<feed xmlns='x'>", 0), WTW_CONTAINER_ATOM);
    check_number(recognise_all("<newsMessage>", 0), WTW_CONTAINER_NEWSML);
    check_number(recognise_all("WARC/1.0\r\n", 0), WTW_CONTAINER_WARC);
    check_number(recognise_all("Words", WTW_CONTAINER_HTML), WTW_CONTAINER_HTML);
    check_number(wtw_container_recognise("<!-- long comment", 17, false, 0).container,
                 WTW_CONTAINER_UNKNOWN);
}

Test(container, counts_an_empty_text_file_as_an_article)
{
    check_number(recognise_all("", WTW_CONTAINER_TEXT), WTW_CONTAINER_TEXT);
    check_number(recognise_all("", WTW_CONTAINER_JSONL), WTW_CONTAINER_EMPTY);
}

Test(container, refuses_what_it_knows_and_does_not_read)
{
    static const char *const refused[] = {"<urlset>", "<?xml "};
    static const char *const binary[] = {"BZh91AY",
                                         "\xfd"
                                         "7zXZ",
                                         "PK\x03\x04",
                                         "%PDF-1.4",
                                         "\xff\xfe"
                                         "a",
                                         "\x1f\x8b\x08",
                                         "\x28\xb5\x2f\xfd"};

    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct wtw_container_finding finding = wtw_container_recognise(
            refused[i], strlen(refused[i]), true, WTW_CONTAINER_UNKNOWN);

        cr_assert(finding.container == WTW_CONTAINER_UNREAD && finding.refusal, "%s",
                  refused[i]);
        check_number(recognise_all(refused[i], WTW_CONTAINER_TEXT), WTW_CONTAINER_TEXT);
        check_number(recognise_all(refused[i], WTW_CONTAINER_JSONL), WTW_CONTAINER_JSONL);
    }
    for (size_t i = 0; i < sizeof binary / sizeof binary[0]; i++) {
        check_number(recognise_all(binary[i], WTW_CONTAINER_UNKNOWN),
                     WTW_CONTAINER_UNREAD);
        check_number(recognise_all(binary[i], WTW_CONTAINER_TEXT), WTW_CONTAINER_UNREAD);
        check_number(recognise_all(binary[i], WTW_CONTAINER_JSONL), WTW_CONTAINER_UNREAD);
    }
}

/* 33 bytes with 2 controls are noise, with 1 they are not; nor is what a name vouches for. */
Test(container, refuses_bytes_that_look_like_no_text_under_no_telling_name)
{
    static const char program[] = "\x7f"
                                  "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0\360\5\0";
    static const char noise[] = "The bridge\1 is\0 closed until May.";
    static const char scraped[] = "The bridge\1 is  closed until May.";
    static const char coloured[] = "\x1b[1mThe bridge\x1b[0m is\tclosed\f\v";
    const struct {
        const char *bytes;
        size_t count;
        enum wtw_container container;
    } cases[] = {
        {program, sizeof program - 1, WTW_CONTAINER_UNREAD},
        {noise, sizeof noise - 1, WTW_CONTAINER_UNREAD},
        {scraped, sizeof scraped - 1, WTW_CONTAINER_TEXT},
        {coloured, sizeof coloured - 1, WTW_CONTAINER_TEXT},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct wtw_container_finding finding = wtw_container_recognise(
            cases[i].bytes, cases[i].count, true, WTW_CONTAINER_UNKNOWN);

        check_number(finding.container, cases[i].container);
        check(!finding.refusal == (cases[i].container == WTW_CONTAINER_TEXT));
        finding = wtw_container_recognise(cases[i].bytes, cases[i].count, true,
                                          WTW_CONTAINER_TEXT);
        check_number(finding.container, WTW_CONTAINER_TEXT);
    }
}

Test(container, waits_until_it_has_seen_enough)
{
    const char *text = "\xef\xbb\xbf   \n\n  {\"text\":\"a bridge\"}\n{";

    for (size_t count = 0; count < strlen(text); count++)
        check_number(
            wtw_container_recognise(text, count, false, WTW_CONTAINER_UNKNOWN).container,
            count < 30 ? WTW_CONTAINER_UNKNOWN : WTW_CONTAINER_JSONL);
    check_number(wtw_container_recognise(text, 11, false, WTW_CONTAINER_JSONL).container,
                 WTW_CONTAINER_UNKNOWN);
    check_number(wtw_container_recognise(text, 12, false, WTW_CONTAINER_JSONL).mark_bytes,
                 3);
    check_number(recognise("A headline without its", false, 0), WTW_CONTAINER_UNKNOWN);
    check_number(recognise("A headline with its\n", false, 0), WTW_CONTAINER_TEXT);
}

Test(container, looks_into_what_is_called_json)
{
    check_number(recognise_all("[1]", WTW_CONTAINER_JSON), WTW_CONTAINER_JSON);
    check_number(recognise_all("{\n\"a\":1}", WTW_CONTAINER_JSON), WTW_CONTAINER_JSON);
    check_number(recognise_all("{\"a\":1}\n{}", WTW_CONTAINER_JSON), WTW_CONTAINER_JSONL);
    check_number(recognise_all("no JSON", WTW_CONTAINER_JSON), WTW_CONTAINER_JSON);
    check_number(recognise_all("", WTW_CONTAINER_JSON), WTW_CONTAINER_EMPTY);
    check_number(recognise_all(" \n", WTW_CONTAINER_JSON), WTW_CONTAINER_EMPTY);
}

Test(container, knows_json_and_tables_under_other_names)
{
    check_number(recognise_all("[{\"a\":1}]", 0), WTW_CONTAINER_JSON);
    check_number(recognise_all("[ \n {", 0), WTW_CONTAINER_JSON);
    check_number(recognise_all("[\"a\"]", 0), WTW_CONTAINER_JSON);
    check_number(recognise_all("[]", 0), WTW_CONTAINER_JSON);
    check_number(recognise_all("{\n \"a\": 1\n}", 0), WTW_CONTAINER_JSON);
    check_number(recognise_all("id,text\n1,a", 0), WTW_CONTAINER_CSV);
    check_number(recognise_all("\xef\xbb\xbfid\ttext\r\n", 0), WTW_CONTAINER_TSV);
    check_number(recognise_all("id,text\n", WTW_CONTAINER_TEXT), WTW_CONTAINER_TEXT);
    check_number(recognise_all("[{\"a\":1}]", WTW_CONTAINER_JSONL), WTW_CONTAINER_JSONL);
    check_number(recognise_all("", WTW_CONTAINER_CSV), WTW_CONTAINER_EMPTY);
}

/* A first record that is longer than all that is looked at has to be a line. */
Test(container, waits_no_longer_than_64_kib_for_the_end_of_a_line)
{
    static char record[70000] = "{\"text\":\"";

    memset(record + 9, 'a', sizeof record - 10);
    check_number(wtw_container_recognise(record, 65535, false, 0).container,
                 WTW_CONTAINER_UNKNOWN);
    check_number(wtw_container_recognise(record, 65536, false, 0).container,
                 WTW_CONTAINER_JSONL);
    check_number(wtw_container_recognise(record + 9, 65535, false, 0).container,
                 WTW_CONTAINER_UNKNOWN);
    check_number(wtw_container_recognise(record + 9, 65536, false, 0).container,
                 WTW_CONTAINER_TEXT);
}

Test(container, waits_no_longer_than_64_kib_for_a_first_character)
{
    static char white[70000];

    memset(white, '\n', sizeof white);
    check_number(wtw_container_recognise(white, 65535, false, 0).container,
                 WTW_CONTAINER_UNKNOWN);
    check_number(wtw_container_recognise(white, 65536, false, 0).container,
                 WTW_CONTAINER_TEXT);
}

Test(container, has_a_name_for_each)
{
    check_string(wtw_container_name(WTW_CONTAINER_EMPTY), "empty");
    check_string(wtw_container_name(WTW_CONTAINER_JSONL), "JSONL");
    check_string(wtw_container_name(WTW_CONTAINER_JSON), "JSON");
    check_string(wtw_container_name(WTW_CONTAINER_CSV), "CSV");
    check_string(wtw_container_name(WTW_CONTAINER_TSV), "TSV");
    check_string(wtw_container_name(WTW_CONTAINER_TEXT), "text");
    check_string(wtw_container_name(WTW_CONTAINER_HTML), "HTML");
    check_string(wtw_container_name(WTW_CONTAINER_WARC), "WARC");
    check_string(wtw_container_name(WTW_CONTAINER_RSS), "RSS");
    check_string(wtw_container_name(WTW_CONTAINER_ATOM), "Atom");
    check_string(wtw_container_name(WTW_CONTAINER_NEWSML), "NewsML-G2");
    check_string(wtw_container_name(WTW_CONTAINER_UNREAD), "unread");
    check_string(wtw_container_name(WTW_CONTAINER_UNKNOWN), "unread");
}
