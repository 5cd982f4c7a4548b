/*
 * test_alignment.c - where texts run side by side, by hand
 */
#include "match/aligned_sides.h"

static void check_place(const struct wtw_alignment *alignment, size_t i, uint32_t a_token,
                        uint32_t a_count, uint32_t b_token, uint32_t b_count)
{
    const struct wtw_aligned *item = &wtw_alignment_items(alignment)[i];

    check(i < wtw_alignment_count(alignment));
    check_number(item->a_token, a_token);
    check_number(item->a_count, a_count);
    check_number(item->b_token, b_token);
    check_number(item->b_count, b_count);
}

Test(alignment, by_hand)
{
    static const char a_text[] = "Rain fell early today. The mayor opened the new bridge"
                                 " on Monday morning, officials said.";
    static const char b_text[] = "Snow came late. THE mayor opened  the old stone bridge"
                                 " on Monday morning; we heard.";
    struct wtw_alignment *alignment = new_alignment();
    struct wtw_tokens *left = tokens_of(a_text, strlen(a_text));
    struct wtw_tokens *right = tokens_of(b_text, strlen(b_text));
    const struct wtw_aligned *item = NULL;
    const struct wtw_difference *difference = NULL;

    align(alignment, left, right);
    check_number(wtw_alignment_count(alignment), 1);
    check_place(alignment, 0, 4, 9, 3, 10);
    item = wtw_alignment_items(alignment);
    check_number(item->shared_tokens, 8);
    check(item->is_quotation);
    check_bytes(a_text + item->a.begin, item->a.end - item->a.begin,
                "The mayor opened the new bridge on Monday morning");
    check_bytes(b_text + item->b.begin, item->b.end - item->b.begin,
                "THE mayor opened  the old stone bridge on Monday morning");
    check_number(wtw_alignment_difference_count(alignment), 3);
    difference = wtw_alignment_differences(alignment);
    check_bytes(a_text + difference->a.begin, difference->a.end - difference->a.begin,
                "Rain fell early today");
    check_bytes(b_text + difference->b.begin, difference->b.end - difference->b.begin,
                "Snow came late");
    difference++;
    check_number(difference->a_token, 8);
    check_number(difference->b_token, 7);
    check_number(difference->a_count, 1);
    check_number(difference->b_count, 2);
    check_bytes(a_text + difference->a.begin, difference->a.end - difference->a.begin,
                "new");
    check_bytes(b_text + difference->b.begin, difference->b.end - difference->b.begin,
                "old stone");
    difference++;
    check_bytes(a_text + difference->a.begin, difference->a.end - difference->a.begin,
                "officials said");
    check_bytes(b_text + difference->b.begin, difference->b.end - difference->b.begin,
                "we heard");
    wtw_tokens_free(left);
    wtw_tokens_free(right);
    wtw_alignment_free(alignment);
}

/* A text of 20 words, and another with 'count' words put in behind the tenth. */
static void put_in(uint32_t count)
{
    begin_sides();
    add_words(&a, 0, 20);
    add_words(&b, 0, 10);
    add_words(&b, 1000, count);
    add_words(&b, 10, 10);
}

Test(alignment, a_few_words_put_in_are_a_difference_a_sentence_is_a_break)
{
    struct wtw_alignment *alignment = new_alignment();

    for (uint32_t count = 1; count <= 4; count++) {
        const struct wtw_difference *difference = NULL;

        put_in(count);
        align_sides(alignment, 320 + count);
        check_number(wtw_alignment_count(alignment), 1);
        check_place(alignment, 0, 0, 20, 0, 20 + count);
        check_number(wtw_alignment_items(alignment)->shared_tokens, 20);
        check_number(wtw_alignment_difference_count(alignment), 1);
        difference = wtw_alignment_differences(alignment);
        check_number(difference->a_token, 10);
        check_number(difference->b_token, 10);
        check_number(difference->a_count, 0);
        check_number(difference->b_count, count);
    }
    put_in(12);
    align_sides(alignment, 325);
    check_number(wtw_alignment_count(alignment), 2);
    check_place(alignment, 0, 0, 10, 0, 10);
    check_place(alignment, 1, 10, 10, 22, 10);
    check_number(wtw_alignment_difference_count(alignment), 0);
    wtw_alignment_free(alignment);
}

