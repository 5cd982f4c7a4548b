/*
 * test_token_hash.c - the hash of a token, against its definition byte by byte
 */
#include "check.h"
#include "naive_token_hash.h"

#include "text/token_hash.h"

static const char words[] = "abcdefghijklmnopqrstuvwxyz0123456789";

Test(token_hash, is_the_definition_for_every_length)
{
    for (size_t count = 1; count < sizeof words; count++)
        check(wtw_token_hash(words, count) == naive_token_hash(words, count));
}

Test(token_hash, does_not_depend_on_what_stands_behind_a_short_token)
{
    for (size_t count = 1; count <= WTW_TOKEN_HASH_WORD_BYTES; count++) {
        char other[40];

        memset(other, '~', sizeof other);
        memcpy(other, words, count);
        check(wtw_token_hash_of_short(words, count) == naive_token_hash(words, count));
        check(wtw_token_hash_of_short(other, count) == naive_token_hash(words, count));
    }
}

Test(token_hash, tells_apart_a_token_and_its_beginnings)
{
    for (size_t longer = 2; longer < sizeof words; longer++)
        for (size_t shorter = 1; shorter < longer; shorter++)
            check(wtw_token_hash(words, longer) != wtw_token_hash(words, shorter));
}
