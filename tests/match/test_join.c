/*
 * test_join.c - the pairs that share a bucket, against all pairs one by one
 */
#include "check.h"
#include "match/made_digests.h"
#include "random_input.h"

#include "base/faults.h"

static struct wtw_pairs join_bands(const struct shelf *shelf,
                                   struct wtw_join_counts *out_counts)
{
    struct wtw_error error = {0};
    struct wtw_pairs pairs = {0};

    *out_counts = (struct wtw_join_counts){0};
    check_ok(wtw_join_bands(&shelf->join, &pairs, out_counts, &error), &error);
    return pairs;
}

static struct wtw_pairs join_winnowed(const struct shelf *shelf,
                                      struct wtw_join_counts *out_counts)
{
    struct wtw_error error = {0};
    struct wtw_pairs pairs = {0};

    *out_counts = (struct wtw_join_counts){0};
    check_ok(wtw_join_winnowed(&shelf->join, &pairs, out_counts, &error), &error);
    return pairs;
}

static bool share_a_band(const struct shelf *shelf, uint32_t x, uint32_t y)
{
    for (uint32_t band = 0; band < shelf->digests.bands; band++)
        if (shelf->band_keys[band][x] == shelf->band_keys[band][y])
            return true;
    return false;
}

static bool has_key(const struct shelf *shelf, uint32_t article, uint32_t key)
{
    for (uint64_t k = shelf->winnow_starts[article];
         k < shelf->winnow_starts[article + 1]; k++)
        if (shelf->winnow_keys[k] == key)
            return true;
    return false;
}

/* How many of the joined articles have the key. */
static uint32_t key_holders(const struct shelf *shelf, uint32_t key)
{
    uint32_t holders = 0;

    for (uint32_t i = 0; i < shelf->join.article_count; i++)
        holders += has_key(shelf, shelf->join.articles[i], key);
    return holders;
}

static bool share_a_rare_key(const struct shelf *shelf, uint32_t x, uint32_t y)
{
    for (uint64_t k = shelf->winnow_starts[x]; k < shelf->winnow_starts[x + 1]; k++) {
        uint32_t key = shelf->winnow_keys[k];

        if (has_key(shelf, y, key) && key_holders(shelf, key) <= shelf->join.key_ceiling)
            return true;
    }
    return false;
}

/* Checks that the pairs are, in order, those for which 'belong' is true. */
static void check_all_pairs(const struct shelf *shelf, const struct wtw_pairs *pairs,
                            bool (*belong)(const struct shelf *shelf, uint32_t x,
                                           uint32_t y))
{
    size_t next = 0;

    for (uint32_t i = 0; i < shelf->join.article_count; i++)
        for (uint32_t j = i + 1; j < shelf->join.article_count; j++) {
            uint32_t x = shelf->join.articles[i];
            uint32_t y = shelf->join.articles[j];

            if (belong(shelf, x, y))
                cr_assert(next < pairs->count &&
                              pairs->items[next++] == wtw_pair_of(x, y),
                          "pair %u, %u is missing", x, y);
        }
    check_number(pairs->count, next);
}

static void check_equal(const struct wtw_pairs *got, const struct wtw_pairs *wanted)
{
    check_number(got->count, wanted->count);
    check(got->count == 0 ||
          memcmp(got->items, wanted->items, got->count * sizeof got->items[0]) == 0);
}

static struct shelf shelf;

Test(join, bands_give_all_pairs_that_share_a_key_where_buckets_are_small)
{
    struct random_input random = random_begin(100);

    for (int round = 0; round < 60; round++) {
        struct wtw_join_counts counts;
        struct wtw_pairs pairs;

        init_shelf(&shelf, random_below(&random, 300), random_between(&random, 1, 8));
        fill_bands(&shelf, &random, random_between(&random, 150, 2000));
        shelf.join.bucket_limit = 1000;
        pairs = join_bands(&shelf, &counts);
        check_all_pairs(&shelf, &pairs, share_a_band);
        check_number(counts.crowded_buckets, 0);
        wtw_pairs_release(&pairs);
    }
}

