/*
 * facts.c - figures, dates and names that differ between two texts
 *
 * Two stock market reports differ in nothing but figures and weekdays, two corrections of
 * one story in anything but these. So where two texts are aligned, what stands in one in
 * place of what stands in the other is looked through for facts:
 *
 *   figures   tokens with a digit; number words; the names of months and weekdays
 *   names     words with a capital, unless a sentence may begin there; in a text of one
 *             sentence or two its first word is a name as often as not
 *
 * A wrong reading costs little, since only the sum counts. Number words that are articles
 * too (French "un", German "ein") are left out. "second" and "May" are in: both are mostly
 * what they seem where a text has something else in their place.
 */
#include "match/facts.h"

#include "base/memory.h"
#include "text/capitals.h"
#include "text/token_hash.h"

#include <string.h>

/* By language, each word as tokens are: normalised and folded. */
static const char *const fact_words[] = {
    /* English */
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred thousand million billion dozen half first second third fourth "
    "fifth january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sept oct nov dec monday tuesday wednesday "
    "thursday friday saturday sunday",
    /* German */
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig hundert tausend "
    "millionen milliarden januar februar märz mai juni juli oktober dezember montag "
    "dienstag mittwoch donnerstag freitag samstag sonntag",
    /* French */
    "deux trois quatre cinq sept huit neuf dix onze douze vingt trente cent mille "
    "millions milliards janvier février mars avril juin juillet août septembre octobre "
    "novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche",
    /* Spanish */
    "dos tres cuatro cinco seis siete ocho nueve diez once doce veinte treinta cien mil "
    "millones enero febrero marzo abril mayo junio julio agosto septiembre octubre "
    "noviembre diciembre lunes martes miércoles jueves viernes sábado domingo",
    /* Russian */
    "два две три четыре пять шесть семь восемь девять десять сто тысяча тысяч тысячи "
    "миллион миллиона миллионов миллиард миллиардов января февраля марта апреля мая "
    "июня июля августа сентября октября ноября декабря понедельник вторник среду среда "
    "четверг пятницу пятница субботу суббота воскресенье",
};
enum { LANGUAGES = sizeof fact_words / sizeof fact_words[0] };

/* Four places for each of the words, so that most that are looked up find theirs empty. */
enum { FACT_PLACES = 1 << 10 };

struct wtw_facts {
    uint64_t hashes[FACT_PLACES]; /* each in the first place from its low bits on that was
                                     empty; 0 in those that still are */
};

/* The place of a word, or the empty one where it would be. */
static size_t place_of(const struct wtw_facts *facts, uint64_t hash)
{
    size_t place = hash % FACT_PLACES;

    while (facts->hashes[place] && facts->hashes[place] != hash)
        place = (place + 1) % FACT_PLACES;
    return place;
}

static void add_words(struct wtw_facts *facts, const char *words)
{
    while (*words) {
        size_t length = strcspn(words, " ");
        uint64_t hash = wtw_token_hash(words, length);

        facts->hashes[place_of(facts, hash)] = hash;
        words += length + (words[length] == ' ');
    }
}

enum wtw_status wtw_facts_new(struct wtw_facts **out_facts, struct wtw_error *error)
{
    struct wtw_facts *facts = NULL;

    WTW_TRY(WTW_ALLOCATE(&facts, 1, error));
    for (size_t i = 0; i < LANGUAGES; i++)
        add_words(facts, fact_words[i]);
    *out_facts = facts;
    return WTW_OK;
}

void wtw_facts_free(struct wtw_facts *facts)
{
    wtw_release_items(facts);
}

enum fact_kind { FACT_NONE, FACT_FIGURE, FACT_NAME };

static enum fact_kind kind_of(const struct wtw_facts *facts,
                              const struct wtw_fact_text *text, uint32_t token)
{
    uint64_t hash = wtw_tokens_hashes(text->tokens)[token];
    struct wtw_range range = wtw_tokens_ranges(text->tokens)[token];
    const char *bytes = text->bytes + range.begin;
    size_t count = range.end - range.begin;

    if (wtw_has_digit(bytes, count) || facts->hashes[place_of(facts, hash)] == hash)
        return FACT_FIGURE;
    if (wtw_begins_with_capital(bytes, count) &&
        (text->is_brief || !wtw_may_begin_sentence(text->bytes, range.begin)))
        return FACT_NAME;
    return FACT_NONE;
}

