/*
 * test_report_html.c - clusters as one HTML file; jansson reads the data back
 */
#include "capture.h"
#include "write/report_html.h"

#include <jansson.h>

static const char opening[] = "<script type=\"application/json\" id=\"report\">";

static struct wtw_report_member made_member(void)
{
    return (struct wtw_report_member){
        .article = {.id = text_of("a<1>"),
                    .url = text_of("https://a.example/1"),
                    .title = text_of("</script><script>alert(1)</script>"),
                    .text = text_of("<!-- words \"quoted\""),
                    .published_seconds = 60},
        .receipt = {.number = 3,
                    .verdict = WTW_FEED_COPY,
                    .partner = 2,
                    .relation = WTW_ABRIDGED,
                    .figures = {.shared = 28,
                                .a_shingles = 28,
                                .b_shingles = 40,
                                .lag_seconds = -90},
                    .cluster = 2,
                    .canonical = 2,
                    .size = 2,
                    .agency = WTW_NO_AGENCY},
    };
}

/* Writes a report with one cluster of one member. */
static void write_report(struct capture *capture, const struct wtw_report_member *member)
{
    static const struct wtw_report_counts counts = {7, 5, 2, 1, 3, 4, 2};
    struct wtw_report report;

    capture_begin(capture);
    wtw_report_open(&report, &capture->out);
    wtw_report_cluster_begin(&report, 2, 2, 2);
    wtw_report_member(&report, member);
    wtw_report_cluster_end(&report);
    wtw_report_close(&report, &counts, "1.2.3");
    capture_end(capture);
}

/* The data as a browser finds it: from the opening tag to the first closing one. */
static json_t *data_of(const struct capture *capture)
{
    const char *begin = strstr(capture->bytes, opening);
    const char *end = NULL;
    json_error_t error;
    json_t *root = NULL;

    check(begin != NULL);
    begin += sizeof opening - 1;
    end = strstr(begin, "</script");
    check(end != NULL);
    root = json_loadb(begin, (size_t)(end - begin), JSON_REJECT_DUPLICATES, &error);
    cr_assert(root != NULL, "%s", error.text);
    return root;
}

static long long number_at(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

Test(report_html, begins_and_ends_as_a_page)
{
    struct wtw_report_member member = made_member();
    struct capture capture;

    write_report(&capture, &member);
    check(strncmp(capture.bytes, "<!doctype html>", 15) == 0);
    check_string(capture.bytes + capture.count - 8, "</html>\n");
    capture_release(&capture);
}

Test(report_html, keeps_what_an_article_says_inside_of_its_data)
{
    struct wtw_report_member member = made_member();
    struct capture capture;
    json_t *root = NULL;
    json_t *cluster = NULL;
    json_t *only = NULL;

    write_report(&capture, &member);
    root = data_of(&capture);
    cluster = json_array_get(json_object_get(root, "clusters"), 0);
    check_number(number_at(cluster, "cluster"), 2);
    check_number(number_at(cluster, "size"), 2);
    check_number(number_at(cluster, "canonical"), 2);
    only = json_array_get(json_object_get(cluster, "members"), 0);
    check_string(json_string_value(json_object_get(only, "id")), "a<1>");
    check_string(json_string_value(json_object_get(only, "title")),
                 "</script><script>alert(1)</script>");
    check_string(json_string_value(json_object_get(only, "text")),
                 "<!-- words \"quoted\"");
    check_number(number_at(only, "partner"), 2);
    check_number(number_at(only, "lag_seconds"), 90);
    check(json_is_null(json_object_get(only, "source")));
    check(json_is_null(json_object_get(only, "agency")));
    check(json_is_null(json_object_get(only, "comparison")));
    json_decref(root);
    capture_release(&capture);
}

Test(report_html, says_what_was_found_and_what_was_left_out)
{
    struct wtw_report_member member = made_member();
    struct capture capture;
    json_t *root = NULL;
    json_t *part = NULL;

    member.article.text = (struct wtw_span){NULL, 0};
    write_report(&capture, &member);
    root = data_of(&capture);
    part = json_object_get(root, "counts");
    check_number(number_at(part, "articles"), 7);
    check_number(number_at(part, "clustered"), 5);
    check_number(number_at(part, "clusters"), 2);
    check_string(json_string_value(json_object_get(part, "version")), "1.2.3");
    part = json_object_get(root, "left_out");
    check_number(number_at(part, "clusters"), 1);
    check_number(number_at(part, "articles"), 3);
    check_number(number_at(part, "texts"), 4);
    part = json_object_get(root, "bounds");
    check_number(number_at(part, "least_size"), 2);
    check_number(number_at(part, "articles"), 20000);
    check_number(number_at(part, "text_bytes"), 16777216);
    json_decref(root);
    capture_release(&capture);
}

static const struct wtw_passage passages[] = {
    {.token_count = 9, .a = {0, 7}, .b = {5, 12}}};
static const struct wtw_boilerplate_part parts[] = {{1, 4, WTW_BOILERPLATE_CREDIT}};

static struct wtw_report_comparison made_comparison(void)
{
    return (struct wtw_report_comparison){
        .relation = WTW_ABRIDGED,
        .figures = {.shared = 28, .a_shingles = 40, .b_shingles = 28},
        .evidence = {.texts = {text_of("one two"), text_of("said one two")},
                     .passages = passages,
                     .passage_count = 1},
        .parts = {{parts, 1}, {NULL, 0}},
    };
}

Test(report_html, gives_a_comparison_its_ranges)
{
    struct wtw_report_comparison comparison = made_comparison();
    struct wtw_report_member member = made_member();
    struct capture capture;

    member.comparison = &comparison;
    write_report(&capture, &member);
    json_decref(data_of(&capture));
    check(strstr(capture.bytes,
                 "\"comparison\":{\"relation\":\"abridged\",\"jaccard\":0.7000,"
                 "\"a_in_b\":0.7000,\"b_in_a\":1.0000,\"passages\":[{\"tokens\":9,"
                 "\"a\":[0,7],\"b\":[5,12]}],\"changes\":[],\"boilerplate\":{\"a\":["
                 "{\"range\":[1,4]}],\"b\":[]}}"));
    capture_release(&capture);
}

Test(report_html, has_no_boilerplate_where_whole_texts_were_compared)
{
    struct wtw_report_comparison comparison = made_comparison();
    struct wtw_report_member member = made_member();
    struct capture capture;

    comparison.keeps_boilerplate = true;
    member.comparison = &comparison;
    write_report(&capture, &member);
    check(strstr(capture.bytes, "\"boilerplate\":null}"));
    capture_release(&capture);
}
