/*
 * recurring_lines.c - lines that recur in unlike articles of one source, for programs
 *
 * A contract: keys and columns are only ever added.
 */
#include "write/recurring_out.h"

#include "write/evidence.h"
#include "write/tsv_out.h"

#include <string.h>

void wtw_recurring_json(struct wtw_json *json, const struct wtw_recurring_info *line)
{
    wtw_json_open(json, '{');
    wtw_json_name(json, "text");
    wtw_json_text(json, line->text);
    wtw_json_name(json, "articles");
    wtw_json_number(json, line->articles);
    wtw_json_name(json, "source");
    wtw_json_text(json, line->article.source);
    wtw_json_name(json, "source_articles");
    wtw_json_number(json, line->source_articles);
    wtw_json_name(json, "id");
    wtw_json_text(json, line->article.id);
    wtw_article_place_json(json, &line->article);
    wtw_range_json(json, "range", line->range);
    wtw_json_close(json, '}');
}

void wtw_recurring_jsonl_line(struct wtw_json *json,
                              const struct wtw_recurring_info *line)
{
    wtw_recurring_json(json, line);
    wtw_out_character(json->out, '\n');
}

void wtw_recurring_tsv_header(struct wtw_out *out)
{
    wtw_out_words(
        out, "articles\tsource_articles\tsource\tid\tinput\tline\tbegin\tend\ttext\n");
}

void wtw_recurring_tsv_row(struct wtw_out *out, const struct wtw_recurring_info *line)
{
    const char *input = line->article.input;

    wtw_out_number(out, line->articles);
    wtw_tsv_tab(out);
    wtw_out_number(out, line->source_articles);
    wtw_tsv_tab(out);
    wtw_tsv_text(out, line->article.source);
    wtw_tsv_tab(out);
    wtw_tsv_text(out, line->article.id);
    wtw_tsv_tab(out);
    wtw_tsv_text(out, (struct wtw_span){input, strlen(input)});
    wtw_tsv_tab(out);
    wtw_out_number(out, line->article.line);
    wtw_tsv_tab(out);
    wtw_out_number(out, line->range.begin);
    wtw_tsv_tab(out);
    wtw_out_number(out, line->range.end);
    wtw_tsv_tab(out);
    wtw_tsv_text(out, line->text);
    wtw_tsv_line(out);
}
