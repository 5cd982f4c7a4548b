"""peer_programs.py - programs of others that find alike texts, run from the same file to clusters

What Debian and npm ship: sim_text (runs of equal words), ssdeep and TLSH (fuzzy hashes), and the npm
package minhash. They are fetched by apt-get download and npm install into a folder of the build and
unpacked there; nothing is installed in the system.

None of them reads JSONL and none makes clusters. So each article's text is written to a file of its
own where a program wants files, and the pairs that it reports are united: who is tied is in one
cluster. Each program is run with one loose threshold, and judged at the threshold of a short list
at which its F1 is best on the very corpus, which no user could choose so well; wiretwin runs with its
defaults.
"""
import json
import re
import shutil
import subprocess
from pathlib import Path

from timed_runs import CommandFailed, run

HERE = Path(__file__).resolve().parent
DEBIAN_PACKAGES = ("similarity-tester", "ssdeep", "tlsh-tools", "libtlsh0")
NPM_PACKAGE = "minhash@0.0.9"


# ---------------------------------------------------------------- fetching them

def call(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise CommandFailed(f"{' '.join(command)}: {done.stderr.strip()[-300:]}")


def fetch_debian(folder):
    downloads = folder / "packages"
    downloads.mkdir(parents=True, exist_ok=True)
    call(["apt-get", "-qq", "download", *DEBIAN_PACKAGES], downloads)
    for package in sorted(downloads.glob("*.deb")):
        call(["dpkg-deb", "-x", str(package), str(folder)], folder)


def fetch_npm(folder):
    if not shutil.which("npm"):
        raise CommandFailed("npm is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    call(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", ".", NPM_PACKAGE],
         folder)


def version_of(folder, package):
    """The version of a fetched package, from its file's name or its description."""
    for path in (folder / "packages").glob(f"{package}_*.deb"):
        return path.name.split("_")[1].replace("%3a", ":")
    return NPM_PACKAGE.split("@")[1]


# ---------------------------------------------------------------- reading what they say

SIM_LINE = re.compile(r"(\S+) consists for (\d+) % of (\S+) material")


def lines_of(path):
    with open(path, encoding="utf-8", errors="replace") as lines:
        yield from lines


def id_of(path):
    return Path(path.strip('"')).stem


def read_sim(path):
    """sim_text: how much of one file consists of the other's material."""
    for line in lines_of(path):
        found = SIM_LINE.match(line)
        if found:
            yield id_of(found.group(1)), id_of(found.group(3)), int(found.group(2))


def read_ssdeep(path):
    """ssdeep -c: both files and a score from 0 to 100."""
    for line in lines_of(path):
        cells = line.rstrip("\n").split(",")
        if len(cells) == 3:
            yield id_of(cells[0]), id_of(cells[1]), int(cells[2])


def read_tlsh(path):
    """tlsh_unittest -xref: both files and a distance, of which less is more alike."""
    for line in lines_of(path):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 3:
            yield id_of(cells[0]), id_of(cells[1]), -int(cells[2])


def read_minhash(path):
    for line in lines_of(path):
        a, b, likeness = line.rstrip("\n").split("\t")
        yield a, b, float(likeness)


# ---------------------------------------------------------------- the programs

class Peer:
    """A program: how to call it, how to read it, and the scores to try as threshold."""

    def __init__(self, name, package, wants_files, command, read, scores):
        self.name = name
        self.package = package
        self.wants_files = wants_files
        self.command = command
        self.read = read
        self.scores = scores


# A command is a function of (folder of the peers, list of files, corpus).
PEERS = (
    Peer("sim_text", "similarity-tester", True,
         lambda home, names, corpus: [home / "usr/bin/sim_text", "-i", "-p", "-a", "-T", "-t", 20],
         read_sim, (20, 30, 40, 50, 60, 70, 80)),
    Peer("ssdeep", "ssdeep", True,
         lambda home, names, corpus: [home / "usr/bin/ssdeep", "-s", "-d", "-c", "-l", *names],
         read_ssdeep, (1, 30, 40, 50, 60, 70, 80)),
    Peer("TLSH", "tlsh-tools", True,
         lambda home, names, corpus: [home / "usr/bin/tlsh_unittest", "-xref", "-r", ".", "-T", 60],
         read_tlsh, (-60, -50, -40, -30, -20, -10)),
    Peer("npm minhash", "minhash", False,
         lambda home, names, corpus: ["node", HERE / "minhash_pairs.js", home, corpus, .3],
         read_minhash, (.3, .4, .5, .6, .7, .8)),
)


def write_texts(corpus, folder):
    """A file for each article, named after its id; the files' names in order."""
    folder.mkdir()
    names = []
    for line in lines_of(corpus):
        article = json.loads(line)
        names.append(f"{article['id']}.txt")
        (folder / names[-1]).write_text(article["text"], encoding="utf-8")
    return names


def run_peer(peer, home, corpus, folder):
    """(seconds, CPU seconds, peak bytes, pairs with their scores) of a peer on a corpus.

    'folder' holds files.txt and texts/, as write_texts() made them.
    """
    output = folder / "peer.out"
    names = (folder / "files.txt").read_text().split()
    libraries = next(iter(home.glob("usr/lib/*")), None)
    seconds, cpu_seconds, peak = run(peer.command(home, names, corpus), output,
                                     source=folder / "files.txt", folder=folder / "texts",
                                     libraries=libraries)
    return seconds, cpu_seconds, peak, list(peer.read(output))


# ---------------------------------------------------------------- clusters of pairs

def unite(ids, pairs):
    """{id: first id of those that are tied to it by pairs}"""
    parent = {one: one for one in ids}
    place = {one: number for number, one in enumerate(ids)}

    def root(one):
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for a, b in pairs:
        first, second = sorted((root(a), root(b)), key=place.get)
        parent[second] = first
    return {one: root(one) for one in ids}


def best_clusters(ids, scored, thresholds, judge):
    """(threshold, clusters, figures) of the threshold with the best F1, by judge(clusters)."""
    tried = []
    for threshold in thresholds:
        clusters = unite(ids, [(a, b) for a, b, score in scored if score >= threshold])
        tried.append((threshold, clusters, judge(clusters)))
    return max(tried, key=lambda one: one[2]["f1"])
