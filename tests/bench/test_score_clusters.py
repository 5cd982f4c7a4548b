#!/usr/bin/env python3
"""test_score_clusters.py - the judge's arithmetic, against examples worked out by hand

Runs score_clusters on files made up here. Prints TAP.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

import tap

SCORE = sys.argv[1]


def score(kind, files, *options):
    """(exit code, {figure: value}, words on standard error) of a run on made-up files."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, rows in enumerate(files):
            path = Path(folder) / f"{number}.tsv"
            path.write_text("".join("\t".join(row.split()) + "\n" for row in rows))
            paths.append(str(path))
        command = [sys.executable, "-B", SCORE, kind, *options, *paths]
        done = subprocess.run(command, capture_output=True, text=True)
    figures = dict(line.split("\t") for line in done.stdout.splitlines())
    return done.returncode, {name: float(value) for name, value in figures.items()}, done.stderr


def near(a, b):
    return abs(a - b) < 1e-6


def worked_example_of_clusters():
    # Planted: {a b c} {d e} {f}: 3 + 1 + 0 pairs. Found: {a b} {c d e} {f}: 1 + 3 + 0 pairs.
    # In both: ab and de. Precision 2/4, recall 2/4.
    gold = ["id cluster", "a a", "b a", "c a", "d d", "e d", "f f"]
    found = ["id cluster size", "a a 2", "b a 2", "c c 3", "d c 3", "e c 3", "f f 1"]
    code, figures, _ = score("clusters", [gold, found])
    return (code == 0 and figures["gold_pairs"] == 4 and figures["found_pairs"] == 4
            and figures["pairs_in_both"] == 2 and near(figures["precision"], .5)
            and near(figures["recall"], .5) and near(figures["f1"], .5)
            and figures["gold_largest"] == 3 and figures["found_clusters"] == 2)


def unequal_precision_and_recall():
    # Planted {a b c d}: 6 pairs. Found {a b} {c} {d}: 1 pair, right. P 1, R 1/6, F1 2/7.
    gold = ["id cluster", "a a", "b a", "c a", "d a"]
    found = ["cluster id", "a a", "a b", "c c", "d d"]
    code, figures, _ = score("clusters", [gold, found])
    return (code == 0 and near(figures["precision"], 1) and near(figures["recall"], 1 / 6)
            and near(figures["f1"], 2 / 7))


def nothing_to_find_and_nothing_found_is_no_mistake():
    gold = ["id cluster", "a a", "b b"]
    code, figures, _ = score("clusters", [gold, ["id cluster", "b b", "a a"]])
    return code == 0 and figures["precision"] == figures["recall"] == figures["f1"] == 1


def a_missing_article_is_an_error():
    code, _, words = score("clusters", [["id cluster", "a a", "b b"], ["id cluster", "a a"]])
    return code == 2 and "b is missing" in words


def a_strange_article_is_an_error():
    code, _, words = score("clusters", [["id cluster", "a a"], ["id cluster", "a a", "z z"]])
    return code == 2 and "z is not in gold" in words


def an_id_that_comes_twice_is_an_error():
    code, _, words = score("clusters", [["id cluster", "a a", "a a"], ["id cluster", "a a"]])
    return code == 2 and "comes twice" in words


def a_missing_column_is_an_error():
    code, _, words = score("clusters", [["id group", "a a"], ["id cluster", "a a"]])
    return code == 2 and "no column cluster" in words


def worked_example_of_pairs():
    # Exact from .5 on: ab cd ef (gh is below). Found: ba (turned), cd with another figure, xy.
    # ef missed, xy wrong, cd differs; the found gh at .5 exactly was rounded up and is not wrong.
    exact = ["id_a id_b jaccard", "a b .9", "c d .8", "e f .5", "g h .4996"]
    found = ["id_a id_b relation jaccard",
             "b a near .9", "c d near .7", "x y near .6", "g h near .5"]
    code, figures, _ = score("pairs", [exact, found])
    return (code == 0 and figures["exact_pairs"] == 3 and figures["found_pairs"] == 4
            and figures["missed"] == 1 and figures["wrong"] == 1
            and figures["figures_differ"] == 1 and near(figures["recall"], 2 / 3)
            and near(figures["precision"], 3 / 4))


def a_found_pair_below_the_threshold_counts_for_nothing():
    exact = ["id_a id_b jaccard", "a b .9"]
    found = ["id_a id_b jaccard", "a b .9", "c d .3"]
    code, figures, _ = score("pairs", [exact, found], "--threshold", ".8")
    return code == 0 and figures["found_pairs"] == 1 and figures["wrong"] == 0


def worked_example_of_kinds():
    # near: ab together, ac not; pad: de together.
    planted = ["id1 id2 kind", "a b near", "a c near", "d e pad"]
    found = ["id cluster", "a a", "b a", "c c", "d d", "e d"]
    code, figures, _ = score("kinds", [planted, found])
    return (code == 0 and near(figures["near"], .5) and near(figures["pad"], 1)
            and near(figures["all"], 2 / 3))


def a_planted_article_that_is_missing_is_an_error():
    code, _, words = score("kinds", [["id1 id2 kind", "a b near"], ["id cluster", "a a"]])
    return code == 2 and "b is missing" in words


TESTS = [
    worked_example_of_clusters,
    unequal_precision_and_recall,
    nothing_to_find_and_nothing_found_is_no_mistake,
    a_missing_article_is_an_error,
    a_strange_article_is_an_error,
    an_id_that_comes_twice_is_an_error,
    a_missing_column_is_an_error,
    worked_example_of_pairs,
    a_found_pair_below_the_threshold_counts_for_nothing,
    worked_example_of_kinds,
    a_planted_article_that_is_missing_is_an_error,
]


if __name__ == "__main__":
    sys.exit(tap.run(TESTS))
