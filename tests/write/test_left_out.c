/*
 * test_left_out.c - whether a text's boilerplate was left out of what is compared
 */
#include "check.h"
#include "write/left_out.h"

/* Finds boilerplate, makes tokens without it or of the whole text, and asks. */
static bool is_left_out(const char *text, bool makes_story, size_t *out_parts)
{
    struct wtw_boilerplate *boilerplate = NULL;
    struct wtw_tokens *tokens = NULL;
    struct wtw_error error = {0};
    size_t bytes = strlen(text);
    bool answer = false;

    check_ok(wtw_boilerplate_new(&boilerplate, &error), &error);
    check_ok(wtw_tokens_new(&tokens, &error), &error);
    check_ok(wtw_boilerplate_find(boilerplate, text, bytes, &error), &error);
    *out_parts = wtw_boilerplate_count(boilerplate);
    check_ok(wtw_tokens_make_story(tokens, text, bytes,
                                   wtw_boilerplate_items(boilerplate),
                                   makes_story ? *out_parts : 0, &error),
             &error);
    answer = wtw_parts_are_left_out(boilerplate, tokens);
    wtw_tokens_free(tokens);
    wtw_boilerplate_free(boilerplate);
    return answer;
}

Test(left_out, is_what_no_token_stands_in)
{
    static const char text[] =
        "The ferry ran aground in dense fog on the reef below the old lighthouse before "
        "noon, and lifeboats took all of its passengers ashore.\n"
        "Read also: Fog closes three harbours\n";
    size_t parts = 0;

    check(is_left_out(text, true, &parts));
    check_number(parts, 1);
    check(!is_left_out(text, false, &parts));
}

Test(left_out, is_nothing_of_a_text_that_is_mostly_boilerplate)
{
    size_t parts = 0;

    check(!is_left_out("Read also: Fog closes three harbours\nShips wait.\n", true,
                       &parts));
    check_number(parts, 1);
}

Test(left_out, is_all_of_nothing)
{
    size_t parts = 1;

    check(is_left_out("Ships wait in the harbour.", true, &parts));
    check(is_left_out("", true, &parts));
    check_number(parts, 0);
}
