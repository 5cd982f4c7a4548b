/*
 * mime_parts.c - the text among the parts of a message
 *
 * Parts stand between lines that are two hyphens and the boundary that the header names (RFC
 * 2046). Of alternatives the plain text is taken, as it is what the sender wrote for programs.
 * Parts of parts are looked into a few levels deep: a forwarded message is one of them.
 */
#include "read/mime_parts.h"

#include "read/charsets.h"
#include "read/html_page.h"
#include "read/http_body.h"
#include "read/mime_decode.h"

#include <string.h>
#include <strings.h>

enum { LEVELS = 8, PARTS_MOST = 1000 };

/* What was found so far. */
struct choice {
    struct wtw_span body;
    struct wtw_span encoding;
    struct wtw_span charset;
    bool is_html;
    bool is_found;
};

struct search {
    struct choice best;
    struct wtw_buffer heads[LEVELS]; /* unfolded, of the parts that are being looked at */
    struct wtw_buffer best_head;     /* of the best part: the choice's spans lie there */
    int parts;
    struct wtw_error *error;
};

static bool begins(struct wtw_span value, const char *word)
{
    size_t count = strlen(word);

    return value.count >= count && strncasecmp(value.items, word, count) == 0;
}

enum wtw_status wtw_mime_head(struct wtw_span message, struct wtw_buffer *out,
                              struct wtw_span *out_body, struct wtw_error *error)
{
    while (message.count) {
        struct wtw_span line = wtw_header_line(&message);

        if (!line.count)
            break;
        if (out->count && (line.items[0] == ' ' || line.items[0] == '\t'))
            out->count--;
        WTW_TRY(wtw_buffer_append(out, line.items, line.count, error));
        WTW_TRY(wtw_buffer_append(out, "\n", 1, error));
    }
    *out_body = message;
    return WTW_OK;
}

/* The parameter 'name' of a Content-Type, without quotes; empty where it is not there. */
static struct wtw_span parameter(struct wtw_span type, const char *name)
{
    size_t count = strlen(name);

    for (size_t i = 0; i + count + 1 < type.count; i++) {
        struct wtw_span value = {type.items + i + count + 2, type.count - i - count - 2};
        const char *quote = NULL;

        if ((type.items[i] != ';' && type.items[i] != ' ' && type.items[i] != '\t') ||
            strncasecmp(type.items + i + 1, name, count) != 0 ||
            type.items[i + count + 1] != '=')
            continue;
        if (value.count && value.items[0] == '"') {
            value.items++;
            value.count--;
            quote = memchr(value.items, '"', value.count);
        }
        if (quote)
            value.count = (size_t)(quote - value.items);
        else
            for (size_t j = 0; j < value.count; j++)
                if (strchr("; \t\r", value.items[j]))
                    value.count = j;
        return value;
    }
    return (struct wtw_span){NULL, 0};
}

static bool is_blank(struct wtw_span bytes)
{
    for (size_t i = 0; i < bytes.count; i++) {
        if (!strchr(" \t\r\n", bytes.items[i]))
            return false;
    }
    return true;
}

static enum wtw_status look_at(struct search *search, struct wtw_span head,
                               struct wtw_span body, int level);

/* Looks at a part, which has a header of its own. */
static enum wtw_status look_at_part(struct search *search, struct wtw_span part,
                                    int level)
{
    struct wtw_buffer *head = &search->heads[level];
    struct wtw_span body;

    if (++search->parts > PARTS_MOST)
        return WTW_OK;
    head->count = 0;
    WTW_TRY(wtw_mime_head(part, head, &body, search->error));
    return look_at(search, (struct wtw_span){head->items, head->count}, body, level + 1);
}

/* Whether a line is a boundary, and the last one. */
static bool is_boundary(struct wtw_span line, struct wtw_span boundary, bool *out_is_last)
{
    if (line.count < boundary.count + 2 || memcmp(line.items, "--", 2) != 0 ||
        memcmp(line.items + 2, boundary.items, boundary.count) != 0)
        return false;
    line.items += 2 + boundary.count;
    line.count -= 2 + boundary.count;
    *out_is_last = line.count >= 2 && memcmp(line.items, "--", 2) == 0;
    return *out_is_last || is_blank(line);
}

