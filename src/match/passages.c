/*
 * passages.c - the runs of tokens that two texts share
 *
 * Greedy string tiling (Wise 1993, after Karp and Rabin): find all maximal common runs of
 * at least 'shortest' tokens, take the longest, mark its tokens on both sides, and go on;
 * a run that has lost tokens to a longer one is tried again with what is left of it.
 * Equal lengths are taken in the order of a, then b, so the result is determined.
 *
 * Runs are found through an index of b by the hash of each 'shortest' tokens. Text like
 * "la la la" would cost the product of both lengths; so only the first OCCURRENCES places
 * of a hash in b are looked at, and the search ends when it has compared COMPARISONS
 * tokens for each token of both texts. News stays below one.
 */
#include "base/memory.h"
#include "base/sizes.h"
#include "match/token_order.h"
#include "sketch/mix.h"

#include <stdlib.h>
#include <string.h>

/* A passage of news stands at most a few times in one article. */
enum { OCCURRENCES = 16, COMPARISONS = 64 };

#define NOWHERE UINT32_MAX

struct run {
    uint32_t a;
    uint32_t b;
    uint32_t length;
};

struct wtw_passages {
    struct wtw_passage *items;
    size_t count;
    size_t capacity;
    struct run *runs; /* maximal runs, then a heap of them, longest on top */
    size_t run_count;
    size_t run_capacity;
    uint32_t *heads; /* by hash: first place in b, NOWHERE for none */
    size_t head_capacity;
    uint32_t *nexts; /* by place in b: the next place of the same hash */
    size_t next_capacity;
    bool *taken; /* tokens of a, then those of b, that are in a passage */
    size_t taken_capacity;
    uint32_t head_bits;
};

/* Both sides of one search. */
struct texts {
    const uint64_t *a;
    const uint64_t *b;
    uint32_t a_count;
    uint32_t b_count;
    uint32_t shortest;
    uint64_t budget; /* token comparisons left */
};

/* The places of b that were looked at for one place of a. */
struct looked {
    uint32_t places[OCCURRENCES];
    int count;
};

enum wtw_status wtw_passages_new(struct wtw_passages **out_passages,
                                 struct wtw_error *error)
{
    return WTW_ALLOCATE(out_passages, 1, error);
}

void wtw_passages_free(struct wtw_passages *passages)
{
    if (!passages)
        return;
    wtw_release_items(passages->items);
    wtw_release_items(passages->runs);
    wtw_release_items(passages->heads);
    wtw_release_items(passages->nexts);
    wtw_release_items(passages->taken);
    wtw_release_items(passages);
}

size_t wtw_passages_count(const struct wtw_passages *passages)
{
    return passages->count;
}

const struct wtw_passage *wtw_passages_items(const struct wtw_passages *passages)
{
    return passages->items;
}

static size_t head_of(const struct wtw_passages *passages, const uint64_t *tokens,
                      uint32_t shortest)
{
    uint64_t hash = 0;

    for (uint32_t i = 0; i < shortest; i++)
        hash = wtw_rotate_left(hash, 13) + tokens[i];
    return (hash * 0x9e3779b97f4a7c15u) >> (64 - passages->head_bits);
}

static enum wtw_status index_b(struct wtw_passages *passages, const struct texts *texts,
                               struct wtw_error *error)
{
    uint32_t places = texts->b_count - texts->shortest + 1;

    passages->head_bits = 4;
    while ((UINT64_C(1) << passages->head_bits) < places)
        passages->head_bits++;
    WTW_TRY(WTW_GROW(&passages->heads, &passages->head_capacity,
                     (size_t)1 << passages->head_bits, error));
    WTW_TRY(WTW_GROW(&passages->nexts, &passages->next_capacity, places, error));
    memset(passages->heads, 0xff, ((size_t)1 << passages->head_bits) * sizeof(uint32_t));
    for (uint32_t place = places; place-- > 0;) {
        size_t head = head_of(passages, texts->b + place, texts->shortest);

        passages->nexts[place] = passages->heads[head];
        passages->heads[head] = place;
    }
    return WTW_OK;
}

static uint32_t common_length(struct texts *texts, uint32_t a, uint32_t b)
{
    uint32_t length = 0;

    while (a + length < texts->a_count && b + length < texts->b_count && texts->budget &&
           texts->a[a + length] == texts->b[b + length]) {
        length++;
        texts->budget--;
    }
    return length;
}

