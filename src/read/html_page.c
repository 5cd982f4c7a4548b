/*
 * html_page.c - the fields of an article that is a page of HTML
 *
 * Decoded, taken apart to a tree, and read twice: for what the page says of its article,
 * and for the article itself. The text that a page states in its JSON-LD is taken only
 * where the page shows hardly any, as pages do that are filled in by a script: it is often
 * shortened, and its paragraphs run into each other.
 */
#include "read/html_page.h"

#include "read/charsets.h"
#include "read/main_text.h"
#include "read/page_facts.h"
#include "read/text_file.h"

#include <string.h>

/* The stated text is taken where it is so many times as long as what the page shows. */
enum { STATED_TIMES = 4 };

static void fill_fields(const struct wtw_page_facts *facts, const char *values,
                        struct wtw_fields *out_fields)
{
    memset(out_fields, 0, sizeof *out_fields);
    for (size_t i = 0; i < WTW_FIELD_COUNT; i++) {
        const struct wtw_page_fact *fact = &facts->items[i];

        if (fact->key)
            out_fields->items[i] = (struct wtw_field){
                {values ? values + fact->begin : "", fact->count}, fact->key};
    }
    out_fields->published_seconds = facts->items[WTW_FIELD_DATE].key
                                        ? facts->items[WTW_FIELD_DATE].seconds
                                        : WTW_DATE_UNKNOWN;
}

static enum wtw_status read_page(const struct wtw_markup *page,
                                 struct wtw_buffer *scratch,
                                 struct wtw_fields *out_fields, struct wtw_error *error)
{
    struct wtw_page_facts facts = {0};
    struct wtw_page_fact *text = &facts.items[WTW_FIELD_TEXT];
    size_t begin = 0;

    WTW_TRY(wtw_page_facts_find(page, &facts, scratch, error));
    begin = scratch->count;
    WTW_TRY(wtw_main_text_append(page, scratch, error));
    if (!text->key || text->count / STATED_TIMES < scratch->count - begin)
        *text = (struct wtw_page_fact){
            .begin = begin, .count = scratch->count - begin, .key = "main text"};
    fill_fields(&facts, scratch->items, out_fields);
    return WTW_OK;
}

enum wtw_status wtw_html_page_fields(struct wtw_span page, struct wtw_span charset,
                                     struct wtw_buffer *scratch,
                                     struct wtw_fields *out_fields,
                                     struct wtw_error *error)
{
    struct wtw_buffer decoded = {0};
    struct wtw_markup markup = {0};
    enum wtw_status status = WTW_OK;

    scratch->count = 0;
    if (!wtw_charset_named(charset))
        charset = wtw_charset_of_markup(page);
    status = wtw_charset_decode(page, charset, &decoded, error);
    if (status == WTW_OK)
        status = wtw_markup_parse_html(
            &markup, (struct wtw_span){decoded.items, decoded.count}, error);
    wtw_buffer_release(&decoded);
    if (status == WTW_OK)
        status = read_page(&markup, scratch, out_fields, error);
    wtw_markup_release(&markup);
    return status;
}

enum wtw_status wtw_html_piece_append(struct wtw_span piece, struct wtw_buffer *out,
                                      struct wtw_error *error)
{
    struct wtw_markup markup = {0};
    enum wtw_status status = wtw_markup_parse_html(&markup, piece, error);

    if (status == WTW_OK)
        status = wtw_whole_text_append(&markup, 0, out, error);
    wtw_markup_release(&markup);
    return status;
}

enum wtw_status wtw_page_reject(enum wtw_status status, const struct wtw_spot *spot,
                                enum wtw_reject_reason *out_reason,
                                struct wtw_error *error)
{
    struct wtw_error cause = {0};

    if (status != WTW_TOO_LARGE)
        return status;
    if (error)
        cause = *error;
    *out_reason = WTW_REJECT_TOO_LONG;
    return wtw_fail_at(error, WTW_BAD_INPUT, spot, "%s", cause.words);
}

static enum wtw_status understand_page(const struct wtw_record_setting *setting,
                                       struct wtw_span record, struct wtw_buffer *scratch,
                                       struct wtw_fields *out_fields,
                                       enum wtw_reject_reason *out_reason,
                                       struct wtw_error *error)
{
    struct wtw_error cause = {0};
    enum wtw_status status = wtw_html_page_fields(record, (struct wtw_span){NULL, 0},
                                                  scratch, out_fields, &cause);

    status = wtw_page_reject(status, &setting->spot, out_reason, &cause);
    if (status != WTW_OK && error)
        *error = cause;
    return status;
}

const struct wtw_format wtw_html_format = {
    .name = "HTML",
    .is_whole = true,
    .find = wtw_whole_find,
    .understand = understand_page,
};
