/*
 * forms.c - texts that are sent again on other days are no copies if they are a form
 *
 * "Fed sets 1.5 billion customer repurchase" was true on five days in March, word for
 * word. Nothing in two such reports tells that they are different news: only that the
 * same form was filled in with other figures on other days. So an article that is a
 * template to some other one is known as a form; two forms of different days are then
 * templates even where no fact happens to differ. A story that is merely sent once more,
 * the next morning or a week later, has no such relatives, and stays a copy.
 *
 * An item of two sentences that comes again after days ("The bank left its rates
 * unchanged after today's meeting") is a form even without relatives.
 */
#include "engine/forms.h"

#include "base/memory.h"
#include "match/relation.h"

/* Repetitions of news come within a long weekend. */
enum { SHORT_FORM_TOKENS = 60, LONG_LAG_SECONDS = 4 * 86400 };

static bool is_known_form(const struct wtw_form_side *side)
{
    return side->is_form && side->token_count <= WTW_TEMPLATE_TOKENS;
}

static bool is_sent_again(const struct wtw_match *match, const struct wtw_form_side *a,
                          const struct wtw_form_side *b)
{
    int64_t lag = match->figures.lag_seconds;

    return (lag > LONG_LAG_SECONDS || lag < -LONG_LAG_SECONDS) &&
           a->token_count <= SHORT_FORM_TOKENS && b->token_count <= SHORT_FORM_TOKENS;
}

bool wtw_match_makes_forms(const struct wtw_match *match,
                           const struct wtw_options *options)
{
    return match->relation == WTW_TEMPLATE &&
           wtw_relation_of(&match->figures, false, options) == WTW_TEMPLATE;
}

bool wtw_form_is_filled_anew(const struct wtw_match *match, const struct wtw_form_side *a,
                             const struct wtw_form_side *b)
{
    if (!wtw_relation_is_copy(match->relation) ||
        !wtw_lag_is_other_day(match->figures.lag_seconds))
        return false;
    return (is_known_form(a) && is_known_form(b)) || is_sent_again(match, a, b);
}

enum wtw_status wtw_forms_part(struct wtw_match_list *matches,
                               const struct wtw_archive *archive,
                               const struct wtw_options *options, struct wtw_error *error)
{
    bool *are_forms = NULL;

    WTW_TRY(WTW_ALLOCATE(&are_forms, archive->count, error));
    for (size_t i = 0; i < matches->count; i++) {
        const struct wtw_match *match = &matches->items[i];

        wtw_match_list_step(matches, i);
        if (!wtw_match_makes_forms(match, options))
            continue;
        are_forms[match->a] = true;
        are_forms[match->b] = true;
    }
    for (size_t i = 0; i < matches->count; i++) {
        struct wtw_match *match = &matches->items[i];
        const struct wtw_form_side a = {archive->token_counts[match->a],
                                        are_forms[match->a]};
        const struct wtw_form_side b = {archive->token_counts[match->b],
                                        are_forms[match->b]};

        wtw_match_list_step(matches, i);
        if (wtw_form_is_filled_anew(match, &a, &b))
            match->relation = WTW_TEMPLATE;
    }
    wtw_release_items(are_forms);
    return WTW_OK;
}
