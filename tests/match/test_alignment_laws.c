/*
 * test_alignment_laws.c - what holds of the alignment of any two texts
 *
 * Most texts are edits of each other, made by the test, which keeps a list of what it
 * replaced, put in and left out. What is no edit but chance has to obey the laws of
 * aligned_sides.h.
 */
#include "match/aligned_sides.h"

#include "base/faults.h"

#include <stdlib.h>
#include <time.h>

/* ------------------------------------------------------------------ edits */

struct edit {
    uint32_t a_token, b_token, a_count, b_count;
};

struct edits {
    struct edit items[WORDS_MAX];
    size_t count;
};

static uint32_t fresh_word;

/* Replaces words by as many or nearly as many new ones, puts some in or leaves some out,
 * where both texts have come to. */
static void add_edit(struct edits *edits, struct random_input *random)
{
    struct edit edit = {a.count, b.count, 0, 0};

    switch (random_below(random, 3)) {
    case 0:
        edit.a_count = random_between(random, 1, FURTHEST_STEP - 2);
        edit.b_count = edit.a_count;
        break;
    case 1:
        edit.a_count = random_between(random, 0, 4);
        edit.b_count = 4 - edit.a_count;
        break;
    default:
        edit.a_count = random_between(random, 10, 20);
        edit.b_count = edit.a_count - random_between(random, 0, 4);
    }
    add_words(&a, fresh_word, edit.a_count);
    add_words(&b, fresh_word + edit.a_count, edit.b_count);
    fresh_word += edit.a_count + edit.b_count;
    edits->items[edits->count++] = edit;
}

static void keep_words(uint32_t count)
{
    add_words(&a, fresh_word, count);
    add_words(&b, fresh_word, count);
    fresh_word += count;
}

/* Both texts begin and end with the same words; two at least are kept between edits. */
static void make_edited_texts(struct edits *edits, struct random_input *random)
{
    begin_sides();
    edits->count = 0;
    fresh_word = 0;
    keep_words(random_between(random, 3, 9));
    while (a.count < WORDS_MAX - 50 && b.count < WORDS_MAX - 50) {
        add_edit(edits, random);
        keep_words(random_between(random, 2, 12));
    }
    keep_words(3);
}

Test(alignment_laws, differences_are_exactly_the_edits)
{
    static struct edits edits;
    struct random_input random = random_begin(380);
    struct wtw_alignment *alignment = new_alignment();

    for (int round = 0; round < 300; round++) {
        const struct wtw_difference *differences = NULL;

        make_edited_texts(&edits, &random);
        align_sides(alignment, 381);
        check_number(wtw_alignment_count(alignment), 1);
        check_number(wtw_alignment_items(alignment)->a_count, a.count);
        check_number(wtw_alignment_items(alignment)->b_count, b.count);
        check_number(wtw_alignment_difference_count(alignment), edits.count);
        differences = wtw_alignment_differences(alignment);
        for (size_t i = 0; i < edits.count; i++) {
            check_number(differences[i].a_token, edits.items[i].a_token);
            check_number(differences[i].b_token, edits.items[i].b_token);
            check_number(differences[i].a_count, edits.items[i].a_count);
            check_number(differences[i].b_count, edits.items[i].b_count);
        }
    }
    wtw_alignment_free(alignment);
}

Test(alignment_laws, every_third_word_replaced_still_covers_nearly_all)
{
    struct wtw_alignment *alignment = new_alignment();

    begin_sides();
    for (uint32_t i = 0; i < 300; i++) {
        add_word(&a, i);
        add_word(&b, i % 3 == 2 ? 1000 + i : i);
    }
    align_sides(alignment, 382);
    check_number(wtw_alignment_count(alignment), 1);
    check_number(wtw_alignment_items(alignment)->a_count, 299);
    check_number(wtw_alignment_items(alignment)->shared_tokens, 200);
    check_number(wtw_alignment_difference_count(alignment), 100);
    for (uint32_t i = 0; i < 100; i++) {
        const struct wtw_difference *difference = wtw_alignment_differences(alignment);

        check_number(difference[i].a_token, 3 * i + 2);
        check_number(difference[i].b_token, 3 * i + 2);
        check_number(difference[i].a_count, 1);
        check_number(difference[i].b_count, 1);
    }
    wtw_alignment_free(alignment);
}

