/*
 * stems.c - one number for all forms of a word
 *
 * Two reports of one event have the same names and verbs in other forms, above all in
 * languages with many cases. What is left of a word when it is cut after seven characters
 * is nearly always the same for all of its forms, in every script with letters, and hardly
 * ever for unlike words. On labelled pairs of Russian articles of one story the best F1
 * was .78 for whole words, .82 cut after seven characters or six, .81 after five; English
 * events were found as well with all four. A stemmer for each language was rejected: a
 * library for a dozen languages, and the language has to be known.
 */
#include "text/stems.h"

#include "text/characters.h"
#include "text/utf8.h"

#include <string.h>

static uint64_t mix_in(uint64_t hash, uint32_t code_point)
{
    return (hash + code_point + 1) * WTW_TOKEN_HASH_M1;
}

/* Lower case by adding 0x20, for ASCII letters; digits have that bit already. */
static uint32_t fold(uint32_t code_point)
{
    if (code_point < 0x80u)
        return code_point | 0x20u;
    return wtw_character_fold(code_point, wtw_character_entry(code_point));
}

/* Any text: character by character. */
static uint64_t hash_characters(const char *bytes, size_t count, uint32_t *out_characters)
{
    uint64_t hash = 0;
    uint32_t characters = 0;
    size_t i = 0;

    while (i < count && characters < WTW_STEM_CHARACTERS) {
        uint32_t code_point = 0;

        i += wtw_utf8_decode((const unsigned char *)bytes + i, count - i, &code_point);
        if (!wtw_character_is_kept(code_point))
            continue;
        hash = mix_in(hash, fold(code_point));
        characters++;
    }
    *out_characters = characters;
    return wtw_stem_finish(hash);
}

/*
 * Words of ASCII, as most are, are hashed as one number of their first bytes, in lower case
 * by the bit that letters differ in. Bytes from '0' on are letters and digits, as nothing
 * else is in a token; a byte below, which the tokeniser may have left out, goes the long
 * way.
 */
uint64_t wtw_stem_hash(const char *bytes, size_t count, size_t readable,
                       uint32_t *out_characters)
{
    char copy[WTW_PLAIN_STEM_READS] = {0};
    uint64_t hash = 0;
    const char *start = bytes;

    if (readable < sizeof copy) {
        memcpy(copy, bytes, count);
        start = copy;
    }
    if (!wtw_plain_stem_hash(start, count, &hash))
        return hash_characters(bytes, count, out_characters);
    *out_characters = count < WTW_STEM_CHARACTERS ? (uint32_t)count : WTW_STEM_CHARACTERS;
    return hash;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_separator(char byte)
{
    return byte == '.' || byte == ',' || byte == ':';
}

/* Whether exactly three digits follow the separator at 'i'. */
static bool is_thousands(const char *bytes, size_t count, size_t i)
{
    size_t digits = 0;

    while (i + 1 + digits < count && is_digit(bytes[i + 1 + digits]))
        digits++;
    return digits == 3;
}

uint64_t wtw_figure_hash(const char *bytes, size_t count)
{
    uint64_t hash = 0;
    uint64_t word = 0; /* the same, as long as it is short */
    uint32_t taken = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t byte = is_separator(bytes[i]) ? '.' : (unsigned char)bytes[i] | 0x20u;

        if (byte == '.' && is_thousands(bytes, count, i))
            continue;
        hash = mix_in(hash, byte);
        word |= taken < 8 ? (uint64_t)byte << 8 * taken : 0;
        taken++;
    }
    return wtw_stem_finish(taken <= WTW_STEM_CHARACTERS ? word * WTW_TOKEN_HASH_M1
                                                        : hash);
}

size_t wtw_figure_tokens(const char *text, const struct wtw_range *ranges,
                         size_t token_count)
{
    size_t i = 1;

    while (i < token_count && ranges[i].begin == ranges[i - 1].end + 1 &&
           is_separator(text[ranges[i - 1].end]) && is_digit(text[ranges[i].begin]))
        i++;
    return i;
}
