/*
 * stored_digests.c - what the index in memory is rebuilt from, read front to back
 *
 * A feed is opened by reading all digests, so they stand in a table of their own, in order of
 * arrival: reading them is reading the disk front to back. Where articles stand is read beside,
 * from an index that is in the same order; a lookup for each took longer than all the rest. To
 * be read by several threads they are parted: where some were deleted, numbers are counted in
 * classes first, from the smallest index there is.
 */
#include "store/stored_digests.h"

#include "base/memory.h"
#include "store/statements.h"

/* ------------------------------------------------------------------ stretches */

/* Classes of numbers. So many of them that one is a small part of a stretch. */
enum { CLASSES = 1 << 16 };

struct parting {
    int64_t first; /* number */
    int64_t last;
    uint64_t count;
    int64_t width;    /* numbers of a class */
    uint32_t *counts; /* [CLASSES] */
    uint64_t most;
    struct wtw_stored_stretch *stretches;
    size_t stretch_count;
};

static enum wtw_status find_span(struct wtw_database *database, struct parting *parting,
                                 struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_NUMBER_SPAN);
    bool is_row = false;
    enum wtw_status status = wtw_row(&asked, &is_row, error);

    if (status == WTW_OK) {
        parting->first = wtw_column_number(&asked, 0);
        parting->last = wtw_column_number(&asked, 1);
        parting->count = (uint64_t)wtw_column_number(&asked, 2);
    }
    wtw_done(&asked);
    return status;
}

static enum wtw_status count_classes(struct wtw_database *database,
                                     struct parting *parting, struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_WALK_NUMBERS);
    bool is_row = false;
    enum wtw_status status = wtw_row(&asked, &is_row, error);

    while (status == WTW_OK && is_row) {
        int64_t number = wtw_column_number(&asked, 0);

        if (number >= parting->first && number <= parting->last)
            parting->counts[(number - parting->first) / parting->width]++;
        status = wtw_row(&asked, &is_row, error);
    }
    wtw_done(&asked);
    return status;
}

/* Where none is missing, nothing has to be counted. */
static void fill_classes(struct parting *parting)
{
    int64_t left = (int64_t)parting->count;

    for (size_t i = 0; left > 0; i++, left -= parting->width)
        parting->counts[i] = (uint32_t)(left < parting->width ? left : parting->width);
}

static enum wtw_status refuse_span(const struct wtw_database *database,
                                   const struct parting *parting, struct wtw_error *error)
{
    return wtw_fail(
        error, WTW_BAD_INPUT,
        "%s is damaged: it has articles numbered up to %lld, and only %llu of "
        "them; go back to a copy of it",
        database->path.items, (long long)parting->last,
        (unsigned long long)parting->count);
}

/* Ends a stretch where as many have come as its share is. */
static enum wtw_status join_classes(const struct wtw_database *database,
                                    struct parting *parting, struct wtw_error *error)
{
    uint64_t shares = (parting->count + parting->most - 1) / parting->most;
    struct wtw_stored_stretch *stretch = parting->stretches;
    uint64_t before = 0;

    *stretch = (struct wtw_stored_stretch){.first = parting->first};
    for (int64_t i = 0; i < CLASSES && before < parting->count; i++) {
        if (parting->counts[i] > parting->most)
            return refuse_span(database, parting, error);
        before += parting->counts[i];
        stretch->count += parting->counts[i];
        stretch->end = parting->first + (i + 1) * parting->width;
        if (before < parting->count &&
            before * shares >= parting->count * (parting->stretch_count + 1)) {
            parting->stretch_count++;
            stretch[1] = (struct wtw_stored_stretch){.first = stretch->end};
            stretch++;
        }
    }
    parting->stretch_count++;
    return WTW_OK;
}

static enum wtw_status part(struct wtw_database *database, struct parting *parting,
                            struct wtw_error *error)
{
    size_t room = 0;

    WTW_TRY(find_span(database, parting, error));
    room = (size_t)((parting->count + parting->most - 1) / parting->most) + 1;
    WTW_TRY(WTW_ALLOCATE(&parting->stretches, room, error));
    WTW_TRY(WTW_ALLOCATE(&parting->counts, CLASSES, error));
    if (!parting->count)
        return WTW_OK;
    if (parting->first < 1 || parting->last > INT64_MAX / 2)
        return refuse_span(database, parting, error);
    parting->width = (parting->last - parting->first) / CLASSES + 1;
    if ((uint64_t)(parting->last - parting->first) == parting->count - 1)
        fill_classes(parting);
    else
        WTW_TRY(count_classes(database, parting, error));
    return join_classes(database, parting, error);
}

