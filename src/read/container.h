/*
 * container.h - what an input holds, by its name and its first bytes
 */
#ifndef WTW_READ_CONTAINER_H
#define WTW_READ_CONTAINER_H

#include "read/reader.h"

enum wtw_container {
    WTW_CONTAINER_UNKNOWN, /* not looked at yet */
    WTW_CONTAINER_EMPTY,   /* no bytes at all */
    WTW_CONTAINER_JSONL,   /* one object a line */
    WTW_CONTAINER_JSON,    /* arrays of objects, or objects over many lines */
    WTW_CONTAINER_CSV,     /* a header, and one row an article */
    WTW_CONTAINER_TSV,     /* the same with tabs */
    WTW_CONTAINER_TEXT,    /* one article */
    WTW_CONTAINER_HTML,    /* one page */
    WTW_CONTAINER_WARC,    /* an archive of pages, or of their texts (WET) */
    WTW_CONTAINER_RSS,     /* a feed of items */
    WTW_CONTAINER_ATOM,    /* a feed of entries */
    WTW_CONTAINER_NEWSML,  /* NewsML-G2: one news item or several */
    WTW_CONTAINER_MBOX,    /* a mailbox of messages */
    WTW_CONTAINER_UNREAD   /* something that is not read: rejected with words */
};
enum { WTW_CONTAINER_COUNT = WTW_CONTAINER_UNREAD + 1 };

/* wtw_container_name() gives its format's name, "empty" or "unread", a constant. */
const char *wtw_container_name(enum wtw_container container);

/*
 * wtw_container_by_name() says what a file's name promises: text for .txt and .md, JSONL
 * for .jsonl and .ndjson, JSON for .json, CSV and TSV for .csv and .tsv, HTML for .html,
 * .htm and .xhtml, mbox for .mbox, each also before .gz and .zst, in capitals or not; or unknown.
 * wtw_container_is_likely() says whether a file of that name in a folder holds articles:
 * those, and .warc, .wet, .rss, .atom and .xml, which do not say by their names alone what
 * they hold.
 */
enum wtw_container wtw_container_by_name(const char *name);
bool wtw_container_is_likely(const char *name);

/* What the first bytes told. */
struct wtw_container_finding {
    enum wtw_container container; /* unknown: more bytes are needed */
    size_t mark_bytes;            /* length of a byte order mark that is there */
    const char
        *refusal; /* for WTW_CONTAINER_UNREAD, what it is and what to do; a constant */
};

/*
 * wtw_container_recognise() looks at the first 'count' bytes of an input whose name
 * promised 'by_name'. 'is_all' says that there are no more.
 */
struct wtw_container_finding wtw_container_recognise(const char *bytes, size_t count,
                                                     bool is_all,
                                                     enum wtw_container by_name);

#endif
