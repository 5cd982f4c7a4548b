/*
 * test_csv.c - tables: rows in every piece, columns by name, and what is wrong with a row
 */
#include "cut_runs.h"
#include "random_input.h"

#include "base/faults.h"
#include "read/csv.h"

#include <stdlib.h>

/* ------------------------------------------------------------------ rows */

#define CHECK_ROWS(text, rejects, wanted)                                                \
    check_cut(&wtw_csv_format, text, 1000, rejects, wanted)

Test(csv, has_a_header_and_rows)
{
    CHECK_ROWS("id,text\n1,a\n2,b\n", 0, "2@8:1,a;3@12:2,b;|id,text");
    CHECK_ROWS("id,text\r\n1,a\r\n2,b", 0, "2@9:1,a;3@14:2,b;|id,text");
    CHECK_ROWS("id,text", 0, "|id,text");
    CHECK_ROWS("id,text\n1,", 0, "2@8:1,;|id,text");
    CHECK_ROWS("", 0, "");
}

Test(csv, goes_on_over_newlines_in_quotes)
{
    CHECK_ROWS("id,\"te\nxt\"\n1,\"a\nb\"\n\n2,\"\"\"\n\"\"\"\n3,\"\"\n", 0,
               "3@11:1,\"a\nb\";6@20:2,\"\"\"\n\"\"\";8@30:3,\"\";|id,\"te\nxt\"");
    CHECK_ROWS("id,text\n1,\"a\r\nb\"\r\n", 0, "2@8:1,\"a\r\nb\";|id,text");
}

Test(csv, opens_quotes_where_a_cell_begins_and_nowhere_else)
{
    CHECK_ROWS("id,text\n1,5\" pipe\n\"2\",a\"b\n3,\"c\"d\n4,;\"e\n", 0,
               "2@8:1,5\" pipe;3@18:\"2\",a\"b;4@26:3,\"c\"d;5@33:4,;\"e;|id,text");
    CHECK_ROWS("id;text\n1;\"a\nb\"\n2,\"c\n", 0, "2@8:1;\"a\nb\";4@16:2,\"c;|id;text");
}

Test(csv, passes_over_empty_rows_and_a_line_that_names_the_separator)
{
    CHECK_ROWS("\nsep=;\r\nid;text\n\n1;a\n   \n", 0, "5@17:1;a;|id;text");
    CHECK_ROWS("id,text\nsep=;\n", 0, "2@8:sep=;;|id,text");
}

Test(csv, has_only_tabs_in_tsv)
{
    check_cut(&wtw_tsv_format, "a,b,c\ttext\n1,\"x\n2\t\"a\nb\"\n", 1000, 0,
              "2@11:1,\"x;3@16:2\t\"a\nb\";|a,b,c\ttext");
}

Test(csv, gives_a_row_whose_quote_is_not_closed)
{
    CHECK_ROWS("id,text\n1,\"a\n2,b\n", 0, "2@8:1,\"a\n2,b\n;|id,text");
}

Test(csv, drops_rows_over_the_ceiling_and_goes_on)
{
    check_cut(&wtw_csv_format, "a,b\n1,\"c\"\n2,\"\nddd\n\"\"d\n\"\n3,e\n", 5, 1,
              "2@4:1,\"c\";7@24:3,e;|a,b");
}

Test(csv, cuts_random_bytes_alike_in_every_piece)
{
    static const char letters[] = "\"\",;\n\r\tax";
    struct random_input random = random_begin(11);

    for (int run = 0; run < 1500; run++) {
        char text[48] = "";
        struct cut whole;

        for (size_t i = 0; i + 8 < sizeof text; i++)
            text[i] = letters[random_below(&random, sizeof letters - 1)];
        whole = cut_text(&wtw_csv_format, text, 100, 100, 1000);
        for (size_t piece = 1; piece < 9; piece++) {
            struct cut cut = cut_text(&wtw_csv_format, text, piece, 2, 1000);

            cr_assert(strcmp(cut.list, whole.list) == 0, "%s", text);
        }
    }
}

/* ------------------------------------------------------------------ columns */

/* What a row gave; freed by forget(). */
struct parsed {
    struct wtw_buffer scratch;
    struct wtw_fields fields;
    struct wtw_error error;
    enum wtw_reject_reason reason;
    enum wtw_status status;
};

static const char *paths[WTW_FIELD_COUNT];

static struct parsed parse_row(const struct wtw_format *format, const char *header,
                               struct wtw_span row)
{
    struct parsed parsed = {.status = WTW_OK};
    struct wtw_field_finder finder;
    const struct wtw_record_setting setting = {.finder = &finder,
                                               .preamble = {header, strlen(header)},
                                               .spot = {"in.csv", 7, 0, 1000}};

