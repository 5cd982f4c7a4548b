/*
 * xml_slices.c - finds the elements of one name in a stream of XML
 *
 * A feed or an archive in XML can be larger than memory, so it is never parsed as a whole:
 * only tags of one name are looked for, and each element is parsed later, by itself, on any
 * thread. What looks like a tag in a comment, a CDATA section or a processing instruction
 * is none. All of that may be cut anywhere between two calls, so the search says how far it
 * came and in what it stands.
 */
#include "read/xml_slices.h"

#include <string.h>

/* What the search stands in; the record it may stand in besides is told by the depth. */
enum { IN_CONTENT, IN_COMMENT, IN_CDATA, IN_INSTRUCTION };

/* The preamble was given, or there can be none. */
enum { HAS_BEGUN = 1 };

/* A tag that is longer has no end: its "<" is taken for a character. */
enum { TAG_BYTES = 65536 };

/* A prefix and a name are shorter than this. */
enum { NAME_BYTES = 64 };

enum { PREAMBLE_BYTES = 16384 };

/* The longest of "<!--", "<![CDATA[" and "<?". */
enum { OPENING_BYTES = 9 };

static const struct section {
    const char *begin;
    const char *end;
} sections[] = {
    [IN_COMMENT] = {"<!--", "-->"},
    [IN_CDATA] = {"<![CDATA[", "]]>"},
    [IN_INSTRUCTION] = {"<?", "?>"},
};

/* One call: positions count from the first open byte. */
struct scan {
    const char *name;
    struct wtw_search *search;
    struct wtw_span open;
    bool is_all;
    size_t at;
};

static uint64_t count_lines(struct wtw_span open, size_t from, size_t to)
{
    uint64_t lines = 0;
    const char *at = open.items + from;

    while (from < to && (at = memchr(at, '\n', (size_t)(open.items + to - at)))) {
        lines++;
        at++;
    }
    return lines;
}

/* No find: all before 'at' was seen. */
static enum wtw_found need_more(struct scan *scan)
{
    struct wtw_search *search = scan->search;

    if (scan->at > search->searched) {
        search->lines += count_lines(scan->open, search->searched, scan->at);
        search->searched = scan->at;
    }
    return WTW_FOUND_NOTHING;
}

/* A find that ends at 'next', with all before it. */
static enum wtw_found give(struct scan *scan, enum wtw_found found, size_t next,
                           struct wtw_cut *out_cut)
{
    struct wtw_search *search = scan->search;
    uint64_t lines = search->lines;

    if (next > search->searched)
        lines += count_lines(scan->open, search->searched, next);
    *out_cut = (struct wtw_cut){.next = next, .lines = lines};
    if (found == WTW_FOUND_RECORD || found == WTW_FOUND_PREAMBLE)
        out_cut->end = next;
    return found;
}

/* ------------------------------------------------------------------ sections */

/* Steps behind the end of the section that the search stands in; false where it is not
 * there yet. */
static bool leave_section(struct scan *scan)
{
    const char *end = sections[scan->search->state].end;
    size_t count = strlen(end);

    while (scan->at + count <= scan->open.count) {
        const char *found = memchr(scan->open.items + scan->at, end[0],
                                   scan->open.count - count + 1 - scan->at);

        if (!found)
            break;
        scan->at = (size_t)(found - scan->open.items);
        if (memcmp(found, end, count) == 0) {
            scan->at += count;
            scan->search->state = IN_CONTENT;
            return true;
        }
        scan->at++;
    }
    if (scan->open.count >= count && scan->at < scan->open.count - count + 1)
        scan->at = scan->open.count - count + 1;
    return false;
}

static bool enter_section(struct scan *scan)
{
    const char *at = scan->open.items + scan->at;
    size_t left = scan->open.count - scan->at;

    for (uint32_t state = IN_COMMENT; state <= IN_INSTRUCTION; state++) {
        size_t count = strlen(sections[state].begin);

        if (left < count || memcmp(at, sections[state].begin, count) != 0)
            continue;
        scan->search->state = state;
        scan->at += count;
        return true;
    }
    return false;
}

/* ------------------------------------------------------------------ tags */

enum tag_kind { TAG_OTHER, TAG_BEGIN, TAG_END, TAG_WHOLE, TAG_CUT };

struct found_tag {
    enum tag_kind kind;
    size_t end; /* behind its ">" */
};

static bool is_name_end(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '/' || c == '>';
}

/* Whether the tag whose name begins at 'at' has ours, perhaps behind a prefix; where the
 * name is not all there, '*out_is_cut'. */
static bool has_name(const struct scan *scan, size_t at, bool *out_is_cut)
{
    const char *items = scan->open.items;
    size_t begin = at;
    size_t count = strlen(scan->name);
    size_t last = at + NAME_BYTES;

    while (at < last && at < scan->open.count && !is_name_end(items[at])) {
        if (items[at++] == ':')
            begin = at;
    }
    *out_is_cut = at == scan->open.count;
    return !*out_is_cut && at - begin == count &&
           memcmp(items + begin, scan->name, count) == 0;
}

