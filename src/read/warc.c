/*
 * warc.c - the pages in a web archive: WARC 1.0 and 1.1, and WET
 *
 * A record has a header of lines, an empty line, as many bytes as Content-Length says, and
 * two line ends (ISO 28500). Most records of a crawl are none of an article: whether one is
 * is told by its header and the first bytes of its content, inflated where they have to be,
 * before the rest of it was read, so that a film of a gigabyte takes no memory.
 *
 * What a server said of its content is often wrong: content that begins like HTML is HTML,
 * and content that holds zero bytes is none. The date of a record is when it was fetched;
 * it counts where the page itself has none, and is marked as such.
 */
#include "read/warc.h"

#include "read/dates.h"
#include "read/html_page.h"
#include "read/http_body.h"
#include "read/root_element.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What a search stands in. */
enum { AT_HEADER, IN_RECORD, IN_PASSAGE };

/* A header has a dozen lines. */
enum { HEADER_BYTES = 65536 };

/* So much of the content is looked at, and so much of a compressed one is inflated. */
enum { LOOK_BYTES = 4096 };

/* Content is inflated to no more than this, the ceiling that records have by default. */
#define MOST_BYTES ((size_t)64 << 20)

enum content { CONTENT_NONE, CONTENT_HTML, CONTENT_JSON, CONTENT_TEXT };

static bool is_word(struct wtw_span value, const char *word)
{
    return value.count == strlen(word) &&
           strncasecmp(value.items, word, value.count) == 0;
}

static struct wtw_span skip(struct wtw_span bytes, size_t count)
{
    return (struct wtw_span){bytes.items + count, bytes.count - count};
}

/* ------------------------------------------------------------------ content */

/* What a record of the archive holds, as far as it was read. */
struct capture {
    struct wtw_http_response response; /* a resource is one that is all body */
    bool is_page;                      /* only HTML counts */
    bool is_conversion;                /* made by a program that knows what it made */
    struct wtw_span url;
    struct wtw_span date;
    struct wtw_span language;
};

/* WARC 1.0 had a url in angle brackets by its grammar, and without by its examples. */
static struct wtw_span bare_url(struct wtw_span url)
{
    if (url.count < 2 || url.items[0] != '<' || url.items[url.count - 1] != '>')
        return url;
    return (struct wtw_span){url.items + 1, url.count - 2};
}

/* What crawlers note of themselves, such as their logs, they store under such names. */
static bool is_about_crawl(struct wtw_span url)
{
    return (url.count > 9 && strncasecmp(url.items, "metadata:", 9) == 0) ||
           (url.count > 4 && strncasecmp(url.items, "urn:", 4) == 0);
}

/* False where the header says that there is no article. */
static bool read_header(struct wtw_span head, struct wtw_span content,
                        struct capture *out_capture)
{
    struct wtw_span type = wtw_header_value(head, "WARC-Type");

    *out_capture = (struct capture){
        .is_page = is_word(type, "response"),
        .is_conversion = is_word(type, "conversion"),
        .url = bare_url(wtw_header_value(head, "WARC-Target-URI")),
        .date = wtw_header_value(head, "WARC-Date"),
        .language = wtw_header_value(head, "WARC-Identified-Content-Language"),
    };
    if (out_capture->is_page) {
        out_capture->response = wtw_http_response_read(content);
        return out_capture->response.status >= 200 && out_capture->response.status < 300;
    }
    if ((!is_word(type, "resource") && !is_word(type, "conversion")) ||
        is_about_crawl(out_capture->url))
        return false;
    out_capture->response = (struct wtw_http_response){.body = content};
    wtw_content_type_split(wtw_header_value(head, "Content-Type"),
                           &out_capture->response.content_type,
                           &out_capture->response.charset);
    return true;
}

static bool is_html_type(struct wtw_span type)
{
    return is_word(type, "text/html") || is_word(type, "application/xhtml+xml");
}

/* What else but pages counts, where it is no page that a server sent. */
static enum content look_at_text(struct wtw_span type, struct wtw_span begin)
{
    size_t white = 0;

    while (white < begin.count && strchr(" \t\r\n", begin.items[white]))
        white++;
    if (white < begin.count && begin.items[white] == '{')
        return CONTENT_JSON;
    return is_word(type, "text/plain") ? CONTENT_TEXT : CONTENT_NONE;
}

