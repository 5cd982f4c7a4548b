/*
 * test_write_queue.c - the one thread that writes to a feed, and those who wait for it
 */
#include "check.h"

#include "base/faults.h"
#include "serve/feed_stand_in.h"
#include "serve/write_queue.h"

#include <sched.h>
#include <stdio.h>
#include <time.h>

struct queue_at_hand {
    struct wtw_feed *feed;
    struct wtw_write_queue *queue;
};

/* Upkeep does nothing by itself in a test, unless it is asked to. */
static const struct wtw_write_terms quiet = {.batch_articles = 8,
                                             .batch_bytes = 1000,
                                             .waiting_articles = 10,
                                             .waiting_bytes = 5000,
                                             .upkeep_seconds = 100,
                                             .meanwhile_seconds = 0.001};

static void begin(struct queue_at_hand *hand, const struct wtw_write_terms *wanted)
{
    const struct wtw_feed_terms feed_terms = {.path = "stand-in"};
    struct wtw_write_terms terms = *wanted;
    struct wtw_error error = {0};

    stand_in_reset();
    check_ok(wtw_feed_open(&feed_terms, &hand->feed, &error), &error);
    terms.feed = hand->feed;
    check_ok(wtw_write_queue_new(&terms, &hand->queue, &error), &error);
}

static void end(struct queue_at_hand *hand)
{
    wtw_write_queue_free(hand->queue);
    wtw_feed_close(hand->feed);
    stand_in_reset();
}

/* A client with some articles of its own. */
struct client {
    struct wtw_write_queue *queue;
    struct wtw_feed_article articles[4];
    struct wtw_feed_receipt receipts[4];
    char words[4][32];
    struct wtw_task task;
    pthread_t thread;
    bool is_taken;
};

static void prepare(struct client *client, struct wtw_write_queue *queue, int number,
                    size_t count)
{
    *client = (struct client){.queue = queue};
    for (size_t i = 0; i < count; i++) {
        int bytes =
            snprintf(client->words[i], sizeof client->words[i], "w%d-%zu", number, i);

        client->articles[i] =
            (struct wtw_feed_article){.id = {client->words[i], (size_t)bytes},
                                      .text = {client->words[i], (size_t)bytes},
                                      .published_seconds = WTW_DATE_UNKNOWN};
    }
    client->task = (struct wtw_task){.kind = WTW_TASK_ADD,
                                     .articles = client->articles,
                                     .receipts = client->receipts,
                                     .count = count,
                                     .bytes = 10 * count};
}

static void *bring(void *context)
{
    struct client *client = context;

    client->is_taken = wtw_write_queue_do(client->queue, &client->task);
    return NULL;
}

static void send(struct client *client)
{
    check(pthread_create(&client->thread, NULL, bring, client) == 0);
}

/* Waits until so many articles wait behind what the writer is at. */
static void wait_for(struct wtw_write_queue *queue, size_t waiting)
{
    struct wtw_write_counts counts = {0};
    const struct timespec pause = {0, 500000};

    for (int i = 0; i < 10000; i++) {
        wtw_write_queue_counts(queue, &counts);
        if (counts.waiting_articles == waiting)
            return;
        nanosleep(&pause, NULL);
    }
    cr_assert(false, "%zu articles wait, not %zu", counts.waiting_articles, waiting);
}

/* The writer is at the gate with the first task once that no longer waits. */
static void send_in_order(struct wtw_write_queue *queue, struct client *clients,
                          int count)
{
    size_t waiting = 0;

    stand_in.is_gated = true;
    for (int i = 0; i < count; i++) {
        send(&clients[i]);
        if (i > 0)
            waiting += clients[i].task.count;
        else
            while (!stand_in.gated_adds)
                sched_yield();
        wait_for(queue, waiting);
    }
}

Test(write_queue, gives_each_client_the_receipts_of_its_own_articles)
{
    struct queue_at_hand hand;
    struct client clients[20];
    struct wtw_write_counts counts;

    begin(&hand, &quiet);
    for (int i = 0; i < 20; i++) {
        prepare(&clients[i], hand.queue, i, 1 + (size_t)i % 4);
        clients[i].task.is_patient = true;
        send(&clients[i]);
    }
    for (int i = 0; i < 20; i++) {
        pthread_join(clients[i].thread, NULL);
        check(clients[i].is_taken);
        check_number(clients[i].task.status, WTW_OK);
        for (size_t k = 0; k < clients[i].task.count; k++) {
            int64_t number = 0;

            check_ok(wtw_feed_find(hand.feed, clients[i].articles[k].id, &number, NULL),
                     &clients[i].task.error);
            check_number(clients[i].receipts[k].number, number);
        }
    }
    wtw_write_queue_counts(hand.queue, &counts);
    check_number(counts.articles, 50);
    check_number(counts.verdicts[WTW_FEED_NEW], 50);
    check_number(counts.known, 0);
    check_number(counts.waiting_articles, 0);
    end(&hand);
}

