/*
 * feed_prepare.c - what of a batch needs nothing of the feed, made before its turn
 *
 * Hashing what articles say, sketching and packing them is half of the work, and any thread
 * can do it. Who has the next batch at hand has it prepared while the last is judged and
 * stored, so that no core waits for the disk, or for the one thread that stores. Judging stays
 * as it is: in order, against all before.
 *
 * Articles that were sent before are recognised only when it is their turn. So where the last
 * batch had many of these, as when a crawler begins anew, nothing but the hashes is made ahead,
 * and the rest for those that turn out to be new.
 */
#include "base/memory.h"
#include "base/threads.h"
#include "engine/feed_state.h"
#include "engine/live_sketches.h"

/* Articles hashed, and texts packed, at a time by a thread: about 0.1 ms of work. */
enum { CHUNK_HASHES = 64, CHUNK_TEXTS = 16 };

/* Packed texts of a thread; those of a usual batch take half of this. More is not kept. */
enum { SHELF_BYTES_KEPT = 16 << 20 };

/* Where a packed text is. */
struct packed_place {
    uint32_t shelf;
    size_t begin;
    size_t count;
};

struct wtw_feed_prepared {
    const struct wtw_feed *feed;
    uint32_t thread_count;
    const struct wtw_feed_article
        *articles; /* borrowed; NULL where nothing is prepared */
    size_t count;
    bool is_made; /* of all articles, not only their hashes */
    struct wtw_record_hash *records;
    size_t record_capacity;
    struct wtw_article *wanted; /* those that are sketched and packed */
    size_t wanted_capacity;
    size_t wanted_count;
    struct wtw_live_sketches *sketches;
    struct wtw_text_packer *packers; /* of each thread */
    struct wtw_buffer *shelves;      /* likewise: what it packed, one behind the other */
    struct packed_place *places;     /* of those that are wanted */
    size_t place_capacity;
};

/* ------------------------------------------------------------------ life */

static enum wtw_status open_prepared(struct wtw_feed_prepared *prepared,
                                     struct wtw_error *error)
{
    struct wtw_options options = prepared->feed->options;

    options.thread_count = prepared->thread_count;
    WTW_TRY(WTW_ALLOCATE(&prepared->packers, options.thread_count, error));
    WTW_TRY(WTW_ALLOCATE(&prepared->shelves, options.thread_count, error));
    return wtw_live_sketches_new(&options, &prepared->sketches, error);
}

enum wtw_status wtw_feed_prepared_make(const struct wtw_feed *feed, uint32_t thread_count,
                                       struct wtw_feed_prepared **out_prepared,
                                       struct wtw_error *error)
{
    struct wtw_feed_prepared *prepared = NULL;
    enum wtw_status status = WTW_OK;

    WTW_TRY(WTW_ALLOCATE(&prepared, 1, error));
    prepared->feed = feed;
    prepared->thread_count = thread_count;
    status = open_prepared(prepared, error);
    if (status == WTW_OK)
        *out_prepared = prepared;
    else
        wtw_feed_prepared_free(prepared);
    return status;
}

/* The thread that adds the batch before it has as much to do as all others. */
enum wtw_status wtw_feed_prepared_new(const struct wtw_feed *feed,
                                      struct wtw_feed_prepared **out_prepared,
                                      struct wtw_error *error)
{
    uint32_t threads = feed->options.thread_count;

    WTW_TRY(wtw_feed_check_writer(feed, error));
    return wtw_feed_prepared_make(feed, threads > 1 ? threads - 1 : 1, out_prepared,
                                  error);
}

void wtw_feed_prepared_free(struct wtw_feed_prepared *prepared)
{
    if (!prepared)
        return;
    for (uint32_t i = 0; prepared->packers && i < prepared->thread_count; i++)
        wtw_text_packer_release(&prepared->packers[i]);
    for (uint32_t i = 0; prepared->shelves && i < prepared->thread_count; i++)
        wtw_buffer_release(&prepared->shelves[i]);
    wtw_release_items(prepared->packers);
    wtw_release_items(prepared->shelves);
    wtw_live_sketches_free(prepared->sketches);
    wtw_release_items(prepared->records);
    wtw_release_items(prepared->wanted);
    wtw_release_items(prepared->places);
    wtw_release_items(prepared);
}

void wtw_feed_prepared_clear(struct wtw_feed_prepared *prepared)
{
    prepared->articles = NULL;
    prepared->count = prepared->wanted_count = 0;
    prepared->is_made = false;
    for (uint32_t i = 0; i < prepared->thread_count; i++) {
        prepared->shelves[i].count = 0;
        if (prepared->shelves[i].capacity > SHELF_BYTES_KEPT)
            wtw_buffer_release(&prepared->shelves[i]);
    }
}

/* ------------------------------------------------------------------ on all threads */

static enum wtw_status hash_some(void *context, uint32_t worker, size_t begin, size_t end,
                                 struct wtw_error *error)
{
    const struct wtw_feed_prepared *prepared = context;

    (void)worker;
    (void)error;
    for (size_t i = begin; i < end; i++)
        prepared->records[i] = wtw_stored_article_hash(&prepared->articles[i]);
    return WTW_OK;
}

static enum wtw_status pack_some(void *context, uint32_t worker, size_t begin, size_t end,
                                 struct wtw_error *error)
{
    const struct wtw_feed_prepared *prepared = context;
    struct wtw_buffer *shelf = &prepared->shelves[worker];