Test(join, winnowed_keys_give_all_pairs_that_share_one_that_is_not_too_common)
{
    struct random_input random = random_begin(101);

    for (int round = 0; round < 40; round++) {
        struct wtw_join_counts counts;
        struct wtw_pairs pairs;

        init_shelf(&shelf, random_below(&random, 120), 1);
        fill_winnowed(&shelf, &random, 5, random_between(&random, 40, 600));
        shelf.join.bucket_limit = 1000;
        shelf.join.key_ceiling = random_between(&random, 2, 20);
        pairs = join_winnowed(&shelf, &counts);
        check_all_pairs(&shelf, &pairs, share_a_rare_key);
        wtw_pairs_release(&pairs);
    }
}

Test(join, keys_of_all_32_bits_are_joined_when_there_are_more_than_a_million)
{
    struct random_input random = random_begin(102);
    struct wtw_join_counts counts;
    struct wtw_pairs pairs;
    uint32_t articles = 1400;
    uint64_t next = 0;

    init_shelf(&shelf, articles, 1);
    for (uint32_t i = 0; i < articles; i++) {
        shelf.winnow_starts[i] = next;
        for (uint32_t k = 0; k < 1000; k++)
            shelf.winnow_keys[next++] = (uint32_t)random_next(&random);
        /* Neighbours share one key: 0, 1, ... up to the largest. */
        if (i > 0)
            shelf.winnow_keys[next - 1] = (i - 1) * 3070011u;
        shelf.winnow_keys[next - 2] = i * 3070011u;
        /* And 100 of them one key that is too common. */
        if (i % 14 == 0)
            shelf.winnow_keys[next - 3] = 77777;
    }
    shelf.winnow_starts[articles] = next;
    check(next > 1 << 20);
    pairs = join_winnowed(&shelf, &counts);
    for (uint32_t i = 0, found = 0; i + 1 < articles; i++, found = 0) {
        for (size_t p = 0; p < pairs.count && !found; p++)
            found = pairs.items[p] == wtw_pair_of(i, i + 1);
        cr_assert(found, "articles %u and %u are no pair", i, i + 1);
    }
    check_number(counts.common_keys, 1);
    /* Chance pairs: 1.4 million keys in 2^32 meet about 228 times. */
    check(pairs.count < articles + 400);
    wtw_pairs_release(&pairs);
}

Test(join, a_key_that_repeats_inside_an_article_counts_once)
{
    static const uint32_t keys[] = {7, 7, 7, 9, 7, 7, 8, 8, 8, 8};
    static const uint64_t starts[] = {0, 4, 6, 10};
    struct wtw_join_counts counts;
    struct wtw_pairs pairs;

    init_shelf(&shelf, 3, 1);
    memcpy(shelf.winnow_keys, keys, sizeof keys);
    memcpy(shelf.winnow_starts, starts, sizeof starts);
    shelf.join.key_ceiling = 2;
    pairs = join_winnowed(&shelf, &counts);
    check_number(pairs.count, 1);
    check(pairs.items[0] == wtw_pair_of(0, 1));
    check_number(counts.common_keys, 0);
    wtw_pairs_release(&pairs);
}

Test(join, a_key_of_more_articles_than_the_ceiling_is_passed_over_and_counted)
{
    struct wtw_join_counts counts;
    struct wtw_pairs pairs;

    init_shelf(&shelf, 5, 1);
    for (uint32_t i = 0; i < 5; i++) {
        shelf.winnow_starts[i] = 2 * i;
        shelf.winnow_keys[2 * i] = 77;
        shelf.winnow_keys[2 * i + 1] = i < 4 ? 55 : 56;
    }
    shelf.winnow_starts[5] = 10;
    shelf.join.key_ceiling = 4;
    pairs = join_winnowed(&shelf, &counts);
    check_number(counts.common_keys, 1);
    check_number(pairs.count, 4 * 3 / 2);
    check(pairs.items[5] == wtw_pair_of(2, 3));
    wtw_pairs_release(&pairs);
    shelf.join.key_ceiling = 3;
    pairs = join_winnowed(&shelf, &counts);
    check_number(counts.common_keys, 2);
    check_number(pairs.count, 0);
    wtw_pairs_release(&pairs);
    shelf.join.key_ceiling = 0;
    pairs = join_winnowed(&shelf, &counts);
    check_number(counts.common_keys, 0);
    check_number(pairs.count, 0);
    wtw_pairs_release(&pairs);
}

