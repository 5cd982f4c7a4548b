/*
 * made_articles.h - articles made of numbered words, with the truth about them
 *
 * Each article is a row of word numbers; its text spells them in letters, with capitals,
 * punctuation and line breaks at random. So the shingles of an article are known without
 * any tokeniser or hash: three word numbers side by side. Articles come in families, each
 * derived from an earlier one by replacing words, cutting and padding.
 *
 * No line is so short as to be taken for boilerplate, and all are of one day, so that
 * equal texts are one text however short they are. Each has a source of its own, so that
 * nothing recurs in a source.
 */
#ifndef WTW_TESTS_ENGINE_MADE_ARTICLES_H
#define WTW_TESTS_ENGINE_MADE_ARTICLES_H

#include "random_input.h"
#include "wiretwin.h"

#include <stdlib.h>
#include <string.h>

enum {
    MADE_VOCABULARY = 3000, /* spelled in three letters each */
    MADE_WORDS_MAX = 400,
    MADE_TEXT_BYTES = MADE_WORDS_MAX * 6,
    MADE_LINE_WORDS = 8,     /* at least */
    MADE_DAY_SECONDS = 60000 /* less than the 20 hours that make another day */
};

struct made_article {
    uint32_t words[MADE_WORDS_MAX];
    uint32_t word_count;
    uint64_t shingles[MADE_WORDS_MAX]; /* distinct and sorted, each as one number */
    uint32_t shingle_count;
    char text[MADE_TEXT_BYTES];
    size_t text_bytes;
    int64_t published_seconds;
    uint8_t rank;
};

static inline void made_put(struct made_article *article, const char *bytes)
{
    size_t count = strlen(bytes);

    memcpy(article->text + article->text_bytes, bytes, count);
    article->text_bytes += count;
}

static inline int made_compare(const void *left, const void *right)
{
    uint64_t x = *(const uint64_t *)left;
    uint64_t y = *(const uint64_t *)right;

    return x < y ? -1 : x > y;
}

/* Lists three words side by side, each row of them once. */
static inline void made_shingle(struct made_article *article)
{
    uint64_t *shingles = article->shingles;
    uint32_t count = 0;

    article->shingle_count = 0;
    for (uint32_t i = 0; i + 2 < article->word_count; i++)
        shingles[count++] = (uint64_t)article->words[i] << 40 |
                            (uint64_t)article->words[i + 1] << 20 | article->words[i + 2];
    qsort(shingles, count, sizeof shingles[0], made_compare);
    for (uint32_t i = 0; i < count; i++)
        if (i == 0 || shingles[i - 1] != shingles[i])
            shingles[article->shingle_count++] = shingles[i];
}

/* Spells the words; how they are dressed is random. */
static inline void made_spell(struct made_article *article, struct random_input *random)
{
    static const char *const gaps[] = {" ", " ", " ", " ", " ", ", ", ". ", "\n", "\n\n"};
    static const char first_letters[] = {'q', 'x', 'z', 'j', 'y'}; /* of no agency */
    uint32_t line_begin = 0;

    made_shingle(article);
    article->text_bytes = 0;
    for (uint32_t i = 0; i < article->word_count; i++) {
        uint32_t word = article->words[i];
        char first = first_letters[word / 676];
        char letters[4] = {random_chance(random, .2) ? (char)(first + 'A' - 'a') : first,
                           (char)('a' + word / 26 % 26), (char)('a' + word % 26), '\0'};

        const char *gap = gaps[random_below(random, 9)];

        if (*gap == '\n' && i + 1 - line_begin < MADE_LINE_WORDS)
            gap = " ";
        else if (*gap == '\n')
            line_begin = i + 1;
        made_put(article, letters);
        made_put(article, gap);
    }
}

static inline void made_fresh(struct made_article *article, uint32_t word_count,
                              struct random_input *random)
{
    article->word_count = word_count;
    for (uint32_t i = 0; i < word_count; i++)
        article->words[i] = random_below(random, MADE_VOCABULARY);
    article->published_seconds = random_below(random, MADE_DAY_SECONDS);
    made_spell(article, random);
}

/* Copies words [begin, end) of 'from' and replaces each with the chance 'edits'. */
static inline void made_derived(struct made_article *article,
                                const struct made_article *from, uint32_t begin,
                                uint32_t end, double edits, struct random_input *random)
{
    article->word_count = end - begin;
    for (uint32_t i = begin; i < end; i++)
        article->words[i - begin] = random_chance(random, edits)
                                        ? random_below(random, MADE_VOCABULARY)
                                        : from->words[i];
    article->published_seconds = random_below(random, MADE_DAY_SECONDS);
    made_spell(article, random);
}

/* One more article after 'count' earlier ones, related to one of them or not. */
static inline void made_next(struct made_article *articles, uint32_t count,
                             struct random_input *random)
{
    const struct made_article *from = articles + random_below(random, count ? count : 1);
    double kind = random_real(random);
    uint32_t cut = 0;

    if (!count || kind < .2) {
        made_fresh(articles + count, random_between(random, 20, 300), random);
        return;
    }
    cut = kind < .8 ? 0 : random_below(random, from->word_count / 2 + 1);
    made_derived(articles + count, from, cut, from->word_count,
                 kind < .28 ? 0 : random_real(random) * .15, random);
}

/* 'count' articles on the heap; the caller frees them. */
static inline struct made_article *made_articles(uint32_t count, uint32_t seed)
{
    struct made_article *articles = calloc(count ? count : 1, sizeof *articles);
    struct random_input random = random_begin(seed);

    for (uint32_t i = 0; articles && i < count; i++)
        made_next(articles, i, &random);
    return articles;
}

/* Exact counts of articles of three words or more; nothing of what else figures hold. */
static inline struct wtw_figures made_figures(const struct made_article *a,
                                              const struct made_article *b)
{
    struct wtw_figures figures = {.a_shingles = a->shingle_count,
                                  .b_shingles = b->shingle_count};

    for (uint32_t i = 0, j = 0; i < a->shingle_count && j < b->shingle_count;) {
        uint64_t left = a->shingles[i];
        uint64_t right = b->shingles[j];

        figures.shared += left == right;
        i += left <= right;
        j += right <= left;
    }
    return figures;
}

static inline bool made_same_words(const struct made_article *a,
                                   const struct made_article *b)
{
    return a->word_count == b->word_count &&
           memcmp(a->words, b->words, a->word_count * sizeof a->words[0]) == 0;
}

/* A fetch function for struct wtw_text_source; its context is the array. */
static inline enum wtw_status made_fetch(void *context, uint32_t number,
                                         struct wtw_buffer *out_text,
                                         struct wtw_error *error)
{
    const struct made_article *article = (const struct made_article *)context + number;

    out_text->count = 0;
    return wtw_buffer_append(out_text, article->text, article->text_bytes, error);
}

/* A give function for wtw_engine_add_many(); its context is the array. */
static inline enum wtw_status made_give(void *context, size_t i,
                                        struct wtw_buffer *scratch,
                                        struct wtw_article *out_article,
                                        struct wtw_error *error)
{
    const struct made_article *article = (const struct made_article *)context + i;

    (void)scratch;
    (void)error;
    *out_article = (struct wtw_article){.text = article->text,
                                        .text_bytes = article->text_bytes,
                                        .published_seconds = article->published_seconds,
                                        .source = (uint32_t)i + 1,
                                        .rank = article->rank};
    return WTW_OK;
}

#endif
