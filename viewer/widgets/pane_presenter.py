"""Turns pane state, guides and findings into the scene that the pane draws."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from ml.errors import ImagingError
from ml.imaging.values import Frame, FrameInfo, PlaneInfo, SpacingKind, Study, Window
from ml.results import HeatMap, Verdict
from viewer.core.corner_text import corner_text, plane_text, spacing_text, window_text
from viewer.core.finding import class_title
from viewer.core.image_colours import colour_bar
from viewer.core.language import tr, tr_later
from viewer.core.linking import Place
from viewer.core.measuring import measured
from viewer.core.orientation import edge_letters
from viewer.core.phases import are_phases
from viewer.core.plane_stack import PlaneSeries
from viewer.core.planes import crossing, grid_of_info, plane_of
from viewer.core.render_request import HeatLayer, RenderRequest
from viewer.core.scale_bar import ScaleBar, scale_bar
from viewer.core.sentences import translated
from viewer.core.viewport import LARGEST_ZOOM, Grid, Point, Viewport
from viewer.services.inference import wanted_class
from viewer.services.rendering import grid_of, shown_window
from viewer.state.pane import PaneState
from viewer.widgets.image_pane import ImagePane
from viewer.widgets.measurement_drawing import Drawing, drawing_of
from viewer.widgets.pane_scene import Lens, PlaneTitle, Scene
from viewer.widgets.pane_surroundings import Surroundings
from viewer.widgets.plane_lines import NO_LINES, PlaneLines, plane_lines

_EMPTY = tr_later("Drag a series here")
_LONGEST_BAR = 0.25  # of the width of the pane
_LENS_DIAMETER = 240  # logical pixels
_LENS_SHARE = 0.6  # of the pane at most
_LENS_ZOOM = 2.5


class PanePresenter(QObject):
    """Keeps one pane up to date.

    A slice that is still being decoded leaves the previous one on screen, text included: picture and
    text always belong together. A plane that moves is shown as a draft, until it is cut.
    """

    frame_taken = Signal()  # another decoded frame is on screen

    def __init__(self, pane: ImagePane, state: PaneState, surroundings: Surroundings) -> None:
        super().__init__(pane)
        self._pane, self._state = pane, state
        self._session, self._group = surroundings.session, surroundings.group
        self._findings, self._guides = surroundings.findings, surroundings.guides
        self._key_images = surroundings.key_images
        self._cache, self._measurements = surroundings.cache, surroundings.measurements
        self._mpr, self._plane_heat = surroundings.mpr, surroundings.plane_heat
        self._frame: Frame | None = None
        self._draft: Frame | None = None  # what stands on screen in place of the frame
        self._place: Place | None = None  # of the frame on screen, which may still be the previous one
        # The file's window; where files bring none, that of the slice seen first: one for the whole series,
        # or its brightness would jump from slice to slice.
        self._own_window: Window | None = None
        self._connect()

    def _connect(self) -> None:
        state, findings = self._state, self._findings
        state.series_changed.connect(self._on_state_series_changed)
        for changed in (
            state.frame_changed,
            state.window_changed,
            state.view_changed,
            state.overlay_changed,
            state.text_changed,
            state.planes_changed,
            findings.heat_map_changed,
            findings.model_changed,
            self._plane_heat.changed,
            self._mpr.changed,
            self._pane.resized,
        ):
            changed.connect(self.refresh)
        findings.finding_changed.connect(self._on_findings_finding_changed)
        for rearranged in (self._group.layout_changed, self._session.studies_changed):
            rearranged.connect(self.refresh)
        for moved in (self._group.shown_changed, self._guides.changed, self._mpr.moved):
            moved.connect(self._refresh_guides)
        self._measurements.drawn_changed.connect(self._on_measurements_drawn_changed)
        self._key_images.changed.connect(self._refresh_guides)
        self._measurements.selection_changed.connect(self._refresh_guides)
        self._cache.frame_ready.connect(self._on_cache_frame_ready)
        self._cache.frame_failed.connect(self._on_cache_frame_failed)
        self._cache.rested.connect(self._on_cache_rested)

    @property
    def frame(self) -> Frame | None:
        """The decoded frame on screen, with all its values; None while a draft stands for it."""
        return self._frame

    @property
    def shown(self) -> Frame | None:
        """What is on screen. That of a draft says where it lies and how it is shown; its pixels are few."""
        return self._frame or self._draft

    @property
    def window(self) -> Window | None:
        """The window that the frame on screen is shown with; None without one, or for colour."""
        if self.shown is None or self.shown.is_colour:
            return None
        return self._state.window or self._own_window

    @property
    def is_settled(self) -> bool:
        """The slice that is wanted is on screen, or cannot be shown."""
        info = self._state.frame
        shown = self._frame is not None and self._frame.info == info
        return info is None or shown or bool(self._cache.failure(info))

    @property
    def is_following(self) -> bool:
        """Likewise, if only as a draft."""
        return self.is_settled or (self._draft is not None and self._draft.info == self._state.frame)

    def viewport(self) -> Viewport | None:
        """Where the frame on screen lies in the pane."""
        if self.shown is None:
            return None
        return Viewport(self._grid(self.shown), self._pane.device_size, self._state.view)

    def sharpen(self) -> None:
        """Have the frame itself on screen before anything else happens, however long that takes."""
        info = self._state.frame
        if self._draft is None or info is None:
            return
        try:
            self._take(self._cache.get(info))
        except ImagingError:
            return  # it is told by whoever waits for it
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what is true now."""
        info = self._state.frame
        if info is None:
            self._pane.show_scene(Scene(message=tr(_EMPTY) if self._session.studies else ""))
        elif self._cache.failure(info):
            reason = translated(self._cache.failure(info))
            self._pane.show_scene(Scene(message=tr("This image cannot be shown.\n\n{reason}", reason=reason)))
        else:
            self._show(info)

    def _show(self, info: FrameInfo) -> None:
        """Show this slice if it is decoded, else leave the previous one on screen."""
        if isinstance(info, PlaneInfo) and self._state not in self._group.shown:
            return  # planes are cut when they are looked at
        if self._frame is None or self._frame.info != info:
            self._take(self._cache.peek(info))
        if self.shown is None or self.shown.info != info:
            self._take_draft(self._cache.draft(info))
        if self._is_turning(info):
            return
        study = self._session.study_of(self._state.series)  # None while another pane gives up a closed study
        if self.shown is not None and study is not None:
            self._pane.show_scene(self._scene(self.shown, study))

    def _is_turning(self, info: FrameInfo) -> bool:
        """A plane is wanted that lies otherwise than the one on screen, and so is seen in another view."""
        shown = self.shown.info if self.shown is not None else None
        are_planes = isinstance(info, PlaneInfo) and isinstance(shown, PlaneInfo)
        return are_planes and shown is not None and info.orientation != shown.orientation

    @Slot()
    def _refresh_guides(self) -> None:
        """Draw anew only what lies over the picture: what is measured, or comes from other panes."""
        info = self._state.frame
        if info is not None and self._is_turning(info):
            return
        viewport = self.viewport() if self._state in self._group.shown else None
        if self.shown is not None and viewport is not None and self._pane.scene.request is not None:
            self._pane.show_scene(self._guided(self._pane.scene, self.shown.info, viewport))

    def _guided(self, scene: Scene, info: FrameInfo, viewport: Viewport) -> Scene:
        return replace(
            scene,
            line=self._line(info, viewport),
            cross=self._cross(info, viewport),
            lens=self._lens(scene.request, viewport),
            plane_lines=self._plane_lines(info, viewport),
            drawings=self._drawings(info, viewport),
            is_key=info in self._key_images,
        )

    @Slot()
    def _on_state_series_changed(self) -> None:
        """Another phase takes the place of the one on screen as another slice does."""
        if self._place is not None and are_phases(self._place.series, self._state.series):
            return
        self._frame = self._draft = self._own_window = self._place = None
        self._pane.show_scene(Scene(message=tr("Reading…") if self._state.series else ""))

    @Slot(object)
    def _on_measurements_drawn_changed(self, info: FrameInfo) -> None:
        if self.shown is not None and info == self.shown.info:
            self._refresh_guides()

    @Slot(object, object)
    def _on_cache_frame_ready(self, info: FrameInfo, frame: Frame) -> None:
        if info == self._state.frame:
            self._take(frame)
            self.refresh()

    @Slot(object, str)
    def _on_cache_frame_failed(self, info: FrameInfo, message: str) -> None:
        if info == self._state.frame:
            self.refresh()

    @Slot()
    def _on_cache_rested(self) -> None:
        if self._draft is not None:
            self.refresh()

    @Slot(object)
    def _on_findings_finding_changed(self, info: FrameInfo) -> None:
        if info == self._state.frame:
            self.refresh()

    def _take(self, frame: Frame | None) -> None:
        """Put the current slice on screen if it is decoded."""
        if frame is not None:
            self._frame, self._draft = frame, None
            self._place = self._wanted_place()
            if frame.windows or self._own_window is None:
                self._own_window = shown_window(frame, None)
            kept = self._measurements.kept_on(frame.info)
            self._measurements.refresh(frame.info, tuple(measured(frame, one) for one in kept))
            self.frame_taken.emit()

    def _take_draft(self, draft: Frame | None) -> None:
        """Put the current plane on screen as it is while it moves; nothing is measured on it."""
        if draft is not None:
            self._frame, self._draft = None, draft
            self._place = self._wanted_place()
            self._own_window = shown_window(draft, None)

    def _wanted_place(self) -> Place | None:
        return Place(self._state.series, self._state.index) if self._state.series is not None else None

    def _grid(self, frame: Frame) -> Grid:
        return grid_of(frame) if frame is self._frame else grid_of_info(frame.info)

    def _scene(self, frame: Frame, study: Study) -> Scene:
        place = self._place
        assert place is not None
        viewport = Viewport(self._grid(frame), self._pane.device_size, self._state.view)
        heat = self._heat(frame.info)
        layer = HeatLayer(heat, self._state.overlay.opacity) if heat is not None else None
        shown, colour_map = self.window, self._state.shown_colour_map
        scene = Scene(
            request=RenderRequest(
                frame, viewport, shown, self._state.inverted, layer, self._state.planes_shown, colour_map
            ),
            corners=corner_text(
                study,
                place.series,
                place.index,
                window_text(shown, frame.unit),
                viewport,
                frame_notes=frame.notes,
            ),
            letters=edge_letters(frame.info.orientation, self._state.view),
            bar=_bar(frame, viewport),
            bar_note=spacing_text(frame.info.spacing.kind) if frame.info.spacing else "",
            colours=colour_bar(colour_map, self._state.inverted != frame.inverted, shown, frame.unit),
            heat_note=self._heat_note(heat),
            plane=self._plane_title(frame.info),
            text_shown=self._state.text_shown,
        )
        return self._guided(scene, frame.info, viewport)

    def _line(self, info: FrameInfo, viewport: Viewport) -> tuple[Point, Point] | None:
        """Where the plane of the active pane lies in this one."""
        active = self._group.active
        if active is self._state or active.frame is None or not self._guides.lines_shown:
            return None
        if isinstance(info, PlaneInfo) and isinstance(active.frame, PlaneInfo):
            return None  # they draw lines of their own
        ends = crossing(active.frame, info)
        return (viewport.image_to_screen(ends[0]), viewport.image_to_screen(ends[1])) if ends else None

    def _plane_lines(self, info: FrameInfo, viewport: Viewport) -> PlaneLines:
        """Where the other planes of the same volume lie in this one."""
        if not isinstance(info, PlaneInfo) or not self._guides.lines_shown:
            return NO_LINES
        others = [
            pane.frame
            for pane in self._mpr.panes.values()
            if pane is not self._state and pane.frame is not None
        ]
        ratio = self._pane.devicePixelRatioF()
        return plane_lines(info, others, self._mpr.meeting_point, viewport, ratio)

    def _plane_title(self, info: FrameInfo) -> PlaneTitle | None:
        series = self._state.series
        if not isinstance(info, PlaneInfo) or not isinstance(series, PlaneSeries):
            return None
        return PlaneTitle(info.plane, plane_text(info, turned=self._mpr.is_turned(series)))

    def _cross(self, info: FrameInfo, viewport: Viewport) -> Point | None:
        """Where the patient point under the pointer of another pane lies in this one."""
        cursor = self._guides.cursor
        if cursor is None or cursor.pane is self._state:
            return None
        plane = plane_of(info) if cursor.frame_of_reference == info.frame_of_reference else None
        return None if plane is None else viewport.image_to_screen(plane.to_image(np.array(cursor.place)))

    def _lens(self, request: RenderRequest | None, viewport: Viewport) -> Lens | None:
        """The part under the pointer, enlarged: never below one screen pixel per column."""
        pointer = self._guides.magnified
        if request is None or pointer is None or pointer.pane is not self._state:
            return None
        side = round(min(_LENS_DIAMETER * self._pane.devicePixelRatioF(), _LENS_SHARE * min(viewport.screen)))
        zoom = min(max(_LENS_ZOOM * viewport.zoom, 1.0), LARGEST_ZOOM)
        view = replace(viewport.view, zoom=zoom, center=viewport.screen_to_image(pointer.position))
        return Lens(pointer.position, replace(request, viewport=Viewport(viewport.grid, (side, side), view)))

    def _drawings(self, info: FrameInfo, viewport: Viewport) -> tuple[Drawing, ...]:
        """What was measured on the frame."""
        ratio, selected = self._pane.devicePixelRatioF(), self._measurements.selected
        identity = selected[1].id if selected is not None else ""
        return tuple(
            drawing_of(one, viewport, ratio, selected=one.id == identity)
            for one in self._measurements.drawn_on(info)
        )

    def _heat(self, info: FrameInfo) -> HeatMap | None:
        """The heat map to draw: switched on, not held back, and there."""
        if isinstance(info, PlaneInfo):
            overlay = self._state.overlay
            return self._plane_heat.heat_map(info, overlay) if overlay.visible else None
        class_name = wanted_class(self._findings.finding(info), self._state.overlay.class_name)
        if not self._state.overlay.visible or class_name is None:
            return None
        return self._findings.heat_map(info, class_name, self._state.overlay.method)

    def _heat_note(self, heat: HeatMap | None) -> str:
        if self._findings.card is not None and self.shown and isinstance(self.shown.info, PlaneInfo):
            return self._heat_note_of_plane(heat)
        if heat is None or self._findings.card is None:
            return ""
        title = class_title(self._findings.card, heat.class_name)
        finding = self._findings.finding(self._frame.info) if self._frame else None
        if finding is not None and finding.prediction.verdict is Verdict.NOT_EVALUATED:
            return tr("{method}: {title}. Not evaluated: no answer", method=heat.method, title=title)
        if heat.peak > 0:
            return f"{heat.method}: {title}"
        return tr("{method}: no positive evidence for {title}", method=heat.method, title=title)

    def _heat_note_of_plane(self, heat: HeatMap | None) -> str:
        overlay = self._state.overlay
        if not overlay.visible or self._findings.card is None:
            return ""
        known, total = self._plane_heat.known(overlay)
        if heat is None and known:
            return tr("No heat map here: no image near this plane was evaluated.")
        if heat is None:
            return tr("No heat map: no image of the series is evaluated so far.")
        title = class_title(self._findings.card, heat.class_name)
        if heat.peak <= 0:
            return tr("{method}: no positive evidence for {title}", method=heat.method, title=title)
        return tr(
            "{method}: {title}. Maps of {known} of {total} images",
            method=heat.method, title=title, known=known, total=total,
        )  # fmt: skip


def _bar(frame: Frame, viewport: Viewport) -> ScaleBar:
    """In millimetres when the spacing is known, in image pixels otherwise."""
    longest = viewport.screen[0] * _LONGEST_BAR
    spacing = frame.info.spacing
    if spacing is None or spacing.kind is SpacingKind.NONE:
        return scale_bar(viewport.zoom, longest, "px")
    return scale_bar(viewport.zoom / spacing.column_mm, longest, "mm")
