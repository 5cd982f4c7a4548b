/*
 * wiretwin.h - finds the copies in a pile of news articles
 *
 * An article that was republished, re-wrapped, trimmed, extended or quoted shares long
 * runs of words with its origin. wiretwin turns each article into its set of shingles (k
 * neighbouring tokens), finds likely pairs with MinHash bands and winnowed keys, and
 * decides every pair by exact counts. Above copies it finds stories: articles that tell
 * one event in words of their own.
 *
 * Level 1 is an engine, in three calls:
 *
 *     wtw_engine_new(NULL, &engine, &error);               default options are for news
 *     wtw_engine_add(engine, &article, &number, &error);   once an article
 *     wtw_engine_finish(engine, &result, &error);          clusters, matches, stories
 *
 * Level 2 is each stage as a pure function: normalise, tokens, shingles, signature, odd
 * sketch, estimate, exact comparison, passages, relation, likeness of stories, agreement of
 * clusterings.
 *
 * Promises:
 *  - Estimates find candidates; exact counts decide. No match is reported that was not
 * verified.
 *  - Equal input and options give equal results on any CPU, kernel and thread count.
 *  - No function prints, exits, logs or keeps global state. Different handles may be used
 * from different threads at once; one handle is for one thread at a time, unless its
 * comment says more.
 *  - Text is (pointer, length), need not end in NUL, may hold NUL and bytes that are not
 * UTF-8.
 *
 * Errors: a function that can fail returns enum wtw_status and leaves its out_ parameters
 * untouched on failure. The last parameter 'error' may be NULL; otherwise it receives a
 * sentence for people, and where the cause has a place, the place.
 *
 * Freeing NULL is allowed everywhere. Unless a comment says otherwise, no other pointer
 * may be NULL. Out_ parameters of functions that can fail may not be NULL either.
 */
#ifndef WIRETWIN_H
#define WIRETWIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define WTW_API __attribute__((visibility("default")))
#define WTW_MUST_CHECK __attribute__((warn_unused_result))
#else
#define WTW_API
#define WTW_MUST_CHECK
#endif

/* ------------------------------------------------------------------ version and errors
 */

/* The version of this header; wtw_version() is that of the library that was loaded. */
#define WTW_VERSION "0.1.0"

/*
 * The scheme names the definitions of token, shingle, signature, odd sketch and key
 * hashes. Digests made under different schemes cannot be compared; whatever stores
 * digests stores this number too.
 */
#define WTW_SCHEME 1u

/* wtw_version() gives the library's version as "major.minor.patch", a constant. */
WTW_API const char *wtw_version(void);

enum wtw_status {
    WTW_OK = 0,
    WTW_BAD_ARGUMENT = 1, /* an option or argument is out of its range */
    WTW_NO_MEMORY = 2,
    WTW_IO = 3,        /* an operating system call failed; the words name it */
    WTW_BAD_INPUT = 4, /* the input is not what it claims to be */
    WTW_TOO_LARGE = 5, /* a stated ceiling was reached */
    WTW_TOO_SHORT = 6, /* there is nothing to compute from */
    WTW_STOPPED = 7,   /* the caller's watch asked to stop */
    WTW_SKIPPED =
        8,      /* a give callback left its article out; never returned to the caller */
    WTW_END = 9 /* there is no further record */
};

/*
 * What went wrong, in the caller's memory. 'line' and 'column' count from 1, 0 means
 * unknown; 'byte_offset' counts from 0, UINT64_MAX means unknown; 'input' is empty where
 * there is none.
 */
struct wtw_error {
    enum wtw_status status;
    uint64_t line;
    uint64_t column;
    uint64_t byte_offset;
    char input[256];
    char words[512];
};

/* wtw_status_name() gives a short lower-case name ("bad input"), a constant; never NULL.
 */
WTW_API const char *wtw_status_name(enum wtw_status status);

/*
 * wtw_error_text() writes "input:line:column: words" with the parts that are known to
 * 'out', cut to 'out_bytes' including the NUL that always ends it unless out_bytes is 0.
 * Returns the length that the whole text has without its NUL.
 */
WTW_API size_t wtw_error_text(const struct wtw_error *error, char *out, size_t out_bytes);

/* ------------------------------------------------------------------ bytes */

/* Bytes that lie elsewhere, mostly UTF-8, not ended by NUL. NULL and 0 where there are none. */
struct wtw_span {
    const char *items;
    size_t count;
};

/*
 * Bytes on the heap that grow as needed. Zero-initialised is empty and ready. The caller
 * owns it and ends it with wtw_buffer_release(). 'items' is NULL while capacity is 0.
 */
struct wtw_buffer {
    char *items;
    size_t count;    /* bytes in use */
    size_t capacity; /* bytes allocated */
};

/*
 * wtw_buffer_reserve() makes room for 'more' bytes after the 'count' in use; earlier
 * pointers into 'items' are void after it. wtw_buffer_append() adds 'count' bytes from
 * 'bytes', which may be NULL when count is 0. Both return WTW_OK, WTW_NO_MEMORY or
 * WTW_TOO_LARGE and change nothing on failure.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_buffer_reserve(struct wtw_buffer *buffer,
                                                          size_t more,
                                                          struct wtw_error *error);
WTW_API WTW_MUST_CHECK enum wtw_status wtw_buffer_append(struct wtw_buffer *buffer,
                                                         const void *bytes, size_t count,
                                                         struct wtw_error *error);

/* wtw_buffer_release() frees the bytes and leaves an empty, usable buffer. */
WTW_API void wtw_buffer_release(struct wtw_buffer *buffer);

/* ------------------------------------------------------------------ options */

/* Who stands for a cluster. Ties fall through to the next rule of the list, then to input
 * order. */
enum wtw_canonical {
    WTW_CANONICAL_EARLIEST =
        0, /* earliest known date, then longest, then first in input order */
    WTW_CANONICAL_LONGEST = 1, /* most tokens, then earliest, then first in input order */
    WTW_CANONICAL_FIRST = 2,   /* first in input order */
    WTW_CANONICAL_PREFERRED = 3 /* lowest rank, then as WTW_CANONICAL_EARLIEST */
};

/*
 * What two verified articles are to each other. Read it as "b is ... of a" in a match,
 * and as "the article is ... of its canonical" in a membership. docs/matching.md has the
 * rules in words.
 */
