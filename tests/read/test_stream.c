/*
 * test_stream.c - bytes in order, whatever they are packed in and wherever they break
 */
#include "check.h"

#include "base/faults.h"
#include "read/stream.h"
#include "temporary_files.h"

#include <time.h>

TestSuite(stream, .init = make_test_folder, .fini = remove_test_folder);

/* Every test of gzip runs with every inflater that was built in. */
static const struct wtw_inflater *preferred;

#define TEST_WITH_EACH_INFLATER(name)                                                    \
    static void name(void);                                                              \
    Test(stream, name)                                                                   \
    {                                                                                    \
        size_t count = 0;                                                                \
        const struct wtw_inflater *const *inflaters = wtw_inflaters(&count);             \
                                                                                         \
        for (size_t inflater = 0; inflater < count; inflater++) {                        \
            preferred = inflaters[inflater];                                             \
            name();                                                                      \
        }                                                                                \
    }                                                                                    \
    static void name(void)

/* What a stream gave until it ended or broke. */
struct taken {
    char *bytes;
    size_t count;
    enum wtw_compression compression;
    enum wtw_status status;
    struct wtw_error error;
};

static struct taken take_from(struct wtw_stream *stream, int descriptor, size_t room)
{
    size_t capacity = room;
    struct taken taken = {.bytes = malloc(capacity)};
    size_t count = 0;

    taken.status = wtw_stream_open(stream, descriptor, "in", &taken.error);
    taken.compression = stream->compression;
    while (taken.status == WTW_OK) {
        taken.status = wtw_stream_read(stream, taken.bytes + taken.count, room, &count,
                                       &taken.error);
        if (taken.status != WTW_OK)
            break;
        check(count > 0 && count <= room);
        taken.count += count;
        if (capacity - taken.count < room) {
            capacity = 2 * capacity + room;
            taken.bytes = realloc(taken.bytes, capacity);
        }
    }
    return taken;
}

static struct taken take_path(const char *path, size_t room)
{
    struct wtw_stream stream = {.preferred = preferred};
    int descriptor = open(path, O_RDONLY);
    struct taken taken = take_from(&stream, descriptor, room);

    wtw_stream_release(&stream);
    close(descriptor);
    return taken;
}

static struct taken take_bytes(const void *bytes, size_t count, size_t room)
{
    return take_path(write_bytes("in", bytes, count), room);
}

static void check_taken(struct taken taken, enum wtw_compression compression,
                        enum wtw_status status, const char *wanted, size_t wanted_count)
{
    cr_assert(taken.status == status, "%s: %s", wtw_status_name(taken.status),
              taken.error.words);
    check_number(taken.compression, compression);
    check_number(taken.count, wanted_count);
    check(memcmp(taken.bytes, wanted, wanted_count) == 0);
    free(taken.bytes);
}

/* Text that compresses, but not to nothing. */
static char *make_text(size_t count)
{
    static const char *const words[] = {"the ",    "bridge ", "was ",
                                        "closed ", "by\n",    "rain "};
    char *text = malloc(count + 16);
    uint64_t state = 7;
    size_t used = 0;

    while (used < count) {
        state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
        const char *word = words[(state >> 33) % 6];

        memcpy(text + used, word, strlen(word));
        used += strlen(word);
    }
    return text;
}

Test(stream, gives_plain_bytes_in_portions_of_any_size)
{
    static const size_t rooms[] = {1, 2, 3, 7, 4096, 131072, 1 << 20};
    char *text = make_text(300000);

    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++)
        check_taken(take_bytes(text, 300000, rooms[i]), WTW_COMPRESSION_NONE, WTW_END,
                    text, 300000);
    check_taken(take_bytes("", 0, 10), WTW_COMPRESSION_NONE, WTW_END, "", 0);
    check_taken(take_bytes("\x1f", 1, 10), WTW_COMPRESSION_NONE, WTW_END, "\x1f", 1);
    check_taken(take_bytes("(", 1, 10), WTW_COMPRESSION_NONE, WTW_END, "(", 1);
    check_taken(take_bytes("P.S.", 4, 10), WTW_COMPRESSION_NONE, WTW_END, "P.S.", 4);
    free(text);
}

TEST_WITH_EACH_INFLATER(unpacks_gzip_and_zstd_in_portions_of_any_size)
{
    static const size_t rooms[] = {1, 5, 4096, 1 << 20};
    size_t count = 300000;
    char *text = make_text(count);
    char *packed = malloc(count);

    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
        check_taken(take_bytes(packed, gzip_bytes(text, count, packed, count), rooms[i]),
                    WTW_COMPRESSION_GZIP, WTW_END, text, count);
        check_taken(take_bytes(packed, zstd_bytes(text, count, packed, count), rooms[i]),
                    WTW_COMPRESSION_ZSTD, WTW_END, text, count);
    }
    free(text);
    free(packed);
}

