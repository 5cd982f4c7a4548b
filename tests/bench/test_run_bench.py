#!/usr/bin/env python3
"""test_run_bench.py - the benchmark runs to its end on a small corpus and tells the truth about it

Arguments: run_bench, a build folder. Prints TAP.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import tap

RUN_BENCH, BUILD = sys.argv[1:3]


def run(*arguments):
    command = [sys.executable, "-B", RUN_BENCH, BUILD, *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def a_small_corpus_is_measured_to_the_end():
    with tempfile.TemporaryDirectory() as folder:
        tsv = Path(folder) / "figures.tsv"
        done = run("-n", "400", "-w", "60", "--rounds", "1", "--tsv", str(tsv), "--folder", folder)
        rows = [line.split("\t") for line in tsv.read_text().splitlines()]
        gold = (Path(folder) / "speed.gold.tsv").read_text().splitlines()
    figures = {row[0]: row[1:] for row in rows}
    return (done.returncode == 0 and len(gold) == 401
            and {"wc -w (C.UTF-8)", "XXH3", "inspect", "cluster -j 1", "  sketch", "  verify",
                 "cluster -j 2", "gold f1", "hard f1", "kinds exact", "exact missed"} <= set(figures)
            and figures["wc -w (C.UTF-8)"][3] == "1.00" and figures["gold articles"] == ["400"])


def nothing_is_wrong_and_threads_agree():
    done = run("-n", "400", "-w", "60", "--rounds", "1")
    return (done.returncode == 0 and ", 0 wrong" in done.stdout
            and "gave the same bytes" in done.stdout
            and re.search(r"exact 1\.000", done.stdout) is not None)


def a_folder_without_a_build_is_named():
    with tempfile.TemporaryDirectory() as folder:
        done = run(folder, "-n", "10")
    return done.returncode == 2 and "there is no bench/make_corpus in" in done.stderr


TESTS = [
    a_small_corpus_is_measured_to_the_end,
    nothing_is_wrong_and_threads_agree,
    a_folder_without_a_build_is_named,
]


def main():
    if not os.access(Path(BUILD) / "bench/brute_force", os.X_OK):
        print("TAP version 13\n1..0 # SKIP there is no brute_force")
        return 0
    return tap.run(TESTS)


if __name__ == "__main__":
    sys.exit(main())
