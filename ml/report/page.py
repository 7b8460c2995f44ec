"""A report as one HTML page."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from ml.card import Card
from ml.overlay import NOTICE
from ml.pointing import sentence
from ml.report import figures
from ml.report.content import Content
from ml.report.mistakes import Mistake

_STYLE = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
_SAFE = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_HEADLINES = (
    ("accuracy", "Accuracy", True),
    ("macro_f1", "Macro F1", False),
    ("auroc", "AUROC", False),
    ("average_precision", "Average precision", False),
    ("ece", "Calibration error", False),
)
_COLUMNS = (
    ("precision", "Precision"),
    ("recall", "Recall"),
    ("f1", "F1"),
    ("auroc", "AUROC"),
    ("average_precision", "AP"),
)
_MOST_CELLS = 20


def make_page(content: Content) -> str:
    """The whole page."""
    card = content.card
    sections = (
        _section("How good it is on images it has not seen", _headline(content)),
        _section("What was confused with what", _confusion(content)),
        _section("Each class", _classes(content)),
        _section("Separation and honesty of the probabilities", _curves(content)),
        _section("Its surest mistakes", _mistakes(content)),
        _section("How it learned", _learning(content)),
        _section("The images", _data(card)),
        _section("What it is for, and not for", _purpose(card)),
        _section("How it was made", _recipe(content)),
    )
    head = f"<h1>{escape(card.title)}</h1>{_byline(card)}"
    notice = f'<p class="notice">{escape(NOTICE)}</p>'
    return whole_page(f"{card.title}: report", head + notice + "".join(sections))


def whole_page(title: str, inside: str) -> str:
    """A page that needs no other file; what is inside is HTML."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_SAFE}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>{inside}</main></body></html>\n"
    )


def _section(heading: str, body: str) -> str:
    """Nothing where there is nothing to say."""
    return f"<section><h2>{escape(heading)}</h2>{body}</section>" if body else ""


def _byline(card: Card) -> str:
    parts = [card.name, f"version {card.version}" if card.version else "", card.architecture]
    parts.append(str(card.training.get("trained", "")))
    return f'<p class="quiet">{escape(" · ".join(part for part in parts if part))}</p>'


def _headline(content: Content) -> str:
    metrics = content.metrics
    body = _tiles(metrics) + f"<p>{escape(content.measured)}</p>"
    if clean := metrics.get("without_copies"):
        count = f"{clean['images']:,} of {metrics['images']:,} test images"
        body += (
            f"<h3>Without test images that have copies among those learnt from: {count}</h3>{_tiles(clean)}"
        )
    if pointing := metrics.get("pointing"):
        body += f"<p>{escape(sentence(pointing))}</p>"
    if metrics["not_evaluated"]:
        body += (
            f'<p class="quiet">{metrics["not_evaluated"]:,} of {metrics["images"]:,} images would be shown '
            "as “not evaluated”; they are counted here by their most probable class.</p>"
        )
    return body + '<p class="quiet">Small figures: 95 % intervals, by drawing whole groups of copies.</p>'


