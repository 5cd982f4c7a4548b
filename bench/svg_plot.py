"""svg_plot.py - plots as SVG, made of nothing but strings

Three kinds: lines over logarithmic axes, bars, and named points. Colours keep apart in print and for
the colour-blind (Okabe and Ito, 2008); every plot has a white ground, so that it reads on dark pages.
Coordinates are rounded to a tenth, so that the same figures give the same bytes.
"""
import math
from xml.sax.saxutils import escape

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 44, 52
GREY, INK = "#d8d8d8", "#222222"


def short(value):
    """A number as people write it: 10k, 1M, .25"""
    for limit, sign in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= limit:
            return f"{value / limit:.3g}{sign}"
    text = f"{value:.3g}"
    return text[1:] if text.startswith("0.") else text


def log_ticks(least, most):
    """1, 2, 5, 10, ... from at most 'least' to at least 'most'."""
    ticks = [factor * 10 ** power
             for power in range(math.floor(math.log10(least)) - 1, math.ceil(math.log10(most)) + 1)
             for factor in (1, 2, 5)]
    first = max(i for i, tick in enumerate(ticks) if tick <= least * 1.000001)
    last = min(i for i, tick in enumerate(ticks) if tick >= most * .999999)
    return ticks[first:last + 1]


def linear_ticks(most):
    """0 and some round steps to at least 'most'."""
    step = 10 ** math.floor(math.log10(most))
    step = next(step * factor for factor in (.1, .2, .5, 1, 2) if most / (step * factor) <= 6)
    return [round(step * i, 10) for i in range(math.ceil(most / step - 1e-9) + 1)]


class Axis:
    """From values to places on the page."""

    def __init__(self, ticks, begin, end, is_log):
        self.ticks = ticks
        self.begin, self.end = begin, end
        self.scale = math.log10 if is_log else float
        self.low, self.high = self.scale(ticks[0]), self.scale(ticks[-1])

    def place(self, value):
        span = (self.high - self.low) or 1
        return self.begin + (self.end - self.begin) * (self.scale(value) - self.low) / span


def text(x, y, words, anchor="middle", colour=INK, size=12, more=""):
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" '
            f'font-size="{size}"{more}>{escape(words)}</text>')


def line(x1, y1, x2, y2, colour, width=1):
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
            f'stroke-width="{width}"/>')


def whole(title, parts, height=HEIGHT):
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" font-family="sans-serif" role="img">')
    ground = f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    name = f"<title>{escape(title)}</title>"
    return "\n".join([head, name, ground, text(LEFT, 24, title, "start", size=14), *parts,
                      "</svg>"]) + "\n"


def frame(x_axis, y_axis, x_name, y_name):
    parts = []
    for tick in y_axis.ticks:
        y = y_axis.place(tick)
        parts += [line(LEFT, y, WIDTH - RIGHT, y, GREY), text(LEFT - 8, y + 4, short(tick), "end")]
    for tick in x_axis.ticks:
        x = x_axis.place(tick)
        parts += [line(x, TOP, x, HEIGHT - BOTTOM, GREY),
                  text(x, HEIGHT - BOTTOM + 18, short(tick))]
    middle = (TOP + HEIGHT - BOTTOM) / 2
    parts.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x_name))
    parts.append(text(18, middle, y_name, more=f' transform="rotate(-90 18 {middle:.1f})"'))
    return parts


def log_axes(xs, ys):
    return (Axis(log_ticks(min(xs), max(xs)), LEFT, WIDTH - RIGHT, True),
            Axis(log_ticks(min(ys), max(ys)), HEIGHT - BOTTOM, TOP, True))


def line_plot(title, x_name, y_name, series):
    """'series' are (name, [(x, y)]) with values above 0; both axes are logarithmic."""
    points = [point for _, line_points in series for point in line_points]
    x_axis, y_axis = log_axes([x for x, _ in points], [y for _, y in points])
    parts = frame(x_axis, y_axis, x_name, y_name)
    for number, (name, line_points) in enumerate(series):
        colour = COLOURS[number % len(COLOURS)]
        places = [(x_axis.place(x), y_axis.place(y)) for x, y in line_points]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
        parts.append(text(WIDTH - RIGHT - 6, TOP + 16 + 16 * number, name, "end", colour))
    return whole(title, parts)


def bar_plot(title, x_name, bars, mark=None):
    """'bars' are (name, value) from above to below; 'mark' is (value, name) of a line across."""
    height = TOP + BOTTOM + 30 * len(bars)
    most = max([value for _, value in bars] + ([mark[0]] if mark else []))
    axis = Axis(linear_ticks(most), LEFT + 130, WIDTH - RIGHT - 40, False)
    parts = []
    for tick in axis.ticks:
        x = axis.place(tick)
        parts += [line(x, TOP, x, height - BOTTOM, GREY), text(x, height - BOTTOM + 18, short(tick))]
    for number, (name, value) in enumerate(bars):
        y = TOP + 30 * number + 5
        width = axis.place(value) - axis.begin
        parts += [f'<rect x="{axis.begin:.1f}" y="{y}" width="{width:.1f}" height="20" '
                  f'fill="{COLOURS[0]}"/>',
                  text(axis.begin - 8, y + 15, name, "end"),
                  text(axis.begin + width + 6, y + 15, short(value), "start")]
    if mark:
        x = axis.place(mark[0])
        parts += [line(x, TOP - 4, x, height - BOTTOM, COLOURS[1], 2),
                  text(x, TOP - 8, mark[1], colour=COLOURS[1])]
    parts.append(text((axis.begin + axis.end) / 2, height - 12, x_name))
    return whole(title, parts, height)


def point_plot(title, x_name, y_name, points):
    """'points' are (name, x, y); x is logarithmic, y goes from 0 to 1."""
    xs = [x for _, x, _ in points]
    x_axis = Axis(log_ticks(min(xs) / 1.5, max(xs) * 1.5), LEFT, WIDTH - RIGHT, True)
    y_axis = Axis([0, .2, .4, .6, .8, 1], HEIGHT - BOTTOM, TOP, False)
    parts = frame(x_axis, y_axis, x_name, y_name)
    for number, (name, x, y) in enumerate(points):
        colour = COLOURS[number % len(COLOURS)]
        across, down = x_axis.place(x), y_axis.place(y)
        is_right = across > WIDTH / 2
        parts += [f'<circle cx="{across:.1f}" cy="{down:.1f}" r="5" fill="{colour}"/>',
                  text(across + (-10 if is_right else 10), down + 4, name,
                       "end" if is_right else "start", colour)]
    return whole(title, parts)
