/*
 * test_agencies.c - agencies by their names in many languages
 */
#include "check.h"

#include "text/agencies.h"

/* The agency whose name is the first in 'text', or "none". */
static const char *first_in(const char *text)
{
    struct wtw_agency_index index;
    struct wtw_agency_hit hit;

    wtw_agency_index_make(&index);
    if (!wtw_agency_find(&index, text, 0, 0, strlen(text), &hit))
        return "none";
    check(hit.begin < hit.end && hit.end <= strlen(text));
    return wtw_agency_name(hit.agency);
}

Test(agencies, are_known_by_their_names_in_many_languages)
{
    check_string(first_in("from the Associated Press"), "AP");
    check_string(first_in("AFP"), "AFP");
    check_string(first_in("ТАСС сообщает"), "TASS");
    check_string(first_in("РИА Новости"), "RIA Novosti");
    check_string(first_in("新华社北京3月15日电"), "Xinhua");
    check_string(first_in("(رويترز)"), "Reuters");
    check_string(first_in("Agencia EFE"), "EFE");
    check_string(first_in("with dpa"), "dpa");
    check_string(first_in("Укрінформ"), "Ukrinform");
    check_string(first_in("ロイター"), "Reuters");
}

Test(agencies, are_known_by_the_longest_name)
{
    check_string(first_in("Interfax-Ukraine"), "Interfax-Ukraine");
    check_string(first_in("Interfax"), "Interfax");
    check_string(first_in("Australian Associated Press"), "AAP");
}

Test(agencies, are_no_part_of_another_word)
{
    check_string(first_in("APRIL and MAPS"), "none");
    check_string(first_in("the map of Reutersville"), "none");
    check_string(first_in("Ap and ap"), "none");
    check_string(first_in("КРЕЙТЕР"), "none");
    check_string(first_in(""), "none");
}

Test(agencies, with_names_that_mean_other_things_count_only_alone)
{
    check_string(first_in("(PA)"), "PA Media");
    check_string(first_in("PA"), "PA Media");
    check_string(first_in("a PA system"), "none");
    check_string(first_in("the TT race"), "none");
    check_string(first_in("Trend of the year"), "none");
}

Test(agencies, keep_their_numbers_and_have_names)
{
    for (uint32_t i = 0; i < wtw_agency_count(); i++)
        check(wtw_agency_name(i)[0] != 0);
    check(wtw_agency_name(wtw_agency_count()) == NULL);
    check(wtw_agency_name(UINT32_MAX) == NULL);
    check_string(wtw_agency_name(0), "AP");
    check_string(wtw_agency_name(2), "Reuters");
    check_string(wtw_agency_name(6), "Xinhua");
}
