#!/usr/bin/env python3
"""test_killed_feeds.py - a feed that is killed at random moments loses nothing and doubles nothing

Arguments: the command, and how many kills (default 12). Prints TAP.

A scraper sends articles to a feed and notes which lines came back; the feed is killed with SIGKILL; the
scraper starts a new one and, as whoever is unsure does, sends the last of what came back once more. At
the end each article that was acknowledged has to be there, once and under the number that it was told;
the clusters have to be those of a run over all articles at once.

A backfill of a file is killed and begun anew likewise.
"""
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

COMMAND = sys.argv[1]
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 12
ARTICLES = 100 * KILLS
SENT_AGAIN = 20
BACKFILL_ARTICLES = 20000
SEED = 20310304

problems = []


def expect(holds, words):
    if not holds:
        problems.append(words)


def make_articles(chance):
    """Articles of invented words; three in ten copy an earlier one, with some words changed."""
    syllables = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]
    words = ["".join(chance.sample(syllables, 3)) for _ in range(3000)]
    texts = []
    for i in range(ARTICLES):
        if texts and chance.random() < .3:
            text = list(chance.choice(texts[-200:]))
            for _ in range(chance.randrange(4)):
                text[chance.randrange(len(text))] = chance.choice(words)
        else:
            text = [chance.choice(words) for _ in range(chance.randrange(60, 140))]
        texts.append(text)
    return [json.dumps({"id": f"a{i}", "source": f"paper {i % 7}", "text": " ".join(text),
                        "date": f"2031-03-{1 + i * 20 // ARTICLES:02}T06:00:00Z"})
            for i, text in enumerate(texts)]


