"""c_declarations.py - what this package uses of wiretwin.h and wiretwin_feed.h, for cffi to read

cffi reads C without a preprocessor, so the headers' declarations stand here once more, without their
comments; only those that are used, for a library may have more. tests/python/test_declarations.py holds
them to the headers: a C compiler compares every function's type, every struct's layout and every constant.
"""

OPAQUE = """
struct wtw_engine;
struct wtw_result;
struct wtw_tokens;
struct wtw_boilerplate;
struct wtw_shingles;
struct wtw_passages;
struct wtw_comparer;
struct wtw_feed;
"""

TYPES = """
enum wtw_status {
    WTW_OK = 0, WTW_BAD_ARGUMENT = 1, WTW_NO_MEMORY = 2, WTW_IO = 3, WTW_BAD_INPUT = 4,
    WTW_TOO_LARGE = 5, WTW_TOO_SHORT = 6, WTW_STOPPED = 7, WTW_SKIPPED = 8, WTW_END = 9,
};
struct wtw_error {
    enum wtw_status status;
    uint64_t line;
    uint64_t column;
    uint64_t byte_offset;
    char input[256];
    char words[512];
};
struct wtw_span {
    const char *items;
    size_t count;
};
struct wtw_buffer {
    char *items;
    size_t count;
    size_t capacity;
};
enum wtw_canonical {
    WTW_CANONICAL_EARLIEST = 0, WTW_CANONICAL_LONGEST = 1, WTW_CANONICAL_FIRST = 2,
    WTW_CANONICAL_PREFERRED = 3,
};
enum wtw_relation {
    WTW_UNRELATED = 0, WTW_EXCERPT = 1, WTW_TEMPLATE = 2, WTW_ABRIDGED = 3, WTW_EXPANDED = 4,
    WTW_REVISED = 5, WTW_NEAR = 6, WTW_EXACT = 7,
};
enum wtw_stage {
    WTW_STAGE_SKETCH = 0, WTW_STAGE_JOIN = 1, WTW_STAGE_VERIFY = 2, WTW_STAGE_CLUSTER = 3,
    WTW_STAGE_STORY = 4,
};
struct wtw_text_source {
    enum wtw_status (*fetch)(void *context, uint32_t number, struct wtw_buffer *out_text, struct
        wtw_error *error);
    void *context;
};
struct wtw_watch {
    bool (*keep_going)(void *context, enum wtw_stage stage, uint64_t done, uint64_t total);
    void *context;
};
struct wtw_options {
    uint32_t shingle_tokens;
    double threshold;
    double containment;
    double recall;
    uint32_t slot_count;
    uint64_t seed;
    uint32_t passage_tokens;
    uint32_t bucket_limit;
    uint32_t key_ceiling;
    uint32_t sample_ceiling;
    uint32_t exhaustive_limit;
    uint32_t thread_count;
    uint64_t memory_bytes;
    const char *temporary_folder;
    bool single_finish;
    bool keeps_boilerplate;
    bool measure_passages;
    bool finds_stories;
    double story_likeness;
    uint32_t story_days;
    enum wtw_canonical canonical;
    const char *kernel;
    struct wtw_text_source text_source;
    struct wtw_watch watch;
};
struct wtw_range {
    uint32_t begin;
    uint32_t end;
};
struct wtw_figures {
    uint32_t shared;
    uint32_t a_shingles;
    uint32_t b_shingles;
    uint32_t longest_passage_tokens;
    uint32_t passage_tokens;
    uint32_t a_tokens;
    uint32_t b_tokens;
    uint32_t a_aligned;
    uint32_t b_aligned;
    uint32_t aligned_shared;
    uint32_t aligned_long;
    uint32_t misread;
    uint32_t changed_figures;
    uint32_t changed_names;
    int64_t lag_seconds;
};
struct wtw_article {
    const char *text;
    size_t text_bytes;
    int64_t published_seconds;
    uint32_t source;
    uint8_t rank;
    const char *title;
    size_t title_bytes;
};
struct wtw_match {
    uint32_t a;
    uint32_t b;
    enum wtw_relation relation;
    struct wtw_figures figures;
};
struct wtw_cluster {
    uint32_t first;
    uint32_t canonical;
    uint32_t size;
    const uint32_t *members;
};
struct wtw_membership {
    uint32_t cluster;
    uint32_t canonical;
    uint32_t size;
    enum wtw_relation relation;
    struct wtw_figures figures;
    uint32_t story;
    uint32_t source;
    uint32_t agency;
};
struct wtw_story {
    uint32_t first;
    uint32_t earliest;
    uint32_t article_count;
    uint32_t cluster_count;
    uint32_t origin_count;
    int64_t begin_seconds;
    int64_t end_seconds;
    const uint32_t *clusters;
    const uint32_t *origins;
};
struct wtw_stats {
    uint64_t articles;
    uint64_t empty;
    uint64_t text_bytes;
    uint64_t tokens;
    uint64_t bad_bytes;
    uint64_t distinct;
    uint64_t band_candidates;
    uint64_t winnow_candidates;
    uint64_t sample_candidates;
    uint64_t other_candidates;
    uint64_t crowded_buckets;
    uint64_t common_keys;
    uint64_t verified;
    uint64_t recurring_lines;
    uint64_t matches[8];
    uint64_t clusters;
    uint64_t clustered;
    uint64_t largest;
    uint64_t story_candidates;
    uint64_t stories;
    uint64_t storied;
    uint64_t largest_story;
    uint64_t engine_bytes;
    double seconds[5];
    uint32_t bands;
    uint32_t rows;
    uint32_t thread_count;
    const char *kernel;
};
enum wtw_boilerplate_kind {
    WTW_BOILERPLATE_TITLE = 0, WTW_BOILERPLATE_BYLINE = 1, WTW_BOILERPLATE_DATE = 2,
    WTW_BOILERPLATE_DATELINE = 3, WTW_BOILERPLATE_CREDIT = 4, WTW_BOILERPLATE_RELATED = 5,
    WTW_BOILERPLATE_LINK = 6, WTW_BOILERPLATE_SHARE = 7, WTW_BOILERPLATE_NOTICE = 8,
    WTW_BOILERPLATE_MARKUP = 9, WTW_BOILERPLATE_CAPTION = 10, WTW_BOILERPLATE_REPEATED = 11,
};
struct wtw_boilerplate_part {
    uint32_t begin;
    uint32_t end;
    enum wtw_boilerplate_kind kind;
};
struct wtw_agency_credit {
    uint32_t agency;
    struct wtw_boilerplate_part evidence;
    struct wtw_range name;
};
struct wtw_passage {
    uint32_t a_token;
    uint32_t b_token;
    uint32_t token_count;
    struct wtw_range a;
    struct wtw_range b;
};
struct wtw_change {
    struct wtw_range a;
    struct wtw_range b;
    bool has_figures;
    bool has_names;
};
enum wtw_feed_use { WTW_FEED_WRITE = 0, WTW_FEED_READ = 1 };
struct wtw_feed_terms {
    const char *path;
    enum wtw_feed_use use;
    const struct wtw_options *options;
    uint32_t wait_milliseconds;
    bool leaves_texts_out;
    bool rebuild;
};
struct wtw_feed_article {
    struct wtw_span id;
    bool has_made_up_id;
    struct wtw_span url;
    struct wtw_span source;
    struct wtw_span title;
    struct wtw_span text;
    int64_t published_seconds;
    int64_t arrived_seconds;
    uint8_t rank;
};
enum wtw_feed_verdict {
    WTW_FEED_NEW = 0, WTW_FEED_COPY = 1, WTW_FEED_REVISION = 2, WTW_FEED_EXCERPT = 3,
};
struct wtw_feed_receipt {
    int64_t number;
    bool is_known;
    bool is_version;
    enum wtw_feed_verdict verdict;
    int64_t partner;
    enum wtw_relation relation;
    struct wtw_figures figures;
    bool is_estimated;
    int64_t cluster;
    int64_t canonical;
    uint32_t size;
    uint32_t agency;
};
enum wtw_feed_change_kind { WTW_FEED_MOVED = 0, WTW_FEED_CANONICAL = 1 };
struct wtw_feed_change {
    enum wtw_feed_change_kind kind;
    int64_t cluster;
    int64_t number;
    int64_t before;
};
struct wtw_feed_answer {
    struct wtw_feed_receipt receipt;
    const struct wtw_feed_change *changes;
    size_t change_count;
};
struct wtw_feed_batch {
    const struct wtw_feed_article *articles;
    size_t count;
    void (*take)(void *context, size_t i, const struct wtw_feed_answer *answer);
    void *context;
};
struct wtw_feed_listener {
    void (*take)(void *context, const struct wtw_feed_change *changes, size_t count);
    void *context;
};
struct wtw_feed_match {
    int64_t a;
    int64_t b;
    enum wtw_relation relation;
    struct wtw_figures figures;
};
struct wtw_feed_cluster {
    int64_t cluster;
    int64_t canonical;
    uint32_t size;
    uint32_t source_count;
    int64_t newest;
    int64_t begin_seconds;
    int64_t end_seconds;
};
struct wtw_feed_query {
    uint32_t least_size;
    struct wtw_span words;
    struct wtw_span source;
    uint32_t relations;
    int64_t since_seconds;
    int64_t before_seconds;
    int64_t newer_than;
    int64_t older_than;
};
struct wtw_feed_counts {
    uint64_t articles;
    uint64_t clusters;
    uint64_t clustered;
    uint64_t matches;
    int64_t newest;
    uint64_t database_bytes;
    uint64_t index_bytes;
};
"""

