"""figure_table.py - the measured figures as a table of five columns, and what follows from them

A row is (part, subject, articles, measure, value): in the part "growth" the subject "cluster -j 1" at
1,000,000 articles has the measure "cpu_seconds" of 21.3. The subject "run" tells of a part where and by
what it was measured. Parts are measured and replaced one by one, so that the hours that ten million
articles need are not needed for the rest.
"""
import math

COLUMNS = ("part", "subject", "articles", "measure", "value")


class Figures:
    """Rows of a table, in order, and ways to ask for them."""

    def __init__(self, rows=()):
        self.rows = list(rows)

    def add(self, part, subject, articles, **measures):
        for measure, value in measures.items():
            text = f"{value:.6g}" if isinstance(value, float) else str(value)
            self.rows.append((part, subject, str(articles), measure, text))

    def parts(self):
        return list(dict.fromkeys(row[0] for row in self.rows))

    def subjects(self, part):
        """The subjects of a part but "run", in the order in which they were measured."""
        return list(dict.fromkeys(row[1] for row in self.rows if row[0] == part and row[1] != "run"))

    def sizes(self, part, subject):
        return sorted({int(row[2]) for row in self.rows if row[:2] == (part, subject)})

    def measures(self, part, subject, articles):
        return {row[3]: row[4] for row in self.rows
                if row[:3] == (part, subject, str(articles))}

    def get(self, part, subject, articles, measure):
        """A figure as a number; None where it was not measured."""
        value = self.measures(part, subject, articles).get(measure)
        return None if value is None else float(value)

    def words(self, part, measure):
        """What a part's run tells, as "commit"."""
        return self.measures(part, "run", 0).get(measure, "")

    def replaced(self, other):
        """These rows with the parts of 'other' in the place of the same ones here."""
        measured = other.parts()
        kept = [part for part in self.parts() if part not in measured]
        order = sorted(kept + measured, key=lambda part: (PARTS + [part]).index(part))
        return Figures(row for part in order for row in (self if part in kept else other).rows
                       if row[0] == part)


# The order of parts in the table and on the page.
PARTS = ["limits", "growth", "quality", "threads", "packed", "languages", "kernels", "tasks", "loops",
         "peers", "huge"]


def read_table(path):
    with open(path, encoding="utf-8") as lines:
        header = next(lines, "").rstrip("\n")
        if header.split("\t") != list(COLUMNS):
            raise ValueError(f"{path}:1: the header is not {' '.join(COLUMNS)}")
        rows = [tuple(line.rstrip("\n").split("\t")) for line in lines]
    for number, row in enumerate(rows, 2):
        if len(row) != len(COLUMNS):
            raise ValueError(f"{path}:{number}: {len(row)} columns instead of {len(COLUMNS)}")
    return Figures(rows)


def write_table(path, figures):
    with open(path, "w", encoding="utf-8") as out:
        for row in [COLUMNS, *figures.rows]:
            out.write("\t".join(row) + "\n")


# ---------------------------------------------------------------- what follows from figures

def growth_exponent(sizes, costs):
    """The e of cost ~ size^e that fits best in logarithms (least squares); 1 is linear.

    None of fewer than two sizes.
    """
    if len(sizes) < 2:
        return None
    xs = [math.log(size) for size in sizes]
    ys = [math.log(cost) for cost in costs]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)) / spread


def slope(sizes, values):
    """By how much a value grows for one more article, from the first size to the last."""
    return (values[-1] - values[0]) / (sizes[-1] - sizes[0]) if len(sizes) > 1 else None
