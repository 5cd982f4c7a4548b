/*
 * page_facts.h - what a page says of its article: title, url, date, source, language
 */
#ifndef WTW_READ_PAGE_FACTS_H
#define WTW_READ_PAGE_FACTS_H

#include "read/markup.h"
#include "read/reader.h"

/* The best value of one field so far. */
struct wtw_page_fact {
    size_t begin; /* in the buffer that the facts are collected in */
    size_t count;
    const char *key; /* where it was found, a constant; NULL: nowhere */
    unsigned rank;   /* the surest place has the lowest */
    int64_t seconds; /* of a date */
};

/* WTW_FIELD_TEXT is the text that the page states in its JSON-LD. */
struct wtw_page_facts {
    struct wtw_page_fact items[WTW_FIELD_COUNT];
};

/*
 * wtw_page_facts_find() fills 'out_facts' from a page's elements, its JSON-LD included;
 * the values are appended to 'values'. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_page_facts_find(const struct wtw_markup *page,
                                                   struct wtw_page_facts *out_facts,
                                                   struct wtw_buffer *values,
                                                   struct wtw_error *error);

/*
 * wtw_page_fact_note() takes 'value', without white space at its ends, for 'field' unless
 * something surer is known or it cannot be: a url that is none, a date that is not
 * understood. Returns WTW_OK or WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_page_fact_note(struct wtw_page_facts *facts,
                                                  enum wtw_field_name field,
                                                  const char *key, unsigned rank,
                                                  struct wtw_span value,
                                                  struct wtw_buffer *values,
                                                  struct wtw_error *error);

#endif
