/*
 * terms.c - the words, names and figures that tell most about an article
 *
 * Two reports of one event, written apart, share hardly a phrase, but who, where, how many
 * and of what they speak is the same. So each article keeps its WTW_TERMS_MAX most telling
 * words: rare ones, by the counts of text/rarity; those that it repeats (1 + ln of how
 * often); and a quarter more for what has a capital in the middle of a sentence and for
 * figures, twice as much for what is in the title (Salton and Buckley 1988 have the
 * weights of words; that names and titles tell events is told by topic detection and
 * tracking, Allan 2002).
 *
 * All words of an article find events little better than its 35 most telling ones, and
 * would cost 1 KB an article or a second reading of all texts. Equal weights are told
 * apart by hash, so that two articles keep the same ones of what they share.
 *
 * Tokens are counted by their stems at once. To count them by their own hash first, and
 * stem each distinct one once, took longer: most stems are made of eight bytes in a dozen
 * operations.
 */
#include "sketch/terms.h"

#include "base/memory.h"
#include "text/capitals.h"
#include "text/rarity.h"
#include "text/stems.h"

#include <string.h>

enum { SEEN_NAME = 1, SEEN_FIGURE = 2, SEEN_TITLE = 4, SEEN_SHORT = 8 };

/* A stem of the text. */
struct seen {
    uint64_t hash;
    uint32_t count;
    uint32_t flags;
    struct wtw_range range; /* where it stands first; all 0: in the title only */
};

/* What was seen, each hash once; slots hold a number in 'items' plus one. */
struct seen_table {
    struct seen *items;
    size_t count;
    size_t capacity;
    uint32_t *slots;
    size_t slot_capacity;
    size_t slot_mask;
};

/* A text, or a title, and its tokens. */
struct spelled {
    const char *text;
    size_t text_bytes;
    const struct wtw_tokens *tokens;
};

/* Times that are told apart; more count as that many. */
enum { REPEATED_MAX = 32 };

struct wtw_term_maker {
    struct wtw_rarity_index index;
    struct wtw_tokens *title;
    struct seen_table stems;
    uint64_t *ranked; /* one for each stem */
    size_t ranked_capacity;
    size_t words; /* of the text, and figures among them */
    size_t figures;
    uint8_t steps[4][REPEATED_MAX]; /* of emphasis, by what it is and how often */
};

/*
 * How much an article makes of a term, 1 + ln(times) by what it is, in 16 steps of 18 %:
 * they err by 9 % at most. Thresholds are 256 times 1.18^(step - 0.5).
 */
static const uint16_t emphasis_steps[] = {278,  328,  387,  457,  539,  636,  751, 886,
                                          1045, 1233, 1455, 1717, 2027, 2391, 2822};
static const uint8_t emphases[] = {16, 19, 22, 26, 31,  37,  43,  51,
                                   60, 71, 84, 99, 117, 138, 162, 192};

/* 256 times 1 + ln(times), from 1 on; more than 32 times count as 32. */
static const uint16_t repeated[REPEATED_MAX] = {
    256,  433,  537,  611,  668,  715,  754,  788,  818,  845,  870,
    892,  913,  932,  949,  966,  981,  996,  1010, 1023, 1035, 1047,
    1059, 1070, 1080, 1090, 1100, 1109, 1118, 1127, 1135, 1143};

/* Words of three small letters of ASCII are passed over: nearly all are too common to tell
 * anything, they are a third of a text, and events are found as well without. */
enum { SHORT_BYTES = 3 };

/*
 * A text of which one word in three is a figure is a table: quotations of a market, rates,
 * a balance. It tells no event; what two of them share are the words of their form. In
 * prose of numbers, on dead and wounded and prices, it is one word in ten.
 */
enum { TABLE_WORDS = 3 };

/* What stands in one of e^0.8 articles or more, two levels, tells nothing. */
enum { COMMON_LEVEL = 2 };

uint32_t wtw_term_emphasis(uint32_t term)
{
    return emphases[term & ((1u << WTW_TERM_EMPHASIS_BITS) - 1)];
}

static uint32_t emphasis_step(uint32_t times, bool is_fact, bool is_title)
{
    uint32_t weight = repeated[times - 1];
    uint32_t step = 0;

    if (is_fact)
        weight += weight / 4;
    if (is_title)
        weight *= 2;
    while (step < sizeof emphasis_steps / sizeof emphasis_steps[0] &&
           weight >= emphasis_steps[step])
        step++;
    return step;
}

enum wtw_status wtw_term_maker_new(struct wtw_term_maker **out_maker,
                                   struct wtw_error *error)
{
    struct wtw_term_maker *maker = NULL;

    WTW_TRY(WTW_ALLOCATE(&maker, 1, error));
    wtw_rarity_index_make(&maker->index);
    for (uint32_t kind = 0; kind < 4; kind++)
        for (uint32_t i = 0; i < REPEATED_MAX; i++)
            maker->steps[kind][i] =
                (uint8_t)emphasis_step(i + 1, kind & 1, (kind & 2) != 0);
    *out_maker = maker;
    return WTW_OK;
}

