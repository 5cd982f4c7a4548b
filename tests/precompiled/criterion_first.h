/*
 * criterion_first.h - what every suite begins with, compiled once for each room
 *
 * Criterion's header takes longer than a suite's own lines.
 */
#include <criterion/criterion.h>
