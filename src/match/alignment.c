/*
 * alignment.c - where two texts run side by side, though not word for word
 *
 * A text that was read by a machine with every third word misspelt shares few shingles
 * with its original, and one that was retyped with a synonym in each sentence no long
 * passage. But both go on side by side: what they do share stands in the same order, at
 * nearly the same distances, from the first paragraph to the last. Two reports of one
 * event, on the other hand, share names and quotes in any order, with all between them
 * different.
 *
 * So (seed, then chain, as programs that align genomes do: Altschul and others 1990,
 * Abouelhoda and Ohlebusch 2005)
 *
 *  1. *anchors* are two neighbouring tokens that stand at most OCCURRENCES times in each
 *     text: pairs that are everywhere ("of the") say nothing about the place;
 *  2. an anchor goes on a chain if it comes at most GAP tokens after the chain's last
 *     anchor in both texts, and about as far in the one as in the other. Of several
 *     chains it takes the one it fits best;
 *  3. chains of fewer than SHARED equal tokens are chance, and are dropped.
 *
 * What the chains that are left cover, gaps included, is aligned.
 *
 * The text that is looked up in the other is always the same of the two, so that the
 * alignment of (a, b) is that of (b, a). Time and memory are linear in both lengths.
 */
#include "base/memory.h"
#include "match/token_order.h"
#include "sketch/mix.h"

#include <stdlib.h>
#include <string.h>

/*
 * GAP: where one token in three is misread, a gap of more than 24 tokens between two
 * pairs that are not is one in 10^4; where every second one is, one in 100. Measured on
 * OCR against transcription (docs/matching.md), 24 covers .94 of each text in 95 % of the
 * pairs, 12 covers less, and 48 lets unlike texts align.
 */
enum {
    GAP = 24,
    OCCURRENCES = 2,
    SHARED = 6,
    OPEN_CHAINS = 32 /* a text cannot be in the midst of more passages of another */
};

/* Two tokens that stand in both texts. */
struct anchor {
    uint32_t a;     /* its first token in a */
    uint32_t b;     /* and in b */
    uint32_t chain; /* the one it is in; NO_CHAIN once that was dropped */
};

enum { ANCHOR_TOKENS = 2 };

#define NO_CHAIN UINT32_MAX

/* The places of two neighbouring tokens. */
struct seed {
    uint64_t hash; /* 0 marks an empty place of the table */
    uint32_t first_in_b;
    uint32_t second_in_b;
    uint32_t in_a; /* how often; more than OCCURRENCES is counted no further */
    uint32_t in_b;
};

struct chain {
    uint32_t id;
    uint32_t a_begin;
    uint32_t b_begin;
    uint32_t a_last; /* its last anchor */
    uint32_t b_last;
    uint32_t shared;
};

/* Both sides; a is the one that is looked up in b. */
struct texts {
    const uint64_t *a;
    const uint64_t *b;
    size_t a_count;
    size_t b_count;
};

struct wtw_alignment {
    struct wtw_aligned *items;
    size_t count;
    size_t capacity;
    struct anchor *anchors;
    size_t anchor_count;
    size_t anchor_capacity;
    struct seed *seeds;
    size_t seed_capacity;
    uint32_t seed_bits;
    struct chain open[OPEN_CHAINS];
    uint32_t open_count;
    struct chain *chains; /* all, by id */
    size_t chain_count;
    size_t chain_capacity;
    struct wtw_difference *differences;
    size_t difference_count;
    size_t difference_capacity;
};

enum wtw_status wtw_alignment_new(struct wtw_alignment **out_alignment,
                                  struct wtw_error *error)
{
    return WTW_ALLOCATE(out_alignment, 1, error);
}

void wtw_alignment_free(struct wtw_alignment *alignment)
{
    if (!alignment)
        return;
    wtw_release_items(alignment->items);
    wtw_release_items(alignment->anchors);
    wtw_release_items(alignment->seeds);
    wtw_release_items(alignment->chains);
    wtw_release_items(alignment->differences);
    wtw_release_items(alignment);
}

size_t wtw_alignment_count(const struct wtw_alignment *alignment)
{
    return alignment->count;
}

