/*
 * relation.h - the fixed points of the relation rules, for those who prepare their
 * figures
 */
#ifndef WTW_MATCH_RELATION_H
#define WTW_MATCH_RELATION_H

#include "wiretwin.h"

/*
 * An excerpt shares passages of this many tokens in all: about two sentences. One
 * sentence is what any two reports of one event share by quoting the same person.
 */
enum { WTW_EXCERPT_TOKENS = 24 };

/*
 * Only short texts are forms that people fill in and send; a story of 200 words in which
 * three figures changed is an update. What is sent within 20 hours is of one day: an
 * evening's news and its repetition next morning.
 */
enum { WTW_TEMPLATE_TOKENS = 200, WTW_OTHER_DAY_SECONDS = 20 * 3600 };

/* wtw_lag_is_other_day() says whether a known lag is longer than that. */
bool wtw_lag_is_other_day(int64_t lag_seconds);

/*
 * wtw_is_filled_form() says whether facts are so dense in what two aligned texts differ in,
 * and so much of it, that the rest is a form: whatever the relation, they tell of two
 * events. False where no alignment was made.
 */
bool wtw_is_filled_form(const struct wtw_figures *figures);

/*
 * wtw_relation_wants_passages() is true when only passages can tell what the pair is: too
 * unlike for a copy, yet sharing enough shingles for an excerpt.
 */
bool wtw_relation_wants_passages(const struct wtw_figures *figures, bool same_tokens,
                                 const struct wtw_options *options);

/*
 * wtw_relation_wants_alignment() is true when an alignment may change what the shingles
 * say: of a copy to a template, or of unlike texts to a copy through noise.
 */
bool wtw_relation_wants_alignment(const struct wtw_figures *figures,
                                  const struct wtw_options *options);

/* wtw_lag_between() is the figures' lag_seconds of two dates. */
int64_t wtw_lag_between(int64_t a_seconds, int64_t b_seconds);

/* wtw_figures_reversed() are the figures with a and b exchanged. */
struct wtw_figures wtw_figures_reversed(const struct wtw_figures *figures);

#endif
