/*
 * test_staged_columns.c - sorted runs read as the columns of a join
 */
#include "match/staged_columns.h"
#include "match/staged_shelf.h"

TestSuite(staged_columns, .init = make_test_folder, .fini = remove_test_folder);

static struct shelf shelf;
static struct wtw_staged_digests staged;

/* All entries of all columns, in order of band, key and article. */
static uint64_t check_columns(const struct wtw_staged_columns *columns)
{
    struct wtw_join_worker worker = {.capacity = 0};
    struct wtw_error error = {0};
    uint64_t total = 0;

    for (uint32_t column = 0; column < wtw_staged_column_count(columns); column++) {
        size_t count = 0;

        check_ok(wtw_staged_column_read(columns, &worker, column, &count, &error),
                 &error);
        for (size_t i = 0; i < count; i++) {
            uint32_t band = column >> columns->column_bits;

            check(i == 0 || worker.entries[i - 1] < worker.entries[i]);
            check(wtw_joined_bit(columns->is_joined, worker.entries[i]) == 1);
            check_number(shelf.band_keys[band][(uint32_t)worker.entries[i]],
                         worker.entries[i] >> 32);
        }
        total += count;
    }
    free(worker.entries);
    free(worker.scratch);
    return total;
}

Test(staged_columns, hold_each_joined_entry_once_however_they_are_cut)
{
    struct random_input random = random_begin(320);
    struct wtw_error error = {0};
    uint64_t *bits = NULL;

    init_shelf(&shelf, 2500, 3);
    fill_bands(&shelf, &random, 100000);
    stage_shelf(&shelf, &staged, 3, 0);
    for (uint32_t i = 0; i < 1000; i++)
        shelf.numbers[i] = 2 * i;
    shelf.join.article_count = 1000;
    check_ok(wtw_joined_bits_make(&shelf.join, &bits, &error), &error);
    for (unsigned bytes_bits = 0; bytes_bits < 24; bytes_bits += 4) {
        struct wtw_staged_columns columns = wtw_staged_columns_cut(
            &staged.band_keys, bits, WTW_BAND_PART_BITS, UINT64_C(1) << bytes_bits);

        check_number(wtw_staged_column_count(&columns), 3u << columns.column_bits);
        check_number(check_columns(&columns), 3 * 1000);
    }
    free(bits);
    unstage(&shelf);
}

Test(staged_columns, are_fewer_the_more_memory_there_is)
{
    struct random_input random = random_begin(321);

    init_shelf(&shelf, 2048, 2);
    fill_bands(&shelf, &random, 100000);
    stage_shelf(&shelf, &staged, 1, 0);
    /* An entry and its scratch are 16 bytes: a band of 2048 takes 32 KB. */
    check_number(wtw_staged_columns_cut(&staged.band_keys, NULL, 8, 32768).column_bits,
                 0);
    check_number(wtw_staged_columns_cut(&staged.band_keys, NULL, 8, 32767).column_bits,
                 1);
    check_number(wtw_staged_columns_cut(&staged.band_keys, NULL, 8, 8192).column_bits, 2);
    check_number(wtw_staged_columns_cut(&staged.band_keys, NULL, 8, 0).column_bits, 8);
    unstage(&shelf);
}
