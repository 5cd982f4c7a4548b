#!/usr/bin/env python3
"""test_performance_page.py - figures are measured to the end, and the page says what the table says

Arguments: the folder bench/, the folder docs/, a build folder. Prints TAP. Peers need a network and are
not run here; what is done with their answers is.
"""
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import tap

BENCH, DOCS, BUILD = (Path(word) for word in sys.argv[1:4])
sys.path.insert(0, str(BENCH))

import figure_table
import peer_programs
import svg_plot

PARTS = "limits,growth,threads,languages,kernels,tasks,loops"


def run(program, *arguments):
    command = [sys.executable, "-B", str(BENCH / program), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def written(folder, *lines):
    path = Path(folder) / "lines"
    path.write_text("".join(line + "\n" for line in lines))
    return path


# ---------------------------------------------------------------- arithmetic

def costs_that_grow_with_the_square_have_exponent_2_and_equal_ones_0():
    square = figure_table.growth_exponent([10, 100, 1000], [7, 700, 70000])
    equal = figure_table.growth_exponent([10, 100], [3, 3])
    return (abs(square - 2) < 1e-9 and abs(equal) < 1e-9
            and figure_table.growth_exponent([10], [3]) is None)


def the_exponent_of_three_points_is_that_of_the_line_that_fits_best():
    # In decades (0, 0), (1, 1), (2, 4): the slope is ((-1)(0) + (0)(1) + (1)(4)) / 2.
    return abs(figure_table.growth_exponent([1, 10, 100], [1, 10, 10000]) - 2) < 1e-9


def one_more_article_costs_the_difference_by_the_articles():
    return figure_table.slope([10, 30, 110], [500, 0, 700]) == 2


def measured_parts_take_the_place_of_old_ones_in_the_order_of_the_page():
    old, new = figure_table.Figures(), figure_table.Figures()
    old.add("peers", "a", 5, seconds=1.0)
    old.add("limits", "b", 5, seconds=2.0)
    new.add("growth", "c", 5, seconds=3.0)
    new.add("peers", "d", 5, seconds=.25)
    return old.replaced(new).rows == [("limits", "b", "5", "seconds", "2"),
                                      ("growth", "c", "5", "seconds", "3"),
                                      ("peers", "d", "5", "seconds", "0.25")]


def a_table_is_read_as_it_was_written_and_a_bad_line_is_named():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        figures = figure_table.Figures()
        figures.add("growth", "a, b", 7, seconds=1.5, kernel="avx2")
        figure_table.write_table(path, figures)
        again = figure_table.read_table(path)
        with open(path, "a") as more:
            more.write("one\ttwo\n")
        try:
            figure_table.read_table(path)
            words = ""
        except ValueError as problem:
            words = str(problem)
    return (again.rows == figures.rows and again.get("growth", "a, b", 7, "seconds") == 1.5
            and again.get("growth", "a, b", 7, "minutes") is None
            and words.endswith("table:4: 2 columns instead of 5"))


# ---------------------------------------------------------------- peers

def what_peers_print_becomes_pairs_with_scores():
    with tempfile.TemporaryDirectory() as folder:
        sim = list(peer_programs.read_sim(written(
            folder, "Total input: 2 files (2 new, 0 old), 9 words", "",
            "n2.txt consists for 37 % of n1.txt material")))
        ssdeep = list(peer_programs.read_ssdeep(written(folder, '"n2.txt","n1.txt",85')))
        tlsh = list(peer_programs.read_tlsh(written(folder, "./n1.txt\t./n2.txt\t27")))
        minhash = list(peer_programs.read_minhash(written(folder, "n1\tn2\t0.5")))
    return (sim == [("n2", "n1", 37)] and ssdeep == [("n2", "n1", 85)]
            and tlsh == [("n1", "n2", -27)] and minhash == [("n1", "n2", .5)])


def pairs_are_united_to_clusters_named_after_their_first():
    united = peer_programs.unite(["a", "b", "c", "d", "e"], [("e", "c"), ("b", "d"), ("d", "c")])
    return united == {"a": "a", "b": "b", "c": "b", "d": "b", "e": "b"}


def the_threshold_with_the_best_f1_is_taken():
    # At 10 all three are one cluster, at 50 two of them, at 90 none; two are right.
    judge = lambda clusters: {"f1": {1: .5, 2: 1, 3: 0}[len(set(clusters.values()))]}
    threshold, clusters, figures = peer_programs.best_clusters(
        ["a", "b", "c"], [("a", "b", 60), ("b", "c", 20)], (10, 50, 90), judge)
    return (threshold, clusters, figures["f1"]) == (50, {"a": "a", "b": "a", "c": "c"}, 1)


# ---------------------------------------------------------------- plots

def ticks_hold_all_values_between_them():
    return (svg_plot.log_ticks(30, 800) == [20, 50, 100, 200, 500, 1000]
            and svg_plot.log_ticks(10, 100) == [10, 20, 50, 100]
            and svg_plot.linear_ticks(1.1) == [0, .2, .4, .6, .8, 1, 1.2]
            and svg_plot.linear_ticks(47) == [0, 10, 20, 30, 40, 50])


def numbers_are_shortened_as_people_write_them():
    return [svg_plot.short(value) for value in (1000000, 50000, 12, .25, 0)] == \
        ["1M", "50k", "12", ".25", "0"]


def a_point_stands_where_its_values_say():
    svg = ElementTree.fromstring(svg_plot.line_plot("t", "x", "y", [("a & b", [(10, 1), (100, 10)])]))
    circles = [(float(one.get("cx")), float(one.get("cy"))) for one in svg.iter()
               if one.tag.endswith("circle")]
    # The axes end at the values: left below, right above.
    return circles == [(svg_plot.LEFT, svg_plot.HEIGHT - svg_plot.BOTTOM),
                       (svg_plot.WIDTH - svg_plot.RIGHT, svg_plot.TOP)]


def bars_are_as_long_as_their_values():
    svg = ElementTree.fromstring(svg_plot.bar_plot("t", "x", [("a", 1), ("b", .5)], (1, "one")))
    widths = [float(one.get("width")) for one in svg.iter() if one.tag.endswith("rect")][1:]
    return abs(widths[0] - 2 * widths[1]) < .2


# ---------------------------------------------------------------- the programs

def a_small_run_fills_the_table_and_the_page():
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "table.tsv"
        done = run("measure_performance", BUILD, "--table", table, "--parts", PARTS, "--sizes",
                   "100,200", "--articles", 200, "--rounds", 1, "--loop-repetitions", 1)
        figures = figure_table.read_table(table)
        made = run("write_performance_page", table, folder)
        page = (Path(folder) / "performance.md").read_text()
        plots = {path.stem for path in (Path(folder) / "plots").iterdir()}
    return (done.returncode == 0 and made.returncode == 0
            and figures.sizes("growth", "cluster -j 2") == [100, 200]
            and figures.get("limits", "memcpy", 200, "mb_per_second") > 0
            and figures.get("quality", "default edits", 200, "precision") == 1
            and "accented Latin" in figures.subjects("languages")
            and figures.get("tasks", "stories too; scalar", 200, "recall") is not None
            and "| stories too |" in page
            and figures.words("threads", "compiler") and "## Growth" in page
            and {"growth", "languages", "kernels"} <= plots)


def a_part_that_is_not_known_is_refused():
    done = run("measure_performance", BUILD, "--parts", "growth,size")
    return done.returncode == 2 and "there is no part size; there are limits, growth" in done.stderr


def the_page_that_is_committed_is_the_one_of_its_table():
    with tempfile.TemporaryDirectory() as folder:
        run("write_performance_page", DOCS / "performance.tsv", folder)
        same = [path.read_bytes() == (DOCS / path.relative_to(folder)).read_bytes()
                for path in sorted(Path(folder).rglob("*.*"))]
    return len(same) > 1 and all(same)


TESTS = [
    costs_that_grow_with_the_square_have_exponent_2_and_equal_ones_0,
    the_exponent_of_three_points_is_that_of_the_line_that_fits_best,
    one_more_article_costs_the_difference_by_the_articles,
    measured_parts_take_the_place_of_old_ones_in_the_order_of_the_page,
    a_table_is_read_as_it_was_written_and_a_bad_line_is_named,
    what_peers_print_becomes_pairs_with_scores,
    pairs_are_united_to_clusters_named_after_their_first,
    the_threshold_with_the_best_f1_is_taken,
    ticks_hold_all_values_between_them,
    numbers_are_shortened_as_people_write_them,
    a_point_stands_where_its_values_say,
    bars_are_as_long_as_their_values,
    a_small_run_fills_the_table_and_the_page,
    a_part_that_is_not_known_is_refused,
    the_page_that_is_committed_is_the_one_of_its_table,
]

if __name__ == "__main__":
    sys.exit(tap.run(TESTS))
