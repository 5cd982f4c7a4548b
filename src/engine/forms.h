/*
 * forms.h - texts that are sent again on other days are no copies if they are a form
 */
#ifndef WTW_ENGINE_FORMS_H
#define WTW_ENGINE_FORMS_H

#include "engine/engine_state.h"

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
