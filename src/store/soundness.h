/*
 * soundness.h - whether all that a database holds is as it was stored
 */
#ifndef WTW_STORE_SOUNDNESS_H
#define WTW_STORE_SOUNDNESS_H

#include "store/database.h"

/*
 * wtw_soundness_check() reads the whole database: that its pages and indexes agree, that
 * every text unpacks to what its checksum says, that clusters agree with their members, and
 * that what belongs to an article has its article. Returns WTW_OK with the number of articles;
 * WTW_BAD_INPUT with the first thing that is wrong; or what the database says.
 */
WTW_MUST_CHECK enum wtw_status wtw_soundness_check(struct wtw_database *database,
                                                   uint64_t *out_articles,
                                                   struct wtw_error *error);

#endif
