/*
 * test_rule_table.c - every phrase of the table does what its line says
 */
#include "text/boilerplate_runs.h"

#include "text/boilerplate_rules.h"

Test(rule_table, has_phrases_in_plain_form)
{
    for (size_t i = 0; i < wtw_rule_count(); i++) {
        const struct wtw_boilerplate_rule *rule = wtw_rule(i);
        struct wtw_plain_line plain;
        size_t bytes = strlen(rule->phrase);

        check(bytes > 0 && bytes < 64);
        check(rule->kind < WTW_BOILERPLATE_KIND_COUNT);
        wtw_plain_line_make(&plain, rule->phrase, 0, bytes);
        check(memcmp(plain.bytes, rule->phrase, plain.count) == 0);
    }
}
