/*
 * test_passages.c - shared passages, against greedy tiling by brute force
 *
 * Texts are rows of numbered words. The oracle looks at every pair of places for the
 * longest run of words that no passage has yet, the lowest places first, marks it, and
 * begins again.
 */
#include "match/long_texts.h"
#include "random_input.h"

#include "base/faults.h"

#include <stdlib.h>
#include <time.h>

enum { WORDS_MAX = 400, TEXT_BYTES = WORDS_MAX * 8 };

/* Words, their text, and what the library makes of it. */
struct side {
    uint32_t words[WORDS_MAX];
    uint32_t count;
    char text[TEXT_BYTES];
    size_t text_bytes;
    struct wtw_tokens *tokens;
};

static struct wtw_passages *new_passages(void)
{
    struct wtw_error error = {0};
    struct wtw_passages *passages = NULL;

    check_ok(wtw_passages_new(&passages, &error), &error);
    return passages;
}

static void find(struct wtw_passages *passages, const struct wtw_tokens *a,
                 const struct wtw_tokens *b, uint32_t shortest)
{
    struct wtw_error error = {0};

    check_ok(wtw_passages_find(passages, a, b, shortest, &error), &error);
}

/* Spells the words with punctuation between them. */
static void spell(struct side *side, struct random_input *random)
{
    static const char *const gaps[] = {" ", ", ", "\n", " - "};

    side->text_bytes = 0;
    for (uint32_t i = 0; i < side->count; i++) {
        const char *gap = gaps[random_below(random, 4)];
        char *at = side->text + side->text_bytes;

        at[0] = (char)((random_chance(random, .3) ? 'A' : 'a') + side->words[i] / 26);
        at[1] = (char)('a' + side->words[i] % 26);
        memcpy(at + 2, gap, strlen(gap));
        side->text_bytes += 2 + strlen(gap);
    }
    side->tokens = tokens_of(side->text, side->text_bytes);
    check_number(wtw_tokens_count(side->tokens), side->count);
}

static void fill_side(struct side *side, struct random_input *random, uint32_t count,
                      uint32_t vocabulary)
{
    side->count = count;
    for (uint32_t i = 0; i < count; i++)
        side->words[i] = random_below(random, vocabulary);
}

/* Copies runs of a's words into b. */
static void plant_runs(const struct side *a, struct side *b, struct random_input *random,
                       uint32_t runs)
{
    for (uint32_t run = 0; run < runs; run++) {
        uint32_t most = a->count < b->count ? a->count : b->count;
        uint32_t length = random_between(random, 1, most / 3 + 1);
        uint32_t from = random_below(random, a->count - length + 1);
        uint32_t to = random_below(random, b->count - length + 1);

        memcpy(b->words + to, a->words + from, length * sizeof a->words[0]);
    }
}

/* ------------------------------------------------------------------ the oracle */

struct tile {
    uint32_t a, b, length;
};

static uint32_t free_run(const struct side *a, const struct side *b, const bool *a_taken,
                         const bool *b_taken, uint32_t i, uint32_t j)
{
    uint32_t length = 0;

    while (i + length < a->count && j + length < b->count && !a_taken[i + length] &&
           !b_taken[j + length] && a->words[i + length] == b->words[j + length])
        length++;
    return length;
}

static struct tile longest_free(const struct side *a, const struct side *b,
                                const bool *a_taken, const bool *b_taken)
{
    struct tile longest = {0, 0, 0};

    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t j = 0; j < b->count; j++) {
            uint32_t length = free_run(a, b, a_taken, b_taken, i, j);

            if (length > longest.length)
                longest = (struct tile){i, j, length};
        }
    return longest;
}

static int compare_tiles(const void *left, const void *right)
{
    uint32_t x = ((const struct tile *)left)->a;
    uint32_t y = ((const struct tile *)right)->a;

    return x < y ? -1 : x > y;
}

static uint32_t tile_by_force(const struct side *a, const struct side *b,
                              uint32_t shortest, struct tile *out_tiles)
{
    bool a_taken[WORDS_MAX] = {false};
    bool b_taken[WORDS_MAX] = {false};
    uint32_t count = 0;

    for (;;) {
        struct tile tile = longest_free(a, b, a_taken, b_taken);

        if (tile.length < shortest)
            break;
        memset(a_taken + tile.a, 1, tile.length);
        memset(b_taken + tile.b, 1, tile.length);
        out_tiles[count++] = tile;
    }
    qsort(out_tiles, count, sizeof out_tiles[0], compare_tiles);
    return count;
}

