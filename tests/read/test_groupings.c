/*
 * test_groupings.c - tables of who belongs to whom, in each form, and those that are none
 */
#include "check.h"
#include "temporary_files.h"

#include "base/faults.h"
#include "read/groupings.h"

static const char *const no_paths[WTW_FIELD_COUNT];

/* A row as text: "id>cluster" or "id_a+id_b", then what it has of label, relation,
 * canonical and figures. */
static size_t row_text(const struct wtw_grouping_row *row, char *out, size_t room)
{
    static const char *const before[] = {"", "", " label ", " ", " of "};
    size_t used = (size_t)snprintf(out, room, "%.*s%s%.*s", (int)row->cells[0].count,
                                   row->cells[0].items, row->is_pair ? "+" : ">",
                                   (int)row->cells[1].count, row->cells[1].items);

    for (size_t i = WTW_COLUMN_LABEL; i <= WTW_COLUMN_CANONICAL; i++) {
        if (row->cells[i].count)
            used += (size_t)snprintf(out + used, room - used, "%s%.*s", before[i],
                                     (int)row->cells[i].count, row->cells[i].items);
    }
    if (row->jaccard >= 0)
        used += (size_t)snprintf(out + used, room - used, " %.2f %.2f %.2f", row->jaccard,
                                 row->forward, row->backward);
    return used + (size_t)snprintf(out + used, room - used, "|");
}

static enum wtw_status read_all(const char *path, char *out, size_t room,
                                struct wtw_error *error)
{
    struct wtw_groupings groupings = {0};
    struct wtw_grouping_row row;
    enum wtw_status status = wtw_groupings_open(&groupings, path, 0, no_paths, error);
    size_t used = 0;

    out[0] = '\0';
    while (status == WTW_OK) {
        status = wtw_groupings_next(&groupings, &row, error);
        if (status == WTW_OK)
            used += row_text(&row, out + used, room - used);
    }
    wtw_groupings_release(&groupings);
    return status;
}

static void check_rows(const char *text, const char *wanted)
{
    char got[512];
    struct wtw_error error = {0};
    enum wtw_status status = read_all(write_text("table", text), got, sizeof got, &error);

    cr_assert(status == WTW_END, "%s", error.words);
    check_string(got, wanted);
}

static void check_refused(const char *text, uint64_t line, const char *words)
{
    char got[512];
    struct wtw_error error = {0};

    check_status(read_all(write_text("table", text), got, sizeof got, &error),
                 WTW_BAD_INPUT);
    check_number(error.line, line);
    cr_assert(strstr(error.words, words) != NULL, "%s", error.words);
    check(strstr(error.input, "table") != NULL);
}

Test(groupings, are_found_by_the_names_of_columns, .init = make_test_folder,
     .fini = remove_test_folder)
{
    check_rows("id\tcluster\tsize\tcanonical\trelation\tjaccard\tcontained\tcontains\n"
               "b\ta\t2\ta\tnear\t0.8000\t0.9000\t0.8500\n",
               "b>a near of a 0.80 0.90 0.85|");
    check_rows("story\tCluster\tID\n7\tx\ta\n", "a>x|");
    check_rows("id_a\tid_b\trelation\tjaccard\ta_in_b\tb_in_a\n"
               "a\tb\texcerpt\t.1\t.2\t.3\n",
               "a+b excerpt 0.10 0.20 0.30|");
    check_rows("id1\tid2\trelation\na\tb\tnear\n", "a+b near|");
    check_rows("label\tid1\tid2\n2\ta\tb\n", "a+b label 2|");
}

Test(groupings, without_a_header_are_known_by_their_width, .init = make_test_folder,
     .fini = remove_test_folder)
{
    check_rows("a\t1\nb\t1\n", "a>1|b>1|");
    check_rows("a\tb\t?\r\nc\td\t2", "a+b label ?|c+d label 2|");
}

