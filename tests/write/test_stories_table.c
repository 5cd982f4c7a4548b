/*
 * test_stories_table.c - stories for people, at several widths
 */
#include "capture.h"
#include "write/screen_text.h"
#include "write/stories_out.h"

/* 2031-03-05 06:10 UTC: 22,343 days after 1970-01-01 and 6 h 10 min. */
#define FIRST_SECONDS (INT64_C(22343) * 86400 + 22200)
#define HOUR 3600

static const struct wtw_story_cluster clusters[] = {
    {.id = {"cw-001", 6},
     .canonical = {"cw-001", 6},
     .title = {"Harbour reopens after storm drives ferry aground", 48},
     .size = 2,
     .origin = 1},
    {.id = {"rn-204", 6},
     .canonical = {"rn-204", 6},
     .title = {"We sat on the mole all night", 28},
     .size = 1,
     .origin = 2},
    {.id = {"east/rn-9", 9},
     .canonical = {"east/rn-9", 9},
     .size = 1,
     .origin = 2,
     .same_as = {"rn-204", 6},
     .publisher = {"radio.example", 13}},
    {.id = {"cx-7", 4},
     .canonical = {"cx-7", 4},
     .title = {"Ferry", 5},
     .size = 1,
     .origin = 1,
     .same_as = {"cw-001", 6},
     .agency = "AFP"},
};

static const struct wtw_story_word words[] = {
    {WTW_TERM_WORD, {"mole", 4}, 2, .4},
    {WTW_TERM_NAME, {"Skarvik", 7}, 4, .3},
    {WTW_TERM_NAME, {"Ingrid Dahl", 11}, 3, .2},
    {WTW_TERM_FIGURE, {"412", 3}, 2, .1},
};

static struct wtw_story_head made_head(void)
{
    return (struct wtw_story_head){
        .id = text_of("cw-001"),
        .article_count = 5,
        .cluster_count = 4,
        .origin_count = 2,
        .begin_seconds = FIRST_SECONDS,
        .end_seconds = FIRST_SECONDS + 27 * HOUR,
        .first = {.id = text_of("cw-001"),
                  .source = text_of("coastwire.example"),
                  .title = text_of("Harbour reopens after storm drives ferry aground"),
                  .published_seconds = FIRST_SECONDS},
        .words = words,
        .word_count = 4,
        .clusters = clusters,
    };
}

static struct wtw_story_member member(const char *id, const char *source,
                                      int64_t lag_seconds)
{
    return (struct wtw_story_member){
        .article = {.id = text_of(id), .source = text_of(source)},
        .membership = {.size = 1, .relation = WTW_EXACT},
        .is_canonical = true,
        .lag_seconds = lag_seconds,
    };
}

static void write_story(struct capture *capture, size_t width)
{
    struct wtw_page page = {.out = &capture->out, .width = width};
    const struct wtw_story_head head = made_head();
    struct wtw_story_member members[] = {
        member("cw-001", "coastwire.example", 0),
        member("bayherald/bh-017", "bayherald.example", 3 * HOUR + 1800),
        member("rn-204", "west.radio.example", 3 * HOUR),
        member("east/rn-9", "east.radio.example", 27 * HOUR),
        member("cx-7", "", WTW_DATE_UNKNOWN),
    };
    struct wtw_stories_table table;
    struct wtw_error error = {0};

    members[0].is_first = true;
    members[0].membership.size = members[1].membership.size = 2;
    members[1].is_canonical = false;
    members[1].membership.relation = WTW_NEAR;
    members[1].membership.figures =
        (struct wtw_figures){.shared = 90, .a_shingles = 100, .b_shingles = 100};
    capture_begin(capture);
    check_ok(wtw_stories_table_init(&table, &page, &error), &error);
    wtw_stories_table_open(&table, &head);
    for (size_t i = 0, place = 0; i < 5; i++) {
        if (i != 1)
            check_ok(wtw_stories_table_cluster(&table, &clusters[place++], &error),
                     &error);
        check_ok(wtw_stories_table_member(&table, &members[i], &error), &error);
    }
    wtw_stories_table_close(&table);
    wtw_stories_table_release(&table);
    capture_end(capture);
}