const struct wtw_aligned *wtw_alignment_items(const struct wtw_alignment *alignment)
{
    return alignment->items;
}

size_t wtw_alignment_difference_count(const struct wtw_alignment *alignment)
{
    return alignment->difference_count;
}

const struct wtw_difference *wtw_alignment_differences(
    const struct wtw_alignment *alignment)
{
    return alignment->differences;
}

static uint64_t seed_hash(const uint64_t *tokens)
{
    uint64_t hash = (wtw_rotate_left(tokens[0], 13) + tokens[1]) * 0x9e3779b97f4a7c15u;

    return hash + (hash == 0);
}

/* The place of a seed in the table: its own, or the empty one where it belongs. */
static struct seed *place_of(const struct wtw_alignment *alignment, uint64_t hash)
{
    size_t mask = ((size_t)1 << alignment->seed_bits) - 1;
    size_t place = hash >> (64 - alignment->seed_bits);

    while (alignment->seeds[place].hash && alignment->seeds[place].hash != hash)
        place = (place + 1) & mask;
    return &alignment->seeds[place];
}

static enum wtw_status index_b(struct wtw_alignment *alignment, const uint64_t *tokens,
                               size_t count, struct wtw_error *error)
{
    size_t places = 0;

    alignment->seed_bits = 6;
    while ((size_t)1 << alignment->seed_bits < 2 * count)
        alignment->seed_bits++;
    places = (size_t)1 << alignment->seed_bits;
    WTW_TRY(WTW_GROW(&alignment->seeds, &alignment->seed_capacity, places, error));
    memset(alignment->seeds, 0, places * sizeof alignment->seeds[0]);
    for (uint32_t i = 0; i + 1 < count; i++) {
        uint64_t hash = seed_hash(tokens + i);
        struct seed *seed = place_of(alignment, hash);

        seed->hash = hash;
        if (seed->in_b == 0)
            seed->first_in_b = i;
        else if (seed->in_b == 1)
            seed->second_in_b = i;
        seed->in_b += seed->in_b <= OCCURRENCES;
    }
    return WTW_OK;
}

static void count_in_a(const struct wtw_alignment *alignment, const uint64_t *tokens,
                       size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        struct seed *seed = place_of(alignment, seed_hash(tokens + i));

        seed->in_a += seed->in_a <= OCCURRENCES;
    }
}

static enum wtw_status add_anchor(struct wtw_alignment *alignment, uint32_t a, uint32_t b,
                                  struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&alignment->anchors, &alignment->anchor_capacity,
                     alignment->anchor_count + 1, error));
    alignment->anchors[alignment->anchor_count++] = (struct anchor){a, b, NO_CHAIN};
    return WTW_OK;
}

static enum wtw_status list_anchors(struct wtw_alignment *alignment,
                                    const uint64_t *tokens, size_t count,
                                    struct wtw_error *error)
{
    for (uint32_t i = 0; i + 1 < count; i++) {
        const struct seed *seed = place_of(alignment, seed_hash(tokens + i));

        if (!seed->hash || seed->in_a > OCCURRENCES || seed->in_b > OCCURRENCES)
            continue;
        WTW_TRY(add_anchor(alignment, i, seed->first_in_b, error));
        if (seed->in_b == 2)
            WTW_TRY(add_anchor(alignment, i, seed->second_in_b, error));
    }
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
 * How much the step from a chain's last anchor differs in the two texts; GAP or more
 * where the anchor does not fit. A step may be longer in one text by a few words, or by a
 * third.
 */
static uint32_t misfit(const struct chain *chain, const struct anchor *anchor)
{
    uint32_t a_step = anchor->a - chain->a_last;
    uint32_t b_step = anchor->b - chain->b_last;
    uint32_t longer = a_step > b_step ? a_step : b_step;
    uint32_t off = distance_of(a_step, b_step);

    if (anchor->a <= chain->a_last || anchor->b <= chain->b_last || longer > GAP ||
        off > 4 + longer / 4)
        return GAP;
    return off;
}

static void close_chain(struct wtw_alignment *alignment, uint32_t i)
{
    alignment->chains[alignment->open[i].id] = alignment->open[i];
    alignment->open_count--;
    memmove(alignment->open + i, alignment->open + i + 1,
            (alignment->open_count - i) * sizeof alignment->open[0]);
}

/* Closes the chains that no anchor from 'a' on can reach. */
static void close_passed(struct wtw_alignment *alignment, uint32_t a)
{
    for (uint32_t i = alignment->open_count; i-- > 0;)
        if (a - alignment->open[i].a_last > GAP)
            close_chain(alignment, i);
}

static enum wtw_status begin_chain(struct wtw_alignment *alignment, struct anchor *anchor,
                                   struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&alignment->chains, &alignment->chain_capacity,
                     alignment->chain_count + 1, error));
    if (alignment->open_count == OPEN_CHAINS)
        close_chain(alignment, 0);
    anchor->chain = (uint32_t)alignment->chain_count++;
    alignment->open[alignment->open_count++] = (struct chain){.id = anchor->chain,
                                                              .a_begin = anchor->a,
                                                              .b_begin = anchor->b,
                                                              .a_last = anchor->a,
                                                              .b_last = anchor->b,
                                                              .shared = ANCHOR_TOKENS};
    return WTW_OK;
}

