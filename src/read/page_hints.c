/*
 * page_hints.c - what the names that a page gives its elements say of their content
 *
 * Class names are written by people who lay out pages, in English nearly everywhere, and
 * say what they mean: "article-body", "relatedLinks". Each is taken apart into words, and
 * words are looked up one by one, and in pairs. None of them is the name
 * of a site.
 */
#include "read/page_hints.h"

#include <string.h>

/* Longer words mean nothing here. */
enum { WORD_BYTES = 32 };

static const struct hint_word {
    const char *word;
    unsigned hints;
} hint_words[] = {
    {"articlebody", WTW_HINT_BODY},
    {"articlecontent", WTW_HINT_BODY},
    {"articletext", WTW_HINT_BODY},
    {"bodycontent", WTW_HINT_BODY},
    {"bodycopy", WTW_HINT_BODY},
    {"bodytext", WTW_HINT_BODY},
    {"contentbody", WTW_HINT_BODY},
    {"entrybody", WTW_HINT_BODY},
    {"entrycontent", WTW_HINT_BODY},
    {"entrytext", WTW_HINT_BODY},
    {"newsbody", WTW_HINT_BODY},
    {"newscontent", WTW_HINT_BODY},
    {"newstext", WTW_HINT_BODY},
    {"postbody", WTW_HINT_BODY},
    {"postcontent", WTW_HINT_BODY},
    {"posttext", WTW_HINT_BODY},
    {"storybody", WTW_HINT_BODY},
    {"storycontent", WTW_HINT_BODY},
    {"storytext", WTW_HINT_BODY},
    {"textbody", WTW_HINT_BODY},

    {"ad", WTW_HINT_ASIDE},
    {"addthis", WTW_HINT_ASIDE},
    {"ads", WTW_HINT_ASIDE},
    {"advert", WTW_HINT_ASIDE},
    {"advertisement", WTW_HINT_ASIDE},
    {"banner", WTW_HINT_ASIDE},
    {"breadcrumb", WTW_HINT_ASIDE},
    {"breadcrumbs", WTW_HINT_ASIDE},
    {"comment", WTW_HINT_ASIDE},
    {"comments", WTW_HINT_ASIDE},
    {"consent", WTW_HINT_ASIDE},
    {"cookie", WTW_HINT_ASIDE},
    {"cookies", WTW_HINT_ASIDE},
    {"copyright", WTW_HINT_ASIDE},
    {"disclaimer", WTW_HINT_ASIDE},
    {"disqus", WTW_HINT_ASIDE},
    {"footer", WTW_HINT_ASIDE},
    {"gdpr", WTW_HINT_ASIDE},
    {"login", WTW_HINT_ASIDE},
    {"masthead", WTW_HINT_ASIDE},
    {"menu", WTW_HINT_ASIDE},
    {"modal", WTW_HINT_ASIDE},
    {"nav", WTW_HINT_ASIDE},
    {"navbar", WTW_HINT_ASIDE},
    {"navigation", WTW_HINT_ASIDE},
    {"newsletter", WTW_HINT_ASIDE},
    {"outbrain", WTW_HINT_ASIDE},
    {"overlay", WTW_HINT_ASIDE},
    {"pager", WTW_HINT_ASIDE},
    {"pagination", WTW_HINT_ASIDE},
    {"paywall", WTW_HINT_ASIDE},
    {"popular", WTW_HINT_ASIDE},
    {"popup", WTW_HINT_ASIDE},
    {"promo", WTW_HINT_ASIDE},
    {"promos", WTW_HINT_ASIDE},
    {"promotion", WTW_HINT_ASIDE},
    {"recirc", WTW_HINT_ASIDE},
    {"recirculation", WTW_HINT_ASIDE},
    {"recommend", WTW_HINT_ASIDE},
    {"recommendation", WTW_HINT_ASIDE},
    {"recommendations", WTW_HINT_ASIDE},
    {"recommended", WTW_HINT_ASIDE},
    {"register", WTW_HINT_ASIDE},
    {"related", WTW_HINT_ASIDE},
    {"relatedlinks", WTW_HINT_ASIDE},
    {"replies", WTW_HINT_ASIDE},
    {"respond", WTW_HINT_ASIDE},
    {"share", WTW_HINT_ASIDE},
    {"sharing", WTW_HINT_ASIDE},
    {"shoutbox", WTW_HINT_ASIDE},
    {"sidebar", WTW_HINT_ASIDE},
    {"signup", WTW_HINT_ASIDE},
    {"skip", WTW_HINT_ASIDE},
    {"social", WTW_HINT_ASIDE},
    {"sponsor", WTW_HINT_ASIDE},
    {"sponsored", WTW_HINT_ASIDE},
    {"subscribe", WTW_HINT_ASIDE},
    {"subscription", WTW_HINT_ASIDE},
    {"taboola", WTW_HINT_ASIDE},
    {"teaser", WTW_HINT_ASIDE},
    {"teasers", WTW_HINT_ASIDE},
    {"toolbar", WTW_HINT_ASIDE},
    {"trending", WTW_HINT_ASIDE},
    {"upsell", WTW_HINT_ASIDE},
    {"widget", WTW_HINT_ASIDE},
    {"widgets", WTW_HINT_ASIDE},

    {"author", WTW_HINT_DETAIL},
    {"authors", WTW_HINT_DETAIL},
    {"bio", WTW_HINT_DETAIL},
    {"byline", WTW_HINT_DETAIL},
    {"caption", WTW_HINT_DETAIL},
    {"captions", WTW_HINT_DETAIL},
    {"carousel", WTW_HINT_DETAIL},
    {"credit", WTW_HINT_DETAIL},
    {"credits", WTW_HINT_DETAIL},
    {"dateline", WTW_HINT_DETAIL},
    {"gallery", WTW_HINT_DETAIL},
    {"hidden", WTW_HINT_DETAIL},
    {"meta", WTW_HINT_DETAIL},
    {"metadata", WTW_HINT_DETAIL},
    {"photo", WTW_HINT_DETAIL},
    {"poll", WTW_HINT_DETAIL},
    {"print", WTW_HINT_DETAIL},
    {"rating", WTW_HINT_DETAIL},
    {"slideshow", WTW_HINT_DETAIL},
    {"tags", WTW_HINT_DETAIL},
    {"timestamp", WTW_HINT_DETAIL},
    {"tooltip", WTW_HINT_DETAIL},
    {"video", WTW_HINT_DETAIL},
};

