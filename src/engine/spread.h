/*
 * spread.h - a match of two texts is a match of all articles that have them
 */
#ifndef WTW_ENGINE_SPREAD_H
#define WTW_ENGINE_SPREAD_H

#include "engine/exact_groups.h"
#include "engine/match_list.h"

/*
 * wtw_spread_matches() takes the matches among the groups' leaders and adds those of all
 * other members: a match between two groups holds for each article of the one and each of
 * the other, of which 'limit' of each side are listed; and the members of one group match
 * each other exactly, each with its leader and the 'limit' that follow it. The list ends
 * up sorted, each match with the lag between its own two articles' dates. Returns WTW_OK
 * or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_spread_matches(struct wtw_match_list *matches,
                                                  const struct wtw_exact_groups *groups,
                                                  const int64_t *published_seconds,
                                                  uint32_t limit,
                                                  struct wtw_error *error);

#endif