/* The side of fewer words is tiled first, of equally many the one whose hashes come
 * first. */
static bool is_tiled_second(const struct side *a, const struct side *b)
{
    if (a->count != b->count)
        return a->count > b->count;
    return memcmp(wtw_tokens_hashes(a->tokens), wtw_tokens_hashes(b->tokens),
                  a->count * sizeof(uint64_t)) > 0;
}

static uint32_t tile_in_order(const struct side *a, const struct side *b,
                              uint32_t shortest, struct tile *out_tiles)
{
    uint32_t count = 0;

    if (!is_tiled_second(a, b))
        return tile_by_force(a, b, shortest, out_tiles);
    count = tile_by_force(b, a, shortest, out_tiles);
    for (uint32_t i = 0; i < count; i++)
        out_tiles[i] = (struct tile){out_tiles[i].b, out_tiles[i].a, out_tiles[i].length};
    qsort(out_tiles, count, sizeof out_tiles[0], compare_tiles);
    return count;
}

static void check_against_force(struct wtw_passages *passages, const struct side *a,
                                const struct side *b, uint32_t shortest)
{
    struct tile tiles[WORDS_MAX];
    uint32_t wanted = tile_in_order(a, b, shortest, tiles);
    const struct wtw_passage *items = NULL;

    find(passages, a->tokens, b->tokens, shortest);
    items = wtw_passages_items(passages);
    check_number(wtw_passages_count(passages), wanted);
    for (uint32_t i = 0; i < wanted; i++) {
        check_number(items[i].a_token, tiles[i].a);
        check_number(items[i].b_token, tiles[i].b);
        check_number(items[i].token_count, tiles[i].length);
    }
}

static void check_slices(const struct wtw_passages *passages, const struct side *a,
                         const struct side *b)
{
    const struct wtw_passage *items = wtw_passages_items(passages);

    for (size_t i = 0; i < wtw_passages_count(passages); i++) {
        struct wtw_error error = {0};
        struct wtw_buffer a_words = {0};
        struct wtw_buffer b_words = {0};

        check(items[i].a.begin < items[i].a.end && items[i].a.end <= a->text_bytes);
        check(items[i].b.begin < items[i].b.end && items[i].b.end <= b->text_bytes);
        check_ok(wtw_normalise(a->text + items[i].a.begin,
                               items[i].a.end - items[i].a.begin, &a_words, &error),
                 &error);
        check_ok(wtw_normalise(b->text + items[i].b.begin,
                               items[i].b.end - items[i].b.begin, &b_words, &error),
                 &error);
        check_number(a_words.count, items[i].token_count * 3 - 1);
        check_number(b_words.count, a_words.count);
        check(memcmp(a_words.items, b_words.items, a_words.count) == 0);
        wtw_buffer_release(&a_words);
        wtw_buffer_release(&b_words);
    }
}

static void check_random_pairs(uint32_t seed, int rounds, uint32_t words_max,
                               uint32_t vocabulary_min, uint32_t vocabulary_max,
                               uint32_t runs)
{
    static struct side a;
    static struct side b;
    struct random_input random = random_begin(seed);
    struct wtw_passages *passages = new_passages();

    for (int round = 0; round < rounds; round++) {
        uint32_t vocabulary = random_between(&random, vocabulary_min, vocabulary_max);

        fill_side(&a, &random, random_between(&random, 1, words_max), vocabulary);
        fill_side(&b, &random, random_between(&random, 1, words_max), vocabulary);
        plant_runs(&a, &b, &random, runs);
        spell(&a, &random);
        spell(&b, &random);
        check_against_force(passages, &a, &b, random_between(&random, 2, 5));
        check_slices(passages, &a, &b);
        wtw_tokens_free(a.tokens);
        wtw_tokens_free(b.tokens);
    }
    wtw_passages_free(passages);
}

/* ------------------------------------------------------------------ the tests */

