"""test_installing.py - what is installed serves a stranger: a shell, pkg-config, and a C compiler

    tap_unittest.py test_installing.py ROOT BUILD LIBRARIES CC...

Installs the build below a temporary folder, once, and leaves everything there alone. Programs are
built by docs/examples/Makefile, with what pkg-config says and nothing else. LIBRARIES is what the build
made: shared, static or both.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT, BUILD, LIBRARIES, CC = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4:]
HEADERS = ["wiretwin.h", "wiretwin_feed.h"]
FERRY = ("The ferry ran aground in fog on Monday with 212 people aboard, and a pilot who knows the strait "
         "said that the buoy had been dark for a week.")
TEXTS = {
    "ferry.txt": FERRY,
    "dairy.txt": "Farmers in the Velle valley bought their dairy on Friday, four months after it closed.",
    "again.txt": f"{FERRY} The company said nothing until noon.",
}
# 29 words, so 27 triples of words; the copy's 35 words have 33 triples, and those among them: 27/33.
FOUND = f"ferry.txt and again.txt: near, Jaccard 0.82\n    29 words: {FERRY.removesuffix('.')}\n"


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, timeout=100, **more)


class Prefix:
    """A build installed below a folder, and the environment in which it is found there."""

    def __init__(self, folder, *options):
        self.folder = folder
        done = run(["meson", "install", "-C", str(BUILD), "--no-rebuild", "--destdir", folder, *options])
        assert done.returncode == 0, done.stdout + done.stderr
        self.package_file = next(Path(folder).rglob("wiretwin.pc"))
        self.libraries = self.package_file.parent.parent
        self.command = next(Path(folder).rglob("bin/wiretwin"))
        self.root = self.command.parent.parent
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"},
            "PKG_CONFIG_PATH": f"{self.package_file.parent}:{os.environ.get('PKG_CONFIG_PATH', '')}",
            "PKG_CONFIG_SYSROOT_DIR": folder,
        }

    def package(self, *asked):
        """The words that pkg-config says of the installed library."""
        done = run(["pkg-config", *asked, "wiretwin"], env=self.environment)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    def files(self):
        """All that is installed but manual pages, completions and documents, below the prefix."""
        found = [path.relative_to(self.root) for path in self.root.rglob("*") if not path.is_dir()]
        return sorted(str(path) for path in found if path.parts[0] not in ("share", "etc"))


def setUpModule():
    global temporary, prefix
    temporary = tempfile.TemporaryDirectory()
    prefix = Prefix(f"{temporary.name}/there")


def tearDownModule():
    temporary.cleanup()


class WhatIsThere(unittest.TestCase):
    def test_command_libraries_headers_and_package_file_are_there_and_no_more(self):
        lib = str(prefix.libraries.relative_to(prefix.root))
        wanted = ["bin/wiretwin", f"{lib}/pkgconfig/wiretwin.pc"]
        wanted += [f"include/{name}" for name in HEADERS]
        if LIBRARIES != "static":
            version = prefix.package("--modversion")[0]
            wanted += [f"{lib}/libwiretwin.so{end}" for end in ("", ".0", f".{version}")]
        if LIBRARIES != "shared":
            wanted += [f"{lib}/libwiretwin.a"]
        self.assertEqual(prefix.files(), sorted(wanted))

    def test_headers_are_those_of_the_source(self):
        for name in HEADERS:
            self.assertEqual((prefix.root / "include" / name).read_bytes(),
                             (ROOT / "include" / name).read_bytes())

    def test_the_command_runs_where_it_was_put_and_finds_its_library(self):
        done = run([str(prefix.command), "--version"], env=prefix.environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(done.stdout.startswith("wiretwin "), done.stdout)
        linked = run(["ldd", str(prefix.command)], env=prefix.environment).stdout
        if LIBRARIES == "static":
            self.assertNotIn("libwiretwin", linked)
        else:
            own = [line for line in linked.splitlines() if "libwiretwin.so.0" in line]
            self.assertIn(str(prefix.folder), own[0])

    def test_stripped_it_runs_too(self):
        with tempfile.TemporaryDirectory() as folder:
            stripped = Prefix(folder, "--strip")
            done = run([str(stripped.command), "--version"], env=stripped.environment)
            self.assertEqual(done.returncode, 0, done.stderr)


class WhatThePackageFileSays(unittest.TestCase):
    @unittest.skipIf(LIBRARIES == "static", "made without the shared library")
    def test_to_link_the_shared_library_no_other_is_named(self):
        libraries = [word for word in prefix.package("--libs") if word.startswith("-l")]
        self.assertEqual(libraries, ["-lwiretwin"])

    def test_to_link_the_static_library_every_one_that_it_stands_on_is_named_after_it(self):
        libraries = [word for word in prefix.package("--static", "--libs") if word.startswith("-l")]
        self.assertEqual(libraries[0], "-lwiretwin")
        self.assertLessEqual({"-lxxhash", "-lutf8proc", "-lzstd", "-lsqlite3", "-lm"}, set(libraries))

    def test_the_version_is_that_of_header_and_command(self):
        version = prefix.package("--modversion")[0]
        self.assertIn(f'#define WTW_VERSION "{version}"\n', (ROOT / "include/wiretwin.h").read_text())
        self.assertIn(version, run([str(prefix.command), "--version"]).stdout.split())


class WhatAProgramDoesWithIt(unittest.TestCase):
    def examples(self, *wanted):
        """A folder in which the examples were built and the texts lie."""
        folder = Path(tempfile.mkdtemp(dir=temporary.name))
        shutil.copytree(ROOT / "docs/examples", folder, dirs_exist_ok=True)
        for name, text in TEXTS.items():
            (folder / name).write_text(text)
        done = run(["make", f"CC={' '.join(CC)}", *wanted,
                    "CFLAGS=-Wall -Wextra -pedantic -Werror"], cwd=folder, env=prefix.environment)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return folder

    def check_examples(self, folder, environment):
        linked = run(["./copies_among_files", *TEXTS], cwd=folder, env=environment)
        self.assertEqual((linked.stdout, linked.stderr, linked.returncode),
                         (FOUND, "", 0))
        first = run(["./remember_files", "seen.db", "ferry.txt", "dairy.txt"], cwd=folder, env=environment)
        self.assertEqual((first.stdout, first.stderr), ("ferry.txt: new\ndairy.txt: new\n", ""))
        later = run(["./remember_files", "seen.db", "again.txt", "dairy.txt"], cwd=folder, env=environment)
        self.assertEqual(later.stdout, "again.txt: copy, near to ferry.txt, Jaccard 0.82\n"
                                       "dairy.txt: known already\n")

    @unittest.skipIf(LIBRARIES == "static", "made without the shared library")
    def test_the_examples_run_with_the_shared_library(self):
        folder = self.examples()
        there = {**prefix.environment, "LD_LIBRARY_PATH": str(prefix.libraries)}
        self.check_examples(folder, there)

    @unittest.skipIf(LIBRARIES == "shared", "made without the static library")
    def test_the_examples_run_with_the_static_library_inside(self):
        folder = self.examples("STATIC=yes")
        self.assertNotIn("libwiretwin", run(["ldd", "./copies_among_files"], cwd=folder).stdout)
        self.check_examples(folder, prefix.environment)

    def test_what_cannot_be_read_is_said(self):
        folder = self.examples(*(["STATIC=yes"] if LIBRARIES == "static" else []))
        there = {**prefix.environment, "LD_LIBRARY_PATH": str(prefix.libraries)}
        gone = run(["./copies_among_files", "gone.txt"], cwd=folder, env=there)
        self.assertEqual((gone.stderr, gone.returncode), ("gone.txt: No such file or directory\n", 1))
        nowhere = run(["./remember_files", "no/such/folder.db"], cwd=folder, env=there)
        self.assertEqual(nowhere.returncode, 1)
        self.assertIn("no/such/folder.db", nowhere.stderr)
