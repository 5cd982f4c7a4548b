/*
 * container.c - what an input holds, by its name and its first bytes
 *
 * A name that promises text, JSONL, a table or HTML is believed, because a broken first line
 * must not turn a file of records into one article, nor a leading brace an article into
 * records. One that promises JSON is looked into, as many such files are JSON lines. Any
 * other input is JSON lines if an object ends on its first line, other JSON if it begins with
 * a brace or an array of objects, what its outermost element says if it is markup, a mailbox
 * if its first line is one of a message, a table if
 * its first line names columns that articles have, and else one article. What we know and do
 * not read is refused with a way out, under any name, since a compressed or UTF-16 file taken
 * for text would be one article of noise; so are bytes without a telling name that look like
 * no text, a program's or a picture's.
 */
#include "read/container.h"

#include "read/csv.h"
#include "read/format.h"
#include "read/json_lines.h"
#include "read/mbox.h"
#include "read/root_element.h"

#include <string.h>
#include <strings.h>

/* Enough for every magic, a byte order mark before it included. */
enum { WINDOW_BYTES = 12 };

/* White space before the first character is looked through so far, then the input is
 * text. */
enum { WHITE_BYTES = 65536 };

/* The first line is waited for so long: where a record or a header is longer, its first
 * bytes have to do. */
enum { LINE_BYTES = 65536 };

/* Of random bytes one in nine is a control character, of a program's more; a scraper leaves
 * one or two in an article. */
enum { CONTROL_SHARE = 32 };

static const struct magic {
    const char *bytes;
    size_t count;
    const char *refusal;
} magics[] = {
    {"BZh", 3,
     "this is compressed by bzip2, which is not read; pipe it in: bzip2 -dc FILE |"},
    {"\xfd"
     "7zXZ",
     5, "this is compressed by xz, which is not read; pipe it in: xz -dc FILE |"},
    {"\x04\x22\x4d\x18", 4,
     "this is compressed by lz4, which is not read; pipe it in: lz4 -dc FILE |"},
    {"PK\x03\x04", 4,
     "this is a zip archive, which is not read; unpack it and name its folder"},
    {"%PDF-", 5,
     "this is a PDF, which is not read; extract its text first: pdftotext FILE"},
    {"\xff\xfe", 2, "this is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8 FILE"},
    {"\xfe\xff", 2, "this is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8 FILE"},
    {"\x1f\x8b", 2, "this is compressed twice; unpack it once first"},
    {"\x28\xb5\x2f\xfd", 4, "this is compressed twice; unpack it once first"},
};

const char *wtw_container_name(enum wtw_container container)
{
    const struct wtw_format *format = wtw_format_of(container);

    if (format)
        return format->name;
    return container == WTW_CONTAINER_EMPTY ? "empty" : "unread";
}

static bool ends_in(const char *name, size_t count, const char *ending)
{
    size_t ending_count = strlen(ending);

    return count > ending_count &&
           strncasecmp(name + count - ending_count, ending, ending_count) == 0;
}

/* Bytes of a name before .gz or .zst. */
static size_t count_bare(const char *name)
{
    size_t count = strlen(name);

    if (ends_in(name, count, ".gz"))
        return count - 3;
    return ends_in(name, count, ".zst") ? count - 4 : count;
}

enum wtw_container wtw_container_by_name(const char *name)
{
    static const struct {
        const char *ending;
        enum wtw_container container;
    } endings[] = {
        {".txt", WTW_CONTAINER_TEXT},    {".md", WTW_CONTAINER_TEXT},
        {".jsonl", WTW_CONTAINER_JSONL}, {".ndjson", WTW_CONTAINER_JSONL},
        {".json", WTW_CONTAINER_JSON},   {".csv", WTW_CONTAINER_CSV},
        {".tsv", WTW_CONTAINER_TSV},     {".html", WTW_CONTAINER_HTML},
        {".htm", WTW_CONTAINER_HTML},    {".xhtml", WTW_CONTAINER_HTML},
        {".mbox", WTW_CONTAINER_MBOX},
    };
    size_t count = count_bare(name);

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (ends_in(name, count, endings[i].ending))
            return endings[i].container;
    }
    return WTW_CONTAINER_UNKNOWN;
}

bool wtw_container_is_likely(const char *name)
{
    static const char *const endings[] = {".warc", ".wet", ".rss", ".atom", ".xml"};
    size_t count = count_bare(name);

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (ends_in(name, count, endings[i]))
            return true;
    }
    return wtw_container_by_name(name) != WTW_CONTAINER_UNKNOWN;
}

static size_t count_white(const char *bytes, size_t count)
{
    size_t white = 0;

    while (white < count && bytes[white] && strchr(" \t\r\n", bytes[white]))
        white++;
    return white;
}

/* "[" begins many a headline, "[{" does not, nor does an array that is empty. */
static bool is_json_array(const char *bytes, size_t count)
{
    size_t white = 0;

    if (!count || bytes[0] != '[')
        return false;
    white = 1 + count_white(bytes + 1, count - 1);
    return white < count && bytes[white] && strchr("{[\"]", bytes[white]);
}

/* Words for what is not read under any name, or NULL. */
static const char *find_refusal(const char *bytes, size_t count)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        if (count >= magics[i].count &&
            memcmp(bytes, magics[i].bytes, magics[i].count) == 0)
            return magics[i].refusal;
    }
    return NULL;
}

