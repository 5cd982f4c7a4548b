/*
 * token_order.h - which of two texts comes first, whoever names them first
 *
 * What is found by looking one text up in the other may depend on which is which. Taking
 * them in an order of their own makes the outcome for (a, b) that for (b, a).
 */
#ifndef WTW_MATCH_TOKEN_ORDER_H
#define WTW_MATCH_TOKEN_ORDER_H

#include "wiretwin.h"

#include <string.h>

/* The shorter text comes first; of equally long ones the one of lower hashes; equal texts
 * come in the order given. */
static inline bool wtw_tokens_come_first(const struct wtw_tokens *a,
                                         const struct wtw_tokens *b)
{
    size_t a_count = wtw_tokens_count(a);
    size_t b_count = wtw_tokens_count(b);

    if (a_count != b_count)
        return a_count < b_count;
    return !a_count || memcmp(wtw_tokens_hashes(a), wtw_tokens_hashes(b),
                              a_count * sizeof(uint64_t)) <= 0;
}

#endif
