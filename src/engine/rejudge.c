/*
 * rejudge.c - matches judged again without the lines that recur
 *
 * Lines that turn out to be boilerplate stand in texts that were compared with them. Only
 * pairs with an article that has one can come out differently, so only these are read
 * again: an excerpt that was nothing but a newsletter box goes, and copies that looked
 * unlike for their boxes become what they are.
 */
#include "engine/rejudge.h"

static bool is_rejudged(const struct wtw_match *match, const bool *is_touched)
{
    return match->relation != WTW_TEMPLATE && match->relation != WTW_EXACT &&
           (is_touched[match->a] || is_touched[match->b]);
}

/* Moves the pairs to be judged from the matches to 'pairs'. */
static enum wtw_status take_out(struct wtw_match_list *matches, const bool *is_touched,
                                struct wtw_pairs *pairs, struct wtw_error *error)
{
    size_t kept = 0;

    for (size_t i = 0; i < matches->count; i++) {
        wtw_match_list_step(matches, i);
        if (is_rejudged(&matches->items[i], is_touched))
            WTW_TRY(wtw_pairs_add(
                pairs, wtw_pair_of(matches->items[i].a, matches->items[i].b), error));
    }
    for (size_t i = 0; i < matches->count; i++) {
        wtw_match_list_step(matches, i);
        if (!is_rejudged(&matches->items[i], is_touched))
            matches->items[kept++] = matches->items[i];
    }
    matches->count = kept;
    wtw_pairs_settle(pairs);
    return WTW_OK;
}

enum wtw_status wtw_rejudge_touched(struct wtw_match_list *matches,
                                    const struct wtw_verify *verify,
                                    const bool *is_touched, uint64_t *out_verified,
                                    struct wtw_error *error)
{
    struct wtw_pairs pairs = {0};
    enum wtw_status status = take_out(matches, is_touched, &pairs, error);

    if (status == WTW_OK)
        status = wtw_match_list_verify(matches, verify, pairs.items, pairs.count, false,
                                       error);
    *out_verified = pairs.count;
    wtw_pairs_release(&pairs);
    return status == WTW_OK ? wtw_match_list_sort(matches, error) : status;
}
