/*
 * test_json_file.c - arrays, objects of many lines and envelopes give the same records in every piece
 */
#include "cut_runs.h"
#include "random_input.h"

#include "read/json_file.h"

#define CHECK_JSON(text, rejects, wanted)                                                \
    check_cut(&wtw_json_format, text, 1000, rejects, wanted)

Test(json_file, takes_the_elements_of_an_array)
{
    CHECK_JSON("[{\"a\":1},{\"b\":[2,{}]}]", 0, "1@1:{\"a\":1};1@9:{\"b\":[2,{}]};");
    CHECK_JSON("[\n  {\n    \"a\": 1\n  },\n  {}\n]\n", 0,
               "2@4:{\n    \"a\": 1\n  };5@24:{};");
    CHECK_JSON("[]", 0, "");
    CHECK_JSON(" \n[ \n ]\n", 0, "");
}

Test(json_file, takes_objects_behind_each_other)
{
    CHECK_JSON("{\n\"a\":1}\n{\n\"b\":2}", 0, "1@0:{\n\"a\":1};3@9:{\n\"b\":2};");
    CHECK_JSON("{}{}\n", 0, "1@0:{};1@2:{};");
    CHECK_JSON("{},\n{},\n", 0, "1@0:{};2@4:{};");
    CHECK_JSON("[{}]\n[{}]", 0, "1@1:{};2@6:{};");
    CHECK_JSON("", 0, "");
}

Test(json_file, sees_no_brackets_and_quotes_in_strings)
{
    CHECK_JSON("[{\"a\":\"}]{[\"},{\"b\":\"\\\"}\\\\\"},{}]", 0,
               "1@1:{\"a\":\"}]{[\"};1@14:{\"b\":\"\\\"}\\\\\"};1@28:{};");
}

Test(json_file, gives_what_is_no_object_so_that_it_can_be_told)
{
    CHECK_JSON("[1,\"a\",null,[{}],{}]", 0,
               "1@1:1;1@3:\"a\";1@7:null;1@12:[{}];1@17:{};");
    CHECK_JSON("[-1.5e3\n,true]", 0, "1@1:-1.5e3;2@9:true;");
    CHECK_JSON("\"a\"", 0, "1@0:\"a\";");
    CHECK_JSON("12", 1, "");
}

Test(json_file, takes_the_list_out_of_an_envelope)
{
    CHECK_JSON("{\"status\":\"ok\",\"articles\":[{\"a\":1},{}],\"next\":{\"n\":[{}]}}", 0,
               "1@27:{\"a\":1};1@35:{};");
    CHECK_JSON("{\n\"response\": {\"docs\" : [ {}\n, {}], \"n\": 1}, \"b\": [2]\n}\n{}",
               0, "2@26:{};3@31:{};5@56:{};");
    CHECK_JSON("{\"data\":[{}],\"items\":[{\"a\":1}]}", 0, "1@9:{};1@22:{\"a\":1};");
    CHECK_JSON("{\"a\":1}{\"items\":[{}]}", 0, "1@0:{\"a\":1};1@17:{};");
}

Test(json_file, takes_no_article_for_an_envelope)
{
    static const char *const whole[] = {
        "{\"text\":\"a\",\"items\":[{\"b\":1}]}",
        "{\"body\":{\"items\":[{}]},\"items\":[{}]}",
        "{\"other\":[{\"b\":1}]}",
        "{\"items\":[[{}]]}",
        "{\"items\":[\"a\",{}]}",
        "{\"items\":[],\"b\":[{}]}",
        "{\"items\":{\"b\":[{}]}}",
        "{\"deeper\":{\"items\":[{}]}}",
        "{\"a\":\"items\",\"b\":[{}]}",
        "{\"items with a name that is longer than any known\":[{}]}",
        "{\"it\\u0065ms\":[{}]}",
    };

    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        char wanted[200];

        snprintf(wanted, sizeof wanted, "1@0:%s;", whole[i]);
        CHECK_JSON(whole[i], 0, wanted);
    }
}

Test(json_file, goes_on_behind_an_element_that_is_broken_inside)
{
    CHECK_JSON("[{\"a\" 1},{\"b\":NaN},{\"c\":1,},{}]", 0,
               "1@1:{\"a\" 1};1@9:{\"b\":NaN};1@19:{\"c\":1,};1@28:{};");
    CHECK_JSON("[{\"a\":\"raw\nline\"} {}]", 0, "1@1:{\"a\":\"raw\nline\"};2@18:{};");
}

