/*
 * naive_token_hash.h - the hash of a token once more, byte by byte, from its written
 * definition
 */
#ifndef WTW_TESTS_NAIVE_TOKEN_HASH_H
#define WTW_TESTS_NAIVE_TOKEN_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <xxhash.h>

static inline uint64_t naive_token_hash(const char *bytes, size_t count)
{
    uint64_t words[2] = {0, 0};
    uint64_t hash = 0;

    if (count > 16)
        return XXH3_64bits(bytes, count);
    for (size_t i = 0; i < count; i++)
        words[i / 8] += (uint64_t)(unsigned char)bytes[i] << (i % 8 * 8);
    hash = words[0] * 11400714819323198485u;
    hash = hash ^ hash / 4294967296u;
    hash = (hash + words[1]) * 13503953896175478587u;
    return hash ^ hash / 4294967296u;
}

#endif
