/*
 * race_engine.c - a whole run of the engine on four threads under ThreadSanitizer
 *
 * A plain program, because ThreadSanitizer does not start under Criterion. It makes
 * articles of random words, every third one a copy of the one before with a few words
 * changed, clusters them on four threads and on one, and wants the same matches. With the
 * argument "race" the callback that gives articles counts them without a lock, which has
 * to be reported; test_races.py runs both.
 */
#include "wiretwin.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ARTICLES = 600, WORDS = 60, WORD_BYTES = 8, TEXT_BYTES = WORDS * WORD_BYTES };

struct pile {
    char texts[ARTICLES][TEXT_BYTES + 1];
    uint64_t counter;
    atomic_int begun;
    bool racing;
};

static uint32_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static void write_word(char *text, size_t place, uint32_t number)
{
    char word[WORD_BYTES + 1];

    snprintf(word, sizeof word, "w%06" PRIu32 " ", number % 1000000);
    memcpy(text + place * WORD_BYTES, word, WORD_BYTES);
}

static void fill(struct pile *pile)
{
    uint64_t state = 1;

    for (size_t i = 0; i < ARTICLES; i++) {
        if (i % 3 == 2) {
            memcpy(pile->texts[i], pile->texts[i - 1], TEXT_BYTES);
            write_word(pile->texts[i], next_random(&state) % WORDS, next_random(&state));
            continue;
        }
        for (size_t place = 0; place < WORDS; place++)
            write_word(pile->texts[i], place, next_random(&state));
    }
}

/* Two threads inside at once, kept together by relaxed atomics, which put nothing in
 * order. */
static void race(struct pile *pile)
{
    const struct timespec millisecond = {.tv_nsec = 1000 * 1000};

    atomic_fetch_add_explicit(&pile->begun, 1, memory_order_relaxed);
    for (int waits = 0; waits < 5000; waits++) {
        if (atomic_load_explicit(&pile->begun, memory_order_relaxed) >= 2)
            break;
        nanosleep(&millisecond, NULL);
    }
    pile->counter++;
}

static enum wtw_status give(void *context, size_t i, struct wtw_buffer *scratch,
                            struct wtw_article *out_article, struct wtw_error *error)
{
    struct pile *pile = context;

    (void)scratch;
    (void)error;
    if (pile->racing)
        race(pile);
    *out_article = (struct wtw_article){.text = pile->texts[i],
                                        .text_bytes = TEXT_BYTES,
                                        .published_seconds = WTW_DATE_UNKNOWN};
    return WTW_OK;
}

static struct wtw_engine *run(struct pile *pile, uint32_t thread_count,
                              const struct wtw_result **out_result)
{
    struct wtw_options options;
    struct wtw_engine *engine = NULL;

    wtw_options_init(&options);
    options.thread_count = thread_count;
    options.measure_passages = true;
    if (wtw_engine_new(&options, &engine, NULL) != WTW_OK ||
        wtw_engine_add_many(engine, ARTICLES, give, pile, NULL) != WTW_OK ||
        wtw_engine_finish(engine, out_result, NULL) != WTW_OK)
        exit(1);
    return engine;
}

int main(int argument_count, char **arguments)
{
    static struct pile pile;
    const struct wtw_result *on_four = NULL, *on_one = NULL;
    size_t count_on_four = 0, count_on_one = 0;

    fill(&pile);
    pile.racing = argument_count > 1 && strcmp(arguments[1], "race") == 0;
    struct wtw_engine *four = run(&pile, 4, &on_four);
    pile.racing = false;
    struct wtw_engine *one = run(&pile, 1, &on_one);
    const struct wtw_match *of_four = wtw_result_matches(on_four, &count_on_four);
    const struct wtw_match *of_one = wtw_result_matches(on_one, &count_on_one);
    bool good = count_on_one == ARTICLES / 3 && count_on_four == count_on_one &&
                memcmp(of_four, of_one, count_on_one * sizeof *of_one) == 0;

    wtw_engine_free(four);
    wtw_engine_free(one);
    return good ? 0 : 1;
}
