/*
 * test_digest.c - a text's digest is what the public functions make of it, one by one
 */
#include "check.h"
#include "engine/made_articles.h"

#include "base/faults.h"
#include "engine/digest.h"
#include "match/bands.h"
#include "sketch/samples.h"

#include <stdio.h>

enum { SLOTS = 128, BANDS = 42, ROWS = 3 };

static struct wtw_digest_plan plan_of(uint32_t k, uint64_t seed)
{
    struct wtw_digest_plan plan = {.kernel = wtw_kernel_best(),
                                   .shingle_tokens = k,
                                   .bands = BANDS,
                                   .rows = ROWS,
                                   .makes_winnow_keys = true,
                                   .makes_samples = true};

    wtw_signature_plan_make(SLOTS, seed, &plan.signature);
    return plan;
}

/* A digest with what varies in length. */
struct whole {
    struct wtw_digest digest;
    uint32_t band_keys[BANDS];
    struct wtw_winnow_keys winnow_keys;
};

static void digest_text(struct wtw_digester *digester, const struct wtw_digest_plan *plan,
                        const char *text, size_t text_bytes, struct whole *out)
{
    struct wtw_error error = {0};

    check_ok(wtw_digest_make(digester, plan, text, text_bytes, &out->digest,
                             out->band_keys, &out->winnow_keys, &error),
             &error);
}

static void check_digest(const struct whole *whole, const char *text, size_t text_bytes,
                         uint32_t k, uint64_t seed)
{
    struct wtw_error error = {0};
    struct wtw_tokens *tokens = NULL;
    struct wtw_shingles *shingles = NULL;
    uint32_t slots[SLOTS];
    uint32_t band_keys[BANDS];
    uint64_t words[WTW_ODD_SKETCH_WORDS];

    check_ok(wtw_tokens_new(&tokens, &error), &error);
    check_ok(wtw_tokens_make(tokens, text, text_bytes, &error), &error);
    check_ok(wtw_shingles_new(&shingles, &error), &error);
    check_ok(wtw_shingles_make(shingles, wtw_tokens_hashes(tokens),
                               wtw_tokens_count(tokens), k, &error),
             &error);
    check_number(whole->digest.token_count, wtw_tokens_count(tokens));
    check_number(whole->digest.bad_bytes, wtw_tokens_bad_bytes(tokens));
    check_number(whole->digest.shingle_count, wtw_shingles_count(shingles));
    check_ok(wtw_odd_sketch_make(wtw_shingles_items(shingles),
                                 wtw_shingles_count(shingles), seed, NULL, words, &error),
             &error);
    check(memcmp(words, whole->digest.odd_sketch, sizeof words) == 0);
    check_ok(wtw_signature_make(wtw_shingles_items(shingles),
                                wtw_shingles_count(shingles), seed, NULL, slots, SLOTS,
                                &error),
             &error);
    wtw_bands_keys(slots, BANDS, ROWS, band_keys);
    check(memcmp(band_keys, whole->band_keys, sizeof band_keys) == 0);
    wtw_tokens_free(tokens);
    wtw_shingles_free(shingles);
}

Test(digest, is_what_the_public_functions_make_of_a_text)
{
    struct made_article *articles = made_articles(100, 170);
    struct wtw_digester digester = {0};

    for (uint32_t i = 0; i < 100; i++) {
        uint32_t k = i % 5 + 1;
        struct wtw_digest_plan plan = plan_of(k, i);
        struct whole whole = {.digest = {0}};

        digest_text(&digester, &plan, articles[i].text, articles[i].text_bytes, &whole);
        check_digest(&whole, articles[i].text, articles[i].text_bytes, k, i);
        check(whole.winnow_keys.count > 0);
        wtw_winnow_keys_release(&whole.winnow_keys);
    }
    wtw_digester_release(&digester);
    wtw_digester_release(&digester);
    free(articles);
}

Test(digest, a_text_without_tokens_has_no_shingles_and_no_winnowed_keys)
{
    static const char *const texts[] = {"",    " ",        "\n\n",
                                        "...", "\xff\xfe", "\xe2\x80\x93"};
    struct wtw_digest_plan plan = plan_of(3, 0);
    struct wtw_digester digester = {0};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct whole whole = {.digest = {.shingle_count = 77}};

        digest_text(&digester, &plan, texts[i], strlen(texts[i]), &whole);
        check_number(whole.digest.shingle_count, 0);
        check_number(whole.digest.token_count, 0);
        check_number(whole.digest.bad_bytes, i == 4 ? 2 : 0);
        check_number(whole.winnow_keys.count, 0);
        wtw_winnow_keys_release(&whole.winnow_keys);
    }
    wtw_digester_release(&digester);
}

Test(digest, equal_tokens_have_equal_content_and_other_ones_another)
{
    static const char *const same[] = {"The mayor spoke.", "the  MAYOR\nspoke"};
    static const char *const other[] = {"spoke the mayor", "the mayor",
                                        "the mayor spoke no", "themayor spoke"};
    struct wtw_digest_plan plan = plan_of(3, 0);
    struct wtw_digester digester = {0};
    struct whole first = {.digest = {0}};
    struct whole next = {.digest = {0}};

    digest_text(&digester, &plan, same[0], strlen(same[0]), &first);
    digest_text(&digester, &plan, same[1], strlen(same[1]), &next);
    check(first.digest.content_hash == next.digest.content_hash);
    for (size_t i = 0; i < 4; i++) {
        digest_text(&digester, &plan, other[i], strlen(other[i]), &next);
        check(first.digest.content_hash != next.digest.content_hash);
    }
    wtw_winnow_keys_release(&first.winnow_keys);
    wtw_winnow_keys_release(&next.winnow_keys);
    wtw_digester_release(&digester);
}

