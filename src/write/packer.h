/*
 * packer.h - bytes on their way into gzip or zstd
 */
#ifndef WTW_WRITE_PACKER_H
#define WTW_WRITE_PACKER_H

#include "wiretwin.h"

/* In the order of the words in the option table. */
enum wtw_packing { WTW_PACKING_NONE, WTW_PACKING_GZIP, WTW_PACKING_ZSTD };

struct wtw_packer; /* opaque */

/* Takes packed bytes. */
struct wtw_packer_sink {
    void (*take)(void *context, const char *bytes, size_t count);
    void *context;
};

/*
 * wtw_packer_new() gives a packer to the caller, who ends it with wtw_packer_free(); NULL
 * for WTW_PACKING_NONE. Equal bytes give equal bytes. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_packer_new(enum wtw_packing packing,
                                              struct wtw_packer **out_packer,
                                              struct wtw_error *error);
void wtw_packer_free(struct wtw_packer *packer);

/*
 * wtw_packer_put() packs 'count' bytes and gives the sink what is ready; with 'is_last' the
 * rest, too, and nothing may follow. False where there is no memory.
 */
bool wtw_packer_put(struct wtw_packer *packer, const char *bytes, size_t count,
                    bool is_last, const struct wtw_packer_sink *sink);

/* wtw_packing_by_name() is what a file's name promises: gzip of .gz, zstd of .zst, in
 * capitals or not. */
enum wtw_packing wtw_packing_by_name(const char *name);

#endif
