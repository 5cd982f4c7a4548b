/*
 * test_stage_file.c - a file of sorted records is there whole and sound, or not at all
 */
#include "base/faults.h"
#include "stage/stage_scene.h"

#include <unistd.h>
#include <xxhash.h>

TestSuite(stage_file, .init = make_test_folder, .fini = remove_test_folder);

static const struct wtw_stage_shape small = {.kind = WTW_KIND_SHARED_KEYS,
                                             .record_words = 1,
                                             .part_count = 3,
                                             .first_article = 7,
                                             .settings = 0x1122334455667788u};
static const size_t small_counts[] = {2, 0, 1};

/* The head without its checksums, the records, all written out by hand. */
static const unsigned char small_head[] = {
    'W',  'T',  'W',  'S',  'T',  'A',  'G',  'E',  /* what it is */
    1,    0,    0,    0,    1,    0,    0,    0,    /* format, scheme */
    2,    0,    0,    0,    1,    0,    0,    0,    /* kind, words */
    3,    0,    0,    0,    7,    0,    0,    0,    /* parts, first article */
    3,    0,    0,    0,    0,    0,    0,    0,    /* records */
    0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, /* settings */
};
static const unsigned char small_records[] = {100, 0, 0, 0, 0, 0, 0, 0, /**/
                                              101, 0, 0, 0, 0, 0, 0, 0, /**/
                                              102, 0, 0, 0, 0, 0, 0, 0};
enum { SMALL_BYTES = 64 + 3 * 16 + 24 };

static void put_word(unsigned char *bytes, uint64_t word)
{
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(word >> 8 * i);
}

/* The file as docs/stage-files.md says it is. */
static void make_small(unsigned char *bytes)
{
    static const size_t begins[] = {0, 16, 16};

    memcpy(bytes, small_head, sizeof small_head);
    memcpy(bytes + 112, small_records, sizeof small_records);
    for (int part = 0; part < 3; part++) {
        put_word(bytes + 64 + 16 * part, small_counts[part]);
        put_word(bytes + 64 + 16 * part + 8,
                 XXH3_64bits(small_records + begins[part], 8 * small_counts[part]));
    }
    put_word(bytes + 48, XXH3_64bits(bytes + 64, 48));
    put_word(bytes + 56, XXH3_64bits(bytes, 56));
}

static void read_whole(const char *path, unsigned char *out, size_t wanted)
{
    FILE *file = fopen(path, "rb");

    check(file != NULL);
    check_number(fread(out, 1, wanted + 1, file), wanted);
    fclose(file);
}

Test(stage_file, is_byte_by_byte_what_the_document_says)
{
    struct wtw_error error = {0};
    unsigned char wanted[SMALL_BYTES];
    unsigned char got[SMALL_BYTES + 1];

    check_ok(write_counting("small", &small, small_counts, &error), &error);
    check_number(count_names(test_folder), 1);
    make_small(wanted);
    read_whole(test_path("small"), got, SMALL_BYTES);
    check(memcmp(got, wanted, SMALL_BYTES) == 0);
}

Test(stage_file, gives_back_its_parts_in_any_order)
{
    struct wtw_error error = {0};
    struct wtw_stage_file file;
    struct wtw_stage_shape expected = small;
    uint64_t records[2] = {0, 0};

    expected.first_article = 0;
    check_ok(write_counting("small", &small, small_counts, &error), &error);
    check_ok(wtw_stage_file_open(&file, test_path("small"), &expected, &error), &error);
    check_number(file.shape.first_article, 7);
    check_number(file.parts[0].count, 2);
    check_number(file.parts[1].count, 0);
    check_number(file.parts[2].count, 1);
    check_ok(wtw_stage_file_read(&file, 2, records, &error), &error);
    check_number(records[0], 102);
    check_ok(wtw_stage_file_read(&file, 1, records, &error), &error);
    check_number(records[0], 102);
    check_ok(wtw_stage_file_read(&file, 0, records, &error), &error);
    check_number(records[0], 100);
    check_number(records[1], 101);
    wtw_stage_file_release(&file);
}

