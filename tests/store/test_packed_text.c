/*
 * test_packed_text.c - texts by zstd come back as they were, or not at all
 */
#include "check.h"

#include "base/faults.h"
#include "store/packed_text.h"

#include "random_input.h"

Test(packed_text, comes_back_as_it_was_empty_or_with_nul_bytes)
{
    static const struct {
        const char *text;
        size_t count;
    } rows[] = {{NULL, 0}, {"", 0}, {"The ferry sank", 14}, {"a\0b\xff", 4}};
    struct wtw_text_packer packer = {0};
    struct wtw_buffer packed = {0};
    struct wtw_buffer text = {0};
    struct wtw_error error = {0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        packed.count = 0;
        check_ok(wtw_text_pack(&packer, rows[i].text, rows[i].count, &packed, &error),
                 &error);
        check(packed.count > 0);
        check_ok(wtw_text_unpack(&packer, packed.items, packed.count, rows[i].count,
                                 &text, &error),
                 &error);
        check_number(text.count, rows[i].count);
        check(!text.count || memcmp(text.items, rows[i].text, text.count) == 0);
    }
    wtw_text_packer_release(&packer);
    wtw_buffer_release(&packed);
    wtw_buffer_release(&text);
}

/* Words of letters at random, of which half are of five kinds: no more than 7 bytes repeat. */
static void write_words(char *text, size_t count, uint64_t seed)
{
    struct random_input random = random_begin(seed);

    for (size_t i = 0; i < count; i++) {
        if (i % 6 == 5)
            text[i] = ' ';
        else if (random_chance(&random, .5))
            text[i] = "etaoi"[random_below(&random, 5)];
        else
            text[i] = (char)('a' + random_below(&random, 26));
    }
}

/* The size of a text that was appended to others and came back as it was. */
static size_t packed_size(struct wtw_text_packer *packer, struct wtw_buffer *shelf,
                          const char *text, size_t count)
{
    struct wtw_buffer out = {0};
    struct wtw_error error = {0};
    size_t before = shelf->count;

    check_ok(wtw_text_pack(packer, text, count, shelf, &error), &error);
    check_ok(wtw_text_unpack(packer, shelf->items + before, shelf->count - before, count,
                             &out, &error),
             &error);
    check(out.count == count && memcmp(out.items, text, count) == 0);
    wtw_buffer_release(&out);
    return shelf->count - before;
}

/* Five letters of 10 % and more and 21 of 2 % have 4.0 bits each, and the spaces come often:
 * .5 of the bytes. Where a long text repeats itself, the repeat costs next to nothing. */
Test(packed_text, takes_letters_for_what_they_tell_and_long_ones_repeats_too)
{
    enum { SHORT = 3000, LONG = 40000 };
    static char words[LONG];
    struct wtw_text_packer packer = {0};
    struct wtw_buffer shelf = {0};

    for (int round = 0; round < 2; round++) {
        write_words(words, LONG, 40 + (uint64_t)round);
        check(packed_size(&packer, &shelf, words, SHORT) < SHORT * 6 / 10);
        for (size_t i = LONG / 10; i < LONG; i++)
            words[i] = words[i - LONG / 10];
        check(packed_size(&packer, &shelf, words, LONG) < LONG / 10 * 7 / 10);
    }
    wtw_text_packer_release(&packer);
    wtw_buffer_release(&shelf);
}

Test(packed_text, with_any_byte_changed_or_cut_is_refused)
{
    static const char words[] = "The council met on Tuesday and the council met again.";
    struct wtw_text_packer packer = {0};
    struct wtw_buffer packed = {0};
    struct wtw_buffer text = {0};
    struct wtw_error error = {0};

    check_ok(wtw_text_pack(&packer, words, sizeof words, &packed, &error), &error);
    /* Whatever is changed in the header's reserved places may be let pass, but never with
     * another text. */
    for (size_t i = 0; i < packed.count; i++) {
        packed.items[i] = (char)(packed.items[i] ^ 16);
        if (wtw_text_unpack(&packer, packed.items, packed.count, sizeof words, &text,
                            &error) == WTW_OK)
            check(memcmp(text.items, words, sizeof words) == 0);
        else
            check(error.status == WTW_BAD_INPUT && error.words[0]);
        packed.items[i] = (char)(packed.items[i] ^ 16);
        check_status(
            wtw_text_unpack(&packer, packed.items, i, sizeof words, &text, &error),
            WTW_BAD_INPUT);
    }
    check_status(wtw_text_unpack(&packer, packed.items, packed.count, 1, &text, &error),
                 WTW_BAD_INPUT);
    wtw_text_packer_release(&packer);
    wtw_buffer_release(&packed);
    wtw_buffer_release(&text);
}

/* Of the frame's first bytes: four of magic, a descriptor that says that four bytes of length
 * follow and one segment holds all, and these; 4 GB in 13 bytes cannot be. */
Test(packed_text, of_unknown_length_tells_it_itself_unless_that_cannot_be)
{
    static const unsigned char huge[] = {0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0xff, 0xff,
                                         0xff, 0xff, 0x01, 0x00, 0x00, 0x00};
    struct wtw_text_packer packer = {0};
    struct wtw_buffer packed = {0};
    struct wtw_buffer text = {0};
    struct wtw_error error = {0};

    check_ok(wtw_text_pack(&packer, "words", 5, &packed, &error), &error);
    check_ok(wtw_text_unpack(&packer, packed.items, packed.count, WTW_TEXT_BYTES_UNKNOWN,
                             &text, &error),
             &error);
    check_bytes(text.items, text.count, "words");
    check_status(
        wtw_text_unpack(&packer, "words", 5, WTW_TEXT_BYTES_UNKNOWN, &text, &error),
        WTW_BAD_INPUT);
    check_status(wtw_text_unpack(&packer, huge, sizeof huge, WTW_TEXT_BYTES_UNKNOWN,
                                 &text, &error),
                 WTW_BAD_INPUT);
    check(strstr(error.words, "has not the length it had"));
    wtw_text_packer_release(&packer);
    wtw_buffer_release(&packed);
    wtw_buffer_release(&text);
}

#ifdef WTW_FAULTS

Test(packed_text, without_memory_says_so)
{
    struct wtw_text_packer packer = {0};
    struct wtw_buffer packed = {0};
    struct wtw_buffer text = {0};
    struct wtw_error error = {0};

    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_text_pack(&packer, "words", 5, &packed, &error), WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    check_ok(wtw_text_pack(&packer, "words", 5, &packed, &error), &error);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 1);
    check_status(wtw_text_unpack(&packer, packed.items, packed.count, 5, &text, &error),
                 WTW_NO_MEMORY);
    wtw_fault_plan(WTW_FAULT_ALLOCATION, 0);
    wtw_text_packer_release(&packer);
    wtw_buffer_release(&packed);
    wtw_buffer_release(&text);
}

#endif
