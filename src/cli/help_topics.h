/*
 * help_topics.h - what can be read about beside the commands: 'wiretwin help SUBJECT'
 */
#ifndef WTW_CLI_HELP_TOPICS_H
#define WTW_CLI_HELP_TOPICS_H

#include "read/reader.h"

/* A term and what it means, or a paragraph where 'term' is NULL. */
struct wtw_topic_part {
    const char *term;
    const char *words;
};

/* What stands behind the parts of a topic, drawn from another table. */
enum wtw_topic_list {
    WTW_TOPIC_LISTS_NOTHING,
    WTW_TOPIC_LISTS_KEYS,    /* the keys under which each field is looked for */
    WTW_TOPIC_LISTS_EXAMPLES /* those of every command */
};

struct wtw_topic {
    const char *name;
    const char *heading; /* of its section in the manual */
    const char *summary; /* one line */
    enum wtw_topic_list list;
    struct wtw_topic_part parts[20]; /* up to the first without words */
};

size_t wtw_topic_count(void);
const struct wtw_topic *wtw_topic_at(size_t i);

/* wtw_topic_named() is the topic of that name, NULL where there is none. */
const struct wtw_topic *wtw_topic_named(const char *name);

/*
 * wtw_topic_keys() writes the keys of a field, the surest first, with commas between, cut
 * where 'out_bytes' is too small; WTW_TOPIC_KEYS_BYTES are enough.
 */
enum { WTW_TOPIC_KEYS_BYTES = 1024 };
void wtw_topic_keys(enum wtw_field_name field, char *out, size_t out_bytes);

#endif
