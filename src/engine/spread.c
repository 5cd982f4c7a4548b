/*
 * spread.c - a match of two texts is a match of all articles that have them
 */
#include "engine/spread.h"

#include "match/relation.h"

/* The match of articles x and y, whose leaders, in this order, have 'match'. */
static struct wtw_match match_between(const struct wtw_match *match, uint32_t x,
                                      uint32_t y)
{
    struct wtw_match oriented = *match;

    oriented.a = x < y ? x : y;
    oriented.b = x < y ? y : x;
    if (x < y)
        return oriented;
    oriented.relation = wtw_relation_reversed(match->relation);
    oriented.figures = wtw_figures_reversed(&match->figures);
    return oriented;
}

/* Goes on to the next article of a group; false at its end. */
static bool next_of_group(const struct wtw_exact_groups *groups, uint32_t *article)
{
    uint32_t next = groups->nexts[*article];
    bool has_next = next != *article;

    *article = next;
    return has_next;
}

/* Adds all but the match of the leaders themselves, which is listed already. */
static enum wtw_status spread_between(struct wtw_match_list *matches,
                                      const struct wtw_match *match,
                                      const struct wtw_exact_groups *groups,
                                      uint32_t limit, struct wtw_error *error)
{
    uint32_t x = match->a;
    uint32_t x_count = 0;

    do {
        uint32_t y = match->b;
        uint32_t y_count = 0;

        do {
            struct wtw_match spread = match_between(match, x, y);

            if (x_count || y_count)
                WTW_TRY(wtw_match_list_add(matches, &spread, error));
        } while (++y_count < limit && next_of_group(groups, &y));
    } while (++x_count < limit && next_of_group(groups, &x));
    return WTW_OK;
}

static enum wtw_status spread_within(struct wtw_match_list *matches,
                                     const struct wtw_match *match,
                                     const struct wtw_exact_groups *groups,
                                     uint32_t limit, struct wtw_error *error)
{
    uint32_t other = match->b;

    WTW_TRY(wtw_match_list_add(matches, match, error));
    for (uint32_t i = 0; i < limit && next_of_group(groups, &other); i++) {
        struct wtw_match spread = *match;

        spread.a = match->b;
        spread.b = other;
        WTW_TRY(wtw_match_list_add(matches, &spread, error));
    }
    return WTW_OK;
}

enum wtw_status wtw_spread_matches(struct wtw_match_list *matches,
                                   const struct wtw_exact_groups *groups,
                                   const int64_t *published_seconds, uint32_t limit,
                                   struct wtw_error *error)
{
    size_t leader_matches = matches->count;

    for (size_t i = 0; i < leader_matches; i++) {
        struct wtw_match match = matches->items[i];

        wtw_match_list_step(matches, i);
        WTW_TRY(spread_between(matches, &match, groups, limit, error));
    }
    for (size_t i = 0; i < groups->matches.count; i++)
        WTW_TRY(spread_within(matches, &groups->matches.items[i], groups, limit, error));
    for (size_t i = 0; i < matches->count; i++) {
        struct wtw_match *match = &matches->items[i];

        wtw_match_list_step(matches, i);
        match->figures.lag_seconds =
            wtw_lag_between(published_seconds[match->a], published_seconds[match->b]);
    }
    return wtw_match_list_sort(matches, error);
}
