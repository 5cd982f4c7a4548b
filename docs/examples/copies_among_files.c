/*
 * copies_among_files.c - which of some text files are copies of each other, and what they share
 *
 *     copies_among_files FILE FILE...
 *
 * The engine finds who is a copy of whom; a comparer then shows, for each pair, the longest
 * passage that both have. Build it with the Makefile here, which asks pkg-config.
 */
#include <stdio.h>
#include <stdlib.h>
#include <wiretwin.h>

/* A text and the file it came from. */
struct told {
    const char *path;
    struct wtw_buffer text;
};

static bool read_file(struct told *told, const char *path)
{
    char block[65536];
    size_t count;
    FILE *file = fopen(path, "rb");
    bool is_read;

    told->path = path;
    if (file == NULL)
        return false;
    while ((count = fread(block, 1, sizeof block, file)) > 0)
        if (wtw_buffer_append(&told->text, block, count, NULL) != WTW_OK)
            break;
    is_read = count == 0 && !ferror(file);
    fclose(file);
    return is_read;
}

static struct wtw_article article_of(const struct told *told)
{
    struct wtw_article article = {.text = told->text.items,
                                  .text_bytes = told->text.count,
                                  .published_seconds = WTW_DATE_UNKNOWN};

    return article;
}

/* Prints the longest passage of those that the comparer found last, as it stands in a. */
static void print_longest_passage(const struct wtw_comparer *comparer,
                                  const struct told *a)
{
    const struct wtw_passages *passages = wtw_comparer_passages(comparer);
    const struct wtw_passage *items = wtw_passages_items(passages);
    const struct wtw_passage *longest = NULL;

    for (size_t i = 0; i < wtw_passages_count(passages); i++)
        if (longest == NULL || items[i].token_count > longest->token_count)
            longest = &items[i];
    if (longest != NULL)
        printf("    %u words: %.*s\n", longest->token_count,
               (int)(longest->a.end - longest->a.begin),
               a->text.items + longest->a.begin);
}

static enum wtw_status print_matches(const struct wtw_result *result,
                                     const struct told *told, struct wtw_error *error)
{
    size_t count = 0;
    const struct wtw_match *matches = wtw_result_matches(result, &count);
    struct wtw_comparer *comparer = NULL;
    enum wtw_status status = wtw_comparer_new(NULL, &comparer, error);

    for (size_t i = 0; i < count && status == WTW_OK; i++) {
        const struct told *a = &told[matches[i].a], *b = &told[matches[i].b];
        struct wtw_article article_a = article_of(a), article_b = article_of(b);
        struct wtw_figures figures;
        enum wtw_relation relation;

        printf("%s and %s: %s, Jaccard %.2f\n", a->path, b->path,
               wtw_relation_name(matches[i].relation), wtw_jaccard(&matches[i].figures));
        status = wtw_comparer_compare(comparer, &article_a, &article_b, &figures,
                                      &relation, error);
        if (status == WTW_OK)
            print_longest_passage(comparer, a);
    }
    wtw_comparer_free(comparer);
    return status;
}

/* Adds all files and prints what they are to each other. */
static enum wtw_status find_copies(const struct told *told, int count,
                                   struct wtw_error *error)
{
    struct wtw_engine *engine = NULL;
    const struct wtw_result *result = NULL;
    enum wtw_status status = wtw_engine_new(NULL, &engine, error);

    for (int i = 0; i < count && status == WTW_OK; i++) {
        struct wtw_article article = article_of(&told[i]);

        status = wtw_engine_add(engine, &article, NULL, error);
    }
    if (status == WTW_OK)
        status = wtw_engine_finish(engine, &result, error);
    if (status == WTW_OK)
        status = print_matches(result, told, error);
    wtw_engine_free(engine);
    return status;
}

int main(int argc, char **argv)
{
    struct wtw_error error;
    int count = argc - 1, status = EXIT_SUCCESS;
    struct told *told = calloc((size_t)argc, sizeof *told);

    if (told == NULL)
        return EXIT_FAILURE;
    for (int i = 0; i < count && status == EXIT_SUCCESS; i++) {
        if (!read_file(&told[i], argv[i + 1])) {
            perror(argv[i + 1]);
            status = EXIT_FAILURE;
        }
    }
    if (status == EXIT_SUCCESS && find_copies(told, count, &error) != WTW_OK) {
        fprintf(stderr, "copies_among_files: %s\n", error.words);
        status = EXIT_FAILURE;
    }
    for (int i = 0; i < count; i++)
        wtw_buffer_release(&told[i].text);
    free(told);
    return status;
}
