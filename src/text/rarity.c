/*
 * rarity.c - how common words are, counted beforehand
 *
 * Five articles cannot show by themselves that "said" is common and "Bakhmut" is not. The
 * table can: it holds stems that stand in one of 400 English articles or more, one of 80
 * Russian ones, and the articles, prepositions and so on of some other languages
 * (bench/make_rarity_table has counted them). What the input itself shows is weighed
 * against it in match/term_weights.
 */
#include "text/rarity.h"

enum { INDEX_SHIFT = 32 - WTW_RARITY_INDEX_BITS };

void wtw_rarity_index_make(struct wtw_rarity_index *index)
{
    size_t at = 0;

    for (uint32_t i = 0; i <= 1u << WTW_RARITY_INDEX_BITS; i++) {
        while (at < wtw_rarity_table_count && wtw_rarity_table[at] >> INDEX_SHIFT < i)
            at++;
        index->starts[i] = (uint16_t)at;
    }
}
