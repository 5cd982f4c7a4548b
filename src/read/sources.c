/*
 * sources.c - inputs opened, and read on threads before their turn
 *
 * Inflating is the slowest part of reading, and one file cannot be inflated on two threads.
 * So the files next in line are inflated while the first is taken, each by a thread and
 * into memory of its own (read/ahead), and taken up one after the other: the bytes and their
 * order are those of a single thread. Each is read 8 MiB ahead, so that small files are
 * ready when their turn comes, and of large ones the beginning is; more would have to be
 * kept somewhere, and rejected was to write it to a disk that it may not fit on.
 *
 * A file that cannot be opened before its turn is left for it: then it fails, if it still
 * does, in the order in which people named it.
 */
#include "read/sources.h"

#include "base/memory.h"
#include "read/ahead.h"
#include "read/file_calls.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A smaller file is read before a thread for it has begun. */
enum { AHEAD_BYTES = 1 << 18 };

/* More read ahead than a disk delivers, or than sketching takes; 8 MiB each. */
enum { SOURCES_MOST = 8 };

struct source {
    bool is_open;
    size_t number; /* of the input */
    int descriptor;
    bool owns_descriptor; /* true but for standard input */
    struct wtw_source_facts facts;
    uint64_t size; /* of a regular file */
    struct wtw_stream stream;
    struct wtw_ahead *ahead; /* NULL until an input is read ahead */
    bool is_ahead;
    uint64_t stored; /* bytes of the input that were used so far */
};

struct wtw_sources {
    struct source items[SOURCES_MOST];
    size_t count;        /* of the items, 1 or more */
    bool has_threads;    /* or everything is read by who asks */
    struct source *turn; /* the open input; NULL when none is */
};

/* ------------------------------------------------------------------ life */

enum wtw_status wtw_sources_new(uint32_t thread_count, struct wtw_sources **out_sources,
                                struct wtw_error *error)
{
    struct wtw_sources *sources = NULL;

    WTW_TRY(WTW_ALLOCATE(&sources, 1, error));
    sources->has_threads = thread_count > 0;
    sources->count = thread_count < SOURCES_MOST ? thread_count : SOURCES_MOST;
    if (!sources->count)
        sources->count = 1;
    *out_sources = sources;
    return WTW_OK;
}

static void close_source(struct source *source)
{
    if (source->is_ahead)
        wtw_ahead_end(source->ahead);
    source->is_ahead = false;
    if (source->owns_descriptor)
        close(source->descriptor);
    source->owns_descriptor = false;
    source->is_open = false;
}

void wtw_sources_free(struct wtw_sources *sources)
{
    if (!sources)
        return;
    for (size_t i = 0; i < sources->count; i++) {
        close_source(&sources->items[i]);
        wtw_ahead_free(sources->items[i].ahead);
        wtw_stream_release(&sources->items[i].stream);
    }
    wtw_release_items(sources);
}

/* ------------------------------------------------------------------ opening */

/* Opens the file behind an input and its stream, and looks at what it is. */
static enum wtw_status open_stream(struct source *source, const char *name,
                                   struct wtw_error *error)
{
    bool is_stdin = strcmp(name, "-") == 0;
    struct stat status;
    off_t begin = 0;

