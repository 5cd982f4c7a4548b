/*
 * test_gather.c - who comes together, on matches made by hand
 *
 * test_linked_runs.c has whole runs against an oracle.
 */
#include "check.h"
#include "engine/gathered_scene.h"
#include "random_input.h"

#include "base/faults.h"

/* ------------------------------------------------------------------ ties */

Test(gather, what_is_no_copy_ties_nothing)
{
    begin_scene(4);
    add_match(0, 1, WTW_EXCERPT,
              (struct wtw_figures){.shared = 90, .a_shingles = 100, .b_shingles = 100});
    add_match(1, 2, WTW_TEMPLATE,
              (struct wtw_figures){.shared = 90, .a_shingles = 100, .b_shingles = 100});
    CHECK_GATHERED(0, 1, 2, 3);
}

Test(gather, two_copies_that_nothing_else_ties_are_a_cluster_however_unlike)
{
    begin_scene(6);
    add_alike(0, 4, 50);
    add_misread(1, 3, 50);
    add_contained(5, 2, 80);
    CHECK_GATHERED(0, 1, 2, 1, 0, 2);
}

/* One tie of .9 among the nine pairs of two stories: .1 on average. */
Test(gather, a_bridge_does_not_chain_two_stories)
{
    begin_scene(6);
    add_crowd(0, 3, 80);
    add_crowd(3, 6, 80);
    add_alike(2, 3, 80);
    CHECK_GATHERED(0, 0, 0, 3, 3, 3);
}

/*
 * Two pages with their site's menus are nearest to each other, and each has all versions of
 * its own article: together they have 4 of 8 ties to either, .8 / 2 = .4, alone .8.
 */
Test(gather, pages_with_their_menus_go_to_their_own_articles)
{
    begin_scene(10);
    add_crowd(0, 4, 100);
    add_crowd(4, 8, 100);
    add_alike(8, 9, 98);
    for (uint32_t i = 0; i < 4; i++) {
        add_alike(i, 8, 60);
        add_alike(4 + i, 9, 60);
    }
    CHECK_GATHERED(0, 0, 0, 0, 4, 4, 4, 4, 0, 4);
}

/* Each version shares with the next .8, with the one after .6 and no more: 3 comes to
 * 0, 1 and 2 with (.9 + .8) / 3 = .57, 4 with (.9 + .8) / 4 = .43. */
Test(gather, the_last_version_of_a_moving_story_is_not_with_the_first)
{
    uint32_t labels[8];

    begin_scene(8);
    for (uint32_t i = 0; i < 8; i++) {
        if (i + 1 < 8)
            add_alike(i, i + 1, 80);
        if (i + 2 < 8)
            add_alike(i, i + 2, 60);
    }
    gather(&scene, labels);
    check(labels[7] != labels[0]);
}

/*
 * Three copies, and a fourth article that is tied to two of them: it is in from .765 on,
 * as 2 x .765 / 3 = .51. So a tie has to be made of at least .53 of likeness, and each
 * row says by what.
 */
Test(gather, a_tie_weighs_half_and_half_of_the_likeness_that_the_relation_asks_for)
{
    static const struct {
        enum wtw_relation relation;
        bool is_in;
        struct wtw_figures figures;
    } rows[] = {
        {WTW_REVISED, true, {.shared = 54, .a_shingles = 77, .b_shingles = 77}},
        {WTW_REVISED, false, {.shared = 52, .a_shingles = 76, .b_shingles = 76}},
        /* Half of the tokens of both together; of one alone it says nothing. */
        {WTW_REVISED,
         true,
         {.a_tokens = 100, .b_tokens = 100, .a_aligned = 40, .b_aligned = 68}},
        {WTW_REVISED,
         false,
         {.a_tokens = 100, .b_tokens = 100, .a_aligned = 90, .b_aligned = 14}},
        {WTW_NEAR, true, {.shared = 80, .a_shingles = 90, .b_shingles = 90}},
        {WTW_EXACT, true, {.shared = 5, .a_shingles = 5, .b_shingles = 5}},
        /* Nine tenths of the shorter one's share, which is the second, and one of the
         * Jaccard similarity: .54 + .0064. */
        {WTW_ABRIDGED, true, {.shared = 60, .a_shingles = 900, .b_shingles = 100}},
        {WTW_ABRIDGED, false, {.shared = 52, .a_shingles = 60, .b_shingles = 100}},
        {WTW_ABRIDGED,
         true,
         {.a_tokens = 900, .b_tokens = 100, .a_aligned = 60, .b_aligned = 60}},
        {WTW_ABRIDGED,
         false,
         {.a_tokens = 52, .b_tokens = 100, .a_aligned = 52, .b_aligned = 52}},
        {WTW_EXPANDED, true, {.shared = 60, .a_shingles = 100, .b_shingles = 900}},
        {WTW_EXPANDED, false, {.shared = 52, .a_shingles = 100, .b_shingles = 60}},
        {WTW_EXPANDED,
         true,
         {.a_tokens = 100, .b_tokens = 900, .a_aligned = 60, .b_aligned = 60}},
        {WTW_EXPANDED,
         false,
         {.a_tokens = 100, .b_tokens = 52, .a_aligned = 52, .b_aligned = 52}},
    };

    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        uint32_t labels[4];

        begin_scene(4);
        add_crowd(0, 3, 100);
        add_match(0, 3, rows[row].relation, rows[row].figures);
        add_match(2, 3, rows[row].relation, rows[row].figures);
        gather(&scene, labels);
        cr_assert((labels[3] == 0) == rows[row].is_in, "row %zu", row);
        check(labels[1] == 0 && labels[2] == 0);
    }
}