enum wtw_relation {
    WTW_UNRELATED = 0,
    WTW_EXCERPT = 1,  /* they share a passage and are otherwise unlike; not a copy */
    WTW_TEMPLATE = 2, /* one form filled in with other facts; not a copy */
    WTW_ABRIDGED = 3, /* b is contained in a, which says more */
    WTW_EXPANDED = 4, /* b contains a and says more */
    WTW_REVISED = 5,  /* alike, with edits throughout */
    WTW_NEAR = 6,     /* alike but for small edits */
    WTW_EXACT = 7     /* the same normalised tokens in the same order */
};

/* What a watch is told about: the stages of adding articles and of wtw_engine_finish(). */
enum wtw_stage {
    WTW_STAGE_SKETCH = 0,
    WTW_STAGE_JOIN = 1,
    WTW_STAGE_VERIFY = 2,
    WTW_STAGE_CLUSTER = 3,
    WTW_STAGE_STORY = 4
};
enum { WTW_STAGE_COUNT = 5 };

/*
 * How the engine reads an article's text again, to verify candidates. 'fetch' puts the
 * text of article 'number' into 'out_text' (count set to its length), exactly as it was
 * when added; 'context' is passed through. It is called from several threads at once,
 * each with a buffer of its own. Where 'fetch' is NULL the engine keeps a copy of every
 * text in memory.
 */
struct wtw_text_source {
    enum wtw_status (*fetch)(void *context, uint32_t number, struct wtw_buffer *out_text,
                             struct wtw_error *error);
    void *context;
};

/*
 * Told now and then, from one thread at a time, how far a stage is: 'done' of 'total' units
 * of that stage, total 0 where it is not known. Returns false to stop; the running call
 * then returns WTW_STOPPED. A NULL function is never called.
 */
struct wtw_watch {
    bool (*keep_going)(void *context, enum wtw_stage stage, uint64_t done,
                       uint64_t total);
    void *context;
};

/* All options; fill with wtw_options_init() and change what differs. */
struct wtw_options {
    /* k, tokens in a shingle: 1 to 16, default 3 (docs/matching.md has the measurements).
     */
    uint32_t shingle_tokens;
    /* Jaccard from which a pair is a copy: over 0 to 1, default .5. */
    double threshold;
    /* Share of the shorter article's shingles found in the longer one from which it is
     * its abridgement: over 0 to 1, default .8. */
    double containment;
    /* Wanted share of pairs at the threshold that become candidates by bands: over 0,
     * under 1; default .93, as sampled shingles find nearly all that bands miss. */
    double recall;
    /* Signature slots, a power of two from 16 to 1024, default 64. */
    uint32_t slot_count;
    /* Of the sketches, default 0; under another seed other pairs happen to be missed by
     * the bands, that is all. */
    uint64_t seed;
    /* Shortest shared passage, in tokens: 2 to 1000, default 8. */
    uint32_t passage_tokens;
    /* Comparisons that an article may cause in one bucket: 1 to 10000, default 16. */
    uint32_t bucket_limit;
    /* Articles that may share a winnowed key before it is passed over as too common: 2 or
     * more, default 64; 0 switches winnowed keys off. */
    uint32_t key_ceiling;
    /* Articles that may share a sampled shingle before it is passed over as too common: 2
     * or more, default 16; 0 switches sampled shingles off, by which copies through OCR
     * and the like are found. */
    uint32_t sample_ceiling;
    /* Up to this many distinct articles every pair is compared, so that nothing can be
     * missed: up to 10000, default 128; 0 never. */
    uint32_t exhaustive_limit;
    /* Threads: up to 1024; 0, the default, means one for each CPU that this process may
     * use. */
    uint32_t thread_count;
    /* Bytes of memory that the engine may take; 0, the default, for no bound. Keys and
     * digests that do not fit go to temporary files, which takes longer and changes no
     * result; docs/stage-files.md tells what stays in memory all the same, and how much that
     * is. Texts that are kept for want of a text source do, and finds_stories is refused. */
    uint64_t memory_bytes;
    /* Folder for temporary files; NULL, the default, means /tmp. */
    const char *temporary_folder;
    /* The engine will be finished once and no article added after: digests are freed as
     * soon as they are joined, which halves the memory of the stages that follow. */
    bool single_finish;
    /* Compare the whole texts, boilerplate included. */
    bool keeps_boilerplate;
    /* Find the longest passage of every match, not only of excerpts. */
    bool measure_passages;
    /* Put the clusters that tell one event into stories, which docs/stories.md explains. It
     * takes about as long as all else together, so it is off by default. */
    bool finds_stories;
    /* Likeness from which clusters are one story: over 0 to 1, default .24. */
    double story_likeness;
    /* Days between two tellings that do not count against their being one story: 1 to
     * 36500, default 4. Each doubling beyond takes some more likeness; a date that is not
     * known counts as none between. */
    uint32_t story_days;
    enum wtw_canonical canonical;
    /* Name of a kernel; NULL for $WIRETWIN_KERNEL or else the fastest here. */
    const char *kernel;
    struct wtw_text_source text_source;
    struct wtw_watch watch;
};

/* wtw_options_init() fills 'out_options' with the defaults. */
WTW_API void wtw_options_init(struct wtw_options *out_options);

/*
 * wtw_options_check() returns WTW_OK, or WTW_BAD_ARGUMENT with words that name the
 * option, its value and its range.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_options_check(
    const struct wtw_options *options, struct wtw_error *error);

/* ------------------------------------------------------------------ figures of a pair */

/* Byte range [begin, end) of a text. */
struct wtw_range {
    uint32_t begin;
    uint32_t end;
};

/* The date, and the lag between dates, that is not known. */
#define WTW_DATE_UNKNOWN INT64_MIN

/* Exact counts of two shingle sets, and what follows from them. */
struct wtw_figures {
    uint32_t shared;     /* shingles in both */
    uint32_t a_shingles; /* distinct shingles of a */
    uint32_t b_shingles; /* distinct shingles of b */
    /* Of the shared passages the longest, and all together; 0 where none were looked for.
     */
    uint32_t longest_passage_tokens;
    uint32_t passage_tokens;
    /* Tokens of both, 0 where equal texts needed no counting. */
    uint32_t a_tokens;
    uint32_t b_tokens;
    /* Where the texts were aligned (level 2, below); all 0 where they were not. */
    uint32_t a_aligned;      /* tokens of a in aligned parts */
    uint32_t b_aligned;      /* tokens of b in aligned parts */
    uint32_t aligned_shared; /* equal tokens in aligned parts */
    uint32_t aligned_long;   /* those of them in parts of 10 equal tokens or more */
    uint32_t misread;        /* other tokens there that look like what they stand for */
    /* Facts that differ in and around aligned parts: numbers, days and months; names. */
    uint32_t changed_figures;
    uint32_t changed_names;
    /* Seconds from a's publication to b's, WTW_DATE_UNKNOWN where a date is not known. */
    int64_t lag_seconds;
};

