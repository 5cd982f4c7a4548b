/*
 * brute_force.c - the program: all pairs of a JSONL corpus with a Jaccard of T or more,
 * exactly
 *
 * What `wiretwin pairs` finds by estimates and keys must be this set. JSON is read by
 * jansson, not by the project's scanner, and the counting is shingle_join's own; only the
 * tokens are the library's, so that a difference in the pairs is a difference in finding
 * them.
 */
#include "shingle_join.h"

#include "base/memory.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 2 };

static const char help[] =
    "brute_force - all pairs of articles with a Jaccard of T or more, exactly, as TSV\n"
    "\n"
    "Usage: brute_force [--threshold T] [--shingle K] FILE.jsonl\n"
    "\n"
    "  --threshold T   least Jaccard to be written, over 0 to 1 (default .5)\n"
    "  --shingle K     tokens in a shingle, 1 to 16 (default 3)\n"
    "\n"
    "Each line of FILE is an object with the strings \"id\" and \"text\". Columns: id_a, "
    "id_b, jaccard.\n"
    "Memory is about 60 bytes a word; for some 100,000 articles at most.\n"
    "\n"
    "Example:\n"
    "  make_corpus -n 5000 > small.jsonl && brute_force --threshold .5 small.jsonl\n";

struct command {
    const char *path;
    double threshold;
    uint32_t shingle_tokens;
};

struct ids {
    char **items;
    size_t count;
    size_t capacity;
};

static bool read_command(int argument_count, char **arguments, struct command *command)
{
    *command = (struct command){.threshold = .5, .shingle_tokens = 3};
    for (int i = 1; i < argument_count; i++) {
        bool is_last = i + 1 == argument_count;

        if (strcmp(arguments[i], "--threshold") == 0 && !is_last)
            command->threshold = strtod(arguments[++i], NULL);
        else if (strcmp(arguments[i], "--shingle") == 0 && !is_last)
            command->shingle_tokens = (uint32_t)strtoul(arguments[++i], NULL, 10);
        else if (arguments[i][0] != '-' && !command->path)
            command->path = arguments[i];
        else
            return false;
    }
    return command->path && command->threshold > 0 && command->threshold <= 1 &&
           command->shingle_tokens >= 1 && command->shingle_tokens <= 16;
}

static enum wtw_status add_id(struct ids *ids, const char *id, struct wtw_error *error)
{
    size_t byte_count = strlen(id) + 1;
    char *copy;

    WTW_TRY(WTW_GROW(&ids->items, &ids->capacity, ids->count + 1, error));
    WTW_TRY(WTW_ALLOCATE(&copy, byte_count, error));
    memcpy(copy, id, byte_count);
    ids->items[ids->count++] = copy;
    return WTW_OK;
}

static enum wtw_status add_article(const json_t *object, const struct command *command,
                                   struct wtw_tokens *tokens, struct ids *ids,
                                   struct wtw_shingle_join *join, struct wtw_error *error)
{
    const json_t *id = json_object_get(object, "id");
    const json_t *text = json_object_get(object, "text");

    if (!json_is_string(id) || !json_is_string(text))
        return wtw_fail(error, WTW_BAD_INPUT, "%s:%zu: no strings \"id\" and \"text\"",
                        command->path, ids->count + 1);
    WTW_TRY(wtw_tokens_make(tokens, json_string_value(text), json_string_length(text),
                            error));
    WTW_TRY(wtw_shingle_join_add(join, wtw_tokens_hashes(tokens),
                                 wtw_tokens_count(tokens), command->shingle_tokens,
                                 error));
    return add_id(ids, json_string_value(id), error);
}

static enum wtw_status add_line(const char *line, size_t line_bytes,
                                const struct command *command, struct wtw_tokens *tokens,
                                struct ids *ids, struct wtw_shingle_join *join,
                                struct wtw_error *error)
{
    json_error_t json_error;
    json_t *object = json_loadb(line, line_bytes, JSON_ALLOW_NUL, &json_error);

    if (!object)
        return wtw_fail(error, WTW_BAD_INPUT, "%s:%zu: %s", command->path, ids->count + 1,
                        json_error.text);
    enum wtw_status status = add_article(object, command, tokens, ids, join, error);

    json_decref(object);
    return status;
}

static enum wtw_status read_articles(FILE *file, const struct command *command,
                                     struct wtw_tokens *tokens, struct ids *ids,
                                     struct wtw_shingle_join *join,
                                     struct wtw_error *error)
{
    enum wtw_status status = WTW_OK;
    char *line = NULL;
    size_t capacity = 0;
    ssize_t line_bytes;

    while (status == WTW_OK && (line_bytes = getline(&line, &capacity, file)) > 0)
        status = add_line(line, (size_t)line_bytes, command, tokens, ids, join, error);
    free(line);
    if (status == WTW_OK && ferror(file))
        return wtw_fail(error, WTW_IO, "cannot read %s: %s", command->path,
                        strerror(errno));
    return status;
}

static enum wtw_status print_pair(void *context, uint32_t a, uint32_t b, double jaccard,
                                  struct wtw_error *error)
{
    const struct ids *ids = context;

    if (printf("%s\t%s\t%.6f\n", ids->items[a], ids->items[b], jaccard) < 0)
        return wtw_fail(error, WTW_IO, "cannot write to standard output: %s",
                        strerror(errno));
    return WTW_OK;
}

static enum wtw_status print_pairs(FILE *file, const struct command *command,
                                   struct wtw_tokens *tokens, struct ids *ids,
                                   struct wtw_shingle_join *join, struct wtw_error *error)
{
    const struct wtw_shingle_join_listener listener = {print_pair, ids};

    WTW_TRY(read_articles(file, command, tokens, ids, join, error));
    (void)fputs("id_a\tid_b\tjaccard\n", stdout);
    WTW_TRY(wtw_shingle_join_run(join, command->threshold, &listener, error));
    if (fflush(stdout) != 0 || ferror(stdout))
        return wtw_fail(error, WTW_IO, "cannot write to standard output: %s",
                        strerror(errno));
    return WTW_OK;
}

static void release_ids(struct ids *ids)
{
    for (size_t i = 0; i < ids->count; i++)
        wtw_release_items(ids->items[i]);
    wtw_release_items(ids->items);
}

static enum wtw_status join_file(const struct command *command, struct wtw_error *error)
{
    FILE *file = fopen(command->path, "rb");

    if (!file)
        return wtw_fail(error, WTW_IO, "cannot read %s: %s", command->path,
                        strerror(errno));

    struct wtw_tokens *tokens = NULL;
    struct wtw_shingle_join *join = NULL;
    struct ids ids = {0};
    enum wtw_status status = wtw_tokens_new(&tokens, error);

    if (status == WTW_OK)
        status = wtw_shingle_join_new(&join, error);
    if (status == WTW_OK)
        status = print_pairs(file, command, tokens, &ids, join, error);
    release_ids(&ids);
    wtw_shingle_join_free(join);
    wtw_tokens_free(tokens);
    (void)fclose(file);
    return status;
}

int main(int argument_count, char **arguments)
{
    struct command command;
    struct wtw_error error = {0};

    if (argument_count == 2 && strcmp(arguments[1], "--help") == 0)
        return fputs(help, stdout) < 0 ? EXIT_FAILED : EXIT_DONE;
    if (!read_command(argument_count, arguments, &command)) {
        (void)fputs(help, stderr);
        return EXIT_FAILED;
    }
    if (join_file(&command, &error) == WTW_OK)
        return EXIT_DONE;
    (void)fprintf(stderr, "brute_force: %s\n", error.words);
    return EXIT_FAILED;
}
