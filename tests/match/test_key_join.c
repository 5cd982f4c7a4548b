/*
 * test_key_join.c - pairs that share a winnowed key or two sampled ones, by hand and
 * against all pairs one by one
 */
#include "check.h"
#include "match/join_oracle.h"
#include "random_input.h"

static struct shelf shelf;

Test(key_join, winnowed_keys_give_all_pairs_that_share_one_that_is_not_too_common)
{
    struct random_input random = random_begin(101);

    for (int round = 0; round < 40; round++) {
        struct wtw_joined joined;

        init_shelf(&shelf, random_below(&random, 120), 1);
        fill_winnowed(&shelf, &random, 5, random_between(&random, 40, 600));
        shelf.join.bucket_limit = 1000;
        shelf.join.key_ceiling = random_between(&random, 2, 20);
        joined = join_keys(&shelf);
        check_all_pairs(&shelf, &joined.pairs, share_a_rare_key);
        wtw_joined_release(&joined);
    }
}

Test(key_join, keys_of_all_32_bits_are_joined_when_there_are_more_than_a_million)
{
    struct random_input random = random_begin(102);
    struct wtw_joined joined;
    uint32_t articles = 1400;
    uint64_t next = 0;

    init_shelf(&shelf, articles, 1);
    for (uint32_t i = 0; i < articles; i++) {
        shelf.winnow_starts[i] = next;
        for (uint32_t k = 0; k < 1000; k++)
            shelf.winnow_keys[next++] = (uint32_t)(random_next(&random) >> 33);
        /* Neighbours share one key: 0, 1, ... up to the largest. */
        if (i > 0)
            shelf.winnow_keys[next - 1] = (i - 1) * 1500000u;
        shelf.winnow_keys[next - 2] = i * 1500000u;
        /* And 100 of them one key that is too common. */
        if (i % 14 == 0)
            shelf.winnow_keys[next - 3] = 77778;
    }
    shelf.winnow_starts[articles] = next;
    check(next > 1 << 20);
    joined = join_keys(&shelf);
    for (uint32_t i = 0, found = 0; i + 1 < articles; i++, found = 0) {
        for (size_t p = 0; p < joined.pairs.count && !found; p++)
            found = joined.pairs.items[p] == wtw_pair_of(i, i + 1);
        cr_assert(found, "articles %u and %u are no pair", i, i + 1);
    }
    check_number(joined.common_keys, 1);
    /* Chance pairs: 1.4 million keys in 2^31 meet about 456 times. */
    check(joined.pairs.count < articles + 700);
    check_number(joined.noted.count, 0);
    wtw_joined_release(&joined);
}

Test(key_join, a_key_that_repeats_inside_an_article_counts_once)
{
    static const uint32_t keys[] = {14, 14, 14, 18, 14, 14, 16, 16, 16, 16};
    static const uint64_t starts[] = {0, 4, 6, 10};
    struct wtw_joined joined;

    init_shelf(&shelf, 3, 1);
    memcpy(shelf.winnow_keys, keys, sizeof keys);
    memcpy(shelf.winnow_starts, starts, sizeof starts);
    shelf.join.key_ceiling = 2;
    joined = join_keys(&shelf);
    check_number(joined.pairs.count, 1);
    check(joined.pairs.items[0] == wtw_pair_of(0, 1));
    check_number(joined.common_keys, 0);
    wtw_joined_release(&joined);
}

Test(key_join, a_key_of_more_articles_than_the_ceiling_is_passed_over_and_counted)
{
    struct wtw_joined joined;

    init_shelf(&shelf, 5, 1);
    for (uint32_t i = 0; i < 5; i++) {
        shelf.winnow_starts[i] = 2 * i;
        shelf.winnow_keys[2 * i] = 78;
        shelf.winnow_keys[2 * i + 1] = i < 4 ? 56 : 58;
    }
    shelf.winnow_starts[5] = 10;
    shelf.join.key_ceiling = 4;
    joined = join_keys(&shelf);
    check_number(joined.common_keys, 1);
    check_number(joined.pairs.count, 4 * 3 / 2);
    check(joined.pairs.items[5] == wtw_pair_of(2, 3));
    wtw_joined_release(&joined);
    shelf.join.key_ceiling = 3;
    joined = join_keys(&shelf);
    check_number(joined.common_keys, 2);
    check_number(joined.pairs.count, 0);
    wtw_joined_release(&joined);
    shelf.join.key_ceiling = 0;
    joined = join_keys(&shelf);
    check_number(joined.pairs.count, 0);
    wtw_joined_release(&joined);
}