/*
 * Jaccard: shared / (a + b - shared). a_in_b: shared / a, the share of a that b contains.
 * b_in_a: shared / b. Each is from 0 to 1, and 0 where its divisor is 0.
 */
WTW_API double wtw_jaccard(const struct wtw_figures *figures);
WTW_API double wtw_a_in_b(const struct wtw_figures *figures);
WTW_API double wtw_b_in_a(const struct wtw_figures *figures);

/*
 * wtw_relation_of() tells what b is to a. 'same_tokens' says whether the two token
 * sequences are equal. Of 'options' the threshold, containment and passage rules count;
 * NULL means the defaults.
 */
WTW_API enum wtw_relation wtw_relation_of(const struct wtw_figures *figures,
                                          bool same_tokens,
                                          const struct wtw_options *options);

/* wtw_relation_name() gives "exact", "near", ...; wtw_relation_is_copy() is true but for
 * excerpt and unrelated; wtw_relation_reversed() is what a is to b when b is 'relation'
 * to a. */
WTW_API const char *wtw_relation_name(enum wtw_relation relation);
WTW_API bool wtw_relation_is_copy(enum wtw_relation relation);
WTW_API enum wtw_relation wtw_relation_reversed(enum wtw_relation relation);

/* ------------------------------------------------------------------ level 1: the engine
 */

/* One article for the engine, which borrows 'text' during the call only. */
struct wtw_article {
    const char *text; /* UTF-8; NULL is allowed when text_bytes is 0 */
    size_t text_bytes;
    int64_t published_seconds; /* since 1970-01-01 UTC, or WTW_DATE_UNKNOWN */
    uint32_t source; /* who published it, as any number; 0 where that is not known */
    uint8_t rank;    /* for WTW_CANONICAL_PREFERRED: 1 is preferred most, 0 not at all */
    /* UTF-8; NULL when title_bytes is 0, where there is none. Its words count more when
     * stories are found, and for nothing else. Borrowed as the text is. */
    const char *title;
    size_t title_bytes;
};

struct wtw_engine; /* opaque */
struct wtw_result; /* opaque, belongs to its engine */

/*
 * wtw_engine_new() makes an engine. 'options' is copied (strings are not borrowed beyond
 * the call); NULL means defaults. Gives the engine to the caller, who ends it with
 * wtw_engine_free(). Returns WTW_OK, WTW_BAD_ARGUMENT or WTW_NO_MEMORY.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_engine_new(const struct wtw_options *options,
                                                      struct wtw_engine **out_engine,
                                                      struct wtw_error *error);
WTW_API void wtw_engine_free(struct wtw_engine *engine);

/*
 * wtw_engine_add() adds one article and gives its number: 0 for the first, then 1, 2, ...
 * Empty articles are counted and belong to clusters of their own. 'out_number' may be
 * NULL. At most UINT32_MAX - 1 articles of less than 4 GiB each. Returns WTW_OK,
 * WTW_NO_MEMORY, WTW_TOO_LARGE; after a failure the engine holds what it held before.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_engine_add(struct wtw_engine *engine,
                                                      const struct wtw_article *article,
                                                      uint32_t *out_number,
                                                      struct wtw_error *error);

/*
 * wtw_engine_add_many() adds up to 'count' articles on all threads. For each i below
 * count it calls 'give' once, from any of its threads, in any order; give fills
 * 'out_article', whose text has to stay valid until wtw_engine_add_many() returns or, if
 * it lies in 'scratch', until give is called again with the same scratch. Give returns
 * WTW_OK; WTW_SKIPPED to leave this one out; or another status to end the call with it.
 * Articles that were not skipped are numbered in order of i, on from the engine's article
 * count. Returns as wtw_engine_add(), or what give returned, or WTW_STOPPED; under
 * options.memory_bytes also WTW_TOO_LARGE where that is too little, with words that say how
 * much would do, and WTW_IO and WTW_BAD_INPUT of temporary files; after a failure the
 * engine holds what it held before.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_engine_add_many(
    struct wtw_engine *engine, size_t count,
    enum wtw_status (*give)(void *context, size_t i, struct wtw_buffer *scratch,
                            struct wtw_article *out_article, struct wtw_error *error),
    void *context, struct wtw_error *error);

/*
 * Articles that come batch by batch, as from files. 'context' is passed through to all
 * functions. A batch lies in one of the caller's slots, numbered from 0 on and fewer than
 * wtw_engine_batch_slots(), until it is settled.
 */
struct wtw_batch_source {
    /*
     * Puts the next batch into 'slot', which is free, and says how many articles it has at
     * most, 0 or more, and in 'out_bytes' how much memory it takes for now: while batches
     * that were not settled take 64 MiB or more, no other is asked for. Returns WTW_OK,
     * WTW_END after the last batch, or another status to end the call with it.
     */
    enum wtw_status (*next)(void *context, uint32_t slot, size_t *out_count,
                            uint64_t *out_bytes, struct wtw_error *error);
    /* As of wtw_engine_add_many(), for article i of the batch in 'slot'. The text has to stay
     * valid until give is called again with the same scratch. */
    enum wtw_status (*give)(void *context, uint32_t slot, size_t i,
                            struct wtw_buffer *scratch, struct wtw_article *out_article,
                            struct wtw_error *error);
    /* The articles of the batch in 'slot' have their numbers; the slot is free afterwards.
     * Returns WTW_OK, or another status to end the call with it. */
    enum wtw_status (*settle)(void *context, uint32_t slot, struct wtw_error *error);
    void *context;
};

/* wtw_engine_batch_slots() is how many slots the engine will use: two for each of its
 * threads, or one where it has one thread. */
WTW_API uint32_t wtw_engine_batch_slots(const struct wtw_engine *engine);

