/*
 * test_rarity.c - which words count as common before any input is seen
 */
#include "check.h"

#include "text/rarity.h"
#include "text/stems.h"

static uint32_t level_of(const char *word)
{
    struct wtw_rarity_index index;
    uint32_t characters = 0;
    uint64_t hash = wtw_stem_hash(word, strlen(word), strlen(word), &characters);

    wtw_rarity_index_make(&index);
    return wtw_rarity_level(&index, (uint32_t)(hash >> (64 - WTW_RARITY_HASH_BITS)),
                            WTW_RARITY_UNKNOWN);
}

Test(rarity, function_words_are_common_in_many_languages)
{
    static const char *const words[] = {"the", "of",  "and", "der", "nicht", "les",
                                        "est", "los", "che", "não", "het",   "och",
                                        "не",  "что", "для", "już", "değil"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        cr_assert(level_of(words[i]) <= 3, "%s has level %u", words[i],
                  level_of(words[i]));
}

Test(rarity, news_words_stand_between_function_words_and_names)
{
    check(level_of("said") < level_of("minister"));
    check(level_of("minister") < WTW_RARITY_UNKNOWN);
    check_number(level_of("Wexelby"), WTW_RARITY_UNKNOWN);
    check_number(level_of("Квазимодов"), WTW_RARITY_UNKNOWN);
}

Test(rarity, each_entry_is_found_and_what_stands_between_is_not)
{
    struct wtw_rarity_index index;

    wtw_rarity_index_make(&index);
    for (size_t i = 0; i < wtw_rarity_table_count; i++) {
        uint32_t stem = wtw_rarity_table[i] >> WTW_RARITY_HASH_SHIFT;

        check_number(wtw_rarity_level(&index, stem, 99), wtw_rarity_table[i] & 31u);
        if (i + 1 < wtw_rarity_table_count &&
            wtw_rarity_table[i + 1] >> WTW_RARITY_HASH_SHIFT > stem + 1)
            check_number(wtw_rarity_level(&index, stem + 1, 99), 99);
    }
    check_number(wtw_rarity_level(&index, 0, 99), 99);
    check_number(wtw_rarity_level(&index, (1u << WTW_RARITY_HASH_BITS) - 1, 99), 99);
}
