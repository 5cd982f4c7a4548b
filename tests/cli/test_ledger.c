/*
 * test_ledger.c - where each article stands and what it is called
 */
#include "check.h"
#include "cli/ledger.h"

#include <stdio.h>

static void add(struct wtw_ledger *ledger, const char *id, uint32_t line,
                bool is_whole_input)
{
    struct wtw_place place = {
        .offset = line * UINT64_C(1000), .byte_count = 7, .line = line, .text_begin = 3};
    struct wtw_error error = {0};

    check_ok(wtw_ledger_add(ledger, (struct wtw_span){id, id ? strlen(id) : 0}, &place,
                            line * INT64_C(60), "in.jsonl", is_whole_input, &error),
             &error);
}

static void check_id(const struct wtw_ledger *ledger, uint32_t number, const char *wanted)
{
    struct wtw_span id = wtw_ledger_id(ledger, number);

    cr_assert(id.count == strlen(wanted) && memcmp(id.items, wanted, id.count) == 0,
              "%u: got \"%.*s\", wanted \"%s\"", (unsigned)number, (int)id.count,
              id.items, wanted);
}

Test(ledger, keeps_ids_places_and_dates)
{
    struct wtw_ledger ledger = {0};
    struct wtw_place place;

    add(&ledger, "a", 3, false);
    add(&ledger, "b", 4, false);
    check_number(ledger.count, 2);
    check_id(&ledger, 0, "a");
    check_id(&ledger, 1, "b");
    place = wtw_ledger_place(&ledger, 1);
    check_number(place.offset, 4000);
    check_number(place.byte_count, 7);
    check_number(place.text_begin, 3);
    check_number(place.line, 4);
    check_number(place.input, 0);
    check_number(wtw_ledger_published(&ledger, 0), 180);
    check_number(ledger.duplicate_ids, 0);
    wtw_ledger_close(&ledger);
    check_id(&ledger, 0, "a");
    check_id(&ledger, 1, "b");
    check_number(wtw_ledger_place(&ledger, 1).line, 4);
    wtw_ledger_release(&ledger);
}

Test(ledger, names_articles_without_an_id_by_their_place)
{
    struct wtw_ledger ledger = {0};

    add(&ledger, NULL, 3, false);
    add(&ledger, "", 4, false);
    add(&ledger, NULL, 1, true);
    check_id(&ledger, 0, "in.jsonl:3");
    check_id(&ledger, 1, "in.jsonl:4");
    check_id(&ledger, 2, "in.jsonl");
    check_number(ledger.duplicate_ids, 0);
    wtw_ledger_release(&ledger);
}

Test(ledger, tells_equal_ids_apart_whatever_else_is_there)
{
    struct wtw_ledger ledger = {0};

    add(&ledger, "a", 1, false);
    add(&ledger, "a@in.jsonl:3", 2, false);
    add(&ledger, "a", 3, false);
    add(&ledger, "a", 3, false);
    check_id(&ledger, 0, "a");
    check_id(&ledger, 2, "a@in.jsonl:3@in.jsonl:3");
    check_id(&ledger, 3, "a@in.jsonl:3@in.jsonl:3@in.jsonl:3");
    check_number(ledger.duplicate_ids, 2);
    wtw_ledger_release(&ledger);
}

Test(ledger, stays_right_and_small_through_many_articles)
{
    enum { COUNT = 100000 };
    struct wtw_ledger ledger = {0};
    char id[32];

    for (uint32_t i = 0; i < COUNT; i++) {
        snprintf(id, sizeof id, "id-%u", (unsigned)i);
        add(&ledger, id, i + 1, false);
    }
    check_number(ledger.duplicate_ids, 0);
    for (uint32_t i = 0; i < COUNT; i += 997) {
        snprintf(id, sizeof id, "id-%u", (unsigned)i);
        check_id(&ledger, i, id);
        add(&ledger, id, 5, false);
    }
    check_number(ledger.duplicate_ids, (COUNT + 996) / 997);
    check(ledger.ids.slot_count * sizeof *ledger.ids.slots <= 20 * (size_t)COUNT);
    wtw_ledger_release(&ledger);
}
