/*
 * json_file.c - JSON that is not one object a line: arrays of articles, and objects of many lines
 *
 * An article ends where its brackets are closed, so the search counts brackets outside of
 * strings and looks at nothing else: whether what lies between is JSON is found out when
 * the record is understood, on another core. In strings, which is where nearly all bytes
 * are, 64 of them are searched at a time for the quote that ends them (json_marks).
 *
 * An element that is broken inside is rejected alone as long as its end is sure. It is not
 * when a bracket closes one of the other kind, or when outside of strings there stands what
 * no JSON has there: then a quote or a bracket is missing before, and what looks like the
 * next article may be the text of this one. The search breaks off there and says so.
 * Commas between records are not insisted on, as nothing is lost without them.
 *
 * Answers of news services hold their articles as {"status": "ok", "articles": [...]}, or
 * one level deeper in {"response": {"results": [...]}}. An object is taken for such an
 * envelope when a known name for the list is met, with an array of objects, and no name for
 * a text was met before. The keys around are passed over.
 */
#include "read/json_file.h"

#include "base/byte_bits.h"
#include "read/json_marks.h"
#include "read/key_table.h"

#include <string.h>

/* What a search remembers from one call to the next, in search->flags. Depth, the number of
 * open brackets around, is in search->state, and in search->count a bit for each of the
 * outermost 64: set where it is a brace. */
enum {
    IN_STRING = 1,       /* between quotes */
    IN_ESCAPE = 2,       /* behind a backslash in a string */
    IN_SCALAR = 4,       /* in a number or a word that is a record of its own */
    IN_ARRAY = 8,        /* records are the elements of an array */
    IN_ENVELOPE = 16,    /* around the array there is an object, of which we are inside */
    IS_DEEPER = 32,      /* the envelope lies in another one */
    AT_KEY = 64,         /* a key of the outermost object may follow */
    HAS_TEXT = 128,      /* the outermost object has a name for a text */
    IS_LIST_NAME = 256,  /* the last key is a name for a list of articles */
    AT_LIST = 512,       /* and its array has begun */
    HAS_ENDED = 1024,    /* all was said about the end */
    IS_INNER_NAME = 2048 /* the last key is one that may hold the envelope */
};

/* Kinds of bytes outside of strings. */
enum kind {
    BAD,
    SPACE,
    NEWLINE,
    QUOTE,
    OPEN_BRACE,
    OPEN_BRACKET,
    CLOSE_BRACE,
    CLOSE_BRACKET,
    COMMA,
    COLON,
    PLAIN /* of a number, or of true, false, null, and what programs write instead */
};

static const unsigned char kinds[256] = {
    [' '] = SPACE,         ['\t'] = SPACE,     ['\r'] = SPACE,       ['\n'] = NEWLINE,
    ['"'] = QUOTE,         ['{'] = OPEN_BRACE, ['['] = OPEN_BRACKET, ['}'] = CLOSE_BRACE,
    [']'] = CLOSE_BRACKET, [','] = COMMA,      [':'] = COLON,        ['0'] = PLAIN,
    ['1'] = PLAIN,         ['2'] = PLAIN,      ['3'] = PLAIN,        ['4'] = PLAIN,
    ['5'] = PLAIN,         ['6'] = PLAIN,      ['7'] = PLAIN,        ['8'] = PLAIN,
    ['9'] = PLAIN,         ['-'] = PLAIN,      ['+'] = PLAIN,        ['.'] = PLAIN,
    ['t'] = PLAIN,         ['r'] = PLAIN,      ['u'] = PLAIN,        ['e'] = PLAIN,
    ['f'] = PLAIN,         ['a'] = PLAIN,      ['l'] = PLAIN,        ['s'] = PLAIN,
    ['n'] = PLAIN,         ['N'] = PLAIN,      ['I'] = PLAIN,        ['i'] = PLAIN,
    ['y'] = PLAIN,         ['d'] = PLAIN,      ['E'] = PLAIN,
};

/* One call's work. */
struct scan {
    struct wtw_search *search;
    struct wtw_span open;
    size_t at;
    struct wtw_json_marker marker;
    struct wtw_cut *cut;
};