/*
 * wtw_engine_add_batches() adds the articles of all batches of 'source', which is borrowed
 * until it returns. Batches are asked for in order and settled in the same order; between the
 * two one thread works on a batch, and others on others. Of next and settle only one is called
 * at a time, from any of the engine's threads; give may run meanwhile, on several. Batches of
 * about a megabyte do well: they stay in the cache of a thread.
 * Returns WTW_OK, or the first failure in the order of the batches: what next, give or settle
 * returned, or as wtw_engine_add_many(). Then the engine holds the articles of the batches
 * before, which were settled, and of none behind; those of the batch itself only where settle
 * failed.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_engine_add_batches(
    struct wtw_engine *engine, const struct wtw_batch_source *source,
    struct wtw_error *error);

/*
 * wtw_engine_finish() joins, verifies and clusters all that was added so far. The result
 * belongs to the engine and is valid until the next call of add, add_many, finish or
 * free. More may be added afterwards, unless options.single_finish was set; the next
 * finish starts anew. Returns WTW_OK, WTW_BAD_ARGUMENT (a second finish under
 * single_finish), WTW_NO_MEMORY, WTW_TOO_LARGE, WTW_STOPPED, WTW_IO or WTW_BAD_INPUT of
 * temporary files, or what the text source's fetch returned.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_engine_finish(
    struct wtw_engine *engine, const struct wtw_result **out_result,
    struct wtw_error *error);

/* A verified pair, a before b in input order. */
struct wtw_match {
    uint32_t a;
    uint32_t b;
    enum wtw_relation relation; /* what b is to a; never WTW_UNRELATED */
    struct wtw_figures figures;
};

/* Articles tied by matches that make them copies of one text. A single article is a
 * cluster too. */
struct wtw_cluster {
    uint32_t first;          /* lowest number of its members: the cluster's identity */
    uint32_t canonical;      /* chosen by options.canonical */
    uint32_t size;           /* members, 1 or more */
    const uint32_t *members; /* ascending numbers, borrowed from the result */
};

/* Where one article belongs. Figures are exact, with a the article and b its canonical.
 */
struct wtw_membership {
    uint32_t cluster;   /* the cluster's 'first' */
    uint32_t canonical; /* the cluster's canonical */
    uint32_t size;      /* the cluster's size */
    enum wtw_relation
        relation; /* what the article is to its canonical; exact for itself */
    struct wtw_figures figures;
    uint32_t
        story; /* the 'first' of its story; its cluster's where none were looked for */
    uint32_t source; /* as in the struct wtw_article that it was added by */
    uint32_t agency; /* that it credits, as struct wtw_agency_credit has it, or ... */
};

/* ... this, where it credits none, or none was looked for (options.keeps_boilerplate). */
#define WTW_NO_AGENCY UINT32_MAX

/* wtw_result_matches() gives the matches, by a, then b, and their number in 'out_count'.
 * Of articles with equal tokens, which match each other and whatever one of them matches,
 * options.bucket_limit on each side are listed for each match. */
WTW_API const struct wtw_match *wtw_result_matches(const struct wtw_result *result,
                                                   size_t *out_count);

/* wtw_result_cluster() gives cluster 'i' of wtw_result_cluster_count(), largest first,
 * equal sizes by their first article. 'i' must be below the count. */
WTW_API size_t wtw_result_cluster_count(const struct wtw_result *result);
WTW_API struct wtw_cluster wtw_result_cluster(const struct wtw_result *result, size_t i);

/* wtw_result_membership() tells where article 'number', which must have been added,
 * belongs. */
WTW_API struct wtw_membership wtw_result_membership(const struct wtw_result *result,
                                                    uint32_t number);

/*
 * A line or sentence that stands in many unlike articles of one source, and was left out
 * when articles were compared: where it stands in the first of them, and in how many it
 * was seen; articles of equal tokens are one. None are looked for under
 * options.keeps_boilerplate.
 */
struct wtw_recurring_line {
    uint32_t article;
    struct wtw_range range; /* bytes of its text */
    uint32_t article_count; /* of all sources */
    uint32_t source;        /* of 'article'; of several the one it recurs most in */
    uint32_t source_article_count; /* of that source */
};

/* wtw_result_recurring_lines() gives them, those of most articles first. */
WTW_API const struct wtw_recurring_line *wtw_result_recurring_lines(
    const struct wtw_result *result, size_t *out_count);

/*
 * Clusters that tell one event, in words of their own; a cluster that does so alone is a
 * story too. docs/stories.md has the rules.
 */
struct wtw_story {
    uint32_t first;         /* lowest number of its articles: the story's identity */
    uint32_t earliest;      /* article that told it first, by date; else its first */
    uint32_t article_count; /* 1 or more */
    uint32_t cluster_count; /* 1 or more, single articles among them */
    /* Tellings that may be independent of each other, at most: its clusters, those counted
     * once whose articles credit one agency or whose earliest articles have one source. */
    uint32_t origin_count;
    /* The earliest and latest known date of its articles, or WTW_DATE_UNKNOWN. */
    int64_t begin_seconds;
    int64_t end_seconds;
    /* Its clusters, as numbers for wtw_result_cluster(), each by its earliest article:
     * known dates first and ascending, then by number. [cluster_count], borrowed from the
     * result. */
    const uint32_t *clusters;
    /* The origin of each of them, 0 to origin_count - 1 in order of appearance. Likewise. */
    const uint32_t *origins;
};

/* wtw_result_story() gives story 'i' of wtw_result_story_count(), those of most articles
 * first, equal ones by their first article. 'i' must be below the count, which is 0 unless
 * options.finds_stories was set. wtw_result_story_of() is the story's number for article
 * 'number', which must have been added; it must not be asked while there are no stories. */
WTW_API size_t wtw_result_story_count(const struct wtw_result *result);
WTW_API struct wtw_story wtw_result_story(const struct wtw_result *result, size_t i);
WTW_API size_t wtw_result_story_of(const struct wtw_result *result, uint32_t number);

/* What kind of word ties a story together. */
enum wtw_term_kind {
    WTW_TERM_WORD = 0,
    WTW_TERM_NAME = 1,  /* it has a capital in the middle of a sentence */
    WTW_TERM_FIGURE = 2 /* it has a digit */
};

/* wtw_term_kind_name() gives "word", "name" or "figure", a constant; never NULL. */
WTW_API const char *wtw_term_kind_name(enum wtw_term_kind kind);

/* A word, name or figure that several clusters of a story share. Words of one stem are one
 * term, so it need not look the same in all of them. */
struct wtw_story_term {
    enum wtw_term_kind kind;
    uint32_t article;       /* where it stands, for instance: */
    struct wtw_range range; /* bytes of that article's text */
    uint32_t cluster_count; /* clusters that have it, 2 or more */
    double share;           /* of all that ties the story together, 0 to 1 */
};

