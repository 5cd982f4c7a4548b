/*
 * cluster_query.c - clusters that fit what is asked for, a page at a time
 *
 * Clusters are walked through from the newest on, by the index of them, and single articles by
 * their numbers, which for them is the same order; SQLite merges the two as it goes and stops
 * when a page is full. What is asked for beside is looked up for each on the way. So a page
 * that is found soon is quick, and one of a word that is nowhere reads all titles; an index of
 * words would make that quick and each addition slow.
 */
#include "store/cluster_query.h"

#include "store/statements.h"

#include <sqlite3.h>
#include <string.h>

/* Parameters have one place each, whether or not they are asked for. */
#define SOURCE_ID "(SELECT id FROM sources WHERE name = ?5)"
#define IS_IN_TIME(row) "ifnull(" row ".published, " row ".arrived) BETWEEN ?6 AND ?7"
#define HAS_WORDS(row) row ".title LIKE ?4 ESCAPE '\\'"

enum filter {
    BY_SIZE,
    BY_WORDS,
    BY_SOURCE,
    BY_TIME,
    BY_RELATION,
    BY_NEWER,
    BY_OLDER,
    FILTER_COUNT
};

/* What each adds to the condition of clusters of two and more, and of single articles. */
static const struct {
    const char *of_cluster;
    const char *of_single;
} filters[FILTER_COUNT] = {
    [BY_SIZE] = {" AND c.size >= ?1", NULL},
    [BY_WORDS] = {" AND EXISTS (SELECT 1 FROM members AS m JOIN articles AS n"
                  " ON n.number = m.number WHERE m.cluster = c.cluster"
                  " AND " HAS_WORDS("n") ")",
                  " AND " HAS_WORDS("a")},
    [BY_SOURCE] = {" AND EXISTS (SELECT 1 FROM members AS m"
                   " WHERE m.cluster = c.cluster AND m.source = " SOURCE_ID ")",
                   " AND a.source = " SOURCE_ID},
    [BY_TIME] = {" AND EXISTS (SELECT 1 FROM members AS m"
                 " WHERE m.cluster = c.cluster AND " IS_IN_TIME("m") ")",
                 " AND " IS_IN_TIME("a")},
    /* A match's relation is what b is to a. */
    [BY_RELATION] = {" AND (EXISTS (SELECT 1 FROM matches AS x JOIN members AS m"
                     " ON m.number = x.b WHERE x.a = c.canonical"
                     " AND m.cluster = c.cluster AND 1 << x.relation & ?8)"
                     " OR EXISTS (SELECT 1 FROM matches AS x JOIN members AS m"
                     " ON m.number = x.a WHERE x.b = c.canonical"
                     " AND m.cluster = c.cluster AND 1 << x.relation & ?9))",
                     NULL},
    [BY_NEWER] = {" AND c.newest > ?2", " AND a.number > ?2"},
    [BY_OLDER] = {" AND c.newest < ?3", " AND a.number < ?3"},
};

static bool is_asked_for(const struct wtw_feed_query *query, enum filter filter)
{
    switch (filter) {
    case BY_SIZE:
        return query->least_size > 2;
    case BY_WORDS:
        return query->words.count > 0;
    case BY_SOURCE:
        return query->source.count > 0;
    case BY_TIME:
        return query->since_seconds != WTW_DATE_UNKNOWN ||
               query->before_seconds != WTW_DATE_UNKNOWN;
    case BY_RELATION:
        return query->relations != 0;
    case BY_NEWER:
        return query->newer_than != 0;
    case BY_OLDER:
        return query->older_than != 0;
    default:
        return false;
    }
}

static enum wtw_status append(struct wtw_buffer *out, const char *words,
                              struct wtw_error *error)
{
    return wtw_buffer_append(out, words, strlen(words), error);
}

enum wtw_status wtw_cluster_query_words(const struct wtw_feed_query *query,
                                        struct wtw_buffer *out, struct wtw_error *error)
{
    const bool has_singles = query->least_size < 2 && !query->relations;

    WTW_TRY(append(out,
                   "SELECT c.cluster, c.canonical, c.size, c.sources, c.newest AS newest,"
                   " c.begins, c.ends FROM clusters AS c WHERE 1",
                   error));
    for (int i = 0; i < FILTER_COUNT; i++) {
        if (is_asked_for(query, (enum filter)i))
            WTW_TRY(append(out, filters[i].of_cluster, error));
    }
    if (has_singles)
        WTW_TRY(append(out,
                       " UNION ALL SELECT a.number, a.number, 1, a.source IS NOT NULL,"
                       " a.number, a.published, a.published FROM articles AS a"
                       " WHERE NOT EXISTS"
                       " (SELECT 1 FROM members WHERE number = a.number)",
                       error));
    for (int i = 0; i < FILTER_COUNT && has_singles; i++) {
        if (is_asked_for(query, (enum filter)i))
            WTW_TRY(append(out, filters[i].of_single, error));
    }
    WTW_TRY(append(out, " ORDER BY newest DESC LIMIT ?10", error));
    return wtw_buffer_append(out, "", 1, error);
}

