#!/usr/bin/env python3
"""tap_unittest.py - runs a file of unittest cases and tells of them in TAP

    tap_unittest.py FILE [ARGUMENT...]

FILE is run as a module of its own, whose sys.argv is FILE and its arguments. Each test is told by its
name, with spaces: a sentence. What failed follows as remarks.
"""

import importlib.util
import sys
import unittest
from pathlib import Path


class TapResult(unittest.TestResult):
    """Prints a line as each test ends; tests are numbered on from 1."""

    def tell(self, test, verdict, remark="", said=""):
        words = test.id().split(".")[-1].removeprefix("test_").replace("_", " ")
        print(f"{verdict} {self.testsRun} - {words}{remark}")
        for line in said.splitlines():
            print(f"# {line}")

    def addSuccess(self, test):
        self.tell(test, "ok")

    def addSkip(self, test, reason):
        self.tell(test, "ok", f" # SKIP {reason}")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.tell(test, "not ok", said=self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self.tell(test, "not ok", said=self.errors[-1][1])

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.tell(test, "not ok", said=f"{subtest}\n{(self.failures + self.errors)[-1][1]}")


def main():
    path = Path(sys.argv[1]).resolve()
    sys.argv = sys.argv[1:]
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    tests = unittest.defaultTestLoader.loadTestsFromModule(module)
    print(f"1..{tests.countTestCases()}", flush=True)
    sys.exit(0 if tests.run(TapResult()).wasSuccessful() else 1)


main()