/* What the begin of a content says that it is. */
static enum content look_at_content(const struct capture *capture, struct wtw_span begin)
{
    struct wtw_span type = capture->response.content_type;
    bool has_zeros = begin.count && memchr(begin.items, '\0', begin.count);
    enum wtw_root root = wtw_root_find(begin, false);

    if (!begin.count)
        return CONTENT_NONE;
    if (capture->is_conversion && is_word(type, "text/plain"))
        return has_zeros ? CONTENT_NONE : CONTENT_TEXT;
    if (root == WTW_ROOT_HTML || (root == WTW_ROOT_UNSEEN && is_html_type(type)))
        return CONTENT_HTML;
    if (has_zeros)
        return CONTENT_NONE;
    if (is_html_type(type) && root != WTW_ROOT_RSS && root != WTW_ROOT_ATOM)
        return CONTENT_HTML;
    return capture->is_page ? CONTENT_NONE : look_at_text(type, begin);
}

/* What a capture holds, by its first bytes. One that cannot be inflated is what it says of
 * itself, so that a page among them is rejected with words. */
static enum wtw_status look_at_capture(const struct capture *capture,
                                       enum content *out_content, struct wtw_error *error)
{
    struct wtw_buffer begin = {0};
    bool is_whole = false;
    enum wtw_status status =
        wtw_http_body_decode(&capture->response, LOOK_BYTES, &begin, &is_whole, error);

    *out_content =
        is_html_type(capture->response.content_type) ? CONTENT_HTML : CONTENT_NONE;
    if (status == WTW_OK || begin.count)
        *out_content =
            look_at_content(capture, (struct wtw_span){begin.items, begin.count});
    wtw_buffer_release(&begin);
    return status == WTW_NO_MEMORY ? status : WTW_OK;
}

static bool is_worth(struct wtw_span head, struct wtw_span content)
{
    struct capture capture;
    enum content kind = CONTENT_NONE;

    /* Where there is no memory to look, there will be none to understand: told there. */
    return read_header(head, content, &capture) &&
           (look_at_capture(&capture, &kind, NULL) != WTW_OK || kind != CONTENT_NONE);
}

/* ------------------------------------------------------------------ finding */

static uint64_t count_lines(struct wtw_span bytes)
{
    uint64_t lines = 0;

    for (const char *at = NULL;
         bytes.count && (at = memchr(bytes.items, '\n', bytes.count)); lines++)
        bytes = skip(bytes, (size_t)(at - bytes.items) + 1);
    return lines;
}

static enum wtw_found pass(struct wtw_span open, size_t count, struct wtw_cut *out_cut)
{
    *out_cut = (struct wtw_cut){
        .next = count, .lines = count_lines((struct wtw_span){open.items, count})};
    return WTW_FOUND_PASSAGE;
}

static enum wtw_found fail(struct wtw_search *search, const char *problem,
                           struct wtw_cut *out_cut)
{
    search->state = AT_HEADER;
    *out_cut = (struct wtw_cut){.problem = problem};
    return WTW_FOUND_BREAK;
}

/* Goes on in a record whose header was read: to its end, if that is there. */
static enum wtw_found find_end(struct wtw_search *search, struct wtw_span open,
                               bool is_all, struct wtw_cut *out_cut)
{
    struct wtw_span unseen = skip(open, search->searched);

    if (unseen.count < search->count) {
        search->lines += count_lines(unseen);
        search->count -= unseen.count;
        search->searched = open.count;
        return is_all ? fail(search,
                             "the last record of the archive ends before its "
                             "Content-Length",
                             out_cut)
                      : WTW_FOUND_NOTHING;
    }
    unseen.count = (size_t)search->count;
    *out_cut = (struct wtw_cut){.end = search->searched + unseen.count,
                                .next = search->searched + unseen.count,
                                .lines = search->lines + count_lines(unseen)};
    search->state = AT_HEADER;
    return WTW_FOUND_RECORD;
}

/* Passes over what is there of a record that is none of ours. */
static enum wtw_found pass_record(struct wtw_search *search, struct wtw_span open,
                                  struct wtw_cut *out_cut)
{
    size_t count = search->count < open.count ? (size_t)search->count : open.count;

