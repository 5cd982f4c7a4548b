/*
 * chains.c - rows of places where two texts say the same, at about the same distances
 *
 *  1. *Anchors* are two neighbouring tokens that stand at most OCCURRENCES times in each
 *     text: pairs that are everywhere ("of the") say nothing about the place.
 *  2. An anchor goes on a chain if it comes at most WTW_CHAIN_GAP tokens after the chain's
 *     last anchor in both texts, and about as far in the one as in the other. Of several
 *     chains it takes the one it fits best.
 *  3. Chains of fewer than SHARED equal tokens are chance, and chains that mostly cover
 *     what a longer one covers are its echo (a table repeats its words in every row). What
 *     is left is kept.
 *
 * Time and memory are linear in both lengths.
 */
#include "match/chains.h"

#include "base/memory.h"
#include "sketch/mix.h"

#include <stdlib.h>
#include <string.h>

enum {
    OCCURRENCES = 2,
    SHARED = 6,
    OPEN_CHAINS = 32 /* a text cannot be in the midst of more passages of another */
};

/* The places of two neighbouring tokens. */
struct seed {
    uint64_t hash; /* 0 marks an empty place of the table */
    uint32_t first_in_b;
    uint32_t second_in_b;
    uint32_t in_a; /* how often; more than OCCURRENCES is counted no further */
    uint32_t in_b;
};

struct wtw_chains {
    struct wtw_anchor *anchors;
    size_t anchor_count;
    size_t anchor_capacity;
    struct seed *seeds;
    size_t seed_capacity;
    uint32_t seed_bits;
    uint32_t *places_of_a; /* of each pair of a, where it stands in the table */
    size_t place_capacity;
    uint32_t open[OPEN_CHAINS]; /* numbers of the chains that may go on, oldest first */
    uint32_t open_count;
    struct wtw_chain *items;
    size_t count;
    size_t capacity;
    uint64_t *order; /* chains by their equal tokens: see order_chains() */
    size_t order_capacity;
    bool *taken; /* tokens of a, then those of b, that a kept chain covers */
    size_t taken_capacity;
};

enum wtw_status wtw_chains_new(struct wtw_chains **out_chains, struct wtw_error *error)
{
    return WTW_ALLOCATE(out_chains, 1, error);
}

void wtw_chains_free(struct wtw_chains *chains)
{
    if (!chains)
        return;
    wtw_release_items(chains->anchors);
    wtw_release_items(chains->seeds);
    wtw_release_items(chains->places_of_a);
    wtw_release_items(chains->items);
    wtw_release_items(chains->order);
    wtw_release_items(chains->taken);
    wtw_release_items(chains);
}

const struct wtw_chain *wtw_chains_items(const struct wtw_chains *chains,
                                         size_t *out_count)
{
    *out_count = chains->count;
    return chains->items;
}

const struct wtw_anchor *wtw_chains_anchors(const struct wtw_chains *chains,
                                            size_t *out_count)
{
    *out_count = chains->anchor_count;
    return chains->anchors;
}

static uint64_t seed_hash(const uint64_t *tokens)
{
    uint64_t hash = (wtw_rotate_left(tokens[0], 13) + tokens[1]) * 0x9e3779b97f4a7c15u;

    return hash + (hash == 0);
}

/* The place of a seed in the table: its own, or the empty one where it belongs. */
static struct seed *place_of(const struct wtw_chains *chains, uint64_t hash)
{
    size_t mask = ((size_t)1 << chains->seed_bits) - 1;
    size_t place = hash >> (64 - chains->seed_bits);

    while (chains->seeds[place].hash && chains->seeds[place].hash != hash)
        place = (place + 1) & mask;
    return &chains->seeds[place];
}

static enum wtw_status index_b(struct wtw_chains *chains, const uint64_t *tokens,
                               size_t count, struct wtw_error *error)
{
    size_t places = 0;

    chains->seed_bits = 6;
    while ((size_t)1 << chains->seed_bits < 2 * count)
        chains->seed_bits++;
    places = (size_t)1 << chains->seed_bits;
    WTW_TRY(WTW_GROW(&chains->seeds, &chains->seed_capacity, places, error));
    memset(chains->seeds, 0, places * sizeof chains->seeds[0]);
    for (uint32_t i = 0; i + 1 < count; i++) {
        uint64_t hash = seed_hash(tokens + i);
        struct seed *seed = place_of(chains, hash);

        seed->hash = hash;
        if (seed->in_b == 0)
            seed->first_in_b = i;
        else if (seed->in_b == 1)
            seed->second_in_b = i;
        seed->in_b += seed->in_b <= OCCURRENCES;
    }
    return WTW_OK;
}

