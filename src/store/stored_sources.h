/*
 * stored_sources.h - the ids that publishers' names have in the database
 */
#ifndef WTW_STORE_STORED_SOURCES_H
#define WTW_STORE_STORED_SOURCES_H

#include "store/database.h"

/* wtw_stored_sources_begin() makes room for the ids that a writer keeps at hand, and
 * wtw_stored_sources_forget() forgets them, as a batch that is rolled back takes its own with
 * it. Returns WTW_OK or WTW_NO_MEMORY. */
WTW_MUST_CHECK enum wtw_status wtw_stored_sources_begin(struct wtw_database *database,
                                                        struct wtw_error *error);
void wtw_stored_sources_forget(struct wtw_database *database);

/* wtw_stored_source_of() gives the id of the source called 'name', which is made where there is
 * none; 0 of an empty name. Returns WTW_OK, or what the database says. */
WTW_MUST_CHECK enum wtw_status wtw_stored_source_of(struct wtw_database *database,
                                                    struct wtw_span name,
                                                    int64_t *out_source,
                                                    struct wtw_error *error);

#endif
