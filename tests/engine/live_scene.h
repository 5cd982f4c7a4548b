/*
 * live_scene.h - a few articles that come live, whose likeness is known by hand
 *
 * Texts of 64 words, too short to be aligned. The second half of a and the first half of b are
 * those of m. a and b replace 12 words at one end each: of 62 shingles a and m share 49 or 50,
 * a Jaccard of .65, and a and b 36 or so, .41, which is no copy. m and n, which differ in
 * one word, are nearer to each other than to anybody. So a and b are two clusters; m goes to
 * one of them; with n comes so much that a and b are one: ties of .82 and .80 over three
 * pairs are .54.
 */
#ifndef WTW_TESTS_ENGINE_LIVE_SCENE_H
#define WTW_TESTS_ENGINE_LIVE_SCENE_H

#include "engine/live_runs.h"

enum { WORDS = 64, REPLACED = 12, A = 0, B, M, N, OTHER, MADE };

static struct made_article articles[MADE];
static uint32_t order[MADE];

static inline void spell(uint32_t which, uint32_t begin, uint32_t end,
                         uint32_t first_word)
{
    struct random_input random = random_begin(800 + which);
    struct made_article *article = &articles[which];

    article->word_count = WORDS;
    for (uint32_t i = 0; i < WORDS; i++)
        article->words[i] = i >= begin && i < end ? first_word + i : 100 + i * 3;
    article->published_seconds = 1000 + which;
    made_spell(article, &random);
}

static inline struct live_run *begin(const uint32_t *come, uint32_t count)
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

static inline enum wtw_status see(void *context, size_t i,
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

static inline struct seen_changes come(struct live_run *run)
{
    const struct made_article *made = &run->articles[run->order[run->count]];
    const struct wtw_article article = {.text = made->text,
                                        .text_bytes = made->text_bytes,
                                        .published_seconds = made->published_seconds};
    const struct wtw_live_arrival arrival = {0, live_number(run->count++)};
    struct seen_changes seen = {.count = 0};
    const struct wtw_live_taker taker = {.take = see, .context = &seen};
    struct wtw_error error = {0};

    check_ok(wtw_live_sketch(run->live, &article, 1, &error), &error);
    check_ok(wtw_live_add(run->live, &arrival, 1, &taker, &error), &error);
    return seen;
}

static inline struct seen_changes go(struct live_run *run, uint32_t place)
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
static inline uint32_t called(const struct live_run *run, uint32_t place)
{
    struct wtw_live_outcome outcome;
    struct wtw_error error = {0};

    check_ok(wtw_live_outcome_of(run->live, place, &outcome, &error), &error);
    check((outcome.cluster - 5) % 3 == 0);
    return (uint32_t)((outcome.cluster - 5) / 3);
}

static inline bool has_move(const struct seen_changes *seen, uint32_t place, uint32_t to,
                            uint32_t from)
{
    for (size_t i = 0; i < seen->count; i++)
        if (!seen->items[i].is_canonical && seen->items[i].place == place &&
            seen->items[i].cluster == live_number(to) &&
            seen->items[i].before_cluster == live_number(from))
            return true;
    return false;
}

static inline bool has_canonical(const struct seen_changes *seen, uint32_t cluster,
                                 uint32_t place, uint32_t before)
{
    for (size_t i = 0; i < seen->count; i++)
        if (seen->items[i].is_canonical && seen->items[i].place == place &&
            seen->items[i].cluster == live_number(cluster) &&
            seen->items[i].before_place == before)
            return true;
    return false;
}

#endif
