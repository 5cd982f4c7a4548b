/*
 * live_digest.c - a digest as the bytes that a database keeps
 */
#include "engine/live_digest.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static unsigned char *put_number(unsigned char *bytes, uint64_t number, int count)
{
    for (int i = 0; i < count; i++)
        bytes[i] = (unsigned char)(number >> 8 * i);
    return bytes + count;
}

static uint64_t get_number(const unsigned char **bytes, int count)
{
    uint64_t number = 0;

    for (int i = 0; i < count; i++)
        number |= (uint64_t)(*bytes)[i] << 8 * i;
    *bytes += count;
    return number;
}

static int compare_keys(const void *left, const void *right)
{
    uint32_t x = *(const uint32_t *)left;
    uint32_t y = *(const uint32_t *)right;

    return x < y ? -1 : x > y;
}

/* An article of 400 words has 70 keys. Of FEW_KEYS or less some are in a class at most, since
 * keys are hashes; and if they all were it would take no more than a millionth of a second
 * for each. */
enum { FEW_KEYS = 512, CLASS_BITS = 6, CLASSES = 1 << CLASS_BITS };

static uint32_t class_of(uint32_t key)
{
    return key >> (32 - CLASS_BITS);
}

/* Puts keys into classes, which puts them nearly in order, and each into its place. */
static void sort_few(const uint32_t *from, size_t count, uint32_t *keys)
{
    uint32_t places[CLASSES + 1] = {0};

    for (size_t i = 0; i < count; i++)
        places[class_of(from[i]) + 1]++;
    for (size_t i = 1; i < CLASSES; i++)
        places[i] += places[i - 1];
    for (size_t i = 0; i < count; i++)
        keys[places[class_of(from[i])]++] = from[i];
    for (size_t i = 1; i < count; i++) {
        uint32_t key = keys[i];
        size_t place = i;

        for (; place && keys[place - 1] > key; place--)
            keys[place] = keys[place - 1];
        keys[place] = key;
    }
}

static size_t keep_once_each(uint32_t *keys, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (!kept || keys[kept - 1] != keys[i])
            keys[kept++] = keys[i];
    return kept;
}

static void put_all(const struct wtw_archive_entry *entry, uint32_t bands,
                    const uint32_t *keys, size_t key_count, unsigned char *out)
{
    const struct wtw_digest *digest = entry->digest;

    out = put_number(out, WTW_LIVE_DIGEST_VERSION, 4);
    out = put_number(out, bands, 4);
    out = put_number(out, key_count, 4);
    out = put_number(out, digest->token_count, 4);
    out = put_number(out, digest->shingle_count, 4);
    out = put_number(out, digest->agency, 4);
    out = put_number(out, digest->content_hash, 8);
    for (int i = 0; i < WTW_ODD_SKETCH_WORDS; i++)
        out = put_number(out, digest->odd_sketch[i], 8);
    for (uint32_t i = 0; i < bands; i++)
        out = put_number(out, entry->band_keys[i], 4);
    for (size_t i = 0; i < key_count; i++)
        out = put_number(out, keys[i], 4);
}

static enum wtw_status sort_many(const uint32_t *from, size_t count, uint32_t **out_keys,
                                 struct wtw_error *error)
{
    WTW_TRY(WTW_ALLOCATE(out_keys, count, error));
    memcpy(*out_keys, from, count * sizeof from[0]);
    qsort(*out_keys, count, sizeof from[0], compare_keys);
    return WTW_OK;
}

enum wtw_status wtw_live_digest_put(const struct wtw_archive_entry *entry, uint32_t bands,
                                    struct wtw_buffer *bytes, struct wtw_error *error)
{
    size_t count = entry->digest->shingle_count ? entry->winnow_count : 0;
    size_t size = WTW_LIVE_DIGEST_HEAD_BYTES + ((size_t)bands + count) * 4;
    uint32_t few[FEW_KEYS];
    uint32_t *many = NULL;
    uint32_t *keys = few;

