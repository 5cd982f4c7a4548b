/*
 * staged_digests.h - keys and sketches of more articles than fit in memory, in files
 */
#ifndef WTW_MATCH_STAGED_DIGESTS_H
#define WTW_MATCH_STAGED_DIGESTS_H

#include "stage/sketch_shelf.h"

/* Topmost bits of a key that tell its part: at ten million articles the part of a band is
 * forty thousand keys, that of the others three hundred thousand. */
enum { WTW_BAND_PART_BITS = 8, WTW_KEY_PART_BITS = 10 };

/*
 * Entries are key << 32 | article, of articles that have a shingle. Those of band b are the
 * parts from b << WTW_BAND_PART_BITS on.
 */
struct wtw_staged_digests {
    struct wtw_sorted_runs band_keys;
    struct wtw_sorted_runs keys; /* winnowed and sampled ones */
    struct wtw_sketch_shelf sketches;
    struct wtw_stage_folder folder;
    uint64_t join_bytes; /* memory that a join may take, besides what it finds */
};

#endif
