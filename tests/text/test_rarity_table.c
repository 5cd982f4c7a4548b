/*
 * test_rarity_table.c - what bench/make_rarity_table promises of the numbers it writes
 */
#include "check.h"

#include "text/rarity.h"

Test(rarity_table, ascends_with_each_stem_once)
{
    check(wtw_rarity_table_count > 4000 && wtw_rarity_table_count < UINT16_MAX);
    for (size_t i = 1; i < wtw_rarity_table_count; i++)
        check(wtw_rarity_table[i - 1] >> 5 < wtw_rarity_table[i] >> 5);
}

Test(rarity_table, has_levels_up_to_15_and_more_rare_words_than_common_ones)
{
    size_t common = 0;

    for (size_t i = 0; i < wtw_rarity_table_count; i++) {
        check((wtw_rarity_table[i] & 31u) <= 15);
        common += (wtw_rarity_table[i] & 31u) < 8;
    }
    check(common > 0 && common < wtw_rarity_table_count / 2);
}