/*
 * wtw_result_story_terms() writes up to 'room' of the terms that tie story 'i' together to
 * 'out_terms', the heaviest first, and their number to 'out_count': none for a story of
 * one cluster. It reads texts again by the text source, so it takes its time, and terms
 * that stand in titles only are left out. Returns WTW_OK, WTW_NO_MEMORY, WTW_TOO_LARGE, or
 * what fetch returned.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_result_story_terms(
    const struct wtw_result *result, size_t i, struct wtw_story_term *out_terms,
    size_t room, size_t *out_count, struct wtw_error *error);

/* Counts of an engine's life so far; those after 'distinct' are of the last finish. */
struct wtw_stats {
    uint64_t articles;
    uint64_t empty;      /* articles without a single token */
    uint64_t text_bytes; /* as added */
    uint64_t tokens;
    uint64_t bad_bytes; /* that were not UTF-8 and became U+FFFD */
    uint64_t distinct;  /* articles left when exact copies are counted once */
    /* Pairs that share a bucket and passed the odd sketch; that share a winnowed key; that
     * share two sampled shingles; and the rest of all pairs, up to exhaustive_limit
     * articles. Each pair is counted once. */
    uint64_t band_candidates;
    uint64_t winnow_candidates;
    uint64_t sample_candidates;
    uint64_t other_candidates;
    uint64_t crowded_buckets;        /* buckets in which bucket_limit left pairs out */
    uint64_t common_keys;            /* winnowed keys passed over for key_ceiling */
    uint64_t verified;               /* pairs compared exactly */
    uint64_t recurring_lines;        /* left out as boilerplate learned from the input */
    uint64_t matches[WTW_EXACT + 1]; /* by relation */
    uint64_t clusters;               /* of two or more */
    uint64_t clustered;              /* articles in them */
    uint64_t largest;                /* size of the largest */
    uint64_t story_candidates;       /* pairs of clusters whose terms were compared */
    uint64_t stories;                /* of two clusters or more */
    uint64_t storied;                /* articles in them */
    uint64_t largest_story;          /* articles of the largest of all */
    uint64_t engine_bytes; /* digests, kept texts and matches, when last finished */
    double seconds[WTW_STAGE_COUNT]; /* wall time by enum wtw_stage */
    uint32_t bands;
    uint32_t rows;
    uint32_t thread_count;
    const char *kernel; /* a constant */
};

WTW_API void wtw_engine_stats(const struct wtw_engine *engine,
                              struct wtw_stats *out_stats);

/* ------------------------------------------------------------------ level 2: tokens */

struct wtw_tokens; /* opaque: the tokens of one text, reusable for the next */

WTW_API WTW_MUST_CHECK enum wtw_status wtw_tokens_new(struct wtw_tokens **out_tokens,
                                                      struct wtw_error *error);
WTW_API void wtw_tokens_free(struct wtw_tokens *tokens);

/*
 * wtw_tokens_make() splits 'text' into normalised tokens, in place of what 'tokens' held.
 * A token is a run of letters, marks and digits, NFKC-normalised and case-folded; in
 * scripts written without spaces (Han, Kana, Thai, Lao, Khmer, Myanmar) each pair of
 * neighbouring characters is a token. Soft hyphens, zero-width characters and the like
 * are left out, typographic variants made equal. Bytes that are not UTF-8 count as
 * U+FFFD, which separates. Sources: Unicode Standard Annex 15; categories and foldings as
 * utf8proc has them.
 * Arabic and Hebrew points, which retypers drop, are left out too. A token has at most 128
 * characters; what is longer goes on as the next token.
 *
 * Returns WTW_OK (also for no tokens at all), WTW_NO_MEMORY, WTW_TOO_LARGE from 4 GiB on;
 * after a failure 'tokens' is empty.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_tokens_make(struct wtw_tokens *tokens,
                                                       const char *text,
                                                       size_t text_bytes,
                                                       struct wtw_error *error);

/*
 * Number of tokens; their 64-bit hashes (of the normalised UTF-8, see docs/scheme.md);
 * their byte ranges in the original text; and how many bytes of it were not UTF-8.
 * Borrowed until the next make or free.
 */
WTW_API size_t wtw_tokens_count(const struct wtw_tokens *tokens);
WTW_API const uint64_t *wtw_tokens_hashes(const struct wtw_tokens *tokens);
WTW_API const struct wtw_range *wtw_tokens_ranges(const struct wtw_tokens *tokens);
WTW_API uint64_t wtw_tokens_bad_bytes(const struct wtw_tokens *tokens);

/*
 * wtw_normalise() appends to 'out' the text's tokens in their normalised form, one space
 * between them: what the engine compares, made visible. Returns as wtw_tokens_make().
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_normalise(const char *text, size_t text_bytes,
                                                     struct wtw_buffer *out,
                                                     struct wtw_error *error);

/* ------------------------------------------------------------------ level 2: boilerplate
 */

/*
 * What a part of a text is when it is none of the story. docs/boilerplate.md shows each
 * kind by examples.
 */
enum wtw_boilerplate_kind {
    WTW_BOILERPLATE_TITLE = 0,    /* a Markdown header that opens the text */
    WTW_BOILERPLATE_BYLINE = 1,   /* who wrote it */
    WTW_BOILERPLATE_DATE = 2,     /* a line that is nothing but a date or time */
    WTW_BOILERPLATE_DATELINE = 3, /* place, date and agency before the first sentence */
    WTW_BOILERPLATE_CREDIT = 4,   /* who else reported it, and from where it was taken */
    WTW_BOILERPLATE_RELATED = 5,  /* "Read also: ..." and the titles below it */
    WTW_BOILERPLATE_LINK = 6,     /* a bare URL or e-mail address */
    WTW_BOILERPLATE_SHARE = 7,    /* share bars, comment counts, players' buttons */
    WTW_BOILERPLATE_NOTICE = 8,   /* cookies, newsletters, rights, advertisements */
    WTW_BOILERPLATE_MARKUP = 9,   /* remnants of HTML and Markdown */
    WTW_BOILERPLATE_CAPTION = 10, /* a caption with its photographer */
    WTW_BOILERPLATE_REPEATED = 11 /* a line that stood in the text before */
};
enum { WTW_BOILERPLATE_KIND_COUNT = 12 };

/* wtw_boilerplate_kind_name() gives "byline", "dateline", ..., a constant; never NULL. */
WTW_API const char *wtw_boilerplate_kind_name(enum wtw_boilerplate_kind kind);

/* Bytes [begin, end) of a text that are boilerplate. */
struct wtw_boilerplate_part {
    uint32_t begin;
    uint32_t end;
    enum wtw_boilerplate_kind kind;
};

