/*
 * test_ahead.c - what is read ahead is what the stream would have given, and its end too
 *
 * The bytes come from a generator of the test's own; what is expected is the text that was
 * packed, not what another reading gave.
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "read/ahead.h"
#include "temporary_files.h"

#include <time.h>

TestSuite(ahead, .init = make_test_folder, .fini = remove_test_folder);

/* Over twice what the ring holds. */
enum { TEXT_BYTES = 5 << 19 };

static char *make_bytes(size_t count)
{
    struct random_input random = random_begin(3);
    char *bytes = malloc(count);

    for (size_t i = 0; i < count; i++)
        bytes[i] = (char)('a' + random_below(&random, 12));
    return bytes;
}

/* A file read ahead. */
struct reading {
    struct wtw_ahead *ahead;
    struct wtw_stream stream;
    int descriptor;
    struct wtw_error error;
};

/* The thread reads what 'reading' holds, so that has to stay where it is. */
static void begin_reading(struct reading *reading, const char *path)
{
    *reading = (struct reading){.descriptor = open(path, O_RDONLY)};
    check_ok(wtw_ahead_new(&reading->ahead, &reading->error), &reading->error);
    check_ok(
        wtw_stream_open(&reading->stream, reading->descriptor, "in", &reading->error),
        &reading->error);
    check(wtw_ahead_begin(reading->ahead, &reading->stream));
}

static void end_reading(struct reading *reading)
{
    wtw_ahead_end(reading->ahead);
    wtw_ahead_free(reading->ahead);
    wtw_stream_release(&reading->stream);
    close(reading->descriptor);
}

/* Reads to the end in portions of 'room', which have to be those of 'text'. */
static void check_all(const char *path, size_t room, const char *text, size_t count,
                      enum wtw_status last)
{
    struct reading reading;
    char *portion = malloc(room);
    uint64_t stored = 0;
    size_t taken = 0;
    size_t got = 0;
    enum wtw_status status = WTW_OK;

    begin_reading(&reading, path);
    while ((status = wtw_ahead_read(reading.ahead, portion, room, &got, &stored,
                                    &reading.error)) == WTW_OK) {
        check(got > 0 && got <= room && got <= count - taken);
        check(memcmp(portion, text + taken, got) == 0);
        taken += got;
    }
    check_number(status, last);
    check_number(taken, count);
    check_status(wtw_ahead_read(reading.ahead, portion, room, &got, &stored, NULL), last);
    end_reading(&reading);
    free(portion);
}

Test(ahead, gives_all_bytes_of_plain_files_in_portions_of_any_size)
{
    static const size_t rooms[] = {1000, 4096, 262144, 1 << 22};
    char *text = make_bytes(TEXT_BYTES);
    const char *path = write_bytes("plain", text, TEXT_BYTES);

    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++)
        check_all(path, rooms[i], text, TEXT_BYTES, WTW_END);
    check_all(write_bytes("empty", "", 0), 10, "", 0, WTW_END);
    free(text);
}

Test(ahead, gives_all_that_was_packed)
{
    char *text = make_bytes(TEXT_BYTES);
    char *packed = malloc(TEXT_BYTES);
    size_t count = gzip_bytes(text, TEXT_BYTES, packed, TEXT_BYTES);

    check_all(write_bytes("gz", packed, count), 70000, text, TEXT_BYTES, WTW_END);
    count = zstd_bytes(text, TEXT_BYTES, packed, TEXT_BYTES);
    check_all(write_bytes("zst", packed, count), 70000, text, TEXT_BYTES, WTW_END);
    free(packed);
    free(text);
}

Test(ahead, tells_of_a_break_after_all_that_came_before_it)
{
    char packed[1000];
    size_t count = gzip_bytes("whole", 5, packed, sizeof packed);
    struct reading reading;
    uint64_t stored = 0;
    size_t got = 0;
    char portion[100];

    memcpy(packed + count, "rest", 4);
    begin_reading(&reading, write_bytes("broken", packed, count + 4));
    check_ok(wtw_ahead_read(reading.ahead, portion, sizeof portion, &got, &stored,
                            &reading.error),
             &reading.error);
    check_bytes(portion, got, "whole");
    check_status(wtw_ahead_read(reading.ahead, portion, sizeof portion, &got, &stored,
                                &reading.error),
                 WTW_BAD_INPUT);
    check_string(reading.error.input, "in");
    end_reading(&reading);
}