static void check_break(const char *text, const char *records, uint64_t line,
                        uint64_t offset, const char *words)
{
    CHECK_JSON(text, 1, records);
    check_number(told_reason, WTW_REJECT_MALFORMED);
    check_number(told[0].line, line);
    check_number(told[0].byte_offset, offset);
    check_string(told[0].words, words);
}

Test(json_file, breaks_off_where_the_next_article_is_not_sure)
{
    check_break(
        "[{},\n{\"a\":\"b},\n{\"c\":\"d\"}]", "1@1:{};", 3, 17,
        "outside of quotes there is what no JSON has there: a quote is missing in "
        "this article or before it; what comes after it in this input is not read");
    check_break(
        "[{},{\"a\":[1,2},\n{}]", "1@1:{};", 1, 13,
        "a bracket closes one of the other kind: a bracket or a quote is missing in "
        "this article or before it; what comes after it in this input is not read");
    check_break("[{}\n; {}]", "1@1:{};", 2, 4,
                "neither an article nor the ] of its array; what comes after it in this "
                "input is not read");
    check_break("{}\n\nThe end.", "1@0:{};", 3, 4,
                "not JSON: neither a { nor a [ begins here; what comes after it in this "
                "input is not read");
}

Test(json_file, says_when_the_end_is_missing)
{
    check_break("[{},\n", "1@1:{};", 2, 5,
                "the input ends before the ] that closes its array: the end of it is "
                "missing");
    check_break("{\"items\":[{}\n],\n\"a\":", "1@10:{};", 3, 20,
                "the input ends inside the object around its articles: the end of it is "
                "missing");
    CHECK_JSON("[{},{\"a\":\"b", 0, "1@1:{};1@4:{\"a\":\"b;");
    CHECK_JSON("{\"a\":\n \n", 0, "1@0:{\"a\":;");
    CHECK_JSON("{\"a\":[", 0, "1@0:{\"a\":[;");
}

Test(json_file, drops_an_element_over_the_ceiling_and_goes_on)
{
    check_cut(&wtw_json_format, "[{\"a\":1},\n{\"a\":\"}\n, {\"},{\"b\":2}]", 7, 1,
              "1@1:{\"a\":1};3@24:{\"b\":2};");
    check_number(told_reason, WTW_REJECT_TOO_LONG);
    check_number(told[0].line, 2);
}

Test(json_file, tells_in_which_column_a_record_begins)
{
    const struct wtw_reject_listener listener = {NULL, NULL};
    struct wtw_input counts = {0};
    struct wtw_cutter cutter = {.name = "in",
                                .format = &wtw_json_format,
                                .max_record_bytes = 100,
                                .line = 1,
                                .counts = &counts,
                                .listener = &listener};
    static const char text[] = "[{},{\n},\n  {}\n]\n{}";
    static const uint32_t columns[] = {2, 5, 3, 0};
    struct wtw_error error = {0};
    struct wtw_batch batch = {0};

    check_ok(wtw_buffer_append(&batch.bytes, text, strlen(text), &error), &error);
    check_ok(wtw_cutter_cut(&cutter, &batch, 10, &error), &error);
    check_number(batch.count, 4);
    for (size_t i = 0; i < batch.count; i++)
        check_number(wtw_batch_records(&batch)[i].place.column, columns[i]);
    wtw_batch_release(&batch);
}

/* What the elements of an array are does not depend on pieces, whatever bytes they hold. */
Test(json_file, cuts_random_bytes_alike_in_every_piece)
{
    static const char letters[] = "{}[]\",:\\ \n1tx{}[]\"\"";
    static const char *const words[] = {"\"items\":[{", "\"text\":", "\"response\":{"};
    struct random_input random = random_begin(7);

    for (int run = 0; run < 1500; run++) {
        char text[80] = "";
        size_t count = 0;
        struct wtw_error error = {0};
        struct cut whole;

        while (count < 40) {
            uint64_t pick = random_below(&random, 24);

            if (pick < 3)
                count += (size_t)snprintf(text + count, sizeof text - count, "%s",
                                          words[pick]);
            else
                text[count++] = letters[random_below(&random, sizeof letters - 1)];
        }
        whole = cut_text(&wtw_json_format, text, 100, 100, 1000);
        if (told_count)
            error = told[0];
        for (size_t piece = 1; piece < 9; piece++) {
            struct cut cut = cut_text(&wtw_json_format, text, piece, 2, 1000);

            cr_assert(strcmp(cut.list, whole.list) == 0, "%s", text);
            check_string(told_count ? told[0].words : "", error.words);
            check_number(told_count ? told[0].byte_offset : 0, error.byte_offset);
        }
    }
}
