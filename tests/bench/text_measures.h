/*
 * text_measures.h - what two texts have in common, counted the slow and obvious way
 *
 * The oracle of the generator's tests: words are what stands between spaces, and likeness
 * is the longest common subsequence of words. None of it is the generator's code or the
 * library's.
 */
#ifndef WTW_TESTS_TEXT_MEASURES_H
#define WTW_TESTS_TEXT_MEASURES_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MEASURED_WORDS_MOST = 8000 };

struct measured_words {
    const char *begins[MEASURED_WORDS_MOST];
    size_t lengths[MEASURED_WORDS_MOST];
    size_t count;
};

static inline bool measured_is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

static inline struct measured_words *measured_words_of(const char *text,
                                                       size_t text_bytes)
{
    struct measured_words *words = calloc(1, sizeof *words);

    for (size_t i = 0; i < text_bytes && words->count < MEASURED_WORDS_MOST; i++) {
        if (measured_is_space(text[i]))
            continue;
        words->begins[words->count] = text + i;
        while (i < text_bytes && !measured_is_space(text[i]))
            i++;
        words->lengths[words->count] = (size_t)(text + i - words->begins[words->count]);
        words->count++;
    }
    return words;
}

static inline bool measured_equal(const struct measured_words *a, size_t i,
                                  const struct measured_words *b, size_t j)
{
    return a->lengths[i] == b->lengths[j] &&
           memcmp(a->begins[i], b->begins[j], a->lengths[i]) == 0;
}

/* Length of the longest common subsequence of words; of the longest common run in
 * 'out_run'. */
static inline size_t measured_common(const struct measured_words *a,
                                     const struct measured_words *b, size_t *out_run)
{
    size_t *above = calloc(b->count + 1, sizeof *above);
    size_t *here = calloc(b->count + 1, sizeof *here);
    size_t *runs_above = calloc(b->count + 1, sizeof *runs_above);
    size_t *runs_here = calloc(b->count + 1, sizeof *runs_here);

    *out_run = 0;
    for (size_t i = 0; i < a->count; i++) {
        for (size_t j = 0; j < b->count; j++) {
            bool equal = measured_equal(a, i, b, j);
            size_t longer = above[j + 1] > here[j] ? above[j + 1] : here[j];

            here[j + 1] = equal ? above[j] + 1 : longer;
            runs_here[j + 1] = equal ? runs_above[j] + 1 : 0;
            if (runs_here[j + 1] > *out_run)
                *out_run = runs_here[j + 1];
        }
        memcpy(above, here, (b->count + 1) * sizeof *above);
        memcpy(runs_above, runs_here, (b->count + 1) * sizeof *runs_above);
    }
    size_t common = above[b->count];

    free(above);
    free(here);
    free(runs_above);
    free(runs_here);
    return common;
}

/* Whether 'part' is somewhere in 'whole'. */
static inline bool measured_contains(const char *whole, size_t whole_bytes,
                                     const char *part, size_t part_bytes)
{
    for (size_t i = 0; i + part_bytes <= whole_bytes; i++)
        if (memcmp(whole + i, part, part_bytes) == 0)
            return true;
    return false;
}

#endif
