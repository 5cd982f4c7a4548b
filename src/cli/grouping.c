/*
 * grouping.c - a whole table of who belongs to whom, in memory
 *
 * A row that says again what an earlier one said is counted; one that says something else
 * of the same article or pair is the end, because no figure made of both can be right.
 */
#include "cli/grouping.h"

#include "base/memory.h"
#include "read/groupings.h"
#include "write/number_words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { ID_SHOWN_BYTES = 80 };

void wtw_grouping_release(struct wtw_grouping *grouping)
{
    wtw_release_items(grouping->members);
    wtw_release_items(grouping->pairs);
    wtw_id_table_release(&grouping->clusters);
    wtw_id_table_release(&grouping->labels);
    wtw_buffer_release(&grouping->article_name);
    *grouping = (struct wtw_grouping){0};
}

const struct wtw_grouping_member *wtw_grouping_member(const struct wtw_grouping *grouping,
                                                      uint32_t id)
{
    if (id >= grouping->member_room || grouping->members[id].cluster == WTW_NO_NUMBER)
        return NULL;
    return &grouping->members[id];
}

uint32_t wtw_relation_named(struct wtw_span name)
{
    for (uint32_t relation = WTW_UNRELATED; relation <= WTW_EXACT; relation++) {
        const char *words = wtw_relation_name((enum wtw_relation)relation);

        if (strlen(words) == name.count && memcmp(words, name.items, name.count) == 0)
            return relation;
    }
    return WTW_RELATION_NONE;
}

static bool is_same_text(struct wtw_span a, struct wtw_span b)
{
    return a.count == b.count && a.count && memcmp(a.items, b.items, a.count) == 0;
}

static int shown(struct wtw_span text)
{
    return (int)(text.count < ID_SHOWN_BYTES ? text.count : ID_SHOWN_BYTES);
}

static struct wtw_told_figures figures_of(const struct wtw_grouping_row *row,
                                          bool is_swapped)
{
    double forward = is_swapped ? row->backward : row->forward;
    double backward = is_swapped ? row->forward : row->backward;

    return (struct wtw_told_figures){(float)row->jaccard, (float)forward,
                                     (float)backward};
}

/* ------------------------------------------------------------------ members */

static enum wtw_status reserve_member(struct wtw_grouping *grouping, uint32_t id,
                                      struct wtw_error *error)
{
    WTW_TRY(
        WTW_GROW(&grouping->members, &grouping->member_capacity, (size_t)id + 1, error));
    for (; grouping->member_room <= id; grouping->member_room++)
        grouping->members[grouping->member_room].cluster = WTW_NO_NUMBER;
    return WTW_OK;
}

/* The article's number, by a name that no record of this table had before. */
static enum wtw_status name_record(struct wtw_grouping *grouping,
                                   struct wtw_id_table *ids,
                                   const struct wtw_grouping_row *row, uint32_t *out_id,
                                   struct wtw_error *error)
{
    const struct wtw_article_place place = {
        grouping->name, (uint32_t)(row->line < UINT32_MAX ? row->line : UINT32_MAX),
        false, 0};
    struct wtw_buffer *name = &grouping->article_name;
    bool is_new = false;

    WTW_TRY(wtw_article_name_begin(name, row->cells[WTW_COLUMN_FIRST], &place, error));
    for (;;) {
        struct wtw_span text = {name->items, name->count};

        WTW_TRY(wtw_id_table_add(ids, text, out_id, &is_new, error));
        if (!wtw_grouping_member(grouping, *out_id))
            return WTW_OK;
        WTW_TRY(wtw_article_name_extend(name, &place, error));
    }
}

static enum wtw_status repeat_member(struct wtw_grouping *grouping,
                                     const struct wtw_grouping_row *row, uint32_t line,
                                     bool is_same, struct wtw_error *error)
{
    const struct wtw_spot spot = {grouping->name, row->line, 0, UINT64_MAX};
    struct wtw_span id = row->cells[WTW_COLUMN_FIRST];

    grouping->repeats++;
    if (is_same)
        return WTW_OK;
    return wtw_fail_at(error, WTW_BAD_INPUT, &spot,
                       "the id %.*s stood in line %" PRIu32
                       " already, in another cluster; an article is in one cluster",
                       shown(id), id.items, line);
}

