/*
 * groupings.c - tables of who belongs to whom, row by row
 *
 * Columns are found by their names, so that a table may gain columns. What a file is, its
 * first line tells. There is no guessing by counting values: a table that is not
 * understood is refused with what was seen and what is wanted.
 */
#include "read/groupings.h"

#include "base/memory.h"
#include "read/json_lookup.h"
#include "read/tsv_cells.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *name;
    enum wtw_grouping_column column;
    bool is_of_members;
    bool is_of_pairs;
} names[] = {
    {"id", WTW_COLUMN_FIRST, true, false},
    {"cluster", WTW_COLUMN_SECOND, true, false},
    {"canonical", WTW_COLUMN_CANONICAL, true, false},
    {"contained", WTW_COLUMN_FORWARD, true, false},
    {"contains", WTW_COLUMN_BACKWARD, true, false},
    {"id_a", WTW_COLUMN_FIRST, false, true},
    {"id1", WTW_COLUMN_FIRST, false, true},
    {"id_b", WTW_COLUMN_SECOND, false, true},
    {"id2", WTW_COLUMN_SECOND, false, true},
    {"label", WTW_COLUMN_LABEL, false, true},
    {"kind", WTW_COLUMN_LABEL, false, true},
    {"a_in_b", WTW_COLUMN_FORWARD, false, true},
    {"b_in_a", WTW_COLUMN_BACKWARD, false, true},
    {"relation", WTW_COLUMN_RELATION, true, true},
    {"jaccard", WTW_COLUMN_JACCARD, true, true},
};
enum { NAME_COUNT = sizeof names / sizeof names[0] };

enum wtw_status wtw_groupings_open(struct wtw_groupings *groupings, const char *name,
                                   uint64_t max_line_bytes,
                                   const char *const paths[WTW_FIELD_COUNT],
                                   struct wtw_error *error)
{
    *groupings = (struct wtw_groupings){0};
    wtw_field_finder_init(&groupings->finder, paths);
    return wtw_lines_open(&groupings->lines, name, max_line_bytes, error);
}

void wtw_groupings_release(struct wtw_groupings *groupings)
{
    wtw_lines_release(&groupings->lines);
    wtw_buffer_release(&groupings->scratch);
    wtw_buffer_release(&groupings->strings);
    *groupings = (struct wtw_groupings){0};
}

static struct wtw_spot spot_of(const struct wtw_groupings *groupings)
{
    return (struct wtw_spot){groupings->lines.name, groupings->lines.line, 0, UINT64_MAX};
}

/* ------------------------------------------------------------------ the first line */

static bool cell_is(struct wtw_span cell, const char *name)
{
    return cell.count == strlen(name) && strncasecmp(cell.items, name, cell.count) == 0;
}

/* Where stories are wanted, their column is who belongs to whom. */
static void prefer_stories(struct wtw_groupings *groupings, const struct wtw_span *cells,
                           size_t known)
{
    for (size_t cell = 0; cell < known && !groupings->has_stories; cell++) {
        if (!cell_is(cells[cell], "story"))
            continue;
        groupings->places[WTW_COLUMN_SECOND] = cell;
        groupings->has_stories = true;
    }
}

/* Notes the columns of one kind of table; true where both ids, or id and cluster, are
 * there. */
static bool find_columns(struct wtw_groupings *groupings, const struct wtw_span *cells,
                         size_t count, bool pairs)
{
    size_t known = count < WTW_GROUPING_COLUMNS_MOST ? count : WTW_GROUPING_COLUMNS_MOST;

    for (size_t i = 0; i < WTW_COLUMN_NONE; i++)
        groupings->places[i] = count;
    for (size_t i = 0; i < NAME_COUNT; i++) {
        size_t *place = &groupings->places[names[i].column];

        if (!(pairs ? names[i].is_of_pairs : names[i].is_of_members))
            continue;
        for (size_t cell = 0; cell < known && *place == count; cell++) {
            if (cell_is(cells[cell], names[i].name))
                *place = cell;
        }
    }
    if (groupings->wants_stories && !pairs && groupings->places[WTW_COLUMN_FIRST] < count)
        prefer_stories(groupings, cells, known);
    groupings->column_count = count;
    groupings->form = pairs ? WTW_FORM_PAIRS_TSV : WTW_FORM_MEMBERS_TSV;
    return groupings->places[WTW_COLUMN_FIRST] < count &&
           groupings->places[WTW_COLUMN_SECOND] < count;
}