static enum wtw_status open_and_read_all(const char *path,
                                         const struct wtw_stage_shape *expected,
                                         struct wtw_error *error)
{
    struct wtw_stage_file file;
    uint64_t records[64];
    enum wtw_status status = wtw_stage_file_open(&file, path, expected, error);

    if (status != WTW_OK)
        return status;
    for (uint32_t part = 0; status == WTW_OK && part < expected->part_count; part++)
        status = wtw_stage_file_read(&file, part, records, error);
    wtw_stage_file_release(&file);
    return status;
}

Test(stage_file, sees_every_bit_that_turned)
{
    struct wtw_error error = {0};

    check_ok(write_counting("small", &small, small_counts, &error), &error);
    for (long offset = 0; offset < SMALL_BYTES; offset++)
        for (int bit = 0; bit < 8; bit++) {
            flip_bit(test_path("small"), offset, bit);
            check_status(open_and_read_all(test_path("small"), &small, &error),
                         WTW_BAD_INPUT);
            check(strstr(error.input, "small") != NULL);
            check(strstr(error.words, "run again") != NULL);
            flip_bit(test_path("small"), offset, bit);
        }
    check_ok(open_and_read_all(test_path("small"), &small, &error), &error);
}

Test(stage_file, sees_that_it_ends_early)
{
    struct wtw_error error = {0};

    for (long bytes = 0; bytes < SMALL_BYTES; bytes++) {
        check_ok(write_counting("small", &small, small_counts, &error), &error);
        check(truncate(test_path("small"), bytes) == 0);
        check_status(open_and_read_all(test_path("small"), &small, &error),
                     WTW_BAD_INPUT);
        check(strstr(error.words, "ends early") != NULL);
    }
}

Test(stage_file, of_another_shape_is_refused)
{
    struct wtw_error error = {0};
    struct wtw_stage_shape others[4] = {small, small, small, small};

    others[0].kind = WTW_KIND_BAND_KEYS;
    others[1].record_words = 8;
    others[2].part_count = 2;
    others[3].settings++;
    check_ok(write_counting("small", &small, small_counts, &error), &error);
    for (int i = 0; i < 4; i++) {
        check_status(open_and_read_all(test_path("small"), &others[i], &error),
                     WTW_BAD_INPUT);
        check(strstr(error.words, "other options") != NULL);
    }
    check_status(open_and_read_all(test_path("none"), &small, &error), WTW_IO);
    check(strstr(error.words, "none") != NULL);
}

Test(stage_file, that_was_abandoned_leaves_nothing)
{
    struct wtw_stage_writer writer;
    struct wtw_error error = {0};
    uint64_t record = 5;

    snprintf(scene_folder.path, sizeof scene_folder.path, "%s", test_folder);
    check_ok(wtw_stage_writer_open(&writer, &scene_folder, "left", &small, &error),
             &error);
    check_number(count_names(test_folder), 1);
    check_ok(wtw_stage_writer_put(&writer, &record, 1, &error), &error);
    wtw_stage_writer_abandon(&writer);
    check_number(count_names(test_folder), 0);
    wtw_stage_writer_abandon(&writer);
}

/* A private file, written and opened again; 'out_file' is left as it is after a failure. */
static enum wtw_status write_privately(struct wtw_stage_file *out_file,
                                       struct wtw_error *error)
{
    struct wtw_stage_folder folder = {.path = ""};
    struct wtw_stage_writer writer;
    uint64_t records[2] = {100, 101};
    uint64_t last = 102;