    wtw_field_finder_init(&finder, paths);
    parsed.status = format->understand(&setting, row, &parsed.scratch, &parsed.fields,
                                       &parsed.reason, &parsed.error);
    return parsed;
}

static struct parsed parse_as(const struct wtw_format *format, const char *header,
                              const char *row)
{
    return parse_row(format, header, (struct wtw_span){row, strlen(row)});
}

static void check_value(const struct parsed *parsed, enum wtw_field_name name,
                        const char *key, const char *wanted)
{
    const struct wtw_field *field = &parsed->fields.items[name];

    check_ok(parsed->status, &parsed->error);
    if (!key) {
        check(!field->key);
        return;
    }
    cr_assert(field->key != NULL, "field %d is missing", (int)name);
    check_string(field->key, key);
    cr_assert(field->value.count == strlen(wanted) &&
                  (!wanted[0] || memcmp(field->value.items, wanted, strlen(wanted)) == 0),
              "field %d: got \"%.*s\", wanted \"%s\"", (int)name, (int)field->value.count,
              field->value.items, wanted);
}

static void check_column(const char *header, const char *row, enum wtw_field_name name,
                         const char *key, const char *wanted)
{
    struct parsed parsed = parse_as(&wtw_csv_format, header, row);

    check_value(&parsed, name, key, wanted);
    wtw_buffer_release(&parsed.scratch);
}

Test(csv, finds_columns_by_the_names_of_keys)
{
    struct parsed parsed = parse_as(
        &wtw_csv_format, "\"guid\",link,headline,pubDate,other,maintext,lang",
        "7,https://a.example/b,\"A \"\"bridge\"\"\",2023-03-07,,\"One, two.\nThree\",en");

    check_value(&parsed, WTW_FIELD_ID, "guid", "7");
    check_value(&parsed, WTW_FIELD_URL, "link", "https://a.example/b");
    check_value(&parsed, WTW_FIELD_TITLE, "headline", "A \"bridge\"");
    check_value(&parsed, WTW_FIELD_DATE, "pubDate", "2023-03-07");
    check_value(&parsed, WTW_FIELD_TEXT, "maintext", "One, two.\nThree");
    check_value(&parsed, WTW_FIELD_LANGUAGE, "lang", "en");
    check_value(&parsed, WTW_FIELD_SOURCE, NULL, NULL);
    check_number(parsed.fields.published_seconds, INT64_C(19423) * 86400);
    check_number(parsed.fields.text_begin, 0);
    wtw_buffer_release(&parsed.scratch);
}

Test(csv, prefers_the_surest_name_that_says_something)
{
    check_column("content,text", "a,b", WTW_FIELD_TEXT, "text", "b");
    check_column("content,text", "a,", WTW_FIELD_TEXT, "content", "a");
    check_column("content,text", "a,NaN", WTW_FIELD_TEXT, "content", "a");
    check_column("content,text", "\" \n\",None", WTW_FIELD_TEXT, "content", "");
    check_column("text,text", "a,b", WTW_FIELD_TEXT, "text", "b");
    check_column("title,text", ",a", WTW_FIELD_TITLE, NULL, NULL);
}

Test(csv, knows_what_data_frames_make_of_nested_keys)
{
    check_column("metadata.title,text", "a,b", WTW_FIELD_TITLE, "title", "a");
    check_column("metadata.title,headline,text", "a,c,b", WTW_FIELD_TITLE, "headline",
                 "c");
    check_column("source.name,text", "Bay Herald,b", WTW_FIELD_SOURCE, "source",
                 "Bay Herald");
    check_column("source,text", "https://a.example/b,b", WTW_FIELD_URL, "source",
                 "https://a.example/b");
    check_column("source,url,text", "https://a.example/b,u,b", WTW_FIELD_URL, "url", "u");
    check_column("date_download,text", "2023-03-07,b", WTW_FIELD_DATE, "date_download",
                 "2023-03-07");
}

Test(csv, lets_a_column_that_the_user_names_win)
{
    paths[WTW_FIELD_TEXT] = "body.main";
    check_column("body.main,text", "a,b", WTW_FIELD_TEXT, "body.main", "a");
    check_column("body.main,text", ",b", WTW_FIELD_TEXT, "text", "b");
    check_column("body.main", "\"\"", WTW_FIELD_TEXT, "body.main", "");
    paths[WTW_FIELD_TEXT] = NULL;
}