Test(alignment_laws, a_step_of_24_words_is_bridged_one_of_25_is_not)
{
    struct wtw_alignment *alignment = new_alignment();

    for (uint32_t step = 3; step < 40; step++) {
        begin_sides();
        fresh_word = 0;
        keep_words(30);
        add_words(&a, 1000, step - 2);
        add_words(&b, 2000, step - 2);
        keep_words(30);
        align_sides(alignment, 383);
        check_number(wtw_alignment_count(alignment), step <= FURTHEST_STEP ? 1 : 2);
        check_number(wtw_alignment_difference_count(alignment), step <= FURTHEST_STEP);
    }
    wtw_alignment_free(alignment);
}

/* ------------------------------------------------------------------ chance */

/* b is made of runs of a and of new words, all from one vocabulary. */
static void make_random_texts(struct random_input *random, uint32_t words_max,
                              uint32_t vocabulary)
{
    uint32_t a_count = random_between(random, 1, words_max);
    uint32_t b_count = random_between(random, 1, words_max);

    begin_sides();
    for (uint32_t i = 0; i < a_count; i++)
        add_word(&a, random_below(random, vocabulary));
    while (b.count < b_count) {
        uint32_t from = random_below(random, a_count);
        uint32_t count = random_between(random, 1, 20);

        for (uint32_t i = from; i < from + count && i < a_count && b.count < b_count; i++)
            add_word(&b, a.words[i]);
        if (b.count < b_count)
            add_word(&b, random_below(random, vocabulary));
    }
}

/* Texts that share little, much, or all; words that return seldom, or all the time. */
static void make_any_texts(struct random_input *random)
{
    static const uint32_t vocabularies[] = {2, 6, 15, 25, 40, 200, 5000};

    make_random_texts(random, random_chance(random, .5) ? 60 : WORDS_MAX,
                      vocabularies[random_below(random, 7)]);
}

Test(alignment_laws, hold_of_random_texts)
{
    struct random_input random = random_begin(390);
    struct wtw_alignment *alignment = new_alignment();
    size_t items = 0;
    size_t differences = 0;

    for (uint32_t round = 0; round < 2000; round++) {
        make_any_texts(&random);
        align_sides(alignment, 391 + round);
        items += wtw_alignment_count(alignment);
        differences += wtw_alignment_difference_count(alignment);
    }
    check(items > 2000 && differences > 2000);
    wtw_alignment_free(alignment);
}

/* How often two neighbouring words stand in a text. */
static uint32_t count_pair(const struct side *side, const uint32_t *pair)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i + 1 < side->count; i++)
        count += side->words[i] == pair[0] && side->words[i + 1] == pair[1];
    return count;
}

/* Whether a's words from i on and b's from j on are a run that nothing resembles. */
static bool is_plain_run(uint32_t i, uint32_t j)
{
    for (uint32_t k = 0; k < LEAST_SHARED; k++)
        if (a.words[i + k] != b.words[j + k])
            return false;
    for (uint32_t k = 0; k + 1 < LEAST_SHARED; k++)
        if (count_pair(&a, a.words + i + k) != 1 || count_pair(&b, a.words + i + k) != 1)
            return false;
    return true;
}

static bool is_covered(const struct wtw_alignment *alignment, uint32_t i, uint32_t j)
{
    const struct wtw_aligned *items = wtw_alignment_items(alignment);

    for (size_t k = 0; k < wtw_alignment_count(alignment); k++)
        if (items[k].a_token <= i && items[k].b_token <= j &&
            i + LEAST_SHARED <= items[k].a_token + items[k].a_count &&
            j + LEAST_SHARED <= items[k].b_token + items[k].b_count)
            return true;
    return false;
}

