/*
 * pairs_rows.c - a row for each match
 *
 * A contract: columns are only ever added at the end.
 */
#include "write/pairs_out.h"

void wtw_pairs_row_header(struct wtw_row row)
{
    wtw_row_header(row, "id_a\tid_b\trelation\tjaccard\ta_in_b\tb_in_a\tshared_shingles\t"
                        "longest_passage_tokens\n");
}

void wtw_pairs_row(struct wtw_row row, struct wtw_span id_a, struct wtw_span id_b,
                   const struct wtw_match *match)
{
    wtw_row_text(row, id_a);
    wtw_row_next(row);
    wtw_row_text(row, id_b);
    wtw_row_next(row);
    wtw_out_words(row.out, wtw_relation_name(match->relation));
    wtw_row_next(row);
    wtw_out_ratio(row.out, wtw_jaccard(&match->figures));
    wtw_row_next(row);
    wtw_out_ratio(row.out, wtw_a_in_b(&match->figures));
    wtw_row_next(row);
    wtw_out_ratio(row.out, wtw_b_in_a(&match->figures));
    wtw_row_next(row);
    wtw_out_number(row.out, match->figures.shared);
    wtw_row_next(row);
    wtw_out_number(row.out, match->figures.longest_passage_tokens);
    wtw_row_end(row);
}
