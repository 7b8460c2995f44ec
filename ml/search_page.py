"""The trials of a search on one page: how they came out, and which values mattered."""

import json
from html import escape
from typing import Any

from ml.report.page import whole_page
from ml.report.svg import COLOURS, Chart
from ml.study import Outcome


def make_search_page(name: str, figure: str, outcomes: list[Outcome], importances: dict[str, float]) -> str:
    """History, importances and a table, as HTML that needs nothing else."""
    best = max((item for item in outcomes if not item.is_pruned), key=lambda item: item.value)
    pruned = sum(item.is_pruned for item in outcomes)
    first = outcomes[0]
    words = (
        f"{len(outcomes)} trials, {pruned} of them ended early. The best is trial {best.number} with a "
        f"{figure} of {best.value:.4f} on the inner folds; the recipe as it was, trial {first.number}, has "
        f"{first.value:.4f}. "
        "The best of many is flattered by chance: what the model is worth stands in its report, "
        "measured on images that no trial has seen."
    )
    charts = history(figure, outcomes) + importance(importances)
    inside = (
        f"<h1>Search for {escape(name)}</h1><section><p>{escape(words)}</p>"
        f'<div class="row">{charts}</div></section>'
        f"<section><h2>All trials</h2>{_table(outcomes, best)}</section>"
    )
    return whole_page(f"Search for {name}", inside)


def history(figure: str, outcomes: list[Outcome]) -> str:
    """Each trial, and the best so far."""
    values = [item.value for item in outcomes]
    low, high = min(values), max(values)
    margin = 0.05 * (high - low) or 0.01
    last = max(item.number for item in outcomes)
    span = (low - margin, high + margin)
    chart = Chart("Trials", "trial", figure, (0, max(1, last)), span, percent=(False, False))
    best: list[tuple[float, float]] = []
    for item in outcomes:
        colour = COLOURS[5] if item.is_pruned else COLOURS[0]
        word = "ended early at" if item.is_pruned else figure
        chart.dot(item.number, item.value, colour, f"trial {item.number}: {word} {item.value:.4f}")
        if not item.is_pruned:
            top = max(item.value, best[-1][1] if best else item.value)
            best += [(item.number, best[-1][1] if best else top), (item.number, top)]
    chart.line([*best, (last, best[-1][1])], COLOURS[1], "best so far")
    return chart.svg()


def importance(importances: dict[str, float]) -> str:
    """A bar for each value; nothing where too few trials are whole."""
    if not importances:
        return "<p>Too few whole trials to say which values mattered.</p>"
    rows = "".join(
        f'<tr><td>{escape(key)}</td><td><svg viewBox="0 0 200 14" style="width:200px" role="img">'
        f'<rect width="{200 * share:.1f}" height="14" fill="{COLOURS[2]}"/></svg></td>'
        f"<td>{share:.0%}</td></tr>"
        for key, share in importances.items()
    )
    return f"<figure><figcaption>What made trials differ (fANOVA)</figcaption><table>{rows}</table></figure>"


def _table(outcomes: list[Outcome], best: Outcome) -> str:
    keys = list(dict.fromkeys(key for item in outcomes for key in item.values))
    head = "".join(f"<th>{escape(key)}</th>" for key in ("trial", "value", *keys))
    rows = "".join(
        "<tr>"
        + f"<td>{item.number}{' (best)' if item is best else ' (ended early)' if item.is_pruned else ''}</td>"
        + f"<td>{item.value:.4f}</td>"
        + "".join(f"<td>{escape(shown(item.values.get(key, '')))}</td>" for key in keys)
        + "</tr>"
        for item in outcomes
    )
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def shown(value: Any) -> str:
    """A value for people."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def search_table(outcomes: list[Outcome], importances: dict[str, float]) -> str:
    """The same as JSON."""
    trials = [
        {"trial": item.number, "value": item.value, "ended_early": item.is_pruned, "values": item.values}
        for item in outcomes
    ]
    return json.dumps({"trials": trials, "importances": importances}, indent=2) + "\n"
