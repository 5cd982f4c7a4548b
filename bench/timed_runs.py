"""timed_runs.py - runs commands, takes their time, and takes their median

A shared machine is never twice as fast as before, so commands that are to be compared take turns:
each round runs every one once, and a figure is the median over the rounds.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
YARDSTICK = "wc -w (C.UTF-8)"


class CommandFailed(Exception):
    """A command of the benchmark ended with an error; the words name it."""


def find_program(build, *places):
    for place in places:
        if os.access(build / place, os.X_OK):
            return build / place
    raise CommandFailed(f"there is no {places[0]} in {build}; build it with -Dbench=true, and "
                        "jansson for brute_force")


def find_wiretwin(build):
    return find_program(build, "src/cli/wiretwin", "wiretwin")


def run(command, output=os.devnull, source=os.devnull, folder=None, libraries=None):
    """(wall seconds, CPU seconds, peak bytes) of a command, its standard output written to a file.

    'source' is its standard input, 'libraries' a folder of shared libraries that it needs. The kernel
    counts what this script had in memory when it started the command, some 16 MB, as the command's;
    it shows only where the command itself needs less.
    """
    command = [str(word) for word in command]
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    if libraries:
        environment["LD_LIBRARY_PATH"] = str(libraries)
    with open(output, "wb") as sink, open(source, "rb") as origin:
        began = time.perf_counter()
        child = subprocess.Popen(command, stdin=origin, stdout=sink, env=environment, cwd=folder)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise CommandFailed(f"{' '.join(command[:20])}: exit {child.returncode}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def read_figures(path):
    """{name: value} of a file of names and values with a tab between."""
    rows = (line.rstrip("\n").split("\t") for line in Path(path).read_text().splitlines())
    return dict(row for row in rows if len(row) == 2)


class Measured:
    """What one command did over the rounds."""

    def __init__(self, name, command, stats=None, output=os.devnull):
        self.name = name
        self.command = command
        self.output = output
        self.stats_path = stats
        self.seconds = []
        self.cpu_seconds = []
        self.peaks = []
        self.stats = []

    def run_once(self):
        seconds, cpu_seconds, peak = run(self.command, self.output)
        self.seconds.append(seconds)
        self.cpu_seconds.append(cpu_seconds)
        self.peaks.append(peak)
        if self.stats_path:
            self.stats.append(json.loads(Path(self.stats_path).read_text()))

    def median(self):
        return statistics.median(self.seconds)

    def median_cpu(self):
        return statistics.median(self.cpu_seconds)

    def stages(self):
        """Median seconds by stage that took any, and of what is in no stage: reading, writing."""
        if not self.stats:
            return {}
        names = list(self.stats[0]["stages"])
        median = {name: statistics.median(one["stages"][name]["seconds"] for one in self.stats)
                  for name in names}
        median = {name: seconds for name, seconds in median.items() if seconds > 0}
        median["rest"] = max(self.median() - sum(median.values()), 0)
        return median


def run_rounds(measured, rounds):
    """Every command once in each round, in turns."""
    for number in range(rounds):
        print(f"round {number + 1} of {rounds} ...", file=sys.stderr)
        for one in measured:
            one.run_once()
    return measured


class Corpus:
    """A corpus that was made, and the truth about it."""

    def __init__(self, build, folder, name, articles, *more):
        self.articles = articles
        self.path = folder / f"{name}.jsonl"
        self.gold = folder / f"{name}.gold.tsv"
        self.planted = folder / f"{name}.planted.tsv"
        self.clusters = folder / f"{name}.clusters.tsv"
        command = [find_program(build, "bench/make_corpus"), "-n", articles, "--gold", self.gold,
                   "--gold-pairs", self.planted, "-o", self.path, *more]
        self.seconds, _, _ = run(command)
        self.bytes = self.path.stat().st_size


def score(*arguments):
    """What score_clusters says, by name."""
    command = [sys.executable, "-B", HERE / "score_clusters", *arguments]
    with tempfile.NamedTemporaryFile() as output:
        run(command, output.name)
        return {name: float(value) for name, value in read_figures(output.name).items()}
