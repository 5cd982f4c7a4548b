/*
 * chained_texts.h - two texts made of numbered words, and the chains of them
 *
 * Tokens are numbers here. Words that are in one text only are counted up from OWN, so
 * that no two of them are alike.
 */
#ifndef WTW_TESTS_MATCH_CHAINED_TEXTS_H
#define WTW_TESTS_MATCH_CHAINED_TEXTS_H

#include "check.h"

#include "match/chains.h"

enum { TOKENS_MAX = 3000, OWN = 1000000 };

/* Two texts that are written word by word. */
struct bench {
    uint64_t a[TOKENS_MAX];
    uint64_t b[TOKENS_MAX];
    struct wtw_chain_texts texts;
    uint64_t next_own;
    struct wtw_chains *chains;
};

static struct bench bench;

static inline void init_bench(void)
{
    struct wtw_error error = {0};

    bench.texts = (struct wtw_chain_texts){.a = bench.a, .b = bench.b};
    bench.next_own = OWN;
    check_ok(wtw_chains_new(&bench.chains, &error), &error);
}

static inline void clear_texts(void)
{
    bench.texts.a_count = bench.texts.b_count = 0;
}

/* Writes words [first, first + count) to a text. */
static inline void say(char text, uint64_t first, size_t count)
{
    for (uint64_t word = first; word < first + count; word++) {
        if (text != 'b')
            bench.a[bench.texts.a_count++] = word;
        if (text != 'a')
            bench.b[bench.texts.b_count++] = word;
    }
}

/* Writes words to both texts. */
static inline void share(uint64_t first, size_t count)
{
    say('+', first, count);
}

/* Writes words that are nowhere else. */
static inline void differ(size_t a_count, size_t b_count)
{
    say('a', bench.next_own, a_count);
    bench.next_own += a_count;
    say('b', bench.next_own, b_count);
    bench.next_own += b_count;
}

static inline void make_chains(void)
{
    struct wtw_error error = {0};

    check_ok(wtw_chains_make(bench.chains, &bench.texts, &error), &error);
}

static inline size_t kept_count(void)
{
    size_t count = 0;
    const struct wtw_chain *items = wtw_chains_items(bench.chains, &count);
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        kept += items[i].is_kept;
    return kept;
}

/* The i-th of the kept chains. */
static inline struct wtw_chain kept_chain(size_t i)
{
    size_t count = 0;
    const struct wtw_chain *items = wtw_chains_items(bench.chains, &count);
    size_t place = 0;

    check(i < kept_count());
    while (!items[place].is_kept || i-- > 0)
        place++;
    return items[place];
}

#define check_chain(chain, begins_in_a, begins_in_b, lasts_in_a, lasts_in_b, words)      \
    do {                                                                                 \
        struct wtw_chain checked = (chain);                                              \
        check_number(checked.a_begin, begins_in_a);                                      \
        check_number(checked.b_begin, begins_in_b);                                      \
        check_number(checked.a_last, lasts_in_a);                                        \
        check_number(checked.b_last, lasts_in_b);                                        \
        check_number(checked.shared, words);                                             \
    } while (0)

#endif
