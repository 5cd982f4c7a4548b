/*
 * publisher.h - who published an article, papers of one house taken together
 */
#ifndef WTW_READ_PUBLISHER_H
#define WTW_READ_PUBLISHER_H

#include "read/reader.h"

/*
 * wtw_host_family() is the part of a host name that one owner has registered:
 * "bbc.co.uk" of "news.bbc.co.uk", "lindle.blogspot.com" of itself. It lies in 'host'.
 */
struct wtw_span wtw_host_family(struct wtw_span host);

/*
 * wtw_publisher_of() is the name of who published an article, which lies in 'fields': of
 * its source, where that is a host, the family; else the source as it is; without one,
 * the family of its url's host. NULL where nothing is known.
 */
struct wtw_span wtw_publisher_of(const struct wtw_fields *fields);

/* wtw_publisher_number() is a number for the engine, equal for names that differ in case
 * of ASCII letters only; 0 where there is no name. wtw_publisher_is_same() compares so. */
uint32_t wtw_publisher_number(struct wtw_span name);
bool wtw_publisher_is_same(struct wtw_span a, struct wtw_span b);

#endif
