/*
 * test_recurring_out.c - lines that recur in unlike articles of one source, for people
 * and for programs
 */
#include "capture.h"
#include "write/recurring_out.h"

#include <jansson.h>

enum { WIDTH = 80 };

/* "Sign up" of article a-1, line 4 of in.jsonl, bytes 11 to 18. */
static struct wtw_recurring_info made_line(const char *text)
{
    return (struct wtw_recurring_info){
        .article = {.id = text_of("a-1"),
                    .source = text_of("Bay Herald"),
                    .input = "in.jsonl",
                    .offset = 300,
                    .line = 4},
        .text = text_of(text),
        .range = {11, 18},
        .articles = 1200,
        .source_articles = 1200,
    };
}

static void check_entry(const struct wtw_recurring_info *line, const char *wanted)
{
    struct capture capture;
    struct wtw_page page = {.out = &capture.out, .width = WIDTH};

    capture_begin(&capture);
    wtw_recurring_table_entry(&page, line);
    capture_end(&capture);
    check_string(capture.bytes, wanted);
    capture_release(&capture);
}

Test(recurring_out, the_table_tells_how_many_articles_of_whom_have_a_line)
{
    struct wtw_recurring_info line = made_line("Sign up");

    check_entry(&line, "\n1,200 articles of Bay Herald, first at in.jsonl:4\n"
                       "    Sign up\n");
    line.source_articles = 40;
    check_entry(&line, "\n1,200 articles, 40 of them of Bay Herald, first at in.jsonl:4\n"
                       "    Sign up\n");
    line.article.source = text_of("");
    check_entry(&line, "\n1,200 articles, 40 of them that name no source, first at "
                       "in.jsonl:4\n"
                       "    Sign up\n");
}

/* What comes from articles must not move the cursor. */
Test(recurring_out, the_table_is_clean_of_controls_and_breaks)
{
    struct wtw_recurring_info line = made_line("Sign\n\tup\x1b[2J now\xff");

    line.article.source = text_of("Bay\x07");
    check_entry(&line, "\n1,200 articles of Bay\uFFFD, first at in.jsonl:4\n"
                       "    Sign up\uFFFD[2J now\uFFFD\n");
}

/* 360 bytes are shown: 180 of these letters of two bytes; with one byte before them 179,
 * and not the half of another. */
Test(recurring_out, the_table_shows_the_beginning_of_a_long_line_in_whole_characters)
{
    static const char letter[] = "\u0436";

    for (size_t before = 0; before < 2; before++) {
        char text[800] = "x";
        size_t bytes = before;
        size_t shown = 0;
        struct wtw_recurring_info line;
        struct capture capture;
        struct wtw_page page = {.out = &capture.out, .width = WIDTH};

        for (; bytes + 2 < 700; bytes += 2)
            memcpy(text + bytes, letter, 3);
        line = made_line(text);
        capture_begin(&capture);
        wtw_recurring_table_entry(&page, &line);
        capture_end(&capture);
        for (const char *at = capture.bytes; (at = strstr(at, letter)); at += 2)
            shown++;
        check_number(shown, 180 - before);
        check(strstr(capture.bytes, "\uFFFD") == NULL);
        check(strstr(capture.bytes, "\u0436...\n") != NULL);
        capture_release(&capture);
    }
}

static void check_frame(uint64_t count, uint64_t rest, const char *wanted)
{
    struct capture capture;
    struct wtw_page page = {.out = &capture.out, .width = WIDTH};

    capture_begin(&capture);
    wtw_recurring_table_head(&page, count);
    wtw_recurring_table_rest(&page, rest);
    capture_end(&capture);
    check_string(capture.bytes, wanted);
    capture_release(&capture);
}

Test(recurring_out, the_table_counts_the_lines_and_those_it_does_not_show)
{
    check_frame(0, 0, "no lines recur in unlike articles of one source\n");
    check_frame(1, 0,
                "1 line recurs in unlike articles of one source, and is not compared\n");
    check_frame(2051, 2001,
                "2,051 lines recur in unlike articles of one source, and are not "
                "compared\n"
                "\nand 2,001 more, which --format jsonl and tsv list too\n");
}

Test(recurring_out, a_row_of_tsv_survives_any_text)
{
    struct wtw_recurring_info line = made_line("Sign\tup\nnow\\");
    struct capture capture;

    capture_begin(&capture);
    wtw_recurring_tsv_header(&capture.out);
    wtw_recurring_tsv_row(&capture.out, &line);
    capture_end(&capture);
    check_string(
        capture.bytes,
        "articles\tsource_articles\tsource\tid\tinput\tline\tbegin\tend\ttext\n"
        "1200\t1200\tBay Herald\ta-1\tin.jsonl\t4\t11\t18\tSign\\tup\\nnow\\\\\n");
    capture_release(&capture);
}

Test(recurring_out, a_line_of_jsonl_is_an_object_whatever_the_text_holds)
{
    struct wtw_recurring_info line = made_line("Sign \"up\"\n\xff");
    struct capture capture;
    struct wtw_json json;
    json_t *root = NULL;
    json_int_t begin = 0;
    json_int_t end = 0;

    capture_begin(&capture);
    wtw_json_init(&json, &capture.out, false);
    wtw_recurring_jsonl_line(&json, &line);
    capture_end(&capture);
    check(strchr(capture.bytes, '\n') == capture.bytes + capture.count - 1);
    root = json_loadb(capture.bytes, capture.count, JSON_REJECT_DUPLICATES, NULL);
    check(root != NULL);
    check_string(json_string_value(json_object_get(root, "text")), "Sign \"up\"\n\uFFFD");
    check_string(json_string_value(json_object_get(root, "id")), "a-1");
    check_string(json_string_value(json_object_get(root, "input")), "in.jsonl");
    check_number((uint64_t)json_integer_value(json_object_get(root, "line")), 4);
    check_number((uint64_t)json_integer_value(json_object_get(root, "offset")), 300);
    check(json_unpack(root, "{s:[I,I]}", "range", &begin, &end) == 0);
    check(begin == 11 && end == 18);
    json_decref(root);
    capture_release(&capture);
}