TEST_WITH_EACH_INFLATER(joins_the_members_of_a_gzip_file_and_skips_padding)
{
    char packed[1000];
    size_t count = gzip_bytes("one ", 4, packed, 1000);

    count += gzip_bytes("", 0, packed + count, 1000 - count);
    count += gzip_bytes("two ", 4, packed + count, 1000 - count);
    memset(packed + count, 0, 50);
    count += 50;
    count += gzip_bytes("three", 5, packed + count, 1000 - count);
    memset(packed + count, 0, 300);
    count += 300;
    check_taken(take_bytes(packed, count, 3), WTW_COMPRESSION_GZIP, WTW_END,
                "one two three", 13);
}

Test(stream, joins_the_frames_of_a_zstd_file_and_skips_those_to_skip)
{
    const char skippable[] = "\x50\x2a\x4d\x18\x03\0\0\0abc";
    char packed[1000];
    size_t count = sizeof skippable - 1;

    memcpy(packed, skippable, count);
    count += zstd_bytes("one ", 4, packed + count, 1000 - count);
    count += zstd_bytes("", 0, packed + count, 1000 - count);
    memcpy(packed + count, skippable, sizeof skippable - 1);
    count += sizeof skippable - 1;
    count += zstd_bytes("two", 3, packed + count, 1000 - count);
    check_taken(take_bytes(packed, count, 2), WTW_COMPRESSION_ZSTD, WTW_END, "one two",
                7);
    check_taken(take_bytes(packed, count, 100), WTW_COMPRESSION_ZSTD, WTW_END, "one two",
                7);
}

TEST_WITH_EACH_INFLATER(tells_of_bytes_after_the_compressed_data)
{
    char packed[1000];
    size_t count = gzip_bytes("one", 3, packed, 1000);

    memcpy(packed + count, "rest", 4);
    check_taken(take_bytes(packed, count + 4, 100), WTW_COMPRESSION_GZIP, WTW_BAD_INPUT,
                "one", 3);
    count = zstd_bytes("one", 3, packed, 1000);
    memcpy(packed + count, "rest", 4);
    check_taken(take_bytes(packed, count + 4, 100), WTW_COMPRESSION_ZSTD, WTW_BAD_INPUT,
                "one", 3);
}

/* Whatever is left of 'packed', what comes out begins the text, and only the whole ends
 * well. */
static void check_every_cut(const char *packed, size_t packed_count, const char *text,
                            size_t text_count)
{
    for (size_t cut = 4; cut < packed_count; cut++) {
        struct taken taken = take_bytes(packed, cut, 64);

        check_status(taken.status, WTW_BAD_INPUT);
        check(taken.count <= text_count);
        check(memcmp(taken.bytes, text, taken.count) == 0);
        check(strstr(taken.error.words, "ends too early") != NULL);
        check_number(taken.error.byte_offset, cut);
        check_string(taken.error.input, "in");
        free(taken.bytes);
    }
}

TEST_WITH_EACH_INFLATER(tells_of_a_file_that_was_cut_at_any_byte)
{
    char *text = make_text(600);
    char packed[1000];

    check_every_cut(packed, gzip_bytes(text, 600, packed, 1000), text, 600);
    check_every_cut(packed, zstd_bytes(text, 600, packed, 1000), text, 600);
    free(text);
}

TEST_WITH_EACH_INFLATER(gives_all_that_can_be_unpacked_before_a_cut)
{
    size_t count = 400000;
    char *text = make_text(count);
    char *packed = malloc(count);
    size_t gzip_count = gzip_bytes(text, count, packed, count);
    struct taken taken = take_bytes(packed, gzip_count - 1, 1000);

    check_taken(taken, WTW_COMPRESSION_GZIP, WTW_BAD_INPUT, text, count);
    size_t zstd_count = zstd_bytes(text, count, packed, count);
    /* The last block is at most 128 KiB; the blocks before it are whole. */
    taken = take_bytes(packed, zstd_count - 5, 1 << 20);
    check_status(taken.status, WTW_BAD_INPUT);
    check(taken.count >= 3 * 131072 && memcmp(taken.bytes, text, taken.count) == 0);
    free(taken.bytes);
    free(text);
    free(packed);
}

TEST_WITH_EACH_INFLATER(tells_of_a_wrong_checksum_after_the_data)
{
    char *text = make_text(600);
    char packed[1000];
    size_t count = gzip_bytes(text, 600, packed, 1000);

    packed[count - 6] ^= 1;
    check_taken(take_bytes(packed, count, 1000), WTW_COMPRESSION_GZIP, WTW_BAD_INPUT,
                text, 600);
    count = zstd_bytes(text, 600, packed, 1000);
    packed[count - 1] ^= 1;
    check_taken(take_bytes(packed, count, 1000), WTW_COMPRESSION_ZSTD, WTW_BAD_INPUT,
                text, 600);
    free(text);
}