static enum wtw_status add_member(struct wtw_grouping *grouping, struct wtw_id_table *ids,
                                  const struct wtw_grouping_row *row,
                                  struct wtw_error *error)
{
    struct wtw_span canonical = row->cells[WTW_COLUMN_CANONICAL];
    struct wtw_grouping_member member = {
        .canonical = WTW_NO_NUMBER,
        .line = (uint32_t)row->line,
        .relation = wtw_relation_named(row->cells[WTW_COLUMN_RELATION]),
        .figures = figures_of(row, false),
    };
    const struct wtw_grouping_member *earlier = NULL;
    uint32_t id = 0;
    bool is_new = false;

    if (row->is_record)
        WTW_TRY(name_record(grouping, ids, row, &id, error));
    else
        WTW_TRY(wtw_id_table_add(ids, row->cells[WTW_COLUMN_FIRST], &id, &is_new, error));
    if (!row->cells[WTW_COLUMN_SECOND].count) {
        grouping->without_cluster++;
        return WTW_OK;
    }
    WTW_TRY(wtw_id_table_add(&grouping->clusters, row->cells[WTW_COLUMN_SECOND],
                             &member.cluster, &is_new, error));
    earlier = wtw_grouping_member(grouping, id);
    if (earlier)
        return repeat_member(grouping, row, earlier->line,
                             earlier->cluster == member.cluster, error);
    if (is_same_text(canonical, row->cells[WTW_COLUMN_FIRST]) && !row->is_record)
        member.canonical = id;
    else if (canonical.count)
        WTW_TRY(wtw_id_table_add(ids, canonical, &member.canonical, &is_new, error));
    WTW_TRY(reserve_member(grouping, id, error));
    grouping->members[id] = member;
    grouping->member_count++;
    return WTW_OK;
}

/* ------------------------------------------------------------------ pairs */

/* The relation of a predicted pair; a table that has none lists copies. */
static enum wtw_status read_relation(const struct wtw_grouping *grouping,
                                     const struct wtw_grouping_row *row,
                                     struct wtw_grouping_pair *pair,
                                     struct wtw_error *error)
{
    const struct wtw_spot spot = {grouping->name, row->line, 0, UINT64_MAX};
    struct wtw_span name = row->cells[WTW_COLUMN_RELATION];

    if (!name.count)
        name = row->cells[WTW_COLUMN_LABEL];
    pair->relation = WTW_RELATION_LISTED;
    if (!name.count)
        return WTW_OK;
    pair->relation = wtw_relation_named(name);
    if (pair->relation == WTW_RELATION_NONE)
        return wtw_fail_at(error, WTW_BAD_INPUT, &spot,
                           "'%.*s' is no relation; wanted is what 'wiretwin pairs "
                           "--format tsv' writes (is this the gold?)",
                           shown(name), name.items);
    if (pair->is_swapped)
        pair->relation = wtw_relation_reversed((enum wtw_relation)pair->relation);
    return WTW_OK;
}

static enum wtw_status read_label(struct wtw_grouping *grouping,
                                  const struct wtw_grouping_row *row,
                                  struct wtw_grouping_pair *pair, struct wtw_error *error)
{
    const struct wtw_spot spot = {grouping->name, row->line, 0, UINT64_MAX};
    struct wtw_span label = row->cells[WTW_COLUMN_LABEL];
    bool is_new = false;

    if (!label.count)
        label = row->cells[WTW_COLUMN_RELATION];
    if (!label.count)
        return wtw_fail_at(error, WTW_BAD_INPUT, &spot,
                           "the pair has no label; a pair that nobody judged has '?'");
    return wtw_id_table_add(&grouping->labels, label, &pair->label, &is_new, error);
}

static enum wtw_status add_pair(struct wtw_grouping *grouping, struct wtw_id_table *ids,
                                const struct wtw_grouping_row *row,
                                struct wtw_error *error)
{
    const struct wtw_spot spot = {grouping->name, row->line, 0, UINT64_MAX};
    struct wtw_span id = row->cells[WTW_COLUMN_FIRST];
    struct wtw_grouping_pair pair = {.line = (uint32_t)row->line,
                                     .relation = WTW_RELATION_NONE};
    uint32_t first = 0;
    uint32_t second = 0;
    bool is_new = false;