static void extend_chain(struct chain *chain, struct anchor *anchor)
{
    uint32_t step = smaller_of(anchor->a - chain->a_last, anchor->b - chain->b_last);

    chain->shared += smaller_of(step, ANCHOR_TOKENS);
    chain->a_last = anchor->a;
    chain->b_last = anchor->b;
    anchor->chain = chain->id;
}

static enum wtw_status chain_anchors(struct wtw_alignment *alignment,
                                     struct wtw_error *error)
{
    alignment->open_count = 0;
    alignment->chain_count = 0;
    for (size_t i = 0; i < alignment->anchor_count; i++) {
        struct anchor *anchor = &alignment->anchors[i];
        struct chain *best = NULL;
        uint32_t least = GAP;

        close_passed(alignment, anchor->a);
        for (uint32_t c = 0; c < alignment->open_count; c++) {
            uint32_t off = misfit(&alignment->open[c], anchor);

            if (off < least)
                best = &alignment->open[c];
            least = smaller_of(least, off);
        }
        if (best)
            extend_chain(best, anchor);
        else
            WTW_TRY(begin_chain(alignment, anchor, error));
    }
    while (alignment->open_count)
        close_chain(alignment, 0);
    return WTW_OK;
}

static bool is_kept(const struct chain *chain)
{
    return chain->shared >= SHARED;
}

/* Whether both texts say something else before and behind what a chain covers. */
static bool stands_inside(const struct chain *chain, const struct texts *texts)
{
    return chain->a_begin > 0 && chain->b_begin > 0 &&
           chain->a_last + ANCHOR_TOKENS < texts->a_count &&
           chain->b_last + ANCHOR_TOKENS < texts->b_count;
}

static enum wtw_status keep_chains(struct wtw_alignment *alignment,
                                   const struct texts *texts, struct wtw_error *error)
{
    for (size_t i = 0; i < alignment->chain_count; i++) {
        const struct chain *chain = &alignment->chains[i];

        if (!is_kept(chain))
            continue;
        WTW_TRY(WTW_GROW(&alignment->items, &alignment->capacity, alignment->count + 1,
                         error));
        alignment->items[alignment->count++] = (struct wtw_aligned){
            .a_token = chain->a_begin,
            .b_token = chain->b_begin,
            .a_count = chain->a_last + ANCHOR_TOKENS - chain->a_begin,
            .b_count = chain->b_last + ANCHOR_TOKENS - chain->b_begin,
            .shared_tokens = chain->shared,
            .is_quotation = stands_inside(chain, texts)};
    }
    return WTW_OK;
}

/* Leaves out what is equal at both ends: pairs that are everywhere are no anchors, yet no
 * difference either. */
static void trim_difference(struct wtw_difference *difference, const struct texts *texts)
{
    const uint64_t *a = texts->a + difference->a_token;
    const uint64_t *b = texts->b + difference->b_token;
    uint32_t a_count = difference->a_count;
    uint32_t b_count = difference->b_count;
    uint32_t begin = 0;

    while (begin < a_count && begin < b_count && a[begin] == b[begin])
        begin++;
    while (a_count > begin && b_count > begin && a[a_count - 1] == b[b_count - 1]) {
        a_count--;
        b_count--;
    }
    difference->a_token += begin;
    difference->b_token += begin;
    difference->a_count = a_count - begin;
    difference->b_count = b_count - begin;
}

