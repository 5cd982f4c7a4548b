/*
 * test_folding.c - whole tokens folded: several characters from one, one from several,
 * marks in order
 */
#include "check.h"

#include "text/folding.h"

#include <stdlib.h>

#define check_folding(wanted, ...)                                                       \
    do {                                                                                 \
        static const uint32_t characters[] = {__VA_ARGS__};                              \
        static char out[WTW_FOLDING_MAX_BYTES];                                          \
        size_t bytes =                                                                   \
            wtw_folding_apply(characters, sizeof characters / sizeof *characters, out);  \
        check_bytes(out, bytes, wanted);                                                 \
    } while (0)

Test(folding, spells_out_one_character_as_several)
{
    check_folding("strasse", 'S', 't', 'r', 'a', 0xDF, 'e');
    check_folding("office", 'o', 0xFB00, 'i', 'c', 'e');
    check_folding("i\u0307", 0x130);
    check_folding("12", 0xBD);
}

Test(folding, composes_several_characters_to_one)
{
    check_folding("\u00E9", 'E', 0x301);
    check_folding("\u1EC5", 'e', 0x302, 0x303);
    check_folding("\uAC01", 0x1100, 0x1161, 0x11A8);
    check_folding("\u30AC", 0xFF76, 0xFF9E);
}

Test(folding, puts_marks_into_canonical_order)
{
    check_folding("q\u0323\u0307", 'q', 0x307, 0x323);
    check_folding("q\u0323\u0307", 'q', 0x323, 0x307);
    check_folding("\u1E69", 's', 0x307, 0x323);
    check_folding("q\u0307\u0301", 'q', 0x307,
                  0x301); /* equal classes keep their order */
    check_folding("\u1EA1\u1E03", 'a', 0x323, 'b', 0x307);
}

Test(folding, keeps_characters_apart_that_unicode_excludes_from_composition)
{
    check_folding("\u0915\u093C", 0x958);
    check_folding("\u0915\u093C", 0x915, 0x93C);
}

Test(folding, drops_what_tokens_do_not_keep)
{
    check_folding("n", 0x149); /* apostrophe and n */
    check_folding("\u0635\u0644\u0649\u0627\u0644\u0644\u0647\u0639\u0644\u064A\u0647"
                  "\u0648\u0633\u0644\u0645",
                  0xFDFA); /* a phrase of four words in one character */
    check_folding("ab", 'a', 0xAD, 'b');
}

Test(folding, has_room_for_the_longest_outcome)
{
    uint32_t characters[WTW_FOLDING_MAX_CHARACTERS];
    char *out = malloc(WTW_FOLDING_MAX_BYTES);

    for (size_t i = 0; i < WTW_FOLDING_MAX_CHARACTERS; i++)
        characters[i] = 0xFDFA;
    /* fifteen letters of two bytes each */
    check_number(wtw_folding_apply(characters, WTW_FOLDING_MAX_CHARACTERS, out),
                 WTW_FOLDING_MAX_CHARACTERS * 30);
    check_number(wtw_folding_apply(characters, 0, out), 0);
    free(out);
}