/* Whether an item covers words of one of the texts in the run or a step from it: they may
 * be half of what the run's chain covers, which is then the item's echo. */
static bool is_in_the_way(const struct wtw_alignment *alignment, uint32_t i, uint32_t j)
{
    const struct wtw_aligned *items = wtw_alignment_items(alignment);
    uint32_t a_begin = i > FURTHEST_STEP ? i - FURTHEST_STEP : 0;
    uint32_t b_begin = j > FURTHEST_STEP ? j - FURTHEST_STEP : 0;
    uint32_t a_count = i + LEAST_SHARED + FURTHEST_STEP - a_begin;
    uint32_t b_count = j + LEAST_SHARED + FURTHEST_STEP - b_begin;

    for (size_t k = 0; k < wtw_alignment_count(alignment); k++)
        if (overlap_of(a_begin, a_count, items[k].a_token, items[k].a_count) ||
            overlap_of(b_begin, b_count, items[k].b_token, items[k].b_count))
            return true;
    return false;
}

Test(alignment_laws, no_run_of_six_words_that_stand_once_is_missed_but_for_a_longer_one)
{
    struct random_input random = random_begin(392);
    struct wtw_alignment *alignment = new_alignment();
    uint32_t runs = 0;
    uint32_t missed = 0;

    for (uint32_t round = 0; round < 300; round++) {
        make_any_texts(&random);
        align_sides(alignment, 393 + round);
        for (uint32_t i = 0; i + LEAST_SHARED <= a.count; i++)
            for (uint32_t j = 0; j + LEAST_SHARED <= b.count; j++) {
                if (!is_plain_run(i, j))
                    continue;
                runs++;
                if (is_covered(alignment, i, j))
                    continue;
                missed++;
                cr_assert(is_in_the_way(alignment, i, j), "round %u: %u, %u", round, i,
                          j);
            }
    }
    check(runs > 1000);
    cr_assert(missed < runs / 10, "%u of %u runs are missed", missed, runs);
    wtw_alignment_free(alignment);
}

enum { PARAGRAPHS = 12 };

/* No chain bridges a paragraph of 25 words that was moved elsewhere. */
Test(alignment_laws, every_paragraph_of_25_words_is_found_wherever_it_was_moved)
{
    struct random_input random = random_begin(397);
    struct wtw_alignment *alignment = new_alignment();

    for (uint32_t round = 0; round < 300; round++) {
        uint32_t begins[PARAGRAPHS + 1] = {0};
        uint32_t order[PARAGRAPHS];

        begin_sides();
        for (uint32_t i = 0; i < PARAGRAPHS; i++)
            begins[i + 1] = begins[i] + random_between(&random, 25, 49);
        add_words(&a, 0, begins[PARAGRAPHS]);
        random_permutation(&random, order, PARAGRAPHS);
        for (uint32_t i = 0; i < PARAGRAPHS; i++)
            add_words(&b, begins[order[i]], begins[order[i] + 1] - begins[order[i]]);
        align_sides(alignment, 398 + round);
        for (uint32_t j = 0; j + LEAST_SHARED <= b.count; j++)
            if (b.words[j + LEAST_SHARED - 1] - b.words[j] == LEAST_SHARED - 1)
                check(is_covered(alignment, b.words[j], j));
        check_number(wtw_alignment_difference_count(alignment), 0);
    }
    wtw_alignment_free(alignment);
}

/* ------------------------------------------------------------------ (a, b) and (b, a) */

static int compare_mirrored(const void *left, const void *right)
{
    const struct wtw_aligned *x = left;
    const struct wtw_aligned *y = right;

    if (x->b_token != y->b_token)
        return x->b_token < y->b_token ? -1 : 1;
    return x->a_token < y->a_token ? -1 : x->a_token > y->a_token;
}

