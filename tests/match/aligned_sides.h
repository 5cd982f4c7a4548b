/*
 * aligned_sides.h - two texts made of numbered words, and what any alignment of them keeps
 *
 * The test knows where each word's bytes are. Coverage is counted in a bitmap, shared
 * words by the longest common subsequence.
 */
#ifndef WTW_TESTS_ALIGNED_SIDES_H
#define WTW_TESTS_ALIGNED_SIDES_H

#include "match/long_texts.h"
#include "random_input.h"

enum { WORDS_MAX = 600, TEXT_BYTES = WORDS_MAX * 6 };

/* What the header and the essay promise: words that make an alignment, the furthest step
 * from one pair of shared words to the next, and the most words that a text's beginning
 * or end may have to be told as a difference. */
enum { LEAST_SHARED = 6, FURTHEST_STEP = 24, LONGEST_END = 24 };

/* Words, their text and places there, and what the library makes of it. */
struct side {
    uint32_t words[WORDS_MAX];
    struct wtw_range places[WORDS_MAX];
    uint32_t count;
    char text[TEXT_BYTES];
    struct wtw_tokens *tokens;
};

static struct side a;
static struct side b;

static inline struct wtw_alignment *new_alignment(void)
{
    struct wtw_error error = {0};
    struct wtw_alignment *alignment = NULL;

    check_ok(wtw_alignment_new(&alignment, &error), &error);
    return alignment;
}

static inline void align(struct wtw_alignment *alignment, const struct wtw_tokens *left,
                         const struct wtw_tokens *right)
{
    struct wtw_error error = {0};

    check_ok(wtw_alignment_make(alignment, left, right, &error), &error);
}

static inline void add_word(struct side *side, uint32_t word)
{
    check(side->count < WORDS_MAX);
    side->words[side->count++] = word;
}

/* 'count' words that follow each other as numbers do. */
static inline void add_words(struct side *side, uint32_t first, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        add_word(side, first + i);
}

/* Spells the words, three letters each, with all sorts of things between them. */
static inline void spell(struct side *side, struct random_input *random)
{
    static const char *const gaps[] = {" ", ", ", "\n", " - "};
    uint32_t bytes = 0;

    for (uint32_t i = 0; i < side->count; i++) {
        const char *gap = gaps[random_below(random, 4)];
        uint32_t word = side->words[i];

        side->places[i] = (struct wtw_range){bytes, bytes + 3};
        side->text[bytes++] =
            (char)((random_chance(random, .3) ? 'A' : 'a') + word / 676);
        side->text[bytes++] = (char)('a' + word / 26 % 26);
        side->text[bytes++] = (char)('a' + word % 26);
        memcpy(side->text + bytes, gap, strlen(gap));
        bytes += (uint32_t)strlen(gap);
    }
    side->tokens = tokens_of(side->text, bytes);
    check_number(wtw_tokens_count(side->tokens), side->count);
}

static inline void begin_sides(void)
{
    a.count = 0;
    b.count = 0;
}

static inline void spell_sides(struct random_input *random)
{
    spell(&a, random);
    spell(&b, random);
}

static inline void release_sides(void)
{
    wtw_tokens_free(a.tokens);
    wtw_tokens_free(b.tokens);
}

/* ------------------------------------------------------------------ oracles */

static inline void check_range(struct wtw_range range, const struct side *side,
                               uint32_t first, uint32_t count)
{
    check(first + count <= side->count);
    check_number(range.begin, count ? side->places[first].begin : 0);
    check_number(range.end, count ? side->places[first + count - 1].end : 0);
}

/* The longest common subsequence of what an item covers. */
static inline uint32_t common_words(const struct wtw_aligned *item)
{
    static uint32_t lengths[WORDS_MAX + 1];

    memset(lengths, 0, sizeof lengths);
    for (uint32_t i = 0; i < item->a_count; i++) {
        uint32_t diagonal = 0;

        for (uint32_t j = 0; j < item->b_count; j++) {
            uint32_t above = lengths[j + 1];

            if (a.words[item->a_token + i] == b.words[item->b_token + j])
                lengths[j + 1] = diagonal + 1;
            else if (lengths[j] > above)
                lengths[j + 1] = lengths[j];
            diagonal = above;
        }
    }
    return lengths[item->b_count];
}