/* The cells as "a, b, c", as many as fit. */
static void list_cells(const struct wtw_span *cells, size_t count, char *out, size_t room)
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < count && i < WTW_GROUPING_COLUMNS_MOST; i++) {
        if (cells[i].count + 8 > room - used) {
            snprintf(out + used, room - used, "%s...", used ? ", " : "");
            return;
        }
        used += (size_t)snprintf(out + used, room - used, "%s%.*s", used ? ", " : "",
                                 (int)cells[i].count, cells[i].items);
    }
}

/* A name of an id's column without its partner is a header that says too little. */
static bool has_lone_name(const struct wtw_span *cells, size_t count)
{
    for (size_t i = 0; i < count && i < WTW_GROUPING_COLUMNS_MOST; i++) {
        for (size_t name = 0; name < NAME_COUNT; name++) {
            if (names[name].column <= WTW_COLUMN_SECOND &&
                cell_is(cells[i], names[name].name))
                return true;
        }
    }
    return false;
}

static enum wtw_status fail_columns(const struct wtw_groupings *groupings,
                                    const struct wtw_span *cells, size_t count,
                                    struct wtw_error *error)
{
    const struct wtw_spot spot = spot_of(groupings);
    char seen[200];

    list_cells(cells, count, seen, sizeof seen);
    if (count == 1)
        return wtw_fail_at(error, WTW_BAD_INPUT, &spot,
                           "one column; tab-separated columns id and cluster, or two ids "
                           "and a label, are wanted, or JSON Lines");
    return wtw_fail_at(error, WTW_BAD_INPUT, &spot,
                       "a header is wanted that names id and cluster, or id_a, id_b and "
                       "relation or label; there is: %s",
                       seen);
}

/* Columns of a table without a header: id and cluster, or two ids and a label. */
static bool set_plain_columns(struct wtw_groupings *groupings, size_t count)
{
    if (count != 2 && count != 3)
        return false;
    for (size_t i = 0; i < WTW_COLUMN_NONE; i++)
        groupings->places[i] = count;
    groupings->places[WTW_COLUMN_FIRST] = 0;
    groupings->places[WTW_COLUMN_SECOND] = 1;
    groupings->places[WTW_COLUMN_LABEL] = 2;
    groupings->column_count = count;
    groupings->form = count == 3 ? WTW_FORM_PAIRS_TSV : WTW_FORM_MEMBERS_TSV;
    return true;
}

static enum wtw_status recognise(struct wtw_groupings *groupings,
                                 const struct wtw_span *cells, size_t count,
                                 struct wtw_error *error)
{
    groupings->has_header = find_columns(groupings, cells, count, false) ||
                            find_columns(groupings, cells, count, true);
    if (groupings->has_header)
        return WTW_OK;
    if (has_lone_name(cells, count) || !set_plain_columns(groupings, count))
        return fail_columns(groupings, cells, count, error);
    return WTW_OK;
}

/* ------------------------------------------------------------------ rows of a table */

/* A share from 0 to 1, or -1. */
static double parse_share(struct wtw_span digits)
{
    char room[32];
    char *end = room;
    double share = -1;

    if (!digits.count || digits.count >= sizeof room)
        return -1;
    memcpy(room, digits.items, digits.count);
    room[digits.count] = '\0';
    share = strtod(room, &end);
    return *end == '\0' && share >= 0 && share <= 1 ? share : -1;
}

static void parse_figures(struct wtw_grouping_row *row)
{
    row->jaccard = parse_share(row->cells[WTW_COLUMN_JACCARD]);
    row->forward = parse_share(row->cells[WTW_COLUMN_FORWARD]);
    row->backward = parse_share(row->cells[WTW_COLUMN_BACKWARD]);
}

static enum wtw_status check_row(const struct wtw_groupings *groupings,
                                 const struct wtw_grouping_row *row,
                                 struct wtw_error *error)
{
    const struct wtw_spot spot = spot_of(groupings);

    if (!row->cells[WTW_COLUMN_FIRST].count ||
        (row->is_pair && !row->cells[WTW_COLUMN_SECOND].count))
        return wtw_fail_at(error, WTW_BAD_INPUT, &spot, "an id is empty");
    if (!row->cells[WTW_COLUMN_SECOND].count)
        return wtw_fail_at(error, WTW_BAD_INPUT, &spot, "the cluster of %.*s is empty",
                           (int)(row->cells[0].count < 80 ? row->cells[0].count : 80),
                           row->cells[0].items);
    return WTW_OK;
}

