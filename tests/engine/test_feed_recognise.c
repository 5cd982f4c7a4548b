/*
 * test_feed_recognise.c - what is sent again is known, wherever in a batch it comes
 *
 * Articles of few ids and few texts, so that all kinds of repeats occur, against a walk
 * through all that came before.
 */
#include "engine/feed_runs.h"
#include "random_input.h"

enum { ARTICLES = 1300, IDS = 400, TEXTS = 90 };

struct letter {
    char id[16];
    char text[64];
    bool has_made_up_id;
    bool is_known;
    int64_t number; /* of its own, or of whom it repeats */
};

static void write_letter(struct letter *letter, struct random_input *random)
{
    uint32_t text = random_below(random, TEXTS);

    /* A text has few ids, or it would hardly ever come again under one of them. */
    snprintf(letter->id, sizeof letter->id, "i%u",
             (text * 4 + random_below(random, 5)) % IDS);
    snprintf(letter->text, sizeof letter->text, "Ship %u came to harbour %u.", text,
             text * 7);
    letter->has_made_up_id = random_chance(random, .1);
}

static bool is_repeat(const struct letter *before, const struct letter *letter)
{
    return strcmp(before->text, letter->text) == 0 &&
           (letter->has_made_up_id || strcmp(before->id, letter->id) == 0);
}

static struct wtw_feed_article article_of(const struct letter *letter)
{
    struct wtw_feed_article article =
        sent(letter->id, "harbour.example", letter->text, 1000);

    article.has_made_up_id = letter->has_made_up_id;
    return article;
}

/* Whether an id is that of another that is there. */
static bool is_taken(const struct letter *letters, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (!letters[j].is_known && strcmp(letters[j].id, letters[i].id) == 0)
            return true;
    return false;
}

static void work_out(struct letter *letters, size_t i, int64_t *last)
{
    for (size_t j = 0; j < i && !letters[i].is_known; j++) {
        if (letters[j].is_known || !is_repeat(&letters[j], &letters[i]))
            continue;
        letters[i].is_known = true;
        letters[i].number = letters[j].number;
    }
    if (!letters[i].is_known)
        letters[i].number = ++*last;
}

/* Sends letters from 'begin' to 'end' in one batch. */
static void send(struct feed_run *run, struct letter *letters, size_t begin, size_t end,
                 int64_t *last)
{
    static struct wtw_feed_article articles[ARTICLES];

    for (size_t i = begin; i < end; i++)
        articles[i - begin] = article_of(&letters[i]);
    check_ok(try_add(run, articles, end - begin), &run->error);
    for (size_t i = begin; i < end; i++) {
        const struct wtw_feed_receipt *receipt = &run->receipts[i - begin];

        work_out(letters, i, last);
        check_number(receipt->is_known, letters[i].is_known);
        check_number(receipt->number, letters[i].number);
        check_number(receipt->is_version, !letters[i].is_known && is_taken(letters, i));
    }
}

Test(feed_recognise, repeats_in_and_across_batches_are_known_and_the_rest_is_numbered)
{
    static struct letter letters[ARTICLES];
    struct random_input random = random_begin(800);
    struct feed_run *run = begin_run();
    int64_t last = 0;

    for (size_t i = 0; i < ARTICLES; i++)
        write_letter(&letters[i], &random);
    send(run, letters, 0, 1, &last);
    send(run, letters, 1, 40, &last);
    send(run, letters, 40, 900, &last);
    send(run, letters, 900, ARTICLES, &last);
    check(last > 300 && last < 1000);
    end_run(run);
}
