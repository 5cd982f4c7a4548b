/*
 * test_jsonl.c - lines become the same records however their bytes come
 */
#include "cut_runs.h"

#include "read/jsonl.h"

Test(jsonl, cuts_lines_whatever_ends_them)
{
    check_cut(&wtw_jsonl_format, "{1}\n{22}\r\n{3}", 100, 0,
              "1@0:{1};2@4:{22};3@10:{3};");
    check_cut(&wtw_jsonl_format, "{1}\n", 100, 0, "1@0:{1};");
    check_cut(&wtw_jsonl_format, "{1}\r\n", 100, 0, "1@0:{1};");
    check_cut(&wtw_jsonl_format, "{1}\r", 100, 0, "1@0:{1};");
    check_cut(&wtw_jsonl_format, "", 100, 0, "");
}

Test(jsonl, passes_over_lines_of_white_space_and_counts_them)
{
    check_cut(&wtw_jsonl_format, "\n\r\n  \t \n{4}\n\n{6}\n \n", 100, 0,
              "4@8:{4};6@13:{6};");
    check_cut(&wtw_jsonl_format, "   ", 100, 0, "");
}

Test(jsonl, keeps_white_space_around_a_record)
{
    check_cut(&wtw_jsonl_format, "  {1} \n", 100, 0, "1@0:  {1} ;");
    check_cut(&wtw_jsonl_format, "{1}\r\r\n", 100, 0, "1@0:{1}\r;");
}
