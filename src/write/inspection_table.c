/*
 * inspection_table.c - what was recognised, for people
 *
 *     input       1 file of JSONL, gzip: 1.2 MB, unpacked 4.0 MB, 2,014 records
 *     articles    2,012, 3 of them empty
 *     rejects     2: not JSON 2
 *     text        body 2,000, maintext 12
 */
#include "write/inspection_out.h"

#include "write/date_words.h"
#include "write/screen_text.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_WIDTH = 12 };

static struct wtw_span words_text(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

static void begin_line(struct wtw_fill *fill, const struct wtw_page *page,
                       const char *label)
{
    wtw_fill_begin_labelled(fill, page, label, LABEL_WIDTH);
}

static void add(struct wtw_fill *fill, const char *words)
{
    wtw_fill_text(fill, words_text(words));
}

static void add_count(struct wtw_fill *fill, const char *before, uint64_t count,
                      const char *behind)
{
    add(fill, before);
    add(fill, wtw_grouped_words(count).items);
    add(fill, behind);
}

static void put_group(const struct wtw_page *page, const struct wtw_input_group *group,
                      const char *label)
{
    bool is_packed = strcmp(group->compression, "none") != 0;
    struct wtw_fill fill;

    begin_line(&fill, page, label);
    add_count(&fill, "", group->inputs, group->inputs == 1 ? " file of " : " files of ");
    add(&fill, group->container);
    if (is_packed) {
        add(&fill, ", ");
        add(&fill, group->compression);
    }
    add(&fill, ": ");
    add(&fill, wtw_bytes_words(group->stored_bytes).items);
    if (is_packed) {
        add(&fill, ", unpacked ");
        add(&fill, wtw_bytes_words(group->unpacked_bytes).items);
    }
    add_count(&fill, ", ", group->records, group->records == 1 ? " record" : " records");
    wtw_fill_end(&fill);
}

static void put_articles(const struct wtw_page *page,
                         const struct wtw_inspection *inspection)
{
    struct wtw_fill fill;

    begin_line(&fill, page, "articles");
    add_count(&fill, "", inspection->articles, "");
    if (inspection->empty)
        add_count(&fill, ", ", inspection->empty, " of them without a word");
    if (inspection->duplicate_ids)
        add_count(&fill, ", ", inspection->duplicate_ids, " with an id that came before");
    wtw_fill_end(&fill);
}

static void put_named(struct wtw_fill *fill, const struct wtw_named_count *counts,
                      size_t count)
{
    const char *before = "";

    for (size_t i = 0; i < count; i++) {
        if (!counts[i].count)
            continue;
        add(fill, before);
        add(fill, counts[i].name);
        add_count(fill, " ", counts[i].count, "");
        before = ", ";
    }
}

static void put_rejects(const struct wtw_page *page,
                        const struct wtw_inspection *inspection)
{
    uint64_t total = 0;
    struct wtw_fill fill;

    for (size_t i = 0; i < inspection->reject_reasons; i++)
        total += inspection->rejects[i].count;
    begin_line(&fill, page, "rejects");
    add_count(&fill, "", total, total ? ": " : "");
    put_named(&fill, inspection->rejects, inspection->reject_reasons);
    wtw_fill_end(&fill);
}

static void put_field(const struct wtw_page *page,
                      const struct wtw_inspection *inspection, const char *field)
{
    const char *before = "";
    struct wtw_fill fill;

    begin_line(&fill, page, field);
    for (size_t i = 0; i < inspection->key_count; i++) {
        const struct wtw_key_count *key = &inspection->keys[i];

        if (strcmp(key->field, field) != 0)
            continue;
        add(&fill, before);
        add(&fill, key->key);
        add_count(&fill, " ", key->count, "");
        before = ", ";
    }
    if (!*before)
        add(&fill, "not found");
    wtw_fill_end(&fill);
}

static void put_dates(const struct wtw_page *page,
                      const struct wtw_inspection *inspection)
{
    struct wtw_fill fill;

    begin_line(&fill, page, "dates");
    if (inspection->dates_understood) {
        add(&fill, wtw_date_plain(inspection->earliest_seconds).items);
        add(&fill, " to ");
        add(&fill, wtw_date_plain(inspection->latest_seconds).items);
    } else {
        add(&fill, "none understood");
    }
    if (inspection->dates_not_understood)
        add_count(&fill, ", ", inspection->dates_not_understood, " not understood");
    if (inspection->crawl_dates)
        add_count(&fill, ", ", inspection->crawl_dates, " only of a crawl");
    wtw_fill_end(&fill);
}

static void put_text(const struct wtw_page *page, const struct wtw_inspection *inspection)
{
    struct wtw_fill fill;

    begin_line(&fill, page, "words");
    add_count(&fill, "", inspection->tokens, " tokens in ");
    add(&fill, wtw_bytes_words(inspection->text_bytes).items);
    if (inspection->articles)
        add_count(&fill, ", ", inspection->tokens / inspection->articles, " an article");
    add_count(&fill, ", at most ", inspection->most_tokens, "");
    wtw_fill_end(&fill);
    if (!inspection->bad_bytes)
        return;
    begin_line(&fill, page, "bad UTF-8");
    add_count(&fill, "", inspection->bad_bytes,
              inspection->bad_bytes == 1 ? " byte in " : " bytes in ");
    add_count(&fill, "", inspection->articles_with_bad_bytes,
              inspection->articles_with_bad_bytes == 1 ? " article" : " articles");
    wtw_fill_end(&fill);
}

static void put_boilerplate(const struct wtw_page *page,
                            const struct wtw_inspection *inspection)
{
    struct wtw_fill fill;

    if (inspection->left_out_bytes) {
        begin_line(&fill, page, "boilerplate");
        add(&fill, "articles with: ");
        put_named(&fill, inspection->boilerplate, inspection->boilerplate_kinds);
        add(&fill, "; ");
        add(&fill, wtw_percent_words((double)inspection->left_out_bytes /
                                     (double)inspection->text_bytes)
                       .items);
        add(&fill, " of the bytes are left out of what is compared");
        wtw_fill_end(&fill);
    }
    if (inspection->agency_count) {
        begin_line(&fill, page, "agencies");
        put_named(&fill, inspection->agencies, inspection->agency_count);
        wtw_fill_end(&fill);
    }
}

void wtw_inspection_table(const struct wtw_page *page,
                          const struct wtw_inspection *inspection)
{
    struct wtw_fill fill;

    for (size_t i = 0; i < inspection->group_count; i++)
        put_group(page, &inspection->groups[i], i ? "" : "input");
    put_articles(page, inspection);
    put_rejects(page, inspection);
    for (size_t i = 0; i < inspection->field_count; i++)
        put_field(page, inspection, inspection->fields[i]);
    put_dates(page, inspection);
    if (inspection->language_count) {
        begin_line(&fill, page, "languages");
        put_named(&fill, inspection->languages, inspection->language_count);
        wtw_fill_end(&fill);
    }
    put_boilerplate(page, inspection);
    put_text(page, inspection);
}
