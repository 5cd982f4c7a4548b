/*
 * judged_pair.h - two texts made of numbered words, and the judgement of them
 *
 * Words of one text alone look like no word of the other, so that none of them counts as
 * misread.
 */
#ifndef WTW_TESTS_MATCH_JUDGED_PAIR_H
#define WTW_TESTS_MATCH_JUDGED_PAIR_H

#include "check.h"

#include "match/judge.h"
#include "sketch/shingles.h"

#include <stdio.h>

enum { HOUR = 3600, TEXT_BYTES = 8192 };

struct side {
    char text[TEXT_BYTES];
    size_t bytes;
    struct wtw_tokens *tokens;
    struct wtw_shingles *shingles;
};

struct bench {
    struct side sides[2];
    struct wtw_options options;
    struct wtw_judge *judge;
    struct wtw_figures figures;
    enum wtw_relation relation;
    uint32_t next_own;
};

static struct bench bench;

static inline void init_bench(void)
{
    struct wtw_error error = {0};

    bench = (struct bench){.relation = WTW_UNRELATED};
    wtw_options_init(&bench.options);
    for (int i = 0; i < 2; i++) {
        check_ok(wtw_tokens_new(&bench.sides[i].tokens, &error), &error);
        check_ok(wtw_shingles_new(&bench.sides[i].shingles, &error), &error);
    }
    check_ok(wtw_judge_new(&bench.options, &bench.judge, &error), &error);
}

static inline void release_bench(void)
{
    wtw_judge_free(bench.judge);
    for (int i = 0; i < 2; i++) {
        wtw_tokens_free(bench.sides[i].tokens);
        wtw_shingles_free(bench.sides[i].shingles);
    }
}

static inline void clear_texts(void)
{
    bench.sides[0].bytes = bench.sides[1].bytes = 0;
}

static inline void write_word(int side, const char *word)
{
    struct side *to = &bench.sides[side];

    to->bytes +=
        (size_t)snprintf(to->text + to->bytes, sizeof to->text - to->bytes, "%s ", word);
    check(to->bytes < sizeof to->text);
}

/* Word 'number' between two letters, its digits as letters. */
static inline void write_number(int side, const char *first, uint32_t number,
                                const char *last)
{
    char word[12];

    snprintf(word, sizeof word, "%s%c%c%c%c%s", first, (int)('a' + number / 1000 % 10),
             (int)('k' + number / 100 % 10), (int)('a' + number / 10 % 10),
             (int)('k' + number % 10), last);
    write_word(side, word);
}

/* Words [first, first + count) in both texts. */
static inline void share(uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++) {
        write_number(0, "", i, "");
        write_number(1, "", i, "");
    }
}

/* Words that stand in one text only. */
static inline void differ(uint32_t a_count, uint32_t b_count)
{
    for (uint32_t i = 0; i < a_count; i++)
        write_number(0, "p", bench.next_own++, "q");
    for (uint32_t i = 0; i < b_count; i++)
        write_number(1, "y", bench.next_own++, "z");
}

/* A figure in each text that is not in the other. */
static inline void change_figure(uint32_t number)
{
    write_number(0, "1", number, "");
    write_number(1, "2", number, "");
}

/* Makes tokens and counts shingles, for a judgement with 'lag_seconds'. */
static inline void prepare(int64_t lag_seconds)
{
    struct wtw_error error = {0};

    for (int i = 0; i < 2; i++) {
        struct side *side = &bench.sides[i];

        check_ok(wtw_tokens_make(side->tokens, side->text, side->bytes, &error), &error);
        check_ok(wtw_shingles_make(side->shingles, wtw_tokens_hashes(side->tokens),
                                   wtw_tokens_count(side->tokens),
                                   bench.options.shingle_tokens, &error),
                 &error);
    }
    wtw_shingles_compare(bench.sides[0].shingles, bench.sides[1].shingles,
                         &bench.figures);
    bench.figures.lag_seconds = lag_seconds;
}

static inline struct wtw_fact_text text_of(int side)
{
    return (struct wtw_fact_text){.tokens = bench.sides[side].tokens,
                                  .bytes = bench.sides[side].text};
}

static inline void judge_at(int64_t lag_seconds)
{
    struct wtw_fact_text a;
    struct wtw_fact_text b;
    struct wtw_error error = {0};

    prepare(lag_seconds);
    a = text_of(0);
    b = text_of(1);
    check_ok(wtw_judge_pair(bench.judge, &a, &b, &bench.figures, &bench.relation, &error),
             &error);
}

static inline void judge(void)
{
    judge_at(WTW_DATE_UNKNOWN);
}

static inline void measure_all(void)
{
    struct wtw_fact_text a;
    struct wtw_fact_text b;
    struct wtw_error error = {0};

    prepare(WTW_DATE_UNKNOWN);
    a = text_of(0);
    b = text_of(1);
    check_ok(wtw_judge_measure_all(bench.judge, &a, &b, &bench.figures, &bench.relation,
                                   &error),
             &error);
}

#endif
