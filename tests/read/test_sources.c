/*
 * test_sources.c - inputs come in their order and whole, whoever is read before its turn
 *
 * What is expected are the texts that were written, not what another reading gave.
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "read/file_calls.h"
#include "read/sources.h"
#include "temporary_files.h"

#include <time.h>

TestSuite(sources, .init = make_test_folder, .fini = remove_test_folder);

enum { TEXT_BYTES = 3 << 20, INPUTS = 8 };

static char *make_bytes(uint64_t seed, size_t count)
{
    struct random_input random = random_begin(seed);
    char *bytes = malloc(count);

    for (size_t i = 0; i < count; i++)
        bytes[i] = (char)('a' + random_below(&random, 20));
    return bytes;
}

static void list_input(struct wtw_inputs *inputs, const char *name)
{
    struct wtw_error error = {0};
    struct stat status;

    check_ok(wtw_inputs_add(inputs, name, &error), &error);
    if (stat(name, &status) == 0)
        inputs->items[inputs->count - 1].stored_bytes = (uint64_t)status.st_size;
}

/* Reads the open input, which has to give 'text' and then 'last'. */
static void check_source(struct wtw_sources *sources, const char *text, size_t count,
                         enum wtw_status last)
{
    char *portion = malloc(100000);
    size_t taken = 0;
    size_t got = 0;
    struct wtw_error error = {0};
    enum wtw_status status = WTW_OK;

    while ((status = wtw_sources_read(sources, portion, 100000, &got, &error)) ==
           WTW_OK) {
        check(got <= count - taken && memcmp(portion, text + taken, got) == 0);
        taken += got;
    }
    cr_assert(status == last, "%s", error.words);
    check_number(taken, count);
    free(portion);
}

static struct wtw_sources *new_sources(uint32_t thread_count)
{
    struct wtw_sources *sources = NULL;
    struct wtw_error error = {0};

    check_ok(wtw_sources_new(thread_count, &sources, &error), &error);
    return sources;
}

static void open_next(struct wtw_sources *sources, const struct wtw_inputs *inputs,
                      size_t number, struct wtw_source_facts *facts)
{
    struct wtw_error error = {0};

    check_ok(wtw_sources_open(sources, inputs, number, facts, &error), &error);
}

Test(sources, give_each_input_in_its_turn_with_any_number_of_threads)
{
    char *text = make_bytes(5, TEXT_BYTES);
    char *packed = malloc(TEXT_BYTES);
    size_t zipped = gzip_bytes(text, TEXT_BYTES, packed, TEXT_BYTES);
    struct wtw_inputs inputs = {0};
    static const uint32_t thread_counts[] = {0, 1, 2, 5, 100};
    static const enum wtw_status lasts[] = {WTW_END,       WTW_END, WTW_END, WTW_IO,
                                            WTW_BAD_INPUT, WTW_END, WTW_END, WTW_END};

    list_input(&inputs, write_bytes("a.gz", packed, zipped));
    list_input(&inputs, write_bytes("b", text, TEXT_BYTES));
    list_input(&inputs, write_bytes("c", text, 100));
    list_input(&inputs, "/no/such/file");
    list_input(&inputs, write_bytes("d.gz", packed, zipped - 1));
    list_input(&inputs, write_bytes("e.gz", packed, zipped));
    list_input(&inputs, write_bytes("f.zst", packed,
                                    zstd_bytes(text, TEXT_BYTES, packed, TEXT_BYTES)));
    list_input(&inputs, inputs.items[0].name);
    for (size_t k = 0; k < sizeof thread_counts / sizeof thread_counts[0]; k++) {
        struct wtw_sources *sources = new_sources(thread_counts[k]);

        for (size_t i = 0; i < INPUTS; i++) {
            struct wtw_source_facts facts;
            struct wtw_error error = {0};
            enum wtw_status status =
                wtw_sources_open(sources, &inputs, i, &facts, &error);

            check_status(status, lasts[i] == WTW_IO ? WTW_IO : WTW_OK);
            if (status == WTW_OK) {
                check_source(sources, text, i == 2 ? 100 : TEXT_BYTES, lasts[i]);
                check_number(wtw_sources_stored(sources), inputs.items[i].stored_bytes);
                check_number(facts.compression == WTW_COMPRESSION_NONE, i == 1 || i == 2);
            }
            wtw_sources_close(sources);
            check_number(wtw_sources_stored(sources), 0);
        }
        wtw_sources_free(sources);
    }
    wtw_inputs_release(&inputs);
    free(packed);
    free(text);
}