enum wtw_status wtw_stored_stretches_find(struct wtw_database *database, uint32_t most,
                                          struct wtw_stored_stretch **out_stretches,
                                          size_t *out_count, struct wtw_error *error)
{
    struct parting parting = {.most = most};
    enum wtw_status status = part(database, &parting, error);

    wtw_release_items(parting.counts);
    if (status != WTW_OK) {
        wtw_release_items(parting.stretches);
        return status;
    }
    *out_stretches = parting.stretches;
    *out_count = parting.stretch_count;
    return WTW_OK;
}

/* ------------------------------------------------------------------ digests */

/* Members of clusters, walked through beside the digests. */
struct standings {
    struct wtw_asked asked;
    bool is_row;
};

static struct wtw_asked ask_for_stretch(struct wtw_database *database,
                                        enum wtw_statement statement,
                                        const struct wtw_stored_stretch *stretch)
{
    struct wtw_asked asked = wtw_ask(database, statement);

    wtw_give_number(&asked, stretch->first);
    wtw_give_number(&asked, stretch->end);
    return asked;
}

/* Where article 'number' stands; those of articles before it have been looked at. */
static enum wtw_status cluster_of(struct standings *standings, int64_t number,
                                  int64_t *out_cluster, struct wtw_error *error)
{
    while (standings->is_row && wtw_column_number(&standings->asked, 0) < number)
        WTW_TRY(wtw_row(&standings->asked, &standings->is_row, error));
    *out_cluster = number;
    if (standings->is_row && wtw_column_number(&standings->asked, 0) == number)
        *out_cluster = wtw_column_number(&standings->asked, 1);
    return WTW_OK;
}

static struct wtw_stored_digest digest_of(const struct wtw_asked *asked)
{
    return (struct wtw_stored_digest){
        .number = wtw_column_number(asked, 0),
        .published_seconds = wtw_column_date(asked, 1),
        .source = wtw_column_number(asked, 2), /* 0 of NULL */
        .rank = (uint8_t)wtw_column_number(asked, 3),
        .agency = wtw_column_agency(asked, 4),
        .digest = wtw_column_bytes(asked, 5),
    };
}

static enum wtw_status take_rows(struct wtw_asked *asked, struct standings *standings,
                                 const struct wtw_digest_taker *taker,
                                 struct wtw_error *error)
{
    bool is_row = false;

    WTW_TRY(wtw_row(&standings->asked, &standings->is_row, error));
    WTW_TRY(wtw_row(asked, &is_row, error));
    while (is_row) {
        struct wtw_stored_digest digest = digest_of(asked);

        WTW_TRY(cluster_of(standings, digest.number, &digest.cluster, error));
        WTW_TRY(taker->take(taker->context, &digest, error));
        WTW_TRY(wtw_row(asked, &is_row, error));
    }
    return WTW_OK;
}

enum wtw_status wtw_stored_digests_walk(struct wtw_database *database,
                                        const struct wtw_stored_stretch *stretch,
                                        const struct wtw_digest_taker *taker,
                                        struct wtw_error *error)
{
    struct wtw_asked asked = ask_for_stretch(database, WTW_WALK_DIGESTS, stretch);
    struct standings standings = {
        .asked = ask_for_stretch(database, WTW_WALK_STANDINGS, stretch)};
    enum wtw_status status = take_rows(&asked, &standings, taker, error);

    wtw_done(&standings.asked);
    wtw_done(&asked);
    return status;
}

enum wtw_status wtw_stored_sources_walk(struct wtw_database *database,
                                        const struct wtw_source_taker *taker,
                                        struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_WALK_SOURCES);
    bool is_row = false;
    enum wtw_status status = wtw_row(&asked, &is_row, error);

    while (status == WTW_OK && is_row) {
        status = taker->take(taker->context, wtw_column_number(&asked, 0),
                             wtw_column_bytes(&asked, 1), error);
        if (status == WTW_OK)
            status = wtw_row(&asked, &is_row, error);
    }
    wtw_done(&asked);
    return status;
}

/* ------------------------------------------------------------------ judging all anew */

enum wtw_status wtw_stored_judgements_clear(struct wtw_database *database,
                                            struct wtw_error *error)
{
    return wtw_database_run(database,
                            "DELETE FROM matches; DELETE FROM members;"
                            "DELETE FROM clusters;",
                            "write to", error);
}

enum wtw_status wtw_stored_digest_replace(struct wtw_database *database, int64_t number,
                                          struct wtw_span digest, uint32_t agency,
                                          struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_REPLACE_DIGEST);

    wtw_give_number(&asked, number);
    wtw_give_blob(&asked, digest);
    wtw_give_agency(&asked, agency);
    return wtw_change(&asked, error);
}
