/*
 * test_grouping.c - gold and prediction in memory, with one number for an article in both
 */
#include "check.h"
#include "cli/command_line.h"
#include "cli/grouping.h"
#include "cli/label_rule.h"
#include "read/temporary_files.h"

#include "base/faults.h"

static enum wtw_status load(struct wtw_grouping *grouping, const char *path, bool is_gold,
                            struct wtw_id_table *ids, struct wtw_error *error)
{
    struct wtw_settings settings;

    wtw_settings_init(&settings);
    return wtw_grouping_load(grouping, path, is_gold, ids, &settings, error);
}

static void load_ok(struct wtw_grouping *grouping, const char *path, bool is_gold,
                    struct wtw_id_table *ids)
{
    struct wtw_error error = {0};

    check_ok(load(grouping, path, is_gold, ids, &error), &error);
}

Test(grouping, gives_an_article_one_number_on_both_sides, .init = make_test_folder,
     .fini = remove_test_folder)
{
    struct wtw_id_table ids = {0};
    struct wtw_grouping gold;
    struct wtw_grouping predicted;
    const struct wtw_grouping_member *member = NULL;

    load_ok(&gold, write_text("gold", "a\t1\nb\t1\n"), true, &ids);
    load_ok(&predicted,
            write_text("predicted", "id\tcluster\tcanonical\trelation\tjaccard\n"
                                    "c\tc\tc\texact\t1\nb\tc\tc\tnear\t.9\n"),
            false, &ids);
    check_number(ids.count, 3);
    check(wtw_grouping_member(&predicted, 0) == NULL);
    check(wtw_grouping_member(&gold, 2) == NULL);
    check(wtw_grouping_member(&gold, 7) == NULL);
    member = wtw_grouping_member(&predicted, 1);
    check_number(member->canonical, 2);
    check_number(member->relation, WTW_NEAR);
    check_real(member->figures.jaccard, .9, 1e-6);
    check_real(member->figures.forward, -1, 0);
    check_number(wtw_grouping_member(&predicted, 2)->cluster, member->cluster);
    wtw_grouping_release(&predicted);
    wtw_grouping_release(&gold);
    wtw_id_table_release(&ids);
}

/* As cluster names them: the second article with an id, and one without any. */
Test(grouping, names_records_as_cluster_names_articles, .init = make_test_folder,
     .fini = remove_test_folder)
{
    struct wtw_id_table ids = {0};
    struct wtw_grouping gold;
    char wanted[300];

    load_ok(&gold,
            write_text("g", "{\"id\":\"a\",\"cluster\":1}\n{\"id\":\"a\",\"cluster\":2}\n"
                            "{\"cluster\":2}\n{\"id\":\"b\"}\n"),
            true, &ids);
    check_number(gold.member_count, 3);
    check_number(gold.without_cluster, 1);
    snprintf(wanted, sizeof wanted, "a@%s:2", test_path("g"));
    check_number(wtw_id_table_text(&ids, 1).count, strlen(wanted));
    check(memcmp(wtw_id_table_text(&ids, 1).items, wanted, strlen(wanted)) == 0);
    snprintf(wanted, sizeof wanted, "%s:3", test_path("g"));
    check(memcmp(wtw_id_table_text(&ids, 2).items, wanted, strlen(wanted)) == 0);
    wtw_grouping_release(&gold);
    wtw_id_table_release(&ids);
}

