/*
 * stored_sources.c - the ids that publishers' names have in the database
 *
 * A feed has some hundred publishers and each of its articles has one of them, so the ids of
 * those that came last are kept at hand: a name's hash says where, and of two that want one
 * place the later has it. Names are not kept; that two of them agree in all 128 bits does not
 * happen. Nobody else writes meanwhile, and sources stay when their articles go.
 */
#include "store/stored_sources.h"

#include "base/memory.h"
#include "store/statements.h"

#include <string.h>
#include <xxhash.h>

enum { PLACES = 1024 };

/* Zero-initialised is of no source: ids count from 1. */
struct wtw_source_id {
    XXH128_hash_t name;
    int64_t id;
};

enum wtw_status wtw_stored_sources_begin(struct wtw_database *database,
                                         struct wtw_error *error)
{
    return WTW_ALLOCATE(&database->source_ids, PLACES, error);
}

void wtw_stored_sources_forget(struct wtw_database *database)
{
    if (database->source_ids)
        memset(database->source_ids, 0, PLACES * sizeof database->source_ids[0]);
}

/* Looks in the table, and makes a row of it where there is none. */
static enum wtw_status find_or_add(struct wtw_database *database, struct wtw_span name,
                                   int64_t *out_source, struct wtw_error *error)
{
    struct wtw_asked asked = wtw_ask(database, WTW_FIND_SOURCE);

    wtw_give_words(&asked, name);
    WTW_TRY(wtw_number(&asked, out_source, error));
    if (*out_source)
        return WTW_OK;
    asked = wtw_ask(database, WTW_ADD_SOURCE);
    wtw_give_words(&asked, name);
    return wtw_number(&asked, out_source, error);
}

enum wtw_status wtw_stored_source_of(struct wtw_database *database, struct wtw_span name,
                                     int64_t *out_source, struct wtw_error *error)
{
    const XXH128_hash_t hash = XXH3_128bits(name.items, name.count);
    struct wtw_source_id *place = &database->source_ids[hash.low64 % PLACES];

    *out_source = 0;
    if (!name.count)
        return WTW_OK;
    if (!place->id || !XXH128_isEqual(place->name, hash)) {
        WTW_TRY(find_or_add(database, name, out_source, error));
        *place = (struct wtw_source_id){hash, *out_source};
    }
    *out_source = place->id;
    return WTW_OK;
}
