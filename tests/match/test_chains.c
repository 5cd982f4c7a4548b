/*
 * test_chains.c - rows of common places, by texts of numbered words
 */
#include "match/chained_texts.h"

#include "base/faults.h"

Test(chains, of_equal_texts_there_is_one_over_all_of_them)
{
    init_bench();
    share(1, 10);
    make_chains();
    check_number(kept_count(), 1);
    check_chain(kept_chain(0), 0, 0, 8, 8, 10);
    wtw_chains_free(bench.chains);
}

Test(chains, of_texts_without_a_pair_of_words_in_common_there_are_none)
{
    size_t count = 1;

    init_bench();
    make_chains();
    check_number(kept_count(), 0);
    share(1, 1);
    make_chains();
    check_number(kept_count(), 0);
    differ(5, 5);
    share(2, 1);
    differ(5, 5);
    make_chains();
    wtw_chains_items(bench.chains, &count);
    check_number(count, 0);
    wtw_chains_anchors(bench.chains, &count);
    check_number(count, 0);
    wtw_chains_free(bench.chains);
}

Test(chains, of_fewer_than_6_equal_words_are_chance)
{
    init_bench();
    differ(7, 9);
    share(1, 6);
    differ(7, 9);
    make_chains();
    check_number(kept_count(), 1);
    check_chain(kept_chain(0), 7, 9, 11, 13, 6);
    clear_texts();
    differ(7, 9);
    share(1, 5);
    differ(7, 9);
    make_chains();
    check_number(kept_count(), 0);
    wtw_chains_free(bench.chains);
}

/* From one anchor to the next it is one word more than the words between, and one. */
Test(chains, go_on_over_a_step_of_24_words_and_not_of_25)
{
    for (size_t words = 22; words <= 23; words++) {
        init_bench();
        share(1, 8);
        differ(words, words);
        share(11, 8);
        make_chains();
        if (words == 22) {
            check_number(kept_count(), 1);
            check_chain(kept_chain(0), 0, 0, 36, 36, 16);
        } else {
            check_number(kept_count(), 2);
            check_chain(kept_chain(0), 0, 0, 6, 6, 8);
            check_chain(kept_chain(1), 31, 31, 37, 37, 8);
        }
        wtw_chains_free(bench.chains);
        clear_texts();
    }
}

/* Steps may differ by 4 and a quarter of the longer one: 8 and 16 by 4 + 4, 2 and 8 by
 * 4 + 2, 14 and 24 by 4 + 6. */
Test(chains, go_on_where_the_steps_are_about_as_long_in_both_texts)
{
    static const struct {
        size_t a_step;
        size_t b_step;
        size_t kept;
    } table[] = {{2, 2, 1},   {8, 16, 1},  {7, 16, 2},  {16, 8, 1}, {16, 7, 2},
                 {2, 8, 1},   {2, 9, 2},   {8, 2, 1},   {9, 2, 2},  {14, 24, 1},
                 {13, 24, 2}, {24, 14, 1}, {24, 13, 2}, {24, 25, 2}};

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        init_bench();
        share(1, 8);
        differ(table[i].a_step - 2, table[i].b_step - 2);
        share(11, 8);
        make_chains();
        cr_assert(kept_count() == table[i].kept, "steps of %zu and %zu: %zu chains",
                  table[i].a_step, table[i].b_step, kept_count());
        wtw_chains_free(bench.chains);
        clear_texts();
    }
}

Test(chains, count_equal_words_and_none_of_those_between)
{
    init_bench();
    differ(3, 5);
    share(1, 4);
    differ(1, 2);
    share(11, 2);
    differ(6, 6);
    share(21, 3);
    make_chains();
    check_number(kept_count(), 1);
    check_chain(kept_chain(0), 3, 5, 17, 20, 9);
    wtw_chains_free(bench.chains);
}

/* Word 1 alone is no pair, however often both texts go on as they began. */
Test(chains, single_words_between_others_are_not_seen)
{
    init_bench();
    for (uint64_t word = 1; word <= 20; word++) {
        share(word, 1);
        differ(1, 1);
    }
    make_chains();
    check_number(kept_count(), 0);
    wtw_chains_free(bench.chains);
}

Test(chains, pairs_that_stand_three_times_in_a_text_say_nothing_about_the_place)
{
    for (int times = 2; times <= 3; times++) {
        for (char text = 'a'; text <= 'b'; text++) {
            size_t anchors = 0;

            init_bench();
            share(1, 8);
            for (int i = 1; i < times; i++) {
                differ(40, 40);
                say(text, 1, 8);
            }
            make_chains();
            wtw_chains_anchors(bench.chains, &anchors);
            check_number(anchors, times == 2 ? 2 * 7 : 0);
            check_number(kept_count(), times == 2 ? 1 : 0);
            wtw_chains_free(bench.chains);
            clear_texts();
        }
    }
}

