/*
 * alignment.c - where two texts run side by side, though not word for word
 *
 * A text that was read by a machine with every third word misspelt shares few shingles
 * with its original, and one that was retyped with a synonym in each sentence no long
 * passage. But both go on side by side: what they do share stands in the same order, at
 * nearly the same distances, from the first paragraph to the last. Two reports of one
 * event, on the other hand, share names and quotes in any order, with all between them
 * different. So places where both say the same are chained, as programs that align
 * genomes do (chains.h; Altschul and others 1990, Abouelhoda and Ohlebusch 2005). What a
 * chain covers, gaps included, is aligned; the gaps are the differences.
 *
 * Where a text begins or ends a little before or behind its first or last chain, and the
 * other does so too, these ends are differences as well: a form often has its date and
 * figures there.
 *
 * The text that is looked up in the other is always the same of the two, so that the
 * alignment of (a, b) is that of (b, a).
 *
 * A gap of 24 tokens: where one token in three is misread, more than 24 tokens between
 * two pairs that are not is one in 10^4; where every second one is, one in 100. Measured
 * on OCR against transcription, 24 covers .94 of each text in 95 % of the pairs
 * (docs/matching.md).
 */
#include "base/memory.h"
#include "match/chains.h"
#include "match/token_order.h"

#include <stdlib.h>

/* Where an anchor begins. */
struct anchor {
    uint32_t a;
    uint32_t b;
};

struct wtw_alignment {
    struct wtw_chains *chains;
    struct wtw_aligned *items;
    size_t count;
    size_t capacity;
    struct wtw_difference *differences;
    size_t difference_count;
    size_t difference_capacity;
    struct anchor *lasts; /* by chain: the anchor before, while walking over them */
    size_t last_capacity;
};

enum wtw_status wtw_alignment_new(struct wtw_alignment **out_alignment,
                                  struct wtw_error *error)
{
    struct wtw_alignment *alignment = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&alignment, 1, error));
    status = wtw_chains_new(&alignment->chains, error);
    if (status != WTW_OK) {
        wtw_alignment_free(alignment);
        return status;
    }
    *out_alignment = alignment;
    return WTW_OK;
}

