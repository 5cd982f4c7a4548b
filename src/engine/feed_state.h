/*
 * feed_state.h - the inside of a feed: a database, and what of it is in memory
 */
#ifndef WTW_ENGINE_FEED_STATE_H
#define WTW_ENGINE_FEED_STATE_H

#include "engine/live.h"
#include "store/database.h"
#include "store/packed_text.h"
#include "store/stored_articles.h"
#include "store/stored_clusters.h"
#include "store/stored_matches.h"

#include "wiretwin_feed.h"

#include <pthread.h>
#include <stdatomic.h>

/* Articles that are being added: their texts need not be looked up. */
struct wtw_feed_incoming {
    const struct wtw_feed_article *articles;
    uint32_t first_place;  /* of the first that is new */
    const size_t *indexes; /* of the new ones, in order, among 'articles' */
    size_t count;
};

/* One article of a batch on its way. */
struct wtw_feed_slot {
    struct wtw_record_hash record;
    struct wtw_feed_receipt receipt;
    size_t changes_begin; /* in 'changes' */
    size_t changes_end;
    int64_t source;  /* its id in the database, where it is new and was stored */
    size_t sketched; /* which of the prepared, where it is not known */
};

/* What is to be written to the database of what came of an article. */
enum wtw_feed_note_kind {
    WTW_FEED_NOTE_MATCH, /* 'match' */
    WTW_FEED_NOTE_ENTER, /* 'number', which was stored with 'slot', enters 'cluster' */
    WTW_FEED_NOTE_MOVE,  /* 'number' goes to 'cluster' from wherever it stands */
    WTW_FEED_NOTE_SETTLE /* 'cluster' has changed, and 'number' stands for it */
};
struct wtw_feed_note {
    enum wtw_feed_note_kind kind;
    int64_t number;
    int64_t cluster;
    const struct wtw_feed_slot *slot;
    const struct wtw_feed_article *article; /* likewise */
    struct wtw_stored_match match;
};

/* A cluster that changed, and the place of an article that was in it then, or UINT32_MAX. */
struct wtw_feed_touched {
    int64_t cluster;
    uint32_t place;
};

/* A batch on its way: it is judged, then stored, then told. */
struct wtw_feed_work {
    struct wtw_feed_batch batch;
    struct wtw_feed_prepared *prepared;
    const struct wtw_live_sketches *sketches;
    struct wtw_feed_incoming incoming;
    struct wtw_feed_slot *slots;
    size_t slot_capacity;
    uint32_t *record_table;    /* new slots by their record, counted from 1 */
    size_t record_table_slots; /* a power of two */
    size_t record_table_capacity;
    size_t *indexes; /* of those that are new, in order */
    size_t index_capacity;
    struct wtw_feed_change *changes;
    size_t change_count;
    size_t change_capacity;
    struct wtw_feed_note *notes;
    size_t note_count;
    size_t note_capacity;
};

/* What a thread reads a text of the database by; reused for the next. */
struct wtw_feed_unpacker {
    struct wtw_text_packer packer;
    struct wtw_buffer packed;
    bool is_taken;
};

struct wtw_feed {
    struct wtw_database database;
    struct wtw_options options; /* of the database; thread_count settled */
    bool is_writer;
    struct wtw_live *live; /* NULL of a reader, and after a failure until it is needed */
    uint32_t places;       /* in it, those of articles that are gone included */
    uint32_t *sources;     /* of each place, wtw_feed_source_hash() */
    size_t source_capacity;
    pthread_mutex_t reading;             /* the database, by the threads that verify */
    struct wtw_feed_unpacker *unpackers; /* one for each of them, taken under the lock */
    struct wtw_feed_work work;           /* that is being judged */
    struct wtw_feed_work stored;         /* that was judged, and is being stored */
    pthread_t storing_thread; /* which stores it, and alone uses 'database' then */
    bool is_storing;          /* by that thread */
    enum wtw_status storing;  /* what came of it, and why it failed */
    struct wtw_error why;
    struct wtw_database reader; /* to be read meanwhile; opened when first needed */
    int64_t last_number;        /* the highest ever given; -1 where not known */
    struct wtw_feed_prepared *prepared; /* of batches that nobody has prepared */
    atomic_bool was_mostly_known;       /* of the last batch, most had come before */
    struct wtw_article *articles; /* what is sketched of a block that is judged anew */
    size_t article_capacity;
    struct wtw_live_arrival *arrivals;
    size_t arrival_capacity;
    struct wtw_feed_touched *touched; /* clusters that changed in a batch, with repeats */
    size_t touched_count;
    size_t touched_capacity;
    struct wtw_comparer *comparer; /* of a reader, who has nothing verified at hand */
    struct wtw_buffer texts[2];
};

