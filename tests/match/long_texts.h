/*
 * long_texts.h - tokens of texts, and texts of 100,000 words that repeat and repeat
 *
 * A long text is a rule that gives the number of its i-th word. What searches for shared
 * words has to come through all of them in short time.
 */
#ifndef WTW_TESTS_LONG_TEXTS_H
#define WTW_TESTS_LONG_TEXTS_H

#include "check.h"

enum { LONG = 100000 };

static inline struct wtw_tokens *tokens_of(const char *text, size_t text_bytes)
{
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;

    check_ok(wtw_tokens_new(&tokens, &error), &error);
    check_ok(wtw_tokens_make(tokens, text, text_bytes, &error), &error);
    return tokens;
}

/* 'count' words, at most LONG, the i-th being word_of(i), each of four letters and a
 * blank. */
static inline struct wtw_tokens *long_text(uint32_t count,
                                           uint32_t (*word_of)(uint32_t i))
{
    static char text[LONG * 5];
    struct wtw_tokens *tokens = NULL;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t word = word_of(i);

        for (int letter = 0; letter < 4; letter++, word /= 26)
            text[5 * i + letter] = (char)('a' + word % 26);
        text[5 * i + 4] = ' ';
    }
    tokens = tokens_of(text, count * 5);
    check_number(wtw_tokens_count(tokens), count);
    return tokens;
}

static inline uint32_t always_la(uint32_t i)
{
    (void)i;
    return 7;
}

static inline uint32_t by_turns(uint32_t i)
{
    return i % 2;
}

static inline uint32_t in_rounds_of_17(uint32_t i)
{
    return i % 17;
}

/* 40 bits that follow from i and look like chance. */
static inline uint64_t scattered(uint32_t i)
{
    uint64_t x = (i + 1) * 0x9fb21c651e98df25u;

    return (x ^ x >> 29) * 0xaef17502108ef2d9u >> 24;
}

#endif
