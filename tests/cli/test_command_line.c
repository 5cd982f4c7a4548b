/*
 * test_command_line.c - from words to settings
 */
#include "check.h"
#include "cli/command_line.h"
#include "cli/commands.h"

#include <stdio.h>

/* A command line in one string, and whether it is right; words are split at blanks. */
struct line {
    char words[200];
    const char *items[32];
    size_t count;
    struct wtw_settings settings;
    struct wtw_error error;
};

static enum wtw_status parse(struct line *line, const char *words)
{
    char *next = line->words;

    *line = (struct line){.count = 0};
    snprintf(line->words, sizeof line->words, "%s", words);
    while (*next) {
        line->items[line->count++] = next;
        next += strcspn(next, " ");
        if (*next)
            *next++ = '\0';
    }
    wtw_settings_init(&line->settings);
    return wtw_command_line_parse(&line->settings, line->items, line->count,
                                  &line->error);
}

static void parse_well(struct line *line, const char *words)
{
    check_ok(parse(line, words), &line->error);
}

static const char *complaint(const char *words)
{
    static struct line line;

    check_status(parse(&line, words), WTW_BAD_ARGUMENT);
    wtw_settings_release(&line.settings);
    return line.error.words;
}

Test(command_line, leaves_the_defaults_where_nothing_is_said)
{
    struct line line;

    parse_well(&line, "cluster");
    check_string(line.settings.command->name, "cluster");
    check_number(line.settings.input_count, 0);
    check_number(line.settings.format, WTW_FORMAT_AUTO);
    check_real(line.settings.engine.threshold, .5, 0);
    check(line.settings.output == NULL);
    check(!line.settings.strict);
    wtw_settings_release(&line.settings);
}

Test(command_line, reads_values_behind_an_equals_sign_and_in_the_next_word)
{
    struct line line;

    parse_well(&line, "cluster --threshold=.7 --output out.tsv --format tsv --shingle=4");
    check_real(line.settings.engine.threshold, .7, 1e-15);
    check_string(line.settings.output, "out.tsv");
    check_number(line.settings.format, WTW_FORMAT_TSV);
    check_number(line.settings.engine.shingle_tokens, 4);
    wtw_settings_release(&line.settings);
}

Test(command_line, reads_letters_alone_together_and_with_values)
{
    static const char *const lines[] = {"cluster -q -j 4 -o x", "cluster -qj4 -ox",
                                        "cluster -qj 4 -o x", "cluster -ox -qj4"};
    struct line line;

    for (size_t i = 0; i < 4; i++) {
        parse_well(&line, lines[i]);
        check(line.settings.quiet);
        check_number(line.settings.engine.thread_count, 4);
        check_string(line.settings.output, "x");
        wtw_settings_release(&line.settings);
    }
}

Test(command_line, takes_operands_anywhere_and_all_words_after_two_dashes)
{
    struct line line;

    parse_well(&line, "cluster a --strict b - -- --strict -q");
    check(line.settings.strict);
    check(!line.settings.quiet);
    check_number(line.settings.input_count, 5);
    check_string(line.settings.inputs[0], "a");
    check_string(line.settings.inputs[1], "b");
    check_string(line.settings.inputs[2], "-");
    check_string(line.settings.inputs[3], "--strict");
    check_string(line.settings.inputs[4], "-q");
    wtw_settings_release(&line.settings);
}

Test(command_line, lets_the_last_of_equal_options_win_and_keeps_each_field)
{
    struct line line;

    parse_well(&line, "pairs --seed 1 --seed 18446744073709551615 --field text=a --field "
                      "title=b.c --field text=d=e");
    check(line.settings.engine.seed == UINT64_MAX);
    check_string(line.settings.fields[WTW_FIELD_TEXT], "d=e");
    check_string(line.settings.fields[WTW_FIELD_TITLE], "b.c");
    check(line.settings.fields[WTW_FIELD_DATE] == NULL);
    wtw_settings_release(&line.settings);
}

Test(command_line, reads_choices_sizes_and_limits)
{
    struct line line;

    parse_well(&line,
               "cluster --canonical first --max-record 2M --key-ceiling 0 --color never");
    check_number(line.settings.engine.canonical, WTW_CANONICAL_FIRST);
    check_number(line.settings.max_record_bytes, 2097152);
    check_number(line.settings.engine.key_ceiling, 0);
    check_number(line.settings.color, 2);
    wtw_settings_release(&line.settings);
    parse_well(&line, "cluster --canonical longest --threshold 1");
    check_number(line.settings.engine.canonical, WTW_CANONICAL_LONGEST);
    check_real(line.settings.engine.threshold, 1, 0);
    wtw_settings_release(&line.settings);
}

