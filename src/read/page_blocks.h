/*
 * page_blocks.h - the blocks of text on a page, and how much each looks like an article
 */
#ifndef WTW_READ_PAGE_BLOCKS_H
#define WTW_READ_PAGE_BLOCKS_H

#include "read/markup.h"

/* A run of text without a break of line by the layout: a paragraph, a heading, a link. */
struct wtw_page_block {
    uint32_t first;       /* node of its first text */
    uint32_t end;         /* node behind its last text */
    uint32_t owner;       /* the innermost element around it that begins a new line */
    uint32_t length;      /* in letters of Latin script; ideographs count three */
    uint32_t link_length; /* as much of it is in links */
    uint32_t stops;       /* ends of sentences */
};

/* What is known of each node. */
struct wtw_page_node {
    uint32_t owner; /* itself or the innermost element around it that begins a new line */
    bool is_link;   /* it is in a link */
    bool is_article; /* it is in an article element, or is one */
    bool is_cut;     /* it is none of the article, nor is what is in it */
    uint8_t hints;   /* enum wtw_page_hint, or'ed, of this element alone */
    int64_t value;   /* sum over the blocks in it */
};

struct wtw_page_blocks {
    const struct wtw_markup *markup; /* borrowed */
    bool is_whole;                   /* nothing but what is hidden was left out */
    struct wtw_page_node *nodes;
    struct wtw_page_block *items;
    uint32_t count;
    size_t capacity;
};

/*
 * wtw_page_blocks_make() finds the blocks of a page. What is hidden is left out, and,
 * unless 'is_whole', what is named as none of an article; values are only there without
 * it. Ended by wtw_page_blocks_release(), also after a failure. Returns WTW_OK or
 * WTW_NO_MEMORY.
 */
WTW_MUST_CHECK enum wtw_status wtw_page_blocks_make(const struct wtw_markup *markup,
                                                    bool is_whole,
                                                    struct wtw_page_blocks *out_blocks,
                                                    struct wtw_error *error);
void wtw_page_blocks_release(struct wtw_page_blocks *blocks);

/* wtw_page_block_is_prose() says whether a block reads like a paragraph. */
bool wtw_page_block_is_prose(const struct wtw_page_block *block);

#endif