/* wtw_feed_source_hash() is a number for who published an article, equal for names that
 * differ in case of ASCII letters only; 0 where that is not known. */
uint32_t wtw_feed_source_hash(struct wtw_span source);

/* wtw_feed_check_writer() is WTW_BAD_ARGUMENT with words for a feed opened for reading. */
WTW_MUST_CHECK enum wtw_status wtw_feed_check_writer(const struct wtw_feed *feed,
                                                     struct wtw_error *error);

/*
 * wtw_feed_load() makes feed->live of all that is in the database, unless it is there.
 * wtw_feed_unload() drops it, after a failure that may have left it other than the database.
 */
WTW_MUST_CHECK enum wtw_status wtw_feed_load(struct wtw_feed *feed,
                                             struct wtw_error *error);
void wtw_feed_unload(struct wtw_feed *feed);

/* wtw_feed_end_batch() commits the batch of the database if 'status' is WTW_OK; else, or where
 * that fails, it rolls back and unloads. Returns what came of it. */
WTW_MUST_CHECK enum wtw_status wtw_feed_end_batch(struct wtw_feed *feed,
                                                  enum wtw_status status,
                                                  struct wtw_error *error);

/* wtw_feed_fill() gives to 'live', which is empty, all that the database holds: with the
 * clusters that are kept, or those that the matches make. */
WTW_MUST_CHECK enum wtw_status wtw_feed_fill(struct wtw_feed *feed, struct wtw_live *live,
                                             bool with_clusters, struct wtw_error *error);

/* wtw_feed_begin_empty() makes an empty feed->live; wtw_feed_rebuild() fills one by judging
 * all anew, and writes that to the database. Return as wtw_feed_open(). */
