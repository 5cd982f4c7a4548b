/*
 * made_tellings.h - tellings made of numbered terms, which nobody knows beforehand
 */
#ifndef WTW_TESTS_MATCH_MADE_TELLINGS_H
#define WTW_TESTS_MATCH_MADE_TELLINGS_H

#include "check.h"
#include "random_input.h"

#include "match/tellings.h"

enum { MADE_TELLINGS_MAX = 3000 };

struct made_tellings {
    uint32_t items[MADE_TELLINGS_MAX * WTW_TERMS_MAX];
    uint64_t starts[MADE_TELLINGS_MAX + 1];
    uint32_t articles[MADE_TELLINGS_MAX];
    int64_t dates[MADE_TELLINGS_MAX];
    bool is_plain;       /* terms without emphasis; a few of them are a short text */
    uint32_t facts_from; /* terms of this number or a higher one are facts; 0: none */
    struct wtw_tellings tellings;
};

/* Seven times as much as a plain word: one such term is a text long enough. */
enum { MADE_EMPHASIS = 12 };

/* Term 'number', of plain emphasis. The upper 26 bits of the product with the golden ratio
 * spread numbers evenly, and are all different below 3,000 and for 11,000 from a million. */
static inline uint32_t made_term(uint32_t number)
{
    return number * 2654435769u >> WTW_TERM_HASH_SHIFT << WTW_TERM_HASH_SHIFT;
}

static inline int made_compare_terms(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left;
    uint32_t y = *(const uint32_t *)right;

    return x < y ? -1 : x > y;
}

/* Adds a telling of 'count' numbered terms, each once. */
static inline void made_add(struct made_tellings *made, const uint32_t *numbers,
                            uint32_t count, int64_t date)
{
    uint32_t i = made->tellings.count++;

    made->articles[i] = i;
    made->dates[i] = date;
    for (uint32_t k = 0; k < count; k++)
        made->items[made->starts[i] + k] =
            made_term(numbers[k]) | (made->is_plain ? 0u : MADE_EMPHASIS) |
            (made->facts_from && numbers[k] >= made->facts_from ? WTW_TERM_FACT_BIT : 0u);
    qsort(made->items + made->starts[i], count, sizeof made->items[0],
          made_compare_terms);
    made->starts[i + 1] = made->starts[i] + count;
}

static inline void made_weigh(struct made_tellings *made, uint32_t thread_count)
{
    struct wtw_error error = {0};

    made->tellings.lists = (struct wtw_term_lists){made->items, made->starts};
    made->tellings.articles = made->articles;
    made->tellings.dates = made->dates;
    made->tellings.story_days = 4;
    made->tellings.thread_count = thread_count;
    check_ok(wtw_tellings_weigh(&made->tellings, &error), &error);
}

/* Weighs them anew as if they were among 'text_count' texts, which have none of their
 * terms. */
static inline void made_weigh_among(struct made_tellings *made, uint32_t text_count)
{
    struct wtw_tellings *tellings = &made->tellings;

    tellings->weights.text_count = text_count;
    for (uint32_t i = 0; i < tellings->count; i++)
        wtw_term_vector_make(&tellings->weights, made->items + made->starts[i],
                             (uint32_t)(made->starts[i + 1] - made->starts[i]),
                             tellings->vectors + tellings->starts[i]);
}

/*
 * Adds 'events' events of 'each' tellings: of 20 terms, 12 are drawn from the 15 of the
 * event and 8 from 'vocabulary' others.
 */
static inline void made_add_events(struct made_tellings *made,
                                   struct random_input *random, uint32_t events,
                                   uint32_t each, uint32_t vocabulary)
{
    for (uint32_t event = 0; event < events; event++)
        for (uint32_t i = 0; i < each; i++) {
            uint32_t numbers[20];
            uint32_t left_out = (uint32_t)random_below(random, 4);
            uint32_t count = 0;

            for (uint32_t k = 0; k < 15; k++)
                if (k < left_out * 3 || k >= left_out * 3 + 3)
                    numbers[count++] = 1000000 + event * 15 + k;
            while (count < 20) {
                uint32_t number = (uint32_t)random_below(random, vocabulary);
                bool is_new = true;

                for (uint32_t k = 0; k < count; k++)
                    is_new = is_new && numbers[k] != number;
                if (is_new)
                    numbers[count++] = number;
            }
            made_add(made, numbers, count, WTW_DATE_UNKNOWN);
        }
}

#endif
