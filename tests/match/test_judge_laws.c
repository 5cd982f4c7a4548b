/*
 * test_judge_laws.c - what holds of the judgement of any two texts, and in need
 */
#include "match/judged_pair.h"
#include "random_input.h"

#include "base/faults.h"
#include "match/relation.h"

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

Test(judge_laws, of_exchanged_texts_all_is_exchanged)
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

Test(judge_laws, measuring_all_changes_no_relation_and_no_figure_that_was_measured)
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

Test(judge_laws, a_failed_allocation_is_told_and_the_pair_can_be_judged_again)
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
