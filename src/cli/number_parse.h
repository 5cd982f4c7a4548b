/*
 * number_parse.h - numbers from the command line, with nothing before or behind them
 */
#ifndef WTW_CLI_NUMBER_PARSE_H
#define WTW_CLI_NUMBER_PARSE_H

#include <stdbool.h>
#include <stdint.h>

/* Each returns false and leaves its out_ untouched when 'words' is not such a number. */

/* Decimal digits only. */
bool wtw_parse_number(const char *words, uint64_t *out_number);

/* Digits with at most one point, as in 1, .5 or 0.75, whatever the locale. */
bool wtw_parse_real(const char *words, double *out_number);

/* Digits, and perhaps K, M or G (in 1024s), perhaps with B or iB behind it, in any case.
 */
bool wtw_parse_size(const char *words, uint64_t *out_bytes);

/* Digits and s, m, h, d or w for seconds to weeks. */
bool wtw_parse_duration(const char *words, uint64_t *out_seconds);

#endif
