"""Planes in files: no image file says where they lie, so what is kept of them does."""

from collections.abc import Mapping
from typing import Any

from ml.imaging.values import PlaneInfo, Projection, Series, Spacing, SpacingKind
from viewer.core.plane_stack import PlaneKind, plane_info
from viewer.services.series_files import name_digest


def plane_entry(info: PlaneInfo) -> dict[str, Any]:
    """Where a plane lies, as JSON knows values."""
    return {
        "series": name_digest(info.source_uid),
        "plane": info.plane,
        "frame": info.frame,
        "rows": info.rows,
        "columns": info.columns,
        "spacing_mm": [info.spacing.row_mm, info.spacing.column_mm] if info.spacing else None,
        "position_mm": info.position_mm,
        "orientation": info.orientation,
        "step_mm": info.step_mm,
        "projection": info.projection,
        "thickness_mm": info.thickness_mm,
        "fitted": info.fitted,
    }


def kept_plane(entry: Mapping[str, Any] | None, series: Series) -> PlaneInfo | None:
    """The plane of a series that an entry speaks of; None when it is a frame, or of another series."""
    try:
        if entry is None or entry["series"] != name_digest(series.series_uid):
            return None
        row_mm, column_mm = map(float, entry["spacing_mm"])
        x, y, z = map(float, entry["position_mm"])
        a, b, c, d, e, f = map(float, entry["orientation"])
        return plane_info(
            series,
            frame=int(entry["frame"]),
            rows=int(entry["rows"]),
            columns=int(entry["columns"]),
            spacing=Spacing(row_mm, column_mm, SpacingKind.PATIENT),
            position_mm=(x, y, z),
            orientation=(a, b, c, d, e, f),
            plane=PlaneKind(entry["plane"]).value,
            step_mm=float(entry["step_mm"]),
            projection=Projection(entry["projection"]) if entry["projection"] else None,
            thickness_mm=float(entry["thickness_mm"]),
            fitted=(float(entry["fitted"][0]), float(entry["fitted"][1])) if entry["fitted"] else None,
        )
    except (KeyError, ValueError, TypeError):
        return None