/* Jaccard: 90 / 110 = .818. Origins: five articles less a copy, a text of one agency and a
 * text of one publisher. */
Test(stories_table, is_a_timeline_that_tells_what_is_counted_once_and_why)
{
    struct capture capture;

    write_story(&capture, 80);
    check_string(
        capture.bytes,
        "5 articles  Harbour reopens after storm drives ferry aground\n"
        "            at most 2 independent origins; not counted: 1 copy, 1 text of the\n"
        "            same agency, 1 text of the same publisher\n"
        "            first coastwire.example, 2031-03-05 06:10; last 1 day 3 h later\n"
        "            in common: Skarvik, Ingrid Dahl; 412; mole\n"
        "   1  Harbour reopens after storm drives ferry aground\n"
        "      first        coastwire.example   cw-001            canonical\n"
        "      +3 h 30 min  bayherald.example   bayherald/bh-017  near 81 %\n"
        "   2  We sat on the mole all night\n"
        "      +3 h         west.radio.example  rn-204\n"
        "   2  +1 day 3 h   east.radio.example  east/rn-9         same publisher\n"
        "   1  Ferry\n"
        "      undated                          cx-7              same agency, AFP\n");
    capture_release(&capture);
}

/* 50 columns less indent, lag, relation and gaps are 50 - 6 - 13 - 18 = 13 for the id. */
Test(stories_table, keeps_lag_id_and_relation_on_a_narrow_page)
{
    struct capture capture;

    write_story(&capture, 50);
    check_string(capture.bytes,
                 "5 articles  Harbour reopens after storm drives fe\xe2\x80\xa6\n"
                 "            at most 2 independent origins; not\n"
                 "            counted: 1 copy, 1 text of the same\n"
                 "            agency, 1 text of the same publisher\n"
                 "            first coastwire.example, 2031-03-05\n"
                 "            06:10; last 1 day 3 h later\n"
                 "            in common: Skarvik, Ingrid Dahl; 412;\n"
                 "            mole\n"
                 "   1  Harbour reopens after storm drives ferry ag\xe2\x80\xa6\n"
                 "      first        cw-001         canonical\n"
                 "      +3 h 30 min  bayher\xe2\x80\xa6"
                 "bh-017  near 81 %\n"
                 "   2  We sat on the mole all night\n"
                 "      +3 h         rn-204\n"
                 "   2  +1 day 3 h   east/rn-9      same publisher\n"
                 "   1  Ferry\n"
                 "      undated      cx-7           same agency, AFP\n");
    capture_release(&capture);
}

Test(stories_table, is_never_wider_than_its_page)
{
    for (size_t width = WTW_PAGE_LEAST; width < 130; width++) {
        struct capture capture;

        write_story(&capture, width);
        for (const char *line = capture.bytes; *line;) {
            struct wtw_span text = {line, strcspn(line, "\n")};

            cr_assert(wtw_screen_width(text) <= width, "%zu: %s", width, line);
            line += text.count + 1;
        }
        capture_release(&capture);
    }
}

/* A line for the head's name and its origins, then one an article and a title each 50. */
Test(stories_table, shows_every_member_of_a_story_of_any_size)
{
    enum { SIZE = 1000, CLUSTER_SIZE = 50 };
    struct capture capture;
    struct wtw_page page = {.out = &capture.out, .width = 80};
    struct wtw_story_head head = {
        .article_count = SIZE,
        .cluster_count = SIZE / CLUSTER_SIZE,
        .origin_count = SIZE / CLUSTER_SIZE,
        .begin_seconds = WTW_DATE_UNKNOWN,
        .end_seconds = WTW_DATE_UNKNOWN,
        .first = {.id = text_of("n")},
    };
    struct wtw_story_cluster several[SIZE / CLUSTER_SIZE] = {{.size = 0}};
    const struct wtw_story_cluster cluster = {.title = text_of("Title"), .origin = 3};
    struct wtw_stories_table table;
    struct wtw_error error = {0};
    size_t lines = 0;

    head.clusters = several;
    capture_begin(&capture);
    check_ok(wtw_stories_table_init(&table, &page, &error), &error);
    wtw_stories_table_open(&table, &head);
    for (int i = 0; i < SIZE; i++) {
        struct wtw_story_member one = member("n", "", WTW_DATE_UNKNOWN);

        if (i % CLUSTER_SIZE == 0)
            check_ok(wtw_stories_table_cluster(&table, &cluster, &error), &error);
        check_ok(wtw_stories_table_member(&table, &one, &error), &error);
    }
    wtw_stories_table_close(&table);
    wtw_stories_table_release(&table);
    capture_end(&capture);
    for (size_t i = 0; i < capture.count; i++)
        lines += capture.bytes[i] == '\n';
    check_number(lines, 2 + SIZE + SIZE / CLUSTER_SIZE);
    capture_release(&capture);
}

