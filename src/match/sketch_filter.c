/*
 * sketch_filter.c - pairs that cannot be copies, refused by sketches that are in files
 *
 * Both articles of a pair lie anywhere in the files. So the articles are cut into windows,
 * and pairs are looked at window against window: those with a in the first, by the window
 * of b. Each window is read from front to back, (w + 1) / 2 times for w windows, where one
 * read a pair would be millions. Pairs that no two windows have cost no reading.
 */
#include "match/sketch_filter.h"

#include "match/copy_bound.h"
#include "match/radix_sort.h"

struct filtering {
    const struct wtw_joiner *joiner;
    struct wtw_sketch_window a;
    struct wtw_sketch_window b;
    uint32_t window_articles;
};

static enum wtw_status load_window(const struct filtering *filtering,
                                   struct wtw_sketch_window *window, uint32_t article,
                                   struct wtw_error *error)
{
    const struct wtw_sketch_shelf *shelf =
        &filtering->joiner->join->digests->staged->sketches;
    uint32_t begin = article - article % filtering->window_articles;
    uint32_t left = shelf->article_count - begin;
    uint32_t count =
        left < filtering->window_articles ? left : filtering->window_articles;

    if (window->begin == begin && window->end == begin + count)
        return WTW_OK;
    return wtw_sketch_window_load(window, shelf, begin, begin + count, error);
}

static bool is_in(const struct wtw_sketch_window *window, uint32_t article)
{
    return article >= window->begin && article < window->end;
}

static uint64_t turned(uint64_t pair)
{
    return pair << 32 | pair >> 32;
}

/*
 * Filters pairs with a in one window, which are turned round, so that b comes first, and
 * sorted so. Writes those that are left, turned back, to 'out_pairs', which may be the
 * same; returns how many.
 */
static enum wtw_status filter_turned(struct filtering *filtering, const uint64_t *pairs,
                                     size_t count, uint64_t *out_pairs, size_t *out_count,
                                     struct wtw_error *error)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        uint64_t pair = turned(pairs[i]);
        uint32_t a = wtw_pair_a(pair);
        uint32_t b = wtw_pair_b(pair);
        const struct wtw_sketch_window *window = &filtering->a;

        if (!is_in(window, b)) {
            WTW_TRY(load_window(filtering, &filtering->b, b, error));
            window = &filtering->b;
        }
        if (wtw_can_be_copies(filtering->joiner, pair,
                              wtw_sketch_window_at(&filtering->a, a),
                              wtw_sketch_window_at(window, b)))
            out_pairs[kept++] = pair;
    }
    *out_count = kept;
    return WTW_OK;
}

static enum wtw_status filter_settled(struct filtering *filtering,
                                      struct wtw_pairs *pairs, struct wtw_error *error)
{
    uint64_t *items = pairs->items;
    size_t kept = 0;

    for (size_t begin = 0, end = 0; begin < pairs->count; begin = end) {
        size_t left = 0;

        WTW_TRY(load_window(filtering, &filtering->a, wtw_pair_a(items[begin]), error));
        for (end = begin;
             end < pairs->count && is_in(&filtering->a, wtw_pair_a(items[end])); end++)
            items[end] = turned(items[end]);
        wtw_radix_sort(items + begin, pairs->scratch, end - begin, 32);
        WTW_TRY(filter_turned(filtering, items + begin, end - begin, items + kept, &left,
                              error));
        kept += left;
    }
    pairs->count = kept;
    wtw_pairs_settle(pairs);
    return WTW_OK;
}

enum wtw_status wtw_sketch_filter(const struct wtw_joiner *joiner,
                                  struct wtw_pairs *pairs, uint32_t window_articles,
                                  struct wtw_error *error)
{
    struct filtering filtering = {.joiner = joiner, .window_articles = window_articles};
    enum wtw_status status = WTW_OK;

    wtw_pairs_settle(pairs);
    status = filter_settled(&filtering, pairs, error);
    wtw_sketch_window_release(&filtering.a);
    wtw_sketch_window_release(&filtering.b);
    return status;
}
