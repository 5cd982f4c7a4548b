/*
 * site_lines.c - what stands above and below an article on a page: bylines, appeals,
 * rights
 *
 * Two unrelated articles of one site share these lines, which is how template pages come
 * to look alike in life. They are kept short (a dozen words or two) so that such pairs
 * stay far below any threshold, which docs/benchmarks.md shows by measurement.
 */
#include "site_lines.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>

enum { LINE_CHOICES = 4 };

/* '%' stands for the site's name, '@' for an author's. */
static const char *const top_lines[][LINE_CHOICES] = {
    [WTW_PROSE_EN] = {"Advertisement", "By @, % staff", "@ | %",
                      "Listen to this story\n\nBy @"},
    [WTW_PROSE_RU] = {"Реклама", "Автор: @, %", "@ | %", "Слушать новость\n\n@"},
    [WTW_PROSE_FR] = {"Publicité", "Par @, %", "@ | %", "Écouter l’article\n\nPar @"},
    [WTW_PROSE_ZH] = {"广告", "%记者@", "作者：@", "%讯"},
};
static const char *const bottom_lines[][LINE_CHOICES] = {
    [WTW_PROSE_EN] = {"Sign up for the morning letter of %",
                      "© % — all rights reserved. Do not reprint.",
                      "Follow % for more stories from your region",
                      "Have a tip? Write to the newsroom of %."},
    [WTW_PROSE_RU] = {"Подпишитесь на рассылку «%»", "© «%». Все права защищены.",
                      "Следите за нашими новостями: %", "Есть новость? Пишите в «%»"},
    [WTW_PROSE_FR] = {"Abonnez-vous à la lettre du matin de %",
                      "© % — tous droits réservés, reproduction interdite.",
                      "Suivez % pour d’autres nouvelles de votre région",
                      "Une information ? Écrivez à la rédaction de %."},
    [WTW_PROSE_ZH] = {"订阅%", "版权归%所有", "更多消息见%", "请联系%"},
};
static const char *const name_tails[][LINE_CHOICES] = {
    [WTW_PROSE_EN] = {" Courier", " Herald", " Post", " Daily"},
    [WTW_PROSE_RU] = {" Вестник", " Курьер", " Новости", " Время"},
    [WTW_PROSE_FR] = {" Matin", " Courrier", " Dépêche", " Quotidien"},
    [WTW_PROSE_ZH] = {"日报", "晚报", "新闻", "时报"},
};
static const char *const domain_heads[] = {"bel", "cor", "dun", "fal", "gar", "hol",
                                           "kes", "lim", "mor", "nor", "pel", "rin",
                                           "sal", "tor", "vel", "wes"};
static const char *const domain_tails[] = {"ford", "ham",  "stad", "mont", "vik",
                                           "burg", "port", "dale", "nik",  "mark",
                                           "gate", "well", "ton",  "by",   "ville"};
enum {
    DOMAIN_HEADS = sizeof domain_heads / sizeof *domain_heads,
    DOMAIN_TAILS = sizeof domain_tails / sizeof *domain_tails
};
_Static_assert(DOMAIN_HEADS *DOMAIN_TAILS >= WTW_SITE_COUNT,
               "every site has its own domain");

enum wtw_status wtw_sites_new(uint64_t seed, const struct wtw_word_model *model,
                              struct wtw_site **out_sites, struct wtw_error *error)
{
    struct wtw_random random = wtw_random_of(seed, UINT64_MAX, WTW_STREAM_MODEL);
    struct wtw_site *sites;

    WTW_TRY(WTW_ALLOCATE(&sites, WTW_SITE_COUNT, error));
    for (uint32_t i = 0; i < WTW_SITE_COUNT; i++) {
        char name[WTW_WORD_ROOM_BYTES];
        char *end = wtw_name_draw(model, wtw_random_next(&random), name);
        const char *tail =
            name_tails[model->language][wtw_random_below(&random, LINE_CHOICES)];

        (void)snprintf(sites[i].name, sizeof sites[i].name, "%.*s%s", (int)(end - name),
                       name, tail);
        (void)snprintf(sites[i].domain, sizeof sites[i].domain, "%s%s.example",
                       domain_heads[i % DOMAIN_HEADS], domain_tails[i / DOMAIN_HEADS]);
    }
    *out_sites = sites;
    return WTW_OK;
}

void wtw_sites_free(struct wtw_site *sites)
{
    wtw_release_items(sites);
}

static enum wtw_status write_line(const char *line, const char *site_name,
                                  const struct wtw_word_model *model,
                                  struct wtw_random *random, struct wtw_buffer *out,
                                  struct wtw_error *error)
{
    for (const char *at = line; *at;) {
        size_t plain = strcspn(at, "%@");

        WTW_TRY(wtw_buffer_append(out, at, plain, error));
        at += plain;
        if (*at == '%') {
            WTW_TRY(wtw_buffer_append(out, site_name, strlen(site_name), error));
        } else if (*at == '@') {
            char name[WTW_WORD_ROOM_BYTES];
            char *end = wtw_name_draw(model, wtw_random_next(random), name);

            WTW_TRY(wtw_buffer_append(out, name, (size_t)(end - name), error));
        }
        at += *at != '\0';
    }
    return WTW_OK;
}

enum wtw_status wtw_site_lines_write(const struct wtw_site *sites, uint32_t site,
                                     const struct wtw_word_model *model,
                                     struct wtw_random *random, const char *text,
                                     size_t text_bytes, struct wtw_buffer *out,
                                     struct wtw_error *error)
{
    const char *name = sites[site].name;
    const char *top = top_lines[model->language][site % LINE_CHOICES];
    const char *bottom =
        bottom_lines[model->language][site / LINE_CHOICES % LINE_CHOICES];

    WTW_TRY(write_line(top, name, model, random, out, error));
    WTW_TRY(wtw_buffer_append(out, "\n\n", 2, error));
    WTW_TRY(wtw_buffer_append(out, text, text_bytes, error));
    WTW_TRY(wtw_buffer_append(out, "\n\n", 2, error));
    return write_line(bottom, name, model, random, out, error);
}
