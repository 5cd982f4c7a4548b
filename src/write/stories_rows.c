/*
 * stories_rows.c - a row for each article, in input order, with its story
 *
 * A contract: columns are only ever added at the end.
 */
#include "write/stories_out.h"

#include <inttypes.h>
#include <stdio.h>

void wtw_stories_row_header(struct wtw_row row)
{
    wtw_row_header(
        row, "id\tstory\tarticles\tclusters\torigins\tcluster\torigin\tlag_seconds\n");
}

void wtw_stories_row(struct wtw_row row, const struct wtw_story_row *story)
{
    char lag[32] = "";

    if (story->lag_seconds != WTW_DATE_UNKNOWN)
        snprintf(lag, sizeof lag, "%" PRId64, story->lag_seconds);
    wtw_row_text(row, story->id);
    wtw_row_next(row);
    wtw_row_text(row, story->story);
    wtw_row_next(row);
    wtw_out_number(row.out, story->article_count);
    wtw_row_next(row);
    wtw_out_number(row.out, story->cluster_count);
    wtw_row_next(row);
    wtw_out_number(row.out, story->origin_count);
    wtw_row_next(row);
    wtw_row_text(row, story->cluster);
    wtw_row_next(row);
    wtw_row_text(row, story->origin);
    wtw_row_next(row);
    wtw_out_words(row.out, lag);
    wtw_row_end(row);
}
