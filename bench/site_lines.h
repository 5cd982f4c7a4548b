/*
 * site_lines.h - the invented news sites, and the lines that each puts around its
 * articles
 */
#ifndef WTW_BENCH_SITE_LINES_H
#define WTW_BENCH_SITE_LINES_H

#include "word_model.h"

enum { WTW_SITE_COUNT = 240, WTW_SITE_NAME_BYTES = 96 };

struct wtw_site {
    char name[WTW_SITE_NAME_BYTES];
    char domain[WTW_SITE_NAME_BYTES]; /* under .example, which nobody can register */
};

/*
 * wtw_sites_new() makes WTW_SITE_COUNT sites with names in the model's language and gives
 * them to the caller, who ends them with wtw_sites_free(). Returns WTW_OK or
 * WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_sites_new(uint64_t seed,
                                             const struct wtw_word_model *model,
                                             struct wtw_site **out_sites,
                                             struct wtw_error *error);
void wtw_sites_free(struct wtw_site *sites);

/*
 * wtw_site_lines_write() appends 'text' with lines of 'site' before and after it. A site
 * nearly always has the same lines, one of which names the article's author. Returns
 * WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE.
 */
WTW_MUST_CHECK enum wtw_status wtw_site_lines_write(
    const struct wtw_site *sites, uint32_t site, const struct wtw_word_model *model,
    struct wtw_random *random, const char *text, size_t text_bytes,
    struct wtw_buffer *out, struct wtw_error *error);

#endif