Test(key_join, winnowed_pairs_are_kept_however_unlike_the_sketches_are)
{
    struct wtw_joined joined;

    init_shelf(&shelf, 2, 1);
    for (uint32_t word = 0; word < WTW_ODD_SKETCH_WORDS; word++)
        shelf.odd_sketches[word] = UINT64_MAX;
    shelf.winnow_keys[0] = 6;
    shelf.winnow_keys[1] = 6;
    shelf.winnow_starts[1] = 1;
    shelf.winnow_starts[2] = 2;
    joined = join_keys(&shelf);
    check_number(joined.pairs.count, 1);
    wtw_joined_release(&joined);
}

/* Gives an article keys behind those of the article before it. */
static void give_keys(uint32_t article, const uint32_t *keys, size_t count)
{
    uint64_t next = shelf.winnow_starts[article];

    memcpy(shelf.winnow_keys + next, keys, count * sizeof keys[0]);
    for (uint32_t i = article + 1; i <= shelf.digests.article_count; i++)
        shelf.winnow_starts[i] = next + count;
}

#define GIVE(article, ...)                                                               \
    give_keys((article), (const uint32_t[]){__VA_ARGS__},                                \
              sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

/* 0 and 1 share 3 and 7; 0 and 2 only 3; 2 and 3 one sampled key and one winnowed, 6. */
Test(key_join, one_shared_sample_is_chance_and_two_make_a_pair)
{
    struct wtw_joined joined;

    init_shelf(&shelf, 4, 1);
    GIVE(0, SAMPLED(3), SAMPLED(5), SAMPLED(7));
    GIVE(1, SAMPLED(7), SAMPLED(9), SAMPLED(3));
    GIVE(2, SAMPLED(3), 6, SAMPLED(11));
    GIVE(3, 6, SAMPLED(11), SAMPLED(13));
    joined = join_keys(&shelf);
    check_number(joined.noted.count, 1);
    check(joined.noted.items[0] == wtw_pair_of(0, 1));
    check_number(joined.pairs.count, 1);
    check(joined.pairs.items[0] == wtw_pair_of(2, 3));
    wtw_joined_release(&joined);
}

Test(key_join, a_sample_that_repeats_inside_an_article_counts_once)
{
    struct wtw_joined joined;

    init_shelf(&shelf, 2, 1);
    GIVE(0, SAMPLED(3), SAMPLED(3), SAMPLED(3), SAMPLED(5));
    GIVE(1, SAMPLED(3), SAMPLED(7), SAMPLED(3));
    joined = join_keys(&shelf);
    check_number(joined.noted.count, 0);
    wtw_joined_release(&joined);
}

/* Three articles share 3 and 5, two of them 7 as well. */
Test(key_join, samples_of_more_articles_than_the_ceiling_are_passed_over)
{
    static const size_t wanted[] = {0, 0, 0, 3}; /* by ceiling */
    struct wtw_joined joined;

    init_shelf(&shelf, 3, 1);
    GIVE(0, SAMPLED(3), SAMPLED(5), SAMPLED(7));
    GIVE(1, SAMPLED(3), SAMPLED(5), SAMPLED(7));
    GIVE(2, SAMPLED(3), SAMPLED(5));
    for (uint32_t ceiling = 0; ceiling <= 3; ceiling++) {
        shelf.join.sample_ceiling = ceiling;
        joined = join_keys(&shelf);
        check_number(joined.noted.count, wanted[ceiling]);
        check_number(joined.common_keys, 0);
        wtw_joined_release(&joined);
    }
    /* With one more that they share alone, two of them are a pair. */
    GIVE(0, SAMPLED(3), SAMPLED(5), SAMPLED(11));
    GIVE(1, SAMPLED(3), SAMPLED(5), SAMPLED(7), SAMPLED(9));
    GIVE(2, SAMPLED(3), SAMPLED(5), SAMPLED(9), SAMPLED(7));
    shelf.join.sample_ceiling = 2;
    joined = join_keys(&shelf);
    check_number(joined.noted.count, 1);
    check(joined.noted.items[0] == wtw_pair_of(1, 2));
    wtw_joined_release(&joined);
}

/* Of 100 shingles and 200; of more in the shorter or fewer in the longer it takes two. */
Test(key_join, one_that_only_a_short_and_a_long_article_hold_makes_a_pair)
{
    static const struct {
        uint32_t a_shingles;
        uint32_t b_shingles;
        bool is_pair;
    } table[] = {{100, 200, true},  {200, 100, true},  {100, 199, false},
                 {199, 100, false}, {101, 900, false}, {900, 101, false},
                 {1, 2, true},      {30, 60, true},    {100, 100, false}};

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct wtw_joined joined;

        init_shelf(&shelf, 3, 1);
        shelf.shingle_counts[0] = table[i].a_shingles;
        shelf.shingle_counts[1] = table[i].b_shingles;
        GIVE(0, SAMPLED(3), SAMPLED(5));
        GIVE(1, SAMPLED(3), SAMPLED(7));
        GIVE(2, SAMPLED(9));
        joined = join_keys(&shelf);
        cr_assert(joined.pairs.count == table[i].is_pair, "row %zu", i);
        check(!joined.pairs.count || joined.pairs.items[0] == wtw_pair_of(0, 1));
        check_number(joined.noted.count, 0);
        wtw_joined_release(&joined);
        GIVE(2, SAMPLED(3)); /* a third holds it too */
        joined = join_keys(&shelf);
        check_number(joined.pairs.count, 0);
        check_number(joined.noted.count, 0);
        wtw_joined_release(&joined);
        GIVE(2, SAMPLED(9));
        shelf.join.sample_ceiling = 0;
        joined = join_keys(&shelf);
        check_number(joined.pairs.count, 0);
        wtw_joined_release(&joined);
    }
}