static enum wtw_status count_in_a(struct wtw_chains *chains, const uint64_t *tokens,
                                  size_t count, struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&chains->places_of_a, &chains->place_capacity, count, error));
    for (size_t i = 0; i + 1 < count; i++) {
        struct seed *seed = place_of(chains, seed_hash(tokens + i));

        seed->in_a += seed->in_a <= OCCURRENCES;
        chains->places_of_a[i] = (uint32_t)(seed - chains->seeds);
    }
    return WTW_OK;
}

static enum wtw_status list_anchors(struct wtw_chains *chains, size_t count,
                                    struct wtw_error *error)
{
    struct wtw_anchor *anchors = NULL;
    size_t listed = 0;

    WTW_TRY(
        WTW_GROW(&chains->anchors, &chains->anchor_capacity, OCCURRENCES * count, error));
    anchors = chains->anchors;
    for (uint32_t i = 0; i + 1 < count; i++) {
        const struct seed *seed = &chains->seeds[chains->places_of_a[i]];

        if (!seed->in_b || seed->in_a > OCCURRENCES || seed->in_b > OCCURRENCES)
            continue;
        anchors[listed++] = (struct wtw_anchor){.a = i, .b = seed->first_in_b};
        if (seed->in_b == 2)
            anchors[listed++] = (struct wtw_anchor){.a = i, .b = seed->second_in_b};
    }
    chains->anchor_count = listed;
    return WTW_OK;
}

static uint32_t smaller_of(uint32_t x, uint32_t y)
{
    return x < y ? x : y;
}

static uint32_t distance_of(uint32_t x, uint32_t y)
{
    return x < y ? y - x : x - y;
}

/*
 * How much the step from a chain's last anchor differs in the two texts; WTW_CHAIN_GAP
 * where the anchor does not fit. A step may be longer in one text by a few words, or by a
 * quarter.
 */
static uint32_t misfit(const struct wtw_chain *chain, const struct wtw_anchor *anchor)
{
    uint32_t a_step = anchor->a - chain->a_last;
    uint32_t b_step = anchor->b - chain->b_last;
    uint32_t longer = a_step > b_step ? a_step : b_step;
    uint32_t off = distance_of(a_step, b_step);

    if (anchor->a <= chain->a_last || anchor->b <= chain->b_last ||
        longer > WTW_CHAIN_GAP || off > 4 + longer / 4)
        return WTW_CHAIN_GAP;
    return off;
}

static void close_chain(struct wtw_chains *chains, uint32_t i)
{
    chains->open_count--;
    memmove(chains->open + i, chains->open + i + 1,
            (chains->open_count - i) * sizeof chains->open[0]);
}

/* Closes the chains that no anchor from 'a' on can reach. */
static void close_passed(struct wtw_chains *chains, uint32_t a)
{
    for (uint32_t i = chains->open_count; i-- > 0;)
        if (a - chains->items[chains->open[i]].a_last > WTW_CHAIN_GAP)
            close_chain(chains, i);
}

static enum wtw_status begin_chain(struct wtw_chains *chains, struct wtw_anchor *anchor,
                                   struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&chains->items, &chains->capacity, chains->count + 1, error));
    if (chains->open_count == OPEN_CHAINS)
        close_chain(chains, 0);
    anchor->chain = (uint32_t)chains->count;
    chains->open[chains->open_count++] = anchor->chain;
    chains->items[chains->count++] = (struct wtw_chain){.a_begin = anchor->a,
                                                        .b_begin = anchor->b,
                                                        .a_last = anchor->a,
                                                        .b_last = anchor->b,
                                                        .shared = WTW_ANCHOR_TOKENS};
    return WTW_OK;
}

static void extend_chain(struct wtw_chain *chain, const struct wtw_anchor *anchor)
{
    uint32_t step = smaller_of(anchor->a - chain->a_last, anchor->b - chain->b_last);

    chain->shared += smaller_of(step, WTW_ANCHOR_TOKENS);
    chain->a_last = anchor->a;
    chain->b_last = anchor->b;
}

/* The open chain that the anchor fits best, the oldest of equals; WTW_CHAIN_GAP
 * in 'out_misfit' where it fits none. */
static uint32_t best_chain(const struct wtw_chains *chains,
                           const struct wtw_anchor *anchor, uint32_t *out_misfit)
{
    uint32_t best = 0;

    *out_misfit = WTW_CHAIN_GAP;
    for (uint32_t i = 0; i < chains->open_count; i++) {
        uint32_t off = misfit(&chains->items[chains->open[i]], anchor);

        if (off >= *out_misfit)
            continue;
        best = chains->open[i];
        *out_misfit = off;
    }
    return best;
}

