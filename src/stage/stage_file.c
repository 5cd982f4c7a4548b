/*
 * stage_file.c - a file of sorted records that is there whole and sound, or not at all
 *
 * Head, index and records, all of little-endian 64-bit words; docs/stage-files.md has it
 * byte by byte. Records stand in parts, by what will be read at once, and each part has a
 * checksum of its own: who reads a part trusts it, and no other has to be read for it. The
 * index has a checksum in the head, and the head one of itself.
 *
 * The index is known when all parts are written, so room is left for it. A file gets its
 * name when it is whole and on the disk: whoever finds that name finds all of it. One that
 * is for this process alone has none from the start, so that nothing is left of it however
 * the process ends.
 */
#include "stage/stage_file.h"

#include "base/byte_bits.h"
#include "base/faults.h"
#include "base/memory.h"
#include "base/nameless_file.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FORMAT_VERSION = 1, HEAD_WORDS = 8, INDEX_WORDS = 2, WORD_BYTES = 8 };
enum { RECORD_WORDS_MAX = 64, PARTS_MAX = 1 << 24 };

/* "WTWSTAGE" */
static const uint64_t magic = UINT64_C(0x4547415453575457);

/* Words of the head. */
enum head_word {
    HEAD_MAGIC,
    HEAD_VERSIONS, /* of the format, of the scheme */
    HEAD_KIND,     /* and words of a record */
    HEAD_PARTS,    /* and first article */
    HEAD_RECORDS,
    HEAD_SETTINGS,
    HEAD_INDEX_CHECKSUM,
    HEAD_CHECKSUM /* of the words before */
};

static uint64_t two_halves(uint32_t low, uint32_t high)
{
    return (uint64_t)high << 32 | low;
}

/* Files are little-endian. On such a machine there is nothing to do. */
static void swap_words(uint64_t *words, size_t count)
{
    for (size_t i = 0; WTW_IS_BIG_ENDIAN && i < count; i++)
        words[i] = __builtin_bswap64(words[i]);
}

static uint64_t checksum_of(const uint64_t *words, size_t count)
{
    return XXH3_64bits(words, count * WORD_BYTES);
}

/* ------------------------------------------------------------------ writing */

static enum wtw_status write_at(const struct wtw_stage_writer *writer, const void *bytes,
                                size_t count, uint64_t offset, struct wtw_error *error)
{
    size_t done = 0;

    while (done < count) {
        ssize_t step = -1;

        if (wtw_fault_is_due(WTW_FAULT_WRITE))
            errno = ENOSPC;
        else
            step = pwrite(writer->descriptor, (const char *)bytes + done, count - done,
                          (off_t)(offset + done));
        if (step >= 0)
            done += (size_t)step;
        else if (errno != EINTR)
            return wtw_stage_fail(error, "write temporary files", writer->folder->path);
    }
    return WTW_OK;
}

static enum wtw_status create_file(struct wtw_stage_writer *writer,
                                   struct wtw_error *error)
{
    if (writer->folder->is_private)
        writer->descriptor = wtw_nameless_file(writer->folder->path);
    else if (wtw_fault_is_due(WTW_FAULT_WRITE))
        errno = EACCES;
    else
        writer->descriptor =
            open(writer->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (writer->descriptor < 0)
        return wtw_stage_fail(error, "make a temporary file", writer->folder->path);
    return WTW_OK;
}

enum wtw_status wtw_stage_writer_open(struct wtw_stage_writer *writer,
                                      const struct wtw_stage_folder *folder,
                                      const char *name,
                                      const struct wtw_stage_shape *shape,
                                      struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;
    int length = 0;

    *writer = (struct wtw_stage_writer){
        .descriptor = -1, .sealed = -1, .shape = *shape, .folder = folder};
    length = snprintf(writer->path, sizeof writer->path, "%s/%s", folder->path, name);
    if (length < 0 || (size_t)length >= sizeof writer->path) {
        errno = ENAMETOOLONG;
        return wtw_stage_fail(error, "make a temporary file", folder->path);
    }
    if (!folder->is_private)
        snprintf(writer->temporary, sizeof writer->temporary, "%s.part", writer->path);
    WTW_TRY(WTW_ALLOCATE(&writer->parts, shape->part_count, error));
    writer->end = (HEAD_WORDS + (uint64_t)INDEX_WORDS * shape->part_count) * WORD_BYTES;
    status = create_file(writer, error);
    if (status != WTW_OK)
        wtw_stage_writer_abandon(writer);
    return status;
}

enum wtw_status wtw_stage_writer_put(struct wtw_stage_writer *writer, uint64_t *records,
                                     size_t count, struct wtw_error *error)
{
    struct wtw_stage_part *part = &writer->parts[writer->part_count++];
    size_t words = count * writer->shape.record_words;
    enum wtw_status status = WTW_OK;

    swap_words(records, words);
    *part = (struct wtw_stage_part){
        .begin = writer->end, .count = count, .checksum = checksum_of(records, words)};
    status = write_at(writer, records, words * WORD_BYTES, part->begin, error);
    swap_words(records, words);
    writer->end += words * WORD_BYTES;
    if (status != WTW_OK)
        wtw_stage_writer_abandon(writer);
    return status;
}

static enum wtw_status write_head(const struct wtw_stage_writer *writer,
                                  struct wtw_error *error)
{
    const struct wtw_stage_shape *shape = &writer->shape;
    size_t index_words = (size_t)INDEX_WORDS * shape->part_count;
    size_t words = HEAD_WORDS + index_words;
    uint64_t *head = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&head, words, error));
    for (uint32_t i = 0; i < shape->part_count; i++) {
        head[HEAD_WORDS + INDEX_WORDS * i] = writer->parts[i].count;
        head[HEAD_WORDS + INDEX_WORDS * i + 1] = writer->parts[i].checksum;
        head[HEAD_RECORDS] += writer->parts[i].count;
    }
    head[HEAD_MAGIC] = magic;
    head[HEAD_VERSIONS] = two_halves(FORMAT_VERSION, WTW_SCHEME);
    head[HEAD_KIND] = two_halves(shape->kind, shape->record_words);
    head[HEAD_PARTS] = two_halves(shape->part_count, shape->first_article);
    head[HEAD_SETTINGS] = shape->settings;
    swap_words(head, words);
    head[HEAD_INDEX_CHECKSUM] = checksum_of(head + HEAD_WORDS, index_words);
    swap_words(head + HEAD_INDEX_CHECKSUM, 1);
    head[HEAD_CHECKSUM] = checksum_of(head, HEAD_CHECKSUM);
    swap_words(head + HEAD_CHECKSUM, 1);
    status = write_at(writer, head, words * WORD_BYTES, 0, error);
    wtw_release_items(head);
    return status;
}

