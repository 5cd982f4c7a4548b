/*
 * test_live_clusters.c - what clusters are called, and what is told of changes, by hand
 *
 * Texts of 64 words, too short to be aligned. The second half of a and the first half of b are
 * those of m. a and b replace 12 words at one end each: of 62 shingles a and m share 49 or 50,
 * a Jaccard of .65, and a and b 36 or so, .41, which is no copy. m and n, which differ in
 * one word, are nearer to each other than to anybody. So a and b are two clusters; m goes to
 * one of them; with n comes so much that a and b are one: ties of .82 and .80 over three
 * pairs are .54.
 */
#include "check.h"
#include "engine/live_runs.h"

enum { WORDS = 64, REPLACED = 12, A = 0, B, M, N, OTHER, MADE };

static struct made_article articles[MADE];
static uint32_t order[MADE];

static void spell(uint32_t which, uint32_t begin, uint32_t end, uint32_t first_word)
{
    struct random_input random = random_begin(800 + which);
    struct made_article *article = &articles[which];

    article->word_count = WORDS;
    for (uint32_t i = 0; i < WORDS; i++)
        article->words[i] = i >= begin && i < end ? first_word + i : 100 + i * 3;
    article->published_seconds = 1000 + which;
    made_spell(article, &random);
}

static struct live_run *begin(const uint32_t *come, uint32_t count)
{
    static struct live_run run;
    struct wtw_options options;
    struct wtw_error error = {0};

    run = (struct live_run){.articles = articles, .order = order};
    spell(A, 0, REPLACED, 600);
    spell(B, WORDS - REPLACED, WORDS, 700);
    spell(M, 0, 0, 0);
    spell(N, WORDS / 2, WORDS / 2 + 1, 800);
    spell(OTHER, 0, WORDS, 900);
    memcpy(order, come, count * sizeof *come);
    wtw_options_init(&options);
    options.thread_count = 1;
    check_ok(live_open(&run, &options, &error), &error);
    return &run;
}

/* Lets the next one come; keeps what changed. */
struct seen_changes {
    struct wtw_live_change items[16];
    size_t count;
    int64_t cluster;
    uint32_t size;
};

static enum wtw_status see(void *context, size_t i,
                           const struct wtw_live_outcome *outcome,
                           struct wtw_error *error)
{
    struct seen_changes *seen = context;

    (void)i;
    (void)error;
    check(outcome->change_count <= 16);
    seen->count = outcome->change_count;
    seen->cluster = outcome->cluster;
    seen->size = outcome->size;
    if (seen->count)
        memcpy(seen->items, outcome->changes, seen->count * sizeof seen->items[0]);
    return WTW_OK;
}

static struct seen_changes come(struct live_run *run)
{
    const struct made_article *made = &run->articles[run->order[run->count]];
    const struct wtw_article article = {.text = made->text,
                                        .text_bytes = made->text_bytes,
                                        .published_seconds = made->published_seconds};
    const struct wtw_live_arrival arrival = {0, live_number(run->count++)};
    struct seen_changes seen = {.count = 0};
    const struct wtw_live_taker taker = {see, &seen};
    struct wtw_error error = {0};

    check_ok(wtw_live_sketch(run->live, &article, 1, &error), &error);
    check_ok(wtw_live_add(run->live, &arrival, 1, &taker, &error), &error);
    return seen;
}

static struct seen_changes go(struct live_run *run, uint32_t place)
{
    struct seen_changes seen = {.count = 0};
    const struct wtw_live_change *changes = NULL;
    struct wtw_error error = {0};

    check_ok(wtw_live_remove(run->live, place, &changes, &seen.count, &error), &error);
    check(seen.count <= 16);
    if (seen.count)
        memcpy(seen.items, changes, seen.count * sizeof seen.items[0]);
    return seen;
}

/* The place after which the cluster of an article is called. */
static uint32_t called(const struct live_run *run, uint32_t place)
{
    struct wtw_live_outcome outcome;
    struct wtw_error error = {0};

    check_ok(wtw_live_outcome_of(run->live, place, &outcome, &error), &error);
    check((outcome.cluster - 5) % 3 == 0);
    return (uint32_t)((outcome.cluster - 5) / 3);
}

static bool has_move(const struct seen_changes *seen, uint32_t place, uint32_t to,
                     uint32_t from)
{
    for (size_t i = 0; i < seen->count; i++)
        if (!seen->items[i].is_canonical && seen->items[i].place == place &&
            seen->items[i].cluster == live_number(to) &&
            seen->items[i].before_cluster == live_number(from))
            return true;
    return false;
}

static bool has_canonical(const struct seen_changes *seen, uint32_t cluster,
                          uint32_t place, uint32_t before)
{
    for (size_t i = 0; i < seen->count; i++)
        if (seen->items[i].is_canonical && seen->items[i].place == place &&
            seen->items[i].cluster == live_number(cluster) &&
            seen->items[i].before_place == before)
            return true;
    return false;
}

