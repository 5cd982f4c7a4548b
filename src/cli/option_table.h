/*
 * option_table.h - the one table of options, behind parsing, help, manual and completions
 */
#ifndef WTW_CLI_OPTION_TABLE_H
#define WTW_CLI_OPTION_TABLE_H

#include "cli/settings.h"

enum wtw_option_kind {
    WTW_OPTION_SWITCH, /* bool */
    WTW_OPTION_NUMBER, /* uint32_t from 'least' to 'most' */
    WTW_OPTION_SEED,   /* uint64_t, any */
    WTW_OPTION_SHARE,  /* double over 0 to 1 */
    WTW_OPTION_SIZE, /* uint64_t bytes, with a suffix K, M or G, from 'least' to 'most' */
    WTW_OPTION_DURATION, /* uint64_t seconds, with a suffix s, m, h, d or w */
    WTW_OPTION_CHOICE,   /* uint32_t: position in 'value', words with | between them */
    WTW_OPTION_WORD,     /* const char * */
    WTW_OPTION_FIELD     /* NAME=PATH into 'fields'; may be repeated */
};

/* The headings of help. */
enum wtw_option_group {
    WTW_GROUP_OUTPUT,
    WTW_GROUP_INPUT,
    WTW_GROUP_MATCHING,
    WTW_GROUP_RUNNING
};
enum { WTW_GROUP_COUNT = 4 };

struct wtw_option {
    const char *name;
    char letter;       /* '\0' where there is none */
    const char *value; /* its name in help; NULL for a switch */
    const char
        *fallback; /* the default, as help says it; NULL where there is nothing to say */
    const char *help;
    uint32_t commands; /* bits of enum wtw_command_bit */
    enum wtw_option_group group;
    enum wtw_option_kind kind;
    uint64_t least;
    uint64_t most;
    size_t offset; /* of the member of struct wtw_settings */
};

size_t wtw_option_count(void);
const struct wtw_option *wtw_option_at(size_t i);

/* wtw_option_number() is the row of an option, so that wtw_option_at() gives it. */
size_t wtw_option_number(const struct wtw_option *option);

/* wtw_option_named() is the option whose name these bytes are, NULL where there is none. */
const struct wtw_option *wtw_option_named(const char *name, size_t name_bytes);
const char *wtw_option_group_name(enum wtw_option_group group);

/* Names of the fields, by enum wtw_field_name, as --field takes them. */
extern const char *const wtw_field_names[WTW_FIELD_COUNT];

#endif
