#!/usr/bin/env python3
"""test_races.py - ThreadSanitizer finds no race in our threads, and finds one made on purpose

    test_races.py PROGRAM...

Each program exits 0 when all is well, and races when its argument is "race". Prints TAP. Where
ThreadSanitizer cannot start (kernels that randomise addresses more than gcc 12 foresaw, inside a
container that forbids to switch that off) the tests are skipped.
"""

import os
import subprocess
import sys
from pathlib import Path

RACE_STATUS = 66  # what ThreadSanitizer exits with when it found a race


def run(program, *arguments):
    """(exit status, words), address randomisation off where that is needed and allowed."""
    environment = {**os.environ, "TSAN_OPTIONS": f"exitcode={RACE_STATUS}:halt_on_error=1"}
    for prefix in ([], ["setarch", "-R"]):
        command = [*prefix, program, *arguments]
        try:
            done = subprocess.run(command, env=environment, capture_output=True, text=True)
        except FileNotFoundError:
            break
        if "unexpected memory mapping" not in done.stderr and not done.stderr.startswith("setarch"):
            return done.returncode, done.stderr
    return None, "ThreadSanitizer does not start here"


def main():
    programs = sys.argv[1:]
    print(f"1..{2 * len(programs)}")
    bad = 0
    for program in programs:
        name = Path(program).name
        for title, arguments, wanted in ((f"{name} runs without a race", [], 0),
                                         (f"{name} is caught racing", ["race"], RACE_STATUS)):
            status, words = run(program, *arguments)
            if status is None:
                print(f"ok - {title} # SKIP {words}")
            elif status == wanted:
                print(f"ok - {title}")
            else:
                bad += 1
                print(f"not ok - {title}")
                for line in [f"status {status}, wanted {wanted}", *words.splitlines()]:
                    print(f"# {line}")
    sys.exit(1 if bad else 0)


main()