/* Lists what stands between an anchor and the one before it on its chain, if anything. */
static enum wtw_status add_difference(struct wtw_alignment *alignment,
                                      const struct texts *texts,
                                      const struct chain *chain,
                                      const struct anchor *anchor,
                                      struct wtw_error *error)
{
    uint32_t a_step = anchor->a - chain->a_last;
    uint32_t b_step = anchor->b - chain->b_last;
    struct wtw_difference difference = {.a_token = chain->a_last + ANCHOR_TOKENS,
                                        .b_token = chain->b_last + ANCHOR_TOKENS};

    if (a_step == b_step && a_step <= ANCHOR_TOKENS)
        return WTW_OK;
    /* Where anchors overlap in one text ("to to be"), the other says more. */
    if (a_step < ANCHOR_TOKENS || b_step < ANCHOR_TOKENS) {
        uint32_t overlap = ANCHOR_TOKENS - smaller_of(a_step, b_step);

        difference.a_token -= overlap;
        difference.b_token -= overlap;
    }
    difference.a_count = anchor->a - difference.a_token;
    difference.b_count = anchor->b - difference.b_token;
    trim_difference(&difference, texts);
    if (!difference.a_count && !difference.b_count)
        return WTW_OK;
    WTW_TRY(WTW_GROW(&alignment->differences, &alignment->difference_capacity,
                     alignment->difference_count + 1, error));
    alignment->differences[alignment->difference_count++] = difference;
    return WTW_OK;
}

/* Walks over the anchors once more; each kept chain's last anchor is in its chain. */
static enum wtw_status list_differences(struct wtw_alignment *alignment,
                                        const struct texts *texts,
                                        struct wtw_error *error)
{
    for (size_t i = 0; i < alignment->anchor_count; i++) {
        const struct anchor *anchor = &alignment->anchors[i];
        struct chain *chain = &alignment->chains[anchor->chain];

        if (!is_kept(chain))
            continue;
        if (anchor->a != chain->a_begin || anchor->b != chain->b_begin)
            WTW_TRY(add_difference(alignment, texts, chain, anchor, error));
        chain->a_last = anchor->a;
        chain->b_last = anchor->b;
    }
    return WTW_OK;
}

static enum wtw_status align(struct wtw_alignment *alignment, const struct texts *texts,
                             struct wtw_error *error)
{
    alignment->anchor_count = 0;
    alignment->chain_count = 0;
    if (texts->a_count < ANCHOR_TOKENS || texts->b_count < ANCHOR_TOKENS)
        return WTW_OK;
    WTW_TRY(index_b(alignment, texts->b, texts->b_count, error));
    count_in_a(alignment, texts->a, texts->a_count);
    WTW_TRY(list_anchors(alignment, texts->a, texts->a_count, error));
    WTW_TRY(chain_anchors(alignment, error));
    WTW_TRY(keep_chains(alignment, texts, error));
    return list_differences(alignment, texts, error);
}

static int compare_aligned(const void *left, const void *right)
{
    const struct wtw_aligned *x = left;
    const struct wtw_aligned *y = right;

    if (x->a_token != y->a_token)
        return x->a_token < y->a_token ? -1 : 1;
    return x->b_token < y->b_token ? -1 : x->b_token > y->b_token;
}

static int compare_differences(const void *left, const void *right)
{
    const struct wtw_difference *x = left;
    const struct wtw_difference *y = right;

    if (x->a_token != y->a_token)
        return x->a_token < y->a_token ? -1 : 1;
    return x->b_token < y->b_token ? -1 : x->b_token > y->b_token;
}

static void exchange(uint32_t *x, uint32_t *y)
{
    uint32_t kept = *x;

    *x = *y;
    *y = kept;
}

