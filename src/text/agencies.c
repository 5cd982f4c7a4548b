/*
 * agencies.c - news agencies and the names by which they are credited
 *
 * Two tables: the agencies, whose numbers are public and stay, so that a new one goes to
 * the end; and their names, in any order. A name is compared byte by byte: case tells AP
 * from the first letters of a word. WEAK names are initials or words that mean other
 * things too; they count only where they stand alone, as in "(PA)".
 */
#include "text/agencies.h"

#include "text/characters.h"
#include "text/utf8.h"

#include <string.h>

static const char *const agencies[] = {
    "AP",
    "AFP",
    "Reuters",
    "TASS",
    "Interfax",
    "RIA Novosti",
    "Xinhua",
    "dpa",
    "EFE",
    "ANSA",
    "Kyodo",
    "PA Media",
    "UPI",
    "Bloomberg",
    "PTI",
    "ANI",
    "IANS",
    "Yonhap",
    "Anadolu",
    "APA",
    "Ukrinform",
    "CNN",
    "UNIAN",
    "Interfax-Ukraine",
    "UNN",
    "China News Service",
    "CNA",
    "Jiji",
    "Canadian Press",
    "AAP",
    "Europa Press",
    "Lusa",
    "PAP",
    "CTK",
    "MTI",
    "Belga",
    "ANP",
    "NTB",
    "TT",
    "Ritzau",
    "STT",
    "Keystone-SDA",
    "epd",
    "KNA",
    "SID",
    "BelTA",
    "Kazinform",
    "Trend",
    "AzerTac",
    "Armenpress",
    "Agerpres",
    "BTA",
    "Tanjug",
    "Hina",
    "ANA-MPA",
    "Télam",
    "Agência Brasil",
    "Notimex",
    "Prensa Latina",
    "Bernama",
    "Antara",
    "VNA",
    "KCNA",
    "IRNA",
    "Tasnim",
    "SPA",
    "WAM",
    "WAFA",
    "SANA",
    "MENA",
    "APS",
    "MAP",
    "NAN",
    "Sputnik",
    "Dow Jones",
    "PR Newswire",
    "Business Wire",
    "GlobeNewswire",
};

enum { AGENCY_COUNT = sizeof agencies / sizeof *agencies };

enum name_strength { STRONG, WEAK };