static bool has(const struct scan *scan, uint32_t flag)
{
    return (scan->search->flags & flag) != 0;
}

static void set(struct scan *scan, uint32_t flags)
{
    scan->search->flags |= flags;
}

static void clear(struct scan *scan, uint32_t flags)
{
    scan->search->flags &= ~flags;
}

/* ------------------------------------------------------------------ answers */

/* All up to here: a record, or to pass over. */
static enum wtw_found give(struct scan *scan, enum wtw_found found)
{
    *scan->cut = (struct wtw_cut){.end = found == WTW_FOUND_RECORD ? scan->at : 0,
                                  .next = scan->at,
                                  .lines = scan->search->lines};
    return found;
}

static enum wtw_found break_off(struct scan *scan, const char *problem)
{
    set(scan, HAS_ENDED);
    *scan->cut = (struct wtw_cut){.begin = scan->at,
                                  .end = scan->at,
                                  .next = scan->at,
                                  .lines_before = scan->search->lines,
                                  .lines = scan->search->lines,
                                  .problem = problem};
    return WTW_FOUND_BREAK;
}

/* ------------------------------------------------------------------ strings */

/* Goes to the next quote, backslash or control character, or to the end. */
static void find_mark(struct scan *scan)
{
    const char *bytes = scan->open.items;
    size_t at = scan->at;

    while (scan->open.count - at >= WTW_BLOCK_BYTES) {
        uint64_t marks = scan->marker.mark(bytes + at);

        if (marks) {
            scan->at = at + (size_t)wtw_lowest_bit(marks);
            return;
        }
        at += WTW_BLOCK_BYTES;
    }
    while (at < scan->open.count && bytes[at] != '"' && bytes[at] != '\\' &&
           (unsigned char)bytes[at] >= 0x20)
        at++;
    scan->at = at;
}

/* Goes behind the quote that ends a string, or to the end of what is there. */
static void pass_string(struct scan *scan)
{
    while (scan->at < scan->open.count) {
        char c = '\0';

        if (has(scan, IN_ESCAPE)) {
            scan->search->lines += scan->open.items[scan->at++] == '\n';
            clear(scan, IN_ESCAPE);
            continue;
        }
        find_mark(scan);
        if (scan->at == scan->open.count)
            return;
        c = scan->open.items[scan->at++];
        if (c == '"') {
            clear(scan, IN_STRING);
            return;
        }
        scan->search->lines += c == '\n';
        if (c == '\\')
            set(scan, IN_ESCAPE);
    }
}

/* ------------------------------------------------------------------ envelopes */

/* Keys of the outermost object that are longer than this are none that we look for. */
enum { KEY_BYTES = 32 };

static bool is_one_of(struct wtw_span key, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) == key.count && memcmp(names[i], key.items, key.count) == 0)
            return true;
    }
    return false;
}

/* Names of lists, in the answers of news services and in what crawlers save. */
static bool is_list_name(struct wtw_span key)
{
    static const char *const names[] = {"articles", "items",   "results",  "data",
                                        "docs",     "entries", "stories",  "news",
                                        "records",  "posts",   "documents"};

    return is_one_of(key, names, sizeof names / sizeof names[0]);
}

static bool is_inner_name(struct wtw_span key)
{
    static const char *const names[] = {"response", "data", "result", "articles"};

    return is_one_of(key, names, sizeof names / sizeof names[0]);
}

static bool is_text_name(struct wtw_span key)
{
    struct wtw_key_table table;
    size_t row = WTW_NO_ROW;

    wtw_key_table_init(&table);
    row = wtw_key_table_find(&table, key);
    return row != WTW_NO_ROW && wtw_key_table_row(row)->field == WTW_FIELD_TEXT;
}

static void note_key(struct scan *scan, struct wtw_span key)
{
    clear(scan, IS_LIST_NAME | IS_INNER_NAME | AT_LIST);
    if (has(scan, HAS_TEXT))
        return;
    if (is_list_name(key))
        set(scan, IS_LIST_NAME);
    if (is_inner_name(key))
        set(scan, IS_INNER_NAME);
    if (is_text_name(key))
        set(scan, HAS_TEXT);
}

