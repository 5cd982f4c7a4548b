/*
 * number_words.h - figures as people like to read them
 */
#ifndef WTW_WRITE_NUMBER_WORDS_H
#define WTW_WRITE_NUMBER_WORDS_H

#include <stddef.h>
#include <stdint.h>

/* A short text, by value, so that several fit into one line of arguments. */
struct wtw_short_words {
    char items[48];
};

/* "1,234,567" */
struct wtw_short_words wtw_grouped_words(uint64_t number);

/* "812 B", "1.2 MB": decimal units, as disks and networks count. */
struct wtw_short_words wtw_bytes_words(uint64_t bytes);

/* "97 %". Only a full share is 100 %, only none is 0 %: 99.7 % gives "99 %", 0.2 % gives
 * "<1 %". */
struct wtw_short_words wtw_percent_words(double share);

/* "4 min", "3 h", "12 days": how long, roughly. */
struct wtw_short_words wtw_lag_words(uint64_t seconds);

/* "4 min", "2 h 38 min", "1 day 3 h": how long, to the last minute or hour. */
struct wtw_short_words wtw_lag_exact_words(uint64_t seconds);

#endif
