/*
 * one_article.c - the one article that a word of the command line names
 *
 * FILE:LINE and FILE:LINE:COLUMN are how messages and ids name a place, FILE#ID is like a
 * url's fragment. All end at the longest path that exists, so that paths with # and : in them work.
 */
#include "cli/one_article.h"

#include "base/failure.h"
#include "cli/article_fields.h"
#include "cli/intake.h"
#include "cli/number_parse.h"
#include "read/field_values.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What is looked for in the file. */
struct target {
    const char *name; /* as the user gave it */
    const char *id;   /* NULL: not by id */
    uint64_t line;    /* 0: not by line */
    uint64_t column;  /* 0: not by column */
    bool has_found;
    bool has_reject;
    struct wtw_error reject; /* the first one, which tells why nothing was found */
};

static bool is_readable(const char *path)
{
    return strcmp(path, "-") == 0 || access(path, F_OK) == 0;
}

static enum wtw_status set_path(struct wtw_one_article *article, const char *name,
                                size_t bytes, struct wtw_error *error)
{
    article->path.count = 0;
    WTW_TRY(wtw_buffer_append(&article->path, name, bytes, error));
    return wtw_buffer_append(&article->path, "", 1, error);
}

/* Takes LINE or LINE:COLUMN. */
static bool parse_place(const char *words, struct target *place)
{
    const char *colon = strchr(words, ':');
    size_t bytes = colon ? (size_t)(colon - words) : strlen(words);
    char line[24];

    place->column = 0;
    if (bytes >= sizeof line)
        return false;
    memcpy(line, words, bytes);
    line[bytes] = '\0';
    if (colon && (!wtw_parse_number(colon + 1, &place->column) || !place->column))
        return false;
    return wtw_parse_number(line, &place->line) && place->line;
}

/* Splits at the last '#' or ':' before which there is the path of something that exists.
 */
static enum wtw_status split_name(struct wtw_one_article *article, const char *name,
                                  struct target *target, struct wtw_error *error)
{
    WTW_TRY(set_path(article, name, strlen(name), error));
    if (is_readable(name))
        return WTW_OK;
    for (size_t i = strlen(name); i-- > 1;) {
        struct target place = {0};
        bool is_line = name[i] == ':' && parse_place(name + i + 1, &place);

        if (!is_line && name[i] != '#')
            continue;
        WTW_TRY(set_path(article, name, i, error));
        if (!is_readable(article->path.items))
            continue;
        target->line = is_line ? place.line : 0;
        target->column = is_line ? place.column : 0;
        target->id = is_line ? NULL : name + i + 1;
        return WTW_OK;
    }
    return set_path(article, name, strlen(name), error);
}

static void note_reject(void *context, enum wtw_reject_reason reason,
                        const struct wtw_error *error)
{
    struct target *target = context;

    (void)reason;
    if (!target->has_reject)
        target->reject = *error;
    target->has_reject = true;
}

static bool is_named(const struct target *target, const struct wtw_fields *fields)
{
    struct wtw_span id = wtw_fields_id(fields);

    return id.count == strlen(target->id) && memcmp(id.items, target->id, id.count) == 0;
}

static bool is_at(const struct target *target, const struct wtw_place *place)
{
    uint32_t column = place->column ? place->column : 1;

    return !target->line ||
           (target->line == place->line && (!target->column || target->column == column));
}

/* Parses a record; one that cannot be parsed is noted and counts as not wanted. */
static enum wtw_status check_record(const struct wtw_one_article *article,
                                    const struct wtw_record *record,
                                    struct wtw_buffer *scratch, struct target *target,
                                    bool *out_is_wanted, struct wtw_error *error)
{
    enum wtw_reject_reason reason = WTW_REJECT_NOT_JSON;
    struct wtw_fields fields;
    struct wtw_error why;
    enum wtw_status status = WTW_OK;

    *out_is_wanted = false;
    if (!is_at(target, &record->place))
        return WTW_OK;
    status = wtw_record_parse(article->reader, record, scratch, &fields, &reason, &why);
    if (status == WTW_BAD_INPUT) {
        note_reject(target, reason, &why);
        return WTW_OK;
    }
    if (status == WTW_OK)
        *out_is_wanted = !target->id || is_named(target, &fields);
    else if (error)
        *error = why;
    return status;
}

