/*
 * pairs_tsv.c - a row for each match
 *
 * A contract: columns are only ever added at the end.
 */
#include "write/pairs_out.h"

#include "write/tsv_out.h"

void wtw_pairs_tsv_header(struct wtw_out *out)
{
    wtw_out_words(out, "id_a\tid_b\trelation\tjaccard\ta_in_b\tb_in_a\tshared_shingles\t"
                       "longest_passage_tokens\n");
}

void wtw_pairs_tsv_row(struct wtw_out *out, struct wtw_span id_a, struct wtw_span id_b,
                       const struct wtw_match *match)
{
    wtw_tsv_text(out, id_a);
    wtw_tsv_tab(out);
    wtw_tsv_text(out, id_b);
    wtw_tsv_tab(out);
    wtw_out_words(out, wtw_relation_name(match->relation));
    wtw_tsv_tab(out);
    wtw_out_ratio(out, wtw_jaccard(&match->figures));
    wtw_tsv_tab(out);
    wtw_out_ratio(out, wtw_a_in_b(&match->figures));
    wtw_tsv_tab(out);
    wtw_out_ratio(out, wtw_b_in_a(&match->figures));
    wtw_tsv_tab(out);
    wtw_out_number(out, match->figures.shared);
    wtw_tsv_tab(out);
    wtw_out_number(out, match->figures.longest_passage_tokens);
    wtw_tsv_line(out);
}