WTW_MUST_CHECK enum wtw_status wtw_feed_begin_empty(struct wtw_feed *feed,
                                                    struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_feed_rebuild(struct wtw_feed *feed,
                                                struct wtw_error *error);

/* wtw_feed_reserve() makes room for a batch of 'count' articles; wtw_feed_article_to_sketch()
 * is an article as the live one takes it. */
WTW_MUST_CHECK enum wtw_status wtw_feed_reserve(struct wtw_feed *feed, size_t count,
                                                struct wtw_error *error);
struct wtw_article wtw_feed_article_to_sketch(const struct wtw_feed_article *given);

/*
 * wtw_feed_recognise() says in the slots of feed->work, for which there is room, which of a batch
 * are known, 'out_known' of them, and under what number; those that are new get theirs. What is
 * being stored counts as there.
 */
WTW_MUST_CHECK enum wtw_status wtw_feed_recognise(
    struct wtw_feed *feed, const struct wtw_feed_prepared *prepared,
    const struct wtw_feed_article *articles, size_t count, size_t *out_known,
    struct wtw_error *error);

/* wtw_feed_reading() is the database as who judges reads it: the feed's own, or while a batch is
 * being stored another handle, which sees what was committed last. */
struct wtw_database *wtw_feed_reading(struct wtw_feed *feed);

/*
 * wtw_feed_store() stores feed->work, which was judged, makes it durable and tells it; by another
 * thread, if it 'may_go_on' and one can be had, which nobody else is doing then. wtw_feed_await()
 * waits for it. Both return what came of the batch, which after a failure is not in the database;
 * in memory it still is.
 */
WTW_MUST_CHECK enum wtw_status wtw_feed_store(struct wtw_feed *feed, bool may_go_on,
                                              struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_feed_await(struct wtw_feed *feed,
                                              struct wtw_error *error);

/*
 * wtw_feed_prepared_make() is wtw_feed_prepared_new() for as many threads.
 * wtw_feed_prepare_hashes() is wtw_feed_prepare() of what recognising needs, and
 * wtw_feed_prepare_unknown() of what the articles need, those of which 'slots' say that they are
 * known left out unless all was prepared before; it tells the slots which of the sketched they
 * are. wtw_feed_prepared_clear() forgets all.
 */
WTW_MUST_CHECK enum wtw_status wtw_feed_prepared_make(
    const struct wtw_feed *feed, uint32_t thread_count,
    struct wtw_feed_prepared **out_prepared, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_feed_prepare_hashes(
    struct wtw_feed_prepared *prepared, const struct wtw_feed_article *articles,
    size_t count, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_feed_prepare_unknown(
    struct wtw_feed_prepared *prepared, struct wtw_feed_slot *slots,
    struct wtw_error *error);
void wtw_feed_prepared_clear(struct wtw_feed_prepared *prepared);

/* wtw_feed_is_prepared() says whether these articles are what was prepared for this feed. */
bool wtw_feed_is_prepared(const struct wtw_feed_prepared *prepared,
                          const struct wtw_feed *feed,
                          const struct wtw_feed_article *articles, size_t count);

/* What was prepared: the hash of the i-th article; and of the sketched the source, the packed
 * text, borrowed until the next are prepared, and the sketches, for those of 'live'; they are given
 * as well, to be looked at until those of 'live' are changed for the next but one. */
struct wtw_record_hash wtw_feed_prepared_record(const struct wtw_feed_prepared *prepared,
                                                size_t i);
uint32_t wtw_feed_prepared_source(const struct wtw_feed_prepared *prepared,
                                  size_t sketched);
struct wtw_span wtw_feed_prepared_text(const struct wtw_feed_prepared *prepared,
                                       size_t sketched);
const struct wtw_live_sketches *wtw_feed_prepared_swap_sketches(
    struct wtw_feed_prepared *prepared, struct wtw_live *live);

/*
 * wtw_feed_note_outcome() notes in feed->work what is to be written to the database of what came
 * of an article: its matches, who moved, and which clusters are to be settled; and gives the
 * receipt. 'newcomer' is its slot where it is new and stands nowhere, or NULL, and 'article' what
 * it is. wtw_feed_note_changes() is the part of it for changes alone, which it appends to those of
 * feed->work.
 */
WTW_MUST_CHECK enum wtw_status wtw_feed_note_outcome(
    struct wtw_feed *feed, const struct wtw_live_outcome *outcome,
    const struct wtw_feed_slot *newcomer, const struct wtw_feed_article *article,
    struct wtw_feed_receipt *out_receipt, struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_feed_note_changes(
    struct wtw_feed *feed, const struct wtw_live_change *changes, size_t count,
    struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_feed_note_matches(struct wtw_feed *feed,
                                                     const struct wtw_live_match *matches,
                                                     size_t count,
                                                     struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_feed_touch(struct wtw_feed *feed, int64_t cluster,
                                              uint32_t place, struct wtw_error *error);

/*
 * wtw_feed_note_settled() notes who stands for each cluster that was touched.
 * wtw_feed_write_notes() writes the notes of 'work' to the database, in their order and inside of
 * a batch, and forgets them. wtw_feed_settle() writes those of feed->work and settles the clusters
 * that were touched.
 */
WTW_MUST_CHECK enum wtw_status wtw_feed_note_settled(struct wtw_feed *feed,
                                                     struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_feed_write_notes(struct wtw_feed *feed,
                                                    struct wtw_feed_work *work,
                                                    struct wtw_error *error);
WTW_MUST_CHECK enum wtw_status wtw_feed_settle(struct wtw_feed *feed,
                                               struct wtw_error *error);

/* wtw_feed_place_add() notes the source of the next place. */
WTW_MUST_CHECK enum wtw_status wtw_feed_place_add(struct wtw_feed *feed, uint32_t source,
                                                  struct wtw_error *error);

/* wtw_feed_receipt_of() is the receipt of where an article stands by 'outcome'. */
struct wtw_feed_receipt wtw_feed_receipt_of(const struct wtw_feed *feed,
                                            const struct wtw_live_outcome *outcome);

/* wtw_feed_verdict_of() tells what relation and sources make of an article. */
enum wtw_feed_verdict wtw_feed_verdict_of(enum wtw_relation relation,
                                          bool is_same_source);

#endif