/* "want to be here" against "want to to be here": one word more, whichever. */
Test(alignment, a_word_said_twice_is_one_word_more)
{
    static const uint32_t said[] = {0, 1, 2, 3, 4, 5, 6, 7};
    static const uint32_t stammered[] = {0, 1, 2, 2, 3, 4, 5, 6, 7};
    struct wtw_alignment *alignment = new_alignment();
    const struct wtw_difference *difference = NULL;

    begin_sides();
    for (size_t i = 0; i < 8; i++)
        add_word(&a, said[i]);
    for (size_t i = 0; i < 9; i++)
        add_word(&b, stammered[i]);
    align_sides(alignment, 330);
    check_place(alignment, 0, 0, 8, 0, 9);
    check_number(wtw_alignment_items(alignment)->shared_tokens, 8);
    check_number(wtw_alignment_difference_count(alignment), 1);
    difference = wtw_alignment_differences(alignment);
    check_number(difference->a_count, 0);
    check_number(difference->b_count, 1);
    check_number(b.words[difference->b_token], 2);
    wtw_alignment_free(alignment);
}

Test(alignment, is_a_quotation_where_both_texts_go_on_on_both_sides)
{
    struct wtw_alignment *alignment = new_alignment();

    for (uint32_t present = 0; present < 16; present++) {
        begin_sides();
        add_words(&a, 1000, present & 1 ? 3 : 0);
        add_words(&b, 2000, present & 2 ? 2 : 0);
        add_words(&a, 0, 10);
        add_words(&b, 0, 10);
        add_words(&a, 3000, present & 4 ? 1 : 0);
        add_words(&b, 4000, present & 8 ? 5 : 0);
        align_sides(alignment, 340 + present);
        check_number(wtw_alignment_count(alignment), 1);
        check_number(wtw_alignment_items(alignment)->is_quotation, present == 15);
        check_number(wtw_alignment_difference_count(alignment),
                     (present & 3 ? 1 : 0) + (present & 12 ? 1 : 0));
    }
    wtw_alignment_free(alignment);
}

/* Ten shared words; 'a_words' and 'b_words' before them or behind them. */
static size_t count_end(struct wtw_alignment *alignment, uint32_t a_words,
                        uint32_t b_words, bool is_before)
{
    begin_sides();
    add_words(&a, 1000, is_before ? a_words : 0);
    add_words(&b, 2000, is_before ? b_words : 0);
    add_words(&a, 0, 10);
    add_words(&b, 0, 10);
    add_words(&a, 3000, is_before ? 0 : a_words);
    add_words(&b, 4000, is_before ? 0 : b_words);
    align_sides(alignment, 350);
    check_number(wtw_alignment_count(alignment), 1);
    return wtw_alignment_difference_count(alignment);
}

Test(alignment, a_beginning_or_end_is_a_difference_of_up_to_24_words_in_both_texts)
{
    static const uint32_t counts[] = {0, 1, 23, 24, 25, 26, 60};
    struct wtw_alignment *alignment = new_alignment();

    for (size_t i = 0; i < 7; i++)
        for (size_t j = 0; j < 7; j++) {
            bool wanted = counts[i] <= 24 && counts[j] <= 24 && (i || j);

            check_number(count_end(alignment, counts[i], counts[j], true), wanted);
            check_number(count_end(alignment, counts[i], counts[j], false), wanted);
        }
    wtw_alignment_free(alignment);
}

/* Both go on with "of the of the of the of the", which is everywhere and no anchor but for
 * its first word, before they differ; both end with "of". */