TEST_WITH_EACH_INFLATER(bears_any_byte_changed)
{
    char *text = make_text(600);
    char packed[2][1000];
    size_t counts[2] = {gzip_bytes(text, 600, packed[0], 1000),
                        zstd_bytes(text, 600, packed[1], 1000)};

    for (size_t kind = 0; kind < 2; kind++) {
        for (size_t i = 0; i < counts[kind]; i++) {
            packed[kind][i] ^= 0x55;
            struct taken taken = take_bytes(packed[kind], counts[kind], 100);

            check(taken.status == WTW_END || taken.status == WTW_BAD_INPUT);
            free(taken.bytes);
            packed[kind][i] ^= 0x55;
        }
    }
    free(text);
}

/* What zlib gives of broken bytes, by calls of its own: all at once into enough room. */
static size_t give_by_zlib(const char *packed, size_t packed_count, char *out,
                           size_t room)
{
    z_stream gzip = {.next_in = (unsigned char *)(uintptr_t)packed,
                     .avail_in = (unsigned)packed_count,
                     .next_out = (unsigned char *)out,
                     .avail_out = (unsigned)room};

    check(inflateInit2(&gzip, 31) == Z_OK);
    (void)inflate(&gzip, Z_NO_FLUSH);
    inflateEnd(&gzip);
    return room - gzip.avail_out;
}

TEST_WITH_EACH_INFLATER(gives_of_broken_gzip_what_zlib_can_make_of_it)
{
    enum { TEXT_BYTES = 200000 };
    char *text = make_text(TEXT_BYTES);
    char *packed = malloc(TEXT_BYTES);
    char *wanted = malloc(2 * TEXT_BYTES);
    size_t count = gzip_bytes(text, TEXT_BYTES, packed, TEXT_BYTES);

    for (size_t at = 2; at < count; at += at < 100 ? 1 : 977) {
        struct taken taken;
        size_t wanted_count = 0;

        packed[at] ^= 0x24;
        taken = take_bytes(packed, count, 1 << 21);
        wanted_count = give_by_zlib(packed, count, wanted, 2 * TEXT_BYTES);
        cr_assert(taken.count == wanted_count, "byte %zu: got %zu bytes, zlib gives %zu",
                  at, taken.count, wanted_count);
        check(memcmp(taken.bytes, wanted, wanted_count) == 0);
        packed[at] ^= 0x24;
        free(taken.bytes);
    }
    free(text);
    free(packed);
    free(wanted);
}

static void check_words(const char *packed, size_t count, const char *words)
{
    struct taken taken = take_bytes(packed, count, 1000);

    check_status(taken.status, WTW_BAD_INPUT);
    check_string(taken.error.words, words);
    free(taken.bytes);
}

TEST_WITH_EACH_INFLATER(says_why_gzip_is_broken_in_the_same_words)
{
    char packed[1000];
    size_t count = gzip_bytes("one one", 7, packed, 1000);

    memcpy(packed + count, "rest", 4);
    check_words(
        packed, count + 4,
        "the gzip data breaks off at byte 29: what follows is no gzip data; whole "
        "articles before it count");
    check_words(packed, count - 1,
                "the gzip data breaks off at byte 26: the file ends too early; whole "
                "articles before it count");
    packed[count - 1] ^= 1;
    check_words(
        packed, count,
        "the gzip data breaks off at byte 27: its checksum or length is wrong; whole "
        "articles before it count");
    packed[10] |= 6; /* a block of the third kind, which there is not */
    check_words(
        packed, count,
        "the gzip data breaks off at byte 11: it is corrupt; whole articles before it "
        "count");
}

/* The second member breaks off behind what is read at once, after more than one turn. */
TEST_WITH_EACH_INFLATER(finds_back_to_a_later_member_that_breaks_off)
{
    enum { TEXT_BYTES = 3000000 };
    char *text = make_text(TEXT_BYTES);
    char *packed = malloc(TEXT_BYTES);
    size_t first = gzip_bytes(text, TEXT_BYTES / 2, packed, TEXT_BYTES);
    size_t count = first + gzip_bytes(text + TEXT_BYTES / 2, TEXT_BYTES / 2,
                                      packed + first, TEXT_BYTES - first);

    check(first > 131072);
    check_taken(take_bytes(packed, count - 1, 100000), WTW_COMPRESSION_GZIP,
                WTW_BAD_INPUT, text, TEXT_BYTES);
    free(text);
    free(packed);
}

