/*
 * bylines.c - names of people, alone and with their agency
 *
 * A name is not looked up but seen by its capitals, so it counts only in a place that
 * asks for one: after "By" or before "/ AFP". A title that is written With Capitals can
 * be taken for one ("By Popular Demand"); a sentence cannot.
 */
#include "text/bylines.h"

#include "text/characters.h"
#include "text/line_words.h"
#include "text/utf8.h"

#include <string.h>

enum {
    BYLINE_MAX_BYTES = 200,
    BYLINE_MAX_WORDS = 24,
    SIGNATURE_MAX_BYTES = 90,
    SOURCE_MAX_BYTES = 130,
    SOURCE_MAX_WORDS = 10,
    SHORT_NAME_BYTES = 4,
    SIGN_OFF_LETTERS = 4
};

/* Between names. */
static const char joining[] = " and y und et e и і та for in at of with from the ";

/* Parts of names that are written small. */
static const char particles[] = " de der den del della di da dos van von la le el al bin "
                                "ibn ben bint ter ten du ";

/* What people are. */
static const char callings[] =
    " staff writer writers reporter reporters correspondent correspondents editor "
    "editors contributor bureau chief special senior political published updated on "
    "associated news service agency associate press ";

static size_t skip_to_word(const char *text, size_t at, size_t end)
{
    uint32_t c = 0;

    while (at < end && (unsigned char)((text[at] | 0x20) - 'a') >= 26) {
        size_t taken = wtw_utf8_decode((const unsigned char *)text + at, end - at, &c);

        if (wtw_character_is_kept(c))
            break;
        at += taken;
    }
    return at;
}

/* Whether the line stops as sentences do. An initial or "Jr." may end a name. */
static bool ends_as_sentence(const char *text, size_t begin, size_t end)
{
    char last = end > begin ? text[end - 1] : 0;

    return last == '.' || last == '?' || last == '!' || last == ':' || last == '"';
}

static bool is_capital_word(const struct wtw_word *word)
{
    return word->written == WTW_WORD_CAPITALISED || word->written == WTW_WORD_CAPITALS;
}

static bool is_agency_word(const char *text, const struct wtw_word *word)
{
    return wtw_word_is(text, word,
                       " ap afp reuters associated agence tass xinhua bloomberg cnn pti "
                       "ians dpa efe upi bbc тасс риа рбк интерфакс рейтер ");
}

/* How many capitalised words make up the name that begins at 'at'; 0 unless it is two or
 * more, or an agency. 'out_end' is where it ends. */
static size_t count_name(const char *text, size_t at, size_t end, size_t *out_end)
{
    size_t count = 0;
    bool is_agency = false;

    while (at < end) {
        struct wtw_word word = wtw_word_at(text, at, end);

        if (!is_capital_word(&word) && !(count && wtw_word_is(text, &word, particles)))
            break;
        if (wtw_is_date_word(text, &word) && count == 0)
            return 0;
        is_agency |= is_agency_word(text, &word);
        count += is_capital_word(&word);
        *out_end = at = word.end;
        while (at < end && (text[at] == ' ' || text[at] == '.'))
            at++;
    }
    return count >= 2 || is_agency ? count : 0;
}

/* Whether 'word' may follow the first name of a byline. */
static bool may_follow(const char *text, const struct wtw_word *word)
{
    return word->written != WTW_WORD_LOWER || wtw_word_is(text, word, joining) ||
           wtw_word_is(text, word, particles) || wtw_word_is(text, word, callings) ||
           wtw_is_time_word(text, word);
}

bool wtw_byline_is_names(const char *text, size_t begin, size_t end)
{
    size_t at = skip_to_word(text, begin, end);
    size_t words = 0;
    struct wtw_word first = wtw_word_at(text, at, end);

    if (end - begin > BYLINE_MAX_BYTES || ends_as_sentence(text, begin, end))
        return false;
    if (wtw_word_is(text, &first, " the "))
        at = skip_to_word(text, first.end, end);
    if (!count_name(text, at, end, &at))
        return false;
    for (at = skip_to_word(text, at, end); at < end; at = skip_to_word(text, at, end)) {
        struct wtw_word word = wtw_word_at(text, at, end);

        /* An address of theirs. */
        if (word.end < end && text[word.end] == '@')
            return true;
        if (!may_follow(text, &word) || ++words > BYLINE_MAX_WORDS)
            return false;
        at = word.end;
    }
    return true;
}

