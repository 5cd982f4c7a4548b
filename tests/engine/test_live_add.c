/*
 * test_live_add.c - batches of any size tell the same
 */
#include "check.h"
#include "engine/live_batches.h"

Test(live_add, what_is_told_is_the_same_in_batches_of_any_size_and_on_any_threads)
{
    static const uint32_t sizes[] = {2, 7, 600, MANY};
    struct live_run run = {.articles = dated_articles(MANY, 620)};
    struct wtw_options options = wide_options();
    struct wtw_buffer told_before = {.items = NULL};

    options.bucket_limit = 3; /* crowded, and over the ceilings */
    options.key_ceiling = 8;
    options.sample_ceiling = 4;
    run.order = shuffled(MANY, 621);
    live_run_all(&run, &options, MANY, 1);
    told_before = run.told;
    run.told = (struct wtw_buffer){0};
    live_close(&run);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        options.thread_count = (uint32_t)i + 1;
        live_run_all(&run, &options, MANY, sizes[i]);
        check_same_bytes(&run.told, &told_before);
        live_close(&run);
    }
    wtw_buffer_release(&told_before);
    free(run.order);
    free(run.articles);
}
