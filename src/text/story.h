/*
 * story.h - the tokens of a text without its boilerplate, in one call
 */
#ifndef WTW_TEXT_STORY_H
#define WTW_TEXT_STORY_H

#include "text/text_kernels.h"
#include "wiretwin.h"

/* One text's story, reusable for the next; zero-initialised is ready. Ended by
 * wtw_story_release(). */
struct wtw_story_text {
    const struct wtw_text_kernel *kernel; /* NULL for the best */
    struct wtw_boilerplate *boilerplate;  /* NULL until needed */
    struct wtw_tokens *tokens;            /* likewise */
    bool has_no_use_for_ranges;           /* the tokens come without their ranges */
};

/*
 * wtw_story_make() makes the tokens of 'text', all of it with 'keeps_boilerplate';
 * wtw_story_make_without() those of what is not in the given parts, which are its
 * boilerplate. Return as wtw_tokens_make().
 */
WTW_MUST_CHECK enum wtw_status wtw_story_make(struct wtw_story_text *story,
                                              const char *text, size_t text_bytes,
                                              bool keeps_boilerplate,
                                              struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_story_make_without(
    struct wtw_story_text *story, const char *text, size_t text_bytes,
    const struct wtw_boilerplate_part *parts, size_t part_count, struct wtw_error *error);
void wtw_story_release(struct wtw_story_text *story);

#endif