Test(key_join, the_two_ceilings_do_not_know_each_other)
{
    struct wtw_joined joined;

    init_shelf(&shelf, 3, 1);
    for (uint32_t i = 0; i < 3; i++)
        GIVE(i, 2, SAMPLED(3), SAMPLED(5));
    shelf.join.key_ceiling = 2;
    shelf.join.sample_ceiling = 3;
    joined = join_keys(&shelf);
    check_number(joined.pairs.count, 0);
    check_number(joined.common_keys, 1);
    check_number(joined.noted.count, 3);
    wtw_joined_release(&joined);
    shelf.join.key_ceiling = 3;
    shelf.join.sample_ceiling = 2;
    joined = join_keys(&shelf);
    check_number(joined.pairs.count, 3);
    check_number(joined.common_keys, 0);
    check_number(joined.noted.count, 0);
    wtw_joined_release(&joined);
}

Test(key_join, samples_are_not_limited_by_what_an_article_may_cause_in_a_bucket)
{
    struct wtw_joined joined;

    init_shelf(&shelf, 12, 1);
    for (uint32_t i = 0; i < 12; i++)
        GIVE(i, SAMPLED(3), SAMPLED(5));
    shelf.join.bucket_limit = 2;
    joined = join_keys(&shelf);
    check_number(joined.noted.count, 12 * 11 / 2);
    check_number(joined.crowded_buckets, 0);
    wtw_joined_release(&joined);
}

Test(key_join, samples_and_winnowed_keys_give_the_pairs_found_one_by_one)
{
    struct random_input random = random_begin(111);
    size_t repeated = 0;

    for (int round = 0; round < 40; round++) {
        struct wtw_joined joined;

        init_shelf(&shelf, random_below(&random, 120), 1);
        fill_winnowed(&shelf, &random, 10, random_between(&random, 40, 600));
        sample_half(&shelf, &random);
        shelf.join.bucket_limit = 1000;
        shelf.join.key_ceiling = random_between(&random, 2, 20);
        shelf.join.sample_ceiling = random_between(&random, 2, 20);
        joined = join_keys(&shelf);
        check_all_pairs(&shelf, &joined.pairs, share_a_rare_key);
        check_all_pairs(&shelf, &joined.noted, share_two_samples);
        repeated += joined.noted.count;
        wtw_joined_release(&joined);
    }
    check(repeated > 500);
}

/* Neighbours share two keys that are far apart, so that other ranges hold them. */
Test(key_join, samples_of_a_pair_are_counted_together_whatever_range_they_are_in)
{
    struct random_input random = random_begin(112);
    uint32_t articles = 1400;
    struct wtw_joined joined;
    uint64_t next = 0;

    init_shelf(&shelf, articles, 1);
    for (uint32_t i = 0; i < articles; i++) {
        shelf.winnow_starts[i] = next;
        for (uint32_t k = 0; k < 996; k++)
            shelf.winnow_keys[next++] = (uint32_t)(random_next(&random) >> 33);
        for (uint32_t shared = i ? i - 1 : i; shared <= i; shared++) {
            shelf.winnow_keys[next++] = SAMPLED(shared * 1500000u);
            shelf.winnow_keys[next++] = 0xffffffffu - shared * 1500000u;
        }
    }
    shelf.winnow_starts[articles] = next;
    check(next > 1 << 20);
    for (uint32_t threads = 1; threads <= 4; threads += 3) {
        shelf.join.thread_count = threads;
        joined = join_keys(&shelf);
        check_number(joined.noted.count, articles - 1);
        for (uint32_t i = 0; i + 1 < articles; i++)
            check(joined.noted.items[i] == wtw_pair_of(i, i + 1));
        wtw_joined_release(&joined);
    }
}

