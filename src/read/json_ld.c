/*
 * json_ld.c - the article that a page describes in JSON-LD
 *
 * schema.org has dozens of kinds of articles (NewsArticle, BlogPosting, Report, ...), and
 * pages put them alone, beside others in an array, or into a @graph. Line ends in strings,
 * which JSON forbids and many pages have, are taken for spaces.
 */
#include "read/json_ld.h"

#include "read/json_lookup.h"
#include "read/main_text.h"

#include <string.h>

/* An array of objects with a graph of objects: what lies deeper is about something else. */
enum { LEVELS = 4 };

/* What the search for one script's article needs. */
struct search {
    struct wtw_page_facts *facts;
    struct wtw_buffer *values;
    struct wtw_error *error;
    bool has_article; /* the first one is the page's */
};

static bool ends_in(struct wtw_span name, const char *ending)
{
    size_t count = strlen(ending);

    return name.count >= count &&
           memcmp(name.items + name.count - count, ending, count) == 0;
}

static bool is_article_type(struct wtw_span name)
{
    return ends_in(name, "Article") || ends_in(name, "Posting") ||
           ends_in(name, "Report");
}

static bool is_article(const struct wtw_json_value *object)
{
    struct wtw_json_value type;
    struct wtw_json_cursor cursor;
    struct wtw_json_value element;

    if (!wtw_json_find_named(object, "@type", &type))
        return false;
    if (type.kind == WTW_JSON_STRING)
        return is_article_type(type.raw);
    cursor = wtw_json_start(type.raw);
    if (type.kind != WTW_JSON_ARRAY || !wtw_json_enter(&cursor, '['))
        return false;
    while (wtw_json_next_element(&cursor, &element)) {
        if (element.kind == WTW_JSON_STRING && is_article_type(element.raw))
            return true;
    }
    return false;
}

/* Notes a string, unescaped behind the values, where it stays if it was noted. */
/* Many pages put HTML into these strings, so that a quote comes as &#8217;. */
static enum wtw_status undo_html(struct wtw_buffer *plain, struct wtw_error *error)
{
    struct wtw_span piece = {plain->items, plain->count};
    struct wtw_markup markup = {0};
    struct wtw_buffer text = {0};
    enum wtw_status status = WTW_OK;

    if (!plain->count || !memchr(piece.items, '&', piece.count))
        return WTW_OK;
    status = wtw_markup_parse_html(&markup, piece, error);
    if (status == WTW_OK)
        status = wtw_whole_text_append(&markup, 0, &text, error);
    wtw_markup_release(&markup);
    wtw_buffer_release(plain);
    *plain = text;
    return status;
}

static enum wtw_status note_string(struct search *search, enum wtw_field_name field,
                                   const char *key, unsigned rank,
                                   const struct wtw_json_value *value)
{
    struct wtw_buffer plain = {0};
    enum wtw_status status = WTW_OK;

    if (value->kind != WTW_JSON_STRING || wtw_json_is_empty(value))
        return WTW_OK;
    status = wtw_buffer_reserve(&plain, value->raw.count, search->error);
    if (status == WTW_OK) {
        plain.count = wtw_json_unescape(value->raw, plain.items);
        if (field != WTW_FIELD_URL)
            status = undo_html(&plain, search->error);
    }
    if (status == WTW_OK)
        status = wtw_page_fact_note(search->facts, field, key, rank,
                                    (struct wtw_span){plain.items, plain.count},
                                    search->values, search->error);
    wtw_buffer_release(&plain);
    return status;
}

/* A member that is a string, or an object with the string under 'inner'. */
static enum wtw_status note_member(struct search *search,
                                   const struct wtw_json_value *object, const char *name,
                                   const char *inner, enum wtw_field_name field,
                                   unsigned rank)
{
    struct wtw_json_value value;
    struct wtw_json_value found;

    if (!wtw_json_find_named(object, name, &value))
        return WTW_OK;
    if (value.kind == WTW_JSON_OBJECT && inner &&
        wtw_json_find_named(&value, inner, &found))
        value = found;
    return note_string(search, field, name, rank, &value);
}

static enum wtw_status note_article(struct search *search,
                                    const struct wtw_json_value *object)
{
    static const struct {
        const char *name;
        const char *inner;
        enum wtw_field_name field;
        unsigned rank;
    } members[] = {
        {"headline", NULL, WTW_FIELD_TITLE, 0},
        {"name", NULL, WTW_FIELD_TITLE, 1},
        {"url", NULL, WTW_FIELD_URL, 1},
        {"mainEntityOfPage", "@id", WTW_FIELD_URL, 2},
        {"datePublished", NULL, WTW_FIELD_DATE, 0},
        {"dateCreated", NULL, WTW_FIELD_DATE, 1},
        {"publisher", "name", WTW_FIELD_SOURCE, 0},
        {"inLanguage", NULL, WTW_FIELD_LANGUAGE, 1},
        {"articleBody", NULL, WTW_FIELD_TEXT, 0},
    };

    search->has_article = true;
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        WTW_TRY(note_member(search, object, members[i].name, members[i].inner,
                            members[i].field, members[i].rank));
    return WTW_OK;
}

static enum wtw_status visit(struct search *search, const struct wtw_json_value *value,
                             int levels);

static enum wtw_status visit_elements(struct search *search,
                                      const struct wtw_json_value *array, int levels)
{
    struct wtw_json_cursor cursor = wtw_json_start(array->raw);
    struct wtw_json_value element;

    if (!wtw_json_enter(&cursor, '['))
        return WTW_OK;
    while (!search->has_article && wtw_json_next_element(&cursor, &element))
        WTW_TRY(visit(search, &element, levels));
    return WTW_OK;
}

static enum wtw_status visit(struct search *search, const struct wtw_json_value *value,
                             int levels)
{
    struct wtw_json_value graph;

    if (!levels || search->has_article)
        return WTW_OK;
    if (value->kind == WTW_JSON_ARRAY)
        return visit_elements(search, value, levels - 1);
    if (value->kind != WTW_JSON_OBJECT)
        return WTW_OK;
    if (is_article(value))
        return note_article(search, value);
    if (wtw_json_find_named(value, "@graph", &graph))
        return visit(search, &graph, levels - 1);
    return WTW_OK;
}

/* From the first bracket on: some pages wrap the JSON in a comment. */
static struct wtw_span drop_wrapper(struct wtw_span script)
{
    while (script.count && script.items[0] != '{' && script.items[0] != '[') {
        script.items++;
        script.count--;
    }
    if (script.count > 7 && memcmp(script.items, "[CDATA[", 7) == 0)
        return drop_wrapper((struct wtw_span){script.items + 7, script.count - 7});
    return script;
}

enum wtw_status wtw_json_ld_find(struct wtw_span script, struct wtw_page_facts *facts,
                                 struct wtw_buffer *values, struct wtw_error *error)
{
    struct search search = {.facts = facts, .values = values, .error = error};
    struct wtw_buffer text = {0};
    struct wtw_json_cursor cursor;
    struct wtw_json_value value;
    enum wtw_status status = WTW_OK;

    script = drop_wrapper(script);
    if (!script.count)
        return WTW_OK;
    WTW_TRY(wtw_buffer_append(&text, script.items, script.count, error));
    for (size_t i = 0; i < text.count; i++) {
        if ((unsigned char)text.items[i] < ' ')
            text.items[i] = ' ';
    }
    cursor = wtw_json_start((struct wtw_span){text.items, text.count});
    if (wtw_json_take_value(&cursor, &value))
        status = visit(&search, &value, LEVELS);
    wtw_buffer_release(&text);
    return status;
}