/* ------------------------------------------------------------------ parameters */

/* Words as a pattern: anywhere, and what LIKE takes for wild made plain. */
static enum wtw_status make_pattern(struct wtw_span words, struct wtw_buffer *out,
                                    struct wtw_error *error)
{
    WTW_TRY(append(out, "%", error));
    for (size_t i = 0; i < words.count; i++) {
        if (words.items[i] && strchr("%_\\", words.items[i]))
            WTW_TRY(append(out, "\\", error));
        WTW_TRY(wtw_buffer_append(out, &words.items[i], 1, error));
    }
    return append(out, "%", error);
}

/* The same relations as seen from the other article of a match. */
static uint32_t reversed_relations(uint32_t relations)
{
    uint32_t reversed = 0;

    for (uint32_t i = 0; i <= WTW_EXACT; i++) {
        if (relations >> i & 1)
            reversed |= 1U << wtw_relation_reversed((enum wtw_relation)i);
    }
    return reversed;
}

static int64_t last_second(int64_t before_seconds)
{
    return before_seconds == WTW_DATE_UNKNOWN ? INT64_MAX : before_seconds - 1;
}

static void give_number(struct wtw_asked *asked, int place, int64_t number)
{
    /* A parameter that the statement does not name has no place. */
    if (place <= sqlite3_bind_parameter_count(asked->statement)) {
        asked->next = place;
        wtw_give_number(asked, number);
    }
}

static void give_words(struct wtw_asked *asked, int place, struct wtw_span words)
{
    asked->next = place;
    wtw_give_words(asked, words);
}

static void give_all(struct wtw_asked *asked, const struct wtw_feed_query *query,
                     const struct wtw_buffer *pattern, size_t room)
{
    give_number(asked, 1, query->least_size);
    give_number(asked, 2, query->newer_than);
    give_number(asked, 3, query->older_than);
    give_words(asked, 4, (struct wtw_span){pattern->items, pattern->count});
    give_words(asked, 5, query->source);
    give_number(asked, 6, query->since_seconds); /* the least number, where not asked */
    give_number(asked, 7, last_second(query->before_seconds));
    give_number(asked, 8, query->relations);
    give_number(asked, 9, reversed_relations(query->relations));
    give_number(asked, 10, (int64_t)room);
}

/* ------------------------------------------------------------------ the page */

static enum wtw_status take_rows(struct wtw_asked *asked, struct wtw_feed_cluster *out,
                                 size_t room, size_t *out_count, struct wtw_error *error)
{
    bool is_row = true;
    size_t count = 0;

    while (count < room) {
        WTW_TRY(wtw_row(asked, &is_row, error));
        if (!is_row)
            break;
        out[count++] = wtw_column_cluster(asked);
    }
    *out_count = count;
    return WTW_OK;
}

static enum wtw_status list(struct wtw_database *database,
                            const struct wtw_feed_query *query, struct wtw_buffer *words,
                            struct wtw_buffer *pattern, struct wtw_feed_cluster *out,
                            size_t room, size_t *out_count, struct wtw_error *error)
{
    struct wtw_asked asked = {.database = database};
    enum wtw_status status = WTW_OK;

    WTW_TRY(wtw_cluster_query_words(query, words, error));
    WTW_TRY(make_pattern(query->words, pattern, error));
    asked.code =
        sqlite3_prepare_v2(database->handle, words->items, -1, &asked.statement, NULL);
    if (asked.code == SQLITE_OK)
        give_all(&asked, query, pattern, room);
    status = take_rows(&asked, out, room, out_count, error);
    sqlite3_finalize(asked.statement);
    return status;
}

/* A title is shorter than this, and SQLite refuses longer patterns. */
enum { MOST_WORDS_BYTES = 10000 };

enum wtw_status wtw_stored_list(struct wtw_database *database,
                                const struct wtw_feed_query *query,
                                struct wtw_feed_cluster *out_clusters, size_t room,
                                size_t *out_count, struct wtw_error *error)
{
    struct wtw_buffer words = {0};
    struct wtw_buffer pattern = {0};
    enum wtw_status status = WTW_OK;

    if (query->words.count > MOST_WORDS_BYTES)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "words of %zu bytes are looked for in titles; %d are the most",
                        query->words.count, MOST_WORDS_BYTES);
    status =
        list(database, query, &words, &pattern, out_clusters, room, out_count, error);
    wtw_buffer_release(&pattern);
    wtw_buffer_release(&words);
    return status;
}
