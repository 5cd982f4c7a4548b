/*
 * test_archive.c - the digests of all articles, column by column
 */
#include "check.h"

#include "base/faults.h"
#include "engine/archive.h"

enum { BANDS = 5 };

/* Article i has digest fields and keys that i settles. */
static void append(struct wtw_archive *archive, uint32_t i)
{
    uint32_t band_keys[BANDS];
    uint32_t winnow_keys[7];
    struct wtw_digest digest = {.content_hash = i * 31u,
                                .token_count = i + 2,
                                .shingle_count = i + 1,
                                .agency = i % 3 ? i % 255 : WTW_NO_AGENCY};
    struct wtw_archive_entry entry = {.digest = &digest,
                                      .published_seconds = (int64_t)i - 50,
                                      .source = i * 3,
                                      .rank = (uint8_t)(i % 5),
                                      .band_keys = band_keys,
                                      .winnow_keys = i % 7 ? winnow_keys : NULL,
                                      .winnow_count = i % 7};

    for (uint32_t band = 0; band < BANDS; band++)
        band_keys[band] = i * 10 + band;
    for (uint32_t k = 0; k < 7; k++)
        winnow_keys[k] = i * 100 + k;
    for (uint32_t word = 0; word < WTW_ODD_SKETCH_WORDS; word++)
        digest.odd_sketch[word] = i * 1000 + word;
    wtw_archive_append(archive, &entry);
}

static void check_article(struct wtw_archive *archive, uint32_t i)
{
    struct wtw_digests digests = wtw_archive_digests(archive);

    for (uint32_t band = 0; band < BANDS; band++)
        check_number(digests.band_keys[band][i], i * 10 + band);
    for (uint32_t word = 0; word < WTW_ODD_SKETCH_WORDS; word++)
        check_number(digests.odd_sketches[i * WTW_ODD_SKETCH_WORDS + word],
                     i * 1000 + word);
    check_number(digests.content_hashes[i], i * 31u);
    check_number(digests.shingle_counts[i], i + 1);
    check_number(archive->token_counts[i], i + 2);
    check_number(archive->published_seconds[i], (int64_t)i - 50);
    check_number(archive->sources[i], i * 3);
    check_number(archive->ranks[i], i % 5);
    check_number(wtw_archive_agency(archive, i), i % 3 ? i % 255 : WTW_NO_AGENCY);
}

/* Article i has keys that are i * 100 and a few more; all are in the first list. */
static void check_keys(struct wtw_archive *archive)
{
    struct wtw_digests digests = wtw_archive_digests(archive);
    struct wtw_key_cursor cursor = {.lists = digests.keys};
    uint64_t entries[WTW_KEY_CHUNK_KEYS];
    size_t count = 0;
    size_t next = 0;

    for (uint32_t i = 0; i < archive->count; i++)
        for (uint32_t k = 0; k < i % 7; k++, next++) {
            if (next == count) {
                count = wtw_key_cursor_next(&cursor, entries);
                next = 0;
            }
            check(count > 0);
            check_number(entries[next], (uint64_t)(i * 100 + k) << 32 | i);
        }
    check_number(wtw_key_cursor_next(&cursor, entries), 0);
}

Test(archive, gives_back_every_column_of_every_article)
{
    struct wtw_archive archive = {.bands = BANDS};
    struct wtw_error error = {0};
    uint32_t next = 0;

    for (uint32_t batch = 1; batch < 60; batch++) {
        check_ok(wtw_archive_reserve(&archive, batch, batch * 7, &error), &error);
        for (uint32_t i = 0; i < batch; i++)
            append(&archive, next++);
    }
    check_number(archive.count, next);
    check_number(wtw_archive_digests(&archive).article_count, next);
    check_number(wtw_archive_digests(&archive).bands, BANDS);
    for (uint32_t i = 0; i < next; i++)
        check_article(&archive, i);
    check_keys(&archive);
    wtw_archive_release(&archive);
    check_number(archive.count, 0);
    check_number(archive.bands, BANDS);
    wtw_archive_release(&archive);
}