    if (!open.count)
        return WTW_FOUND_NOTHING;
    search->count -= count;
    if (!search->count)
        search->state = AT_HEADER;
    return pass(open, count, out_cut);
}

/* The length that a header states; false where it states none. */
static bool read_length(struct wtw_span head, uint64_t *out_length)
{
    struct wtw_span value = wtw_header_value(head, "Content-Length");

    *out_length = 0;
    for (size_t i = 0; i < value.count; i++) {
        if (value.items[i] < '0' || value.items[i] > '9' || i == 18)
            return false;
        *out_length = *out_length * 10 + (uint64_t)(value.items[i] - '0');
    }
    return value.count > 0;
}

/* A header of 'head_bytes' begins the open bytes: what is to be done with its record. */
static enum wtw_found begin_record(struct wtw_search *search, struct wtw_span open,
                                   size_t head_bytes, bool is_all,
                                   struct wtw_cut *out_cut)
{
    struct wtw_span head = {open.items, head_bytes};
    struct wtw_span content = skip(open, head_bytes);
    uint64_t length = 0;

    if (!read_length(head, &length))
        return fail(search, "a record of the archive has no Content-Length", out_cut);
    if (!is_all && content.count < length && content.count < LOOK_BYTES)
        return WTW_FOUND_NOTHING;
    if (content.count > length)
        content.count = (size_t)length;
    search->count = head_bytes + length;
    search->state = is_worth(head, content) ? IN_RECORD : IN_PASSAGE;
    return search->state == IN_RECORD ? find_end(search, open, is_all, out_cut)
                                      : pass_record(search, open, out_cut);
}

static enum wtw_found find_header(struct wtw_search *search, struct wtw_span open,
                                  bool is_all, struct wtw_cut *out_cut)
{
    static const char mark[] = "WARC/1.";
    size_t mark_bytes = sizeof mark - 1;
    size_t white = 0;
    size_t end = 0;

    while (white < open.count && strchr("\r\n", open.items[white]) && open.items[white])
        white++;
    if (white)
        return pass(open, white, out_cut);
    if (!open.count)
        return WTW_FOUND_NOTHING;
    if (memcmp(open.items, mark, open.count < mark_bytes ? open.count : mark_bytes) != 0)
        return fail(search, "no record of WARC 1.0 or 1.1 begins here", out_cut);
    end = wtw_header_end((struct wtw_span){
        open.items, open.count < HEADER_BYTES ? open.count : HEADER_BYTES});
    if (!end && (is_all || open.count >= HEADER_BYTES))
        return fail(search, "a record's header has no end", out_cut);
    return end ? begin_record(search, open, end, is_all, out_cut) : WTW_FOUND_NOTHING;
}

static enum wtw_found find(struct wtw_search *search, struct wtw_span open, bool is_all,
                           struct wtw_cut *out_cut)
{
    if (search->state == IN_RECORD)
        return find_end(search, open, is_all, out_cut);
    return search->state == IN_PASSAGE ? pass_record(search, open, out_cut)
                                       : find_header(search, open, is_all, out_cut);
}

/* ------------------------------------------------------------------ understanding */

/* What the archive itself says of the article. */
static void add_facts(const struct capture *capture, struct wtw_fields *fields)
{
    struct wtw_field *date = &fields->items[WTW_FIELD_DATE];
    struct wtw_field *language = &fields->items[WTW_FIELD_LANGUAGE];
    struct wtw_span first = capture->language;

    if (capture->url.count)
        fields->items[WTW_FIELD_URL] =
            (struct wtw_field){capture->url, "WARC-Target-URI"};
    if (!date->key && capture->date.count) {
        *date = (struct wtw_field){capture->date, "WARC-Date"};
        fields->published_seconds =
            wtw_date_parse(capture->date.items, capture->date.count);
        fields->date_is_crawl_date = true;
    }
    for (size_t i = 0; i < first.count; i++) {
        if (first.items[i] == ',')
            first.count = i;
    }
    if (!language->key && first.count)
        *language = (struct wtw_field){first, "WARC-Identified-Content-Language"};
}

