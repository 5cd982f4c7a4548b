/*
 * test_suggest.c - the word that was perhaps meant
 */
#include "check.h"
#include "cli/suggest.h"

static const char *const words[] = {"cluster", "pairs", "compare", "inspect"};

static const char *suggest(const char *wanted)
{
    const char *suggestion = wtw_suggest(wanted, words, 4);

    return suggestion ? suggestion : "nothing";
}

Test(suggest, counts_letters_inserted_removed_replaced_and_swapped)
{
    check_number(wtw_word_distance("", ""), 0);
    check_number(wtw_word_distance("", "abc"), 3);
    check_number(wtw_word_distance("abc", ""), 3);
    check_number(wtw_word_distance("abc", "abc"), 0);
    check_number(wtw_word_distance("abc", "abxc"), 1);
    check_number(wtw_word_distance("abc", "ac"), 1);
    check_number(wtw_word_distance("abc", "axc"), 1);
    check_number(wtw_word_distance("abc", "acb"), 1);
    check_number(wtw_word_distance("kitten", "sitting"), 3);
    check_number(wtw_word_distance("ca", "abc"), 3); /* no edits inside a swap */
}

Test(suggest, takes_very_long_words_as_wholly_different)
{
    char long_word[101];

    memset(long_word, 'a', 100);
    long_word[100] = '\0';
    check_number(wtw_word_distance(long_word, "a"), 100);
    check_number(wtw_word_distance("a", long_word), 100);
}

Test(suggest, finds_a_slip_and_a_beginning_but_not_a_different_word)
{
    check_string(suggest("clutser"), "cluster");
    check_string(suggest("clstr"), "cluster");
    check_string(suggest("pair"), "pairs");
    check_string(suggest("comp"), "compare");
    check_string(suggest("inspct"), "inspect");
    check_string(suggest("frobnicate"), "nothing");
    check_string(suggest("x"), "nothing");
    check_string(suggest(""), "nothing");
}