static int compare_differences(const void *left, const void *right)
{
    const struct wtw_difference *x = left;
    const struct wtw_difference *y = right;

    if (x->b_token != y->b_token)
        return x->b_token < y->b_token ? -1 : 1;
    return x->a_token < y->a_token ? -1 : x->a_token > y->a_token;
}

static bool is_same_range(struct wtw_range x, struct wtw_range y)
{
    return x.begin == y.begin && x.end == y.end;
}

static bool mirrors(const struct wtw_aligned *x, const struct wtw_aligned *y)
{
    return x->a_token == y->b_token && x->b_token == y->a_token &&
           x->a_count == y->b_count && x->b_count == y->a_count &&
           x->shared_tokens == y->shared_tokens && is_same_range(x->a, y->b) &&
           is_same_range(x->b, y->a) && x->is_quotation == y->is_quotation;
}

/* Copies, as 'there' may be sorted no more. */
static void check_mirrored(const struct wtw_alignment *there,
                           const struct wtw_alignment *back)
{
    static struct wtw_aligned items[WORDS_MAX * 2];
    static struct wtw_difference differences[WORDS_MAX * 2];
    size_t count = wtw_alignment_count(there);
    size_t difference_count = wtw_alignment_difference_count(there);

    check_number(wtw_alignment_count(back), count);
    check_number(wtw_alignment_difference_count(back), difference_count);
    check(count <= WORDS_MAX * 2 && difference_count <= WORDS_MAX * 2);
    for (size_t i = 0; i < count; i++)
        items[i] = wtw_alignment_items(there)[i];
    for (size_t i = 0; i < difference_count; i++)
        differences[i] = wtw_alignment_differences(there)[i];
    qsort(items, count, sizeof items[0], compare_mirrored);
    qsort(differences, difference_count, sizeof differences[0], compare_differences);
    for (size_t i = 0; i < count; i++)
        check(mirrors(&items[i], &wtw_alignment_items(back)[i]));
    for (size_t i = 0; i < difference_count; i++) {
        const struct wtw_difference *other = &wtw_alignment_differences(back)[i];

        check_number(other->a_token, differences[i].b_token);
        check_number(other->b_token, differences[i].a_token);
        check_number(other->a_count, differences[i].b_count);
        check_number(other->b_count, differences[i].a_count);
        check(is_same_range(other->a, differences[i].b));
        check(is_same_range(other->b, differences[i].a));
    }
}

Test(alignment_laws, the_alignment_of_b_and_a_is_that_of_a_and_b)
{
    struct random_input random = random_begin(394);
    struct wtw_alignment *there = new_alignment();
    struct wtw_alignment *back = new_alignment();

    for (int round = 0; round < 2000; round++) {
        make_any_texts(&random);
        if (round % 4 == 0) /* of one length */
            a.count = b.count = a.count < b.count ? a.count : b.count;
        spell_sides(&random);
        align(there, a.tokens, b.tokens);
        align(back, b.tokens, a.tokens);
        check_mirrored(there, back);
        release_sides();
    }
    wtw_alignment_free(there);
    wtw_alignment_free(back);
}

/* ------------------------------------------------------------------ much, and in need */

static uint32_t said_twice(uint32_t i)
{
    return i % (LONG / 2);
}

static uint32_t by_chance(uint32_t i)
{
    return scattered(i) % 300;
}

static uint32_t all_different(uint32_t i)
{
    return i;
}