Test(alignment, what_an_end_begins_or_ends_with_in_both_texts_is_no_part_of_it)
{
    struct wtw_alignment *alignment = new_alignment();
    const struct wtw_difference *difference = NULL;

    begin_sides();
    add_words(&a, 0, 50);
    add_words(&b, 0, 50);
    for (uint32_t i = 0; i < 4; i++) {
        add_words(&a, 1000, 2);
        add_words(&b, 1000, 2);
    }
    add_word(&a, 2000);
    add_word(&b, 3000);
    add_word(&b, 3001);
    add_word(&a, 1000);
    add_word(&b, 1000);
    align_sides(alignment, 351);
    check_place(alignment, 0, 0, 51, 0, 51);
    check_number(wtw_alignment_difference_count(alignment), 1);
    difference = wtw_alignment_differences(alignment);
    check_number(difference->a_token, 58);
    check_number(difference->b_token, 58);
    check_number(difference->a_count, 1);
    check_number(difference->b_count, 2);
    wtw_alignment_free(alignment);
}

Test(alignment, fewer_than_six_shared_words_are_chance)
{
    struct wtw_alignment *alignment = new_alignment();

    for (uint32_t shared = 0; shared < 12; shared++) {
        begin_sides();
        add_words(&a, 1000, 20);
        add_words(&b, 2000, 20);
        add_words(&a, 0, shared);
        add_words(&b, 0, shared);
        add_words(&a, 3000, 20);
        add_words(&b, 4000, 20);
        align_sides(alignment, 360);
        check_number(wtw_alignment_count(alignment), shared >= LEAST_SHARED);
        check_number(wtw_alignment_difference_count(alignment),
                     shared >= LEAST_SHARED ? 2 : 0);
    }
    wtw_alignment_free(alignment);
}

Test(alignment, texts_of_no_words_or_one_or_two_have_none)
{
    struct wtw_alignment *alignment = new_alignment();

    for (uint32_t i = 0; i < 3; i++)
        for (uint32_t j = 0; j < 12; j++) {
            begin_sides();
            add_words(&a, 0, i);
            add_words(&b, 0, j);
            align_sides(alignment, 361);
            check_number(wtw_alignment_count(alignment), 0);
            check_number(wtw_alignment_difference_count(alignment), 0);
        }
    wtw_alignment_free(alignment);
    wtw_alignment_free(NULL);
}

Test(alignment, unlike_texts_have_none)
{
    struct wtw_alignment *alignment = new_alignment();

    begin_sides();
    add_words(&a, 0, 300);
    add_words(&b, 300, 300);
    align_sides(alignment, 362);
    check_number(wtw_alignment_count(alignment), 0);
    /* The same words, but no two of them neighbours as before. */
    begin_sides();
    for (uint32_t i = 0; i < 300; i++) {
        add_word(&a, i);
        add_word(&b, i * 7 % 300);
    }
    align_sides(alignment, 363);
    check_number(wtw_alignment_count(alignment), 0);
    wtw_alignment_free(alignment);
}

Test(alignment, equal_texts_are_covered_whole)
{
    struct wtw_alignment *alignment = new_alignment();

    for (uint32_t count = LEAST_SHARED; count < 300; count += 7) {
        begin_sides();
        add_words(&a, 0, count);
        add_words(&b, 0, count);
        align_sides(alignment, count);
        check_number(wtw_alignment_count(alignment), 1);
        check_place(alignment, 0, 0, count, 0, count);
        check_number(wtw_alignment_items(alignment)->shared_tokens, count);
        check_number(wtw_alignment_difference_count(alignment), 0);
    }
    wtw_alignment_free(alignment);
}

