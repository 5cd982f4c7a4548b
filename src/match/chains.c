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
 * Copies have most of their anchors one right behind the other in both texts. Such a row
 * takes one step, since all of it is of one chain: whoever's last anchor the next one is
 * right behind, it fits perfectly, and an older chain that it fits as well would have had
 * the one before.
 *
 * Time and memory are linear in both lengths.
 */
#include "match/chains.h"

#include "base/memory.h"
#include "match/shingle_index.h"

#include <stdlib.h>
#include <string.h>

enum {
    OCCURRENCES = 2,
    SHARED = 6,
    OPEN_CHAINS = 32 /* a text cannot be in the midst of more passages of another */
};

/* For a pair of a that b does not have, and for the second of more than OCCURRENCES. */
#define NOWHERE UINT32_MAX

struct wtw_chains {
    struct wtw_anchor_row *rows;
    size_t row_count;
    size_t row_capacity;
    struct wtw_shingle_index pairs; /* of neighbouring tokens, of b */
    uint32_t *first_of_b;           /* by pair of b: the first of its kind in b */
    size_t first_of_b_capacity;
    uint32_t
        *second; /* by first of its kind: the other in b; 0 for none, NOWHERE for many */
    size_t second_capacity;
    uint32_t *in_a; /* by first of its kind: how many there are in a */
    size_t in_a_capacity;
    uint32_t *first_of_a; /* by pair of a: the first of its kind in b, or NOWHERE */
    size_t first_of_a_capacity;
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
    wtw_release_items(chains->rows);
    wtw_shingle_index_release(&chains->pairs);
    wtw_release_items(chains->first_of_b);
    wtw_release_items(chains->second);
    wtw_release_items(chains->in_a);
    wtw_release_items(chains->first_of_a);
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

const struct wtw_anchor_row *wtw_chains_rows(const struct wtw_chains *chains,
                                             size_t *out_count)
{
    *out_count = chains->row_count;
    return chains->rows;
}

static enum wtw_status make_room(struct wtw_chains *chains, size_t a_pairs,
                                 size_t b_pairs, struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&chains->first_of_a, &chains->first_of_a_capacity, a_pairs, error));
    WTW_TRY(WTW_GROW(&chains->rows, &chains->row_capacity, OCCURRENCES * a_pairs, error));
    WTW_TRY(WTW_GROW(&chains->first_of_b, &chains->first_of_b_capacity, b_pairs, error));
    WTW_TRY(WTW_GROW(&chains->second, &chains->second_capacity, b_pairs, error));
    return WTW_GROW(&chains->in_a, &chains->in_a_capacity, b_pairs, error);
}

static enum wtw_status index_b(struct wtw_chains *chains, const uint64_t *tokens,
                               size_t count, struct wtw_error *error)
{
    struct wtw_shingle_index *pairs = &chains->pairs;

    WTW_TRY(wtw_shingle_index_make(pairs, tokens, count, WTW_ANCHOR_TOKENS, error));
    for (uint32_t i = 0; i < pairs->count; i++)
        chains->first_of_b[i] = i;
    memset(chains->second, 0, pairs->count * sizeof chains->second[0]);
    memset(chains->in_a, 0, pairs->count * sizeof chains->in_a[0]);
    for (size_t i = 0; i < pairs->repeat_count; i++) {
        const struct wtw_shingle_repeat *repeat = &pairs->repeats[i];
        uint32_t *second = &chains->second[repeat->first];

        chains->first_of_b[repeat->place] = repeat->first;
        *second = *second ? NOWHERE : repeat->place;
    }
    return WTW_OK;
}

static void look_up_a(struct wtw_chains *chains, const uint64_t *tokens, size_t pairs)
{
    const struct wtw_shingle_index index = chains->pairs;
    uint32_t *first_of_a = chains->first_of_a;
    uint32_t *in_a = chains->in_a;
    size_t run = 1;

    for (size_t i = 0; i < pairs; i += run) {
        uint64_t sum = wtw_shingle_sum(tokens + i, WTW_ANCHOR_TOKENS);
        uint32_t found = wtw_shingle_index_find(&index, sum);
        const uint32_t *first_of_b = NULL;

        run = 1;
        first_of_a[i] = NOWHERE;
        if (!found)
            continue;
        first_of_b = chains->first_of_b + found - 1;
        run = wtw_shingle_index_run(&index, found - 1, tokens + i, pairs - i);
        for (size_t j = 0; j < run; j++) {
            first_of_a[i + j] = first_of_b[j];
            in_a[first_of_b[j]]++;
        }
    }
}

/* Whether the pair of a stands right behind the one before in both texts, and once in b. */
static bool goes_on(const struct wtw_chains *chains, uint32_t pair, uint32_t first)
{
    return chains->first_of_a[pair] == first && !chains->second[first] &&
           chains->in_a[first] <= OCCURRENCES;
}

static void add_row(struct wtw_chains *chains, uint32_t a, uint32_t b, uint32_t count)
{
    chains->rows[chains->row_count++] =
        (struct wtw_anchor_row){.a = a, .b = b, .count = count};
}