    for (size_t i = begin; i < end; i++) {
        const struct wtw_article *wanted = &prepared->wanted[i];
        size_t before = shelf->count;

        WTW_TRY(wtw_text_pack(&prepared->packers[worker], wanted->text,
                              wanted->text_bytes, shelf, error));
        prepared->places[i] =
            (struct packed_place){worker, before, shelf->count - before};
    }
    return WTW_OK;
}

static enum wtw_status run(struct wtw_feed_prepared *prepared,
                           enum wtw_status (*body)(void *context, uint32_t worker,
                                                   size_t begin, size_t end,
                                                   struct wtw_error *error),
                           size_t item_count, size_t chunk_items, struct wtw_error *error)
{
    const struct wtw_loop loop = {.body = body,
                                  .context = prepared,
                                  .thread_count = prepared->thread_count,
                                  .item_count = item_count,
                                  .chunk_items = chunk_items};

    return wtw_loop_run(&loop, error);
}

/* ------------------------------------------------------------------ preparing */

static enum wtw_status make_wanted(struct wtw_feed_prepared *prepared,
                                   struct wtw_error *error)
{
    WTW_TRY(wtw_live_sketches_make(prepared->sketches, prepared->wanted,
                                   prepared->wanted_count, error));
    if (!prepared->feed->database.keeps_texts)
        return WTW_OK;
    return run(prepared, pack_some, prepared->wanted_count, CHUNK_TEXTS, error);
}

static enum wtw_status make_all(struct wtw_feed_prepared *prepared,
                                struct wtw_error *error)
{
    for (size_t i = 0; i < prepared->count; i++)
        prepared->wanted[i] = wtw_feed_article_to_sketch(&prepared->articles[i]);
    prepared->wanted_count = prepared->count;
    WTW_TRY(make_wanted(prepared, error));
    prepared->is_made = true;
    return WTW_OK;
}

static enum wtw_status begin(struct wtw_feed_prepared *prepared,
                             const struct wtw_feed_article *articles, size_t count,
                             struct wtw_error *error)
{
    wtw_feed_prepared_clear(prepared);
    if (count > WTW_FEED_BATCH_MAX)
        return wtw_fail(error, WTW_TOO_LARGE, "a batch has at most %d articles",
                        (int)WTW_FEED_BATCH_MAX);
    WTW_TRY(WTW_GROW(&prepared->records, &prepared->record_capacity, count, error));
    WTW_TRY(WTW_GROW(&prepared->wanted, &prepared->wanted_capacity, count, error));
    WTW_TRY(WTW_GROW(&prepared->places, &prepared->place_capacity, count, error));
    prepared->articles = articles;
    prepared->count = count;
    return WTW_OK;
}

enum wtw_status wtw_feed_prepare_hashes(struct wtw_feed_prepared *prepared,
                                        const struct wtw_feed_article *articles,
                                        size_t count, struct wtw_error *error)
{
    WTW_TRY(begin(prepared, articles, count, error));
    return run(prepared, hash_some, count, CHUNK_HASHES, error);
}

enum wtw_status wtw_feed_prepare(struct wtw_feed_prepared *prepared,
                                 const struct wtw_feed_article *articles, size_t count,
                                 struct wtw_error *error)
{
    enum wtw_status status = wtw_feed_prepare_hashes(prepared, articles, count, error);

    if (status == WTW_OK && !atomic_load(&prepared->feed->was_mostly_known))
        status = make_all(prepared, error);
    if (status != WTW_OK)
        wtw_feed_prepared_clear(prepared);
    return status;
}

enum wtw_status wtw_feed_prepare_unknown(struct wtw_feed_prepared *prepared,
                                         struct wtw_feed_slot *slots,
                                         struct wtw_error *error)
{
    for (size_t i = 0; i < prepared->count; i++) {
        slots[i].sketched = prepared->is_made ? i : prepared->wanted_count;
        if (!prepared->is_made && !slots[i].receipt.is_known)
            prepared->wanted[prepared->wanted_count++] =
                wtw_feed_article_to_sketch(&prepared->articles[i]);
    }
    return prepared->is_made ? WTW_OK : make_wanted(prepared, error);
}

/* ------------------------------------------------------------------ looking */

bool wtw_feed_is_prepared(const struct wtw_feed_prepared *prepared,
                          const struct wtw_feed *feed,
                          const struct wtw_feed_article *articles, size_t count)
{
    return prepared->feed == feed && prepared->articles == articles &&
           prepared->count == count;
}

struct wtw_record_hash wtw_feed_prepared_record(const struct wtw_feed_prepared *prepared,
                                                size_t i)
{
    return prepared->records[i];
}

const struct wtw_live_sketches *wtw_feed_prepared_swap_sketches(
    struct wtw_feed_prepared *prepared, struct wtw_live *live)
{
    const struct wtw_live_sketches *made = prepared->sketches;

    wtw_live_sketches_swap(live, &prepared->sketches);
    return made;
}

uint32_t wtw_feed_prepared_source(const struct wtw_feed_prepared *prepared,
                                  size_t sketched)
{
    return prepared->wanted[sketched].source;
}

struct wtw_span wtw_feed_prepared_text(const struct wtw_feed_prepared *prepared,
                                       size_t sketched)
{
    const struct packed_place *place = &prepared->places[sketched];

    if (!prepared->feed->database.keeps_texts)
        return (struct wtw_span){NULL, 0};
    return (struct wtw_span){prepared->shelves[place->shelf].items + place->begin,
                             place->count};
}
