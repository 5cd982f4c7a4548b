"""test_python_library.py - how the Python package finds its library, and what it says where it does not

    tap_unittest.py test_python_library.py ROOT CC...
"""

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import wiretwin
from wiretwin import c_library, failures

ROOT, CC = Path(sys.argv[1]), sys.argv[2:]


def import_beside(source):
    """What 'import wiretwin' says where the first libwiretwin.so.0 is made of this C source."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stand_in.c"
        path.write_text(source)
        subprocess.run([*CC, "-shared", "-fPIC", str(path), "-o", f"{folder}/{c_library.SONAME}"], check=True)
        run = subprocess.run([sys.executable, "-B", "-c", "import wiretwin"], capture_output=True, text=True,
                             env={**os.environ, "LD_LIBRARY_PATH": folder})
    return run.stderr.strip().split("\n")[-1]


class Finding(unittest.TestCase):
    def test_versions_of_package_project_and_library_are_one(self):
        project = re.search(r'^version = "(.+)"$', (ROOT / "src/python/pyproject.toml").read_text(), re.MULTILINE)
        built = re.search(r"version: '([^']+)'", (ROOT / "meson.build").read_text()).group(1)
        library = c_library.text_of(c_library.lib.wtw_version())
        self.assertEqual({wiretwin.__version__, project.group(1), built, library}, {built})

    def test_a_library_that_is_not_there_says_what_to_do(self):
        with self.assertRaisesRegex(ImportError, "libwiretwin-gone.so.0 cannot be loaded: .*LD_LIBRARY_PATH"):
            c_library.load("libwiretwin-gone.so.0")

    def test_a_library_of_another_interface_is_refused_with_both_versions(self):
        said = import_beside('const char *wtw_version(void) { return "0.2.7"; }')
        self.assertEqual(said, "ImportError: libwiretwin.so.0 is of version 0.2.7, and this Python package is made "
                               f"for {wiretwin.__version__}; install both from one release")

    def test_a_library_of_somebody_else_is_refused(self):
        self.assertEqual(import_beside("int other(void) { return 0; }"),
                         "ImportError: libwiretwin.so.0 is no library of wiretwin: it has no wtw_version()")

    def test_which_versions_go_together(self):
        for found, wanted in (("0.1.9", "0.1.0"), ("1.4.0", "1.2.0"), ("1.0.0", "1.0.0")):
            c_library.check_version(found, wanted)
        for found, wanted in (("0.2.0", "0.1.0"), ("1.1.0", "0.1.0"), ("2.0.0", "1.9.9")):
            with self.assertRaises(ImportError):
                c_library.check_version(found, wanted)


class Package(unittest.TestCase):
    def test_what_the_documents_show_runs(self):
        def blocks(name):
            return re.findall(r"^```python\n(.*?)^```$", (ROOT / name).read_text(), re.DOTALL | re.MULTILINE)

        inside, home = {}, os.getcwd()
        (shown,) = blocks("README.md")
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as printed:
            (Path(folder) / "corpus").symlink_to(ROOT / "corpus")
            os.chdir(folder)
            try:
                for block in [*blocks("docs/python.md"), "texts = articles\n" + shown]:
                    exec(block, inside)
            finally:
                os.chdir(home)
        self.assertLess(len(inside["kept"]), len(inside["articles"]))
        told = printed.getvalue()
        for words in ("3 copy 3\n", "abridged 0.30", "0 3 abridged 0.3\n"):
            self.assertIn(words, told)

    def test_every_name_that_is_offered_is_there_and_explained(self):
        aliases = {"Date", "Given", "Progress", "Text", "__version__"}
        self.assertLessEqual(aliases, set(wiretwin.__all__))
        for name in set(wiretwin.__all__) - aliases:
            self.assertTrue(getattr(wiretwin, name).__doc__, name)

    def test_each_status_that_can_reach_a_caller_is_an_exception_of_its_own(self):
        c_names = c_library.ffi.typeof("enum wtw_status").elements
        never = {"WTW_OK", "WTW_SKIPPED", "WTW_END"}
        self.assertEqual(sorted(failures.CLASSES), sorted(n for n, name in c_names.items() if name not in never))

    def test_exceptions_are_those_of_python_too(self):
        for ours, pythons in ((wiretwin.BadArgument, ValueError), (wiretwin.NoMemory, MemoryError),
                              (wiretwin.InputFailure, OSError), (wiretwin.BadInput, ValueError)):
            self.assertTrue(issubclass(ours, pythons) and issubclass(ours, wiretwin.WiretwinError))

    def test_an_exception_has_the_place_that_the_library_gives(self):
        error = c_library.ffi.new("struct wtw_error *")
        error.line, error.column, error.byte_offset = 7, 0, 2**64 - 1
        error.input, error.words = b"news.jsonl", b"this is no object"
        failure = c_library.failure_of(4, error)
        self.assertIsInstance(failure, wiretwin.BadInput)
        self.assertEqual(str(failure), "news.jsonl:7: this is no object")
        self.assertEqual((failure.words, failure.input, failure.line, failure.column, failure.byte_offset),
                         ("this is no object", "news.jsonl", 7, None, None))