Test(write_queue, commits_together_what_came_meanwhile_up_to_the_batch_limit)
{
    struct queue_at_hand hand;
    struct client clients[11];
    struct wtw_write_counts counts;

    begin(&hand, &quiet);
    for (int i = 0; i < 11; i++)
        prepare(&clients[i], hand.queue, i, 1);
    send_in_order(hand.queue, clients, 11);
    stand_in.is_gated = false;
    for (int i = 0; i < 11; i++)
        pthread_join(clients[i].thread, NULL);
    wtw_write_queue_counts(hand.queue, &counts);
    check_number(counts.commits, 3); /* 1, 8 and 2 */
    check_number(stand_in.largest_add, 8);
    check_number(counts.batches[0], 1); /* up to 1 */
    check_number(counts.batches[1], 1); /* up to 4 */
    check_number(counts.batches[2], 1); /* up to 16 */
    end(&hand);
}

Test(write_queue, refuses_what_is_too_much_but_not_a_piece_of_a_stream)
{
    struct queue_at_hand hand;
    struct client clients[4];
    struct client late;
    struct wtw_write_counts counts;

    begin(&hand, &quiet);
    for (int i = 0; i < 3; i++)
        prepare(&clients[i], hand.queue, i, 4);
    send_in_order(hand.queue, clients, 3);
    prepare(&late, hand.queue, 9, 3); /* 8 wait, 10 may */
    check(!wtw_write_queue_do(hand.queue, &late.task));
    late.task.bytes = 4990;
    late.task.count = 1;
    check(!wtw_write_queue_do(hand.queue, &late.task)); /* for its bytes */
    prepare(&clients[3], hand.queue, 3, 4);
    clients[3].task.is_patient = true;
    send(&clients[3]);
    wait_for(hand.queue, 12);
    stand_in.is_gated = false;
    for (int i = 0; i < 4; i++) {
        pthread_join(clients[i].thread, NULL);
        check_number(clients[i].task.status, WTW_OK);
    }
    wtw_write_queue_counts(hand.queue, &counts);
    check_number(counts.refused, 2);
    check_number(counts.articles, 16);
    end(&hand);
}

Test(write_queue, takes_a_task_that_is_larger_than_all_limits_when_nothing_waits)
{
    struct queue_at_hand hand;
    struct client client;
    struct wtw_write_terms small = quiet;

    small.waiting_articles = 1;
    small.batch_articles = 1;
    begin(&hand, &small);
    prepare(&client, hand.queue, 1, 4);
    check(wtw_write_queue_do(hand.queue, &client.task));
    check_number(client.task.status, WTW_OK);
    check_number(client.receipts[3].number, 4);
    end(&hand);
}

Test(write_queue, tries_each_alone_where_one_spoils_the_batch)
{
    struct queue_at_hand hand;
    struct client clients[4];

    begin(&hand, &quiet);
    for (int i = 0; i < 4; i++)
        prepare(&clients[i], hand.queue, i, 1);
    clients[2].articles[0].text = (struct wtw_span){"poison", 6};
    send_in_order(hand.queue, clients, 4);
    stand_in.is_gated = false;
    for (int i = 0; i < 4; i++)
        pthread_join(clients[i].thread, NULL);
    check_number(clients[0].task.status, WTW_OK);
    check_number(clients[1].task.status, WTW_OK);
    check_number(clients[2].task.status, WTW_TOO_LARGE);
    check_string(clients[2].task.error.words, "poisoned");
    check_number(clients[3].task.status, WTW_OK);
    end(&hand);
}

Test(write_queue, tells_all_when_the_disk_fails_and_goes_on_when_it_does_not)
{
    struct queue_at_hand hand;
    struct client clients[2];
    struct wtw_write_counts counts;

    begin(&hand, &quiet);
    stand_in.add_status = WTW_IO;
    prepare(&clients[0], hand.queue, 0, 2);
    check(wtw_write_queue_do(hand.queue, &clients[0].task));
    check_number(clients[0].task.status, WTW_IO);
    check_string(clients[0].task.error.words, "the stand-in was told to fail");
    stand_in.add_status = WTW_OK;
    prepare(&clients[1], hand.queue, 0, 2);
    check(wtw_write_queue_do(hand.queue, &clients[1].task));
    check_number(clients[1].task.status, WTW_OK);
    wtw_write_queue_counts(hand.queue, &counts);
    check_number(counts.failures, 1);
    check_number(counts.commits, 1);
    end(&hand);
}

Test(write_queue, judges_and_deletes_in_its_turn)
{
    struct queue_at_hand hand;
    struct client client;
    struct wtw_task gone = {.kind = WTW_TASK_DELETE, .number = 1};

    begin(&hand, &quiet);
    prepare(&client, hand.queue, 0, 1);
    client.task.kind = WTW_TASK_JUDGE;
    check(wtw_write_queue_do(hand.queue, &client.task));
    check_number(client.receipts[0].number, 0);
    client.task.kind = WTW_TASK_ADD;
    check(wtw_write_queue_do(hand.queue, &client.task));
    check_number(client.receipts[0].number, 1);
    check(wtw_write_queue_do(hand.queue, &gone));
    check(gone.was_there);
    check(wtw_write_queue_do(hand.queue, &gone));
    check(!gone.was_there);
    end(&hand);
}

