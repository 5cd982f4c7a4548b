/*
 * remember_files.c - judges text files against all those that it was shown before
 *
 *     remember_files DATABASE FILE...
 *
 * A feed is an engine with a memory on disk: run it again with other files, and it still
 * knows these. Each is told to be new, or a copy of what, once that is safe in the database.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wiretwin_feed.h>

static bool read_file(struct wtw_buffer *text, const char *path)
{
    char block[65536];
    size_t count;
    FILE *file = fopen(path, "rb");
    bool is_read;

    text->count = 0;
    if (file == NULL)
        return false;
    while ((count = fread(block, 1, sizeof block, file)) > 0)
        if (wtw_buffer_append(text, block, count, NULL) != WTW_OK)
            break;
    is_read = count == 0 && !ferror(file);
    fclose(file);
    return is_read;
}

/* What the feed calls with its answer; 'context' is the feed, which may be looked at. */
static void print_answer(void *context, size_t i, const struct wtw_feed_answer *answer)
{
    const struct wtw_feed_receipt *receipt = &answer->receipt;
    struct wtw_buffer scratch = {0};
    struct wtw_feed_article partner;

    (void)i;
    printf("%s",
           receipt->is_known ? "known already" : wtw_feed_verdict_name(receipt->verdict));
    if (receipt->partner != 0 &&
        wtw_feed_describe(context, receipt->partner, &scratch, &partner, NULL) == WTW_OK)
        printf(", %s to %.*s, Jaccard %.2f", wtw_relation_name(receipt->relation),
               (int)partner.id.count, partner.id.items, wtw_jaccard(&receipt->figures));
    printf("\n");
    wtw_buffer_release(&scratch);
}

static enum wtw_status remember(struct wtw_feed *feed, const char *path,
                                const struct wtw_buffer *text, struct wtw_error *error)
{
    struct wtw_feed_article article = {
        .id = {path, strlen(path)},
        .text = {text->items, text->count},
        .published_seconds = WTW_DATE_UNKNOWN,
        .arrived_seconds = (int64_t)time(NULL),
    };
    struct wtw_feed_batch batch = {&article, 1, print_answer, feed};

    printf("%s: ", path);
    return wtw_feed_add(feed, &batch, error);
}

int main(int argc, char **argv)
{
    struct wtw_feed_terms terms = {.path = argc > 1 ? argv[1] : ""};
    struct wtw_feed *feed = NULL;
    struct wtw_buffer text = {0};
    struct wtw_error error;
    enum wtw_status status = wtw_feed_open(&terms, &feed, &error);
    bool is_read = true;

    for (int i = 2; i < argc && is_read && status == WTW_OK; i++) {
        is_read = read_file(&text, argv[i]);
        if (is_read)
            status = remember(feed, argv[i], &text, &error);
        else
            perror(argv[i]);
    }
    if (status != WTW_OK)
        fprintf(stderr, "remember_files: %s\n", error.words);
    wtw_buffer_release(&text);
    wtw_feed_close(feed);
    return is_read && status == WTW_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
