/*
 * random_input.h - random input for laws, the same on every machine and run
 *
 * xorshift64* (Vigna 2016), on purpose not the mixing function that the sketches use: a
 * law must not hold because input and hash share their arithmetic. A test begins with a
 * seed of its own, so that tests can run alone and in any order.
 */
#ifndef WTW_TESTS_RANDOM_INPUT_H
#define WTW_TESTS_RANDOM_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct random_input {
    uint64_t state; /* never 0 */
};

static inline uint64_t random_next(struct random_input *random)
{
    uint64_t x = random->state;

    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    random->state = x;
    return x * 0x2545f4914f6cdd1du;
}

/* Seeds are small numbers; a few steps carry them into all bits. */
static inline struct random_input random_begin(uint32_t seed)
{
    struct random_input random = {((uint64_t)seed + 1) * 0x9fb21c651e98df25u};

    for (int i = 0; i < 8; i++)
        random_next(&random);
    return random;
}

/* A number below 'limit', which is 1 or more. */
static inline uint32_t random_below(struct random_input *random, uint32_t limit)
{
    return (uint32_t)((random_next(random) >> 32) * limit >> 32);
}

/* A number from 'low' to 'high', both included. */
static inline uint32_t random_between(struct random_input *random, uint32_t low,
                                      uint32_t high)
{
    return low + random_below(random, high - low + 1);
}

/* A real number from 0 to below 1. */
static inline double random_real(struct random_input *random)
{
    return (double)(random_next(random) >> 11) / 9007199254740992.0;
}

static inline bool random_chance(struct random_input *random, double chance)
{
    return random_real(random) < chance;
}

static inline void random_fill(struct random_input *random, uint64_t *out_numbers,
                               size_t count)
{
    for (size_t i = 0; i < count; i++)
        out_numbers[i] = random_next(random);
}

/* Shuffles numbers (Fisher, Yates). */
static inline void random_shuffle(struct random_input *random, uint64_t *numbers,
                                  size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = random_below(random, (uint32_t)i);
        uint64_t moved = numbers[i - 1];

        numbers[i - 1] = numbers[j];
        numbers[j] = moved;
    }
}

/* A permutation of 0 to count - 1. */
static inline void random_permutation(struct random_input *random, uint32_t *out_numbers,
                                      uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t j = random_below(random, i + 1);

        out_numbers[i] = out_numbers[j];
        out_numbers[j] = i;
    }
}

#endif
