/*
 * test_characters.c - the character table, at characters whose fate is known
 *
 * All of Unicode goes through the oracle of test_tokens.c; here stands what a reader
 * would look up.
 */
#include "check.h"

#include "text/characters.h"
#include "text/utf8.h"

#include <stdio.h>

static void check_kind(uint32_t code_point, enum wtw_character_kind wanted)
{
    enum wtw_character_kind kind = wtw_character_kind(wtw_character_entry(code_point));

    cr_assert(kind == wanted, "U+%04X is of kind %d, wanted %d", code_point, kind,
              wanted);
}

static void check_fold(uint32_t code_point, uint32_t wanted)
{
    uint32_t folded = wtw_character_fold(code_point, wtw_character_entry(code_point));

    cr_assert(folded == wanted, "U+%04X folds to U+%04X, wanted U+%04X", code_point,
              folded, wanted);
}

Test(characters, have_the_kinds_that_the_rules_give_them)
{
    static const struct {
        uint32_t code_point;
        enum wtw_character_kind kind;
    } known[] = {
        {0, WTW_CHARACTER_SEPARATOR},
        {' ', WTW_CHARACTER_SEPARATOR},
        {'-', WTW_CHARACTER_SEPARATOR},
        {'_', WTW_CHARACTER_SEPARATOR},
        {0x2019, WTW_CHARACTER_SEPARATOR},  /* right single quote */
        {0x02BC, WTW_CHARACTER_SEPARATOR},  /* modifier letter apostrophe */
        {0x2122, WTW_CHARACTER_SEPARATOR},  /* trade mark sign */
        {0x1F600, WTW_CHARACTER_SEPARATOR}, /* a face */
        {0xFFFD, WTW_CHARACTER_SEPARATOR},
        {0xE000, WTW_CHARACTER_SEPARATOR}, /* private use */
        {0x10FFFF, WTW_CHARACTER_SEPARATOR},
        {WTW_UTF8_BAD, WTW_CHARACTER_SEPARATOR},
        {0x00AD, WTW_CHARACTER_LEFT_OUT}, /* soft hyphen */
        {0x200B, WTW_CHARACTER_LEFT_OUT}, /* zero width space */
        {0x200D, WTW_CHARACTER_LEFT_OUT}, /* zero width joiner */
        {0x202B, WTW_CHARACTER_LEFT_OUT}, /* right-to-left embedding */
        {0x2060, WTW_CHARACTER_LEFT_OUT}, /* word joiner */
        {0xFE0F, WTW_CHARACTER_LEFT_OUT}, /* variation selector 16 */
        {0xFEFF, WTW_CHARACTER_LEFT_OUT}, /* byte order mark */
        {0x0640, WTW_CHARACTER_LEFT_OUT}, /* tatweel */
        {0x064E, WTW_CHARACTER_LEFT_OUT}, /* fatha */
        {0x05B8, WTW_CHARACTER_LEFT_OUT}, /* qamats */
        {0xFE76, WTW_CHARACTER_LEFT_OUT}, /* fatha on a space */
        {'a', WTW_CHARACTER_WORD},
        {'Z', WTW_CHARACTER_WORD},
        {'7', WTW_CHARACTER_WORD},
        {0x00E9, WTW_CHARACTER_WORD},          /* e with acute */
        {0x0436, WTW_CHARACTER_WORD},          /* Cyrillic zhe */
        {0xAC00, WTW_CHARACTER_WORD},          /* Hangul syllable ga */
        {0x0E53, WTW_CHARACTER_WORD},          /* Thai digit three */
        {0x00DF, WTW_CHARACTER_WORD_AWKWARD},  /* sharp s */
        {0xFB01, WTW_CHARACTER_WORD_AWKWARD},  /* fi ligature */
        {0x1161, WTW_CHARACTER_WORD_AWKWARD},  /* Hangul vowel a */
        {0x4E2D, WTW_CHARACTER_DENSE},         /* Han */
        {0x3042, WTW_CHARACTER_DENSE},         /* Hiragana */
        {0xFF71, WTW_CHARACTER_DENSE},         /* half-width Katakana */
        {0x2F00, WTW_CHARACTER_DENSE},         /* Kangxi radical */
        {0x0E01, WTW_CHARACTER_DENSE},         /* Thai */
        {0x0EC6, WTW_CHARACTER_DENSE},         /* Lao */
        {0x1780, WTW_CHARACTER_DENSE},         /* Khmer */
        {0x1000, WTW_CHARACTER_DENSE},         /* Myanmar */
        {0x2A6D6, WTW_CHARACTER_DENSE},        /* Han extension B */
        {0x0E33, WTW_CHARACTER_DENSE_AWKWARD}, /* Thai sara am */
        {0x0E34, WTW_CHARACTER_MARK},          /* Thai sara i */
        {0x093F, WTW_CHARACTER_MARK},          /* Devanagari vowel sign i */
        {0x0301, WTW_CHARACTER_MARK_AWKWARD},  /* combining acute */
        {0x3099, WTW_CHARACTER_MARK_AWKWARD},  /* Kana voiced mark */
        {0xFF9E, WTW_CHARACTER_MARK_AWKWARD},  /* the same, half-width */
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        check_kind(known[i].code_point, known[i].kind);
}

Test(characters, fold_to_lower_case_and_plain_forms)
{
    check_fold('A', 'a');
    check_fold('z', 'z');
    check_fold('0', '0');
    check_fold(0x00C9, 0x00E9);   /* E with acute */
    check_fold(0x03C2, 0x03C3);   /* final sigma */
    check_fold(0x0416, 0x0436);   /* Cyrillic Zhe */
    check_fold(0x212A, 'k');      /* Kelvin sign */
    check_fold(0xFF21, 'a');      /* full-width A */
    check_fold(0xFF15, '5');      /* full-width five */
    check_fold(0x00B2, '2');      /* superscript two */
    check_fold(0x0131, 0x0131);   /* dotless i */
    check_fold(0x1E9E, 0x1E9E);   /* capital sharp s: awkward, stays */
    check_fold(0xFF71, 0x30A2);   /* half-width Katakana a */
    check_fold(0x10400, 0x10428); /* Deseret */
    check_fold(0x1D400, 'a');     /* mathematical bold A */
}

Test(characters, know_the_combining_class_of_marks)
{
    check_number(wtw_character_class(wtw_character_entry('a')), 0);
    check_number(wtw_character_class(wtw_character_entry(0x0301)), 230);
    check_number(wtw_character_class(wtw_character_entry(0x0323)), 220);
    check_number(wtw_character_class(wtw_character_entry(0x094D)), 9);
    check_number(wtw_character_class(wtw_character_entry(0x0E38)), 103);
}

Test(characters, are_kept_if_they_neither_separate_nor_are_left_out)
{
    check(wtw_character_is_kept('a'));
    check(wtw_character_is_kept(0x0301));
    check(wtw_character_is_kept(0x4E2D));
    check(!wtw_character_is_kept(' '));
    check(!wtw_character_is_kept(0x00AD));
    check(!wtw_character_is_kept(0x2044)); /* fraction slash */
}