static enum wtw_status take_cells(const struct wtw_groupings *groupings,
                                  const struct wtw_span *cells, size_t count,
                                  struct wtw_grouping_row *out_row,
                                  struct wtw_error *error)
{
    const struct wtw_spot spot = spot_of(groupings);

    if (count != groupings->column_count)
        return wtw_fail_at(error, WTW_BAD_INPUT, &spot,
                           "%zu column%s where the first line has %zu; a tab inside a "
                           "value is written \\t",
                           count, count == 1 ? "" : "s", groupings->column_count);
    *out_row = (struct wtw_grouping_row){
        .is_pair = groupings->form == WTW_FORM_PAIRS_TSV,
        .line = groupings->lines.line,
    };
    for (size_t i = 0; i < WTW_COLUMN_NONE; i++) {
        size_t place = groupings->places[i];

        if (place < count && place < WTW_GROUPING_COLUMNS_MOST)
            out_row->cells[i] = cells[place];
    }
    parse_figures(out_row);
    return check_row(groupings, out_row, error);
}

/* ------------------------------------------------------------------ JSON Lines */

/* A string's or number's characters, unescaped behind what 'strings' holds; it has room.
 */
static struct wtw_span plain_value(struct wtw_groupings *groupings,
                                   const struct wtw_json_value *value)
{
    struct wtw_buffer *strings = &groupings->strings;
    struct wtw_span plain = value->raw;

    if (!wtw_json_is_scalar(value))
        return (struct wtw_span){NULL, 0};
    if (!value->has_escape)
        return plain;
    plain.items = strings->items + strings->count;
    plain.count = wtw_json_unescape(value->raw, strings->items + strings->count);
    strings->count += plain.count;
    return plain;
}

static struct wtw_span plain_member(struct wtw_groupings *groupings,
                                    const struct wtw_json_value *object, const char *name)
{
    struct wtw_json_value value;

    if (!wtw_json_find_named(object, name, &value))
        return (struct wtw_span){NULL, 0};
    return plain_value(groupings, &value);
}

/* Fills in the columns that a JSON object of ours has under the same names as TSV. */
static void take_named(struct wtw_groupings *groupings,
                       const struct wtw_json_value *object, struct wtw_grouping_row *row)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        struct wtw_span *cell = &row->cells[names[i].column];

        if ((row->is_pair ? names[i].is_of_pairs : names[i].is_of_members) &&
            !cell->count)
            *cell = plain_member(groupings, object, names[i].name);
    }
    parse_figures(row);
}

/* The next member of the cluster at hand; WTW_END after the last. */
static enum wtw_status next_member(struct wtw_groupings *groupings,
                                   struct wtw_grouping_row *out_row,
                                   struct wtw_error *error)
{
    struct wtw_json_value member;

    if (!wtw_json_next_element(&groupings->members, &member)) {
        groupings->is_inside = false;
        return WTW_END;
    }
    *out_row = (struct wtw_grouping_row){.line = groupings->lines.line};
    out_row->cells[WTW_COLUMN_SECOND] = groupings->cluster;
    out_row->cells[WTW_COLUMN_CANONICAL] = groupings->canonical;
    take_named(groupings, &member, out_row);
    return check_row(groupings, out_row, error);
}

static enum wtw_status take_pair(struct wtw_groupings *groupings,
                                 const struct wtw_json_value *record,
                                 const struct wtw_json_value *a,
                                 const struct wtw_json_value *b,
                                 struct wtw_grouping_row *out_row,
                                 struct wtw_error *error)
{
    *out_row = (struct wtw_grouping_row){.is_pair = true, .line = groupings->lines.line};
    out_row->cells[WTW_COLUMN_FIRST] = plain_member(groupings, a, "id");
    out_row->cells[WTW_COLUMN_SECOND] = plain_member(groupings, b, "id");
    take_named(groupings, record, out_row);
    return check_row(groupings, out_row, error);
}

/* The name of the group that a JSON object has beside its other members. */
static struct wtw_span find_group(struct wtw_groupings *groupings,
                                  const struct wtw_json_value *object)
{
    struct wtw_json_value value;

    if (groupings->wants_stories && wtw_json_find_named(object, "story", &value) &&
        !wtw_json_is_empty(&value)) {
        groupings->has_stories = true;
        return plain_value(groupings, &value);
    }
    if (wtw_json_find_named(object, "cluster", &value) && !wtw_json_is_empty(&value))
        return plain_value(groupings, &value);
    return (struct wtw_span){NULL, 0};
}

