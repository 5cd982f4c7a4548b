/*
 * make_corpus.c - the program: articles 0, 1, 2, ... to a file, and beside them what is a
 * copy of what
 */
#include "article_json.h"
#include "article_maker.h"
#include "corpus_command.h"
#include "line_output.h"

#include "base/failure.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 2 };

struct outputs {
    struct wtw_line_output articles;
    struct wtw_line_output gold;
    struct wtw_line_output gold_pairs;
};

static enum wtw_status append_row(struct wtw_line_output *output,
                                  const char *const *columns, size_t column_count,
                                  struct wtw_error *error)
{
    for (size_t i = 0; i < column_count; i++) {
        WTW_TRY(
            wtw_buffer_append(&output->buffer, columns[i], strlen(columns[i]), error));
        WTW_TRY(wtw_buffer_append(&output->buffer, i + 1 < column_count ? "\t" : "\n", 1,
                                  error));
    }
    return wtw_line_output_pass(output, error);
}

static enum wtw_status write_gold(struct outputs *outputs,
                                  const struct wtw_made_article *article,
                                  struct wtw_error *error)
{
    const char *kind = wtw_edit_kind_name(article->role.kind);
    char id[WTW_ARTICLE_ID_BYTES];
    char cluster[WTW_ARTICLE_ID_BYTES];
    char base[WTW_ARTICLE_ID_BYTES];

    (void)wtw_article_id_write(article->number, id);
    (void)wtw_article_id_write(article->cluster, cluster);
    (void)wtw_article_id_write(article->role.base, base);
    if (outputs->gold.name)
        WTW_TRY(append_row(&outputs->gold, (const char *const[]){id, cluster}, 2, error));
    if (outputs->gold_pairs.name && !article->role.is_base)
        WTW_TRY(append_row(&outputs->gold_pairs, (const char *const[]){base, id, kind}, 3,
                           error));
    return WTW_OK;
}

static enum wtw_status write_articles(const struct wtw_corpus_options *options,
                                      struct wtw_article_maker *maker,
                                      struct outputs *outputs, struct wtw_error *error)
{
    struct wtw_made_article article;

    for (uint64_t number = 0; number < options->article_count; number++) {
        WTW_TRY(wtw_article_make(maker, number, &article, error));
        WTW_TRY(wtw_article_json_append(&article, options->escapes_unicode,
                                        &outputs->articles.buffer, error));
        WTW_TRY(wtw_line_output_pass(&outputs->articles, error));
        WTW_TRY(write_gold(outputs, &article, error));
    }
    WTW_TRY(wtw_line_output_finish(&outputs->articles, error));
    WTW_TRY(wtw_line_output_finish(&outputs->gold, error));
    return wtw_line_output_finish(&outputs->gold_pairs, error);
}

static enum wtw_status open_outputs(const struct wtw_corpus_command *command,
                                    struct outputs *outputs, struct wtw_error *error)
{
    WTW_TRY(wtw_line_output_open(&outputs->articles, command->output_path, error));
    if (command->gold_path) {
        WTW_TRY(wtw_line_output_open(&outputs->gold, command->gold_path, error));
        WTW_TRY(
            append_row(&outputs->gold, (const char *const[]){"id", "cluster"}, 2, error));
    }
    if (command->gold_pairs_path) {
        WTW_TRY(
            wtw_line_output_open(&outputs->gold_pairs, command->gold_pairs_path, error));
        WTW_TRY(append_row(&outputs->gold_pairs,
                           (const char *const[]){"id1", "id2", "kind"}, 3, error));
    }
    return WTW_OK;
}

static enum wtw_status make_corpus(const struct wtw_corpus_command *command,
                                   struct wtw_error *error)
{
    struct wtw_article_maker *maker = NULL;
    struct outputs outputs = {0};
    enum wtw_status status = wtw_article_maker_new(&command->corpus, &maker, error);

    if (status == WTW_OK)
        status = open_outputs(command, &outputs, error);
    if (status == WTW_OK)
        status = write_articles(&command->corpus, maker, &outputs, error);
    wtw_line_output_release(&outputs.articles);
    wtw_line_output_release(&outputs.gold);
    wtw_line_output_release(&outputs.gold_pairs);
    wtw_article_maker_free(maker);
    return status;
}

int main(int argument_count, char **arguments)
{
    struct wtw_corpus_command command;
    struct wtw_error error = {0};
    enum wtw_status status =
        wtw_corpus_command_read(argument_count, arguments, &command, &error);

    /* A reader that has seen enough (head) closes its pipe; write then fails with words.
     */
    (void)signal(SIGPIPE, SIG_IGN);
    if (status == WTW_OK && command.wants_help)
        return fputs(wtw_corpus_command_help(), stdout) < 0 ? EXIT_FAILED : EXIT_DONE;
    if (status == WTW_OK)
        status = make_corpus(&command, &error);
    if (status != WTW_OK)
        (void)fprintf(stderr, "make_corpus: %s\n", error.words);
    return status == WTW_OK ? EXIT_DONE : EXIT_FAILED;
}
