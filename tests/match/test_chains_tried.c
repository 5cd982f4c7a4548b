/*
 * test_chains_tried.c - rows of common places, by trying every place with every other
 */
#include "match/chained_texts.h"
#include "random_input.h"

#include <stdlib.h>

enum { SHORT_MAX = 120, CHAINS_MAX = 2 * SHORT_MAX };

/* What is found by comparing every place with every other. */
struct tried {
    struct wtw_anchor anchors[CHAINS_MAX];
    size_t anchor_count;
    struct wtw_chain chains[CHAINS_MAX];
    bool is_open[CHAINS_MAX];
    size_t chain_count;
};

static int times_said(const uint64_t *text, size_t count, const uint64_t *pair)
{
    int times = 0;

    for (size_t i = 0; i + 1 < count; i++)
        times += text[i] == pair[0] && text[i + 1] == pair[1];
    return times;
}

static void try_anchors(struct tried *tried)
{
    const struct wtw_chain_texts *texts = &bench.texts;

    tried->anchor_count = 0;
    for (uint32_t i = 0; i + 1 < texts->a_count; i++)
        for (uint32_t j = 0; j + 1 < texts->b_count; j++)
            if (times_said(texts->b + j, 2, texts->a + i) == 1 &&
                times_said(texts->a, texts->a_count, texts->a + i) <= 2 &&
                times_said(texts->b, texts->b_count, texts->a + i) <= 2)
                tried->anchors[tried->anchor_count++] =
                    (struct wtw_anchor){.a = i, .b = j};
}

/* How ill an anchor goes with a chain; 100 where not at all. */
static int try_step(const struct wtw_chain *chain, const struct wtw_anchor *anchor)
{
    int a_step = (int)anchor->a - (int)chain->a_last;
    int b_step = (int)anchor->b - (int)chain->b_last;
    int longer = a_step > b_step ? a_step : b_step;
    int off = abs(a_step - b_step);

    if (a_step < 1 || b_step < 1 || longer > 24 || off > 4 + longer / 4)
        return 100;
    return off;
}

static void open_another(struct tried *tried)
{
    size_t open = 0;

    for (size_t i = 0; i < tried->chain_count; i++)
        open += tried->is_open[i];
    for (size_t i = 0; open >= 32; i++) {
        open -= tried->is_open[i];
        tried->is_open[i] = false;
    }
    tried->is_open[tried->chain_count++] = true;
}

static void try_anchor(struct tried *tried, struct wtw_anchor *anchor)
{
    size_t best = tried->chain_count;
    int least = 100;
    struct wtw_chain *chain = NULL;
    uint32_t a_step = 0;
    uint32_t b_step = 0;

    for (size_t i = 0; i < tried->chain_count; i++) {
        int off = try_step(&tried->chains[i], anchor);

        tried->is_open[i] =
            tried->is_open[i] && anchor->a - tried->chains[i].a_last <= 24;
        if (tried->is_open[i] && off < least) {
            least = off;
            best = i;
        }
    }
    anchor->chain = (uint32_t)best;
    chain = &tried->chains[best];
    if (best == tried->chain_count) {
        open_another(tried);
        *chain = (struct wtw_chain){anchor->a, anchor->b, anchor->a, anchor->b, 2, false};
        return;
    }
    a_step = anchor->a - chain->a_last;
    b_step = anchor->b - chain->b_last;
    chain->shared += a_step > 1 && b_step > 1 ? 2 : 1;
    chain->a_last = anchor->a;
    chain->b_last = anchor->b;
}

static bool is_mostly_covered(const bool *covered, uint32_t begin, uint32_t last)
{
    int more = 0;

    for (uint32_t i = begin; i <= last + 1; i++)
        more += covered[i] ? 1 : -1;
    return more >= 0;
}

/* Takes the longest that is left, again and again. */
static void try_keeping(struct tried *tried)
{
    bool in_a[SHORT_MAX] = {false};
    bool in_b[SHORT_MAX] = {false};
    bool is_done[CHAINS_MAX] = {false};

    for (size_t round = 0; round < tried->chain_count; round++) {
        struct wtw_chain *longest = NULL;

        for (size_t i = 0; i < tried->chain_count; i++)
            if (!is_done[i] && (!longest || tried->chains[i].shared > longest->shared))
                longest = &tried->chains[i];
        is_done[longest - tried->chains] = true;
        longest->is_kept = longest->shared >= 6 &&
                           !is_mostly_covered(in_a, longest->a_begin, longest->a_last) &&
                           !is_mostly_covered(in_b, longest->b_begin, longest->b_last);
        if (!longest->is_kept)
            continue;
        for (uint32_t i = longest->a_begin; i <= longest->a_last + 1; i++)
            in_a[i] = true;
        for (uint32_t i = longest->b_begin; i <= longest->b_last + 1; i++)
            in_b[i] = true;
    }
}

static void check_tried(struct tried *tried)
{
    size_t count = 0;
    const struct wtw_anchor *anchors = wtw_chains_anchors(bench.chains, &count);
    const struct wtw_chain *chains = NULL;

    tried->chain_count = 0;
    try_anchors(tried);
    check_number(count, tried->anchor_count);
    for (size_t i = 0; i < count; i++) {
        try_anchor(tried, &tried->anchors[i]);
        check_number(anchors[i].a, tried->anchors[i].a);
        check_number(anchors[i].b, tried->anchors[i].b);
        check_number(anchors[i].chain, tried->anchors[i].chain);
    }
    try_keeping(tried);
    chains = wtw_chains_items(bench.chains, &count);
    check_number(count, tried->chain_count);
    for (size_t i = 0; i < count; i++) {
        const struct wtw_chain *wanted = &tried->chains[i];

        check_chain(chains[i], wanted->a_begin, wanted->b_begin, wanted->a_last,
                    wanted->b_last, wanted->shared);
        check_number(chains[i].is_kept, wanted->is_kept);
    }
}

/* b is parts of a in any order with words replaced, or words at random. */
static void say_random_texts(struct random_input *random)
{
    uint32_t vocabulary = random_between(random, 2, 60);
    double edits = random_real(random) * .5;
    uint32_t place = 0;

    clear_texts();
    bench.texts.a_count = random_below(random, SHORT_MAX);
    bench.texts.b_count = random_below(random, SHORT_MAX);
    for (size_t i = 0; i < bench.texts.a_count; i++)
        bench.a[i] = random_below(random, vocabulary);
    for (size_t i = 0; i < bench.texts.b_count; i++) {
        bool is_copied = bench.texts.a_count && !random_chance(random, edits);

        if (is_copied && random_chance(random, .05))
            place = random_below(random, (uint32_t)bench.texts.a_count);
        bench.b[i] = is_copied ? bench.a[place++ % bench.texts.a_count]
                               : random_below(random, vocabulary);
    }
}

Test(chains_tried, are_those_found_by_trying_every_place_with_every_other)
{
    static struct tried tried;
    struct random_input random = random_begin(190);
    size_t kept = 0;
    size_t echoes = 0;

    init_bench();
    for (int round = 0; round < 4000; round++) {
        say_random_texts(&random);
        make_chains();
        check_tried(&tried);
        kept += kept_count();
        for (size_t i = 0; i < tried.chain_count; i++)
            echoes += tried.chains[i].shared >= 6 && !tried.chains[i].is_kept;
    }
    check(kept > 2000);
    check(echoes > 100);
    wtw_chains_free(bench.chains);
}
