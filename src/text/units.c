/*
 * units.c - the lines and sentences of a text, as rows of its tokens
 *
 * Finds what recurs from article to article: a line of a site's own, or a sentence where
 * line breaks were lost. An abbreviation ends a unit too early, but does so in every
 * article, so that its halves recur together. A stop inside of a number does not: today's
 * figure would be cut in two, and its first half recur.
 */
#include "text/units.h"

#include "text/token_sink.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <string.h>

/* The full stops of Chinese and Japanese (U+3002) and the full-width marks (U+FF01,
 * U+FF1F), as they are in UTF-8. */
static bool is_wide_stop(const char *bytes, size_t count)
{
    return count >= 3 && (memcmp(bytes, "\xE3\x80\x82", 3) == 0 ||
                          memcmp(bytes, "\xEF\xBC\x81", 3) == 0 ||
                          memcmp(bytes, "\xEF\xBC\x9F", 3) == 0);
}

/* Whether a unit ends somewhere in bytes [begin, end) between two tokens. */
static bool ends_between(const char *text, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++)
        if (text[i] == '\n' || text[i] == '.' || text[i] == '!' || text[i] == '?' ||
            is_wide_stop(text + i, end - i))
            return true;
    return false;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* The stop of "15.42", "4 p.m" and "U.S", with nothing else between the tokens. */
static bool is_inner_stop(const char *text, struct wtw_range before,
                          struct wtw_range behind)
{
    if (before.end + 1 != behind.begin || text[before.end] != '.')
        return false;
    if (is_digit(text[before.end - 1]))
        return is_digit(text[behind.begin]);
    return before.end - before.begin == 1 && is_letter(text[before.begin]) &&
           is_letter(text[behind.begin]);
}

static bool ends_behind(const struct wtw_tokens *tokens, const char *text, size_t token)
{
    struct wtw_range before = tokens->ranges[token];
    struct wtw_range behind = tokens->ranges[token + 1];

    return ends_between(text, before.end, behind.begin) &&
           !is_inner_stop(text, before, behind);
}

bool wtw_units_next(const struct wtw_tokens *tokens, const char *text, size_t *position,
                    struct wtw_unit *out_unit)
{
    size_t first = *position;
    size_t end = first + 1;

    if (first >= tokens->count)
        return false;
    while (end < tokens->count && !ends_behind(tokens, text, end - 1))
        end++;
    *position = end;
    *out_unit =
        (struct wtw_unit){.first = (uint32_t)first,
                          .count = (uint32_t)(end - first),
                          .hash = XXH3_64bits(tokens->hashes + first,
                                              (end - first) * sizeof tokens->hashes[0])};
    return true;
}

bool wtw_unit_set_has(const struct wtw_unit_set *set, uint64_t hash)
{
    size_t low = 0;
    size_t high = set->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (set->hashes[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < set->count && set->hashes[low] == hash;
}

void wtw_units_leave_out(struct wtw_tokens *tokens, const char *text,
                         const struct wtw_unit_set *set)
{
    struct wtw_unit unit;
    size_t position = 0;
    size_t kept = 0;

    while (wtw_units_next(tokens, text, &position, &unit)) {
        if (wtw_unit_set_has(set, unit.hash))
            continue;
        memmove(tokens->hashes + kept, tokens->hashes + unit.first,
                unit.count * sizeof tokens->hashes[0]);
        memmove(tokens->ranges + kept, tokens->ranges + unit.first,
                unit.count * sizeof tokens->ranges[0]);
        kept += unit.count;
    }
    tokens->count = kept;
}