/* Whether more than one byte in CONTROL_SHARE is a control character that texts do not
 * have; those that end and indent lines, and the one that colours them, they have. */
static bool is_noise(const char *bytes, size_t count)
{
    size_t controls = 0;

    for (size_t i = 0; i < count; i++) {
        unsigned char byte = (unsigned char)bytes[i];

        controls += byte == 0x7f ||
                    (byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1b);
    }
    return controls > count / CONTROL_SHARE;
}

/* Whether the first bytes tell: a container needs a look at its first character and some
 * after it. */
static bool is_enough(size_t count, size_t first, enum wtw_container by_name)
{
    if (count < WINDOW_BYTES)
        return false;
    return by_name != WTW_CONTAINER_UNKNOWN || count - first >= WINDOW_BYTES ||
           first >= WHITE_BYTES;
}

/* JSON lines or other JSON, of bytes that begin with a brace; unknown: more are needed. */
static enum wtw_container json_by_bytes(const char *bytes, size_t count, bool is_all)
{
    bool is_sure = false;
    bool is_window = count >= LINE_BYTES;
    size_t seen = is_window ? LINE_BYTES : count;
    bool is_lines = wtw_json_is_lines((struct wtw_span){bytes, seen},
                                      is_all && seen == count, &is_sure);

    if (!is_sure && !is_window)
        return WTW_CONTAINER_UNKNOWN;
    return is_lines ? WTW_CONTAINER_JSONL : WTW_CONTAINER_JSON;
}

/* A table, one article, or neither; unknown: more bytes are needed. */
static enum wtw_container lines_by_bytes(const char *bytes, size_t count, bool is_all)
{
    size_t seen = count < LINE_BYTES ? count : LINE_BYTES;
    char delimiter = '\0';

    if (wtw_csv_is_header((struct wtw_span){bytes, seen}, &delimiter))
        return delimiter == '\t' ? WTW_CONTAINER_TSV : WTW_CONTAINER_CSV;
    if (is_noise(bytes, seen))
        return WTW_CONTAINER_UNREAD;
    if (!is_all && seen < LINE_BYTES && !memchr(bytes, '\n', seen))
        return WTW_CONTAINER_UNKNOWN;
    return WTW_CONTAINER_TEXT;
}

/* What an input without a telling name is, or one that promised JSON, whose first
 * character, if it has one, is at 'first'. */
static enum wtw_container container_by_bytes(const char *bytes, size_t count,
                                             size_t first, bool is_all,
                                             enum wtw_container by_name)
{
    static const enum wtw_container containers[] = {
        [WTW_ROOT_UNSEEN] = WTW_CONTAINER_UNKNOWN,
        [WTW_ROOT_HTML] = WTW_CONTAINER_HTML,
        [WTW_ROOT_RSS] = WTW_CONTAINER_RSS,
        [WTW_ROOT_ATOM] = WTW_CONTAINER_ATOM,
        [WTW_ROOT_NEWSML] = WTW_CONTAINER_NEWSML,
        [WTW_ROOT_OTHER] = WTW_CONTAINER_UNREAD,
    };
    const struct wtw_span bare = {bytes + first, count - first};
    enum wtw_root root = WTW_ROOT_NONE;

    if (first == count)
        return is_all ? WTW_CONTAINER_EMPTY : WTW_CONTAINER_TEXT;
    if (bytes[first] == '{')
        return json_by_bytes(bytes + first, count - first, is_all);
    if (by_name == WTW_CONTAINER_JSON || is_json_array(bytes + first, count - first))
        return WTW_CONTAINER_JSON;
    if (bare.count >= 5 && memcmp(bare.items, "WARC/", 5) == 0)
        return WTW_CONTAINER_WARC;
    if (wtw_mbox_begins(bare))
        return WTW_CONTAINER_MBOX;
    root = wtw_root_find(bare, is_all);
    if (root != WTW_ROOT_NONE)
        return containers[root];
    return lines_by_bytes(bytes + first, count - first, is_all);
}

struct wtw_container_finding wtw_container_recognise(const char *bytes, size_t count,
                                                     bool is_all,
                                                     enum wtw_container by_name)
{
    struct wtw_container_finding finding = {.container = by_name};
    size_t first = 0;

    if (count >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        finding.mark_bytes = 3;
    first = finding.mark_bytes;
    first += count_white(bytes + first, count - first);
    if (!is_all && !is_enough(count, first, by_name))
        return (struct wtw_container_finding){0};
    finding.refusal = find_refusal(bytes + first, count - first);
    if (finding.refusal)
        finding.container = WTW_CONTAINER_UNREAD;
    else if (!count && by_name != WTW_CONTAINER_TEXT && by_name != WTW_CONTAINER_UNKNOWN)
        finding.container = WTW_CONTAINER_EMPTY;
    else if (by_name == WTW_CONTAINER_UNKNOWN || by_name == WTW_CONTAINER_JSON)
        finding.container = container_by_bytes(bytes, count, first, is_all, by_name);
    if (finding.container == WTW_CONTAINER_UNREAD && !finding.refusal)
        finding.refusal =
            bytes[first] == '<'
                ? "this is XML, but neither RSS nor Atom nor NewsML-G2, and no page "
                  "of HTML; extract its text first"
                : "this is no text: too many of its first bytes are control "
                  "characters; extract its text first";
    return finding;
}
