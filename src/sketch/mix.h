/*
 * mix.h - small integer arithmetic that every sketch shares
 */
#ifndef WTW_SKETCH_MIX_H
#define WTW_SKETCH_MIX_H

#include <stdint.h>

static inline uint64_t wtw_rotate_left(uint64_t x, unsigned bits)
{
    return x << bits | x >> (64 - bits);
}

/* The output function of splitmix64 (Steele, Lea, Flood 2014): a bijection that mixes all
 * bits. */
static inline uint64_t wtw_mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

#endif