/*
 * An agency that a text credits. Agencies are numbered from 0 in an order that only ever
 * grows at its end; 'evidence' is the part, a dateline, credit, byline or notice, that
 * names it, and 'name' is where in it.
 */
struct wtw_agency_credit {
    uint32_t agency; /* below wtw_agency_count() */
    struct wtw_boilerplate_part evidence;
    struct wtw_range name;
};

/* wtw_agency_name() gives the name by which agency 'agency' is credited, "AFP", a
 * constant; NULL from wtw_agency_count() on. */
WTW_API uint32_t wtw_agency_count(void);
WTW_API const char *wtw_agency_name(uint32_t agency);

struct wtw_boilerplate; /* opaque: the boilerplate of one text, reusable for the next */

WTW_API WTW_MUST_CHECK enum wtw_status wtw_boilerplate_new(
    struct wtw_boilerplate **out_boilerplate, struct wtw_error *error);
WTW_API void wtw_boilerplate_free(struct wtw_boilerplate *boilerplate);

/* Parts and agencies of one text; what is beyond is not reported and so stays a part of
 * the story. */
enum { WTW_BOILERPLATE_MAX_PARTS = 65536, WTW_BOILERPLATE_MAX_AGENCIES = 16 };

/*
 * wtw_boilerplate_find() finds what in 'text' is not of the story itself, in place of
 * what 'boilerplate' held: parts in ascending order, none empty, no two overlapping, none
 * that cuts a character. Whatever can be taken for a sentence of the story is left alone;
 * to find too little costs less than to lose a sentence. It takes time linear in
 * text_bytes, and the text may be of any kind and in any encoding.
 *
 * Returns WTW_OK (also for no parts at all), WTW_NO_MEMORY, WTW_TOO_LARGE from 4 GiB on;
 * after a failure 'boilerplate' is empty.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_boilerplate_find(
    struct wtw_boilerplate *boilerplate, const char *text, size_t text_bytes,
    struct wtw_error *error);

/* Number of parts and the parts, borrowed until the next find or free. */
WTW_API size_t wtw_boilerplate_count(const struct wtw_boilerplate *boilerplate);
WTW_API const struct wtw_boilerplate_part *wtw_boilerplate_items(
    const struct wtw_boilerplate *boilerplate);

/*
 * The agencies that the text credits, each once, with its strongest evidence (a dateline
 * before a credit, a credit before a byline, a byline before a notice of rights), in the
 * order of the text; borrowed until the next find or free. wtw_boilerplate_agency() is
 * the one with the strongest evidence, of several the first: the article's agency. NULL
 * where none is credited.
 */
WTW_API size_t wtw_boilerplate_agency_count(const struct wtw_boilerplate *boilerplate);
WTW_API const struct wtw_agency_credit *wtw_boilerplate_agencies(
    const struct wtw_boilerplate *boilerplate);
WTW_API const struct wtw_agency_credit *wtw_boilerplate_agency(
    const struct wtw_boilerplate *boilerplate);

/*
 * wtw_tokens_make_story() is wtw_tokens_make() for what is left of 'text' without the
 * 'part_count' parts, which are ascending, do not overlap, and may be NULL when there are
 * none. A text that is mostly boilerplate, with less than 16 tokens besides, is taken
 * whole. Ranges are into 'text'.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_tokens_make_story(
    struct wtw_tokens *tokens, const char *text, size_t text_bytes,
    const struct wtw_boilerplate_part *parts, size_t part_count, struct wtw_error *error);

/* ------------------------------------------------------------------ level 2: shingles
 * and sketches */

struct wtw_shingles; /* opaque: a set of 64-bit shingle hashes, reusable */

WTW_API WTW_MUST_CHECK enum wtw_status wtw_shingles_new(
    struct wtw_shingles **out_shingles, struct wtw_error *error);
WTW_API void wtw_shingles_free(struct wtw_shingles *shingles);

/*
 * wtw_shingles_make() makes the set of shingles of 'token_count' token hashes, 'k'
 * neighbouring ones each, in place of what 'shingles' held. Fewer than k tokens, but at
 * least one, make one shingle of all of them. Returns WTW_OK, WTW_BAD_ARGUMENT (k is 0 or
 * over 16), WTW_NO_MEMORY or WTW_TOO_LARGE; after a failure 'shingles' is empty.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_shingles_make(struct wtw_shingles *shingles,
                                                         const uint64_t *token_hashes,
                                                         size_t token_count, uint32_t k,
                                                         struct wtw_error *error);

/* Distinct shingles in order of first occurrence, borrowed until the next make or free.
 */
WTW_API size_t wtw_shingles_count(const struct wtw_shingles *shingles);
WTW_API const uint64_t *wtw_shingles_items(const struct wtw_shingles *shingles);

/* wtw_shingles_compare() counts exactly what two sets share; 'out_figures' gets no
 * passage. */
WTW_API void wtw_shingles_compare(const struct wtw_shingles *a,
                                  const struct wtw_shingles *b,
                                  struct wtw_figures *out_figures);

/*
 * wtw_signature_make() writes the MinHash signature of 'shingle_count' distinct 64-bit
 * hashes, in any order, to 'out_slots', which the caller provides with 'slot_count'
 * elements. Equal sets under equal slot_count and seed give equal signatures on every
 * machine, CPU and kernel.
 *
 * One-permutation hashing (Li, Owen, Zhang 2012): a shingle's top bits choose its slot,
 * which keeps the least of 32 further bits. Slots that are empty take what up to three
 * more rounds with other permutations have for them, and after that the least of a_j * x
 * over all shingles, a classic MinHash of their own (Broder 1997), so that the estimate
 * is unbiased at every length.
 *
 * 'kernel' as in struct wtw_options. Returns WTW_OK; WTW_TOO_SHORT if shingle_count is 0;
 * WTW_BAD_ARGUMENT for a slot_count that is not a power of two from 16 to 1024, or an
 * unknown kernel.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_signature_make(
    const uint64_t *shingles, size_t shingle_count, uint64_t seed, const char *kernel,
    uint32_t *out_slots, uint32_t slot_count, struct wtw_error *error);

/* wtw_signature_estimate() is the estimated Jaccard of two signatures: the share of equal
 * slots. Its standard error is sqrt(j (1 - j) / slot_count). */
WTW_API double wtw_signature_estimate(const uint32_t *a, const uint32_t *b,
                                      uint32_t slot_count);

/* 512 parity bits: bit h is set when an odd number of shingles hash to it (Mitzenmacher,
 * Pagh, Pham 2014). */
