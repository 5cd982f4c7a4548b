/*
 * token_oracle.h - what the tokens of a text must be, found in the plainest way
 *
 * The tokeniser's rules once more: an array of characters, a loop, and utf8proc on whole
 * tokens. It shares nothing with the code under test but the written rules.
 */
#ifndef WTW_TESTS_TOKEN_ORACLE_H
#define WTW_TESTS_TOKEN_ORACLE_H

#include "check.h"
#include "naive_token_hash.h"

#include <stdlib.h>
#include <utf8proc.h>

enum oracle_kind {
    ORACLE_SEPARATES,
    ORACLE_LEFT_OUT,
    ORACLE_WORD,
    ORACLE_DENSE,
    ORACLE_MARK
};

struct oracle_character {
    int32_t code_point;
    uint32_t begin;
    uint32_t end;
    enum oracle_kind kind;
};

enum { ORACLE_MAX = 4096 };

struct oracle {
    struct oracle_character characters[ORACLE_MAX];
    size_t character_count;
    size_t bad_bytes;
    struct wtw_buffer spelled; /* tokens with a space after each */
    uint64_t hashes[2 * ORACLE_MAX];
    struct wtw_range ranges[2 * ORACLE_MAX];
    size_t count;
};

static bool is_between(int32_t code_point, int32_t first, int32_t last)
{
    return code_point >= first && code_point <= last;
}

static bool oracle_leaves_out(int32_t c)
{
    bool is_arabic_point = is_between(c, 0x64B, 0x652) || is_between(c, 0x656, 0x65F) ||
                           c == 0x670 || c == 0x640;
    bool is_hebrew_point = is_between(c, 0x591, 0x5C7) && c != 0x5BE && c != 0x5C0 &&
                           c != 0x5C3 && c != 0x5C6;

    return is_arabic_point || is_hebrew_point || utf8proc_get_property(c)->ignorable;
}

static bool oracle_keeps(int32_t c)
{
    const char *category = utf8proc_category_string(c);
    bool is_apostrophe = is_between(c, 0x2B9, 0x2BF) || c == 0x2C8 || c == 0x2CA ||
                         c == 0x2CB || c == 0x2EE || c == 0x374 || c == 0xA78B ||
                         c == 0xA78C;

    return strchr("LMN", category[0]) && !is_apostrophe && !oracle_leaves_out(c);
}

static bool oracle_is_dense(int32_t c)
{
    const char *category = utf8proc_category_string(c);
    bool is_han = is_between(c, 0x3400, 0x4DBF) || is_between(c, 0x4E00, 0x9FFF) ||
                  is_between(c, 0xF900, 0xFAFF) || is_between(c, 0x20000, 0x3FFFF) ||
                  is_between(c, 0x3005, 0x3007) || is_between(c, 0x3021, 0x3029) ||
                  is_between(c, 0x3038, 0x303C);
    bool is_kana = is_between(c, 0x3031, 0x3035) || is_between(c, 0x3041, 0x30FF) ||
                   is_between(c, 0x31F0, 0x31FF) || is_between(c, 0x1AFF0, 0x1B16F);
    bool is_south_east = is_between(c, 0xE00, 0xEFF) || is_between(c, 0x1000, 0x109F) ||
                         is_between(c, 0x1780, 0x17FF) || is_between(c, 0xA9E0, 0xA9FF) ||
                         is_between(c, 0xAA60, 0xAA7F);

    return (is_han || is_kana || is_south_east) && oracle_keeps(c) &&
           (category[0] == 'L' || strcmp(category, "Nl") == 0);
}

/* Folds and decomposes a string of characters and drops what tokens do not keep. */
static size_t oracle_decompose(const int32_t *characters, size_t count, int32_t *out)
{
    utf8proc_uint8_t *text = malloc(4 * count + 1);
    utf8proc_ssize_t bytes = 0;
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        bytes += utf8proc_encode_char(characters[i], text + bytes);

    utf8proc_ssize_t found =
        utf8proc_decompose(text, bytes, out, 20 * ORACLE_MAX,
                           UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);

    check(found >= 0 && found <= 20 * ORACLE_MAX);
    for (utf8proc_ssize_t i = 0; i < found; i++)
        if (oracle_keeps(out[i]))
            out[kept++] = out[i];
    free(text);
    return kept;
}

static enum oracle_kind oracle_kind_of(int32_t c)
{
    static int32_t folded[20 * ORACLE_MAX];
    size_t count = oracle_decompose(&c, 1, folded);
    int32_t first = count == 1 ? folded[0] : c;

    if (oracle_leaves_out(c) || (oracle_keeps(c) && count == 0))
        return ORACLE_LEFT_OUT;
    if (!oracle_keeps(c))
        return strcmp(utf8proc_category_string(c), "So") == 0 && count == 1 &&
                       oracle_is_dense(folded[0])
                   ? ORACLE_DENSE
                   : ORACLE_SEPARATES;
    if (utf8proc_category_string(first)[0] == 'M')
        return ORACLE_MARK;
    return oracle_is_dense(first) || oracle_is_dense(c) ? ORACLE_DENSE : ORACLE_WORD;
}

static void oracle_give(struct oracle *oracle, size_t first, size_t last)
{
    static int32_t folded[20 * ORACLE_MAX];
    int32_t plain[ORACLE_MAX];
    struct wtw_error error = {0};
    size_t count = 0;
    size_t begin = oracle->spelled.count;

    for (size_t i = first; i <= last; i++)
        if (oracle->characters[i].kind != ORACLE_LEFT_OUT)
            plain[count++] = oracle->characters[i].code_point;
    count = oracle_decompose(plain, count, folded);

    utf8proc_ssize_t bytes = utf8proc_reencode(folded, (utf8proc_ssize_t)count,
                                               UTF8PROC_COMPOSE | UTF8PROC_STABLE);

    check_ok(wtw_buffer_append(&oracle->spelled, folded, (size_t)bytes, &error), &error);
    oracle->hashes[oracle->count] =
        naive_token_hash(oracle->spelled.items + begin, oracle->spelled.count - begin);
    oracle->ranges[oracle->count].begin = oracle->characters[first].begin;
    oracle->ranges[oracle->count++].end = oracle->characters[last].end;
    check_ok(wtw_buffer_append(&oracle->spelled, " ", 1, &error), &error);
}