/* Gold has a before b; the prediction lists (b, a), so that a is what b was. */
Test(grouping, turns_pairs_round_with_their_relation_and_figures,
     .init = make_test_folder, .fini = remove_test_folder)
{
    struct wtw_id_table ids = {0};
    struct wtw_grouping gold;
    struct wtw_grouping predicted;
    const struct wtw_grouping_pair *pair = NULL;

    load_ok(&gold, write_text("gold", "a\tb\t1\nb\ta\t1\nc\tb\t0\n"), true, &ids);
    load_ok(&predicted,
            write_text("predicted", "id_a\tid_b\trelation\tjaccard\ta_in_b\tb_in_a\n"
                                    "b\ta\tabridged\t.4\t.5\t.9\n"),
            false, &ids);
    check_number(gold.pair_count, 2);
    check_number(gold.repeats, 1);
    pair = wtw_grouping_pair(&predicted, 1, 0);
    check(pair != NULL && pair == wtw_grouping_pair(&predicted, 0, 1));
    check(pair->is_swapped);
    check_number(pair->relation, WTW_EXPANDED);
    check_real(pair->figures.forward, .9, 1e-6);
    check_real(pair->figures.backward, .5, 1e-6);
    check(wtw_grouping_pair(&predicted, 0, 2) == NULL);
    wtw_grouping_release(&predicted);
    wtw_grouping_release(&gold);
    wtw_id_table_release(&ids);
}

/* Loads pairs x1 y1 LABEL, x2 y2 LABEL, ... and gives a + for each label that is positive,
 * - for others, ? for those that are not scored. */
static void check_rule(const char *const *labels, const char *positive, bool excerpts,
                       const char *wanted)
{
    struct wtw_settings settings;
    struct wtw_id_table ids = {0};
    struct wtw_grouping gold;
    struct wtw_label_row rows[8];
    struct wtw_error error = {0};
    char text[256];
    char got[9] = "";
    size_t used = 0;

    for (size_t i = 0; labels[i]; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "x%zu\ty%zu\t%s\n", i,
                                 i, labels[i]);
    load_ok(&gold, write_text("gold", text), true, &ids);
    wtw_settings_init(&settings);
    settings.positive = positive;
    settings.count_excerpts = excerpts;
    check_ok(wtw_label_rule_apply(&gold, &settings, rows, &error), &error);
    for (size_t i = 0; labels[i]; i++)
        got[i] = !rows[i].is_scored ? '?' : rows[i].is_positive ? '+' : '-';
    check_string(got, wanted);
    wtw_grouping_release(&gold);
    wtw_id_table_release(&ids);
}

Test(grouping, has_labels_that_mean_copies, .init = make_test_folder,
     .fini = remove_test_folder)
{
    static const char *const numbers[] = {"0", "1", "2", "?", "No", NULL};
    static const char *const relations[] = {"near", "template", "excerpt",
                                            "1",    "?",        NULL};
    static const char *const excerpts[] = {"excerpt", "yes", "unrelated", NULL};

    check_rule(numbers, NULL, false, "-++?-");
    check_rule(numbers, "2", false, "--+?-");
    check_rule(numbers, "0,?", false, "+--+-");
    check_rule(relations, NULL, false, "+---?");
    check_rule(relations, NULL, true, "+-+-?");
    check_rule(excerpts, NULL, false, "-+-");
}

#ifdef WTW_FAULTS

static void fail_each(const char *path, bool is_gold)
{
    for (uint64_t nth = 1;; nth++) {
        struct wtw_id_table ids = {0};
        struct wtw_grouping grouping;
        struct wtw_error error = {0};
        enum wtw_status status = WTW_OK;
        bool was_asked = false;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = load(&grouping, path, is_gold, &ids, &error);
        was_asked = wtw_fault_count(WTW_FAULT_ALLOCATION) >= nth;
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        wtw_grouping_release(&grouping);
        wtw_id_table_release(&ids);
        if (!was_asked) {
            check_ok(status, &error);
            check(nth > 5);
            return;
        }
        check_number(status, WTW_NO_MEMORY);
    }
}

Test(grouping, fails_in_order_whichever_allocation_does, .init = make_test_folder,
     .fini = remove_test_folder)
{
    fail_each(write_text("gold", "a\tb\t1\nc\tb\t0\n"), true);
    fail_each(write_text("predicted", "id\tcluster\tcanonical\nb\ta\ta\na\ta\ta\n"),
              false);
    fail_each(write_text("records", "{\"id\":\"a\",\"cluster\":1}\n{\"cluster\":2}\n"),
              true);
}

#endif
