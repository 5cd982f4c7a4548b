#!/usr/bin/env python3
"""test_sanitizer_gate.py - a leak, an overflow, undefined behaviour and a crash do not pass ./dev test

    test_sanitizer_gate.py BROKEN_ON_PURPOSE

Runs each test of the suite broken_on_purpose the way ./dev test runs suites, and expects tally.py to
fail for it; and the tests of it that are in order, for which tally.py has to pass. Prints TAP.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TALLY = Path(__file__).resolve().parent / "tally.py"
BROKEN = sys.argv[1]


def tally_passes(test):
    """Whether the tally lets one test of the broken suite pass."""
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder)
        (build / "meson-logs").mkdir()
        (build / "sanitizer-reports").mkdir()
        options = f"detect_leaks=1:log_path={build}/sanitizer-reports/asan"
        run = subprocess.run(
            [BROKEN, "--tap", "--filter", f"broken/{test}"],
            env={**os.environ, "ASAN_OPTIONS": options}, capture_output=True, text=True,
        )
        result = "OK" if run.returncode == 0 else "ERROR"
        entry = {"name": test, "stdout": run.stdout, "result": result, "returncode": run.returncode}
        (build / "meson-logs/testlog.json").write_text(json.dumps(entry) + "\n")
        command = [sys.executable, "-B", str(TALLY), str(build)]
        return subprocess.run(command, capture_output=True).returncode == 0


def main():
    cases = [("nothing", "a test in order passes"), ("nothing_lost", "memory that variables point to passes"),
             ("leak", None), ("heap_overflow", None), ("signed_overflow", None), ("crash", None)]
    print(f"1..{len(cases)}")
    bad = 0
    for number, (test, passing) in enumerate(cases, 1):
        good = tally_passes(test) == (passing is not None)
        bad += not good
        what = passing or f"a {test.replace('_', ' ')} does not pass"
        print(f"{'ok' if good else 'not ok'} {number} - {what}")
    sys.exit(1 if bad else 0)


main()