static bool stands_in(uint64_t hash, const struct wtw_tokens *tokens, uint32_t first,
                      uint32_t count)
{
    const uint64_t *hashes = wtw_tokens_hashes(tokens); /* NULL without tokens */

    for (uint32_t i = 0; i < count; i++)
        if (hashes[first + i] == hash)
            return true;
    return false;
}

/*
 * Whether two names are one that was misread: most of their letters are the same, counted
 * from both ends ("Inspector", "Ihspector"). Bytes serve for letters.
 */
static bool are_alike(const char *x, size_t x_count, const char *y, size_t y_count)
{
    size_t longer = x_count > y_count ? x_count : y_count;
    size_t shorter = x_count > y_count ? y_count : x_count;
    size_t same = 0;
    size_t ends = 0;

    while (same < shorter && x[same] == y[same])
        same++;
    while (same + ends < shorter && x[x_count - 1 - ends] == y[y_count - 1 - ends])
        ends++;
    return 2 * (same + ends) >= longer;
}

static bool is_misread(const struct wtw_fact_text *text, uint32_t token,
                       const struct wtw_fact_text *other, uint32_t first, uint32_t count)
{
    struct wtw_range range = wtw_tokens_ranges(text->tokens)[token];
    const struct wtw_range *others = wtw_tokens_ranges(other->tokens);

    for (uint32_t i = first; i < first + count; i++) {
        if (are_alike(text->bytes + range.begin, range.end - range.begin,
                      other->bytes + others[i].begin, others[i].end - others[i].begin))
            return true;
    }
    return false;
}

/* The facts of tokens [first, first + count) of 'text' that are not among the other's. */
static struct wtw_changes count_own(const struct wtw_facts *facts,
                                    const struct wtw_fact_text *text, uint32_t first,
                                    uint32_t count, const struct wtw_fact_text *other,
                                    uint32_t other_first, uint32_t other_count)
{
    struct wtw_changes own = {0};

    for (uint32_t i = first; i < first + count; i++) {
        enum fact_kind kind = FACT_NONE;

        if (stands_in(wtw_tokens_hashes(text->tokens)[i], other->tokens, other_first,
                      other_count))
            continue;
        kind = kind_of(facts, text, i);
        if (kind == FACT_FIGURE)
            own.figures++;
        else if (is_misread(text, i, other, other_first, other_count))
            own.misread++;
        else if (kind == FACT_NAME)
            own.names++;
    }
    return own;
}

static uint32_t smaller_of(uint32_t x, uint32_t y)
{
    return x < y ? x : y;
}

/* Most differences are of words that are no facts, or of words that only one text has: then
 * the one side tells that nothing changed, and the other need not be asked. */
struct wtw_changes wtw_facts_in(const struct wtw_facts *facts,
                                const struct wtw_difference *difference,
                                const struct wtw_fact_text *a,
                                const struct wtw_fact_text *b)
{
    struct wtw_changes of_a = {0};
    struct wtw_changes of_b = {0};

    if (!difference->a_count || !difference->b_count)
        return of_a;
    of_a = count_own(facts, a, difference->a_token, difference->a_count, b,
                     difference->b_token, difference->b_count);
    if (!of_a.figures && !of_a.names && !of_a.misread)
        return of_a;
    of_b = count_own(facts, b, difference->b_token, difference->b_count, a,
                     difference->a_token, difference->a_count);
    return (struct wtw_changes){.figures = smaller_of(of_a.figures, of_b.figures),
                                .names = smaller_of(of_a.names, of_b.names),
                                .misread = smaller_of(of_a.misread, of_b.misread)};
}

struct wtw_changes wtw_facts_changed(const struct wtw_facts *facts,
                                     const struct wtw_difference *differences,
                                     size_t difference_count,
                                     const struct wtw_fact_text *a,
                                     const struct wtw_fact_text *b)
{
    struct wtw_changes changes = {0};

    for (size_t i = 0; i < difference_count; i++) {
        struct wtw_changes here = wtw_facts_in(facts, &differences[i], a, b);

        changes.figures += here.figures;
        changes.names += here.names;
        changes.misread += here.misread;
    }
    return changes;
}
