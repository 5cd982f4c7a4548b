/*
 * newsml.h - the news items of NewsML-G2
 */
#ifndef WTW_READ_NEWSML_H
#define WTW_READ_NEWSML_H

#include "read/format.h"

/* A record is a newsItem, alone or in a newsMessage. What else there is (packageItem,
 * knowledgeItem) has no text, and is passed over. */
extern const struct wtw_format wtw_newsml_format;

#endif