bool wtw_byline_is_source(const char *text, size_t begin, size_t end)
{
    size_t words = 0;

    if (end - begin > SOURCE_MAX_BYTES)
        return false;
    for (size_t at = skip_to_word(text, begin, end); at < end;
         at = skip_to_word(text, at, end)) {
        struct wtw_word word = wtw_word_at(text, at, end);

        if (words == 0 &&
            (is_agency_word(text, &word) || wtw_word_is(text, &word, " http https www ")))
            return true;
        if ((word.written == WTW_WORD_LOWER && !wtw_word_is(text, &word, joining) &&
             !wtw_word_is(text, &word, particles)) ||
            ++words > SOURCE_MAX_WORDS)
            return false;
        at = word.end;
    }
    return words > 0;
}

/* The next word, or the one behind "the". */
static size_t skip_article(const char *text, size_t at, size_t end)
{
    at = skip_to_word(text, at, end);
    if (at < end && (text[at] | 0x20) == 't') {
        struct wtw_word word = wtw_word_at(text, at, end);

        if (wtw_word_is(text, &word, " the "))
            return skip_to_word(text, word.end, end);
    }
    return at;
}

/* Whether the initials of whoever edited the report, or its desk, follow an agency and end
 * the range: "dpa/rb", "dpa/lnw". */
static bool is_sign_off(const char *text, size_t agency_end, size_t at, size_t end)
{
    struct wtw_word word = wtw_word_at(text, at, end);

    return text[agency_end] == '/' && at == agency_end + 1 &&
           word.written == WTW_WORD_LOWER && word.letters <= SIGN_OFF_LETTERS &&
           skip_to_word(text, word.end, end) == end;
}

/* Whether nothing but the agency at 'at', or two of them as in "AP/AFP", is there. */
static bool is_agency_to_end(const struct wtw_agency_index *agencies, const char *text,
                             size_t begin, size_t at, size_t end,
                             struct wtw_agency_hit *hit)
{
    for (int i = 0; i < 2 && at < end; i++) {
        if (!wtw_agency_at(agencies, text, begin, at, end, hit))
            return i > 0 && is_sign_off(text, hit->end, at, end);
        at = skip_to_word(text, hit->end, end);
    }
    return at == end;
}

bool wtw_byline_is_signature(const struct wtw_agency_index *agencies, const char *text,
                             size_t begin, size_t end,
                             enum wtw_boilerplate_kind *out_kind)
{
    struct wtw_agency_hit hit = {0, 0, 0};
    size_t at = begin;
    size_t behind = 0;

    if (end - begin > SIGNATURE_MAX_BYTES || ends_as_sentence(text, begin, end))
        return false;
    at = skip_article(text, begin, end);
    if (at < end && is_agency_to_end(agencies, text, begin, at, end, &hit)) {
        *out_kind = WTW_BOILERPLATE_CREDIT;
        return true;
    }
    if (!memchr(text + begin, ',', end - begin) || !count_name(text, at, end, &behind) ||
        behind >= end || text[behind] != ',')
        return false;
    at = skip_article(text, behind, end);
    if (at == end || !is_agency_to_end(agencies, text, begin, at, end, &hit))
        return false;
    /* Writers are of the Associated Press, photographers are of AP. */
    *out_kind = hit.end - hit.begin <= SHORT_NAME_BYTES ? WTW_BOILERPLATE_CAPTION
                                                        : WTW_BOILERPLATE_BYLINE;
    return true;
}

/* ------------------------------------------------------------------ photographs */

/* A credit is looked for this far from the end of the line. */
enum { CREDIT_MAX_BYTES = 80 };

static bool stands_at(const char *text, size_t at, size_t end, const char *name)
{
    size_t bytes = strlen(name);

    return bytes <= end - at && memcmp(text + at, name, bytes) == 0;
}