Test(archive, bytes_are_those_of_the_articles_held)
{
    struct wtw_archive archive = {.bands = 42};
    struct wtw_error error = {0};
    uint32_t keys[42] = {0};
    struct wtw_digest digest = {.shingle_count = 1};
    struct wtw_archive_entry entry = {
        .digest = &digest, .band_keys = keys, .winnow_keys = keys, .winnow_count = 24};

    check_number(wtw_archive_bytes(&archive), 0);
    check_ok(wtw_archive_reserve(&archive, 1000, 24000, &error), &error);
    for (int i = 0; i < 1000; i++)
        wtw_archive_append(&archive, &entry);
    /* 168 of band keys, 64 of odd sketch, 30 of the rest, 24 keys of 4. */
    check_number(wtw_archive_bytes(&archive), 1000 * (168 + 64 + 30 + 24 * 4));
    wtw_archive_release(&archive);
}

Test(archive, keeps_outlines_on_request)
{
    struct wtw_archive archive = {.bands = 42, .keeps_outlines = true};
    struct wtw_error error = {0};
    uint32_t keys[42] = {0};
    struct wtw_digest digest = {.outline = {.count = 2, .bytes = {7, 2}}};
    struct wtw_archive_entry entry = {.digest = &digest, .band_keys = keys};
    struct wtw_boilerplate_part parts[WTW_OUTLINE_MAX_PARTS];
    size_t count = 0;

    check_ok(wtw_archive_reserve(&archive, 10, 0, &error), &error);
    for (int i = 0; i < 10; i++)
        wtw_archive_append(&archive, &entry);
    check(wtw_outlines_parts(&archive.outlines, 9, 10, parts, &count));
    check_number(count, 1);
    check_number(parts[0].begin, 7);
    check_number(parts[0].end, 10);
    /* 168 of band keys, 64 of odd sketch, 30 of the rest, 2 of outline and their count. */
    check_number(wtw_archive_bytes(&archive), 10 * (168 + 64 + 30 + 2 + 1));
    wtw_archive_release(&archive);
    check(archive.keeps_outlines);
}

Test(archive, more_articles_than_32_bits_can_number_are_too_many)
{
    struct wtw_archive archive = {.bands = BANDS};
    struct wtw_error error = {0};

    check_status(wtw_archive_reserve(&archive, UINT32_MAX, 0, &error), WTW_TOO_LARGE);
    check_status(wtw_archive_reserve(&archive, SIZE_MAX, 0, &error), WTW_TOO_LARGE);
    check(error.words[0] != '\0');
    check_status(wtw_archive_reserve(&archive, 1, SIZE_MAX, &error), WTW_TOO_LARGE);
    wtw_archive_release(&archive);
}

#ifdef WTW_FAULTS

Test(archive, after_a_reservation_appending_needs_no_memory_and_a_failed_one_keeps_all)
{
    struct wtw_archive archive = {.bands = BANDS};
    struct wtw_error error = {0};
    bool failed = true;
    uint64_t nth = 1;

    check_ok(wtw_archive_reserve(&archive, 100, 700, &error), &error);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    for (uint32_t i = 0; i < 100; i++)
        append(&archive, i);
    check_number(wtw_fault_count(WTW_FAULT_ALLOCATION), 0);
    for (nth = 1; failed; nth++) {
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_archive_reserve(&archive, 1000, 7000, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(!failed || status == WTW_NO_MEMORY);
        check_number(archive.count, 100);
        for (uint32_t i = 0; i < 100; i++)
            check_article(&archive, i);
    }
    check(nth > 10);
    for (uint32_t i = 100; i < 1100; i++)
        append(&archive, i);
    for (uint32_t i = 0; i < 1100; i++)
        check_article(&archive, i);
    check_keys(&archive);
    wtw_archive_release(&archive);
}

#endif

Test(archive, forgets_what_was_joined_and_keeps_counts_and_dates)
{
    struct wtw_archive archive = {.bands = BANDS};
    struct wtw_error error = {0};

    check_ok(wtw_archive_reserve(&archive, 3, 21, &error), &error);
    for (uint32_t i = 0; i < 3; i++)
        append(&archive, i);
    wtw_archive_forget_band(&archive, 1);
    check(archive.band_keys[0] != NULL && archive.band_keys[1] == NULL);
    wtw_archive_forget_bands(&archive);
    wtw_archive_forget_keys(&archive);
    check(archive.band_keys == NULL && archive.odd_sketches == NULL);
    check(archive.keys.blocks == NULL && archive.keys.key_count == 0);
    for (uint32_t i = 0; i < 3; i++) {
        check_number(archive.shingle_counts[i], i + 1);
        check_number(archive.token_counts[i], i + 2);
        check_number(archive.published_seconds[i], (int64_t)i - 50);
        check_number(archive.sources[i], i * 3);
        check_number(archive.ranks[i], i % 5);
    }
    wtw_archive_release(&archive);
}
