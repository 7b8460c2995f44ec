"""A structured report as one page of rich text."""

from collections.abc import Collection, Iterator
from html import escape

from ml.imaging.values import Reference, Report, ReportItem
from viewer.core.language import tr, tr_later

_STATES = {
    "complete": tr_later("complete"),
    "partial": tr_later("partial"),
    "verified": tr_later("verified"),
    "unverified": tr_later("not verified"),
}
_INDENT_PX = 18
_HIGHEST, _LOWEST = 2, 5  # headings


def report_html(report: Report, open_images: Collection[str]) -> str:
    """Return the page; images that are open, named by their instance UIDs, are links ``image:UID#FRAME``."""
    title = report.title or tr("Report")
    states = ", ".join(tr(_STATES[one]) if one in _STATES else one for one in report.state.split(", ") if one)
    lines = [f"<h1>{escape(title)}</h1>"]
    if states:
        lines.append(f"<p><i>{escape(states)}</i></p>")
    for item in report.items:
        lines.extend(_lines(item, 0, open_images))
    return "\n".join(lines)


def _lines(item: ReportItem, depth: int, open_images: Collection[str]) -> Iterator[str]:
    margin = f"style='margin-left: {depth * _INDENT_PX}px'"
    if item.is_heading and item.name:
        level = min(_HIGHEST + depth, _LOWEST)
        yield f"<h{level} {margin}>{escape(item.name)}</h{level}>"
    else:
        values = [escape(item.value).replace("\n", "<br>")] if item.value else []
        values += [_link(item.reference, open_images)] if item.reference is not None else []
        name = f"<b>{escape(item.name)}:</b> " if item.name else ""
        yield f"<p {margin}>{name}{' '.join(values)}</p>"
    for child in item.children:
        yield from _lines(child, depth + 1, open_images)


def _link(reference: Reference, open_images: Collection[str]) -> str:
    frames = ", ".join(map(str, reference.frames))
    shown = escape(
        tr("{kind}, frame {frames}", kind=reference.kind, frames=frames) if frames else reference.kind
    )
    if reference.instance_uid not in open_images:
        return tr("{object} (not open)", object=shown)
    frame = reference.frames[0] if reference.frames else 1
    return f"<a href='image:{escape(reference.instance_uid)}#{frame}'>{shown}</a>"