/* Reads a seller of pictures at 'at'; returns where its name ends, or 'at'. */
static size_t read_seller(const struct wtw_agency_index *agencies, const char *text,
                          size_t at, size_t end)
{
    static const char *const sellers[] = {"Getty Images",
                                          "GETTY IMAGES",
                                          "Getty",
                                          "Shutterstock",
                                          "EPA",
                                          "EPA-EFE",
                                          "Alamy",
                                          "Imago",
                                          "IMAGO",
                                          "NurPhoto",
                                          "Zuma Press",
                                          "Sipa",
                                          "picture alliance",
                                          "AP Photo",
                                          "AP Images"};
    struct wtw_agency_hit hit;
    size_t longest = 0;

    if (at == end)
        return at;
    for (size_t i = 0; i < sizeof sellers / sizeof *sellers; i++)
        if (text[at] == sellers[i][0] && stands_at(text, at, end, sellers[i]) &&
            strlen(sellers[i]) > longest)
            longest = strlen(sellers[i]);
    if (!longest && wtw_agency_at(agencies, text, at, at, end, &hit))
        longest = hit.end - at;
    return at + longest;
}

static size_t skip_marks(const char *text, size_t at, size_t end)
{
    while (at < end && strchr(" *_)]", text[at]) && text[at])
        at++;
    return at;
}

/* Back over the blanks, marks and full stops of initials before 'at'. */
static size_t skip_back(const char *text, size_t begin, size_t at)
{
    while (at > begin && text[at - 1] && strchr(" *_./", text[at - 1])) {
        if (text[at - 1] == '.' && at - begin >= 3 && text[at - 3] != ' ')
            break;
        at--;
    }
    return at;
}

static size_t find_word_begin(const char *text, size_t begin, size_t at)
{
    while (at > begin && (unsigned char)text[at - 1] > ' ' &&
           !strchr("*_.,()/", text[at - 1]))
        at--;
    return at;
}

/* Where the capitalised words begin that end before 'end'; 'end' if they are less than
 * two. At most five, since captions have capitals too. */
static size_t find_names_begin(const char *text, size_t begin, size_t end)
{
    size_t words = 0;
    size_t first = end;

    for (size_t at = end; at > begin && words < 5; words++) {
        size_t stop = skip_back(text, begin, at);
        struct wtw_word word;

        at = find_word_begin(text, begin, stop);
        word = wtw_word_at(text, at, stop);
        if (at == stop || !is_capital_word(&word) || word.end != stop)
            break;
        first = at;
    }
    return words >= 2 ? first : end;
}

/* Where the seller's name begins that ends at 'end', after a blank or bracket. */
static size_t find_seller_begin(const struct wtw_agency_index *agencies, const char *text,
                                size_t begin, size_t end)
{
    size_t found = end;

    for (size_t at = end; at-- > begin && end - at < CREDIT_MAX_BYTES;)
        if ((at == begin || text[at - 1] == ' ' || text[at - 1] == '(') &&
            read_seller(agencies, text, at, end) == end)
            found = at;
    return found;
}

/* Where the credit with a slash in it begins; 'end' if it is none. */
static size_t begin_at_slash(const struct wtw_agency_index *agencies, const char *text,
                             size_t begin, size_t slash, size_t end)
{
    size_t right = slash + 1;
    size_t left_end = slash;
    size_t left = 0;
    size_t name_end = 0;

    while (right < end && text[right] == ' ')
        right++;
    while (left_end > begin && text[left_end - 1] == ' ')
        left_end--;
    if (right < end &&
        skip_marks(text, read_seller(agencies, text, right, end), end) == end) {
        left = find_names_begin(text, begin, left_end);
        if (left < left_end)
            return left;
    }
    if (count_name(text, right, end, &name_end) < 2 ||
        skip_marks(text, name_end, end) != end)
        return end;
    left = find_seller_begin(agencies, text, begin, left_end);
    return left < left_end ? left : end;
}

size_t wtw_caption_begin(const struct wtw_agency_index *agencies, const char *text,
                         size_t begin, size_t end)
{
    size_t from = end - begin > CREDIT_MAX_BYTES ? end - CREDIT_MAX_BYTES : begin;

    if (!memchr(text + from, '/', end - from))
        return end;
    for (size_t i = end; i > from; i--) {
        if (text[i - 1] != '/')
            continue;

        size_t credit = begin_at_slash(agencies, text, begin, i - 1, end);

        if (credit < end)
            return credit;
    }
    return end;
}
