/*
 * test_ascii_scan.c - what is known of a scanned chunk; scanning itself is tested in
 * test_text_kernels.c
 */
#include "check.h"

#include "text/text_kernels.h"

Test(ascii_scan, tells_the_next_byte_beyond_ascii)
{
    static struct wtw_ascii_scan scan;
    char text[200];

    memset(text, 'x', sizeof text);
    text[70] = text[71] = text[199] = (char)0xC3;
    wtw_text_kernel_scalar.scan(&scan, text, sizeof text);
    check(scan.has_high);
    check_number(wtw_ascii_scan_next_high(&scan, 0), 70);
    check_number(wtw_ascii_scan_next_high(&scan, 70), 70);
    check_number(wtw_ascii_scan_next_high(&scan, 71), 71);
    check_number(wtw_ascii_scan_next_high(&scan, 72), 199);
    wtw_text_kernel_scalar.scan(&scan, text, 70);
    check(!scan.has_high);
    check_number(wtw_ascii_scan_next_high(&scan, 0), WTW_SCAN_BYTES);
    check_number(wtw_ascii_scan_next_high(&scan, 69), WTW_SCAN_BYTES);
}