/*
 * Passes a key of the outermost object, whose opening quote is here. False where its end is
 * not there yet and may be near: then it is looked at again from its begin.
 */
static bool pass_key(struct scan *scan, bool is_all)
{
    const char *begin = scan->open.items + scan->at + 1;
    size_t left = scan->open.count - scan->at - 1;
    size_t room = left < KEY_BYTES ? left : KEY_BYTES;
    const char *end = memchr(begin, '"', room);

    if (!end && left < KEY_BYTES && !is_all)
        return false;
    clear(scan, AT_KEY);
    set(scan, IN_STRING);
    scan->at++;
    if (end && !memchr(begin, '\\', (size_t)(end - begin)))
        note_key(scan, (struct wtw_span){begin, (size_t)(end - begin)});
    else
        clear(scan, IS_LIST_NAME | IS_INNER_NAME | AT_LIST);
    return true;
}

/* ------------------------------------------------------------------ brackets */

/* How deep the object is whose keys may lead to a list. */
static uint32_t envelope_depth(const struct scan *scan)
{
    return has(scan, IS_DEEPER) ? 2 : 1;
}

static void open_bracket(struct scan *scan, bool is_brace)
{
    struct wtw_search *search = scan->search;
    bool may_hold_articles = !has(scan, IN_ARRAY);

    if (search->state < 64) {
        uint64_t bit = UINT64_C(1) << search->state;

        search->count = is_brace ? search->count | bit : search->count & ~bit;
    }
    if (may_hold_articles && is_brace && has(scan, IS_INNER_NAME) && search->state == 1)
        set(scan, IS_DEEPER);
    search->state++;
    clear(scan, AT_KEY | AT_LIST | IS_INNER_NAME);
    if (may_hold_articles && is_brace && search->state == envelope_depth(scan))
        set(scan, AT_KEY);
    if (may_hold_articles && !is_brace && has(scan, IS_LIST_NAME) &&
        search->state == envelope_depth(scan) + 1)
        set(scan, AT_LIST);
    clear(scan, IS_LIST_NAME);
}

/* False where the bracket does not close what is open. */
static bool close_bracket(struct scan *scan, bool is_brace)
{
    struct wtw_search *search = scan->search;
    uint32_t level = search->state - 1;

    if (level < 64 && (search->count >> level & 1) != is_brace)
        return false;
    search->state--;
    clear(scan, AT_KEY | AT_LIST | IS_LIST_NAME | IS_INNER_NAME);
    if (search->state < 2 && !has(scan, IN_ARRAY))
        clear(scan, IS_DEEPER);
    return true;
}

/* The brace of the first article of an envelope is here, behind the list's bracket. */
static enum wtw_found enter_list(struct scan *scan)
{
    clear(scan, AT_LIST | IS_LIST_NAME);
    set(scan, IN_ARRAY | IN_ENVELOPE);
    scan->search->state = 0;
    return give(scan, WTW_FOUND_PASSAGE);
}

/* The bracket that ends the articles of an envelope was passed: its object goes on. */
static void leave_list(struct scan *scan)
{
    clear(scan, IN_ARRAY);
    scan->search->state = envelope_depth(scan);
    scan->search->count = 3;
}

/* ------------------------------------------------------------------ inside of a value */

static const char bad_byte[] = "outside of quotes there is what no JSON has there: a "
                               "quote is missing in this article "
                               "or before it";
static const char bad_bracket[] = "a bracket closes one of the other kind: a bracket or "
                                  "a quote is missing in this article "
                                  "or before it";

/* The value that was begun has ended: it is a record, or was the envelope of many. */
static enum wtw_found end_value(struct scan *scan)
{
    bool is_envelope = has(scan, IN_ENVELOPE) && !has(scan, IN_ARRAY);

    clear(scan, HAS_TEXT);
    if (is_envelope)
        clear(scan, IN_ENVELOPE);
    return give(scan, is_envelope ? WTW_FOUND_PASSAGE : WTW_FOUND_RECORD);
}

