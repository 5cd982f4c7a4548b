/*
 * test_bylines.c - names after "By", signatures, photographers
 */
#include "text/boilerplate_runs.h"

Test(bylines, are_names_after_by)
{
    line_is("By Jane Orr", "byline");
    line_is("By Jane Orr and Pol Sands, staff writers", "byline");
    line_stays("By Monday Vellmar will have its ferries back");
    line_stays("By then the ferries had left.");
}

Test(bylines, of_photographers_make_a_caption)
{
    line_is("The old basin of Vellmar on Tuesday. Jane Orr / AFP", "caption");
    line_stays("The old basin of Vellmar on Tuesday");
}
