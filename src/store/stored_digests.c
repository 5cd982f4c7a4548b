/*
 * stored_digests.c - what the index in memory is rebuilt from, read front to back
 *
 * A feed is opened by reading all digests, so they stand in a table of their own, in order of
 * arrival: reading them is reading the disk front to back. Where an article stands comes from
 * a lookup beside, as few of them stand in clusters.
 */
#include "store/stored_digests.h"

#include "store/statements.h"

static struct wtw_stored_digest digest_of(const struct wtw_asked *asked)
{
    return (struct wtw_stored_digest){
        .number = wtw_column_number(asked, 0),
        .cluster = wtw_column_number(asked, 1),
        .published_seconds = wtw_column_date(asked, 2),
        .source = wtw_column_bytes(asked, 3),
        .rank = (uint8_t)wtw_column_number(asked, 4),
        .agency = wtw_column_agency(asked, 5),
        .digest = wtw_column_bytes(asked, 6),
    };
}

enum wtw_status wtw_stored_digests_walk(struct wtw_database *database,
                                        const struct wtw_digest_taker *taker,
                                        struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_WALK_DIGESTS);
    bool is_row = false;
    enum wtw_status status = wtw_row(&asked, &is_row, error);

    while (status == WTW_OK && is_row) {
        const struct wtw_stored_digest digest = digest_of(&asked);

        status = taker->take(taker->context, &digest, error);
        if (status == WTW_OK)
            status = wtw_row(&asked, &is_row, error);
    }
    wtw_done(&asked);
    return status;
}

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
