/*
 * gathered_scene.h - articles with dates and matches made by hand, and who comes together
 *
 * Figures are chosen so that the weights of ties are easily seen: half for being copies,
 * half for how alike they are. Two that agree in .8 of their shingles weigh .9.
 */
#ifndef WTW_TESTS_ENGINE_GATHERED_SCENE_H
#define WTW_TESTS_ENGINE_GATHERED_SCENE_H

#include "check.h"
#include "random_input.h"

#include "engine/gather.h"

#include <stdlib.h>

enum { ARTICLES_MAX = 24, MATCHES_MAX = ARTICLES_MAX * ARTICLES_MAX / 2 };

/* Articles, their dates and texts, and the matches among the first of each text. */
struct scene {
    uint32_t count;
    uint32_t leaders[ARTICLES_MAX];
    int64_t dates[ARTICLES_MAX];
    int64_t text_dates[ARTICLES_MAX];
    uint64_t content_hashes[ARTICLES_MAX];
    uint32_t token_counts[ARTICLES_MAX];
    uint8_t ranks[ARTICLES_MAX];
    struct wtw_match matches[MATCHES_MAX];
    size_t match_count;
};

static struct scene scene;

static inline void begin_scene(uint32_t count)
{
    struct random_input random = random_begin(400);

    scene = (struct scene){.count = count};
    random_fill(&random, scene.content_hashes, count);
    for (uint32_t i = 0; i < count; i++) {
        scene.leaders[i] = i;
        scene.dates[i] = WTW_DATE_UNKNOWN;
        scene.token_counts[i] = 100;
    }
}

static inline void date_scene(const int64_t *dates)
{
    memcpy(scene.dates, dates, scene.count * sizeof dates[0]);
}

static inline void add_match(uint32_t a, uint32_t b, enum wtw_relation relation,
                             struct wtw_figures figures)
{
    check(a < b && scene.match_count < MATCHES_MAX);
    scene.matches[scene.match_count++] =
        (struct wtw_match){.a = a, .b = b, .relation = relation, .figures = figures};
}

/* Two that share 'percent' of all their shingles. */
static inline void add_alike(uint32_t a, uint32_t b, uint32_t percent)
{
    uint32_t rest = 100 - percent;

    add_match(a, b, percent >= 80 ? WTW_NEAR : WTW_REVISED,
              (struct wtw_figures){.shared = percent,
                                   .a_shingles = percent + rest / 2,
                                   .b_shingles = percent + (rest + 1) / 2});
}

/* 'percent' of the 100 shingles of 'part' are in 'whole', which has 300. */
static inline void add_contained(uint32_t whole, uint32_t part, uint32_t percent)
{
    if (whole < part)
        add_match(whole, part, WTW_ABRIDGED,
                  (struct wtw_figures){
                      .shared = percent, .a_shingles = 300, .b_shingles = 100});
    else
        add_match(part, whole, WTW_EXPANDED,
                  (struct wtw_figures){
                      .shared = percent, .a_shingles = 100, .b_shingles = 300});
}

/* Hardly a shingle left, and 'percent' of both texts side by side. */
static inline void add_misread(uint32_t a, uint32_t b, uint32_t percent)
{
    add_match(a, b, WTW_REVISED,
              (struct wtw_figures){.shared = 5,
                                   .a_shingles = 100,
                                   .b_shingles = 100,
                                   .a_tokens = 100,
                                   .b_tokens = 100,
                                   .a_aligned = percent,
                                   .b_aligned = percent});
}

/* Each of the articles from 'begin' to before 'end' with each other. */
static inline void add_crowd(uint32_t begin, uint32_t end, uint32_t percent)
{
    for (uint32_t a = begin; a < end; a++)
        for (uint32_t b = a + 1; b < end; b++)
            add_alike(a, b, percent);
}

static inline int compare_matches(const void *left, const void *right)
{
    const struct wtw_match *x = left;
    const struct wtw_match *y = right;

    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

/* Of a text's first article the earliest date that any article of that text has. */
static inline void date_texts(struct scene *of)
{
    memcpy(of->text_dates, of->dates, sizeof of->dates);
    for (uint32_t i = 0; i < of->count; i++) {
        int64_t *date = &of->text_dates[of->leaders[i]];

        if (of->dates[i] != WTW_DATE_UNKNOWN &&
            (*date == WTW_DATE_UNKNOWN || of->dates[i] < *date))
            *date = of->dates[i];
    }
}

static inline enum wtw_status try_to_gather(struct scene *of, enum wtw_canonical policy,
                                            struct wtw_clusters *out_clusters,
                                            struct wtw_error *error)
{
    static struct wtw_match matches[MATCHES_MAX];
    uint32_t roots[ARTICLES_MAX];
    struct wtw_engine engine = {
        .options = {.bucket_limit = 16, .canonical = policy},
        .archive = {.count = of->count,
                    .content_hashes = of->content_hashes,
                    .token_counts = of->token_counts,
                    .published_seconds = of->dates,
                    .ranks = of->ranks},
        .result.matches = {.items = matches, .count = of->match_count},
    };
    const struct wtw_exact_groups groups = {.leaders = of->leaders,
                                            .dates = of->text_dates};
    enum wtw_status status = WTW_OK;

    date_texts(of);
    memcpy(matches, of->matches, of->match_count * sizeof matches[0]);
    qsort(matches, of->match_count, sizeof matches[0], compare_matches);
    status = wtw_gather_roots(&engine, &groups, roots, error);
    if (status == WTW_OK)
        status = wtw_gather_clusters(&engine, roots, error);
    *out_clusters = engine.result.clusters;
    return status;
}

/* Labels each article by the first of its cluster. */
static inline void gather(struct scene *of, uint32_t *out_labels)
{
    struct wtw_clusters clusters;
    struct wtw_error error = {0};

    check_ok(try_to_gather(of, WTW_CANONICAL_EARLIEST, &clusters, &error), &error);
    for (uint32_t i = 0; i < of->count; i++)
        out_labels[i] = clusters.members[clusters.starts[clusters.cluster_of[i]]];
    wtw_clusters_release(&clusters);
}

static inline void check_gathered(const uint32_t *wanted)
{
    uint32_t labels[ARTICLES_MAX];

    gather(&scene, labels);
    for (uint32_t i = 0; i < scene.count; i++)
        cr_assert(labels[i] == wanted[i], "article %u is with %u, not with %u", i,
                  labels[i], wanted[i]);
}
#define CHECK_GATHERED(...)                                                              \
    do {                                                                                 \
        static const uint32_t check_wanted[] = {__VA_ARGS__};                            \
        cr_assert(sizeof check_wanted / sizeof check_wanted[0] == scene.count,           \
                  "as many as there are articles");                                      \
        check_gathered(check_wanted);                                                    \
    } while (0)

#endif