void wtw_alignment_free(struct wtw_alignment *alignment)
{
    if (!alignment)
        return;
    wtw_chains_free(alignment->chains);
    wtw_release_items(alignment->items);
    wtw_release_items(alignment->differences);
    wtw_release_items(alignment->lasts);
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

/* Whether both texts say something else before and behind what a chain covers. */
static bool stands_inside(const struct wtw_chain *chain,
                          const struct wtw_chain_texts *texts)
{
    return chain->a_begin > 0 && chain->b_begin > 0 &&
           chain->a_last + WTW_ANCHOR_TOKENS < texts->a_count &&
           chain->b_last + WTW_ANCHOR_TOKENS < texts->b_count;
}

static enum wtw_status list_parts(struct wtw_alignment *alignment,
                                  const struct wtw_chain_texts *texts,
                                  struct wtw_error *error)
{
    size_t chain_count = 0;
    const struct wtw_chain *chains = wtw_chains_items(alignment->chains, &chain_count);

    for (size_t i = 0; i < chain_count; i++) {
        const struct wtw_chain *chain = &chains[i];

        if (!chain->is_kept)
            continue;
        WTW_TRY(WTW_GROW(&alignment->items, &alignment->capacity, alignment->count + 1,
                         error));
        alignment->items[alignment->count++] = (struct wtw_aligned){
            .a_token = chain->a_begin,
            .b_token = chain->b_begin,
            .a_count = chain->a_last + WTW_ANCHOR_TOKENS - chain->a_begin,
            .b_count = chain->b_last + WTW_ANCHOR_TOKENS - chain->b_begin,
            .shared_tokens = chain->shared,
            .is_quotation = stands_inside(chain, texts)};
    }
    return WTW_OK;
}

/* Leaves out what is equal at both ends: pairs that are everywhere are no anchors, yet no
 * difference either. */
static void trim_difference(struct wtw_difference *difference,
                            const struct wtw_chain_texts *texts)
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

static enum wtw_status add_difference(struct wtw_alignment *alignment,
                                      const struct wtw_chain_texts *texts,
                                      struct wtw_difference *difference,
                                      struct wtw_error *error)
{
    trim_difference(difference, texts);
    if (!difference->a_count && !difference->b_count)
        return WTW_OK;
    WTW_TRY(WTW_GROW(&alignment->differences, &alignment->difference_capacity,
                     alignment->difference_count + 1, error));
    alignment->differences[alignment->difference_count++] = *difference;
    return WTW_OK;
}

/* What stands between two anchors of one chain. Where they overlap in one text ("to to
 * be"), the other says more by that much. */
static struct wtw_difference difference_between(const struct anchor *before,
                                                const struct wtw_anchor_row *after)
{
    uint32_t a_step = after->a - before->a;
    uint32_t b_step = after->b - before->b;
    uint32_t step = a_step < b_step ? a_step : b_step;
    uint32_t kept = step < WTW_ANCHOR_TOKENS ? step : WTW_ANCHOR_TOKENS;

    return (struct wtw_difference){.a_token = before->a + kept,
                                   .b_token = before->b + kept,
                                   .a_count = a_step - kept,
                                   .b_count = b_step - kept};
}

/* Between the anchors of a row there is nothing. */
static enum wtw_status list_gaps(struct wtw_alignment *alignment,
                                 const struct wtw_chain_texts *texts,
                                 struct wtw_error *error)
{
    size_t chain_count = 0;
    size_t row_count = 0;
    const struct wtw_chain *chains = wtw_chains_items(alignment->chains, &chain_count);
    const struct wtw_anchor_row *rows = wtw_chains_rows(alignment->chains, &row_count);

    WTW_TRY(WTW_GROW(&alignment->lasts, &alignment->last_capacity, chain_count, error));
    for (size_t i = 0; i < row_count; i++) {
        const struct wtw_anchor_row *row = &rows[i];
        const struct wtw_chain *chain = &chains[row->chain];
        struct anchor *last = &alignment->lasts[row->chain];

        if (!chain->is_kept)
            continue;
        if (row->a != chain->a_begin || row->b != chain->b_begin) {
            struct wtw_difference gap = difference_between(last, row);

            WTW_TRY(add_difference(alignment, texts, &gap, error));
        }
        *last = (struct anchor){row->a + row->count - 1, row->b + row->count - 1};
    }
    return WTW_OK;
}

static uint32_t smaller_of(uint32_t x, uint32_t y)
{
    return x < y ? x : y;
}

static uint32_t larger_of(uint32_t x, uint32_t y)
{
    return x > y ? x : y;
}

/* What stands before or behind all parts, where it is short. A text's first part need not
 * be the other's first. */
static enum wtw_status add_end(struct wtw_alignment *alignment,
                               const struct wtw_chain_texts *texts,
                               struct wtw_difference *end, struct wtw_error *error)
{
    if (end->a_count > WTW_CHAIN_GAP || end->b_count > WTW_CHAIN_GAP)
        return WTW_OK;
    return add_difference(alignment, texts, end, error);
}

static enum wtw_status list_beginning(struct wtw_alignment *alignment,
                                      const struct wtw_chain_texts *texts,
                                      struct wtw_error *error)
{
    struct wtw_difference before = {.a_count = UINT32_MAX, .b_count = UINT32_MAX};

    for (size_t i = 0; i < alignment->count; i++) {
        const struct wtw_aligned *part = &alignment->items[i];

        before.a_count = smaller_of(before.a_count, part->a_token);
        before.b_count = smaller_of(before.b_count, part->b_token);
    }
    return add_end(alignment, texts, &before, error);
}

static enum wtw_status list_end(struct wtw_alignment *alignment,
                                const struct wtw_chain_texts *texts,
                                struct wtw_error *error)
{
    struct wtw_difference behind = {0};

    for (size_t i = 0; i < alignment->count; i++) {
        const struct wtw_aligned *part = &alignment->items[i];

        behind.a_token = larger_of(behind.a_token, part->a_token + part->a_count);
        behind.b_token = larger_of(behind.b_token, part->b_token + part->b_count);
    }
    behind.a_count = (uint32_t)texts->a_count - behind.a_token;
    behind.b_count = (uint32_t)texts->b_count - behind.b_token;
    return add_end(alignment, texts, &behind, error);
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

/* Mostly they are in order already, which is sooner seen than sorted. */
static void sort_aligned(struct wtw_alignment *alignment,
                         int (*compare)(const void *, const void *))
{
    const struct wtw_aligned *items = alignment->items;
    size_t i = 1;

    while (i < alignment->count && compare(&items[i - 1], &items[i]) <= 0)
        i++;
    if (i < alignment->count)
        qsort(alignment->items, alignment->count, sizeof items[0], compare);
}

static void sort_differences(struct wtw_alignment *alignment)
{
    const struct wtw_difference *items = alignment->differences;
    size_t i = 1;

    while (i < alignment->difference_count &&
           compare_differences(&items[i - 1], &items[i]) <= 0)
        i++;
    if (i < alignment->difference_count)
        qsort(alignment->differences, alignment->difference_count, sizeof items[0],
              compare_differences);
}

static enum wtw_status find_parts(struct wtw_alignment *alignment,
                                  const struct wtw_chain_texts *texts,
                                  struct wtw_error *error)
{
    WTW_TRY(wtw_chains_make(alignment->chains, texts, error));
    WTW_TRY(list_parts(alignment, texts, error));
    if (!alignment->count)
        return WTW_OK;
    WTW_TRY(list_beginning(alignment, texts, error));
    WTW_TRY(list_gaps(alignment, texts, error));
    return list_end(alignment, texts, error);
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
    const struct wtw_chain_texts texts = {.a = wtw_tokens_hashes(searched),
                                          .b = wtw_tokens_hashes(indexed),
                                          .a_count = wtw_tokens_count(searched),
                                          .b_count = wtw_tokens_count(indexed)};

    enum wtw_status status = WTW_OK;

    alignment->count = 0;
    alignment->difference_count = 0;
    status = find_parts(alignment, &texts, error);
    if (status != WTW_OK) {
        alignment->count = 0;
        alignment->difference_count = 0;
        return status;
    }
    if (!in_order)
        exchange_sides(alignment);
    sort_aligned(alignment, compare_aligned);
    sort_differences(alignment);
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
    const struct wtw_aligned *items = alignment->items;
    struct covered a = {0};
    struct covered b = {0};

    for (size_t i = 0; i < alignment->count; i++)
        cover(&a, items[i].a_token, items[i].a_count);
    sort_aligned(alignment, compare_by_b);
    for (size_t i = 0; i < alignment->count; i++)
        cover(&b, items[i].b_token, items[i].b_count);
    sort_aligned(alignment, compare_aligned);
    *out_a_tokens = a.tokens;
    *out_b_tokens = b.tokens;
}