    source->descriptor = STDIN_FILENO;
    if (!is_stdin) {
        WTW_TRY(wtw_file_open(name, &source->descriptor, error));
        source->owns_descriptor = true;
    }
    if (fstat(source->descriptor, &status) != 0)
        return wtw_file_fail(error, name, UINT64_MAX, "read it");
    if (is_stdin && S_ISREG(status.st_mode))
        begin = lseek(STDIN_FILENO, 0, SEEK_CUR);
    posix_fadvise(source->descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    WTW_TRY(wtw_stream_open(&source->stream, source->descriptor, name, error));
    source->stored = source->stream.stored_offset;
    source->size = status.st_size > 0 ? (uint64_t)status.st_size : 0;
    source->facts = (struct wtw_source_facts){
        .compression = source->stream.compression,
        .is_file = S_ISREG(status.st_mode),
        .begin = begin > 0 ? (uint64_t)begin : 0,
        .inode = (uint64_t)status.st_ino,
    };
    return WTW_OK;
}

/* Reads ahead what is worth a thread. Pipes are not: a signal has to reach who waits for
 * them, and their other end is a process that runs beside this one already. */
static enum wtw_status start_ahead(struct wtw_sources *sources, struct source *source,
                                   struct wtw_error *error)
{
    if (!sources->has_threads || !source->facts.is_file || source->size < AHEAD_BYTES)
        return WTW_OK;
    if (!source->ahead)
        WTW_TRY(wtw_ahead_new(&source->ahead, error));
    source->is_ahead = wtw_ahead_begin(source->ahead, &source->stream);
    return WTW_OK;
}

static enum wtw_status open_source(struct wtw_sources *sources, struct source *source,
                                   const char *name, size_t number,
                                   struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;

    source->is_open = true;
    source->number = number;
    status = open_stream(source, name, error);
    if (status == WTW_OK)
        status = start_ahead(sources, source, error);
    if (status != WTW_OK)
        close_source(source);
    return status;
}

static struct source *find_source(struct wtw_sources *sources, size_t number)
{
    for (size_t i = 0; i < sources->count; i++)
        if (sources->items[i].is_open && sources->items[i].number == number)
            return &sources->items[i];
    return NULL;
}

static struct source *find_free(struct wtw_sources *sources)
{
    for (size_t i = 0; i < sources->count; i++)
        if (!sources->items[i].is_open)
            return &sources->items[i];
    return NULL;
}

/* Before its turn only what is large by the size that was found when it was listed; pipes
 * and standard input have none. */
static void open_before_turn(struct wtw_sources *sources, const struct wtw_inputs *inputs,
                             size_t number)
{
    const struct wtw_input *input = &inputs->items[number];
    struct source *source = NULL;

    if (input->stored_bytes < AHEAD_BYTES || find_source(sources, number))
        return;
    source = find_free(sources);
    if (!source || open_source(sources, source, input->name, number, NULL) != WTW_OK)
        return;
    if (!source->is_ahead) /* it has become smaller, or there is no thread for it */
        close_source(source);
}

enum wtw_status wtw_sources_open(struct wtw_sources *sources,
                                 const struct wtw_inputs *inputs, size_t next,
                                 struct wtw_source_facts *out_facts,
                                 struct wtw_error *error)
{
    struct source *source = find_source(sources, next);

    if (!source) {
        source = find_free(sources);
        WTW_TRY(open_source(sources, source, inputs->items[next].name, next, error));
    }
    if (source->is_ahead)
        wtw_ahead_take_turn(source->ahead);
    sources->turn = source;
    for (size_t i = 1; i < sources->count && next + i < inputs->count; i++)
        open_before_turn(sources, inputs, next + i);
    *out_facts = source->facts;
    return WTW_OK;
}

/* ------------------------------------------------------------------ reading */

enum wtw_status wtw_sources_read(struct wtw_sources *sources, char *out, size_t room,
                                 size_t *out_count, struct wtw_error *error)
{
    struct source *source = sources->turn;
    enum wtw_status status = WTW_OK;

    if (source->is_ahead)
        return wtw_ahead_read(source->ahead, out, room, out_count, &source->stored,
                              error);
    status = wtw_stream_read(&source->stream, out, room, out_count, error);
    source->stored = source->stream.stored_offset;
    return status;
}

uint64_t wtw_sources_stored(const struct wtw_sources *sources)
{
    return sources->turn ? sources->turn->stored : 0;
}

bool wtw_sources_has_more(const struct wtw_sources *sources)
{
    return sources->turn->is_ahead || wtw_stream_has_more(&sources->turn->stream);
}

void wtw_sources_resume(struct wtw_sources *sources)
{
    struct source *source = sources->turn;

    if (source->is_ahead)
        wtw_ahead_end(source->ahead);
    source->is_ahead = false;
    wtw_stream_resume(&source->stream);
}

void wtw_sources_close(struct wtw_sources *sources)
{
    if (sources->turn)
        close_source(sources->turn);
    sources->turn = NULL;
}
