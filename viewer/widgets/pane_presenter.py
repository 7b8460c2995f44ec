"""Turns session, pane state and findings into the scene that the pane draws."""

from PySide6.QtCore import QObject, Signal, Slot

from ml.imaging.values import Frame, FrameInfo, SpacingKind, Window
from ml.results import HeatMap
from viewer.core.corner_text import corner_text, spacing_text, window_text
from viewer.core.orientation import edge_letters
from viewer.core.render_request import HeatLayer, RenderRequest
from viewer.core.scale_bar import ScaleBar, scale_bar
from viewer.core.viewport import Viewport
from viewer.services.inference import wanted_class
from viewer.services.pixel_cache import PixelCache
from viewer.services.rendering import grid_of, shown_window
from viewer.state.findings import Findings
from viewer.state.pane import PaneState
from viewer.state.session import Session
from viewer.widgets.image_pane import ImagePane
from viewer.widgets.pane_scene import Scene

_LONGEST_BAR = 0.25  # of the width of the pane


class PanePresenter(QObject):
    """Keeps one pane up to date.

    A slice that is still being decoded leaves the previous one on screen, text included: picture and
    text always belong together.
    """

    frame_taken = Signal()  # another decoded frame is on screen

    def __init__(
        self, pane: ImagePane, session: Session, state: PaneState, findings: Findings, cache: PixelCache
    ) -> None:
        super().__init__(pane)
        self._pane, self._session, self._state = pane, session, state
        self._findings, self._cache = findings, cache
        self._frame: Frame | None = None
        self._index = 0  # of the frame on screen, which may still be the previous one
        # The file's window; where files bring none, that of the slice seen first: one for the whole series,
        # or its brightness would jump from slice to slice.
        self._own_window: Window | None = None
        session.series_changed.connect(self._on_session_series_changed)
        session.frame_changed.connect(self._on_session_frame_changed)
        cache.frame_ready.connect(self._on_cache_frame_ready)
        cache.frame_failed.connect(self._on_cache_frame_failed)
        for changed in (
            state.window_changed,
            state.view_changed,
            state.overlay_changed,
            state.text_changed,
            state.planes_changed,
        ):
            changed.connect(self.refresh)
        findings.heat_map_changed.connect(self.refresh)
        findings.finding_changed.connect(self._on_findings_finding_changed)
        findings.model_changed.connect(self.refresh)
        pane.resized.connect(self.refresh)

    @property
    def frame(self) -> Frame | None:
        """The decoded frame on screen."""
        return self._frame

    def viewport(self) -> Viewport | None:
        """Where the frame on screen lies in the pane."""
        if self._frame is None:
            return None
        return Viewport(grid_of(self._frame), self._pane.device_size, self._state.view)

    @Slot()
    def refresh(self) -> None:
        """Show what is true now."""
        info = self._session.frame
        if info is None:
            self._pane.show_scene(Scene())
        elif self._cache.failure(info):
            self._pane.show_scene(
                Scene(message=f"This image cannot be shown.\n\n{self._cache.failure(info)}")
            )
        elif self._frame is not None:
            self._pane.show_scene(self._scene(self._frame))

    @Slot()
    def _on_session_series_changed(self) -> None:
        self._frame = self._own_window = None
        self._state.reset()
        self._pane.show_scene(Scene(message="Reading…" if self._session.series else ""))

    @Slot()
    def _on_session_frame_changed(self) -> None:
        series, info = self._session.series, self._session.frame
        if series is not None and info is not None:
            self._take(self._cache.peek(info))
            self._cache.request(series, self._session.index)
        self.refresh()

    @Slot(object, object)
    def _on_cache_frame_ready(self, info: FrameInfo, frame: Frame) -> None:
        if info == self._session.frame:
            self._take(frame)
            self.refresh()

    @Slot(object, str)
    def _on_cache_frame_failed(self, info: FrameInfo, message: str) -> None:
        if info == self._session.frame:
            self.refresh()

    @Slot(object)
    def _on_findings_finding_changed(self, info: FrameInfo) -> None:
        if info == self._session.frame:
            self.refresh()

    def _take(self, frame: Frame | None) -> None:
        """Put the current slice on screen if it is decoded."""
        if frame is not None:
            self._frame = frame
            self._index = self._session.index
            if frame.windows or self._own_window is None:
                self._own_window = shown_window(frame, None)
            self.frame_taken.emit()

    def _scene(self, frame: Frame) -> Scene:
        study, series = self._session.study, self._session.series
        assert study is not None and series is not None
        viewport = Viewport(grid_of(frame), self._pane.device_size, self._state.view)
        window, heat = self._state.window, self._heat(frame.info)
        layer = HeatLayer(heat, self._state.overlay.opacity) if heat is not None else None
        shown = None if frame.is_colour else window or self._own_window
        return Scene(
            request=RenderRequest(
                frame, viewport, shown, self._state.inverted, layer, self._state.planes_shown
            ),
            corners=corner_text(study, series, self._index, window_text(shown, frame.unit), viewport),
            letters=edge_letters(frame.info.orientation),
            bar=_bar(frame, viewport),
            bar_note=spacing_text(frame.info.spacing.kind) if frame.info.spacing else "",
            heat_note=self._heat_note(heat),
            text_shown=self._state.text_shown,
        )

    def _heat(self, info: FrameInfo) -> HeatMap | None:
        """The heat map to draw: switched on, not held back, and there."""
        class_name = wanted_class(self._findings.finding(info), self._state.overlay.class_name)
        if not self._state.overlay.visible or class_name is None:
            return None
        return self._findings.heat_map(info, class_name)

    def _heat_note(self, heat: HeatMap | None) -> str:
        if heat is None or self._findings.card is None:
            return ""
        title = self._findings.card.title_of(heat.class_name)
        return (
            f"{heat.method}: {title}" if heat.peak > 0 else f"{heat.method}: no positive evidence for {title}"
        )


def _bar(frame: Frame, viewport: Viewport) -> ScaleBar:
    """In millimetres when the spacing is known, in image pixels otherwise."""
    longest = viewport.screen[0] * _LONGEST_BAR
    spacing = frame.info.spacing
    if spacing is None or spacing.kind is SpacingKind.NONE:
        return scale_bar(viewport.zoom, longest, "px")
    return scale_bar(viewport.zoom / spacing.column_mm, longest, "mm")
