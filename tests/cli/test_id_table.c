/*
 * test_id_table.c - texts numbered in the order in which they come, and found again
 */
#include "check.h"
#include "cli/id_table.h"

#include "base/faults.h"

#include <stdio.h>

static struct wtw_span slice_of(const char *words)
{
    return (struct wtw_span){words, strlen(words)};
}

static uint32_t add(struct wtw_id_table *table, const char *words, bool wanted_new)
{
    struct wtw_error error = {0};
    uint32_t number = 0;
    bool is_new = false;

    check_ok(wtw_id_table_add(table, slice_of(words), &number, &is_new, &error), &error);
    check(is_new == wanted_new);
    return number;
}

Test(id_table, gives_equal_texts_one_number)
{
    struct wtw_id_table table = {0};
    uint32_t number = 99;

    check_number(add(&table, "a", true), 0);
    check_number(add(&table, "", true), 1);
    check_number(add(&table, "ab", true), 2);
    check_number(add(&table, "a", false), 0);
    check_number(add(&table, "", false), 1);
    check_number(table.count, 3);
    check(wtw_id_table_find(&table, slice_of("ab"), &number));
    check_number(number, 2);
    check(!wtw_id_table_find(&table, slice_of("b"), &number));
    check_number(number, 2);
    check_bytes(wtw_id_table_text(&table, 2).items, wtw_id_table_text(&table, 2).count,
                "ab");
    check_number(wtw_id_table_text(&table, 1).count, 0);
    wtw_id_table_release(&table);
    check(!wtw_id_table_find(&table, slice_of("a"), &number));
}

Test(id_table, keeps_numbers_while_it_grows)
{
    struct wtw_id_table table = {0};
    char words[24];

    for (uint32_t i = 0; i < 20000; i++) {
        snprintf(words, sizeof words, "id-%u", (unsigned)i);
        check_number(add(&table, words, true), i);
    }
    for (uint32_t i = 0; i < 20000; i++) {
        snprintf(words, sizeof words, "id-%u", (unsigned)i);
        check_number(add(&table, words, false), i);
    }
    wtw_id_table_release(&table);
}

Test(id_table, copies_texts_from_anywhere_in_memory_and_in_files)
{
    const char *const folders[] = {NULL, "/tmp"};

    for (int i = 0; i < 2; i++) {
        struct wtw_id_table table = {.bytes = {.folder = folders[i]},
                                     .ends = {.folder = folders[i]}};
        struct wtw_buffer room = {0};
        struct wtw_span text;
        struct wtw_error error = {0};

        add(&table, "first", true);
        add(&table, "", true);
        add(&table, "third", true);
        for (uint32_t number = 3; number-- > 0;) {
            check_ok(wtw_id_table_copy(&table, number, &room, &text, &error), &error);
            check(text.items == room.items);
            check_number(text.count, wtw_id_table_text(&table, number).count);
            check(memcmp(text.items, wtw_id_table_text(&table, number).items,
                         text.count) == 0);
        }
        check_bytes(text.items, text.count, "first");
        wtw_buffer_release(&room);
        wtw_id_table_release(&table);
    }
}

Test(id_table, names_articles_by_id_or_place)
{
    const struct wtw_article_place line = {"in.jsonl", 7, false, 0};
    const struct wtw_article_place file = {"a.txt", 1, true, 0};
    const struct wtw_article_place inside = {"a.json", 1, false, 3077};
    struct wtw_buffer name = {0};
    struct wtw_error error = {0};

    check_ok(wtw_article_name_begin(&name, slice_of("a-17"), &line, &error), &error);
    check_bytes(name.items, name.count, "a-17");
    check_ok(wtw_article_name_extend(&name, &line, &error), &error);
    check_bytes(name.items, name.count, "a-17@in.jsonl:7");
    check_ok(wtw_article_name_begin(&name, slice_of(""), &line, &error), &error);
    check_bytes(name.items, name.count, "in.jsonl:7");
    check_ok(wtw_article_name_begin(&name, slice_of(""), &file, &error), &error);
    check_bytes(name.items, name.count, "a.txt");
    check_ok(wtw_article_name_begin(&name, slice_of(""), &inside, &error), &error);
    check_bytes(name.items, name.count, "a.json:1:3077");
    wtw_buffer_release(&name);
}

Test(id_table, closed_it_still_tells_texts_by_their_numbers)
{
    struct wtw_id_table table = {0};

    for (uint32_t i = 0; i < 3; i++)
        add(&table, (const char *[]){"a", "", "cc"}[i], true);
    wtw_id_table_close(&table);
    check_bytes(wtw_id_table_text(&table, 0).items, wtw_id_table_text(&table, 0).count,
                "a");
    check_number(wtw_id_table_text(&table, 1).count, 0);
    check_bytes(wtw_id_table_text(&table, 2).items, wtw_id_table_text(&table, 2).count,
                "cc");
    wtw_id_table_close(&table);
    wtw_id_table_release(&table);
}

#ifdef WTW_FAULTS

Test(id_table, holds_what_it_held_when_memory_fails)
{
    for (uint64_t nth = 1;; nth++) {
        struct wtw_id_table table = {0};
        struct wtw_error error = {0};
        uint32_t number = 0;
        bool is_new = false;
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_id_table_add(&table, slice_of("a"), &number, &is_new, &error);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        check_number(table.count, status == WTW_OK);
        check_number(add(&table, "a", status != WTW_OK), 0);
        wtw_id_table_release(&table);
        if (status == WTW_OK) {
            check_number(nth, 4);
            break;
        }
        check_number(status, WTW_NO_MEMORY);
    }
}

#endif
