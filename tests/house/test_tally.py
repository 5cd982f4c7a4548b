#!/usr/bin/env python3
"""test_tally.py - the tally counts single tests and lets no failure, crash or leak pass

Runs tally.py on build folders made up here. Prints TAP.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

TALLY = Path(__file__).resolve().parent / "tally.py"
GOOD = "TAP version 13\n1..2\nok - a::b  (0.00s)\nok - a::c  (0.00s)\n"


def program(stdout, result="OK", returncode=0):
    return {"name": "test_x", "stdout": stdout, "result": result, "returncode": returncode}


def tally_of(programs, reports=(), build_failed=None):
    """(last line, exit status, all output) of the tally over one made-up build."""
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "made-up"
        (build / "meson-logs").mkdir(parents=True)
        (build / "sanitizer-reports").mkdir()
        if programs is not None:
            log = "".join(json.dumps(entry) + "\n" for entry in programs)
            (build / "meson-logs/testlog.json").write_text(log)
        for number, report in enumerate(reports):
            (build / f"sanitizer-reports/asan.{number}").write_text(report)
        if build_failed:
            (build / "build-failed.log").write_text(build_failed)
        command = [sys.executable, "-B", str(TALLY), str(build)]
        run = subprocess.run(command, capture_output=True, text=True)
        return run.stdout.splitlines()[-1], run.returncode, run.stdout


CASES = [
    ("single tests are counted, not programs", [program(GOOD), program(GOOD)], {},
     "4 passed, 0 failed, 0 skipped", 0, ""),
    ("a skipped test is not a passed one", [program("1..2\nok - a # SKIP why\nok 2 - b\n")], {},
     "1 passed, 0 failed, 1 skipped", 0, ""),
    ("a failed test is counted and its output shown",
     [program("1..2\nok - a::b\nnot ok - a::c\n  - t.c:5: wanted 3\n", "ERROR", 1)], {},
     "1 passed, 1 failed, 0 skipped", 1, "t.c:5: wanted 3"),
    ("a program that crashed is a failure",
     [program(GOOD), program("1..3\nok - a::b\n", "ERROR", -11)], {},
     "3 passed, 1 failed, 0 skipped", 1, "status -11"),
    ("a program that stopped before its plan is a failure", [program("1..3\nok - a::b\n")], {},
     "1 passed, 1 failed, 0 skipped", 1, "planned 3 tests and told of 1"),
    ("a program without a plan is a failure", [program("hello\n")], {},
     "0 passed, 1 failed, 0 skipped", 1, "no plan"),
    ("a program that timed out is a failure", [program(GOOD, "TIMEOUT", -15)], {},
     "2 passed, 1 failed, 0 skipped", 1, "TIMEOUT"),
    ("a bad exit status without a failed test is a failure", [program(GOOD, "ERROR", 3)], {},
     "2 passed, 1 failed, 0 skipped", 1, "status 3"),
    ("a sanitizer's report is a failure though every test passed", [program(GOOD)],
     {"reports": ["LeakSanitizer: detected memory leaks"]},
     "2 passed, 1 failed, 0 skipped", 1, "detected memory leaks"),
    ("a build that failed is a failure and its words are shown", [program(GOOD)],
     {"build_failed": "t.c:1: error: expected ';'"},
     "0 passed, 1 failed, 0 skipped", 1, "expected ';'"),
    ("a build in which nothing ran is a failure", None, {},
     "0 passed, 1 failed, 0 skipped", 1, "no test ran"),
    ("a log without a single test is no success", [], {}, "0 passed, 0 failed, 0 skipped", 1, ""),
]


def main():
    print(f"1..{len(CASES)}")
    bad = 0
    for number, (name, programs, more, last_line, status, words) in enumerate(CASES, 1):
        got_line, got_status, output = tally_of(programs, **more)
        good = got_line == last_line and got_status == status and words in output
        bad += not good
        print(f"{'ok' if good else 'not ok'} {number} - {name}")
        if not good:
            print(f"# got {got_line!r}, status {got_status}; output {output!r}")
    sys.exit(1 if bad else 0)


main()