FUNCTIONS = """
const char *wtw_version(void);
size_t wtw_error_text(const struct wtw_error *error, char *out, size_t out_bytes);
void wtw_buffer_release(struct wtw_buffer *buffer);
void wtw_options_init(struct wtw_options *out_options);
const char *wtw_relation_name(enum wtw_relation relation);
bool wtw_relation_is_copy(enum wtw_relation relation);
enum wtw_status wtw_engine_new(const struct wtw_options *options, struct wtw_engine
    **out_engine, struct wtw_error *error);
void wtw_engine_free(struct wtw_engine *engine);
enum wtw_status wtw_engine_add_many(struct wtw_engine *engine, size_t count, enum wtw_status
    (*give)(void *context, size_t i, struct wtw_buffer *scratch, struct wtw_article
    *out_article, struct wtw_error *error), void *context, struct wtw_error *error);
enum wtw_status wtw_engine_finish(struct wtw_engine *engine, const struct wtw_result
    **out_result, struct wtw_error *error);
const struct wtw_match *wtw_result_matches(const struct wtw_result *result, size_t *out_count);
size_t wtw_result_cluster_count(const struct wtw_result *result);
struct wtw_cluster wtw_result_cluster(const struct wtw_result *result, size_t i);
struct wtw_membership wtw_result_membership(const struct wtw_result *result, uint32_t number);
size_t wtw_result_story_count(const struct wtw_result *result);
struct wtw_story wtw_result_story(const struct wtw_result *result, size_t i);
void wtw_engine_stats(const struct wtw_engine *engine, struct wtw_stats *out_stats);
enum wtw_status wtw_normalise(const char *text, size_t text_bytes, struct wtw_buffer *out,
    struct wtw_error *error);
const char *wtw_boilerplate_kind_name(enum wtw_boilerplate_kind kind);
const char *wtw_agency_name(uint32_t agency);
enum wtw_status wtw_boilerplate_new(struct wtw_boilerplate **out_boilerplate, struct wtw_error
    *error);
void wtw_boilerplate_free(struct wtw_boilerplate *boilerplate);
enum wtw_status wtw_boilerplate_find(struct wtw_boilerplate *boilerplate, const char *text,
    size_t text_bytes, struct wtw_error *error);
size_t wtw_boilerplate_count(const struct wtw_boilerplate *boilerplate);
const struct wtw_boilerplate_part *wtw_boilerplate_items(const struct wtw_boilerplate
    *boilerplate);
const struct wtw_agency_credit *wtw_boilerplate_agency(const struct wtw_boilerplate
    *boilerplate);
size_t wtw_passages_count(const struct wtw_passages *passages);
const struct wtw_passage *wtw_passages_items(const struct wtw_passages *passages);
enum wtw_status wtw_comparer_new(const struct wtw_options *options, struct wtw_comparer
    **out_comparer, struct wtw_error *error);
void wtw_comparer_free(struct wtw_comparer *comparer);
enum wtw_status wtw_comparer_compare(struct wtw_comparer *comparer, const struct wtw_article *a,
    const struct wtw_article *b, struct wtw_figures *out_figures, enum wtw_relation
    *out_relation, struct wtw_error *error);
const struct wtw_boilerplate *wtw_comparer_boilerplate(const struct wtw_comparer *comparer,
    uint32_t side);
const struct wtw_passages *wtw_comparer_passages(const struct wtw_comparer *comparer);
const struct wtw_change *wtw_comparer_changes(const struct wtw_comparer *comparer, size_t
    *out_count);
enum wtw_status wtw_feed_open(const struct wtw_feed_terms *terms, struct wtw_feed **out_feed,
    struct wtw_error *error);
void wtw_feed_close(struct wtw_feed *feed);
const char *wtw_feed_verdict_name(enum wtw_feed_verdict verdict);
enum wtw_status wtw_feed_add(struct wtw_feed *feed, const struct wtw_feed_batch *batch, struct
    wtw_error *error);
enum wtw_status wtw_feed_judge(struct wtw_feed *feed, const struct wtw_feed_article *article,
    struct wtw_feed_receipt *out_receipt, struct wtw_error *error);
enum wtw_status wtw_feed_delete(struct wtw_feed *feed, int64_t number, const struct
    wtw_feed_listener *listener, bool *out_deleted, struct wtw_error *error);
enum wtw_status wtw_feed_expire(struct wtw_feed *feed, int64_t before_seconds, uint32_t limit,
    const struct wtw_feed_listener *listener, uint32_t *out_count, struct wtw_error *error);
enum wtw_status wtw_feed_find(struct wtw_feed *feed, struct wtw_span id, int64_t *out_number,
    struct wtw_error *error);
enum wtw_status wtw_feed_get(struct wtw_feed *feed, int64_t number, struct wtw_buffer *scratch,
    struct wtw_feed_article *out_article, struct wtw_feed_receipt *out_receipt, struct wtw_error
    *error);
enum wtw_status wtw_feed_members(struct wtw_feed *feed, int64_t cluster, int64_t *out_numbers,
    size_t room, size_t *out_count, struct wtw_error *error);
enum wtw_status wtw_feed_matches(struct wtw_feed *feed, int64_t number, struct wtw_feed_match
    *out_matches, size_t room, size_t *out_count, struct wtw_error *error);
enum wtw_status wtw_feed_list(struct wtw_feed *feed, const struct wtw_feed_query *query, struct
    wtw_feed_cluster *out_clusters, size_t room, size_t *out_count, struct wtw_error *error);
enum wtw_status wtw_feed_count(struct wtw_feed *feed, struct wtw_feed_counts *out_counts, struct
    wtw_error *error);
"""

DECLARATIONS = OPAQUE + TYPES + FUNCTIONS
