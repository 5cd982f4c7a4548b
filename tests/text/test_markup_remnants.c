/*
 * test_markup_remnants.c - URLs, addresses, tags, entities and targets inside of lines
 */
#include "text/boilerplate_runs.h"

Test(markup_remnants, are_urls_up_to_the_punctuation_of_the_sentence)
{
    parts_are("See https://news.example/a?b=1. Then go.",
              "link[https://news.example/a?b=1]");
    parts_are("(http://news.example/a), he said", "link[http://news.example/a]");
    parts_are("Go to www.news.example/a, or not", "link[www.news.example/a]");
    parts_are("Was HTTPS://NEWS.EXAMPLE seen?", "link[HTTPS://NEWS.EXAMPLE]");
    parts_are("A https://a.example b https://b.example c",
              "link[https://a.example]link[https://b.example]");
}

Test(markup_remnants, are_addresses)
{
    parts_are("Write to desk@news.example, or not.", "link[desk@news.example]");
    parts_are("Write to j.orr+tips@mail.news.example.",
              "link[j.orr+tips@mail.news.example]");
}

Test(markup_remnants, are_not_all_slashes_and_signs)
{
    parts_are("We met @ noon // and left.", "");
    parts_are("He is @janeorr there, she said.", "");
    parts_are("The vote was 5//4 and http:// is no address.", "");
    parts_are("Awww. That was http.", "");
    parts_are("The www is thirty. bowwww.", "");
    parts_are("It was jane@home again, jane@10.5 too.", "");
}

Test(markup_remnants, are_tags_of_html)
{
    parts_are("A <b>bold</b> plan", "markup[<b>]markup[</b>]");
    parts_are("<p class=\"x\">The board</p> met<br/>now",
              "markup[<p class=\"x\">]markup[</p>]markup[<br/>]");
    parts_are("The <!-- not this --> board", "markup[<!-- not this -->]");
    parts_are("The <script>var a = 1;\nrun();</script> board",
              "markup[<script>var a = 1;\nrun();</script>]");
    parts_are("The <script>board met.", "markup[<script>]");
}

Test(markup_remnants, are_not_all_angles)
{
    parts_are("If a < b and c > d it holds.", "");
    parts_are("Shares of Orr <ORR.N> and Sands <S> rose.", "");
    parts_are("I <3 ferries. Is <this> one?", "");
    parts_are("It ends in <p", "");
    parts_are("<<The Palace>> was played.", "");
}

Test(markup_remnants, are_entities_of_punctuation)
{
    parts_are("plan&nbsp;it &amp;nbsp; &#8217;s &#x2019;",
              "markup[&nbsp;]markup[&amp;nbsp;]markup[&#8217;]markup[&#x2019;]");
    parts_are("A &amp; B", "markup[&amp;]");
}

Test(markup_remnants, are_not_letters_or_companies)
{
    parts_are("AT&T; S&P 500 and R&D; fell", "");
    parts_are("caf&eacute; caf&#233; &unknown; &nbsp", "");
    parts_are("& && &; &#; &#x;", "");
}

Test(markup_remnants, are_targets_of_links_and_whole_images)
{
    parts_are("The board [said](https://news.example/a) so",
              "markup[](https://news.example/a)]");
    parts_are("It [said](#) so, [again](/b_(c)).", "markup[](#)]markup[](/b_(c))]");
    parts_are("See ![the old basin](https://a.example/b.jpg) there",
              "markup[![the old basin](https://a.example/b.jpg)]");
}

Test(markup_remnants, are_not_brackets_in_prose)
{
    parts_are("He said [sic](his words) that it was so.", "");
    parts_are("In a[1](2) and b](c it is open.", "");
    parts_are("The [board] (of Vellmar) met.", "");
}

Test(markup_remnants, are_found_at_every_place_of_a_block)
{
    char text[200];

    for (size_t at = 0; at + 8 < sizeof text; at++) {
        memset(text, 'x', sizeof text);
        memcpy(text + at, " <p> ", 5);
        check_string(parts_of_bytes(text, sizeof text), "markup[<p>]");
    }
}
