/*
 * evaluation_out.h - how a prediction agrees with gold, in each format
 */
#ifndef WTW_WRITE_EVALUATION_OUT_H
#define WTW_WRITE_EVALUATION_OUT_H

#include "write/json_out.h"
#include "write/page.h"

enum {
    WTW_EVALUATION_NAMES = 3, /* ids or clusters that are named as examples */
    WTW_EVALUATION_SIDES = 4, /* articles shown of one error */
    WTW_VERDICT_COUNT = WTW_EXACT + 3
};

/* What a prediction may say of a pair, beside the relations of the library. */
enum { WTW_VERDICT_TOGETHER = WTW_EXACT + 1, WTW_VERDICT_APART = WTW_EXACT + 2 };

/* wtw_verdict_name() is the relation's name, or "together" or "apart". */
const char *wtw_verdict_name(uint32_t verdict);

/* Some of many, by name. */
struct wtw_named_few {
    uint64_t count;
    struct wtw_span names[WTW_EVALUATION_NAMES];
};

struct wtw_cluster_size {
    struct wtw_span name;
    uint64_t size;
};

/* Clusters of gold or of the prediction, of articles that are in gold. */
struct wtw_cluster_sizes {
    uint64_t clusters; /* of two or more */
    uint64_t singles;
    struct wtw_cluster_size largest[WTW_EVALUATION_NAMES]; /* size 0: there is none */
};

/* An article of an error, and what the prediction says of it. */
struct wtw_error_side {
    struct wtw_span id;
    uint64_t articles;         /* of the error that it stands for; 0: of itself */
    struct wtw_span cluster;   /* the predicted one, or gold's for a mixed cluster */
    struct wtw_span canonical; /* NULL where the prediction says none */
    bool is_canonical;
    const char *relation; /* to the canonical, or of b to a; NULL where unknown */
    double jaccard;       /* -1 where unknown, also below */
    double contained;
    double contains;
};

enum wtw_error_kind {
    WTW_ERROR_SPLIT,  /* a gold cluster in several predicted ones */
    WTW_ERROR_MIXED,  /* a predicted cluster of several gold ones */
    WTW_ERROR_MISSED, /* a pair that should have been predicted */
    WTW_ERROR_WRONG   /* a pair that should not */
};

struct wtw_evaluation_error {
    enum wtw_error_kind kind;
    struct wtw_span cluster; /* of split and mixed */
    uint64_t size;
    uint64_t parts;
    uint64_t pairs;        /* lost or wrong */
    struct wtw_span label; /* gold's, of missed and wrong */
    struct wtw_error_side sides[WTW_EVALUATION_SIDES];
    uint32_t side_count;
};

/* How often the prediction said what, of the pairs with one label. */
struct wtw_label_row {
    struct wtw_span label;
    bool is_positive;
    bool is_scored;
    uint64_t verdicts[WTW_VERDICT_COUNT];
};

struct wtw_pair_scores {
    uint64_t hits;
    uint64_t predicted;
    uint64_t gold;
    uint64_t negatives; /* pairs that gold says are no copies; of labelled pairs */
    uint64_t unscored;
    struct wtw_rates rates;
};

/* Everything of a run; lists are borrowed during the call. */
struct wtw_evaluation {
    const char *gold_name;
    const char *predicted_name;
    bool of_stories; /* clusters are stories, and pairs are of one story */
    bool gold_is_pairs;
    bool predicted_is_pairs;
    uint64_t gold_articles;
    uint64_t predicted_articles;
    struct wtw_named_few missing;  /* in gold, not predicted */
    struct wtw_named_few unjudged; /* predicted, not in gold */
    bool has_agreement;
    struct wtw_agreement agreement;
    struct wtw_cluster_sizes gold_sizes;
    struct wtw_cluster_sizes predicted_sizes;
    struct wtw_pair_scores pairs;
    const struct wtw_label_row *labels;
    size_t label_count;
    const struct wtw_evaluation_error *errors; /* those of one kind stand together */
    size_t error_count;
    uint64_t errors_of[WTW_ERROR_WRONG + 1]; /* also of those that are not listed */
};

/* Of stories BCubed comes first: of two large ones that are one too many, pairs tell
 * little else. */
void wtw_evaluation_table(const struct wtw_page *page,
                          const struct wtw_evaluation *evaluation);

/* Two columns, measure and value. */
void wtw_evaluation_tsv(struct wtw_out *out, const struct wtw_evaluation *evaluation);

/* A line with all figures, then a line for each error. */
void wtw_evaluation_jsonl(struct wtw_json *json, const struct wtw_evaluation *evaluation);

const char *wtw_error_kind_name(enum wtw_error_kind kind);

#endif