static enum wtw_status sync_file(const struct wtw_stage_writer *writer,
                                 struct wtw_error *error)
{
    bool has_failed = wtw_fault_is_due(WTW_FAULT_WRITE);

    if (has_failed)
        errno = EIO;
    else
        has_failed = fsync(writer->descriptor) != 0;
    return has_failed ? wtw_stage_fail(error, "keep a file", writer->folder->path)
                      : WTW_OK;
}

static enum wtw_status give_name(const struct wtw_stage_writer *writer,
                                 struct wtw_error *error)
{
    bool has_failed = wtw_fault_is_due(WTW_FAULT_WRITE);

    if (has_failed)
        errno = EIO;
    else
        has_failed = rename(writer->temporary, writer->path) != 0;
    return has_failed ? wtw_stage_fail(error, "name a file", writer->folder->path)
                      : WTW_OK;
}

/* Nobody finds a private file after a crash, so it need not survive one. */
enum wtw_status wtw_stage_writer_commit(struct wtw_stage_writer *writer,
                                        struct wtw_error *error)
{
    enum wtw_status status = write_head(writer, error);

    if (status == WTW_OK && writer->folder->is_private) {
        writer->sealed = writer->descriptor;
        writer->descriptor = -1;
    } else if (status == WTW_OK) {
        status = sync_file(writer, error);
        if (status == WTW_OK)
            status = give_name(writer, error);
        if (status == WTW_OK)
            writer->temporary[0] = '\0';
    }
    wtw_stage_writer_abandon(writer);
    return status;
}

void wtw_stage_writer_abandon(struct wtw_stage_writer *writer)
{
    if (writer->descriptor >= 0) {
        close(writer->descriptor);
        if (writer->temporary[0])
            unlink(writer->temporary);
    }
    writer->descriptor = -1;
    wtw_release_items(writer->parts);
    writer->parts = NULL;
}

/* ------------------------------------------------------------------ reading */

/* 'what' is wrong with a file that cannot be used. */
static enum wtw_status refuse(const struct wtw_stage_file *file, const char *what,
                              uint64_t offset, struct wtw_error *error)
{
    const struct wtw_spot spot = {.input = file->path, .byte_offset = offset};

    return wtw_fail_at(error, WTW_BAD_INPUT, &spot,
                       "%s at byte %" PRIu64
                       ": the disk or another program changed it; run again, with TMPDIR "
                       "set to another disk if it comes back",
                       what, offset);
}

static enum wtw_status read_at(const struct wtw_stage_file *file, void *out, size_t count,
                               uint64_t offset, struct wtw_error *error)
{
    const struct wtw_spot spot = {.input = file->path, .byte_offset = offset};
    size_t done = 0;

    while (done < count) {
        ssize_t step = -1;

        if (wtw_fault_is_due(WTW_FAULT_READ))
            errno = EIO;
        else
            step = pread(file->descriptor, (char *)out + done, count - done,
                         (off_t)(offset + done));
        if (step == 0)
            return refuse(file, "this temporary file ends early,", offset + done, error);
        if (step > 0)
            done += (size_t)step;
        else if (errno != EINTR)
            return wtw_fail_at(error, WTW_IO, &spot,
                               "cannot read this temporary file again (error %d); set "
                               "TMPDIR to another disk",
                               errno);
    }
    return WTW_OK;
}