static const struct {
    const char *name;
    uint8_t agency;
    uint8_t strength;
} names[] = {
    {"AP", 0, STRONG},
    {"Associated Press", 0, STRONG},
    {"ASSOCIATED PRESS", 0, STRONG},
    {"美联社", 0, STRONG},
    {"美聯社", 0, STRONG},
    {"أسوشيتد برس", 0, STRONG},
    {"Ассошиэйтед Пресс", 0, STRONG},
    {"АП", 0, WEAK},
    {"AFP", 1, STRONG},
    {"Agence France-Presse", 1, STRONG},
    {"Agence France Presse", 1, STRONG},
    {"AGENCE FRANCE-PRESSE", 1, STRONG},
    {"АФП", 1, STRONG},
    {"法新社", 1, STRONG},
    {"أ ف ب", 1, STRONG},
    {"أ.ف.ب", 1, STRONG},
    {"فرانس برس", 1, STRONG},
    {"Reuters", 2, STRONG},
    {"REUTERS", 2, STRONG},
    {"Thomson Reuters", 2, STRONG},
    {"Рейтер", 2, STRONG},
    {"路透社", 2, STRONG},
    {"路透", 2, STRONG},
    {"رويترز", 2, STRONG},
    {"ロイター", 2, STRONG},
    {"TASS", 3, STRONG},
    {"ITAR-TASS", 3, STRONG},
    {"Itar-Tass", 3, STRONG},
    {"ТАСС", 3, STRONG},
    {"ИТАР-ТАСС", 3, STRONG},
    {"塔斯社", 3, STRONG},
    {"Tass", 3, WEAK},
    {"Interfax", 4, STRONG},
    {"INTERFAX", 4, STRONG},
    {"INTERFAX.RU", 4, STRONG},
    {"Интерфакс", 4, STRONG},
    {"ИНТЕРФАКС", 4, STRONG},
    {"RIA Novosti", 5, STRONG},
    {"RIA NOVOSTI", 5, STRONG},
    {"РИА Новости", 5, STRONG},
    {"РИА НОВОСТИ", 5, STRONG},
    {"俄新社", 5, STRONG},
    {"RIA", 5, WEAK},
    {"РИА", 5, WEAK},
    {"Xinhua", 6, STRONG},
    {"XINHUA", 6, STRONG},
    {"新华社", 6, STRONG},
    {"新華社", 6, STRONG},
    {"新华网", 6, STRONG},
    {"Синьхуа", 6, STRONG},
    {"شينخوا", 6, STRONG},
    {"dpa", 7, STRONG},
    {"DPA", 7, STRONG},
    {"Deutsche Presse-Agentur", 7, STRONG},
    {"dpa-AFX", 7, STRONG},
    {"德新社", 7, STRONG},
    {"د ب أ", 7, WEAK},
    {"EFE", 8, STRONG},
    {"Agencia EFE", 8, STRONG},
    {"埃菲社", 8, STRONG},
    {"Efe", 8, WEAK},
    {"ANSA", 9, STRONG},
    {"Ansa", 9, STRONG},
    {"安莎社", 9, STRONG},
    {"Kyodo", 10, STRONG},
    {"KYODO", 10, STRONG},
    {"Kyodo News", 10, STRONG},
    {"共同社", 10, STRONG},
    {"共同通信", 10, STRONG},
    {"PA Media", 11, STRONG},
    {"Press Association", 11, STRONG},
    {"PRESS ASSOCIATION", 11, STRONG},
    {"PA", 11, WEAK},
    {"UPI", 12, STRONG},
    {"United Press International", 12, STRONG},
    {"Bloomberg", 13, STRONG},
    {"BLOOMBERG", 13, STRONG},
    {"Bloomberg News", 13, STRONG},
    {"彭博社", 13, STRONG},
    {"PTI", 14, STRONG},
    {"Press Trust of India", 14, STRONG},
    {"Asian News International", 15, STRONG},
    {"ANI", 15, WEAK},
    {"IANS", 16, STRONG},
    {"Indo-Asian News Service", 16, STRONG},
    {"Yonhap", 17, STRONG},
    {"YONHAP", 17, STRONG},
    {"연합뉴스", 17, STRONG},
    {"韩联社", 17, STRONG},
    {"Anadolu Agency", 18, STRONG},
    {"Anadolu Ajansı", 18, STRONG},
    {"Anadolu Ajansi", 18, STRONG},
    {"الأناضول", 18, STRONG},
    {"Anadolu", 18, WEAK},
    {"AA", 18, WEAK},
    {"Austria Presse Agentur", 19, STRONG},
    {"APA", 19, WEAK},
    {"Ukrinform", 20, STRONG},
    {"UKRINFORM", 20, STRONG},
    {"Укринформ", 20, STRONG},
    {"Укрінформ", 20, STRONG},
    {"CNN", 21, STRONG},
    {"CNN Wire", 21, STRONG},
    {"CNN Newsource", 21, STRONG},
    {"CNN Business", 21, STRONG},
    {"UNIAN", 22, STRONG},
    {"УНИАН", 22, STRONG},
    {"УНІАН", 22, STRONG},
    {"Interfax-Ukraine", 23, STRONG},
    {"Интерфакс-Украина", 23, STRONG},
    {"Інтерфакс-Україна", 23, STRONG},
    {"Ukrainian National News", 24, STRONG},
    {"УНН", 24, WEAK},
    {"UNN", 24, WEAK},
    {"China News Service", 25, STRONG},
    {"中新社", 25, STRONG},
    {"中新网", 25, STRONG},
    {"中国新闻社", 25, STRONG},
    {"Central News Agency", 26, STRONG},
    {"中央社", 26, STRONG},
    {"CNA", 26, WEAK},
    {"Jiji Press", 27, STRONG},
    {"JIJI PRESS", 27, STRONG},
    {"時事通信", 27, STRONG},
    {"Jiji", 27, WEAK},
    {"JIJI", 27, WEAK},
    {"The Canadian Press", 28, STRONG},
    {"Canadian Press", 28, STRONG},
    {"THE CANADIAN PRESS", 28, STRONG},
    {"Australian Associated Press", 29, STRONG},
    {"AAP", 29, STRONG},
    {"Europa Press", 30, STRONG},
    {"EUROPA PRESS", 30, STRONG},
    {"Agência Lusa", 31, STRONG},
    {"Lusa", 31, WEAK},
    {"LUSA", 31, WEAK},
    {"Polska Agencja Prasowa", 32, STRONG},
    {"PAP", 32, WEAK},
    {"ČTK", 33, STRONG},
    {"CTK", 33, WEAK},
    {"Magyar Távirati Iroda", 34, STRONG},
    {"MTI", 34, WEAK},
    {"BELGA", 35, STRONG},
    {"Belga", 35, WEAK},
    {"ANP", 36, WEAK},
    {"NTB", 37, WEAK},
    {"TT-AFP", 38, STRONG},
    {"TT", 38, WEAK},
    {"Ritzau", 39, STRONG},
    {"/ritzau/", 39, STRONG},
    {"STT", 40, WEAK},
    {"Keystone-SDA", 41, STRONG},
    {"Schweizerische Depeschenagentur", 41, STRONG},
    {"SDA", 41, WEAK},
    {"sda", 41, WEAK},
    {"ATS", 41, WEAK},
    {"ats", 41, WEAK},
    {"Evangelischer Pressedienst", 42, STRONG},
    {"epd", 42, WEAK},
    {"Katholische Nachrichten-Agentur", 43, STRONG},
    {"KNA", 43, WEAK},
    {"Sport-Informations-Dienst", 44, STRONG},
    {"SID", 44, WEAK},
    {"BelTA", 45, STRONG},
    {"БЕЛТА", 45, STRONG},
    {"БелТА", 45, STRONG},
    {"BELTA", 45, WEAK},
    {"Kazinform", 46, STRONG},
    {"Казинформ", 46, STRONG},
    {"Trend News Agency", 47, STRONG},
    {"Trend", 47, WEAK},
    {"AZERTAC", 48, STRONG},
    {"Azertac", 48, STRONG},
    {"AzerTAc", 48, STRONG},
    {"Armenpress", 49, STRONG},
    {"ARMENPRESS", 49, STRONG},
    {"Agerpres", 50, STRONG},
    {"AGERPRES", 50, STRONG},
    {"Bulgarian News Agency", 51, STRONG},
    {"BTA", 51, WEAK},
    {"Tanjug", 52, STRONG},
    {"TANJUG", 52, STRONG},
    {"Hina", 53, WEAK},
    {"HINA", 53, WEAK},
    {"ANA-MPA", 54, STRONG},
    {"AMNA", 54, STRONG},
    {"Télam", 55, STRONG},
    {"TELAM", 55, STRONG},
    {"Telam", 55, WEAK},
    {"Agência Brasil", 56, STRONG},
    {"Notimex", 57, STRONG},
    {"NOTIMEX", 57, STRONG},
    {"Prensa Latina", 58, STRONG},
    {"Bernama", 59, STRONG},
    {"BERNAMA", 59, STRONG},
    {"Antara", 60, WEAK},
    {"ANTARA", 60, WEAK},
    {"Vietnam News Agency", 61, STRONG},
    {"VNA", 61, WEAK},
    {"KCNA", 62, STRONG},
    {"IRNA", 63, STRONG},
    {"إرنا", 63, WEAK},
    {"Tasnim News Agency", 64, STRONG},
    {"Tasnim", 64, WEAK},
    {"Saudi Press Agency", 65, STRONG},
    {"SPA", 65, WEAK},
    {"واس", 65, WEAK},
    {"Emirates News Agency", 66, STRONG},
    {"WAM", 66, WEAK},
    {"وام", 66, WEAK},
    {"WAFA", 67, STRONG},
    {"وفا", 67, WEAK},
    {"Syrian Arab News Agency", 68, STRONG},
    {"SANA", 68, WEAK},
    {"سانا", 68, WEAK},
    {"Middle East News Agency", 69, STRONG},
    {"MENA", 69, WEAK},
    {"أ ش أ", 69, WEAK},
    {"Algérie Presse Service", 70, STRONG},
    {"APS", 70, WEAK},
    {"Maghreb Arabe Presse", 71, STRONG},
    {"MAP", 71, WEAK},
    {"News Agency of Nigeria", 72, STRONG},
    {"NAN", 72, WEAK},
    {"Sputnik News", 73, STRONG},
    {"Sputnik", 73, WEAK},
    {"Dow Jones Newswires", 74, STRONG},
    {"Dow Jones", 74, WEAK},
    {"PRNewswire", 75, STRONG},
    {"PR Newswire", 75, STRONG},
    {"PR NEWSWIRE", 75, STRONG},
    {"BUSINESS WIRE", 76, STRONG},
    {"Business Wire", 76, STRONG},
    {"GLOBE NEWSWIRE", 77, STRONG},
    {"GlobeNewswire", 77, STRONG},
};

