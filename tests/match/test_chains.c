/*
 * test_chains.c - rows of common places, by texts of numbered words and by trying all
 *
 * Tokens are numbers here. Words that are in one text only are counted up from OWN, so
 * that no two of them are alike.
 */
#include "check.h"
#include "match/chain_oracle.h"
#include "random_input.h"

#include "base/faults.h"
#include "match/chains.h"

enum { TOKENS_MAX = 3000 };

/* Two texts that are written word by word. */
struct bench {
    uint64_t a[TOKENS_MAX];
    uint64_t b[TOKENS_MAX];
    struct wtw_chain_texts texts;
    uint64_t next_own;
    struct wtw_chains *chains;
};

static struct bench bench;

static void init_bench(void)
{
    struct wtw_error error = {0};

    bench.texts = (struct wtw_chain_texts){.a = bench.a, .b = bench.b};
    bench.next_own = 1000000;
    check_ok(wtw_chains_new(&bench.chains, &error), &error);
}

static void clear_texts(void)
{
    bench.texts.a_count = bench.texts.b_count = 0;
}

/* Writes words [first, first + count) to a text. */
static void say(char text, uint64_t first, size_t count)
{
    for (uint64_t word = first; word < first + count; word++) {
        if (text != 'b')
            bench.a[bench.texts.a_count++] = word;
        if (text != 'a')
            bench.b[bench.texts.b_count++] = word;
    }
}

/* Writes words to both texts. */
static void share(uint64_t first, size_t count)
{
    say('+', first, count);
}

/* Writes words that are nowhere else. */
static void differ(size_t a_count, size_t b_count)
{
    say('a', bench.next_own, a_count);
    bench.next_own += a_count;
    say('b', bench.next_own, b_count);
    bench.next_own += b_count;
}

static void make_chains(void)
{
    struct wtw_error error = {0};

    check_ok(wtw_chains_make(bench.chains, &bench.texts, &error), &error);
}

static size_t kept_count(void)
{
    size_t count = 0;
    const struct wtw_chain *items = wtw_chains_items(bench.chains, &count);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        kept += items[i].is_kept;
    return kept;
}

static size_t anchor_count(void)
{
    size_t rows = 0;
    const struct wtw_anchor_row *row = wtw_chains_rows(bench.chains, &rows);
    size_t count = 0;

    for (size_t i = 0; i < rows; i++)
        count += row[i].count;
    return count;
}

/* The i-th of the kept chains. */
static struct wtw_chain kept_chain(size_t i)
{
    size_t count = 0;
    const struct wtw_chain *items = wtw_chains_items(bench.chains, &count);
    size_t place = 0;

    check(i < kept_count());
    while (!items[place].is_kept || i-- > 0)
        place++;
    return items[place];
}

#define check_chain(chain, begins_in_a, begins_in_b, lasts_in_a, lasts_in_b, words)      \
    do {                                                                                 \
        struct wtw_chain checked = (chain);                                              \
        check_number(checked.a_begin, begins_in_a);                                      \
        check_number(checked.b_begin, begins_in_b);                                      \
        check_number(checked.a_last, lasts_in_a);                                        \
        check_number(checked.b_last, lasts_in_b);                                        \
        check_number(checked.shared, words);                                             \
    } while (0)

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
    check_number(anchor_count(), 0);
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

Test(chains, have_a_row_of_anchors_for_each_run_of_equal_words)
{
    size_t count = 0;
    const struct wtw_anchor_row *rows = NULL;

    init_bench();
    differ(3, 5);
    share(1, 4);
    differ(1, 0);
    share(11, 2);
    make_chains();
    rows = wtw_chains_rows(bench.chains, &count);
    check_number(count, 2);
    check_number(rows[0].a, 3);
    check_number(rows[0].b, 5);
    check_number(rows[0].count, 3);
    check_number(rows[1].a, 8);
    check_number(rows[1].b, 9);
    check_number(rows[1].count, 1);
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
            init_bench();
            share(1, 8);
            for (int i = 1; i < times; i++) {
                differ(40, 40);
                say(text, 1, 8);
            }
            make_chains();
            check_number(anchor_count(), times == 2 ? 2 * 7 : 0);
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
    check_number(anchor_count(), 6);
    clear_texts();
    make_chains();
    wtw_chains_items(bench.chains, &count);
    check_number(count, 0);
    check_number(anchor_count(), 0);
    wtw_chains_free(bench.chains);
}

Test(chains, none_may_be_freed)
{
    wtw_chains_free(NULL);
}

/* ------------------------------------------------------------------ against trying all */

static void check_tried(struct tried *tried)
{
    size_t count = 0;
    const struct wtw_anchor_row *rows = wtw_chains_rows(bench.chains, &count);
    const struct tried_anchor *anchor = tried->anchors;
    const struct wtw_chain *chains = NULL;

    tried->chain_count = 0;
    try_anchors(tried, &bench.texts);
    check_number(anchor_count(), tried->anchor_count);
    for (size_t i = 0; i < tried->anchor_count; i++)
        try_anchor(tried, &tried->anchors[i]);
    for (size_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < rows[i].count; j++, anchor++) {
            check_number(rows[i].a + j, anchor->a);
            check_number(rows[i].b + j, anchor->b);
            check_number(rows[i].chain, anchor->chain);
        }
    try_keeping(tried);
    chains = wtw_chains_items(bench.chains, &count);
    check_number(count, tried->chain_count);
    for (size_t i = 0; i < count; i++) {
        const struct wtw_chain *wanted = &tried->chains[i];

        check_chain(chains[i], wanted->a_begin, wanted->b_begin, wanted->a_last,
                    wanted->b_last, wanted->shared);
        check_number(chains[i].is_kept, wanted->is_kept);
    }
}

/* b is parts of a in any order with words replaced, or words at random. */
static void say_random_texts(struct random_input *random)
{
    uint32_t vocabulary = random_between(random, 2, 60);
    double edits = random_real(random) * .5;
    uint32_t place = 0;

    clear_texts();
    bench.texts.a_count = random_below(random, SHORT_MAX);
    bench.texts.b_count = random_below(random, SHORT_MAX);
    for (size_t i = 0; i < bench.texts.a_count; i++)
        bench.a[i] = random_below(random, vocabulary);
    for (size_t i = 0; i < bench.texts.b_count; i++) {
        bool is_copied = bench.texts.a_count && !random_chance(random, edits);

        if (is_copied && random_chance(random, .05))
            place = random_below(random, (uint32_t)bench.texts.a_count);
        bench.b[i] = is_copied ? bench.a[place++ % bench.texts.a_count]
                               : random_below(random, vocabulary);
    }
}

Test(chains, are_those_found_by_trying_every_place_with_every_other)
{
    static struct tried tried;
    struct random_input random = random_begin(190);
    size_t kept = 0;
    size_t echoes = 0;

    init_bench();
    for (int round = 0; round < 4000; round++) {
        say_random_texts(&random);
        make_chains();
        check_tried(&tried);
        kept += kept_count();
        for (size_t i = 0; i < tried.chain_count; i++)
            echoes += tried.chains[i].shared >= 6 && !tried.chains[i].is_kept;
    }
    check(kept > 2000);
    check(echoes > 100);
    wtw_chains_free(bench.chains);
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
