#!/usr/bin/env python3
"""test_kernel_rates.py - the hot loops are measured for every kernel that runs here

Arguments: kernel_rates, wiretwin. Prints TAP.
"""
import subprocess
import sys

KERNEL_RATES, WIRETWIN = sys.argv[1:3]


def run(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True)


def rows_of(*arguments):
    lines = run(KERNEL_RATES, *arguments).stdout.splitlines()
    return [line.split("\t") for line in lines[1:]]


def every_loop_has_a_figure_for_every_kernel_that_runs_here():
    lines = run(WIRETWIN, "--version").stdout.splitlines()
    kernels = [line.split()[0] for line in lines if "runs here" in line]
    rows = rows_of("40", "3")
    loops = list(dict.fromkeys(row[0] for row in rows))
    return ({"all of sketching", "hash_shingles", "signature", "odd_sketch", "winnow"} <= set(loops)
            and [row[:2] for row in rows] == [[loop, kernel] for loop in loops for kernel in kernels])


def the_least_is_no_more_than_the_median_and_both_are_more_than_nothing():
    return all(0 < float(row[2]) <= float(row[3]) and float(row[5]) >= 1 for row in rows_of("40", "5"))


def one_loop_can_be_measured_alone():
    return {row[0] for row in rows_of("40", "1", "winnow")} == {"winnow"}


def numbers_out_of_range_are_refused_with_the_usage():
    return all(done.returncode == 2 and "Usage: kernel_rates" in done.stderr
               for done in (run(KERNEL_RATES, "7"), run(KERNEL_RATES, "40", "0"),
                            run(KERNEL_RATES, "many"), run(KERNEL_RATES, "40", "1", "winnow", "x")))


TESTS = [
    every_loop_has_a_figure_for_every_kernel_that_runs_here,
    the_least_is_no_more_than_the_median_and_both_are_more_than_nothing,
    one_loop_can_be_measured_alone,
    numbers_out_of_range_are_refused_with_the_usage,
]


def main():
    print(f"TAP version 13\n1..{len(TESTS)}")
    failed = 0
    for number, test in enumerate(TESTS, 1):
        passed = test()
        failed += not passed
        print(f"{'ok' if passed else 'not ok'} {number} - {test.__name__.replace('_', ' ')}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
