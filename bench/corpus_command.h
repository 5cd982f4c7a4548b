/*
 * corpus_command.h - the command line of make_corpus
 */
#ifndef WTW_BENCH_CORPUS_COMMAND_H
#define WTW_BENCH_CORPUS_COMMAND_H

#include "article_maker.h"

/* What the command line asks for; paths are borrowed from it. */
struct wtw_corpus_command {
    struct wtw_corpus_options corpus;
    const char *output_path;     /* NULL or "-" is standard output */
    const char *gold_path;       /* NULL: none */
    const char *gold_pairs_path; /* NULL: none */
    bool wants_help;
};

/*
 * wtw_corpus_command_read() reads the command line. Returns WTW_OK, or WTW_BAD_ARGUMENT
 * with words that name the option, its value and its range.
 */
WTW_MUST_CHECK enum wtw_status wtw_corpus_command_read(
    int argument_count, char **arguments, struct wtw_corpus_command *out_command,
    struct wtw_error *error);

/* wtw_corpus_command_help() is the text of --help, a constant. */
const char *wtw_corpus_command_help(void);

#endif