static enum wtw_status chain_anchors(struct wtw_chains *chains, struct wtw_error *error)
{
    chains->open_count = 0;
    for (size_t i = 0; i < chains->anchor_count; i++) {
        struct wtw_anchor *anchor = &chains->anchors[i];
        uint32_t off = 0;

        close_passed(chains, anchor->a);
        anchor->chain = best_chain(chains, anchor, &off);
        if (off < WTW_CHAIN_GAP)
            extend_chain(&chains->items[anchor->chain], anchor);
        else
            WTW_TRY(begin_chain(chains, anchor, error));
    }
    return WTW_OK;
}

static uint32_t count_taken(const bool *taken, uint32_t begin, uint32_t last)
{
    uint32_t count = 0;

    for (uint32_t i = begin; i < last + WTW_ANCHOR_TOKENS; i++)
        count += taken[i];
    return count;
}

/* Whether half of what a chain covers, in a or in b, is covered already. */
static bool is_echo(const struct wtw_chain *chain, const bool *a_taken,
                    const bool *b_taken)
{
    uint32_t a_tokens = chain->a_last + WTW_ANCHOR_TOKENS - chain->a_begin;
    uint32_t b_tokens = chain->b_last + WTW_ANCHOR_TOKENS - chain->b_begin;

    return 2 * count_taken(a_taken, chain->a_begin, chain->a_last) >= a_tokens ||
           2 * count_taken(b_taken, chain->b_begin, chain->b_last) >= b_tokens;
}

static int compare_order(const void *left, const void *right)
{
    uint64_t x = *(const uint64_t *)left;
    uint64_t y = *(const uint64_t *)right;

    return x < y ? -1 : x > y;
}

/* Lists the chains that are more than chance, those of most equal tokens first, equal
 * ones as they begin: what is missing of 2^32 tokens, then the number. */
static enum wtw_status order_chains(struct wtw_chains *chains, size_t *out_count,
                                    struct wtw_error *error)
{
    size_t count = 0;

    WTW_TRY(WTW_GROW(&chains->order, &chains->order_capacity, chains->count, error));
    for (size_t i = 0; i < chains->count; i++)
        if (chains->items[i].shared >= SHARED)
            chains->order[count++] =
                (uint64_t)(UINT32_MAX - chains->items[i].shared) << 32 | i;
    if (count)
        qsort(chains->order, count, sizeof chains->order[0], compare_order);
    *out_count = count;
    return WTW_OK;
}

static enum wtw_status keep_chains(struct wtw_chains *chains,
                                   const struct wtw_chain_texts *texts,
                                   struct wtw_error *error)
{
    size_t tokens = texts->a_count + texts->b_count;
    size_t count = 0;

    WTW_TRY(order_chains(chains, &count, error));
    WTW_TRY(WTW_GROW(&chains->taken, &chains->taken_capacity, tokens, error));
    memset(chains->taken, 0, tokens * sizeof chains->taken[0]);
    for (size_t i = 0; i < count; i++) {
        struct wtw_chain *chain = &chains->items[(uint32_t)chains->order[i]];
        bool *a_taken = chains->taken;
        bool *b_taken = chains->taken + texts->a_count;

        chain->is_kept = !is_echo(chain, a_taken, b_taken);
        if (!chain->is_kept)
            continue;
        memset(a_taken + chain->a_begin, 1,
               chain->a_last + WTW_ANCHOR_TOKENS - chain->a_begin);
        memset(b_taken + chain->b_begin, 1,
               chain->b_last + WTW_ANCHOR_TOKENS - chain->b_begin);
    }
    return WTW_OK;
}

enum wtw_status wtw_chains_make(struct wtw_chains *chains,
                                const struct wtw_chain_texts *texts,
                                struct wtw_error *error)
{
    chains->anchor_count = 0;
    chains->count = 0;
    if (texts->a_count < WTW_ANCHOR_TOKENS || texts->b_count < WTW_ANCHOR_TOKENS)
        return WTW_OK;
    WTW_TRY(index_b(chains, texts->b, texts->b_count, error));
    WTW_TRY(count_in_a(chains, texts->a, texts->a_count, error));
    WTW_TRY(list_anchors(chains, texts->a_count, error));
    WTW_TRY(chain_anchors(chains, error));
    return keep_chains(chains, texts, error);
}