class Feed:
    """A feed that runs, and the answers that it gave."""

    def __init__(self, database, answers):
        self.process = subprocess.Popen(
            [COMMAND, "feed", "--db", database, "-q"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)
        self.answers = answers
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            if line.endswith("\n"):
                answer = json.loads(line)
                if "event" not in answer:
                    self.answers.append(answer)

    def send(self, lines):
        """All lines, or what goes before the feed is killed."""
        try:
            for line in lines:
                self.process.stdin.write(line + "\n")
                self.process.stdin.flush()
            self.process.stdin.close()
        except (BrokenPipeError, ValueError, OSError):
            pass

    def end(self):
        self.process.wait()
        self.reader.join()


def run_until_killed(database, lines, answers, answered, seconds):
    """Kills the feed some time after it has given 'answered' answers."""
    feed = Feed(database, answers)
    sender = threading.Thread(target=feed.send, args=(lines,))
    sender.start()
    while len(answers) < answered and feed.reader.is_alive():
        time.sleep(.0005)
    time.sleep(seconds)
    feed.process.kill()
    sender.join()
    feed.end()


def feed_with_kills(database, lines, chance):
    """Gives the number that each id was acknowledged with."""
    told = {}
    for kill in range(KILLS + 1):
        answers = []
        begin = max(0, len(told) - SENT_AGAIN)
        if kill < KILLS:
            part = lines[begin:len(told) + 2 * ARTICLES // KILLS]
            run_until_killed(database, part, answers, chance.randrange(len(part)),
                             chance.random() * .01)
        else:
            feed = Feed(database, answers)
            feed.send(lines[begin:])
            feed.end()
        for answer in answers:
            before = told.setdefault(answer["id"], answer["number"])
            expect(before == answer["number"],
                   f"{answer['id']} was number {before}, and then {answer['number']}")
    return told


def partition_of(pairs):
    clusters = {}
    for article, cluster in pairs:
        clusters.setdefault(cluster, set()).add(article)
    return {frozenset(members) for members in clusters.values()}


def stored_partition(database):
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "SELECT a.id, ifnull(m.cluster, a.number), a.number FROM articles AS a"
            " LEFT JOIN members AS m ON m.number = a.number").fetchall()
    return partition_of((row[0], row[1]) for row in rows), {row[0]: row[2] for row in rows}


def batch_partition(file):
    told = subprocess.run(
        [COMMAND, "cluster", "--exhaustive", "0", "--format", "tsv", "-q", file],
        capture_output=True, text=True, check=True).stdout
    return partition_of(line.split("\t")[:2] for line in told.splitlines()[1:])


def backfill_lines(chance):
    """Short articles, enough for three batches; one in ten repeats the words of an earlier one."""
    words = ["".join(chance.choices("bdfgklmnprst", k=2)) + vowel for _ in range(400) for vowel in "aeio"]
    texts = []
    for i in range(BACKFILL_ARTICLES):
        texts.append(chance.choice(texts) if i and i % 10 == 0 else " ".join(chance.choices(words, k=14)))
    return [json.dumps({"id": f"b{i}", "text": text}) for i, text in enumerate(texts)]


def backfill(database, file, told, seconds=None, lines=BACKFILL_ARTICLES):
    """Feeds the file, and notes what was told; kills the feed after some time, or when it has told so many
    lines and waits to be rid of the others, whichever comes first."""
    process = subprocess.Popen([COMMAND, "feed", "--db", database, "-j", "2", "-q", file],
                               stdout=subprocess.PIPE, text=True)
    killer = threading.Timer(seconds, process.kill) if seconds else None
    if killer:
        killer.start()
    for number, line in enumerate(process.stdout):
        if number == lines:
            process.kill()
        answer = json.loads(line) if line.endswith("\n") else {"event": "cut"}
        if "event" not in answer:
            before = told.setdefault(answer["id"], answer["number"])
            expect(before == answer["number"],
                   f"{answer['id']} was number {before}, and then {answer['number']}")
    status = process.wait()
    if killer:
        killer.cancel()
    return status


def check_backfill(folder, chance):
    """A file of several batches, of which one is made ready while another is stored."""
    database = str(Path(folder) / "backfill.db")
    file = Path(folder) / "backfill.jsonl"
    file.write_text("\n".join(backfill_lines(chance)) + "\n")
    told = {}
    begun = time.monotonic()
    expect(backfill(str(Path(folder) / "whole.db"), str(file), {}) == 0, "the file cannot be fed")
    whole = time.monotonic() - begun
    for _ in range(max(2, KILLS // 4)):
        status = backfill(database, str(file), told, whole * chance.uniform(.2, 1),
                          chance.randrange(BACKFILL_ARTICLES * 3 // 4))
        expect(status == -signal.SIGKILL, f"a backfill ended with {status} before it was killed")
    expect(backfill(database, str(file), told) == 0, "the file cannot be fed after kills")
    _, numbers = stored_partition(database)
    expect(told == numbers, "what was told is not what is there")
    expect(len(numbers) == BACKFILL_ARTICLES, f"{len(numbers)} are there, of {BACKFILL_ARTICLES}")
    whole_partition, _ = stored_partition(str(Path(folder) / "whole.db"))
    stored, _ = stored_partition(database)
    expect(stored == whole_partition, "clusters are not those of a backfill that was not killed")


def main():
    chance = random.Random(SEED)
    lines = make_articles(chance)
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "feed.db")
        file = Path(folder) / "all.jsonl"
        file.write_text("\n".join(lines) + "\n")
        told = feed_with_kills(database, lines, chance)
        stored, numbers = stored_partition(database)
        expect(len(told) == ARTICLES, f"{len(told)} of {ARTICLES} were acknowledged")
        expect(len(numbers) == ARTICLES, f"{len(numbers)} are there, of {ARTICLES}")
        for name, number in told.items():
            expect(numbers.get(name) == number, f"{name} was told {number}, is {numbers.get(name)}")
        wanted = batch_partition(str(file))
        expect(stored == wanted, f"{len(stored - wanted)} clusters are not those of a run over all")
        expect(any(len(cluster) > 2 for cluster in stored), "there is nothing to be clustered")
        check = subprocess.run([COMMAND, "feed", "--db", database, "--check"], capture_output=True,
                               text=True)
        expect(check.returncode == 0, check.stderr)
        check_backfill(folder, chance)
    print("1..1")
    for words in problems[:10]:
        print(f"# {words}")
    print(f"{'not ok' if problems else 'ok'} 1 - {KILLS} kills lose and double nothing")
    sys.exit(1 if problems else 0)


main()