    WTW_TRY(wtw_id_table_add(ids, id, &first, &is_new, error));
    WTW_TRY(
        wtw_id_table_add(ids, row->cells[WTW_COLUMN_SECOND], &second, &is_new, error));
    if (first == second)
        return wtw_fail_at(error, WTW_BAD_INPUT, &spot,
                           "%.*s is paired with itself; a pair is two articles",
                           shown(id), id.items);
    pair.is_swapped = second < first;
    pair.a = pair.is_swapped ? second : first;
    pair.b = pair.is_swapped ? first : second;
    pair.figures = figures_of(row, pair.is_swapped);
    if (grouping->is_gold)
        WTW_TRY(read_label(grouping, row, &pair, error));
    else
        WTW_TRY(read_relation(grouping, row, &pair, error));
    WTW_TRY(WTW_GROW(&grouping->pairs, &grouping->pair_capacity, grouping->pair_count + 1,
                     error));
    grouping->pairs[grouping->pair_count++] = pair;
    return WTW_OK;
}

static int compare_ids(const struct wtw_grouping_pair *a,
                       const struct wtw_grouping_pair *b)
{
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static int compare_pairs(const void *first, const void *second)
{
    const struct wtw_grouping_pair *a = first;
    const struct wtw_grouping_pair *b = second;
    int by_ids = compare_ids(a, b);

    return by_ids ? by_ids : (a->line > b->line) - (a->line < b->line);
}

static enum wtw_status check_repeat(const struct wtw_grouping *grouping,
                                    const struct wtw_grouping_pair *pair,
                                    const struct wtw_grouping_pair *again,
                                    const struct wtw_id_table *ids,
                                    struct wtw_error *error)
{
    const struct wtw_spot spot = {grouping->name, again->line, 0, UINT64_MAX};
    struct wtw_span a = wtw_id_table_text(ids, pair->a);
    struct wtw_span b = wtw_id_table_text(ids, pair->b);

    if (pair->label == again->label && pair->relation == again->relation)
        return WTW_OK;
    return wtw_fail_at(error, WTW_BAD_INPUT, &spot,
                       "the pair %.*s, %.*s stood in line %" PRIu32
                       " already, and was something else",
                       shown(a), a.items, shown(b), b.items, pair->line);
}

/* Sorts the pairs and keeps each once. */
static enum wtw_status settle_pairs(struct wtw_grouping *grouping,
                                    const struct wtw_id_table *ids,
                                    struct wtw_error *error)
{
    struct wtw_grouping_pair *pairs = grouping->pairs;
    size_t kept = 0;

    if (!grouping->pair_count)
        return WTW_OK;
    qsort(pairs, grouping->pair_count, sizeof *pairs, compare_pairs);
    for (size_t i = 1; i < grouping->pair_count; i++) {
        if (compare_ids(&pairs[kept], &pairs[i]) == 0)
            WTW_TRY(check_repeat(grouping, &pairs[kept], &pairs[i], ids, error));
        else
            pairs[++kept] = pairs[i];
    }
    grouping->repeats += grouping->pair_count - (kept + 1);
    grouping->pair_count = kept + 1;
    return WTW_OK;
}

const struct wtw_grouping_pair *wtw_grouping_pair(const struct wtw_grouping *grouping,
                                                  uint32_t a, uint32_t b)
{
    const struct wtw_grouping_pair wanted = {.a = a < b ? a : b, .b = a < b ? b : a};
    size_t begin = 0;
    size_t end = grouping->pair_count;

    while (begin < end) {
        size_t middle = begin + (end - begin) / 2;
        int order = compare_ids(&grouping->pairs[middle], &wanted);

        if (order == 0)
            return &grouping->pairs[middle];
        if (order < 0)
            begin = middle + 1;
        else
            end = middle;
    }
    return NULL;
}

/* ------------------------------------------------------------------ all */

static enum wtw_status add_row(struct wtw_grouping *grouping, struct wtw_id_table *ids,
                               const struct wtw_grouping_row *row,
                               struct wtw_error *error)
{
    const struct wtw_spot spot = {grouping->name, row->line, 0, UINT64_MAX};
    enum wtw_grouping_kind kind =
        row->is_pair ? WTW_GROUPING_PAIRS : WTW_GROUPING_CLUSTERS;

    if (grouping->kind != WTW_GROUPING_EMPTY && grouping->kind != kind)
        return wtw_fail_at(error, WTW_BAD_INPUT, &spot,
                           "pairs and clusters stand in one file");
    grouping->kind = kind;
    return row->is_pair ? add_pair(grouping, ids, row, error)
                        : add_member(grouping, ids, row, error);
}

static enum wtw_status check_content(const struct wtw_grouping *grouping,
                                     struct wtw_error *error)
{
    if (grouping->without_cluster && !grouping->member_count)
        return wtw_fail(error, WTW_BAD_INPUT,
                        "%s: not one of its records has a field \"cluster\", which would "
                        "say what belongs together",
                        grouping->name);
    if (grouping->kind == WTW_GROUPING_EMPTY)
        return wtw_fail(error, WTW_BAD_INPUT, "%s: there is no row in it",
                        grouping->name);
    return WTW_OK;
}

static enum wtw_status load_rows(struct wtw_grouping *grouping,
                                 struct wtw_groupings *rows, struct wtw_id_table *ids,
                                 struct wtw_error *error)
{
    struct wtw_grouping_row row;
    enum wtw_status status = wtw_groupings_next(rows, &row, error);

    while (status == WTW_OK) {
        WTW_TRY(add_row(grouping, ids, &row, error));
        status = wtw_groupings_next(rows, &row, error);
    }
    if (status != WTW_END)
        return status;
    /* A header without rows is what 'pairs' writes where there are none. */
    if (grouping->kind == WTW_GROUPING_EMPTY && rows->has_header && !grouping->is_gold)
        grouping->kind =
            rows->form == WTW_FORM_PAIRS_TSV ? WTW_GROUPING_PAIRS : WTW_GROUPING_CLUSTERS;
    return WTW_OK;
}

/* Gold of any table may be of stories. A prediction of ours without them would be scored
 * for its copies, and look bad for nothing. */
static enum wtw_status check_level(const struct wtw_grouping *grouping,
                                   const struct wtw_groupings *rows,
                                   struct wtw_error *error)
{
    if (!rows->wants_stories || rows->has_stories || grouping->is_gold ||
        grouping->kind == WTW_GROUPING_EMPTY)
        return WTW_OK;
    return wtw_fail(error, WTW_BAD_INPUT,
                    "%s: there is no column or field \"story\" in it; 'wiretwin cluster "
                    "--stories' writes one",
                    grouping->name);
}

enum wtw_status wtw_grouping_load(struct wtw_grouping *grouping, const char *name,
                                  bool is_gold, struct wtw_id_table *ids,
                                  const struct wtw_settings *settings,
                                  struct wtw_error *error)
{
    struct wtw_groupings rows = {0};
    enum wtw_status status = WTW_OK;

    *grouping = (struct wtw_grouping){.name = name, .is_gold = is_gold};
    status = wtw_groupings_open(&rows, name, settings->max_record_bytes, settings->fields,
                                error);
    rows.wants_stories = settings->level == WTW_LEVEL_STORY;
    if (status == WTW_OK)
        status = load_rows(grouping, &rows, ids, error);
    if (status == WTW_OK)
        status = check_level(grouping, &rows, error);
    wtw_groupings_release(&rows);
    if (status == WTW_OK)
        status = settle_pairs(grouping, ids, error);
    return status == WTW_OK ? check_content(grouping, error) : status;
}

void wtw_grouping_remark(const struct wtw_grouping *grouping,
                         struct wtw_progress *progress)
{
    if (grouping->repeats)
        wtw_remark(progress, "%s: %s row%s again what was there before", grouping->name,
                   wtw_grouped_words(grouping->repeats).items,
                   grouping->repeats == 1 ? " says" : "s say");
    if (grouping->without_cluster)
        wtw_remark(progress, "%s: %s record%s no field \"cluster\" and %s not scored",
                   grouping->name, wtw_grouped_words(grouping->without_cluster).items,
                   grouping->without_cluster == 1 ? " has" : "s have",
                   grouping->without_cluster == 1 ? "is" : "are");
}
