/*
 * warc.h - the pages in a web archive: WARC 1.0 and 1.1, and WET
 */
#ifndef WTW_READ_WARC_H
#define WTW_READ_WARC_H

#include "read/format.h"

/*
 * A record is one of the archive's with its header: a response or a resource that holds a
 * page of HTML, a resource or a conversion that holds text or a JSON object. All others are
 * passed over: requests, metadata, revisits, redirections and errors, pictures, scripts.
 */
extern const struct wtw_format wtw_warc_format;

#endif