/* Two keys of 400 articles each make 79,800 pairs, more than a list of pairs holds before
 * it is tidied up, once on each of two threads. */
Test(key_join, samples_of_a_pair_are_counted_together_however_many_pairs_there_are)
{
    struct random_input random = random_begin(113);
    uint32_t articles = 1400;
    struct wtw_joined joined;
    uint64_t next = 0;

    init_shelf(&shelf, articles, 1);
    for (uint32_t i = 0; i < articles; i++) {
        shelf.winnow_starts[i] = next;
        for (uint32_t k = 0; k < 750; k++)
            shelf.winnow_keys[next++] = (uint32_t)(random_next(&random) >> 33);
        if (i >= 400)
            continue;
        shelf.winnow_keys[next++] = SAMPLED(0);
        shelf.winnow_keys[next++] = 0xffffffff;
    }
    shelf.winnow_starts[articles] = next;
    check(next > 1 << 20);
    shelf.join.sample_ceiling = 400;
    for (uint32_t threads = 1; threads <= 4; threads++) {
        shelf.join.thread_count = threads;
        joined = join_keys(&shelf);
        check_number(joined.noted.count, 400 * 399 / 2);
        check(joined.noted.items[0] == wtw_pair_of(0, 1));
        check(joined.noted.items[400 * 399 / 2 - 1] == wtw_pair_of(398, 399));
        wtw_joined_release(&joined);
    }
}

/* The lists of keys go when they are said to be done, and nothing is missing. */
static void release_keys(void *context)
{
    struct shelf *of = context;

    check(of->keys.key_count > 0);
    wtw_key_lists_release(&of->keys);
}

Test(key_join, keys_are_not_read_after_they_were_said_to_be_done)
{
    struct random_input random = random_begin(121);

    for (uint32_t threads = 1; threads <= 3; threads++) {
        struct wtw_joined wanted;
        struct wtw_joined joined;

        init_shelf(&shelf, 120, 1);
        fill_winnowed(&shelf, &random, 10, 300);
        sample_half(&shelf, &random);
        wanted = join_keys(&shelf);
        check(wanted.noted.count > 0);
        shelf.join.thread_count = threads;
        shelf.join.keys_are_done = release_keys;
        shelf.join.context = &shelf;
        joined = join_keys(&shelf);
        check(shelf.keys.blocks == NULL);
        check_equal_joins(&joined, &wanted);
        wtw_joined_release(&joined);
        wtw_joined_release(&wanted);
    }
}

/* Of 0, 1 and 2, which share two samples and a winnowed key each, 0 and 2 are known; so are 4
 * and 5, of which one could contain the other. */
Test(key_join, pairs_that_are_known_are_not_found_again)
{
    uint64_t known_items[] = {wtw_pair_of(0, 2), wtw_pair_of(1, 7), wtw_pair_of(4, 5)};
    const struct wtw_pairs known = {.items = known_items, .count = 3};
    struct wtw_joined joined;

    for (uint32_t threads = 1; threads <= 2; threads++) {
        init_shelf(&shelf, 8, 1);
        for (uint32_t i = 0; i < 3; i++)
            GIVE(i, 9, SAMPLED(3), SAMPLED(5));
        GIVE(4, SAMPLED(7));
        GIVE(5, SAMPLED(7));
        shelf.shingle_counts[4] = 50;
        shelf.shingle_counts[5] = 500;
        shelf.join.known = &known;
        shelf.join.thread_count = threads;
        joined = join_keys(&shelf);
        check_number(joined.noted.count, 2);
        check(joined.noted.items[0] == wtw_pair_of(0, 1));
        check(joined.noted.items[1] == wtw_pair_of(1, 2));
        check_number(joined.pairs.count, 2);
        check(joined.pairs.items[0] == wtw_pair_of(0, 1));
        check(joined.pairs.items[1] == wtw_pair_of(1, 2));
        wtw_joined_release(&joined);
    }
}