Test(join, a_crowded_bucket_costs_each_article_bucket_limit_comparisons_at_most)
{
    static const uint32_t sizes[] = {17, 18, 100, 2000};

    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        struct wtw_join_counts counts;
        struct wtw_pairs pairs;
        uint32_t degrees[ARTICLES_MAX] = {0};

        init_shelf(&shelf, sizes[s], 1);
        pairs = join_bands(&shelf, &counts);
        check_number(counts.crowded_buckets, sizes[s] > 17);
        /* 16 that follow each, fewer at the end. */
        check_number(pairs.count, sizes[s] * 16 - 16 * 17 / 2);
        for (size_t p = 0; p < pairs.count; p++) {
            degrees[wtw_pair_a(pairs.items[p])]++;
            degrees[wtw_pair_b(pairs.items[p])]++;
        }
        for (uint32_t i = 0; i < sizes[s]; i++)
            check(degrees[i] >= 16 && degrees[i] <= 32);
        wtw_pairs_release(&pairs);
    }
}

Test(join, crowded_columns_leave_out_other_pairs_each)
{
    struct wtw_join_counts counts;
    struct wtw_pairs pairs;

    init_shelf(&shelf, 200, 8);
    pairs = join_bands(&shelf, &counts);
    check_number(counts.crowded_buckets, 8);
    /* One column gives 3064 pairs of 19900; eight of the same order would give no more.
     */
    check(pairs.count > 3 * 3064);
    wtw_pairs_release(&pairs);
}

Test(join, any_thread_count_gives_the_same_pairs_and_counts)
{
    static const uint32_t threads[] = {2, 5, 16};
    struct random_input random = random_begin(103);

    for (int round = 0; round < 10; round++) {
        struct wtw_join_counts counts;
        struct wtw_join_counts winnowed_counts;
        struct wtw_pairs bands;
        struct wtw_pairs winnowed;

        init_shelf(&shelf, 1000, 8);
        fill_bands(&shelf, &random, random_between(&random, 20, 400));
        fill_winnowed(&shelf, &random, 10, random_between(&random, 20, 3000));
        bands = join_bands(&shelf, &counts);
        winnowed = join_winnowed(&shelf, &winnowed_counts);
        for (size_t t = 0; t < sizeof threads / sizeof threads[0]; t++) {
            struct wtw_join_counts other;
            struct wtw_pairs pairs;

            shelf.join.thread_count = threads[t];
            pairs = join_bands(&shelf, &other);
            check_equal(&pairs, &bands);
            check(memcmp(&other, &counts, sizeof other) == 0);
            wtw_pairs_release(&pairs);
            pairs = join_winnowed(&shelf, &other);
            check_equal(&pairs, &winnowed);
            check(memcmp(&other, &winnowed_counts, sizeof other) == 0);
            wtw_pairs_release(&pairs);
        }
        wtw_pairs_release(&bands);
        wtw_pairs_release(&winnowed);
    }
}

/* Moves article i of 'from' to place renumbered[i] of 'to'. */
static void renumber(const struct shelf *from, const uint32_t *renumbered,
                     struct shelf *to)
{
    uint32_t count = from->digests.article_count;
    uint32_t original[ARTICLES_MAX];
    uint64_t next = 0;

    init_shelf(to, count, from->digests.bands);
    for (uint32_t i = 0; i < count; i++) {
        original[renumbered[i]] = i;
        to->content_hashes[renumbered[i]] = from->content_hashes[i];
        for (uint32_t band = 0; band < from->digests.bands; band++)
            to->band_keys[band][renumbered[i]] = from->band_keys[band][i];
    }
    for (uint32_t i = 0; i < count; i++) {
        to->winnow_starts[i] = next;
        for (uint64_t k = from->winnow_starts[original[i]];
             k < from->winnow_starts[original[i] + 1]; k++)
            to->winnow_keys[next++] = from->winnow_keys[k];
    }
    to->winnow_starts[count] = next;
}

