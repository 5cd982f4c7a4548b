/*
 * test_clusters_table.c - clusters for people, at several widths
 */
#include "capture.h"
#include "write/clusters_out.h"
#include "write/screen_text.h"

/* 2031-03-05 06:10 UTC: 22,343 days after 1970-01-01 and 6 h 10 min. */
#define FIRST_SECONDS (INT64_C(22343) * 86400 + 22200)

static struct wtw_article_info article(const char *id, const char *source,
                                       const char *title, int64_t seconds)
{
    return (struct wtw_article_info){
        .id = text_of(id),
        .source = text_of(source),
        .title = text_of(title),
        .published_seconds = seconds,
        .input = "in.jsonl",
    };
}

static struct wtw_cluster_member member(const char *id, const char *source,
                                        int64_t seconds, enum wtw_relation relation,
                                        uint32_t shared)
{
    return (struct wtw_cluster_member){
        .article = article(id, source, "", seconds),
        .membership = {.relation = relation,
                       .figures = {.shared = shared,
                                   .a_shingles = 100,
                                   .b_shingles = 100}},
    };
}

/* Writes one cluster of three at a width. */
static void write_cluster(struct capture *capture, size_t width)
{
    struct wtw_page page = {.out = &capture->out, .width = width};
    struct wtw_cluster_head head = {
        .id = text_of("cw-001"),
        .size = 3,
        .canonical =
            article("cw-001", "coastwire.example",
                    "Harbour reopens after storm drives ferry aground", FIRST_SECONDS),
        .first_seen_seconds = FIRST_SECONDS,
    };
    struct wtw_cluster_member members[] = {
        member("cw-001", "coastwire.example", FIRST_SECONDS, WTW_EXACT, 100),
        member("bayherald/2031/03/05/bh-017", "bayherald.example", FIRST_SECONDS + 12840,
               WTW_NEAR, 90),
        member("rn-204", "", WTW_DATE_UNKNOWN, WTW_REVISED, 70),
    };
    struct wtw_clusters_table table;
    struct wtw_error error = {0};

    members[0].is_canonical = true;
    capture_begin(capture);
    check_ok(wtw_clusters_table_init(&table, &page, &error), &error);
    wtw_clusters_table_open(&table, &head);
    for (size_t i = 0; i < 3; i++)
        check_ok(wtw_clusters_table_member(&table, &members[i], &error), &error);
    wtw_clusters_table_close(&table);
    wtw_clusters_table_release(&table);
    capture_end(capture);
}

/* Jaccard: 90 / 110 = .818, 70 / 130 = .538. */
Test(clusters_table, shows_everything_on_a_wide_page)
{
    struct capture capture;

    write_cluster(&capture, 120);
    check_string(capture.bytes,
                 "3 articles  Harbour reopens after storm drives ferry aground\n"
                 "            first seen 2031-03-05 06:10, coastwire.example\n"
                 "  canonical         coastwire.example  2031-03-05 06:10  cw-001\n"
                 "  near        81 %  bayherald.example  2031-03-05 09:44  "
                 "bayherald/2031/03/05/bh-017\n"
                 "  revised     53 %                                       rn-204\n");
    capture_release(&capture);
}

Test(clusters_table, gives_up_the_time_of_day_before_the_id)
{
    struct capture capture;

    write_cluster(&capture, 80);
    check_string(
        capture.bytes,
        "3 articles  Harbour reopens after storm drives ferry aground\n"
        "            first seen 2031-03-05 06:10, coastwire.example\n"
        "  canonical         coastwire.example  2031-03-05  cw-001\n"
        "  near        81 %  bayherald.example  2031-03-05  bayherald/2031/03/05/bh-017\n"
        "  revised     53 %                                 rn-204\n");
    capture_release(&capture);
}

Test(clusters_table, keeps_relation_and_id_on_a_narrow_page)
{
    struct capture capture;

    write_cluster(&capture, 40);
    check_string(capture.bytes, "3 articles  Harbour reopens after storm\xe2\x80\xa6\n"
                                "            first seen 2031-03-05 06:10\n"
                                "  canonical         cw-001\n"
                                "  near        81 %  bayherald\xe2\x80\xa6/05/bh-017\n"
                                "  revised     53 %  rn-204\n");
    capture_release(&capture);
}

Test(clusters_table, is_never_wider_than_its_page)
{
    for (size_t width = WTW_PAGE_LEAST; width < 130; width++) {
        struct capture capture;

        write_cluster(&capture, width);
        for (const char *line = capture.bytes; *line;) {
            struct wtw_span text = {line, strcspn(line, "\n")};

            cr_assert(wtw_screen_width(text) <= width, "%zu: %s", width, line);
            line += text.count + 1;
        }
        capture_release(&capture);
    }
}