enum { NAME_COUNT = sizeof names / sizeof *names };

_Static_assert(sizeof agencies / sizeof *agencies <= WTW_AGENCIES_MAX,
               "an archive keeps a byte for each article");
_Static_assert(sizeof names / sizeof *names <= WTW_AGENCY_NAMES_MAX,
               "the index has room");

uint32_t wtw_agency_count(void)
{
    return AGENCY_COUNT;
}

const char *wtw_agency_name(uint32_t agency)
{
    return agency < AGENCY_COUNT ? agencies[agency] : NULL;
}

static unsigned bucket_of(const char *bytes)
{
    return ((unsigned char)bytes[0] * 37u + (unsigned char)bytes[1]) % WTW_AGENCY_BUCKETS;
}

void wtw_agency_index_make(struct wtw_agency_index *index)
{
    *index = (struct wtw_agency_index){{0}, {0}};
    for (size_t i = 0; i < NAME_COUNT; i++) {
        unsigned bucket = bucket_of(names[i].name);

        index->next[i] = index->first[bucket];
        index->first[bucket] = (uint16_t)(i + 1);
    }
}

/* Whether a letter or digit of a script with spaces stands at 'at'. */
static bool goes_on(const char *text, size_t at, size_t end)
{
    uint32_t c = 0;
    uint32_t entry = 0;

    if (at >= end)
        return false;
    wtw_utf8_decode((const unsigned char *)text + at, end - at, &c);
    entry = wtw_character_entry(c);
    return wtw_character_is_kept(c) && wtw_character_kind(entry) != WTW_CHARACTER_DENSE;
}

