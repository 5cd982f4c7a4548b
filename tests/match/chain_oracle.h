/*
 * chain_oracle.h - chains once more, by trying every place with every other
 */
#ifndef WTW_TESTS_MATCH_CHAIN_ORACLE_H
#define WTW_TESTS_MATCH_CHAIN_ORACLE_H

#include "match/chains.h"

#include <stdlib.h>

enum { SHORT_MAX = 120, CHAINS_MAX = 2 * SHORT_MAX };

/* An anchor, and the chain that it is in. */
struct tried_anchor {
    uint32_t a, b, chain;
};

/* What is found by comparing every place with every other. */
struct tried {
    struct tried_anchor anchors[CHAINS_MAX];
    size_t anchor_count;
    struct wtw_chain chains[CHAINS_MAX];
    bool is_open[CHAINS_MAX];
    size_t chain_count;
};

static inline int times_said(const uint64_t *text, size_t count, const uint64_t *pair)
{
    int times = 0;

    for (size_t i = 0; i + 1 < count; i++)
        times += text[i] == pair[0] && text[i + 1] == pair[1];
    return times;
}

static inline void try_anchors(struct tried *tried, const struct wtw_chain_texts *texts)
{
    tried->anchor_count = 0;
    for (uint32_t i = 0; i + 1 < texts->a_count; i++)
        for (uint32_t j = 0; j + 1 < texts->b_count; j++)
            if (times_said(texts->b + j, 2, texts->a + i) == 1 &&
                times_said(texts->a, texts->a_count, texts->a + i) <= 2 &&
                times_said(texts->b, texts->b_count, texts->a + i) <= 2)
                tried->anchors[tried->anchor_count++] =
                    (struct tried_anchor){.a = i, .b = j};
}

/* How ill an anchor goes with a chain; 100 where not at all. */
static inline int try_step(const struct wtw_chain *chain,
                           const struct tried_anchor *anchor)
{
    int a_step = (int)anchor->a - (int)chain->a_last;
    int b_step = (int)anchor->b - (int)chain->b_last;
    int longer = a_step > b_step ? a_step : b_step;
    int off = abs(a_step - b_step);

    if (a_step < 1 || b_step < 1 || longer > 24 || off > 4 + longer / 4)
        return 100;
    return off;
}

static inline void open_another(struct tried *tried)
{
    size_t open = 0;

    for (size_t i = 0; i < tried->chain_count; i++)
        open += tried->is_open[i];
    for (size_t i = 0; open >= 32; i++) {
        open -= tried->is_open[i];
        tried->is_open[i] = false;
    }
    tried->is_open[tried->chain_count++] = true;
}

static inline void try_anchor(struct tried *tried, struct tried_anchor *anchor)
{
    size_t best = tried->chain_count;
    int least = 100;
    struct wtw_chain *chain = NULL;
    uint32_t a_step = 0;
    uint32_t b_step = 0;

    for (size_t i = 0; i < tried->chain_count; i++) {
        int off = try_step(&tried->chains[i], anchor);

        tried->is_open[i] =
            tried->is_open[i] && anchor->a - tried->chains[i].a_last <= 24;
        if (tried->is_open[i] && off < least) {
            least = off;
            best = i;
        }
    }
    anchor->chain = (uint32_t)best;
    chain = &tried->chains[best];
    if (best == tried->chain_count) {
        open_another(tried);
        *chain = (struct wtw_chain){anchor->a, anchor->b, anchor->a, anchor->b, 2, false};
        return;
    }
    a_step = anchor->a - chain->a_last;
    b_step = anchor->b - chain->b_last;
    chain->shared += a_step > 1 && b_step > 1 ? 2 : 1;
    chain->a_last = anchor->a;
    chain->b_last = anchor->b;
}

static inline bool is_mostly_covered(const bool *covered, uint32_t begin, uint32_t last)
{
    int more = 0;

    for (uint32_t i = begin; i <= last + 1; i++)
        more += covered[i] ? 1 : -1;
    return more >= 0;
}

/* Takes the longest that is left, again and again. */
static inline void try_keeping(struct tried *tried)
{
    bool in_a[SHORT_MAX] = {false};
    bool in_b[SHORT_MAX] = {false};
    bool is_done[CHAINS_MAX] = {false};

    for (size_t round = 0; round < tried->chain_count; round++) {
        struct wtw_chain *longest = NULL;

        for (size_t i = 0; i < tried->chain_count; i++)
            if (!is_done[i] && (!longest || tried->chains[i].shared > longest->shared))
                longest = &tried->chains[i];
        is_done[longest - tried->chains] = true;
        longest->is_kept = longest->shared >= 6 &&
                           !is_mostly_covered(in_a, longest->a_begin, longest->a_last) &&
                           !is_mostly_covered(in_b, longest->b_begin, longest->b_last);
        if (!longest->is_kept)
            continue;
        for (uint32_t i = longest->a_begin; i <= longest->a_last + 1; i++)
            in_a[i] = true;
        for (uint32_t i = longest->b_begin; i <= longest->b_last + 1; i++)
            in_b[i] = true;
    }
}

#endif
