/*
 * label_rule.c - which labels of gold's pairs count as copies
 */
#include "cli/label_rule.h"

#include "base/failure.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const negatives[] = {"0",  "no",        "none",  "n",
                                        "-1", "unrelated", "false", "different"};

static bool label_is(struct wtw_span label, const char *word)
{
    return label.count == strlen(word) &&
           strncasecmp(label.items, word, label.count) == 0;
}

static bool is_negative_word(struct wtw_span label)
{
    for (size_t i = 0; i < sizeof negatives / sizeof negatives[0]; i++) {
        if (label_is(label, negatives[i]))
            return true;
    }
    return false;
}

static uint32_t relation_of(struct wtw_span label)
{
    return wtw_relation_named(label);
}

static bool is_copy(uint32_t relation)
{
    return relation <= WTW_EXACT && wtw_relation_is_copy((enum wtw_relation)relation);
}

static void apply_default(struct wtw_label_row *rows, size_t count, bool counts_excerpts)
{
    bool has_relations = false;

    for (size_t i = 0; i < count; i++)
        has_relations |= is_copy(relation_of(rows[i].label));
    for (size_t i = 0; i < count; i++) {
        uint32_t relation = relation_of(rows[i].label);

        rows[i].is_scored = !label_is(rows[i].label, "?");
        if (relation == WTW_EXCERPT)
            rows[i].is_positive = counts_excerpts;
        else if (has_relations)
            rows[i].is_positive = is_copy(relation);
        else
            rows[i].is_positive = rows[i].is_scored && !is_negative_word(rows[i].label);
    }
}

static enum wtw_status fail_unknown(const struct wtw_label_row *rows, size_t count,
                                    const char *name, size_t name_bytes,
                                    const char *gold_name, struct wtw_error *error)
{
    char seen[160] = "";
    size_t used = 0;

    for (size_t i = 0; i < count && used + 8 < sizeof seen; i++) {
        if (rows[i].label.count + 8 > sizeof seen - used) {
            snprintf(seen + used, sizeof seen - used, ", ...");
            break;
        }
        used += (size_t)snprintf(seen + used, sizeof seen - used, "%s%.*s", i ? ", " : "",
                                 (int)rows[i].label.count, rows[i].label.items);
    }
    return wtw_fail(error, WTW_BAD_ARGUMENT,
                    "--positive: '%.*s' is no label of %s; there are: %s",
                    (int)(name_bytes < 80 ? name_bytes : 80), name, gold_name, seen);
}

static enum wtw_status apply_named(struct wtw_label_row *rows, size_t count,
                                   const char *names, const char *gold_name,
                                   struct wtw_error *error)
{
    for (size_t i = 0; i < count; i++)
        rows[i].is_scored = !label_is(rows[i].label, "?");
    for (const char *name = names; *name;) {
        size_t bytes = strcspn(name, ",");
        bool is_found = false;

        for (size_t i = 0; i < count; i++) {
            if (rows[i].label.count != bytes || !bytes ||
                memcmp(rows[i].label.items, name, bytes) != 0)
                continue;
            rows[i].is_positive = true;
            rows[i].is_scored = true;
            is_found = true;
        }
        if (!is_found)
            return fail_unknown(rows, count, name, bytes, gold_name, error);
        name += bytes + (name[bytes] == ',');
    }
    return WTW_OK;
}

enum wtw_status wtw_label_rule_apply(const struct wtw_grouping *gold,
                                     const struct wtw_settings *settings,
                                     struct wtw_label_row *out_rows,
                                     struct wtw_error *error)
{
    size_t count = gold->labels.count;

    for (uint32_t i = 0; i < count; i++) {
        struct wtw_span label = wtw_id_table_text(&gold->labels, i);

        out_rows[i] = (struct wtw_label_row){.label = {label.items, label.count}};
    }
    if (settings->positive)
        return apply_named(out_rows, count, settings->positive, gold->name, error);
    apply_default(out_rows, count, settings->count_excerpts);
    return WTW_OK;
}
