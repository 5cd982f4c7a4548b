#!/usr/bin/env python3
"""test_manual.py - the manual pages say what --help says, and read well

    test_manual.py PROGRAM PAGE...

mandoc, which shares nothing with scdoc or our tables, reads the pages: its lint has nothing to say, and
what it shows has the words of --help, each option's and each subject's. Prints TAP.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

program, pages = sys.argv[1], {Path(page).stem: page for page in sys.argv[2:]}
tests = []


def test(function):
    tests.append(function)
    return function


def said(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def squeezed(text):
    """Without white space, which breaks lines elsewhere, nor the signs of bold and underline."""
    return re.sub(r"\s+", "", re.sub(r".\x08", "", text))


def shown(name):
    return squeezed(said("mandoc", "-Tascii", "-Owidth=300", pages[name]))


def help_of(*words):
    return said("env", "COLUMNS=300", program, *words, "--help")


def commands():
    listed = help_of().split("\nCommands\n")[1].split("\n\n")[0]
    return [line.split()[0] for line in listed.splitlines()]


@test
def there_is_a_page_for_the_whole_and_for_each_command():
    wanted = {"wiretwin", *(f"wiretwin-{name}" for name in commands())}
    assert set(pages) == wanted, sorted(set(pages) ^ wanted)


@test
def lint_has_nothing_to_say():
    for page in pages.values():
        result = subprocess.run(["mandoc", "-Tlint", page], capture_output=True, text=True)
        assert not result.stdout + result.stderr, result.stdout + result.stderr


@test
def man_warns_of_nothing():
    if not shutil.which("man"):
        return
    for page in pages.values():
        result = subprocess.run(
            ["env", "LC_ALL=C.UTF-8", "man", "--warnings", "-P", "cat", "-l", page],
            capture_output=True, text=True,
        )
        assert not result.stderr, result.stderr


@test
def a_page_has_every_option_with_its_words():
    for name in commands():
        page = shown(f"wiretwin-{name}")
        lines = help_of(name).split("\nUsage\n")[1].splitlines()
        options = [line for line in lines if re.match(r"  (-\w,|   ) --", line)]
        assert len(options) > 5, name
        for line in lines[1:]:
            title = re.fullmatch(r"[A-Z]\w+", line)
            assert title or squeezed(line) in page, f"{name}: {line}"


@test
def the_first_page_has_every_subject():
    page = shown("wiretwin")
    subjects = help_of().split("\nSubjects\n")[1].split("\n\n")[0].splitlines()
    assert len(subjects) > 5
    for subject in (line.split()[0] for line in subjects):
        if subject == "examples":
            continue
        for line in said("env", "COLUMNS=300", program, "help", subject).splitlines()[1:]:
            assert squeezed(line) in page, f"{subject}: {line}"


def main():
    print(f"1..{len(tests)}")
    for number, function in enumerate(tests, 1):
        try:
            function()
            print(f"ok {number} - {function.__name__}")
        except Exception as failure:  # whatever went wrong is this test's failure
            print(f"not ok {number} - {function.__name__}")
            print(f"# {failure}".replace("\n", "\n# "))


if shutil.which("mandoc"):
    main()
else:
    print("1..0 # SKIP mandoc is not installed")
