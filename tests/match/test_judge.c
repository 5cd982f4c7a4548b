/*
 * test_judge.c - when a pair is aligned, when passages are looked for, what comes of it
 */
#include "check.h"
#include "match/judged_texts.h"
#include "random_input.h"

#include "base/faults.h"
#include "match/relation.h"

enum { HOUR = 3600 };

/* ------------------------------------------------------------------ alignment */

/* b is a without its last word: 200 shingles, then 201. */
Test(judge, copies_of_up_to_200_shingles_are_aligned_in_case_they_are_forms)
{
    init_bench();
    share(0, 202);
    differ(1, 0);
    judge();
    check_number(bench.figures.b_shingles, 200);
    check_number(bench.figures.a_tokens, 203);
    check_number(bench.figures.b_tokens, 202);
    check_number(bench.figures.a_aligned, 202);
    check_number(bench.figures.b_aligned, 202);
    check_number(bench.figures.aligned_shared, 202);
    check_number(bench.figures.aligned_long, 202);
    check_number(bench.relation, WTW_NEAR);
    clear_texts();
    share(0, 203);
    differ(1, 0);
    judge();
    check_number(bench.figures.b_shingles, 201);
    check_number(bench.figures.a_aligned, 0);
    check_number(bench.figures.b_aligned, 0);
    check_number(bench.relation, WTW_NEAR);
    release_bench();
}

/* Runs of 6 and of 5 words are 4 and 3 shingles; texts of 258 words are 256 of them. */
Test(judge, unlike_texts_are_aligned_if_they_share_4_shingles_and_one_in_64)
{
    init_bench();
    share(0, 6);
    differ(252, 252);
    judge();
    check_number(bench.figures.shared, 4);
    check_number(bench.figures.a_shingles, 256);
    check_number(bench.figures.a_aligned, 6);
    check_number(bench.figures.b_aligned, 6);
    check_number(bench.figures.aligned_shared, 6);
    clear_texts();
    share(0, 6);
    differ(253, 253);
    judge();
    check_number(bench.figures.a_shingles, 257);
    check_number(bench.figures.a_aligned, 0);
    clear_texts();
    share(0, 5);
    differ(5, 5);
    share(20, 2);
    differ(20, 20);
    judge();
    check_number(bench.figures.shared, 3);
    check_number(bench.figures.a_aligned, 0);
    check_number(bench.relation, WTW_UNRELATED);
    release_bench();
}

/* Parts of 10, 9 and 12 words, far from each other. */
Test(judge, only_parts_of_10_equal_words_or_more_are_long)
{
    init_bench();
    share(0, 10);
    differ(100, 100);
    share(20, 9);
    differ(100, 100);
    share(40, 12);
    judge();
    check_number(bench.figures.aligned_shared, 31);
    check_number(bench.figures.aligned_long, 22);
    release_bench();
}

/* Words 3 of each 4 equal: half the shingles of each 8 words are lost. */
Test(judge, a_copy_with_many_single_words_changed_is_revised_by_its_alignment)
{
    init_bench();
    for (uint32_t i = 0; i < 50; i++) {
        share(4 * i, 3);
        differ(1, 1);
    }
    judge();
    check_number(bench.figures.shared, 50);
    check(wtw_jaccard(&bench.figures) < .15);
    check_number(bench.figures.aligned_shared, 150);
    check_number(bench.figures.misread, 0);
    check_number(bench.relation, WTW_REVISED);
    release_bench();
}

Test(judge, words_that_differ_by_one_letter_are_counted_as_misread)
{
    init_bench();
    for (uint32_t i = 0; i < 30; i++) {
        share(4 * i, 3);
        write_number(0, "c", i, "lear");
        write_number(1, "o", i, "lear");
    }
    judge();
    check_number(bench.figures.misread, 30);
    check_number(bench.figures.changed_figures, 0);
    check_number(bench.figures.changed_names, 0);
    check_number(bench.relation, WTW_REVISED);
    release_bench();
}

/* ------------------------------------------------------------------ facts */

/* 4 figures in 64 words are more than .06, 3 in 63 are on another day. */
Test(judge, copies_that_differ_by_figures_are_templates_by_their_number_and_date)
{
    for (uint32_t figures = 3; figures <= 4; figures++) {
        init_bench();
        for (uint32_t i = 0; i < 60; i++) {
            share(i, 1);
            if (i % 15 == 7 && i / 15 < figures)
                change_figure(i);
        }
        judge_at(20 * HOUR);
        check_number(bench.figures.changed_figures, figures);
        check_number(bench.relation, figures == 4 ? WTW_TEMPLATE : WTW_REVISED);
        check_number(bench.figures.lag_seconds, 20 * HOUR);
        judge_at(20 * HOUR + 1);
        check_number(bench.relation, WTW_TEMPLATE);
        release_bench();
    }
}