static void renumber_pairs(struct wtw_pairs *pairs, const uint32_t *renumbered)
{
    for (size_t p = 0; p < pairs->count; p++)
        pairs->items[p] = wtw_pair_of(renumbered[wtw_pair_a(pairs->items[p])],
                                      renumbered[wtw_pair_b(pairs->items[p])]);
    wtw_pairs_settle(pairs);
}

Test(join, renumbering_the_articles_renumbers_the_pairs_also_in_crowded_buckets)
{
    static struct shelf other;
    struct random_input random = random_begin(104);

    for (int round = 0; round < 20; round++) {
        uint32_t renumbered[500];
        struct wtw_join_counts counts;
        struct wtw_join_counts other_counts;
        struct wtw_pairs pairs;
        struct wtw_pairs other_pairs;

        init_shelf(&shelf, 500, 4);
        fill_bands(&shelf, &random, random_between(&random, 3, 100));
        fill_winnowed(&shelf, &random, 4, random_between(&random, 40, 100));
        random_permutation(&random, renumbered, 500);
        renumber(&shelf, renumbered, &other);

        pairs = join_bands(&shelf, &counts);
        other_pairs = join_bands(&other, &other_counts);
        renumber_pairs(&pairs, renumbered);
        check_equal(&pairs, &other_pairs);
        check_number(counts.crowded_buckets, other_counts.crowded_buckets);
        wtw_pairs_release(&pairs);
        wtw_pairs_release(&other_pairs);

        pairs = join_winnowed(&shelf, &counts);
        other_pairs = join_winnowed(&other, &other_counts);
        renumber_pairs(&pairs, renumbered);
        check_equal(&pairs, &other_pairs);
        check_number(counts.common_keys, other_counts.common_keys);
        wtw_pairs_release(&pairs);
        wtw_pairs_release(&other_pairs);
    }
}

Test(join, articles_that_are_not_listed_are_passed_over)
{
    struct random_input random = random_begin(105);

    for (int round = 0; round < 20; round++) {
        struct wtw_join_counts counts;
        struct wtw_pairs pairs;

        init_shelf(&shelf, 200, 3);
        fill_bands(&shelf, &random, 300);
        fill_winnowed(&shelf, &random, 5, 500);
        shelf.join.bucket_limit = 1000;
        shelf.join.key_ceiling = 6;
        shelf.join.article_count = 0;
        for (uint32_t i = 0; i < 200; i++)
            if (random_chance(&random, .5))
                shelf.numbers[shelf.join.article_count++] = i;
        pairs = join_bands(&shelf, &counts);
        check_all_pairs(&shelf, &pairs, share_a_band);
        wtw_pairs_release(&pairs);
        pairs = join_winnowed(&shelf, &counts);
        check_all_pairs(&shelf, &pairs, share_a_rare_key);
        wtw_pairs_release(&pairs);
    }
}

Test(join, no_articles_make_no_pairs)
{
    struct wtw_join_counts counts;
    struct wtw_pairs pairs;

    init_shelf(&shelf, 0, 4);
    pairs = join_bands(&shelf, &counts);
    check_number(pairs.count, 0);
    wtw_pairs_release(&pairs);
    pairs = join_winnowed(&shelf, &counts);
    check_number(pairs.count, 0);
    wtw_pairs_release(&pairs);
}

/* Gives the first two articles sets that share 'shared' of 'a' and 'b' members. */
static void sketch_two(struct random_input *random, uint32_t shared, uint32_t a,
                       uint32_t b)
{
    uint64_t members[4000];
    struct wtw_error error = {0};

    random_fill(random, members, a + b - shared);
    shelf.shingle_counts[0] = a;
    shelf.shingle_counts[1] = b;
    check_ok(wtw_odd_sketch_make(members, a, 0, NULL, shelf.odd_sketches, &error),
             &error);
    check_ok(wtw_odd_sketch_make(members + a - shared, b, 0, NULL,
                                 shelf.odd_sketches + WTW_ODD_SKETCH_WORDS, &error),
             &error);
}

