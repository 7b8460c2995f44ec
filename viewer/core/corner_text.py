"""The texts in the corners of a pane."""

from dataclasses import dataclass

from ml.imaging.values import PlaneInfo, Projection, Series, SortRule, SpacingKind, Study, Window
from viewer.core.language import tr, tr_later
from viewer.core.phases import phase_text
from viewer.core.sentences import translated
from viewer.core.viewport import Viewport

Lines = tuple[str, ...]

_SORT_TEXT = {
    # by position is as it should be: no word needed
    SortRule.TIME: tr_later("sorted by time"),
    SortRule.INSTANCE_NUMBER: tr_later("sorted by instance number"),
    SortRule.FRAME_NUMBER: tr_later("sorted by frame number"),
    SortRule.FILE_NAME: tr_later("sorted by file name"),
}

_SPACING_TEXT = {
    SpacingKind.DETECTOR: tr_later("at detector"),
    SpacingKind.CALIBRATED: tr_later("calibrated"),
    SpacingKind.REGION: tr_later("in the scan"),
}


_PLANE_NAMES = {
    "axial": tr_later("Axial"),
    "coronal": tr_later("Coronal"),
    "sagittal": tr_later("Sagittal"),
}
_PROJECTION_NAMES = {
    Projection.MAXIMUM: tr_later("MIP"),
    Projection.MINIMUM: tr_later("MinIP"),
    Projection.MEAN: tr_later("Mean"),
}


@dataclass(frozen=True, slots=True)
class CornerText:
    """Lines for the four corners, top to bottom; above the bottom left what the user must know."""

    top_left: Lines = ()
    top_right: Lines = ()
    bottom_left: Lines = ()
    bottom_right: Lines = ()
    notes: Lines = ()

    def shortened(self) -> "CornerText":
        """For a small pane: patient, date and series, slice, window, and what the user must know."""
        return CornerText(
            self.top_left[:1], self.top_right[-2:], self.bottom_left[-1:], self.bottom_right[:1], self.notes
        )


def corner_text(
    study: Study, series: Series, index: int, window: str, view: Viewport, *, frame_notes: Lines = ()
) -> CornerText:
    """Who, what, which slice, and how it is shown. ``window`` is :func:`window_text`."""
    return CornerText(
        top_left=_who(study, series, index),
        top_right=_some(study.description, date_text(study.date), series_title(series)),
        bottom_left=_some(
            _order(series), "   ".join(_some(slice_text(index, len(series.frames)), phase_text(series)))
        ),
        bottom_right=_some(window, _zoom(view), _size(view)),
        notes=tuple(dict.fromkeys(map(translated, (*series.notes, *frame_notes)))),
    )


def date_text(date: str) -> str:
    """A DICOM date as 2024-03-31; what is no date as it is."""
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 and date.isdigit() else date


def series_title(series: Series) -> str:
    """What people call a series."""
    name = series.description or series.body_part.capitalize() or tr("Series")
    return f"{name} ({series.modality})" if series.modality else name


def slice_text(index: int, count: int) -> str:
    return tr("Image {number} / {count}", number=index + 1, count=count)


def window_text(window: Window | None, unit: str = "") -> str:
    """ "C 40  W 80 HU  Brain"; whole numbers unless the window is narrow; "" for None, a colour image's."""
    if window is None:
        return ""
    digits = 0 if abs(window.width) >= 20 else 3
    width = f"{window.width:.{digits}f} {unit}".rstrip()
    return f"C {window.center:.{digits}f}  W {width}  {tr(window.name)}".rstrip()


def plane_name(plane: str) -> str:
    """What people call a plane of the body."""
    return tr(_PLANE_NAMES[plane])


def plane_text(info: PlaneInfo, *, turned: bool) -> str:
    """Which plane, and below it how thick; a plane that was turned is called after what it was."""
    name = plane_name(info.plane)
    title = tr("Oblique ({plane})", plane=name.lower()) if turned else name
    if info.projection is None:
        return title
    planes = 2 * info.planes_on_each_side + 1
    slab = tr(
        "{projection} {thickness} mm, {planes} planes",
        projection=tr(_PROJECTION_NAMES[info.projection]), thickness=f"{info.thickness_mm:g}", planes=planes,
    )  # fmt: skip
    return f"{title}\n{slab}"


def projection_text(projection: Projection | None) -> str:
    """What people call a projection through a slab."""
    return tr(_PROJECTION_NAMES[projection]) if projection is not None else tr("No slab")


def spacing_text(kind: SpacingKind) -> str:
    """What a millimetre on this image means, where that is not plain."""
    return tr(_SPACING_TEXT[kind]) if kind in _SPACING_TEXT else ""


def person_name(name: str) -> str:
    """A DICOM person name, family^given^middle^prefix^suffix, as "family, given middle"."""
    family, _, others = name.partition("^")
    return ", ".join(_some(family.strip(), " ".join(others.replace("^", " ").split())))


def _who(study: Study, series: Series, index: int) -> Lines:
    """The patient; the file where there is none, as with ordinary images."""
    patient = study.patient
    who = _some(person_name(patient.name), patient.patient_id, _person(study))
    return who or (series.frames[index].path.name,)


def _person(study: Study) -> str:
    return "  ".join(_some(study.patient.sex, date_text(study.patient.birth_date)))


def _order(series: Series) -> str:
    told = len(series.frames) > 1 and series.sort in _SORT_TEXT
    return tr(_SORT_TEXT[series.sort]) if told else ""


def _zoom(view: Viewport) -> str:
    """With the angle, where it is none that the letters at the edges tell."""
    zoom = tr("Zoom {zoom:.0%}", zoom=view.zoom)
    if not view.view.angle_deg:
        return zoom
    turned = (90 * view.view.quarter_turns + view.view.angle_deg + 180) % 360 - 180
    return f"{zoom}  {tr('Turned {angle:.0f}°', angle=turned)}"


def _size(view: Viewport) -> str:
    return f"{view.grid.columns} × {view.grid.rows}"


def _some(*lines: str) -> Lines:
    return tuple(line for line in lines if line)