Test(alignment, a_moved_paragraph_makes_two_parts)
{
    struct wtw_alignment *alignment = new_alignment();

    begin_sides();
    add_words(&a, 0, 90);
    add_words(&b, 40, 50);
    add_words(&b, 0, 40);
    align_sides(alignment, 364);
    check_number(wtw_alignment_count(alignment), 2);
    check_place(alignment, 0, 0, 40, 50, 40);
    check_place(alignment, 1, 40, 50, 0, 50);
    check_number(wtw_alignment_difference_count(alignment), 0);
    wtw_alignment_free(alignment);
}

/* What one text begins with is what the other ends with: no end differs. */
Test(alignment, two_sentences_in_the_other_order_are_no_difference)
{
    struct wtw_alignment *alignment = new_alignment();

    for (uint32_t ends = 0; ends < 2; ends++) {
        begin_sides();
        add_words(&a, 1000, 3 * ends);
        add_words(&b, 2000, 2 * ends);
        add_words(&a, 0, 19);
        add_words(&b, 8, 11);
        add_words(&b, 0, 8);
        align_sides(alignment, 367 + ends);
        check_number(wtw_alignment_count(alignment), 2);
        check_place(alignment, 0, 3 * ends, 8, 11 + 2 * ends, 8);
        check_place(alignment, 1, 3 * ends + 8, 11, 2 * ends, 11);
        check_number(wtw_alignment_difference_count(alignment), ends);
    }
    check_number(wtw_alignment_differences(alignment)->a_count, 3);
    check_number(wtw_alignment_differences(alignment)->b_count, 2);
    wtw_alignment_free(alignment);
}

/* Eight words that stand 'in_a' times in one text and 'in_b' times in the other; one of
 * them is longer by 200 words, as the shorter one is looked up in the longer. */
static size_t count_repeated(struct wtw_alignment *alignment, uint32_t in_a,
                             uint32_t in_b, struct side *longer)
{
    begin_sides();
    for (uint32_t i = 0; i < in_a; i++) {
        add_words(&a, 1000 + 40 * i, 40);
        add_words(&a, 0, 8);
    }
    for (uint32_t i = 0; i < in_b; i++) {
        add_words(&b, 3000 + 40 * i, 40);
        add_words(&b, 0, 8);
    }
    add_words(longer, 5000, 200);
    align_sides(alignment, 365);
    return wtw_alignment_count(alignment);
}

/* And what stands twice in one and once in the other has its place once. */
Test(alignment, words_that_stand_more_than_twice_in_a_text_say_nothing)
{
    struct wtw_alignment *alignment = new_alignment();

    for (uint32_t in_a = 1; in_a <= 4; in_a++)
        for (uint32_t in_b = 1; in_b <= 4; in_b++) {
            size_t fewer = in_a < in_b ? in_a : in_b;
            size_t wanted = in_a <= 2 && in_b <= 2 ? fewer : 0;

            check_number(count_repeated(alignment, in_a, in_b, &a), wanted);
            check_number(count_repeated(alignment, in_a, in_b, &b), wanted);
        }
    wtw_alignment_free(alignment);
}

/* A phrase that is everywhere is no anchor, but no difference either. */
Test(alignment, what_is_everywhere_is_not_told_as_a_difference)
{
    struct wtw_alignment *alignment = new_alignment();

    begin_sides();
    for (uint32_t i = 0; i < 4; i++) {
        add_words(&a, 100 * i, 20);
        add_words(&a, 1000, 5);
    }
    memcpy(b.words, a.words, sizeof b.words);
    b.count = a.count;
    add_words(&a, 2000, 9);
    add_words(&b, 2000, 9);
    b.words[46] = 3000; /* the second of five */
    align_sides(alignment, 366);
    check_number(wtw_alignment_count(alignment), 1);
    check_place(alignment, 0, 0, 109, 0, 109);
    check_number(wtw_alignment_difference_count(alignment), 1);
    check_number(wtw_alignment_differences(alignment)->a_token, 46);
    check_number(wtw_alignment_differences(alignment)->a_count, 1);
    check_number(wtw_alignment_differences(alignment)->b_count, 1);
    wtw_alignment_free(alignment);
}
