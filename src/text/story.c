/*
 * story.c - the tokens of a text without its boilerplate, in one call
 */
#include "text/story.h"

#include "base/failure.h"
#include "text/tokens.h"

enum wtw_status wtw_story_make_without(struct wtw_story_text *story, const char *text,
                                       size_t text_bytes,
                                       const struct wtw_boilerplate_part *parts,
                                       size_t part_count, struct wtw_error *error)
{
    if (!story->tokens)
        WTW_TRY(wtw_tokens_new(&story->tokens, error));
    if (story->kernel)
        story->tokens->kernel = story->kernel;
    return wtw_tokens_fill_story(story->tokens, text, text_bytes, parts, part_count,
                                 story->has_no_use_for_ranges, error);
}

enum wtw_status wtw_story_make(struct wtw_story_text *story, const char *text,
                               size_t text_bytes, bool keeps_boilerplate,
                               struct wtw_error *error)
{
    if (keeps_boilerplate)
        return wtw_story_make_without(story, text, text_bytes, NULL, 0, error);
    if (!story->boilerplate)
        WTW_TRY(wtw_boilerplate_new(&story->boilerplate, error));
    if (story->kernel)
        wtw_boilerplate_use(story->boilerplate, story->kernel);
    WTW_TRY(wtw_boilerplate_find(story->boilerplate, text, text_bytes, error));
    return wtw_story_make_without(story, text, text_bytes,
                                  wtw_boilerplate_items(story->boilerplate),
                                  wtw_boilerplate_count(story->boilerplate), error);
}

void wtw_story_release(struct wtw_story_text *story)
{
    wtw_boilerplate_free(story->boilerplate);
    wtw_tokens_free(story->tokens);
    *story = (struct wtw_story_text){0};
}