TEST_WITH_EACH_INFLATER(unpacks_gzip_that_comes_by_a_pipe_or_begins_within_a_file)
{
    char packed[1000] = "before";
    size_t count = 6 + gzip_bytes("one two three", 13, packed + 6, 994);
    const char *path = write_bytes("in", packed, count - 1);
    struct wtw_stream stream = {.preferred = preferred};
    int descriptor = open(path, O_RDONLY);
    int ends[2];

    check(lseek(descriptor, 6, SEEK_SET) == 6);
    check_taken(take_from(&stream, descriptor, 5), WTW_COMPRESSION_GZIP, WTW_BAD_INPUT,
                "one two three", 13);
    close(descriptor);
    check(pipe(ends) == 0);
    check(write(ends[1], packed + 6, count - 7) == (ssize_t)(count - 7));
    close(ends[1]);
    check_taken(take_from(&stream, ends[0], 5), WTW_COMPRESSION_GZIP, WTW_BAD_INPUT,
                "one two three", 13);
    close(ends[0]);
    wtw_stream_release(&stream);
}

TEST_WITH_EACH_INFLATER(takes_one_input_after_the_other)
{
    struct wtw_stream stream = {.preferred = preferred};
    char packed[1000];
    const char *broken = write_bytes("a", packed, gzip_bytes("one", 3, packed, 1000) - 3);
    const char *whole = write_bytes("b", packed, gzip_bytes("two", 3, packed, 1000));
    const char *frame = write_bytes("c", packed, zstd_bytes("three", 5, packed, 1000));
    const char *cut = write_bytes("d", packed, zstd_bytes("four", 4, packed, 1000) - 2);
    const char *plain = write_text("e", "five");
    const char *paths[] = {broken, whole, cut, frame, plain, broken, frame};
    static const char *const texts[] = {"one",  "two", "four", "three",
                                        "five", "one", "three"};

    for (size_t i = 0; i < 7; i++) {
        int descriptor = open(paths[i], O_RDONLY);
        struct taken taken = take_from(&stream, descriptor, 100);

        check_status(taken.status, i == 0 || i == 2 || i == 5 ? WTW_BAD_INPUT : WTW_END);
        check_number(taken.count, strlen(texts[i]));
        check(memcmp(taken.bytes, texts[i], taken.count) == 0);
        free(taken.bytes);
        close(descriptor);
    }
    wtw_stream_release(&stream);
}

Test(stream, waits_for_a_pipe_that_gives_one_byte_at_a_time)
{
    char packed[1000];
    size_t count = zstd_bytes("one two three", 13, packed, 1000);
    struct wtw_stream stream = {0};
    int ends[2];

    check(pipe(ends) == 0);
    if (fork() == 0) {
        for (size_t i = 0; i < count; i++) {
            if (write(ends[1], packed + i, 1) != 1)
                _exit(1);
            nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
        }
        _exit(0);
    }
    close(ends[1]);
    check_taken(take_from(&stream, ends[0], 100), WTW_COMPRESSION_ZSTD, WTW_END,
                "one two three", 13);
    wtw_stream_release(&stream);
}

Test(stream, tells_of_a_descriptor_that_cannot_be_read)
{
    struct taken taken = take_path(test_folder, 10);

    check_status(taken.status, WTW_IO);
    check_string(taken.error.input, "in");
    check_string(taken.error.words, "cannot read it: Is a directory");
    free(taken.bytes);
}

#ifdef WTW_FAULTS
TEST_WITH_EACH_INFLATER(fails_with_words_at_every_read_and_allocation)
{
    static const enum wtw_fault_kind kinds[] = {WTW_FAULT_READ, WTW_FAULT_ALLOCATION};
    char packed[1000];
    size_t gzip_count = gzip_bytes("one two", 7, packed, 1000);
    const char *whole = write_bytes("a", packed, gzip_count);
    const char *cut = write_bytes("b", packed, gzip_count - 1);
    const char *frame = write_bytes("c", packed, zstd_bytes("one two", 7, packed, 1000));
    const char *const paths[] = {whole, cut, frame};

    for (size_t i = 0; i < 6; i++) {
        for (uint64_t nth = 1; nth < 20; nth++) {
            wtw_fault_plan(kinds[i / 3], nth);
            struct taken taken = take_path(paths[i % 3], 4);
            bool was_due = wtw_fault_count(kinds[i / 3]) >= nth;

            wtw_fault_plan(kinds[i / 3], 0);
            if (was_due)
                check_status(taken.status, i / 3 ? WTW_NO_MEMORY : WTW_IO);
            else
                check_status(taken.status, i % 3 == 1 ? WTW_BAD_INPUT : WTW_END);
            check(taken.status == WTW_END || taken.error.words[0]);
            free(taken.bytes);
        }
    }
}
#endif