/* An article's own record; its cluster may be empty. */
static enum wtw_status take_record(struct wtw_groupings *groupings,
                                   const struct wtw_json_value *record,
                                   struct wtw_grouping_row *out_row)
{
    *out_row = (struct wtw_grouping_row){
        .is_record = true,
        .line = groupings->lines.line,
        .jaccard = -1,
        .forward = -1,
        .backward = -1,
    };
    out_row->cells[WTW_COLUMN_SECOND] = find_group(groupings, record);
    return WTW_OK;
}

/*
 * The line of a cluster or a story, which has its clusters beside its members. Of a story
 * the members name their clusters; of a cluster, the line its story.
 */
static bool enter_members(struct wtw_groupings *groupings,
                          const struct wtw_json_value *record)
{
    struct wtw_json_value members;
    struct wtw_json_value clusters;
    bool is_story = false;

    if (!wtw_json_find_named(record, "members", &members) ||
        members.kind != WTW_JSON_ARRAY)
        return false;
    is_story = wtw_json_find_named(record, "clusters", &clusters) &&
               clusters.kind == WTW_JSON_ARRAY;
    groupings->has_stories |= is_story && groupings->wants_stories;
    groupings->cluster = find_group(groupings, record);
    if (!groupings->cluster.count && (!is_story || groupings->wants_stories))
        groupings->cluster = plain_member(groupings, record, "id");
    groupings->canonical = plain_member(groupings, record, "canonical");
    groupings->members = wtw_json_start(members.raw);
    groupings->is_inside = wtw_json_enter(&groupings->members, '[');
    return true;
}

static enum wtw_status take_line(struct wtw_groupings *groupings, struct wtw_span line,
                                 struct wtw_grouping_row *out_row,
                                 struct wtw_error *error)
{
    const struct wtw_spot spot = spot_of(groupings);
    const struct wtw_json_value record = {.kind = WTW_JSON_OBJECT, .raw = line};
    struct wtw_json_value a;
    struct wtw_json_value b;
    struct wtw_span id;

    groupings->strings.count = 0;
    WTW_TRY(wtw_buffer_reserve(&groupings->strings, line.count, error));
    WTW_TRY(wtw_fields_find_id(&groupings->finder, line, &spot, &groupings->scratch, &id,
                               error));
    if (enter_members(groupings, &record))
        return next_member(groupings, out_row, error);
    if (wtw_json_find_named(&record, "a", &a) && wtw_json_find_named(&record, "b", &b) &&
        a.kind == WTW_JSON_OBJECT && b.kind == WTW_JSON_OBJECT)
        return take_pair(groupings, &record, &a, &b, out_row, error);
    WTW_TRY(take_record(groupings, &record, out_row));
    out_row->cells[WTW_COLUMN_FIRST] = id;
    return WTW_OK;
}

/* ------------------------------------------------------------------ all */

/* The row of a line, WTW_END where it has none: a header, or a cluster without members.
 */
static enum wtw_status read_line(struct wtw_groupings *groupings, char *line,
                                 size_t count, struct wtw_grouping_row *out_row,
                                 struct wtw_error *error)
{
    struct wtw_span cells[WTW_GROUPING_COLUMNS_MOST];
    size_t cell_count = 0;
    bool is_first = groupings->form == WTW_FORM_UNKNOWN;

    if (groupings->form == WTW_FORM_JSONL || (is_first && line[0] == '{')) {
        groupings->form = WTW_FORM_JSONL;
        return take_line(groupings, (struct wtw_span){line, count}, out_row, error);
    }
    cell_count = wtw_tsv_split(line, count, cells, WTW_GROUPING_COLUMNS_MOST);
    if (is_first) {
        WTW_TRY(recognise(groupings, cells, cell_count, error));
        if (groupings->has_header)
            return WTW_END;
    }
    return take_cells(groupings, cells, cell_count, out_row, error);
}

enum wtw_status wtw_groupings_next(struct wtw_groupings *groupings,
                                   struct wtw_grouping_row *out_row,
                                   struct wtw_error *error)
{
    char *line = NULL;
    size_t count = 0;

    for (;;) {
        enum wtw_status status = WTW_END;

        if (groupings->is_inside)
            status = next_member(groupings, out_row, error);
        if (status != WTW_END)
            return status;
        WTW_TRY(wtw_lines_next(&groupings->lines, &line, &count, error));
        if (!count)
            continue;
        status = read_line(groupings, line, count, out_row, error);
        if (status != WTW_END)
            return status;
    }
}
