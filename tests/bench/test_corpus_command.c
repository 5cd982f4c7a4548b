/*
 * test_corpus_command.c - options reach their places, and wrong ones are named with their
 * range
 */
#include "check.h"
#include "corpus_command.h"

#include <stdio.h>

enum { ARGUMENTS_MOST = 16 };

/* Reads "make_corpus" and the words of 'line', which have a space between. */
static enum wtw_status read_line(const char *line, struct wtw_corpus_command *command,
                                 struct wtw_error *error)
{
    static char words[512];
    char *arguments[ARGUMENTS_MOST] = {words};
    int count = 0;

    (void)snprintf(words, sizeof words, "make_corpus %s", line);
    for (char *at = words; at && *at && count < ARGUMENTS_MOST - 1; count++) {
        arguments[count] = at;
        at = strchr(at, ' ');
        if (at)
            *at++ = '\0';
    }
    arguments[count] = NULL;
    return wtw_corpus_command_read(count, arguments, command, error);
}

Test(corpus_command, no_options_give_the_defaults_of_help)
{
    struct wtw_corpus_command command;
    struct wtw_error error = {0};

    check_ok(read_line("", &command, &error), &error);
    check_number(command.corpus.article_count, 10000);
    check_number(command.corpus.mean_words, 400);
    check_number(command.corpus.seed, 1);
    check_real(command.corpus.copies, .30, 0);
    check_real(command.corpus.edit_share, .15, 0);
    check_number(command.corpus.language, WTW_PROSE_EN);
    check(!command.corpus.escapes_unicode && !command.output_path && !command.gold_path);
    check_number(command.corpus.weights[WTW_EDIT_MIXED], 2);
    check_number(command.corpus.weights[WTW_EDIT_MERGE], 0);
}

Test(corpus_command, every_option_reaches_its_place)
{
    struct wtw_corpus_command command;
    struct wtw_error error = {0};

    check_ok(
        read_line(
            "-n 7 --words=50 -s 18446744073709551615 -c .5 --edits exact=3,near -l zh",
            &command, &error),
        &error);
    check_number(command.corpus.article_count, 7);
    check_number(command.corpus.mean_words, 50);
    check(command.corpus.seed == UINT64_MAX);
    check_real(command.corpus.copies, .5, 0);
    check_number(command.corpus.weights[WTW_EDIT_EXACT], 3);
    check_number(command.corpus.weights[WTW_EDIT_NEAR], 1);
    check_number(command.corpus.weights[WTW_EDIT_MIXED], 0);
    check_number(command.corpus.language, WTW_PROSE_ZH);
    check_ok(
        read_line("--escape unicode --gold g --gold-pairs p -o out --edit-share 1 --help",
                  &command, &error),
        &error);
    check(command.corpus.escapes_unicode && command.wants_help);
    check_string(command.gold_path, "g");
    check_string(command.gold_pairs_path, "p");
    check_string(command.output_path, "out");
    check_real(command.corpus.edit_share, 1, 0);
}

Test(corpus_command, wrong_values_are_named)
{
    static const struct {
        const char *line;
        const char *words;
    } wrong[] = {
        {"-n -1", "--articles: \"-1\" is not a whole number from 0 to 1099511627776"},
        {"-n 12x", "\"12x\""},
        {"--words 9", "--words: \"9\" is not a whole number from 10 to 100000"},
        {"--seed 18446744073709551616", "--seed: \"18446744073709551616\""},
        {"--copies .96", "--copies: \".96\" is not a share from 0 to 0.95"},
        {"--copies nan", "--copies"},
        {"--edits near,tear", "there is no kind \"tear\""},
        {"--edits near=", "--edits: \"\""},
        {"--edits ,", "there is no kind \"\""},
        {"--edits near=0", "gives no kind a weight"},
        {"--edit-share 1.5", "--edit-share"},
        {"--language de", "\"de\" is not en, fr, ru or zh"},
        {"--escape all", "\"all\" is not none or unicode"},
        {"--colour", "there is no option \"--colour\""},
        {"--gold", "\"--gold\" needs a value"},
        {"corpus.jsonl", "\"corpus.jsonl\" is one argument too many"},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct wtw_corpus_command command;
        struct wtw_error error = {0};

        cr_assert(read_line(wrong[i].line, &command, &error) == WTW_BAD_ARGUMENT, "%s",
                  wrong[i].line);
        cr_assert(strstr(error.words, wrong[i].words), "%s: %s", wrong[i].line,
                  error.words);
    }
}

Test(corpus_command, help_names_every_kind_of_edit)
{
    for (int kind = 0; kind < WTW_EDIT_KIND_COUNT; kind++)
        check(strstr(wtw_corpus_command_help(),
                     wtw_edit_kind_name((enum wtw_edit_kind)kind)));
}