/* Each reading is tied to half of the others: .975 of each of those. */
Test(gather, copies_through_misreadings_cluster_by_what_is_aligned)
{
    begin_scene(5);
    add_misread(0, 1, 95);
    add_misread(0, 2, 95);
    add_misread(1, 2, 95);
    add_misread(1, 3, 95);
    add_misread(2, 3, 95);
    CHECK_GATHERED(0, 0, 0, 0, 4);
}

Test(gather, equal_texts_go_where_the_first_of_them_goes)
{
    begin_scene(7);
    scene.leaders[4] = 0;
    scene.leaders[5] = 2;
    scene.leaders[6] = 3;
    add_alike(0, 2, 80);
    CHECK_GATHERED(0, 1, 0, 3, 0, 0, 3);
}

Test(gather, canonicals_are_chosen_by_date_length_number_or_rank)
{
    static const struct {
        enum wtw_canonical policy;
        uint32_t wanted;
    } rows[] = {{WTW_CANONICAL_EARLIEST, 2},
                {WTW_CANONICAL_LONGEST, 1},
                {WTW_CANONICAL_FIRST, 0},
                {WTW_CANONICAL_PREFERRED, 3}};
    static const int64_t dates[] = {40, 30, 10, 20};

    begin_scene(4);
    date_scene(dates);
    add_crowd(0, 4, 80);
    scene.token_counts[1] = 200;
    scene.ranks[3] = 1;
    scene.ranks[0] = 2;
    for (size_t row = 0; row < 4; row++) {
        struct wtw_clusters clusters;
        struct wtw_error error = {0};

        check_ok(try_to_gather(&scene, rows[row].policy, &clusters, &error), &error);
        check_number(clusters.cluster_count, 1);
        check_number(clusters.canonicals[0], rows[row].wanted);
        wtw_clusters_release(&clusters);
    }
}

/* ------------------------------------------------------------------ origins */

/* The round-up has 1 and all but a tenth of 2, and came after both. */
Test(gather, a_round_up_does_not_unite_the_stories_that_came_before_it)
{
    static const int64_t dates[] = {500, 100, 200};

    begin_scene(3);
    date_scene(dates);
    add_contained(0, 1, 100);
    add_contained(0, 2, 90);
    CHECK_GATHERED(0, 0, 2);
}

static void add_original_and_two_abridgements(int64_t original, int64_t one,
                                              int64_t other)
{
    const int64_t dates[] = {original, one, other};

    begin_scene(3);
    date_scene(dates);
    add_contained(0, 1, 100);
    add_contained(0, 2, 90);
}

Test(gather, two_abridgements_that_share_nothing_join_the_original_that_came_before_them)
{
    add_original_and_two_abridgements(100, 200, 300);
    CHECK_GATHERED(0, 0, 0);
    add_original_and_two_abridgements(100, 300, 200);
    CHECK_GATHERED(0, 0, 0);
    add_original_and_two_abridgements(-300, -200, -100);
    CHECK_GATHERED(0, 0, 0);
}

Test(gather, where_a_date_is_not_known_or_not_later_an_abridgement_stays_apart)
{
    add_original_and_two_abridgements(WTW_DATE_UNKNOWN, 200, 300);
    CHECK_GATHERED(0, 0, 2);
    add_original_and_two_abridgements(100, 200, WTW_DATE_UNKNOWN);
    CHECK_GATHERED(0, 0, 2);
    add_original_and_two_abridgements(WTW_DATE_UNKNOWN, WTW_DATE_UNKNOWN,
                                      WTW_DATE_UNKNOWN);
    CHECK_GATHERED(0, 0, 2);
    add_original_and_two_abridgements(100, 200, 100);
    CHECK_GATHERED(0, 0, 2);
    add_original_and_two_abridgements(100, 200, 99);
    CHECK_GATHERED(0, 0, 2);
}

