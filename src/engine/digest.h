/*
 * digest.h - from a text to all that the join needs of it
 */
#ifndef WTW_ENGINE_DIGEST_H
#define WTW_ENGINE_DIGEST_H

#include "sketch/signature.h"
#include "sketch/terms.h"
#include "sketch/winnow.h"
#include "text/outlines.h"
#include "text/story.h"

/* Equal for all articles of a run; made once by the engine. */
struct wtw_digest_plan {
    const struct wtw_kernel *kernel;
    struct wtw_signature_plan signature;
    uint32_t shingle_tokens;
    uint32_t bands;
    uint32_t rows;
    bool keeps_boilerplate;
    bool makes_winnow_keys;
    bool makes_samples;
    bool makes_terms;
};

/* wtw_digest_plan_make() makes the plan of checked 'options'. Returns WTW_OK or
 * WTW_BAD_ARGUMENT. */
WTW_MUST_CHECK enum wtw_status wtw_digest_plan_make(const struct wtw_options *options,
                                                    struct wtw_digest_plan *out_plan,
                                                    struct wtw_error *error);

/* The fixed-size part of a digest; band and winnowed keys go where the caller wants them.
 */
struct wtw_digest {
    uint64_t content_hash; /* of the whole token sequence */
    uint64_t odd_sketch[WTW_ODD_SKETCH_WORDS];
    uint64_t bad_bytes;
    uint32_t token_count;
    uint32_t shingle_count; /* 0: an empty article, whose keys mean nothing */
    struct wtw_outline outline;
    uint32_t
        agency; /* that is credited; WTW_NO_AGENCY with plan->keeps_boilerplate too */
    /* Of wtw_digest_add_terms(): */
    uint32_t term_count;
    uint32_t terms[WTW_TERMS_MAX];
};

/* What making digests needs and may reuse: one for each thread. Zero-initialised is
 * ready. */
struct wtw_digester {
    struct wtw_story_text story;
    struct wtw_shingles *shingles;
    struct wtw_term_maker *terms;
};

/*
 * wtw_digest_make() writes the digest of a text, its 'plan->bands' band keys to
 * 'out_band_keys', and appends its winnowed keys to 'winnow_keys'. Returns WTW_OK,
 * WTW_NO_MEMORY or WTW_TOO_LARGE; after a failure winnow_keys holds what it held before.
 */
WTW_MUST_CHECK enum wtw_status wtw_digest_make(
    struct wtw_digester *digester, const struct wtw_digest_plan *plan, const char *text,
    size_t text_bytes, struct wtw_digest *out_digest, uint32_t *out_band_keys,
    struct wtw_winnow_keys *winnow_keys, struct wtw_error *error);

/*
 * wtw_digest_add_terms() adds the terms of 'article', whose text was the last of
 * wtw_digest_make(), to its digest, if the plan makes them. Returns WTW_OK, WTW_NO_MEMORY
 * or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_digest_add_terms(struct wtw_digester *digester,
                                                    const struct wtw_digest_plan *plan,
                                                    const struct wtw_article *article,
                                                    struct wtw_digest *digest,
                                                    struct wtw_error *error);

void wtw_digester_release(struct wtw_digester *digester);

#endif
