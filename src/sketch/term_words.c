/*
 * term_words.c - the words and figures of a text, each once, with how often and as what
 *
 * Whoever looks for stories has this done to every token of every article, so it is made
 * of passes with hardly a branch that depends on the words, as nobody can foresee words:
 *
 *     pick    tokens that are no short words, stem those that are plain, eight bytes at a
 *             time, and note the others: the kernel's work
 *     look    at those others: names, figures, other scripts
 *     count   all by their stems, in a table that is a quarter full at most
 *
 * One loop over the tokens that does all of it took twice as long. To count tokens by their
 * own hash and stem each distinct one once was no faster: a stem is made of a dozen
 * operations, and three of four tokens that are picked are new.
 */
#include "sketch/term_words.h"

#include "base/memory.h"
#include "text/capitals.h"
#include "text/rarity.h"
#include "text/stems.h"

#include <string.h>

/* A flag of a group of digits that belongs to the figure before. */
enum { IS_COUNTED = 1 << 7 };

enum { STEM_SHIFT = 64 - WTW_RARITY_HASH_BITS };

enum wtw_status wtw_term_words_begin(struct wtw_term_words *words, size_t token_count,
                                     struct wtw_error *error)
{
    size_t room = token_count + WTW_WORDS_SPARE;
    size_t slots = 64;

    if (!words->kernel)
        words->kernel = wtw_kernel_best();
    while (slots < 2 * token_count)
        slots *= 2;
    words->count = 0;
    words->words = 0;
    words->figures = 0;
    WTW_TRY(WTW_GROW(&words->items, &words->item_capacity, token_count + 1, error));
    WTW_TRY(WTW_GROW(&words->picked.ranges, &words->range_capacity, room, error));
    WTW_TRY(WTW_GROW(&words->picked.stems, &words->stem_capacity, room, error));
    WTW_TRY(WTW_GROW(&words->picked.flags, &words->flag_capacity, room, error));
    WTW_TRY(WTW_GROW(&words->picked.others, &words->other_capacity, room, error));
    WTW_TRY(WTW_GROW(&words->slots, &words->slot_capacity, slots, error));
    memset(words->slots, 0, slots * sizeof words->slots[0]);
    words->slot_mask = slots - 1;
    return WTW_OK;
}

void wtw_term_words_release(struct wtw_term_words *words)
{
    wtw_release_items(words->items);
    wtw_release_items(words->slots);
    wtw_release_items(words->picked.ranges);
    wtw_release_items(words->picked.stems);
    wtw_release_items(words->picked.flags);
    wtw_release_items(words->picked.others);
    *words = (struct wtw_term_words){0};
}

static bool is_small_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* How many of the tokens, from the first, have as many bytes behind their begin as a
 * plain stem is made of. */
static size_t count_readable(const struct wtw_range *tokens, size_t count,
                             size_t text_bytes)
{
    while (count && text_bytes - tokens[count - 1].begin < WTW_PLAIN_STEM_READS)
        count--;
    return count;
}

/* The last tokens, which a kernel cannot read. */
static void pick_last(const char *text, const struct wtw_range *tokens, size_t count,
                      struct wtw_picked_words *picked)
{
    for (size_t i = 0; i < count; i++) {
        if (tokens[i].end - tokens[i].begin <= WTW_PASSED_WORD_BYTES &&
            is_small_letter(text[tokens[i].begin]))
            continue;
        picked->ranges[picked->count] = tokens[i];
        picked->flags[picked->count] = 0;
        picked->others[picked->other_count++] = (uint32_t)picked->count++;
    }
}

