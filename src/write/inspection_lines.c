/*
 * inspection_lines.c - what was recognised, one article a line
 *
 * A contract: keys and columns are only ever added.
 */
#include "write/inspection_out.h"

#include "write/date_words.h"
#include "write/tsv_out.h"

#include <string.h>

/* {"byline":1,"link":2}; null where none was looked for. */
static void put_boilerplate(struct wtw_json *json, const uint32_t *counts)
{
    wtw_json_name(json, "boilerplate");
    if (!counts) {
        wtw_json_null(json);
        return;
    }
    wtw_json_open(json, '{');
    for (int kind = 0; kind < WTW_BOILERPLATE_KIND_COUNT; kind++) {
        if (!counts[kind])
            continue;
        wtw_json_name(json, wtw_boilerplate_kind_name((enum wtw_boilerplate_kind)kind));
        wtw_json_number(json, counts[kind]);
    }
    wtw_json_close(json, '}');
}

void wtw_inspected_jsonl_line(struct wtw_json *json,
                              const struct wtw_inspected_article *article)
{
    const struct {
        const char *key;
        uint64_t number;
    } counts[] = {
        {"record_bytes", article->record_bytes},
        {"text_bytes", article->text_bytes},
        {"tokens", article->tokens},
        {"shingles", article->shingles},
        {"bad_bytes", article->bad_bytes},
        {"boilerplate_bytes", article->boilerplate_bytes},
    };

    wtw_json_open(json, '{');
    wtw_article_json(json, &article->article);
    wtw_json_name(json, "language");
    wtw_json_text(json, article->language);
    wtw_article_place_json(json, &article->article);
    wtw_json_name(json, "keys");
    wtw_json_open(json, '{');
    for (size_t i = 0; i < article->field_count; i++) {
        if (!article->keys[i])
            continue;
        wtw_json_name(json, article->fields[i]);
        wtw_json_words(json, article->keys[i]);
    }
    wtw_json_close(json, '}');
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        wtw_json_name(json, counts[i].key);
        wtw_json_number(json, counts[i].number);
    }
    put_boilerplate(json, article->boilerplate);
    wtw_json_close(json, '}');
    wtw_out_character(json->out, '\n');
}

void wtw_inspected_tsv_header(struct wtw_out *out)
{
    wtw_out_words(out, "id\tinput\tline\ttext_key\ttext_bytes\ttokens\tshingles\t"
                       "bad_bytes\tdate\tlanguage\tsource\tagency\tboilerplate_bytes\n");
}

void wtw_inspected_tsv_row(struct wtw_out *out,
                           const struct wtw_inspected_article *article)
{
    struct wtw_short_words date = wtw_date_iso(article->article.published_seconds);
    const char *text_key = article->keys[0] ? article->keys[0] : "";
    const uint64_t counts[] = {article->text_bytes, article->tokens, article->shingles,
                               article->bad_bytes};

    wtw_tsv_text(out, article->article.id);
    wtw_tsv_tab(out);
    wtw_tsv_text(
        out, (struct wtw_span){article->article.input, strlen(article->article.input)});
    wtw_tsv_tab(out);
    wtw_out_number(out, article->article.line);
    wtw_tsv_tab(out);
    wtw_tsv_text(out, (struct wtw_span){text_key, strlen(text_key)});
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        wtw_tsv_tab(out);
        wtw_out_number(out, counts[i]);
    }
    wtw_tsv_tab(out);
    wtw_out_words(out, date.items);
    wtw_tsv_tab(out);
    wtw_tsv_text(out, article->language);
    wtw_tsv_tab(out);
    wtw_tsv_text(out, article->article.source);
    wtw_tsv_tab(out);
    wtw_out_words(out, article->article.agency ? article->article.agency : "");
    wtw_tsv_tab(out);
    wtw_out_number(out, article->boilerplate_bytes);
    wtw_tsv_line(out);
}
