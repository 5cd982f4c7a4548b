/*
 * test_xml_record.c - elements of a record, and values out of them
 */
#include "understood.h"

#include "read/xml_record.h"

static struct wtw_field_finder finder;
static struct wtw_record_setting setting;

static struct wtw_xml_record open_record(const char *preamble, const char *bytes)
{
    struct wtw_xml_record record;
    struct wtw_error error = {0};

    wtw_field_finder_init(&finder, understood_paths);
    setting = (struct wtw_record_setting){.finder = &finder,
                                          .preamble = {preamble, strlen(preamble)}};
    understood_scratch.count = 0;
    check_ok(wtw_xml_record_open(&record, &setting,
                                 (struct wtw_span){bytes, strlen(bytes)},
                                 &understood_scratch, &understood_reason, &error),
             &error);
    record.error = &understood_error;
    return record;
}

static void take(struct wtw_xml_record *record, const char *name, enum wtw_xml_value form)
{
    check_ok(wtw_xml_record_take(record, WTW_FIELD_TEXT, name,
                                 wtw_xml_find(&record->markup, 0, name), form),
             &understood_error);
    wtw_xml_record_fill(record, &understood_fields);
}

Test(xml_record, finds_elements_anywhere_or_directly_inside)
{
    struct wtw_xml_record record = open_record("", "<i><a><b/></a><b/><!-- c --></i>");
    const struct wtw_markup *markup = &record.markup;

    check_number(wtw_xml_find(markup, 0, "b"), 2);
    check_number(wtw_xml_find_child(markup, 0, "b"), 3);
    check(wtw_xml_find_child(markup, 0, "c") == WTW_NO_NODE);
    check(wtw_xml_find(markup, WTW_NO_NODE, "b") == WTW_NO_NODE);
    check(wtw_xml_find_child(markup, WTW_NO_NODE, "b") == WTW_NO_NODE);
    wtw_xml_record_close(&record);
}

Test(xml_record, gives_values_of_every_form)
{
    static const char bytes[] = "<i><a> x\n &lt;b&gt;y&lt;/b&gt; </a></i>";
    static const struct {
        enum wtw_xml_value form;
        const char *wanted;
    } cases[] = {
        {WTW_XML_PLAIN, "x <b>y</b>"},
        {WTW_XML_TEXT, "x\n <b>y</b>"},
        {WTW_XML_HTML, "x y"},
        {WTW_XML_NESTED, "x <b>y</b>"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct wtw_xml_record record = open_record("", bytes);

        take(&record, "a", cases[i].form);
        check_field(WTW_FIELD_TEXT, "a", cases[i].wanted);
        wtw_xml_record_close(&record);
    }
    wtw_buffer_release(&understood_scratch);
}

Test(xml_record, keeps_the_first_value_that_is_not_empty)
{
    struct wtw_xml_record record = open_record("", "<i><a> </a><b>x</b><c>y</c><d/></i>");

    take(&record, "a", WTW_XML_PLAIN);
    check_field(WTW_FIELD_TEXT, "a", "");
    take(&record, "none", WTW_XML_PLAIN);
    check_field(WTW_FIELD_TEXT, "a", "");
    take(&record, "b", WTW_XML_PLAIN);
    take(&record, "c", WTW_XML_PLAIN);
    check_field(WTW_FIELD_TEXT, "b", "x");
    check_ok(wtw_xml_record_take(&record, WTW_FIELD_TITLE, "d", 7, WTW_XML_PLAIN),
             &understood_error);
    check_ok(wtw_xml_record_take_span(&record, WTW_FIELD_URL, "e",
                                      (struct wtw_span){" u ", 3}),
             &understood_error);
    check_ok(
        wtw_xml_record_take_span(&record, WTW_FIELD_URL, "f", (struct wtw_span){"v", 1}),
        &understood_error);
    wtw_xml_record_fill(&record, &understood_fields);
    check_field(WTW_FIELD_TITLE, NULL, NULL);
    check_field(WTW_FIELD_URL, "e", "u");
    wtw_xml_record_close(&record);
    wtw_buffer_release(&understood_scratch);
}

Test(xml_record, is_decoded_as_the_head_of_its_input_says)
{
    struct wtw_xml_record record = open_record(
        "<?xml version='1.0' encoding='windows-1251'?>", "<i><a>\xcf</a></i>");

    take(&record, "a", WTW_XML_PLAIN);
    check_field(WTW_FIELD_TEXT, "a", "\xd0\x9f");
    wtw_xml_record_close(&record);
    wtw_buffer_release(&understood_scratch);
}

Test(xml_record, lists_its_elements_as_many_as_fit)
{
    struct wtw_xml_record record =
        open_record("", "<i><a/>t<dc:date>x</dc:date><c/></i>");
    char names[64];

    wtw_xml_record_list(&record, names, sizeof names);
    check_string(names, "a, dc:date, c");
    wtw_xml_record_list(&record, names, 18);
    check_string(names, "a, dc:date, ...");
    wtw_xml_record_list(&record, names, 6);
    check_string(names, "...");
    wtw_xml_record_close(&record);
}
