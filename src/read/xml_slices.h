/*
 * xml_slices.h - finds the elements of one name in a stream of XML
 */
#ifndef WTW_READ_XML_SLICES_H
#define WTW_READ_XML_SLICES_H

#include "read/format.h"

/*
 * wtw_xml_slice_find() is the find() of formats whose records are the elements called
 * 'name', whatever the prefix, from their first "<" to their last ">"; elements of that
 * name inside of them are part of them. What stands before the first, up to 16 KiB, is the
 * preamble.
 */
enum wtw_found wtw_xml_slice_find(const char *name, struct wtw_search *search,
                                  struct wtw_span open, bool is_all,
                                  struct wtw_cut *out_cut);

#endif