/* Wherever the three stand in the input. */
Test(gather, which_number_an_original_has_does_not_matter)
{
    for (uint32_t original = 0; original < 3; original++) {
        uint32_t one = (original + 1) % 3;
        uint32_t other = (original + 2) % 3;

        begin_scene(3);
        scene.dates[original] = 10;
        scene.dates[one] = 20;
        scene.dates[other] = 30;
        add_contained(original, one, 100);
        add_contained(original, other, 90);
        CHECK_GATHERED(0, 0, 0);
    }
}

/* 3 is a copy of the abridgement 2. */
Test(gather, an_abridgement_brings_its_copies_along)
{
    static const int64_t dates[] = {100, 200, 300, 400};

    begin_scene(4);
    date_scene(dates);
    add_contained(0, 1, 100);
    add_contained(0, 2, 90);
    add_alike(2, 3, 80);
    CHECK_GATHERED(0, 0, 0, 0);
}

Test(gather, what_did_not_begin_its_cluster_was_not_taken_from_elsewhere)
{
    static const int64_t late_copy[] = {100, 200, 300, 250};
    static const int64_t late_whole[] = {100, 200, 300, 50};

    begin_scene(4);
    date_scene(late_copy);
    add_contained(0, 1, 100);
    add_contained(0, 2, 90);
    add_alike(2, 3, 95);
    CHECK_GATHERED(0, 0, 2, 2);

    /* 3 began the cluster of 0. */
    begin_scene(4);
    date_scene(late_whole);
    add_alike(0, 3, 100);
    add_contained(0, 2, 90);
    CHECK_GATHERED(0, 1, 2, 0);
}

/* The original's first copy in the input is not the one that was published first. */
Test(gather, the_date_of_a_text_is_that_of_its_earliest_copy)
{
    static const int64_t original_later[] = {400, 150, 300, 100};
    static const int64_t abridgement_later[] = {100, 150, 500, 300};

    begin_scene(4);
    date_scene(original_later);
    scene.leaders[3] = 0;
    add_contained(0, 1, 100);
    add_contained(0, 2, 90);
    CHECK_GATHERED(0, 0, 0, 0);

    begin_scene(4);
    date_scene(abridgement_later);
    scene.leaders[3] = 2;
    add_contained(0, 1, 100);
    add_contained(0, 2, 90);
    CHECK_GATHERED(0, 0, 0, 0);
}

/* Dates are days as often as not. Either of the two copies may contain the others. */
Test(gather, an_original_is_one_though_a_copy_of_it_has_the_same_date)
{
    static const int64_t dates[] = {100, 200, 300, 100};

    for (uint32_t original = 0; original <= 3; original += 3) {
        begin_scene(4);
        date_scene(dates);
        add_alike(0, 3, 95);
        add_contained(original, 1, 90);
        add_contained(original, 2, 80);
        CHECK_GATHERED(0, 0, 0, 0);
    }
}

/* 4 contains 2, and 2 contains 0; each has a copy, which keeps them apart at first. */
Test(gather, an_abridgement_of_an_abridgement_comes_to_the_original_too)
{
    static const int64_t dates[] = {300, 310, 200, 210, 100, 110};

    begin_scene(6);
    date_scene(dates);
    add_alike(0, 1, 100);
    add_alike(2, 3, 100);
    add_alike(4, 5, 100);
    add_contained(4, 2, 90);
    add_contained(2, 0, 90);
    CHECK_GATHERED(0, 0, 0, 0, 0, 0);
}

/* 4 is in 0 and in 2, which are no copies of each other; each has one already. */
Test(gather, of_several_originals_the_earliest_is_taken)
{
    static const int64_t dates[] = {200, 210, 100, 110, 300};
    static const int64_t turned[] = {100, 110, 200, 210, 300};

    begin_scene(5);
    date_scene(dates);
    add_alike(0, 1, 100);
    add_alike(2, 3, 100);
    add_contained(0, 4, 90);
    add_contained(2, 4, 90);
    CHECK_GATHERED(0, 0, 2, 2, 2);
    date_scene(turned);
    CHECK_GATHERED(0, 0, 2, 2, 0);
}

/* ------------------------------------------------------------------ order of the input
 */

static void add_random_match(uint32_t a, uint32_t b, struct random_input *random)
{
    uint32_t kind = random_below(random, 4);

    if (kind == 0)
        add_alike(a, b, random_between(random, 50, 100));
    else if (kind == 1)
        add_contained(a, b, random_between(random, 80, 100));
    else if (kind == 2)
        add_contained(b, a, random_between(random, 80, 100));
    else
        add_misread(a, b, random_between(random, 60, 100));
}