enum { WTW_ODD_SKETCH_WORDS = 8 };

/* wtw_odd_sketch_make() writes the odd sketch of a set to 'out_words',
 * WTW_ODD_SKETCH_WORDS of them. An empty set gives zeros. 'kernel' as in struct
 * wtw_options. Returns WTW_OK or WTW_BAD_ARGUMENT. */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_odd_sketch_make(
    const uint64_t *shingles, size_t shingle_count, uint64_t seed, const char *kernel,
    uint64_t *out_words, struct wtw_error *error);

/* wtw_odd_sketch_difference() estimates how many shingles are in one set only, from two
 * odd sketches under one seed; INFINITY where the sketches are saturated. */
WTW_API double wtw_odd_sketch_difference(const uint64_t *a, const uint64_t *b);

/* ------------------------------------------------------------------ level 2: bands */

/*
 * wtw_bands_choose() finds how to cut 'slot_count' slots into bands of rows: the most
 * rows whose bands still make candidates of the share 'recall' of pairs at Jaccard
 * 'threshold'. One row serves where none reaches the recall. Returns WTW_OK or
 * WTW_BAD_ARGUMENT.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_bands_choose(double threshold, double recall,
                                                        uint32_t slot_count,
                                                        uint32_t *out_bands,
                                                        uint32_t *out_rows,
                                                        struct wtw_error *error);

/* wtw_bands_recall() is 1 - (1 - jaccard^rows)^bands, the share of pairs at that Jaccard
 * that share a band (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, ch. 3). */
WTW_API double wtw_bands_recall(uint32_t bands, uint32_t rows, double jaccard);

/* ------------------------------------------------------------------ level 2: passages */

/* A run of tokens that two texts share. Byte ranges are into the original texts. */
struct wtw_passage {
    uint32_t a_token; /* index of its first token in a */
    uint32_t b_token; /* index of its first token in b */
    uint32_t token_count;
    struct wtw_range a;
    struct wtw_range b;
};

struct wtw_passages; /* opaque, reusable */

WTW_API WTW_MUST_CHECK enum wtw_status wtw_passages_new(
    struct wtw_passages **out_passages, struct wtw_error *error);
WTW_API void wtw_passages_free(struct wtw_passages *passages);

/*
 * wtw_passages_find() finds the runs of at least 'shortest' (2 or more) equal tokens,
 * longest first, no token of either text in two of them (greedy string tiling, Wise
 * 1993), and lists them in the order of a. Those of (a, b) are those of (b, a). Returns
 * WTW_OK, WTW_BAD_ARGUMENT, WTW_NO_MEMORY.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_passages_find(struct wtw_passages *passages,
                                                         const struct wtw_tokens *a,
                                                         const struct wtw_tokens *b,
                                                         uint32_t shortest,
                                                         struct wtw_error *error);

/* Number of passages and the passages, borrowed until the next find or free. */
WTW_API size_t wtw_passages_count(const struct wtw_passages *passages);
WTW_API const struct wtw_passage *wtw_passages_items(const struct wtw_passages *passages);

/* ------------------------------------------------------------------ level 2: alignment
 */

/*
 * Where two texts run side by side: most of what they share stands in the same order and
 * at nearly the same distances, and what stands between may differ. 'shared_tokens' are
 * equal; all of 'a_count' and 'b_count' are covered. Byte ranges are into the texts.
 */
struct wtw_aligned {
    uint32_t a_token; /* index of its first token in a */
    uint32_t b_token; /* index of its first token in b */
    uint32_t a_count;
    uint32_t b_count;
    uint32_t shared_tokens;
    struct wtw_range a;
    struct wtw_range b;
    bool is_quotation; /* both texts differ on both sides of it */
};

/* What stands in one text in place of what stands in the other, inside of an aligned part
 * or, where it is short, before or behind them all. One of the counts may be 0, and its
 * range is then empty. */
struct wtw_difference {
    uint32_t a_token;
    uint32_t b_token;
    uint32_t a_count;
    uint32_t b_count;
    struct wtw_range a;
    struct wtw_range b;
};

struct wtw_alignment; /* opaque, reusable */

WTW_API WTW_MUST_CHECK enum wtw_status wtw_alignment_new(
    struct wtw_alignment **out_alignment, struct wtw_error *error);
WTW_API void wtw_alignment_free(struct wtw_alignment *alignment);

/*
 * wtw_alignment_make() aligns two texts, in place of what 'alignment' held: pairs of
 * neighbouring tokens that stand at most twice in each text are chained where one begins
 * at most 24 tokens behind the one before (seed and chain, after Altschul and others
 * 1990); parts of fewer than 6 shared tokens are dropped. The alignment of (a, b) is that
 * of (b, a). Returns WTW_OK (also for nothing in common) or WTW_NO_MEMORY; after a
 * failure 'alignment' is empty.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_alignment_make(struct wtw_alignment *alignment,
                                                          const struct wtw_tokens *a,
                                                          const struct wtw_tokens *b,
                                                          struct wtw_error *error);

/* The aligned parts and the differences inside of them, each in the order of a, then b,
 * and their numbers. Borrowed until the next make or free. */
WTW_API size_t wtw_alignment_count(const struct wtw_alignment *alignment);
WTW_API const struct wtw_aligned *wtw_alignment_items(
    const struct wtw_alignment *alignment);
WTW_API size_t wtw_alignment_difference_count(const struct wtw_alignment *alignment);
WTW_API const struct wtw_difference *wtw_alignment_differences(
    const struct wtw_alignment *alignment);

/* wtw_alignment_cover() counts the tokens of each text that are in some aligned part. */
WTW_API void wtw_alignment_cover(struct wtw_alignment *alignment, uint32_t *out_a_tokens,
                                 uint32_t *out_b_tokens);
/* ------------------------------------------------------------------ level 2: two
 * articles */

/* Facts that stand in one article in place of others: byte ranges into both texts. */
struct wtw_change {
    struct wtw_range a;
    struct wtw_range b;
    bool has_figures; /* numbers, days or months */
    bool has_names;
};

struct wtw_comparer; /* opaque, reusable */

/* wtw_comparer_new() gives a comparer to the caller; 'options' is copied, NULL means the
 * defaults. Returns WTW_OK, WTW_BAD_ARGUMENT or WTW_NO_MEMORY. */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_comparer_new(
    const struct wtw_options *options, struct wtw_comparer **out_comparer,
    struct wtw_error *error);
WTW_API void wtw_comparer_free(struct wtw_comparer *comparer);

