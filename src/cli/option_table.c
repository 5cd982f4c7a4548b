/*
 * option_table.c - the one table of options, behind parsing, help, manual and completions
 *
 * Ranges and defaults of the engine's options are those of wiretwin.h; a test holds them
 * against wtw_options_check() and wtw_options_init().
 */
#include "cli/option_table.h"

#include <string.h>

const char *const wtw_field_names[WTW_FIELD_COUNT] = {
    [WTW_FIELD_TEXT] = "text",         [WTW_FIELD_ID] = "id",
    [WTW_FIELD_URL] = "url",           [WTW_FIELD_TITLE] = "title",
    [WTW_FIELD_DATE] = "date",         [WTW_FIELD_SOURCE] = "source",
    [WTW_FIELD_LANGUAGE] = "language",
};

enum {
    ENGINE = WTW_CLUSTER | WTW_PAIRS | WTW_DEDUP,
    MATCHING = ENGINE | WTW_COMPARE,
    READING = ENGINE | WTW_INSPECT | WTW_TUNE,
    FOR_ARTICLES = MATCHING | WTW_INSPECT | WTW_TUNE,
    JUDGING = WTW_EVAL | WTW_TUNE,
    FEEDING = WTW_FEED | WTW_SERVE,
    WRITING = FOR_ARTICLES | JUDGING, /* a result of a run */
    FORMATTED = WRITING & ~WTW_DEDUP,
    ALL = WRITING | FEEDING
};

/* A choice is stored as a number of this size. */
_Static_assert(sizeof(enum wtw_canonical) == sizeof(uint32_t),
               "canonical is stored as uint32_t");

#define MEMBER(member) offsetof(struct wtw_settings, member)

/* A reader keeps a batch of records in memory; a record larger than this is no article.
 */
#define MOST_RECORD_BYTES (UINT64_C(4) << 30)

