/*
 * groupings.h - tables of who belongs to whom, row by row
 *
 * A grouping says of articles which cluster they are in, or of pairs what they are to
 * each other. This reads what wiretwin writes and what people write:
 *   - TSV with a header that names id and cluster, or id_a and id_b (also id1 and id2)
 *     and relation or label; other columns may stand beside;
 *   - TSV without a header, of two columns (id, cluster) or three (id, id, label);
 *   - JSON Lines of records with an id and a field "cluster";
 *   - what 'cluster' and 'pairs' write as JSON Lines, on either level.
 *
 * On the level of stories a column or field "story" counts for "cluster", where there is
 * one.
 */
#ifndef WTW_READ_GROUPINGS_H
#define WTW_READ_GROUPINGS_H

#include "read/fields.h"
#include "read/json_scan.h"
#include "read/lines.h"

enum { WTW_GROUPING_COLUMNS_MOST = 64 };

/* What a column holds, for both kinds of rows. */
enum wtw_grouping_column {
    WTW_COLUMN_FIRST,  /* id, or that of a */
    WTW_COLUMN_SECOND, /* cluster, or the id of b */
    WTW_COLUMN_LABEL,
    WTW_COLUMN_RELATION,
    WTW_COLUMN_CANONICAL,
    WTW_COLUMN_JACCARD,
    WTW_COLUMN_FORWARD,
    WTW_COLUMN_BACKWARD,
    WTW_COLUMN_NONE
};

/* Slices are borrowed until the next row, empty where there is nothing. */
struct wtw_grouping_row {
    bool is_pair;
    bool is_record; /* an article's own record, whose id may be empty */
    uint64_t line;
    struct wtw_span cells[WTW_COLUMN_NONE];
    double jaccard;  /* -1: not known */
    double forward;  /* contained, or a_in_b; -1: not known */
    double backward; /* contains, or b_in_a */
};

enum wtw_grouping_form {
    WTW_FORM_UNKNOWN,
    WTW_FORM_MEMBERS_TSV,
    WTW_FORM_PAIRS_TSV,
    WTW_FORM_JSONL
};

/* Zero-initialised is closed; ended by wtw_groupings_release(). */
struct wtw_groupings {
    struct wtw_lines lines;
    struct wtw_field_finder finder;
    enum wtw_grouping_form form;
    bool has_header;
    bool wants_stories; /* for the caller to set between open and the first row */
    bool has_stories;   /* it was set, and what was read so far says of stories */
    size_t column_count;
    size_t places[WTW_COLUMN_NONE]; /* column of each kind; column_count: none */
    struct wtw_buffer scratch;      /* of the id */
    struct wtw_buffer strings;      /* of a line's other strings, unescaped */
    bool is_inside;                 /* a cluster's members are being given */
    struct wtw_json_cursor members;
    struct wtw_span cluster;
    struct wtw_span canonical;
};

/*
 * wtw_groupings_open() opens 'name' as wtw_lines_open() does. 'paths' is as in struct
 * wtw_reader_options; the one for ids counts.
 */
WTW_MUST_CHECK enum wtw_status wtw_groupings_open(
    struct wtw_groupings *groupings, const char *name, uint64_t max_line_bytes,
    const char *const paths[WTW_FIELD_COUNT], struct wtw_error *error);
void wtw_groupings_release(struct wtw_groupings *groupings);

/*
 * wtw_groupings_next() gives the next row; both ids of a pair, and the id and cluster of
 * a member that is no record, are not empty. Returns WTW_OK; WTW_END after the last row;
 * WTW_BAD_INPUT with place and remedy; WTW_IO, WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_groupings_next(struct wtw_groupings *groupings,
                                                  struct wtw_grouping_row *out_row,
                                                  struct wtw_error *error);

#endif