static inline void check_item(const struct wtw_aligned *item)
{
    bool differs_before = item->a_token > 0 && item->b_token > 0;
    bool differs_behind = item->a_token + item->a_count < a.count &&
                          item->b_token + item->b_count < b.count;

    check_range(item->a, &a, item->a_token, item->a_count);
    check_range(item->b, &b, item->b_token, item->b_count);
    check(item->shared_tokens >= LEAST_SHARED);
    check(item->shared_tokens <= common_words(item));
    check_number(item->is_quotation, differs_before && differs_behind);
}

static inline bool is_inside(const struct wtw_difference *difference,
                             const struct wtw_aligned *item)
{
    return difference->a_token > item->a_token && difference->b_token > item->b_token &&
           difference->a_token + difference->a_count < item->a_token + item->a_count &&
           difference->b_token + difference->b_count < item->b_token + item->b_count;
}

/* What stands before or behind all items, without the words that are equal at its ends;
 * nothing where there are no items, or where it is long. */
struct ends {
    struct wtw_difference before;
    struct wtw_difference behind;
};

static inline struct wtw_difference end_between(uint32_t a_begin, uint32_t a_end,
                                                uint32_t b_begin, uint32_t b_end)
{
    if (a_end - a_begin > LONGEST_END || b_end - b_begin > LONGEST_END)
        return (struct wtw_difference){0};
    while (a_begin < a_end && b_begin < b_end && a.words[a_begin] == b.words[b_begin]) {
        a_begin++;
        b_begin++;
    }
    while (a_begin < a_end && b_begin < b_end &&
           a.words[a_end - 1] == b.words[b_end - 1]) {
        a_end--;
        b_end--;
    }
    return (struct wtw_difference){.a_token = a_begin,
                                   .b_token = b_begin,
                                   .a_count = a_end - a_begin,
                                   .b_count = b_end - b_begin};
}

static inline struct ends ends_of(const struct wtw_alignment *alignment)
{
    const struct wtw_aligned *items = wtw_alignment_items(alignment);
    bool in_a[WORDS_MAX + 1] = {false};
    bool in_b[WORDS_MAX + 1] = {false};
    uint32_t a_begin = 0;
    uint32_t b_begin = 0;
    uint32_t a_end = a.count;
    uint32_t b_end = b.count;

    if (!wtw_alignment_count(alignment))
        return (struct ends){0};
    for (size_t i = 0; i < wtw_alignment_count(alignment); i++) {
        memset(in_a + items[i].a_token, true, items[i].a_count);
        memset(in_b + items[i].b_token, true, items[i].b_count);
    }
    for (; !in_a[a_begin]; a_begin++)
        ;
    for (; !in_b[b_begin]; b_begin++)
        ;
    for (; !in_a[a_end - 1]; a_end--)
        ;
    for (; !in_b[b_end - 1]; b_end--)
        ;
    return (struct ends){end_between(0, a_begin, 0, b_begin),
                         end_between(a_end, a.count, b_end, b.count)};
}

static inline bool is_same_place(const struct wtw_difference *x,
                                 const struct wtw_difference *y)
{
    return x->a_token == y->a_token && x->b_token == y->b_token &&
           x->a_count == y->a_count && x->b_count == y->b_count;
}

/* Both ends are told once, where there is something to tell. */
static inline void check_ends(const struct wtw_alignment *alignment,
                              const struct ends *ends)
{
    const struct wtw_difference *differences = wtw_alignment_differences(alignment);
    uint32_t before = 0;
    uint32_t behind = 0;

    for (size_t i = 0; i < wtw_alignment_difference_count(alignment); i++) {
        before += is_same_place(&differences[i], &ends->before);
        behind += is_same_place(&differences[i], &ends->behind);
    }
    check_number(before, ends->before.a_count || ends->before.b_count);
    check_number(behind, ends->behind.a_count || ends->behind.b_count);
}

/* What differs has its place inside of an item or is an end, and differs at its first
 * word and at its last. */
