/*
 * clusters_tsv.c - a row for each article, in input order
 *
 * A contract: columns are only ever added at the end.
 */
#include "write/clusters_out.h"

#include "write/tsv_out.h"

void wtw_clusters_tsv_header(struct wtw_out *out, bool has_stories)
{
    wtw_out_words(out,
                  "id\tcluster\tsize\tcanonical\trelation\tjaccard\tcontained\tcontains");
    wtw_out_words(out, has_stories ? "\tstory\n" : "\n");
}

void wtw_clusters_tsv_row(struct wtw_out *out, struct wtw_span id,
                          struct wtw_span cluster, struct wtw_span canonical,
                          const struct wtw_membership *membership, struct wtw_span story)
{
    wtw_tsv_text(out, id);
    wtw_tsv_tab(out);
    wtw_tsv_text(out, cluster);
    wtw_tsv_tab(out);
    wtw_out_number(out, membership->size);
    wtw_tsv_tab(out);
    wtw_tsv_text(out, canonical);
    wtw_tsv_tab(out);
    wtw_out_words(out, wtw_relation_name(membership->relation));
    wtw_tsv_tab(out);
    wtw_out_ratio(out, wtw_jaccard(&membership->figures));
    wtw_tsv_tab(out);
    wtw_out_ratio(out, wtw_a_in_b(&membership->figures));
    wtw_tsv_tab(out);
    wtw_out_ratio(out, wtw_b_in_a(&membership->figures));
    if (story.items) {
        wtw_tsv_tab(out);
        wtw_tsv_text(out, story);
    }
    wtw_tsv_line(out);
}
