/*
 * forms.h - texts that are sent again on other days are no copies if they are a form
 */
#ifndef WTW_ENGINE_FORMS_H
#define WTW_ENGINE_FORMS_H

#include "engine/engine_state.h"

/* One of the two texts of a match. */
struct wtw_form_side {
    uint32_t token_count;
    bool is_form; /* some match of it makes it one */
};

/*
 * wtw_match_makes_forms() says whether a match makes forms of both texts: it is a template
 * by its facts, and not because it was parted as a copy of a form before.
 * wtw_form_is_filled_anew() says whether a match that is a copy is to be parted.
 */
bool wtw_match_makes_forms(const struct wtw_match *match,
                           const struct wtw_options *options);
bool wtw_form_is_filled_anew(const struct wtw_match *match, const struct wtw_form_side *a,
                             const struct wtw_form_side *b);

/*
 * wtw_forms_part() turns copies in 'matches', which are those among distinct texts, into
 * templates where both are short, of different days, and each is known as a form. To part
 * them again changes nothing. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_forms_part(struct wtw_match_list *matches,
                                              const struct wtw_archive *archive,
                                              const struct wtw_options *options,
                                              struct wtw_error *error);

#endif