    WTW_TRY(wtw_stage_folder_use(&folder, test_folder, error));
    WTW_TRY(wtw_stage_writer_open(&writer, &folder, "small", &small, error));
    check_number(count_names(test_folder), 0);
    WTW_TRY(wtw_stage_writer_put(&writer, records, 2, error));
    WTW_TRY(wtw_stage_writer_put(&writer, records, 0, error));
    WTW_TRY(wtw_stage_writer_put(&writer, &last, 1, error));
    WTW_TRY(wtw_stage_writer_commit(&writer, error));
    check_number(count_names(test_folder), 0);
    return wtw_stage_writer_reopen(&writer, out_file, error);
}

Test(stage_file, has_no_name_at_any_time_in_a_private_folder)
{
    struct wtw_error error = {0};
    struct wtw_stage_file file;
    uint64_t records[2] = {0, 0};
    unsigned char wanted[SMALL_BYTES];
    unsigned char got[SMALL_BYTES];

    check_ok(write_privately(&file, &error), &error);
    check_ok(wtw_stage_file_read(&file, 0, records, &error), &error);
    check_number(records[0], 100);
    check_number(records[1], 101);
    make_small(wanted);
    check_number((uint64_t)pread(file.descriptor, got, SMALL_BYTES, 0), SMALL_BYTES);
    check(memcmp(got, wanted, SMALL_BYTES) == 0);
    wtw_stage_file_release(&file);
}

#ifdef WTW_FAULTS
/* Making the file, writing two parts and the head, sync, rename. */
Test(stage_file, is_there_whole_or_not_at_all_whichever_write_fails)
{
    struct wtw_error error = {0};

    for (uint64_t nth = 1;; nth++) {
        enum wtw_status status;

        wtw_fault_plan(WTW_FAULT_WRITE, nth);
        status = write_counting("small", &small, small_counts, &error);
        wtw_fault_plan(WTW_FAULT_WRITE, 0);
        if (status == WTW_OK) {
            check_number(nth, 7);
            break;
        }
        check_number(status, WTW_IO);
        check(strstr(error.words, test_folder) != NULL);
        check(strstr(error.words, "set TMPDIR") != NULL);
        check_number(count_names(test_folder), 0);
    }
    check_ok(open_and_read_all(test_path("small"), &small, &error), &error);
}

/* Using the folder, making the file, writing two parts and the head; no sync where nobody
 * finds it after a crash, and no rename. */
Test(stage_file, that_is_private_fails_with_words_whichever_write_fails)
{
    struct wtw_error error = {0};
    struct wtw_stage_file file;

    for (uint64_t nth = 1;; nth++) {
        enum wtw_status status;

        wtw_fault_plan(WTW_FAULT_WRITE, nth);
        status = write_privately(&file, &error);
        wtw_fault_plan(WTW_FAULT_WRITE, 0);
        if (status == WTW_OK) {
            check_number(nth, 6);
            break;
        }
        check_number(status, WTW_IO);
        check(strstr(error.words, test_folder) != NULL);
    }
    wtw_stage_file_release(&file);
}

Test(stage_file, says_so_whichever_read_or_allocation_fails)
{
    static const enum wtw_fault_kind kinds[] = {WTW_FAULT_READ, WTW_FAULT_ALLOCATION};
    static const enum wtw_status wanted[] = {WTW_IO, WTW_NO_MEMORY};
    struct wtw_error error = {0};

    check_ok(write_counting("small", &small, small_counts, &error), &error);
    for (int i = 0; i < 2; i++)
        for (uint64_t nth = 1;; nth++) {
            enum wtw_status status;

            wtw_fault_plan(kinds[i], nth);
            status = open_and_read_all(test_path("small"), &small, &error);
            wtw_fault_plan(kinds[i], 0);
            if (status == WTW_OK) {
                check(nth > 2);
                break;
            }
            check_number(status, wanted[i]);
        }
}

Test(stage_file, is_not_begun_without_memory)
{
    struct wtw_error error = {0};

    for (uint64_t nth = 1; nth <= 2; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(write_counting("small", &small, small_counts, &error),
                     WTW_NO_MEMORY);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check_number(count_names(test_folder), 0);
    }
}
#endif
