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
 * The words are counted by term_words. Of some two hundred of an article the weightiest are
 * chosen by counting how many weigh what, from the top, and of those that weigh alike by
 * counting their hashes' first bytes, since most of an article's words weigh the same: rare,
 * and there once. Quickselect (Hoare 1961) took longer: nobody can foresee how words compare.
 */
#include "sketch/terms.h"

#include "base/memory.h"
#include "sketch/term_words.h"
#include "text/rarity.h"

#include <stdlib.h>
#include <string.h>

/* Times that are told apart; more count as that many. */
enum { REPEATED_MAX = 32 };

enum { STEPS = 1 << WTW_TERM_EMPHASIS_BITS, LEVELS = WTW_RARITY_UNKNOWN + 1 };

/* All that a word may be at once. */
enum { WORD_KINDS = 2 * WTW_WORD_IS_SHORT };

/* What terms are told apart by, at a time: a place among the weights, or a byte. */
enum { KEYS_MAX = STEPS * LEVELS };

/* Terms among which some are to be chosen. */
struct choice {
    uint32_t *terms;
    uint16_t *keys; /* of each, below 'key_count'; the highest are chosen */
    size_t count;
    uint32_t key_count; /* KEYS_MAX at most */
};

struct wtw_term_maker {
    struct wtw_rarity_index index;
    struct wtw_tokens *title;
    struct wtw_term_words words;
    struct choice choice;
    size_t term_capacity;
    size_t key_capacity;
    /* A term's lowest bits, by a word's flags and how often it is there. */
    uint8_t lowest[WORD_KINDS][REPEATED_MAX + 1];
    uint16_t weights[STEPS][LEVELS]; /* which place what a term tells has among all */
    uint32_t weight_count;           /* over every such place */
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

/* What a term tells is its emphasis by its level; equal products have one place. */
static void rank_weights(struct wtw_term_maker *maker)
{
    uint16_t places[192 * WTW_RARITY_UNKNOWN + 1] = {0};
    uint16_t place = 0;

    for (uint32_t step = 0; step < STEPS; step++)
        for (uint32_t level = COMMON_LEVEL + 1; level < LEVELS; level++)
            places[emphases[step] * level] = 1;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (places[i])
            places[i] = ++place;
    for (uint32_t step = 0; step < STEPS; step++)
        for (uint32_t level = COMMON_LEVEL + 1; level < LEVELS; level++)
            maker->weights[step][level] = places[emphases[step] * level];
    maker->weight_count = place + 1u;
}

/* A term's emphasis, and whether it is short; a name or figure is not. */
static uint8_t lowest_bits(uint32_t kind, uint32_t times)
{
    bool is_fact = kind & (WTW_WORD_IS_NAME | WTW_WORD_IS_FIGURE);
    bool is_short = (kind & WTW_WORD_IS_SHORT) && !is_fact;

    return (uint8_t)(emphasis_step(times, is_fact, kind & WTW_WORD_IS_IN_TITLE) |
                     (is_fact ? WTW_TERM_FACT_BIT : 0) |
                     (is_short ? WTW_TERM_SHORT_BIT : 0));
}

enum wtw_status wtw_term_maker_new(const struct wtw_kernel *kernel,
                                   struct wtw_term_maker **out_maker,
                                   struct wtw_error *error)
{
    struct wtw_term_maker *maker = NULL;

