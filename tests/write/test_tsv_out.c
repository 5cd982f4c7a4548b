/*
 * test_tsv_out.c - tab-separated values that survive any text
 */
#include "capture.h"
#include "write/clusters_out.h"
#include "write/pairs_out.h"
#include "write/stories_out.h"
#include "write/tsv_out.h"

static struct wtw_row tsv(struct capture *capture)
{
    return (struct wtw_row){.out = &capture->out};
}

Test(tsv_out, escapes_what_would_break_a_row_and_nothing_else)
{
    struct capture capture;

    capture_begin(&capture);
    wtw_tsv_text(&capture.out, text_of("a\tb\nc\rd\\e \"f\" \xc3\xa9\xff"));
    wtw_tsv_tab(&capture.out);
    wtw_tsv_text(&capture.out, (struct wtw_span){NULL, 0});
    wtw_tsv_tab(&capture.out);
    wtw_tsv_text(&capture.out, text_of("\\"));
    wtw_tsv_line(&capture.out);
    capture_end(&capture);
    check_string(capture.bytes, "a\\tb\\nc\\rd\\\\e \"f\" \xc3\xa9\xff\t\t\\\\\n");
    capture_release(&capture);
}

Test(tsv_out, gives_a_membership_the_columns_of_the_contract)
{
    struct wtw_membership membership = {
        .size = 2,
        .relation = WTW_ABRIDGED,
        .figures = {.shared = 28, .a_shingles = 28, .b_shingles = 40},
    };
    struct capture capture;

    capture_begin(&capture);
    wtw_clusters_row_header(tsv(&capture), true);
    wtw_clusters_row(tsv(&capture), text_of("b"), text_of("a"), text_of("c"), &membership,
                     text_of("s\t1"));
    capture_end(&capture);
    check_string(capture.bytes, "id\tcluster\tsize\tcanonical\trelation\tjaccard\t"
                                "contained\tcontains\tstory\n"
                                "b\ta\t2\tc\tabridged\t0.7000\t1.0000\t0.7000\ts\\t1\n");
    capture_release(&capture);
}

Test(tsv_out, has_no_column_of_stories_where_none_were_looked_for)
{
    struct wtw_membership membership = {.size = 1, .relation = WTW_EXACT};
    struct capture capture;

    capture_begin(&capture);
    wtw_clusters_row_header(tsv(&capture), false);
    wtw_clusters_row(tsv(&capture), text_of("a"), text_of("a"), text_of("a"), &membership,
                     (struct wtw_span){NULL, 0});
    capture_end(&capture);
    check_string(capture.bytes,
                 "id\tcluster\tsize\tcanonical\trelation\tjaccard\tcontained\tcontains\n"
                 "a\ta\t1\ta\texact\t0.0000\t0.0000\t0.0000\n");
    capture_release(&capture);
}

Test(tsv_out, gives_an_article_its_story_and_origin)
{
    struct wtw_story_row row = {
        .id = text_of("c"),
        .story = text_of("a"),
        .cluster = text_of("b"),
        .origin = text_of("a"),
        .article_count = 5,
        .cluster_count = 4,
        .origin_count = 3,
        .lag_seconds = 3600,
    };
    struct capture capture;

    capture_begin(&capture);
    wtw_stories_row_header(tsv(&capture));
    wtw_stories_row(tsv(&capture), &row);
    row.lag_seconds = WTW_DATE_UNKNOWN;
    wtw_stories_row(tsv(&capture), &row);
    capture_end(&capture);
    check_string(capture.bytes,
                 "id\tstory\tarticles\tclusters\torigins\tcluster\torigin\tlag_seconds\n"
                 "c\ta\t5\t4\t3\tb\ta\t3600\n"
                 "c\ta\t5\t4\t3\tb\ta\t\n");
    capture_release(&capture);
}

Test(tsv_out, gives_a_match_the_columns_of_the_contract)
{
    struct wtw_match match = {
        .relation = WTW_NEAR,
        .figures = {.shared = 37,
                    .a_shingles = 40,
                    .b_shingles = 40,
                    .longest_passage_tokens = 22},
    };
    struct capture capture;

    capture_begin(&capture);
    wtw_pairs_row_header(tsv(&capture));
    wtw_pairs_row(tsv(&capture), text_of("a"), text_of("b"), &match);
    capture_end(&capture);
    check_string(capture.bytes, "id_a\tid_b\trelation\tjaccard\ta_in_b\tb_in_a\t"
                                "shared_shingles\tlongest_passage_tokens\n"
                                "a\tb\tnear\t0.8605\t0.9250\t0.9250\t37\t22\n");
    capture_release(&capture);
}