Test(groupings, may_be_empty_or_a_header_only, .init = make_test_folder,
     .fini = remove_test_folder)
{
    check_rows("", "");
    check_rows("\n\n", "");
    check_rows("id\tcluster\n", "");
    check_rows("id_a\tid_b\trelation\n\n", "");
}

Test(groupings, keep_quotes_tabs_and_blanks_of_ids, .init = make_test_folder,
     .fini = remove_test_folder)
{
    check_rows("id\tcluster\n\"a\" 'b'\tx\\ty\n", "\"a\" 'b'>x\ty|");
}

Test(groupings, are_fields_of_records_in_json_lines, .init = make_test_folder,
     .fini = remove_test_folder)
{
    check_rows("{\"id\":\"a\",\"text\":\"t\",\"cluster\":\"x\"}\n"
               "{\"guid\":17,\"cluster\":3}\n"
               "{\"url\":\"http://h/\\u0062\",\"cluster\":\"\\u0078\"}\n"
               "{\"cluster\":\"y\"}\n"
               "{\"id\":\"c\",\"cluster\":null}\n"
               "{\"id\":\"d\",\"cluster\":[1]}\n",
               "a>x|17>3|http://h/b>x|>y|c>|d>|");
}

Test(groupings, are_clusters_in_json_lines, .init = make_test_folder,
     .fini = remove_test_folder)
{
    check_rows(
        "{\"id\":\"a\\t\",\"size\":2,\"canonical\":\"b\",\"members\":[{\"id\":\"a\\t\","
        "\"relation\":\"near\",\"jaccard\":0.8,\"contained\":0.9,\"contains\":0.85},"
        "{\"id\":\"b\",\"relation\":\"exact\",\"jaccard\":1,\"contained\":1,\"contains\":"
        "1}]}\n"
        "{\"id\":\"c\",\"members\":[]}\n"
        "{\"id\":\"d\",\"members\":[{\"id\":\"d\"}]}\n",
        "a\t>a\t near of b 0.80 0.90 0.85|b>a\t exact of b 1.00 1.00 1.00|d>d|");
}

/* The rows on the level of stories, and whether there were stories. */
static void check_story_rows(const char *text, bool has_stories, const char *wanted)
{
    struct wtw_groupings groupings = {0};
    struct wtw_grouping_row row;
    struct wtw_error error = {0};
    enum wtw_status status =
        wtw_groupings_open(&groupings, write_text("table", text), 0, no_paths, &error);
    char got[512] = "";
    size_t used = 0;

    groupings.wants_stories = true;
    while (status == WTW_OK) {
        status = wtw_groupings_next(&groupings, &row, &error);
        if (status == WTW_OK)
            used += row_text(&row, got + used, sizeof got - used);
    }
    check_status(status, WTW_END);
    check_string(got, wanted);
    check(groupings.has_stories == has_stories);
    wtw_groupings_release(&groupings);
}

Test(groupings, are_of_stories_where_those_are_wanted_and_there, .init = make_test_folder,
     .fini = remove_test_folder)
{
    check_story_rows("id\tcluster\tStory\na\tx\ts\n", true, "a>s|");
    check_story_rows("story\tid\ns\ta\n", true, "a>s|");
    check_story_rows("id\tcluster\na\tx\n", false, "a>x|");
    check_story_rows("a\tx\n", false, "a>x|");
    check_story_rows("{\"id\":\"a\",\"cluster\":\"x\",\"story\":\"s\"}\n"
                     "{\"id\":\"b\",\"cluster\":\"y\",\"story\":null}\n",
                     true, "a>s|b>y|");
    check_story_rows("{\"id\":\"a\",\"canonical\":\"b\",\"story\":\"s\",\"members\":["
                     "{\"id\":\"a\",\"relation\":\"near\"}]}\n",
                     true, "a>s near of b|");
    check_story_rows("{\"id\":\"a\",\"members\":[{\"id\":\"a\"}]}\n", false, "a>a|");
    check_story_rows("id1\tid2\tlabel\tstory\na\tb\t1\ts\n", false, "a+b label 1|");
}

