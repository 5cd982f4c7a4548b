/*
 * engine.c - open an engine, add articles, close it
 *
 * What a call adds is digested on all threads and then moved to the archive on one, which
 * takes a tenth as long. Who has many batches to add has that done side by side
 * (add_batches.c).
 */
#include "engine/engine_state.h"

#include "base/clock.h"
#include "base/memory.h"
#include "base/threads.h"

#include <string.h>

/* The folder's name is the caller's and may not last. */
static enum wtw_status init_staging(struct wtw_engine *engine, struct wtw_error *error)
{
    const char *folder = engine->options.temporary_folder;
    size_t bytes = 0;

    if (!folder)
        folder = "/tmp";
    bytes = strlen(folder) + 1;
    WTW_TRY(WTW_ALLOCATE(&engine->temporary_folder, bytes, error));
    memcpy(engine->temporary_folder, folder, bytes);
    engine->options.temporary_folder = engine->temporary_folder;
    wtw_staging_init(&engine->staging, &engine->plan, engine->temporary_folder,
                     engine->options.memory_bytes);
    return WTW_OK;
}

static enum wtw_status open_engine(struct wtw_engine *engine,
                                   const struct wtw_options *options,
                                   struct wtw_error *error)
{
    engine->options = *options;
    WTW_TRY(wtw_digest_plan_make(&engine->options, &engine->plan, error));
    engine->options.kernel = NULL; /* settled in the plan; the string is the caller's */
    if (!options->thread_count)
        engine->options.thread_count = wtw_threads_available();
    if (!options->text_source.fetch) {
        engine->keeps_texts = true;
        engine->options.text_source = (struct wtw_text_source){
            .fetch = wtw_kept_texts_fetch, .context = &engine->kept};
    }
    WTW_TRY(init_staging(engine, error));
    engine->archive.bands = engine->plan.bands;
    if (options->memory_bytes)
        wtw_archive_set_folder(&engine->archive, engine->temporary_folder);
    engine->archive.keeps_outlines =
        !options->memory_bytes && !options->keeps_boilerplate;
    engine->archive.keeps_terms = engine->plan.makes_terms;
    WTW_TRY(wtw_sketch_batch_new(&engine->plan, engine->options.thread_count,
                                 engine->keeps_texts, &engine->batch, error));
    engine->stats = (struct wtw_stats){.bands = engine->plan.bands,
                                       .rows = engine->plan.rows,
                                       .thread_count = engine->options.thread_count,
                                       .kernel = engine->plan.kernel->name};
    return WTW_OK;
}

enum wtw_status wtw_engine_new(const struct wtw_options *options,
                               struct wtw_engine **out_engine, struct wtw_error *error)
{
    struct wtw_options defaults;
    struct wtw_engine *engine = NULL;
    enum wtw_status status = WTW_OK;

    if (!options) {
        wtw_options_init(&defaults);
        options = &defaults;
    }
    WTW_TRY(wtw_options_check(options, error));
    WTW_TRY(WTW_ALLOCATE(&engine, 1, error));
    status = open_engine(engine, options, error);
    if (status != WTW_OK) {
        wtw_engine_free(engine);
        return status;
    }
    *out_engine = engine;
    return WTW_OK;
}

void wtw_engine_free(struct wtw_engine *engine)
{
    if (!engine)
        return;
    wtw_result_release(&engine->result);
    wtw_sketch_batch_free(engine->batch);
    wtw_archive_release(&engine->archive);
    wtw_staging_release(&engine->staging);
    wtw_release_items(engine->temporary_folder);
    wtw_kept_texts_release(&engine->kept);
    wtw_release_items(engine);
}

enum wtw_status wtw_engine_tell(const struct wtw_engine *engine, enum wtw_stage stage,
                                uint64_t done, uint64_t total, struct wtw_error *error)
{
    const struct wtw_watch *watch = &engine->options.watch;

    wtw_archive_rest(&engine->archive);
    if (!watch->keep_going || watch->keep_going(watch->context, stage, done, total))
        return WTW_OK;
    return wtw_fail(error, WTW_STOPPED, "stopped on request");
}

/* Moves a batch into the archive, which has room for it. */
static void move_batch(struct wtw_engine *engine, const struct wtw_sketch_batch *batch)
{
    struct wtw_archive_entry entry;
    const char *text = NULL;
    size_t text_bytes = 0;
    size_t position = 0;

    while (wtw_sketch_batch_next(batch, &position, &entry, &text, &text_bytes)) {
        wtw_archive_append(&engine->archive, &entry);
        if (engine->keeps_texts)
            wtw_kept_texts_append(&engine->kept, text, text_bytes);
    }
}