static void pick_words(struct wtw_term_words *words, const char *text, size_t text_bytes,
                       const struct wtw_tokens *tokens)
{
    const struct wtw_range *ranges = wtw_tokens_ranges(tokens);
    size_t count = wtw_tokens_count(tokens);
    size_t readable = count_readable(ranges, count, text_bytes);

    words->picked.count = 0;
    words->picked.other_count = 0;
    if (!count)
        return;
    words->kernel->pick_words(text, ranges, readable, &words->picked);
    pick_last(text, ranges + readable, count - readable, &words->picked);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Groups that are not the figure's first are counted with it. */
static void look_at_figure(struct wtw_term_words *words, const char *text, size_t k)
{
    struct wtw_range *range = &words->picked.ranges[k];
    size_t groups = wtw_figure_tokens(text, range, words->picked.count - k);

    for (size_t i = 1; i < groups; i++)
        words->picked.flags[k + i] = IS_COUNTED;
    range->end = range[groups - 1].end;
    words->picked.stems[k] =
        (uint32_t)(wtw_figure_hash(text + range->begin, range->end - range->begin) >>
                   STEM_SHIFT);
    words->picked.flags[k] = WTW_WORD_IS_FIGURE;
    words->words -= groups - 1;
    words->figures++;
}

/* Of a title no word is called a name: in many all words have capitals. A stem of two
 * characters says little, be it a short word or a piece of a long one in a script without
 * spaces. */
static void look_at_word(struct wtw_term_words *words, const char *text,
                         size_t text_bytes, size_t k, bool is_title)
{
    struct wtw_range range = words->picked.ranges[k];
    const char *bytes = text + range.begin;
    size_t count = range.end - range.begin;
    uint32_t characters = (uint32_t)count;

    if (!(words->picked.flags[k] & WTW_WORD_IS_PLAIN))
        words->picked.stems[k] =
            (uint32_t)(wtw_stem_hash(bytes, count, text_bytes - range.begin,
                                     &characters) >>
                       STEM_SHIFT);
    words->picked.flags[k] = characters <= 2 ? WTW_WORD_IS_SHORT : 0;
    if (!is_title && wtw_begins_with_capital(bytes, count) &&
        !wtw_may_begin_sentence(text, range.begin))
        words->picked.flags[k] |= WTW_WORD_IS_NAME;
}

static void look_at_others(struct wtw_term_words *words, const char *text,
                           size_t text_bytes, bool is_title)
{
    for (size_t i = 0; i < words->picked.other_count; i++) {
        size_t k = words->picked.others[i];

        if (words->picked.flags[k] & IS_COUNTED)
            continue;
        if (is_digit(text[words->picked.ranges[k].begin]))
            look_at_figure(words, text, k);
        else
            look_at_word(words, text, text_bytes, k, is_title);
    }
}

/* One product for two conditions: compilers make two branches of them, and either one of
 * an empty slot and the wanted one comes as often as the other. */
static bool is_taken_by_other(uint64_t slot, uint32_t stem)
{
    return (slot >> 32) * (uint64_t)((uint32_t)slot ^ stem) != 0;
}

/*
 * Whether a word is new cannot be foreseen, and what it is told by is done either way: the
 * place behind the last word is made ready for it, and taken if it is. A slot has the stem
 * below and the number of the word plus one above, 0 where it is empty.
 */
static void count_words(struct wtw_term_words *words, uint32_t flags)
{
    const struct wtw_picked_words picked = words->picked;
    const size_t slot_mask = words->slot_mask;
    struct wtw_term_word *const items = words->items;
    uint64_t *const slots = words->slots;
    size_t count = words->count;

    for (size_t k = 0; k < picked.count; k++) {
        uint32_t stem = picked.stems[k];
        size_t slot = stem & slot_mask;
        size_t number = 0;

        if (picked.flags[k] & IS_COUNTED)
            continue;
        while (is_taken_by_other(slots[slot], stem))
            slot = (slot + 1) & slot_mask;
        items[count] = (struct wtw_term_word){.stem = stem, .range = picked.ranges[k]};
        number = slots[slot] >> 32;
        count += number == 0;
        number = number ? number : count;
        slots[slot] = (uint64_t)number << 32 | stem;
        items[number - 1].count++;
        items[number - 1].flags |= picked.flags[k] | flags;
    }
    words->count = count;
}

void wtw_term_words_add(struct wtw_term_words *words, const char *text, size_t text_bytes,
                        const struct wtw_tokens *tokens, bool is_title)
{
    struct wtw_picked_words *picked = &words->picked;

    pick_words(words, text, text_bytes, tokens);
    words->words += wtw_tokens_count(tokens);
    look_at_others(words, text, text_bytes, is_title);
    if (is_title)
        memset(picked->ranges, 0, picked->count * sizeof picked->ranges[0]);
    count_words(words, is_title ? WTW_WORD_IS_IN_TITLE : 0);
}
