#!/usr/bin/env python3
"""tally.py - sum up what the tests of several builds said, show what failed, and exit by it

    tally.py BUILD...

For each build folder it reads

    build-failed.log            there only when the build failed: one failure
    meson-logs/testlog.json     every test program that ran, with its TAP output
    sanitizer-reports/*         what AddressSanitizer and LeakSanitizer wrote: one failure each, of commands
                                too whose exit status nobody looks at

and counts single tests, not programs. A program that crashed, timed out or ran fewer tests than it had
planned is one failure more than it told about. The last line is "N passed, N failed, N skipped".
"""

import json
import re
import shlex
import sys
from pathlib import Path

TAP_RESULT = re.compile(r"^(ok|not ok)\b(.*)$")
TAP_PLAN = re.compile(r"^1\.\.(\d+)")
SKIPPED = re.compile(r"#\s*skip", re.IGNORECASE)


class Tally:
    """Counts, and the texts of what failed."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.failures = []

    def fail(self, title, text, count=1):
        self.failed += count
        self.failures.append((title, text))

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def count_tap(output):
    """(passed, failed, skipped, planned) of TAP text; planned is None without a plan."""
    passed = failed = skipped = 0
    planned = None
    for line in output.splitlines():
        result, plan = TAP_RESULT.match(line), TAP_PLAN.match(line)
        if plan:
            planned = int(plan.group(1))
        elif result and SKIPPED.search(result.group(2)):
            skipped += 1
        elif result:
            passed, failed = (passed + 1, failed) if result.group(1) == "ok" else (passed, failed + 1)
    return passed, failed, skipped, planned


def without_passes(output):
    """What a person wants to read of a failed program's output."""
    return "\n".join(line for line in output.splitlines() if not line.startswith("ok "))


def add_program(tally, build, entry):
    """Adds one line of testlog.json, which is one test program."""
    output, result = entry.get("stdout", ""), entry["result"]
    passed, failed, skipped, planned = count_tap(output)
    broken = []
    status = entry.get("returncode")
    told_and_left = failed and status == 1  # how a program ends that has told of a failed test
    if result not in ("OK", "SKIP") and not told_and_left:
        broken.append(f"the program ended with {result}, status {status}")
    if planned is None:
        broken.append("it told of no plan")
    elif planned != passed + failed + skipped:
        broken.append(f"it planned {planned} tests and told of {passed + failed + skipped}")
    tally.passed += passed
    tally.skipped += skipped
    if failed or broken:
        command = [word for word in entry.get("command", []) if word != "--tap"]
        again = [f"run alone: {shlex.join(command)}"] if command else []
        text = [without_passes(output), entry.get("stderr", ""), *broken, *again]
        tally.fail(f"{build.name}: {entry['name']}", "\n".join(text), failed + bool(broken))


def add_build(tally, build):
    """Adds all that is known of one build folder."""
    build_failed, log = build / "build-failed.log", build / "meson-logs/testlog.json"
    if build_failed.exists():
        tally.fail(f"{build.name} does not build", build_failed.read_text(errors="replace"))
    elif not log.exists():
        tally.fail(f"{build.name}: no test ran", f"there is no {log}")
    else:
        for line in log.read_text(errors="replace").splitlines():
            add_program(tally, build, json.loads(line))
    for report in sorted((build / "sanitizer-reports").glob("*")):
        tally.fail(f"{build.name}: {report.name}", report.read_text(errors="replace"))


def main():
    tally = Tally()
    for build in sys.argv[1:]:
        add_build(tally, Path(build))
    for title, text in tally.failures:
        print(f"\n---- failed: {title}\n{text.strip()}")
    if tally.failures:
        print()
    print(tally)
    sys.exit(0 if tally.passed and not tally.failed else 1)


if __name__ == "__main__":
    main()
