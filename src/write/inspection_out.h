/*
 * inspection_out.h - what was recognised in the input
 */
#ifndef WTW_WRITE_INSPECTION_OUT_H
#define WTW_WRITE_INSPECTION_OUT_H

#include "write/article_info.h"
#include "write/page.h"
#include "write/stats_json.h"

/* Inputs of one kind. */
struct wtw_input_group {
    const char *container;
    const char *compression;
    uint64_t inputs;
    uint64_t stored_bytes;
    uint64_t unpacked_bytes;
    uint64_t records;
};

/* How often a field was found under a key. */
struct wtw_key_count {
    const char *field;
    const char *key;
    uint64_t count;
};

/* Everything of a run; lists are borrowed during the call. */
struct wtw_inspection {
    const struct wtw_input_group *groups;
    size_t group_count;
    const struct wtw_key_count *keys; /* those of one field stand together */
    size_t key_count;
    const struct wtw_named_count *languages;
    size_t language_count;
    const struct wtw_named_count *boilerplate; /* articles that have each kind */
    size_t boilerplate_kinds;
    const struct wtw_named_count *agencies; /* most often credited first */
    size_t agency_count;
    const struct wtw_named_count *rejects; /* by reason, also those that did not happen */
    size_t reject_reasons;
    const char *const *fields; /* names of all fields, also those never found */
    size_t field_count;
    uint64_t articles;
    uint64_t empty;
    uint64_t text_bytes;
    uint64_t left_out_bytes; /* boilerplate, not compared */
    uint64_t tokens;         /* compared, as are those below */
    uint64_t most_tokens;    /* of one article */
    uint64_t bad_bytes;
    uint64_t articles_with_bad_bytes;
    uint64_t duplicate_ids;
    uint64_t dates_understood;
    uint64_t dates_not_understood;
    uint64_t crawl_dates;
    int64_t earliest_seconds;
    int64_t latest_seconds;
};

void wtw_inspection_table(const struct wtw_page *page,
                          const struct wtw_inspection *inspection);

/* One article; 'keys' are by the order of 'fields', NULL where a field is absent. */
struct wtw_inspected_article {
    struct wtw_article_info article;
    struct wtw_span language;
    const char *const *keys;
    const char *const *fields;
    size_t field_count;
    uint64_t record_bytes;
    const uint32_t *boilerplate; /* parts of each kind that were left out, or NULL */
    uint64_t boilerplate_bytes;
    uint64_t text_bytes;
    uint64_t tokens;
    uint64_t shingles;
    uint64_t bad_bytes;
};

void wtw_inspected_jsonl_line(struct wtw_json *json,
                              const struct wtw_inspected_article *article);

/* The columns id input line text_key text_bytes tokens shingles bad_bytes date language
 * source agency boilerplate_bytes. */
void wtw_inspected_tsv_header(struct wtw_out *out);
void wtw_inspected_tsv_row(struct wtw_out *out,
                           const struct wtw_inspected_article *article);

#endif