static const struct wtw_option options[] = {
    {"output", 'o', "FILE", NULL,
     "write the result there, complete or not at all, instead of to standard output",
     WRITING, WTW_GROUP_OUTPUT, WTW_OPTION_WORD, 0, 0, MEMBER(output)},
    {"format", '\0', "jsonl|tsv|table|html|csv|graphml|sqlite", NULL,
     "cluster and pairs: table at a terminal, jsonl otherwise; the others: table; csv, "
     "of "
     "cluster and pairs, has the columns of tsv; html, a page to read in a browser, and "
     "sqlite, a database, are of cluster only; graphml, a graph of matches, of pairs "
     "only",
     FORMATTED, WTW_GROUP_OUTPUT, WTW_OPTION_CHOICE, 0, 0, MEMBER(format)},
    {"level", '\0', "cluster|story", "cluster",
     "what is listed or scored: copies of one text, or all that tell one event",
     WTW_CLUSTER | WTW_EVAL, WTW_GROUP_OUTPUT, WTW_OPTION_CHOICE, 0, 0, MEMBER(level)},
    {"min-size", '\0', "N", "1; 2 for table and html",
     "leave out clusters or stories of fewer articles (not in tsv, csv and sqlite)",
     WTW_CLUSTER, WTW_GROUP_OUTPUT, WTW_OPTION_NUMBER, 1, UINT32_MAX, MEMBER(min_size)},
    {"passages", '\0', NULL, NULL,
     "list what each pair shares and which facts differ (jsonl and table)",
     WTW_PAIRS | WTW_FEED, WTW_GROUP_OUTPUT, WTW_OPTION_SWITCH, 0, 0, MEMBER(passages)},
    {"all", '\0', NULL, NULL,
     "show both texts whole, what they share marked and what was left out dimmed",
     WTW_COMPARE, WTW_GROUP_OUTPUT, WTW_OPTION_SWITCH, 0, 0, MEMBER(all)},
    {"learned", '\0', NULL, NULL,
     "instead, list the lines that recur in unlike articles of one source and are not "
     "compared; takes as long as cluster",
     WTW_INSPECT, WTW_GROUP_OUTPUT, WTW_OPTION_SWITCH, 0, 0, MEMBER(learned)},
    {"errors", '\0', "N", "10", "of each kind of error, list the N worst", WTW_EVAL,
     WTW_GROUP_OUTPUT, WTW_OPTION_NUMBER, 0, 1000000, MEMBER(errors)},
    {"annotate", '\0', NULL, NULL,
     "write the input's own lines in their order, with id, cluster, size, canonical, "
     "duplicate_of, relation and figures put in at the end",
     WTW_CLUSTER, WTW_GROUP_OUTPUT, WTW_OPTION_SWITCH, 0, 0, MEMBER(annotates)},
    {"prefix", '\0', "WORD", "wiretwin_", "what the keys of --annotate begin with",
     WTW_CLUSTER, WTW_GROUP_OUTPUT, WTW_OPTION_WORD, 0, 0, MEMBER(prefix)},
    {"keep", '\0', "earliest|longest|source:LIST", "earliest",
     "which article of a cluster is kept; LIST is sources or domains with commas "
     "between, "
     "most preferred first, and of several the earliest",
     WTW_DEDUP, WTW_GROUP_OUTPUT, WTW_OPTION_WORD, 0, 0, MEMBER(keep)},
    {"within", '\0', "all|source|day", "all",
     "which articles of a cluster are held against each other: all, those of one source, "
     "or those of one day (UTC)",
     WTW_DEDUP, WTW_GROUP_OUTPUT, WTW_OPTION_CHOICE, 0, 0, MEMBER(within)},
    {"removed", '\0', "FILE", NULL,
     "list there what was removed and why, as JSON Lines: place, relation, figures, who "
     "is kept instead",
     WTW_DEDUP, WTW_GROUP_OUTPUT, WTW_OPTION_WORD, 0, 0, MEMBER(removed)},
    {"rounds", '\0', "N", "20",
     "look at what is left again, until no copies are found or N times in all; 1 is "
     "fastest, and leaves copies that only show without the others",
     WTW_DEDUP, WTW_GROUP_RUNNING, WTW_OPTION_NUMBER, 1, 1000, MEMBER(rounds)},
    {"compress", '\0', "none|gzip|zstd", "as the output's name ends: .gz, .zst",
     "pack the output", WRITING, WTW_GROUP_OUTPUT, WTW_OPTION_CHOICE, 0, 0,
     MEMBER(packing)},
    {"rejects", '\0', "FILE", NULL,
     "write every rejected record's place and reason there, as TSV", READING | WTW_FEED,
     WTW_GROUP_OUTPUT, WTW_OPTION_WORD, 0, 0, MEMBER(rejects)},
    {"stats", '\0', "FILE", NULL,
     "write counts, times and memory of the run there, as JSON", ENGINE, WTW_GROUP_OUTPUT,
     WTW_OPTION_WORD, 0, 0, MEMBER(stats)},
    {"color", '\0', "auto|always|never", "auto",
     "colours; auto also minds NO_COLOR and TERM=dumb", FORMATTED, WTW_GROUP_OUTPUT,
     WTW_OPTION_CHOICE, 0, 0, MEMBER(color)},

    {"db", '\0', "FILE", NULL, "the feed's database; made where there is none", FEEDING,
     WTW_GROUP_INPUT, WTW_OPTION_WORD, 0, 0, MEMBER(database)},
    {"follow", '\0', NULL, NULL,
     "when all is read, wait for the last INPUT to grow, also under a new file of its "
     "name",
     WTW_FEED, WTW_GROUP_INPUT, WTW_OPTION_SWITCH, 0, 0, MEMBER(follows)},
    {"field", '\0', "NAME=PATH", NULL,
     "where a field is in JSON, as in text=body.main; NAME is text, id, url, title, "
     "date, source or "
     "language; may be repeated",
     ALL, WTW_GROUP_INPUT, WTW_OPTION_FIELD, 0, 0, MEMBER(fields)},
    {"gold", '\0', "FILE", NULL,
     "what is right: id and cluster; or id, id and label; or articles with a field "
     "\"cluster\"",
     JUDGING, WTW_GROUP_INPUT, WTW_OPTION_WORD, 0, 0, MEMBER(gold)},
    {"positive", '\0', "LABELS", NULL,
     "labels of gold's pairs that mean a copy, as in 1,2,3; otherwise the relations that "
     "make copies, or all but 0, no and the like; ? is not scored",
     JUDGING, WTW_GROUP_INPUT, WTW_OPTION_WORD, 0, 0, MEMBER(positive)},
    {"count-excerpts", '\0', NULL, NULL,
     "the relation excerpt counts as a copy, also in gold", JUDGING, WTW_GROUP_INPUT,
     WTW_OPTION_SWITCH, 0, 0, MEMBER(count_excerpts)},
    {"max-record", '\0', "SIZE", "64M",
     "reject longer records; K, M and G count in 1024s", WRITING | WTW_FEED,
     WTW_GROUP_INPUT, WTW_OPTION_SIZE, 1, MOST_RECORD_BYTES - 1,
     MEMBER(max_record_bytes)},
    {"strict", '\0', NULL, NULL, "end with 3 if any record was rejected",
     READING | WTW_FEED, WTW_GROUP_INPUT, WTW_OPTION_SWITCH, 0, 0, MEMBER(strict)},

    {"listen", '\0', "ADDRESS:PORT", "127.0.0.1:8577",
     "where to serve; any address but that of this machine alone needs a token",
     WTW_SERVE, WTW_GROUP_INPUT, WTW_OPTION_WORD, 0, 0, MEMBER(serve.listen)},
    {"token-file", '\0', "FILE", NULL,
     "its one line is what clients have to send as Authorization: Bearer; or "
     "$WIRETWIN_TOKEN is",
     WTW_SERVE, WTW_GROUP_INPUT, WTW_OPTION_WORD, 0, 0, MEMBER(serve.token_file)},
    {"max-body", '\0', "SIZE", "16M",
     "longest record that is taken; K, M and G count in 1024s", WTW_SERVE,
     WTW_GROUP_INPUT, WTW_OPTION_SIZE, 1024, UINT64_C(1) << 30,
     MEMBER(serve.max_body_bytes)},
    {"max-connections", '\0', "N", "256", "connections at a time", WTW_SERVE,
     WTW_GROUP_INPUT, WTW_OPTION_NUMBER, 1, 10000, MEMBER(serve.max_connections)},
    {"config", '\0', "FILE", NULL,
     "lines of NAME = VALUE for db, listen, token-file, window, max-body, "
     "max-connections, prefer and threads; the environment ($WIRETWIN_DB, "
     "$WIRETWIN_MAX_BODY, ...) counts more than the file, and the command line most",
     WTW_SERVE, WTW_GROUP_INPUT, WTW_OPTION_WORD, 0, 0, MEMBER(serve.config)},

    {"threshold", '\0', "J", "0.5",
     "Jaccard of the shingle sets from which a pair is a copy",
     MATCHING | WTW_TUNE | FEEDING, WTW_GROUP_MATCHING, WTW_OPTION_SHARE, 0, 0,
     MEMBER(engine.threshold)},
    {"containment", '\0', "C", "0.8",
     "share of the shorter article found in the longer one from which it is its "
     "abridgement",
     MATCHING | WTW_TUNE | FEEDING, WTW_GROUP_MATCHING, WTW_OPTION_SHARE, 0, 0,
     MEMBER(engine.containment)},
    {"recall", '\0', "R", "0.93",
     "share of pairs at the threshold that are to become candidates", WTW_TUNE,
     WTW_GROUP_MATCHING, WTW_OPTION_SHARE, 0, 0, MEMBER(engine.recall)},
    {"slots", '\0', "N", "64", "slots of a signature, a power of two", WTW_TUNE,
     WTW_GROUP_MATCHING, WTW_OPTION_NUMBER, 16, 1024, MEMBER(engine.slot_count)},
    {"floor", '\0', "J", "0.1",
     "with gold clusters, pairs of two of them are looked for from this Jaccard on",
     WTW_TUNE, WTW_GROUP_MATCHING, WTW_OPTION_SHARE, 0, 0, MEMBER(floor)},
    {"pairs", '\0', "N", "200000",
     "with gold clusters, compare at most N pairs of copies and N others, drawn by "
     "--seed",
     WTW_TUNE, WTW_GROUP_MATCHING, WTW_OPTION_NUMBER, 1, UINT32_MAX, MEMBER(pairs)},
    {"resamples", '\0', "N", "1000", "of the bootstrap that gives intervals", WTW_TUNE,
     WTW_GROUP_MATCHING, WTW_OPTION_NUMBER, 1, 1000000, MEMBER(resamples)},
    {"canonical", '\0', "earliest|longest|first|preferred", "earliest",
     "who stands for a cluster", WTW_CLUSTER | FEEDING, WTW_GROUP_MATCHING,
     WTW_OPTION_CHOICE, 0, 0, MEMBER(engine.canonical)},
    {"prefer", '\0', "LIST", NULL,
     "sources or domains with commas between, most preferred first: an article of one of "
     "them stands for its cluster, and of several the earliest",
     WTW_CLUSTER | FEEDING, WTW_GROUP_MATCHING, WTW_OPTION_WORD, 0, 0, MEMBER(prefer)},
    {"keep-boilerplate", '\0', NULL, NULL,
     "compare whole texts, with bylines, datelines, links and the like",
     FOR_ARTICLES | FEEDING, WTW_GROUP_MATCHING, WTW_OPTION_SWITCH, 0, 0,
     MEMBER(engine.keeps_boilerplate)},
    {"shingle", '\0', "N", "3", "neighbouring tokens in a shingle",
     FOR_ARTICLES | FEEDING, WTW_GROUP_MATCHING, WTW_OPTION_NUMBER, 1, 16,
     MEMBER(engine.shingle_tokens)},
    {"passage-tokens", '\0', "N", "8",
     "shortest passage that counts as shared, in tokens", MATCHING | FEEDING,
     WTW_GROUP_MATCHING, WTW_OPTION_NUMBER, 2, 1000, MEMBER(engine.passage_tokens)},
    {"seed", '\0', "N", "0",
     "of the hashes; only changes which likely pairs are looked at, and what tune draws",
     MATCHING | WTW_TUNE | FEEDING, WTW_GROUP_MATCHING, WTW_OPTION_SEED, 0, 0,
     MEMBER(engine.seed)},
    {"bucket-limit", '\0', "N", "16",
     "comparisons that an article may cause in one bucket", ENGINE | FEEDING,
     WTW_GROUP_MATCHING, WTW_OPTION_NUMBER, 1, 10000, MEMBER(engine.bucket_limit)},
    {"key-ceiling", '\0', "N", "64",
     "articles that may share a containment key before it is too common; 0 looks for no "
     "contained articles",
     ENGINE | FEEDING, WTW_GROUP_MATCHING, WTW_OPTION_NUMBER, 0, UINT32_MAX,
     MEMBER(engine.key_ceiling)},
    {"sample-ceiling", '\0', "N", "16",
     "articles that may share a sampled shingle before it is too common; 0 looks for no "
     "copies through OCR and the like",
     ENGINE | FEEDING, WTW_GROUP_MATCHING, WTW_OPTION_NUMBER, 0, UINT32_MAX,
     MEMBER(engine.sample_ceiling)},
    {"exhaustive", '\0', "N", "128",
     "up to this many distinct articles every pair is compared, so that nothing can be "
     "missed; 0 never",
     ENGINE, WTW_GROUP_MATCHING, WTW_OPTION_NUMBER, 0, 10000,
     MEMBER(engine.exhaustive_limit)},
    {"stories", '\0', NULL, NULL,
     "find which clusters tell one event, too; takes about as long again", WTW_CLUSTER,
     WTW_GROUP_MATCHING, WTW_OPTION_SWITCH, 0, 0, MEMBER(engine.finds_stories)},
    {"no-stories", '\0', NULL, NULL, "find copies only, as is the default", WTW_CLUSTER,
     WTW_GROUP_MATCHING, WTW_OPTION_SWITCH, 0, 0, MEMBER(no_stories)},
    {"story-likeness", '\0', "S", "0.24",
     "likeness of what is told from which clusters are one story",
     WTW_CLUSTER | WTW_COMPARE, WTW_GROUP_MATCHING, WTW_OPTION_SHARE, 0, 0,
     MEMBER(engine.story_likeness)},
    {"story-days", '\0', "N", "4",
     "days between two tellings that do not count against their being one story",
     WTW_CLUSTER | WTW_COMPARE, WTW_GROUP_MATCHING, WTW_OPTION_NUMBER, 1, 36500,
     MEMBER(engine.story_days)},

    {"window", '\0', "TIME", NULL,
     "delete articles that were published, or else arrived, longer ago: 90s, 15m, 12h, "
     "30d or 8w",
     FEEDING, WTW_GROUP_RUNNING, WTW_OPTION_DURATION, 1, UINT32_MAX,
     MEMBER(window_seconds)},
    {"no-texts", '\0', NULL, NULL,
     "make a database without texts: a third as large; what is judged against them later "
     "is estimated",
     FEEDING, WTW_GROUP_RUNNING, WTW_OPTION_SWITCH, 0, 0, MEMBER(leaves_texts_out)},
    {"rebuild", '\0', NULL, NULL,
     "judge all that is stored anew, where the database was made under other options",
     WTW_FEED, WTW_GROUP_RUNNING, WTW_OPTION_SWITCH, 0, 0, MEMBER(rebuild)},
    {"delete", '\0', "ID", NULL, "delete the article with this id", WTW_FEED,
     WTW_GROUP_RUNNING, WTW_OPTION_WORD, 0, 0, MEMBER(deleted_id)},
    {"check", '\0', NULL, NULL,
     "read all that is stored, and say whether it is sound and agrees", WTW_FEED,
     WTW_GROUP_RUNNING, WTW_OPTION_SWITCH, 0, 0, MEMBER(checks)},
    {"memory", '\0', "SIZE", "0, no bound",
     "memory to use; what does not fit goes to temporary files in $TMPDIR, and the "
     "result "
     "is the same; K, M and G count in 1024s",
     ENGINE, WTW_GROUP_RUNNING, WTW_OPTION_SIZE, 0, UINT64_MAX / 2,
     MEMBER(engine.memory_bytes)},
    {"threads", 'j', "N", "0, one for each CPU", "threads to use; the result is the same",
     READING | FEEDING, WTW_GROUP_RUNNING, WTW_OPTION_NUMBER, 0, 1024,
     MEMBER(engine.thread_count)},
    {"kernel", '\0', "NAME", "the fastest here",
     "implementation of the hot loops, see --version; the result is the same",
     MATCHING | WTW_TUNE | FEEDING, WTW_GROUP_RUNNING, WTW_OPTION_WORD, 0, 0,
     MEMBER(engine.kernel)},
    {"quiet", 'q', NULL, NULL,
     "no progress, no summary; errors and the count of rejects only", ALL,
     WTW_GROUP_RUNNING, WTW_OPTION_SWITCH, 0, 0, MEMBER(quiet)},
    {"help", 'h', NULL, NULL, "show this", ALL, WTW_GROUP_RUNNING, WTW_OPTION_SWITCH, 0,
     0, MEMBER(wants_help)},
    {"version", '\0', NULL, NULL, "show the version, the scheme and the kernels", ALL,
     WTW_GROUP_RUNNING, WTW_OPTION_SWITCH, 0, 0, MEMBER(wants_version)},
};

size_t wtw_option_count(void)
{
    return sizeof options / sizeof options[0];
}

const struct wtw_option *wtw_option_at(size_t i)
{
    return &options[i];
}

const struct wtw_option *wtw_option_named(const char *name, size_t name_bytes)
{
    for (size_t i = 0; i < wtw_option_count(); i++) {
        if (strlen(options[i].name) == name_bytes &&
            memcmp(options[i].name, name, name_bytes) == 0)
            return &options[i];
    }
    return NULL;
}

const char *wtw_option_group_name(enum wtw_option_group group)
{
    static const char *const names[] = {
        [WTW_GROUP_OUTPUT] = "Output",
        [WTW_GROUP_INPUT] = "Input",
        [WTW_GROUP_MATCHING] = "Matching",
        [WTW_GROUP_RUNNING] = "Running",
    };

    return names[group];
}
