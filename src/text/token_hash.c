/*
 * token_hash.c - the hash of a token of any length
 */
#include "text/token_hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

const char wtw_ones_then_zeros[2 * WTW_TOKEN_HASH_WORD_BYTES] =
    "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";

uint64_t wtw_token_hash(const char *bytes, size_t count)
{
    char padded[WTW_TOKEN_HASH_WORD_BYTES] = {0};

    if (count > sizeof padded)
        return XXH3_64bits(bytes, count);
    memcpy(padded, bytes, count);
    return wtw_token_hash_of_words(wtw_load_little_endian(padded),
                                   wtw_load_little_endian(padded + 8));
}
