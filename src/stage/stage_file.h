/*
 * stage_file.h - a file of sorted records that is there whole and sound, or not at all
 *
 * docs/stage-files.md has the format, byte by byte.
 */
#ifndef WTW_STAGE_STAGE_FILE_H
#define WTW_STAGE_STAGE_FILE_H

#include "stage/stage_folder.h"

/* What the records are of. The numbers stand in files. */
enum wtw_stage_kind {
    WTW_KIND_BAND_KEYS = 1,
    WTW_KIND_SHARED_KEYS = 2,
    WTW_KIND_NOTED_PAIRS = 3,
    WTW_KIND_ODD_SKETCHES = 4
};

/* What a file says of itself in its head; who opens it expects the same, all but the first
 * article and the number of records. */
struct wtw_stage_shape {
    enum wtw_stage_kind kind;
    uint32_t record_words; /* 64-bit words of a record, 1 to 64 */
    uint32_t part_count;   /* 1 or more */
    uint32_t first_article;
    uint64_t settings; /* a hash of the options that the records depend on */
};

struct wtw_stage_part {
    uint64_t begin; /* byte offset in the file */
    uint64_t count; /* records */
    uint64_t checksum;
};

/* Zero-initialised is closed, but for the descriptors, which are -1 then. */
struct wtw_stage_writer {
    int descriptor;
    int sealed; /* of a committed private file until it is opened again */
    struct wtw_stage_shape shape;
    struct wtw_stage_part *parts; /* those put so far */
    uint32_t part_count;
    uint64_t end;                          /* byte offset behind the last one */
    const struct wtw_stage_folder *folder; /* borrowed */
    char path[WTW_STAGE_PATH_BYTES];
    char temporary[WTW_STAGE_PATH_BYTES + 8];
};

/*
 * wtw_stage_writer_open() begins the file 'name' in 'folder', under a temporary name, or
 * without any in a private folder. wtw_stage_writer_put() adds the next part, 'count'
 * records of shape.record_words words, which may be changed during the call.
 * wtw_stage_writer_commit() asks for all parts to be there, syncs the file and gives it its
 * name; a private file it keeps open, until wtw_stage_writer_reopen() hands it out.
 * wtw_stage_writer_abandon() removes what was written, and does nothing after a commit.
 * Return WTW_OK, WTW_IO or WTW_NO_MEMORY; after a failure the file is abandoned.
 */
WTW_MUST_CHECK enum wtw_status wtw_stage_writer_open(
    struct wtw_stage_writer *writer, const struct wtw_stage_folder *folder,
    const char *name, const struct wtw_stage_shape *shape, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stage_writer_put(struct wtw_stage_writer *writer,
                                                    uint64_t *records, size_t count,
                                                    struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stage_writer_commit(struct wtw_stage_writer *writer,
                                                       struct wtw_error *error);
void wtw_stage_writer_abandon(struct wtw_stage_writer *writer);

/* A file that is read; any part, in any order, by any thread. */
struct wtw_stage_file {
    int descriptor;
    struct wtw_stage_shape shape;
    struct wtw_stage_part *parts;
    char path[WTW_STAGE_PATH_BYTES]; /* for the words of failures */
};

/* wtw_stage_writer_reopen() opens for reading what 'writer' has committed; of a private
 * file, which has to be opened so, once. Returns as wtw_stage_file_open(). */
WTW_MUST_CHECK enum wtw_status wtw_stage_writer_reopen(struct wtw_stage_writer *writer,
                                                       struct wtw_stage_file *out_file,
                                                       struct wtw_error *error);

/*
 * wtw_stage_file_open() opens 'path', gives it to the caller and checks its head and
 * index, and that it is of the shape expected. wtw_stage_file_read() reads a part to
 * 'out_records', which has room for all of its records, and checks them. Return WTW_OK,
 * WTW_IO, WTW_BAD_INPUT for a file that is damaged or not the one expected, or
 * WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_stage_file_open(struct wtw_stage_file *out_file,
                                                   const char *path,
                                                   const struct wtw_stage_shape *expected,
                                                   struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stage_file_read(const struct wtw_stage_file *file,
                                                   uint32_t part, uint64_t *out_records,
                                                   struct wtw_error *error);
void wtw_stage_file_release(struct wtw_stage_file *file);

#endif
