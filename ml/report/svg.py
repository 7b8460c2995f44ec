"""Line charts as SVG text, as far as a report needs them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

import numpy as np

# Okabe and Ito's colours, which all kinds of colour vision tell apart.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A6A00", "#555555")
_MOST_POINTS = 300
_LEFT_PX, _RIGHT_PX, _TOP_PX, _BELOW_PX = 54, 18, 8, 40


@dataclass(slots=True)
class Chart:
    """A pair of axes; what is drawn is kept as lines of SVG.

    Attributes
    ----------
    x, y
        First and last value of each axis.
    """

    title: str
    x_title: str
    y_title: str
    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)
    width: int = 330
    height: int = 280
    percent: tuple[bool, bool] = (True, True)  # how the numbers of each axis are written
    _drawn: list[str] = field(default_factory=list)
    _legend: list[tuple[str, str, bool]] = field(default_factory=list)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        name: str = "",
        *,
        dashed: bool = False,
    ) -> None:
        """Join some points; the name goes into the legend."""
        places = [f"{self._px(x):.1f},{self._py(y):.1f}" for x, y in thinned(points)]
        dash = ' stroke-dasharray="5 4"' if dashed else ""
        self._drawn.append(
            f'<polyline points="{" ".join(places)}" fill="none" stroke="{colour}" stroke-width="2"'
            f' stroke-linejoin="round"{dash}><title>{escape(name)}</title></polyline>'
        )
        if name:
            self._legend.append((name, colour, dashed))

    def guide(self, start: tuple[float, float], end: tuple[float, float], name: str = "") -> None:
        """A thin grey line to compare with."""
        (x1, y1), (x2, y2) = start, end
        self._drawn.append(
            f'<line x1="{self._px(x1):.1f}" y1="{self._py(y1):.1f}" x2="{self._px(x2):.1f}"'
            f' y2="{self._py(y2):.1f}" class="guide"/>'
        )
        if name:
            place = f'x="{self._px(x2) + 4:.1f}" y="{_TOP_PX + 10}"'
            self._drawn.append(f'<text {place} class="tick">{escape(name)}</text>')

    def bar(self, left: float, right: float, height: float, colour: str, hint: str) -> None:
        """A bar that stands on the axis."""
        x, y = self._px(left), self._py(height)
        self._drawn.append(
            f'<rect x="{x + 1:.1f}" y="{y:.1f}" width="{self._px(right) - x - 2:.1f}"'
            f' height="{self._py(self.y[0]) - y:.1f}" fill="{colour}"><title>{escape(hint)}</title></rect>'
        )

    def dot(self, x: float, y: float, colour: str, hint: str) -> None:
        """A point that says what it is when pointed at."""
        self._drawn.append(
            f'<circle cx="{self._px(x):.1f}" cy="{self._py(y):.1f}" r="3.5" fill="{colour}">'
            f"<title>{escape(hint)}</title></circle>"
        )

    def whisker(self, x: float, low: float, high: float) -> None:
        """An interval at a place of the x axis."""
        at, top, bottom = self._px(x), self._py(high), self._py(low)
        self._drawn.append(
            f'<path d="M{at - 3:.1f} {top:.1f}h6M{at:.1f} {top:.1f}V{bottom:.1f}M{at - 3:.1f} {bottom:.1f}h6"'
            ' class="whisker"/>'
        )

    def svg(self) -> str:
        """The whole chart with its legend below."""
        inside = "".join(self._drawn)
        return (
            f"<figure><figcaption>{escape(self.title)}</figcaption>"
            f'<svg viewBox="0 0 {self.width} {self.height}" role="img" aria-label="{escape(self.title)}">'
            f"{self._axes()}{inside}</svg>{self._key()}</figure>"
        )

    def _px(self, x: float) -> float:
        first, last = self.x
        return _LEFT_PX + (x - first) / ((last - first) or 1) * (self.width - _LEFT_PX - _RIGHT_PX)

    def _py(self, y: float) -> float:
        first, last = self.y
        bottom = self.height - _BELOW_PX
        return bottom - (y - first) / ((last - first) or 1) * (bottom - _TOP_PX)

    def _axes(self) -> str:
        parts = []
        for value in ticks(*self.y):
            y = self._py(value)
            text = _number(value, self.percent[1])
            right = self.width - _RIGHT_PX
            parts.append(
                f'<line x1="{_LEFT_PX}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>'
                f'<text x="{_LEFT_PX - 6}" y="{y + 3.5:.1f}" class="tick end">{text}</text>'
            )
        for value in ticks(*self.x):
            text = _number(value, self.percent[0])
            parts.append(
                f'<text x="{self._px(value):.1f}" y="{self.height - 25}" class="tick middle">{text}</text>'
            )
        middle = (_LEFT_PX + self.width - _RIGHT_PX) / 2
        turned = (_TOP_PX + self.height - _BELOW_PX) / 2
        parts.append(
            f'<text x="{middle}" y="{self.height - 7}" class="axis middle">{escape(self.x_title)}</text>'
            f'<text transform="translate(11 {turned}) rotate(-90)" class="axis middle">'
            f"{escape(self.y_title)}</text>"
        )
        return "".join(parts)

    def _key(self) -> str:
        if not self._legend:
            return ""
        return '<ul class="key">' + "".join(_entry(*entry) for entry in self._legend) + "</ul>"


def _entry(name: str, colour: str, dashed: bool) -> str:
    style = "dashed" if dashed else "solid"
    return f'<li><i style="border-top:2px {style} {colour}"></i>{escape(name)}</li>'


def ticks(first: float, last: float, about: int = 5) -> list[float]:
    """Round numbers from first to last, some five of them."""
    span = last - first
    if span <= 0:
        return [first]
    power = 10.0 ** np.floor(np.log10(span / about))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor * about >= span)
    start = np.ceil(first / step - 1e-9)
    return [float(number * step) + 0.0 for number in np.arange(start, np.floor(last / step + 1e-9) + 1)]


def thinned(points: Sequence[tuple[float, float]]) -> Iterable[tuple[float, float]]:
    """Not more points than can be seen, with the first and the last."""
    if len(points) <= _MOST_POINTS:
        return points
    return [points[index] for index in np.linspace(0, len(points) - 1, _MOST_POINTS).astype(int)]


def _number(value: float, percent: bool) -> str:
    return f"{value:.0%}" if percent else f"{value:.3g}"