static bool is_as_expected(const uint64_t *head, const struct wtw_stage_shape *expected)
{
    return head[HEAD_VERSIONS] == two_halves(FORMAT_VERSION, WTW_SCHEME) &&
           head[HEAD_KIND] == two_halves(expected->kind, expected->record_words) &&
           (uint32_t)head[HEAD_PARTS] == expected->part_count &&
           head[HEAD_SETTINGS] == expected->settings;
}

static enum wtw_status read_head(struct wtw_stage_file *file, uint64_t *head,
                                 const struct wtw_stage_shape *expected,
                                 struct wtw_error *error)
{
    uint64_t checksum = 0;

    WTW_TRY(read_at(file, head, HEAD_WORDS * WORD_BYTES, 0, error));
    checksum = checksum_of(head, HEAD_CHECKSUM);
    swap_words(head, HEAD_WORDS);
    if (head[HEAD_MAGIC] != magic || head[HEAD_CHECKSUM] != checksum)
        return refuse(file, "this is no head of a stage file,", 0, error);
    if (!is_as_expected(head, expected))
        return refuse(file, "this stage file is of another version or other options,", 8,
                      error);
    file->shape = *expected;
    file->shape.first_article = (uint32_t)(head[HEAD_PARTS] >> 32);
    return WTW_OK;
}

static enum wtw_status read_index(struct wtw_stage_file *file, const uint64_t *head,
                                  uint64_t *index, struct wtw_error *error)
{
    size_t words = (size_t)INDEX_WORDS * file->shape.part_count;
    uint64_t begin = (HEAD_WORDS + words) * WORD_BYTES;

    WTW_TRY(read_at(file, index, words * WORD_BYTES, HEAD_WORDS * WORD_BYTES, error));
    if (checksum_of(index, words) != head[HEAD_INDEX_CHECKSUM])
        return refuse(file, "the index of this stage file is damaged,",
                      HEAD_WORDS * WORD_BYTES, error);
    swap_words(index, words);
    for (uint32_t i = 0; i < file->shape.part_count; i++) {
        struct wtw_stage_part *part = &file->parts[i];

        *part = (struct wtw_stage_part){.begin = begin,
                                        .count = index[INDEX_WORDS * i],
                                        .checksum = index[INDEX_WORDS * i + 1]};
        begin += part->count * file->shape.record_words * WORD_BYTES;
    }
    return WTW_OK;
}

static enum wtw_status read_front(struct wtw_stage_file *file,
                                  const struct wtw_stage_shape *expected,
                                  struct wtw_error *error)
{
    uint64_t head[HEAD_WORDS];
    uint64_t *index = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(read_head(file, head, expected, error));
    WTW_TRY(WTW_ALLOCATE(&file->parts, expected->part_count, error));
    WTW_TRY(WTW_ALLOCATE(&index, (size_t)INDEX_WORDS * expected->part_count, error));
    status = read_index(file, head, index, error);
    wtw_release_items(index);
    return status;
}

/* Takes the open 'descriptor' for the file, whatever becomes of it. */
static enum wtw_status take_file(struct wtw_stage_file *out_file, int descriptor,
                                 const char *path, const struct wtw_stage_shape *expected,
                                 struct wtw_error *error)
{
    struct wtw_stage_file file = {.descriptor = descriptor};
    enum wtw_status status = WTW_OK;

    snprintf(file.path, sizeof file.path, "%s", path);
    status = read_front(&file, expected, error);
    if (status == WTW_OK)
        *out_file = file;
    else
        wtw_stage_file_release(&file);
    return status;
}

enum wtw_status wtw_stage_file_open(struct wtw_stage_file *out_file, const char *path,
                                    const struct wtw_stage_shape *expected,
                                    struct wtw_error *error)
{
    int descriptor = -1;

    if (wtw_fault_is_due(WTW_FAULT_READ))
        errno = EMFILE;
    else
        descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return wtw_stage_fail(error, "open a temporary file", path);
    return take_file(out_file, descriptor, path, expected, error);
}

enum wtw_status wtw_stage_writer_reopen(struct wtw_stage_writer *writer,
                                        struct wtw_stage_file *out_file,
                                        struct wtw_error *error)
{
    int descriptor = writer->sealed;

    if (descriptor < 0)
        return wtw_stage_file_open(out_file, writer->path, &writer->shape, error);
    writer->sealed = -1;
    return take_file(out_file, descriptor, writer->path, &writer->shape, error);
}

enum wtw_status wtw_stage_file_read(const struct wtw_stage_file *file, uint32_t part,
                                    uint64_t *out_records, struct wtw_error *error)
{
    const struct wtw_stage_part *place = &file->parts[part];
    size_t words = (size_t)place->count * file->shape.record_words;

    WTW_TRY(read_at(file, out_records, words * WORD_BYTES, place->begin, error));
    if (checksum_of(out_records, words) != place->checksum)
        return refuse(file, "this temporary file is damaged,", place->begin, error);
    swap_words(out_records, words);
    return WTW_OK;
}

void wtw_stage_file_release(struct wtw_stage_file *file)
{
    if (file->descriptor >= 0)
        close(file->descriptor);
    wtw_release_items(file->parts);
    file->descriptor = -1;
    file->parts = NULL;
}