/* The same short text of other days is another text with the same hash. */
static void repeat_texts(struct random_input *random)
{
    date_texts(&scene);
    for (uint32_t i = 1; i < scene.count; i++) {
        uint32_t other = scene.leaders[random_below(random, i)];
        bool is_known = false;

        for (uint32_t j = 0; j < scene.count; j++)
            is_known |= scene.content_hashes[j] == scene.content_hashes[other] &&
                        scene.text_dates[j] == scene.text_dates[i];
        if (scene.leaders[i] == i && !is_known && random_chance(random, .2))
            for (uint32_t j = i; j < scene.count; j++)
                if (scene.leaders[j] == i)
                    scene.content_hashes[j] = scene.content_hashes[other];
    }
}

/* Few dates, so that many are equal; every fifth article is a copy of another text. */
static void set_random_scene(struct random_input *random)
{
    double chance = random_real(random) * .6;

    begin_scene(random_between(random, 2, ARTICLES_MAX));
    random_fill(random, scene.content_hashes, scene.count);
    for (uint32_t i = 0; i < scene.count; i++) {
        if (random_chance(random, .8))
            scene.dates[i] = random_below(random, 8);
        if (i && random_chance(random, .2)) {
            scene.leaders[i] = scene.leaders[random_below(random, i)];
            scene.content_hashes[i] = scene.content_hashes[scene.leaders[i]];
        }
    }
    repeat_texts(random);
    for (uint32_t a = 0; a < scene.count; a++)
        for (uint32_t b = a + 1; b < scene.count; b++)
            if (scene.leaders[a] == a && scene.leaders[b] == b &&
                random_chance(random, chance))
                add_random_match(a, b, random);
}

/* Article i of the scene becomes article numbers[i]; who is first of a text changes. */
static void renumber(struct scene *out, const uint32_t *numbers)
{
    uint32_t leaders[ARTICLES_MAX];

    *out = scene;
    memset(leaders, 0xff, sizeof leaders);
    for (uint32_t i = 0; i < scene.count; i++) {
        uint32_t *leader = &leaders[scene.leaders[i]];

        *leader = numbers[i] < *leader ? numbers[i] : *leader;
        out->dates[numbers[i]] = scene.dates[i];
        out->content_hashes[numbers[i]] = scene.content_hashes[i];
    }
    for (uint32_t i = 0; i < scene.count; i++)
        out->leaders[numbers[i]] = leaders[scene.leaders[i]];
    for (size_t i = 0; i < scene.match_count; i++) {
        struct wtw_match *match = &out->matches[i];
        uint32_t a = leaders[match->a];
        uint32_t b = leaders[match->b];

        if (a > b) {
            struct wtw_figures old = match->figures;

            match->relation = wtw_relation_reversed(match->relation);
            match->figures.a_shingles = old.b_shingles;
            match->figures.b_shingles = old.a_shingles;
        }
        match->a = a < b ? a : b;
        match->b = a < b ? b : a;
    }
}

Test(gather, who_is_together_does_not_depend_on_the_order_of_the_articles)
{
    static struct scene renumbered;
    struct random_input random = random_begin(401);
    uint32_t gathered = 0;

    for (int round = 0; round < 2000; round++) {
        uint32_t numbers[ARTICLES_MAX];
        uint32_t labels[ARTICLES_MAX];
        uint32_t others[ARTICLES_MAX];

        set_random_scene(&random);
        random_permutation(&random, numbers, scene.count);
        renumber(&renumbered, numbers);
        gather(&scene, labels);
        gather(&renumbered, others);
        for (uint32_t x = 0; x < scene.count; x++)
            for (uint32_t y = 0; y < x; y++) {
                check_number(others[numbers[x]] == others[numbers[y]],
                             labels[x] == labels[y]);
                gathered += labels[x] == labels[y] && scene.leaders[x] != labels[x];
            }
    }
    check(gathered > 1000);
}

#ifdef WTW_FAULTS

Test(gather, any_failed_allocation_is_told)
{
    struct random_input random = random_begin(402);
    bool failed = true;
    uint64_t nth = 1;

    set_random_scene(&random);
    for (nth = 1; failed; nth++) {
        struct wtw_clusters clusters = {0};
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = try_to_gather(&scene, WTW_CANONICAL_EARLIEST, &clusters, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(!failed || (status == WTW_NO_MEMORY && error.words[0] != '\0'));
        wtw_clusters_release(&clusters);
    }
    check(nth > 8);
}

#endif
