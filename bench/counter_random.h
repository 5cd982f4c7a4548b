/*
 * counter_random.h - numbers that depend on nothing but (seed, article, stream)
 *
 * Every choice of the generator is drawn from here, so that a corpus is the same on every
 * machine and any article can be made again, on its own, in any order. That is what lets
 * a copy name any earlier article as its base while the generator remembers none of them.
 *
 * The generator is SplitMix64 (Steele, Lea, Flood, Fast Splittable Pseudorandom Number
 * Generators, 2014): a counter in steps of the golden ratio, mixed by two
 * multiplications. Only integers are used; logarithms and the like differ in their last
 * bit from one C library to the next.
 */
#ifndef WTW_BENCH_COUNTER_RANDOM_H
#define WTW_BENCH_COUNTER_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

/* What an article's numbers are for. Streams of one article are independent of each
 * other. */
enum wtw_random_stream {
    WTW_STREAM_ROLE, /* base or copy, of what, how edited */
    WTW_STREAM_TEXT,
    WTW_STREAM_EDIT,
    WTW_STREAM_TITLE,
    WTW_STREAM_PLACE, /* source and date */
    WTW_STREAM_MODEL  /* the vocabulary; not of an article */
};

struct wtw_random {
    uint64_t state;
};

#define WTW_GOLDEN_RATIO UINT64_C(0x9e3779b97f4a7c15)

static inline uint64_t wtw_random_mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static inline struct wtw_random wtw_random_of(uint64_t seed, uint64_t article,
                                              enum wtw_random_stream stream)
{
    uint64_t key = wtw_random_mix(seed + WTW_GOLDEN_RATIO * ((uint64_t)stream + 1));

    return (struct wtw_random){wtw_random_mix(key ^ (article * WTW_GOLDEN_RATIO))};
}

static inline uint64_t wtw_random_next(struct wtw_random *random)
{
    random->state += WTW_GOLDEN_RATIO;
    return wtw_random_mix(random->state);
}

/* A number from 0 to below 'limit', which is at least 1. */
static inline uint32_t wtw_random_below(struct wtw_random *random, uint32_t limit)
{
    return (uint32_t)(((wtw_random_next(random) >> 32) * limit) >> 32);
}

/* The same for limits beyond 32 bits, up to 2^53 or so; its bias is below 2^-11. */
static inline uint64_t wtw_random_below_wide(struct wtw_random *random, uint64_t limit)
{
    return wtw_random_next(random) % limit;
}

/* A number from 'least' to 'most', both included. */
static inline uint32_t wtw_random_between(struct wtw_random *random, uint32_t least,
                                          uint32_t most)
{
    return least + wtw_random_below(random, most - least + 1);
}

static inline bool wtw_random_chance(struct wtw_random *random, uint32_t percent)
{
    return wtw_random_below(random, 100) < percent;
}

#endif
