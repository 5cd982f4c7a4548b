/*
 * live_digest.h - a digest as the bytes that a database keeps
 *
 * Numbers are little-endian. From the first byte on: version (1), three zeros, bands and
 * number of keys, tokens and shingles, agency (4 bytes each); hash of the tokens (8); odd
 * sketch (64); band keys; winnowed and sampled keys, ascending, each once (4 each). Of 400
 * words that is 400 to 420 bytes.
 */
#ifndef WTW_ENGINE_LIVE_DIGEST_H
#define WTW_ENGINE_LIVE_DIGEST_H

#include "engine/archive.h"
#include "engine/live_index.h"
#include "sketch/odd_sketch.h"

enum { WTW_LIVE_DIGEST_VERSION = 1, WTW_LIVE_DIGEST_HEAD_BYTES = 96 };

/* What a digest says. */
struct wtw_live_facts {
    uint64_t content_hash;
    uint64_t odd_sketch[WTW_ODD_SKETCH_WORDS];
    uint32_t token_count;
    uint32_t shingle_count;
    uint32_t agency;
    struct wtw_live_keys keys;
};

/* wtw_live_digest_put() appends a digest to 'bytes'. Returns WTW_OK, WTW_NO_MEMORY or
 * WTW_TOO_LARGE. */
WTW_MUST_CHECK enum wtw_status wtw_live_digest_put(const struct wtw_archive_entry *entry,
                                                   uint32_t bands,
                                                   struct wtw_buffer *bytes,
                                                   struct wtw_error *error);

/*
 * wtw_live_digest_get() reads a digest of 'bands' bands; its keys lie in 'scratch', whose
 * items it may move. Returns WTW_OK, WTW_NO_MEMORY, or WTW_BAD_INPUT where the bytes are no
 * digest.
 */
WTW_MUST_CHECK enum wtw_status wtw_live_digest_get(const void *digest, size_t bytes,
                                                   uint32_t bands,
                                                   struct wtw_buffer *scratch,
                                                   struct wtw_live_facts *out_facts,
                                                   struct wtw_error *error);

/* wtw_live_digest_agency() is the agency that a digest has, and wtw_live_digest_hash() the
 * hash of its tokens; its head is enough. */
uint64_t wtw_live_digest_hash(const void *digest);
uint32_t wtw_live_digest_agency(const void *digest);

#endif