/* The first words of two sentences are names where both texts have less than 30 words. */
Test(judge, the_first_word_of_a_brief_text_may_be_a_name)
{
    static const struct {
        uint32_t shared;
        uint32_t more_in_b;
        uint32_t names;
    } table[] = {{28, 0, 1}, {29, 0, 0}, {27, 1, 1}, {28, 1, 0}};

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        init_bench();
        write_word(0, "Orr");
        write_word(1, "Vell");
        share(0, table[i].shared);
        differ(0, table[i].more_in_b);
        judge();
        check_number(bench.figures.changed_names, table[i].names);
        release_bench();
    }
}

/* ------------------------------------------------------------------ passages */

/* A run of n words is n - 2 shingles; 18 of them could be an excerpt of 24 words in three
 * passages. */
Test(judge, passages_are_looked_for_only_where_an_excerpt_is_possible)
{
    init_bench();
    share(0, 19);
    differ(100, 100);
    judge();
    check_number(bench.figures.shared, 17);
    check_number(bench.figures.passage_tokens, 0);
    check_number(bench.relation, WTW_UNRELATED);
    clear_texts();
    share(0, 20);
    differ(100, 100);
    judge();
    check_number(bench.figures.shared, 18);
    check_number(bench.figures.passage_tokens, 20);
    check_number(bench.figures.longest_passage_tokens, 20);
    check_number(bench.relation, WTW_UNRELATED);
    release_bench();
}

Test(judge, passages_of_24_words_in_all_make_an_excerpt)
{
    for (uint32_t words = 8; words <= 9; words++) {
        init_bench();
        share(0, 8);
        differ(100, 100);
        share(20, 8);
        differ(100, 100);
        share(40, words);
        judge();
        check_number(bench.figures.passage_tokens, 16 + words);
        check_number(bench.figures.longest_passage_tokens, words);
        check_number(bench.relation, WTW_EXCERPT);
        clear_texts();
        release_bench();
    }
}

/* Runs of 12 and 12 words in texts of 60, near each other. */
Test(judge, no_passages_are_looked_for_where_the_alignment_has_found_an_excerpt)
{
    init_bench();
    share(0, 12);
    differ(5, 5);
    share(20, 12);
    differ(31, 31);
    judge();
    check_number(bench.figures.aligned_long, 24);
    check_number(bench.figures.passage_tokens, 0);
    check_number(bench.relation, WTW_EXCERPT);
    release_bench();
}

Test(judge, passages_of_copies_are_measured_on_request_only)
{
    init_bench();
    share(0, 40);
    differ(1, 1);
    share(50, 30);
    judge();
    check_number(bench.relation, WTW_NEAR);
    check_number(bench.figures.passage_tokens, 0);
    bench.options.measure_passages = true;
    judge();
    check_number(bench.relation, WTW_NEAR);
    check_number(bench.figures.passage_tokens, 70);
    check_number(bench.figures.longest_passage_tokens, 40);
    bench.options.passage_tokens = 31;
    judge();
    check_number(bench.figures.passage_tokens, 40);
    release_bench();
}

/* ------------------------------------------------------------------ all of it */

Test(judge, measuring_all_aligns_and_looks_for_passages_whatever_the_relation)
{
    init_bench();
    share(0, 150);
    differ(1, 1);
    share(200, 150);
    judge();
    check_number(bench.figures.a_aligned, 0);
    check_number(bench.figures.passage_tokens, 0);
    measure_all();
    check_number(bench.relation, WTW_NEAR);
    check_number(bench.figures.a_aligned, 301);
    check_number(bench.figures.b_aligned, 301);
    check_number(bench.figures.aligned_shared, 300);
    check_number(bench.figures.passage_tokens, 300);
    check_number(bench.figures.longest_passage_tokens, 150);
    check_number(wtw_alignment_count(wtw_judge_alignment(bench.judge)), 1);
    check_number(wtw_passages_count(wtw_judge_passages(bench.judge)), 2);
    release_bench();
}

Test(judge, what_was_measured_before_is_not_counted_twice)
{
    init_bench();
    share(0, 10);
    differ(100, 100);
    share(40, 20);
    judge();
    check_number(bench.figures.aligned_shared, 30);
    check_number(bench.figures.passage_tokens, 30);
    measure_all();
    check_number(bench.figures.aligned_shared, 30);
    check_number(bench.figures.aligned_long, 30);
    check_number(bench.figures.passage_tokens, 30);
    check_number(bench.figures.longest_passage_tokens, 20);
    release_bench();
}

Test(judge, the_facts_of_a_single_difference_can_be_asked_for)
{
    const struct wtw_alignment *alignment = NULL;
    const struct wtw_difference *differences = NULL;
    struct wtw_fact_text a;
    struct wtw_fact_text b;

    init_bench();
    share(0, 20);
    change_figure(1);
    share(30, 20);
    differ(1, 1);
    share(60, 20);
    measure_all();
    alignment = wtw_judge_alignment(bench.judge);
    differences = wtw_alignment_differences(alignment);
    check_number(wtw_alignment_difference_count(alignment), 2);
    a = text_of(0);
    b = text_of(1);
    check_number(wtw_judge_changes(bench.judge, &differences[0], &a, &b).figures, 1);
    check_number(wtw_judge_changes(bench.judge, &differences[1], &a, &b).figures, 0);
    release_bench();
}