Test(passages, are_those_of_brute_force_in_short_texts_of_few_words)
{
    check_random_pairs(130, 4000, 17, 1, 4, 0);
}

Test(passages, are_those_of_brute_force_in_middling_texts)
{
    check_random_pairs(131, 1500, 60, 12, 30, 1);
}

Test(passages, are_those_of_brute_force_where_runs_are_planted_over_each_other)
{
    check_random_pairs(132, 60, 300, 100, 600, 12);
}

Test(passages, by_hand)
{
    static const char a_text[] = "Rain fell. The mayor opened the new bridge on Monday.";
    static const char b_text[] =
        "On Monday the mayor opened  the NEW bridge, while rain fell.";
    struct wtw_passages *passages = new_passages();
    struct wtw_tokens *a = tokens_of(a_text, strlen(a_text));
    struct wtw_tokens *b = tokens_of(b_text, strlen(b_text));
    const struct wtw_passage *items = NULL;

    find(passages, a, b, 2);
    items = wtw_passages_items(passages);
    check_number(wtw_passages_count(passages), 3);
    check_bytes(a_text + items[0].a.begin, items[0].a.end - items[0].a.begin,
                "Rain fell");
    check_bytes(b_text + items[0].b.begin, items[0].b.end - items[0].b.begin,
                "rain fell");
    check_bytes(a_text + items[1].a.begin, items[1].a.end - items[1].a.begin,
                "The mayor opened the new bridge");
    check_bytes(b_text + items[1].b.begin, items[1].b.end - items[1].b.begin,
                "the mayor opened  the NEW bridge");
    check_number(items[1].token_count, 6);
    check_bytes(b_text + items[2].b.begin, items[2].b.end - items[2].b.begin,
                "On Monday");
    find(passages, a, b, 3);
    check_number(wtw_passages_count(passages), 1);
    find(passages, a, b, 7);
    check_number(wtw_passages_count(passages), 0);
    wtw_tokens_free(a);
    wtw_tokens_free(b);
    wtw_passages_free(passages);
}

Test(passages, a_text_is_one_passage_of_itself)
{
    struct random_input random = random_begin(133);
    static struct side a;
    struct wtw_passages *passages = new_passages();

    for (uint32_t count = 2; count < 300; count += 7) {
        fill_side(&a, &random, count, count % 5 + 1);
        spell(&a, &random);
        find(passages, a.tokens, a.tokens, 2);
        check_number(wtw_passages_count(passages), 1);
        check_number(wtw_passages_items(passages)[0].token_count, count);
        wtw_tokens_free(a.tokens);
    }
    wtw_passages_free(passages);
}

Test(passages, texts_shorter_than_the_shortest_have_none)
{
    struct wtw_passages *passages = new_passages();
    struct wtw_tokens *empty = tokens_of(NULL, 0);
    struct wtw_tokens *one = tokens_of("one", 3);
    struct wtw_tokens *two = tokens_of("one two", 7);

    find(passages, two, two, 2);
    check_number(wtw_passages_count(passages), 1);
    find(passages, empty, two, 2);
    check_number(wtw_passages_count(passages), 0);
    find(passages, two, one, 2);
    check_number(wtw_passages_count(passages), 0);
    find(passages, empty, empty, 2);
    check_number(wtw_passages_count(passages), 0);
    find(passages, two, two, UINT32_MAX);
    check_number(wtw_passages_count(passages), 0);
    wtw_tokens_free(empty);
    wtw_tokens_free(one);
    wtw_tokens_free(two);
    wtw_passages_free(passages);
    wtw_passages_free(NULL);
}

Test(passages, of_fewer_than_2_tokens_cannot_be_asked_for)
{
    struct wtw_passages *passages = new_passages();
    struct wtw_tokens *two = tokens_of("one two", 7);

    for (uint32_t shortest = 0; shortest < 2; shortest++) {
        struct wtw_error error = {0};

        check_status(wtw_passages_find(passages, two, two, shortest, &error),
                     WTW_BAD_ARGUMENT);
        check(error.words[0] != '\0');
    }
    wtw_tokens_free(two);
    wtw_passages_free(passages);
}