Test(alignment_laws, texts_of_100000_words_that_repeat_and_repeat_take_no_time)
{
    static uint32_t (*const words[])(uint32_t) = {always_la,  by_turns,  in_rounds_of_17,
                                                  said_twice, by_chance, all_different};
    struct wtw_alignment *alignment = new_alignment();
    clock_t begin = clock();

    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < 6; j++) {
            struct wtw_tokens *left = long_text(LONG, words[i]);
            struct wtw_tokens *right = long_text(LONG - 9999, words[j]);
            uint32_t a_tokens = 0;
            uint32_t b_tokens = 0;

            align(alignment, left, right);
            wtw_alignment_cover(alignment, &a_tokens, &b_tokens);
            check(a_tokens <= LONG && b_tokens <= LONG - 9999);
            if (i == 0 || j == 0)
                check_number(wtw_alignment_count(alignment), 0);
            if (i == 5 && j == 5)
                check_number(b_tokens, LONG - 9999);
            wtw_tokens_free(left);
            wtw_tokens_free(right);
        }
    cr_assert((double)(clock() - begin) / CLOCKS_PER_SEC < 30, "%.1f s",
              (double)(clock() - begin) / CLOCKS_PER_SEC);
    wtw_alignment_free(alignment);
}

static void check_same(const struct wtw_alignment *x, const struct wtw_alignment *y)
{
    size_t count = wtw_alignment_count(x);
    size_t differences = wtw_alignment_difference_count(x);

    check_number(wtw_alignment_count(y), count);
    check_number(wtw_alignment_difference_count(y), differences);
    for (size_t i = 0; i < count; i++) {
        check_number(wtw_alignment_items(x)[i].a_token,
                     wtw_alignment_items(y)[i].a_token);
        check_number(wtw_alignment_items(x)[i].b.end, wtw_alignment_items(y)[i].b.end);
    }
    check(differences == 0 ||
          memcmp(wtw_alignment_differences(x), wtw_alignment_differences(y),
                 differences * sizeof(struct wtw_difference)) == 0);
}

Test(alignment_laws, a_used_handle_aligns_as_a_fresh_one_does)
{
    struct random_input random = random_begin(395);
    struct wtw_alignment *used = new_alignment();

    for (int round = 0; round < 500; round++) {
        struct wtw_alignment *fresh = new_alignment();

        make_any_texts(&random);
        spell_sides(&random);
        align(used, a.tokens, b.tokens);
        align(fresh, a.tokens, b.tokens);
        check_same(used, fresh);
        release_sides();
        wtw_alignment_free(fresh);
    }
    wtw_alignment_free(used);
}

#ifdef WTW_FAULTS

/* The same paragraphs in the contrary order, one word of each replaced. */
static void make_turned_texts(void)
{
    begin_sides();
    for (uint32_t i = 0; i < 15; i++) {
        add_words(&a, 40 * i, 40);
        add_words(&b, 40 * (14 - i), 40);
        b.words[b.count - 20] = 1000 + i;
    }
}

Test(alignment_laws, after_any_failed_allocation_there_is_none_and_the_next_one_succeeds)
{
    struct random_input random = random_begin(396);
    struct wtw_alignment *wanted = new_alignment();
    bool failed = true;
    uint64_t nth = 1;

    make_turned_texts();
    spell_sides(&random);
    align(wanted, a.tokens, b.tokens);
    check_number(wtw_alignment_count(wanted), 15);
    check_number(wtw_alignment_difference_count(wanted), 15);
    for (nth = 1; failed; nth++) {
        struct wtw_alignment *alignment = new_alignment();
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_alignment_make(alignment, a.tokens, b.tokens, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (failed) {
            check_number(status, WTW_NO_MEMORY);
            check(error.words[0] != '\0');
            check_number(wtw_alignment_count(alignment), 0);
            check_number(wtw_alignment_difference_count(alignment), 0);
        }
        align(alignment, a.tokens, b.tokens);
        check_same(alignment, wanted);
        wtw_alignment_free(alignment);
    }
    check(nth > 5);
    release_sides();
    wtw_alignment_free(wanted);
}

Test(alignment_laws, a_handle_that_cannot_be_made_is_not_given)
{
    struct wtw_alignment *alignment = NULL;
    struct wtw_error error = {0};

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_alignment_new(&alignment, &error), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check(!alignment);
}

#endif