/* Waits until so many articles are gone. */
static void wait_for_expired(struct wtw_write_queue *queue, uint64_t expired)
{
    struct wtw_write_counts counts = {0};
    const struct timespec pause = {0, 500000};

    for (int i = 0; i < 10000 && counts.expired != expired; i++) {
        nanosleep(&pause, NULL);
        wtw_write_queue_counts(queue, &counts);
    }
    check_number(counts.expired, expired);
}

Test(write_queue, lets_go_of_what_is_older_than_the_window_step_by_step)
{
    struct queue_at_hand hand;
    struct client client;
    struct wtw_write_terms windowed = quiet;
    struct wtw_event_log events = {.items = NULL};
    struct wtw_feed_change change;
    struct wtw_error error = {0};
    int64_t before = (int64_t)time(NULL) - 3600;

    check_ok(wtw_event_log_init(&events, 1, &error), &error);
    windowed.events = &events;
    windowed.window_seconds = 3600;
    windowed.upkeep_seconds = 0.005;
    begin(&hand, &windowed);
    stand_in.tells_changes = true;
    prepare(&client, hand.queue, 0, 4);
    for (int i = 0; i < 4; i++)
        client.articles[i].published_seconds = i == 3 ? before + 600 : before - 600;
    check(wtw_write_queue_do(hand.queue, &client.task));
    wait_for_expired(hand.queue, 3);
    check(stand_in.expired_before >= before && stand_in.expired_before <= before + 60);
    check(stand_in.expiries > 0);
    check_number(wtw_event_log_get(&events, -1, &change, 1).count, 1);
    check_number(change.cluster, 7);
    end(&hand);
    wtw_event_log_release(&events);
}

Test(write_queue, tidies_until_there_is_no_more_and_shows_when_it_cannot)
{
    struct queue_at_hand hand;
    struct wtw_write_counts counts = {0};
    struct wtw_write_terms often = quiet;
    const struct timespec pause = {0, 1000000};

    often.upkeep_seconds = 0.005;
    begin(&hand, &often);
    stand_in.tidy_more = 5;
    for (int i = 0; i < 5000 && stand_in.tidy_more; i++)
        nanosleep(&pause, NULL);
    check_number(stand_in.tidy_more, 0);
    for (int i = 0; i < 5000 && counts.index_bytes != 4096; i++) {
        nanosleep(&pause, NULL);
        wtw_write_queue_counts(hand.queue, &counts);
    }
    check_number(counts.index_bytes, 4096);
    stand_in.tidy_status = WTW_IO;
    for (int i = 0; i < 5000 && !counts.upkeep_words[0]; i++) {
        nanosleep(&pause, NULL);
        wtw_write_queue_counts(hand.queue, &counts);
    }
    check_string(counts.upkeep_words, "the stand-in was told to fail");
    end(&hand);
    check_number(stand_in.expiries, 0); /* without a window nothing goes */
}

Test(write_queue, finishes_what_waits_before_it_ends)
{
    struct queue_at_hand hand;
    struct client clients[5];

    begin(&hand, &quiet);
    for (int i = 0; i < 5; i++)
        prepare(&clients[i], hand.queue, i, 1);
    send_in_order(hand.queue, clients, 5);
    stand_in.is_gated = false;
    wtw_write_queue_free(hand.queue);
    for (int i = 0; i < 5; i++) {
        pthread_join(clients[i].thread, NULL);
        check_number(clients[i].task.status, WTW_OK);
    }
    wtw_write_queue_free(NULL);
    wtw_feed_close(hand.feed);
    stand_in_reset();
}

#ifdef WTW_FAULTS
Test(write_queue, says_when_it_cannot_start)
{
    struct wtw_write_queue *queue = NULL;
    struct wtw_error error = {0};

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_write_queue_new(&quiet, &queue, &error), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    wtw_fault_plan(WTW_FAULT_THREAD, 1);
    check_status(wtw_write_queue_new(&quiet, &queue, &error), WTW_IO);
    check(strstr(error.words, "cannot start the thread that writes") != NULL);
    check(queue == NULL);
}

Test(write_queue, adds_one_by_one_where_there_is_no_memory_for_a_batch)
{
    struct queue_at_hand hand;
    struct client clients[3];

    begin(&hand, &quiet);
    for (int i = 0; i < 3; i++)
        prepare(&clients[i], hand.queue, i, 1);
    send_in_order(hand.queue, clients, 3);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    stand_in.is_gated = false;
    for (int i = 0; i < 3; i++) {
        pthread_join(clients[i].thread, NULL);
        check_number(clients[i].task.status, WTW_OK);
    }
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check_number(stand_in.largest_add, 1);
    end(&hand);
}
#endif