/* What 'cluster --level story' writes is read on either level. */
Test(groupings, are_stories_in_json_lines, .init = make_test_folder,
     .fini = remove_test_folder)
{
    static const char line[] =
        "{\"id\":\"s\",\"clusters\":[{\"id\":\"x\"},{\"id\":\"y\"}],\"members\":["
        "{\"id\":\"a\",\"cluster\":\"x\"},{\"id\":\"b\",\"cluster\":\"y\"}]}\n";

    check_story_rows(line, true, "a>s|b>s|");
    check_rows(line, "a>x|b>y|");
}

Test(groupings, are_pairs_in_json_lines, .init = make_test_folder,
     .fini = remove_test_folder)
{
    check_rows("{\"a\":{\"id\":\"x\"},\"b\":{\"id\":\"y\"},\"relation\":\"near\","
               "\"jaccard\":0.8,\"a_in_b\":0.9,\"b_in_a\":0.85}\n",
               "x+y near 0.80 0.90 0.85|");
}

Test(groupings, that_are_not_understood_are_refused_with_what_is_there,
     .init = make_test_folder, .fini = remove_test_folder)
{
    check_refused("id\tgroup\na\t1\n", 1, "there is: id, group");
    check_refused("id_a\trelation\na\tnear\n", 1, "there is: id_a, relation");
    check_refused("a\tb\tc\td\n", 1, "there is: a, b, c, d");
    check_refused("id,cluster\na,1\n", 1, "one column");
    check_refused("{\"id\":\"a\",\"cluster\":\n", 1, "");
    check_refused("{\"id\":\"a\",\"cluster\":1}\nid\tcluster\n", 2, "");
}

Test(groupings, that_are_ragged_are_refused_by_line, .init = make_test_folder,
     .fini = remove_test_folder)
{
    check_refused("id\tcluster\na\t1\nb\n", 3, "1 column where the first line has 2");
    check_refused("a\tb\t1\na\tb\tc\t1\n", 2, "4 columns where the first line has 3");
}

Test(groupings, need_ids_and_clusters, .init = make_test_folder,
     .fini = remove_test_folder)
{
    check_refused("id\tcluster\n\t1\n", 2, "an id is empty");
    check_refused("id\tcluster\na\t\n", 2, "the cluster of a is empty");
    check_refused("id1\tid2\tlabel\na\t\t1\n", 2, "an id is empty");
    check_refused("{\"id\":\"a\",\"members\":[{\"x\":1}]}\n", 1, "an id is empty");
}

Test(groupings, take_figures_that_are_none_as_unknown, .init = make_test_folder,
     .fini = remove_test_folder)
{
    check_rows("id\tcluster\tjaccard\na\t1\tnan\nb\t1\t1.5\nc\t1\tmuch\nd\t1\t-1\n",
               "a>1|b>1|c>1|d>1|");
}

Test(groupings, may_have_more_columns_than_are_looked_at, .init = make_test_folder,
     .fini = remove_test_folder)
{
    static char text[2048];
    size_t used = (size_t)snprintf(text, sizeof text, "id\tcluster");

    for (int i = 0; i < 100; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "\tc%d", i);
    used += (size_t)snprintf(text + used, sizeof text - used, "\na\tx");
    for (int i = 0; i < 100; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "\t%d", i);
    check_rows(text, "a>x|");
}

#ifdef WTW_FAULTS

Test(groupings, end_in_order_when_memory_does, .init = make_test_folder,
     .fini = remove_test_folder)
{
    const char *path =
        write_text("table", "{\"id\":\"\\u0061\",\"cluster\":\"\\u0062\"}\n");
    char got[64];

    for (uint64_t nth = 1;; nth++) {
        struct wtw_error error = {0};
        enum wtw_status status;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = read_all(path, got, sizeof got, &error);
        if (wtw_fault_count(WTW_FAULT_ALLOCATION) < nth) {
            check_number(status, WTW_END);
            check_string(got, "a>b|");
            check(nth > 3);
            break;
        }
        check_number(status, WTW_NO_MEMORY);
    }
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
}

#endif