    WTW_TRY(WTW_ALLOCATE(&maker, 1, error));
    maker->words.kernel = kernel;
    wtw_rarity_index_make(&maker->index);
    for (uint32_t kind = 0; kind < WORD_KINDS; kind++)
        for (uint32_t times = 1; times <= REPEATED_MAX; times++)
            maker->lowest[kind][times] = lowest_bits(kind, times);
    rank_weights(maker);
    *out_maker = maker;
    return WTW_OK;
}

void wtw_term_maker_free(struct wtw_term_maker *maker)
{
    if (!maker)
        return;
    wtw_tokens_free(maker->title);
    wtw_term_words_release(&maker->words);
    wtw_release_items(maker->choice.terms);
    wtw_release_items(maker->choice.keys);
    wtw_release_items(maker);
}

/* ------------------------------------------------------------------ choosing */

/*
 * What a title has and its text does not says who or where the text is about, in words
 * that may all have capitals: "Omaha hogs open up". So it is a fact, but weighs no more for
 * it, as it may be a word too. Short ones are pieces of words in some scripts.
 */
static bool names_the_text(const struct wtw_term_word *word)
{
    return (word->range.end == 0) & !(word->flags & WTW_WORD_IS_SHORT);
}

/* The words that tell something, by the places of their weights. */
static void offer_words(struct wtw_term_maker *maker)
{
    uint32_t *terms = maker->choice.terms;
    uint16_t *keys = maker->choice.keys;
    size_t count = 0;

    for (size_t i = 0; i < maker->words.count; i++) {
        const struct wtw_term_word *word = &maker->words.items[i];
        uint32_t times = word->count < REPEATED_MAX ? word->count : REPEATED_MAX;
        uint32_t lowest = maker->lowest[word->flags % WORD_KINDS][times];
        uint32_t level = wtw_rarity_level(
            &maker->index, word->stem,
            lowest & WTW_TERM_SHORT_BIT ? WTW_RARITY_SHORT : WTW_RARITY_UNKNOWN);
        uint16_t key = maker->weights[lowest % STEPS][level];

        lowest |= names_the_text(word) * WTW_TERM_FACT_BIT;
        terms[count] = word->stem << WTW_TERM_HASH_SHIFT | lowest;
        keys[count] = key;
        count += key != 0;
    }
    maker->choice.count = count;
    maker->choice.key_count = maker->weight_count;
}

/* The highest key of which all terms that are higher are fewer than 'wanted', and it and
 * those are that many; 0 where there are not so many terms. */
static uint32_t find_last_key(const struct choice *choice, size_t wanted)
{
    uint32_t counts[4]
                   [KEYS_MAX]; /* in turn: most keys are one, and wait for each other */
    uint32_t key = choice->key_count;
    size_t above = 0;

    for (uint32_t turn = 0; turn < 4; turn++)
        memset(counts[turn], 0, key * sizeof counts[turn][0]);
    for (size_t i = 0; i < choice->count; i++)
        counts[i % 4][choice->keys[i]]++;
    while (key > 0 && above < wanted) {
        key--;
        above += counts[0][key] + counts[1][key] + counts[2][key] + counts[3][key];
    }
    return key;
}

/*
 * Moves the terms with a key above the last to 'out_terms' and returns how many those are,
 * fewer than 'wanted'; those with the last key stay, and all lower ones go.
 */
static size_t take_above(struct choice *choice, size_t wanted, uint32_t *out_terms)
{
    uint32_t last = find_last_key(choice, wanted);
    uint32_t *terms = choice->terms;
    size_t taken = 0;
    size_t kept = 0;

    for (size_t i = 0; i < choice->count; i++) {
        uint32_t term = terms[i];
        uint32_t key = choice->keys[i];

        out_terms[taken] = term;
        terms[kept] = term;
        taken += key > last;
        kept += key == last;
    }
    choice->count = kept;
    return taken;
}

/* By how many are lower: terms are all different. */
static void sort_terms(const uint32_t *terms, size_t count, uint32_t *out_terms)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t lower = 0;

        for (size_t k = 0; k < count; k++)
            lower += terms[k] < terms[i];
        out_terms[lower] = terms[i];
    }
}

static int compare_terms(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left;
    uint32_t y = *(const uint32_t *)right;

    return x > y ? -1 : x < y;
}

/* By weight, then by hash; terms that agree in its first byte, which are few, are sorted. */
static uint32_t choose_highest(struct choice *choice, uint32_t *out_terms)
{
    size_t taken = 0;

    if (choice->count > WTW_TERMS_MAX) {
        taken = take_above(choice, WTW_TERMS_MAX, out_terms);
        for (size_t i = 0; i < choice->count; i++)
            choice->keys[i] = (uint16_t)(choice->terms[i] >> 24);
        choice->key_count = 256;
        taken += take_above(choice, WTW_TERMS_MAX - taken, out_terms + taken);
        if (choice->count > WTW_TERMS_MAX - taken)
            qsort(choice->terms, choice->count, sizeof choice->terms[0], compare_terms);
    }
    for (size_t i = 0; i < choice->count && taken < WTW_TERMS_MAX; i++)
        out_terms[taken++] = choice->terms[i];
    return (uint32_t)taken;
}

static uint32_t choose_terms(struct wtw_term_maker *maker, uint32_t *out_terms)
{
    uint32_t terms[WTW_TERMS_MAX];
    uint32_t count = 0;

    offer_words(maker);
    count = choose_highest(&maker->choice, terms);
    sort_terms(terms, count, out_terms);
    return count;
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
    WTW_TRY(wtw_term_words_begin(&maker->words, count, error));
    WTW_TRY(WTW_GROW(&maker->choice.terms, &maker->term_capacity, count + 1, error));
    WTW_TRY(WTW_GROW(&maker->choice.keys, &maker->key_capacity, count + 1, error));
    wtw_term_words_add(&maker->words, text->bytes, text->text_bytes, text->tokens, false);
    if (maker->words.figures &&
        maker->words.words <= TABLE_WORDS * maker->words.figures) {
        *out_count = 0;
        return WTW_OK;
    }
    if (maker->title)
        wtw_term_words_add(&maker->words, text->title, text->title_bytes, maker->title,
                           true);
    *out_count = choose_terms(maker, out_terms);
    return WTW_OK;
}

static enum wtw_term_kind kind_of(const struct wtw_term_word *word)
{
    if (word->flags & WTW_WORD_IS_FIGURE)
        return WTW_TERM_FIGURE;
    return word->flags & WTW_WORD_IS_NAME ? WTW_TERM_NAME : WTW_TERM_WORD;
}

bool wtw_terms_place(const struct wtw_term_maker *maker, uint32_t term,
                     enum wtw_term_kind *out_kind, struct wtw_range *out_range)
{
    for (size_t i = 0; i < maker->words.count; i++) {
        const struct wtw_term_word *word = &maker->words.items[i];

        if (word->stem != term >> WTW_TERM_HASH_SHIFT)
            continue;
        *out_kind = kind_of(word);
        *out_range = word->range;
        return true;
    }
    return false;
}