void wtw_term_maker_free(struct wtw_term_maker *maker)
{
    if (!maker)
        return;
    wtw_tokens_free(maker->title);
    wtw_release_items(maker->stems.items);
    wtw_release_items(maker->stems.slots);
    wtw_release_items(maker->ranked);
    wtw_release_items(maker);
}

/* Empties the table and makes room for 'count' hashes, at two slots or more for each. */
static enum wtw_status clear_table(struct seen_table *table, size_t count,
                                   struct wtw_error *error)
{
    size_t slots = 64;

    while (slots < 2 * count)
        slots *= 2;
    table->count = 0;
    WTW_TRY(WTW_GROW(&table->items, &table->capacity, count, error));
    WTW_TRY(WTW_GROW(&table->slots, &table->slot_capacity, slots, error));
    memset(table->slots, 0, slots * sizeof table->slots[0]);
    table->slot_mask = slots - 1;
    return WTW_OK;
}

static struct seen *find_or_add(struct seen_table *table, uint64_t hash)
{
    size_t slot = (hash ^ hash >> 29) & table->slot_mask;

    for (; table->slots[slot]; slot = (slot + 1) & table->slot_mask)
        if (table->items[table->slots[slot] - 1].hash == hash)
            return &table->items[table->slots[slot] - 1];
    table->items[table->count] = (struct seen){.hash = hash};
    table->slots[slot] = (uint32_t)++table->count;
    return &table->items[table->count - 1];
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Any other letter of ASCII is none that could be a capital. */
static bool may_be_capital(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80u;
}

static bool is_name(const char *text, struct wtw_range range)
{
    return may_be_capital(text[range.begin]) &&
           wtw_begins_with_capital(text + range.begin, range.end - range.begin) &&
           !wtw_may_begin_sentence(text, range.begin);
}

/* Of what is in the title, 'flags' says so; where it stands there is not kept. */
static void note(struct wtw_term_maker *maker, uint64_t hash, uint32_t flags,
                 struct wtw_range range)
{
    struct seen *seen = find_or_add(&maker->stems, hash);

    seen->count++;
    seen->flags |= flags;
    if (seen->range.end == 0 && !(flags & SEEN_TITLE))
        seen->range = range;
}

/* A stem of two characters says little, be it a short word or a piece of a long one in a
 * script without spaces. */
static void note_word(struct wtw_term_maker *maker, const struct spelled *spelled,
                      struct wtw_range range, uint32_t flags)
{
    uint32_t characters = 0;
    uint64_t hash = wtw_stem_hash(spelled->text + range.begin, range.end - range.begin,
                                  spelled->text_bytes - range.begin, &characters);

    if (characters <= 2)
        flags |= SEEN_SHORT;
    if (!(flags & SEEN_TITLE) && is_name(spelled->text, range))
        flags |= SEEN_NAME;
    note(maker, hash, flags, range);
}

static bool is_small_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static void note_tokens(struct wtw_term_maker *maker, const struct spelled *spelled,
                        uint32_t flags)
{
    const struct wtw_range *ranges = wtw_tokens_ranges(spelled->tokens);
    size_t count = wtw_tokens_count(spelled->tokens);
    size_t taken = 1;

    for (size_t i = 0; i < count; i += taken) {
        struct wtw_range range = ranges[i];

        taken = 1;
        maker->words++;
        if (range.end - range.begin <= SHORT_BYTES &&
            is_small_letter(spelled->text[range.begin]))
            continue;
        if (!is_digit(spelled->text[range.begin])) {
            note_word(maker, spelled, range, flags);
            continue;
        }
        taken = wtw_figure_tokens(spelled->text, ranges + i, count - i);
        range.end = ranges[i + taken - 1].end;
        maker->figures++;
        note(maker, wtw_figure_hash(spelled->text + range.begin, range.end - range.begin),
             flags | SEEN_FIGURE, range);
    }
}

/* A term with, above it, what it tells: its emphasis by its level. 0 where it tells
 * nothing. */
static uint64_t ranked_term(const struct wtw_term_maker *maker, const struct seen *stem)
{
    uint32_t hash = (uint32_t)(stem->hash >> (64 - WTW_RARITY_HASH_BITS));
    bool is_fact = stem->flags & (SEEN_NAME | SEEN_FIGURE);
    bool is_short = (stem->flags & SEEN_SHORT) && !is_fact;
    uint32_t times = stem->count < REPEATED_MAX ? stem->count : REPEATED_MAX;
    uint32_t level = wtw_rarity_level(&maker->index, hash,
                                      is_short ? WTW_RARITY_SHORT : WTW_RARITY_UNKNOWN);
    uint32_t step = maker->steps[is_fact | (stem->flags & SEEN_TITLE ? 2 : 0)][times - 1];

    if (level <= COMMON_LEVEL)
        return 0;
    return (uint64_t)emphases[step] * level << 32 |
           (uint64_t)hash << WTW_TERM_HASH_SHIFT | (is_short ? WTW_TERM_SHORT_BIT : 0u) |
           step;
}

/* By insertion: they are few, and qsort() took as long as all else that chooses them. */
static void sort_terms(uint32_t *terms, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        uint32_t term = terms[i];
        size_t at = i;

        for (; at > 0 && terms[at - 1] > term; at--)
            terms[at] = terms[at - 1];
        terms[at] = term;
    }
}