enum wtw_status wtw_engine_take(struct wtw_engine *engine,
                                const struct wtw_sketch_batch *batch,
                                struct wtw_error *error)
{
    struct wtw_sketch_sums sums = wtw_sketch_batch_sums(batch);

    if (engine->keeps_texts)
        WTW_TRY(
            wtw_kept_texts_reserve(&engine->kept, sums.articles, sums.text_bytes, error));
    WTW_TRY(
        wtw_archive_reserve(&engine->archive, sums.articles, sums.winnow_keys, error));
    move_batch(engine, batch);
    engine->stats.articles += sums.articles;
    engine->stats.empty += sums.empty;
    engine->stats.text_bytes += sums.text_bytes;
    engine->stats.tokens += sums.tokens;
    engine->stats.bad_bytes += sums.bad_bytes;
    return WTW_OK;
}

/*
 * What stays in memory of an article, whatever goes to files: at most while copies are
 * linked, where groups, dates and roots take 20 bytes, and ties and what is linked the rest
 * (docs/stage-files.md).
 */
enum { RESIDENT_BYTES = 90, MEGABYTE_BITS = 20 };

static enum wtw_status check_memory(const struct wtw_engine *engine, size_t more,
                                    struct wtw_error *error)
{
    uint64_t allowed = engine->options.memory_bytes;
    uint64_t articles = engine->stats.articles + more;
    uint64_t least = articles * RESIDENT_BYTES;

    if (!allowed || least <= allowed)
        return WTW_OK;
    return wtw_fail(error, WTW_TOO_LARGE,
                    "%llu articles and more need at least %llu MiB of memory, even with "
                    "temporary files; allow that much (--memory), or take fewer",
                    (unsigned long long)articles,
                    (unsigned long long)(least >> MEGABYTE_BITS) + 1);
}

enum wtw_status wtw_engine_open_for_more(struct wtw_engine *engine,
                                         struct wtw_error *error)
{
    if (engine->is_over)
        return wtw_fail(error, WTW_BAD_ARGUMENT,
                        "this engine was opened for a single finish, and is finished");
    wtw_result_release(&engine->result);
    return WTW_OK;
}

enum wtw_status wtw_engine_make_way(struct wtw_engine *engine, size_t count,
                                    struct wtw_error *error)
{
    WTW_TRY(wtw_engine_tell(engine, WTW_STAGE_SKETCH, engine->stats.articles, 0, error));
    WTW_TRY(check_memory(engine, count, error));
    return wtw_staging_relieve(&engine->staging, &engine->archive, error);
}

enum wtw_status wtw_engine_add_many(
    struct wtw_engine *engine, size_t count,
    enum wtw_status (*give)(void *context, size_t i, struct wtw_buffer *scratch,
                            struct wtw_article *out_article, struct wtw_error *error),
    void *context, struct wtw_error *error)
{
    struct wtw_article_giver giver = {.give = give, .context = context, .count = count};
    double begin = wtw_seconds_now();

    WTW_TRY(wtw_engine_open_for_more(engine, error));
    WTW_TRY(wtw_engine_make_way(engine, count, error));
    WTW_TRY(wtw_sketch_batch_fill(engine->batch, &giver, error));
    WTW_TRY(wtw_engine_take(engine, engine->batch, error));
    engine->stats.seconds[WTW_STAGE_SKETCH] += wtw_seconds_now() - begin;
    return WTW_OK;
}

static enum wtw_status give_one(void *context, size_t i, struct wtw_buffer *scratch,
                                struct wtw_article *out_article, struct wtw_error *error)
{
    const struct wtw_article *article = context;

    (void)i;
    (void)scratch;
    (void)error;
    *out_article = *article;
    return WTW_OK;
}

enum wtw_status wtw_engine_add(struct wtw_engine *engine,
                               const struct wtw_article *article, uint32_t *out_number,
                               struct wtw_error *error)
{
    struct wtw_article given = *article;
    uint32_t number = (uint32_t)engine->stats.articles;

    WTW_TRY(wtw_engine_add_many(engine, 1, give_one, &given, error));
    if (out_number)
        *out_number = number;
    return WTW_OK;
}

void wtw_engine_stats(const struct wtw_engine *engine, struct wtw_stats *out_stats)
{
    *out_stats = engine->stats;
}
