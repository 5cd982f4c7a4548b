/*
 * stored_matches.c - verified pairs of articles
 *
 * Keyed by the later article, so that those of a batch are appended; those of an earlier
 * article are found by an index. Figures are columns each, for people who ask the database
 * themselves; as small numbers they take a byte or two.
 */
#include "store/stored_matches.h"

#include "store/statements.h"

enum { COUNTS = 14 };

/* The counts of a pair of figures in the order of the columns. */
static void list_counts(struct wtw_figures *figures, uint32_t *out_counts[COUNTS])
{
    uint32_t *const counts[COUNTS] = {
        &figures->shared,          &figures->a_shingles,
        &figures->b_shingles,      &figures->longest_passage_tokens,
        &figures->passage_tokens,  &figures->a_tokens,
        &figures->b_tokens,        &figures->a_aligned,
        &figures->b_aligned,       &figures->aligned_shared,
        &figures->aligned_long,    &figures->misread,
        &figures->changed_figures, &figures->changed_names};

    for (int i = 0; i < COUNTS; i++)
        out_counts[i] = counts[i];
}

static void give_match(struct wtw_asked *asked, const struct wtw_stored_match *match)
{
    struct wtw_figures figures = match->match.figures;
    uint32_t *counts[COUNTS];

    list_counts(&figures, counts);
    wtw_give_number(asked, match->match.a);
    wtw_give_number(asked, match->match.b);
    wtw_give_number(asked, match->match.relation);
    wtw_give_number(asked, match->is_estimated);
    for (int i = 0; i < COUNTS; i++)
        wtw_give_number(asked, *counts[i]);
    wtw_give_date(asked, figures.lag_seconds);
}

enum wtw_status wtw_stored_match_put(struct wtw_database *database,
                                     const struct wtw_stored_match *match,
                                     struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_PUT_MATCH);
    bool is_there = false;

    give_match(&asked, match);
    WTW_TRY(wtw_put(&asked, &is_there, error));
    if (!is_there)
        return WTW_OK;
    asked = wtw_ask(database, WTW_REPLACE_MATCH);
    give_match(&asked, match);
    return wtw_change(&asked, error);
}

enum wtw_status wtw_stored_match_drop(struct wtw_database *database, int64_t a, int64_t b,
                                      struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_DROP_MATCH);

    wtw_give_number(&asked, a);
    wtw_give_number(&asked, b);
    return wtw_change(&asked, error);
}

/* ------------------------------------------------------------------ getting */

static struct wtw_stored_match match_of(const struct wtw_asked *asked)
{
    struct wtw_stored_match match = {
        .match = {.a = wtw_column_number(asked, 0),
                  .b = wtw_column_number(asked, 1),
                  .relation = (enum wtw_relation)wtw_column_number(asked, 2)},
        .is_estimated = wtw_column_number(asked, 3) != 0,
    };
    uint32_t *counts[COUNTS];

    list_counts(&match.match.figures, counts);
    for (int i = 0; i < COUNTS; i++)
        *counts[i] = (uint32_t)wtw_column_number(asked, 4 + i);
    match.match.figures.lag_seconds = wtw_column_date(asked, 4 + COUNTS);
    return match;
}

enum wtw_status wtw_stored_matches_walk(struct wtw_database *database,
                                        const struct wtw_match_taker *taker,
                                        struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_WALK_MATCHES);
    bool is_row = false;
    enum wtw_status status = wtw_row(&asked, &is_row, error);

    while (status == WTW_OK && is_row) {
        const struct wtw_stored_match match = match_of(&asked);

        status = taker->take(taker->context, &match, error);
        if (status == WTW_OK)
            status = wtw_row(&asked, &is_row, error);
    }
    wtw_done(&asked);
    return status;
}

enum wtw_status wtw_stored_matches_of(struct wtw_database *database, int64_t number,
                                      struct wtw_stored_match *out_matches, size_t room,
                                      size_t *out_count, struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_MATCHES_OF);
    enum wtw_status status = WTW_OK;
    bool is_row = false;
    size_t count = 0;

    wtw_give_number(&asked, number);
    status = wtw_row(&asked, &is_row, error);
    for (; status == WTW_OK && is_row; count++) {
        if (count < room)
            out_matches[count] = match_of(&asked);
        status = wtw_row(&asked, &is_row, error);
    }
    wtw_done(&asked);
    if (status == WTW_OK)
        *out_count = count;
    return status;
}

enum wtw_status wtw_stored_match_get(struct wtw_database *database, int64_t a, int64_t b,
                                     struct wtw_stored_match *out_match,
                                     struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_GET_MATCH);
    enum wtw_status status = WTW_OK;
    bool is_row = false;

    wtw_give_number(&asked, a);
    wtw_give_number(&asked, b);
    status = wtw_row(&asked, &is_row, error);
    if (status == WTW_OK && is_row)
        *out_match = match_of(&asked);
    else if (status == WTW_OK)
        status = wtw_fail(error, WTW_END, "articles %lld and %lld have no match",
                          (long long)a, (long long)b);
    wtw_done(&asked);
    return status;
}
