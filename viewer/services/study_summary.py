"""One page about a series for people without this program: what the model said, with pictures.

It is one HTML text for both: browsers show it, and Qt lays it out for a PDF. So it keeps to tables and to
what Qt's rich text knows.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from ml.card import Card
from ml.errors import ImagingError, WritingError
from ml.imaging import display_image, read_frame
from ml.imaging.values import FrameInfo, Series, Study
from ml.overlay import blend
from ml.progress import Progress
from ml.results import HeatMap, Verdict
from viewer.core.corner_text import date_text, person_name, series_title
from viewer.core.finding import Finding, class_title, percent, series_words, verdict_text
from viewer.core.language import tr
from viewer.core.word import Word, word_text

MOST_PICTURES = 6
_PICTURE_PX, _SHOWN_PX, _PER_ROW = 320, 150, 2
_RESOLUTION_DPI = 150
_STYLE = """
body { font-family: sans-serif; font-size: 9.5pt; color: #1c2430; background: #ffffff; margin: 20px; }
h1 { font-size: 16pt; margin: 0; } h2 { font-size: 11.5pt; margin: 10px 0 4px 0; color: #0b4f71; }
p { margin: 3px 0; } .quiet { color: #5c6775; font-size: 8.5pt; } td, th { padding: 2px 10px 2px 0; }
th { text-align: left; color: #5c6775; } .notice { background: #fff1d6; padding: 5px; }
"""

Explain = Callable[[FrameInfo, str], HeatMap | None]


@dataclass(frozen=True, slots=True)
class Summarised:
    """What the page is about."""

    study: Study
    series: Series
    card: Card
    findings: Mapping[FrameInfo, Finding]
    words: Mapping[FrameInfo, Word]
    with_patient: bool = False


def write_summary(path: Path, about: Summarised, explain: Explain, progress: Progress) -> Path:
    """Write the page as HTML or PDF, by the ending of the name.

    Parameters
    ----------
    explain
        Makes the heat map of a frame for a class; None where that is not possible.

    Raises
    ------
    WritingError
        When the file cannot be written.
    """
    chosen = telling_frames(about)
    pictures = []
    for done, info in enumerate(chosen):
        progress(done, len(chosen), "")
        pictures.append(_pictures(info, about, explain))
    writing = path.with_name(path.name + ".writing")
    try:
        if path.suffix.casefold() == ".pdf":
            _write_pdf(writing, about, pictures)
        else:
            writing.write_text(summary_html(about, pictures), encoding="utf-8")
        writing.replace(path)
    except OSError as error:
        writing.unlink(missing_ok=True)
        raise WritingError(f"{path.name} cannot be written: {error.strerror}") from error
    return path


def telling_frames(about: Summarised, most: int = MOST_PICTURES) -> list[FrameInfo]:
    """The frames with the surest findings, in the order of the series; else those with the surest answers."""
    answered = [info for info in about.series.frames if info in about.findings]
    positive = [info for info in answered if _verdict(about, info) is Verdict.POSITIVE]
    given = [info for info in answered if _verdict(about, info) is not Verdict.NOT_EVALUATED]
    pool = positive or given or answered
    surest = sorted(pool, key=lambda info: -_probability(about, info))[:most]
    return [info for info in about.series.frames if info in set(surest)]


def summary_html(about: Summarised, pictures: Sequence[str]) -> str:
    """The page; pictures are table cells."""
    title = tr("Summary of a series")
    rows = [pictures[start : start + _PER_ROW] for start in range(0, len(pictures), _PER_ROW)]
    table = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>{_subject(about)}"
        f'<p class="notice"><b>AI - RESEARCH - NOT FOR DIAGNOSTIC USE.</b> {escape(_caution())}</p>'
        f"<h2>{escape(tr('What the model said'))}</h2>{_answers(about)}"
        f"<h2>{escape(tr('The images that say most'))}</h2><table>{table}</table>"
        f'<p class="quiet">{escape(_on_pictures())}</p>{_words(about)}{_model(about.card)}</body></html>'
    )


def _subject(about: Summarised) -> str:
    series, study = about.series, about.study
    parts = [series.modality, tr("{count} images", count=len(series.frames))]
    if about.with_patient:
        patient = study.patient
        birth = date_text(patient.birth_date)
        who = (person_name(patient.name), patient.patient_id, patient.sex, birth)
        parts = [*who, study.description, date_text(study.date), series_title(series), *parts[1:]]
    return f"<p>{escape(' · '.join(part for part in parts if part))}</p>"


def _answers(about: Summarised) -> str:
    counts: dict[Verdict, int] = {}
    for info in about.series.frames:
        if info in about.findings:
            counts[_verdict(about, info)] = counts.get(_verdict(about, info), 0) + 1
    head = "".join(
        f"<th>{escape(text)}</th>" for text in (tr("Class"), tr("Images"), tr("Highest"), tr("At"))
    )
    rows = "".join(_class_row(about, name) for name in about.card.classes)
    return (
        f"<p>{escape(series_words(counts, len(about.series.frames)))}</p><table><tr>{head}</tr>{rows}</table>"
        f'<p class="quiet">{escape(_on_counts())}</p>'
    )


def _class_row(about: Summarised, name: str) -> str:
    """How many images were given this class, and where it was likeliest."""
    given = [
        info
        for info in about.series.frames
        if info in about.findings
        and about.findings[info].prediction.top_class == name
        and _verdict(about, info) in (Verdict.POSITIVE, Verdict.NEGATIVE)
    ]
    title = escape(class_title(about.card, name))
    if not given:
        return f"<tr><td>{title}</td><td>0</td><td></td><td></td></tr>"
    best = max(given, key=lambda info: _probability(about, info))
    place = tr("image {number}", number=about.series.frames.index(best) + 1)
    share = percent(_probability(about, best))
    return f"<tr><td>{title}</td><td>{len(given)}</td><td>{share}</td><td>{escape(place)}</td></tr>"


def _pictures(info: FrameInfo, about: Summarised, explain: Explain) -> str:
    """A table cell: the image, the heat map over it, and what was said."""
    prediction = about.findings[info].prediction
    number = about.series.frames.index(info) + 1
    words = verdict_text(prediction)
    if prediction.top_class and prediction.verdict is not Verdict.NOT_EVALUATED:
        title = class_title(about.card, prediction.top_class)
        words = f"{words}: {title} {percent(_probability(about, info))}"
    caption = escape(f"{tr('Image {number}', number=number)} · {words}")
    try:
        display = display_image(read_frame(info))
    except ImagingError:
        return f"<td>{caption}<br>{escape(tr('This image cannot be read.'))}</td>"
    image = _img(display)
    heat = explain(info, prediction.top_class) if prediction.top_class else None
    if heat is not None and heat.peak > 0:
        image += f" {_img(blend(display, heat.values))}"
    return f"<td>{image}<br>{caption}</td>"


def _words(about: Summarised) -> str:
    said = [(number, about.words[info]) for number, info in _numbered(about) if info in about.words]
    if not said:
        return ""
    rows = "".join(
        f"<tr><td>{escape(tr('Image {number}', number=number))}</td>"
        f"<td>{escape(word_text(word, class_title(about.card, word.class_name)))}</td>"
        f"<td>{escape(word.comment)}</td></tr>"
        for number, word in said[:10]
    )
    return f"<h2>{escape(tr('What the reader said'))}</h2><table>{rows}</table>"


def _numbered(about: Summarised) -> list[tuple[int, FrameInfo]]:
    return list(enumerate(about.series.frames, start=1))


def _model(card: Card) -> str:
    version = tr("version {version}", version=card.version) if card.version else ""
    line = " · ".join(part for part in (card.title, version, card.architecture) if part)
    return f'<p class="quiet">{escape(line)}. {escape(card.measured)} {escape(card.not_for)}</p>'


def _caution() -> str:
    return tr("Made by a classifier for teaching and research. Not a medical device.")


def _on_counts() -> str:
    return tr("Single images are counted; nothing here is a probability for the whole examination.")


def _on_pictures() -> str:
    return tr("Right: relative influence on this answer, on this image only. It is no outline of a finding.")


def _verdict(about: Summarised, info: FrameInfo) -> Verdict:
    return about.findings[info].prediction.verdict


def _probability(about: Summarised, info: FrameInfo) -> float:
    return max(about.findings[info].prediction.probabilities.values(), default=0.0)


def _img(pixels: np.ndarray) -> str:
    height, width = pixels.shape[:2]
    scale = _PICTURE_PX / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    bgr = small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_RGB2BGR)
    _, encoded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 88])
    shown = round(_SHOWN_PX * size[0] / _PICTURE_PX)
    return (
        f'<img width="{shown}" src="data:image/jpeg;base64,{base64.b64encode(encoded.tobytes()).decode()}">'
    )


def _write_pdf(path: Path, about: Summarised, pictures: Sequence[str]) -> None:
    """Lay the page out by Qt; pictures are left away until it is one page."""
    writer = QPdfWriter(str(path))
    writer.setResolution(_RESOLUTION_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(14, 12, 14, 12), QPageLayout.Unit.Millimeter)
    writer.setTitle(tr("Summary of a series"))
    writer.setCreator("Kesit")
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    for most in range(len(pictures), -1, -1):
        document.setHtml(summary_html(about, pictures[:most]))
        document.setPageSize(QSizeF(writer.width(), writer.height()))
        if document.pageCount() == 1:
            break
    document.print_(writer)
    if not path.exists():
        raise OSError(0, tr("the folder cannot be written to"))