    WTW_TRY(wtw_buffer_reserve(bytes, size, error));
    if (count > FEW_KEYS) {
        WTW_TRY(sort_many(entry->winnow_keys, count, &many, error));
        keys = many;
    } else {
        sort_few(entry->winnow_keys, count, few);
    }
    count = keep_once_each(keys, count);
    put_all(entry, bands, keys, count, (unsigned char *)bytes->items + bytes->count);
    bytes->count += WTW_LIVE_DIGEST_HEAD_BYTES + ((size_t)bands + count) * 4;
    wtw_release_items(many);
    return WTW_OK;
}

static enum wtw_status refuse(struct wtw_error *error, const char *reason)
{
    return wtw_fail(error, WTW_BAD_INPUT, "a stored digest is damaged: %s", reason);
}

static enum wtw_status check_keys(const struct wtw_live_facts *facts,
                                  struct wtw_error *error)
{
    const uint32_t *keys = facts->keys.keys;

    for (uint32_t i = 1; i < facts->keys.key_count; i++)
        if (keys[i - 1] >= keys[i])
            return refuse(error, "its keys are not in order");
    if (!facts->shingle_count && facts->keys.key_count)
        return refuse(error, "it has keys of no shingles");
    if (facts->shingle_count > facts->token_count)
        return refuse(error, "it has more shingles than tokens");
    return WTW_OK;
}

enum wtw_status wtw_live_digest_get(const void *digest, size_t bytes, uint32_t bands,
                                    struct wtw_buffer *scratch,
                                    struct wtw_live_facts *out_facts,
                                    struct wtw_error *error)
{
    const unsigned char *from = digest;
    struct wtw_live_facts facts = {.content_hash = 0};
    uint32_t *numbers = NULL;
    size_t count = 0;

    if (bytes < WTW_LIVE_DIGEST_HEAD_BYTES ||
        get_number(&from, 4) != WTW_LIVE_DIGEST_VERSION)
        return refuse(error, "it has no head of this version");
    if (get_number(&from, 4) != bands)
        return refuse(error, "it is of other bands");
    facts.keys.key_count = (uint32_t)get_number(&from, 4);
    count = (size_t)bands + facts.keys.key_count;
    if (bytes != WTW_LIVE_DIGEST_HEAD_BYTES + count * 4)
        return refuse(error, "it is not as long as its keys");
    facts.token_count = (uint32_t)get_number(&from, 4);
    facts.shingle_count = (uint32_t)get_number(&from, 4);
    facts.agency = (uint32_t)get_number(&from, 4);
    facts.content_hash = get_number(&from, 8);
    for (int i = 0; i < WTW_ODD_SKETCH_WORDS; i++)
        facts.odd_sketch[i] = get_number(&from, 8);
    scratch->count = 0;
    WTW_TRY(wtw_buffer_reserve(scratch, count * sizeof numbers[0], error));
    numbers = (uint32_t *)(void *)scratch->items;
    for (size_t i = 0; i < count; i++)
        numbers[i] = (uint32_t)get_number(&from, 4);
    facts.keys.band_keys = numbers;
    facts.keys.keys = numbers + bands;
    WTW_TRY(check_keys(&facts, error));
    *out_facts = facts;
    return WTW_OK;
}

/* Behind version, bands, keys, tokens and shingles. */
enum { AGENCY_OFFSET = 20, HASH_OFFSET = 24 };

uint32_t wtw_live_digest_agency(const void *digest)
{
    const unsigned char *from = (const unsigned char *)digest + AGENCY_OFFSET;

    return (uint32_t)get_number(&from, 4);
}

uint64_t wtw_live_digest_hash(const void *digest)
{
    const unsigned char *from = (const unsigned char *)digest + HASH_OFFSET;

    return get_number(&from, 8);
}
