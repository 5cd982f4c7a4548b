/*
 * annotated_jsonl.c - records as they stood, with what became of them put in at the end
 */
#include "write/annotated_jsonl.h"

#include "base/failure.h"

#include <stdio.h>
#include <string.h>

enum {
    KEY_ID,
    KEY_CLUSTER,
    KEY_SIZE,
    KEY_CANONICAL,
    KEY_DUPLICATE_OF,
    KEY_RELATION,
    KEY_JACCARD,
    KEY_CONTAINED,
    KEY_CONTAINS,
    KEY_LAG,
    KEY_STORY
};

const char *const wtw_annotation_keys[] = {
    [KEY_ID] = "id",
    [KEY_CLUSTER] = "cluster",
    [KEY_SIZE] = "size",
    [KEY_CANONICAL] = "canonical",
    [KEY_DUPLICATE_OF] = "duplicate_of",
    [KEY_RELATION] = "relation",
    [KEY_JACCARD] = "jaccard",
    [KEY_CONTAINED] = "contained",
    [KEY_CONTAINS] = "contains",
    [KEY_LAG] = "lag_seconds",
    [KEY_STORY] = "story",
    NULL,
};

static void put_key(struct wtw_json *json, const struct wtw_annotation *annotation,
                    int key)
{
    char name[128];

    snprintf(name, sizeof name, "%s%s", annotation->prefix, wtw_annotation_keys[key]);
    wtw_json_name(json, name);
}

static void put_text(struct wtw_json *json, const struct wtw_annotation *annotation,
                     int key, struct wtw_span text)
{
    put_key(json, annotation, key);
    wtw_json_text(json, text);
}

static void put_ratio(struct wtw_json *json, const struct wtw_annotation *annotation,
                      int key, double ratio)
{
    put_key(json, annotation, key);
    wtw_json_ratio(json, ratio);
}

static void put_members(struct wtw_json *json, const struct wtw_annotation *annotation)
{
    const struct wtw_membership *membership = annotation->membership;
    const struct wtw_figures *figures = &membership->figures;

    put_text(json, annotation, KEY_ID, annotation->id);
    put_text(json, annotation, KEY_CLUSTER, annotation->cluster);
    put_key(json, annotation, KEY_SIZE);
    wtw_json_number(json, membership->size);
    put_text(json, annotation, KEY_CANONICAL, annotation->canonical);
    put_text(json, annotation, KEY_DUPLICATE_OF,
             annotation->is_canonical ? (struct wtw_span){NULL, 0}
                                      : annotation->canonical);
    put_key(json, annotation, KEY_RELATION);
    wtw_json_words(json, wtw_relation_name(membership->relation));
    put_ratio(json, annotation, KEY_JACCARD, wtw_jaccard(figures));
    put_ratio(json, annotation, KEY_CONTAINED, wtw_a_in_b(figures));
    put_ratio(json, annotation, KEY_CONTAINS, wtw_b_in_a(figures));
    put_key(json, annotation, KEY_LAG);
    if (annotation->lag_seconds == WTW_DATE_UNKNOWN)
        wtw_json_null(json);
    else
        wtw_json_signed(json, annotation->lag_seconds);
    if (annotation->story.items)
        put_text(json, annotation, KEY_STORY, annotation->story);
}

static bool is_white(char character)
{
    return character == ' ' || character == '\t' || character == '\r' ||
           character == '\n';
}

/* Where the last bracket stands. */
static size_t find_bracket(struct wtw_span record)
{
    size_t at = record.count;

    while (at && record.items[at - 1] != '}')
        at--;
    return at ? at - 1 : 0;
}

static bool is_empty_object(struct wtw_span record, size_t bracket)
{
    while (bracket && is_white(record.items[bracket - 1]))
        bracket--;
    return bracket && record.items[bracket - 1] == '{';
}

enum wtw_status wtw_annotated_put(struct wtw_out *out, struct wtw_span record,
                                  const struct wtw_annotation *annotation,
                                  struct wtw_buffer *scratch, struct wtw_error *error)
{
    size_t bracket = find_bracket(record);
    struct wtw_out members;
    struct wtw_json json;

    scratch->count = 0;
    wtw_out_into(&members, scratch);
    wtw_json_init(&json, &members, false);
    wtw_json_open(&json, '{');
    put_members(&json, annotation);
    WTW_TRY(wtw_out_flush(&members, "an annotation", error));
    wtw_out_put(out, record.items, bracket);
    if (!is_empty_object(record, bracket))
        wtw_out_character(out, ',');
    wtw_out_put(out, scratch->items + 1, scratch->count - 1); /* without the bracket */
    wtw_out_put(out, record.items + bracket, record.count - bracket);
    wtw_out_character(out, '\n');
    return WTW_OK;
}
