/*
 * markup_tags.h - the elements and attributes of pages that mean something to us
 */
#ifndef WTW_READ_MARKUP_TAGS_H
#define WTW_READ_MARKUP_TAGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum wtw_markup_tag {
    WTW_TAG_TEXT,  /* characters, not an element */
    WTW_TAG_OTHER, /* an element of any other name */
    WTW_TAG_A,     /* from here on in the order of the alphabet */
    WTW_TAG_ADDRESS,
    WTW_TAG_ARTICLE,
    WTW_TAG_ASIDE,
    WTW_TAG_AUDIO,
    WTW_TAG_BASE,
    WTW_TAG_BLOCKQUOTE,
    WTW_TAG_BODY,
    WTW_TAG_BR,
    WTW_TAG_BUTTON,
    WTW_TAG_CANVAS,
    WTW_TAG_CAPTION,
    WTW_TAG_CENTER,
    WTW_TAG_DD,
    WTW_TAG_DETAILS,
    WTW_TAG_DIALOG,
    WTW_TAG_DIV,
    WTW_TAG_DL,
    WTW_TAG_DT,
    WTW_TAG_FIELDSET,
    WTW_TAG_FIGCAPTION,
    WTW_TAG_FIGURE,
    WTW_TAG_FOOTER,
    WTW_TAG_FORM,
    WTW_TAG_H1,
    WTW_TAG_H2,
    WTW_TAG_H3,
    WTW_TAG_H4,
    WTW_TAG_H5,
    WTW_TAG_H6,
    WTW_TAG_HEAD,
    WTW_TAG_HEADER,
    WTW_TAG_HR,
    WTW_TAG_HTML,
    WTW_TAG_IFRAME,
    WTW_TAG_INPUT,
    WTW_TAG_LABEL,
    WTW_TAG_LI,
    WTW_TAG_LINK,
    WTW_TAG_MAIN,
    WTW_TAG_MENU,
    WTW_TAG_META,
    WTW_TAG_NAV,
    WTW_TAG_NOSCRIPT,
    WTW_TAG_OBJECT,
    WTW_TAG_OL,
    WTW_TAG_OPTION,
    WTW_TAG_P,
    WTW_TAG_PRE,
    WTW_TAG_SCRIPT,
    WTW_TAG_SECTION,
    WTW_TAG_SELECT,
    WTW_TAG_STYLE,
    WTW_TAG_SVG,
    WTW_TAG_TABLE,
    WTW_TAG_TBODY,
    WTW_TAG_TD,
    WTW_TAG_TEMPLATE,
    WTW_TAG_TEXTAREA,
    WTW_TAG_TFOOT,
    WTW_TAG_TH,
    WTW_TAG_THEAD,
    WTW_TAG_TIME,
    WTW_TAG_TITLE,
    WTW_TAG_TR,
    WTW_TAG_UL,
    WTW_TAG_VIDEO
};

enum wtw_markup_attribute_name {
    WTW_ATTRIBUTE_ARIA_HIDDEN,
    WTW_ATTRIBUTE_CLASS,
    WTW_ATTRIBUTE_CONTENT,
    WTW_ATTRIBUTE_CONTENTTYPE,
    WTW_ATTRIBUTE_DATETIME,
    WTW_ATTRIBUTE_GUID,
    WTW_ATTRIBUTE_HIDDEN,
    WTW_ATTRIBUTE_HREF,
    WTW_ATTRIBUTE_ID,
    WTW_ATTRIBUTE_IS_PERMALINK,
    WTW_ATTRIBUTE_ITEMPROP,
    WTW_ATTRIBUTE_LANG,
    WTW_ATTRIBUTE_LITERAL,
    WTW_ATTRIBUTE_NAME,
    WTW_ATTRIBUTE_PROPERTY,
    WTW_ATTRIBUTE_REL,
    WTW_ATTRIBUTE_ROLE,
    WTW_ATTRIBUTE_STYLE,
    WTW_ATTRIBUTE_TAG,
    WTW_ATTRIBUTE_TYPE,
    WTW_ATTRIBUTE_XML_LANG
};
enum { WTW_NO_ATTRIBUTE = 255 };

/* wtw_markup_tag_named() is the tag of an element's name in small letters. */
enum wtw_markup_tag wtw_markup_tag_named(const char *name, size_t count);

/* wtw_markup_attribute_named() is an attribute's number, or WTW_NO_ATTRIBUTE. */
uint8_t wtw_markup_attribute_named(const char *name);

/*
 * wtw_markup_is_block() says whether an element begins a new line. wtw_markup_is_mute() is
 * true of elements whose characters are never read as text.
 */
bool wtw_markup_is_block(uint8_t tag);
bool wtw_markup_is_mute(uint8_t tag);

#endif