static enum wtw_status understand_page(const struct capture *capture,
                                       struct wtw_buffer *scratch,
                                       struct wtw_fields *out_fields,
                                       struct wtw_error *error)
{
    const struct wtw_http_response *response = &capture->response;
    struct wtw_buffer body = {0};
    bool is_whole = false;
    enum wtw_status status = WTW_OK;

    if (response->coding == WTW_CODING_NONE && !response->is_chunked)
        return wtw_html_page_fields(response->body, response->charset, scratch,
                                    out_fields, error);
    status = wtw_http_body_decode(response, MOST_BYTES, &body, &is_whole, error);
    if (status == WTW_OK && !is_whole)
        status = wtw_fail(error, WTW_TOO_LARGE,
                          "the body of the response inflates to more than %zu bytes",
                          MOST_BYTES);
    if (status == WTW_OK)
        status = wtw_html_page_fields((struct wtw_span){body.items, body.count},
                                      response->charset, scratch, out_fields, error);
    wtw_buffer_release(&body);
    return status;
}

static enum wtw_status understand_text(struct wtw_span text,
                                       struct wtw_fields *out_fields)
{
    memset(out_fields, 0, sizeof *out_fields);
    out_fields->published_seconds = WTW_DATE_UNKNOWN;
    out_fields->items[WTW_FIELD_TEXT] = (struct wtw_field){text, "WARC content"};
    return WTW_OK;
}

/* The text's begin is counted from the object's, not from the record's: it is not told. */
static enum wtw_status understand_object(const struct wtw_record_setting *setting,
                                         struct wtw_span object,
                                         struct wtw_buffer *scratch,
                                         struct wtw_fields *out_fields,
                                         enum wtw_reject_reason *out_reason,
                                         struct wtw_error *error)
{
    enum wtw_status status = wtw_fields_find(setting->finder, object, &setting->spot,
                                             scratch, out_fields, out_reason, error);

    if (status == WTW_OK)
        out_fields->text_begin = 0;
    return status;
}

/* Gives what cannot be read its place in the archive. */
static enum wtw_status add_place(enum wtw_status status, const struct wtw_spot *spot,
                                 enum wtw_reject_reason *out_reason,
                                 struct wtw_error *cause)
{
    const struct wtw_error words = *cause;

    if (status != WTW_BAD_INPUT)
        return wtw_page_reject(status, spot, out_reason, cause);
    *out_reason = WTW_REJECT_BROKEN_STREAM;
    return wtw_fail_at(cause, WTW_BAD_INPUT, spot, "%s", words.words);
}

static enum wtw_status understand_capture(const struct wtw_record_setting *setting,
                                          const struct capture *capture,
                                          struct wtw_buffer *scratch,
                                          struct wtw_fields *out_fields,
                                          enum wtw_reject_reason *out_reason,
                                          struct wtw_error *error)
{
    const struct wtw_http_response *response = &capture->response;
    enum content content = CONTENT_NONE;

    WTW_TRY(look_at_capture(capture, &content, error));
    if (content == CONTENT_JSON)
        return understand_object(setting, response->body, scratch, out_fields, out_reason,
                                 error);
    if (content == CONTENT_TEXT)
        return understand_text(response->body, out_fields);
    return add_place(understand_page(capture, scratch, out_fields, error), &setting->spot,
                     out_reason, error);
}

static enum wtw_status understand(const struct wtw_record_setting *setting,
                                  struct wtw_span record, struct wtw_buffer *scratch,
                                  struct wtw_fields *out_fields,
                                  enum wtw_reject_reason *out_reason,
                                  struct wtw_error *error)
{
    size_t head = wtw_header_end(record);
    struct wtw_error cause = {0};
    struct capture capture;
    enum wtw_status status = WTW_OK;

    if (!read_header((struct wtw_span){record.items, head}, skip(record, head),
                     &capture)) {
        *out_reason = WTW_REJECT_MALFORMED;
        return wtw_fail_at(error, WTW_BAD_INPUT, &setting->spot,
                           "this is no record with a page");
    }
    status =
        understand_capture(setting, &capture, scratch, out_fields, out_reason, &cause);
    if (status == WTW_OK)
        add_facts(&capture, out_fields);
    else if (error)
        *error = cause;
    return status;
}

const struct wtw_format wtw_warc_format = {
    .name = "WARC", .find = find, .understand = understand};
