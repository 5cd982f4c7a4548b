/*
 * reader.h - the record door: records from any input, with their place, readable again
 *
 * A reader walks over its inputs (files, folders, standard input) in order and yields
 * *records*: the bytes of one article as they stood in the input. Finding records is
 * cheap and done by one thread; understanding one (parsing, unescaping) is
 * wtw_record_parse(), a pure function for any thread. A record can be read again at any
 * time from its place, so that nothing has to be kept in memory: plain files are read
 * with pread; compressed and piped input is copied to an unlinked spill file in $TMPDIR
 * while it is read. (Mapped files were rejected: a file that is truncated while mapped
 * kills the process with SIGBUS, and mapped pages count as the process's memory.)
 */
#ifndef WTW_READ_READER_H
#define WTW_READ_READER_H

#include "read/following.h"

#include "wiretwin.h"

/* Where a record stands. */
struct wtw_place {
    uint64_t offset;     /* of its first byte in the input, after decompression */
    uint32_t byte_count; /* without the line's end */
    uint32_t line;       /* from 1; UINT32_MAX for any later line; 1 for a whole file */
    uint32_t input;      /* number of the input, for wtw_reader_input_name() */
    uint32_t text_begin; /* as in struct wtw_fields, once the record was parsed; or 0 */
    uint32_t column; /* of its first byte in the line, from 1; 0 where it begins the line,
                        and where nobody kept it: it is not needed to read a record again */
};

struct wtw_record {
    const char
        *bytes; /* borrowed: until the next wtw_reader_next_batch(), or from a buffer */
    struct wtw_place place;
};

/* A field's text. The key is the one that it was found under, borrowed from a constant or
 * options. */
struct wtw_field {
    struct wtw_span value;
    const char *key; /* NULL where the field is absent */
};

enum wtw_field_name {
    WTW_FIELD_TEXT,
    WTW_FIELD_ID,
    WTW_FIELD_URL,
    WTW_FIELD_TITLE,
    WTW_FIELD_DATE,
    WTW_FIELD_SOURCE,
    WTW_FIELD_LANGUAGE
};
enum { WTW_FIELD_COUNT = 7 };

/* An article's fields, each unescaped UTF-8, borrowed from the record or the scratch
 * buffer. */
struct wtw_fields {
    struct wtw_field
        items[WTW_FIELD_COUNT]; /* by enum wtw_field_name; id and source are as found,
                                   without the fall-backs to url and place */
    int64_t published_seconds;  /* of the date; WTW_DATE_UNKNOWN where not understood */
    uint32_t text_begin;        /* in the record, the quote that opens the text, where it
                                   is one string of JSON; otherwise 0 */
    bool date_is_crawl_date;    /* the only date was that of a download */
    bool title_is_in_text;      /* plain text: the title is the text's first line */
};

struct wtw_reader_options {
    const char *const *paths; /* files, folders, or "-"; borrowed for the reader's life */
    size_t path_count;
    const char *fields[WTW_FIELD_COUNT]; /* --field: key or path "body.main" that wins;
                                            NULL: detect */
    uint64_t max_record_bytes;           /* longer records are rejected; 0 means 64 MiB */
    uint64_t batch_bytes;   /* about how much to read at a time; 0 means 1 MiB */
    uint32_t batch_records; /* records in a batch at most; 0 means 8192 */
    /* Records are borrowed until the call after the next: a batch can be worked on while the
     * next is read. */
    bool lends_for_two;
    bool keep_for_rereading; /* spill compressed and piped input */
    uint32_t ahead_threads;  /* that read and inflate, each one input, while the caller
                                works on a batch; 0: the caller reads */
    /* A batch ends where its input, a pipe, has no more for now: records are given as they
     * come. */
    bool is_prompt;
    /* Wait for the last input to grow, if it is a plain file of lines, and go on with the
     * file that takes its name. Where keep_waiting is NULL it ends as all others do. */
    struct wtw_waiter waiter;
};

/* Why a record or an input was rejected. */
enum wtw_reject_reason {
    WTW_REJECT_NOT_JSON, /* the line is not a JSON object */
    WTW_REJECT_NO_TEXT, /* no key of the text table is there: the words name the keys seen
                         */
    WTW_REJECT_TOO_LONG,      /* longer than max_record_bytes */
    WTW_REJECT_UNREADABLE,    /* the input cannot be opened or read */
    WTW_REJECT_BROKEN_STREAM, /* compressed data is corrupt or ends early; records before
                                 it count */
    WTW_REJECT_MALFORMED /* not as its format has to be, where that is not JSON lines */
};
enum { WTW_REJECT_REASON_COUNT = 6 };

/* A name such as "not JSON", a constant. */
const char *wtw_reject_reason_name(enum wtw_reject_reason reason);

/*
 * Told of each reject, from the thread that calls the reader; the error has words and
 * place. The reader goes on with the next record or input. A NULL function is never
 * called.
 */
