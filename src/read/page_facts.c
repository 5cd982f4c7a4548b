/*
 * page_facts.c - what a page says of its article: title, url, date, source, language
 *
 * Publishers tell search engines and social networks what their pages do not show in a
 * form that can be read: JSON-LD first, then OpenGraph and other <meta> elements, then
 * what stands on the page. Each place has a rank for its field, and the surest wins
 * whatever the order on the page.
 */
#include "read/page_facts.h"

#include "read/dates.h"
#include "read/json_ld.h"

#include <string.h>
#include <strings.h>

/* Ranks below this are given by json_ld.c. */
enum { RANK_META = 10, RANK_PAGE = 100, RANK_GUESS = 200 };

/* A heading that was not closed would take the page for its title. */
enum { LONGEST_TITLE_BYTES = 1000 };

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static struct wtw_span trim(struct wtw_span value)
{
    while (value.count && is_white(value.items[0])) {
        value.items++;
        value.count--;
    }
    while (value.count && is_white(value.items[value.count - 1]))
        value.count--;
    return value;
}

/* A url with a host and more than the front page behind it: some pages name that as their
 * canonical one. */
static bool is_article_url(struct wtw_span value)
{
    size_t at = 0;
    size_t slashes = 0;

    if (value.count < 8 || (strncasecmp(value.items, "http://", 7) != 0 &&
                            strncasecmp(value.items, "https://", 8) != 0))
        return false;
    for (at = 0; at < value.count && slashes < 3; at++)
        slashes += value.items[at] == '/';
    return slashes == 3 && at < value.count && !memchr(value.items, '\n', value.count) &&
           !memchr(value.items, ' ', value.count);
}

static bool is_fitting(enum wtw_field_name field, struct wtw_span value,
                       int64_t *out_seconds)
{
    if (!value.count)
        return false;
    if (field == WTW_FIELD_URL)
        return is_article_url(value);
    if (field != WTW_FIELD_DATE)
        return true;
    *out_seconds = wtw_date_parse(value.items, value.count);
    return *out_seconds != WTW_DATE_UNKNOWN;
}

enum wtw_status wtw_page_fact_note(struct wtw_page_facts *facts,
                                   enum wtw_field_name field, const char *key,
                                   unsigned rank, struct wtw_span value,
                                   struct wtw_buffer *values, struct wtw_error *error)
{
    struct wtw_page_fact *fact = &facts->items[field];
    int64_t seconds = WTW_DATE_UNKNOWN;
    size_t begin = values->count;

    value = trim(value);
    if ((fact->key && fact->rank <= rank) || !is_fitting(field, value, &seconds))
        return WTW_OK;
    WTW_TRY(wtw_buffer_append(values, value.items, value.count, error));
    *fact = (struct wtw_page_fact){begin, value.count, key, rank, seconds};
    return WTW_OK;
}

/* ------------------------------------------------------------------ <meta>, <link> */

/* The surest first, for each field. */
static const struct meta_row {
    const char *name;
    enum wtw_field_name field;
} metas[] = {
    {"og:title", WTW_FIELD_TITLE},
    {"twitter:title", WTW_FIELD_TITLE},
    {"dc.title", WTW_FIELD_TITLE},
    {"dcterms.title", WTW_FIELD_TITLE},
    {"parsely-title", WTW_FIELD_TITLE},
    {"sailthru.title", WTW_FIELD_TITLE},
    {"og:url", WTW_FIELD_URL},
    {"parsely-link", WTW_FIELD_URL},
    {"article:published_time", WTW_FIELD_DATE},
    {"og:article:published_time", WTW_FIELD_DATE},
    {"article:published", WTW_FIELD_DATE},
    {"datepublished", WTW_FIELD_DATE},
    {"date_published", WTW_FIELD_DATE},
    {"article.published", WTW_FIELD_DATE},
    {"published-date", WTW_FIELD_DATE},
    {"publish-date", WTW_FIELD_DATE},
    {"publish_date", WTW_FIELD_DATE},
    {"publishdate", WTW_FIELD_DATE},
    {"pubdate", WTW_FIELD_DATE},
    {"publication_date", WTW_FIELD_DATE},
    {"parsely-pub-date", WTW_FIELD_DATE},
    {"sailthru.date", WTW_FIELD_DATE},
    {"dc.date.issued", WTW_FIELD_DATE},
    {"dcterms.issued", WTW_FIELD_DATE},
    {"dcterms.created", WTW_FIELD_DATE},
    {"dc.date.created", WTW_FIELD_DATE},
    {"dc.date", WTW_FIELD_DATE},
    {"dcterms.date", WTW_FIELD_DATE},
    {"article_date_original", WTW_FIELD_DATE},
    {"date", WTW_FIELD_DATE},
    {"og:site_name", WTW_FIELD_SOURCE},
    {"application-name", WTW_FIELD_SOURCE},
    {"dc.publisher", WTW_FIELD_SOURCE},
    {"og:locale", WTW_FIELD_LANGUAGE},
    {"dc.language", WTW_FIELD_LANGUAGE},
    {"language", WTW_FIELD_LANGUAGE},
};

