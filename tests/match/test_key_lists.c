/*
 * test_key_lists.c - keys come back from their lists, in order of the articles
 */
#include "check.h"
#include "random_input.h"

#include "base/faults.h"
#include "match/key_lists.h"

enum { KEYS_MAX = 300000 };

/* All that was appended, in order: key << 32 | article. */
struct appended {
    struct wtw_key_lists lists;
    uint64_t entries[KEYS_MAX];
    size_t count;
};

static struct appended appended;

static void append(uint32_t article, const uint32_t *keys, size_t count)
{
    struct wtw_error error = {0};

    check_ok(wtw_key_lists_reserve(&appended.lists, count, &error), &error);
    wtw_key_lists_append(&appended.lists, article, keys, count);
    check(appended.count + count <= KEYS_MAX);
    for (size_t i = 0; i < count; i++)
        appended.entries[appended.count++] = (uint64_t)keys[i] << 32 | article;
}

/* Reads every list and looks whether it holds, in order, what was appended of its keys. */
static void check_lists(void)
{
    static uint64_t read[KEYS_MAX + WTW_KEY_CHUNK_KEYS];
    size_t all = 0;

    for (uint32_t number = 0; number < WTW_KEY_LISTS; number++) {
        struct wtw_key_cursor cursor = {.lists = &appended.lists, .number = number};
        size_t read_count = 0;
        size_t next = 0;
        size_t count = 0;

        while ((count = wtw_key_cursor_next(&cursor, read + read_count)) > 0)
            read_count += count;
        check_number(wtw_key_cursor_next(&cursor, read + read_count), 0);
        check_number(wtw_key_list_count(&appended.lists.lists[number]), read_count);
        if (!read_count)
            continue;
        for (size_t i = 0; i < appended.count; i++)
            if (appended.entries[i] >> 56 == number)
                cr_assert(next < read_count && read[next++] == appended.entries[i],
                          "list %u, entry %zu", number, next);
        check_number(read_count, next);
        all += read_count;
    }
    check_number(all, appended.count);
    check_number(appended.lists.key_count, appended.count);
}

static void release(void)
{
    wtw_key_lists_release(&appended.lists);
    wtw_key_lists_release(&appended.lists);
    appended.count = 0;
}

Test(key_lists, give_back_random_keys_of_neighbouring_articles)
{
    struct random_input random = random_begin(250);

    for (uint32_t article = 0; article < 5000; article++) {
        uint32_t keys[100];
        size_t count = random_below(&random, 101);

        for (size_t i = 0; i < count; i++)
            keys[i] = (uint32_t)random_next(&random);
        append(article, keys, count);
    }
    check_lists();
    release();
}

/* Distances of each length: 0 to 14 stand beside the key, up to 269 in a byte, others in
 * five; and the highest bits of keys are all there. */
Test(key_lists, give_back_articles_at_any_distance)
{
    static const uint32_t steps[] = {0, 1, 14, 15, 16, 269, 270, 271, 70000, 20000000};
    struct random_input random = random_begin(251);
    uint32_t keys[] = {0, 1, 0xffffff, 0x1000000, 0x7fffffff, 0x80000000, 0xffffffff};
    uint32_t article = 0;

    for (int i = 0; i < 2000; i++) {
        append(article, keys, 1 + random_below(&random, 7));
        article += steps[random_below(&random, i < 1000 ? 7 : 10)];
    }
    check_lists();
    append(UINT32_MAX - 1, keys, 7);
    check_lists();
    release();
}

/* Every distance in one list takes five bytes more, which is the most there is. */
Test(key_lists, a_reservation_is_enough_however_far_apart_the_articles_are)
{
    enum { FAR_KEYS = KEYS_MAX };
    static const uint32_t key = 5;
    struct wtw_error error = {0};

    check_ok(wtw_key_lists_reserve(&appended.lists, FAR_KEYS, &error), &error);
    for (uint32_t i = 0; i < FAR_KEYS; i++) {
        wtw_key_lists_append(&appended.lists, i * 1000, &key, 1);
        appended.entries[appended.count++] = (uint64_t)key << 32 | i * 1000;
    }
    check_number(appended.lists.block_count, 1);
    check_lists();
    release();
}

Test(key_lists, a_key_that_an_article_has_twice_is_there_twice)
{
    const uint32_t keys[] = {9, 9, 9, 7, 9};

    append(3, keys, 5);
    append(3, keys, 2);
    check_lists();
    release();
}

Test(key_lists, without_keys_are_empty_and_take_nothing)
{
    check_lists();
    append(4, NULL, 0);
    check_number(appended.lists.block_count, 0);
    check_lists();
    release();
}

/* A million keys at a fourth of an article a list cost 3.6 bytes each and a page a list. */
Test(key_lists, cost_less_than_four_bytes_a_key)
{
    struct random_input random = random_begin(252);
    uint64_t used = 0;

    for (uint32_t article = 0; article < 8000; article++) {
        uint32_t keys[62];
        struct wtw_error error = {0};

        for (size_t i = 0; i < 62; i++)
            keys[i] = (uint32_t)random_next(&random);
        check_ok(wtw_key_lists_reserve(&appended.lists, 62, &error), &error);
        wtw_key_lists_append(&appended.lists, article, keys, 62);
    }
    used = (appended.lists.chunk_count - appended.lists.spare_count) *
           sizeof(struct wtw_key_chunk);
    check((double)used < 3.6 * 8000 * 62 + 4096 * WTW_KEY_LISTS);
    release();
}

Test(key_lists, more_keys_than_fit_in_memory_are_too_many)
{
    check_status(wtw_key_lists_reserve(&appended.lists, SIZE_MAX, NULL), WTW_TOO_LARGE);
    check_lists();
}

#ifdef WTW_FAULTS

Test(key_lists, a_failed_reservation_keeps_all_and_after_one_appending_needs_no_memory)
{
    const uint32_t keys[] = {1, 2, 3, 0xfffffff0};
    bool failed = true;
    uint64_t nth = 1;

    append(0, keys, 4);
    for (nth = 1; failed; nth++) {
        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        failed = wtw_key_lists_reserve(&appended.lists, 500000, NULL) != WTW_OK;
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check_lists();
    }
    check(nth > 2);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    append(1, keys, 4);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check_lists();
    release();
}

#endif
