/*
 * test_kernel_words.c - the words that are picked of a text, and their stems: every kernel
 * against one token at a time
 */
#include "random_input.h"
#include "sketch/each_kernel.h"

enum { TOKENS_MAX = 100, TEXT_BYTES = TOKENS_MAX * 12 };

/* A text and its tokens, and what is expected of them. */
struct words {
    char text[TEXT_BYTES];
    struct wtw_range tokens[TOKENS_MAX];
    size_t count;
    struct wtw_range ranges[TOKENS_MAX];
    uint32_t stems[TOKENS_MAX];
    bool are_plain[TOKENS_MAX];
    uint32_t others[TOKENS_MAX];
    size_t picked_count;
    size_t other_count;
};

static struct words words;

/* The first seven bytes in lower case as one number, mixed as token_hash.h tells. */
static uint32_t plain_stem(const unsigned char *bytes, size_t count)
{
    uint64_t number = 0;

    for (size_t i = 0; i < count && i < 7; i++)
        number += (uint64_t)(bytes[i] | 32) << 8 * i;
    number *= 11400714819323198485u;
    number ^= number / 4294967296u;
    number *= 13503953896175478587u;
    number ^= number / 4294967296u;
    return (uint32_t)(number >> 38);
}

/* No letter or digit of ASCII has a byte below '0' when its letters are small. */
static bool is_plain(const unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count && i < 7; i++)
        if (bytes[i] > 127 || (bytes[i] | 32) < '0')
            return false;
    return true;
}

static void expect(struct wtw_range range)
{
    const unsigned char *bytes = (const unsigned char *)words.text + range.begin;
    size_t count = range.end - range.begin;
    bool is_small = bytes[0] >= 'a' && bytes[0] <= 'z';
    size_t k = words.picked_count;

    if (is_small && count <= 3)
        return;
    words.ranges[k] = range;
    words.are_plain[k] = is_plain(bytes, count);
    words.stems[k] = plain_stem(bytes, count);
    if (!words.are_plain[k] || !is_small)
        words.others[words.other_count++] = (uint32_t)k;
    words.picked_count++;
}

/* Tokens of one to ten bytes, with up to two between them. */
static void make_words(struct random_input *random, size_t count)
{
    static const char letters[] = "aeqzAEQZ059.-`{\xc3\xa9\xff";
    uint32_t at = 0;

    words.picked_count = 0;
    words.other_count = 0;
    words.count = count;
    for (size_t i = 0; i < sizeof words.text; i++)
        words.text[i] = letters[random_below(random, i % 3 ? 4 : sizeof letters - 1)];
    for (size_t i = 0; i < count; i++) {
        uint32_t bytes = 1 + (uint32_t)random_below(random, 10);

        at += (uint32_t)random_below(random, 3);
        words.tokens[i] = (struct wtw_range){at, at + bytes};
        at += bytes;
        expect(words.tokens[i]);
    }
}

/* Text up to the eighth byte from the last token's begin, right before memory that cannot
 * be read. */
static char *guard_text(const struct guarded *guarded)
{
    size_t bytes = words.count ? words.tokens[words.count - 1].begin + 8u : 0;
    char *text = guarded_end(guarded, bytes);

    memcpy(text, words.text, bytes);
    return text;
}

static void check_picked(const struct wtw_kernel *kernel,
                         const struct wtw_picked_words *picked, size_t before)
{
    cr_assert(picked->count == before + words.picked_count &&
                  picked->other_count == words.other_count,
              "%s: %zu and %zu of %zu", kernel->name, picked->count, picked->other_count,
              words.count);
    for (size_t k = 0; k < words.picked_count; k++) {
        check_number(picked->ranges[before + k].begin, words.ranges[k].begin);
        check_number(picked->ranges[before + k].end, words.ranges[k].end);
        check_number(picked->flags[before + k],
                     words.are_plain[k] ? WTW_WORD_IS_PLAIN : 0);
        if (words.are_plain[k])
            check_number(picked->stems[before + k], words.stems[k]);
    }
    for (size_t k = 0; k < words.other_count; k++)
        check_number(picked->others[k], before + words.others[k]);
}

/* Behind 'before' words that were picked already, with no more room than is asked for. */
static void pick(const struct wtw_kernel *kernel, size_t before)
{
    struct guarded guards[5];
    size_t room = before + words.count + WTW_WORDS_SPARE;
    struct wtw_picked_words picked = {.count = before};

    for (int i = 0; i < 5; i++)
        guards[i] = guarded_make(TEXT_BYTES + 8 * (TOKENS_MAX + 64));
    picked.ranges = guarded_end(&guards[0], room * sizeof picked.ranges[0]);
    picked.stems = guarded_end(&guards[1], room * sizeof picked.stems[0]);
    picked.flags = guarded_end(&guards[2], room * sizeof picked.flags[0]);
    picked.others = guarded_end(&guards[3], (room - before) * sizeof picked.others[0]);
    kernel->pick_words(guard_text(&guards[4]), words.tokens, words.count, &picked);
    check_picked(kernel, &picked, before);
    for (int i = 0; i < 5; i++)
        guarded_release(&guards[i]);
}

static void check_all_counts(const struct wtw_kernel *kernel)
{
    struct random_input random = random_begin(23);

    for (size_t count = 0; count <= 40; count++) {
        make_words(&random, count);
        pick(kernel, 0);
        pick(kernel, count % 5);
    }
    make_words(&random, TOKENS_MAX);
    pick(kernel, 3);
}

Test(kernel_words, are_picked_as_one_token_at_a_time_is)
{
    for_each_kernel(check_all_counts);
}