static unsigned hints_of_word(const char *word)
{
    unsigned hints = 0;

    for (size_t i = 0; i < sizeof hint_words / sizeof hint_words[0]; i++) {
        if (hint_words[i].word[0] == word[0] && strcmp(hint_words[i].word, word) == 0)
            hints |= hint_words[i].hints;
    }
    return hints;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || is_capital(c);
}

/* Takes the next word off 'names' in small letters; an empty one at the end. */
static void take_word(struct wtw_span *names, char word[WORD_BYTES])
{
    size_t count = 0;
    size_t at = 0;

    while (at < names->count && !is_letter(names->items[at]))
        at++;
    while (at < names->count && is_letter(names->items[at])) {
        char c = names->items[at];

        if (count && is_capital(c) && !is_capital(names->items[at - 1]))
            break;
        if (count + 1 < WORD_BYTES)
            word[count++] = is_capital(c) ? (char)(c - 'A' + 'a') : c;
        at++;
    }
    word[count] = '\0';
    names->items += at;
    names->count -= at;
}

unsigned wtw_page_hints(struct wtw_span names)
{
    char word[WORD_BYTES] = "";
    char pair[2 * WORD_BYTES] = "";
    unsigned hints = 0;

    while (names.count) {
        size_t before = strlen(word);

        memcpy(pair, word, before);
        take_word(&names, word);
        memcpy(pair + before, word, strlen(word) + 1);
        if (!word[0])
            break;
        hints |= hints_of_word(word);
        if (before)
            hints |= hints_of_word(pair);
    }
    return hints;
}