static inline void check_difference(const struct wtw_alignment *alignment,
                                    const struct wtw_difference *difference,
                                    const struct ends *ends)
{
    const struct wtw_aligned *items = wtw_alignment_items(alignment);
    uint32_t a_last = difference->a_token + difference->a_count - 1;
    uint32_t b_last = difference->b_token + difference->b_count - 1;
    bool has_place = is_same_place(difference, &ends->before) ||
                     is_same_place(difference, &ends->behind);

    check_range(difference->a, &a, difference->a_token, difference->a_count);
    check_range(difference->b, &b, difference->b_token, difference->b_count);
    for (size_t i = 0; i < wtw_alignment_count(alignment); i++)
        has_place = has_place || is_inside(difference, &items[i]);
    check(has_place);
    check(difference->a_count || difference->b_count);
    if (difference->a_count && difference->b_count) {
        check(a.words[difference->a_token] != b.words[difference->b_token]);
        check(a.words[a_last] != b.words[b_last]);
    }
}

static inline uint32_t overlap_of(uint32_t x, uint32_t x_count, uint32_t y,
                                  uint32_t y_count)
{
    uint32_t begin = x > y ? x : y;
    uint32_t end = x + x_count < y + y_count ? x + x_count : y + y_count;

    return end > begin ? end - begin : 0;
}

/* Whether half of what an item covers in either text is in another one. */
static inline bool is_echo_of(const struct wtw_aligned *item,
                              const struct wtw_aligned *other)
{
    uint32_t in_a =
        overlap_of(item->a_token, item->a_count, other->a_token, other->a_count);
    uint32_t in_b =
        overlap_of(item->b_token, item->b_count, other->b_token, other->b_count);

    return 2 * in_a >= item->a_count || 2 * in_b >= item->b_count;
}

/* Of two items the one of fewer shared words is no echo of the other; of equals, one. */
static inline void check_no_echo(const struct wtw_aligned *x, const struct wtw_aligned *y)
{
    if (x->shared_tokens < y->shared_tokens)
        check(!is_echo_of(x, y));
    else if (x->shared_tokens > y->shared_tokens)
        check(!is_echo_of(y, x));
    else
        check(!is_echo_of(x, y) || !is_echo_of(y, x));
}

static inline void check_cover(struct wtw_alignment *alignment)
{
    const struct wtw_aligned *items = wtw_alignment_items(alignment);
    bool in_a[WORDS_MAX] = {false};
    bool in_b[WORDS_MAX] = {false};
    uint32_t a_wanted = 0;
    uint32_t b_wanted = 0;
    uint32_t a_tokens = 0;
    uint32_t b_tokens = 0;

    for (size_t i = 0; i < wtw_alignment_count(alignment); i++) {
        memset(in_a + items[i].a_token, true, items[i].a_count);
        memset(in_b + items[i].b_token, true, items[i].b_count);
    }
    for (uint32_t i = 0; i < WORDS_MAX; i++) {
        a_wanted += in_a[i];
        b_wanted += in_b[i];
    }
    wtw_alignment_cover(alignment, &a_tokens, &b_tokens);
    check_number(a_tokens, a_wanted);
    check_number(b_tokens, b_wanted);
}

static inline bool come_in_order(uint32_t a_before, uint32_t b_before, uint32_t a_token,
                                 uint32_t b_token)
{
    return a_before < a_token || (a_before == a_token && b_before < b_token);
}

/* All that has to hold of any alignment of the two sides. */
static inline void check_alignment(struct wtw_alignment *alignment)
{
    const struct wtw_aligned *items = NULL;
    const struct wtw_difference *differences = wtw_alignment_differences(alignment);
    const struct ends ends = ends_of(alignment);

    check_cover(alignment);
    check_ends(alignment, &ends);
    items = wtw_alignment_items(alignment); /* the cover leaves them in order */
    for (size_t i = 0; i < wtw_alignment_count(alignment); i++) {
        check_item(&items[i]);
        check(i == 0 || come_in_order(items[i - 1].a_token, items[i - 1].b_token,
                                      items[i].a_token, items[i].b_token));
        for (size_t j = 0; j < i; j++)
            check_no_echo(&items[i], &items[j]);
    }
    for (size_t i = 0; i < wtw_alignment_difference_count(alignment); i++) {
        check_difference(alignment, &differences[i], &ends);
        check(i == 0 ||
              come_in_order(differences[i - 1].a_token, differences[i - 1].b_token,
                            differences[i].a_token, differences[i].b_token));
    }
}

/* Spells both sides, aligns them, and checks what has to hold anyway. */
static inline void align_sides(struct wtw_alignment *alignment, uint32_t seed)
{
    struct random_input random = random_begin(seed);

    spell_sides(&random);
    align(alignment, a.tokens, b.tokens);
    check_alignment(alignment);
    release_sides();
}

#endif