/* A pair that stands twice in b is in no row with others. */
static void list_rows(struct wtw_chains *chains, size_t pairs)
{
    uint32_t count = 1;

    for (uint32_t i = 0; i < pairs; i += count) {
        uint32_t first = chains->first_of_a[i];
        uint32_t second = 0;

        count = 1;
        if (first == NOWHERE || chains->in_a[first] > OCCURRENCES)
            continue;
        second = chains->second[first];
        if (second == NOWHERE)
            continue;
        while (!second && i + count < pairs && goes_on(chains, i + count, first + count))
            count++;
        add_row(chains, i, first, count);
        if (second)
            add_row(chains, i, second, 1);
    }
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
 * How much the step from a chain's last anchor to the first of a row differs in the two
 * texts; WTW_CHAIN_GAP where the row does not fit. A step may be longer in one text by a
 * few words, or by a quarter.
 */
static uint32_t misfit(const struct wtw_chain *chain, const struct wtw_anchor_row *row)
{
    uint32_t a_step = row->a - chain->a_last;
    uint32_t b_step = row->b - chain->b_last;
    uint32_t longer = a_step > b_step ? a_step : b_step;
    uint32_t off = distance_of(a_step, b_step);

    if (row->a <= chain->a_last || row->b <= chain->b_last || longer > WTW_CHAIN_GAP ||
        off > 4 + longer / 4)
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

/* Those that are passed are closed here and no sooner: they fit nothing, and who fits into
 * another chain need not know. */
static enum wtw_status begin_chain(struct wtw_chains *chains, struct wtw_anchor_row *row,
                                   struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&chains->items, &chains->capacity, chains->count + 1, error));
    close_passed(chains, row->a);
    if (chains->open_count == OPEN_CHAINS)
        close_chain(chains, 0);
    row->chain = (uint32_t)chains->count;
    chains->open[chains->open_count++] = row->chain;
    chains->items[chains->count++] =
        (struct wtw_chain){.a_begin = row->a,
                           .b_begin = row->b,
                           .a_last = row->a + row->count - 1,
                           .b_last = row->b + row->count - 1,
                           .shared = row->count - 1 + WTW_ANCHOR_TOKENS};
    return WTW_OK;
}

static void extend_chain(struct wtw_chain *chain, const struct wtw_anchor_row *row)
{
    uint32_t step = smaller_of(row->a - chain->a_last, row->b - chain->b_last);

    chain->shared += smaller_of(step, WTW_ANCHOR_TOKENS) + row->count - 1;
    chain->a_last = row->a + row->count - 1;
    chain->b_last = row->b + row->count - 1;
}

/* The open chain that the row fits best, the oldest of equals; WTW_CHAIN_GAP in
 * 'out_misfit' where it fits none. */
static uint32_t best_chain(const struct wtw_chains *chains,
                           const struct wtw_anchor_row *row, uint32_t *out_misfit)
{
    uint32_t best = 0;

    *out_misfit = WTW_CHAIN_GAP;
    for (uint32_t i = 0; i < chains->open_count; i++) {
        uint32_t off = misfit(&chains->items[chains->open[i]], row);

        if (off >= *out_misfit)
            continue;
        best = chains->open[i];
        *out_misfit = off;
    }
    return best;
}

static enum wtw_status chain_rows(struct wtw_chains *chains, struct wtw_error *error)
{
    chains->open_count = 0;
    for (size_t i = 0; i < chains->row_count; i++) {
        struct wtw_anchor_row *row = &chains->rows[i];
        uint32_t off = 0;

        row->chain = best_chain(chains, row, &off);
        if (off < WTW_CHAIN_GAP)
            extend_chain(&chains->items[row->chain], row);
        else
            WTW_TRY(begin_chain(chains, row, error));
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

static enum wtw_status keep_all_but_echoes(struct wtw_chains *chains,
                                           const struct wtw_chain_texts *texts,
                                           size_t count, struct wtw_error *error)
{
    size_t tokens = texts->a_count + texts->b_count;

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

static enum wtw_status keep_chains(struct wtw_chains *chains,
                                   const struct wtw_chain_texts *texts,
                                   struct wtw_error *error)
{
    size_t count = 0;

    WTW_TRY(order_chains(chains, &count, error));
    if (count > 1)
        return keep_all_but_echoes(chains, texts, count, error);
    if (count)
        chains->items[(uint32_t)chains->order[0]].is_kept = true;
    return WTW_OK;
}

enum wtw_status wtw_chains_make(struct wtw_chains *chains,
                                const struct wtw_chain_texts *texts,
                                struct wtw_error *error)
{
    size_t a_pairs = texts->a_count ? texts->a_count - 1 : 0;
    size_t b_pairs = texts->b_count ? texts->b_count - 1 : 0;

    chains->row_count = 0;
    chains->count = 0;
    if (!a_pairs || !b_pairs)
        return WTW_OK;
    WTW_TRY(make_room(chains, a_pairs, b_pairs, error));
    WTW_TRY(index_b(chains, texts->b, texts->b_count, error));
    look_up_a(chains, texts->a, a_pairs);
    list_rows(chains, a_pairs);
    WTW_TRY(chain_rows(chains, error));
    return keep_chains(chains, texts, error);
}