/* Steps over one byte outside of strings, which is not a brace of a list's first article. */
static enum wtw_found step(struct scan *scan, enum kind kind)
{
    switch (kind) {
    case BAD:
        return break_off(scan, bad_byte);
    case OPEN_BRACE:
    case OPEN_BRACKET:
        open_bracket(scan, kind == OPEN_BRACE);
        break;
    case CLOSE_BRACE:
    case CLOSE_BRACKET:
        if (!close_bracket(scan, kind == CLOSE_BRACE))
            return break_off(scan, bad_bracket);
        break;
    case QUOTE:
        set(scan, IN_STRING);
        clear(scan, AT_LIST | IS_LIST_NAME | IS_INNER_NAME);
        break;
    case COMMA:
        if (!has(scan, IN_ARRAY) && scan->search->state == envelope_depth(scan))
            set(scan, AT_KEY);
        break;
    case NEWLINE:
        scan->search->lines++;
        break;
    case PLAIN:
        clear(scan, AT_LIST | IS_LIST_NAME | IS_INNER_NAME);
        break;
    default:
        break;
    }
    scan->at++;
    return WTW_FOUND_NOTHING;
}

/* Goes on in a value whose brackets are open, or in a string that is a value. */
static enum wtw_found scan_value(struct scan *scan, bool is_all)
{
    while (scan->at < scan->open.count) {
        enum kind kind = BAD;
        enum wtw_found found = WTW_FOUND_NOTHING;

        if (has(scan, IN_STRING)) {
            pass_string(scan);
        } else {
            kind = (enum kind)kinds[(unsigned char)scan->open.items[scan->at]];
            if (kind == OPEN_BRACE && has(scan, AT_LIST))
                return enter_list(scan);
            if (kind == QUOTE && has(scan, AT_KEY)) {
                if (!pass_key(scan, is_all))
                    return WTW_FOUND_NOTHING;
                continue;
            }
            found = step(scan, kind);
        }
        if (found != WTW_FOUND_NOTHING)
            return found;
        if (!scan->search->state && !has(scan, IN_STRING))
            return end_value(scan);
    }
    return WTW_FOUND_NOTHING;
}

/* A number or a word where a record should be: a record that nobody will understand. */
static enum wtw_found scan_scalar(struct scan *scan)
{
    while (scan->at < scan->open.count &&
           kinds[(unsigned char)scan->open.items[scan->at]] == PLAIN)
        scan->at++;
    if (scan->at == scan->open.count)
        return WTW_FOUND_NOTHING;
    clear(scan, IN_SCALAR);
    return give(scan, WTW_FOUND_RECORD);
}

/* ------------------------------------------------------------------ between values */

/* Begins the value that is here, the first of the open bytes. */
static void begin_value(struct scan *scan, enum kind kind)
{
    if (kind == PLAIN)
        set(scan, IN_SCALAR);
    else if (kind == QUOTE)
        set(scan, IN_STRING);
    else
        open_bracket(scan, kind == OPEN_BRACE);
    scan->at++;
}

/* Steps over what stands between values; true where one begins. */
static bool pass_between(struct scan *scan, enum kind kind)
{
    if (kind == OPEN_BRACKET && !has(scan, IN_ARRAY)) {
        set(scan, IN_ARRAY);
    } else if (kind == CLOSE_BRACKET && has(scan, IN_ARRAY)) {
        if (has(scan, IN_ENVELOPE))
            leave_list(scan);
        else
            clear(scan, IN_ARRAY);
    } else if (kind == NEWLINE) {
        scan->search->lines++;
    } else if (kind != SPACE && kind != COMMA) {
        return true;
    }
    scan->at++;
    return false;
}

static bool is_between(const struct scan *scan)
{
    return !scan->search->state && !has(scan, IN_STRING | IN_SCALAR);
}

