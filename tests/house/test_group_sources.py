"""test_group_sources.py - files share a group only where no word of one is declared by another"""

import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import group_sources  # noqa: E402


class GroupSources(unittest.TestCase):
    def groups_of(self, count, **files):
        """Names of the files of each group, in order."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                (Path(folder) / name).write_text(text)
            groups = group_sources.share_out([Path(folder) / name for name in files], count)
        return sorted(sorted(path.name for path in group) for group in groups)

    def test_what_a_file_declares_for_itself_is_found(self):
        source = textwrap.dedent("""
            #define LIMIT 3
            /* static int spoken_of; */
            enum { FIRST = 1, SECOND };
            enum kind { KIND = FIRST };
            struct pair { int member; };
            static const struct pair *table[LIMIT] = {0};
            static int count, other;
            static __attribute__((noinline)) void work(int argument) { int local = argument; (void)local; }
            TEST_WITH_EACH(named)
            int wtw_known(struct elsewhere *there) { static int inside; return inside; }
        """)
        self.assertEqual(group_sources.declared_names(source), {
            "LIMIT", "FIRST", "SECOND", "kind", "KIND", "pair", "table", "count", "other", "work", "named"})

    def test_files_that_declare_the_same_are_apart(self):
        self.assertEqual(self.groups_of(2, a="static int n;\n", b="static int n;\n"), [["a"], ["b"]])

    def test_what_is_declared_here_is_no_word_there(self):
        self.assertEqual(self.groups_of(2, a="#define n 1\n", b="int f(int n);\n"), [["a"], ["b"]])

    def test_others_are_together(self):
        self.assertEqual(self.groups_of(1, a="static int n;\n", b="static int m; /* n */\n"), [["a", "b"]])

    def test_a_file_that_chooses_features_is_the_first_of_its_group(self):
        with self.assertRaises(ValueError):
            self.groups_of(1, a="#define _GNU_SOURCE\n", b="#define _DEFAULT_SOURCE\n")

    def test_a_file_that_goes_nowhere_is_named(self):
        with self.assertRaisesRegex(ValueError, "b clashes|a clashes"):
            self.groups_of(1, a="static int n;\n", b="static int n;\n")
