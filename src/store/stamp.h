/*
 * stamp.h - the scheme and options under which a database was made
 */
#ifndef WTW_STORE_STAMP_H
#define WTW_STORE_STAMP_H

#include "store/database.h"

/*
 * wtw_stamp_put() writes the stamp of 'options' into a database that has none.
 * wtw_stamp_compare() returns WTW_OK where it has the same; WTW_BAD_ARGUMENT where it has
 * another, with the option's name and both values. Both may also return what the database
 * says. What a database holds under one stamp means something else under another.
 */
WTW_MUST_CHECK enum wtw_status wtw_stamp_put(struct wtw_database *database,
                                             const struct wtw_options *options,
                                             bool keeps_texts, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stamp_compare(struct wtw_database *database,
                                                 const struct wtw_options *options,
                                                 bool keeps_texts,
                                                 struct wtw_error *error);

/* wtw_stamp_replace() writes it in place of that which is there, for a database that was
 * judged anew. wtw_stamp_read() puts all that it says into 'options', of which the rest stays
 * as it is. */
WTW_MUST_CHECK enum wtw_status wtw_stamp_replace(struct wtw_database *database,
                                                 const struct wtw_options *options,
                                                 bool keeps_texts,
                                                 struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_stamp_read(struct wtw_database *database,
                                              struct wtw_options *options,
                                              struct wtw_error *error);

/* wtw_stamp_says() puts into 'out' whether the stamp's 'name' has 'value'; a name that it
 * has not has no value. */
WTW_MUST_CHECK enum wtw_status wtw_stamp_says(struct wtw_database *database,
                                              const char *name, const char *value,
                                              bool *out, struct wtw_error *error);

#endif