/* Passes what stands between values, up to the next of them. */
static enum wtw_found scan_between(struct scan *scan)
{
    while (is_between(scan) && scan->at < scan->open.count) {
        enum kind kind = (enum kind)kinds[(unsigned char)scan->open.items[scan->at]];

        if (!pass_between(scan, kind))
            continue;
        if (kind == BAD || kind == CLOSE_BRACE || kind == CLOSE_BRACKET ||
            kind == COLON || (kind == PLAIN && !has(scan, IN_ARRAY)))
            return break_off(scan, has(scan, IN_ARRAY)
                                       ? "neither an article nor the ] of its array"
                                       : "not JSON: neither a { nor a [ begins here");
        if (scan->at)
            return give(scan, WTW_FOUND_PASSAGE);
        begin_value(scan, kind);
        return WTW_FOUND_NOTHING;
    }
    return scan->at ? give(scan, WTW_FOUND_PASSAGE) : WTW_FOUND_NOTHING;
}

/* ------------------------------------------------------------------ the end */

/* A value that is not whole: what ends it is its last byte that is no white space. */
static enum wtw_found give_cut(struct scan *scan)
{
    enum wtw_found found = give(scan, WTW_FOUND_RECORD);
    size_t *end = &scan->cut->end;

    while (*end > 1 && strchr(" \t\r\n", scan->open.items[*end - 1]) &&
           scan->open.items[*end - 1])
        --*end;
    return found;
}

/* No more bytes come. What was begun is given, so that it can be said what is wrong. */
static enum wtw_found meet_end(struct scan *scan)
{
    bool is_inside = scan->search->state || has(scan, IN_STRING | IN_SCALAR);
    bool is_around = has(scan, IN_ENVELOPE) && !has(scan, IN_ARRAY);

    if (has(scan, HAS_ENDED))
        return WTW_FOUND_NOTHING;
    if (is_inside && !is_around && scan->open.count) {
        if (!has(scan, IN_SCALAR))
            set(scan, HAS_ENDED);
        scan->search->state = 0;
        clear(scan, IN_STRING | IN_SCALAR);
        return give_cut(scan);
    }
    if (has(scan, IN_ARRAY))
        return break_off(scan,
                         "the input ends before the ] that closes its array: the end "
                         "of it is missing");
    if (is_around)
        return break_off(scan,
                         "the input ends inside the object around its articles: the "
                         "end of it is missing");
    return WTW_FOUND_NOTHING;
}

static enum wtw_found find_value(struct wtw_search *search, struct wtw_span open,
                                 bool is_all, struct wtw_cut *out_cut)
{
    struct scan scan = {search, open, search->searched, wtw_json_marker_best(), out_cut};
    enum wtw_found found = WTW_FOUND_NOTHING;

    if (is_between(&scan))
        found = scan_between(&scan);
    if (found == WTW_FOUND_NOTHING && has(&scan, IN_SCALAR))
        found = scan_scalar(&scan);
    else if (found == WTW_FOUND_NOTHING && !is_between(&scan))
        found = scan_value(&scan, is_all);
    search->searched = scan.at;
    if (found == WTW_FOUND_NOTHING && has(&scan, IN_ENVELOPE) && !has(&scan, IN_ARRAY) &&
        scan.at)
        return give(&scan, WTW_FOUND_PASSAGE);
    if (found == WTW_FOUND_NOTHING && is_all)
        found = meet_end(&scan);
    return found;
}

bool wtw_json_is_in_string(const struct wtw_search *search)
{
    return (search->flags & IN_STRING) != 0;
}

/* ------------------------------------------------------------------ the format */

static enum wtw_status understand_value(const struct wtw_record_setting *setting,
                                        struct wtw_span record,
                                        struct wtw_buffer *scratch,
                                        struct wtw_fields *out_fields,
                                        enum wtw_reject_reason *out_reason,
                                        struct wtw_error *error)
{
    if (!record.count || record.items[0] != '{') {
        *out_reason = WTW_REJECT_NOT_JSON;
        return wtw_fail_at(error, WTW_BAD_INPUT, &setting->spot,
                           "not an article: an object in { } is wanted here");
    }
    return wtw_fields_find(setting->finder, record, &setting->spot, scratch, out_fields,
                           out_reason, error);
}

const struct wtw_format wtw_json_format = {
    .name = "JSON",
    .find = find_value,
    .understand = understand_value,
};
