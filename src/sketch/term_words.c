/*
 * term_words.c - the words and figures of a text, each once, with how often and as what
 *
 * Whoever looks for stories has this done to every token of every article, so it is made
 * of passes with hardly a branch that depends on the words, as nobody can foresee words:
 *
 *     pick    tokens that are no short words, by number
 *     stem    plain words in small letters, eight bytes at a time; note the others
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

/* Words of three small letters of ASCII are passed over: nearly all are too common to tell
 * anything, they are a third of a text, and events are found as well without. */
enum { SHORT_BYTES = 3 };

/* Of tokens: a group of digits that belongs to the figure before; a word of ASCII, the stem
 * of which is made. */
enum { IS_COUNTED = 1 << 7, IS_PLAIN = 1 << 6 };

enum { STEM_SHIFT = 64 - WTW_RARITY_HASH_BITS };

enum wtw_status wtw_term_words_begin(struct wtw_term_words *words, size_t token_count,
                                     struct wtw_error *error)
{
    size_t slots = 64;

    while (slots < 2 * token_count)
        slots *= 2;
    words->count = 0;
    words->words = 0;
    words->figures = 0;
    WTW_TRY(WTW_GROW(&words->items, &words->item_capacity, token_count + 1, error));
    WTW_TRY(WTW_GROW(&words->ranges, &words->range_capacity, token_count + 1, error));
    WTW_TRY(WTW_GROW(&words->stems, &words->stem_capacity, token_count + 1, error));
    WTW_TRY(WTW_GROW(&words->flags, &words->flag_capacity, token_count + 1, error));
    WTW_TRY(WTW_GROW(&words->others, &words->other_capacity, token_count + 1, error));
    WTW_TRY(WTW_GROW(&words->slots, &words->slot_capacity, slots, error));
    memset(words->slots, 0, slots * sizeof words->slots[0]);
    words->slot_mask = slots - 1;
    return WTW_OK;
}

void wtw_term_words_release(struct wtw_term_words *words)
{
    wtw_release_items(words->items);
    wtw_release_items(words->slots);
    wtw_release_items(words->ranges);
    wtw_release_items(words->stems);
    wtw_release_items(words->flags);
    wtw_release_items(words->others);
    *words = (struct wtw_term_words){0};
}

static bool is_small_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* Writes the ranges of the tokens that are not passed over. */
static size_t pick_tokens(const char *text, const struct wtw_range *ranges, size_t count,
                          struct wtw_range *out_picked)
{
    size_t picked = 0;

    for (size_t i = 0; i < count; i++) {
        bool is_passed = (ranges[i].end - ranges[i].begin <= SHORT_BYTES) &
                         is_small_letter(text[ranges[i].begin]);

        out_picked[picked] = ranges[i];
        picked += !is_passed;
    }
    return picked;
}

/* How many of the tokens, from the first, have as many bytes behind their begin as a
 * plain stem is made of. */
static size_t count_readable(const struct wtw_term_words *words, size_t picked,
                             size_t text_bytes)
{
    while (picked && text_bytes - words->ranges[picked - 1].begin < WTW_PLAIN_STEM_READS)
        picked--;
    return picked;
}