/* Copies have their relation where others have why they are counted once. */
Test(stories_table, tells_below_a_copy_why_its_text_is_no_origin)
{
    struct capture capture;
    struct wtw_page page = {.out = &capture.out, .width = 80};
    const struct wtw_story_cluster cluster = {
        .size = 2, .origin = 1, .same_as = text_of("z"), .agency = "AFP"};
    struct wtw_story_member members[] = {member("a", "s", 0), member("b", "s", HOUR)};
    struct wtw_stories_table table;
    struct wtw_error error = {0};

    members[1].is_canonical = false;
    members[1].membership.relation = WTW_EXACT;
    members[1].membership.figures =
        (struct wtw_figures){.shared = 9, .a_shingles = 9, .b_shingles = 9};
    capture_begin(&capture);
    check_ok(wtw_stories_table_init(&table, &page, &error), &error);
    check_ok(wtw_stories_table_cluster(&table, &cluster, &error), &error);
    for (size_t i = 0; i < 2; i++) {
        members[i].membership.size = 2;
        check_ok(wtw_stories_table_member(&table, &members[i], &error), &error);
    }
    wtw_stories_table_close(&table);
    wtw_stories_table_release(&table);
    capture_end(&capture);
    check_string(capture.bytes, "   1  same time  s  a  canonical\n"
                                "      same origin as z: both credit AFP\n"
                                "      +1 h       s  b  exact 100 %\n");
    capture_release(&capture);
}

/* One text only, so nothing is at most; and a member of the cluster that is no copy of its
 * canonical. Jaccard: 60 / 140 = .428. */
Test(stories_table, says_of_copies_alone_that_they_are_one_origin)
{
    struct capture capture;
    struct wtw_page page = {.out = &capture.out, .width = 80};
    const struct wtw_story_cluster cluster = {.size = 3, .origin = 1};
    struct wtw_story_head head = {
        .article_count = 3,
        .cluster_count = 1,
        .origin_count = 1,
        .begin_seconds = FIRST_SECONDS,
        .end_seconds = FIRST_SECONDS,
        .first = {.id = text_of("a")},
        .clusters = &cluster,
    };
    struct wtw_story_member members[] = {member("a", "", 0), member("b", "", 0),
                                         member("c", "", 0)};
    struct wtw_stories_table table;
    struct wtw_error error = {0};

    members[0].is_first = true;
    members[1].is_canonical = members[2].is_canonical = false;
    members[1].membership.relation = WTW_ABRIDGED;
    members[1].membership.figures =
        (struct wtw_figures){.shared = 60, .a_shingles = 100, .b_shingles = 100};
    members[2].membership.relation = WTW_EXCERPT;
    capture_begin(&capture);
    check_ok(wtw_stories_table_init(&table, &page, &error), &error);
    wtw_stories_table_open(&table, &head);
    check_ok(wtw_stories_table_cluster(&table, &cluster, &error), &error);
    for (size_t i = 0; i < 3; i++) {
        members[i].membership.size = 3;
        check_ok(wtw_stories_table_member(&table, &members[i], &error), &error);
    }
    wtw_stories_table_close(&table);
    wtw_stories_table_release(&table);
    capture_end(&capture);
    check_string(capture.bytes, "3 articles  a\n"
                                "            one origin; not counted: 2 copies\n"
                                "            first 2031-03-05 06:10\n"
                                "   1  first      a  canonical\n"
                                "      same time  b  abridged 42 %\n"
                                "      same time  c  by others\n");
    capture_release(&capture);
}
