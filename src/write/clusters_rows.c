/*
 * clusters_rows.c - a row for each article, in input order
 *
 * A contract: columns are only ever added at the end.
 */
#include "write/clusters_out.h"

void wtw_clusters_row_header(struct wtw_row row, bool has_stories)
{
    wtw_row_header(
        row, "id\tcluster\tsize\tcanonical\trelation\tjaccard\tcontained\tcontains");
    wtw_row_header(row, has_stories ? "\tstory\n" : "\n");
}

void wtw_clusters_row(struct wtw_row row, struct wtw_span id, struct wtw_span cluster,
                      struct wtw_span canonical, const struct wtw_membership *membership,
                      struct wtw_span story)
{
    wtw_row_text(row, id);
    wtw_row_next(row);
    wtw_row_text(row, cluster);
    wtw_row_next(row);
    wtw_out_number(row.out, membership->size);
    wtw_row_next(row);
    wtw_row_text(row, canonical);
    wtw_row_next(row);
    wtw_out_words(row.out, wtw_relation_name(membership->relation));
    wtw_row_next(row);
    wtw_out_ratio(row.out, wtw_jaccard(&membership->figures));
    wtw_row_next(row);
    wtw_out_ratio(row.out, wtw_a_in_b(&membership->figures));
    wtw_row_next(row);
    wtw_out_ratio(row.out, wtw_b_in_a(&membership->figures));
    if (story.items) {
        wtw_row_next(row);
        wtw_row_text(row, story);
    }
    wtw_row_end(row);
}
