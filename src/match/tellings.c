/*
 * tellings.c - texts that tell an event, and how alike two of them are in what they tell
 *
 * The likeness of two texts is the cosine of their weighted terms, less what time takes
 * from it: nothing up to story_days between them, and beyond, where the days are
 * 2^n times as many, the cosine is divided by 1 + n / 10. So tellings of a month later have
 * to be a third more alike, of a year later two thirds. A window that ends was tried: on
 * dated events, whose last tellings came months after the first, it lost a quarter of the
 * pairs at 4 days (pair F1 .74), and was .86 at best; with the slow fading the F1 is .87.
 *
 * Two who tell one event in words of their own share its names and figures before they
 * share words; two reports of one form have the words in common, and other names and
 * figures. Which of the two it is shows in the terms themselves.
 */
#include "match/tellings.h"

#include "base/memory.h"
#include "base/threads.h"

#include <string.h>

/* Tellings that a worker takes at a time: about 0.1 ms of work. */
enum { CHUNK_TELLINGS = 128 };

enum { SECONDS_PER_DAY = 86400 };

static enum wtw_status weigh_chunk(void *context, uint32_t worker, size_t begin,
                                   size_t end, struct wtw_error *error)
{
    struct wtw_tellings *tellings = context;

    (void)worker;
    (void)error;
    for (size_t i = begin; i < end; i++)
        tellings->shared[i] = wtw_term_vector_make(
            &tellings->weights,
            tellings->lists.items + tellings->lists.starts[tellings->articles[i]],
            (uint32_t)(tellings->starts[i + 1] - tellings->starts[i]),
            tellings->vectors + tellings->starts[i]);
    return WTW_OK;
}

enum wtw_status wtw_tellings_weigh(struct wtw_tellings *tellings, struct wtw_error *error)
{
    const uint64_t *starts = tellings->lists.starts;
    struct wtw_loop loop = {.body = weigh_chunk,
                            .context = tellings,
                            .thread_count = tellings->thread_count,
                            .item_count = tellings->count,
                            .chunk_items = CHUNK_TELLINGS};

    WTW_TRY(wtw_term_weights_make(&tellings->weights, &tellings->lists,
                                  tellings->articles, tellings->count, error));
    WTW_TRY(WTW_ALLOCATE(&tellings->starts, (size_t)tellings->count + 1, error));
    for (uint32_t i = 0; i < tellings->count; i++) {
        uint32_t article = tellings->articles[i];

        tellings->starts[i + 1] =
            tellings->starts[i] + (starts[article + 1] - starts[article]);
    }
    WTW_TRY(WTW_ALLOCATE(&tellings->vectors, tellings->starts[tellings->count], error));
    WTW_TRY(WTW_ALLOCATE(&tellings->shared, tellings->count, error));
    return wtw_loop_run(&loop, error);
}

void wtw_tellings_release(struct wtw_tellings *tellings)
{
    wtw_term_weights_release(&tellings->weights);
    wtw_release_items(tellings->starts);
    wtw_release_items(tellings->vectors);
    wtw_release_items(tellings->shared);
    *tellings = (struct wtw_tellings){.count = 0};
}

struct wtw_telling wtw_telling_of(const struct wtw_tellings *tellings, uint32_t i)
{
    return (struct wtw_telling){
        .terms = tellings->lists.items + tellings->lists.starts[tellings->articles[i]],
        .vector = tellings->vectors + tellings->starts[i],
        .count = (uint32_t)(tellings->starts[i + 1] - tellings->starts[i])};
}

uint32_t wtw_telling_cosine(const struct wtw_telling *x, const struct wtw_telling *y)
{
    uint64_t sum = 0;
    uint32_t i = 0;
    uint32_t j = 0;

    while (i < x->count && j < y->count) {
        uint32_t x_term = x->terms[i] >> WTW_TERM_HASH_SHIFT;
        uint32_t y_term = y->terms[j] >> WTW_TERM_HASH_SHIFT;

        if (x_term == y_term)
            sum += (uint64_t)x->vector[i] * y->vector[j];
        i += x_term <= y_term;
        j += y_term <= x_term;
    }
    return sum < WTW_LIKENESS_ONE ? (uint32_t)sum : WTW_LIKENESS_ONE;
}

uint64_t wtw_dates_apart(int64_t x, int64_t y)
{
    if (x == WTW_DATE_UNKNOWN || y == WTW_DATE_UNKNOWN)
        return 0;
    return x < y ? (uint64_t)y - (uint64_t)x : (uint64_t)x - (uint64_t)y;
}

uint32_t wtw_story_faded(const struct wtw_tellings *tellings, uint64_t cosine,
                         uint64_t gap_seconds)
{
    uint64_t window = (uint64_t)tellings->story_days * SECONDS_PER_DAY;
    uint64_t doublings = 0; /* with 16 fractional bits */

    if (gap_seconds <= window)
        return (uint32_t)cosine;
    doublings =
        wtw_log2(&tellings->weights, gap_seconds) - wtw_log2(&tellings->weights, window);
    return (uint32_t)((cosine * 10 << 16) / ((10u << 16) + doublings));
}

/* The faded cosine, from the sum of products. */
static uint32_t likeness_of(const struct wtw_tellings *tellings, uint32_t x, uint32_t y,
                            uint32_t cosine)
{
    return wtw_story_faded(tellings, cosine,
                           wtw_dates_apart(tellings->dates[x], tellings->dates[y]));
}