Test(join, no_pair_that_reaches_threshold_or_containment_is_refused_by_its_sketches)
{
    struct random_input random = random_begin(106);
    int copies = 0;

    for (int round = 0; round < 20000; round++) {
        uint32_t a = random_between(&random, 1, 400);
        uint32_t b = random_between(&random, 1, 400);
        uint32_t shorter = a < b ? a : b;
        uint32_t shared = random_between(&random, shorter / 2, shorter);
        struct wtw_figures figures = {.shared = shared, .a_shingles = a, .b_shingles = b};
        struct wtw_join_counts counts;
        struct wtw_pairs pairs;

        init_shelf(&shelf, 2, 1);
        sketch_two(&random, shared, a, b);
        pairs = join_bands(&shelf, &counts);
        if (wtw_jaccard(&figures) >= .5 || wtw_a_in_b(&figures) >= .8 ||
            wtw_b_in_a(&figures) >= .8) {
            check_number(pairs.count, 1);
            copies++;
        }
        wtw_pairs_release(&pairs);
    }
    check(copies > 5000);
}

/* 600 unshared shingles leave a distance near 231; their floor is then near 260. */
Test(join, nearly_all_band_pairs_that_share_nothing_are_refused_by_their_sketches)
{
    struct random_input random = random_begin(107);
    size_t kept = 0;

    for (int round = 0; round < 1000; round++) {
        struct wtw_join_counts counts;
        struct wtw_pairs pairs;

        init_shelf(&shelf, 2, 1);
        sketch_two(&random, 0, 300, 300);
        pairs = join_bands(&shelf, &counts);
        kept += pairs.count;
        wtw_pairs_release(&pairs);
    }
    check(kept < 50);
}

Test(join, winnowed_pairs_are_kept_however_unlike_the_sketches_are)
{
    struct random_input random = random_begin(108);
    struct wtw_join_counts counts;
    struct wtw_pairs pairs;

    init_shelf(&shelf, 2, 1);
    sketch_two(&random, 0, 300, 300);
    shelf.winnow_keys[0] = 5;
    shelf.winnow_keys[1] = 5;
    shelf.winnow_starts[1] = 1;
    shelf.winnow_starts[2] = 2;
    pairs = join_winnowed(&shelf, &counts);
    check_number(pairs.count, 1);
    wtw_pairs_release(&pairs);
}

#ifdef WTW_FAULTS

Test(join, a_failed_allocation_is_told_and_the_next_join_is_whole)
{
    struct random_input random = random_begin(109);
    struct wtw_join_counts counts;
    struct wtw_pairs wanted;
    bool failed = true;
    uint64_t nth = 1;

    init_shelf(&shelf, 1000, 4);
    fill_bands(&shelf, &random, 50);
    fill_winnowed(&shelf, &random, 5, 200);
    shelf.join.thread_count = 2;
    wanted = join_bands(&shelf, &counts);
    for (nth = 1; failed; nth++) {
        struct wtw_pairs pairs = {0};
        struct wtw_pairs winnowed = {0};
        enum wtw_status status = WTW_OK;

        counts = (struct wtw_join_counts){0};
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_join_bands(&shelf.join, &pairs, &counts, NULL);
        if (status == WTW_OK)
            status = wtw_join_winnowed(&shelf.join, &winnowed, &counts, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (failed)
            check_number(status, WTW_NO_MEMORY);
        wtw_pairs_release(&pairs);
        wtw_pairs_release(&winnowed);
    }
    check(nth > 8);
    wtw_pairs_release(&wanted);
}

Test(join, threads_that_cannot_start_change_no_result)
{
    struct random_input random = random_begin(110);
    struct wtw_join_counts counts;
    struct wtw_pairs wanted;

    init_shelf(&shelf, 1000, 8);
    fill_bands(&shelf, &random, 100);
    shelf.join.thread_count = 4;
    wanted = join_bands(&shelf, &counts);
    for (uint64_t nth = 1; nth <= 3; nth++) {
        struct wtw_pairs pairs;

        wtw_fault_plan(WTW_FAULT_THREAD, nth);
        pairs = join_bands(&shelf, &counts);
        check(wtw_fault_count(WTW_FAULT_THREAD) == nth);
        check_equal(&pairs, &wanted);
        wtw_pairs_release(&pairs);
    }
    wtw_fault_plan(WTW_FAULT_THREAD, 0);
    wtw_pairs_release(&wanted);
}

#endif
