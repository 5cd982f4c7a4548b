/*
 * test_formats.c - every container that holds records has a format, under its own name
 */
#include "check.h"

#include "read/format.h"

Test(formats, belong_to_all_containers_that_hold_records)
{
    for (int i = 0; i < WTW_CONTAINER_COUNT; i++) {
        enum wtw_container container = (enum wtw_container)i;
        const struct wtw_format *format = wtw_format_of(container);
        bool is_none = container == WTW_CONTAINER_UNKNOWN ||
                       container == WTW_CONTAINER_EMPTY ||
                       container == WTW_CONTAINER_UNREAD;

        check((format == NULL) == is_none);
        if (!format)
            continue;
        check(format->name && format->find && format->understand);
        for (enum wtw_container other = 0; other < container; other++)
            check(strcmp(wtw_container_name(other), format->name) != 0);
    }
}