Test(ahead, counts_the_stored_bytes_that_it_took)
{
    char *text = make_bytes(TEXT_BYTES);
    struct reading reading;
    char *portion = malloc(TEXT_BYTES);
    uint64_t stored = 0;
    size_t taken = 0;
    size_t got = 0;

    begin_reading(&reading, write_bytes("plain", text, TEXT_BYTES));
    while (wtw_ahead_read(reading.ahead, portion, TEXT_BYTES, &got, &stored,
                          &reading.error) == WTW_OK) {
        taken += got;
        check_number(stored, taken > 131072 ? taken : 131072); /* read to recognise it */
    }
    check_number(stored, TEXT_BYTES);
    end_reading(&reading);
    free(portion);
    free(text);
}

/* Waits until the thread has read so far in its file, and sees that it stays there. */
static void check_read_so_far(const struct reading *reading, off_t wanted)
{
    const struct timespec moment = {0, 1000000};

    for (int i = 0; i < 5000 && lseek(reading->descriptor, 0, SEEK_CUR) < wanted; i++)
        nanosleep(&moment, NULL);
    nanosleep(&(struct timespec){0, 20000000}, NULL);
    check_number(lseek(reading->descriptor, 0, SEEK_CUR), wanted);
}

Test(ahead, reads_eight_megabytes_before_its_turn_and_four_in_it)
{
    enum { BLOCK = 1 << 18, STORED = 131072, BLOCKS = 60 };
    char *text = make_bytes((size_t)BLOCKS * BLOCK);
    struct reading reading;
    char *portion = malloc(BLOCK);
    uint64_t stored = 0;
    size_t got = 0;
    off_t taken = 0;

    begin_reading(&reading, write_bytes("plain", text, (size_t)BLOCKS * BLOCK));
    /* The first block is what was read to recognise the file, half a block. */
    check_read_so_far(&reading, STORED + (off_t)31 * BLOCK);
    wtw_ahead_take_turn(reading.ahead);
    while (taken < STORED + (off_t)30 * BLOCK) {
        check_ok(
            wtw_ahead_read(reading.ahead, portion, BLOCK, &got, &stored, &reading.error),
            &reading.error);
        check(memcmp(portion, text + taken, got) == 0);
        taken += (off_t)got;
    }
    check_read_so_far(&reading, taken + (off_t)16 * BLOCK);
    end_reading(&reading);
    free(portion);
    free(text);
}

Test(ahead, ends_while_the_thread_waits_for_room_and_begins_anew)
{
    char *text = make_bytes(TEXT_BYTES);
    const char *path = write_bytes("plain", text, TEXT_BYTES);

    for (int round = 0; round < 20; round++) {
        struct reading reading;
        const struct timespec moment = {0, round % 4 * 1000000};
        char portion[10];
        uint64_t stored = 0;
        size_t got = 0;

        begin_reading(&reading, path);
        nanosleep(&moment, NULL);
        check_ok(wtw_ahead_read(reading.ahead, portion, sizeof portion, &got, &stored,
                                &reading.error),
                 &reading.error);
        wtw_ahead_end(reading.ahead);
        check(lseek(reading.descriptor, 0, SEEK_SET) == 0);
        check_ok(
            wtw_stream_open(&reading.stream, reading.descriptor, "in", &reading.error),
            &reading.error);
        check(wtw_ahead_begin(reading.ahead, &reading.stream));
        check_ok(wtw_ahead_read(reading.ahead, portion, sizeof portion, &got, &stored,
                                &reading.error),
                 &reading.error);
        check(memcmp(portion, text, got) == 0);
        end_reading(&reading);
    }
    free(text);
}

#ifdef WTW_FAULTS
Test(ahead, does_without_a_thread_that_cannot_be_started)
{
    struct wtw_ahead *ahead = NULL;
    struct wtw_stream stream = {0};
    struct wtw_error error = {0};

    check_ok(wtw_ahead_new(&ahead, &error), &error);
    wtw_fault_plan(WTW_FAULT_THREAD, 1);
    check(!wtw_ahead_begin(ahead, &stream));
    wtw_fault_plan(WTW_FAULT_THREAD, 0);
    wtw_ahead_end(ahead);
    wtw_ahead_free(ahead);
}

Test(ahead, fails_with_words_where_there_is_no_memory)
{
    struct wtw_ahead *ahead = NULL;
    struct wtw_error error = {0};

    for (uint64_t nth = 1; nth <= 2; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        check_status(wtw_ahead_new(&ahead, &error), WTW_NO_MEMORY);
        check(ahead == NULL);
    }
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
}
#endif
