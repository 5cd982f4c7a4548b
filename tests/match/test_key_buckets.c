/*
 * test_key_buckets.c - what becomes of articles that share a winnowed or a sampled key
 */
#include "match/key_buckets.h"
#include "match/made_digests.h"

static struct shelf shelf;

/* Sampled buckets that were taken: how many articles each. */
static size_t taken[8];
static size_t taken_count;

static enum wtw_status take(struct wtw_joiner *joiner, struct wtw_join_worker *worker,
                            const uint64_t *bucket, size_t count, struct wtw_error *error)
{
    (void)joiner;
    (void)worker;
    (void)error;
    check(bucket[0] >> 63 == 1);
    taken[taken_count++] = count;
    return WTW_OK;
}

#define ENTRY(key, article) ((uint64_t)(key) << 32 | (article))

Test(key_buckets, winnowed_keys_make_pairs_and_sampled_ones_are_taken_by_the_caller)
{
    uint64_t entries[] = {
        ENTRY(5, 0),          ENTRY(5, 1),          ENTRY(5, 1), /* a pair */
        ENTRY(6, 2),          ENTRY(6, 2),                       /* one article */
        ENTRY(7, 0),          ENTRY(7, 1),          ENTRY(7, 2), /* too common */
        ENTRY(SAMPLED(1), 0), ENTRY(SAMPLED(1), 0), ENTRY(SAMPLED(1), 3), /* two */
        ENTRY(SAMPLED(2), 4),                                             /* one */
    };
    struct wtw_joiner joiner = {.join = &shelf.join};
    struct wtw_join_worker worker = {.entries = entries};
    struct wtw_error error = {0};

    init_shelf(&shelf, 5, 1);
    shelf.join.key_ceiling = 2;
    taken_count = 0;
    check_ok(wtw_key_buckets_join(&joiner, &worker, sizeof entries / sizeof entries[0],
                                  take, &error),
             &error);
    check_number(worker.pairs.count, 1);
    check(worker.pairs.items[0] == wtw_pair_of(0, 1));
    check_number(worker.common_keys, 1);
    check_number(taken_count, 1);
    check_number(taken[0], 2);
    wtw_pairs_release(&worker.pairs);
}

Test(key_buckets, a_short_article_may_stand_in_one_twice_as_long)
{
    static const uint32_t counts[][2] = {{100, 200}, {200, 100}, {1, 900}};
    static const uint32_t others[][2] = {{101, 900}, {100, 199}, {50, 50}};
    const uint64_t bucket[] = {ENTRY(SAMPLED(1), 0), ENTRY(SAMPLED(1), 1)};

    init_shelf(&shelf, 2, 1);
    for (int i = 0; i < 3; i++) {
        memcpy(shelf.shingle_counts, counts[i], sizeof counts[i]);
        check(wtw_key_may_contain(&shelf.join, bucket));
        memcpy(shelf.shingle_counts, others[i], sizeof others[i]);
        check(!wtw_key_may_contain(&shelf.join, bucket));
    }
}