static struct looked places_of(const struct wtw_passages *passages,
                               const struct texts *texts, uint32_t a)
{
    uint32_t b = passages->heads[head_of(passages, texts->a + a, texts->shortest)];
    struct looked looked = {.count = 0};

    for (; b != NOWHERE && looked.count < OCCURRENCES; b = passages->nexts[b])
        looked.places[looked.count++] = b;
    return looked;
}

static bool was_looked_at(const struct looked *looked, uint32_t b)
{
    for (int i = 0; i < looked->count; i++)
        if (looked->places[i] == b)
            return true;
    return false;
}

static enum wtw_status add_run(struct wtw_passages *passages, struct run run,
                               struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&passages->runs, &passages->run_capacity, passages->run_count + 1,
                     error));
    passages->runs[passages->run_count++] = run;
    return WTW_OK;
}

/* Appends all runs; one that goes on from the place before, which has it already, is
 * passed over. */
static enum wtw_status find_runs(struct wtw_passages *passages, struct texts *texts,
                                 struct wtw_error *error)
{
    struct looked before = {.count = 0};

    for (uint32_t a = 0; a + texts->shortest <= texts->a_count && texts->budget; a++) {
        struct looked here = places_of(passages, texts, a);

        for (int i = 0; i < here.count; i++) {
            struct run run = {.a = a, .b = here.places[i]};

            if (run.b > 0 && was_looked_at(&before, run.b - 1) &&
                texts->a[a - 1] == texts->b[run.b - 1])
                continue;
            run.length = common_length(texts, run.a, run.b);
            if (run.length >= texts->shortest)
                WTW_TRY(add_run(passages, run, error));
        }
        before = here;
    }
    return WTW_OK;
}

/* Longest first; equal lengths by a, then b. */
static bool comes_before(const struct run *left, const struct run *right)
{
    if (left->length != right->length)
        return left->length > right->length;
    return left->a != right->a ? left->a < right->a : left->b < right->b;
}

static void sift_down(struct run *runs, size_t count, size_t i)
{
    for (;;) {
        size_t best = i;
        struct run moved = runs[i];

        if (2 * i + 1 < count && comes_before(&runs[2 * i + 1], &runs[best]))
            best = 2 * i + 1;
        if (2 * i + 2 < count && comes_before(&runs[2 * i + 2], &runs[best]))
            best = 2 * i + 2;
        if (best == i)
            return;
        runs[i] = runs[best];
        runs[best] = moved;
        i = best;
    }
}

static void make_heap(struct run *runs, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sift_down(runs, count, i);
}

static void sift_up(struct run *runs, size_t i)
{
    while (i > 0 && comes_before(&runs[i], &runs[(i - 1) / 2])) {
        struct run moved = runs[i];

        runs[i] = runs[(i - 1) / 2];
        runs[(i - 1) / 2] = moved;
        i = (i - 1) / 2;
    }
}

static struct run pop_longest(struct wtw_passages *passages)
{
    struct run top = passages->runs[0];

    passages->runs[0] = passages->runs[--passages->run_count];
    sift_down(passages->runs, passages->run_count, 0);
    return top;
}

static bool is_free(const struct wtw_passages *passages, const struct texts *texts,
                    const struct run *run)
{
    return !memchr(passages->taken + run->a, 1, run->length) &&
           !memchr(passages->taken + texts->a_count + run->b, 1, run->length);
}

/* Puts the parts of a run back whose tokens are all free. */
static enum wtw_status put_back_parts(struct wtw_passages *passages,
                                      const struct texts *texts, const struct run *run,
                                      struct wtw_error *error)
{
    const bool *a_taken = passages->taken + run->a;
    const bool *b_taken = passages->taken + texts->a_count + run->b;
    uint32_t begin = 0;

    for (uint32_t i = 0; i <= run->length; i++) {
        if (i < run->length && !a_taken[i] && !b_taken[i])
            continue;
        if (i - begin >= texts->shortest) {
            WTW_TRY(add_run(passages,
                            (struct run){run->a + begin, run->b + begin, i - begin},
                            error));
            sift_up(passages->runs, passages->run_count - 1);
        }
        begin = i + 1;
    }
    return WTW_OK;
}