Test(passages, a_used_handle_finds_the_same_as_a_fresh_one)
{
    static struct side a;
    static struct side b;
    struct random_input random = random_begin(134);
    struct wtw_passages *used = new_passages();

    for (int round = 0; round < 300; round++) {
        struct wtw_passages *fresh = new_passages();

        fill_side(&a, &random, random_between(&random, 1, 300), 40);
        fill_side(&b, &random, random_between(&random, 1, 300), 40);
        plant_runs(&a, &b, &random, 3);
        spell(&a, &random);
        spell(&b, &random);
        find(used, a.tokens, b.tokens, 3);
        find(fresh, a.tokens, b.tokens, 3);
        check_number(wtw_passages_count(used), wtw_passages_count(fresh));
        check(wtw_passages_count(used) == 0 ||
              memcmp(wtw_passages_items(used), wtw_passages_items(fresh),
                     wtw_passages_count(used) * sizeof(struct wtw_passage)) == 0);
        wtw_tokens_free(a.tokens);
        wtw_tokens_free(b.tokens);
        wtw_passages_free(fresh);
    }
    wtw_passages_free(used);
}

static uint32_t coin(uint32_t i)
{
    return scattered(i) >> 39;
}

static uint32_t rare_break(uint32_t i)
{
    return i % 100 == 99 ? i / 100 : 3;
}

/* Passages that overlap, or are shorter than asked, or out of order. */
static void check_tiling(const struct wtw_passages *passages, uint32_t shortest)
{
    const struct wtw_passage *items = wtw_passages_items(passages);

    for (size_t i = 0; i < wtw_passages_count(passages); i++) {
        check(items[i].token_count >= shortest);
        check(i == 0 ||
              items[i - 1].a_token + items[i - 1].token_count <= items[i].a_token);
    }
}

Test(passages, of_100000_words_that_repeat_and_repeat_are_found_quickly)
{
    static uint32_t (*const words[])(uint32_t) = {always_la, by_turns, in_rounds_of_17,
                                                  coin, rare_break};
    struct wtw_passages *passages = new_passages();
    clock_t begin = clock();

    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 5; j++) {
            struct wtw_tokens *a = long_text(LONG, words[i]);
            struct wtw_tokens *b = long_text(90001, words[j]);

            find(passages, a, b, 8);
            check_tiling(passages, 8);
            if (i == j && i != 3)
                check(wtw_passages_count(passages) >= 1);
            wtw_tokens_free(a);
            wtw_tokens_free(b);
        }
    cr_assert((double)(clock() - begin) / CLOCKS_PER_SEC < 60, "%.1f s",
              (double)(clock() - begin) / CLOCKS_PER_SEC);
    wtw_passages_free(passages);
}

Test(passages, la_la_la_100000_times_is_one_passage)
{
    struct wtw_passages *passages = new_passages();
    struct wtw_tokens *a = long_text(LONG, always_la);
    struct wtw_tokens *b = long_text(90000, always_la);

    find(passages, a, b, 8);
    check(wtw_passages_count(passages) >= 1);
    check_number(wtw_passages_items(passages)[0].token_count, 90000);
    wtw_tokens_free(a);
    wtw_tokens_free(b);
    wtw_passages_free(passages);
}

#ifdef WTW_FAULTS

Test(passages, any_failed_allocation_is_told_and_the_handle_stays_usable)
{
    static struct side a;
    static struct side b;
    struct random_input random = random_begin(135);
    struct wtw_passages *wanted = new_passages();
    bool failed = true;
    uint64_t nth = 1;

    fill_side(&a, &random, 300, 100);
    fill_side(&b, &random, 300, 100);
    plant_runs(&a, &b, &random, 9);
    spell(&a, &random);
    spell(&b, &random);
    find(wanted, a.tokens, b.tokens, 2);
    for (nth = 1; failed; nth++) {
        struct wtw_passages *passages = new_passages();
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_passages_find(passages, a.tokens, b.tokens, 2, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        if (failed)
            check_number(status, WTW_NO_MEMORY);
        find(passages, a.tokens, b.tokens, 2);
        check_number(wtw_passages_count(passages), wtw_passages_count(wanted));
        wtw_passages_free(passages);
    }
    check(nth > 5);
    wtw_tokens_free(a.tokens);
    wtw_tokens_free(b.tokens);
    wtw_passages_free(wanted);
}

#endif