/* b says words 1 to 8 twice; then both say 21 to 26, a after 6 words of its own. After 4
 * in b the second time fits better, by 2 against 6; after 2 both fit by 4. */
Test(chains, take_an_anchor_where_it_fits_best_the_oldest_of_equals)
{
    init_bench();
    share(1, 8);
    say('b', 1, 8);
    differ(6, 4);
    share(21, 6);
    make_chains();
    check_number(kept_count(), 1);
    check_chain(kept_chain(0), 0, 8, 18, 24, 14);
    clear_texts();
    share(1, 8);
    say('b', 1, 8);
    differ(6, 2);
    share(21, 6);
    make_chains();
    check_number(kept_count(), 1);
    check_chain(kept_chain(0), 0, 0, 18, 22, 14);
    wtw_chains_free(bench.chains);
}

/* One text says 20 words and goes on; the other breaks off, and later says the last
 * 'again' of them again and goes on with 'more'. */
static size_t kept_of_echo(char whole, char broken, size_t again, size_t more)
{
    size_t kept = 0;

    init_bench();
    share(1, 20);
    say(whole, 31, more);
    say(broken, bench.next_own, 40);
    bench.next_own += 40;
    say(broken, 21 - again, again);
    say(broken, 31, more);
    make_chains();
    kept = kept_count();
    wtw_chains_free(bench.chains);
    clear_texts();
    return kept;
}

Test(chains, half_of_which_a_longer_one_covers_are_its_echo)
{
    check_number(kept_of_echo('a', 'b', 6, 6), 1);
    check_number(kept_of_echo('a', 'b', 6, 7), 2);
    check_number(kept_of_echo('a', 'b', 5, 5), 1);
    check_number(kept_of_echo('a', 'b', 5, 6), 2);
    check_number(kept_of_echo('b', 'a', 6, 6), 1);
    check_number(kept_of_echo('b', 'a', 6, 7), 2);
}

/* The words that were said first and those said again, 8 each, are equally many. */
Test(chains, of_equally_long_ones_the_first_is_kept)
{
    init_bench();
    share(1, 8);
    differ(40, 40);
    say('b', 1, 8);
    make_chains();
    check_number(kept_count(), 1);
    check_chain(kept_chain(0), 0, 0, 6, 6, 8);
    wtw_chains_free(bench.chains);
}

/* Every pair of the first words of a stands twice in b, each on its own, so that two
 * chains begin, and one where 'chains' is odd; the first would go on 20 words later. */
static void say_many_beginnings(uint32_t chains)
{
    uint32_t pairs = (chains + 1) / 2;

    clear_texts();
    say('a', 1, pairs + 1);
    differ(20 - pairs - 1, 0);
    say('a', 101, 8);
    say('b', 1, 2);
    differ(0, 18);
    say('b', 101, 8);
    for (uint32_t i = 1; i < chains; i++) {
        differ(0, 60);
        say('b', i / 2 + 1, 2);
    }
}

Test(chains, more_than_32_at_a_time_end_the_oldest)
{
    init_bench();
    say_many_beginnings(32);
    make_chains();
    check_number(kept_count(), 1);
    check_chain(kept_chain(0), 0, 0, 26, 26, 10);
    say_many_beginnings(33);
    make_chains();
    check_number(kept_count(), 1);
    check_chain(kept_chain(0), 20, 20, 26, 26, 8);
    wtw_chains_free(bench.chains);
}

Test(chains, that_were_made_are_replaced_by_the_next)
{
    size_t count = 0;

    init_bench();
    share(1, 400);
    make_chains();
    check_chain(kept_chain(0), 0, 0, 398, 398, 400);
    clear_texts();
    share(500, 7);
    make_chains();
    check_number(kept_count(), 1);
    check_chain(kept_chain(0), 0, 0, 5, 5, 7);
    wtw_chains_anchors(bench.chains, &count);
    check_number(count, 6);
    clear_texts();
    make_chains();
    wtw_chains_items(bench.chains, &count);
    check_number(count, 0);
    wtw_chains_anchors(bench.chains, &count);
    check_number(count, 0);
    wtw_chains_free(bench.chains);
}

Test(chains, none_may_be_freed)
{
    wtw_chains_free(NULL);
}

#ifdef WTW_FAULTS

Test(chains, a_failed_allocation_is_told_and_they_can_be_made_again)
{
    bool failed = true;
    uint64_t nth = 1;

    init_bench();
    share(1, 300);
    differ(30, 30);
    share(400, 300);
    wtw_chains_free(bench.chains);
    for (nth = 1; failed; nth++) {
        struct wtw_chains *chains = NULL;
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_chains_new(&chains, NULL);
        if (status == WTW_OK)
            status = wtw_chains_make(chains, &bench.texts, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (failed)
            check_number(status, WTW_NO_MEMORY);
        if (chains) {
            bench.chains = chains;
            make_chains();
            check_number(kept_count(), 2);
        }
        wtw_chains_free(chains);
    }
    check(nth > 6);
}

#endif