static enum wtw_status take_run(struct wtw_passages *passages, const struct texts *texts,
                                const struct run *run, struct wtw_error *error)
{
    WTW_TRY(WTW_GROW(&passages->items, &passages->capacity, passages->count + 1, error));
    memset(passages->taken + run->a, 1, run->length);
    memset(passages->taken + texts->a_count + run->b, 1, run->length);
    passages->items[passages->count++] = (struct wtw_passage){
        .a_token = run->a, .b_token = run->b, .token_count = run->length};
    return WTW_OK;
}

static enum wtw_status take_longest_first(struct wtw_passages *passages,
                                          const struct texts *texts,
                                          struct wtw_error *error)
{
    make_heap(passages->runs, passages->run_count);
    while (passages->run_count) {
        struct run top = pop_longest(passages);

        if (is_free(passages, texts, &top))
            WTW_TRY(take_run(passages, texts, &top, error));
        else
            WTW_TRY(put_back_parts(passages, texts, &top, error));
    }
    return WTW_OK;
}

static int compare_by_a(const void *left, const void *right)
{
    const struct wtw_passage *x = left;
    const struct wtw_passage *y = right;

    return x->a_token < y->a_token ? -1 : x->a_token > y->a_token;
}

/* Puts the passages, found with a and b exchanged, into the caller's order. */
static void exchange_sides(struct wtw_passages *passages)
{
    for (size_t i = 0; i < passages->count; i++) {
        struct wtw_passage *passage = &passages->items[i];
        uint32_t a_token = passage->b_token;

        passage->b_token = passage->a_token;
        passage->a_token = a_token;
    }
}

static void add_ranges(struct wtw_passages *passages, const struct wtw_tokens *a,
                       const struct wtw_tokens *b)
{
    const struct wtw_range *a_ranges = wtw_tokens_ranges(a);
    const struct wtw_range *b_ranges = wtw_tokens_ranges(b);

    for (size_t i = 0; i < passages->count; i++) {
        struct wtw_passage *passage = &passages->items[i];
        uint32_t last = passage->token_count - 1;

        passage->a = (struct wtw_range){.begin = a_ranges[passage->a_token].begin,
                                        .end = a_ranges[passage->a_token + last].end};
        passage->b = (struct wtw_range){.begin = b_ranges[passage->b_token].begin,
                                        .end = b_ranges[passage->b_token + last].end};
    }
}

static enum wtw_status tile(struct wtw_passages *passages, struct texts *texts,
                            struct wtw_error *error)
{
    size_t tokens = 0;

    if (texts->a_count < texts->shortest || texts->b_count < texts->shortest)
        return WTW_OK;
    if (!wtw_size_add(texts->a_count, texts->b_count, &tokens))
        return wtw_fail(error, WTW_TOO_LARGE, "the texts are too long to compare");
    texts->budget = (uint64_t)tokens * COMPARISONS;
    WTW_TRY(WTW_GROW(&passages->taken, &passages->taken_capacity, tokens, error));
    memset(passages->taken, 0, tokens * sizeof passages->taken[0]);
    WTW_TRY(index_b(passages, texts, error));
    WTW_TRY(find_runs(passages, texts, error));
    return take_longest_first(passages, texts, error);
}

static struct texts texts_of(const struct wtw_tokens *a, const struct wtw_tokens *b,
                             uint32_t shortest)
{
    return (struct texts){.a = wtw_tokens_hashes(a),
                          .b = wtw_tokens_hashes(b),
                          .a_count = (uint32_t)wtw_tokens_count(a),
                          .b_count = (uint32_t)wtw_tokens_count(b),
                          .shortest = shortest};
}

enum wtw_status wtw_passages_find(struct wtw_passages *passages,
                                  const struct wtw_tokens *a, const struct wtw_tokens *b,
                                  uint32_t shortest, struct wtw_error *error)
{
    bool in_order = wtw_tokens_come_first(a, b);
    struct texts texts = in_order ? texts_of(a, b, shortest) : texts_of(b, a, shortest);

    passages->count = 0;
    passages->run_count = 0;
    if (shortest < 2)
        return wtw_fail(error, WTW_BAD_ARGUMENT, "a passage has 2 tokens or more, not %u",
                        shortest);
    WTW_TRY(tile(passages, &texts, error));
    if (!in_order)
        exchange_sides(passages);
    if (passages->count)
        qsort(passages->items, passages->count, sizeof passages->items[0], compare_by_a);
    if (passages->count)
        add_ranges(passages, a, b);
    return WTW_OK;
}