struct wtw_reject_listener {
    void (*rejected)(void *context, enum wtw_reject_reason reason,
                     const struct wtw_error *error);
    void *context;
};

struct wtw_reader; /* opaque */

/*
 * wtw_reader_new() makes a reader; nothing is opened yet. 'options' is copied, its paths
 * and fields are borrowed. 'listener' is copied; NULL means that nobody listens. Returns
 * WTW_OK, WTW_BAD_ARGUMENT (no path, or max_record_bytes over the 4 GiB that a place can
 * hold), WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_reader_new(const struct wtw_reader_options *options,
                                              const struct wtw_reject_listener *listener,
                                              struct wtw_reader **out_reader,
                                              struct wtw_error *error);
void wtw_reader_free(struct wtw_reader *reader);

/*
 * wtw_reader_next_batch() gives the next records, at least one, in input order. Records
 * and their bytes are borrowed until the next call, or the one after it. The first call walks through all
 * folders, so what cannot be found is told before the first record. Returns WTW_OK;
 * WTW_END after the last; WTW_NO_MEMORY; WTW_TOO_LARGE for more than 4 billion inputs;
 * WTW_IO only where the run cannot go on at all (the spill file cannot be written). After
 * a failure the reader can only be freed.
 */
WTW_MUST_CHECK enum wtw_status wtw_reader_next_batch(
    struct wtw_reader *reader, const struct wtw_record **out_records, size_t *out_count,
    struct wtw_error *error);

/*
 * wtw_record_parse() finds the fields of a record of this reader. 'scratch' is cleared
 * and holds what had to be unescaped; it must live as long as 'out_fields'. Safe on many
 * threads at once, each with its own scratch, but not while wtw_reader_next_batch() runs.
 * Returns WTW_OK; WTW_BAD_INPUT with place and, in 'out_reason', why; WTW_NO_MEMORY or
 * WTW_TOO_LARGE for the scratch. An article whose text field is there but empty is WTW_OK
 * with an empty text.
 */
WTW_MUST_CHECK enum wtw_status wtw_record_parse(const struct wtw_reader *reader,
                                                const struct wtw_record *record,
                                                struct wtw_buffer *scratch,
                                                struct wtw_fields *out_fields,
                                                enum wtw_reject_reason *out_reason,
                                                struct wtw_error *error);

/*
 * wtw_reader_reread() reads the record at 'place' again into 'bytes'. Safe on many
 * threads at once, each with its own buffer, but not while wtw_reader_next_batch() runs.
 * Needs keep_for_rereading for compressed and piped input. Returns WTW_OK; WTW_IO, also
 * when the file has become shorter or another one has taken its name; WTW_BAD_ARGUMENT
 * where the record was not kept; WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_reader_reread(const struct wtw_reader *reader,
                                                 const struct wtw_place *place,
                                                 struct wtw_buffer *bytes,
                                                 struct wtw_record *out_record,
                                                 struct wtw_error *error);

/*
 * wtw_reader_reread_text() reads only the text of an article again, in place of what
 * 'text' held; with place->text_begin it does without the rest of the record. Safe and
 * failing as wtw_reader_reread() and wtw_record_parse().
 */
WTW_MUST_CHECK enum wtw_status wtw_reader_reread_text(const struct wtw_reader *reader,
                                                      const struct wtw_place *place,
                                                      struct wtw_buffer *text,
                                                      struct wtw_error *error);

/* An input as it was met: one for each file, in the order read. */
struct wtw_input_summary {
    const char *name;        /* path, or "-" */
    const char *container;   /* "JSONL", "text", "empty", or "unread" if rejected */
    const char *compression; /* "gzip", "zstd" or "none" */
    uint64_t bytes;          /* as stored, read so far */
    uint64_t text_bytes;     /* after decompression, read so far */
    uint64_t records;        /* found so far, rejects by length included */
};

/* The inputs met so far; names are borrowed for the reader's life. 'input' must be below
 * the count. */
size_t wtw_reader_input_count(const struct wtw_reader *reader);
struct wtw_input_summary wtw_reader_input(const struct wtw_reader *reader, size_t input);

/* wtw_reader_preamble() is what the records of an input need of its head, such as the header
 * line of a table, or empty; borrowed for the reader's life. */
struct wtw_span wtw_reader_preamble(const struct wtw_reader *reader, size_t input);

/*
 * wtw_reader_skipped() is how many entries of folders were passed over, hidden or with
 * names that promise no article. '*out_example' is the path of the first of them,
 * borrowed for the reader's life, or NULL. Known after the first batch.
 */
uint64_t wtw_reader_skipped(const struct wtw_reader *reader, const char **out_example);

/*
 * For progress: stored bytes read so far, and in 'out_total' the sum of the sizes of all
 * regular files to read, 0 before the first batch and where a pipe makes it unknown.
 */
uint64_t wtw_reader_progress(const struct wtw_reader *reader, uint64_t *out_total);

#endif