Test(command_line, asks_for_nothing_else_beside_help_and_version)
{
    static const char *const lines[] = {
        "--help",       "-h",   "cluster --nonsense --help",
        "help cluster", "help", "compare -h a"};
    struct line line;

    for (size_t i = 0; i < 6; i++) {
        parse_well(&line, lines[i]);
        check(line.settings.wants_help);
        wtw_settings_release(&line.settings);
    }
    parse_well(&line, "--version");
    check(line.settings.wants_version);
    wtw_settings_release(&line.settings);
}

Test(command_line, takes_help_behind_two_dashes_for_an_input)
{
    struct line line;

    parse_well(&line, "cluster -- --help");
    check(!line.settings.wants_help);
    check_string(line.settings.inputs[0], "--help");
    wtw_settings_release(&line.settings);
}

Test(command_line, says_what_is_wrong_and_what_would_be_right)
{
    check_string(complaint("custer"),
                 "unknown command 'custer'; did you mean 'cluster'?");
    check_string(complaint("cluster --formt tsv"),
                 "unknown option --formt; did you mean --format?");
    check_string(complaint("cluster --formt=tsv"),
                 "unknown option --formt; did you mean --format?");
    check_string(complaint("cluster --format"),
                 "--format needs a value: jsonl|tsv|table|html|csv|graphml|sqlite");
    check_string(
        complaint("cluster --format json"),
        "--format is one of jsonl|tsv|table|html|csv|graphml|sqlite, not 'json'");
    check_string(complaint("cluster --threshold 0"),
                 "--threshold is a number over 0 and up to 1, such as .7, not '0'");
    check_string(complaint("cluster --bucket-limit 10001"),
                 "--bucket-limit is a number from 1 to 10000, not '10001'");
    check_string(complaint("inspect --canonical first"),
                 "--canonical belongs to cluster, feed and serve, not to inspect");
    check_string(complaint("compare --stats f"),
                 "--stats belongs to cluster, dedup and pairs, not to compare");
    check_string(
        complaint("compare -j2"),
        "--threads belongs to cluster, dedup, pairs, inspect, tune, feed and serve, not "
        "to compare");
    check_string(complaint("cluster -q=1"),
                 "unknown option -=1; 'wiretwin cluster --help' lists them");
    check_string(
        complaint("cluster --field text="),
        "--field is NAME=PATH with text, id, url, title, date, source or language as "
        "NAME, not 'text='");
    check_string(complaint(""), "no command; 'wiretwin --help' lists them");
}

Test(command_line, finds_stories_for_who_asks_for_them)
{
    struct line line;

    parse_well(&line, "cluster a");
    check(!line.settings.engine.finds_stories);
    wtw_settings_release(&line.settings);
    parse_well(&line, "cluster --stories a");
    check(line.settings.engine.finds_stories);
    wtw_settings_release(&line.settings);
    parse_well(&line, "cluster --level story --story-likeness .3 --story-days 2 a");
    check(line.settings.engine.finds_stories);
    check_number(line.settings.level, WTW_LEVEL_STORY);
    check_real(line.settings.engine.story_likeness, .3, 1e-9);
    check_number(line.settings.engine.story_days, 2);
    wtw_settings_release(&line.settings);
    parse_well(&line, "cluster --no-stories --level cluster a");
    check(!line.settings.engine.finds_stories);
    wtw_settings_release(&line.settings);
    parse_well(&line, "eval --level story a");
    check(!line.settings.engine.finds_stories);
    wtw_settings_release(&line.settings);
    check_string(
        complaint("cluster --level story --no-stories"),
        "--level story and --no-stories contradict each other; leave one of them "
        "out");
    check_string(
        complaint("cluster --no-stories --stories"),
        "--stories and --no-stories contradict each other; leave one of them out");
    check_string(complaint("cluster --level page"),
                 "--level is one of cluster|story, not 'page'");
    check_string(complaint("pairs --level story"),
                 "--level belongs to cluster and eval, not to pairs");
}

Test(command_line, takes_a_list_of_preferred_sources_for_a_canonical)
{
    struct line line;

    parse_well(&line, "cluster --prefer a,b");
    check_number(line.settings.engine.canonical, WTW_CANONICAL_PREFERRED);
    check_string(line.settings.prefer, "a,b");
    wtw_settings_release(&line.settings);
    parse_well(&line, "cluster --canonical preferred --prefer a --keep-boilerplate");
    check_number(line.settings.engine.canonical, WTW_CANONICAL_PREFERRED);
    check(line.settings.engine.keeps_boilerplate);
    wtw_settings_release(&line.settings);
    check_string(complaint("cluster --canonical preferred"),
                 "--canonical preferred needs to know whom: --prefer LIST");
    check_string(complaint("cluster --prefer a --canonical first"),
                 "--prefer means --canonical preferred; leave the other out");
}
