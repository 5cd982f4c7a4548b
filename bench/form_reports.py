"""form_reports - invented reports of six forms, each of them news of its own

Weather, matches, markets, quarters, votes and rates of as many places as there are reports, filled in by a
seed: what two of a form share are its words. Each tells of an event that no other tells of, so no two of
them are one story. No report names a place that another is about.
"""
import random

BEGINS = "Bar Cor Dun El Far Gar Hol Is Jor Kel Lor Mer Nor Os Pel Quar Ros Sel Tor Ul".split()
ENDS = "ton ham by wick stead ford ley mouth dale holm".split()
PEOPLE = ("Helka Zarnitz,Tomas Quillan,Orla Benneck,Pieter Vaskin,Dana Morcroft,Ivo Lestrange,Mara Tolliver,"
          "Jens Harrowgate,Rina Castell,Abel Norwick,Una Pellow,Karl Stenning").split(",")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday".split()

FORMS = [
    "The weather in {place} on {day} will be {sky}. The highest temperature is {n} degrees, the lowest {s} "
    "degrees, with a {force} wind from the {side} at {n} kilometres an hour. The chance of rain is {n} percent. "
    "The sun rises at 5.{n} and sets at 20.{n}. Pollen counts are {level}, said the weather office.",
    "{place} beat {other} {s}-{s} on {day} in front of a crowd of {n},{n}0 in the regional league. {person} opened "
    "the scoring in minute {n} with a header, and {person} made it safe from the penalty spot in minute {n}. The "
    "visitors had {s} corners and {n} shots but could not find a way past {person} in the goal. {place} now have "
    "{n} points.",
    "Shares on the {place} exchange closed {way} on {day} in {force} trade, dealers said. The index of {n} leading "
    "shares was {n}.{n} points {way} at {n}{n}.{n}, with {n} issues advancing and {n} declining. Volume was {n} "
    "million shares against {n} million in the previous session. Banks and insurers led the move, while mining "
    "shares were mixed.",
    "{place} Industries said on {day} that net profit in the quarter ended March 31 was {n}.{s} million crowns, or "
    "{n} cents a share, against {n}.{s} million, or {n} cents a share, a year earlier. Revenue was {n}{s} million "
    "crowns compared with {n}{s} million. Chief executive {person} said the board would propose a dividend of {n} "
    "cents.",
    "{person} has won the seat of {place} in the general election with {n},{n}4 votes, or {n} percent. {person} "
    "came second with {n},{n}1 votes and {person} third with {n}{n}. Turnout was {n}.{s} percent of {n},{n}7 "
    "registered voters, against {n}.{s} percent five years ago. The returning officer declared the result at {s}.{n} "
    "in the morning.",
    "The central bank of {place} {move} its key interest rate to {s}.{n} percent at its meeting on {day}, as "
    "economists had expected. Inflation was {s}.{s} percent in the month before. Governor {person} said the bank "
    "would look at the data of the coming months before it decided again. The currency was {way} at {s}.{n}{s} to "
    "the dollar.",
]

FILLINGS = {
    "day": DAYS, "person": PEOPLE, "side": "north south west east".split(),
    "sky": ["cloudy with sunny spells", "mostly sunny", "rainy until noon", "dry and cold"],
    "force": "light moderate fresh".split(), "level": "low moderate high".split(),
    "way": "higher lower firmer weaker".split(), "move": "left raised cut".split(),
}


def places(rng):
    """Names that differ in their first five letters, forever."""
    heads = [begin + end for begin in BEGINS for end in "a e i o u".split()]
    rng.shuffle(heads)
    for middle in "rb ld nt sk mp".split():
        for head in heads:
            yield head + middle + rng.choice(ENDS)


def fill(form, place, other, rng):
    """The form with each blank filled in by itself; {n} is a number of two digits, {s} of one."""
    parts = []
    for piece in form.split("{"):
        name, closing, rest = piece.partition("}")
        if not closing:
            parts.append(piece)
            continue
        numbers = {"n": str(rng.randint(10, 99)), "s": str(rng.randint(1, 9)), "place": place, "other": other}
        parts.append(numbers[name] if name in numbers else rng.choice(FILLINGS[name]))
        parts.append(rest)
    return "".join(parts)


def make_reports(count, seed=5):
    """'count' reports of each form, at most 35: (id, text)."""
    rng = random.Random(seed)
    names = places(rng)
    return [(f"form-{number}-{i}", fill(form, next(names), next(names), rng))
            for number, form in enumerate(FORMS) for i in range(count)]
