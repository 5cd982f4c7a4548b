/*
 * test_judge.c - when a pair is aligned, when passages are looked for, what comes of it
 */
#include "match/judged_pair.h"

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
