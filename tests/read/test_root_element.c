/*
 * test_root_element.c - kinds of markup by the outermost element
 */
#include "check.h"

#include "read/root_element.h"

#include <stdlib.h>

static enum wtw_root root(const char *text)
{
    return wtw_root_find((struct wtw_span){text, strlen(text)}, true);
}

Test(root_element, tells_the_kinds_apart)
{
    check_number(root("<!DOCTYPE html><html>"), WTW_ROOT_HTML);
    check_number(root("\xef\xbb\xbf \n<HTML lang=en>"), WTW_ROOT_HTML);
    check_number(root("<p>Some piece"), WTW_ROOT_HTML);
    check_number(root("<?xml version='1.0'?><rss version='2.0'>"), WTW_ROOT_RSS);
    check_number(root("<?xml version='1.0'?>\n<!-- <feed> -->\n<rdf:RDF xmlns='x'>"),
                 WTW_ROOT_RSS);
    check_number(root("<feed xmlns='http://www.w3.org/2005/Atom'>"), WTW_ROOT_ATOM);
    check_number(root("<a:feed>"), WTW_ROOT_ATOM);
    check_number(root("<newsItem guid='x'>"), WTW_ROOT_NEWSML);
    check_number(root("<newsMessage>"), WTW_ROOT_NEWSML);
    check_number(root("<?xml version='1.0'?><urlset>"), WTW_ROOT_OTHER);
    check_number(root("<?xml version='1.0'?>"), WTW_ROOT_OTHER);
    check_number(root("<?xml version='1.0'?> words"), WTW_ROOT_OTHER);
}

Test(root_element, takes_words_for_no_markup)
{
    check_number(root("The bridge"), WTW_ROOT_NONE);
    check_number(root("< 5 % of bridges"), WTW_ROOT_NONE);
    check_number(root("<3 letters"), WTW_ROOT_OTHER);
    check_number(root(""), WTW_ROOT_NONE);
    check_number(root("<"), WTW_ROOT_NONE);
}

Test(root_element, waits_for_more_until_the_name_is_whole)
{
    const char *text = "<?xml version='1.0'?><!-- note --><rss version='2.0'>";

    for (size_t count = 1; count <= strlen(text); count++)
        check_number(wtw_root_find((struct wtw_span){text, count}, false),
                     count < strlen("<?xml version='1.0'?><!-- note --><rss ")
                         ? WTW_ROOT_UNSEEN
                         : WTW_ROOT_RSS);
}

Test(root_element, waits_no_longer_than_64_kib)
{
    char *text = malloc(70000);

    memset(text, ' ', 70000);
    memcpy(text, "<!--", 4);
    check_number(wtw_root_find((struct wtw_span){text, 65536}, false), WTW_ROOT_UNSEEN);
    check_number(wtw_root_find((struct wtw_span){text, 65537}, false), WTW_ROOT_OTHER);
    free(text);
}