/*
 * Brings the 'wanted' highest of 'count' numbers, which are more, to the front in any
 * order (quickselect, Hoare 1961). The middle serves as pivot: the order is that of words
 * in a text, which no sorting made.
 */
static void select_highest(uint64_t *numbers, ptrdiff_t count, ptrdiff_t wanted)
{
    ptrdiff_t low = 0;
    ptrdiff_t high = count - 1;

    while (low < high) {
        uint64_t pivot = numbers[low + (high - low) / 2];
        ptrdiff_t i = low;
        ptrdiff_t j = high;

        while (i <= j) {
            uint64_t left = 0;

            while (numbers[i] > pivot)
                i++;
            while (numbers[j] < pivot)
                j--;
            if (i > j)
                break;
            left = numbers[i];
            numbers[i++] = numbers[j];
            numbers[j--] = left;
        }
        if (wanted - 1 <= j)
            high = j;
        else if (wanted - 1 >= i)
            low = i;
        else
            return;
    }
}

/* Stems that agree in the bits that terms keep are one term. */
static uint32_t drop_repeats(uint32_t *terms, uint32_t count)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < count; i++)
        if (!kept ||
            terms[kept - 1] >> WTW_TERM_HASH_SHIFT != terms[i] >> WTW_TERM_HASH_SHIFT)
            terms[kept++] = terms[i];
    return kept;
}

static uint32_t choose_terms(const struct wtw_term_maker *maker, uint32_t *out_terms)
{
    uint64_t *ranked = maker->ranked;
    size_t count = 0;

    for (size_t i = 0; i < maker->stems.count; i++) {
        ranked[count] = ranked_term(maker, &maker->stems.items[i]);
        count += ranked[count] != 0;
    }
    if (count > WTW_TERMS_MAX) {
        select_highest(ranked, (ptrdiff_t)count, WTW_TERMS_MAX);
        count = WTW_TERMS_MAX;
    }
    for (size_t i = 0; i < count; i++)
        out_terms[i] = (uint32_t)ranked[i];
    sort_terms(out_terms, count);
    return drop_repeats(out_terms, (uint32_t)count);
}

static enum wtw_status split_title(struct wtw_term_maker *maker,
                                   const struct wtw_term_text *text,
                                   struct wtw_error *error)
{
    if (!text->title_bytes && !maker->title)
        return WTW_OK;
    if (!maker->title)
        WTW_TRY(wtw_tokens_new(&maker->title, error));
    return wtw_tokens_make(maker->title, text->title, text->title_bytes, error);
}

enum wtw_status wtw_terms_make(struct wtw_term_maker *maker,
                               const struct wtw_term_text *text, uint32_t *out_terms,
                               uint32_t *out_count, struct wtw_error *error)
{
    size_t count = wtw_tokens_count(text->tokens);

    WTW_TRY(split_title(maker, text, error));
    if (maker->title)
        count += wtw_tokens_count(maker->title);
    WTW_TRY(clear_table(&maker->stems, count, error));
    WTW_TRY(WTW_GROW(&maker->ranked, &maker->ranked_capacity, count + 1, error));
    maker->words = 0;
    maker->figures = 0;
    note_tokens(maker, &(struct spelled){text->bytes, text->text_bytes, text->tokens}, 0);
    if (maker->figures && maker->words <= TABLE_WORDS * maker->figures) {
        *out_count = 0;
        return WTW_OK;
    }
    if (maker->title)
        note_tokens(maker,
                    &(struct spelled){text->title, text->title_bytes, maker->title},
                    SEEN_TITLE);
    *out_count = choose_terms(maker, out_terms);
    return WTW_OK;
}

static enum wtw_term_kind kind_of(const struct seen *stem)
{
    if (stem->flags & SEEN_FIGURE)
        return WTW_TERM_FIGURE;
    return stem->flags & SEEN_NAME ? WTW_TERM_NAME : WTW_TERM_WORD;
}

bool wtw_terms_place(const struct wtw_term_maker *maker, uint32_t term,
                     enum wtw_term_kind *out_kind, struct wtw_range *out_range)
{
    for (size_t i = 0; i < maker->stems.count; i++) {
        const struct seen *stem = &maker->stems.items[i];

        if (stem->hash >> (64 - WTW_RARITY_HASH_BITS) != term >> WTW_TERM_HASH_SHIFT)
            continue;
        *out_kind = kind_of(stem);
        *out_range = stem->range;
        return true;
    }
    return false;
}
