/*
 * machine_limits.c - the program: what this machine can do at best with a file that is in
 * memory
 *
 * wiretwin's speeds are read beside these: a reader cannot beat the newline scan, nor a
 * checksum of the input the XXH3, nor a run over FILE.gz the inflating of FILE.gz into one
 * block again and again, which stays in the cache. Each figure is the median of five runs in MB (10^6
 * bytes) a second; one run is too noisy on a shared machine, and the fastest of five
 * flatters.
 */
#include "base/memory.h"
#include "read/inflaters.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xxhash.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 2, RUNS = 5, BLOCK_BYTES = 1 << 18 };

/* A file in memory, and room for its copy. 'sink' takes each run's result, so that none
 * is left out. */
struct bench_file {
    char *bytes;
    char *copy;
    size_t byte_count;
    uint64_t text_bytes; /* of a packed file, as the last run inflated it */
    uint64_t sink;
};

static void scan_newlines(struct bench_file *file)
{
    const char *end = file->bytes + file->byte_count;
    const char *at = file->bytes;

    while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
        file->sink++;
        at++;
    }
}

static void hash_bytes(struct bench_file *file)
{
    file->sink += XXH3_64bits(file->bytes, file->byte_count);
}

static void copy_bytes(struct bench_file *file)
{
    memcpy(file->copy, file->bytes, file->byte_count);
    file->sink += (unsigned char)file->copy[file->byte_count / 2];
}

/* All members, until the file ends or breaks off. */
static void inflate_all(struct bench_file *file, const struct wtw_inflater *inflater)
{
    static unsigned char block[BLOCK_BYTES];
    struct wtw_inflate_step step = {.in = (const unsigned char *)file->bytes,
                                    .in_bytes = file->byte_count};
    enum wtw_inflate_said said = WTW_INFLATE_MEMBER_ENDS;
    void *state = NULL;

    file->text_bytes = 0;
    if (inflater->make(&state, NULL) != WTW_OK)
        return;
    do {
        if (said == WTW_INFLATE_MEMBER_ENDS)
            inflater->begin_member(state);
        step.out = block;
        step.out_bytes = BLOCK_BYTES;
        said = inflater->inflate(state, &step);
        file->text_bytes += BLOCK_BYTES - step.out_bytes;
        file->sink += block[0];
    } while ((step.in_bytes && said != WTW_INFLATE_IS_BROKEN) || !step.out_bytes);
    inflater->release(state);
}

static void inflate_by_zlib(struct bench_file *file)
{
    inflate_all(file, &wtw_inflater_zlib);
}

#ifdef WTW_HAS_ISAL
static void inflate_by_isal(struct bench_file *file)
{
    inflate_all(file, &wtw_inflater_isal);
}
#endif

struct limit {
    const char *name;
    void (*run)(struct bench_file *file);
};

static const struct limit limits[] = {
    {"newline scan (memchr)", scan_newlines},
    {"XXH3", hash_bytes},
    {"memcpy", copy_bytes},
    {NULL, NULL},
};
static const struct limit packed_limits[] = {
    {"inflate, zlib", inflate_by_zlib},
#ifdef WTW_HAS_ISAL
    {"inflate, ISA-L", inflate_by_isal},
#endif
    {NULL, NULL},
};

static double now_seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int compare_doubles(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;

    return (left > right) - (left < right);
}

static double median_seconds(void (*run)(struct bench_file *file),
                             struct bench_file *file)
{
    double seconds[RUNS];

    for (int i = 0; i < RUNS; i++) {
        double begin = now_seconds();

        run(file);
        seconds[i] = now_seconds() - begin;
    }
    qsort(seconds, RUNS, sizeof *seconds, compare_doubles);
    return seconds[RUNS / 2];
}

static enum wtw_status load_file(FILE *stream, const char *path, struct bench_file *file,
                                 struct wtw_error *error)
{
    if (fseek(stream, 0, SEEK_END) != 0)
        return wtw_fail(error, WTW_IO, "cannot read %s: %s", path, strerror(errno));
    long byte_count = ftell(stream);

    if (byte_count <= 0 || fseek(stream, 0, SEEK_SET) != 0)
        return wtw_fail(error, WTW_IO, "%s is empty or not a regular file", path);
    file->byte_count = (size_t)byte_count;
    WTW_TRY(WTW_ALLOCATE(&file->bytes, file->byte_count, error));
    WTW_TRY(WTW_ALLOCATE(&file->copy, file->byte_count, error));
    /* The copy's pages have to be there before they are timed. */
    memset(file->copy, 1, file->byte_count);
    if (fread(file->bytes, 1, file->byte_count, stream) != file->byte_count)
        return wtw_fail(error, WTW_IO, "cannot read all of %s", path);
    return WTW_OK;
}

static enum wtw_status measure(const char *path, const struct limit *limit,
                               struct bench_file *file, struct wtw_error *error)
{
    FILE *stream = fopen(path, "rb");

    if (!stream)
        return wtw_fail(error, WTW_IO, "cannot read %s: %s", path, strerror(errno));
    enum wtw_status status = load_file(stream, path, file, error);

    (void)fclose(stream);
    WTW_TRY(status);
    for (; limit->name; limit++) {
        double seconds = median_seconds(limit->run, file);
        uint64_t bytes = file->text_bytes ? file->text_bytes : file->byte_count;

        (void)printf("%s\t%.0f\n", limit->name, (double)bytes / 1e6 / seconds);
    }
    return WTW_OK;
}

static void release(struct bench_file *file)
{
    wtw_release_items(file->bytes);
    wtw_release_items(file->copy);
    *file = (struct bench_file){0};
}

static const char usage[] =
    "Usage: machine_limits FILE [FILE.gz]\n"
    "Writes, as TSV, how many MB a second of FILE this machine scans for newlines, "
    "hashes\n"
    "with XXH3 and copies, and how many MB of text a second it inflates from FILE.gz:\n"
    "medians of five runs in memory.\n";

int main(int argument_count, char **arguments)
{
    struct bench_file file = {0};
    struct wtw_error error = {0};
    bool wants_help = argument_count > 1 && strcmp(arguments[1], "--help") == 0;

    if (argument_count < 2 || argument_count > 3 || wants_help) {
        (void)fputs(usage, wants_help ? stdout : stderr);
        return wants_help ? EXIT_DONE : EXIT_FAILED;
    }
    (void)puts("limit\tmb_per_second");
    enum wtw_status status = measure(arguments[1], limits, &file, &error);

    release(&file);
    if (status == WTW_OK && argument_count == 3)
        status = measure(arguments[2], packed_limits, &file, &error);
    release(&file);
    if (status != WTW_OK)
        (void)fprintf(stderr, "machine_limits: %s\n", error.words);
    return status == WTW_OK ? EXIT_DONE : EXIT_FAILED;
}