/* Scripts without spaces go on at once: their names end where they end. */
static bool is_dense(const char *name)
{
    return (unsigned char)name[0] >= 0xE3;
}

static bool is_fence(char byte)
{
    return memchr("()/[]|*-.,\n\t", byte, 12) != NULL || (unsigned char)byte >= 0x80;
}

/* Whether nothing but spaces is between the name and a fence or end, on both sides. */
static bool stands_alone(const char *text, size_t begin, size_t name_begin,
                         size_t name_end, size_t end)
{
    while (name_begin > begin && text[name_begin - 1] == ' ')
        name_begin--;
    while (name_end < end && text[name_end] == ' ')
        name_end++;
    return (name_begin == begin || is_fence(text[name_begin - 1])) &&
           (name_end == end || is_fence(text[name_end]));
}

bool wtw_agency_at(const struct wtw_agency_index *index, const char *text, size_t begin,
                   size_t at, size_t end, struct wtw_agency_hit *out_hit)
{
    size_t longest = 0;

    if (at >= end || end - at < 2)
        return false;
    for (unsigned i = index->first[bucket_of(text + at)]; i; i = index->next[i - 1]) {
        const char *name = names[i - 1].name;
        size_t bytes = strlen(name);

        if (bytes <= longest || bytes > end - at || memcmp(text + at, name, bytes) != 0 ||
            (!is_dense(name) && goes_on(text, at + bytes, end)))
            continue;
        if (names[i - 1].strength == WEAK &&
            !stands_alone(text, begin, at, at + bytes, end))
            continue;
        longest = bytes;
        *out_hit = (struct wtw_agency_hit){names[i - 1].agency, at, at + bytes};
    }
    return longest > 0;
}

bool wtw_agency_find(const struct wtw_agency_index *index, const char *text, size_t begin,
                     size_t at, size_t end, struct wtw_agency_hit *out_hit)
{
    bool in_word = false;

    while (at < end) {
        uint32_t c = 0;
        size_t taken = wtw_utf8_decode((const unsigned char *)text + at, end - at, &c);

        if (!in_word && wtw_agency_at(index, text, begin, at, end, out_hit))
            return true;
        in_word = goes_on(text, at, end);
        at += taken;
    }
    return false;
}
