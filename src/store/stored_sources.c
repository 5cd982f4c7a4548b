/*
 * stored_sources.c - the ids that publishers' names have in the database
 *
 * A feed has some hundred publishers and each of its articles has one of them, so the ids of
 * those that came last are kept at hand: a name's hash says where, and of two that want one
 * place the later has it. There are many more places than publishers, as two that put each
 * other out cost more than all others: of 237, one lookup in ten went to the table with 1,024.
 * Names are not kept; that two of them agree in all 128 bits does not happen. Nobody else
 * writes meanwhile, and sources stay when their articles go.
 */
#include "store/stored_sources.h"

#include "base/memory.h"
#include "store/statements.h"

#include <string.h>
#include <xxhash.h>

enum { PLACES = 8192 };

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
    struct wtw_source_id found = {.id = 0};
    struct wtw_source_id *place = &found; /* a reader has none at hand */

    *out_source = 0;
    if (!name.count)
        return WTW_OK;
    found.name = XXH3_128bits(name.items, name.count);
    if (database->source_ids)
        place = &database->source_ids[found.name.low64 % PLACES];
    if (!place->id || !XXH128_isEqual(place->name, found.name)) {
        WTW_TRY(find_or_add(database, name, &found.id, error));
        *place = found;
    }
    *out_source = place->id;
    return WTW_OK;
}