/* As ids are made for articles that have none. */
static void name_place(struct wtw_one_article *article, const struct wtw_place *place,
                       const struct wtw_input_summary *input)
{
    char words[32] = "";

    if (strcmp(input->container, "text") != 0)
        snprintf(words, sizeof words, ":%" PRIu32, place->line);
    if (place->column)
        snprintf(words, sizeof words, ":%" PRIu32 ":%" PRIu32, place->line,
                 place->column);
    snprintf(article->place_id, sizeof article->place_id, "%s%s", input->name, words);
}

static enum wtw_status take_record(struct wtw_one_article *article,
                                   const struct wtw_record *record,
                                   struct wtw_error *error)
{
    struct wtw_input_summary input =
        wtw_reader_input(article->reader, record->place.input);
    struct wtw_record kept = *record;
    enum wtw_reject_reason reason;
    struct wtw_fields fields;
    struct wtw_span id;

    WTW_TRY(wtw_buffer_append(&article->bytes, record->bytes, record->place.byte_count,
                              error));
    kept.bytes = article->bytes.items;
    WTW_TRY(wtw_record_parse(article->reader, &kept, &article->scratch, &fields, &reason,
                             error));
    wtw_describe_fields(&fields, &kept.place, input.name, &article->info);
    article->text = wtw_field_text(&fields, WTW_FIELD_TEXT);
    id = wtw_fields_id(&fields);
    if (!id.count) {
        name_place(article, &kept.place, &input);
        id = (struct wtw_span){article->place_id, strlen(article->place_id)};
    }
    article->info.id = id;
    return WTW_OK;
}

static enum wtw_status search_batch(struct wtw_one_article *article,
                                    struct target *target,
                                    const struct wtw_record *records, size_t count,
                                    struct wtw_buffer *scratch, struct wtw_error *error)
{
    for (size_t i = 0; i < count; i++) {
        bool is_wanted = false;

        WTW_TRY(check_record(article, &records[i], scratch, target, &is_wanted, error));
        if (!is_wanted)
            continue;
        if (target->has_found && !target->id && !target->line)
            return wtw_fail(
                error, WTW_BAD_INPUT,
                "%s holds more than one article; name one as %s:LINE or %s#ID",
                target->name, target->name, target->name);
        if (target->has_found)
            continue;
        WTW_TRY(take_record(article, &records[i], error));
        target->has_found = true;
    }
    return WTW_OK;
}

static enum wtw_status fail_not_found(const struct target *target,
                                      struct wtw_error *error)
{
    if (target->has_reject && !target->id) {
        if (error)
            *error = target->reject;
        return target->reject.status == WTW_OK ? WTW_BAD_INPUT : target->reject.status;
    }
    return wtw_fail(error, WTW_BAD_INPUT,
                    "%s: there is no such article; 'wiretwin inspect --format tsv FILE' "
                    "lists those of a file",
                    target->name);
}

static enum wtw_status search(struct wtw_one_article *article, struct target *target,
                              struct wtw_error *error)
{
    struct wtw_buffer scratch = {0};
    const struct wtw_record *records = NULL;
    size_t count = 0;
    enum wtw_status status =
        wtw_reader_next_batch(article->reader, &records, &count, error);

    while (status == WTW_OK) {
        bool is_done = false;

        status = search_batch(article, target, records, count, &scratch, error);
        is_done = target->has_found && (target->id || target->line);
        if (status != WTW_OK || is_done)
            break;
        status = wtw_reader_next_batch(article->reader, &records, &count, error);
    }
    wtw_buffer_release(&scratch);
    if (status != WTW_OK && status != WTW_END)
        return status;
    return target->has_found ? WTW_OK : fail_not_found(target, error);
}

enum wtw_status wtw_one_article_load(struct wtw_one_article *article, const char *name,
                                     const struct wtw_settings *settings,
                                     struct wtw_error *error)
{
    struct target target = {.name = name};
    struct wtw_reject_listener listener = {note_reject, &target};
    struct wtw_reader_options options;

    WTW_TRY(split_name(article, name, &target, error));
    article->paths[0] = article->path.items;
    WTW_TRY(wtw_input_check(article->paths[0], error));
    options = wtw_reader_options_from(settings, article->paths, 1);
    WTW_TRY(wtw_reader_new(&options, &listener, &article->reader, error));
    return search(article, &target, error);
}

void wtw_one_article_release(struct wtw_one_article *article)
{
    wtw_reader_free(article->reader);
    wtw_buffer_release(&article->path);
    wtw_buffer_release(&article->bytes);
    wtw_buffer_release(&article->scratch);
    *article = (struct wtw_one_article){0};
}