static bool is_word(struct wtw_span value, const char *word)
{
    return strlen(word) == value.count &&
           strncasecmp(word, value.items, value.count) == 0;
}

/* What the collecting of one page's facts needs. */
struct collector {
    const struct wtw_markup *page;
    struct wtw_page_facts *facts;
    struct wtw_buffer *values;
    struct wtw_error *error;
};

static enum wtw_status note(struct collector *collector, enum wtw_field_name field,
                            const char *key, unsigned rank, struct wtw_span value)
{
    return wtw_page_fact_note(collector->facts, field, key, rank, value,
                              collector->values, collector->error);
}

static enum wtw_status look_at_meta(struct collector *collector, uint32_t node)
{
    const struct wtw_markup *page = collector->page;
    struct wtw_span name = wtw_markup_attribute(page, node, WTW_ATTRIBUTE_PROPERTY);
    struct wtw_span content = wtw_markup_attribute(page, node, WTW_ATTRIBUTE_CONTENT);

    if (!name.count)
        name = wtw_markup_attribute(page, node, WTW_ATTRIBUTE_NAME);
    if (!name.count)
        name = wtw_markup_attribute(page, node, WTW_ATTRIBUTE_ITEMPROP);
    for (size_t i = 0; name.count && i < sizeof metas / sizeof metas[0]; i++) {
        if (is_word(name, metas[i].name))
            return note(collector, metas[i].field, metas[i].name, RANK_META + (unsigned)i,
                        content);
    }
    return WTW_OK;
}

static enum wtw_status look_at_link(struct collector *collector, uint32_t node)
{
    const struct wtw_markup *page = collector->page;

    if (!is_word(wtw_markup_attribute(page, node, WTW_ATTRIBUTE_REL), "canonical"))
        return WTW_OK;
    return note(collector, WTW_FIELD_URL, "canonical link", 0,
                wtw_markup_attribute(page, node, WTW_ATTRIBUTE_HREF));
}

/* ------------------------------------------------------------------ other elements */

/* The text of an element, as the title of the article; one that is empty is none. */
static enum wtw_status look_at_heading(struct collector *collector, uint32_t node,
                                       const char *key, unsigned rank)
{
    struct wtw_page_fact *title = &collector->facts->items[WTW_FIELD_TITLE];
    struct wtw_buffer *values = collector->values;
    size_t begin = values->count;

    if (title->key && title->rank <= rank)
        return WTW_OK;
    WTW_TRY(wtw_markup_append_text(collector->page, node, values, collector->error));
    if (values->count - begin > LONGEST_TITLE_BYTES)
        values->count = begin;
    if (values->count > begin)
        *title = (struct wtw_page_fact){begin, values->count - begin, key, rank,
                                        WTW_DATE_UNKNOWN};
    return WTW_OK;
}

static enum wtw_status look_at_time(struct collector *collector, uint32_t node)
{
    const struct wtw_markup *page = collector->page;
    struct wtw_span when = wtw_markup_attribute(page, node, WTW_ATTRIBUTE_DATETIME);
    struct wtw_span itemprop = wtw_markup_attribute(page, node, WTW_ATTRIBUTE_ITEMPROP);

    if (is_word(itemprop, "datePublished"))
        return note(collector, WTW_FIELD_DATE, "datePublished", RANK_PAGE, when);
    return note(collector, WTW_FIELD_DATE, "time", RANK_GUESS, when);
}

static enum wtw_status look_at_script(struct collector *collector, uint32_t node)
{
    const struct wtw_markup *page = collector->page;

    if (!is_word(wtw_markup_attribute(page, node, WTW_ATTRIBUTE_TYPE),
                 "application/ld+json") ||
        node + 1 >= page->nodes[node].end)
        return WTW_OK;
    return wtw_json_ld_find(wtw_markup_characters(page, node + 1), collector->facts,
                            collector->values, collector->error);
}

static enum wtw_status look_at_node(struct collector *collector, uint32_t node)
{
    const struct wtw_markup *page = collector->page;

    switch (page->nodes[node].tag) {
    case WTW_TAG_HTML:
        return note(collector, WTW_FIELD_LANGUAGE, "html lang", 0,
                    wtw_markup_attribute(page, node, WTW_ATTRIBUTE_LANG));
    case WTW_TAG_META:
        return look_at_meta(collector, node);
    case WTW_TAG_LINK:
        return look_at_link(collector, node);
    case WTW_TAG_TITLE:
        return look_at_heading(collector, node, "title", RANK_GUESS);
    case WTW_TAG_H1:
        return look_at_heading(collector, node, "h1", RANK_PAGE);
    case WTW_TAG_TIME:
        return look_at_time(collector, node);
    case WTW_TAG_SCRIPT:
        return look_at_script(collector, node);
    default:
        return WTW_OK;
    }
}

enum wtw_status wtw_page_facts_find(const struct wtw_markup *page,
                                    struct wtw_page_facts *out_facts,
                                    struct wtw_buffer *values, struct wtw_error *error)
{
    struct collector collector = {page, out_facts, values, error};

    *out_facts = (struct wtw_page_facts){0};
    for (uint32_t i = 0; i < page->count; i++)
        WTW_TRY(look_at_node(&collector, i));
    return WTW_OK;
}
