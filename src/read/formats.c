/*
 * formats.c - the formats by their containers
 */
#include "read/format.h"

#include "read/csv.h"
#include "read/feed_items.h"
#include "read/html_page.h"
#include "read/json_file.h"
#include "read/jsonl.h"
#include "read/mbox.h"
#include "read/newsml.h"
#include "read/text_file.h"
#include "read/warc.h"

const struct wtw_format *wtw_format_of(enum wtw_container container)
{
    static const struct wtw_format *const formats[WTW_CONTAINER_COUNT] = {
        [WTW_CONTAINER_JSONL] = &wtw_jsonl_format,
        [WTW_CONTAINER_JSON] = &wtw_json_format,
        [WTW_CONTAINER_CSV] = &wtw_csv_format,
        [WTW_CONTAINER_TSV] = &wtw_tsv_format,
        [WTW_CONTAINER_TEXT] = &wtw_text_format,
        [WTW_CONTAINER_HTML] = &wtw_html_format,
        [WTW_CONTAINER_WARC] = &wtw_warc_format,
        [WTW_CONTAINER_RSS] = &wtw_rss_format,
        [WTW_CONTAINER_ATOM] = &wtw_atom_format,
        [WTW_CONTAINER_NEWSML] = &wtw_newsml_format,
        [WTW_CONTAINER_MBOX] = &wtw_mbox_format,
    };

    return formats[container];
}