def _tiles(metrics: dict[str, Any]) -> str:
    spans = metrics.get("intervals") or {"accuracy": metrics["accuracy_interval"]}
    tiles = [
        f'<div class="tile">{title}<b>{_figure(metrics[name], is_share)}</b>'
        f"<small>{_span(spans.get(name), is_share)}</small></div>"
        for name, title, is_share in _HEADLINES
        if metrics.get(name) is not None
    ]
    tiles.append(f'<div class="tile">Images<b>{metrics["images"]:,}</b><small>held out</small></div>')
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _confusion(content: Content) -> str:
    names, counts = _titles(content.card), content.metrics["confusion"]
    if len(names) > _MOST_CELLS:
        return _worst_pairs(names, counts)
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    rows = "".join(
        f"<tr><th>{escape(name)}</th>{''.join(_cell(counts[i], i, j) for j in range(len(names)))}</tr>"
        for i, name in enumerate(names)
    )
    return (
        '<div class="wide"><table class="matrix"><thead><tr><th class="quiet">truth \\ answer</th>'
        f"{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(row: list[int], i: int, j: int) -> str:
    share = row[j] / (sum(row) or 1)
    strength = 0.12 + 0.78 * share**0.5 if row[j] else 0.0
    colour = f"rgba({'0,114,178' if i == j else '213,94,0'},{strength:.2f})"
    ink = "#fff" if strength > 0.55 else "inherit"
    return f'<td class="cell" style="background:{colour};color:{ink}" title="{share:.1%}">{row[j]:,}</td>'


def _worst_pairs(names: list[str], counts: list[list[int]]) -> str:
    """A matrix of dozens of classes cannot be read; the largest confusions can."""
    wrong = [
        (counts[i][j], f"{names[i]} called {names[j]}")
        for i in range(len(names))
        for j in range(len(names))
        if i != j and counts[i][j]
    ]
    rows = "".join(
        f"<tr><td>{escape(text)}</td><td>{count:,}</td></tr>" for count, text in sorted(wrong)[:-21:-1]
    )
    return f"<p>The most frequent confusions of {len(names)} classes:</p><table>{rows}</table>"


def _classes(content: Content) -> str:
    card, metrics = content.card, content.metrics
    head = "".join(f"<th>{title}</th>" for _, title in _COLUMNS)
    rows = []
    for name in metrics["classes"]:
        figures_of, spans = metrics["per_class"][name], metrics["per_class"][name].get("intervals", {})
        cells = "".join(
            f"<td>{_figure(figures_of.get(key))}<small>{_span(spans.get(key))}</small></td>"
            for key, _ in _COLUMNS
        )
        title = escape(card.title_of(name))
        rows.append(
            f"<tr><td>{title}</td>{cells}<td>{figures_of['support']:,}</td>"
            f"<td>{card.threshold_of(name):.0%}</td></tr>"
        )
    sets = ""
    if card.conformal:
        sets = (
            f'<p class="quiet">Sets of classes are made so that at most {card.conformal.alpha:.0%} of them '
            "miss the truth, on images like the validation images.</p>"
        )
    return (
        f'<div class="wide"><table><tr><th>Class</th>{head}<th>Images</th><th>Threshold</th></tr>'
        f"{''.join(rows)}</table></div>{sets}"
    )


def _curves(content: Content) -> str:
    names, answered = _titles(content.card), content.answered
    if answered is None:
        return ""
    drawn = (
        figures.roc(answered, names, content.metrics)
        + figures.precision_recall(answered, names, content.metrics)
        + figures.reliability(answered)
    )
    error = content.metrics["ece"]
    return (
        f'<div class="row">{drawn}</div>'
        '<p class="quiet">Reliability: bars on the diagonal mean that a probability '
        f"can be taken at its word; they are off by {error:.1%} on average. Thin marks: 95 % intervals.</p>"
    )


def _mistakes(content: Content) -> str:
    if not content.mistakes:
        return ""
    known = (
        "These are the wrong answers with the highest probability. Right: what spoke for the wrong answer."
    )
    if content.card.training.get("went_on"):
        known += " The heat maps are of the finished network, which went on learning after it was measured."
    pictures = "".join(_mistake(mistake, content.card) for mistake in content.mistakes)
    return f'<p class="quiet">{known}</p><div class="mistakes">{pictures}</div>'


def _mistake(mistake: Mistake, card: Card) -> str:
    truth, answer = escape(card.title_of(mistake.truth)), escape(card.title_of(mistake.answer))
    image = '<img alt="{}" src="data:image/jpeg;base64,{}">'
    return (
        f'<div class="mistake">{image.format(f"{truth}, called {answer}", mistake.picture)} '
        f"{image.format('heat map', mistake.overlay)}"
        f"<div><b>{truth}</b>, called {answer} with {mistake.probability:.1%}</div></div>"
    )


def _learning(content: Content) -> str:
    drawn = figures.learning_curves(list(content.history))
    return f'<div class="row">{"".join(drawn)}</div>' if drawn else ""


def _data(card: Card) -> str:
    training = card.training
    body = f"<p>{escape(card.data)}</p>" if card.data else ""
    split = training.get("split")
    if split:
        names = list(next(iter(split.values())))
        head = "".join(f"<th>{escape(card.title_of(name))}</th>" for name in names)
        rows = "".join(
            f"<tr><td>{escape(part)}</td>{''.join(f'<td>{counts[name]:,}</td>' for name in names)}"
            f"<td><b>{sum(counts.values()):,}</b></td></tr>"
            for part, counts in split.items()
        )
        body += f'<div class="wide"><table><tr><th>Part</th>{head}<th>All</th></tr>{rows}</table></div>'
    if rule := training.get("split_rule"):
        body += f"<p>{escape(rule)}</p>"
    if findings := training.get("findings"):
        lines = (_finding(finding) for finding in findings)
        body += f'<h3>What the checks found</h3><ul class="findings">{"".join(lines)}</ul>'
    return body


def _finding(finding: dict[str, str]) -> str:
    mark = '<span class="serious">Serious.</span> ' if finding["severity"] != "note" else ""
    return f"<li>{mark}{escape(finding['text'])}</li>"


def _purpose(card: Card) -> str:
    texts = (("For", card.intended_use), ("Not for", card.not_for), ("Licence", card.licence))
    return _list((name, text) for name, text in texts if text)


def _recipe(content: Content) -> str:
    card, training, size = content.card, content.card.training, content.card.input.size_px
    versions = ", ".join(f"{name} {version}" for name, version in training.get("versions", {}).items())
    facts = (
        ("Network", card.architecture),
        ("Started from", card.start),
        (
            "Input",
            f"{size} x {size} pixels, {'colour' if card.input.colour else 'grey'}",
        ),
        ("Temperature", f"{card.temperature:.3f}"),
        ("Heat map from", str(training.get("cam_layer", ""))),
        ("Seed", str(training.get("seed", ""))),
        ("Hash of the data", str(training.get("data_hash", ""))),
        ("Made with", versions),
    )
    body = _list((name, text) for name, text in facts if text)
    if content.recipe:
        body += (
            "<details><summary>The recipe as it was used</summary>"
            f"<pre>{escape(content.recipe)}</pre></details>"
        )
    return body


def _list(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in pairs)
    return f"<dl>{rows}</dl>" if rows else ""


def _titles(card: Card) -> list[str]:
    return [card.title_of(name) for name in card.classes]


def _figure(value: float | None, is_share: bool = False) -> str:
    if value is None:
        return "–"
    return f"{value:.1%}" if is_share else f"{value:.3f}"


def _span(interval: list[float] | None, is_share: bool = False) -> str:
    if not interval:
        return ""
    low, high = interval
    return f"{low:.1%} to {high:.1%}" if is_share else f"{low:.3f} to {high:.3f}"