/* Stems the plain words; returns how many others there are, whose numbers it notes. */
static size_t stem_plain(struct wtw_term_words *words, const char *text,
                         size_t text_bytes, size_t picked)
{
    size_t readable = count_readable(words, picked, text_bytes);
    const struct wtw_range *ranges = words->ranges;
    uint32_t *stems = words->stems;
    uint8_t *flags = words->flags;
    uint32_t *others = words->others;
    size_t count = 0;

    for (size_t k = 0; k < readable; k++) {
        const char *bytes = text + ranges[k].begin;
        uint64_t hash = 0;
        bool is_plain =
            wtw_plain_stem_hash(bytes, ranges[k].end - ranges[k].begin, &hash);

        stems[k] = (uint32_t)(hash >> STEM_SHIFT);
        flags[k] = (uint8_t)(is_plain * IS_PLAIN);
        others[count] = (uint32_t)k;
        count += !(is_plain & is_small_letter(bytes[0]));
    }
    for (size_t k = readable; k < picked; k++) {
        flags[k] = 0;
        others[count++] = (uint32_t)k;
    }
    return count;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Groups that are not the figure's first are counted with it. */
static void look_at_figure(struct wtw_term_words *words, const char *text, size_t k,
                           size_t picked)
{
    struct wtw_range *range = &words->ranges[k];
    size_t groups = wtw_figure_tokens(text, range, picked - k);

    for (size_t i = 1; i < groups; i++)
        words->flags[k + i] = IS_COUNTED;
    range->end = range[groups - 1].end;
    words->stems[k] =
        (uint32_t)(wtw_figure_hash(text + range->begin, range->end - range->begin) >>
                   STEM_SHIFT);
    words->flags[k] = WTW_WORD_IS_FIGURE;
    words->words -= groups - 1;
    words->figures++;
}

/* Of a title no word is called a name: in many all words have capitals. A stem of two
 * characters says little, be it a short word or a piece of a long one in a script without
 * spaces. */
static void look_at_word(struct wtw_term_words *words, const char *text,
                         size_t text_bytes, size_t k, bool is_title)
{
    struct wtw_range range = words->ranges[k];
    const char *bytes = text + range.begin;
    size_t count = range.end - range.begin;
    uint32_t characters = (uint32_t)count;

    if (!(words->flags[k] & IS_PLAIN))
        words->stems[k] = (uint32_t)(wtw_stem_hash(bytes, count, text_bytes - range.begin,
                                                   &characters) >>
                                     STEM_SHIFT);
    words->flags[k] = characters <= 2 ? WTW_WORD_IS_SHORT : 0;
    if (!is_title && wtw_begins_with_capital(bytes, count) &&
        !wtw_may_begin_sentence(text, range.begin))
        words->flags[k] |= WTW_WORD_IS_NAME;
}

static void look_at_others(struct wtw_term_words *words, const char *text,
                           size_t text_bytes, size_t others, size_t picked, bool is_title)
{
    for (size_t i = 0; i < others; i++) {
        size_t k = words->others[i];

        if (words->flags[k] & IS_COUNTED)
            continue;
        if (is_digit(text[words->ranges[k].begin]))
            look_at_figure(words, text, k, picked);
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
static void count_words(struct wtw_term_words *words, size_t picked, uint32_t flags)
{
    const size_t slot_mask = words->slot_mask;
    struct wtw_term_word *const items = words->items;
    uint64_t *const slots = words->slots;
    size_t count = words->count;

    for (size_t k = 0; k < picked; k++) {
        uint32_t stem = words->stems[k];
        size_t slot = stem & slot_mask;
        size_t number = 0;

        if (words->flags[k] & IS_COUNTED)
            continue;
        while (is_taken_by_other(slots[slot], stem))
            slot = (slot + 1) & slot_mask;
        items[count] = (struct wtw_term_word){.stem = stem, .range = words->ranges[k]};
        number = slots[slot] >> 32;
        count += number == 0;
        number = number ? number : count;
        slots[slot] = (uint64_t)number << 32 | stem;
        items[number - 1].count++;
        items[number - 1].flags |= words->flags[k] | flags;
    }
    words->count = count;
}

void wtw_term_words_add(struct wtw_term_words *words, const char *text, size_t text_bytes,
                        const struct wtw_tokens *tokens, bool is_title)
{
    size_t count = wtw_tokens_count(tokens);
    size_t picked = pick_tokens(text, wtw_tokens_ranges(tokens), count, words->ranges);
    size_t others = stem_plain(words, text, text_bytes, picked);

    words->words += count;
    look_at_others(words, text, text_bytes, others, picked, is_title);
    if (is_title)
        memset(words->ranges, 0, picked * sizeof words->ranges[0]);
    count_words(words, picked, is_title ? WTW_WORD_IS_IN_TITLE : 0);
}