/* Index of the last kept character of the piece that begins at 'first'. */
static size_t oracle_piece_end(const struct oracle *oracle, size_t first)
{
    bool is_dense = oracle->characters[first].kind == ORACLE_DENSE;
    size_t last = first;
    size_t length = 1;

    for (size_t i = first + 1; i < oracle->character_count && length < 128; i++) {
        enum oracle_kind kind = oracle->characters[i].kind;

        if (kind == ORACLE_LEFT_OUT)
            continue;
        if (kind != ORACLE_MARK && (is_dense || kind != ORACLE_WORD))
            break;
        last = i;
        length++;
    }
    return last;
}

/* Splits runs into pieces; dense neighbours pair up. */
static void oracle_split(struct oracle *oracle)
{
    size_t before = 0;
    enum { NONE, SINGLE, PAIRED } state = NONE;

    for (size_t i = 0; i < oracle->character_count; i++) {
        enum oracle_kind kind = oracle->characters[i].kind;

        if (kind == ORACLE_LEFT_OUT)
            continue;

        /* A mark here follows a full piece of 128 characters: dense text stays dense. */
        bool is_dense = kind == ORACLE_DENSE || (kind == ORACLE_MARK && state != NONE);

        if (!is_dense && state == SINGLE)
            oracle_give(oracle, before, oracle_piece_end(oracle, before));
        if (!is_dense)
            state = NONE;
        if (kind == ORACLE_SEPARATES)
            continue;

        size_t last = oracle_piece_end(oracle, i);

        if (!is_dense)
            oracle_give(oracle, i, last);
        else if (state != NONE)
            oracle_give(oracle, before, last);
        if (is_dense) {
            state = state == NONE ? SINGLE : PAIRED;
            before = i;
        }
        i = last;
    }
    if (state == SINGLE)
        oracle_give(oracle, before, oracle_piece_end(oracle, before));
}

/* Appends a character; -1 stands for a bad byte. */
static void oracle_add(struct oracle *oracle, struct wtw_buffer *text, int32_t code_point)
{
    struct wtw_error error = {0};
    utf8proc_uint8_t bytes[4] = {0xFF};
    size_t length = code_point < 0 ? 1 : (size_t)utf8proc_encode_char(code_point, bytes);
    struct oracle_character *added = &oracle->characters[oracle->character_count++];

    added->code_point = code_point;
    added->kind = code_point < 0 ? ORACLE_SEPARATES : oracle_kind_of(code_point);
    added->begin = (uint32_t)text->count;
    check_ok(wtw_buffer_append(text, bytes, length, &error), &error);
    added->end = (uint32_t)text->count;
    oracle->bad_bytes += code_point < 0;
}

/* Soft hyphen, line feed, and more text at once: the line feed is as if it was not there.
 */
static inline void oracle_join_lines(struct oracle *oracle)
{
    for (size_t i = 1; i + 1 < oracle->character_count; i++) {
        int32_t next = oracle->characters[i + 1].code_point;
        bool goes_on =
            next < 0 || next >= 0x80 || strchr("LN", utf8proc_category_string(next)[0]);

        if (oracle->characters[i - 1].code_point == 0xAD &&
            oracle->characters[i].code_point == '\n' && goes_on)
            oracle->characters[i].kind = ORACLE_LEFT_OUT;
    }
}

static inline void oracle_begin(struct oracle *oracle, struct wtw_buffer *text)
{
    oracle->character_count = oracle->count = oracle->bad_bytes = 0;
    oracle->spelled.count = text->count = 0;
}

/* What the tokeniser makes of the text is what the oracle split. */
static inline void compare_with_oracle(const struct oracle *oracle,
                                       const struct wtw_buffer *text,
                                       struct wtw_tokens *tokens, uint64_t seed)
{
    struct wtw_error error = {0};
    struct wtw_buffer spelled = {0};
    size_t spelled_bytes = oracle->spelled.count ? oracle->spelled.count - 1 : 0;

    check_ok(wtw_normalise(text->items, text->count, &spelled, &error), &error);
    cr_assert(spelled.count == spelled_bytes &&
                  (spelled_bytes == 0 ||
                   memcmp(spelled.items, oracle->spelled.items, spelled_bytes) == 0),
              "seed %llu\n   text %.*s\n    got %.*s\n wanted %.*s",
              (unsigned long long)seed, (int)text->count, text->items, (int)spelled.count,
              spelled.items, (int)spelled_bytes, oracle->spelled.items);
    check_ok(wtw_tokens_make(tokens, text->items, text->count, &error), &error);
    check_number(wtw_tokens_count(tokens), oracle->count);
    check_number(wtw_tokens_bad_bytes(tokens), oracle->bad_bytes);
    for (size_t i = 0; i < oracle->count; i++)
        cr_assert(wtw_tokens_hashes(tokens)[i] == oracle->hashes[i] &&
                      wtw_tokens_ranges(tokens)[i].begin == oracle->ranges[i].begin &&
                      wtw_tokens_ranges(tokens)[i].end == oracle->ranges[i].end,
                  "seed %llu, token %zu", (unsigned long long)seed, i);
    wtw_buffer_release(&spelled);
}

#endif