Test(judge, empty_texts_are_unrelated_to_all_others)
{
    init_bench();
    judge();
    check_number(bench.relation, WTW_UNRELATED);
    measure_all();
    check_number(bench.relation, WTW_UNRELATED);
    differ(40, 0);
    measure_all();
    check_number(bench.relation, WTW_UNRELATED);
    check_number(bench.figures.a_tokens, 40);
    check_number(bench.figures.b_tokens, 0);
    release_bench();
}

Test(judge, none_may_be_freed)
{
    wtw_judge_free(NULL);
}

/* ------------------------------------------------------------------ laws */

/* Shared runs, words of each text alone, and figures, in a random row. */
static void write_random_texts(struct random_input *random)
{
    uint32_t pieces = random_below(random, 12);

    clear_texts();
    for (uint32_t i = 0; i < pieces; i++) {
        double kind = random_real(random);

        if (kind < .6)
            share(random_below(random, 400), random_between(random, 1, 40));
        else if (kind < .8)
            differ(random_below(random, 30), random_below(random, 30));
        else
            change_figure(random_below(random, 400));
    }
}

static void exchange_texts(void)
{
    struct side moved = bench.sides[0];

    bench.sides[0] = bench.sides[1];
    bench.sides[1] = moved;
}

Test(judge, of_exchanged_texts_all_is_exchanged)
{
    struct random_input random = random_begin(210);
    uint32_t seen[WTW_EXACT + 1] = {0};

    init_bench();
    for (int round = 0; round < 1500; round++) {
        struct wtw_figures reversed;
        enum wtw_relation relation = WTW_UNRELATED;
        int64_t lag = random_chance(&random, .5) ? 30 * HOUR : 0;

        write_random_texts(&random);
        judge_at(lag);
        relation = bench.relation;
        reversed = wtw_figures_reversed(&bench.figures);
        exchange_texts();
        judge_at(-lag);
        seen[relation]++;
        check_number(bench.relation, wtw_relation_reversed(relation));
        check(memcmp(&bench.figures, &reversed, sizeof reversed) == 0);
    }
    check(seen[WTW_UNRELATED] && seen[WTW_EXCERPT] && seen[WTW_TEMPLATE]);
    check(seen[WTW_ABRIDGED] && seen[WTW_EXPANDED] && seen[WTW_REVISED]);
    check(seen[WTW_NEAR] > 0);
    release_bench();
}

Test(judge, measuring_all_changes_no_relation_and_no_figure_that_was_measured)
{
    struct random_input random = random_begin(211);

    init_bench();
    for (int round = 0; round < 1500; round++) {
        struct wtw_figures figures;
        enum wtw_relation relation = WTW_UNRELATED;

        write_random_texts(&random);
        judge();
        figures = bench.figures;
        relation = bench.relation;
        measure_all();
        check_number(bench.relation, relation);
        check_number(bench.figures.shared, figures.shared);
        if (figures.passage_tokens)
            check_number(bench.figures.passage_tokens, figures.passage_tokens);
        if (figures.a_aligned) {
            check_number(bench.figures.a_aligned, figures.a_aligned);
            check_number(bench.figures.aligned_long, figures.aligned_long);
            check_number(bench.figures.changed_figures, figures.changed_figures);
        }
        judge();
        check(memcmp(&bench.figures, &figures, sizeof figures) == 0);
    }
    release_bench();
}

#ifdef WTW_FAULTS

/* Writes texts that are aligned and searched for passages. */
static void write_excerpt(void)
{
    clear_texts();
    share(0, 10);
    differ(100, 100);
    share(40, 20);
    prepare(0);
}

Test(judge, a_failed_allocation_is_told_and_the_pair_can_be_judged_again)
{
    bool failed = true;
    uint64_t nth = 1;

    for (nth = 1; failed; nth++) {
        struct wtw_judge *judge = NULL;
        struct wtw_figures figures;
        struct wtw_fact_text a;
        struct wtw_fact_text b;
        struct wtw_error error = {0};
        enum wtw_relation relation = WTW_EXACT;
        enum wtw_status status = WTW_OK;

        init_bench();
        write_excerpt();
        a = text_of(0);
        b = text_of(1);
        figures = bench.figures;
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_judge_new(&bench.options, &judge, &error);
        if (status == WTW_OK)
            status = wtw_judge_pair(judge, &a, &b, &figures, &relation, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (failed) {
            check_number(status, WTW_NO_MEMORY);
            check(strlen(error.words) > 0);
            check_number(relation, WTW_EXACT);
        }
        if (judge) {
            figures = bench.figures;
            check_ok(wtw_judge_pair(judge, &a, &b, &figures, &relation, &error), &error);
            check_number(relation, WTW_EXCERPT);
            check_number(figures.aligned_shared, 30);
        }
        wtw_judge_free(judge);
        release_bench();
    }
    check(nth > 8);
}

#endif
