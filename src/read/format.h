/*
 * format.h - what reading a container takes: how its records are found, and understood
 *
 * A format is a row of functions without state of their own. *Finding* goes over the bytes
 * of an input in order and says where records begin and end; one thread does it, so it is
 * cheap. *Understanding* makes fields of the bytes of one record, on any thread, and must
 * give the same for the same bytes at any time: texts are read again for verification.
 * What all records of an input need of its head, such as the header line of a table, is
 * its *preamble*.
 */
#ifndef WTW_READ_FORMAT_H
#define WTW_READ_FORMAT_H

#include "read/container.h"
#include "read/fields.h"

/* What a search of the open bytes came to. */
enum wtw_found {
    WTW_FOUND_NOTHING,  /* more bytes are needed; when there are none, the rest is no
                           record */
    WTW_FOUND_RECORD,   /* the bytes from begin to end */
    WTW_FOUND_PASSAGE,  /* bytes that are no record: to pass over without a word, unless
                           begin to end is longer than a record may be */
    WTW_FOUND_PREAMBLE, /* the bytes from begin to end; once in an input at most */
    WTW_FOUND_BREAK     /* it cannot go on: problem says why; the rest is dropped */
};

/* Positions are counted from the first open byte. */
struct wtw_cut {
    size_t begin;
    size_t end;
    size_t next;           /* all before it is done with */
    uint64_t lines_before; /* line ends before begin */
    uint64_t lines;        /* and before next; both also in bytes that are gone */
    const char *problem;   /* for WTW_FOUND_BREAK, at begin: a constant */
};

/* Where a search stands. Zero-initialised is the begin of an input. */
struct wtw_search {
    size_t searched; /* so many open bytes need not be seen again: they may be gone at the
                        next call, if what they belong to is too long */
    uint64_t lines;  /* line ends in what was searched since the last find */
    uint64_t count;  /* the format's own: bytes to pass, depth */
    uint32_t state;
    uint32_t flags;
};

/* What understanding a record takes beside its bytes. */
struct wtw_record_setting {
    const struct wtw_field_finder *finder;
    struct wtw_span preamble; /* empty where there is none */
    struct wtw_spot spot;     /* of the record's first byte */
};

struct wtw_format {
    const char *name; /* as inspect tells it: "JSONL" */

    /* The input is one record, and find() has nothing to say before its end. */
    bool is_whole;

    /*
     * find() looks for the next record in 'open', of which search->searched bytes were seen
     * before. 'is_all' says that no more bytes come; what is left over then is passed over,
     * so a last record without its end has to be given. Anything but WTW_FOUND_NOTHING fills
     * in '*out_cut'; the next search begins at its 'next' with searched = lines = 0, and
     * what else is in 'search' as it was left.
     */
    enum wtw_found (*find)(struct wtw_search *search, struct wtw_span open, bool is_all,
                           struct wtw_cut *out_cut);

    /*
     * understand() fills 'out_fields' with slices of 'record' or 'scratch', which comes
     * empty. Returns WTW_OK; WTW_BAD_INPUT with place and '*out_reason'; WTW_NO_MEMORY or
     * WTW_TOO_LARGE for the scratch.
     */
    enum wtw_status (*understand)(const struct wtw_record_setting *setting,
                                  struct wtw_span record, struct wtw_buffer *scratch,
                                  struct wtw_fields *out_fields,
                                  enum wtw_reject_reason *out_reason,
                                  struct wtw_error *error);
};

/* wtw_format_of() gives the format of a container that has records, or NULL. */
const struct wtw_format *wtw_format_of(enum wtw_container container);

#endif