/* The end of the tag at 'at', or 0; ">" in quotes is none, and "<" is nowhere in a tag. */
static size_t find_tag_end(const struct scan *scan, size_t at, bool *out_is_cut)
{
    char quote = '\0';

    *out_is_cut = false;
    for (; at < scan->open.count; at++) {
        char c = scan->open.items[at];

        if (c == '<')
            return 0;
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return at + 1;
    }
    *out_is_cut = true;
    return 0;
}

/* What stands at the "<" that the scan is at. */
static struct found_tag look_at_tag(const struct scan *scan)
{
    const struct found_tag other = {TAG_OTHER, scan->at + 1};
    bool may_wait = !scan->is_all && scan->open.count - scan->at <= TAG_BYTES;
    size_t at = scan->at + 1;
    bool is_end = at < scan->open.count && scan->open.items[at] == '/';
    bool is_cut = false;
    size_t end = 0;

    if (has_name(scan, at + is_end, &is_cut))
        end = find_tag_end(scan, at, &is_cut);
    if (is_cut && may_wait)
        return (struct found_tag){TAG_CUT, scan->at};
    if (!end)
        return other;
    if (is_end)
        return (struct found_tag){TAG_END, end};
    return (struct found_tag){scan->open.items[end - 2] == '/' ? TAG_WHOLE : TAG_BEGIN,
                              end};
}

/* Whether the "<" that the scan is at has to wait for more bytes. */
static bool is_opening_cut(const struct scan *scan)
{
    return !scan->is_all && scan->open.count - scan->at < OPENING_BYTES;
}

/* Goes over one tag in a record; true where that ends it. */
static bool pass_tag(struct scan *scan, const struct found_tag *tag)
{
    scan->search->count += tag->kind == TAG_BEGIN;
    scan->search->count -= tag->kind == TAG_END;
    scan->at = tag->end;
    return tag->kind != TAG_OTHER && scan->search->count == 0;
}

/* ------------------------------------------------------------------ the search */

/* All that was seen between records, and for the first time the preamble. */
static enum wtw_found give_seen(struct scan *scan, struct wtw_cut *out_cut)
{
    if (scan->search->flags & HAS_BEGUN)
        return give(scan, WTW_FOUND_PASSAGE, scan->at, out_cut);
    scan->search->flags |= HAS_BEGUN;
    give(scan, WTW_FOUND_PREAMBLE, scan->at, out_cut);
    if (out_cut->end > PREAMBLE_BYTES)
        out_cut->end = PREAMBLE_BYTES;
    return WTW_FOUND_PREAMBLE;
}

static enum wtw_found pass_seen(struct scan *scan, struct wtw_cut *out_cut)
{
    bool has_begun = scan->search->flags & HAS_BEGUN;

    if (!scan->at)
        return WTW_FOUND_NOTHING;
    if (!has_begun && scan->at < PREAMBLE_BYTES && !scan->is_all)
        return need_more(scan);
    return give_seen(scan, out_cut);
}

/* A record begins where the scan is: what stands before it is given first. */
static bool is_at_begin(const struct scan *scan, const struct found_tag *tag)
{
    return scan->search->count == 0 && (tag->kind == TAG_BEGIN || tag->kind == TAG_WHOLE);
}

static enum wtw_found stop_searching(struct scan *scan, struct wtw_cut *out_cut)
{
    if (scan->search->count == 0)
        return pass_seen(scan, out_cut);
    if (!scan->is_all)
        return need_more(scan);
    *out_cut = (struct wtw_cut){
        .next = scan->open.count,
        .problem = "the last record has no end: the input was cut off",
    };
    scan->search->count = 0;
    return WTW_FOUND_BREAK;
}

/* Goes on to the next "<" or behind the section; false where there are no more bytes. */
static bool reach_tag(struct scan *scan)
{
    const char *found = NULL;

    if (scan->search->state != IN_CONTENT && !leave_section(scan))
        return false;
    if (scan->at < scan->open.count)
        found = memchr(scan->open.items + scan->at, '<', scan->open.count - scan->at);
    scan->at = found ? (size_t)(found - scan->open.items) : scan->open.count;
    return found != NULL;
}

enum wtw_found wtw_xml_slice_find(const char *name, struct wtw_search *search,
                                  struct wtw_span open, bool is_all,
                                  struct wtw_cut *out_cut)
{
    struct scan scan = {name, search, open, is_all, search->searched};

    while (reach_tag(&scan)) {
        struct found_tag tag;

        if (enter_section(&scan))
            continue;
        if (is_opening_cut(&scan))
            break;
        tag = look_at_tag(&scan);
        if (tag.kind == TAG_CUT)
            break;
        if (is_at_begin(&scan, &tag) && scan.at)
            return give_seen(&scan, out_cut);
        if (search->count == 0 && tag.kind == TAG_END)
            tag.kind = TAG_OTHER;
        search->flags |= tag.kind == TAG_OTHER ? 0 : HAS_BEGUN;
        if (pass_tag(&scan, &tag))
            return give(&scan, WTW_FOUND_RECORD, scan.at, out_cut);
    }
    return stop_searching(&scan, out_cut);
}