/*
 * wtw_comparer_compare() compares two articles as the engine does, and finds whatever
 * they share. Articles without a single token are unrelated. Their texts are borrowed
 * until the next compare or free. Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE; after a
 * failure there is nothing to look at.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_comparer_compare(
    struct wtw_comparer *comparer, const struct wtw_article *a,
    const struct wtw_article *b, struct wtw_figures *out_figures,
    enum wtw_relation *out_relation, struct wtw_error *error);

/*
 * What was compared and found, borrowed until the next compare or free. 'side' is 0 for a
 * and 1 for b: its tokens and shingles, without boilerplate; its boilerplate, NULL under
 * options.keeps_boilerplate; the passages; the alignment; and the changed facts in the
 * order of a.
 */
WTW_API const struct wtw_tokens *wtw_comparer_tokens(const struct wtw_comparer *comparer,
                                                     uint32_t side);
WTW_API const struct wtw_shingles *wtw_comparer_shingles(
    const struct wtw_comparer *comparer, uint32_t side);
WTW_API const struct wtw_boilerplate *wtw_comparer_boilerplate(
    const struct wtw_comparer *comparer, uint32_t side);
WTW_API const struct wtw_passages *wtw_comparer_passages(
    const struct wtw_comparer *comparer);
WTW_API const struct wtw_alignment *wtw_comparer_alignment(
    const struct wtw_comparer *comparer);
WTW_API const struct wtw_change *wtw_comparer_changes(const struct wtw_comparer *comparer,
                                                      size_t *out_count);

/* ------------------------------------------------------------------ level 2: two
 * stories */

/* How near two articles are to telling one event. */
struct wtw_story_figures {
    uint32_t a_terms; /* words, names and figures that were looked at, the most telling */
    uint32_t b_terms;
    uint32_t shared_terms;
    double cosine;       /* of the terms, each weighted by how rare it is: 0 to 1 */
    double likeness;     /* the cosine, less what the days between the two take from it */
    int64_t lag_seconds; /* from a's publication to b's, or WTW_DATE_UNKNOWN */
    /* The likeness reaches options.story_likeness, and the two are not one form that was
     * filled in with other names and figures. */
    bool is_same_story;
};

/* A term that both articles have, and where it stands first in each; the range is empty
 * where it stands in the title only. */
struct wtw_shared_term {
    enum wtw_term_kind kind;
    struct wtw_range a;
    struct wtw_range b;
    double share; /* of the cosine, 0 to 1; those of all shared terms add up to 1 */
};

struct wtw_story_comparer; /* opaque, reusable */

/* wtw_story_comparer_new() gives a comparer to the caller; 'options' is copied, NULL means
 * the defaults. Returns WTW_OK, WTW_BAD_ARGUMENT or WTW_NO_MEMORY. */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_story_comparer_new(
    const struct wtw_options *options, struct wtw_story_comparer **out_comparer,
    struct wtw_error *error);
WTW_API void wtw_story_comparer_free(struct wtw_story_comparer *comparer);

/*
 * wtw_story_comparer_compare() tells whether two articles tell one event, as the engine
 * would if they were all of its input. That they are no copies of each other is for
 * wtw_comparer_compare() to say. Returns WTW_OK, WTW_NO_MEMORY or WTW_TOO_LARGE; after a
 * failure there is nothing to look at.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_story_comparer_compare(
    struct wtw_story_comparer *comparer, const struct wtw_article *a,
    const struct wtw_article *b, struct wtw_story_figures *out_figures,
    struct wtw_error *error);

/* wtw_story_comparer_terms() gives the terms that both have, the heaviest first, borrowed
 * until the next compare or free. */
WTW_API const struct wtw_shared_term *wtw_story_comparer_terms(
    const struct wtw_story_comparer *comparer, size_t *out_count);

/* ------------------------------------------------------------------ level 2: agreement
 */

/* Shares from 0 to 1; f1 is the harmonic mean of the other two, 0 where both are 0. */
struct wtw_rates {
    double precision;
    double recall;
    double f1;
};

/*
 * wtw_rates_of() makes rates of counts: of 'predicted' things claimed and 'gold' things
 * that are so, 'hits' are both. Precision is 1 where nothing was claimed and recall 1
 * where nothing is so: no mistake was made.
 */
WTW_API struct wtw_rates wtw_rates_of(uint64_t hits, uint64_t predicted, uint64_t gold);

/* How well a predicted partition agrees with a gold one; docs/measuring.md explains each
 * measure. */
struct wtw_agreement {
    uint64_t gold_clusters; /* single articles are clusters too, also below */
    uint64_t predicted_clusters;
    uint64_t gold_pairs; /* pairs of articles within a cluster */
    uint64_t predicted_pairs;
    uint64_t shared_pairs;   /* within a cluster of both */
    struct wtw_rates pairs;  /* of those pairs */
    double adjusted_rand;    /* Hubert and Arabie 1985: 1 equal, about 0 by chance */
    struct wtw_rates bcubed; /* Bagga and Baldwin 1998 */
    double homogeneity;      /* Rosenberg and Hirschberg 2007, in [0, 1] */
    double completeness;
    double v_measure; /* the harmonic mean of those two */
};

/*
 * wtw_agreement_measure() compares two partitions of 'count' articles, given as a label
 * of each article: those with equal labels are one cluster, and the labels' values mean
 * nothing else. Takes time and memory linear in 'count'. Returns WTW_OK, WTW_TOO_SHORT
 * for no article, WTW_TOO_LARGE for over 4 billion, WTW_NO_MEMORY.
 */
WTW_API WTW_MUST_CHECK enum wtw_status wtw_agreement_measure(
    const uint32_t *gold, const uint32_t *predicted, size_t count,
    struct wtw_agreement *out_agreement, struct wtw_error *error);

/* ------------------------------------------------------------------ kernels */

/*
 * A kernel is an implementation of the hot loops for one instruction set; all give the
 * same bits. They are listed weakest first; wtw_kernel_name() is NULL from
 * wtw_kernel_count() on; wtw_kernel_runs_here() says whether this CPU can run kernel i;
 * wtw_kernel_chosen() is the name of the one that 'wanted' (as in struct wtw_options)
 * leads to, NULL where there is none.
 */
WTW_API size_t wtw_kernel_count(void);
WTW_API const char *wtw_kernel_name(size_t i);
WTW_API bool wtw_kernel_runs_here(size_t i);
WTW_API const char *wtw_kernel_chosen(const char *wanted);

#ifdef __cplusplus
}
#endif

#endif