static enum wtw_status look_at_parts(struct search *search, struct wtw_span body,
                                     struct wtw_span boundary, int level)
{
    const char *begin = NULL;
    bool is_last = false;

    while (body.count && !is_last && !(search->best.is_found && !search->best.is_html)) {
        struct wtw_span line = wtw_header_line(&body);
        bool is_end = is_boundary(line, boundary, &is_last);

        if (begin && (is_end || !body.count))
            WTW_TRY(look_at_part(
                search,
                (struct wtw_span){
                    begin,
                    (size_t)((is_end ? line.items : line.items + line.count) - begin)},
                level));
        if (is_end)
            begin = body.items;
    }
    return WTW_OK;
}

/* Keeps a part if it is better than what was found. */
static enum wtw_status consider(struct search *search, struct wtw_span head,
                                struct wtw_span body, bool is_html)
{
    struct choice *best = &search->best;
    struct wtw_span kept;

    if (is_blank(body) || (best->is_found && (is_html || !best->is_html)))
        return WTW_OK;
    search->best_head.count = 0;
    WTW_TRY(wtw_buffer_append(&search->best_head, head.items, head.count, search->error));
    kept = (struct wtw_span){search->best_head.items, search->best_head.count};
    *best = (struct choice){
        .body = body,
        .encoding = wtw_header_value(kept, "Content-Transfer-Encoding"),
        .charset = parameter(wtw_header_value(kept, "Content-Type"), "charset"),
        .is_html = is_html,
        .is_found = true};
    return WTW_OK;
}

static enum wtw_status look_at(struct search *search, struct wtw_span head,
                               struct wtw_span body, int level)
{
    struct wtw_span type = wtw_header_value(head, "Content-Type");
    struct wtw_span boundary = parameter(type, "boundary");

    if (begins(wtw_header_value(head, "Content-Disposition"), "attachment"))
        return WTW_OK;
    if (begins(type, "multipart/") && boundary.count && level < LEVELS)
        return look_at_parts(search, body, boundary, level);
    if (begins(type, "message/rfc822") && level < LEVELS)
        return look_at_part(search, body, level);
    if (!type.count || begins(type, "text/plain"))
        return consider(search, head, body, false);
    return begins(type, "text/html") ? consider(search, head, body, true) : WTW_OK;
}

/* ------------------------------------------------------------------ the text */

static enum wtw_status append_choice(const struct choice *choice, struct wtw_buffer *out,
                                     struct wtw_error *error)
{
    struct wtw_buffer bytes = {0};
    struct wtw_buffer text = {0};
    enum wtw_status status =
        wtw_mime_decode(choice->body, choice->encoding, &bytes, error);

    if (status == WTW_OK)
        status =
            wtw_charset_decode((struct wtw_span){bytes.items, bytes.count},
                               choice->charset, choice->is_html ? &text : out, error);
    if (status == WTW_OK && choice->is_html)
        status =
            wtw_html_piece_append((struct wtw_span){text.items, text.count}, out, error);
    wtw_buffer_release(&bytes);
    wtw_buffer_release(&text);
    return status;
}

enum wtw_status wtw_mime_text_append(struct wtw_span head, struct wtw_span body,
                                     struct wtw_buffer *out, bool *out_found,
                                     struct wtw_error *error)
{
    struct search search = {.error = error};
    enum wtw_status status = look_at(&search, head, body, 0);

    *out_found = search.best.is_found;
    if (status == WTW_OK && search.best.is_found)
        status = append_choice(&search.best, out, error);
    for (size_t i = 0; i < LEVELS; i++)
        wtw_buffer_release(&search.heads[i]);
    wtw_buffer_release(&search.best_head);
    return status;
}