Test(clusters_table, shows_every_member_of_a_cluster_of_any_size)
{
    enum { SIZE = 1000 };
    struct capture capture;
    struct wtw_page page = {.out = &capture.out, .width = 80};
    struct wtw_cluster_head head = {.id = text_of("0"), .size = SIZE};
    struct wtw_clusters_table table;
    struct wtw_error error = {0};
    size_t lines = 0;

    head.canonical = article("0", "", "", WTW_DATE_UNKNOWN);
    head.first_seen_seconds = WTW_DATE_UNKNOWN;
    capture_begin(&capture);
    check_ok(wtw_clusters_table_init(&table, &page, &error), &error);
    wtw_clusters_table_open(&table, &head);
    for (int i = 0; i < SIZE; i++) {
        struct wtw_cluster_member one = member("n", "", WTW_DATE_UNKNOWN, WTW_EXACT, 100);

        check_ok(wtw_clusters_table_member(&table, &one, &error), &error);
    }
    wtw_clusters_table_close(&table);
    wtw_clusters_table_release(&table);
    capture_end(&capture);
    for (size_t i = 0; i < capture.count; i++)
        lines += capture.bytes[i] == '\n';
    check_number(lines, SIZE + 1);
    check(strncmp(capture.bytes, "1,000 articles  0\n", 18) == 0);
    capture_release(&capture);
}

static void check_story_words(uint32_t story_clusters, size_t width, const char *wanted)
{
    struct capture capture;
    struct wtw_page page = {.out = &capture.out, .width = width};
    const struct wtw_cluster_head head = {
        .canonical = article("a", "", "", WTW_DATE_UNKNOWN),
        .size = 2,
        .first_seen_seconds = WTW_DATE_UNKNOWN,
        .story = text_of("ostwick-2031-03-05-0017"),
        .story_clusters = story_clusters,
    };
    struct wtw_clusters_table table;
    struct wtw_error error = {0};

    capture_begin(&capture);
    check_ok(wtw_clusters_table_init(&table, &page, &error), &error);
    wtw_clusters_table_open(&table, &head);
    wtw_clusters_table_close(&table);
    wtw_clusters_table_release(&table);
    capture_end(&capture);
    check_string(capture.bytes, wanted);
    capture_release(&capture);
}

Test(clusters_table, names_the_story_that_others_tell_too)
{
    check_story_words(0, 80, "2 articles  a\n");
    check_story_words(1, 80, "2 articles  a\n");
    check_story_words(1200, 80,
                      "2 articles  a\n"
                      "            one of 1,200 texts that tell story "
                      "ostwick-2031-03-05-0017\n");
    check_story_words(3, 50,
                      "2 articles  a\n"
                      "            one of 3 texts that tell story\n"
                      "            ostwick-2031-03-05-0017\n");
}

/* A cluster whose second member is no copy of the canonical. */
static void check_indirect(size_t width, const char *wanted)
{
    struct capture capture;
    struct wtw_page page = {.out = &capture.out, .width = width};
    struct wtw_cluster_head head = {
        .canonical = article("a", "", "", WTW_DATE_UNKNOWN),
        .size = 4,
        .first_seen_seconds = WTW_DATE_UNKNOWN,
    };
    struct wtw_cluster_member members[] = {
        member("a", "s", WTW_DATE_UNKNOWN, WTW_EXACT, 100),
        member("b", "s", WTW_DATE_UNKNOWN, WTW_UNRELATED, 0),
        member("c", "s", WTW_DATE_UNKNOWN, WTW_TEMPLATE, 60),
        member("d", "s", WTW_DATE_UNKNOWN, WTW_ABRIDGED, 60),
    };
    struct wtw_clusters_table table;
    struct wtw_error error = {0};

    members[0].is_canonical = true;
    capture_begin(&capture);
    check_ok(wtw_clusters_table_init(&table, &page, &error), &error);
    wtw_clusters_table_open(&table, &head);
    for (size_t i = 0; i < 4; i++)
        check_ok(wtw_clusters_table_member(&table, &members[i], &error), &error);
    wtw_clusters_table_close(&table);
    wtw_clusters_table_release(&table);
    capture_end(&capture);
    check_string(capture.bytes, wanted);
    capture_release(&capture);
}

/* Jaccard: 60 / 140 = .428. */
Test(clusters_table, says_who_belongs_there_by_way_of_others_only)
{
    check_indirect(80, "4 articles  a\n"
                       "  canonical                s  a\n"
                       "  by way of others    0 %  s  b\n"
                       "  by way of others   42 %  s  c\n"
                       "  abridged           42 %  s  d\n");
    check_indirect(50, "4 articles  a\n"
                       "  canonical         a\n"
                       "  by others    0 %  b\n"
                       "  by others   42 %  c\n"
                       "  abridged    42 %  d\n");
}