Test(digest, winnowed_keys_are_made_only_when_wanted_and_appended)
{
    struct made_article *articles = made_articles(2, 171);
    struct wtw_digest_plan plan = plan_of(3, 0);
    struct wtw_digester digester = {0};
    struct whole whole = {.digest = {0}};
    size_t first = 0;
    uint32_t kept = 0;

    digest_text(&digester, &plan, articles[0].text, articles[0].text_bytes, &whole);
    first = whole.winnow_keys.count;
    check(first > 0);
    kept = whole.winnow_keys.items[0];
    digest_text(&digester, &plan, articles[1].text, articles[1].text_bytes, &whole);
    check(whole.winnow_keys.count > first);
    check_number(whole.winnow_keys.items[0], kept);
    first = whole.winnow_keys.count;
    plan.makes_winnow_keys = plan.makes_samples = false;
    digest_text(&digester, &plan, articles[1].text, articles[1].text_bytes, &whole);
    check_number(whole.winnow_keys.count, first);
    wtw_winnow_keys_release(&whole.winnow_keys);
    wtw_digester_release(&digester);
    free(articles);
}

Test(digest, sampled_and_winnowed_keys_are_made_as_wanted_and_can_be_told_apart)
{
    struct made_article *articles = made_articles(1, 173);
    struct wtw_digester digester = {0};

    for (int wanted = 0; wanted < 4; wanted++) {
        struct wtw_digest_plan plan = plan_of(3, 0);
        struct whole whole = {.digest = {0}};
        size_t of_kind[2] = {0, 0};

        plan.makes_winnow_keys = wanted & 1;
        plan.makes_samples = wanted & 2;
        digest_text(&digester, &plan, articles[0].text, articles[0].text_bytes, &whole);
        for (size_t i = 0; i < whole.winnow_keys.count; i++)
            of_kind[wtw_key_is_sampled(whole.winnow_keys.items[i])]++;
        check((of_kind[0] > 0) == plan.makes_winnow_keys);
        check((of_kind[1] > 0) == plan.makes_samples);
        wtw_winnow_keys_release(&whole.winnow_keys);
    }
    wtw_digester_release(&digester);
    free(articles);
}

static bool same_digest(const struct whole *x, const struct whole *y)
{
    return x->digest.content_hash == y->digest.content_hash &&
           x->digest.token_count == y->digest.token_count &&
           x->digest.shingle_count == y->digest.shingle_count &&
           memcmp(x->digest.odd_sketch, y->digest.odd_sketch,
                  sizeof x->digest.odd_sketch) == 0 &&
           memcmp(x->band_keys, y->band_keys, sizeof x->band_keys) == 0;
}

Test(digest, is_of_the_story_alone_unless_boilerplate_is_kept)
{
    static const char story[] =
        "The bridge at the northern lock will be closed for heavy lorries from next "
        "week, because two of its bearings have moved since the frost.";
    char page[1000];
    struct wtw_digest_plan plan = plan_of(3, 0);
    struct wtw_digester digester = {0};
    struct whole of_story = {.digest = {0}};
    struct whole of_page = {.digest = {0}};

    snprintf(page, sizeof page, "By Anna Berg\n\n%s\n\nAdvertisement\n", story);
    digest_text(&digester, &plan, story, strlen(story), &of_story);
    digest_text(&digester, &plan, page, strlen(page), &of_page);
    check(same_digest(&of_page, &of_story));
    check_number(of_story.digest.outline.count, 0);
    /* "By Anna Berg", 12 bytes from the first on, then "Advertisement" behind the story. */
    check_number(of_page.digest.outline.bytes[0], 0);
    check_number(of_page.digest.outline.bytes[1], strlen("By Anna Berg") - 1);
    check_number(of_page.digest.outline.bytes[of_page.digest.outline.count - 1],
                 strlen("Advertisement") - 1);
    plan.keeps_boilerplate = true;
    digest_text(&digester, &plan, page, strlen(page), &of_page);
    check(!same_digest(&of_page, &of_story));
    check_digest(&of_page, page, strlen(page), 3, 0);
    wtw_winnow_keys_release(&of_story.winnow_keys);
    wtw_winnow_keys_release(&of_page.winnow_keys);
    wtw_digester_release(&digester);
}

#ifdef WTW_FAULTS

Test(digest, any_failed_allocation_is_told_and_keeps_the_winnowed_keys_there_were)
{
    struct made_article *articles = made_articles(1, 172);
    struct wtw_digest_plan plan = plan_of(3, 0);
    bool failed = true;
    uint64_t nth = 1;

    for (nth = 1; failed; nth++) {
        struct wtw_digester digester = {0};
        struct wtw_winnow_keys keys = {0};
        struct wtw_digest digest;
        uint32_t band_keys[BANDS];
        enum wtw_status status = WTW_OK;

        wtw_fault_plan(WTW_FAULT_ALLOCATION, nth);
        status = wtw_digest_make(&digester, &plan, articles[0].text,
                                 articles[0].text_bytes, &digest, band_keys, &keys, NULL);
        wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
        failed = status != WTW_OK;
        check(!failed || (status == WTW_NO_MEMORY && keys.count == 0));
        wtw_winnow_keys_release(&keys);
        wtw_digester_release(&digester);
    }
    check(nth > 5);
    free(articles);
}

#endif
