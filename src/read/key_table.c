/*
 * key_table.c - the names under which articles keep their fields
 *
 * Scrapers, archives and agencies name an article's text a dozen ways. The table lists
 * the names for each field, the surest first. A record has some ten keys and a run some
 * million records, so the names are found through a small hash table that each reader
 * makes for itself, since nothing here is global.
 */
#include "read/key_table.h"

#include <string.h>

static const struct wtw_key_row rows[] = {
    {"text", WTW_FIELD_TEXT, false},
    {"maintext", WTW_FIELD_TEXT, false},
    {"plaintext", WTW_FIELD_TEXT, false},
    {"plain_text", WTW_FIELD_TEXT, false},
    {"body_text", WTW_FIELD_TEXT, false},
    {"body_main", WTW_FIELD_TEXT, false},
    {"articleBody", WTW_FIELD_TEXT, false},
    {"article_body", WTW_FIELD_TEXT, false},
    {"content", WTW_FIELD_TEXT, false},
    {"body", WTW_FIELD_TEXT, false},
    {"bodies", WTW_FIELD_TEXT, false},
    {"article", WTW_FIELD_TEXT, false},
    {"full_text", WTW_FIELD_TEXT, false},
    {"raw_content", WTW_FIELD_TEXT, false},
    {"raw_text", WTW_FIELD_TEXT, false},
    {"content_text", WTW_FIELD_TEXT, false}, /* of JSON Feed, and the next */
    {"content_html", WTW_FIELD_TEXT, false},
    {"body_xhtml", WTW_FIELD_TEXT, false}, /* of ninjs 1 */
    {"body_html", WTW_FIELD_TEXT, false},

    {"id", WTW_FIELD_ID, false},
    {"_id", WTW_FIELD_ID, false},
    {"article_id", WTW_FIELD_ID, false},
    {"doc_id", WTW_FIELD_ID, false},
    {"uuid", WTW_FIELD_ID, false},
    {"guid", WTW_FIELD_ID, false},
    {"uri", WTW_FIELD_ID, false},

    {"url", WTW_FIELD_URL, false},
    {"link", WTW_FIELD_URL, false},
    {"canonical_link", WTW_FIELD_URL, false},
    {"canonical_url", WTW_FIELD_URL, false},
    {"requested_url", WTW_FIELD_URL, false},
    {"permalink", WTW_FIELD_URL, false},

    {"title", WTW_FIELD_TITLE, false},
    {"headline", WTW_FIELD_TITLE, false},
    {"headline_main", WTW_FIELD_TITLE, false},
    {"headlines", WTW_FIELD_TITLE, false}, /* a list, of ninjs */
    {"title_page", WTW_FIELD_TITLE, false},
    {"title_rss", WTW_FIELD_TITLE, false},

    {"date", WTW_FIELD_DATE, false},
    {"date_publish", WTW_FIELD_DATE, false},
    {"publish_date", WTW_FIELD_DATE, false},
    {"published_date", WTW_FIELD_DATE, false},
    {"publishing_date", WTW_FIELD_DATE, false},
    {"published_at", WTW_FIELD_DATE, false},
    {"publishedAt", WTW_FIELD_DATE, false},
    {"published", WTW_FIELD_DATE, false},
    {"pubDate", WTW_FIELD_DATE, false},
    {"datePublished", WTW_FIELD_DATE, false},
    {"date_published", WTW_FIELD_DATE, false},
    {"versionCreated", WTW_FIELD_DATE, false},
    {"versioncreated", WTW_FIELD_DATE, false},
    {"firstCreated", WTW_FIELD_DATE, false},
    {"firstcreated", WTW_FIELD_DATE, false},
    {"timestamp", WTW_FIELD_DATE, false},
    {"created_at", WTW_FIELD_DATE, false},
    {"date_download", WTW_FIELD_DATE, true},
    {"WARC-Date", WTW_FIELD_DATE, true},

    {"source_domain", WTW_FIELD_SOURCE, false},
    {"domain", WTW_FIELD_SOURCE, false},
    {"hostname", WTW_FIELD_SOURCE, false},
    {"source-hostname", WTW_FIELD_SOURCE, false},
    {"sitename", WTW_FIELD_SOURCE, false},
    {"publisher", WTW_FIELD_SOURCE, false},
    {"publication", WTW_FIELD_SOURCE, false},
    {"source", WTW_FIELD_SOURCE,
     false}, /* its name, where it is an object; a url, where it begins so */
    {"newspaper_name", WTW_FIELD_SOURCE, false},
    {"series", WTW_FIELD_SOURCE, false},

    {"language", WTW_FIELD_LANGUAGE, false},
    {"lang", WTW_FIELD_LANGUAGE, false},
    {"meta_lang", WTW_FIELD_LANGUAGE, false},
    {"inLanguage", WTW_FIELD_LANGUAGE, false},
};
enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static size_t hash_key(const char *key, size_t count)
{
    const unsigned char *bytes = (const unsigned char *)key;

    return (count * 37 + bytes[0] * 5u + bytes[count / 2] * 11u + bytes[count - 1] * 3u) %
           WTW_KEY_SLOTS;
}

void wtw_key_table_init(struct wtw_key_table *out_table)
{
    memset(out_table->rows, WTW_NO_ROW, sizeof out_table->rows);
    for (size_t row = 0; row < ROW_COUNT; row++) {
        size_t slot = hash_key(rows[row].key, strlen(rows[row].key));

        while (out_table->rows[slot] != WTW_NO_ROW)
            slot = (slot + 1) % WTW_KEY_SLOTS;
        out_table->rows[slot] = (uint8_t)row;
    }
}

static bool is_key(const char *name, struct wtw_span key)
{
    return strlen(name) == key.count && memcmp(name, key.items, key.count) == 0;
}

size_t wtw_key_table_find(const struct wtw_key_table *table, struct wtw_span key)
{
    if (!key.count)
        return WTW_NO_ROW;
    for (size_t slot = hash_key(key.items, key.count); table->rows[slot] != WTW_NO_ROW;
         slot = (slot + 1) % WTW_KEY_SLOTS) {
        if (is_key(rows[table->rows[slot]].key, key))
            return table->rows[slot];
    }
    return WTW_NO_ROW;
}

const struct wtw_key_row *wtw_key_table_row(size_t row)
{
    return &rows[row];
}