uint32_t wtw_telling_likeness(const struct wtw_tellings *tellings, uint32_t x, uint32_t y)
{
    struct wtw_telling x_telling = wtw_telling_of(tellings, x);
    struct wtw_telling y_telling = wtw_telling_of(tellings, y);

    return likeness_of(tellings, x, y, wtw_telling_cosine(&x_telling, &y_telling));
}

/* How many of the terms are words, and how many facts. */
struct kinds {
    uint32_t words;
    uint32_t facts;
};

static struct kinds kinds_of(const struct wtw_telling *telling)
{
    struct kinds kinds = {0};

    for (uint32_t i = 0; i < telling->count; i++)
        kinds.facts += (telling->terms[i] & WTW_TERM_FACT_BIT) != 0;
    kinds.words = telling->count - kinds.facts;
    return kinds;
}

/* A name at the begin of a sentence is a word in one text, and a fact in the other. */
static struct kinds shared_kinds(const struct wtw_telling *x, const struct wtw_telling *y)
{
    struct kinds kinds = {0};
    uint32_t i = 0;
    uint32_t j = 0;

    while (i < x->count && j < y->count) {
        uint32_t x_term = x->terms[i] >> WTW_TERM_HASH_SHIFT;
        uint32_t y_term = y->terms[j] >> WTW_TERM_HASH_SHIFT;
        bool is_fact = (x->terms[i] | y->terms[j]) & WTW_TERM_FACT_BIT;

        kinds.facts += (x_term == y_term) & is_fact;
        kinds.words += (x_term == y_term) & !is_fact;
        i += x_term <= y_term;
        j += y_term <= x_term;
    }
    return kinds;
}

/*
 * Two of three words of either, and not one of two facts. Of 968 pairs of one event that are
 * alike one is as near to a form as that, of 640 pairs of invented forms 636 are; with three
 * of five words or three of four, and two of three facts, it is nearly the same.
 */
enum { FORM_WORDS = 2, FORM_WORDS_OF = 3, FORM_FACTS_OF = 2 };

bool wtw_tellings_are_one_form(const struct wtw_tellings *tellings, uint32_t x,
                               uint32_t y)
{
    struct wtw_telling x_telling = wtw_telling_of(tellings, x);
    struct wtw_telling y_telling = wtw_telling_of(tellings, y);
    struct kinds of_x = kinds_of(&x_telling);
    struct kinds of_y = kinds_of(&y_telling);
    struct kinds shared = shared_kinds(&x_telling, &y_telling);

    uint32_t words = of_x.words > of_y.words ? of_x.words : of_y.words;
    uint32_t facts = of_x.facts < of_y.facts ? of_x.facts : of_y.facts;

    return shared.words * FORM_WORDS_OF > words * FORM_WORDS &&
           shared.facts * FORM_FACTS_OF < facts;
}

/* Slots go on at the begin behind the end; they are more than terms. */
static uint32_t next_slot(uint32_t slot)
{
    return (slot + 1) % WTW_TELLING_SLOTS;
}

void wtw_telling_index_make(struct wtw_telling_index *index,
                            const struct wtw_tellings *tellings, uint32_t i)
{
    index->telling = wtw_telling_of(tellings, i);
    index->number = i;
    memset(index->slots, 0, sizeof index->slots);
    for (uint32_t k = 0; k < index->telling.count; k++) {
        uint32_t slot =
            (index->telling.terms[k] >> WTW_TERM_HASH_SHIFT) % WTW_TELLING_SLOTS;

        while (index->slots[slot])
            slot = next_slot(slot);
        index->slots[slot] = (uint8_t)(k + 1);
    }
}

/* The weight of a term, 0 where the telling does not have it. */
static uint32_t weight_of(const struct wtw_telling_index *index, uint32_t hash)
{
    uint32_t slot = hash % WTW_TELLING_SLOTS;

    for (; index->slots[slot]; slot = next_slot(slot))
        if (index->telling.terms[index->slots[slot] - 1] >> WTW_TERM_HASH_SHIFT == hash)
            return index->telling.vector[index->slots[slot] - 1];
    return 0;
}

uint32_t wtw_telling_index_likeness(const struct wtw_telling_index *index,
                                    const struct wtw_tellings *tellings, uint32_t y)
{
    struct wtw_telling other = wtw_telling_of(tellings, y);
    uint64_t sum = 0;

    for (uint32_t k = 0; k < other.count; k++)
        sum += (uint64_t)weight_of(index, other.terms[k] >> WTW_TERM_HASH_SHIFT) *
               other.vector[k];
    return likeness_of(tellings, index->number, y,
                       sum < WTW_LIKENESS_ONE ? (uint32_t)sum : WTW_LIKENESS_ONE);
}

/* A cache line, and the lines that terms and weights of a telling may fill. */
enum { LINE_BYTES = 64 };

static void fetch(const void *memory, size_t bytes)
{
    for (size_t i = 0; i < bytes; i += LINE_BYTES)
        __builtin_prefetch((const char *)memory + i);
}

void wtw_tellings_fetch(const struct wtw_tellings *tellings, const uint32_t *numbers,
                        uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        fetch(&tellings->articles[numbers[i]], 1);
        fetch(&tellings->starts[numbers[i]], 1);
        fetch(&tellings->dates[numbers[i]], 1);
    }
    for (uint32_t i = 0; i < count; i++) {
        fetch(&tellings->lists.starts[tellings->articles[numbers[i]]], 1);
        fetch(tellings->vectors + tellings->starts[numbers[i]],
              WTW_TERMS_MAX * sizeof tellings->vectors[0]);
    }
    for (uint32_t i = 0; i < count; i++)
        fetch(wtw_telling_of(tellings, numbers[i]).terms,
              WTW_TERMS_MAX * sizeof tellings->lists.items[0]);
}
