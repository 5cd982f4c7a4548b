/*
 * test_article_json.c - made articles are valid JSON, and hold what was made; jansson is
 * the judge
 */
#include "article_json.h"
#include "check.h"

#include <jansson.h>
#include <time.h>

static struct wtw_article_maker *maker_of(struct wtw_corpus_options *options,
                                          enum wtw_prose_language language)
{
    struct wtw_article_maker *maker;
    struct wtw_error error = {0};

    wtw_corpus_options_init(options);
    options->language = language;
    options->mean_words = 120;
    check_ok(wtw_article_maker_new(options, &maker, &error), &error);
    return maker;
}

static json_t *parsed(struct wtw_article_maker *maker, uint64_t number, bool escapes,
                      struct wtw_made_article *out_article)
{
    struct wtw_buffer line = {0};
    struct wtw_error error = {0};
    json_error_t json_error;

    check_ok(wtw_article_make(maker, number, out_article, &error), &error);
    check_ok(wtw_article_json_append(out_article, escapes, &line, &error), &error);
    check(line.items[line.count - 1] == '\n');
    check(memchr(line.items, '\n', line.count) == line.items + line.count - 1);
    if (escapes)
        for (size_t i = 0; i < line.count; i++)
            check((unsigned char)line.items[i] < 0x80);
    json_t *object = json_loadb(line.items, line.count, 0, &json_error);

    cr_assert(object, "%s", json_error.text);
    wtw_buffer_release(&line);
    return object;
}

static const char *word_of(const json_t *object, const char *key)
{
    const char *word = json_string_value(json_object_get(object, key));

    cr_assert(word, "no string %s", key);
    return word;
}

static void expect_article(const json_t *object, const struct wtw_made_article *article)
{
    check_number(json_object_size(object), 6);
    check_number(json_string_length(json_object_get(object, "text")),
                 article->text->count);
    check(memcmp(word_of(object, "text"), article->text->items, article->text->count) ==
          0);
    check(memcmp(word_of(object, "title"), article->title->items,
                 article->title->count) == 0);
    check_string(word_of(object, "source"), article->site->name);
    check(strstr(word_of(object, "url"), article->site->domain));
    check(strstr(word_of(object, "url"), word_of(object, "id")));
}

Test(article_json, every_language_and_both_spellings_parse_to_what_was_made)
{
    for (int language = WTW_PROSE_EN; language < WTW_PROSE_COUNT; language++) {
        struct wtw_corpus_options options;
        struct wtw_article_maker *maker =
            maker_of(&options, (enum wtw_prose_language)language);

        for (uint64_t number = 0; number < 300; number++) {
            struct wtw_made_article article;
            json_t *object = parsed(maker, number, number % 2, &article);

            expect_article(object, &article);
            json_decref(object);
        }
        wtw_article_maker_free(maker);
    }
}

Test(article_json, dates_are_in_january_2026_and_copies_are_later_than_their_bases)
{
    struct wtw_corpus_options options;
    struct wtw_article_maker *maker = maker_of(&options, WTW_PROSE_EN);

    for (uint64_t number = 0; number < 1000; number++) {
        struct wtw_made_article article, base;
        json_t *object = parsed(maker, number, false, &article);
        struct tm date = {0};
        int fields = sscanf(word_of(object, "date"), "%d-%d-%dT%d:%d:%dZ", &date.tm_year,
                            &date.tm_mon, &date.tm_mday, &date.tm_hour, &date.tm_min,
                            &date.tm_sec);
        /* days from 2026-01-01, which is 1767225600; no date is later than February */
        int64_t days = (date.tm_mon - 1) * 31 + date.tm_mday - 1;

        check_number(fields, 6);
        check_number(date.tm_year, 2026);
        check(date.tm_mon == 1 || (date.tm_mon == 2 && date.tm_mday <= 4));
        check_number(1767225600 + ((days * 24 + date.tm_hour) * 60 + date.tm_min) * 60 +
                         date.tm_sec,
                     article.published_seconds);
        json_decref(object);
        if (article.role.is_base)
            continue;
        const struct wtw_site *site = article.site;
        int64_t published = article.published_seconds;

        json_decref(parsed(maker, article.role.base, false, &base));
        check(published >= base.published_seconds + 300);
        check(published < base.published_seconds + 4 * 86400);
        check(site != base.site);
    }
    wtw_article_maker_free(maker);
}

Test(article_json, ids_have_seven_digits_or_more)
{
    char id[WTW_ARTICLE_ID_BYTES];

    check_number(wtw_article_id_write(0, id), 8);
    check_string(id, "n0000000");
    check_number(wtw_article_id_write(9999999, id), 8);
    check_string(id, "n9999999");
    check_number(wtw_article_id_write(12345678, id), 9);
    check_string(id, "n12345678");
}

Test(article_json, quotes_backslashes_and_line_ends_are_escaped_wherever_they_stand)
{
    struct wtw_site site = {.name = "\"\\\n", .domain = "x.example"};
    char bytes[] = "0123456789abcdef0123456789";
    struct wtw_buffer title = {.items = bytes, .count = sizeof bytes - 1};

    for (size_t at = 0; at < title.count; at++) {
        for (size_t kind = 0; kind < 3; kind++) {
            struct wtw_buffer line = {0};
            struct wtw_error error = {0};
            char kept = bytes[at];

            bytes[at] = "\"\\\n"[kind];
            struct wtw_made_article article = {
                .site = &site, .title = &title, .text = &title};

            check_ok(wtw_article_json_append(&article, at % 2, &line, &error), &error);
            json_t *object = json_loadb(line.items, line.count, 0, NULL);

            check(object);
            check_string(word_of(object, "title"), bytes);
            check_string(word_of(object, "source"), "\"\\\n");
            json_decref(object);
            wtw_buffer_release(&line);
            bytes[at] = kept;
        }
    }
}