Test(csv, unescapes_a_name_too)
{
    check_column("\"te\"xt,id", "a,1", WTW_FIELD_TEXT, "text", "a");
}

static void check_failure(const struct wtw_format *format, const char *header,
                          const char *row, enum wtw_reject_reason reason,
                          const char *words)
{
    struct parsed parsed = parse_as(format, header, row);

    check_status(parsed.status, WTW_BAD_INPUT);
    check_number(parsed.reason, reason);
    check_string(parsed.error.words, words);
    check_number(parsed.error.line, 7);
    wtw_buffer_release(&parsed.scratch);
}

Test(csv, says_what_is_wrong_with_a_row)
{
    check_failure(&wtw_csv_format, "id,text", "1,a,b", WTW_REJECT_MALFORMED,
                  "the row has 3 cells where the header names 2 columns");
    check_failure(&wtw_tsv_format, "id\ttext", "1,a", WTW_REJECT_MALFORMED,
                  "the row has 1 cells where the header names 2 columns");
    check_failure(&wtw_csv_format, "id,text", "1,\"a", WTW_REJECT_MALFORMED,
                  "a quote that opens a cell of this row is not closed");
}

Test(csv, names_the_columns_where_none_holds_a_text)
{
    check_failure(&wtw_csv_format, "id,summary", "1,a", WTW_REJECT_NO_TEXT,
                  "no text: none of the columns is known to hold one (there are: id, "
                  "summary); name it with --field text=COLUMN");
    check_failure(
        &wtw_csv_format, "1,The bridge is open.", "2,It is closed.", WTW_REJECT_NO_TEXT,
        "no text: the first row has to name the columns, and none of its names is "
        "known (there are: 1, The bridge is open.); put a row such as "
        "id,url,title,date,text first, or name it with --field text=COLUMN");
}

Test(csv, lists_no_more_columns_than_fit)
{
    char header[1200] = "id";
    char row[100] = "1";
    struct parsed parsed;

    for (int i = 0; i < 90; i++) {
        snprintf(header + strlen(header), 12, ",column%d", i);
        row[i + 1] = ',';
    }
    parsed = parse_as(&wtw_csv_format, header, row);
    check_status(parsed.status, WTW_BAD_INPUT);
    check(strstr(parsed.error.words, "column2, ") != NULL);
    check(strstr(parsed.error.words, ", ...); name it") != NULL);
    wtw_buffer_release(&parsed.scratch);
}

/* In a block of exactly its size, so that sanitizers see a read behind it. */
Test(csv, understands_random_rows_within_their_bytes)
{
    static const char letters[] = "\"\",;\nax";
    struct random_input random = random_begin(12);

    for (int run = 0; run < 3000; run++) {
        size_t count = random_below(&random, 24);
        char *row = malloc(count ? count : 1);
        struct parsed parsed;

        for (size_t i = 0; i < count; i++)
            row[i] = letters[random_below(&random, sizeof letters - 1)];
        parsed = parse_row(&wtw_csv_format, "text,\"ti\"\"tle\",id",
                           (struct wtw_span){row, count});
        check(parsed.status == WTW_OK || parsed.status == WTW_BAD_INPUT);
        wtw_buffer_release(&parsed.scratch);
        free(row);
    }
}

/* ------------------------------------------------------------------ recognising */

static void check_header(const char *text, char wanted)
{
    char delimiter = '\0';
    bool is_header = wtw_csv_is_header((struct wtw_span){text, strlen(text)}, &delimiter);

    cr_assert(is_header == (wanted != '\0'), "%s", text);
    if (wanted)
        check_number(delimiter, wanted);
}

Test(csv, is_known_by_a_header_with_a_text_and_another_field)
{
    check_header("id,title,text\n", ',');
    check_header("\"id\";\"text\"\r\n1;a", ';');
    check_header("url\ttitle\tbody\n", '\t');
    check_header("id,title\n", '\0');
    check_header("text\n", '\0');
    check_header("text,other\n", '\0');
    check_header("id,title,text", '\0');
    check_header("text, title\n", '\0');
    check_header("text,title,and so on for more than sixty-four characters that no name "
                 "of a column has\n",
                 '\0');
}

#ifdef WTW_FAULTS
Test(csv, tells_of_memory_that_is_missing)
{
    struct parsed parsed;

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    parsed = parse_as(&wtw_csv_format, "id,text", "1,\"a \"\"b\"\"\"");
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check_status(parsed.status, WTW_NO_MEMORY);
    wtw_buffer_release(&parsed.scratch);
}
#endif