Test(live_clusters, one_that_nobody_is_a_copy_of_is_a_cluster_of_its_own_number)
{
    struct live_run *run = begin((uint32_t[]){OTHER, A, B}, 3);

    for (uint32_t i = 0; i < 3; i++) {
        struct seen_changes seen = come(run);

        check_number(seen.cluster, live_number(i));
        check_number(seen.size, 1);
        check_number(seen.count, 0);
    }
    live_close(run);
}

Test(live_clusters, clusters_that_come_together_keep_the_lowest_number)
{
    struct live_run *run = begin((uint32_t[]){OTHER, A, B, M, N}, 5);
    struct seen_changes seen;
    uint32_t m = 0;

    for (int i = 0; i < 4; i++)
        seen = come(run);
    check_number(seen.count, 0);
    check_number(seen.size, 2);
    m = called(run, 3);
    check(m == 1 || m == 2);
    seen = come(run);
    check_number(seen.size, 4);
    check_number(seen.cluster, live_number(1));
    check(has_move(&seen, 2, 1, 2));
    check_number(has_move(&seen, 3, 1, 2), m == 2);
    check_number(seen.count, m == 2 ? 2 : 1);
    check_number(called(run, 0), 0);
    live_close(run);
}

/* B leaves: three of four stay. A alone, which founded it, leaves its number to them where M
 * is with B, and takes the one that is free. */
Test(live_clusters, of_one_that_splits_most_keep_the_number)
{
    struct live_run *run = begin((uint32_t[]){OTHER, A, B, M, N}, 5);
    struct seen_changes seen;
    uint32_t single = 0;
    uint32_t m = 0;

    for (int i = 0; i < 4; i++)
        come(run);
    m = called(run, 3);
    single = m == 1 ? 2 : 1;
    come(run);
    seen = go(run, 4);
    check_number(called(run, m), 1);
    check_number(called(run, 3), 1);
    check_number(called(run, single), 2);
    check(has_move(&seen, single, 2, 1));
    check(has_canonical(&seen, 2, single, UINT32_MAX));
    check_number(has_canonical(&seen, 1, 2, 1), m == 2);
    live_close(run);
}

Test(live_clusters, taking_back_what_united_two_gives_both_their_numbers)
{
    struct live_run *run = begin((uint32_t[]){A, B, M, N}, 4);
    struct wtw_buffer before;
    struct wtw_buffer after;
    struct wtw_error error = {0};

    for (int i = 0; i < 3; i++)
        come(run);
    before = live_standing(run);
    come(run);
    check_number(called(run, 1), 0);
    check_ok(wtw_live_take_back(run->live, 1, &error), &error);
    run->count--;
    after = live_standing(run);
    check_same_bytes(&after, &before);
    wtw_buffer_release(&before);
    wtw_buffer_release(&after);
    live_close(run);
}

Test(live_clusters, a_cluster_keeps_its_number_when_its_founder_is_gone)
{
    struct live_run *run = begin((uint32_t[]){M, N, M}, 3);
    struct seen_changes seen;

    for (int i = 0; i < 3; i++)
        seen = come(run);
    check_number(seen.size, 3);
    seen = go(run, 0);
    check_number(called(run, 1), 0);
    check_number(called(run, 2), 0);
    check_number(seen.count, 1);
    check(has_canonical(&seen, 0, 2, UINT32_MAX));
    seen = go(run, 2);
    check_number(called(run, 1), 0);
    check(has_canonical(&seen, 0, 1, UINT32_MAX));
    seen = go(run, 1);
    check_number(seen.count, 0);
    live_close(run);
}

/* The earlier one stands for both, whichever came first. */
Test(live_clusters, a_canonical_gives_way_to_an_earlier_one)
{
    struct live_run *run = begin((uint32_t[]){N, M, M}, 3);
    struct seen_changes seen;

    come(run);
    seen = come(run);
    check_number(seen.cluster, live_number(0));
    check_number(seen.count, 1);
    check(has_canonical(&seen, 0, 1, 0));
    seen = come(run);
    check_number(seen.count, 0);
    live_close(run);
}

/* What is told of the most alike, of those who are no copies, and of nobody. */
Test(live_clusters, partners_are_the_canonical_or_the_most_alike)
{
    struct live_run *run = begin((uint32_t[]){N, A, M, OTHER}, 4);
    struct wtw_live_outcome outcome;
    struct wtw_error error = {0};

    articles[A].published_seconds = 10;
    for (int i = 0; i < 4; i++)
        come(run);
    check_ok(wtw_live_outcome_of(run->live, 2, &outcome, &error), &error);
    check_number(outcome.canonical, 1);
    check_number(outcome.partner, 1);
    check_number(outcome.relation, WTW_REVISED);
    check_number(outcome.match_count, 2);
    check_ok(wtw_live_outcome_of(run->live, 1, &outcome, &error), &error);
    check_number(outcome.partner, 2); /* m is nearer than n, which has one word less */
    check_number(outcome.figures.lag_seconds, 1000 + M - 10);
    check_ok(wtw_live_outcome_of(run->live, 3, &outcome, &error), &error);
    check_number(outcome.partner, 3);
    check_number(outcome.match_count, 0);
    live_close(run);
}