/* A file that was opened can be read although its name is gone. */
Test(sources, begin_with_those_behind_only_where_there_are_threads_for_them)
{
    for (uint32_t thread_count = 0; thread_count < 4; thread_count++) {
        char *text = make_bytes(6, TEXT_BYTES);
        struct wtw_sources *sources = new_sources(thread_count);
        struct wtw_inputs inputs = {0};
        struct wtw_source_facts facts;

        list_input(&inputs, write_bytes("a", text, TEXT_BYTES));
        list_input(&inputs, write_bytes("b", text, TEXT_BYTES));
        list_input(&inputs, write_bytes("c", text, TEXT_BYTES));
        open_next(sources, &inputs, 0, &facts);
        check(unlink(inputs.items[1].name) == 0);
        check(unlink(inputs.items[2].name) == 0);
        check_source(sources, text, TEXT_BYTES, WTW_END);
        wtw_sources_close(sources);
        for (size_t i = 1; i < 3; i++) {
            enum wtw_status status = wtw_sources_open(sources, &inputs, i, &facts, NULL);

            check_status(status, i < thread_count ? WTW_OK : WTW_IO);
            if (status == WTW_OK)
                check_source(sources, text, TEXT_BYTES, WTW_END);
            wtw_sources_close(sources);
        }
        wtw_sources_free(sources);
        wtw_inputs_release(&inputs);
        free(text);
    }
}

Test(sources, can_be_given_up_while_all_are_being_read)
{
    char *text = make_bytes(7, TEXT_BYTES);
    struct wtw_inputs inputs = {0};

    for (int i = 0; i < 6; i++) {
        char name[] = "a";

        name[0] = (char)('a' + i);
        list_input(&inputs, write_bytes(name, text, TEXT_BYTES));
    }
    for (long moment = 0; moment < 5; moment++) {
        struct wtw_sources *sources = new_sources(6);
        struct wtw_source_facts facts;

        open_next(sources, &inputs, 0, &facts);
        nanosleep(&(struct timespec){0, moment * 500000}, NULL);
        wtw_sources_free(sources);
    }
    wtw_sources_free(NULL);
    wtw_inputs_release(&inputs);
    free(text);
}

#ifdef WTW_FAULTS
Test(sources, do_without_threads_that_cannot_be_started)
{
    char *text = make_bytes(8, TEXT_BYTES);
    struct wtw_inputs inputs = {0};
    struct wtw_sources *sources = new_sources(3);
    struct wtw_source_facts facts;

    list_input(&inputs, write_bytes("a", text, TEXT_BYTES));
    list_input(&inputs, write_bytes("b", text, TEXT_BYTES));
    for (size_t i = 0; i < 2; i++) {
        wtw_fault_plan(WTW_FAULT_THREAD, 1);
        open_next(sources, &inputs, i, &facts);
        wtw_fault_plan(WTW_FAULT_THREAD, 0);
        check_source(sources, text, TEXT_BYTES, WTW_END);
        wtw_sources_close(sources);
    }
    wtw_sources_free(sources);
    wtw_inputs_release(&inputs);
    free(text);
}

/* What fails before its turn is tried again in it. */
Test(sources, fail_with_words_only_for_the_input_whose_turn_it_is)
{
    char *text = make_bytes(9, TEXT_BYTES);
    struct wtw_inputs inputs = {0};
    static const enum wtw_fault_kind kinds[] = {WTW_FAULT_ALLOCATION, WTW_FAULT_READ};

    list_input(&inputs, write_bytes("a", text, TEXT_BYTES));
    list_input(&inputs, write_bytes("b", text, TEXT_BYTES));
    for (size_t k = 0; k < 2; k++) {
        for (uint64_t nth = 1; nth < 8; nth++) {
            struct wtw_sources *sources = new_sources(2);
            struct wtw_source_facts facts;
            struct wtw_error error = {0};
            enum wtw_status status = WTW_OK;

            wtw_fault_plan(kinds[k], nth);
            status = wtw_sources_open(sources, &inputs, 0, &facts, &error);
            wtw_fault_plan(kinds[k], 0);
            if (status != WTW_OK) {
                check_status(status, k ? WTW_IO : WTW_NO_MEMORY);
                check(error.words[0]);
            }
            wtw_sources_close(sources);
            if (!k) {
                open_next(sources, &inputs, 1, &facts);
                check_source(sources, text, TEXT_BYTES, WTW_END);
            }
            wtw_sources_free(sources);
        }
    }
    wtw_inputs_release(&inputs);
    free(text);
}
#endif
