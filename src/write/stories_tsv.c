/*
 * stories_tsv.c - a row for each article, in input order, with its story
 *
 * A contract: columns are only ever added at the end.
 */
#include "write/stories_out.h"

#include "write/tsv_out.h"

#include <inttypes.h>
#include <stdio.h>

void wtw_stories_tsv_header(struct wtw_out *out)
{
    wtw_out_words(
        out, "id\tstory\tarticles\tclusters\torigins\tcluster\torigin\tlag_seconds\n");
}

void wtw_stories_tsv_row(struct wtw_out *out, const struct wtw_story_row *row)
{
    char lag[32] = "";

    if (row->lag_seconds != WTW_DATE_UNKNOWN)
        snprintf(lag, sizeof lag, "%" PRId64, row->lag_seconds);
    wtw_tsv_text(out, row->id);
    wtw_tsv_tab(out);
    wtw_tsv_text(out, row->story);
    wtw_tsv_tab(out);
    wtw_out_number(out, row->article_count);
    wtw_tsv_tab(out);
    wtw_out_number(out, row->cluster_count);
    wtw_tsv_tab(out);
    wtw_out_number(out, row->origin_count);
    wtw_tsv_tab(out);
    wtw_tsv_text(out, row->cluster);
    wtw_tsv_tab(out);
    wtw_tsv_text(out, row->origin);
    wtw_tsv_tab(out);
    wtw_out_words(out, lag);
    wtw_tsv_line(out);
}