/* Puts what was found with a and b exchanged into the caller's order. */
static void exchange_sides(struct wtw_alignment *alignment)
{
    for (size_t i = 0; i < alignment->count; i++) {
        exchange(&alignment->items[i].a_token, &alignment->items[i].b_token);
        exchange(&alignment->items[i].a_count, &alignment->items[i].b_count);
    }
    for (size_t i = 0; i < alignment->difference_count; i++) {
        struct wtw_difference *difference = &alignment->differences[i];

        exchange(&difference->a_token, &difference->b_token);
        exchange(&difference->a_count, &difference->b_count);
    }
}

static void sort_all(struct wtw_alignment *alignment)
{
    if (alignment->count)
        qsort(alignment->items, alignment->count, sizeof alignment->items[0],
              compare_aligned);
    if (alignment->difference_count)
        qsort(alignment->differences, alignment->difference_count,
              sizeof alignment->differences[0], compare_differences);
}

static struct wtw_range range_of(const struct wtw_tokens *tokens, uint32_t first,
                                 uint32_t count)
{
    const struct wtw_range *ranges = wtw_tokens_ranges(tokens);

    if (!count)
        return (struct wtw_range){0};
    return (struct wtw_range){ranges[first].begin, ranges[first + count - 1].end};
}

static void add_ranges(struct wtw_alignment *alignment, const struct wtw_tokens *a,
                       const struct wtw_tokens *b)
{
    for (size_t i = 0; i < alignment->count; i++) {
        struct wtw_aligned *item = &alignment->items[i];

        item->a = range_of(a, item->a_token, item->a_count);
        item->b = range_of(b, item->b_token, item->b_count);
    }
    for (size_t i = 0; i < alignment->difference_count; i++) {
        struct wtw_difference *item = &alignment->differences[i];

        item->a = range_of(a, item->a_token, item->a_count);
        item->b = range_of(b, item->b_token, item->b_count);
    }
}

enum wtw_status wtw_alignment_make(struct wtw_alignment *alignment,
                                   const struct wtw_tokens *a, const struct wtw_tokens *b,
                                   struct wtw_error *error)
{
    bool in_order = wtw_tokens_come_first(a, b);
    const struct wtw_tokens *searched = in_order ? a : b;
    const struct wtw_tokens *indexed = in_order ? b : a;
    const struct texts texts = {.a = wtw_tokens_hashes(searched),
                                .b = wtw_tokens_hashes(indexed),
                                .a_count = wtw_tokens_count(searched),
                                .b_count = wtw_tokens_count(indexed)};
    enum wtw_status status = WTW_OK;

    alignment->count = 0;
    alignment->difference_count = 0;
    status = align(alignment, &texts, error);
    if (status != WTW_OK) {
        alignment->count = 0;
        alignment->difference_count = 0;
        return status;
    }
    if (!in_order)
        exchange_sides(alignment);
    sort_all(alignment);
    add_ranges(alignment, a, b);
    return WTW_OK;
}

/* The tokens that a text has in any of its ranges, which come by their begin. */
struct covered {
    uint32_t tokens;
    uint32_t end; /* of the last range */
};

static void cover(struct covered *covered, uint32_t begin, uint32_t count)
{
    uint32_t end = begin + count;

    if (begin < covered->end)
        begin = covered->end;
    if (end <= begin)
        return;
    covered->tokens += end - begin;
    covered->end = end;
}

static int compare_by_b(const void *left, const void *right)
{
    const struct wtw_aligned *x = left;
    const struct wtw_aligned *y = right;

    return x->b_token < y->b_token ? -1 : x->b_token > y->b_token;
}

void wtw_alignment_cover(struct wtw_alignment *alignment, uint32_t *out_a_tokens,
                         uint32_t *out_b_tokens)
{
    struct wtw_aligned *items = alignment->items;
    struct covered a = {0};
    struct covered b = {0};

    for (size_t i = 0; i < alignment->count; i++)
        cover(&a, items[i].a_token, items[i].a_count);
    if (alignment->count)
        qsort(items, alignment->count, sizeof items[0], compare_by_b);
    for (size_t i = 0; i < alignment->count; i++)
        cover(&b, items[i].b_token, items[i].b_count);
    sort_all(alignment);
    *out_a_tokens = a.tokens;
    *out_b_tokens = b.tokens;
}
